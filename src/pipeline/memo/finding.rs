//! KeptFindings as they are kept: a place is the number of a file that is read anyway, and two offsets.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;
use crate::source::{Place, Source};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// KeptFindings with the files that they lie in.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct KeptFindings {
    files: Vec<KeptFile>,
    findings: Vec<KeptFinding>,
}

impl KeptFindings {
    /// Whether none of them lies in a file of the child: `Read(0)` is the office's.
    pub(super) fn need_no_text(&self) -> bool {
        self.files.iter().all(|file| !matches!(file, KeptFile::Read(1..)))
    }
}

/// A file in which a finding lies.
#[derive(Debug, Serialize, Deserialize)]
enum KeptFile {
    /// One of those that are read of the child, by its number among them.
    Read(usize),
    /// Another, with its text.
    Text(PathBuf, String),
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptFinding {
    code: String,
    severity: KeptSeverity,
    message: String,
    place: KeptPlace,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    related: Vec<(KeptPlace, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// The number of a file, and where in it, in bytes.
type KeptPlace = (usize, u32, u32);

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum KeptSeverity {
    Info,
    Warning,
    Error,
}

/// KeptFindings as they can be written down. `sources` are the files that a later run reads before it looks at them.
pub(super) fn keep_all(findings: &[Diagnostic], sources: &[Arc<Source>]) -> KeptFindings {
    let held = held(findings);
    let file = |source: &&Arc<Source>| match sources.iter().position(|read| Arc::ptr_eq(read, source)) {
        Some(number) => KeptFile::Read(number),
        None => KeptFile::Text(source.path().to_owned(), source.text().to_owned()),
    };
    let number = |place: &Place| held.iter().position(|source| Arc::ptr_eq(source, place.source()));
    let kept = |place: &Place| (number(place).unwrap_or_default(), place.span().start, place.span().end);
    let one = |finding: &Diagnostic| KeptFinding {
        code: finding.code.as_str().to_owned(),
        severity: match finding.severity {
            Severity::Info => KeptSeverity::Info,
            Severity::Warning => KeptSeverity::Warning,
            Severity::Error => KeptSeverity::Error,
        },
        message: finding.message.clone(),
        place: kept(&finding.place),
        related: finding.related.iter().map(|(place, label)| (kept(place), label.clone())).collect(),
        help: finding.help.clone(),
    };
    KeptFindings { files: held.iter().map(file).collect(), findings: findings.iter().map(one).collect() }
}

/// The files that findings lie in. They keep their order, by which findings at the same offsets are sorted.
pub(super) fn held(findings: &[Diagnostic]) -> Vec<&Arc<Source>> {
    let mut held: Vec<&Arc<Source>> = findings.iter().flat_map(places).map(Place::source).collect();
    held.sort_by_key(|source| source.span(0..0));
    held.dedup_by(|one, other| Arc::ptr_eq(one, other));
    held
}

/// The findings again, over the files as they were read now. None where they do not fit, as in a memory that was damaged.
pub(super) fn restore_all(kept: &KeptFindings, sources: &[Arc<Source>]) -> Option<Vec<Diagnostic>> {
    let file = |file: &KeptFile| match file {
        KeptFile::Read(number) => sources.get(*number).map(Arc::clone),
        KeptFile::Text(path, text) => Some(Source::new(path, text.as_str())),
    };
    let files: Vec<Arc<Source>> = kept.files.iter().map(file).collect::<Option<_>>()?;
    let place = |(number, start, end): &KeptPlace| {
        let source = files.get(*number)?;
        let range = *start as usize..*end as usize;
        source.text().get(range.clone()).is_some().then(|| source.place(range))
    };
    let one = |finding: &KeptFinding| {
        let severity = match finding.severity {
            KeptSeverity::Info => Severity::Info,
            KeptSeverity::Warning => Severity::Warning,
            KeptSeverity::Error => Severity::Error,
        };
        let related = finding.related.iter().map(|(at, label)| Some((place(at)?, label.clone())));
        let code = rules::find(&finding.code)?.code;
        let mut restored = Diagnostic::new(code, place(&finding.place)?, finding.message.as_str()).severity(severity);
        restored.related = related.collect::<Option<_>>()?;
        restored.help.clone_from(&finding.help);
        Some(restored)
    };
    kept.findings.iter().map(one).collect()
}

/// All places of a finding.
fn places(finding: &Diagnostic) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place))
}
