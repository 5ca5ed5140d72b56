//! What holds of every child: over ways that nobody wrote.

use super::child::{Child, date, standings};
use crate::chance::tries;
use proptest::prelude::*;
use proptest::sample::Index;
use shien::timeline::{Standing, Today};
use shien::value::Date;

/// Days of a year and a half.
fn day() -> impl Strategy<Value = Date> {
    (0..540_u64).prop_map(|days| date("2024-01-01").plus_days(days))
}

/// A paper of a child: where it lies, its day, what it says.
#[derive(Debug, Clone)]
struct Sheet {
    folder: &'static str,
    day: Date,
    text: String,
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let plan = (day(), day(), any::<bool>(), 0..3_usize, any::<bool>());
    let support = plan.prop_map(|(day, start, is_final, office, service)| {
        let office = ["hoshi", "kaze", "hoshi"][office];
        let state = if is_final { "確定" } else { "原案" };
        let service = if service { "サービス: 放デイ\n" } else { "" };
        let text = format!("事業所: {office}\n状態: {state}\n{service}作成日: {day}\n計画期間: {{開始: {start}}}\n");
        Sheet { folder: "plan", day, text }
    });
    let plan = (day(), day(), 0..4_usize, prop::option::of(day()));
    let map = plan.prop_map(|(day, start, state, draft)| {
        let (state, copy) = [("案", ""), ("確定", ""), ("確定", "写し: true\n"), ("案", "写し: true\n")][state];
        let draft = draft.map(|draft| format!("案: {draft}\n")).unwrap_or_default();
        let needs = "ニーズ: [{id: n1, サービス: [{種類: 放デイ, 提供事業者: kaze}]}]\n";
        let period = format!("計画期間: {{開始: {start}, 終了: {}}}\n", start.plus_months(12));
        let text = format!(
            "事業所: michi\n状態: {state}\n{copy}{draft}作成日: {day}\n{period}モニタリング期間: [{{間隔: 3, 開始年月: 2024-04}}]\n{needs}"
        );
        Sheet { folder: "consult/plan", day, text }
    });
    let report = (day(), day(), 0..4_usize).prop_map(|(day, plan, outcome)| {
        let outcome = ["継続", "変更", "更新", "終了"][outcome];
        let text = format!("事業所: michi\n計画: {plan}\n実施日: {day}\n居宅訪問日: {day}\n結果: {outcome}\n");
        Sheet { folder: "consult/monitoring", day, text }
    });
    prop_oneof![support, map, report]
}

/// A line of the trail about one of the papers.
#[derive(Debug, Clone)]
struct Line {
    kind: &'static str,
    paper: Index,
    day: Date,
    to: &'static str,
}

fn line() -> impl Strategy<Value = Line> {
    let kinds = prop::sample::select(vec!["説明", "同意", "交付", "居宅訪問", "提出", "不同意", "取消"]);
    let to = prop::sample::select(vec!["保護者", "kaze", "michi", "上田さくら"]);
    (kinds, any::<Index>(), day(), to).prop_map(|(kind, paper, day, to)| Line { kind, paper, day, to })
}

fn written(line: &Line, sheets: &[Sheet]) -> (String, String) {
    let paper = line.paper.get(sheets);
    let target = format!("{}/{}", paper.folder, paper.day);
    (format!("種類: {}, 対象: {target}, 日付: {}, 相手: [{}]", line.kind, line.day, line.to), target)
}

fn child(sheets: &[Sheet], lines: &[Line], ended: Option<Date>, pause: Option<Date>) -> Child {
    let end = ended.map(|day| format!(", 終了日: {day}")).unwrap_or_default();
    let rest = pause.map(|day| format!(", 休止: [{{開始: {day}, 終了: {}}}]", day.plus_days(40))).unwrap_or_default();
    let uses = format!("利用:\n  - {{事業所: kaze, 開始日: 2024-01-10{end}{rest}}}\n");
    let child = sheets
        .iter()
        .fold(Child::new(&uses), |child, sheet| child.with(&format!("{}/{}", sheet.folder, sheet.day), &sheet.text));
    let lines: Vec<String> = lines.iter().map(|line| written(line, sheets).0).collect();
    if lines.is_empty() { child } else { child.events(&lines) }
}

