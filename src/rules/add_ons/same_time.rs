//! Two 加算 for one and the same thing: the same hours, the same contact, the interview of the モニタリング.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::PLANS;
use super::claims::{self, AddOnClaim};
use crate::case::event::{Event, EventKind};
use crate::case::interview::{Interview, InterviewKind};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Spanned;
use crate::tariff::{self, AddOnName, Evidence, Overlap};
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("addon-same-time"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "一つの時間や連絡に、併せて算定できない加算がある",
    explanation: include_str!("addon-same-time.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        PLANS,
        (Reach::Own, &["日時", "時間", "加算", "種類"]),
        (Reach::All("monitoring/"), &["面接", "面接.保護者", "面接.保護者.日付", "事業所"]),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let claims = claims::of(facts);
    check_hours(&claims, reporter);
    check_contacts(facts, &claims, reporter);
    check_reviews(facts, reporter);
}

/// Two claims of one day whose hours meet, where the list says that the two cannot share them.
fn check_hours(claims: &[AddOnClaim<'_>], reporter: &mut Reporter<'_>) {
    for (index, claim) in claims.iter().enumerate() {
        let same_day = |other: &&AddOnClaim<'_>| (other.day, other.office) == (claim.day, claim.office);
        for other in claims[..index].iter().filter(same_day) {
            if !claim.entry.clashes_with(other.entry, Overlap::Hours) || !meets(claim, other) {
                continue;
            }
            let message = format!("{} の{}と{}が同じ時間にあります", claim.day, other.name.title(), claim.name.title());
            let finding = reporter.report(claim.place.clone(), message);
            finding.help = Some(
                "同じ時間には一方しか算定できません。時間が別なら、それぞれの時間を分けて書いてください".to_owned(),
            );
            finding.related.push((other.place.clone(), other.name.title()));
        }
    }
}

/// Whether the hours of two claims share a minute; hours that are not written may.
fn meets(one: &AddOnClaim<'_>, other: &AddOnClaim<'_>) -> bool {
    one.hours.zip(other.hours).is_none_or(|(one, other)| one.start < other.end && other.start < one.end)
}

/// 関係機関連携加算(Ⅲ) for a contact that 個別サポート加算(Ⅱ) already asks for.
fn check_contacts(facts: &Facts<'_>, claims: &[AddOnClaim<'_>], reporter: &mut Reporter<'_>) {
    for claim in claims {
        let Some(term) = claim.term(facts) else { continue };
        let placed = tariff::placed_in(term.plan).into_iter().find(|placed| {
            let entry = tariff::claimed(&placed.name, claim.day);
            entry.is_some_and(|entry| {
                entry.requirement(Evidence::Trail).is_some() && claim.entry.clashes_with(entry, Overlap::Contact)
            })
        });
        let (Some(placed), Some(shared)) = (placed, shared_on(facts, claim.day)) else { continue };
        let message =
            format!("{} の{}は、{}の情報共有と同じ連絡です", claim.day, claim.name.title(), placed.name.title());
        let finding = reporter.report(claim.place.clone(), message);
        finding.help = Some(format!(
            "一つの連絡はどちらか一方にしか数えません。別の連絡なら{}の日を確かめてください",
            claim.name.title()
        ));
        finding.related.push((shared.span.place(), "同じ日の情報共有".to_owned()));
    }
}

fn shared_on<'a>(facts: &Facts<'a>, day: Date) -> Option<&'a Spanned<Event>> {
    let shared =
        |line: &&Spanned<Event>| line.kind.get() == Some(&EventKind::Informed) && line.date.get() == Some(&day);
    facts.events?.value.iter().find(shared)
}

/// An interview that is the one of the モニタリング.
fn check_reviews(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    for (document, interview) in interviews(facts) {
        let (Some((text, span)), Some(day)) = (interview.add_on.spanned(), document.date) else { continue };
        let wants = |name: &AddOnName| {
            tariff::claimed(name, day).is_some_and(|entry| entry.requirement(Evidence::Interview).is_some())
        };
        let Some(name) = AddOnName::all(text).into_iter().find(wants) else { continue };
        let review = review_on(facts, document, day);
        let own = interview.kind.get() == Some(&InterviewKind::Monitoring);
        let apart = || interviews(facts).any(|(other, _)| is_review_apart(other, document));
        if !own && (review.is_none() || apart()) {
            continue;
        }
        let message = format!("モニタリングの面接({day})に{}を算定しています", name.title());
        let finding = reporter.report(span.place(), message);
        finding.severity = Severity::Warning;
        finding.help = Some(
            "モニタリングの面接は計画の見直しの一部で、別には算定できません。`加算` の行を消すか、別の時間の面談なら、モニタリングの面談記録を `種類: モニタリング` で分けて残してください"
                .to_owned(),
        );
        if own && let Some(span) = interview.kind.span() {
            finding.related.push((span.place(), "面談の種類".to_owned()));
        }
        finding.related.extend(review.map(|place| (place, "モニタリングの面接の日".to_owned())));
    }
}

fn interviews<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'a Document, &'a Interview)> + use<'a> {
    facts.timeline.papers().filter_map(|document| match &document.model {
        Model::Interview(interview) => Some((document, interview)),
        _ => None,
    })
}

/// Where a モニタリング of the same office says that the guardian was met on a day.
fn review_on(facts: &Facts<'_>, document: &Document, day: Date) -> Option<crate::source::Place> {
    facts.timeline.monitorings().filter(|(review, _)| review.office() == document.office()).find_map(|(_, review)| {
        let (met, span) = review.interviews.get()?.guardian.get()?.date.spanned()?;
        (*met == day).then(|| span.place())
    })
}

/// Whether the interview of the モニタリング has a record of its own on that day.
fn is_review_apart(other: &Document, document: &Document) -> bool {
    let is_review = matches!(&other.model, Model::Interview(own) if own.kind.get() == Some(&InterviewKind::Monitoring));
    is_review && other.date == document.date && other.office() == document.office() && other.name != document.name
}
