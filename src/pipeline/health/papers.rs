//! What would not be printed now, and why.

use super::HealthRemark;
use crate::diagnostic::Diagnostic;
use crate::pipeline::permit::{Refusal, refusal};
use crate::pipeline::project::Project;
use crate::pipeline::settings::Settings;
use crate::rules;

const SUBJECT: &str = "書類";

/// Papers that are named, at most.
const NAMED: usize = 5;

pub(super) fn look(project: &Project, settings: &Settings) -> Vec<HealthRemark> {
    let mut documents = 0;
    let (mut faulty, mut incomplete) = (Vec::new(), Vec::new());
    let mut unread: Vec<String> = project.findings.iter().filter(blocks).map(file_of).collect();
    for child in &project.children {
        let (case, findings) = project.load(child, settings);
        unread.extend(findings.iter().filter(blocks).map(file_of));
        for document in &case.documents {
            documents += 1;
            let name = format!("{child}/{}", document.id());
            match refusal(project, &case, &findings, document) {
                Refusal::None => {}
                Refusal::Incomplete(_) => incomplete.push(name),
                Refusal::Faulty => faulty.push(name),
            }
        }
    }
    unread.sort();
    unread.dedup();
    let mut remarks = Vec::new();
    if !faulty.is_empty() || !unread.is_empty() {
        let words = match faulty.len() {
            0 => format!("エラーのあるファイルがあります: {}", listed(&unread)),
            count => format!("エラーがあり、印刷できない書類が {count} 件あります: {}", listed(&faulty)),
        };
        remarks.push(HealthRemark::bad(SUBJECT, words, "shien check で、場所と直し方を見てください"));
    }
    if !incomplete.is_empty() {
        remarks.push(HealthRemark::doubtful(
            SUBJECT,
            format!("書きかけの書類が {} 件あります: {}", incomplete.len(), listed(&incomplete)),
            "空いている欄は shien check で分かります。書きかけのまま出すには shien build --draft",
        ));
    }
    if remarks.is_empty() {
        let words = format!("児童 {} 人の書類 {documents} 件は、印刷できます", project.children.len());
        remarks.push(HealthRemark::good(SUBJECT, words));
    }
    remarks
}

/// Whether a finding keeps what it is about from being printed, other than by an empty field.
fn blocks(finding: &&Diagnostic) -> bool {
    rules::refuses_print(finding) && finding.code != crate::diagnostic::Code::REQUIRED_MISSING
}

fn file_of(finding: &Diagnostic) -> String {
    finding.place.source().path().display().to_string()
}

fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > NAMED { format!("{shown} など") } else { shown }
}
