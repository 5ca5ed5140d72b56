//! Within a 障害児支援利用計画: the 量 of its services against the days of its 週間計画表, and offices that only the week knows.

use super::super::super::facts::Facts;
use super::super::super::rule::Reporter;
use crate::case::Document;
use crate::case::consult::plan::{ConsultationPlan, NeedService};
use crate::case::consult::week::WeeklyPlan;
use crate::directory::{Directory, ServiceWording};
use crate::source::Span;
use crate::timeline::week::{OfficeWeek, entry_wording};
use crate::value::Amount;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Weeks in a month: four whole ones at least, five begun ones at most.
const WEEKS: (u32, u32) = (4, 5);

pub(super) fn check(facts: &Facts<'_>, document: &Document, plan: &ConsultationPlan, reporter: &mut Reporter<'_>) {
    let Some(week) = plan.week.get().filter(|week| !week.entries.is_empty()) else { return };
    for service in providers(plan, facts.directory) {
        service.check(document, week, facts.directory, reporter);
    }
    check_providers(document, plan, week, facts.directory, reporter);
}

/// Whether the week of a plan has no place for a provider, which is said of the plan itself. Nothing is said of a copy.
pub(super) fn is_absent(facts: &Facts<'_>, document: &Document, plan: &ConsultationPlan, provider: &str) -> bool {
    let week = plan.week.get().filter(|week| !week.entries.is_empty());
    let judged = !facts.timeline.is_received(document) && facts.timeline.is_open(document);
    let Some(week) = week.filter(|_| judged) else { return false };
    let mut own = providers(plan, facts.directory).into_iter().filter(|service| service.key == provider);
    own.any(|service| service.is_absent(week, facts.directory))
}

/// One service of one provider, in however many needs it stands.
struct Provided<'a> {
    key: String,
    name: String,
    kind: &'a str,
    amounts: Vec<(Amount, Span)>,
}

/// The formal services with their providers, in the order of the form.
fn providers<'a>(plan: &'a ConsultationPlan, directory: &Directory<'_>) -> Vec<Provided<'a>> {
    let mut provided: Vec<Provided<'a>> = Vec::new();
    for service in plan.needs.iter().flat_map(|need| need.services.iter()) {
        let (Some(key), Some(kind)) = (directory.provider_key(&service.provider), service.kind.get()) else { continue };
        if !is_judged(service, directory) {
            continue;
        }
        let amount = service.amount.spanned().and_then(|(text, span)| Some((Amount::of(text)?, span)));
        let same =
            |other: &&mut Provided<'_>| other.key == key && ServiceWording::of(other.kind) == ServiceWording::of(kind);
        match provided.iter_mut().find(same) {
            Some(other) => other.amounts.extend(amount),
            None => {
                let name = directory.provider_name(&service.provider).unwrap_or_else(|| key.clone());
                provided.push(Provided { key, name, kind, amounts: amount.into_iter().collect() });
            }
        }
    }
    provided
}

/// Schools and clinics count their days in their own way.
fn is_judged(service: &NeedService, directory: &Directory<'_>) -> bool {
    let welfare = service.kind.get().is_some_and(|kind| ServiceWording::of(kind).is_welfare());
    !service.is_informal() && (welfare || directory.office_id(&service.provider).is_some())
}

