//! The 確定 made of a 原案 as a new file, and the next plan made of the one before.

use super::pointed::CallSite;
use super::project::Project;
use super::settings::SetupError;
use super::write::create;
use crate::carry::{self, ConfirmRequest, Confirmation, NewPaper};
use crate::case::paper::State;
use crate::case::{self, Case, Document};
use crate::directory::Directory;
use crate::source::Obstacle;
use crate::timeline::Timeline;
use std::io;
use std::path::{Path, PathBuf};

/// A file that was made, and what has to be known of it.
#[derive(Debug)]
pub struct WrittenPaper {
    /// Where it is, below the project's folder.
    pub path: PathBuf,
    /// How many lines it has.
    pub lines: usize,
    /// What a user has to know of it, line by line.
    pub told: Vec<String>,
}

/// What came of a confirmation.
#[derive(Debug)]
pub enum Confirmed {
    /// A new file.
    Written(WrittenPaper),
    /// Nothing had to be done, and why.
    Nothing(String),
}

impl Project {
    /// Makes the 確定 of a 原案: the one that is named, else the only one of the child that is open.
    ///
    /// # Errors
    /// When there is none or there are several, when it is too early, and when the file cannot be made.
    pub fn confirm(
        &self,
        standing: CallSite<'_>,
        (child, paper): (&str, Option<&str>),
        request: &ConfirmRequest,
    ) -> Result<Confirmed, SetupError> {
        let (child, file) = self.asked_child(standing, child)?;
        let case = case::load_case(self.files.as_ref(), &child);
        let directory = Directory::new(&self.organisation.value, &case);
        let timeline = Timeline::new(&case, &directory);
        let named = file.as_deref().and_then(|file| case::whose(file).document);
        let named = named.map(|(folder, name)| format!("{folder}/{name}")).or_else(|| paper.map(str::to_owned));
        let draft = draft(&case, &timeline, named.as_deref())?;
        let author = request.author.as_ref().map(|word| carry::member(&directory, word)).transpose()?;
        match carry::confirm(&timeline, draft, &ConfirmRequest { author, ..request.clone() })? {
            Confirmation::Nothing(words) => Ok(Confirmed::Nothing(words)),
            Confirmation::New(paper) => Ok(Confirmed::Written(write_paper(standing.root, &child, paper)?)),
        }
    }
}

/// The draft that a call means.
fn draft<'c>(case: &'c Case, timeline: &Timeline<'_>, named: Option<&str>) -> Result<&'c Document, SetupError> {
    let is_draft = |document: &&Document| document.state() == State::Draft;
    if let Some(word) = named {
        let drafts: Vec<&Document> =
            case.documents.iter().filter(is_draft).filter(|draft| draft.name == word).collect();
        return match drafts.as_slice() {
            [only] => Ok(only),
            _ => Ok(carry::trail::TrailTarget::find(&case.documents, word)?.document),
        };
    }
    let open = |draft: &&Document| {
        !draft.broken
            && timeline
                .papers()
                .any(|own| std::ptr::eq(own, *draft) && timeline.is_open(own) && !timeline.is_received(own))
    };
    let mut drafts: Vec<&Document> = case.documents.iter().filter(is_draft).filter(open).collect();
    // A draft that a later plan has overtaken waits for nobody any more.
    drafts.retain(|draft| !timeline.counting_like(draft).any(|other| other.date > draft.date));
    match drafts.as_slice() {
        [only] => Ok(only),
        [] => Err(SetupError::new(
            format!("{} に、確定していない原案(案)がありません", case.id),
            "原案を plan/(相談支援の案なら consult/plan/)に書いてから、もう一度実行してください",
        )),
        several => {
            let ids: Vec<String> = several.iter().map(|draft| draft.id()).collect();
            Err(SetupError::new(
                format!("確定していない原案(案)が {} つあります", several.len()),
                format!("{} のどれかを児童の後に書いてください", ids.join("、")),
            ))
        }
    }
}

/// Makes the file of a new paper. One that is there is left as it is.
///
/// # Errors
/// When it cannot be made.
pub(super) fn write_paper(root: &Path, child: &str, paper: NewPaper) -> Result<WrittenPaper, SetupError> {
    let path = paper.path(child);
    let shown = crate::diagnostic::slashed(&path);
    create(&root.join(&path), paper.text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SetupError::new(
            format!("{shown} がもうあります"),
            "ほかの日を --date に書くか、そのファイルを書き進めてください",
        ),
        _ => match Obstacle::of(&error) {
            Some(obstacle) => obstacle.clone().into(),
            None => {
                SetupError::new(format!("{shown} を作れません({error})"), "フォルダーの権限と空きを確かめてください")
            }
        },
    })?;
    Ok(WrittenPaper { path, lines: paper.text.lines().count(), told: paper.told })
}
