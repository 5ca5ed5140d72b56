//! Lines of plain text as paths, each letter drawn once.
//!
//! A drawing of typst-svg is read again by [`flatten`](super::flatten): its outlines are written as text, read and written
//! once more, and in a line that is being written they are the same letters each time. So each letter is drawn and read by
//! itself, and then only put where it stands. What comes out is what [`flatten`](super::flatten) makes of the whole line.

use super::flatten::{Pending, Run, one_run, whole};
use std::sync::Arc;
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Em, Frame, FrameItem, Point, Sides, Size};
use typst::syntax::Span;
use typst::text::{FontInstance, Glyph, Lang, TextItem};
use typst::visualize::Paint;
use typst_layout::Page;
use typst_svg::SvgOptions;

/// What typst-svg draws of a frame.
pub(super) fn drawn(frame: Frame) -> String {
    let page = Page {
        frame,
        bleed: Sides::splat(Abs::zero()),
        fill: Smart::Custom(None),
        numbering: None,
        supplement: Content::empty(),
        number: 1,
    };
    typst_svg::svg(&page, &SvgOptions { render_bleed: false, pretty: false })
}

/// The flat drawing of a frame that holds plain upright text and nothing else; none of any other.
pub(super) fn lines(frame: &Frame) -> Option<String> {
    let mut paths = String::new();
    let mut pending = Pending::default();
    for (at, item) in frame.items() {
        let FrameItem::Text(text) = item else { return None };
        pending.add(&placed(*at, text)?, &mut paths);
    }
    pending.flush(&mut paths);
    let empty = drawn(Frame::soft(frame.size()));
    Some(format!("{}>{paths}<defs></defs></svg>", empty.strip_suffix("/>")?))
}

/// A text that stands at a place, as one path.
fn placed(at: Point, text: &TextItem) -> Option<Run> {
    if text.stroke.is_some() || !matches!(text.fill, Paint::Solid(_)) || at == Point::zero() {
        return None;
    }
    let (left, top) = (printed(at.x), printed(at.y));
    let (mut x, mut y) = (Abs::zero(), Abs::zero());
    let mut run: Option<Run> = None;
    for glyph in &text.glyphs {
        let here = (x + glyph.x_offset.at(text.size), y + glyph.y_offset.at(text.size));
        x += glyph.x_advance.at(text.size);
        y += glyph.y_advance.at(text.size);
        let Letter::Shape { fill, outline } = letter(&text.font, glyph.id, text.size, &text.fill)? else { continue };
        let run = run.get_or_insert_with(|| Run { fill: fill.to_string(), path: String::new() });
        run.add(whole(left + printed(here.0)), whole(top - printed(here.1)), &outline);
    }
    run
}

/// A length as typst-svg prints it, in points.
fn printed(length: Abs) -> f64 {
    const PARTS: f64 = 1e9;
    (length.to_pt() * PARTS).round() / PARTS
}

/// How a letter is drawn.
#[derive(Debug, Clone)]
enum Letter {
    /// Not at all.
    Blank,
    /// In this colour as this outline from its origin, with y downwards.
    Shape { fill: Arc<str>, outline: Arc<str> },
}

/// A letter as typst-svg draws it; none where it is no plain shape.
#[comemo::memoize]
fn letter(font: &FontInstance, id: u16, size: Abs, fill: &Paint) -> Option<Letter> {
    let zero = Em::zero();
    let glyph = Glyph {
        id,
        x_advance: zero,
        x_offset: zero,
        y_advance: zero,
        y_offset: zero,
        range: 0..0,
        span: (Span::detached(), 0),
    };
    let (font, fill) = (font.clone(), fill.clone());
    let (lang, text, glyphs) = (Lang::ENGLISH, "".into(), vec![glyph]);
    let text = TextItem { font, size, fill, stroke: None, lang, region: None, text, glyphs };
    let mut frame = Frame::soft(Size::splat(size));
    frame.push(Point::splat(Abs::pt(1.0)), FrameItem::Text(text));
    let svg = drawn(frame);
    if !svg.contains("<use") {
        return Some(Letter::Blank);
    }
    let Run { fill, path } = one_run(&svg)?;
    let outline = path.strip_prefix("M100 100").unwrap_or(&path);
    Some(Letter::Shape { fill: fill.into(), outline: outline.into() })
}

#[cfg(test)]
mod tests {
    use super::{drawn, lines};
    use crate::font::Fonts;
    use crate::typeset::flatten::flatten;
    use crate::typeset::{Patch, Typesetter};
    use std::sync::Arc;

    fn patches(body: &str) -> Vec<Patch> {
        let setting = "#set page(width: 300pt, height: 2000pt, margin: 20pt, fill: none)\n\
                       #set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), size: 9pt)\n";
        let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &[]);
        typesetter.layout(&format!("{setting}{body}")).expect("lays out").patchwork(0).patches
    }

    #[test]
    fn a_line_of_letters_is_what_is_read_of_its_whole_drawing() {
        let line = "支援の目標 ABC、g\u{302}と がき、#strong[太い字]と#text(size: 7.3pt)[小さな字]、𠮷野。";
        let colours = "#text(fill: rgb(\"c00000\"))[赤い字]と#text(fill: luma(40%).transparentize(30%))[薄い字]の文。";
        let moved =
            "#move(dx: 1.2345pt, dy: 0.333pt)[ずれた字] #h(3.3333pt)#super[上]#text(tracking: 0.77pt)[あけた字]";
        let body = format!("{line}{colours}{moved}\n\n").repeat(6);
        let patches = patches(&body);
        let plain: Vec<(String, String)> = patches
            .iter()
            .filter_map(|patch| Some((lines(&patch.frame)?, flatten(&drawn(patch.frame.clone())))))
            .collect();
        assert!(plain.len() > 6 && plain.len() == patches.len(), "{} of {}", plain.len(), patches.len());
        for (own, read) in &plain {
            assert_eq!(own, read);
            assert!(own.contains("<path ") && !own.contains("<use"), "{own}");
        }
    }

    #[test]
    fn what_is_not_plain_text_is_no_line() {
        for body in [
            "#underline[下線]",
            "#text(stroke: 0.2pt + black)[縁]",
            "#rotate(-90deg, reflow: true)[回]",
            "#box(clip: true, width: 9pt, height: 9pt)[切られる]",
            "#text(fill: gradient.linear(red, blue))[色]",
            "#rect(width: 9pt, height: 9pt)",
        ] {
            let patches = patches(body);
            assert!(!patches.is_empty(), "{body}");
            let drawn = |patch: &Patch| (lines(&patch.frame), flatten(&drawn(patch.frame.clone())));
            for (own, read) in patches.iter().map(drawn) {
                assert!(own.is_none_or(|own| own == read), "{body}");
            }
        }
        assert!(lines(&patches("#underline[下線]")[0].frame).is_none());
    }
}
