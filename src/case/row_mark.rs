//! What the rows of a plan are called on paper: 本人支援① is the first 本人支援 of its plan, ニーズ③ the third need of a
//! 障害児支援利用計画. Minutes, reviews and records name a row by the same mark, so that nobody reads an id of a file.

use super::{Document, Model};
use crate::record::Field;

/// What a row is called whose 項目 is not written.
const UNNAMED: &str = "支援";

/// What a need is called.
const NEED: &str = "ニーズ";

/// What paper calls a row and a need that the plan at hand does not have: an id of a file says nothing to its readers.
pub const UNKNOWN_ROW: &str = "計画にない行";
pub const UNKNOWN_NEED: &str = "計画にないニーズ";

/// The mark of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMark {
    /// The row's id in its file.
    id: Option<String>,
    /// 本人支援, ニーズ …
    kind: &'static str,
    /// The row's place among those of its kind, from 1. It is not its 優先順位.
    place: u32,
}

impl RowMark {
    /// `①`.
    #[must_use]
    pub fn number(&self) -> String {
        // The embedded faces have circles up to 20.
        match self.place {
            place @ 1..=20 => char::from_u32(0x245F + place).into_iter().collect(),
            place => format!("（{place}）"),
        }
    }

    /// `本人支援①`.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{}{}", self.kind, self.number())
    }
}

/// The mark of the row at a place of a plan's list, from 0.
#[must_use]
pub fn mark_at(plan: &Document, index: usize) -> Option<RowMark> {
    counted(plan).nth(index).map(|(id, kind, place)| RowMark { id: id.get().cloned(), kind, place })
}

/// The mark of a plan's row with an id.
#[must_use]
pub fn mark_of(plan: &Document, id: &str) -> Option<RowMark> {
    let mut rows = counted(plan);
    let (own, kind, place) = rows.find(|(own, ..)| own.get().is_some_and(|own| own == id))?;
    Some(RowMark { id: own.get().cloned(), kind, place })
}

/// The rows of a plan, or its needs: the id, the kind, and the place among those of that kind.
fn counted(plan: &Document) -> impl Iterator<Item = (&Field<String>, &'static str, u32)> {
    let (rows, needs) = match &plan.model {
        Model::Plan(plan) => (Some(&plan.rows), None),
        Model::ConsultationPlan(plan) => (None, Some(&plan.needs)),
        _ => (None, None),
    };
    let rows = rows.into_iter().flat_map(|rows| rows.iter());
    let rows = rows.map(|row| (&row.id, row.kind.get().map_or(UNNAMED, |kind| kind.label())));
    let needs = needs.into_iter().flat_map(|needs| needs.iter()).map(|need| (&need.id, NEED));
    // There are few kinds and may be thousands of rows.
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    rows.chain(needs).map(move |(id, kind)| {
        let known = counts.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            counts.push((kind, 0));
            counts.len() - 1
        });
        counts[known].1 += 1;
        (id, kind, counts[known].1)
    })
}

/// The marks of the rows of a plan, in its order.
#[derive(Debug, Clone, Default)]
pub struct RowMarks(Vec<RowMark>);

impl RowMarks {
    /// Those of a plan; none of another paper.
    #[must_use]
    pub fn of(plan: &Document) -> Self {
        let marks = counted(plan).map(|(id, kind, place)| RowMark { id: id.get().cloned(), kind, place });
        Self(marks.collect())
    }

    /// The mark of the row at a place of the list, from 0.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&RowMark> {
        self.0.get(index)
    }

    /// The mark of the row with an id.
    #[must_use]
    pub fn of_row(&self, id: &str) -> Option<&RowMark> {
        self.0.iter().find(|mark| mark.id.as_deref() == Some(id))
    }
}

/// Whether a text names a row by its mark: 本人支援①, and not 本人支援（21） for 本人支援（2）.
#[must_use]
pub fn names_mark(text: &str, mark: &RowMark) -> bool {
    text.contains(&mark.shown())
}

#[cfg(test)]
mod tests {
    use super::{RowMarks, names_mark};
    use crate::case::load_case;
    use crate::source::Memory;

    fn marks(rows: &str) -> RowMarks {
        let files = Memory::new()
            .with("cases/hana/child.yaml", "氏名: 佐藤 はな\n")
            .with("cases/hana/plan/2024-03-28.yaml", format!("作成日: 2024-03-28\n支援:\n{rows}"));
        RowMarks::of(&load_case(&files, "hana").documents[0])
    }

    #[test]
    fn a_row_is_counted_among_its_kind_in_the_order_of_the_plan() {
        let marks = marks(
            "  - {id: s4, 項目: 本人支援, 優先順位: 2}\n  - {id: s1, 項目: 家族支援}\n  - {id: s9, 項目: 本人支援, 優先順位: 1}\n  - {id: s2}\n",
        );
        let shown = |id: &str| marks.of_row(id).expect(id).shown();
        assert_eq!(
            [shown("s4"), shown("s1"), shown("s9"), shown("s2")],
            ["本人支援①", "家族支援①", "本人支援②", "支援①"]
        );
        assert_eq!(marks.at(2).map(super::RowMark::number), Some("②".to_owned()));
        assert!(marks.of_row("s3").is_none() && marks.at(4).is_none());
    }

    #[test]
    fn a_mark_past_twenty_is_written_in_brackets() {
        let marks = marks(&"  - {項目: 本人支援}\n".repeat(21));
        let last = marks.at(20).expect("a row");
        assert_eq!(last.shown(), "本人支援（21）");
        assert!(names_mark("1. 本人支援（21）の目標", last) && !names_mark("本人支援②", last));
    }
}
