//! What is read of a drawing: over drawings made up for one case each, and over pages that typst-svg drew.

use super::flatten;
use crate::font::Fonts;
use crate::typeset::{Layout, Typesetter};
use std::collections::BTreeSet;
use std::sync::Arc;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_svg::SvgOptions;

const SYMBOL: &str =
    "<symbol id=\"gA\" overflow=\"visible\"><path d=\"M 0 0m 1.004 2.004l 1 -1h 0.5v 1q 0.1 0.2 0.3 0.4Z \"/></symbol>";

fn character(x: &str, fill: &str) -> String {
    format!("<use xlink:href=\"#gA\" x=\"{x}\" y=\"0\" fill=\"{fill}\" fill-rule=\"nonzero\"/>")
}

#[test]
fn runs_of_one_colour_become_one_path() {
    let run = |left: &str, fill| format!("<g transform=\"matrix(1 0 0 -1 {left} 5)\">{}</g>", character("0", fill));
    let svg =
        format!("<svg>{}{}{}<defs>{SYMBOL}</defs></svg>", run("10", "#000"), run("20.5", "#000"), run("1", "#777"));
    let outline = "m100-200l100 100l50 0l0-100q10-20 30-40z";
    let expected = format!(
        "<svg><path transform=\"scale(.01)\" fill=\"#000\" d=\"M1000 500{outline}M2050 500{outline}\"/>\
         <path transform=\"scale(.01)\" fill=\"#777\" d=\"M100 500{outline}\"/><defs></defs></svg>"
    );
    assert_eq!(flatten(&svg), expected);
}

#[test]
fn text_stays_behind_what_is_drawn_over_it() {
    let run = format!("<g transform=\"matrix(1 0 0 -1 1 1)\">{}</g>", character("0", "#000"));
    let flat = flatten(&format!("<svg>{run}<path d=\"box\"/>{run}{SYMBOL}</svg>"));
    let order: Vec<&str> = flat.split('<').filter(|tag| tag.starts_with("path")).collect();
    assert_eq!(order.len(), 3);
    assert!(order[1].contains("box"), "{flat}");
}

#[test]
fn what_is_not_plain_text_stays() {
    let turned = format!("<g transform=\"matrix(0 1 1 0 1 1)\">{}</g>", character("0", "#000"));
    let svg = format!("<svg>{turned}{SYMBOL}</svg>");
    assert_eq!(flatten(&svg), svg);
    let odd = format!("<svg><g transform=\"matrix(1 0 0 -1 1 1)\"><rect/></g>{SYMBOL}</svg>");
    assert!(flatten(&odd).contains("<g transform=\"matrix(1 0 0 -1 1 1)\"><rect/></g>"));
}

/// A page with all that has to be told apart: three fonts, two sizes, colours, what lies under and around texts, and
/// text that is turned or only has its edge drawn.
const PAGE: &str = "#set page(width: 300pt, height: 200pt, margin: 20pt)
#set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), size: 9pt)
支援の目標 ABC、#strong[太い字]と#text(size: 14pt)[大きな字]。#underline[下線]の後の文。
#text(fill: rgb(\"c00000\"))[赤い字]と#link(\"https://office.example/\")[つながる字]。
#table(columns: 2, fill: luma(230), [一], [二])
#box(clip: true, width: 30pt, height: 9pt)[切られる長い文]
#text(stroke: 0.2pt + black)[縁]#rotate(-90deg, reflow: true)[回]#move(dx: 3pt, dy: 2pt)[ずれた字]
";

fn laid_out(body: &str) -> Layout {
    Typesetter::new(Arc::new(Fonts::embedded()), &[]).layout(body).expect("it lays out")
}

fn drawn(layout: &Layout) -> String {
    typst_svg::svg(&layout.document.pages()[0], &SvgOptions { render_bleed: false, pretty: false })
}

#[test]
fn every_letter_that_typst_svg_draws_is_found_where_the_layout_has_it() {
    let layout = laid_out(PAGE);
    let (svg, letters) = (drawn(&layout), letters(&layout));
    let flat = flatten(&svg);
    let plain: Vec<(i64, i64)> = letters.iter().filter_map(|letter| *letter).collect();
    assert!(plain.len() > 40, "{plain:?}");
    assert_eq!(starts(&flat), plain, "in their order\n{svg}");
    // The turned one and the one with an edge: they stay references, and of the outlines only theirs are left.
    let kept = letters.len() - plain.len();
    assert_eq!((kept, flat.matches("<use ").count()), (2, 2), "{flat}");
    let named = |before: &'static str| parts(&flat, before, "\"").collect::<BTreeSet<_>>();
    assert_eq!(named("<symbol id=\""), named("<use xlink:href=\"#"), "{flat}");
    // Colours, and what is no text, are as they were.
    let fills = |svg: &str| parts(svg, "fill=\"", "\"").map(str::to_owned).collect::<BTreeSet<String>>();
    assert!(fills(&flat).contains("#c00000"), "{:?}", fills(&flat));
    assert_eq!(fills(&flat), fills(&svg));
    assert_eq!(without_letters(&flat), without_letters(&svg));
}

