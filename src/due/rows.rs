//! The lines of one child: its duties that are open, and the days that are to come.

use super::item::{AgendaItem, AgendaOffice, AgendaPerson};
use super::kind::{AgendaWords, of_coming, of_duty};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::directory::Post;
use crate::rules::{Facts, ToldDuty, is_told};
use crate::timeline::{Cause, Coming, ComingDay, Duty, Standing, What, Whom};
use crate::value::Date;
use std::collections::BTreeSet;

/// What is known of a child when its lines are made.
#[derive(Clone, Copy)]
pub(super) struct Rows<'f, 'a> {
    pub(super) facts: &'f Facts<'a>,
    /// What the rules tell of its duties.
    pub(super) told: &'f [ToldDuty<'a>],
    /// What `check` says, settled.
    pub(super) findings: &'f [Diagnostic],
}

/// How much a line weighs.
struct Weight {
    legal: bool,
    rule: Option<Code>,
    finding: Option<String>,
}

impl<'a> Rows<'_, 'a> {
    pub(super) fn all(self) -> Vec<AgendaItem> {
        let duties = self.facts.timeline.duties().iter();
        let mut items: Vec<AgendaItem> = duties.filter_map(|duty| self.of_duty(duty)).collect();
        let coming = self.facts.timeline.coming();
        items.extend(coming.iter().filter_map(|day| self.of_coming(day)));
        items.sort_by(|one, other| one.rank().cmp(&other.rank()));
        next_only(items)
    }

    fn of_duty(self, duty: &Duty<'a>) -> Option<AgendaItem> {
        let today = self.facts.ground.today;
        let standing = self.facts.standing(duty);
        if !matches!(standing, Standing::Late | Standing::Coming) {
            return None;
        }
        let due = duty.due?;
        // What is late and no fault yet is still to come, on the day on which it becomes one.
        let day = duty.grace.filter(|_| today.is_over(due)).unwrap_or(due);
        let late = standing == Standing::Late && today.is_over(day);
        let Weight { legal, rule, finding } = self.weight(duty, late)?;
        let words = of_duty(duty.what);
        let month = duty.month.map(|month| month.to_wareki());
        let whom = match &duty.whom {
            Whom::Nobody => None,
            Whom::Guardian => Some("保護者".to_owned()),
            Whom::Child => Some("本人".to_owned()),
            Whom::Provider(party, _) => Some(party.label().to_owned()),
        };
        let part = duty.part.as_ref().map(|part| format!("別表/{part}"));
        let more: Vec<String> = [part, whom, month].into_iter().flatten().collect();
        let about = match &duty.cause {
            Cause::Paper(paper) => Some(paper.id()),
            Cause::Stay(stay) => stay.service.map(|service| service.label().to_owned()),
            Cause::Grant(grant) => Some(grant.service.label().to_owned()),
        };
        let office = self.office_of(&duty.cause);
        Some(AgendaItem {
            legal,
            rule,
            finding,
            late,
            opens: duty.opens,
            persons: self.persons(office.as_ref(), &duty.cause),
            ..self.item(words, &more, about, office, day)
        })
    }

    fn of_coming(self, coming: &ComingDay<'a>) -> Option<AgendaItem> {
        let today = self.facts.ground.today;
        let over = today.is_over(coming.day);
        if over && (!coming.what.stays_open() || self.is_overtaken(coming)) {
            return None;
        }
        let cause = coming.paper.map(Cause::Paper);
        let office = cause.as_ref().map_or_else(|| self.first_office(), |cause| self.office_of(cause));
        let persons = match (&cause, &office) {
            (Some(cause), _) => self.persons(office.as_ref(), cause),
            (None, Some(office)) => self.holders(&office.id, Post::Manager),
            (None, None) => Vec::new(),
        };
        let about = coming.paper.map(|paper| paper.id());
        Some(AgendaItem { late: over, persons, ..self.item(of_coming(coming.what), &[], about, office, coming.day) })
    }

    /// Whether a plan is over towards whose end something was to be done: then it is its end that is late.
    fn is_overtaken(self, coming: &ComingDay<'_>) -> bool {
        let end = coming.paper.and_then(|paper| paper.last_day());
        matches!(coming.what, Coming::Step(_) | Coming::PlannedReview)
            && end.is_some_and(|end| self.facts.ground.today.is_over(end))
    }

    fn item(
        self,
        words: AgendaWords,
        more: &[String],
        about: Option<String>,
        office: Option<AgendaOffice>,
        day: Date,
    ) -> AgendaItem {
        let AgendaWords { kind, id, title } = words;
        let title = match more {
            [] => title.to_owned(),
            more => format!("{title}({})", more.join("、")),
        };
        let office_key = office.as_ref().map(|office| office.id.as_str());
        let key = [Some(self.facts.id), Some(id), office_key, about.as_deref()].into_iter().flatten();
        let key: Vec<&str> = key.chain(more.iter().map(String::as_str)).collect();
        let key = key.join("/");
        AgendaItem {
            child: self.facts.id.to_owned(),
            name: self.facts.child.value.name.get().cloned(),
            office,
            kind,
            title,
            key,
            about,
            day,
            days_left: self.facts.ground.today.days_until(day),
            late: false,
            legal: false,
            rule: None,
            persons: Vec::new(),
            finding: None,
            opens: None,
        }
    }

    /// What `check` says of a duty that is late, or would say of one to come; none where it is silent about it.
    fn weight(self, duty: &Duty<'_>, late: bool) -> Option<Weight> {
        let own = |told: &&ToldDuty<'_>| told.owed.iter().any(|owed| std::ptr::eq(owed.duty, duty));
        let mut told = self.told.iter().filter(own).peekable();
        if told.peek().is_none() {
            return (!is_told(duty.what)).then_some(Weight { legal: false, rule: None, finding: None });
        }
        if late {
            let found = told.flat_map(|told| self.surviving(told));
            // Of a paper that owes several months, the one that names this month.
            let month = duty.month.map(|month| month.to_string());
            let names_it = |finding: &Diagnostic| month.as_ref().is_some_and(|month| finding.message.contains(month));
            let gravest = found.max_by_key(|finding| (finding.severity, names_it(finding)))?;
            let legal = gravest.severity == Severity::Error;
            return Some(Weight { legal, rule: Some(gravest.code), finding: Some(gravest.message.clone()) });
        }
        let organisation = &self.facts.ground.organisation.value;
        let graded = told.filter_map(|told| {
            let severity = told.rule.settled_severity(organisation, self.facts.id, duty.cause.place())?;
            Some((severity, told.rule.code))
        });
        let (severity, code) = graded.max_by_key(|(severity, _)| *severity)?;
        Some(Weight { legal: severity == Severity::Error, rule: Some(code), finding: None })
    }

    /// The findings of a rule that the office has not switched off and that are no consequence of others.
    pub(super) fn surviving<'t>(self, told: &'t ToldDuty<'_>) -> impl Iterator<Item = &'t Diagnostic>
    where
        Self: 't,
    {
        let settled = self.findings;
        told.findings.iter().filter_map(move |finding| settled.iter().find(|own| own.says_the_same(finding)))
    }

    /// The office that has to see to it: for a 給付決定, that where the child uses the service.
    fn office_of(self, cause: &Cause<'a>) -> Option<AgendaOffice> {
        let id = match cause {
            Cause::Grant(grant) => {
                let stays = self.facts.timeline.stays();
                let same = stays.filter(|stay| stay.service == Some(grant.service) && stay.uses.last_day().is_none());
                match same.map(|stay| stay.office).next() {
                    Some(office) => office,
                    None => return self.consultant_office(),
                }
            }
            cause => cause.office()?,
        };
        Some(self.named(id))
    }

    /// The office where the child is, else the one that keeps its papers.
    fn first_office(self) -> Option<AgendaOffice> {
        let stay = self.facts.timeline.stays().last().map(|stay| stay.office);
        stay.map(|id| self.named(id)).or_else(|| self.consultant_office())
    }

    fn consultant_office(self) -> Option<AgendaOffice> {
        let plans = self.facts.timeline.own_consultation_plans();
        let id = plans.filter_map(|(document, _)| document.office()).last()?;
        Some(self.named(id))
    }

    fn named(self, id: &str) -> AgendaOffice {
        let name = self.facts.directory.organisation_of_id(id).unwrap_or(id).to_owned();
        AgendaOffice { id: id.to_owned(), name }
    }

    /// Who made the paper, if that is still somebody of the post; else everybody who holds the post at present.
    fn persons(self, office: Option<&AgendaOffice>, cause: &Cause<'a>) -> Vec<AgendaPerson> {
        let Some(office) = office else { return Vec::new() };
        let is_consult = match cause {
            Cause::Paper(paper) => paper.is_consult(),
            Cause::Stay(_) => false,
            Cause::Grant(_) => self.facts.timeline.stays().all(|stay| stay.office != office.id),
        };
        let holders = self.holders(&office.id, if is_consult { Post::Consultant } else { Post::Manager });
        let author = cause.paper().and_then(|paper| paper.paper().author().1.get());
        let name = author.map(|author| self.facts.directory.name_of(author));
        let authors: Vec<AgendaPerson> =
            holders.iter().filter(|holder| Some(&holder.name) == name.as_ref()).cloned().collect();
        if authors.is_empty() { holders } else { authors }
    }

    fn holders(self, office: &str, post: Post) -> Vec<AgendaPerson> {
        let today = self.facts.ground.today;
        let holders = self.facts.directory.holders(office, post);
        let present = holders.filter(|holder| today.is_within(holder.start, holder.end));
        let persons = present.filter_map(|holder| {
            let id = holder.staff.id.get()?.clone();
            Some(AgendaPerson { name: holder.staff.name.get().cloned().unwrap_or_else(|| id.clone()), id })
        });
        persons.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Of what comes again and again only the next: the lines stand in the order of their days.
fn next_only(items: Vec<AgendaItem>) -> Vec<AgendaItem> {
    let again = [What::MonitoringReport, What::Review, What::ReviewOnReturn].map(|what| of_duty(what).title);
    let mut seen = BTreeSet::new();
    let is_next = |item: &AgendaItem| {
        let title = again.iter().find(|title| item.title.starts_with(**title));
        item.late || title.is_none_or(|title| seen.insert((*title, item.office.clone(), item.about.clone())))
    };
    let mut is_next = is_next;
    items.into_iter().filter(|item| is_next(item)).collect()
}