impl Provided<'_> {
    /// The amount that the week contradicts. Each need says the whole amount or its own part of it (延長は週1日): no part may
    /// exceed the week, and one of them or all together must be what the week holds.
    fn misfit(&self, own: &OfficeWeek<'_>) -> Option<(Amount, Span)> {
        let fit = |amount: &Amount| compare(*amount, own) == Ordering::Equal;
        if let Some(over) = self.amounts.iter().find(|(amount, _)| compare(*amount, own) == Ordering::Greater) {
            return Some(*over);
        }
        let total = self.amounts.iter().map(|(amount, _)| *amount).reduce(plus)?;
        let whole = self.amounts.iter().any(|(amount, _)| fit(amount)) || fit(&total);
        if whole { None } else { self.amounts.iter().max_by_key(|(amount, _)| *amount).copied() }
    }

    /// Whether the week has no place for the provider, here or among what is not weekly.
    fn is_absent(&self, week: &WeeklyPlan, directory: &Directory<'_>) -> bool {
        let own = OfficeWeek::of(week, directory, &self.key, ServiceWording::of(self.kind));
        let nowhere_else = week.other_services.get().is_none_or(|text| text.as_str().is_empty());
        own.entries.is_empty() && nowhere_else && self.misfit(&own).is_some()
    }

    fn check(&self, document: &Document, week: &WeeklyPlan, directory: &Directory<'_>, reporter: &mut Reporter<'_>) {
        let own = OfficeWeek::of(week, directory, &self.key, ServiceWording::of(self.kind));
        let Some((amount, span)) = self.misfit(&own) else { return };
        if own.entries.is_empty() {
            if self.is_absent(week, directory) {
                let message = format!("「{}」({amount})の予定が週間計画表にありません", self.name);
                let finding = reporter.report(span.place(), message);
                finding.help = Some(
                    "週間計画 の 予定 に加えてください。毎週でないものは `週単位以外のサービス` に書きます".to_owned(),
                );
                let entries = document.place(week.entries.span());
                finding.related.push((entries, "週間計画表の予定".to_owned()));
            }
            return;
        }
        let days = own.weekly.len();
        let message = format!("「{}」の量({amount})が、週間計画表(週{days}日)と合いません", self.name);
        let finding = reporter.report(span.place(), message);
        finding.help = Some(format!(
            "{}するか、週間計画表の曜日を直してください。毎週でない予定には `頻度` を書きます",
            expected(amount, days)
        ));
        let first = own.entries.first().and_then(|entry| entry.days.span());
        finding.related.push((document.place(first), "週間計画表の曜日".to_owned()));
    }
}

/// Two parts of one whole.
fn plus(a: Amount, b: Amount) -> Amount {
    match (a, b) {
        (Amount::Week(a), Amount::Week(b)) => Amount::Week(a + b),
        (Amount::Month(a), Amount::Month(b)) => Amount::Month(a + b),
        (a, _) => a,
    }
}

/// An amount against the days of the week, those that are not weekly counting as they come.
fn compare(amount: Amount, own: &OfficeWeek<'_>) -> Ordering {
    let (weekly, possible) = (own.weekly.len() as u32, own.possible.len() as u32);
    let (days, least, most) = match amount {
        Amount::Week(days) => (days, weekly, possible),
        // Less than once a week has no place in a week.
        Amount::Month(days) if own.entries.is_empty() => (days, 0, WEEKS.0 - 1),
        Amount::Month(days) => (days, weekly * WEEKS.0, possible * WEEKS.1),
        Amount::MonthLess(_) => return Ordering::Equal,
    };
    match days {
        _ if days < least => Ordering::Less,
        _ if days > most => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

fn expected(amount: Amount, days: usize) -> String {
    let days = days as u32;
    match amount {
        Amount::Week(_) => format!("「週{days}日」と"),
        _ => format!("「月{}日」から「月{}日」の間に", days * WEEKS.0, days * WEEKS.1),
    }
}

/// Offices of this project, and services, whose provider no need names.
fn check_providers(
    document: &Document,
    plan: &ConsultationPlan,
    week: &WeeklyPlan,
    directory: &Directory<'_>,
    reporter: &mut Reporter<'_>,
) {
    let services = || plan.needs.iter().flat_map(|need| need.services.iter());
    let mut known: BTreeSet<String> =
        services().filter_map(|service| directory.provider_key(&service.provider)).collect();
    for entry in week.entries.iter() {
        let wording = entry_wording(entry);
        let Some(key) = directory.provider_key(&entry.provider) else { continue };
        if !(wording.is_welfare() || directory.office_id(&entry.provider).is_some()) {
            continue;
        }
        let open = services().any(|service| {
            !service.provider.is_set() && service.kind.get().is_some_and(|kind| ServiceWording::of(kind) == wording)
        });
        if open || !known.insert(key) {
            continue;
        }
        let name = directory.provider_name(&entry.provider).unwrap_or_default();
        let message = format!("週間計画表の「{name}」が、どのニーズのサービスにもありません");
        let finding = reporter.report(document.place(entry.provider.span()), message);
        finding.help = Some("応えるニーズの `サービス` に、種類・内容・量 と `提供事業者` を書いてください".to_owned());
        finding.related.extend(plan.needs.span().map(|span| (span.place(), "ニーズ".to_owned())));
    }
}
