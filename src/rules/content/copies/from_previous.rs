//! A plan that goes on as if there had been no monitoring.

use super::super::super::facts::Facts;
use super::super::super::judges::Judges;
use super::super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::super::{head, open_plan, rows_of};
use super::likeness::{Letters, passage};
use crate::case::monitoring::{Achievement, Future, RowResult};
use crate::case::plan::{Occasion, SupportKind, SupportRow};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, Spanned};
use crate::value::Text;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("copied-from-previous"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "本人支援の目標と支援内容が、前の計画の写しになっている",
    explanation: include_str!("../copied-from-previous.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (
            Reach::Own,
            &["支援", "支援.項目", "支援.支援目標", "支援.支援内容", "作成区分", "前計画", "原案", "状態", "作成日"],
        ),
        (
            Reach::All("plan/"),
            &["支援", "支援.項目", "支援.支援目標", "支援.支援内容", "状態", "事業所", "サービス", "原案", "作成日"],
        ),
        (Reach::All("monitoring/"), &["計画", "実施日", "支援", "支援.行", "支援.今後", "支援.評価"]),
    ],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// From which likeness on a text is the other one.
const COPY: f64 = 0.9;
/// Letters of 支援目標 and 支援内容 together from which on they are somebody's own.
const ENOUGH: usize = 30;

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    // A 変更 in mid-term changes what has to be changed, and leaves the rest.
    if plan.occasion.get() == Some(&Occasion::Change) {
        return;
    }
    let Some(before) = facts.timeline.previous(document) else { return };
    let Model::Plan(earlier) = &before.model else { return };
    let results = results(facts, document, before);
    let decided =
        |old: &SupportRow| results.iter().find(|own| own.result.row.is_set() && own.result.row.get() == old.id.get());
    let mut pairs = Vec::new();
    let mut own = 0;
    let old_rows: Vec<_> = rows_of(earlier, &[SupportKind::Child]).map(|(_, old)| (old, letters(&old.goal))).collect();
    for (_, row) in rows_of(plan, &[SupportKind::Child]) {
        let Some(old) = original(&old_rows, row) else {
            own += 1;
            continue;
        };
        let result = decided(&old.value);
        // What was to be changed or ended and is not, is said where the monitoring is held against the plan.
        if !result.is_some_and(|judged| matches!(judged.result.future.get(), Some(Future::Change | Future::End))) {
            pairs.push((row, old, result.and_then(|judged| judged.achievement)));
        }
    }
    let is_whole = own == 0;
    if !is_whole {
        pairs.retain(|(.., result)| *result == Some(Achievement::Achieved));
    }
    let Some((first, old, _)) = pairs.first() else { return };
    let (place, quoted) = (goal_place(first), common(first, old));
    let message = if is_whole {
        format!("本人支援の {} 行が、前の計画({})と同じ文のままです", pairs.len(), before.name)
    } else {
        format!("達成した目標が、前の計画({})と同じ文のまま {} 行に残っています", before.name, pairs.len())
    };
    let finding = reporter.report(place, message);
    finding.related.push((goal_place(old), format!("前の計画の文です。同じところ: 「{quoted}」")));
    for (_, other, _) in &pairs[1..] {
        finding.related.push((goal_place(other), "ここも同じです".to_owned()));
    }
    finding.help = Some(
        "モニタリングで分かったこと(できた場面、続いた日数、やり方を変えた点)を入れて、次の半年の目標と方法に書き直してください。続ける目標なら、到達の目安か支援の仕方のどちらかを今の姿に合わせます"
            .to_owned(),
    );
}

/// What a record says of a row, and what its 評価 counts as on the record's form.
struct JudgedRow<'a> {
    result: &'a RowResult,
    achievement: Option<Achievement>,
}

/// What the last record before this plan says of the rows of the one before.
fn results<'a>(facts: &Facts<'a>, document: &Document, before: &Document) -> Vec<JudgedRow<'a>> {
    let records = facts.timeline.monitorings().filter(|(paper, record)| {
        record.plan.get() == Some(&before.name) && paper.date.zip(document.date).is_none_or(|(one, made)| one <= made)
    });
    let Some((paper, record)) = records.max_by_key(|(paper, _)| paper.date) else { return Vec::new() };
    let ratings = facts.ratings(paper);
    let judged = |result: &'a RowResult| {
        let achievement = result.result.get().and_then(|word| ratings.counts(word));
        JudgedRow { result, achievement }
    };
    record.rows.iter().map(|row| judged(&row.value)).collect()
}

/// The row of the earlier plan, of which each stands with its goal, of which this one is a copy.
fn original<'a>(old_rows: &[(&'a Spanned<SupportRow>, Letters)], row: &SupportRow) -> Option<&'a Spanned<SupportRow>> {
    let goal = letters(&row.goal);
    let is_copy = |(old, old_goal): &&(&Spanned<SupportRow>, Letters)| {
        // Most rows differ in their goals, and their longer texts need not be read.
        goal.is_like(old_goal, COPY) && {
            let content = letters(&row.content);
            goal.len() + content.len() >= ENOUGH && content.is_like(&letters(&old.content), COPY)
        }
    };
    old_rows.iter().find(is_copy).map(|(old, _)| *old)
}

fn letters(field: &Field<Text>) -> Letters {
    Letters::of(field.get().map_or("", |text| text.as_str()), &[])
}

fn goal_place(row: &Spanned<SupportRow>) -> crate::source::Place {
    row.goal.span().map_or_else(|| head(row), |span| span.place())
}

fn common(row: &SupportRow, old: &SupportRow) -> String {
    let text = |row: &SupportRow| row.goal.get().map_or(String::new(), |text| text.as_str().to_owned());
    passage(&text(row), &text(old))
}
