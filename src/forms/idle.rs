//! Settings of a pack that its forms have no use for: names that no template asks for, fields that no document has.

use super::BOXES;
use super::lineage::Lineage;
use super::manifest::{DocumentEntry, Manifest};
use super::misfits::kind_of;
use crate::case::{FileKind, plan};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, Spanned};
use crate::source::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The further sheet of a 個別支援計画, which the library asks for.
const SCHEDULE_SHEET: &str = "別表";

/// What a pack says of a document, with the templates of the form and what the packs it stands on say.
pub(super) struct IdleProof<'a> {
    /// The document as the program names it.
    pub(super) title: &'a str,
    /// What the pack says of it.
    pub(super) entry: &'a DocumentEntry,
    /// What the packs it stands on say.
    pub(super) above: Vec<&'a DocumentEntry>,
    /// The form's templates.
    pub(super) lineage: &'a Lineage,
    /// The project's own files of the library, by name.
    pub(super) library: &'a [(String, Arc<Source>)],
}

impl IdleProof<'_> {
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let settings = self.settings().into_iter().filter(|(_, asks, _)| !self.is_asked(asks));
        let settings = settings.filter_map(|(key, asks, span)| Some(self.idle_setting(key, asks, span?)));
        settings.chain(self.names()).collect()
    }

    /// The settings that a template asks for by a value of its form: the key, the value, and where it is written.
    fn settings(&self) -> [(&'static str, &'static str, Option<Span>); 4] {
        [
            ("様式番号", "form.number", self.entry.number.span()),
            ("行数", "form.rows", self.entry.rows.span()),
            ("同意文に交付", "form.delivers", self.entry.consent_delivers.span()),
            ("順", "form.new_first", self.entry.order.span()),
        ]
    }

    /// Boxes, sizes and further sheets that no template asks for by their name.
    fn names(&self) -> Vec<Diagnostic> {
        let asked = |name: &str| self.is_asked(&format!("\"{name}\"")) || self.is_asked(&format!("'{name}'"));
        let boxes = self.entry.boxes.iter().map(|name| (name.value.as_str(), name.span));
        let boxes = boxes.filter(|(name, _)| !asked(name));
        let known_boxes: Vec<&str> = BOXES.into_iter().filter(|name| asked(name)).collect();
        let boxes = boxes.map(|(name, span)| self.idle_name("任意欄", name, span, &known_boxes));
        let sizes = self.entry.sizes.iter().filter_map(|(name, size)| Some((name.as_str(), size.span()?)));
        let known_sizes = self.names_above(|entry| entry.sizes.keys().map(String::as_str).collect());
        let sizes = sizes.filter(|(name, _)| !asked(name));
        let sizes = sizes.map(|(name, span)| self.idle_name("寸法", name, span, &known_sizes));
        let sheets = self.entry.sheets.iter().filter_map(|(name, sheet)| Some((name.as_str(), sheet.span()?)));
        let mut known_sheets = self.names_above(|entry| entry.sheets.keys().map(String::as_str).collect());
        known_sheets.extend([SCHEDULE_SHEET].into_iter().filter(|_| self.title == plan::KIND.title));
        let sheets = sheets.filter(|(name, _)| !known_sheets.contains(name) && !asked(name));
        let sheets = sheets.map(|(name, span)| self.idle_name("続紙", name, span, &known_sheets));
        boxes.chain(sizes).chain(sheets).collect()
    }

    fn names_above<'b>(&'b self, names: impl Fn(&'b DocumentEntry) -> Vec<&'b str>) -> Vec<&'b str> {
        let all: BTreeSet<&str> = self.above.iter().flat_map(|entry| names(entry)).collect();
        all.into_iter().collect()
    }

    fn is_asked(&self, words: &str) -> bool {
        self.lineage.templates.iter().any(|own| own.source.text().contains(words))
            || self.library.iter().any(|(name, own)| own.text().contains(words) && self.imports(name))
    }

    /// Whether a template of the form, or a file of the library, imports that file of the library.
    fn imports(&self, name: &str) -> bool {
        let path = format!("/lib/{name}\"");
        let templates = self.lineage.templates.iter().map(|own| &own.source);
        templates.chain(self.library.iter().map(|(_, own)| own)).any(|source| source.text().contains(&path))
    }

    fn idle_setting(&self, key: &str, asks: &str, span: Span) -> Diagnostic {
        let message = format!("「{}」の雛形は `{key}` を使いません", self.title);
        let help = format!("この行を消してください。自分の雛形で使うなら、その中に {{{{ {asks} }}}} と書きます");
        say(span, message, help)
    }

    fn idle_name(&self, key: &str, name: &str, span: Span, known: &[&str]) -> Diagnostic {
        let message = format!("`{key}` の `{name}` を、「{}」の雛形は使いません", self.title);
        let several: Vec<&str> = name.split(['、', '・', '，']).map(str::trim).collect();
        let help = match record::nearest(name, known.iter().copied()) {
            _ if several.len() > 1 && several.iter().all(|one| known.contains(one)) => {
                format!("名前の間を半角の「, 」で区切り、[{}] と書いてください", several.join(", "))
            }
            Some(near) => format!("`{near}` ではありませんか"),
            None if known.is_empty() => "この名前を消してください".to_owned(),
            None => format!("雛形の使う名前: {}", known.join("、")),
        };
        say(span, message, help)
    }
}

fn say(span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(Code::UNKNOWN_KEY, span.place(), message).severity(Severity::Warning).help(help)
}

/// Fields under 必須 that no document of the kind has: nobody could write them.
pub(super) fn strangers(manifest: &Manifest) -> Vec<Diagnostic> {
    let entries = manifest.documents.iter().filter_map(|(title, entry)| Some((title, entry.get()?)));
    entries.flat_map(|(title, entry)| entry.required.iter().filter_map(move |path| stranger(title, path))).collect()
}

fn stranger(title: &str, path: &Spanned<String>) -> Option<Diagnostic> {
    let kind = kind_of(title)?;
    let (name, known) = FileKind::Document(kind).shape().stranger(&path.value)?;
    let message = format!("`必須` の `{}` にある `{name}` は、「{title}」の欄ではありません", path.value);
    let help = match record::nearest(name, known.iter().copied()) {
        Some(near) => format!("`{near}` ではありませんか"),
        None if known.is_empty() => "この欄の中に、名前の付いた欄はありません".to_owned(),
        None => format!("ここにある欄: {}", known.join("、")),
    };
    Some(Diagnostic::new(Code::UNKNOWN_KEY, path.span.place(), message).help(help))
}
