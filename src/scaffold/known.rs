//! What is known when a new file is made: whose it is, of which office, of which day, by whom.

use super::fill::{Fill, Filling};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::paper::State;
use crate::case::party::{Office, Service};
use crate::case::plan::SupportPlan;
use crate::case::provision::{ProvidedDay, Provision};
use crate::case::{Document, FileKind, Model};
use crate::directory::{Directory, Post};
use crate::record::Field;
use crate::source::Obstacle;
use crate::timeline::{Term, Timeline};
use crate::value::{Date, Moment, Month};
use std::fmt::Display;

/// What somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct SheetRequest<'a> {
    /// Which file.
    pub kind: FileKind,
    /// The day on which the paper was made, or when people met; a child itself has none.
    pub moment: Option<Moment>,
    /// Who made it: an id or a name.
    pub by: Option<&'a str>,
    /// The office, by its id.
    pub office: Option<&'a str>,
}

/// The papers that a family writes where there is no 相談支援.
const SELF_PLANNED: [&str; 2] = ["consult-plan", "consult-monitoring"];
/// The pack on which they are printed.
const SELF_PLAN_FORM: &str = "selfplan";

/// The answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetFacts<'a> {
    pub(super) timeline: &'a Timeline<'a>,
    pub(super) office: Option<&'a Office>,
    pub(super) moment: Option<Moment>,
    /// Who makes the paper, by the id.
    pub(super) author: Option<&'a str>,
}

impl<'a> SheetFacts<'a> {
    /// Finds out whose paper it is to be.
    pub(super) fn of(timeline: &'a Timeline<'a>, request: &SheetRequest<'_>) -> Result<Self, Obstacle> {
        let directory = timeline.directory();
        let is_consult = is_of_consultant(request.kind);
        let self_planned = is_self_planned(directory, request.kind);
        let office = match request.office {
            None if self_planned => None,
            Some(id) => Some(named_office(directory, id)?),
            None => only_office(timeline, is_consult, request.moment)?,
        };
        let author = match request.by {
            Some(word) => Some(staff_id(directory, word)?),
            None => request.moment.and_then(|moment| author_in_post(directory, office, request.kind, moment.date)),
        };
        Ok(Self { timeline, office, moment: request.moment, author })
    }

    pub(super) fn directory(&self) -> &'a Directory<'a> {
        self.timeline.directory()
    }

    pub(super) fn day(&self) -> Option<Date> {
        self.moment.map(|moment| moment.date)
    }

