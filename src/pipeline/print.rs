//! One document from the model to PDF bytes: render, typeset, and what layout found.

use super::cache::{Memory, Target};
use super::findings::{Rendered, faults, fit_finding, lost_findings};
use super::project::Project;
use super::standing::{self, Rendering};
use crate::case::{Case, Document};
use crate::diagnostic::Diagnostic;
use crate::font::{Fonts, Variant, variation_sequences};
use crate::forms;
use crate::record::Node;
use crate::rules;
use crate::source::{Place, Source};
use crate::template::Folded;
use crate::template::context::{self, Printing, Subject};
use crate::typeset::{Failure, Fit, Layout, Stamp, Typesetter};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Prints documents, one after the other, on one thread.
#[derive(Debug)]
pub struct Printer<'a> {
    pub(super) project: &'a Project,
    pub(super) form: Option<&'a str>,
    pub(super) press: Press,
}

/// What stays warm from one document to the next, whatever project and form they are of.
#[derive(Debug)]
pub(super) struct Press {
    pub(super) typesetter: Typesetter,
    fonts: Arc<Fonts>,
    library: Arc<Vec<(String, String)>>,
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

/// The pages of a document before anything is written.
#[derive(Debug)]
pub struct Seen<'a> {
    /// The pages.
    pub layout: &'a Layout,
    /// Where in the files each text of the pages comes from, by its place number.
    pub places: &'a [Place],
    /// What layout found.
    pub findings: &'a [Diagnostic],
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

/// A document laid out, with all that its export needs.
struct Laid {
    layout: Layout,
    rendered: Rendered,
    stamp: Stamp,
    /// The hash over all that went in; none where it cannot be known.
    input: Option<String>,
    fits: Vec<Fit>,
    /// Whether text fell off a page or a character has no glyph.
    lost: bool,
    /// The typesetter with the machine's own fonts, where the project's did not do.
    special: Option<Typesetter>,
}

/// How many documents a thread prints before it lets go of what Typst remembers.
const DOCUMENTS_PER_FORGETTING: usize = 8;

impl Press {
    pub(super) fn new(project: &Project) -> Self {
        let (fonts, library) = (Arc::clone(&project.fonts), Arc::clone(&project.library));
        Self { typesetter: Typesetter::new(Arc::clone(&fonts), &library), fonts, library, printed: 0 }
    }

    /// Whether it sets with the fonts and the library of this project.
    pub(super) fn fits(&self, project: &Project) -> bool {
        Arc::ptr_eq(&self.fonts, &project.fonts) && self.library == project.library
    }
}

impl<'a> Printer<'a> {
    /// A printer for a thread; `form` is the pack named on the command line.
    #[must_use]
    pub fn new(project: &'a Project, form: Option<&'a str>) -> Self {
        Self::on(Press::new(project), project, form)
    }

    /// A printer on a press that is warm already.
    pub(super) fn on(press: Press, project: &'a Project, form: Option<&'a str>) -> Self {
        Self { project, form, press }
    }

    /// What it prints of.
    pub(super) fn project(&self) -> &'a Project {
        self.project
    }

    /// The press, for the next printer.
    pub(super) fn into_press(self) -> Press {
        self.press
    }

