//! All findings as JUnit's XML, which nearly every server that runs checks can show: a suite a file, a case a finding.
//!
//! An error is a failure. The format has no word for what should be looked at; a warning and an information are cases
//! that were skipped, with their message. A file without findings has no suite, and a run without any has one case that
//! passed, since many servers take an empty report for a broken one.

use super::{Diagnostic, Severity, slashed, to_short, visible};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

/// The findings in the order given, those of one file behind each other.
#[must_use]
pub fn to_junit(findings: &[&Diagnostic]) -> String {
    let mut report = Report::new(env!("CARGO_PKG_NAME"));
    let of_one_file = |one: &&Diagnostic, other: &&Diagnostic| one.place.source().path() == other.place.source().path();
    for findings in findings.chunk_by(of_one_file) {
        let path = slashed(findings[0].place.source().path());
        let mut suite = TestSuite::new(visible(&path));
        suite.add_test_cases(findings.iter().map(|finding| case(finding, &path)));
        report.add_test_suite(suite);
    }
    if findings.is_empty() {
        let mut suite = TestSuite::new("check");
        suite.add_test_case(TestCase::new("check", TestCaseStatus::success()));
        report.add_test_suite(suite);
    }
    report.to_string().expect("internal: a report is written to memory")
}

fn case(finding: &Diagnostic, path: &str) -> TestCase {
    let mut status = match finding.severity {
        Severity::Error => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Severity::Warning | Severity::Info => TestCaseStatus::skipped(),
    };
    let help = finding.help.iter().map(|help| format!("\n直し方: {}", visible(help)));
    let description: String = std::iter::once(to_short(finding)).chain(help).collect();
    status.set_type(finding.code.as_str()).set_message(visible(&finding.message)).set_description(description);
    let (line, column) = finding.place.line_column();
    let mut case = TestCase::new(format!("{} {line}:{column}", finding.code), status);
    case.set_classname(visible(path));
    case
}
