//! The next 個別支援計画, from the one before and its モニタリング: what goes on is carried over with a mark that stands until
//! somebody has read it, what is achieved is left out, every day is reckoned anew.

mod goals;
mod marks;
mod rows;
mod schedules;
mod times;

use super::edits::Edits;
use super::notation::day_like;
use super::{NewPaper, readable, unfold};
use crate::case::monitoring::Monitoring;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model, UNREAD_MARK};
use crate::forms::Ratings;
use crate::record::Entry;
use crate::source::Obstacle;
use crate::timeline::Timeline;
use crate::value::Date;
use times::Shift;

/// What a next plan is made with.
#[derive(Debug, Clone)]
pub struct NextPlan {
    /// 作成日 of the 原案.
    pub date: Date,
    /// The id of who makes it; who made the plan before where none.
    pub author: Option<String>,
    /// The first day, where the plan before is ended in mid-term (作成区分 変更).
    pub change: Option<Date>,
    /// Whether what the plan before and its モニタリング say is left out of the comments; the marks stay.
    pub minimal: bool,
    /// The words of 評価 on the form of the モニタリング.
    pub ratings: Ratings,
}

/// The file of the next 原案.
///
/// # Errors
/// When the plan before has no period, when the day of a change lies outside it, when a 原案 of the next plan is there
/// already, or the file is written so that it cannot be gone on with.
pub fn next_plan(timeline: &Timeline<'_>, before: &Document, request: &NextPlan) -> Result<NewPaper, Obstacle> {
    let unfolded = unfold::in_block_style(before);
    let before = unfolded.as_ref().unwrap_or(before);
    let Model::Plan(plan) = &before.model else { return Err(no_plan(before)) };
    let shift = Shift::of(plan, request.change).ok_or_else(|| no_period(before))?;
    within(before, &shift, request)?;
    alone(timeline, before)?;
    let review = timeline.monitorings_of(before).into_iter().next_back();
    let mut told = Vec::new();
    let mut edits = Edits::of(before.source.text());
    if request.minimal {
        edits.leave_out(&[marks::ENDED, marks::SAID]);
    }
    marks::drop_old(&mut edits, before);
    head(timeline, &mut edits, (before, plan), &shift, request, &mut told);
    goals::carry(&mut edits, (before, plan), &shift, review);
    told.extend(rows::carry(&mut edits, (before, plan), &shift, (review, &request.ratings)));
    told.extend(schedules::carry(&mut edits, (before, plan), &shift, request.date));
    let name = free_name(timeline, before, request.date);
    let paper = NewPaper { kind: before.kind, name, text: edits.apply(), told };
    readable(&paper, before)?;
    Ok(paper)
}

/// What the モニタリング of the plan before says.
type Reviewed<'r> = Option<(&'r Document, &'r Monitoring)>;

fn no_plan(paper: &Document) -> Obstacle {
    Obstacle::new(format!("{} は個別支援計画ではありません", paper.id()), "前の個別支援計画を書いてください")
}

fn no_period(before: &Document) -> Obstacle {
    Obstacle::new(
        format!("{} の計画期間が分からないので、次の期間を決められません", before.id()),
        "`計画期間: {開始: …, 終了: …}` を書いてから、もう一度実行してください",
    )
}

/// A change begins within the plan that it ends.
fn within(before: &Document, shift: &Shift, request: &NextPlan) -> Result<(), Obstacle> {
    let Some(change) = request.change else { return Ok(()) };
    if shift.old_start < change && change <= shift.old_end {
        return Ok(());
    }
    Err(Obstacle::new(
        format!(
            "変更の日 {change} が、{} の計画期間({} から {} まで)の途中にありません",
            before.id(),
            shift.old_start,
            shift.old_end
        ),
        format!(
            "{} より後、{} までの日にしてください。期間の後に続く計画なら --変更 は要りません",
            shift.old_start, shift.old_end
        ),
    ))
}

