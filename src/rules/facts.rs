//! What a rule sees: the ground of the whole project, and what was found out of a child below all rules.

use super::scan::ScannedTexts;
use crate::case::child::Child;
use crate::case::event::Event;
use crate::case::party::Organisation;
use crate::case::{Case, Document, Loaded};
use crate::diagnostic::Diagnostic;
use crate::directory::Directory;
use crate::font::Fonts;
use crate::forms::{self, Form, NoForm, Packs, Ratings};
use crate::record::{List, Node};
use crate::source::Source;
use crate::timeline::{Duty, Standing, Timeline, Today};
use std::sync::Arc;

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// `office.yaml`.
    Office,
    /// `child.yaml`.
    Child,
    /// `events.yaml`.
    Trail,
    /// A paper.
    Paper,
}

/// A file, by its text, its tree and what the single texts in it have.
#[derive(Debug)]
pub struct File<'a> {
    /// Its text.
    pub source: &'a Arc<Source>,
    /// Its tree.
    pub tree: &'a Node,
    /// Its texts.
    pub(super) texts: ScannedTexts<'a>,
}

impl<'a> File<'a> {
    /// A file with its texts looked through.
    pub(super) fn new(source: &'a Arc<Source>, tree: &'a Node, fonts: &Fonts) -> Self {
        Self { source, tree, texts: ScannedTexts::of(tree, fonts) }
    }
}

/// The files of a child, looked through.
#[derive(Debug)]
pub struct ChildFiles<'a>(pub(super) Vec<ChildFile<'a>>);

/// A file of a child, with where it stands and the paper that it holds, if it holds one.
#[derive(Debug)]
pub(super) struct ChildFile<'a> {
    pub(super) place: Where,
    pub(super) paper: Option<&'a Document>,
    pub(super) file: File<'a>,
}

/// Something that is owed, and how that stands.
#[derive(Debug, Clone, Copy)]
pub struct Owed<'a> {
    /// What.
    pub duty: &'a Duty<'a>,
    /// Late, done late, or to come.
    pub standing: Standing,
}

impl Owed<'_> {
    /// Whether it is not done at all, be it late or to come.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.standing, Standing::Late | Standing::Coming)
    }
}

/// What of `office.yaml` no rule may rest on: found once, and not again for each child.
#[derive(Debug)]
pub struct OfficeDoubts {
    /// Names that are not what they seem.
    pub(super) letters: Vec<Diagnostic>,
    /// Whether there is nothing of the kind.
    pub(super) is_whole: bool,
}

/// What the whole project is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The ids of all children of the project.
    pub children: &'a [String],
    /// `office.yaml`.
    pub organisation: &'a Loaded<Organisation>,
    /// What of it no rule may rest on.
    pub office_doubts: &'a OfficeDoubts,
    /// The form packs.
    pub packs: &'a Packs,
    /// The form named on the command line, before any other.
    pub form_override: Option<&'a str>,
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The day on which it is judged what is late.
    pub today: &'a Today,
}

/// What a rule sees of a child: what was found out once, below all rules.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The child's folder: rules do not ask it, but what stands below.
    case: &'a Case,
    /// What the whole project is judged by.
    pub ground: Ground<'a>,
    /// The child's folder's name.
    pub id: &'a str,
    /// `child.yaml`.
    pub child: &'a Loaded<Child>,
    /// `events.yaml`, where there is one.
    pub events: Option<&'a Loaded<List<Event>>>,
    /// Who is who.
    pub directory: &'a Directory<'a>,
    /// What held when, and what is owed.
    pub timeline: &'a Timeline<'a>,
}

impl<'a> Facts<'a> {
    /// The facts of a child.
    #[must_use]
    pub fn new(ground: Ground<'a>, case: &'a Case, timeline: &'a Timeline<'a>) -> Self {
        Self {
            case,
            ground,
            id: &case.id,
            child: &case.child,
            events: case.events.as_ref(),
            directory: timeline.directory(),
            timeline,
        }
    }

    /// The form that a document prints on.
    ///
    /// # Errors
    /// When there is none.
    pub fn form(&self, document: &Document) -> Result<Arc<Form>, NoForm> {
        let Ground { packs, organisation, form_override, .. } = self.ground;
        forms::choose(packs, self.case, document, organisation, self.directory, form_override)
    }

    /// The form of a document where all that its packs say of it could be read; of another it is not known what may be
    /// written for it, and what is wrong with the pack is said there.
    #[must_use]
    pub fn sound_form(&self, document: &Document) -> Option<Arc<Form>> {
        self.form(document).ok().filter(|form| !form.is_doubtful)
    }

    /// The words of 評価 on a document's form; the program's own where it has none.
    #[must_use]
    pub fn ratings(&self, document: &Document) -> Ratings {
        self.form(document).map(|form| form.ratings.clone()).unwrap_or_default()
    }

    /// What loading found wrong in this child's files.
    #[must_use]
    pub fn found_while_loading(&self) -> &'a [Diagnostic] {
        &self.case.findings
    }

    /// The child's files, each looked through once for all rules.
    #[must_use]
    pub fn files(&self) -> ChildFiles<'a> {
        let case = self.case;
        let file = |source, tree| File::new(source, tree, self.ground.fonts);
        let child = &case.child;
        let child = ChildFile { place: Where::Child, paper: None, file: file(&child.source, &child.tree) };
        let papers = case.documents.iter().map(|paper| ChildFile {
            place: Where::Paper,
            paper: Some(paper),
            file: file(&paper.source, &paper.tree),
        });
        let trail = case.events.iter().map(|events| ChildFile {
            place: Where::Trail,
            paper: None,
            file: file(&events.source, &events.tree),
        });
        ChildFiles(std::iter::once(child).chain(papers).chain(trail).collect())
    }

    /// How a duty stands, which a signature does where the form's sentence of consent says so.
    #[must_use]
    pub fn standing(&self, duty: &Duty<'_>) -> Standing {
        let standing = duty.standing(self.ground.today);
        let (Some(deed), Some(paper)) = (&duty.by_consent, duty.cause.paper()) else { return standing };
        let is_missing = matches!(standing, Standing::Late | Standing::Coming);
        if is_missing && self.form(paper).is_ok_and(|form| form.consent_delivers) {
            let late = deed.day.zip(duty.due).is_some_and(|(day, due)| due < day);
            return if late { Standing::DoneLate } else { Standing::Done };
        }
        standing
    }

    /// What of some duties is late, was done late, or is to come.
    pub(super) fn owed(&self, duties: impl Iterator<Item = &'a Duty<'a>>) -> Vec<Owed<'a>> {
        let standing = duties.map(|duty| Owed { duty, standing: self.standing(duty) });
        let open = |owed: &Owed<'_>| matches!(owed.standing, Standing::Late | Standing::DoneLate | Standing::Coming);
        standing.filter(open).collect()
    }
}
