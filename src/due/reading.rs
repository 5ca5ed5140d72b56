//! The reading of 減算: which months of a child at an office would be paid in part, and on what that rests. It is a reading of
//! these files and no bill: みなし配置, the city and what is written nowhere may change it.

use super::rows::Rows;
use crate::case::paper::{Role, State};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::{self, Owed, ToldDuty};
use crate::timeline::{
    Cause, Done, Duty, Lapse, ReducedMonths, What, larger_reduction, unmade_months, vacancies, vacant_months,
};
use crate::value::{Date, Month};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// What a child's months at an office come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReductionReading {
    /// The child's folder.
    pub child: String,
    /// The child's name.
    pub name: Option<String>,
    /// The office's id.
    pub office: String,
    /// The months, in order.
    pub months: Vec<ReadMonth>,
    /// On what they rest.
    pub grounds: Vec<ReductionGround>,
}

/// A month that would be paid in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReadMonth {
    /// Which.
    #[serde(serialize_with = "shown")]
    pub month: Month,
    /// What is paid of the base fee, in hundredths.
    pub percent: u32,
    /// Whether a plan was not made (個別支援計画未作成減算).
    pub unmade: bool,
    /// Whether the post was vacant (児童発達支援管理責任者欠如減算).
    pub vacant: bool,
    /// Whether it is past mending: of the month that runs, all may still be mended.
    pub settled: bool,
    /// Whether it rests on errors; else on what has to be asked (確認事項).
    pub certain: bool,
}

/// Something on which a reading rests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReductionGround {
    /// The first day of the state.
    #[serde(serialize_with = "shown")]
    pub from: Date,
    /// The day on which it was mended; none while it lasts.
    pub until: Option<Date>,
    /// The finding's rule; none for the vacant post.
    #[serde(serialize_with = "code")]
    pub rule: Option<Code>,
    /// What `check` says.
    pub words: String,
    /// Whether it is an error.
    pub certain: bool,
}

fn shown<S: Serializer>(value: &impl ToString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.to_string())
}

#[expect(clippy::ref_option, reason = "serde hands a reference to the field")]
fn code<S: Serializer>(code: &Option<Code>, serializer: S) -> Result<S::Ok, S::Error> {
    code.map(|code| code.as_str().to_owned()).serialize(serializer)
}

/// A state, at an office, with what it rests on.
struct Stated {
    office: String,
    ground: ReductionGround,
    lapse: Lapse,
}

