//! A reason for an 延長 that says only that school is closed.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::{PLANS, cells, open_plan};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("extension-reason-weak"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "延長を必要とする理由が、長期休みであることだけである",
    explanation: include_str!("extension-reason-weak.md"),
    certainty: Certainty::OneSource,
    judges: PLANS,
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for schedule in plan.schedules.iter() {
        let Some((reason, span)) = schedule.extension_reason.spanned() else { continue };
        if cells::extensions(schedule).is_empty() || !is_holidays_only(reason.as_str()) {
            continue;
        }
        let message = format!("延長を必要とする理由(「{}」)が、休みであることしか述べていません", reason.as_str());
        reporter.report(span.place(), message).help = Some(
            "休みの間に家庭で何ができないのかを `夏休み中も保護者の勤務が 18 時までで、迎えの時刻に間に合わないため` のように書き足してください"
                .to_owned(),
        );
    }
}

/// What school holidays are called.
const HOLIDAYS: [&str; 16] = [
    "長期休業期間",
    "長期休業",
    "長期休暇",
    "長期休み",
    "学校休業日",
    "学校休業",
    "夏季休業",
    "冬季休業",
    "春季休業",
    "夏季休暇",
    "冬季休暇",
    "春季休暇",
    "夏休み",
    "冬休み",
    "春休み",
    "休業日",
];

/// What stands around them and says nothing.
const FILLING: [&str; 12] = [
    "であるため",
    "となるため",
    "のため",
    "による",
    "に伴う",
    "により",
    "だから",
    "期間",
    "学校",
    "です",
    "ため",
    "中",
];

/// Whether nothing is left where the names of holidays and what joins them are taken away.
fn is_holidays_only(reason: &str) -> bool {
    let mut rest: String = reason.chars().filter(|c| !c.is_whitespace() && !"、。,.・()（）".contains(*c)).collect();
    let written = rest.len();
    for word in HOLIDAYS {
        rest = rest.replace(word, "");
    }
    let names_one = rest.len() < written;
    for word in FILLING {
        rest = rest.replace(word, "");
    }
    names_one && rest.trim_matches(['の', 'は', 'に', 'で', 'と', 'も']).is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_holidays_only;

    #[test]
    fn a_reason_says_more_than_that_it_is_a_holiday() {
        for weak in
            ["夏休みのため", "長期休暇中であるため。", "学校が", "長期休み", "学校休業日による", "冬休み・春休みのため"]
        {
            assert_eq!(is_holidays_only(weak), weak != "学校が", "{weak}");
        }
        for strong in [
            "夏休み中も保護者の勤務が18時までのため",
            "保護者の就労のため",
            "夏の間は父の職場の荷物が多く、木曜の迎えは15:30ごろになる。",
            "長期休暇中は祖母の通院があり、迎えに行けない",
            "",
        ] {
            assert!(!is_holidays_only(strong), "{strong}");
        }
    }
}
