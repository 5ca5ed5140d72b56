//! A session of a 専門的支援実施計画 of less than half an hour.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::{SESSIONS, gravest};
use crate::case::{Document, Model};
use crate::diagnostic::Code;
use crate::tariff::{self, AddOnName, Evidence};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("session-too-short"),
    group: Group::AddOns,
    summary: "専門的支援の実施が 30 分に満たない",
    explanation: include_str!("session-too-short.md"),
    certainty: Certainty::Verified,
    judges: Judges::own(&["specialist"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Specialist(plan) = &document.model else { return };
    let entry = AddOnName::of(SESSIONS).and_then(|name| tariff::meant(&name).next());
    let Some(wanted) = entry.and_then(|entry| entry.requirement(Evidence::Specialist)) else { return };
    let Some(least) = wanted.minutes() else { return };
    for session in plan.sessions.iter() {
        let Some((length, span)) = session.length.spanned() else { continue };
        let minutes = length.minutes();
        if minutes.0 == 0 || minutes.0 >= least {
            continue;
        }
        let day = session.date.get().map(|day| format!("{day} の")).unwrap_or_default();
        let finding = reporter.report(span.place(), format!("{day}専門的支援({minutes})が {least}分に足りません"));
        finding.severity = gravest(wanted.surety.get().copied());
        finding.help = Some(format!(
            "打ち間違いなら `時間: 40分` のように書き直してください。{least}分に足りない回は、{SESSIONS}に数えません"
        ));
    }
}
