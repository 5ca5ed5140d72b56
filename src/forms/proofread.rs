//! What is wrong with a pack that only the packs it stands on, and the templates, can tell: blocks that nothing prints, and
//! labels that nothing uses.

use super::form::Form;
use super::idle::IdleProof;
use super::lineage::{Ancestor, Lineage, TemplateFiles};
use super::manifest::{DocumentEntry, WordingTable};
use super::misfits;
use super::pack::Pack;
use super::skeleton::SkeletonBlock;
use super::{COMPARISON, DATE_LABELS, SIGNERS};
use crate::case::{FileKind, KINDS};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, Field, Spanned};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A pack with those that it stands on, nearest first.
pub(super) struct PackProof<'a, F> {
    files: &'a F,
    chain: Vec<&'a Pack>,
}

/// What a document of a pack prints: its templates, and the words that may be labels on it.
struct ProofSheet {
    lineage: Lineage,
    words: BTreeSet<String>,
}

impl<'a, F: TemplateFiles> PackProof<'a, F> {
    pub(super) fn new(files: &'a F, chain: Vec<&'a Pack>) -> Self {
        Self { files, chain }
    }

    /// What is wrong with the nearest pack.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let titles: BTreeSet<&String> = self.chain.iter().flat_map(|pack| pack.manifest.documents.keys()).collect();
        let sheets: BTreeMap<&str, ProofSheet> =
            titles.into_iter().filter_map(|title| Some((title.as_str(), self.sheet(title)?))).collect();
        let mut findings = self.lost_blocks(&sheets);
        findings.extend(self.lost_words(&sheets));
        findings.extend(self.nothing_to_leave_out());
        findings.extend(self.misfits());
        findings.extend(self.no_templates());
        findings.extend(self.idle_settings(&sheets));
        // What a template would say that cannot be read is not known.
        if sheets.values().all(|sheet| sheet.lineage.is_whole) {
            findings.extend(self.idle_labels(&sheets));
        }
        findings
    }

    fn entries<'b>(&'b self, title: &'b str) -> impl Iterator<Item = (&'a Pack, &'a DocumentEntry)> + 'b {
        self.chain.iter().filter_map(move |pack| Some((*pack, pack.manifest.documents.get(title)?.get()?)))
    }

    fn sheet(&self, title: &str) -> Option<ProofSheet> {
        let template = self.entries(title).find_map(|(pack, entry)| {
            let file = entry.template.get()?;
            Some(format!("{}/{file}", pack.id))
        })?;
        let lineage = Lineage::of(self.files, &template);
        let mut words: BTreeSet<String> = DATE_LABELS.map(str::to_owned).into();
        words.insert(title.to_owned());
        words.extend(SIGNERS.iter().flat_map(|who| [format!("（{who}署名）"), format!("{who}氏名")]));
        for own in &lineage.templates {
            words.extend(own.skeleton.words.iter().map(|(_, word)| word.clone()));
        }
        for (_, entry) in self.entries(title) {
            words.extend(entry.printed_words());
        }
        if title == COMPARISON {
            words.extend(FileKind::all().flat_map(|kind| kind.shape().names()).map(str::to_owned));
        }
        Some(ProofSheet { lineage, words })
    }

    /// Blocks of the project's own templates that stand for none that is printed.
    fn lost_blocks(&self, sheets: &BTreeMap<&str, ProofSheet>) -> Vec<Diagnostic> {
        let mut lost: BTreeMap<(&str, usize), Diagnostic> = BTreeMap::new();
        let mut printed = BTreeSet::new();
        for lineage in sheets.values().map(|sheet| &sheet.lineage).filter(|lineage| lineage.is_whole) {
            let known = lineage.printed_blocks();
            for own in lineage.ancestors().filter(|own| self.files.is_own(&own.name, &own.source)) {
                for block in &own.skeleton.blocks {
                    let at = (own.name.as_str(), block.range.start);
                    if known.contains(block.name.as_str()) {
                        printed.insert(at);
                    } else if block.outer.is_none() {
                        lost.entry(at).or_insert_with(|| lost_block(own, block, &known));
                    }
                }
            }
        }
        lost.into_iter().filter(|(at, _)| !printed.contains(at)).map(|(_, finding)| finding).collect()
    }

    /// Words of the project's own templates that stand outside of the blocks, where nothing is printed.
    fn lost_words(&self, sheets: &BTreeMap<&str, ProofSheet>) -> Vec<Diagnostic> {
        let lineages = sheets.values().map(|sheet| &sheet.lineage);
        let own = lineages.flat_map(Lineage::ancestors).filter(|own| self.files.is_own(&own.name, &own.source));
        let lost = own.filter(|own| own.skeleton.parent.is_some());
        let lost: BTreeMap<&str, Diagnostic> =
            lost.filter_map(|own| Some((own.name.as_str(), lost_word(own)?))).collect();
        lost.into_values().collect()
    }

    /// What the nearest pack leaves out and no pack that it stands on has.
    fn nothing_to_leave_out(&self) -> Vec<Diagnostic> {
        let Some((pack, above)) = self.chain.split_first().filter(|(_, above)| !above.is_empty()) else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        for (title, entry) in &pack.manifest.documents {
            let Some(left_out) = entry.get().and_then(|entry| entry.left_out.get()) else { continue };
            let form = Form::resolve(above, title, None);
            for (key, names) in left_out.lists() {
                let known = form.as_ref().map(|form| form.removable(key)).unwrap_or_default();
                let unknown = names.iter().filter(|name| !known.contains(&name.value.as_str()));
                findings.extend(unknown.map(|name| not_there(title, key, name, &known)));
            }
        }
        findings
    }

    /// Settings of the nearest pack that have no place on the forms that it makes.
    fn misfits(&self) -> Vec<Diagnostic> {
        let documents = self.chain.first().into_iter().flat_map(|pack| &pack.manifest.documents);
        let entries = documents.filter_map(|(title, entry)| Some((title, entry.get()?)));
        let forms = entries.filter_map(|(title, entry)| Some((title, entry, Form::resolve(&self.chain, title, None)?)));
        forms.flat_map(|(title, entry, form)| misfits::on_form(title, entry, &form)).collect()
    }

    /// Templates that the nearest pack names and nobody has.
    fn no_templates(&self) -> Vec<Diagnostic> {
        let Some(pack) = self.chain.first() else { return Vec::new() };
        let named = pack.manifest.documents.values().filter_map(|entry| entry.get()?.template.spanned());
        let is_there = |file: &str| self.files.template_text(&format!("{}/{file}", pack.id)).is_some();
        let lacking = named.filter(|(file, _)| !is_there(file));
        let one = |(file, span): (&String, Span)| {
            let is_empty = self.files.is_there(&format!("{}/{file}", pack.id));
            if is_empty { empty_template(&pack.id, file, span) } else { no_template(&pack.id, file, span) }
        };
        lacking.map(one).collect()
    }

    /// Settings of the nearest pack that no template asks for.
    fn idle_settings(&self, sheets: &BTreeMap<&str, ProofSheet>) -> Vec<Diagnostic> {
        let own = self.chain.first().into_iter().flat_map(|pack| &pack.manifest.documents);
        let library = self.files.own_library();
        let of_document = |(title, entry): (&'a String, &'a Field<DocumentEntry>)| {
            let lineage = &sheets.get(title.as_str()).filter(|sheet| sheet.lineage.is_whole)?.lineage;
            let above = self.entries(title).skip(1).map(|(_, entry)| entry).collect();
            Some(IdleProof { title, entry: entry.get()?, above, lineage, library: &library }.findings())
        };
        own.filter_map(of_document).flatten().collect()
    }

    /// What 表記 of the nearest pack is for and no label has.
    fn idle_labels(&self, sheets: &BTreeMap<&str, ProofSheet>) -> Vec<Diagnostic> {
        let Some(pack) = self.chain.first() else { return Vec::new() };
        let mut findings = Vec::new();
        let all: BTreeSet<&str> = sheets.values().flat_map(|sheet| &sheet.words).map(String::as_str).collect();
        if let Some(wording) = pack.manifest.wording.get() {
            findings.extend(idle(wording, &all, "この様式"));
        }
        for (title, entry) in &pack.manifest.documents {
            let own = entry.get().and_then(|entry| entry.wording.get()).zip(sheets.get(title.as_str()));
            if let Some((wording, sheet)) = own {
                let words = sheet.words.iter().map(String::as_str).collect();
                findings.extend(idle(wording, &words, &format!("「{title}」")));
            }
        }
        findings
    }
}

