//! 専門的支援実施計画: the plan in which it stands, and the rows that name its 加算.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, period, text};
use crate::case::plan::SupportRow;
use crate::record::Spanned;

/// What such a row claims.
const ADD_ON: &str = "専門的支援";

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("作成日", "担当者");
    let Some(term) = known.support_plan() else { return filling };
    let names_it = |row: &&Spanned<SupportRow>| {
        row.add_ons.iter().any(|claimed| text(&claimed.name).is_some_and(|name| name.contains(ADD_ON)))
    };
    let rows: Vec<&SupportRow> = term.plan.rows.iter().filter(names_it).map(|row| &row.value).collect();
    filling.set("計画", Some(term.document.name.as_str().into()));
    filling.set("期間", period(known.day(), term.end));
    let ids: Vec<&str> = rows.iter().filter_map(|row| text(&row.id)).collect();
    filling.set("支援", (!ids.is_empty()).then(|| ids.into_iter().collect()));
    let claimed = rows.iter().flat_map(|row| row.add_ons.iter());
    let often = claimed.filter(|claimed| text(&claimed.name).is_some_and(|name| name.contains(ADD_ON)));
    filling.set("頻度", often.filter_map(|claimed| text(&claimed.frequency)).next().map(Fill::from));
    let mut domains: Vec<&str> = Vec::new();
    for domain in rows.iter().flat_map(|row| row.domains.iter()) {
        if !domains.contains(&domain.value.label()) {
            domains.push(domain.value.label());
        }
    }
    filling.set("重点領域", (!domains.is_empty()).then(|| domains.into_iter().collect()));
    filling
}
