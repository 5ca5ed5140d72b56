//! 延長支援加算 on a day whose record does not say from when to when it was.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::provision::ProvidedDay;
use crate::case::{Document, Model};
use crate::diagnostic::Code;
use crate::record::Spanned;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("extension-unrecorded"),
    group: Group::AddOns,
    summary: "延長支援加算の日に、延長した時間の記録がない",
    explanation: include_str!("extension-unrecorded.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["加算", "延長", "延長.支援前", "延長.支援後"])],
    judges: Judges::own(&["record"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// What the names of the 加算 have in common: 延長支援加算, 延長支援加算(1時間以上2時間未満).
const ADD_ON: &str = "延長支援加算";

fn check(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Provision(month) = &document.model else { return };
    for day in month.days.iter().filter(|day| !is_recorded(day)) {
        let Some(claimed) = day.add_ons.iter().find(|name| name.value.trim().starts_with(ADD_ON)) else { continue };
        let when = day.date.get().map(|date| format!("{date} の")).unwrap_or_default();
        let message = format!("{when}記録に 延長支援加算 がありますが、延長した時間がありません");
        let finding = reporter.report(claimed.span.place(), message);
        finding.help = Some(
            "実際に延長した時間を `延長: {支援後: \"17:30-18:30\"}` のように書いてください。延長しなかった日なら、加算から外してください"
                .to_owned(),
        );
    }
}

fn is_recorded(day: &Spanned<ProvidedDay>) -> bool {
    day.extension.get().is_some_and(|extension| extension.before.is_set() || extension.after.is_set())
}
