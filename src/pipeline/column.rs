//! The column: find → read → load → check → render → typeset → write.
//!
//! [`Column::steps`] is the whole of it, whatever goes down: `check` goes as far as the fourth step, `build` and `watch` to
//! the end. A 新旧対照表 and the sheets of `log` enter at the fifth.

use super::cache::{PrintMemory, Target};
use super::checked::Checked;
use super::digest::Digest;
use super::known_by::KnownBy;
use super::memo::{BuiltPaper, Memo, Recalled};
use super::permit::{Refusal, refusal};
use super::print::{Laid, Printer, Proof, Seen};
use super::project::Project;
use super::request::{Request, print_path};
use super::settings::Settings;
use super::stale::Papers;
use crate::case::{self, Case, CaseTexts};
use crate::diagnostic::Diagnostic;
use crate::source::{Files, visiting};
use std::any::type_name_of_val;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The way of one child, or of one of its documents.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) project: &'a Project,
    pub(super) settings: &'a Settings,
    pub(super) goal: Depth<'a>,
}

/// How far down.
#[derive(Clone, Copy)]
pub(super) enum Depth<'a> {
    /// Up to the rules.
    Check,
    /// Up to the pages.
    Layout,
    /// Up to the bytes of the PDF, for somebody who writes them elsewhere.
    Export,
    /// To the end.
    Print(Target<'a>),
}

