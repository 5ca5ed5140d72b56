//! One document from the model to PDF bytes: render, typeset, and what layout found.

use super::cache::{Cache, Memory};
use super::project::Project;
use crate::case::{Case, Document};
use crate::diagnostic::{Diagnostic, Severity};
use crate::font::{Fonts, Variant, variation_sequences};
use crate::forms;
use crate::rules;
use crate::source::Place;
use crate::template::context::{self, Printing, Subject};
use crate::template::origin_of;
use crate::typeset::{Failure, Fit, FitKind, Layout, Origin, Stamp, Typesetter};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Prints documents, one after the other, on one thread.
#[derive(Debug)]
pub struct Printer<'a> {
    pub(super) project: &'a Project,
    pub(super) form: Option<&'a str>,
    pub(super) typesetter: Typesetter,
    printed: usize,
}

/// What came of a document.
#[derive(Debug)]
pub struct Printed {
    /// The pages, unless they were not asked for or something forbids to print them.
    pub pages: Option<Pages>,
    /// What layout found.
    pub findings: Vec<Diagnostic>,
}

/// The pages of a document.
#[derive(Debug)]
pub enum Pages {
    /// Made anew.
    New {
        /// The PDF's bytes.
        pdf: Vec<u8>,
        /// What the cache keeps with them.
        memory: Memory,
    },
    /// The print that is there already is this one.
    Unchanged,
}

/// A document's Typst source, with the place of each of its texts.
#[derive(Debug)]
pub(super) struct Rendered {
    /// The template's name, for errors that have no line.
    pub(super) template: String,
    pub(super) source: String,
    pub(super) places: Vec<Place>,
}

/// How many documents a thread prints before it lets go of what Typst remembers.
const DOCUMENTS_PER_FORGETTING: usize = 8;

impl<'a> Printer<'a> {
    /// A printer for a thread; `form` is the pack named on the command line.
    #[must_use]
    pub fn new(project: &'a Project, form: Option<&'a str>) -> Self {
        Self { project, form, typesetter: typesetter(project, &project.fonts), printed: 0 }
    }

    /// Renders and lays out a document and, where there is a cache to print through, exports it. `incomplete` names
    /// what is missing where it is printed all the same.
    pub fn print(
        &mut self,
        case: &Case,
        document: &Document,
        incomplete: Option<Vec<String>>,
        cache: Option<&Cache<'_>>,
    ) -> Printed {
        let mut findings = Vec::new();
        let pages = self.pages(case, document, incomplete, cache, &mut findings).unwrap_or_else(|mut faults| {
            findings.append(&mut faults);
            None
        });
        self.printed += 1;
        if self.printed.is_multiple_of(DOCUMENTS_PER_FORGETTING) {
            self.typesetter.forget();
        }
        rules::settle(&mut findings, &self.project.organisation.value, Some(&case.id));
        Printed { pages, findings }
    }

    /// The steps render, typeset and export; an error of a template ends them.
    fn pages(
        &mut self,
        case: &Case,
        document: &Document,
        incomplete: Option<Vec<String>>,
        cache: Option<&Cache<'_>>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Option<Pages>, Vec<Diagnostic>> {
        let project = self.project;
        let texts = texts(project, case, document);
        let missing: BTreeSet<char> =
            texts.iter().flat_map(|text| text.chars()).filter(|c| !project.fonts.has(*c)).collect();
        let mut special = None;
        let (fonts, typesetter) = if missing.is_empty() {
            (Arc::clone(&project.fonts), &mut self.typesetter)
        } else {
            let fonts = Arc::new(project.fonts.with_system(&missing));
            (Arc::clone(&fonts), special.insert(typesetter(project, &fonts)))
        };
        let rendered =
            render(project, self.form, case, document, &fonts, &texts, incomplete).map_err(|fault| vec![*fault])?;
        let stamp = Stamp { identifier: format!("shien:{}/{}", case.id, document.id()), date: document.date };
        // What the machine's own fonts gave is not remembered: they may be others tomorrow.
        let input = cache.filter(|_| missing.is_empty()).map(|cache| (cache, cache.input(&rendered.source, &stamp)));
        if let Some(fits) =
            input.as_ref().and_then(|(cache, input)| cache.unchanged(&print_path(case, document), input))
        {
            findings.extend(fits.iter().map(|fit| fit_finding(document, &rendered, fit)));
            return Ok(Some(Pages::Unchanged));
        }
        let faults = |failures: Vec<Failure>| -> Vec<Diagnostic> {
            failures.iter().map(|failure| template_finding(project, &rendered, failure)).collect()
        };
        let layout = typesetter.layout(&rendered.source).map_err(faults)?;
        let fits = layout.fits();
        findings.extend(fits.iter().map(|fit| fit_finding(document, &rendered, fit)));
        let lost = lost_findings(document, &layout);
        if cache.is_none() || !lost.is_empty() {
            findings.extend(lost);
            return Ok(None);
        }
        let pdf = typesetter.export(&layout, &stamp).map_err(faults)?;
        let memory = Memory::new(input.map(|(_, input)| input), &pdf, fits);
        Ok(Some(Pages::New { pdf, memory }))
    }

    /// The Typst source of a document, for tests and for measuring the engine alone.
    ///
    /// # Errors
    /// When the form or its template has an error.
    pub fn source(&self, case: &Case, document: &Document) -> Result<String, Box<Diagnostic>> {
        let texts = texts(self.project, case, document);
        render(self.project, self.form, case, document, &self.project.fonts, &texts, None)
            .map(|rendered| rendered.source)
    }

    /// Lays Typst source out with this printer's fonts and library.
    ///
    /// # Errors
    /// What Typst reports.
    pub fn layout(&mut self, source: &str) -> Result<Layout, Vec<Failure>> {
        self.typesetter.layout(source)
    }
}

