//! Characters in texts that nobody sees: they turn the direction of writing, or have no width.

use super::lookalike;
use super::rule::{Check, Group, Reporter, Rule, Scope};
use crate::case::Loaded;
use crate::case::party::Organisation;
use crate::diagnostic::{Diagnostic, Severity, Unseen};
use crate::record::Node;
use crate::source::{Place, Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    code: "character-invisible",
    group: Group::Print,
    severity: Severity::Warning,
    summary: "文の中に、見えない文字がある",
    explanation: include_str!("character-invisible.md"),
    check: Check::Case(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let events = scope.case.events.iter().map(|events| (&events.source, &events.tree));
    for (source, tree) in scope.files().chain(events) {
        check_tree(source, tree, reporter);
    }
}

pub(super) fn check_organisation(organisation: &Loaded<Organisation>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    check_tree(&organisation.source, &organisation.tree, &mut Reporter::new(&RULE, &mut findings));
    findings
}

/// The findings that name an odd letter themselves, since it makes a value none that can be used.
const NAMING: [&str; 4] = ["reference-unknown", "form-unknown", "certificate-number", "value-invalid"];

/// Takes away what another finding says of the same value: that it points nowhere, or is no number.
pub(super) fn without_consequences(findings: &mut Vec<Diagnostic>) {
    let is_of_letters = |code: &str| code == RULE.code || code == lookalike::RULE.code;
    let named: Vec<Place> =
        findings.iter().filter(|finding| NAMING.contains(&finding.code)).map(|finding| finding.place.clone()).collect();
    findings.retain(|finding| {
        let (own, span) = (&finding.place.source, finding.place.span);
        let is_said = |place: &Place| {
            place.source.path() == own.path() && place.span.start <= span.start && span.end <= place.span.end
        };
        !is_of_letters(finding.code) || !named.iter().any(is_said)
    });
}

fn check_tree(source: &Arc<Source>, tree: &Node, reporter: &mut Reporter<'_>) {
    tree.each_text("", &mut |key, text, span| {
        // A form that is not there is said by its name.
        if lookalike::is_name(key) || key == "様式" {
            return;
        }
        let mut seen = BTreeSet::new();
        for (at, c) in text.char_indices() {
            let Some(unseen) = Unseen::of(c).filter(|unseen| *unseen != Unseen::Control) else { continue };
            if joins(text, at, c) || !seen.insert(c) {
                continue;
            }
            let written = &source.text()[span.range()];
            let place = written.find(c).map_or(span, |at| {
                let start = span.start as usize + at;
                Span::new(start, start + c.len_utf8())
            });
            let count = text.matches(c).count();
            let (kind, help) = match unseen {
                Unseen::Direction => (
                    "書く向きを変える見えない記号",
                    "この記号を消してください。残すと、印刷した文の順が変わることがあります",
                ),
                _ => ("幅のない見えない文字", "この文字を消してください"),
            };
            let times = if count > 1 { format!("{count} か所に") } else { String::new() };
            let message = format!("`{key}` の文に、{kind}(U+{:04X})が{times}あります", c as u32);
            reporter.report(Place::new(source, place), message).help = Some(help.to_owned());
        }
    });
}

/// Whether a joiner stands where it belongs: within an emoji, or between letters of a script that joins them.
fn joins(text: &str, at: usize, c: char) -> bool {
    if !matches!(c, '\u{200C}' | '\u{200D}') {
        return false;
    }
    let (before, after) = (text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
    let letter = |c: Option<char>| c.is_some_and(|c| ('\u{600}'..='\u{109F}').contains(&c));
    let emoji = |c: Option<char>| c.is_some_and(|c| crate::font::is_emoji(c) || c == '\u{FE0F}');
    (letter(before) && letter(after)) || (emoji(before) && emoji(after))
}