/// Whether a duty is of no paper but of an office's work for the child, and the paper is of that office.
fn rests_on_all_papers_of(duty: &str, paper: &Sheet) -> bool {
    let cause = duty.split(' ').nth(1).expect("a cause");
    !cause.contains('/') && paper.text.contains(&format!("事業所: {cause}\n"))
}

fn is_done(standing: Standing) -> bool {
    matches!(standing, Standing::Done | Standing::DoneLate)
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn the_order_of_the_lines_does_not_matter(
        sheets in prop::collection::vec(sheet(), 1..7),
        lines in prop::collection::vec(line(), 1..9),
        ended in prop::option::of(day()),
        today in day(),
    ) {
        // Two lines of one day stand in the order in which they were written.
        let mut lines = lines;
        lines.sort_by_key(|line| line.day);
        lines.dedup_by_key(|line| line.day);
        let forward = child(&sheets, &lines, ended, None).standings(today);
        lines.reverse();
        let backward = child(&sheets, &lines, ended, None).standings(today);
        prop_assert_eq!(forward, backward);
    }

    #[test]
    fn a_later_day_never_undoes_what_is_done(
        sheets in prop::collection::vec(sheet(), 1..7),
        lines in prop::collection::vec(line(), 1..9),
        ended in prop::option::of(day()),
        pause in prop::option::of(day()),
        days in (day(), 0..400_u64),
    ) {
        let child = child(&sheets, &lines, ended, pause);
        let (today, later) = (child.standings(days.0), child.standings(days.0.plus_days(days.1)));
        for (before, after) in today.iter().zip(&later) {
            prop_assert!(!is_done(before.1) || is_done(after.1), "{before:?} {after:?}");
            prop_assert!(before.1 != Standing::Late || after.1 != Standing::Coming || pause.is_some(), "{before:?} {after:?}");
        }
    }

    #[test]
    fn one_line_more_never_makes_another_paper_s_duty_late(
        sheets in prop::collection::vec(sheet(), 1..7),
        lines in prop::collection::vec(line(), 1..9),
        more in line(),
        today in day(),
    ) {
        let before = child(&sheets, &lines, None, None).standings(today);
        let mut all = lines.clone();
        all.push(more.clone());
        let after = child(&sheets, &all, None, None).standings(today);
        let own = written(&more, &sheets).1;
        let paper = more.paper.get(&sheets);
        for (before, after) in before.iter().zip(&after) {
            let takes_back = matches!(more.kind, "不同意" | "取消");
            // A consent starts the month for the copy of its own paper; a refusal takes back its own consent, and with
            // it what rests on any paper of that office, as its first plan does.
            let is_own = before.0.contains(&own) || (takes_back && rests_on_all_papers_of(&before.0, paper));
            let may_be_late = is_own && (takes_back || more.kind == "同意");
            prop_assert!(after.1 != Standing::Late || before.1 == Standing::Late || may_be_late, "{before:?} {after:?}");
        }
    }

    #[test]
    fn nothing_changes_before_the_day_on_which_something_does(
        sheets in prop::collection::vec(sheet(), 1..7),
        lines in prop::collection::vec(line(), 0..9),
        ended in prop::option::of(day()),
        pause in prop::option::of(day()),
        today in day(),
    ) {
        let child = child(&sheets, &lines, ended, pause);
        child.ask(|timeline| {
            let asked = Today::new(today);
            let now = standings(timeline, &asked);
            let until = asked.next_change().unwrap_or(today.plus_days(800)).minus_days(1).min(today.plus_days(60));
            let mut on = today;
            while on < until {
                on = on.next();
                assert_eq!(now, standings(timeline, &Today::new(on)), "{on}");
            }
        });
    }
}
