//! The whole way of one plan, from the assessment to its monitoring: which papers and which lines are its own is asked of
//! the timeline.

use super::entry::{TrailEntry, TrailStage, TrailWork};
use super::events::{self, EventAim};
use super::papers;
use crate::case::event::{Event, EventKind};
use crate::case::paper::{Role, State};
use crate::case::{Document, Loaded, Model, consult};
use crate::record::{List, Spanned};
use crate::timeline::Timeline;
use crate::value::Date;

/// What traces the way of a plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlanTracer<'t, 'a> {
    pub(super) timeline: &'t Timeline<'a>,
    pub(super) events: Option<&'a Loaded<List<Event>>>,
    /// Whether what is the office's own stands in it too: 理由, 備考.
    pub(super) with_notes: bool,
}

impl<'a> PlanTracer<'_, 'a> {
    /// Everything that was done for a plan, papers before lines.
    pub(super) fn of(self, plan: &'a Document) -> Vec<TrailEntry> {
        let draft = self.timeline.linked(plan, Role::Draft).filter(|draft| draft.name != plan.name);
        let mut entries = self.papers(plan, draft);
        let lines: Vec<&Spanned<Event>> = self.events.iter().flat_map(|events| events.value.iter()).collect();
        for (at, event) in lines.iter().enumerate() {
            let Some((stage, about)) = self.aim(plan, draft, event) else { continue };
            let next_line = lines.get(at + 1).map_or(u32::MAX, |next| next.span.start);
            let aim = EventAim { stage, about, next_line };
            entries.extend(events::of(self.timeline.directory(), event, aim, self.with_notes));
        }
        self.sign(plan, &mut entries);
        if let Some(draft) = draft {
            self.sign(draft, &mut entries);
        }
        entries
    }

    fn papers(self, plan: &'a Document, draft: Option<&'a Document>) -> Vec<TrailEntry> {
        let (assessments, meetings, reviews) = match plan.is_consult() {
            true => (self.basics(plan), self.care_meetings(plan), self.reports(plan)),
            false => {
                let reviews = self.timeline.monitorings_of(plan).into_iter().map(|(sheet, _)| sheet).collect();
                (self.timeline.assessments_of(plan), self.timeline.support_meetings_on(plan), reviews)
            }
        };
        let specialist = self.timeline.specialist_plans().map(|(paper, _)| paper);
        let specialist = specialist.filter(|paper| self.is_of(paper, plan));
        let groups = [
            (TrailStage::Draft, TrailWork::Assessment, assessments),
            (TrailStage::Draft, TrailWork::Draft, draft.into_iter().collect()),
            (TrailStage::Meeting, TrailWork::Meeting, meetings),
            (TrailStage::Plan, own_work(plan), vec![plan]),
            (TrailStage::Beside, TrailWork::Specialist, specialist.collect()),
            (TrailStage::Review, TrailWork::Monitoring, reviews),
        ];
        let all = groups.into_iter().flat_map(|(stage, work, papers)| {
            let readable = papers.into_iter().filter(|paper| !paper.broken);
            readable.map(move |paper| papers::of(self.timeline, paper, (stage, work)))
        });
        all.collect()
    }

    /// The basic sheets of the 相談支援 since the plan before.
    fn basics(self, plan: &Document) -> Vec<&'a Document> {
        let sheets = self.timeline.papers().filter(|paper| paper.kind.id == consult::basic::KIND.id);
        sheets.filter(|paper| self.is_before(plan, paper.date)).collect()
    }

    fn care_meetings(self, plan: &Document) -> Vec<&'a Document> {
        self.timeline.care_meetings_on(plan).into_iter().map(|(sheet, _)| sheet).collect()
    }

    fn reports(self, plan: &Document) -> Vec<&'a Document> {
        let reports = self.timeline.reports().map(|(paper, _)| paper);
        let mut reports: Vec<&Document> = reports.filter(|paper| self.is_of(paper, plan)).collect();
        reports.sort_by_key(|paper| paper.date);
        reports
    }

    /// Where a line stands and what it is about, where that is this plan or what belongs to it.
    fn aim(self, plan: &Document, draft: Option<&Document>, event: &Spanned<Event>) -> Option<Aim> {
        let target = event.target.get()?.trim();
        let own = [(Some(plan), TrailStage::Plan, None), (draft, TrailStage::Draft, draft.map(draft_word))];
        let own = own.into_iter().filter_map(|(paper, stage, word)| Some((stage, part(paper?, word, target)?)));
        if let Some(aim) = own.into_iter().next() {
            return Some(aim);
        }
        let other = self.timeline.at(target)?;
        let title = || Some(other.form_title().to_owned());
        match &other.model {
            Model::Specialist(_) if self.is_of(other, plan) => Some((TrailStage::Beside, title())),
            Model::Meeting(_) if self.is_of(other, plan) || draft.is_some_and(|draft| self.is_of(other, draft)) => {
                Some((TrailStage::Meeting, title()))
            }
            Model::ConsultationBasic(_) if plan.is_consult() && event.kind.get() == Some(&EventKind::Visited) => {
                let day = event.date.get().copied();
                self.is_before(plan, day).then_some((TrailStage::Draft, None))
            }
            _ => None,
        }
    }

    /// Whether a paper names a plan as what it discusses, reviews or serves.
    fn is_of(self, paper: &Document, plan: &Document) -> bool {
        self.timeline.linked(paper, Role::Subject).is_some_and(|own| own.id() == plan.id())
    }

    /// Whether a day lies between the plan before and this one.
    fn is_before(self, plan: &Document, day: Option<Date>) -> bool {
        let since = self.timeline.previous(plan).and_then(|before| before.date);
        since.is_none_or(|since| day > Some(since)) && day <= plan.date
    }

    /// Puts beside each consent which 版 was signed, and which the paper has.
    fn sign(self, paper: &'a Document, entries: &mut [TrailEntry]) {
        for signature in self.timeline.signatures(paper) {
            let own = signature.event.span.place();
            let same = |entry: &&mut TrailEntry| entry.is_line() && entry.shows(&own);
            let Some(entry) = entries.iter_mut().find(same) else { continue };
            entry.signed_edition = signature.signed;
            entry.edition = signature.current;
            entry.matches = Some(signature.matches);
        }
    }
}

/// Where a line stands, and what it is about.
type Aim = (TrailStage, Option<String>);

/// What of a paper a target means, in words; `word` names the paper where it is not the plan itself.
fn part(paper: &Document, word: Option<&str>, target: &str) -> Option<Option<String>> {
    let table = match target.strip_prefix(&paper.id())? {
        "" => None,
        // A 別表 that the paper has no more is still what was agreed to.
        rest => Some(format!("別表「{}」", rest.strip_prefix("#別表/")?)),
    };
    let words: Vec<String> = word.map(str::to_owned).into_iter().chain(table).collect();
    Some((!words.is_empty()).then(|| words.join(" ")))
}

/// A 原案 of which no plan was made is a draft still.
fn own_work(plan: &Document) -> TrailWork {
    match plan.state() {
        State::Draft => TrailWork::Draft,
        _ => TrailWork::Plan,
    }
}

fn draft_word(draft: &Document) -> &'static str {
    if draft.is_consult() { "計画案" } else { "原案" }
}
