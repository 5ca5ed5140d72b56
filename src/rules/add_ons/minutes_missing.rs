//! An 加算 for a meeting, whose minutes are not there or do not say who met.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::claims::{self, AddOnClaim};
use crate::case::meeting::Meeting;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::tariff::Evidence;
use crate::value::Text;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("addon-minutes-missing"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "会議の加算の記録があり、その日の会議録がない(または足りない)",
    explanation: include_str!("addon-minutes-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["加算", "日付", "事業所"]), (Reach::All("meeting/"), &["*"])],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    for claim in claims::of(facts) {
        if claim.entry.requirement(Evidence::Minutes).is_none() {
            continue;
        }
        let held: Vec<(&Document, &Meeting)> = minutes(facts, &claim).collect();
        if held.is_empty() {
            missing(&claim, reporter);
        } else if held.iter().all(|(_, meeting)| !lacks(meeting).is_empty()) {
            incomplete(&claim, held[0], reporter);
        }
    }
}

/// The minutes of the office's meetings on the day of a claim.
fn minutes<'a>(facts: &Facts<'a>, claim: &AddOnClaim<'a>) -> impl Iterator<Item = (&'a Document, &'a Meeting)> {
    let (day, office) = (claim.day, claim.office);
    facts.timeline.papers().filter_map(move |document| match &document.model {
        Model::Meeting(meeting) if document.date == Some(day) && document.office() == office => {
            Some((document, meeting))
        }
        _ => None,
    })
}

fn missing(claim: &AddOnClaim<'_>, reporter: &mut Reporter<'_>) {
    let name = claim.name.title();
    let message = format!("{} の記録に{name}がありますが、その日の会議録がありません", claim.day);
    let finding = reporter.report(claim.place.clone(), message);
    finding.help = Some(format!(
        "日時、参加者、話し合ったことを meeting/{}.md に残してください。会議をしていない日なら `加算` から{name}を消します",
        claim.day
    ));
}

fn incomplete(claim: &AddOnClaim<'_>, (document, meeting): (&Document, &Meeting), reporter: &mut Reporter<'_>) {
    let lacks = lacks(meeting).join("、");
    let name = claim.name.title();
    let message = format!("{name}を算定する会議録({})に、{lacks}がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.help = Some(format!("{lacks}を書き足してください"));
    finding.related.push((claim.place.clone(), "算定する加算".to_owned()));
}

/// What the minutes do not say.
fn lacks(meeting: &Meeting) -> Vec<&'static str> {
    let blank = |text: &Field<Text>| !text.is_unread() && text.get().is_none_or(|text| text.as_str().trim().is_empty());
    let told = [&meeting.agenda, &meeting.discussion, &meeting.decisions];
    let boxes = [("参加者", meeting.present.iter().next().is_none()), ("内容", told.into_iter().all(blank))];
    boxes.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect()
}
