//! All findings as one SARIF 2.1.0 log, which code hosts and editors show beside the lines.
//!
//! Made with `serde_json` as the program's own JSON is: of the format's forty objects it needs eight, and a library of
//! all of them would be generated from the schema by every build. A test holds it against the schema itself.

use super::{Code, Diagnostic, Severity, slashed};
use crate::source::Place;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;

/// The schema of the standard, by its own name.
const SCHEMA: &str = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

/// What of a path is written as it is in a URI.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A rule, as a log describes it once for all its findings.
#[derive(Debug, Clone, Copy)]
pub struct RuleText<'a> {
    /// Its code.
    pub code: Code,
    /// How grave, unless the office says otherwise.
    pub severity: Severity,
    /// What is wrong when it speaks, in one line.
    pub summary: &'a str,
    /// Its page, in Markdown.
    pub page: &'a str,
}

/// The findings in the order given, with a description of those `rules` that found one.
///
/// Lines and columns count from 1, columns in characters; where all of a file is meant, there is none. A path is relative
/// to the project, as a URI. What to write instead stands behind the message, on a line of its own.
#[must_use]
pub fn to_sarif(findings: &[&Diagnostic], rules: &[RuleText<'_>]) -> Value {
    let met = |rule: &&RuleText<'_>| findings.iter().any(|finding| finding.code == rule.code);
    let rules: Vec<&RuleText<'_>> = rules.iter().filter(met).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &rules)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.into_iter().map(rule_json).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule_json(rule: &RuleText<'_>) -> Value {
    json!({
        "id": rule.code.as_str(),
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(finding: &Diagnostic, rules: &[&RuleText<'_>]) -> Value {
    let help = finding.help.iter().map(|help| format!("\n直し方: {help}"));
    let text: String = std::iter::once(finding.message.clone()).chain(help).collect();
    let mut result = json!({
        "ruleId": finding.code.as_str(),
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical(&finding.place) }],
    });
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.code) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding
            .related
            .iter()
            .map(|(place, label)| json!({ "physicalLocation": physical(place), "message": { "text": label } }));
        let mut related: Vec<Value> = related.collect();
        // The same words at one place are one.
        let mut seen = HashSet::new();
        related.retain(|one| seen.insert(one.to_string()));
        result["relatedLocations"] = json!(related);
    }
    result
}

fn physical(place: &Place) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(place.source().path()), "uriBaseId": "%SRCROOT%" } });
    if !place.is_whole() {
        let (line, column) = place.line_column();
        let (end_line, end_column) = place.end_line_column();
        physical["region"] =
            json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    }
    physical
}

fn uri(path: &Path) -> String {
    utf8_percent_encode(&slashed(path), PLAIN).to_string()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
