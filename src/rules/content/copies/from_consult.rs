//! A 個別支援計画 whose goals are those of the 障害児支援利用計画, word for word.

use super::super::super::facts::Facts;
use super::super::super::judges::Judges;
use super::super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::super::open_plan;
use super::likeness::{Letters, passage};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Span;
use crate::value::Text;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("copied-from-consult"),
    group: Group::Content,
    severity: Severity::Info,
    summary: "目標が、障害児支援利用計画の文のままになっている",
    explanation: include_str!("../copied-from-consult.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (
            Reach::Own,
            &["支援", "支援.支援目標", "長期目標.内容", "短期目標.内容", "障害児支援利用計画", "計画期間", "状態"],
        ),
        (
            Reach::All("consult/plan/"),
            &["ニーズ", "ニーズ.支援目標", "長期目標", "短期目標", "計画期間", "状態", "案", "写し", "作成日"],
        ),
    ],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// From which likeness on a text is the other one.
const COPY: f64 = 0.9;
/// Letters from which on a goal is somebody's own.
const ENOUGH: usize = 20;

/// A goal, with its name and its place.
type NamedGoal<'a> = (&'static str, &'a str, Span);

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let Some(map) = facts.timeline.consultation_under(document) else { return };
    let Model::ConsultationPlan(consultation) = &map.model else { return };
    let theirs: Vec<_> = goals_of_consultation(consultation).into_iter().map(|goal| (goal, letters(goal.1))).collect();
    let copied: Vec<_> = goals(plan)
        .into_iter()
        .filter_map(|goal| {
            let own = letters(goal.1);
            let is_copy = |other: &Letters| own.len() >= ENOUGH && own.is_like(other, COPY);
            theirs.iter().find(|(_, other)| is_copy(other)).map(|(original, _)| (goal, *original))
        })
        .collect();
    let Some(((name, text, span), (their_name, original, there))) = copied.first() else { return };
    let others = match copied.len() {
        1 => String::new(),
        all => format!("(ほか {} か所)", all - 1),
    };
    let message = format!("{name}が、障害児支援利用計画({})の{their_name}と同じ文です{others}", map.name);
    let finding = reporter.report(span.place(), message);
    finding.related.push((there.place(), format!("同じところ: 「{}」", passage(text, original))));
    finding.help = Some(
        "利用計画は生活の全体、個別支援計画はこの事業所での半年です。事業所のどの場面で、何ができるようになるかに書き直すと、モニタリングで確かめられます".to_owned(),
    );
}

fn letters(text: &str) -> Letters {
    Letters::of(text, &[])
}

fn named<'a>(name: &'static str, field: &'a Field<Text>) -> Option<NamedGoal<'a>> {
    field.spanned().map(|(text, span)| (name, text.as_str(), span))
}

fn goals(plan: &SupportPlan) -> Vec<NamedGoal<'_>> {
    let long = plan.long_goal.get().and_then(|goal| named("長期目標", &goal.text));
    let short = plan.short_goal.get().and_then(|goal| named("短期目標", &goal.text));
    long.into_iter().chain(short).chain(plan.rows.iter().filter_map(|row| named("支援目標", &row.goal))).collect()
}

fn goals_of_consultation(plan: &ConsultationPlan) -> Vec<NamedGoal<'_>> {
    let whole = [named("長期目標", &plan.long_goal), named("短期目標", &plan.short_goal)].into_iter().flatten();
    whole.chain(plan.needs.iter().filter_map(|need| named("支援目標", &need.goal))).collect()
}
