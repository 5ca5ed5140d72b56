//! 5領域: written on each row of 本人支援, on all rows together all five, and on no other row.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::words::OfficeWords;
use super::{OF_2024, called, head, open_plan, rows_of};
use crate::case::Document;
use crate::case::plan::{Domain, SupportKind};
use crate::diagnostic::{Code, Severity};

const CHILD: &[SupportKind] = &[SupportKind::Child];
const OTHERS: &[SupportKind] = &[SupportKind::Family, SupportKind::Transition, SupportKind::Community];

pub(in crate::rules) static MISSING: Rule = Rule {
    code: Code::new("domain-missing"),
    group: Group::Content,
    summary: "本人支援の行に、5領域との関連が書かれていない",
    explanation: include_str!("domain-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["支援", "支援.項目", "支援.5領域", "作成日", "計画期間", "サービス", "状態"])],
    judges: OF_2024,
    checks: &[Check::Paper(missing)],
    ..Rule::BASE
};

fn missing(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for (kind, row) in rows_of(plan, CHILD).filter(|(_, row)| row.domains.is_empty() && !row.domains.is_unread()) {
        let place = row.domains.span().map_or_else(|| head(row), |span| span.place());
        let finding = reporter.report(place, format!("{}に、5領域との関連が書かれていません", called(kind, row)));
        let all: Vec<&str> = Domain::ALL.iter().map(|domain| domain.label()).collect();
        finding.help = Some(format!(
            "この支援が関わる領域をすべて、`5領域: [{}]` のように書いてください。領域は {} の五つです",
            all[..2].join(", "),
            all.join("、")
        ));
    }
}

pub(in crate::rules) static UNCOVERED: Rule = Rule {
    code: Code::new("domain-uncovered"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "計画の全体で、5領域のどれかに触れていない",
    explanation: include_str!("domain-uncovered.md"),
    certainty: Certainty::Verified,
    rests_on: &[(
        Reach::Own,
        &["支援", "支援.項目", "支援.5領域", "5領域の補足", "作成日", "計画期間", "サービス", "状態"],
    )],
    judges: OF_2024,
    checks: &[Check::Paper(uncovered)],
    ..Rule::BASE
};

fn uncovered(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let words = OfficeWords::of(&facts.ground.organisation.value);
    let is_explained = plan.domain_note.get().is_some_and(|note| !words.is_blank(note.as_str()));
    let rows: Vec<_> = rows_of(plan, CHILD).collect();
    // A row without any is a finding of its own, and the domain may be meant there.
    if rows.is_empty() || is_explained || rows.iter().any(|(_, row)| row.domains.is_empty() || row.domains.is_unread())
    {
        return;
    }
    let covered = |domain: &Domain| rows.iter().any(|(_, row)| row.domains.iter().any(|own| own.value == *domain));
    let uncovered: Vec<&str> =
        Domain::ALL.iter().filter(|domain| !covered(domain)).map(|domain| domain.label()).collect();
    if uncovered.is_empty() {
        return;
    }
    let names = uncovered.join("、");
    let place = document.place(plan.domain_note.span().or(plan.rows.span()));
    let finding = reporter.report(place, format!("本人支援のどの行も、5領域のうち {names} に触れていません"));
    finding.help = Some(
        "関わりのある行の `5領域` に加えるか、今期は取り上げない事情を `5領域の補足: …` に書いてください".to_owned(),
    );
}

pub(in crate::rules) static MISPLACED: Rule = Rule {
    code: Code::new("domain-misplaced"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "家族支援・移行支援・地域支援の行に、5領域が書かれている",
    explanation: include_str!("domain-misplaced.md"),
    certainty: Certainty::OneSource,
    rests_on: &[(Reach::Own, &["支援", "支援.項目", "状態"])],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(misplaced)],
    ..Rule::BASE
};

fn misplaced(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for (kind, row) in rows_of(plan, OTHERS).filter(|(_, row)| !row.domains.is_empty()) {
        let place = row.domains.span().map_or_else(|| head(row), |span| span.place());
        let finding = reporter.report(place, format!("{}に、5領域が書かれています", called(kind, row)));
        finding.help = Some(
            "5領域は本人支援の行に書きます。この行の `5領域` を消してください。本人への支援なら、項目を 本人支援 に直してください".to_owned(),
        );
    }
}
