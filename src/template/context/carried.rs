//! What a paper shows of the plan that it looks back on or rests on: its goals, and what stands in the same row there.

use super::appearance::{Appearance, Expected};
use super::{Subject, WrittenText};
use crate::case::consult::plan::{ConsultationPlan, Need};
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model, mark_at, mark_of};
use crate::source::Span;
use crate::tree::{Leaf, WordTree};
use crate::value::Timing;

/// A text of another file.
pub(super) fn text(subject: Subject<'_>, text: &WrittenText) -> Option<Expected> {
    if text.place.source().path() == subject.document.source.path() {
        return None;
    }
    let path = format!("計画.{}", text.field);
    Some(subject.expects(path, text.place.clone(), Appearance::Text(text.number)))
}

/// What a row of a list shows that is not written in it: its own number, and the short values of the plan's row that it
/// names. `index`: its place in the list, from 0.
pub(super) fn row(subject: Subject<'_>, path: &str, index: usize, row: &WordTree) -> Vec<Expected> {
    let id = |word: &str| row.get(word).and_then(WordTree::leaf).map(Leaf::shown);
    if matches!(path, "支援" | "ニーズ")
        && let Some(mark) = mark_at(subject.document, index)
    {
        return known(subject, subject.document, &format!("{path}.番号"), row.span, words(mark.number()))
            .into_iter()
            .collect();
    }
    let found = match (&subject.document.model, path) {
        (Model::ConsultationMonitoring(report), "ニーズ") => {
            let plan = report.plan.get().and_then(|name| subject.case.consultation_plan(name));
            plan.zip(id("id")).map(|(plan, id)| need(subject, plan, &id, false))
        }
        (Model::Plan(plan), "対応しないニーズ") => {
            let plan = plan.consultation_plan.get().and_then(|name| subject.case.consultation_plan(name));
            plan.zip(id("id")).map(|(plan, id)| need(subject, plan, &id, true))
        }
        (Model::Monitoring(monitoring), "支援") => {
            let plan = monitoring.plan.get().and_then(|name| subject.case.plan(name));
            plan.zip(id("行")).map(|((document, plan), id)| kind(subject, document, plan, &id).into_iter().collect())
        }
        (Model::Specialist(specialist), "支援") => {
            let plan = specialist.plan.get().and_then(|name| subject.case.plan(name));
            plan.zip(row.leaf().map(Leaf::shown))
                .map(|((document, plan), id)| kind(subject, document, plan, &id).into_iter().collect())
        }
        _ => None,
    };
    found.unwrap_or_default()
}

/// 優先順位 and 達成時期 of a need; where it is not answered, 優先順位 alone and behind its label.
fn need(
    subject: Subject<'_>,
    (document, plan): (&Document, &ConsultationPlan),
    id: &str,
    unanswered: bool,
) -> Vec<Expected> {
    let Some(need): Option<&Need> = plan.need(id) else { return Vec::new() };
    let priority = need.priority.get().map(ToString::to_string);
    let span = need.priority.span();
    let path = if unanswered { "対応しないニーズ.番号" } else { "ニーズ.番号" };
    let mark =
        mark_of(document, id).and_then(|mark| known(subject, document, path, need.id.span(), words(mark.shown())));
    if unanswered {
        let label = subject.form.wording.label("優先順位");
        let form = |word| Appearance::Behind { value: String::new(), opener: label, word };
        let own = priority.and_then(|word| known(subject, document, "対応しないニーズ.優先順位", span, form(word)));
        return own.into_iter().chain(mark).collect();
    }
    let priority = priority.and_then(|word| known(subject, document, "計画.優先順位", span, words(word)));
    let due = need.due.get().map(Timing::to_wareki);
    let due = due.and_then(|word| known(subject, document, "計画.達成時期", need.due.span(), words(word)));
    priority.into_iter().chain(due).chain(mark).collect()
}

/// 項目 of a row of a plan.
fn kind(subject: Subject<'_>, document: &Document, plan: &SupportPlan, id: &str) -> Option<Expected> {
    let row = plan.rows.iter().find(|row| row.id.get().is_some_and(|own| own == id))?;
    let word = row.kind.get()?.label().to_owned();
    known(subject, document, "計画.項目", row.kind.span(), words(word))
}

fn words(word: String) -> Appearance {
    Appearance::Words(vec![word])
}

fn known(
    subject: Subject<'_>,
    document: &Document,
    path: &str,
    span: Option<Span>,
    form: Appearance,
) -> Option<Expected> {
    subject.may_expect(path, document.place(span), form)
}