    pub(super) fn office_id(&self) -> Option<&'a str> {
        self.office.and_then(|office| text(&office.id))
    }

    /// What begins most papers: office, day and author under their names.
    pub(super) fn head(&self, day: &str, author: &str) -> Filling {
        let when = match (day, self.moment) {
            (_, None) => None,
            ("日時", Some(moment)) => Some(written(moment)),
            (_, Some(moment)) => Some(moment.date.to_string()),
        };
        Filling::with([
            ("事業所", self.office_id().map(Fill::from)),
            (day, when.map(Fill::from)),
            (author, self.author.map(Fill::from)),
        ])
    }

    /// The 個別支援計画 of the office that holds on the day, or held last before it.
    pub(super) fn support_plan(&self) -> Option<Term<'a, SupportPlan>> {
        let day = self.day()?;
        let finals = self.timeline.support_plans().filter(|(document, _)| document.state() == State::Final);
        let own = finals.filter(|(document, _)| document.office() == self.office_id());
        let terms = own.flat_map(|(document, _)| self.timeline.support_terms(document));
        terms.filter(|term| term.start <= day).max_by_key(|term| term.start).copied()
    }

    /// The newest draft of the office up to the day of which nothing is made yet.
    pub(super) fn open_draft(&self, drafts: impl Iterator<Item = &'a Document>) -> Option<&'a Document> {
        let own = drafts.filter(|draft| draft.state() == State::Draft && draft.office() == self.office_id());
        let open = own.filter(|draft| self.timeline.made_of(draft).next().is_none() && draft.date <= self.day());
        open.max_by_key(|draft| (draft.date, &draft.name))
    }

    /// The 障害児支援利用計画 to stand on: that which holds on a day, else the newest that is known.
    pub(super) fn consultation(&self, on: Option<Date>) -> Option<(&'a Document, &'a ConsultationPlan)> {
        let holding = on.and_then(|day| self.timeline.consultation_on(day, None));
        let newest = || self.timeline.consultation_plans().max_by_key(|(document, _)| (document.date, &document.name));
        holding.map(|term| (term.document, term.plan)).or_else(newest)
    }

    /// The records of the month of the day, where some are there already.
    pub(super) fn month_begun(&self, kind: FileKind) -> Option<&'a Provision> {
        let FileKind::Document(kind) = kind else { return None };
        let month = Month::of(self.day()?).to_string();
        match &self.timeline.named(kind, &month).filter(|_| kind.is_line_by_line())?.model {
            Model::Provision(records) => Some(records),
            _ => None,
        }
    }

    /// Whether the day is in them, of this office.
    pub(super) fn is_recorded(&self, month: &Provision) -> bool {
        let same =
            |line: &ProvidedDay| line.date.get().copied() == self.day() && text(&line.office) == self.office_id();
        month.days.iter().any(|line| same(&line.value))
    }

    /// The guardians who sign, else the first, as people who are there.
    pub(super) fn guardians(&self) -> Vec<Fill> {
        let all = &self.directory().child().guardians;
        let signing = all.iter().filter(|guardian| guardian.signs.get() == Some(&true));
        let mut chosen: Vec<&String> = signing.filter_map(|guardian| guardian.name.get()).collect();
        if chosen.is_empty() {
            chosen.extend(all.iter().find_map(|guardian| guardian.name.get()));
        }
        chosen.into_iter().map(|name| person(name, "保護者")).collect()
    }

    /// Whether a paper of this kind is the family's to write: there is no 相談支援.
    pub(super) fn is_self_planned(&self, kind: FileKind) -> bool {
        is_self_planned(self.directory(), kind)
    }

    /// The head of such a paper: no office, the guardian who signs as its author, the form for families.
    pub(super) fn family_head(&self, day: &str, author: &str) -> Filling {
        let mut filling = self.head(day, author);
        filling.set("事業所", None);
        filling.set("セルフプラン", Some("はい".into()));
        filling.set("様式", Some(SELF_PLAN_FORM.into()));
        filling.set(author, self.guardians().into_iter().next());
        filling
    }

    /// The child, as somebody who is there.
    pub(super) fn child(&self) -> Option<Fill> {
        self.directory().child().name.get().map(|name| person(name, "本人"))
    }
}

fn is_self_planned(directory: &Directory<'_>, kind: FileKind) -> bool {
    let of_family = matches!(kind, FileKind::Document(kind) if SELF_PLANNED.contains(&kind.id));
    of_family && directory.child().self_plan.get() == Some(&true)
}

/// Whether a paper is the 相談支援専門員's.
pub(super) fn is_of_consultant(kind: FileKind) -> bool {
    matches!(kind, FileKind::Document(kind) if kind.folder.starts_with("consult"))
}

/// Somebody by name and 立場.
pub(super) fn person(name: &str, role: &str) -> Fill {
    Filling::with([("氏名", Some(name.into())), ("立場", Some(role.into()))]).into()
}

/// A period.
pub(super) fn period(start: Option<Date>, end: Option<Date>) -> Option<Fill> {
    start?;
    Some(Filling::with([("開始", value(start.as_ref())), ("終了", value(end.as_ref()))]).into())
}

/// A value as it is written.
pub(super) fn value<T: Display>(known: Option<&T>) -> Option<Fill> {
    known.map(|known| Fill::Text(known.to_string()))
}

/// The text of a field.
pub(super) fn text(field: &Field<String>) -> Option<&str> {
    field.get().map(String::as_str)
}

