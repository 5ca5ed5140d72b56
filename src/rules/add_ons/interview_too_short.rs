//! An interview that is shorter than the 加算 for it wants.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::gravest;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::tariff::{self, AddOnName, Evidence};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("interview-too-short"),
    group: Group::AddOns,
    summary: "加算を算定する面談が 30 分に満たない",
    explanation: include_str!("interview-too-short.md"),
    certainty: Certainty::Verified,
    judges: Judges::own(&["interview"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Interview(interview) = &document.model else { return };
    let (Some((text, claimed)), Some((moment, span))) = (interview.add_on.spanned(), interview.moment.spanned()) else {
        return;
    };
    for name in AddOnName::all(text) {
        let entry = tariff::claimed(&name, moment.date).filter(|entry| entry.holds_on(moment.date));
        let Some(wanted) = entry.and_then(|entry| entry.requirement(Evidence::Interview)) else { continue };
        let Some(least) = wanted.minutes() else { continue };
        let (message, severity) = match moment.duration() {
            // One that runs backwards is another rule's.
            Some(length) if length.0 == 0 || length.0 >= least => continue,
            Some(length) => (
                format!("{}の面談({} {length})が {least}分に足りません", name.title(), moment.date),
                gravest(wanted.surety.get().copied()),
            ),
            None => (
                format!("{}の面談({})に、始まりと終わりの時刻がありません", name.title(), moment.date),
                Severity::Warning,
            ),
        };
        let finding = reporter.report(span.place(), message);
        finding.severity = severity;
        finding.help = Some(format!(
            "打ち間違いなら `日時: {} 10:00-10:40` のように書き直してください。{least}分に足りない面談では算定できないので、`加算` の行を消します",
            moment.date
        ));
        finding.related.push((claimed.place(), "算定する加算".to_owned()));
    }
}
