//! What only tests and benchmarks ask for: single steps of the column, and the pages between them. No command uses it.

use super::findings::Rendered;
use super::memo::Memo;
use super::print::Printer;
use super::project::Project;
use super::request::Request;
use super::settings::Settings;
use super::standing;
use crate::case::{Case, Document};
use crate::compare::{Comparison, Version};
use crate::diagnostic::Diagnostic;
use crate::template::context::Expected;
use crate::typeset::{Failure, Layout};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A paper rendered to Typst source, with what has to stand on it.
#[derive(Debug)]
pub struct Rendering(Rendered);

impl Rendering {
    /// The Typst source.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// What has to stand on the paper.
    #[must_use]
    pub fn expected(&self) -> &[Expected] {
        &self.0.expected
    }

    /// The same with another source: for tests that take something out of it.
    #[must_use]
    pub fn with_source(&self, source: String) -> Self {
        let Rendered { template, places, texts, expected, labels, .. } = &self.0;
        Self(Rendered {
            template: template.clone(),
            source,
            places: places.clone(),
            texts: texts.clone(),
            expected: expected.clone(),
            labels: labels.clone(),
        })
    }
}

impl Project {
    /// What earlier runs found, as [`Project::memo`] opens it, with files known at a glance that were left alone for so long before:
    /// a test cannot wait for as long as a run does.
    #[must_use]
    pub fn memo_with_margin(&self, settings: &Settings, root: &Path, margin: Duration) -> Option<Arc<Memo>> {
        self.memo(settings, root)?.with_margin(margin)
    }
}

impl Printer<'_> {
    /// The Typst source of a document.
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
        self.rendered(&Request::Document { case, document, incomplete: None })
    }

    /// The Typst source of a comparison.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn comparison_source(
        &self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<String, Box<Diagnostic>> {
        self.comparison_rendering(versions, comparison, all).map(|rendering| rendering.0.source)
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
        self.rendered(&Request::Comparison { versions, comparison, all })
    }

    fn rendered(&self, request: &Request<'_>) -> Result<Rendering, Box<Diagnostic>> {
        request.render(self.project, self.form, &self.project.fonts, false).map(Rendering)
    }

    /// The pages of a document before export.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn document_layout(&mut self, case: &Case, document: &Document) -> Result<Layout, Vec<Diagnostic>> {
        let request = Request::Document { case, document, incomplete: None };
        let proof = self.render(&request)?;
        self.typeset(&request, proof).map(|laid| laid.layout)
    }

    /// The PDF of a comparison.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn comparison(
        &mut self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let request = Request::Comparison { versions, comparison, all };
        let proof = self.render(&request)?;
        let laid = self.typeset(&request, proof)?;
        self.export(&request, &laid)
    }

    /// The pages of a comparison before export.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub fn comparison_layout(
        &mut self,
        versions: (&Version<'_>, &Version<'_>),
        comparison: &Comparison,
        all: bool,
    ) -> Result<Layout, Vec<Diagnostic>> {
        let request = Request::Comparison { versions, comparison, all };
        let proof = self.render(&request)?;
        self.typeset(&request, proof).map(|laid| laid.layout)
    }

    /// Holds what was written against the pages of its rendering, which were laid out last: what stands nowhere, and
    /// what stands there otherwise. Every print does this; here it can be measured by itself.
    #[must_use]
    pub fn guard(&self, rendering: &Rendering, layout: &Layout) -> Vec<Diagnostic> {
        standing::missing(&self.press.typesetter, &rendering.0, layout)
    }

    /// What a reader finds on the pages laid out last.
    #[must_use]
    pub fn words(&self, layout: &Layout) -> Vec<String> {
        self.press.typesetter.read(layout, &[]).words()
    }

    /// The entries of the lists of what is not printed that the pages laid out last have need of.
    #[must_use]
    pub fn left_out(&self, rendering: &Rendering, layout: &Layout) -> BTreeSet<String> {
        standing::left_out(&self.press.typesetter, &rendering.0, layout)
    }

    /// Lets go of what Typst remembers, as a run does now and then.
    pub fn forget(&mut self) {
        self.press.typesetter.forget();
    }

    /// The PDF of a document from its pages.
    ///
    /// # Errors
    /// What the export reports.
    pub fn pdf(&self, case: &Case, document: &Document, layout: &Layout) -> Result<Vec<u8>, Vec<Failure>> {
        let request = Request::Document { case, document, incomplete: None };
        self.press.typesetter.export(layout, &request.stamp())
    }

    /// Lays a paper out, as a print does.
    ///
    /// # Errors
    /// What Typst reports.
    pub fn layout_of(&mut self, rendering: &Rendering) -> Result<Layout, Vec<Failure>> {
        let source = rendering.source();
        self.press.typesetter.layout_asked(source, &standing::asked(source))
    }

    /// Lays Typst source out with this printer's fonts and library.
    ///
    /// # Errors
    /// What Typst reports.
    pub fn layout(&mut self, source: &str) -> Result<Layout, Vec<Failure>> {
        self.press.typesetter.layout(source)
    }
}