/// A day with hours, as files have it.
fn written(moment: Moment) -> String {
    let Moment { date, start, end } = moment;
    match (start, end) {
        (Some(start), Some(end)) => format!("{date} {start}-{end}"),
        (Some(start), None) => format!("{date} {start}"),
        (None, _) => date.to_string(),
    }
}

fn named_office<'a>(directory: &Directory<'a>, id: &str) -> Result<&'a Office, Obstacle> {
    let organisation = directory.organisation();
    organisation.office(id).ok_or_else(|| {
        let known: Vec<&str> = organisation.offices.iter().filter_map(|office| text(&office.id)).collect();
        Obstacle::new(
            format!("office.yaml に事業所 `{id}` はありません"),
            format!("--office に指定できるもの: {}", known.join("、")),
        )
    })
}

/// The one office whose paper it can be: where there are several, the one at which the child is on that day.
fn only_office<'a>(
    timeline: &Timeline<'a>,
    is_consult: bool,
    moment: Option<Moment>,
) -> Result<Option<&'a Office>, Obstacle> {
    let gives = |office: &&Office| match is_consult {
        true => office.services.iter().any(|service| service.value == Service::Consultation),
        false => office.services.is_empty() || office.services.iter().any(|own| own.value != Service::Consultation),
    };
    let offices = timeline.directory().organisation().offices.iter().map(|office| &office.value);
    let mut fitting: Vec<&Office> = offices.filter(|office| !office.staff.is_empty()).filter(gives).collect();
    let made_here = |id: &str| timeline.papers().any(|paper| paper.is_consult() && paper.office() == Some(id));
    let here = |office: &&Office| {
        if is_consult {
            return text(&office.id).is_some_and(made_here);
        }
        let of_office = |used: &&crate::case::child::Use| text(&office.id).is_some_and(|id| used.is_at(id));
        let runs = |used: &crate::case::child::Use| {
            used.ended.get().zip(moment).is_none_or(|(ended, moment)| moment.date <= *ended)
        };
        timeline.uses().iter().filter(of_office).any(runs)
    };
    if fitting.len() > 1 && fitting.iter().any(here) {
        fitting.retain(here);
    }
    match fitting.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        several => {
            let ids: Vec<&str> = several.iter().filter_map(|office| text(&office.id)).collect();
            let words = format!("どの事業所の文書か、一つに決まりません({})", ids.join("、"));
            Err(Obstacle::new(words, format!("--office {} のように指定してください", ids.first().unwrap_or(&""))))
        }
    }
}

/// The id of the member of staff whom a word means.
fn staff_id<'a>(directory: &Directory<'a>, word: &str) -> Result<&'a str, Obstacle> {
    let by_id = directory.employment(word).map(|(_, staff)| staff);
    let staff = by_id.or_else(|| directory.namesake(word));
    staff.and_then(|staff| text(&staff.id)).ok_or_else(|| {
        let known: Vec<&str> = directory.staff().filter_map(|staff| text(&staff.id)).collect();
        Obstacle::new(
            format!("office.yaml に職員 `{word}` はいません"),
            format!("職員の id か氏名を指定してください: {}", known.join("、")),
        )
    })
}

/// Who makes papers of a kind: the 児発管 or 相談支援専門員 in post on a day, where that is one person. Records and
/// 専門的支援 are others' to write.
fn author_in_post<'a>(
    directory: &Directory<'a>,
    office: Option<&Office>,
    kind: FileKind,
    day: Date,
) -> Option<&'a str> {
    let FileKind::Document(document) = kind else { return None };
    if matches!(document.id, "record" | "specialist") {
        return None;
    }
    let post = if is_of_consultant(kind) { Post::Consultant } else { Post::Manager };
    let in_post = directory
        .holders(text(&office?.id)?, post)
        .filter(|held| held.start.is_none_or(|start| start <= day) && held.end.is_none_or(|end| day <= end));
    let mut ids: Vec<&str> = in_post.filter_map(|held| text(&held.staff.id)).collect();
    ids.dedup();
    match ids.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}
