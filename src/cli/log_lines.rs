//! The way of plans as lines for a terminal.

use crate::history::{
    History, HistoryStep, Match, Plan, PlanDifference, Relation, Review, StepKind, TrailEntry, TrailFinding, TrailWork,
    needs_told,
};
use crate::prose::{Stretch, width, wrap};
use crate::value::{Date, Period};

/// Columns in front of a detail: the indent, the widest label, a gap.
const INDENT: usize = 4;
const LABEL: usize = 8;

/// Columns of the longest day of 和暦 in common use: 令和16年12月31日.
const DAY: usize = 17;

/// A label, and what stands behind it.
type Detail = (&'static str, String);

/// The lines of some children.
pub(super) fn lines(histories: &[History], columns: usize) -> Vec<String> {
    let mut all = Vec::new();
    for (index, history) in histories.iter().enumerate() {
        if index > 0 {
            all.push(String::new());
        }
        all.extend(of_child(history, columns));
    }
    all
}

fn of_child(history: &History, columns: usize) -> Vec<String> {
    let name = history.name.as_deref().unwrap_or("(氏名なし)");
    let mut all = vec![format!("{name}({}) 計画と見直し", history.child)];
    if history.steps.is_empty() {
        all.extend([String::new(), "計画もモニタリングもまだありません".to_owned()]);
    }
    // One office needs no line of its own in every step.
    let mut offices: Vec<&str> = history.steps.iter().filter_map(|step| step.office.as_deref()).collect();
    offices.sort_unstable();
    offices.dedup();
    for step in &history.steps {
        all.push(String::new());
        all.extend(of_step(step, offices.len() > 1, columns));
    }
    let beside = beside(history);
    if !beside.is_empty() {
        all.push(String::new());
        all.extend(details(beside, columns));
    }
    all
}

/// What belongs to no step.
fn beside(history: &History) -> Vec<Detail> {
    let kept =
        history.kept_until.map(|day| ("保存", format!("{}まで(利用を終えた日から5年。確認事項)", day.to_wareki())));
    let unplaced = history.unplaced.iter();
    let findings =
        unplaced.clone().flat_map(|unplaced| &unplaced.findings).map(|finding| ("検査", finding_words(finding)));
    let others = unplaced.filter(|unplaced| unplaced.others > 0);
    let others = others.map(|unplaced| ("検査", format!("ほかに {} 件(shien check で見られます)", unplaced.others)));
    kept.into_iter().chain(findings).chain(others).collect()
}

/// The lines of a step: what it is, then its details, each behind its label.
fn of_step(step: &HistoryStep, with_office: bool, columns: usize) -> Vec<String> {
    let day = step.date.map_or_else(|| "日付なし".to_owned(), Date::to_wareki);
    let (state, own) = match &step.what {
        StepKind::Plan(plan) => (state(plan), plan_details(plan)),
        StepKind::Review(review) => (String::new(), review_details(review)),
        StepKind::Unread => (String::new(), vec![("注意", "読めません。shien check で理由が分かります".to_owned())]),
    };
    // A 計画案 says so in its title.
    let state = if step.title.ends_with(&state) { String::new() } else { format!(" {state}") };
    let mut lines = vec![format!("{day}{}{}{state}  {}", gap(&day, DAY), step.title, step.id)];
    let office = step.office.clone().filter(|_| with_office).map(|office| ("事業所", office));
    lines.extend(details(office.into_iter().chain(own).collect(), columns));
    lines
}

fn details(details: Vec<Detail>, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = "";
    for (label, text) in details {
        let shown = if label == before { "" } else { label };
        before = label;
        let room = columns.saturating_sub(INDENT + LABEL).max(10);
        for (index, line) in wrap(&[Stretch::plain(text)], room).into_iter().enumerate() {
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

fn plan_details(plan: &Plan) -> Vec<Detail> {
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
    for entry in &plan.trail {
        // The plan itself has been told above.
        if entry.what != TrailWork::Plan {
            details.push(("経過", entry_words(entry)));
            details.extend(changed_since(entry));
        }
        details.extend(entry.findings.iter().map(|finding| ("検査", finding_words(finding))));
    }
    for add_on in &plan.add_ons {
        let frequency = add_on.frequency.as_ref().map(|frequency| format!("({frequency})")).unwrap_or_default();
        let places: Vec<&str> = add_on.placed.iter().chain(&add_on.recorded).map(String::as_str).collect();
        details.push(("加算", format!("{}{frequency}: {}", add_on.name, places.join("、"))));
    }
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

fn entry_words(entry: &TrailEntry) -> String {
    let day = match (entry.missing, entry.day) {
        (true, day) => format!("(なし。期限 {})", day.map_or_else(|| "不明".to_owned(), Date::to_wareki)),
        (false, day) => day.map_or_else(|| "日付なし".to_owned(), Date::to_wareki),
    };
    let mut words = vec![day, entry.title.clone()];
    words.extend(entry.about.clone());
    let people: Vec<&str> = entry.by.iter().chain(&entry.with).map(String::as_str).collect();
    words.extend((!people.is_empty()).then(|| people.join("、")));
    words.extend(entry.matches.map(|matches| edition_words(entry, matches)));
    // Of what only leads on, what it says is the point.
    let leads_on = matches!(entry.what, TrailWork::Records | TrailWork::Report | TrailWork::NextPlan);
    words.extend(entry.details.iter().filter(|_| leads_on).map(|detail| format!("{} {}", detail.label, detail.text)));
    words.extend(entry.paper.map(|_| entry.file.clone()));
    words.join(" ")
}

fn edition_words(entry: &TrailEntry, matches: Match) -> String {
    let signed = entry.signed_edition.clone().unwrap_or_default();
    match matches {
        Match::Same => format!("版 {signed}(今の版と同じ)"),
        Match::Changed => format!("版 {signed}"),
        Match::Gone => "(この別表は今の計画にありません)".to_owned(),
        Match::Unnamed => "(版の記載なし)".to_owned(),
    }
}

/// What has changed since it was signed.
fn changed_since(entry: &TrailEntry) -> Option<Detail> {
    let own = entry.edition.as_ref().filter(|_| entry.matches == Some(Match::Changed))?;
    Some(("注意", format!("今の版は {own} です。同意の後で変わっています")))
}

fn finding_words(finding: &TrailFinding) -> String {
    format!("{}: {} [{}]", finding.severity.label(), finding.message, finding.code)
}

fn review_details(review: &Review) -> Vec<Detail> {
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
    if let Some(needs) = review.needs {
        details.push(("ニーズ", needs_told(needs)));
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
