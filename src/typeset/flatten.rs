//! A page's characters as few long paths in place of a thousand references.
//!
//! typst-svg draws each character as a `<use>` of a `<symbol>`, and a browser builds a small tree for every one:
//! 60 ms for a page where the same page as paths takes 15. Neighbouring runs of upright text in one colour are put
//! into one path, in whole hundredths of a point. What is not plain upright text stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Units to a point.
const UNITS: f64 = 100.0;

/// The same drawing with its text as paths. A drawing that is not as expected is returned as it is.
pub(super) fn flatten(svg: &str) -> String {
    let symbols = symbols(svg);
    let mut out = String::with_capacity(svg.len());
    let mut pending = Pending::default();
    let mut kept = BTreeSet::new();
    let mut rest = svg;
    while let Some(at) = rest.find(RUN) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            pending.flush(&mut out);
            out.push_str(before);
        }
        rest = match run(from, &symbols) {
            Some((run, length)) => {
                pending.add(&run, &mut out);
                &from[length..]
            }
            None => {
                pending.flush(&mut out);
                out.push_str(&from[..2]);
                &from[2..]
            }
        };
    }
    pending.flush(&mut out);
    out.push_str(rest);
    for reference in out.split("<use xlink:href=\"#").skip(1) {
        kept.insert(reference.split('"').next().unwrap_or_default().to_owned());
    }
    without_symbols(&out, &kept)
}

/// The first run of upright text in a drawing.
pub(super) fn one_run(svg: &str) -> Option<Run> {
    Some(run(&svg[svg.find(RUN)?..], &symbols(svg))?.0)
}

/// How a run begins.
const RUN: &str = "<g transform=\"matrix(1 0 0 -1 ";

/// A run of upright text in one colour.
pub(super) struct Run {
    pub(super) fill: String,
    pub(super) path: String,
}

impl Run {
    /// A letter more, at this place.
    pub(super) fn add(&mut self, left: i64, top: i64, outline: &str) {
        if !outline.is_empty() {
            let _ = write!(self.path, "M{left} {top}{outline}");
        }
    }
}

/// Text that waits for more of its colour.
#[derive(Default)]
pub(super) struct Pending {
    fill: String,
    path: String,
}

impl Pending {
    pub(super) fn add(&mut self, run: &Run, out: &mut String) {
        if self.fill != run.fill {
            self.flush(out);
            run.fill.clone_into(&mut self.fill);
        }
        self.path.push_str(&run.path);
    }

    pub(super) fn flush(&mut self, out: &mut String) {
        if !self.path.is_empty() {
            let _ = write!(out, "<path transform=\"scale(.01)\" fill=\"{}\" d=\"{}\"/>", self.fill, self.path);
            self.path.clear();
        }
    }
}

/// The outlines by id: each a path from its origin, with y downwards.
fn symbols(svg: &str) -> BTreeMap<&str, String> {
    let parts = svg.split("<symbol id=\"").skip(1);
    parts
        .filter_map(|part| {
            let (id, rest) = part.split_once("\" overflow=\"visible\"><path d=\"")?;
            let (path, rest) = rest.split_once('"')?;
            rest.starts_with("/></symbol>").then_some(())?;
            Some((id, outline(path)?))
        })
        .collect()
}

/// Reads `<g transform="matrix(1 0 0 -1 X Y)">`, characters and `</g>`: the run, and how many bytes of the source it was.
fn run(source: &str, symbols: &BTreeMap<&str, String>) -> Option<(Run, usize)> {
    let (place, mut rest) = source.strip_prefix(RUN)?.split_once(")\">")?;
    let (left, top) = place.split_once(' ')?;
    let (left, top): (f64, f64) = (left.parse().ok()?, top.parse().ok()?);
    let mut run: Option<Run> = None;
    while let Some(character) = rest.strip_prefix("<use xlink:href=\"#") {
        let (id, after) = character.split_once("\" x=\"")?;
        let (x, after) = after.split_once("\" y=\"")?;
        let (y, after) = after.split_once("\" fill=\"")?;
        let (fill, after) = after.split_once("\" fill-rule=\"nonzero\"/>")?;
        let run = run.get_or_insert_with(|| Run { fill: fill.to_owned(), path: String::new() });
        if fill.contains('"') || run.fill != fill {
            return None;
        }
        let (x, y): (f64, f64) = (x.parse().ok()?, y.parse().ok()?);
        run.add(whole(left + x), whole(top - y), symbols.get(id)?);
        rest = after;
    }
    let rest = rest.strip_prefix("</g>")?;
    Some((run?, source.len() - rest.len()))
}

/// A path of relative segments from `M 0 0`, turned over and in whole units. Each point is rounded where it stands, so
/// that errors do not add up. None where it holds anything else. A text has few characters, many times each.
#[comemo::memoize]
fn outline(path: &str) -> Option<String> {
    let path = path.strip_prefix("M 0 0")?;
    let mut out = String::with_capacity(path.len() / 2);
    // Where the pen is, where its path began, and where the rounded pen is.
    let (mut pen, mut start, mut shown) = ((0.0, 0.0), (0.0, 0.0), (0, 0));
    let mut letters = path.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).peekable();
    while let Some((at, letter)) = letters.next() {
        let end = letters.peek().map_or(path.len(), |(next, _)| *next);
        let numbers: Option<Vec<f64>> = path[at + 1..end].split_ascii_whitespace().map(|n| n.parse().ok()).collect();
        let numbers = numbers?;
        let points: Vec<(f64, f64)> = match letter {
            'm' | 'l' | 'q' | 'c' if numbers.len() % 2 == 0 && !numbers.is_empty() => {
                numbers.chunks(2).map(|pair| (pen.0 + pair[0], pen.1 + pair[1])).collect()
            }
            'h' if numbers.len() == 1 => vec![(pen.0 + numbers[0], pen.1)],
            'v' if numbers.len() == 1 => vec![(pen.0, pen.1 + numbers[0])],
            'Z' | 'z' if numbers.is_empty() => {
                out.push('z');
                (pen, shown) = (start, (whole(start.0), whole(-start.1)));
                continue;
            }
            _ => return None,
        };
        let many = match letter {
            'q' => 2,
            'c' => 3,
            _ => 1,
        };
        if points.len() != many {
            return None;
        }
        out.push(match letter {
            'h' | 'v' => 'l',
            letter => letter,
        });
        for (index, point) in points.iter().enumerate() {
            let (x, y) = (whole(point.0) - shown.0, whole(-point.1) - shown.1);
            let space = if index > 0 && x >= 0 { " " } else { "" };
            let between = if y >= 0 { " " } else { "" };
            let _ = write!(out, "{space}{x}{between}{y}");
        }
        pen = *points.last()?;
        shown = (whole(pen.0), whole(-pen.1));
        if letter == 'm' {
            start = pen;
        }
    }
    Some(out)
}

/// A length in points in whole units.
pub(super) fn whole(points: f64) -> i64 {
    (points * UNITS).round() as i64
}

/// The drawing without the symbols that nothing refers to.
fn without_symbols(svg: &str, kept: &BTreeSet<String>) -> String {
    let mut out = String::with_capacity(svg.len() / 2);
    let mut rest = svg;
    while let Some(at) = rest.find("<symbol id=\"") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let id = from["<symbol id=\"".len()..].split('"').next().unwrap_or_default();
        let end = from.find("</symbol>").map_or(from.len(), |end| end + "</symbol>".len());
        if kept.contains(id) {
            out.push_str(&from[..end]);
        }
        rest = &from[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
