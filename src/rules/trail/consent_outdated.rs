//! A plan edited after its consent: the consent names a 版 that the paper no longer has.

use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use super::events::{Consent, Trail};
use crate::case::event::Event;
use crate::case::plan::Status;
use crate::case::{Document, Model, consult, revision, schedule};
use crate::diagnostic::Severity;

pub(in super::super) static RULE: Rule = Rule {
    code: "consent-outdated",
    group: Group::Trail,
    summary: "同意の後に計画が書き換えられている",
    explanation: include_str!("consent-outdated.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["*"]), (Reach::Events, &[])],
    check: Check::Document(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(trail) = Trail::of(scope) else { return };
    match &document.model {
        Model::ConsultationPlan(plan) if !plan.is_copy() => {
            let is_final = plan.status.get() == Some(&consult::plan::Status::Final);
            let paper = Paper { document, part: None, is_final };
            paper.compare(trail, &|| revision::of_consultation_plan(plan), reporter);
        }
        Model::Plan(plan) => {
            let is_final = plan.status.get() == Some(&Status::Final);
            let sheet = Paper { document, part: None, is_final };
            sheet.compare(trail, &|| revision::of_plan(plan), reporter);
            for (index, item) in plan.schedules.iter().enumerate() {
                let part = Some(format!("別表/{}", schedule::label(index, item)));
                Paper { document, part, is_final }.compare(trail, &|| revision::of_schedule(item), reporter);
            }
        }
        _ => {}
    }
}

/// What a consent covers: a plan's main sheet, or one 別表.
struct Paper<'a> {
    document: &'a Document,
    part: Option<String>,
    is_final: bool,
}

impl Paper<'_> {
    fn compare(&self, trail: Trail<'_>, current: &dyn Fn() -> String, reporter: &mut Reporter<'_>) {
        let Some(Consent::Given(given)) = trail.consent(self.document, self.part.as_deref()) else { return };
        let named = |event: &&Event| event.revision.is_set();
        let Some(last) = given.iter().copied().rfind(named) else { return };
        // A consent of a later day that names no 版 may well be to the new text.
        if given.last().is_some_and(|event| event.date.get() > last.date.get() && !event.revision.is_set()) {
            return;
        }
        let now = current();
        if given.iter().any(|event| event.revision.get().is_some_and(|named| revision::is(named, &now))) {
            return;
        }
        let Some((named, span)) = last.revision.spanned() else { return };
        let title = self.part.as_deref().unwrap_or(self.document.kind.title);
        let message = format!(
            "{title}({})は、同意された 版「{named}」と違う内容になっています(いまの 版 は {now})",
            self.document.name
        );
        let finding = reporter.report(trail.place_at(span), message);
        finding.related.push((self.document.place(None), "この計画が、同意の後に書き換えられています".to_owned()));
        let target =
            self.part.as_ref().map_or_else(|| self.document.id(), |part| format!("{}#{part}", self.document.id()));
        finding.help = Some(format!(
            "内容を変えたのなら、説明と同意をやり直して `- {{種類: 同意, 対象: {target}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {now}}}` を加えてください。変えるつもりがなかったのなら、署名された紙のとおりに戻してください"
        ));
        if !self.is_final {
            finding.severity = Severity::Warning;
        }
    }
}
