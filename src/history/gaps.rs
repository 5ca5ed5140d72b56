//! What `check` finds, put where it belongs: beside what was done, or, where something is missing, where that ought to
//! stand. Nothing is judged here: what is missing is what the rules tell of a duty, in their own findings.

use super::entry::{self, TrailEntry, TrailRank, TrailStage, TrailWork};
use super::finding::TrailFinding;
use super::{HistoryStep, StepKind};
use crate::case::{consult, plan};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Facts, Group, Owed, ToldDuty};
use crate::source::Place;
use crate::timeline::{What, Whom};
use serde::Serialize;

/// The families of rules that speak of the way; what others find is counted.
const OF_THE_WAY: [Group; 5] = [Group::Author, Group::Trail, Group::Consult, Group::Time, Group::AddOns];

/// What is found and belongs to no plan of the child.
#[derive(Debug, Clone, Default, Serialize)]
pub struct UnplacedFindings {
    /// About the child as a whole.
    pub findings: Vec<TrailFinding>,
    /// How many more there are, about what the papers say and how they are written.
    pub others: usize,
}

/// Puts the settled findings of `check` beside the steps; what belongs to none is handed back.
pub(super) fn place(steps: &mut [HistoryStep], facts: &Facts<'_>, findings: &[Diagnostic]) -> UnplacedFindings {
    let told = rules::told(facts);
    let mut unplaced = UnplacedFindings::default();
    for finding in findings {
        let rule = rules::find(&finding.code);
        if !rule.is_some_and(|rule| OF_THE_WAY.contains(&rule.group)) {
            unplaced.others += 1;
            continue;
        }
        let own = TrailFinding::of(finding);
        // What was done wrong is said where it was done; only what is not there has a row of its own.
        let line = position(steps, &finding.place, &TrailEntry::is_line);
        let owed = told.iter().filter(|_| line.is_none()).find(|told| told.tells(finding)).and_then(MissingWork::of);
        if let Some((trail, gap)) = owed.and_then(|gap| Some((trail_with(steps, &gap.plan)?, gap))) {
            entry::insert(trail, gap.filled(own));
            continue;
        }
        let mut places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
        let beside = line.or_else(|| places.find_map(|place| position(steps, place, &|_| true)));
        match beside.and_then(|(step, at)| trail_of(&mut steps[step])?.get_mut(at)) {
            Some(entry) => entry.findings.push(own),
            None => unplaced.findings.push(own),
        }
    }
    unplaced
}

/// Something that is missing on the way of a plan.
struct MissingWork {
    /// The plan, or the draft, that obliges to it.
    plan: Place,
    rank: TrailRank,
    title: &'static str,
    about: Option<String>,
    due: Option<crate::value::Date>,
    whom: Vec<String>,
}

impl MissingWork {
    /// What a plan obliges to and is not there; none of what was only done late.
    fn of(told: &ToldDuty<'_>) -> Option<Self> {
        let missing: Vec<&Owed<'_>> = told.owed.iter().filter(|owed| owed.is_missing()).collect();
        let duty = missing.first()?.duty;
        let paper =
            duty.cause.paper().filter(|paper| [plan::KIND.id, consult::plan::KIND.id].contains(&paper.kind.id))?;
        let (rank, title) = words(duty.what);
        let mut whom: Vec<String> = missing.iter().filter_map(|owed| whom(&owed.duty.whom)).collect();
        whom.dedup();
        let about = match missing.as_slice() {
            [only] => only.duty.part.as_ref().map(|part| format!("別表「{part}」")),
            _ => None,
        };
        let due = missing.iter().filter_map(|owed| owed.duty.due).min();
        Some(Self { plan: paper.place(None), rank, title, about, due, whom })
    }