#[test]
fn an_outline_of_typst_svg_keeps_its_size_and_stands_upright() {
    // A square letter of 40 points, in a font with quadratic and one with cubic curves.
    for (font, letter) in [("BIZ UDGothic", "国"), ("Noto Sans JP", "国")] {
        let setting = format!("#set page(width: 80pt, height: 80pt)\n#set text(font: \"{font}\", size: 40pt)\n");
        let layout = laid_out(&format!("{setting}{letter}"));
        let flat = flatten(&drawn(&layout));
        let path = paths(&flat).next().expect("a path");
        let (left, right, over, under) = extent(path);
        assert!((2_800..=4_200).contains(&(right - left)) && left >= 0, "{font}: {path}");
        assert!((2_800..=4_200).contains(&(over + under)) && over > 4 * under, "{font}: {path}");
    }
}

/// The letters of a page in their order: where each begins, in hundredths of a point, or none where it is not plain.
/// What cannot be seen is left out.
fn letters(layout: &Layout) -> Vec<Option<(i64, i64)>> {
    let mut found = Vec::new();
    walk(&layout.document.pages()[0].frame, Transform::identity(), &mut found);
    found
}

fn walk(frame: &Frame, at: Transform, found: &mut Vec<Option<(i64, i64)>>) {
    for (place, item) in frame.items() {
        let here = at.pre_concat(Transform::translate(place.x, place.y));
        match item {
            // Its places are told from its own corner: it is drawn in a `<g>` of its own.
            FrameItem::Group(group) if group.clip.is_some() => walk(&group.frame, Transform::identity(), found),
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), found),
            FrameItem::Text(text) => {
                let plain = here == Transform::translate(here.tx, here.ty) && text.stroke.is_none();
                let mut x = here.tx;
                for glyph in &text.glyphs {
                    let start = Point::new(x + glyph.x_offset.at(text.size), here.ty);
                    let units = |points: f64| (points * 100.0).round() as i64;
                    if !text.text[glyph.range()].trim().is_empty() {
                        found.push(plain.then(|| (units(start.x.to_pt()), units(start.y.to_pt()))));
                    }
                    x += glyph.x_advance.at(text.size);
                }
            }
            _ => {}
        }
    }
}

/// What stands between two marks, each time.
fn parts<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |part| part.split(after).next())
}

/// The paths that text was put into.
fn paths(flat: &str) -> impl Iterator<Item = &str> {
    flat.split("<path transform=\"scale(.01)\"").skip(1).filter_map(|path| parts(path, " d=\"", "\"").next())
}

/// Where the letters of the paths begin.
fn starts(flat: &str) -> Vec<(i64, i64)> {
    let start = |letter: &str| {
        let (x, y) = letter.split(['m', 'z']).next()?.split_once(' ')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    paths(flat).flat_map(|path| path.split('M').skip(1)).map(|letter| start(letter).expect("a place")).collect()
}

/// How far a letter reaches to the left and right of its place, above its line and below it.
fn extent(path: &str) -> (i64, i64, i64, i64) {
    let (mut pen, mut start, mut points) = ((0, 0), (0, 0), Vec::new());
    let outline = path.trim_start_matches('M').trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let letters: Vec<(usize, char)> = outline.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).collect();
    for (index, (at, letter)) in letters.iter().enumerate() {
        let end = letters.get(index + 1).map_or(outline.len(), |(next, _)| *next);
        let spaced = outline[at + 1..end].replace('-', " -");
        let numbers: Vec<i64> = spaced.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        if let [.., x, y] = numbers.as_slice() {
            pen = (pen.0 + x, pen.1 + y);
            points.push(pen);
        }
        match letter {
            'm' => start = pen,
            'z' => pen = start,
            _ => {}
        }
    }
    let span = |of: fn(&(i64, i64)) -> i64| {
        let all = || points.iter().map(of);
        (all().min().expect("points"), all().max().expect("points"))
    };
    let ((left, right), (top, bottom)) = (span(|point| point.0), span(|point| point.1));
    (left, right, -top, bottom)
}

/// The drawing without plain text and outlines.
fn without_letters(svg: &str) -> String {
    let without = |svg: &str, begin: &str, end: &str| {
        let mut parts = svg.split(begin);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| kept + part.split_once(end).map_or("", |(_, rest)| rest))
    };
    let svg = without(svg, "<g transform=\"matrix(1 0 0 -1 ", "</g>");
    let svg = without(&svg, "<path transform=\"scale(.01)\"", "/>");
    without(&svg, "<symbol ", "</symbol>")
}
