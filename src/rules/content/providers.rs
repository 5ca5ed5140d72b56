//! 担当者・提供機関: who does it, and with whom.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::words::OfficeWords;
use super::{called, head, open_plan};
use crate::case::Document;
use crate::case::party::PersonRef;
use crate::case::plan::SupportKind;
use crate::diagnostic::{Code, Severity};
use crate::record::{List, TextOr};

pub(in crate::rules) static STAFF: Rule = Rule {
    code: Code::new("staff-missing"),
    group: Group::Content,
    summary: "支援の行の担当者が空いているか、全職員とだけ書かれている",
    explanation: include_str!("staff-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["支援", "支援.項目", "支援.担当者", "支援.担当者.*", "支援.提供機関", "状態"])],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(staff)],
    ..Rule::BASE
};

fn staff(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let words = OfficeWords::of(&facts.ground.organisation.value);
    let is_nobody = |person: &str| words.is_one(|lists| &lists.everybody, person) || words.is_blank(person);
    for row in plan.rows.iter() {
        let Some(kind) = row.kind.get().filter(|_| !row.staff.is_unread()) else { continue };
        // Outside the office it may be done by the organisation that is named.
        if *kind != SupportKind::Child && !row.partners.is_empty() {
            continue;
        }
        let vague = row.staff.iter().find(|person| matches!(&person.value, TextOr::Text(text) if is_nobody(text)));
        let named = row.staff.iter().any(|person| !matches!(&person.value, TextOr::Text(text) if is_nobody(text)));
        if named {
            continue;
        }
        let message = match vague {
            Some(word) => format!("{}の担当者が「{}」だけです", called(*kind, row), word_of(&word.value)),
            None => format!("{}に、担当者がありません", called(*kind, row)),
        };
        let place = vague.map(|word| word.span).or(row.staff.span()).map_or_else(|| head(row), |span| span.place());
        reporter.report(place, message).help = Some(
            "主に支援する職員の id か職種を、`担当者: [保育士]` のように書いてください。ほかの職員も行うなら、その後に加えます".to_owned(),
        );
    }
}

fn word_of(person: &PersonRef) -> &str {
    match person {
        TextOr::Text(text) => text,
        TextOr::Record(person) => person.titles().next().map_or("", String::as_str),
    }
}

pub(in crate::rules) static PARTNER: Rule = Rule {
    code: Code::new("partner-missing"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "移行支援・地域支援の行に、相手の機関が書かれていない",
    explanation: include_str!("partner-missing.md"),
    certainty: Certainty::OneSource,
    rests_on: &[(
        Reach::Own,
        &["支援", "支援.項目", "支援.提供機関", "支援.提供機関.*", "支援.担当者", "支援.担当者.*", "状態"],
    )],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(partner)],
    ..Rule::BASE
};

fn partner(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for row in plan.rows.iter() {
        let Some(kind) = row.kind.get().copied() else { continue };
        let concerned = matches!(kind, SupportKind::Transition | SupportKind::Community);
        if !concerned || !row.partners.is_empty() || row.partners.is_unread() || names_an_organisation(&row.staff) {
            continue;
        }
        let place = row.partners.span().map_or_else(|| head(row), |span| span.place());
        let finding = reporter.report(place, format!("{}に、相手の機関がありません", called(kind, row)));
        let known = facts.child.value.partners.iter().find_map(|partner| partner.id.get());
        let example = known.map_or("{名称: みどり小学校}", String::as_str);
        finding.help = Some(format!(
            "学校・保育所・児童館・医療機関など、一緒に行う相手を `提供機関: [{example}]` のように書いてください"
        ));
    }
}

/// Whether somebody in 担当者 belongs to another organisation.
fn names_an_organisation(staff: &List<PersonRef>) -> bool {
    staff.iter().any(|person| match &person.value {
        TextOr::Text(_) => false,
        TextOr::Record(person) => person.organisation.is_set() || person.affiliation.is_set(),
    })
}
