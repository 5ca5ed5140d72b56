//! What an office decides about rules: other severities, and exemptions with a reason.

use super::rule::{Ground, Reporter};
use super::{Group, RULES, find};
use crate::case::Loaded;
use crate::case::party::{Exemption, Organisation, SeverityWord};
use crate::diagnostic::{Diagnostic, Severity};
use crate::record::{Field, nearest};
use crate::source::Place;

/// Applies the office's severities and exemptions to findings of any step; `child` is the case they belong to.
pub fn settle(findings: &mut Vec<Diagnostic>, organisation: &Organisation, child: Option<&str>) {
    let Some(settings) = organisation.rules.get() else { return };
    findings.retain_mut(|finding| {
        if find(&finding.code).is_none_or(|rule| rule.group == Group::Shape) {
            return true;
        }
        if settings.exemptions.iter().any(|exemption| exempts(exemption, finding, child)) {
            return false;
        }
        match settings.severities.get(finding.code.as_str()).and_then(Field::get) {
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
    let path = finding.place.source().path().with_extension("");
    let document = exemption.document.get().is_none_or(|own| path.ends_with(own));
    exemption.rule.get().is_some_and(|rule| rule.as_str() == finding.code.as_str())
        && exemption.reason.is_set()
        && same(&exemption.child, child)
        && document
}

/// The codes that the settings name, each with its place.
fn codes(organisation: &Loaded<Organisation>) -> Vec<(&str, Place)> {
    let Some(settings) = organisation.value.rules.get() else { return Vec::new() };
    let severities = settings.severities.iter().map(|(name, severity)| (name.as_str(), severity.span()));
    let exempted = settings.exemptions.iter().filter_map(|exemption| exemption.rule.spanned());
    let exempted = exempted.map(|(name, span)| (name.as_str(), Some(span)));
    severities.chain(exempted).map(|(name, span)| (name, organisation.place(span))).collect()
}

/// Rules that nobody knows.
pub(super) fn unknown_rules(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    for (code, place) in codes(ground.organisation).into_iter().filter(|(code, _)| find(code).is_none()) {
        let help = match nearest(code, RULES.iter().map(|rule| rule.code.as_str())) {
            Some(near) => format!("`{near}` ではありませんか。一覧は shien rules で見られます"),
            None => "一覧は shien rules で見られます".to_owned(),
        };
        reporter.report(place, format!("規則 `{code}` はありません")).help = Some(help);
    }
}

/// Rules that nobody may switch off.
pub(super) fn fixed_rules(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let fixed = |code: &str| find(code).is_some_and(|rule| rule.group == Group::Shape);
    for (code, place) in codes(ground.organisation).into_iter().filter(|(code, _)| fixed(code)) {
        let message = format!("規則 `{code}` の重大度は変えられず、除外もできません");
        reporter.report(place, message).help =
            Some("読めない文書は印刷できないためです。この行を消してください".to_owned());
    }
}

/// Exemptions without a rule or without a reason.
pub(super) fn incomplete(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let settings = ground.organisation.value.rules.get();
    let exemptions = settings.into_iter().flat_map(|settings| settings.exemptions.iter());
    for exemption in exemptions {
        let place = exemption.span.place();
        if exemption.rule.is_missing() {
            reporter.report(place.clone(), "除外に `規則` がありません").help =
                Some("どの規則を除くのかを `規則: …` に書いてください。名前は shien rules で見られます".to_owned());
        }
        if !exemption.reason.is_set() {
            reporter.report(place, "除外に `理由` がありません").help = Some(
                "なぜこの児童に当たらないのかを `理由: …` に書いてください。理由のない除外は効きません".to_owned(),
            );
        }
    }
}
