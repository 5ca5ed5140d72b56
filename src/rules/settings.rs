//! What an office decides about rules: other severities, and exemptions with a reason.

use super::facts::Ground;
use super::rule::Reporter;
use super::{Check, Group, RULES, Rule, find};
use crate::case::Loaded;
use crate::case::party::{Exemption, Organisation, SeverityWord};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{Field, nearest};
use crate::source::Place;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// An exemption that nothing met.
pub(super) static EXEMPTION_IDLE: Rule = Rule {
    code: Code::new("exemption-idle"),
    severity: Severity::Info,
    summary: "何にも当たらない除外がある",
    explanation: include_str!("exemption-idle.md"),
    ..Rule::BASE
};

/// Which exemptions of the office have met a finding so far, by their place in its list.
#[derive(Debug, Default)]
pub struct MetExemptions(Mutex<BTreeSet<usize>>);

impl MetExemptions {
    fn has(&self, index: usize) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&index)
    }

    /// Which they are.
    #[must_use]
    pub fn indices(&self) -> BTreeSet<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// These have met one, too.
    pub fn add(&self, indices: BTreeSet<usize>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(indices);
    }
}

/// Applies the office's severities and exemptions to findings of any step, and keeps which exemptions met one; `child`
/// is the case they belong to.
pub fn settle(
    findings: &mut Vec<Diagnostic>,
    organisation: &Organisation,
    child: Option<&str>,
    met_before: &MetExemptions,
) {
    let Some(settings) = organisation.rules.get() else { return };
    let mut met = BTreeSet::new();
    findings.retain_mut(|finding| {
        if find(&finding.code).is_none_or(|rule| rule.group == Group::Shape) {
            return true;
        }
        let exempting = settings.exemptions.iter().enumerate().filter(|(_, own)| exempts(own, finding, child));
        let exempting: Vec<usize> = exempting.map(|(index, _)| index).collect();
        if !exempting.is_empty() {
            met.extend(exempting);
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
    met_before.add(met);
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

/// Whether an office exempts from something that only layout finds.
#[must_use]
pub fn exempts_from_layout(organisation: &Organisation) -> bool {
    let exemptions = organisation.rules.get().into_iter().flat_map(|settings| settings.exemptions.iter());
    let mut rules = exemptions.filter_map(|exemption| find(exemption.rule.get()?.as_str()));
    rules.any(|rule| rule.checks.iter().any(|check| matches!(check, Check::Layout)))
}

/// Whether a finding says that a file is not what it should be: what rests on it was not judged.
#[must_use]
pub fn is_of_shape(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && find(&finding.code).is_some_and(|rule| rule.group == Group::Shape)
}

/// Whether a finding keeps what is printed from its file from being printed.
#[must_use]
pub fn refuses_print(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && find(&finding.code).is_some_and(|rule| rule.group.refuses_print())
}

/// What a run has judged.
#[derive(Debug, Clone, Copy)]
pub struct JudgedRun<'a> {
    /// The children.
    pub children: &'a [&'a str],
    /// Whether these are all of them.
    pub everybody: bool,
    /// Whether their papers were laid out.
    pub printed: bool,
}

/// Exemptions that met no finding of a run that could have met one: each is said at its place.
#[must_use]
pub fn idle_exemptions(
    organisation: &Loaded<Organisation>,
    met: &MetExemptions,
    judged: JudgedRun<'_>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let Some(settings) = organisation.value.rules.get() else { return findings };
    let mut reporter = Reporter::new(&EXEMPTION_IDLE, &mut findings);
    for (_, exemption) in settings.exemptions.iter().enumerate().filter(|(index, _)| !met.has(*index)) {
        let Some(rule) = exemption.rule.get().and_then(|code| find(code)) else { continue };
        // What has no reason counts for nothing, and says so itself.
        if !exemption.reason.is_set() || rule.group == Group::Shape || !was_judged(rule, exemption, judged) {
            continue;
        }
        let message = format!("規則 `{}` の除外は、今は何にも当たりません", rule.code);
        reporter.report(exemption.span.place(), message).help =
            Some("直って要らなくなったのなら、この行を消してください。効いてほしいのなら、児童 と 文書 の名前を確かめてください".to_owned());
    }
    findings
}

/// Whether a run could have found what an exemption is for.
fn was_judged(rule: &Rule, exemption: &Exemption, judged: JudgedRun<'_>) -> bool {
    let by_layout = rule.checks.iter().any(|check| matches!(check, Check::Layout));
    let child = exemption.child.get();
    (judged.printed || !by_layout) && child.map_or(judged.everybody, |child| judged.children.contains(&child.as_str()))
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