impl<'a> Rows<'_, 'a> {
    /// The readings of a child, one for each office where a month would be reduced.
    pub(super) fn reductions(self) -> Vec<ReductionReading> {
        let stated: Vec<Stated> = self.of_duties().into_iter().chain(self.of_findings()).collect();
        let offices: BTreeSet<&str> = self.facts.timeline.stays().map(|stay| stay.office).collect();
        offices.into_iter().filter_map(|office| self.reading(office, &stated)).collect()
    }

    fn reading(self, office: &str, stated: &[Stated]) -> Option<ReductionReading> {
        let today = self.facts.ground.today;
        let own = || stated.iter().filter(|stated| stated.office == office);
        let of = |certain: bool| {
            let lapses: Vec<Lapse> = own().filter(|own| own.ground.certain || !certain).map(|own| own.lapse).collect();
            self.used(office, unmade_months(&lapses, today))
        };
        let (unmade, sure) = (of(false), of(true));
        let empty = vacancies(self.facts.directory, office);
        let vacant = empty.iter().fold(ReducedMonths::new(), |all, vacancy| {
            larger_reduction(&all, &self.used(office, vacant_months(*vacancy, today)))
        });
        let months: Vec<ReadMonth> = larger_reduction(&unmade, &vacant)
            .into_iter()
            .map(|(month, reduced)| ReadMonth {
                month,
                percent: reduced.paid.percent(),
                unmade: unmade.contains_key(&month),
                vacant: vacant.contains_key(&month),
                settled: reduced.settled,
                certain: [&sure, &vacant]
                    .iter()
                    .any(|sure| sure.get(&month).is_some_and(|own| own.paid == reduced.paid)),
            })
            .collect();
        let posts = empty.iter().filter(|_| !vacant.is_empty()).map(|vacancy| ReductionGround {
            from: vacancy.from,
            until: vacancy.until,
            rule: None,
            words: "児童発達支援管理責任者がいません(みなし配置が認められていれば、欠如になりません)".to_owned(),
            certain: true,
        });
        let mut grounds: Vec<ReductionGround> = own().map(|own| own.ground.clone()).chain(posts).collect();
        grounds.sort();
        grounds.dedup();
        (!months.is_empty()).then(|| ReductionReading {
            child: self.facts.id.to_owned(),
            name: self.facts.child.value.name.get().cloned(),
            office: office.to_owned(),
            months,
            grounds,
        })
    }

    /// The months in which the child used the office.
    fn used(self, office: &str, months: ReducedMonths) -> ReducedMonths {
        let uses: Vec<_> = self.facts.timeline.stays().filter(|stay| stay.office == office).collect();
        let is_used = |month: &Month| {
            let days = std::iter::successors(month.first_day(), |day| Some(day.next()));
            let mut days = days.take_while(|day| Month::of(*day) == *month);
            days.any(|day| uses.iter().any(|stay| stay.uses.runs_on(day)))
        };
        months.into_iter().filter(|(month, _)| is_used(month)).collect()
    }

    /// What duties that were not done, or late, come to.
    fn of_duties(self) -> Vec<Stated> {
        let mut stated = BTreeMap::new();
        for told in self.told.iter().filter(|told| told.rule.reduction) {
            let Some(finding) = self.surviving(told).max_by_key(|finding| finding.severity) else { continue };
            for owed in &told.owed {
                if let Some(one) = self.of_duty_lapse(owed, finding) {
                    stated.insert(std::ptr::from_ref(owed.duty), one);
                }
            }
        }
        stated.into_values().collect()
    }

    fn of_duty_lapse(self, owed: &Owed<'a>, finding: &Diagnostic) -> Option<Stated> {
        let duty = owed.duty;
        let lapse = Lapse::of(duty, owed.standing, self.facts.ground.today)?.ended_by(self.over(duty))?;
        Some(Stated { office: duty.cause.office()?.to_owned(), ground: ground(lapse, finding), lapse })
    }

    /// The day from which on a duty is no longer what is missing: another plan holds, or the next review was held.
    fn over(self, duty: &Duty<'a>) -> Option<Date> {
        if matches!(duty.what, What::Review | What::ReviewOnReturn) {
            let reviews = self.facts.timeline.duties().iter().filter(|other| {
                matches!(other.what, What::Review | What::ReviewOnReturn) && other.cause.office() == duty.cause.office()
            });
            let days = reviews.filter_map(|other| match &other.done {
                Done::By(deed) => deed.day,
                Done::No | Done::Unknown => None,
            });
            return days.filter(|day| duty.due.is_some_and(|due| due < *day)).min();
        }
        match (&duty.cause, duty.what) {
            (_, What::NextPlan) => None,
            (Cause::Paper(paper), _) => self.term_of(paper)?.1.map(Date::next),
            (Cause::Stay(_) | Cause::Grant(_), _) => None,
        }
    }

    /// What the other findings come to that carry 減算: the paper they stand in was never made as it has to be.
    fn of_findings(self) -> Vec<Stated> {
        let told = |code: Code| self.told.iter().any(|told: &ToldDuty<'_>| told.rule.code == code);
        let carries = |finding: &&Diagnostic| {
            let rule = rules::find(&finding.code);
            rule.is_some_and(|rule| rule.reduction) && !told(finding.code)
        };
        let stated = self.findings.iter().filter(carries).filter_map(|finding| {
            let path = finding.place.source().path();
            let paper = self.facts.timeline.papers().find(|paper| paper.source.path() == path)?;
            let plan = self.plan_behind(paper)?;
            let (from, end) = self.term_of(plan)?;
            let lapse = Lapse { from, until: None }.ended_by(end.map(Date::next).filter(|day| self.has_come(*day)))?;
            let office = plan.office().filter(|_| self.has_come(from))?.to_owned();
            Some(Stated { office, ground: ground(lapse, finding), lapse })
        });
        stated.collect()
    }

    fn has_come(self, day: Date) -> bool {
        self.facts.ground.today.has_come(day)
    }

    /// The 確定 plan that a paper is, was made into, or is about.
    fn plan_behind(self, paper: &'a Document) -> Option<&'a Document> {
        let timeline = self.facts.timeline;
        match &paper.model {
            Model::Plan(_) if paper.state() == State::Draft => timeline.made_of(paper).next(),
            Model::Plan(_) => Some(paper),
            _ => timeline.linked(paper, Role::Subject).and_then(|plan| match plan.state() {
                State::Draft => timeline.made_of(plan).next(),
                _ => Some(plan),
            }),
        }
    }

    /// The days on which a 確定 plan is the one that holds.
    fn term_of(self, plan: &Document) -> Option<(Date, Option<Date>)> {
        let terms = self.facts.timeline.support_terms(plan);
        terms.iter().find(|term| term.document.id() == plan.id()).map(|term| (term.start, term.end))
    }
}

fn ground(lapse: Lapse, finding: &Diagnostic) -> ReductionGround {
    ReductionGround {
        from: lapse.from,
        until: lapse.until,
        rule: Some(finding.code),
        words: finding.message.clone(),
        certain: finding.severity == Severity::Error,
    }
}
