//! Numbers and days of a manifest with which nothing can be printed as it is meant.

use super::look::{DARKEST_SHADE, WIDEST_MARGIN};
use super::manifest::{DocumentEntry, Manifest};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Field;

/// The most rows of a sheet: so many lines a page can have at all.
const MOST_ROWS: u32 = 40;

/// The greatest height of a box, in points: that of a page.
const TALLEST_BOX: u32 = 800;

/// Whether a sheet may have so many rows.
pub(super) fn may_have_rows(rows: u32) -> bool {
    (1..=MOST_ROWS).contains(&rows)
}

/// Whether a box may be so high.
pub(super) fn may_be_high(points: u32) -> bool {
    points <= TALLEST_BOX
}

/// What is wrong.
pub(super) fn findings(manifest: &Manifest) -> Vec<Diagnostic> {
    let documents = || manifest.documents.values().filter_map(Field::get);
    let looks = manifest.look.get().into_iter().chain(documents().filter_map(|entry| entry.look.get()));
    let mut limits: Vec<NumberLimit<'_>> = Vec::new();
    for look in looks {
        for (key, _, width, least) in look.margins.get().iter().flat_map(|margins| margins.sides()) {
            let what = format!("`体裁` の 余白 の {key}");
            limits.push(NumberLimit { what, field: width, least, most: WIDEST_MARGIN, unit: "ミリメートル" });
        }
        let (what, unit) = ("`体裁` の 網".to_owned(), "黒の濃さのパーセント");
        limits.push(NumberLimit { what, field: &look.shade, least: 0, most: DARKEST_SHADE, unit });
    }
    limits.extend(documents().flat_map(of_document));
    let reversed = manifest.period.spanned().filter(|(period, _)| period.is_reversed());
    let reversed = reversed.map(|(period, span)| {
        let message = format!("`有効期間` の終了が開始より前です({})", period.to_wareki());
        let help = "開始と終了の日を見直してください。直すまで、有効期間は見ません";
        Diagnostic::new(Code::VALUE_INVALID, span.place(), message).help(help)
    });
    limits.iter().filter_map(NumberLimit::broken).chain(reversed).collect()
}

fn of_document(entry: &DocumentEntry) -> impl Iterator<Item = NumberLimit<'_>> {
    let rows = NumberLimit { what: "`行数`".to_owned(), field: &entry.rows, least: 1, most: MOST_ROWS, unit: "行" };
    let size = |(name, field)| {
        let what = format!("`寸法` の {name}");
        NumberLimit { what, field, least: 0, most: TALLEST_BOX, unit: "ポイント" }
    };
    std::iter::once(rows).chain(entry.sizes.iter().map(size))
}

/// Between what a number must lie.
struct NumberLimit<'a> {
    what: String,
    field: &'a Field<u32>,
    least: u32,
    most: u32,
    unit: &'static str,
}

impl NumberLimit<'_> {
    fn broken(&self) -> Option<Diagnostic> {
        let Self { what, least, most, unit, .. } = self;
        let (number, span) = self.field.spanned().filter(|(number, _)| !(least..=most).contains(number))?;
        let message = format!("{what} に {number} は使えません");
        let help = format!("{least} から {most} までの数({unit})を書いてください");
        Some(Diagnostic::new(Code::VALUE_INVALID, span.place(), message).help(help))
    }
}
