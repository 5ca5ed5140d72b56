//! The form a document prints on: whether there is one, and whether its edition was in force.

use super::rule::{Check, Group, Reporter, Rule, Scope};
use crate::case::{Document, plan};
use crate::diagnostic::Severity;
use crate::forms;

pub(super) static UNKNOWN: Rule = Rule {
    code: "form-unknown",
    summary: "使う様式がない",
    explanation: include_str!("form-unknown.md"),
    check: Check::Document(check_unknown),
    ..Rule::BASE
};

pub(super) static EXPIRED: Rule = Rule {
    code: "form-expired",
    group: Group::Print,
    severity: Severity::Warning,
    summary: "作成日にはまだ、またはもう有効でない様式で印刷される",
    explanation: include_str!("form-expired.md"),
    check: Check::Document(check_expired),
    ..Rule::BASE
};

pub(super) static BOX_UNPRINTED: Rule = Rule {
    code: "box-unprinted",
    group: Group::Print,
    severity: Severity::Info,
    summary: "使う様式に欄がなく、印刷されない内容がある",
    explanation: include_str!("box-unprinted.md"),
    check: Check::Document(check_boxes),
    ..Rule::BASE
};

fn check_boxes(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if document.kind.id != plan::KIND.id {
        return;
    }
    let Ok(form) = forms::choose(scope.packs, scope.case, document, scope.organisation, scope.form_override) else {
        return;
    };
    for name in forms::BOXES {
        let Some(entry) = document.tree.entry(name).filter(|entry| !entry.node.is_blank()) else { continue };
        if !form.boxes.contains(name) {
            let message = format!("`{name}` は様式 `{}` に欄がなく、印刷されません", form.packs[0]);
            let help = format!("印刷するには、欄のある様式を使うか、pack.yaml の 任意欄 に {name} を加えてください");
            reporter.report(document.place(Some(entry.key_span)), message).help = Some(help);
        }
    }
}

fn check_unknown(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if let Err(none) = forms::choose(scope.packs, scope.case, document, scope.organisation, scope.form_override) {
        // What is wrong with the pack itself is said there.
        if none.cause.is_none() {
            reporter.report(none.place, none.message).help = Some(none.help);
        }
    }
}

fn check_expired(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Ok(form) = forms::choose(scope.packs, scope.case, document, scope.organisation, scope.form_override) else {
        return;
    };
    let (Some(period), Some(date)) = (&form.period, document.date) else { return };
    if !period.contains(date) {
        let message =
            format!("様式 `{}` の有効期間({})に作成日 {date} が入りません", form.packs[0], period.to_wareki());
        let help = "この日に有効な様式を 様式: で選ぶか、pack.yaml の 有効期間 と 旧版 を見直してください".to_owned();
        reporter.report(document.place(None), message).help = Some(help);
    }
}
