//! A 原案, and a 個別支援会議 on it.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{graded, keys};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Candidate, What};

pub(in super::super) static DRAFT: Rule = Rule {
    code: Code::new("draft-missing"),
    group: Group::Trail,
    severity: Severity::Info,
    summary: "確定の計画に、会議で検討した原案が残っていない",
    explanation: include_str!("draft-missing.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, keys::PLAN),
        (Reach::Office, &["原案に同意欄", "事業所", "事業所.id"]),
        (Reach::Child, keys::CHILD),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::SupportDraft], Tell::Paper(tell_draft))],
    ..Rule::BASE
};

pub(in super::super) static MEETING: Rule = Rule {
    code: Code::new("meeting-missing"),
    group: Group::Trail,
    summary: "原案を検討した個別支援会議の記録がない",
    explanation: include_str!("meeting-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, keys::PLAN),
        (Reach::All("plan/"), keys::PLAN),
        (Reach::All("meeting/"), keys::MEETING),
        (Reach::Child, keys::CHILD),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    reduction: true,
    checks: &[Check::Duty(&[What::SupportMeeting], Tell::Paper(tell_meeting))],
    ..Rule::BASE
};

fn tell_draft(_: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    if !owed.iter().any(Owed::is_missing) {
        return;
    }
    let message = format!("個別支援計画({})に、会議で検討した原案が書かれていません", document.name);
    reporter.report(document.place(document.paper().dated()), message).help = Some(
        "原案の計画を残して `原案: 作成日` と書いてください。1 枚の紙を原案にも確定にも使う事業所なら、office.yaml に `原案に同意欄: true` と書きます"
            .to_owned(),
    );
}

fn tell_meeting(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()) else { return };
    let message = format!("個別支援計画({})の原案を検討した個別支援会議の記録がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    let draft = facts.timeline.draft_of(document);
    let nameless = owed.duty.candidates.iter().find_map(|candidate| match candidate {
        Candidate::Nameless(sheet) => Some(sheet),
        Candidate::OutOfTime(_) => None,
    });
    finding.help = Some(match nameless {
        Some(sheet) => {
            finding.related.push((sheet.place(sheet.paper().dated()), "この記録には 計画 がありません".to_owned()));
            format!("その会議の記録が {} なら、そこに `計画: {}` を加えてください", sheet.id(), draft.name)
        }
        None => format!(
            "会議を開き、日時・参加者・意見の記録を cases/{}/meeting/ に `計画: {}` として置いてください",
            facts.id, draft.name
        ),
    });
    graded(finding, owed);
}
