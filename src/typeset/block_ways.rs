//! In which ways a block of the 週間計画表 can be written: those that may fit its box, the best first. Each is set only where
//! these numbers leave it open.

use typst::diag::{SourceResult, bail};
use typst::foundations::{Array, Dict, IntoValue, Str, Value, dict, func};
use typst::layout::Length;
use typst::syntax::Span;

/// Sizes are tried in steps of this, in points.
const STEP: f64 = 0.5;
/// How high a line is, and how much lower the last, in sizes.
const LINE: f64 = 1.12;
const LAST: f64 = 0.12;
/// How much a run may be wider for each of its words than they are together, in sizes: spaces and marks at its ends.
const BETWEEN: f64 = 0.3;

/// A way of writing a block.
struct BlockWay {
    name: &'static str,
    /// Whether it leaves something out, so that a number stands before it.
    numbered: bool,
    /// The words that are never broken.
    unbroken: &'static [&'static str],
    /// The words that stand on one line where there is room.
    runs: &'static [&'static [&'static str]],
}

const fn way(
    name: &'static str,
    numbered: bool,
    unbroken: &'static [&'static str],
    runs: &'static [&'static [&'static str]],
) -> BlockWay {
    BlockWay { name, numbered, unbroken, runs }
}

const HOURS: &[&str] = &["hours"];
const FOLDED: &[&str] = &["start", "end"];

/// All of the block: a line for each word, one after the other, with its hours folded.
const WHOLE: [BlockWay; 4] = [
    way("apart", false, HOURS, &[&["name"], &["provider"], &["hours"]]),
    way("along", false, HOURS, &[&["hours", "name", "provider"]]),
    way("folded", false, FOLDED, &[&["start"], &["end"], &["name"], &["provider"]]),
    way("folded-along", false, FOLDED, &[&["start"], &["end", "name", "provider"]]),
];
/// Without the provider.
const BARE: [BlockWay; 2] = [
    way("bare", true, HOURS, &[&["hours", "name"]]),
    way("bare-folded", true, FOLDED, &[&["start"], &["end"], &["name"]]),
];
/// The hours alone.
const ALONE: [BlockWay; 2] =
    [way("hours", true, HOURS, &[&["hours"]]), way("hours-folded", true, FOLDED, &[&["start"], &["end"]])];

/// A block's box and its words, in points and in sizes.
struct BlockRoom {
    width: f64,
    height: f64,
    number: f64,
    wide: Vec<(Str, f64)>,
}

/// Whether words are held together, where there is a choice.
#[derive(Clone, Copy, PartialEq)]
enum Folding {
    Never,
    Allowed,
    Unasked,
}

impl BlockRoom {
    fn wide(&self, word: &str) -> Option<f64> {
        self.wide.iter().find(|(known, _)| known.as_str() == word).map(|(_, wide)| *wide)
    }

    fn run(&self, run: &[&str]) -> f64 {
        run.iter().filter_map(|word| self.wide(word)).sum()
    }

    /// The words that are to be held together, where the way may fit at that size; none where it surely does not.
    fn held(&self, way: &BlockWay, size: f64, folding: Folding) -> Option<Vec<&'static str>> {
        let beside = if way.numbered { self.number * size } else { 0.0 };
        let mut unbroken = way.unbroken.iter().enumerate();
        if unbroken.any(|(index, word)| self.run(&[word]) * size + if index == 0 { beside } else { 0.0 } > self.width) {
            return None;
        }
        // The least number of lines: marks at the ends of lines are set closer.
        let lines: f64 = way.runs.iter().map(|run| (self.run(run) * size / (self.width + size)).ceil()).sum();
        if (lines * LINE - LAST) * size > self.height + 0.01 {
            return None;
        }
        let broken: Vec<&[&'static str]> = way
            .runs
            .iter()
            .copied()
            .filter(|run| self.run(run) * size + beside + run.len() as f64 * BETWEEN * size > self.width)
            .collect();
        match folding {
            Folding::Never => Some(broken.concat()),
            // Where no word is folded, it was tried before.
            Folding::Allowed if broken.is_empty() => None,
            Folding::Allowed | Folding::Unasked => Some(Vec::new()),
        }
    }
}

