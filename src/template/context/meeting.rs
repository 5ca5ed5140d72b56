//! `meeting`: the 議事録.

use super::people::{People, PersonContext};
use super::text::Places;
use crate::case::meeting::Meeting;
use crate::case::{Case, Document};
use minijinja::value::Value;
use serde::Serialize;

/// `meeting`.
#[derive(Debug, Serialize)]
pub(super) struct MeetingContext {
    /// 個別支援会議 …
    kind: Option<&'static str>,
    /// `令和6年3月25日(月) 16:00～17:00`.
    moment: Option<String>,
    place: Option<String>,
    /// 対面 …
    method: Option<&'static str>,
    chair: Option<PersonContext>,
    recorder: Option<PersonContext>,
    /// 開催回数.
    number: Option<u32>,
    /// The plan discussed by its name and 版, or none.
    plan: Option<String>,
    present: Vec<PersonContext>,
    absent: Vec<AbsenteeContext>,
    how_heard: Option<Value>,
    agenda: Option<Value>,
    child_opinion: Option<Value>,
    guardian_opinion: Option<Value>,
    discussion: Option<Value>,
    amendments: Option<Value>,
    decisions: Option<Value>,
    open_issues: Option<Value>,
    next: Option<Value>,
}

/// One of `absent`.
#[derive(Debug, Serialize)]
struct AbsenteeContext {
    person: PersonContext,
    inquiry: Option<Value>,
    answer: Option<Value>,
    reason: Option<Value>,
}

/// `個別支援計画原案（令和6年3月18日）　版 1a2b3c4d`.
fn discussed(case: &Case, plan: &Document) -> String {
    format!("{}　版 {}", case.paper_name(plan), plan.version().unwrap_or_default())
}

pub(super) fn context(
    meeting: &Meeting,
    case: &Case,
    document: &Document,
    people: &People<'_>,
    places: &mut Places<'_>,
) -> MeetingContext {
    MeetingContext {
        kind: meeting.kind.get().map(|kind| kind.label()),
        moment: meeting.moment.get().map(|moment| moment.to_wareki()),
        place: meeting.place.get().cloned(),
        method: meeting.method.get().map(|method| method.label()),
        chair: meeting.chair.get().map(|chair| people.person(chair)),
        recorder: meeting.recorder.get().map(|recorder| people.person(recorder)),
        plan: case.plan_of(document).map(|plan| discussed(case, plan)),
        number: meeting.number.get().copied(),
        present: people.list(&meeting.present),
        absent: meeting
            .absent
            .iter()
            .map(|absentee| AbsenteeContext {
                person: people.written_out(&absentee.person()),
                inquiry: places.text("照会", &absentee.inquiry),
                answer: places.text("回答", &absentee.answer),
                reason: places.text("欠席の理由", &absentee.reason),
            })
            .collect(),
        how_heard: places.text("意見の確認方法", &meeting.how_heard),
        agenda: places.text("議題", &meeting.agenda),
        child_opinion: places.text("本人の意見", &meeting.child_opinion),
        guardian_opinion: places.text("保護者の意見", &meeting.guardian_opinion),
        discussion: places.text("検討内容", &meeting.discussion),
        amendments: places.text("原案の修正点", &meeting.amendments),
        decisions: places.text("決定事項", &meeting.decisions),
        open_issues: places.text("残された課題", &meeting.open_issues),
        next: places.text("次回", &meeting.next),
    }
}