fn not_there(title: &str, key: &str, name: &Spanned<String>, known: &[&str]) -> Diagnostic {
    let message = format!("`外す` の {key} の `{}` は、継承した様式の {key} にありません", name.value);
    let by_law = KINDS.iter().any(|kind| kind.title == title && kind.required.contains(&name.value.as_str()));
    let help = match record::nearest(&name.value, known.iter().copied()) {
        _ if key == "必須" && by_law => "基準が求める欄は、様式では外せません。この行を消してください".to_owned(),
        Some(near) => format!("`{near}` ではありませんか"),
        None if known.is_empty() => format!("継承した様式に {key} はありません。この行を消してください"),
        None => format!("外せるもの: {}", known.join("、")),
    };
    Diagnostic::new(Code::UNKNOWN_KEY, name.span.place(), message).help(help)
}

fn empty_template(pack: &str, file: &str, span: Span) -> Diagnostic {
    let message = format!("`雛形` の templates/{pack}/{file} は空か、読めないファイルです");
    let help = "雛形の中身を書いてください。雛形を変えないなら、この行とファイルを消します".to_owned();
    Diagnostic::new(Code::TEMPLATE_INVALID, span.place(), message).help(help)
}

fn no_template(pack: &str, file: &str, span: Span) -> Diagnostic {
    let message = format!("`雛形` の「{file}」が templates/{pack}/ にありません");
    let help = match file.strip_suffix(".typ").or_else(|| file.strip_suffix(".j2")) {
        Some(stem) if !file.ends_with(".typ.j2") => format!("「{stem}.typ.j2」ではありませんか"),
        _ => "ファイルの名前を確かめてください。雛形を変えないなら、この行を消します".to_owned(),
    };
    Diagnostic::new(Code::TEMPLATE_INVALID, span.place(), message).help(help)
}

