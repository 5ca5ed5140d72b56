//! Where on the pages a place of a file stands: the text that carries it, else the words as they are printed, else what
//! is printed nearest to it.

use crate::pipeline::print::Seen;
use crate::protocol::{PageArea, Spot};
use crate::source::{Place, Source, Span};
use crate::typeset::{Layout, Rect};
use crate::value::Date;
use std::sync::{Arc, OnceLock};

/// Longer values are texts, which carry their places.
const LONGEST_VALUE: usize = 40;

/// What stands where on the pages of a document; found out when somebody asks.
#[derive(Debug, Default)]
pub(super) struct Spots {
    pages: Option<(Layout, Vec<Place>)>,
    positions: OnceLock<Positions>,
}

#[derive(Debug, Default)]
struct Positions {
    texts: Vec<PlacedText>,
    /// The runs of glyphs, page by page in the order in which they are drawn.
    runs: Vec<PlacedRun>,
}

/// A text, or the part of it that stands on one page.
#[derive(Debug)]
struct PlacedText {
    source: Arc<Source>,
    span: Span,
    page: usize,
    rect: Rect,
}

#[derive(Debug)]
struct PlacedRun {
    words: String,
    page: usize,
    rect: Rect,
}

impl Spots {
    pub(super) fn of(pages: &Seen<'_>) -> Self {
        Self { pages: Some((pages.layout.clone(), pages.places.to_vec())), positions: OnceLock::new() }
    }

    /// Whether they are of these very pages.
    pub(super) fn are_of(&self, layout: &Layout) -> bool {
        self.pages.as_ref().is_some_and(|(own, _)| own.is(layout))
    }

    /// Where a place stands, or what is nearest to it; none where nothing of its file is printed.
    pub(super) fn find(&self, place: &Place) -> Option<Spot> {
        let (layout, places) = self.pages.as_ref()?;
        self.positions.get_or_init(|| Positions::of(layout, places)).find(place)
    }
}

impl Positions {
    fn of(layout: &Layout, places: &[Place]) -> Self {
        let text = |located: crate::typeset::Located| {
            let place = places.get(located.place)?;
            let (source, span) = (Arc::clone(place.source()), place.span());
            Some(PlacedText { source, span, page: located.page, rect: located.rect })
        };
        let texts = layout.located().into_iter().filter_map(text).collect();
        let runs = (0..layout.pages()).flat_map(|page| {
            let runs = layout.drawing(page).texts.into_iter();
            runs.map(move |run| PlacedRun { words: tight(&run.text), page, rect: run.rect })
        });
        Self { texts, runs: runs.collect() }
    }

    fn find(&self, place: &Place) -> Option<Spot> {
        if place.is_whole() {
            return None;
        }
        let own = |text: &&PlacedText| text.source.path() == place.source().path();
        // The pages may be of an older text: then only the line tells where it is.
        let same = |text: &PlacedText| {
            Arc::ptr_eq(&text.source, place.source()) || text.source.text() == place.source().text()
        };
        let holds = |text: &&PlacedText| {
            same(text) && text.span.start <= place.span().start && place.span().end <= text.span.end
        };
        let size = |text: &&PlacedText| text.span.end - text.span.start;
        if let Some(text) = self.texts.iter().filter(own).filter(holds).min_by_key(size) {
            return Some(Spot { page: text.page, area: area(text.rect), exact: true });
        }
        let line = place.line_column().0;
        let distance = |text: &&PlacedText| match same(text) {
            true => u64::from(apart(text.span, place.span())),
            false => text.source.line_column(text.span.start as usize).0.abs_diff(line) as u64,
        };
        let near = self.texts.iter().filter(own).min_by_key(distance);
        let near = near.map(|text| Spot { page: text.page, area: area(text.rect), exact: false });
        self.words(place, near.as_ref()).or(near)
    }

    /// Where the value at a place is printed as it is written, or as a date is printed; of several the one that is
    /// nearest to what stands nearest in the file.
    fn words(&self, place: &Place, near: Option<&Spot>) -> Option<Spot> {
        let written = place.source().text().get(place.span().range())?.trim().trim_matches(['"', '\'']);
        let printed = written.parse::<Date>().map_or_else(|_| written.to_owned(), Date::to_wareki);
        let words = tight(&printed);
        if !(2..=LONGEST_VALUE).contains(&words.chars().count()) {
            return None;
        }
        let found: Vec<&PlacedRun> = self.runs.iter().filter(|run| run.words.contains(&words)).collect();
        let far = |run: &&&PlacedRun| {
            let near = near.map_or((0, 0.0), |near| (near.page, near.area.y));
            // In points; a page more is further than anything on one.
            (run.page.abs_diff(near.0) * 10_000) as u64 + (run.rect.top - near.1).abs() as u64
        };
        let run = found.iter().min_by_key(far)?;
        Some(Spot { page: run.page, area: area(run.rect), exact: found.len() == 1 })
    }
}

/// A rectangle as it is sent.
pub(super) fn area(rect: Rect) -> PageArea {
    PageArea { x: rect.left, y: rect.top, width: rect.right - rect.left, height: rect.bottom - rect.top }
}

/// How many bytes lie between two spans.
fn apart(one: Span, other: Span) -> u32 {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    second.start.saturating_sub(first.end)
}

fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
