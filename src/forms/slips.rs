//! Slips in a manifest that the manifest alone tells: names that are like a known one, templates that lie elsewhere.

use super::idle;
use super::limits;
use super::manifest::Manifest;
use super::misfits;
use super::names::is_template_of_pack;
use super::{BOXES, CERTIFICATE, COMPARISON, EASY_CHILD, EASY_GUARDIAN, FACE, LOG};
use crate::case::KINDS;
use crate::case::consult::plan::DRAFT_TITLE;
use crate::case::party::Service;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, Entry, Field, Node, Value};
use crate::source::Span;

/// The papers that are no kind of document and have forms, too.
const OTHER_PAPERS: [&str; 7] = [DRAFT_TITLE, COMPARISON, LOG, FACE, CERTIFICATE, EASY_CHILD, EASY_GUARDIAN];

/// What 題名 says of all services that it does not name.
const OTHER_SERVICES: &str = "その他";

/// The papers for which a form may be named: `様式: {個別支援計画: tokyo}`.
pub fn paper_titles() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.title).chain(OTHER_PAPERS).collect()
}

/// What is wrong with the names of a manifest.
pub(super) fn findings(manifest: &Manifest, tree: &Node) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (name, span) in strangers(manifest) {
        let finding = Diagnostic::new(
            Code::VALUE_INVALID,
            span.place(),
            format!("`雛形` の「{name}」は、この様式のフォルダーの中の雛形ではありません"),
        );
        findings
            .push(finding.help("「雛形: plan.typ.j2」のように、同じフォルダーにあるファイルの名前を書いてください"));
    }
    findings.extend(limits::findings(manifest));
    findings.extend(misfits::in_manifest(manifest));
    findings.extend(idle::strangers(manifest));
    findings.extend(documents(tree).iter().flat_map(slips));
    findings
}

/// What is written under 文書.
fn documents(tree: &Node) -> &[Entry] {
    match tree.get("文書") {
        Some(Node { value: Value::Map(documents), .. }) => documents,
        _ => &[],
    }
}

/// Names in what a manifest says of a document that are like a known one and not it: the document's own, services in its
/// 題名, and boxes. A pack may have other boxes of its own.
fn slips(document: &Entry) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = unknown_names(document).filter(|own| own.severity == Severity::Error).collect();
    if let Some(Node { value: Value::List(boxes), .. }) = document.node.get("任意欄") {
        found.extend(boxes.iter().filter_map(unknown_box));
    }
    found
}

/// Documents and services of a manifest that are like none that there is: what is said of them changes nothing.
pub(super) fn unlike(tree: &Node) -> Vec<Diagnostic> {
    let names = documents(tree).iter().flat_map(unknown_names);
    names.filter(|own| own.severity == Severity::Warning).collect()
}

fn unknown_names(document: &Entry) -> impl Iterator<Item = Diagnostic> + '_ {
    let own = unknown(&document.key, document.key_span, &paper_titles(), "書ける文書");
    let by_service = match document.node.get("題名") {
        Some(Node { value: Value::Map(by_service), .. }) => by_service.as_slice(),
        _ => &[],
    };
    let services: Vec<&str> = Service::ALL.map(Service::label).into_iter().chain([OTHER_SERVICES]).collect();
    let services =
        by_service.iter().filter_map(move |entry| unknown(&entry.key, entry.key_span, &services, "サービス"));
    own.into_iter().chain(services)
}

fn unknown_box(node: &Node) -> Option<Diagnostic> {
    let Value::Text(name) = &node.value else { return None };
    record::nearest(name, BOXES).and_then(|_| unknown(name, node.span, &BOXES, "任意欄"))
}

/// A name that is none of those that may stand there. One that is like none of them changes nothing, and is a warning.
fn unknown(name: &str, span: Span, known: &[&str], what: &str) -> Option<Diagnostic> {
    if known.contains(&name) {
        return None;
    }
    let (severity, help) = match record::nearest(name, known.iter().copied()) {
        Some(near) => (Severity::Error, format!("`{near}` ではありませんか")),
        None => (Severity::Warning, format!("{what}: {}", known.join("、"))),
    };
    let message = format!("`{name}` という名前はここにありません");
    Some(Diagnostic::new(Code::UNKNOWN_KEY, span.place(), message).severity(severity).help(help))
}

/// The names under 雛形 that lead out of the pack's folder.
fn strangers(manifest: &Manifest) -> Vec<(String, Span)> {
    let entries = manifest.documents.values().filter_map(Field::get);
    let names = entries.filter_map(|entry| entry.template.spanned());
    names.filter(|(name, _)| !is_template_of_pack(name)).map(|(name, span)| (name.clone(), span)).collect()
}
