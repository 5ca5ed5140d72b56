//! An 加算 that records claim more often than it may be claimed.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::claims::{self, AddOnClaim};
use super::{frequency, gravest};
use crate::case::{Document, Model};
use crate::diagnostic::Code;
use crate::tariff::{self, Limit};
use crate::timeline::ProvidedLine;
use crate::value::Month;
use std::collections::BTreeSet;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("addon-over-limit"),
    group: Group::AddOns,
    summary: "加算の記録が、算定できる回数を超えている",
    explanation: include_str!("addon-over-limit.md"),
    certainty: Certainty::Verified,
    judges: Judges::own(&["plan"]),
    rests_on: &[(Reach::All("record/"), &["日付", "事業所", "欠席"]), (Reach::Office, &["事業所", "事業所.種類"])],
    checks: &[Check::Child(check_claims), Check::Paper(check_plan)],
    ..Rule::BASE
};

fn check_plan(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    if facts.timeline.is_open(document) {
        frequency::check(facts, document, plan, reporter);
    }
}

fn check_claims(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let claims = claims::of(facts);
    let mut months: Vec<(Month, Option<&str>, String)> = Vec::new();
    for claim in &claims {
        let key = (Month::of(claim.day), claim.office, claim.entry.title());
        if months.contains(&key) {
            continue;
        }
        let own = |other: &&AddOnClaim<'_>| {
            (Month::of(other.day), other.office) == (key.0, key.1) && std::ptr::eq(other.entry, claim.entry)
        };
        let claimed: Vec<&AddOnClaim<'_>> = claims.iter().filter(own).collect();
        judge(facts, claim, &claimed, reporter);
        months.push(key);
    }
    check_once(&claims, reporter);
}

/// The claims of one 加算 in one month at one office.
fn judge(facts: &Facts<'_>, claim: &AddOnClaim<'_>, claimed: &[&AddOnClaim<'_>], reporter: &mut Reporter<'_>) {
    let month = Month::of(claim.day);
    let days = days_of(facts, claim, month);
    let service = claimed.iter().find_map(|claim| claim.service).filter(|_| days > 0);
    let Some(most) = tariff::most_in_month(claim.entry, service, days) else { return };
    let Some(first_over) = claimed.get(most as usize) else { return };
    let used = if claim.entry.limit().is_some_and(Limit::goes_by_days) && days > 0 {
        format!("(この月の利用は {days}日)")
    } else {
        String::new()
    };
    let title = claim.entry.title();
    let message =
        format!("{month} の{title}の記録が {}回あり、算定できる月{most}回{used}を超えています", claimed.len());
    let finding = reporter.report(first_over.place.clone(), message);
    finding.severity = gravest(claim.entry.limit().and_then(Limit::surety));
    finding.help = Some(format!(
        "同じ回を二度書いていれば一つにし、そうでなければ算定しない回の `加算` から{title}を消してください(記録そのものは残します)"
    ));
    if let Some(first) = claimed.first() {
        finding.related.push((first.place.clone(), "この月の一回め".to_owned()));
    }
}

/// On how many days of a month the child was at the office of a claim.
fn days_of(facts: &Facts<'_>, claim: &AddOnClaim<'_>, month: Month) -> usize {
    let lines = facts.timeline.provided_in(month).iter();
    let own =
        lines.filter(|line: &&ProvidedLine<'_>| line.is_of(claim.office, claim.service) && line.line.is_attended());
    own.map(|line| line.day).collect::<BTreeSet<_>>().len()
}

/// What may be claimed only so often in all.
fn check_once(claims: &[AddOnClaim<'_>], reporter: &mut Reporter<'_>) {
    let mut seen: Vec<(&AddOnClaim<'_>, u32)> = Vec::new();
    for claim in claims {
        let Some(most) = claim.entry.limit().and_then(Limit::in_all) else { continue };
        let same = |other: &AddOnClaim<'_>| std::ptr::eq(other.entry, claim.entry) && other.office == claim.office;
        match seen.iter_mut().find(|(first, _)| same(first)) {
            None => seen.push((claim, 1)),
            Some((first, times)) => {
                *times += 1;
                if *times == most + 1 {
                    let title = claim.entry.title();
                    let finding = reporter
                        .report(claim.place.clone(), format!("{title}の記録が、算定できる {most}回を超えています"));
                    finding.severity = gravest(claim.entry.limit().and_then(Limit::surety));
                    finding.help =
                        Some("就学と就職のように場面が違うかを確かめ、同じ場面なら一つにしてください".to_owned());
                    finding.related.push((first.place.clone(), "一回め".to_owned()));
                }
            }
        }
    }
}
