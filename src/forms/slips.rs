//! Slips in a manifest that the manifest alone tells: names that are like a known one, templates that lie elsewhere.

use super::idle;
use super::look::{DARKEST_SHADE, WIDEST_MARGIN};
use super::manifest::Manifest;
use super::misfits;
use super::names::is_template_of_pack;
use super::{BOXES, CERTIFICATE, COMPARISON, EASY_CHILD, EASY_GUARDIAN, FACE};
use crate::case::KINDS;
use crate::case::consult::plan::DRAFT_TITLE;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{self, Field, Node, Value};
use crate::source::Span;

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
    findings.extend(looks(manifest));
    findings.extend(misfits::in_manifest(manifest));
    findings.extend(idle::strangers(manifest));
    for (key, span, known) in slips(tree) {
        let finding = Diagnostic::new(Code::UNKNOWN_KEY, span.place(), format!("`{key}` という名前はここにありません"));
        findings.push(finding.help(format!("`{known}` ではありませんか")));
    }
    findings
}

/// Names in a manifest that are like a known one and not it: documents, and boxes under 任意欄. A pack may have others
/// of its own, so what is like none is left alone.
fn slips(tree: &Node) -> Vec<(String, Span, &'static str)> {
    let mut slips = Vec::new();
    let Some(Node { value: Value::Map(documents), .. }) = tree.get("文書") else { return slips };
    let mut look = |name: &str, span: Span, known: &mut dyn Iterator<Item = &'static str>| {
        let known: Vec<&'static str> = known.collect();
        if let Some(near) = record::nearest(name, known.iter().copied()).filter(|_| !known.contains(&name)) {
            slips.push((name.to_owned(), span, near));
        }
    };
    for entry in documents {
        look(
            &entry.key,
            entry.key_span,
            &mut KINDS.iter().map(|kind| kind.title).chain([
                DRAFT_TITLE,
                COMPARISON,
                FACE,
                CERTIFICATE,
                EASY_CHILD,
                EASY_GUARDIAN,
            ]),
        );
        let Some(Node { value: Value::List(boxes), .. }) = entry.node.get("任意欄") else { continue };
        for one in boxes {
            if let Value::Text(name) = &one.value {
                look(name, one.span, &mut BOXES.into_iter());
            }
        }
    }
    slips
}

/// Numbers of 体裁 with which no sheet can be printed.
fn looks(manifest: &Manifest) -> Vec<Diagnostic> {
    let of_documents = manifest.documents.values().filter_map(|entry| entry.get()?.look.get());
    let mut findings = Vec::new();
    let mut judge = |what: &str, field: &Field<u32>, least: u32, most: u32, unit: &str| {
        let Some((number, span)) = field.spanned().filter(|(number, _)| !(least..=most).contains(*number)) else {
            return;
        };
        let message = format!("`体裁` の {what} に {number} は使えません");
        let finding = Diagnostic::new(Code::VALUE_INVALID, span.place(), message);
        findings.push(finding.help(format!("{least} から {most} までの数({unit})を書いてください")));
    };
    for look in manifest.look.get().into_iter().chain(of_documents) {
        for (key, _, width, least) in look.margins.get().iter().flat_map(|margins| margins.sides()) {
            judge(&format!("余白 の {key}"), width, least, WIDEST_MARGIN, "ミリメートル");
        }
        judge("網", &look.shade, 0, DARKEST_SHADE, "黒の濃さのパーセント");
    }
    findings
}

/// The names under 雛形 that lead out of the pack's folder.
fn strangers(manifest: &Manifest) -> Vec<(String, Span)> {
    let entries = manifest.documents.values().filter_map(Field::get);
    let names = entries.filter_map(|entry| entry.template.spanned());
    names.filter(|(name, _)| !is_template_of_pack(name)).map(|(name, span)| (name.clone(), span)).collect()
}
