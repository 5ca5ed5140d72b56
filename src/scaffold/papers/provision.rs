//! サービス提供記録: the line of a day.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, text};

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("日付", "記入者");
    if let Some(term) = known.support_plan() {
        let ids: Vec<&str> = term.plan.rows.iter().filter_map(|row| text(&row.id)).collect();
        filling.note("支援", format!("この日の計画の行: {}", ids.join("、")));
        let offers_several = known.office.is_some_and(|office| office.services.len() > 1);
        filling.set("サービス", text(&term.plan.service).filter(|_| offers_several).map(Fill::from));
    }
    filling
}
