//! What layout found, as findings: texts that were shrunk, moved or ran out of their boxes, and text lost.

use crate::case::Document;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Place;
use crate::template::context::{Expected, WrittenText};
use crate::typeset::{Fit, FitKind, Layout};
use std::collections::BTreeSet;

/// A document's Typst source, with the place of each of its texts.
#[derive(Debug)]
pub(super) struct Rendered {
    /// The template's name, for errors that have no line.
    pub(super) template: String,
    pub(super) source: String,
    pub(super) places: Vec<Place>,
    /// The long texts, by number.
    pub(super) texts: Vec<WrittenText>,
    /// What has to stand on the paper.
    pub(super) expected: Vec<Expected>,
    /// The words of the form itself.
    pub(super) labels: Vec<String>,
}

/// What became of the long texts; that letters are small is said once, with the smallest, and so are the numbers in place of texts.
pub(super) fn fit_findings(document: &Document, rendered: &Rendered, fits: &[Fit]) -> Vec<Diagnostic> {
    let place = |fit: &Fit| {
        let own = fit.place.and_then(|number| rendered.places.get(number));
        own.cloned().unwrap_or_else(|| document.place(None))
    };
    let smallest = shrunk_finding(fits, &place);
    let overflows = fits.iter().filter_map(|fit| overflow_finding(fit, place(fit)));
    smallest.into_iter().chain(numbered_finding(fits, &place)).chain(overflows).collect()
}

fn shrunk_finding(fits: &[Fit], place: &dyn Fn(&Fit) -> Place) -> Option<Diagnostic> {
    let size = |fit: &Fit| if let FitKind::Shrunk(size) = fit.kind { Some(size) } else { None };
    let shrunk: Vec<(&Fit, f64)> = fits.iter().filter_map(|fit| Some((fit, size(fit)?))).collect();
    let (fit, size) = shrunk.iter().min_by(|one, other| one.1.total_cmp(&other.1))?;
    let others = if shrunk.len() > 1 { format!("など {} か所", shrunk.len()) } else { String::new() };
    let message = format!("{}{others} を {size} ポイントに縮めて印刷します", fit.field);
    Some(Diagnostic::new(Code::TEXT_SHRUNK, place(fit), message).severity(Severity::Info))
}

/// At the first of the texts that stand below the table, with the places of the others.
fn numbered_finding(fits: &[Fit], place: &dyn Fn(&Fit) -> Place) -> Option<Diagnostic> {
    let number = |fit: &Fit| if let FitKind::Numbered(number) = &fit.kind { Some(number.clone()) } else { None };
    let mut numbered: Vec<(&Fit, String)> = fits.iter().filter_map(|fit| Some((fit, number(fit)?))).collect();
    // On several days it has one number.
    let mut seen = BTreeSet::new();
    numbered.retain(|(_, number)| seen.insert(number.clone()));
    let ((fit, first), others) = numbered.split_first()?;
    let (count, numbers) = match others.last() {
        Some((_, last)) => (format!(" など {} 件", numbered.len()), format!("{first}～{last}")),
        None => (String::new(), first.clone()),
    };
    let message = format!("{}{count} は枠に入らないため、枠に番号 {numbers} を、表の下に文を印刷します", fit.field);
    let mut finding = Diagnostic::new(Code::TEXT_SHRUNK, place(fit), message).severity(Severity::Info);
    finding.related.extend(others.iter().map(|(fit, number)| (place(fit), format!("番号 {number} の予定です"))));
    Some(finding)
}

/// A text that stands on a 別紙.
fn overflow_finding(fit: &Fit, place: Place) -> Option<Diagnostic> {
    let FitKind::Overflow { lines, characters } = fit.kind else { return None };
    let message = format!("{} が {lines} 行(約 {characters} 字)あふれます", fit.field);
    let help = "欄には別紙の番号を刷り、全文をすぐ後ろの別紙に載せます。欄に収めるには文を短くしてください";
    Some(Diagnostic::new(Code::TEXT_OVERFLOW, place, message).severity(Severity::Warning).help(help))
}

/// Text that fell off a page and glyphs that no font had: nothing may be printed.
pub(super) fn lost_findings(document: Option<&Document>, whole: &Place, layout: &Layout) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let lost = layout.lost();
    if let Some(first) = lost.first() {
        let shown: String = first.chars().take(20).collect();
        findings.push(match document.and_then(|document| written_as(document, first)) {
            Some((key, place)) => {
                let others = match lost.len() {
                    1 => String::new(),
                    all => format!("(ほかに {} か所)", all - 1),
                };
                let message = format!("`{key}` の「{shown}」が紙の外に出ます{others}");
                Diagnostic::new(Code::TEXT_LOST, place, message).help(
                    "途中で行を変えられない長い語(URL や記号の続く語)です。語の途中に空白か改行を入れるか、短い言葉に直してください",
                )
            }
            None => {
                let message = format!("紙の外に出る文が {} か所あります(「{shown}」から)", lost.len());
                Diagnostic::new(Code::TEXT_LOST, whole.clone(), message)
                    .help("雛形の列の幅と欄の高さを見直してください")
            }
        });
    }
    let missing = layout.missing_glyphs();
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().map(|c| format!("「{c}」(U+{:04X})", *c as u32)).collect();
        let message = format!("どのフォントにもない字が印刷に出ます: {}", shown.join("、"));
        findings.push(
            Diagnostic::new(Code::GLYPH_MISSING, whole.clone(), message).help("雛形か文書のこの字を書き換えてください"),
        );
    }
    let doubled = layout.doubled_letters();
    if !doubled.is_empty() {
        let shown: Vec<String> =
            doubled.iter().map(|letter| format!("「{letter}」({})", code_points(letter))).collect();
        let message = format!("PDF から写すと二重になる字があります: {}", shown.join("、"));
        findings.push(
            Diagnostic::new(Code::GLYPH_MISSING, whole.clone(), message)
                .help("この字をひとつの字として持つフォントを fonts/ に置くか、別の字で書いてください"),
        );
    }
    findings
}

/// `U+3042 U+3099`.
fn code_points(letter: &str) -> String {
    letter.chars().map(|c| format!("U+{:04X}", c as u32)).collect::<Vec<_>>().join(" ")
}

/// The value of a document in which a text stands, with its key.
fn written_as<'a>(document: &'a Document, text: &str) -> Option<(&'a str, Place)> {
    /// Fewer letters may stand anywhere.
    const ENOUGH: usize = 8;
    let wanted: String = text.trim().chars().take(2 * ENOUGH).collect();
    let mut found = None;
    document.tree.each_text("", &mut |key, value, span| {
        if found.is_none() && wanted.chars().count() >= ENOUGH && value.contains(&wanted) {
            found = Some((key, span.place()));
        }
    });
    found
}
