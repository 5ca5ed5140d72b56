//! `assessment`: the アセスメントシート.

use super::people::{People, PersonContext};
use super::text::Places;
use crate::case::Case;
use crate::case::assessment::Assessment;
use minijinja::value::Value;
use serde::Serialize;

/// `assessment`.
#[derive(Debug, Serialize)]
pub(super) struct AssessmentContext {
    /// 初回 or 見直し.
    kind: Option<&'static str>,
    author: Option<PersonContext>,
    place: Option<String>,
    /// 対面 …
    method: Option<&'static str>,
    present: Vec<PersonContext>,
    /// Whether the purpose was explained, or none.
    purpose_explained: Option<bool>,
    references: Vec<String>,
    child_wish: Option<Value>,
    guardian_wish: Option<Value>,
    /// The five domains in order: name and text.
    domains: Vec<(&'static str, Option<Value>)>,
    family: Option<Value>,
    community: Option<Value>,
    strengths: Option<Value>,
    needs: Option<Value>,
    direction: Option<Value>,
    to_confirm: Option<Value>,
}

pub(super) fn context(
    assessment: &Assessment,
    case: &Case,
    people: &People<'_>,
    places: &mut Places<'_>,
) -> AssessmentContext {
    let domains = [
        ("健康・生活", &assessment.health),
        ("運動・感覚", &assessment.motion),
        ("認知・行動", &assessment.cognition),
        ("言語・コミュニケーション", &assessment.language),
        ("人間関係・社会性", &assessment.relations),
    ];
    AssessmentContext {
        kind: assessment.occasion.get().map(|kind| kind.label()),
        author: assessment.author.get().map(|author| people.person(author)),
        place: assessment.place.get().cloned(),
        method: assessment.method.get().map(|method| method.label()),
        present: people.list(&assessment.present),
        purpose_explained: assessment.purpose_explained.get().copied(),
        references: assessment.references.iter().map(|item| super::named(case, &item.value)).collect(),
        child_wish: places.text("本人の希望", &assessment.child_wish),
        guardian_wish: places.text("保護者の希望", &assessment.guardian_wish),
        domains: domains.into_iter().map(|(label, text)| (label, places.text(label, text))).collect(),
        family: places.text("家族の状況", &assessment.family),
        community: places.text("地域の状況", &assessment.community),
        strengths: places.text("本人の強み", &assessment.strengths),
        needs: places.text("課題(ニーズ)", &assessment.needs),
        direction: places.text("支援の方向", &assessment.direction),
        to_confirm: places.text("これから確認すること", &assessment.to_confirm),
    }
}
