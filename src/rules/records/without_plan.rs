//! Days on which the child was there and no plan of that office and service was in force.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::party::Service;
use crate::diagnostic::Code;
use crate::timeline::{Done, ProvidedLine, What};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("record-without-plan"),
    group: Group::Time,
    summary: "効力のある個別支援計画がない日に、サービスを提供した記録がある",
    explanation: include_str!("record-without-plan.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["日付", "事業所", "サービス", "欠席"]),
        (Reach::All("plan/"), &["事業所", "サービス", "状態", "作成日", "計画期間", "計画期間.開始", "計画期間.終了"]),
        (Reach::Child, &["利用", "利用.事業所", "利用.サービス", "利用.開始日", "利用.終了日", "利用.休止"]),
        (Reach::Office, &["事業所.種類"]),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// Months after the first day in which the first plan may still be made.
const GRACE: u32 = 1;

/// Days without a plan that have the same cause: of one office and service, between the same plans.
struct Bare<'a> {
    office: Option<&'a str>,
    service: Option<Service>,
    /// How many plans had begun by then.
    begun: usize,
    days: Vec<ProvidedLine<'a>>,
}

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    // A plan that cannot be read may be the one that held.
    if facts.timeline.files().any(|paper| paper.broken && paper.kind.id == crate::case::plan::KIND.id) {
        return;
    }
    for bare in bare_days(facts) {
        let Some((first, last)) = bare.days.first().zip(bare.days.last()) else { continue };
        let office = first.line.office.get().map_or("", String::as_str);
        let name = facts.directory.organisation_of_id(office).unwrap_or(office);
        let service = first.service.map(|service| format!("({})", service.label())).unwrap_or_default();
        let when = match bare.days.len() {
            1 => format!("{} の", first.day),
            days => format!("{} から {} までの {days} 日の", first.day, last.day),
        };
        let message = format!("{when}記録がありますが、{name}{service}に、その日に効力のある個別支援計画がありません");
        let finding = reporter.report(first.document.place(first.line.date.span()), message);
        finding.help = Some(
            "その日を含む計画があれば plan/ に置き、状態: 確定 とし、計画期間 と 事業所、サービス を確かめてください。なければ、その月からの減算にあたるかを確かめてください"
                .to_owned(),
        );
    }
}

fn bare_days<'a>(facts: &Facts<'a>) -> Vec<Bare<'a>> {
    let mut found: Vec<Bare<'a>> = Vec::new();
    let mut known: Vec<(Option<&str>, Option<Service>, &[_])> = Vec::new();
    for line in facts.timeline.provided().iter().filter(|line| line.line.is_attended()) {
        let office = line.line.office.get().map(String::as_str);
        let at = match known.iter().position(|(own, service, _)| *own == office && *service == line.service) {
            Some(at) => at,
            None => {
                known.push((office, line.service, facts.timeline.support_terms_at(office, line.service)));
                known.len() - 1
            }
        };
        let terms = &known[at].2;
        let begun = terms.iter().filter(|term| term.start <= line.day).count();
        if office.is_none() || terms.iter().any(|term| term.contains(line.day)) || is_told(facts, line, begun) {
            continue;
        }
        let same = |bare: &&mut Bare<'_>| (bare.office, bare.service, bare.begun) == (office, line.service, begun);
        match found.iter_mut().find(same) {
            Some(bare) => bare.days.push(*line),
            None => found.push(Bare { office, service: line.service, begun, days: vec![*line] }),
        }
    }
    found
}

/// Whether the day needs no finding of its own: the child was not in use, the first plan was in its month of grace, or it is
/// known that a plan or a review was overdue by then, which is said as that.
fn is_told(facts: &Facts<'_>, line: &ProvidedLine<'_>, begun: usize) -> bool {
    let office = line.line.office.get().map(String::as_str);
    let uses = facts.timeline.uses().at(office, line.service);
    let in_grace = || {
        let until = uses.first_day().map(|first| first.plus_months(GRACE));
        begun == 0 && until.is_some_and(|until| line.day <= until)
    };
    let is_overdue = || {
        let plans = [What::FirstPlan, What::Review, What::ReviewOnReturn, What::NextPlan];
        let own = facts
            .timeline
            .duties()
            .iter()
            .filter(|duty| plans.contains(&duty.what) && duty.excuse.is_none() && duty.cause.office() == office);
        own.filter(|duty| duty.due.is_some_and(|due| due < line.day)).any(|duty| match &duty.done {
            Done::By(deed) => deed.day.is_some_and(|day| line.day < day),
            Done::No | Done::Unknown => true,
        })
    };
    !uses.runs_on(line.day) || in_grace() || is_overdue()
}