/// No 原案 of the next plan is there yet.
fn alone(timeline: &Timeline<'_>, before: &Document) -> Result<(), Obstacle> {
    let goes_on = |other: &&Document| {
        other.name != before.name
            && timeline.is_of_one_series(other, before)
            && timeline.previous(other).is_some_and(|previous| previous.name == before.name)
            && timeline.draft_of(before).name != other.name
    };
    match timeline.support_plans().map(|(other, _)| other).find(goes_on) {
        Some(other) => Err(Obstacle::new(
            format!("{} の次の計画は、もう {} にあります", before.id(), other.id()),
            "そのファイルを書き進めてください",
        )),
        None => Ok(()),
    }
}

/// The lines above the boxes: what the paper is, whose, and for when.
fn head(
    timeline: &Timeline<'_>,
    edits: &mut Edits<'_>,
    (before, plan): (&Document, &SupportPlan),
    shift: &Shift,
    request: &NextPlan,
    told: &mut Vec<String>,
) {
    let occasion = if request.change.is_some() { "変更" } else { "更新" };
    let status = plan.status.span();
    if let Some(entry) = before.tree.entry("原案") {
        edits.remove_entry(entry);
    }
    let mut missing = Vec::new();
    for (key, value) in [("作成区分", occasion), ("前計画", before.name.as_str())] {
        match before.tree.entry(key) {
            Some(entry) => edits.set(entry, value),
            None => missing.push(format!("{key}: {value}")),
        }
    }
    if let Some(status) = status {
        edits.replace(status, "原案");
        missing.iter().for_each(|line| edits.line_below(status, line));
    }
    let mut day = |span: Option<crate::source::Span>, day: Date| {
        span.into_iter().for_each(|span| edits.replace(span, day_like(day, edits.written(span))));
    };
    day(plan.date.span(), request.date);
    if let Some(period) = plan.period.get() {
        day(period.start.span(), shift.start);
        day(period.end.span(), shift.end);
    }
    day(plan.next_review.span(), plan.next_review.get().map_or(shift.end, |review| shift.before_end(*review)));
    if let (Some(author), Some(written)) = (&request.author, plan.author.span()) {
        edits.replace(written, author.as_str());
    }
    let ended = request.change.map_or(shift.old_end, |change| change.minus_days(1));
    told.push(format!("計画期間は {} から {} まで(前の計画は {ended} まで)", shift.start, shift.end));
    map(timeline, edits, plan, shift, request.date, told);
}

/// The 障害児支援利用計画 that holds when the plan begins.
fn map(
    timeline: &Timeline<'_>,
    edits: &mut Edits<'_>,
    plan: &SupportPlan,
    shift: &Shift,
    day: Date,
    told: &mut Vec<String>,
) {
    let Some((named, span)) = plan.consultation_plan.spanned() else { return };
    let Some(term) = timeline.consultation_on(shift.start, Some(day)) else {
        edits.comment_above(
            span,
            &[format!("{UNREAD_MARK} {} に有効な障害児支援利用計画が、まだありません", shift.start)],
        );
        return;
    };
    if term.document.name != *named {
        edits.replace(span, term.document.name.as_str());
        let words = format!(
            "障害児支援利用計画が {named} から {} に替わりました。ニーズの id を確かめてください",
            term.document.name
        );
        edits.comment_above(span, &[format!("{UNREAD_MARK} {words}")]);
        told.push(words);
    }
}

/// A box of the plan before, by its key.
fn entry<'d>(before: &'d Document, key: &str) -> Option<&'d Entry> {
    before.tree.entry(key).filter(|entry| !entry.node.is_blank())
}

/// The name of the new file: its day, with a word behind it where a plan of that day is there.
fn free_name(timeline: &Timeline<'_>, before: &Document, day: Date) -> String {
    let taken = |name: &str| timeline.files().any(|paper| paper.kind.id == before.kind.id && paper.name == name);
    let mut names = [day.to_string(), format!("{day}-next")].into_iter();
    names.find(|name| !taken(name)).unwrap_or_else(|| format!("{day}-next-2"))
}
