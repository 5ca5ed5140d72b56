//! A label on as many lines as it is written in: smaller where its box is too narrow for it.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, Str, StyleChain, Value, dict, func};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, Axes, BlockElem, Em, Fragment, Length, Regions, Size};
use typst::syntax::Span;
use typst::text::{LinebreakElem, TextElem, TextSize};

/// Sizes are tried in steps of this, in points.
const STEP: f64 = 0.5;

/// What is smaller by no more than this share comes out by setting the letters closer.
const CLOSE: f64 = 1.05;

/// So much wider, in points, is not yet too wide.
const TOLERANCE: f64 = 0.001;

/// The label in the largest size, from `size` down to `floor`, at which its lines are no wider than the place where it comes to stand. A
/// label that even then is a little too wide is set closer; one that is much too wide is broken.
#[func]
pub(super) fn narrowed(span: Span, label: Str, size: Length, floor: Length) -> Content {
    let said = dict! { "label" => label, "size" => size, "floor" => floor };
    let said = Packed::new(MetadataElem::new(Value::Dict(said))).spanned(span);
    BlockElem::multi_layouter(said, set).pack().spanned(span)
}

/// A label and its sizes.
struct NarrowLabel {
    text: Str,
    size: Abs,
    floor: Abs,
}

impl NarrowLabel {
    fn of(said: &MetadataElem) -> Option<Self> {
        let Value::Dict(said) = &said.value else { return None };
        let length = |key: &str| said.get(key).ok()?.clone().cast::<Length>().ok().map(|length| length.abs);
        Some(Self {
            text: said.get("label").ok()?.clone().cast().ok()?,
            size: length("size")?,
            floor: length("floor")?,
        })
    }

    fn content(&self, size: Abs) -> Content {
        let mut parts = Vec::new();
        for line in self.text.as_str().split('\n') {
            if !parts.is_empty() {
                parts.push(LinebreakElem::shared().clone());
            }
            parts.push(TextElem::packed(line));
        }
        Content::sequence(parts).set(TextElem::size, TextSize(size.into()))
    }

    /// No letter is wider than its size.
    fn surely_fits(&self, width: Abs) -> bool {
        let letters = self.text.as_str().split('\n').map(|line| line.chars().count()).max().unwrap_or_default();
        self.size * letters as f64 <= width
    }
}

fn set(
    said: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let label =
        NarrowLabel::of(said).unwrap_or(NarrowLabel { text: Str::new(), size: Abs::pt(1.0), floor: Abs::pt(1.0) });
    let width = regions.base().x;
    let mut content = label.content(label.size);
    if !label.surely_fits(width) {
        // As wide as it is large.
        let natural = natural_width(engine, styles, &content)? / label.size;
        let steps = ((label.size - label.floor).to_pt() / STEP).ceil().max(0.0) as u32;
        let sizes = (0..=steps).map(|step| label.size - Abs::pt(STEP * f64::from(step)));
        let fits = |size: &Abs| (*size * natural).to_pt() <= width.to_pt() + TOLERANCE;
        let smallest = label.size - Abs::pt(STEP * f64::from(steps));
        let chosen = sizes.clone().find(fits).unwrap_or(smallest);
        content = label.content(chosen);
        if !fits(&chosen) && chosen * natural < width * CLOSE {
            content = content.set(TextElem::tracking, Em::new(-0.05).into());
        }
    }
    typst_layout::layout_fragment(engine, &content, locator, styles, regions)
}

fn natural_width(engine: &mut Engine, styles: StyleChain, content: &Content) -> SourceResult<Abs> {
    let endless = Regions {
        size: Size::splat(Abs::inf()),
        expand: Axes::splat(false),
        full: Abs::inf(),
        backlog: &[],
        last: None,
    };
    let fragment = typst_layout::layout_fragment(engine, content, Locator::root(), styles, endless)?;
    Ok(fragment.into_iter().next().map(|frame| frame.width()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::font::Fonts;
    use crate::typeset::{TextRun, Typesetter};
    use std::sync::Arc;

    /// The lines of a label in a box of so many points.
    fn lines(label: &str, width: f64) -> Vec<TextRun> {
        let source = format!(
            "#set text(font: (\"BIZ UDGothic\",), size: 12pt)\n\
             #block(width: {width}pt, narrowed(\"{label}\", 9pt, 7pt))"
        );
        let layout = Typesetter::new(Arc::new(Fonts::embedded()), &[]).layout(&source).expect("it lays out");
        layout.drawing(0).texts
    }

    #[test]
    fn a_label_is_as_large_as_its_box_lets_it_be() {
        for (label, width, size, count) in [
            ("障害支援区分", 54.0, 9.0, 1),
            ("障害支援区分", 53.0, 8.5, 1),
            ("障害支援区分", 43.0, 7.0, 1),
            // A little too wide: closer. Much too wide: broken.
            ("障害支援区分", 41.0, 7.0, 1),
            ("障害支援区分", 30.0, 7.0, 2),
            ("優先\\n順位", 18.0, 9.0, 2),
        ] {
            let lines = lines(label, width);
            let sizes: Vec<f64> = lines.iter().map(|run| run.size).collect();
            assert_eq!(lines.len(), count, "{label} in {width}: {sizes:?}");
            assert!(sizes.iter().all(|found| (found - size).abs() < 1e-6), "{label} in {width}: {sizes:?}");
        }
    }
}
