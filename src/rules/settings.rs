//! What an office decides about rules: other severities, and exemptions with a reason.

use super::{Group, RULES, find};
use crate::case::Loaded;
use crate::case::party::{Exemption, Organisation, SeverityWord};
use crate::diagnostic::{Diagnostic, Severity};
use crate::record::{Field, nearest};

/// Applies the office's severities and exemptions to findings of any step; `child` is the case they belong to.
pub fn settle(findings: &mut Vec<Diagnostic>, organisation: &Organisation, child: Option<&str>) {
    let Some(settings) = organisation.rules.get() else { return };
    findings.retain_mut(|finding| {
        if find(finding.code).is_none_or(|rule| rule.group == Group::Shape) {
            return true;
        }
        if settings.exemptions.iter().any(|exemption| exempts(exemption, finding, child)) {
            return false;
        }
        match settings.severities.get(finding.code).and_then(Field::get) {
            Some(SeverityWord::Off) => return false,
            Some(SeverityWord::Error) => finding.severity = Severity::Error,
            Some(SeverityWord::Warning) => finding.severity = Severity::Warning,
            Some(SeverityWord::Info) => finding.severity = Severity::Info,
            None => {}
        }
        true
    });
}

fn exempts(exemption: &Exemption, finding: &Diagnostic, child: Option<&str>) -> bool {
    let same = |field: &Field<String>, value: Option<&str>| field.get().is_none_or(|own| Some(own.as_str()) == value);
    let path = finding.place.source.path().with_extension("");
    let document = exemption.document.get().is_none_or(|own| path.ends_with(own));
    exemption.rule.get().is_some_and(|rule| rule == finding.code)
        && exemption.reason.is_set()
        && same(&exemption.child, child)
        && document
}

/// What is wrong with the settings themselves.
pub(super) fn check(organisation: &Loaded<Organisation>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let Some(settings) = organisation.value.rules.get() else { return findings };
    let mut code = |code: &str, span| {
        let place = organisation.place(span);
        match find(code) {
            None => {
                let help = match nearest(code, RULES.iter().map(|rule| rule.code)) {
                    Some(near) => format!("`{near}` ではありませんか。一覧は shien rules で見られます"),
                    None => "一覧は shien rules で見られます".to_owned(),
                };
                findings.push(
                    Diagnostic::new("reference-unknown", place, format!("規則 `{code}` はありません")).help(help),
                );
            }
            Some(rule) if rule.group == Group::Shape => findings.push(
                Diagnostic::new(
                    "value-invalid",
                    place,
                    format!("規則 `{code}` の重大度は変えられず、除外もできません"),
                )
                .help("読めない文書は印刷できないためです。この行を消してください"),
            ),
            Some(_) => {}
        }
    };
    for (name, severity) in &settings.severities {
        code(name, severity.span());
    }
    for exemption in settings.exemptions.iter() {
        if let Some((name, span)) = exemption.rule.spanned() {
            code(name, Some(span));
        }
    }
    for exemption in settings.exemptions.iter().filter(|exemption| !exemption.reason.is_set()) {
        let finding =
            Diagnostic::new("required-missing", organisation.place(Some(exemption.span)), "除外に `理由` がありません");
        findings.push(
            finding.help("なぜこの児童に当たらないのかを `理由: …` に書いてください。理由のない除外は効きません"),
        );
    }
    findings
}
