//! Generated pairs of plans that have something to do with each other: rows kept, changed, taken out, added and moved.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use shien::case::party::Organisation;
use shien::case::{Case, Document, load_case};
use shien::compare::{Comparison, Medium, Version, compare};
use shien::source::Memory;

/// Parts of sentences: few, so that two texts have much in common.
const PARTS: [&str; 20] = [
    "はなさんが",
    "職員と一緒に",
    "友だちと",
    "絵カードを選んで",
    "順番を守り、",
    "週2回",
    "１回20分",
    "(おやつの後)",
    "遊ぶ。",
    "伝える。",
    "「いれて」と言う。",
    "見通しをもち、",
    "\n- ",
    "\n",
    "\n1. ",
    "休む。",
    "𠮷田さんと",
    "ＡＢＣ",
    " ",
    "**大事**",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(&PARTS[..]), 1..10).prop_map(|parts| parts.concat())
}

fn day() -> impl Strategy<Value = String> {
    (2024..2026, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn period() -> impl Strategy<Value = Value> {
    (day(), option::of(day())).prop_map(|(start, end)| json!({ "開始": start, "終了": end }))
}

fn hours() -> impl Strategy<Value = String> {
    (8..14, 14..19).prop_map(|(from, to)| format!("{from}:30-{to}:00"))
}

/// A record of the boxes that are written.
fn record(boxes: Vec<(&str, Option<Value>)>) -> Value {
    let written = boxes.into_iter().filter_map(|(word, value)| Some((word.to_owned(), value?)));
    Value::Object(written.collect::<Map<_, _>>())
}

fn words(pool: &'static [&'static str]) -> impl Strategy<Value = Value> {
    proptest::sample::subsequence(pool, 0..=pool.len()).prop_shuffle().prop_map(|words| json!(words))
}

const STAFF: [&str; 3] = ["mori", "kato", "suzuki"];
const DOMAINS: [&str; 5] = ["健康・生活", "運動・感覚", "認知・行動", "言語・コミュニケーション", "人間関係・社会性"];
const KINDS: [&str; 4] = ["本人支援", "家族支援", "移行支援", "地域支援・地域連携"];
const ADD_ONS: [&str; 3] = ["家族支援加算", "延長支援加算", "専門的支援実施加算"];

fn add_ons() -> impl Strategy<Value = Value> {
    vec((select(&ADD_ONS[..]), option::of(select(&["月1回", "月2回", "期間中2回"][..]))), 0..3)
        .prop_map(|rows| rows.into_iter().map(|(name, frequency)| json!({ "名称": name, "頻度": frequency })).collect())
}

fn row() -> impl Strategy<Value = Value> {
    let texts = (option::of(text()), option::of(text()), option::of(text()), option::of(text()));
    let rest = (
        select(&KINDS[..]),
        words(&DOMAINS),
        words(&STAFF),
        option::of(day()),
        add_ons(),
        option::of(1..9_u32),
        option::of(1..4_u32),
    );
    (texts, rest).prop_map(|((issue, goal, content, caution), (kind, domains, staff, due, add_ons, priority, need))| {
        record(vec![
            ("項目", Some(json!(kind))),
            ("課題", issue.map(|issue| json!({ "内容": issue, "誰の": "本人" }))),
            ("ニーズ", need.map(|need| json!(format!("n{need}")))),
            ("支援目標", goal.map(Value::from)),
            ("支援内容", content.map(Value::from)),
            ("5領域", Some(domains)),
            ("達成時期", due.map(Value::from)),
            ("担当者", Some(staff)),
            ("留意事項", caution.map(Value::from)),
            ("加算", Some(add_ons)),
            ("優先順位", priority.map(|number| json!(number.to_string()))),
        ])
    })
}

fn week() -> impl Strategy<Value = Value> {
    (option::of(hours()), option::of(hours()), option::of(hours())).prop_map(|(one, two, three)| {
        record(vec![("月", one.map(Value::from)), ("水", two.map(Value::from)), ("日・祝日", three.map(Value::from))])
    })
}

fn schedule() -> impl Strategy<Value = Value> {
    (select(&["通常", "長期休暇", "短縮"][..]), week(), option::of(hours()), option::of(text())).prop_map(
        |(name, week, late, note)| {
            record(vec![
                ("名称", Some(json!(name))),
                ("提供時間", Some(week)),
                ("延長", late.map(|late| json!({ "水": { "支援後": late } }))),
                ("特記事項", note.map(Value::from)),
            ])
        },
    )
}

/// Everything but the rows.
fn head() -> impl Strategy<Value = Value> {
    let texts = (option::of(text()), option::of(text()), option::of(text()), option::of(text()));
    (texts, option::of(period()), option::of(day()), vec(schedule(), 0..3), select(&STAFF[..])).prop_map(
        |((child, family, policy, hours), period, review, schedules, author)| {
            record(vec![
                ("状態", Some(json!("確定"))),
                ("作成者", Some(json!(author))),
                ("計画期間", period),
                ("次回見直し年月日", review.map(Value::from)),
                ("意向", Some(json!({ "本人": child, "家族": family }))),
                ("総合的な支援の方針", policy.map(Value::from)),
                ("支援の標準的な提供時間等", hours.map(Value::from)),
                ("別表", Some(Value::Array(schedules))),
            ])
        },
    )
}

fn with_rows(head: &Value, rows: Vec<Value>) -> Value {
    let mut plan = head.clone();
    plan["支援"] = Value::Array(rows);
    plan
}

/// A plan.
pub(super) fn plan() -> impl Strategy<Value = Value> {
    (head(), vec((row(), any::<bool>()), 0..6)).prop_map(|(head, rows)| with_rows(&head, named(rows)))
}

/// Some rows get an id of their own.
fn named(rows: Vec<(Value, bool)>) -> Vec<Value> {
    let one = |(index, (mut row, named)): (usize, (Value, bool))| {
        if named {
            row["id"] = json!(format!("s{index}"));
        }
        row
    };
    rows.into_iter().enumerate().map(one).collect()
}

/// Two plans: the second has some of the first one's rows, some of them changed, in another order, and new ones.
pub(super) fn pair() -> impl Strategy<Value = (Value, Value)> {
    let rows = vec((row(), any::<bool>()), 0..7);
    (head(), head(), any::<bool>(), rows, vec((row(), 0..4_u8), 7), vec((row(), any::<bool>()), 0..3)).prop_flat_map(
        |(head, other_head, same_head, rows, fates, added)| {
            let old = named(rows);
            let mut new = Vec::new();
            for (row, (other, fate)) in old.iter().zip(fates) {
                match fate {
                    0 => {}
                    1 => {
                        // Another goal and another date, with the same support.
                        let mut row = row.clone();
                        for word in ["支援目標", "達成時期", "担当者", "加算"] {
                            if let Some(value) = other.get(word) {
                                row[word] = value.clone();
                            }
                        }
                        new.push(row);
                    }
                    _ => new.push(row.clone()),
                }
            }
            new.extend(added.into_iter().enumerate().map(|(index, (mut row, named))| {
                if named {
                    row["id"] = json!(format!("t{index}"));
                }
                row
            }));
            let new_head = if same_head { head.clone() } else { other_head };
            (Just(with_rows(&head, old)), Just(new).prop_shuffle().prop_map(move |rows| with_rows(&new_head, rows)))
        },
    )
}

/// A plan, and the same with its rows in another order.
pub(super) fn reordered() -> impl Strategy<Value = (Value, Value)> {
    plan().prop_flat_map(|plan| {
        let rows = plan["支援"].as_array().cloned().unwrap_or_default();
        let schedules = plan["別表"].as_array().cloned().unwrap_or_default();
        let new = (Just(plan.clone()), Just(rows).prop_shuffle(), Just(schedules).prop_shuffle());
        (
            Just(plan),
            new.prop_map(|(mut plan, rows, schedules)| {
                plan["支援"] = Value::Array(rows);
                plan["別表"] = Value::Array(schedules);
                plan
            }),
        )
    })
}

/// The plans in a child's folder. JSON is YAML too.
pub(super) fn folder(old: &Value, new: &Value) -> Memory {
    let child = "氏名: 佐藤 はな\n";
    Memory::new()
        .with("cases/office.yaml", "様式: standard\n")
        .with("cases/hana/child.yaml", child)
        .with("cases/hana/plan/2024-03-28.yaml", old.to_string())
        .with("cases/hana/plan/2024-09-20.yaml", new.to_string())
}

/// The folder as it is loaded.
pub(super) fn loaded(old: &Value, new: &Value) -> Case {
    let case = load_case(&folder(old, new), "hana");
    let unread: Vec<_> = case.findings.iter().filter(|finding| finding.code.as_str() != "date-mismatch").collect();
    assert!(unread.is_empty(), "every generated value can be read: {unread:?}");
    case
}

/// Both documents.
pub(super) fn documents(case: &Case) -> (&Document, &Document) {
    let document = |name: &str| case.document("plan", name).expect("the plan");
    (document("2024-03-28"), document("2024-09-20"))
}

/// The comparison of both for a screen and for paper, handed to `check`.
pub(super) fn compared<T>(case: &Case, check: impl FnOnce([&Comparison; 2], (&Version<'_>, &Version<'_>)) -> T) -> T {
    let organisation = Organisation::default();
    let version = |document| Version { case, document, organisation: &organisation, revision: None };
    let (old, new) = documents(case);
    let (old, new) = (version(old), version(new));
    let [screen, paper] = [Medium::Screen, Medium::Paper].map(|medium| compare(&old, &new, medium));
    check([&screen, &paper], (&old, &new))
}
