//! A project: its files, its form packs, its fonts, its offices; and what a command asks of it.

use super::checked::{Checked, Validity};
use super::gathered::Gathered;
use super::memo::Recalled;
use super::settings::{Settings, SetupError, unknown};
use crate::case::party::Organisation;
use crate::case::{self, Case, Document, Loaded};
use crate::diagnostic::{self, Diagnostic};
use crate::directory::Directory;
use crate::font::Fonts;
use crate::forms::Packs;
use crate::rules::{self, Facts, Ground, JudgedRun, MetExemptions, OfficeDoubts};
use crate::source::git::Repository;
use crate::source::{Disk, Files};
use crate::template::Templates;
use crate::timeline::{Timeline, Today};
use crate::value::Date;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that is loaded once for a run.
#[derive(Debug)]
pub struct Project {
    pub(super) files: Box<dyn Files>,
    pub(super) organisation: Loaded<Organisation>,
    /// What of `office.yaml` no rule may rest on.
    office_doubts: OfficeDoubts,
    pub(super) packs: Arc<Packs>,
    pub(super) templates: Templates,
    /// Name and text of each file of `lib/`.
    pub(super) library: Arc<Vec<(String, String)>>,
    pub(super) fonts: Arc<Fonts>,
    pub(super) children: Vec<String>,
    /// What the second pass of check needs of each child.
    pub(super) gathered: Arc<Gathered>,
    /// Which exemptions of the office met a finding.
    pub(super) met_exemptions: Arc<MetExemptions>,
    /// What is wrong with the office file and the packs.
    pub(super) findings: Vec<Diagnostic>,
}

impl fmt::Debug for dyn Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Files")
    }
}

impl Project {
    /// Opens the project at a folder.
    ///
    /// # Errors
    /// When it has no `cases/`.
    pub fn open(root: &Path) -> Result<Self, SetupError> {
        Self::assemble(&|| Box::new(Disk::new(root)), Arc::new(fonts_of(root)))
    }

    /// Opens a project over any tree of files (`files` is asked twice: for the cases and for the packs).
    ///
    /// # Errors
    /// When it has no `cases/`.
    pub fn from_files(files: &dyn Fn() -> Box<dyn Files>, fonts: Fonts) -> Result<Self, SetupError> {
        Self::assemble(files, Arc::new(fonts))
    }

    /// Opens the project at a folder as git would commit it now: what was added, and nothing else. The fonts are those on
    /// disk.
    ///
    /// # Errors
    /// When the folder is not under git, or nothing of `cases/` was added.
    pub fn staged(root: &Path) -> Result<Self, SetupError> {
        let staged = Repository::around(root)?.staged(&[Path::new("cases"), Path::new("templates")])?;
        if staged.list(Path::new("cases")).is_err() {
            return Err(SetupError::new(
                "git に加えられた cases/ がありません",
                "git add cases で加えてから、もう一度実行してください",
            ));
        }
        let staged = Arc::new(staged);
        Self::assemble(&|| Box::new(Arc::clone(&staged)), Arc::new(fonts_of(root)))
    }

    /// Opens the project over these files, with fonts that are loaded already.
    pub(super) fn assemble(files: &dyn Fn() -> Box<dyn Files>, fonts: Arc<Fonts>) -> Result<Self, SetupError> {
        let own = files();
        let mut findings = Vec::new();
        let children = case::find(own.as_ref(), &mut findings).map_err(|error| {
            SetupError::new(
                format!("cases/ フォルダーを読めません({error})"),
                "cases/ のあるフォルダーで実行するか、--project でそのフォルダーを指定してください",
            )
        })?;
        let organisation = case::load_organisation(own.as_ref(), &mut findings);
        let packs = Arc::new(Packs::load(files()));
        // The office file is judged before anybody has said a day; no rule of it is about what is late.
        let today = Today::new(Date::today());
        let office_doubts = rules::office_doubts(&organisation, &fonts);
        let ground = Ground {
            children: &children,
            organisation: &organisation,
            office_doubts: &office_doubts,
            packs: &packs,
            form_override: None,
            fonts: &fonts,
            today: &today,
        };
        findings.append(&mut rules::check_office(&ground));
        findings.extend(packs.findings().cloned());
        findings.extend(fonts.findings().iter().cloned());
        let templates = Templates::new(Arc::clone(&packs));
        let met_exemptions: Arc<MetExemptions> = Arc::default();
        rules::settle(&mut findings, &organisation.value, None, &met_exemptions);
        let library = packs.library().into_iter().map(|(name, source)| (name, source.text().to_owned())).collect();
        let library = Arc::new(library);
        let gathered = Arc::default();
        Ok(Self {
            files: own,
            organisation,
            office_doubts,
            packs,
            templates,
            library,
            fonts,
            children,
            gathered,
            met_exemptions,
            findings,
        })
    }

