//! The steps render, typeset and export of whatever is to be printed, on a press that stays warm.

use super::cache::common;
use super::fault::{faults, slips, warnings};
use super::findings::{Rendered, fit_findings, lost_findings};
use super::given_up::given_up;
use super::overrun::overrun_findings;
use super::project::Project;
use super::request::Request;
use super::standing;
use crate::diagnostic::Diagnostic;
use crate::font::Fonts;
use crate::source::Place;
use crate::typeset::{Fit, Layout, Typesetter};
use crate::warden::{Excess, PaperKey, Underway, Ward};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Prints, one paper after the other, on one thread.
#[derive(Debug)]
pub struct Printer<'a> {
    pub(super) project: &'a Project,
    pub(super) form: Option<&'a str>,
    pub(super) press: Press,
}

/// What stays warm from one paper to the next, whatever project and form they are of.
#[derive(Debug)]
pub(super) struct Press {
    pub(super) typesetter: Typesetter,
    fonts: Arc<Fonts>,
    library: Arc<Vec<(String, String)>>,
    /// Over what all papers have in common; none where nobody asks for it.
    common: Option<blake3::Hash>,
    printed: usize,
    /// How many papers it prints before it lets go of what Typst remembers.
    papers_per_forgetting: usize,
}

/// The pages of a paper before anything is written.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    /// The pages.
    pub(super) layout: &'a Layout,
    /// Where in the files each text of the pages comes from, by its place number.
    pub(super) places: &'a [Place],
    /// What layout found.
    pub(super) findings: &'a [Diagnostic],
}

/// A paper after the step render.
#[derive(Debug)]
pub(super) struct Proof {
    pub(super) rendered: Rendered,
    /// A typesetter with the machine's own fonts, where the project's do not have every character.
    special: Option<Typesetter>,
}

impl Proof {
    /// Whether what goes in is known: the machine's own fonts may be others tomorrow.
    pub(super) fn is_repeatable(&self) -> bool {
        self.special.is_none()
    }
}

/// A paper after the step typeset.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) layout: Layout,
    pub(super) proof: Proof,
    pub(super) fits: Vec<Fit>,
    /// What layout found, settled.
    pub(super) findings: Vec<Diagnostic>,
    /// Whether all that was written stands on the pages: else they may not be printed.
    pub(super) is_whole: bool,
    /// It costs what it costs until its last byte is written.
    _underway: Option<Underway>,
}

impl Laid {
    /// What there is to see.
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen { layout: &self.layout, places: &self.proof.rendered.places, findings: &self.findings }
    }
}

/// How many papers of a batch a press prints before it lets go of what Typst remembers. What Typst keeps it in grows with the
/// most that was ever remembered and never shrinks; papers of a batch have little in common but the library.
const OF_A_BATCH: usize = 1;

/// The same where somebody writes: the next text of a paper is mostly its last one.
const OF_A_WRITER: usize = 8;

impl Press {
    pub(super) fn new(project: &Project) -> Self {
        let (fonts, library) = (Arc::clone(&project.fonts), Arc::clone(&project.library));
        let typesetter = Typesetter::new(Arc::clone(&fonts), &library);
        let common = Ward::of_this_process().map(|_| common(project));
        Self { typesetter, fonts, library, common, printed: 0, papers_per_forgetting: OF_A_BATCH }
    }

    /// The same for papers of a batch, or for those of somebody who writes.
    pub(super) fn in_batch(self, in_batch: bool) -> Self {
        Self { papers_per_forgetting: if in_batch { OF_A_BATCH } else { OF_A_WRITER }, ..self }
    }