fn lost_word(own: &Ancestor) -> Option<Diagnostic> {
    let range = own.skeleton.stray.clone()?;
    let message = "`{% block %}` の外に書かれたものは印刷されません".to_owned();
    let help = "`{% block … %}` と `{% endblock %}` の間に移すか、消してください。覚え書きは {# … #} と書きます";
    Some(Diagnostic::new(Code::TEMPLATE_INVALID, own.source.place(range), message).help(help))
}

fn lost_block(own: &Ancestor, block: &SkeletonBlock, known: &BTreeSet<&str>) -> Diagnostic {
    let message =
        format!("`{{% block {} %}}` は、元の雛形の印刷される所にありません。この中身は印刷されません", block.name);
    let help = match record::nearest(&block.name, known.iter().copied()) {
        Some(near) => format!("`{{% block {near} %}}` ではありませんか"),
        None => format!("置き換えられる block: {}", known.iter().copied().collect::<Vec<_>>().join("、")),
    };
    Diagnostic::new(Code::TEMPLATE_INVALID, own.source.place(block.range.clone()), message).help(help)
}

/// The entries of a 表記 that no word of these is for.
fn idle(wording: &WordingTable, words: &BTreeSet<&str>, whose: &str) -> Vec<Diagnostic> {
    let span = |own: &Field<String>| own.span();
    let labels = wording.labels.iter().filter(|(label, _)| !words.contains(label.as_str()));
    let labels = labels.filter_map(|(label, own)| Some(("見出し", label, span(own)?)));
    let within = |word: &String| words.iter().any(|own| own.contains(word.as_str()));
    // A word that stands for itself only keeps a shorter one from being replaced in it.
    let is_idle = |(word, own): &(&String, &Field<String>)| own.get().is_some_and(|own| own != *word) && !within(word);
    let parts = wording.words.iter().filter(is_idle);
    let parts = parts.filter_map(|(word, own)| Some(("置換", word, span(own)?)));
    labels.chain(parts).map(|(key, word, span)| idle_word(key, word, span, words, whose)).collect()
}

fn idle_word(key: &str, word: &str, span: Span, words: &BTreeSet<&str>, whose: &str) -> Diagnostic {
    let shown = |word: &str| word.replace('\n', "\\n");
    let message = format!("表記の {key} の `{}` は、{whose}の見出しにありません", shown(word));
    let help = match record::nearest(word, words.iter().copied()) {
        Some(near) if key == "見出し" => format!("`{}` ではありませんか(改行も見出しの一部です)", shown(near)),
        _ => "見出しの一覧は shien forms show で見られます。使わないなら、この行を消してください".to_owned(),
    };
    Diagnostic::new(Code::UNKNOWN_KEY, span.place(), message).severity(Severity::Warning).help(help)
}
