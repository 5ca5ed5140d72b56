//! The cells of a row: set at their widths, once each, and how high the row is. Templates say what a cell is and draw the table; what
//! would be thousands of steps of a template for each form is done here.

#![expect(
    clippy::too_many_arguments,
    reason = "a template names what it gives; the macro of a function keeps no attribute"
)]

use super::composed::composed_in;
use comemo::Tracked;
use std::cmp::Reverse;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Context, Dict, IntoValue, StyleChain, StyledElem, Value, func};
use typst::introspection::Locator;
use typst::layout::{Abs, AlignElem, Alignment, Axes, Length, Regions, Size};
use typst::syntax::Span;

/// What is left free in a cell beside its content, on each side.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Inset {
    x: Abs,
    y: Abs,
}

impl Inset {
    /// That of a cell, or the one given for all.
    fn of(cell: &Dict, common: &Dict) -> Self {
        let from = |dict: &Dict| {
            let side = |key: &str| length(dict, key);
            Some(Self { x: side("x")?, y: side("y")? })
        };
        let own = match cell.get("inset") {
            Ok(Value::Dict(sides)) => from(sides),
            Ok(Value::Length(all)) => Some(Self { x: all.abs, y: all.abs }),
            _ => None,
        };
        own.or_else(|| from(common)).unwrap_or(Self { x: Abs::zero(), y: Abs::zero() })
    }
}

fn length(dict: &Dict, key: &str) -> Option<Abs> {
    match dict.get(key).ok()? {
        Value::Length(length) => Some(length.abs),
        _ => None,
    }
}

fn number(dict: &Dict, key: &str) -> f64 {
    match dict.get(key) {
        Ok(Value::Int(number)) => *number as f64,
        Ok(Value::Float(number)) => *number,
        _ => 0.0,
    }
}

/// A height that the text surely does not pass: its paragraphs half a line each more, a line two letters shorter than it could be.
/// `pitch` is the height of a line as a share of the size.
fn upper_bound(characters: f64, lines: f64, width: Abs, size: Abs, pitch: f64) -> Abs {
    let a_line = ((width / size).floor() - 2.0).max(1.0);
    size * (pitch * (lines * 1.5 + (characters / a_line).ceil()))
}

/// The lines of two cells below the others of a row: the last of its cells holds them, the first reaches down beside them.
fn below(cells: &Array) -> Option<&Array> {
    match cells.as_slice().last() {
        Some(Value::Dict(last)) => match last.get("below") {
            Ok(Value::Array(lines)) => Some(lines),
            _ => None,
        },
        _ => None,
    }
}

/// How wide the cells of a line below are: the first as the second cell of the row, the other as all that follow.
fn widths_below(widths: &[Length]) -> Vec<Length> {
    let [_, label, rest @ ..] = widths else { return Vec::new() };
    vec![*label, rest.iter().map(|width| width.abs).sum::<Abs>().into()]
}