pub(super) fn typesetter(project: &Project, fonts: &Arc<Fonts>) -> Typesetter {
    let lib: Vec<(String, String)> =
        project.packs.library().into_iter().map(|(name, source)| (name, source.text().to_owned())).collect();
    Typesetter::new(Arc::clone(fonts), &lib)
}

/// The files whose values a document prints.
pub(super) fn sources<'a>(
    project: &'a Project,
    case: &'a Case,
    document: &'a Document,
) -> Vec<&'a Arc<crate::source::Source>> {
    let mut sources = vec![&document.source, &case.child.source, &project.organisation.source];
    sources.extend(case.plan_of(document).map(|plan| &plan.source));
    sources
}

fn texts<'a>(project: &'a Project, case: &'a Case, document: &'a Document) -> Vec<&'a str> {
    sources(project, case, document).into_iter().map(|source| source.text()).collect()
}

fn render(
    project: &Project,
    form: Option<&str>,
    case: &Case,
    document: &Document,
    fonts: &Fonts,
    texts: &[&str],
    incomplete: Option<Vec<String>>,
) -> Result<Rendered, Box<Diagnostic>> {
    let organisation = &project.organisation.value;
    let form = forms::choose(&project.packs, case, document, &project.organisation, form)
        .map_err(|none| Box::new(Diagnostic::new("form-unknown", none.place, none.message).help(none.help)))?;
    let printing = printing(fonts, texts, incomplete);
    let context = context::build(Subject { case, document, organisation, form: &form }, &printing);
    match project.templates.render(&form.template, &context.root) {
        Ok(source) => Ok(Rendered { template: form.template, source, places: context.places }),
        Err(error) => Err(Box::new(error.finding)),
    }
}

/// What is decided for one print: the fonts, and which of them shows which variant.
pub(super) fn printing(fonts: &Fonts, texts: &[&str], incomplete: Option<Vec<String>>) -> Printing {
    let sequences: BTreeSet<(char, char)> = texts.iter().flat_map(|text| variation_sequences(text)).collect();
    let variants = sequences.into_iter().filter_map(|(base, selector)| match fonts.variant(base, selector) {
        Variant::Other(family) => Some((format!("{base}{selector}"), family.to_owned())),
        Variant::First | Variant::None => None,
    });
    Printing { families: fonts.families().to_vec(), variants: variants.collect(), incomplete }
}

/// Where a document's print goes, below the output folder.
pub(super) fn print_path(case: &Case, document: &Document) -> PathBuf {
    Path::new(&case.id).join(format!("{}.pdf", document.file_stem()))
}

fn fit_finding(document: &Document, rendered: &Rendered, fit: &Fit) -> Diagnostic {
    let place = rendered.places.get(fit.place).cloned().unwrap_or_else(|| document.place(None));
    match &fit.kind {
        FitKind::Numbered(number) => {
            let message = format!("{} は枠に入らないため、枠に番号 {number} を、表の下に文を印刷します", fit.field);
            Diagnostic::new("text-shrunk", place, message).severity(Severity::Info)
        }
        FitKind::Shrunk(size) => {
            let message = format!("{} を {size} ポイントに縮めて印刷します", fit.field);
            Diagnostic::new("text-shrunk", place, message).severity(Severity::Info)
        }
        FitKind::Overflow { lines, characters } => {
            let message = format!("{} が {lines} 行(約 {characters} 字)あふれます", fit.field);
            Diagnostic::new("text-overflow", place, message)
                .severity(Severity::Warning)
                .help("欄には別紙の番号を刷り、全文を最後の別紙に載せます。欄に収めるには文を短くしてください")
        }
    }
}

/// Text that fell off a page and glyphs that no font had: nothing may be printed.
pub(super) fn lost_findings(document: &Document, layout: &Layout) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let lost = layout.lost();
    if let Some(first) = lost.first() {
        let first: String = first.chars().take(20).collect();
        let message = format!("紙の外に出る文が {} か所あります(「{first}」から)", lost.len());
        findings.push(
            Diagnostic::new("text-lost", document.place(None), message)
                .help("雛形の列の幅と欄の高さを見直してください"),
        );
    }
    let missing = layout.missing_glyphs();
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().map(|c| format!("「{c}」(U+{:04X})", *c as u32)).collect();
        let message = format!("どのフォントにもない字が印刷に出ます: {}", shown.join("、"));
        findings.push(
            Diagnostic::new("glyph-missing", document.place(None), message)
                .help("雛形か文書のこの字を書き換えてください"),
        );
    }
    findings
}

/// Typst's complaint at the template's line, or at the line of `lib/` it happened in.
pub(super) fn template_finding(project: &Project, rendered: &Rendered, failure: &Failure) -> Diagnostic {
    let mut message = format!("雛形に誤りがあります({})", failure.message);
    let main = std::iter::once(&failure.origin).chain(&failure.calls).find_map(|origin| match origin {
        Origin::Main(range) => origin_of(&rendered.source, range.start),
        _ => None,
    });
    if let Origin::Library(file, range) = &failure.origin {
        let source = project.packs.file(&format!("lib/{file}"));
        let line = source.map_or(0, |source| source.line_column(range.start).0);
        message = format!("雛形に誤りがあります(lib/{file} の {line} 行目: {})", failure.message);
    }
    let (name, line) = main.unwrap_or((rendered.template.as_str(), 1));
    let finding = project.templates.at_line(name, line, message);
    match failure.hints.first() {
        Some(hint) => finding.help(hint.clone()),
        None => finding.help("この行の式と、呼んでいる lib の関数の引数を見てください"),
    }
}
