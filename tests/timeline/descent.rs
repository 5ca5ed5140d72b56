//! The paper before and after, against what their sentences say, asked of all papers one by one.

use super::child::{Child, date};
use crate::chance::tries;
use proptest::prelude::*;
use shien::case::Document;
use shien::case::paper::{Role, State};
use shien::timeline::Timeline;

/// A 個別支援計画 or a モニタリング of a day; what it names lies some papers before or behind it.
#[derive(Debug, Clone)]
struct Sheet {
    day: u64,
    is_plan: bool,
    office: usize,
    state: usize,
    service: Option<bool>,
    named: [Option<usize>; 2],
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let named = || prop::option::weighted(0.3, 0..9_usize);
    let what = (0..6_u64, prop::bool::weighted(0.7), 0..3_usize, 0..4_usize);
    (what, prop::option::of(any::<bool>()), named(), named()).prop_map(
        |((day, is_plan, office, state), service, draft, before)| Sheet {
            day,
            is_plan,
            office,
            state,
            service,
            named: [draft, before],
        },
    )
}

fn name(sheets: &[Sheet], index: usize) -> String {
    let index = index % sheets.len();
    format!("{}-p{index}", date("2024-01-01").plus_days(sheets[index].day))
}

fn text(sheets: &[Sheet], sheet: &Sheet) -> String {
    let office = ["hoshi", "hoshi", "kaze"][sheet.office];
    let day = date("2024-01-01").plus_days(sheet.day);
    let line = |key: &str, to: Option<usize>| to.map(|to| format!("{key}: {}\n", name(sheets, to))).unwrap_or_default();
    let [first, second] = sheet.named;
    if !sheet.is_plan {
        return format!("事業所: {office}\n実施日: {day}\n{}", line("計画", first));
    }
    let state = ["状態: 確定\n", "状態: 確定\n", "状態: 原案\n", ""][sheet.state];
    let service = match sheet.service {
        None => "",
        Some(true) => "サービス: 放デイ\n",
        Some(false) => "サービス: 児童発達支援\n",
    };
    let period = format!("計画期間: {{開始: {day}, 終了: {}}}\n", day.plus_days(3));
    format!(
        "事業所: {office}\n{state}{service}作成日: {day}\n{period}{}{}",
        line("原案", first),
        line("前計画", second)
    )
}

fn names(document: &Document, role: Role) -> Option<&String> {
    document.link(role).and_then(|link| link.name.get())
}

/// As [`Timeline::previous`] says it.
fn before<'a>(timeline: &Timeline<'a>, document: &Document) -> Option<&'a Document> {
    if let Some(named) = names(document, Role::Previous) {
        let named = timeline.papers().find(|other| other.kind.id == document.kind.id && other.name == *named);
        return named.filter(|named| named.name != document.name);
    }
    let age = |paper: &Document| (paper.date, paper.name.clone());
    let earlier = counting(timeline, document).into_iter().filter(|other| age(other) < age(document));
    earlier.filter(|other| names(other, Role::Draft) != Some(&document.name)).max_by_key(|other| age(other))
}

fn counting<'a>(timeline: &Timeline<'a>, document: &Document) -> Vec<&'a Document> {
    let counts = |other: &&Document| matches!(other.state(), State::Final | State::Always);
    timeline.papers().filter(counts).filter(|other| timeline.is_of_one_series(other, document)).collect()
}

/// As [`Timeline::next`] says it.
fn after<'a>(timeline: &Timeline<'a>, document: &Document) -> Option<&'a Document> {
    let follows = |other: &&Document| before(timeline, other).is_some_and(|own| own.name == document.name);
    counting(timeline, document).into_iter().filter(follows).min_by_key(|other| (other.date, other.name.clone()))
}

fn said(paper: Option<&Document>) -> Option<String> {
    paper.map(Document::id)
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn the_papers_before_and_after_are_those_that_going_through_all_of_them_finds(
        sheets in prop::collection::vec(sheet(), 1..9),
    ) {
        let child = sheets.iter().enumerate().fold(Child::new(""), |child, (index, sheet)| {
            let folder = if sheet.is_plan { "plan" } else { "monitoring" };
            child.with(&format!("{folder}/{}", name(&sheets, index)), format!("備考: {index}\n{}", text(&sheets, sheet)))
        });
        child.ask(|timeline| {
            for paper in timeline.papers() {
                let made = |other: &&Document| {
                    other.kind.id == paper.kind.id && other.name != paper.name && names(other, Role::Draft) == Some(&paper.name)
                };
                prop_assert_eq!(said(timeline.previous(paper)), said(before(timeline, paper)));
                prop_assert_eq!(said(timeline.next(paper)), said(after(timeline, paper)));
                let all: Vec<String> = timeline.papers().filter(made).map(Document::id).collect();
                prop_assert_eq!(timeline.made_of(paper).map(Document::id).collect::<Vec<_>>(), all);
                let mut like: Vec<String> = counting(timeline, paper).into_iter().map(Document::id).collect();
                let mut own: Vec<String> = timeline.counting_like(paper).iter().map(|own| own.id()).collect();
                like.sort();
                own.sort();
                prop_assert_eq!(own, like);
            }
            Ok(())
        })?;
    }
}