/// The ways to write a block in a box, each with its size and the words that are held together, in the order in which they are to be
/// tried: what leaves nothing out before what does, what breaks no word before what does, the larger before the smaller.
///
/// `wide` are the widths of its words in sizes (`name`, `provider`, nothing where there is none, `hours`, and `start` and `end` of the hours), `number` that of the
/// number before what leaves something out, `size` and `floor` the largest and the smallest size. Without `start` there are only those
/// before the first that folds the hours.
///
/// # Errors
/// When a width is no number.
#[func]
pub(super) fn block_ways(
    span: Span,
    wide: Dict,
    number: f64,
    width: Length,
    height: Length,
    size: Length,
    floor: Length,
) -> SourceResult<Array> {
    let mut words = Vec::new();
    for (word, value) in wide {
        match value {
            Value::Float(wide) => words.push((word, wide)),
            Value::Int(wide) => words.push((word, wide as f64)),
            _ => bail!(span, "expected a number for {word}"),
        }
    }
    let block = BlockRoom { width: width.abs.to_pt(), height: height.abs.to_pt(), number, wide: words };
    let floor = floor.abs.to_pt();
    let steps = ((size.abs.to_pt() - floor) / STEP) as usize;
    let sizes: Vec<f64> = (0..=steps).map(|step| size.abs.to_pt() - step as f64 * STEP).collect();
    let folds_known = block.wide("start").is_some();
    let bare = if block.wide("provider").is_some_and(|wide| wide > 0.0) { &BARE[..] } else { &[] };
    let of = |ways: &'static [BlockWay], folding| ways.iter().map(move |way| (way, folding));
    let order = [&WHOLE[..], bare]
        .into_iter()
        .flat_map(|ways| of(ways, Folding::Never).chain(of(ways, Folding::Allowed)))
        .chain(of(&ALONE, Folding::Unasked))
        .take_while(|(way, _)| folds_known || way.unbroken != FOLDED);
    let tries = order.flat_map(|(way, folding)| sizes.iter().map(move |size| (way, folding, *size)));
    let fitting = tries.filter_map(|(way, folding, size)| {
        let held = block.held(way, size, folding)?;
        let held: Array = held.into_iter().map(IntoValue::into_value).collect();
        let way = dict! { "way" => way.name, "numbered" => way.numbered, "size" => Length::from(typst::layout::Abs::pt(size)), "held" => held };
        Some(Value::Dict(way))
    });
    Ok(fitting.collect())
}

#[cfg(test)]
mod tests {
    use super::{BARE, BlockRoom, Folding, WHOLE};

    /// A name of ten letters, a provider of fourteen, hours of eleven narrow ones.
    fn block(width: f64, height: f64) -> BlockRoom {
        let wide = [("name", 10.0), ("provider", 14.0), ("hours", 6.0), ("start", 3.5), ("end", 2.5)];
        BlockRoom { width, height, number: 1.0, wide: wide.map(|(word, wide)| (word.into(), wide)).into() }
    }

    #[test]
    fn words_wider_than_the_line_are_held_together_first() {
        let tall = block(100.0, 60.0);
        assert_eq!(tall.held(&WHOLE[0], 8.5, Folding::Never), Some(vec!["provider"]));
        assert_eq!(tall.held(&WHOLE[0], 8.5, Folding::Allowed), Some(Vec::new()));
        let wide = block(130.0, 60.0);
        assert_eq!(wide.held(&WHOLE[0], 8.5, Folding::Never), Some(Vec::new()));
        assert_eq!(wide.held(&WHOLE[0], 8.5, Folding::Allowed), None, "it was tried without");
    }

    #[test]
    fn hours_are_never_broken_and_lines_are_counted() {
        assert!(block(51.0, 60.0).held(&WHOLE[1], 8.5, Folding::Never).is_some());
        assert!(block(50.9, 60.0).held(&WHOLE[1], 8.5, Folding::Never).is_none(), "6 x 8.5");
        assert!(block(59.4, 60.0).held(&BARE[0], 8.5, Folding::Never).is_none(), "a number stands beside them");
        assert!(block(300.0, 27.54).held(&WHOLE[0], 8.5, Folding::Never).is_some());
        assert!(block(300.0, 27.5).held(&WHOLE[0], 8.5, Folding::Never).is_none(), "three lines are 27.54");
    }
}