    fn filled(self, finding: TrailFinding) -> TrailEntry {
        let file = super::papers::within_case(&crate::diagnostic::slashed(self.plan.source().path()));
        let mut entry = TrailEntry::new(self.rank, self.title, file, self.plan);
        entry.about = self.about;
        entry.day = self.due;
        entry.with = self.whom;
        entry.missing = true;
        entry.findings.push(finding);
        entry
    }
}

fn whom(whom: &Whom) -> Option<String> {
    match whom {
        Whom::Nobody => None,
        Whom::Guardian => Some("保護者".to_owned()),
        Whom::Child => Some("本人".to_owned()),
        Whom::Provider(party, _) => Some(party.label().to_owned()),
    }
}

/// Where a duty stands on the way, and what it is called there.
fn words(what: What) -> (TrailRank, &'static str) {
    use TrailStage::{Draft, Meeting, Plan, Review};
    match what {
        What::AssessmentVisit => ((Draft, TrailWork::Visit), "居宅訪問"),
        What::Assessment => ((Draft, TrailWork::Assessment), "アセスメント"),
        What::SupportDraft => ((Draft, TrailWork::Draft), "原案の作成"),
        What::DraftConsent => ((Draft, TrailWork::Consented), "計画案への同意"),
        What::DraftDelivery => ((Draft, TrailWork::Delivered), "計画案の交付"),
        What::SupportMeeting => ((Meeting, TrailWork::Meeting), "個別支援会議"),
        What::CareMeeting => ((Meeting, TrailWork::Meeting), "サービス担当者会議"),
        What::MinutesShare => ((Meeting, TrailWork::Informed), "会議の内容の共有"),
        What::FirstPlan => ((Plan, TrailWork::Plan), "初回の計画"),
        What::Explanation => ((Plan, TrailWork::Explained), "説明"),
        What::SupportConsent | What::PlanConsent => ((Plan, TrailWork::Consented), "同意"),
        What::SupportDelivery | What::PlanDelivery | What::ConsultantDelivery => ((Plan, TrailWork::Delivered), "交付"),
        What::Sharing => ((Plan, TrailWork::Shared), "職員との共有"),
        What::SupportShare => ((Plan, TrailWork::Informed), "情報共有"),
        What::MonitoringVisit => ((Review, TrailWork::Visit), "居宅訪問"),
        What::Interview => ((Review, TrailWork::Monitoring), "面接"),
        What::Review | What::ReviewOnReturn => ((Review, TrailWork::Monitoring), "モニタリング"),
        What::MonitoringReport => ((Review, TrailWork::Monitoring), "モニタリング報告書"),
        What::NextPlan | What::NewPlan => ((Review, TrailWork::NextPlan), "次の計画"),
        What::GrantRenewal => ((Review, TrailWork::NextPlan), "給付決定の更新"),
    }
}

fn trail_of(step: &mut HistoryStep) -> Option<&mut Vec<TrailEntry>> {
    match &mut step.what {
        StepKind::Plan(plan) => Some(&mut plan.trail),
        StepKind::Review(_) | StepKind::Unread => None,
    }
}

/// The way on which a plan or a draft stands.
fn trail_with<'s>(steps: &'s mut [HistoryStep], plan: &Place) -> Option<&'s mut Vec<TrailEntry>> {
    let own = |entry: &TrailEntry| matches!(entry.what, TrailWork::Plan | TrailWork::Draft) && entry.shows(plan);
    steps.iter_mut().filter_map(trail_of).find(|trail| trail.iter().any(|entry| !entry.missing && own(entry)))
}

/// The step and the entry that a place belongs to, among entries that are as wanted.
fn position(steps: &[HistoryStep], place: &Place, wanted: &dyn Fn(&TrailEntry) -> bool) -> Option<(usize, usize)> {
    steps.iter().enumerate().find_map(|(step, own)| {
        let StepKind::Plan(plan) = &own.what else { return None };
        let at = plan.trail.iter().position(|entry| !entry.missing && wanted(entry) && entry.shows(place))?;
        Some((step, at))
    })
}
