//! Electronic consent and delivery need the guardian's 承諾 beforehand; an online interview the city's answer.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::event::{Event, EventKind};
use crate::case::meeting::Method;
use crate::case::monitoring::Interviews;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::source::Span;

pub(in super::super) static UNAGREED: Rule = Rule {
    code: Code::new("electronic-unagreed"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "電子の同意や交付に、先立つ承諾の日がない",
    explanation: include_str!("electronic-unagreed.md"),
    certainty: Certainty::Guide,
    checks: &[Check::Child(check_agreed)],
    ..Rule::BASE
};

pub(in super::super) static UNANSWERED: Rule = Rule {
    code: Code::new("online-unanswered"),
    group: Group::Trail,
    severity: Severity::Info,
    summary: "オンラインの面接について、市町村の回答が控えられていない",
    explanation: include_str!("online-unanswered.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["方法", "面接", "面接.*", "実施日", "事業所"]),
        (Reach::Office, &["事業所", "事業所.id", "オンライン面接の回答", "オンライン面接の回答.*"]),
    ],
    judges: Judges::own(&["assessment", "monitoring"]),
    checks: &[Check::Paper(check_online)],
    ..Rule::BASE
};

/// Words of 方法 that mean no paper.
const ELECTRONIC: [&str; 4] = ["電子", "電磁", "メール", "オンライン"];

fn check_agreed(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = facts.events else { return };
    let received: Vec<String> =
        facts.timeline.papers().filter(|paper| facts.timeline.is_received(paper)).map(Document::id).collect();
    let judged = |event: &Event| {
        let kind = matches!(event.kind.get(), Some(EventKind::Consented | EventKind::Delivered));
        let target = event.target.get().map(|target| target.split('#').next().unwrap_or_default().trim());
        kind && !event.agreed.is_unread() && !target.is_some_and(|target| received.iter().any(|id| id == target))
    };
    for event in events.value.iter().filter(|event| judged(event)) {
        let Some((method, span)) = event.method.spanned() else { continue };
        if !ELECTRONIC.iter().any(|word| method.contains(word)) {
            continue;
        }
        let what = if event.kind.get() == Some(&EventKind::Consented) { "同意" } else { "交付" };
        let finding = match (event.agreed.spanned(), event.date.get()) {
            (None, _) => reporter.report(span.place(), format!("{method}での{what}に、承諾の日がありません")),
            (Some((agreed, span)), Some(day)) if day < agreed => {
                reporter.report(span.place(), format!("承諾の日({agreed})が、{method}での{what}({day})より後です"))
            }
            _ => continue,
        };
        finding.help = Some("電子で行うことを前もって承諾された日を `承諾日: …` に書いてください".to_owned());
    }
}

fn check_online(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(span) = online(document) else { return };
    let Some(office) = facts.directory.office_of(document).filter(|_| !facts.ground.organisation.broken) else {
        return;
    };
    let answered = office
        .online_answers
        .iter()
        .any(|answer| answer.day.get().is_some_and(|day| document.date.is_none_or(|held| *day <= held)));
    if answered || office.online_answers.is_unread() {
        return;
    }
    let finding =
        reporter.report(span.place(), "オンラインで面接していますが、市町村の回答が office.yaml にありません");
    finding.help = Some(
        "市町村に確かめた日を、office.yaml の事業所に `オンライン面接の回答: [{市町村: …, 回答日: …}]` と控えてください".to_owned(),
    );
}

/// Where it is written that somebody was met online.
fn online(document: &Document) -> Option<Span> {
    match &document.model {
        Model::Assessment(sheet) => {
            let (method, span) = sheet.method.spanned()?;
            matches!(method, Method::Online | Method::Both).then_some(span)
        }
        Model::Monitoring(sheet) => {
            let Interviews { guardian, child } = sheet.interviews.get()?;
            let methods = [guardian, child].into_iter().filter_map(|heard| heard.get()?.method.spanned());
            methods.into_iter().find(|(method, _)| method.contains("オンライン")).map(|(_, span)| span)
        }
        _ => None,
    }
}
