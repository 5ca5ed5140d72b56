//! A plan edited after its consent: the consent names a 版 that the paper no longer has.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::case::paper::{Part, State};
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Adopted, Consent};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consent-outdated"),
    group: Group::Trail,
    summary: "同意の後に計画が書き換えられている",
    explanation: include_str!("consent-outdated.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["*"]), (Reach::Events, &[])],
    judges: Judges { received: false, ..Judges::ALL },
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(trail) = facts.timeline.trail() else { return };
    for part in document.paper().parts() {
        check_adopted(facts, document, &part, reporter);
        let Some(signature) = facts.timeline.outdated(document, &part) else { continue };
        let (Some((named, span)), Some(now)) = (signature.event.version.spanned(), &signature.current) else {
            continue;
        };
        let title = part.name().unwrap_or_else(|| document.kind.title.to_owned());
        let message = format!(
            "{title}({})は、同意された 版「{named}」と違う内容になっています(いまの 版 は {now})",
            document.name
        );
        let finding = reporter.report(trail.place_at(span), message);
        finding.related.push((document.place(None), "この計画が、同意の後に書き換えられています".to_owned()));
        finding.help = Some(format!(
            "内容を変えたのなら、説明と同意をやり直して `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {now}}}` を加えてください。変えるつもりがなかったのなら、署名された紙のとおりに戻してください",
            part.target(document)
        ));
        if document.state() != State::Final {
            finding.severity = Severity::Warning;
        }
    }
}

/// The 原案 was signed, and the plan that was made of it says something else.
fn check_adopted(facts: &Facts<'_>, document: &Document, part: &Part<'_>, reporter: &mut Reporter<'_>) {
    let unsigned = matches!(facts.timeline.consent(document, part), Consent::Missing);
    let Some(Adopted::Changed(lines)) = facts.timeline.adopted_consent(document, part).filter(|_| unsigned) else {
        return;
    };
    let Some(line) = lines.last() else { return };
    let title = part.name().unwrap_or_else(|| document.kind.title.to_owned());
    let message = format!("原案への同意の後に、{title}({})の内容が変わっています", document.name);
    let finding = reporter.report(line.span.place(), message);
    finding.related.push((document.place(document.paper().dated()), "同意した原案と違う計画です".to_owned()));
    finding.help = Some(format!(
        "確定の計画で説明と同意をやり直し、`- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {}}}` を加えてください",
        part.target(document),
        part.content.version()
    ));
}