    /// Renders and lays out a document and, where there is an output to print to, exports it. `incomplete` names what
    /// is missing where it is printed all the same. `look` sees the pages before the export begins.
    pub fn print(
        &mut self,
        case: &Case,
        document: &Document,
        incomplete: Option<Vec<String>>,
        target: Option<Target<'_>>,
        look: &mut dyn FnMut(&Seen<'_>),
    ) -> Printed {
        let mut findings = Vec::new();
        let pages = self.pages(case, document, incomplete, target, look, &mut findings).unwrap_or_else(|faults| {
            findings.extend(self.settled(case, faults));
            None
        });
        self.press.printed += 1;
        if self.press.printed.is_multiple_of(DOCUMENTS_PER_FORGETTING) {
            self.press.typesetter.forget();
        }
        Printed { pages, findings }
    }

    /// The steps render, typeset and export; an error of a template ends them.
    fn pages(
        &mut self,
        case: &Case,
        document: &Document,
        incomplete: Option<Vec<String>>,
        target: Option<Target<'_>>,
        look: &mut dyn FnMut(&Seen<'_>),
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Option<Pages>, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let laid = self.lay_out(case, document, incomplete, target, &mut found)?;
        let found = self.settled(case, found);
        let unprinted = found.iter().any(standing::refuses);
        findings.extend(found);
        let Some(laid) = laid else { return Ok(Some(Pages::Unchanged)) };
        look(&Seen { layout: &laid.layout, places: &laid.rendered.places, findings });
        if target.is_none() || laid.lost || unprinted {
            return Ok(None);
        }
        let pdf = self.export(&laid)?;
        let memory = Memory::new(laid.input, &pdf, laid.fits);
        Ok(Some(Pages::New { pdf, memory }))
    }

    /// The steps render and typeset; none where the print that is there is what would be printed.
    fn lay_out(
        &mut self,
        case: &Case,
        document: &Document,
        incomplete: Option<Vec<String>>,
        target: Option<Target<'_>>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Option<Laid>, Vec<Diagnostic>> {
        let project = self.project;
        let texts = texts(project, case, document);
        let missing: BTreeSet<char> =
            texts.iter().flat_map(|text| text.chars()).filter(|c| !project.fonts.has(*c)).collect();
        let mut special = None;
        let (fonts, typesetter) = if missing.is_empty() {
            (Arc::clone(&project.fonts), &mut self.press.typesetter)
        } else {
            let fonts = Arc::new(project.fonts.with_system(&missing));
            let typesetter = Typesetter::new(Arc::clone(&fonts), &project.library);
            (fonts, special.insert(typesetter))
        };
        let rendered =
            render(project, self.form, case, document, &fonts, &texts, incomplete).map_err(|fault| vec![*fault])?;
        let stamp = Stamp { identifier: format!("shien:{}/{}", case.id, document.id()), date: document.date };
        // What the machine's own fonts gave is not remembered: they may be others tomorrow.
        let target = target.filter(|_| missing.is_empty());
        let input = target.map(|target| target.cache.input(&rendered.source, &stamp));
        if let Some(fits) =
            target.zip(input.as_ref()).and_then(|(target, input)| target.unchanged(&print_path(case, document), input))
        {
            findings.extend(fits.iter().map(|fit| fit_finding(document, &rendered, fit)));
            return Ok(None);
        }
        let layout = typesetter.layout(&rendered.source).map_err(|failures| faults(project, &rendered, &failures))?;
        let fits = layout.fits();
        findings.extend(fits.iter().map(|fit| fit_finding(document, &rendered, fit)));
        let lost = lost_findings(document, &layout);
        findings.extend(standing::missing(&rendered, &typesetter.read(&layout)));
        let laid = Laid { layout, rendered, stamp, input, fits, lost: !lost.is_empty(), special };
        findings.extend(lost);
        Ok(Some(laid))
    }

    /// The step export.
    fn export(&self, laid: &Laid) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let typesetter = laid.special.as_ref().unwrap_or(&self.press.typesetter);
        typesetter.export(&laid.layout, &laid.stamp).map_err(|failures| faults(self.project, &laid.rendered, &failures))
    }

    /// Findings with the office's own severities and exemptions.
    fn settled(&self, case: &Case, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        rules::settle(&mut findings, &self.project.organisation.value, Some(&case.id));
        findings
    }

    /// The Typst source of a document, for tests and for measuring the engine alone.
    ///
    /// # Errors
    /// When the form or its template has an error.
    pub fn source(&self, case: &Case, document: &Document) -> Result<String, Box<Diagnostic>> {
        self.rendering(case, document).map(|rendering| rendering.0.source)
    }

    /// The same with what has to stand on the paper.
    ///
    /// # Errors
    /// When the form or its template has an error.
    pub fn rendering(&self, case: &Case, document: &Document) -> Result<Rendering, Box<Diagnostic>> {
        let texts = texts(self.project, case, document);
        render(self.project, self.form, case, document, &self.project.fonts, &texts, None).map(Rendering)
    }

    /// Holds what was written against the pages of its rendering, which were laid out last: what stands nowhere, and
    /// what stands there otherwise. Every print does this; here it can be measured by itself.
    #[must_use]
    pub fn guard(&self, rendering: &Rendering, layout: &Layout) -> Vec<Diagnostic> {
        standing::missing(&rendering.0, &self.press.typesetter.read(layout))
    }

    /// The entries of the lists of what is not printed that the pages laid out last have need of.
    #[must_use]
    pub fn left_out(&self, rendering: &Rendering, layout: &Layout) -> BTreeSet<String> {
        standing::left_out(&rendering.0, &self.press.typesetter.read(layout))
    }

    /// Lets go of what Typst remembers, as [`Self::print`] does now and then.
    pub fn forget(&mut self) {
        self.press.typesetter.forget();
    }

    /// Lays Typst source out with this printer's fonts and library.
    ///
    /// # Errors
    /// What Typst reports.
    pub fn layout(&mut self, source: &str) -> Result<Layout, Vec<Failure>> {
        self.press.typesetter.layout(source)
    }
}

/// The files whose values a document prints.
pub(super) fn sources<'a>(project: &'a Project, case: &'a Case, document: &'a Document) -> Vec<&'a Arc<Source>> {
    files(project, case, document).into_iter().map(|(source, _)| source).collect()
}

/// The same with their trees.
fn files<'a>(project: &'a Project, case: &'a Case, document: &'a Document) -> Vec<(&'a Arc<Source>, &'a Node)> {
    let (child, organisation) = (&case.child, &project.organisation);
    let mut files = vec![
        (&document.source, &document.tree),
        (&child.source, &child.tree),
        (&organisation.source, &organisation.tree),
    ];
    let other = case.plan_of(document).or_else(|| case.needs_of(document));
    files.extend(other.map(|plan| (&plan.source, &plan.tree)));
    files
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
        .map_err(|none| Box::new(none.finding()))?;
    let mut printing = printing(fonts, texts, incomplete);
    printing.folded = Folded::of(files(project, case, document));
    let context = context::build(Subject { case, document, organisation, form: &form }, &printing);
    match project.templates.render(&form.template, &context.root) {
        Ok(source) => Ok(Rendered {
            template: form.template,
            source,
            places: context.places,
            texts: context.texts,
            expected: context.expected,
        }),
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
    Printing { families: fonts.families().to_vec(), variants: variants.collect(), incomplete, ..Printing::default() }
}

/// `hana/plan-2024-03-28`: the name of a document over all children.
pub(super) fn document_id(case: &Case, document: &Document) -> String {
    format!("{}/{}", case.id, document.file_stem())
}

/// Where a document's print goes, below the output folder.
pub(super) fn print_path(case: &Case, document: &Document) -> PathBuf {
    PathBuf::from(format!("{}.pdf", document_id(case, document)))
}