/// The cells with their content set at their widths (`ready`), where it does not depend on the height of the cell (`steady`). What
/// `manner` sets, an empty content in the manner of the form, goes for all of them, and for those of the lines below.
#[func(contextual)]
pub(super) fn readied(
    context: Tracked<Context>,
    span: Span,
    cells: Array,
    widths: Vec<Length>,
    inset: Dict,
    manner: Content,
) -> SourceResult<Array> {
    let styles = context.styles().at(span)?.to_map();
    let manner = manner.to_packed::<StyledElem>().map(|set| set.styles.clone()).unwrap_or_default();
    let ready = |cell: Value, width: Length| {
        let Value::Dict(mut cell) = cell else { return cell };
        let Ok(Value::Content(body)) = cell.get("body").cloned() else { return cell.into_value() };
        let steady = matches!(cell.get("steady"), Ok(Value::Bool(true)));
        let mut body = body.styled_with_map(manner.clone());
        if steady {
            let level = cell.get("align").ok().and_then(|align| align.clone().cast::<Alignment>().ok()?.x());
            if let Some(level) = level {
                body = body.set(AlignElem::alignment, Alignment::H(level));
            }
            body = composed_in(styles.clone(), span, width.abs - 2.0 * Inset::of(&cell, &inset).x, body);
        }
        cell.insert("ready".into(), body.into_value());
        cell.into_value()
    };
    let all = |cells: Array, widths: &[Length]| -> Array {
        cells.into_iter().zip(widths).map(|(cell, width)| ready(cell, *width)).collect()
    };
    let lines = below(&cells).map(|lines| {
        let widths = widths_below(&widths);
        let line =
            |line: &Value| line.clone().cast::<Array>().map_or(Value::None, |line| all(line, &widths).into_value());
        lines.iter().map(line).collect::<Array>()
    });
    let mut cells = all(cells, &widths);
    if let (Some(lines), Ok(Value::Dict(last))) = (lines, cells.last_mut()) {
        last.insert("below".into(), lines.into_value());
    }
    Ok(cells)
}

/// How high a row of ready cells is with the lines below it, and no lower than `least`. A cell that is surely lower than one that
/// was measured is not measured.
#[func(contextual)]
pub(super) fn row_height(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    cells: Array,
    widths: Vec<Length>,
    inset: Dict,
    least: Length,
    full: Length,
    pitch: f64,
) -> SourceResult<Length> {
    let styles = context.styles().at(span)?;
    let page = (inset, full.abs, pitch);
    let lines = lines_below(engine, styles, &cells, &widths, &page)?;
    let lines: Abs = lines.into_iter().sum();
    Ok((highest(engine, styles, &cells, &widths, (&page, least.abs - lines))? + lines).into())
}

/// How high each of the lines below a row of ready cells is.
#[func(contextual)]
pub(super) fn below_heights(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    cells: Array,
    widths: Vec<Length>,
    inset: Dict,
    full: Length,
    pitch: f64,
) -> SourceResult<Vec<Length>> {
    let styles = context.styles().at(span)?;
    let lines = lines_below(engine, styles, &cells, &widths, &(inset, full.abs, pitch))?;
    Ok(lines.into_iter().map(Length::from).collect())
}

fn lines_below(
    engine: &mut Engine,
    styles: StyleChain,
    cells: &Array,
    widths: &[Length],
    page: &(Dict, Abs, f64),
) -> SourceResult<Vec<Abs>> {
    let Some(lines) = below(cells) else { return Ok(Vec::new()) };
    let widths = widths_below(widths);
    let lines = lines.iter().filter_map(|line| line.clone().cast::<Array>().ok());
    lines.map(|line| highest(engine, styles, &line, &widths, (page, Abs::zero()))).collect()
}

/// The height of the highest of the cells, no lower than `least`. `page`: the inset of all cells, the height of a sheet, of a line.
fn highest(
    engine: &mut Engine,
    styles: StyleChain,
    cells: &Array,
    widths: &[Length],
    ((inset, full, pitch), least): (&(Dict, Abs, f64), Abs),
) -> SourceResult<Abs> {
    let mut bounded: Vec<(Abs, &Content, Abs, Abs)> = cells
        .iter()
        .zip(widths)
        .filter_map(|(cell, width)| {
            let Value::Dict(cell) = cell else { return None };
            let Ok(Value::Content(ready)) = cell.get("ready") else { return None };
            let inset = Inset::of(cell, inset);
            let inner = width.abs - 2.0 * inset.x;
            let size = length(cell, "size")?;
            let most = upper_bound(number(cell, "length"), number(cell, "lines"), inner, size, *pitch);
            Some((most + 2.0 * inset.y, ready, inner, 2.0 * inset.y))
        })
        .collect();
    bounded.sort_by_key(|cell| Reverse(cell.0));
    let mut found = least;
    for (most, ready, inner, edges) in bounded {
        if most <= found {
            break;
        }
        found = found.max(height(engine, styles, ready, inner, *full)? + edges);
    }
    Ok(found)
}