    /// The offices.
    #[must_use]
    pub fn organisation(&self) -> &Organisation {
        &self.organisation.value
    }

    /// The form packs.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The children asked for.
    ///
    /// # Errors
    /// When one of them has no folder, or the form pack named does not exist.
    pub fn select(&self, settings: &Settings) -> Result<Vec<String>, SetupError> {
        if let Some(form) = &settings.form
            && self.packs.get(form).is_none()
        {
            let known: Vec<&str> = self.packs.iter().map(|pack| pack.id.as_str()).collect();
            return Err(unknown("様式", form, &known));
        }
        let known: Vec<&str> = self.children.iter().map(String::as_str).collect();
        for child in &settings.asked.children {
            if !known.contains(&child.as_str()) {
                return Err(unknown("児童", child, &known));
            }
        }
        let asked: BTreeSet<&String> = match settings.asked.children.as_slice() {
            [] => self.children.iter().collect(),
            children => children.iter().collect(),
        };
        let among = |child: &&String| settings.among.as_ref().is_none_or(|among| among.contains(*child));
        let own = |child: &&String| settings.shard.is_none_or(|shard| shard.holds(child));
        Ok(asked.into_iter().filter(among).filter(own).cloned().collect())
    }

    /// Loads and checks one child: the case, and all that is wrong with it, settled and sorted.
    #[must_use]
    pub fn load(&self, child: &str, settings: &Settings) -> (Case, Vec<Diagnostic>) {
        self.gather_rest(None);
        let case = case::load_case(self.files.as_ref(), child);
        let findings = self.judge(&case, settings);
        (case, findings)
    }

    /// The step check without its second pass.
    pub(super) fn check(&self, case: Arc<Case>, settings: &Settings) -> Checked {
        let concerned = self.gather(&case);
        let (findings, validity) = self.judged(&case, settings);
        Checked { case, findings, validity, likeness: None, concerned }
    }

    /// A child that is there and was gathered, read and judged once more, both passes of check.
    pub(super) fn judged_again(&self, child: &str, settings: &Settings) -> Checked {
        let case = Arc::new(case::load_case(self.files.as_ref(), child));
        let (mut findings, validity) = self.judged(&case, settings);
        findings.append(&mut self.together(child));
        diagnostic::sort(&mut findings);
        Checked { case, findings, validity, likeness: None, concerned: BTreeSet::new() }
    }

    /// Notes what an earlier run found of a child that did not change, for the second pass and for the exemptions. Whether it
    /// could be understood.
    pub(super) fn recall(&self, id: &str, known: &Recalled) -> bool {
        self.met_exemptions.add(known.met.clone());
        self.gathered.lock().restore(id, &known.marks).is_some()
    }

    /// Findings at print with the office's own severities and exemptions.
    pub(super) fn settled(&self, child: Option<&str>, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        rules::settle(&mut findings, &self.organisation.value, child, &self.met_exemptions);
        findings
    }

    /// The exemptions of the office that met nothing in a run over these children. Of a child with a file that could not
    /// be read not all was judged. `printed`: whether every paper was laid out.
    pub(super) fn idle_exemptions(
        &self,
        settings: &Settings,
        children: &[String],
        printed: bool,
        findings: &[Diagnostic],
    ) -> Vec<Diagnostic> {
        if settings.kind.is_some() || settings.shard.is_some() || !settings.asked.files.is_empty() {
            return Vec::new();
        }
        let unread = findings.iter().filter(|finding| rules::is_of_shape(finding));
        let unread: BTreeSet<&str> =
            unread.filter_map(|finding| case::whose(finding.place.source().path()).child).collect();
        let children: Vec<&str> = children.iter().map(String::as_str).filter(|id| !unread.contains(id)).collect();
        let judged = JudgedRun { children: &children, everybody: children.len() == self.children.len(), printed };
        rules::idle_exemptions(&self.organisation, &self.met_exemptions, judged)
    }

