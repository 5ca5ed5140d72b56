//! A 新旧対照表 from two documents to PDF bytes, by the steps of every print.

use super::build::STACK;
use super::cache::{Cache, Memory};
use super::findings::{Rendered, faults, lost_findings};
use super::print::{Printer, print_path, printing};
use super::project::Project;
use super::standing::{self, Rendering};
use super::write::Output;
use crate::case::Document;
use crate::compare::{Comparison, Version};
use crate::diagnostic::Diagnostic;
use crate::font::Fonts;
use crate::forms::{self, Order};
use crate::rules;
use crate::source::Source;
use crate::template::context::{self, Subject};
use crate::typeset::{Layout, Stamp, Typesetter};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

impl Printer<'_> {
    /// Prints a comparison of two versions, the older first; with `all` the boxes that are the same are printed too.
    ///
    /// # Errors
    /// What is wrong with the form, or what layout found: then nothing may be printed.
    pub fn comparison(
        &mut self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let document = versions.1.document;
        let (layout, typesetter, rendered) = self.set_comparison(versions, comparison, all)?;
        let setter = typesetter.as_ref().unwrap_or(&self.press.typesetter);
        let mut lost = lost_findings(document, &layout);
        lost.extend(standing::missing(&rendered, &setter.read(&layout)));
        rules::settle(&mut lost, &self.project.organisation.value, Some(&comparison.child));
        let refuses = |finding: &Diagnostic| finding.code != standing::CODE || standing::refuses(finding);
        if lost.iter().any(refuses) {
            return Err(lost);
        }
        let stamp = Stamp {
            identifier: format!(
                "shien:{}/{}/{}..{}",
                comparison.child,
                comparison.kind,
                comparison.old.stem(),
                comparison.new.stem()
            ),
            date: document.date,
        };
        setter.export(&layout, &stamp).map_err(|failures| faults(self.project, &rendered, &failures))
    }

    /// The Typst source of a comparison, for tests.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn comparison_source(
        &self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<String, Box<Diagnostic>> {
        let sources = sources(self.project, versions, comparison);
        let texts: Vec<&str> = sources.iter().map(|source| source.text()).collect();
        self.render(versions, comparison, all, &self.project.fonts, &texts).map(|rendered| rendered.source)
    }

    /// The same with what has to stand on the paper.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn comparison_rendering(
        &self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<Rendering, Box<Diagnostic>> {
        let sources = sources(self.project, versions, comparison);
        let texts: Vec<&str> = sources.iter().map(|source| source.text()).collect();
        self.render(versions, comparison, all, &self.project.fonts, &texts).map(Rendering)
    }

    /// The pages of a comparison before export, for tests and for measuring.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn comparison_layout(
        &mut self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<Layout, Vec<Diagnostic>> {
        self.set_comparison(versions, comparison, all).map(|(layout, ..)| layout)
    }

    /// Renders and lays out; a typesetter of its own where the machine's own fonts are needed.
    fn set_comparison(
        &mut self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<(Layout, Option<Typesetter>, Rendered), Vec<Diagnostic>> {
        let project = self.project;
        let sources = sources(project, versions, comparison);
        let texts: Vec<&str> = sources.iter().map(|source| source.text()).collect();
        let missing: BTreeSet<char> =
            texts.iter().flat_map(|text| text.chars()).filter(|c| !project.fonts.has(*c)).collect();
        let (fonts, mut special) = if missing.is_empty() {
            (Arc::clone(&project.fonts), None)
        } else {
            let fonts = Arc::new(project.fonts.with_system(&missing));
            (Arc::clone(&fonts), Some(Typesetter::new(Arc::clone(&fonts), &project.library)))
        };
        let rendered = self.render(versions, comparison, all, &fonts, &texts).map_err(|fault| vec![*fault])?;
        let own = special.as_mut().unwrap_or(&mut self.press.typesetter);
        let layout = own.layout(&rendered.source).map_err(|failures| faults(project, &rendered, &failures))?;
        Ok((layout, special, rendered))
    }

    fn render(
        &self,
        (old, version): (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
        fonts: &Fonts,
        texts: &[&str],
    ) -> Result<Rendered, Box<Diagnostic>> {
        let project = self.project;
        let Version { case, document, .. } = *version;
        let form = forms::choose_comparison(&project.packs, case, document, &project.organisation, self.form)
            .map_err(|none| Box::new(none.finding()))?;
        let subject = Subject { case, document, organisation: version.organisation, form: &form };
        let context = context::build_comparison(subject, old.document, comparison, all, &printing(fonts, texts, None));
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
}

/// Prints a comparison on a thread with room for layout, on the pack `form` where one is named.
///
/// # Errors
/// What is wrong with the form, or what layout found: then nothing may be printed.
pub fn print_comparison(
    project: &Project,
    form: Option<&str>,
    versions: (&Version<'_>, &Version<'_>),
    comparison: &Comparison,
    all: bool,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    thread::scope(|scope| {
        let work = || Printer::new(project, form).comparison(versions, comparison, all);
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.expect("internal: the system gives a thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Writes a comparison among the child's prints, and remembers it, so that it is said when one of its documents is gone.
///
/// # Errors
/// What the system says.
pub fn keep_comparison(
    project: &Project,
    output: &dyn Output,
    versions: (&Version<'_>, &Version<'_>),
    path: &Path,
    bytes: &[u8],
) -> io::Result<()> {
    let cache = Cache::open(output, project);
    output.write(path, bytes)?;
    // What was read at a revision is in git still.
    let today = [versions.0, versions.1].into_iter().filter(|version| version.revision.is_none());
    let documents: Vec<PathBuf> = today.map(|version| print_path(version.case, version.document)).collect();
    if !documents.is_empty() {
        cache.keep(path, Memory::of_comparison(bytes, documents));
        cache.save(output);
    }
    Ok(())
}

/// Which side of a 新旧対照表 the form of the newer document puts first.
#[must_use]
pub fn comparison_order(project: &Project, newer: &Version<'_>, form: Option<&str>) -> Order {
    forms::choose_comparison(&project.packs, newer.case, newer.document, &project.organisation, form)
        .map(|form| form.order)
        .unwrap_or_default()
}

/// The files whose values a comparison prints: both documents, what names people on each side, the records it quotes.
fn sources<'a>(
    project: &'a Project,
    (old, new): (&'a Version<'_>, &'a Version<'_>),
    comparison: &Comparison,
) -> Vec<&'a Arc<Source>> {
    let quoted: BTreeSet<&str> = comparison
        .sections
        .iter()
        .flat_map(|section| section.reasons.iter().map(|reason| reason.document.as_str()))
        .collect();
    let records = new.case.documents.iter().filter(|document: &&Document| quoted.contains(document.id().as_str()));
    [&old.document.source, &new.document.source, &old.case.child.source, &new.case.child.source]
        .into_iter()
        .chain([&project.organisation.source])
        .chain(records.map(|document| &document.source))
        .collect()
}
