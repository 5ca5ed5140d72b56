//! What is owed, told by the rules: with each finding the duties that it is about, so that a list of deadlines and `check` say
//! one thing.

use super::facts::{Facts, Owed};
use super::rule::{Check, Reporter, Rule, Tell};
use super::{MetExemptions, RULES, settle, unread_by};
use crate::case::party::Organisation;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Place;
use crate::timeline::{Cause, What};

/// What one rule judges of what one paper or one stay obliges to, and what it finds there.
#[derive(Debug)]
pub struct ToldDuty<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// What is late, was done late, or is to come.
    pub owed: Vec<Owed<'a>>,
    /// The findings, before the office's own severities and exemptions.
    pub findings: Vec<Diagnostic>,
}

/// What the rules tell of a child's duties. What rests on something that cannot be read is silent, as in
/// [`check`](super::check).
#[must_use]
pub fn told<'a>(facts: &Facts<'a>) -> Vec<ToldDuty<'a>> {
    let (_, unread) = unread_by(facts, &facts.files());
    let told_by = |rule: &&'static Rule| {
        let (mut told, doubts) = (told_by(rule, facts), unread.doubts(rule));
        told.iter_mut().for_each(|one| one.findings.retain(|finding| !doubts.silence(finding)));
        told
    };
    RULES.iter().flat_map(told_by).collect()
}

/// What a rule tells.
pub(super) fn told_by<'a>(rule: &'static Rule, facts: &Facts<'a>) -> Vec<ToldDuty<'a>> {
    let duties = rule.checks.iter().filter_map(|check| match check {
        Check::Duty(what, tell) => Some((*what, *tell)),
        _ => None,
    });
    duties.flat_map(|(what, tell)| tell_all(rule, facts, what, tell)).collect()
}

fn tell_all<'a>(rule: &'static Rule, facts: &Facts<'a>, what: &[What], tell: Tell) -> Vec<ToldDuty<'a>> {
    match tell {
        Tell::Paper(tell) => {
            let judged = facts.timeline.papers().filter(|paper| rule.judges.includes(facts, paper));
            let told = judged.filter_map(|paper| {
                let owed = facts.owed(facts.timeline.duties_of(paper, what));
                one(rule, owed, |owed, reporter| tell(facts, paper, owed, reporter))
            });
            told.collect()
        }
        Tell::Stay(tell) => {
            let judged = facts.timeline.stays().filter(|stay| rule.judges.serves(stay.service));
            let told = judged.filter_map(|stay| {
                let by_stay = |cause: &Cause<'_>| matches!(cause, Cause::Stay(own) if own.span == stay.span);
                let duties = facts.timeline.duties().iter().filter(|duty| what.contains(&duty.what));
                let owed = facts.owed(duties.filter(|duty| by_stay(&duty.cause)));
                one(rule, owed, |owed, reporter| tell(facts, stay, owed, reporter))
            });
            told.collect()
        }
    }
}

fn one<'a>(
    rule: &'static Rule,
    owed: Vec<Owed<'a>>,
    tell: impl FnOnce(&[Owed<'a>], &mut Reporter<'_>),
) -> Option<ToldDuty<'a>> {
    let mut findings = Vec::new();
    if !owed.is_empty() {
        tell(&owed, &mut Reporter::new(rule, &mut findings));
    }
    (!owed.is_empty()).then_some(ToldDuty { rule, owed, findings })
}

impl ToldDuty<'_> {
    /// Whether a finding of `check` is one of these. The office's own severity may have changed it.
    #[must_use]
    pub fn tells(&self, finding: &Diagnostic) -> bool {
        self.findings.iter().any(|own| own.says_the_same(finding))
    }
}

/// Whether some rule tells what is owed in this way.
#[must_use]
pub fn is_told(what: What) -> bool {
    let tells = |check: &Check| matches!(check, Check::Duty(own, _) if own.contains(&what));
    RULES.iter().any(|rule| rule.checks.iter().any(tells))
}

impl Rule {
    /// How grave it is for a child of these offices, where its finding does not say otherwise; none where it does not count.
    #[must_use]
    pub fn settled_severity(&self, organisation: &Organisation, child: &str, place: Place) -> Option<Severity> {
        let mut probe = vec![Diagnostic::new(self.code, place, "").severity(self.severity)];
        settle(&mut probe, organisation, Some(child), &MetExemptions::default());
        probe.first().map(|finding| finding.severity)
    }
}