fn height(engine: &mut Engine, styles: StyleChain, content: &Content, width: Abs, full: Abs) -> SourceResult<Abs> {
    let regions =
        Regions { size: Size::new(width, Abs::inf()), expand: Axes::new(true, false), full, backlog: &[], last: None };
    let fragment = typst_layout::layout_fragment(engine, content, Locator::root(), styles, regions)?;
    Ok(fragment.into_iter().next().map(|frame| frame.height()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::font::Fonts;
    use crate::typeset::Typesetter;
    use std::sync::Arc;

    /// What a template finds, as words.
    fn found(code: &str) -> String {
        let source = format!(
            "#set text(font: (\"BIZ UDGothic\",), size: 9pt, top-edge: 0.88em, bottom-edge: -0.12em)\n\
             #set par(leading: 0.34em)\n\
             #let cell(length, body, ..more) = (length: length, lines: 1, size: 9pt, align: left, steady: true, body: body, ..more.named())\n\
             #context {{ let inset = (x: 3pt, y: 2pt); let of(..cells, least: 0pt) = {{\n\
               let cells = cells.pos(); let widths = (96pt,) * cells.len()\n\
               row-height(readied(cells, widths, inset, []), widths, inset, least, 700pt, 1.34) }}\n\
             {code} }}"
        );
        let layout = Typesetter::new(Arc::new(Fonts::embedded()), &[]).layout(&source).expect("it lays out");
        layout.drawing(0).texts.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_row_is_as_high_as_its_highest_cell() {
        let cells = "let line = cell(8, [あいうえおかきく]); \
                     let lines = cell(25, [あいうえおかきくけこあいうえおかきくけこあいうえお]); \
                     let roomy = cell(8, [あいうえおかきく], inset: 8pt); \
                     let is(found, right) = [#(calc.abs((found - right).pt()) < 0.01)];";
        // 90 points hold ten letters of nine points: one line, and three with two gaps; two points above and below.
        for right in [
            "is(of(line), 13pt)",
            "is(of(line, lines), 37.12pt)",
            "is(of(lines, line), 37.12pt)",
            "is(of(line, roomy), 25pt)",
            "is(of(line, lines, least: 50pt), 50pt)",
        ] {
            assert_eq!(found(&format!("{cells} {right}")), "true", "{right}");
        }
    }

    #[test]
    fn lines_below_a_row_are_as_wide_as_its_cells_behind_the_second_and_make_it_higher() {
        let code = "let line = cell(8, [あいうえおかきく]); let words = [あいうえおかきくけこあいうえおかきく]; \
                    let below = ((cell(1, [う]), cell(18, words)), (cell(1, [え]), cell(12, [あいうえおかきくけこあい]))); \
                    let row = readied((line, line, line, line + (below: below)), (96pt,) * 4, inset, []); \
                    let heights = below-heights(row, (96pt,) * 4, inset, 700pt, 1.34); \
                    let own = row-height(row, (96pt,) * 4, inset, 0pt, 700pt, 1.34); \
                    let is(found, right) = calc.abs((found - right).pt()) < 0.01; \
                    [#(heights.len() == 2) #is(heights.first(), 13pt) #is(heights.last(), 13pt) #is(own, 39pt)]";
        // 186 points, the third cell and the fourth, hold twenty letters: each line below is one line of text.
        assert_eq!(found(code).replace(' ', ""), "true".repeat(4));
    }

    #[test]
    fn what_follows_the_height_of_its_cell_is_left_as_it_is() {
        let code = "let one = (length: 0, lines: 0, size: 9pt, body: [あ]); \
                    let ready = readied((one, cell(1, [い])), (96pt, 96pt), inset, []); \
                    [#(ready.first().ready == [あ]) #(ready.last().ready == [い])]";
        assert_eq!(found(code).replace(' ', ""), "truefalse");
    }
}
