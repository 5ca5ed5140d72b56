//! Which texts leave a sheet of boxes: as few as possible, and as little of them as possible.

use comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Context, Dict, IntoValue, Label, Value, func};
use typst::introspection::{Locator, MetadataElem, Tag};
use typst::layout::{Abs, Axes, Frame, FrameItem, Length, Regions, Size};
use typst::syntax::Span;
use typst::utils::PicoStr;

/// The label under which a box tells what it asks for.
const ASKED_LABEL: &str = "shien-roomy";

/// Boxes that stand side by side: they are as high as the highest of the texts that stay, and no lower than `least`.
#[derive(Debug, Clone)]
struct BoxRow {
    least: f64,
    /// How high each text is; nothing is written where it is 0.
    texts: Vec<f64>,
}

/// What has been decided for some of the rows.
#[derive(Debug, Clone, PartialEq)]
struct Decision {
    /// For each row, for each text.
    leaves: Vec<Vec<bool>>,
    /// How many leave.
    count: usize,
    /// How high those are together.
    moved: f64,
    /// How high the rows are together.
    height: f64,
}

impl BoxRow {
    /// The highest texts leave: none of them, one, two and so on; with the height that is left.
    fn ways(&self) -> Vec<Decision> {
        let mut written: Vec<usize> = (0..self.texts.len()).filter(|text| self.texts[*text] > 0.0).collect();
        written.sort_by(|one, other| self.texts[*other].total_cmp(&self.texts[*one]));
        let way = |count: usize| {
            let (gone, kept) = written.split_at(count);
            let leaves = (0..self.texts.len()).map(|text| gone.contains(&text)).collect();
            let moved = gone.iter().map(|text| self.texts[*text]).sum();
            let height = kept.first().map_or(self.least, |text| self.texts[*text].max(self.least));
            Decision { leaves: vec![leaves], count, moved, height }
        };
        (0..=written.len()).map(way).collect()
    }
}

impl Decision {
    const NOTHING: Self = Self { leaves: Vec::new(), count: 0, moved: 0.0, height: 0.0 };

    fn and(&self, row: &Self) -> Self {
        Self {
            leaves: self.leaves.iter().chain(&row.leaves).cloned().collect(),
            count: self.count + row.count,
            moved: self.moved + row.moved,
            height: self.height + row.height,
        }
    }

    /// Whether nothing speaks for the other one.
    fn is_as_good_as(&self, other: &Self) -> bool {
        self.count <= other.count && self.moved <= other.moved && self.height <= other.height
    }
}

/// Which texts leave so that the rest has room. Where nothing helps, those that make the rows as low as they can be.
fn decide(room: f64, rows: &[BoxRow]) -> Decision {
    let mut found = vec![Decision::NOTHING];
    for row in rows {
        let ways = row.ways();
        let mut next: Vec<Decision> = Vec::new();
        for one in found.iter().flat_map(|before| ways.iter().map(|way| before.and(way))) {
            if !next.iter().any(|other| other.is_as_good_as(&one)) {
                next.retain(|other| !one.is_as_good_as(other));
                next.push(one);
            }
        }
        found = next;
    }
    let few = |one: &&Decision, other: &&Decision| one.count.cmp(&other.count).then(one.moved.total_cmp(&other.moved));
    let fits = found.iter().filter(|one| one.height <= room).min_by(few);
    let lowest = || found.iter().min_by(|one, other| one.height.total_cmp(&other.height).then(few(one, other)));
    fits.or_else(lowest).cloned().unwrap_or(Decision::NOTHING)
}

/// For each row of boxes (`least`, and the heights `texts`) which texts leave the sheet, so that the rows have that room.
#[func]
pub(super) fn annexed(room: Length, rows: Vec<Dict>) -> SourceResult<Array> {
    let rows: Vec<BoxRow> = rows.iter().map(box_row).collect();
    let of_row = |leaves: Vec<bool>| leaves.into_iter().map(Value::Bool).collect::<Array>().into_value();
    Ok(decide(room.abs.to_pt(), &rows).leaves.into_iter().map(of_row).collect())
}

fn box_row(row: &Dict) -> BoxRow {
    let points = |value: &Value| value.clone().cast::<Length>().map_or(0.0, |length| length.abs.to_pt());
    let texts = match row.get("texts") {
        Ok(Value::Array(texts)) => texts.iter().map(points).collect(),
        _ => Vec::new(),
    };
    BoxRow { least: row.get("least").map_or(0.0, points), texts }
}

