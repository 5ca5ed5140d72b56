//! The 確定 made of a 原案 as a new file, and the next plan made of the one before.

use super::pointed::CallSite;
use super::project::Project;
use super::settings::SetupError;
use super::write::create;
use crate::carry::{self, ConfirmRequest, Confirmation, NewPaper, NextPlan};
use crate::case::paper::State;
use crate::case::{self, Case, Document};
use crate::directory::Directory;
use crate::forms;
use crate::source::Obstacle;
use crate::timeline::{Consent, Timeline};
use crate::value::Date;
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
    drafts.retain(|draft| timeline.counting_like(draft).iter().all(|other| other.date <= draft.date));
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

/// What a next plan is asked for with.
#[derive(Debug, Clone, Copy)]
pub struct NextPlanCall<'a> {
    /// 作成日 of the 原案.
    pub date: Date,
    /// Who makes it, by id or name.
    pub by: Option<&'a str>,
    /// The office, where the child is at several.
    pub office: Option<&'a str>,
    /// The first day, where the plan before is ended in mid-term.
    pub change: Option<Date>,
    /// Whether comments that only explain are left out.
    pub minimal: bool,
}

impl Project {
    /// Makes the next 個別支援計画 of a child out of the one before; none where there is none before.
    ///
    /// # Errors
    /// When it is not plain which plan goes on, and when it cannot be gone on with or the file cannot be made.
    pub fn next_plan(
        &self,
        root: &Path,
        child: &str,
        call: NextPlanCall<'_>,
    ) -> Result<Option<WrittenPaper>, SetupError> {
        let case = case::load_case(self.files.as_ref(), child);
        let directory = Directory::new(&self.organisation.value, &case);
        let timeline = Timeline::new(&case, &directory);
        let Some(before) = plan_before(&timeline, call)? else {
            return match call.change {
                None => Ok(None),
                Some(_) => Err(SetupError::new(
                    format!("{child} に、変更する個別支援計画がありません"),
                    "初めての計画なら --変更 は要りません",
                )),
            };
        };
        let author = call.by.map(|word| carry::member(&directory, word)).transpose()?;
        let review = timeline.monitorings_of(before).into_iter().next_back();
        let form = review.and_then(|(review, _)| {
            forms::choose(&self.packs, &case, review, &self.organisation, &directory, None).ok()
        });
        let ratings = form.map(|form| form.ratings.clone()).unwrap_or_default();
        let request = NextPlan { date: call.date, author, change: call.change, minimal: call.minimal, ratings };
        let paper = carry::next_plan(&timeline, before, &request)?;
        let mut written = write_paper(root, child, paper)?;
        written.told.insert(
            0,
            format!(
                "前の計画 {} から引き継ぎました。「# 【要確認】」の所を読んで直し、その行を消してください",
                before.id()
            ),
        );
        Ok(Some(written))
    }
}

/// The plan that goes on: the newest made before the day that counts, of the office or of the only series.
fn plan_before<'a>(timeline: &Timeline<'a>, call: NextPlanCall<'_>) -> Result<Option<&'a Document>, SetupError> {
    let signed = |document: &Document| {
        let parts = document.paper().parts();
        timeline.is_open(document)
            && parts.first().is_some_and(|main| matches!(timeline.consent(document, main), Consent::Given(_)))
    };
    let counts = |document: &Document| match document.state() {
        State::Final => true,
        State::Draft => signed(document),
        State::Unknown | State::Always => false,
    };
    let own = |document: &&'a Document| {
        !timeline.is_received(document)
            && call.office.is_none_or(|office| document.office() == Some(office))
            && document.date.is_none_or(|made| made < call.date)
            && counts(document)
    };
    let plans: Vec<&Document> = timeline.support_plans().map(|(document, _)| document).filter(own).collect();
    let Some(newest) = plans.iter().max_by_key(|plan| (plan.first_day(), plan.date)).copied() else { return Ok(None) };
    // At two offices, or of two services in use, somebody has to say which goes on.
    let start = newest.first_day();
    let other = plans.iter().find(|plan| !timeline.is_of_one_series(plan, newest) && plan.last_day() >= start);
    match other {
        None => Ok(Some(newest)),
        Some(other) => Err(SetupError::new(
            format!("続ける計画が {} と {} のどちらか分かりません", newest.id(), other.id()),
            "--office に事業所の id を書いてください",
        )),
    }
}