    /// All that is wrong with a case, both passes of check: the others must have been gathered.
    pub(super) fn judge(&self, case: &Case, settings: &Settings) -> Vec<Diagnostic> {
        let mut findings = self.judge_alone(case, settings);
        findings.append(&mut self.together(&case.id));
        diagnostic::sort(&mut findings);
        findings
    }

    /// All that is wrong with a case by itself, settled and sorted.
    pub(super) fn judge_alone(&self, case: &Case, settings: &Settings) -> Vec<Diagnostic> {
        self.judged(case, settings).0
    }

    /// The same, and until when it holds.
    fn judged(&self, case: &Case, settings: &Settings) -> (Vec<Diagnostic>, Validity) {
        let day = settings.day();
        let today = Today::new(day);
        let mut findings = case.findings.clone();
        findings.append(&mut self.with_facts_on(&today, case, settings, rules::check));
        if let Some(kind) = settings.kind {
            let (own, others): (Vec<&Document>, Vec<&Document>) =
                case.documents.iter().partition(|document| document.kind.id == kind.id);
            let paths = |documents: &[&Document]| -> BTreeSet<PathBuf> {
                documents.iter().map(|document| document.source.path().to_owned()).collect()
            };
            let printed_from: Vec<&Document> = own.iter().filter_map(|document| case.printed_from(document)).collect();
            let (others, printed_from) = (paths(&others), paths(&printed_from));
            findings.retain(|finding| {
                let path = finding.place.source().path();
                !others.contains(path) || printed_from.contains(path) && rules::refuses_print(finding)
            });
        }
        let own = MetExemptions::default();
        rules::settle(&mut findings, &self.organisation.value, Some(&case.id), &own);
        let met = own.indices();
        self.met_exemptions.add(met.clone());
        rules::without_consequences(&mut findings);
        diagnostic::sort(&mut findings);
        (findings, Validity { day, until: today.next_change(), met })
    }

    /// Asks something of the facts of a child.
    pub(super) fn with_facts<T>(&self, case: &Case, settings: &Settings, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
        self.with_facts_on(&Today::new(settings.day()), case, settings, ask)
    }

    fn with_facts_on<T>(
        &self,
        today: &Today,
        case: &Case,
        settings: &Settings,
        ask: impl FnOnce(&Facts<'_>) -> T,
    ) -> T {
        let ground = Ground {
            children: &self.children,
            organisation: &self.organisation,
            office_doubts: &self.office_doubts,
            packs: &self.packs,
            form_override: settings.form.as_deref(),
            fonts: &self.fonts,
            today,
        };
        let directory = Directory::new(&self.organisation.value, case);
        let timeline = Timeline::new(case, &directory);
        ask(&Facts::new(ground, case, &timeline))
    }
}

impl Settings {
    /// The day on which it is judged what is late.
    #[must_use]
    pub fn day(&self) -> Date {
        self.as_of.unwrap_or_else(Date::today)
    }
}

/// The embedded fonts, and those of the project's `fonts/`.
pub(super) fn fonts_of(root: &Path) -> Fonts {
    Fonts::with_folder(&Disk::new(root), Path::new("fonts"))
}

/// The project that a folder belongs to: the nearest one above it that holds `cases/`.
///
/// # Errors
/// When there is none.
pub fn find_root(start: &Path) -> Result<PathBuf, SetupError> {
    start.ancestors().find(|folder| folder.join("cases").is_dir()).map(Path::to_path_buf).ok_or_else(|| {
        SetupError::new(
            format!("{} より上に cases/ のあるフォルダーがありません", start.display()),
            "cases/ のあるフォルダーで実行するか、--project でそのフォルダーを指定してください",
        )
    })
}
