//! More times a month in the plan than an 加算 may be claimed.

use super::super::facts::Facts;
use super::super::rule::Reporter;
use crate::case::Document;
use crate::case::plan::SupportPlan;
use crate::diagnostic::Severity;
use crate::tariff::{self, AddOnName};
use crate::value::Amount;

/// The most days that a month has.
const EVERY_DAY: usize = 31;

/// Reports each 頻度 of a plan that no month allows.
pub(super) fn check(facts: &Facts<'_>, document: &Document, plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    let service = facts.directory.service(plan);
    for add_on in plan.rows.iter().flat_map(|row| row.value.add_ons.iter()) {
        let (Some(name), Some((text, span))) = (add_on.name.get(), add_on.frequency.spanned()) else { continue };
        let (Some(name), Some(Amount::Month(times))) = (AddOnName::of(name), Amount::of(text)) else { continue };
        let entry = document.first_day().and_then(|day| tariff::claimed(&name, day));
        let most = entry.and_then(|entry| tariff::most_in_month(entry, service, EVERY_DAY));
        let Some(most) = most.filter(|most| times > *most) else { continue };
        let message = format!("計画の{}の頻度({text})が、算定できる回数(月{most}回まで)を超えています", name.title());
        let finding = reporter.report(span.place(), message);
        finding.severity = Severity::Warning;
        finding.help = Some(format!("`頻度: 月{most}回` のように直すか、算定しない回を支援内容の側に書いてください"));
    }
}