    /// Begins a paper where a warden looks on. The key stands for all that goes into its layout: mended, the paper is
    /// another, and is tried again.
    fn begin(&self, request: &Request<'_>, proof: &Proof) -> Result<Option<Underway>, Excess> {
        let Some((ward, common)) = Ward::of_this_process().zip(self.common) else { return Ok(None) };
        let mut key = blake3::Hasher::new();
        key.update(common.as_bytes());
        key.update(format!("{:?}\0{}", request.stamp(), proof.rendered.source).as_bytes());
        ward.begin(PaperKey::new(key.finalize().to_hex().as_str())).map(Some)
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

    /// The press, for the next printer.
    pub(super) fn into_press(self) -> Press {
        self.press
    }

    /// The step render.
    ///
    /// # Errors
    /// What is wrong with the form or its template.
    pub(super) fn render(&self, request: &Request<'_>) -> Result<Proof, Vec<Diagnostic>> {
        self.proof(request, false)
    }

    fn proof(&self, request: &Request<'_>, only_seen: bool) -> Result<Proof, Vec<Diagnostic>> {
        let project = self.project;
        let texts = request.texts(project);
        let letters = texts.iter().flat_map(|text| text.chars());
        let missing: BTreeSet<char> = letters.filter(|c| !project.fonts.has(*c)).collect();
        let system = (!missing.is_empty()).then(|| Arc::new(project.fonts.with_system(&missing)));
        let fonts = system.as_ref().unwrap_or(&project.fonts);
        let rendered = request
            .render(project, self.form, fonts, only_seen)
            .map_err(|fault| self.settled(request, vec![*fault]))?;
        let special = system.map(|fonts| Typesetter::new(fonts, &project.library));
        Ok(Proof { rendered, special })
    }

    /// The step typeset.
    ///
    /// # Errors
    /// What Typst says of the template, or that the paper was given up before.
    pub(super) fn typeset(&mut self, request: &Request<'_>, mut proof: Proof) -> Result<Laid, Vec<Diagnostic>> {
        let underway = self.press.begin(request, &proof);
        let underway = underway.map_err(|excess| {
            self.settled(request, vec![given_up(request.document(), request.whole(), &proof.rendered, excess)])
        })?;
        self.press.printed += 1;
        if self.press.printed.is_multiple_of(self.press.papers_per_forgetting) {
            self.press.typesetter.forget();
        }
        let setter = proof.special.as_mut().unwrap_or(&mut self.press.typesetter);
        let asked = standing::asked(&proof.rendered.source);
        let layout = match setter.layout_asked(&proof.rendered.source, &asked) {
            Ok(layout) => layout,
            Err(failures) => {
                let faults = faults(self.project, &proof.rendered, &failures, setter);
                return Err(self.settled(request, faults));
            }
        };
        let slips = slips(self.project, &proof.rendered);
        if !slips.is_empty() {
            return Err(self.settled(request, slips));
        }
        let warned = warnings(self.project, &proof.rendered, setter.warned());
        let missing = standing::missing(setter, &proof.rendered, &layout);
        let over = overrun_findings(self.project, &proof.rendered, (setter, &layout));
        let fits = layout.fits();
        let lost = lost_findings(request.document(), &request.whole(), &layout);
        let is_lost = !lost.is_empty();
        let mut findings = self.fits(request, &proof.rendered, &fits);
        findings.extend(warned);
        findings.extend(missing);
        findings.extend(over);
        findings.extend(lost);
        let findings = self.settled(request, findings);
        let is_whole = !is_lost && !findings.iter().any(standing::refuses);
        Ok(Laid { layout, proof, fits, findings, is_whole, _underway: underway })
    }

    /// The pages of a paper for the eye alone: whether all stands on them is not looked at. Where it has an error, nothing is
    /// seen.
    pub(super) fn glance(&mut self, request: &Request<'_>, eye: &mut dyn FnMut(&Seen<'_>)) {
        let Ok(mut proof) = self.proof(request, true) else { return };
        let setter = proof.special.as_mut().unwrap_or(&mut self.press.typesetter);
        if let Ok(layout) = setter.layout(&proof.rendered.source) {
            eye(&Seen { layout: &layout, places: &proof.rendered.places, findings: &[] });
        }
    }

    /// The step export: the bytes of the PDF.
    ///
    /// # Errors
    /// What Typst says of the pages, behind what layout found.
    pub(super) fn export(&self, request: &Request<'_>, laid: &Laid) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let setter = laid.proof.special.as_ref().unwrap_or(&self.press.typesetter);
        let exported = setter.export(&laid.layout, &request.stamp());
        exported.map_err(|failures| {
            let faults = faults(self.project, &laid.proof.rendered, &failures, &mut setter.clone());
            let faults = self.settled(request, faults);
            laid.findings.iter().cloned().chain(faults).collect()
        })
    }

    /// What is said of the texts that were made to fit. Of what no file is for nothing: its boxes grow.
    pub(super) fn fits(&self, request: &Request<'_>, rendered: &Rendered, fits: &[Fit]) -> Vec<Diagnostic> {
        match request {
            Request::Document { document, .. } => fit_findings(document, rendered, fits),
            Request::Comparison { .. } | Request::Log(_) | Request::Sheet(_) => Vec::new(),
        }
    }

    /// Findings with the office's own severities and exemptions.
    pub(super) fn settled(&self, request: &Request<'_>, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.project.settled(request.child(), findings)
    }
}