/// What the boxes in a content ask for, in its order: the values of the marks that they leave.
#[func(contextual)]
pub(super) fn asked(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    width: Length,
    full: Length,
    content: Content,
) -> SourceResult<Array> {
    let styles = context.styles().at(span)?;
    let regions = Regions {
        size: Size::new(width.abs, Abs::inf()),
        expand: Axes::new(true, false),
        full: full.abs,
        backlog: &[],
        last: None,
    };
    let fragment = typst_layout::layout_fragment(engine, &content, Locator::root(), styles, regions)?;
    let label = Label::new(PicoStr::intern(ASKED_LABEL)).expect("internal: the label is not empty");
    let mut found = Array::new();
    fragment.iter().for_each(|frame| marks(frame, label, &mut found));
    Ok(found)
}

fn marks(frame: &Frame, label: Label, found: &mut Array) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => marks(&group.frame, label, found),
            FrameItem::Tag(Tag::Start(element, _)) if element.label() == Some(label) => {
                if let Some(mark) = element.to_packed::<MetadataElem>() {
                    found.push(mark.value.clone());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(of: &[&[f64]]) -> Vec<BoxRow> {
        of.iter().map(|texts| BoxRow { least: 20.0, texts: texts.to_vec() }).collect()
    }

    /// The places of what leaves: row and text.
    fn leaving(room: f64, of: &[&[f64]]) -> Vec<(usize, usize)> {
        let places = |(row, leaves): (usize, Vec<bool>)| {
            leaves
                .into_iter()
                .enumerate()
                .filter(|(_, leaves)| *leaves)
                .map(move |(text, _)| (row, text))
                .collect::<Vec<_>>()
        };
        decide(room, &rows(of)).leaves.into_iter().enumerate().flat_map(places).collect()
    }

    #[test]
    fn what_has_room_stays() {
        assert_eq!(leaving(300.0, &[&[100.0], &[90.0, 100.0], &[0.0, 0.0], &[80.0]]), []);
        assert_eq!(leaving(299.0, &[&[100.0], &[90.0, 100.0], &[0.0, 0.0], &[80.0]]), [(3, 0)]);
    }

    #[test]
    fn one_high_text_leaves_rather_than_several_low_ones() {
        assert_eq!(leaving(200.0, &[&[60.0], &[60.0], &[300.0], &[55.0]]), [(2, 0)]);
        assert_eq!(leaving(200.0, &[&[60.0], &[60.0, 40.0], &[60.0, 300.0]]), [(2, 1)]);
    }

    #[test]
    fn of_texts_that_would_all_do_the_lowest_leaves() {
        assert_eq!(leaving(400.0, &[&[180.0], &[150.0], &[160.0]]), [(1, 0)]);
    }

    #[test]
    fn a_text_beside_a_higher_one_stays_although_that_one_leaves() {
        assert_eq!(leaving(150.0, &[&[70.0], &[400.0, 80.0]]), [(1, 0)]);
        assert_eq!(leaving(95.0, &[&[70.0], &[400.0, 80.0]]), [(1, 0), (1, 1)]);
    }

    #[test]
    fn where_nothing_helps_all_leave_that_would_make_it_higher() {
        assert_eq!(leaving(10.0, &[&[70.0], &[15.0, 80.0]]), [(0, 0), (1, 1)]);
    }

    /// Every way to let texts leave, tried one by one.
    fn fewest(room: f64, rows: &[BoxRow]) -> Option<(usize, f64)> {
        let all: usize = rows.iter().map(|row| row.texts.len()).sum();
        let way = |bits: usize| {
            let mut at = 0;
            let (mut height, mut moved) = (0.0, 0.0);
            for row in rows {
                let mut tallest = row.least;
                for text in &row.texts {
                    if bits >> at & 1 == 1 {
                        moved += text;
                    } else {
                        tallest = f64::max(tallest, *text);
                    }
                    at += 1;
                }
                height += tallest;
            }
            (height <= room).then_some((bits.count_ones() as usize, moved))
        };
        (0..1 << all).filter_map(way).min_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)))
    }

    #[test]
    fn no_other_choice_is_better() {
        let heights = [0.0, 13.0, 40.0, 77.0, 160.0, 410.0];
        let mut tried = 0;
        for number in 0..6_usize.pow(5) {
            let of = |place: u32| heights[number / 6_usize.pow(place) % 6];
            let rows = rows(&[&[of(0)], &[of(1), of(2)], &[of(3), of(4)]]);
            for room in [70.0, 150.0, 300.0, 500.0] {
                let found = decide(room, &rows);
                assert_eq!(Some((found.count, found.moved)), fewest(room, &rows), "{room}: {rows:?}");
                tried += 1;
            }
        }
        assert!(tried > 30_000);
    }
}
