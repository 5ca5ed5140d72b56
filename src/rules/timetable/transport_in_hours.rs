//! A 別表 that counts the way to and fro as 提供時間.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::{PLANS, open_plan};
use crate::case::Document;
use crate::case::plan::SupportPlan;
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::value::Text;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("transport-in-hours"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "送迎の時間を提供時間に含めると書かれている",
    explanation: include_str!("transport-in-hours.md"),
    certainty: Certainty::Verified,
    judges: PLANS,
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let Some((sentence, place)) = texts(plan).into_iter().find_map(|field| {
        let (text, span) = field.spanned()?;
        text.0.split(['。', '\n']).find(|sentence| counts_the_way(sentence)).map(|found| (found, span.place()))
    }) else {
        return;
    };
    let message = format!("送迎の時間を提供時間に含めています(「{}」)", sentence.trim());
    reporter.report(place, message).help = Some(
        "送迎の時間は支援の時間にも延長の時間にも数えません。提供時間を着いてから帰るまでの時間に直し、「送迎の時間は提供時間に含めない」と書いてください"
            .to_owned(),
    );
}

/// The texts that say what the hours hold.
fn texts(plan: &SupportPlan) -> Vec<&Field<Text>> {
    let notes = plan.schedules.iter().map(|schedule| &schedule.value.note);
    let reason = plan.transport.get().map(|transport| &transport.reason);
    notes.chain([&plan.standard_hours, &plan.note]).chain(reason).collect()
}

/// Whether a sentence says that the way is part of the hours. 「含まない」「含めません」「除く」 say the contrary.
fn counts_the_way(sentence: &str) -> bool {
    const WITHIN: [&str; 6] = ["含む", "含み", "含め", "含ん", "込み", "含まれ"];
    const NOT: [&str; 8] = ["ない", "ません", "ず", "除", "なし", "別に", "含め方", "かどうか"];
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    sentence.contains("送迎") && says(&WITHIN) && !says(&NOT)
}

#[cfg(test)]
mod tests {
    use super::counts_the_way;

    #[test]
    fn only_a_sentence_that_counts_the_way_is_found() {
        for sentence in ["提供時間は送迎を含む", "送迎の30分を含めた時間", "14:00-17:30(送迎込み)"]
        {
            assert!(counts_the_way(sentence), "{sentence}");
        }
        for sentence in [
            "送迎の時間は提供時間に含まない",
            "送迎の時間は提供時間に含めない",
            "送迎は提供時間に含みません",
            "送迎の時間を除く",
            "おやつの時間を含む",
            "9:35に自宅へ送迎する",
        ] {
            assert!(!counts_the_way(sentence), "{sentence}");
        }
    }
}
