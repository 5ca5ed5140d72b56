//! A new file, made from what is known.

use super::fill::Filling;
use super::known::{SheetFacts, SheetRequest};
use super::papers;
use super::sheet::{AddedBox, SheetStyle, write_sheet};
use crate::case::consult::plan::DRAFT_TITLE;
use crate::case::{FileKind, Kind};
use crate::forms::{Extra, FormTitles, Packs, choose_for_new};
use crate::source::Obstacle;
use crate::timeline::Timeline;

/// A file that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSheet {
    /// Where it belongs, below `cases/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it goes on behind what is there: a month's records are one file.
    pub goes_on: bool,
}

/// Makes a new file of a child.
///
/// # Errors
/// When nobody has said the day of a paper, or it is not plain whose paper it is to be.
pub fn make_sheet(
    timeline: &Timeline<'_>,
    packs: &Packs,
    child: &str,
    request: &SheetRequest<'_>,
    style: SheetStyle,
) -> Result<NewSheet, Obstacle> {
    if let (FileKind::Document(kind), None) = (request.kind, request.moment) {
        return Err(day_missing(kind));
    }
    let known = SheetFacts::of(timeline, request)?;
    let day = known.day().map(|day| day.to_string()).unwrap_or_default();
    let filling: Filling = papers::filling(request.kind, &known);
    let added = added(packs, &known, request.kind);
    let by_hand = known.is_self_planned(request.kind);
    let path = request.kind.path(child, &day);
    let month = known.month_begun(request.kind);
    if month.is_some_and(|month| known.is_recorded(month)) {
        return Err(recorded_already(&path, &day));
    }
    // The comments of the first line explain the others.
    let style = match month {
        Some(_) => SheetStyle { explained: false, schema: None, added, by_hand, ..style },
        None => SheetStyle { added, by_hand, ..style },
    };
    Ok(NewSheet { path, text: write_sheet(request.kind, &filling, &style), goes_on: month.is_some() })
}

/// No day of a fact is assumed: 作成日 is not the day on which a file is made.
fn day_missing(kind: &Kind) -> Obstacle {
    let example = if kind.date_key == "日時" { "\"2024-03-25 10:00-11:00\"" } else { "2024-03-28" };
    Obstacle::new(
        format!(
            "{}の{}が分かりません。日付は実際に行った日を書くもので、今日とはみなしません",
            kind.title, kind.date_key
        ),
        format!("--date {example} のように指定してください"),
    )
}

fn recorded_already(path: &str, day: &str) -> Obstacle {
    Obstacle::new(
        format!("cases/{path} に {day} の記録がもうあります。書き換えはしません"),
        "日付と事業所が正しいか確かめてください。書き足すことは、その行に書いてください",
    )
}

/// The boxes of the form on which it will be printed.
fn added(packs: &Packs, known: &SheetFacts<'_>, kind: FileKind) -> Vec<AddedBox> {
    let (FileKind::Document(kind), Some(day)) = (kind, known.day()) else { return Vec::new() };
    let of_form = if kind.id == "consult-plan" { DRAFT_TITLE } else { kind.title };
    let titles = FormTitles { of_kind: kind.title, of_form };
    let form = choose_for_new(packs, known.directory(), known.office, titles, day);
    form.iter().flat_map(|form| form.extras.iter()).filter(|extra| extra.rows.is_none()).map(added_box).collect()
}

fn added_box(extra: &Extra) -> AddedBox {
    let says = extra.says();
    let must = if extra.required { "。書かなければならない" } else { "" };
    AddedBox { name: extra.name.clone(), says: format!("{says}{must}") }
}
