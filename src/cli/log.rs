//! `shien log`.

use super::Verdict;
use super::args::{LogArguments, LogFormat};
use super::terminal::Terminal;
use crate::history::{HistoryStep, Match, Plan, PlanConsent, PlanDifference, Relation, Review, StepKind};
use crate::pipeline::{CallSite, Project, SetupError};
use crate::prose::{Stretch, width, wrap};
use crate::value::{Date, Period};

/// Columns in front of a detail: the indent, the widest label, a gap.
const INDENT: usize = 4;
const LABEL: usize = 8;

/// Columns of the longest day of 和暦 in common use: 令和16年12月31日.
const DAY: usize = 17;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &LogArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let (child, _) = project.asked_child(standing, &arguments.child.case)?;
    let history = project.history(&child)?;
    if arguments.format == LogFormat::Json {
        let json = serde_json::to_value(&history).expect("internal: a history is plain data");
        terminal.json(&json);
        return Ok(Verdict::Fine);
    }
    let name = history.name.as_deref().unwrap_or("(氏名なし)");
    terminal.line(&format!("{name}({}) 計画と見直し", history.child));
    if history.steps.is_empty() {
        terminal.line("");
        terminal.line("計画もモニタリングもまだありません");
    }
    // One office needs no line of its own in every step.
    let mut offices: Vec<&str> = history.steps.iter().filter_map(|step| step.office.as_deref()).collect();
    offices.sort_unstable();
    offices.dedup();
    for step in &history.steps {
        terminal.line("");
        lines(step, offices.len() > 1, terminal.columns()).iter().for_each(|line| terminal.line(line));
    }
    Ok(Verdict::Fine)
}

/// The lines of a step: what it is, then its details, each behind its label.
fn lines(step: &HistoryStep, with_office: bool, columns: usize) -> Vec<String> {
    let day = step.date.map_or_else(|| "日付なし".to_owned(), Date::to_wareki);
    let (state, details) = match &step.what {
        StepKind::Plan(plan) => (state(plan), plan_details(plan)),
        StepKind::Review(review) => (String::new(), review_details(review)),
        StepKind::Unread => (String::new(), vec![("注意", "読めません。shien check で理由が分かります".to_owned())]),
    };
    // A 計画案 says so in its title.
    let state = if step.title.ends_with(&state) { String::new() } else { format!(" {state}") };
    let mut lines = vec![format!("{day}{}{}{state}  {}", gap(&day, DAY), step.title, step.id)];
    let office = step.office.clone().filter(|_| with_office).map(|office| ("事業所", office));
    let mut before = "";
    for (label, text) in office.into_iter().chain(details) {
        let shown = if label == before { "" } else { label };
        before = label;
        for (index, line) in
            wrap(&[Stretch::plain(text)], columns.saturating_sub(INDENT + LABEL).max(10)).into_iter().enumerate()
        {
            let shown = if index == 0 { shown } else { "" };
            let line: String = line.into_iter().map(|piece| piece.text).collect();
            lines.push(format!("{:INDENT$}{shown}{}{line}", "", gap(shown, LABEL)));
        }
    }
    lines
}

fn state(plan: &Plan) -> String {
    format!("{}{}", plan.status.as_deref().unwrap_or_default(), if plan.copy { "(写し)" } else { "" })
}

fn plan_details(plan: &Plan) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    let made: Vec<&str> = [&plan.occasion, &plan.author].into_iter().flatten().map(String::as_str).collect();
    if !made.is_empty() {
        details.push(("作成", made.join("、")));
    }
    if plan.start.is_some() || plan.end.is_some() {
        details.push(("期間", Period::wareki(plan.start, plan.end)));
    }
    details.push(("版", plan.edition.clone()));
    details.extend(plan.differences.iter().map(|difference| ("変更", difference_words(difference))));
    details.extend(plan.consents.iter().map(|consent| ("同意", consent_words(consent))));
    details
}

fn difference_words(difference: &PlanDifference) -> String {
    let relation = match difference.relation {
        Relation::Draft if difference.against.starts_with("consult") => "案",
        Relation::Draft => "原案",
        Relation::Previous => "前計画",
    };
    let parts = difference.count.parts();
    let total: usize = parts.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
    let PlanDifference { against, .. } = difference;
    match total {
        0 => format!("{relation}({against})と同じ"),
        total => format!("{relation}({against})と {total} か所: {}", parts.join("、")),
    }
}

fn consent_words(consent: &PlanConsent) -> String {
    let mut words = vec![consent.date.map_or_else(|| "日付なし".to_owned(), Date::to_wareki)];
    words.extend(consent.kind.clone().filter(|kind| kind != "同意"));
    words.extend(consent.signer.clone());
    words.extend(consent.schedule.as_ref().map(|name| format!("別表「{name}」")));
    let edition = |edition: &Option<String>| edition.clone().unwrap_or_default();
    words.push(match consent.matches {
        Match::Same => format!("版 {}(今の版と同じ)", edition(&consent.edition)),
        Match::Changed => {
            format!("版 {}(今は {}。同意の後で変わっています)", edition(&consent.edition), edition(&consent.current))
        }
        Match::Gone => "(この別表は今の計画にありません)".to_owned(),
        Match::Unnamed => "(版の記載なし)".to_owned(),
    });
    words.join(" ")
}

fn review_details(review: &Review) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    if let Some(plan) = &review.plan {
        let missing = if review.plan_known { "" } else { "(この計画はありません)" };
        details.push(("計画", format!("{plan}{missing}")));
    }
    if let Some(author) = &review.author {
        details.push(("実施", author.clone()));
    }
    if !review.results.is_empty() {
        let results: Vec<String> = review.results.iter().map(|(word, count)| format!("{word} {count}")).collect();
        details.push(("評価", results.join("、")));
    }
    if let Some((needs, changing)) = review.needs {
        details.push(("ニーズ", format!("{needs} 件のうち {changing} 件に変更の必要性")));
    }
    if let Some(plan_review) = &review.plan_review {
        details.push(("見直し", plan_review.clone()));
    }
    if let Some(outcome) = &review.outcome {
        details.push(("結果", outcome.clone()));
    }
    details
}

/// The spaces that fill a text up to so many columns, or one.
fn gap(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text)).max(1))
}
