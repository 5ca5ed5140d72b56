//! What the record of a 個別支援会議 has to show: when, who, what they said; and what the child thinks.

use super::super::facts::Facts;
use super::super::judges::{InForce, Judges};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::keys;
use crate::case::meeting::Meeting;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::source::Span;

pub(in super::super) static INCOMPLETE: Rule = Rule {
    code: Code::new("meeting-incomplete"),
    group: Group::Trail,
    summary: "個別支援会議の記録に、日時・参加者・意見のどれかが欠けている",
    explanation: include_str!("meeting-incomplete.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["種類", "日時", "出席者", "検討内容"])],
    judges: Judges::own(&["meeting"]),
    checks: &[Check::Paper(check_complete)],
    ..Rule::BASE
};

pub(in super::super) static OPINION: Rule = Rule {
    code: Code::new("opinion-missing"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "個別支援会議の記録に、本人の意見もその確認方法もない",
    explanation: include_str!("opinion-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["種類", "日時", "出席者", "出席者.*", "本人の意見", "意見の確認方法"]),
        (Reach::Child, keys::CHILD),
    ],
    judges: Judges { in_force: InForce::from(2024, 4, 1), ..Judges::own(&["meeting"]) },
    checks: &[Check::Paper(check_opinion)],
    ..Rule::BASE
};

/// What is written where nobody's opinion is.
const NO_OPINION: [&str; 8] =
    ["なし", "特になし", "特に意見なし", "意見なし", "異議なし", "特に異議なし", "原案のとおり", "承認"];

fn check_complete(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(meeting) = support_meeting(facts, document) else { return };
    let mut faults: Vec<(&str, &str, Option<Span>)> = Vec::new();
    if meeting.moment.get().is_some_and(|moment| moment.start.is_none()) {
        faults.push(("開いた時刻", "日時 に `2024-03-25 16:00-17:00` のように時刻を", meeting.moment.span()));
    }
    if meeting.present.len() == 1 && !meeting.present.is_unread() {
        faults.push(("ほかの参加者", "出席者 に加わった人をすべて", meeting.present.span()));
    }
    let said = meeting.discussion.get().map(|text| text.as_str().trim().trim_end_matches('。').trim());
    if said.is_some_and(|said| NO_OPINION.contains(&said)) {
        faults.push(("参加者の意見", "検討内容 に、だれが何と言ったかを", meeting.discussion.span()));
    }
    let mut faults = faults.into_iter();
    let Some((what, mend, span)) = faults.next() else { return };
    let rest: Vec<_> = faults.collect();
    let all: Vec<&str> = std::iter::once(what).chain(rest.iter().map(|(what, ..)| *what)).collect();
    let message = format!("個別支援会議({})の記録に、{}がありません", document.name, all.join("・"));
    let finding = reporter.report(document.place(span), message);
    let mends: Vec<&str> = std::iter::once(mend).chain(rest.iter().map(|(_, mend, _)| *mend)).collect();
    finding.help = Some(format!("{}書いてください", mends.join("、")));
    finding.related.extend(rest.iter().map(|(what, _, span)| (document.place(*span), format!("{what}がありません"))));
}

fn check_opinion(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(meeting) = support_meeting(facts, document) else { return };
    let heard = meeting.child_opinion.is_set()
        || meeting.how_heard.is_set()
        || facts.child.value.untold.is_set()
        || meeting.present.iter().any(|person| facts.directory.is_child(&person.value));
    if heard || meeting.present.is_unread() {
        return;
    }
    let place = document.place(meeting.child_opinion.span().or(document.paper().dated()));
    let message = format!("個別支援会議({})の記録に、本人の意見も、意見をどう確かめたかもありません", document.name);
    reporter.report(place, message).help = Some(
        "`## 本人の意見` に本人の言葉や様子を書いてください。会議に出ていないなら、事前の面談などの方法を `意見の確認方法:` に書きます"
            .to_owned(),
    );
}

fn support_meeting<'d>(facts: &Facts<'_>, document: &'d Document) -> Option<&'d Meeting> {
    let Model::Meeting(meeting) = &document.model else { return None };
    facts.timeline.support_meetings().any(|(sheet, _)| std::ptr::eq(sheet, document)).then_some(meeting)
}
