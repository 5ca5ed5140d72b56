//! `interview`: the 面談記録.

use super::people::{People, PersonContext};
use super::text::Places;
use crate::case::interview::{Interview, InterviewKind};
use minijinja::value::Value;
use serde::Serialize;

/// `interview`.
#[derive(Debug, Serialize)]
pub(super) struct InterviewContext {
    /// アセスメント …: each word and whether it was chosen.
    kinds: Vec<(&'static str, bool)>,
    /// `令和6年6月3日(月) 10:00～10:40`.
    moment: Option<String>,
    /// `40分`, where both times are written.
    duration: Option<String>,
    place: Option<String>,
    /// 対面 …
    method: Option<&'static str>,
    present: Vec<PersonContext>,
    recorder: Option<PersonContext>,
    add_on: Option<String>,
    child: Option<Value>,
    guardian: Option<Value>,
    advice: Option<Value>,
    decisions: Option<Value>,
}

pub(super) fn context(interview: &Interview, people: &People<'_>, places: &mut Places<'_>) -> InterviewContext {
    let moment = interview.moment.get();
    InterviewContext {
        kinds: InterviewKind::ALL.map(|(word, label)| (label, interview.kind.get() == Some(&word))).to_vec(),
        moment: moment.map(|moment| moment.to_wareki()),
        duration: moment.and_then(|moment| moment.duration()).map(|minutes| minutes.to_string()),
        place: interview.place.get().cloned(),
        method: interview.method.get().map(|method| method.label()),
        present: people.list(&interview.present),
        recorder: interview.recorder.get().map(|recorder| people.person(recorder)),
        add_on: interview.add_on.get().cloned(),
        child: places.text("本人の様子", &interview.child),
        guardian: places.text("保護者の話", &interview.guardian),
        advice: places.text("助言・相談の内容", &interview.advice),
        decisions: places.text("決定事項", &interview.decisions),
    }
}