/// What goes down.
pub(super) enum Work<'w> {
    /// A child.
    Child(&'w str),
    /// A child that went down before, with what changed of its files and folders, if anything did.
    Again(&'w Arc<Case>, Option<&'w BTreeSet<PathBuf>>),
    /// A document of a checked child, by its number in the case.
    Document(&'w Checked, usize),
    /// Two documents side by side.
    Comparison(Request<'w>),
    /// Sheets that no file is for: of some children's plans, or about a child.
    Log(Request<'w>),
}

/// What has come of it.
enum Passed {
    /// A child that is as it was: what an earlier run found of it.
    Known(Recalled),
    /// A child with all that is wrong with it: its documents may go on.
    Child(Checked),
    /// A paper.
    Paper(Finished),
}

/// A child that was looked at.
pub(super) enum ChildLook {
    /// It is as it was: what an earlier run found of it.
    Known(Recalled),
    /// It was judged: its documents may go on.
    Judged(Checked),
}

/// What layout and export found, and what became of the paper.
#[derive(Debug, Default)]
pub(super) struct Finished {
    pub(super) findings: Vec<Diagnostic>,
    /// None where nothing was to be written.
    pub(super) outcome: Option<Outcome>,
    /// The PDF, where that was the goal.
    pub(super) pdf: Option<Vec<u8>>,
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Printed to this path below the output folder.
    Printed(PathBuf),
    /// The print at this path is what would be printed: it was left alone.
    Unchanged(PathBuf),
    /// Not printed because of its findings; an older print stays.
    Refused(PathBuf),
    /// Not printed because something required is missing, and nothing worse: `--draft` would print it.
    Incomplete(PathBuf),
    /// Not printed because this program itself failed.
    Failed(PathBuf),
    /// Not written: the path and the system's words.
    Unwritten(PathBuf, String),
}

impl<'a> Column<'a> {
    /// Takes a child down to what is wrong with it. `loaded` sees it before it is judged.
    pub(super) fn child(&self, work: Work<'_>, loaded: &mut dyn FnMut(&Arc<Case>)) -> Checked {
        match self.steps(work, &mut None, loaded, &mut |_| {}) {
            Ok(Passed::Child(checked)) => checked,
            Ok(Passed::Known(_) | Passed::Paper(_)) | Err(_) => unreachable!("internal: a child is judged"),
        }
    }

    /// The same of a child by its id, where what an earlier run found will do.
    pub(super) fn look(&self, child: &str) -> ChildLook {
        match self.steps(Work::Child(child), &mut None, &mut |_| {}, &mut |_| {}) {
            Ok(Passed::Known(known)) => ChildLook::Known(known),
            Ok(Passed::Child(checked)) => ChildLook::Judged(checked),
            Ok(Passed::Paper(_)) | Err(_) => unreachable!("internal: a child goes down as a child"),
        }
    }

    /// Takes a paper down as far as the goal, or as far as its faults let it. `eye` sees the pages before anything is written.
    pub(super) fn paper(
        &self,
        work: Work<'_>,
        printer: &mut Option<Printer<'a>>,
        eye: &mut dyn FnMut(&Seen<'_>),
    ) -> Finished {
        match self.steps(work, printer, &mut |_| {}, eye) {
            Ok(Passed::Paper(done)) | Err(done) => done,
            Ok(Passed::Known(_) | Passed::Child(_)) => unreachable!("internal: a paper goes down as a paper"),
        }
    }

    /// The steps. What ends a paper before its time is the error.
    fn steps(
        &self,
        work: Work<'_>,
        printer: &mut Option<Printer<'a>>,
        loaded: &mut dyn FnMut(&Arc<Case>),
        eye: &mut dyn FnMut(&Seen<'_>),
    ) -> Result<Passed, Finished> {
        let (project, files) = (self.project, self.project.files.as_ref());
        let request = match work {
            Work::Child(id) => {
                let (texts, likeness) = match visiting(files, |files| self.unless_known(files, id)) {
                    Ok(read) => read,
                    Err(known) => return Ok(Passed::Known(*known)),
                };
                let case = Arc::new(case::load_files(texts));
                loaded(&case);
                return Ok(Passed::Child(self.kept(project.check(case, self.settings), likeness)));
            }
            Work::Again(case, changed) => {
                let again = changed.map(|changed| Arc::new(case::reload_case(files, case, changed)));
                let case = again.unwrap_or_else(|| Arc::clone(case));
                loaded(&case);
                return Ok(Passed::Child(project.check(case, self.settings)));
            }
            Work::Document(checked, document) => self.permit(checked, document)?,
            Work::Comparison(request) | Work::Log(request) => request,
        };
        let refused = |findings| self.refused(&request, findings);
        let printer = printer.get_or_insert_with(|| Printer::new(project, self.settings.form.as_deref()));
        let proof = printer.render(&request).map_err(refused)?;
        let input = self.unless_kept(&request, &proof, printer)?;
        let laid = printer.typeset(&request, proof).map_err(refused)?;
        eye(&laid.seen());
        let laid = self.unless_lost(laid).map_err(refused)?;
        let pdf = printer.export(&request, &laid).map_err(refused)?;
        Ok(Passed::Paper(self.write(&request, laid, input, pdf)))
    }

    /// The steps find and read of a child. One that nothing changed of ends here, with what an earlier run found, and is not
    /// even read where a glance at its folder will do. Of another its texts, and by what it will be known.
    fn unless_known(&self, files: &dyn Files, id: &str) -> Result<(CaseTexts, Option<KnownBy>), Box<Recalled>> {
        let folder = case::find_files(files, id);
        let Some(memo) = &self.settings.memo else { return Ok((case::read_files(files, folder), None)) };
        let office = &self.project.organisation.source;
        let glance = memo.glance(files, &folder);
        let seen = glance.as_ref().and_then(|glance| memo.at_a_glance(office, id, glance));
        if let Some(known) = seen.and_then(|seen| self.recalled(memo, &seen)) {
            return Err(Box::new(known));
        }
        let texts = case::read_files(files, folder);
        let likeness = memo.likeness(office, &texts, glance);
        match self.recalled(memo, &likeness) {
            Some(known) => Err(Box::new(known)),
            None => Ok((texts, Some(likeness))),
        }
    }

    /// What an earlier run found of a child, where that goes as far as this one.
    fn recalled(&self, memo: &Memo, likeness: &KnownBy) -> Option<Recalled> {
        let all = !self.settings.asked.files.contains_key(&likeness.id);
        let stamp = match self.goal {
            Depth::Check => None,
            Depth::Print(target) if all && memo.knows_prints() => Some(target.cache.stamp(self.settings.draft)),
            _ => return None,
        };
        let known = memo.recall(likeness, self.settings.day(), stamp.as_deref());
        let known = known.filter(|known| known.built.iter().all(|paper| self.stands(paper)));
        known.filter(|known| self.project.recall(&likeness.id, known))
    }

    /// Whether a paper of an earlier run is there as it was left.
    fn stands(&self, paper: &BuiltPaper) -> bool {
        match (self.goal, paper) {
            (Depth::Print(target), BuiltPaper::Printed(path, input)) => target.unchanged(path, *input).is_some(),
            _ => true,
        }
    }

    /// Keeps what was found of a child for the next run.
    fn kept(&self, checked: Checked, likeness: Option<KnownBy>) -> Checked {
        if let Some((memo, likeness)) = self.settings.memo.as_ref().zip(likeness.as_ref()) {
            let id = &checked.case.id;
            memo.keep(likeness, &checked, self.project.gathered.lock().kept(id), Papers::of(&checked.case));
        }
        Checked { likeness, ..checked }
    }

    /// Why a document is not printed, or with what it is.
    fn permit<'w>(&self, checked: &'w Checked, document: usize) -> Result<Request<'w>, Finished> {
        let Checked { case, findings, .. } = checked;
        let document = &case.documents[document];
        let ended = |outcome: fn(PathBuf) -> Outcome| Finished {
            outcome: Some(outcome(print_path(case, document))),
            ..Finished::default()
        };
        let incomplete = match refusal(self.project, case, findings, document) {
            Refusal::None => None,
            Refusal::Incomplete(missing) if self.settings.draft => Some(missing),
            Refusal::Incomplete(_) => return Err(ended(Outcome::Incomplete)),
            Refusal::Faulty => return Err(ended(Outcome::Refused)),
        };
        Ok(Request::Document { case, document, incomplete })
    }

    /// The hash over all that goes into the print, where it can be known. A print that is there already and is this one
    /// ends here.
    fn unless_kept(
        &self,
        request: &Request<'_>,
        proof: &Proof,
        printer: &Printer<'_>,
    ) -> Result<Option<Digest>, Finished> {
        let (Depth::Print(target), Some(path)) = (self.goal, request.path()) else { return Ok(None) };
        if !proof.is_repeatable() {
            return Ok(None);
        }
        let input = target.cache.input(&proof.rendered.source, &request.stamp());
        match target.unchanged(&path, input) {
            None => Ok(Some(input)),
            Some(fits) => {
                let findings = printer.settled(request, printer.fits(request, &proof.rendered, &fits));
                Err(Finished { findings, outcome: Some(Outcome::Unchanged(path)), pdf: None })
            }
        }
    }

    /// Pages that may be exported: of those on which something is missing, or that were only to be seen, what was found.
    fn unless_lost(&self, laid: Laid) -> Result<Laid, Vec<Diagnostic>> {
        match self.goal {
            Depth::Export | Depth::Print(_) if laid.is_whole => Ok(laid),
            _ => Err(laid.findings),
        }
    }

    /// The step write.
    fn write(&self, request: &Request<'_>, laid: Laid, input: Option<Digest>, pdf: Vec<u8>) -> Finished {
        let Laid { findings, fits, .. } = laid;
        let (Depth::Print(target), Some(path)) = (self.goal, request.path()) else {
            return Finished { findings, pdf: Some(pdf), outcome: None };
        };
        let outcome = match target.output.write(&path, &pdf) {
            Ok(()) => {
                let parts = request.document().map(|document| document.paper().parts()).unwrap_or_default();
                let versions = parts.iter().map(|part| part.content.version()).collect();
                target.cache.keep(&path, PrintMemory::new(input, &pdf, fits).bearing(versions));
                Outcome::Printed(path)
            }
            Err(error) => Outcome::Unwritten(path, error.to_string()),
        };
        Finished { findings, outcome: Some(outcome), pdf: None }
    }

    /// A paper that ends with these findings.
    fn refused(&self, request: &Request<'_>, findings: Vec<Diagnostic>) -> Finished {
        let path = request.path().filter(|_| matches!(self.goal, Depth::Print(_)));
        Finished { findings, outcome: path.map(Outcome::Refused), pdf: None }
    }
}

/// The steps in their order, by the names that the code gives them.
#[must_use]
pub fn steps() -> [(&'static str, String); 7] {
    let name = |path: &str| path.trim_start_matches("shien::").replace("<'_>", "");
    [
        ("find", name(type_name_of_val(&case::find_files))),
        ("read", name(type_name_of_val(&case::read_files))),
        ("load", name(type_name_of_val(&case::load_files))),
        ("check", name(type_name_of_val(&Project::check))),
        ("render", name(type_name_of_val(&Printer::render))),
        ("typeset", name(type_name_of_val(&Printer::typeset))),
        ("write", name(type_name_of_val(&Column::write))),
    ]
}
