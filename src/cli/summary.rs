//! The end of a check as people read it: the gravest findings first, a table by child behind many, and, where nothing was
//! found, what was looked at and what was not.

use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::Looked;
use crate::prose::width;
use crate::rules::{Check, RULES};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many findings are more than one screen: the table helps to find one's way.
const MANY: usize = 10;

/// The findings with errors before warnings before information; within each, as they were.
pub(super) fn gravest_first(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut sorted = findings.to_vec();
    sorted.sort_by_key(|finding| Reverse(finding.severity));
    sorted
}

/// How many findings each child has, when there are many and of several children; the rest of the project stands last.
pub(super) fn by_child(findings: &[Diagnostic]) -> Option<String> {
    let mut table: BTreeMap<(bool, &str), [usize; 3]> = BTreeMap::new();
    for finding in findings {
        let mut parts = finding.place.source().path().iter().filter_map(|part| part.to_str());
        let child = match (parts.next(), parts.next(), parts.next()) {
            (Some("cases"), Some(child), Some(_)) => (false, child),
            _ => (true, "事業所・様式"),
        };
        table.entry(child).or_default()[finding.severity as usize] += 1;
    }
    if findings.len() <= MANY || table.len() < 2 {
        return None;
    }
    let names = table.keys().map(|(_, name)| width(name)).chain([width("児童")]);
    let widest = names.max().unwrap_or_default();
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let padded = |name: &str| format!("{name}{}", " ".repeat(widest - width(name)));
    let mut text = format!("{}  {}", padded("児童"), severities.map(Severity::label).join("  "));
    for ((_, name), counts) in &table {
        let cells = severities.map(|severity| {
            let columns = width(severity.label());
            match counts[severity as usize] {
                0 => format!("{:>columns$}", "-"),
                count => format!("{count:>columns$}"),
            }
        });
        text.push_str(&format!("\n{}  {}", padded(name), cells.join("  ")));
    }
    Some(text)
}

/// What was looked at where nothing was found, and what was not.
pub(super) fn fine(looked: Looked, printed: bool) -> [String; 2] {
    let judged = |check: &Check| printed || !matches!(check, Check::Layout);
    let rules = RULES.iter().filter(|rule| rule.checks.iter().any(judged)).count();
    let Looked { children, documents } = looked;
    let overflow = if printed { "" } else { "欄からあふれる文(--print で見ます)、" };
    [
        format!("問題は見つかりませんでした(児童 {children} 人、文書 {documents} 件、規則 {rules} 件)"),
        format!(
            "見ていないもの: {overflow}cases/ の直下のファイルと「.」で始まる名前のもの、規則にない求め(一覧は shien rules)"
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::{by_child, gravest_first};
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::Source;

    fn finding(path: &str, severity: Severity) -> Diagnostic {
        Diagnostic::new(crate::diagnostic::Code::new("value-invalid"), Source::new(path, "").whole(), path)
            .severity(severity)
    }

    #[test]
    fn errors_stand_before_warnings_and_else_nothing_moves() {
        let findings = [
            finding("a", Severity::Info),
            finding("b", Severity::Error),
            finding("c", Severity::Warning),
            finding("d", Severity::Error),
        ];
        let order: Vec<String> = gravest_first(&findings).into_iter().map(|finding| finding.message).collect();
        assert_eq!(order, ["b", "d", "c", "a"]);
    }

    #[test]
    fn many_findings_of_several_children_end_with_a_table() {
        let mut findings: Vec<Diagnostic> =
            (0..10).map(|_| finding("cases/hana/child.yaml", Severity::Warning)).collect();
        assert_eq!(by_child(&findings), None, "few");
        findings.push(finding("cases/hana/plan/2024-03-28.yaml", Severity::Error));
        assert_eq!(by_child(&findings), None, "of one child");
        findings.push(finding("cases/office.yaml", Severity::Error));
        findings.push(finding("cases/ren/child.yaml", Severity::Info));
        let table = "児童          エラー  警告  情報\n\
                     hana               1    10     -\n\
                     ren                -     -     1\n\
                     事業所・様式       1     -     -";
        assert_eq!(by_child(&findings).as_deref(), Some(table));
    }
}
