//! The visit of the 相談支援 is to where the child lives: its home, that of foster parents, an institution, a group home, a
//! hospital.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::event::{Event, EventKind};
use crate::diagnostic::Code;
use crate::record::Spanned;
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-visit-place"),
    group: Group::Consult,
    summary: "居宅訪問の場所が居宅でない",
    explanation: include_str!("consult-visit-place.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Events, &[]), (Reach::Child, &["住居", "所属"])],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// Words for places where no child lives.
const ELSEWHERE: [&str; 13] = [
    "事業所",
    "相談室",
    "会議室",
    "面談室",
    "学校",
    "教室",
    "保育園",
    "保育所",
    "幼稚園",
    "こども園",
    "役所",
    "公民館",
    "電話",
];

/// Words for a talk from afar.
const FROM_AFAR: [&str; 4] = ["オンライン", "テレビ電話", "ビデオ通話", "Zoom"];

/// Months in which the home has to have been visited before a talk from afar.
const MONTHS: u32 = 2;

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = facts.events.filter(|_| facts.timeline.trail().is_some()) else { return };
    let visits: Vec<&Spanned<Event>> =
        events.value.iter().filter(|event| event.kind.get() == Some(&EventKind::Visited)).collect();
    for visit in &visits {
        if is_from_afar(visit) {
            if !may_be_from_afar(visit, &visits) {
                let day = visit.date.get().map(|day| format!("({day})")).unwrap_or_default();
                let finding = reporter.report(visit.span.place(), format!("居宅訪問{day}がオンラインで行われています"));
                finding.help = Some(
                    "居宅を訪ねてください。特別地域加算の地域で市町村の了解を得ているのなら `理由: …` にそれを書き、前の 2 か月のうちの居宅訪問も記録してください"
                        .to_owned(),
                );
            }
            continue;
        }
        let Some((place, span)) = visit.place.spanned() else { continue };
        if ELSEWHERE.iter().any(|word| place.contains(word)) && !lives_at(facts, place) {
            let finding = reporter.report(span.place(), format!("居宅訪問の場所が「{place}」です。居宅ではありません"));
            finding.help = Some(
                "居宅(里親宅、施設、グループホーム、病院など児童が暮らす所)を訪ねた日の行にしてください。ほかの場所での面接は 備考 に書けます"
                    .to_owned(),
            );
        }
    }
}

fn is_from_afar(visit: &Event) -> bool {
    let said = [visit.method.get(), visit.place.get()];
    said.into_iter().flatten().any(|word| FROM_AFAR.iter().any(|afar| word.contains(afar)))
}

/// In a 特別地域加算 area with the city's agreement, which the line says, and after a visit in the two months before.
fn may_be_from_afar(visit: &Event, visits: &[&Spanned<Event>]) -> bool {
    let Some(day) = visit.date.get().copied() else { return visit.reason.is_set() };
    let since = day.minus_months(MONTHS);
    let near = |other: Date| since <= other && other < day;
    let was_there = |other: &&Spanned<Event>| !is_from_afar(other) && other.date.get().copied().is_some_and(near);
    visit.reason.is_set() && visits.iter().copied().any(|other| was_there(&other))
}

/// Whether the child lives where the name of the place would not say so: 住居 names an institution.
fn lives_at(facts: &Facts<'_>, place: &str) -> bool {
    let home = facts.child.value.home.get();
    home.is_some_and(|home| home.contains("施設") || home.contains("医療機関") || place.contains(home.as_str()))
}
