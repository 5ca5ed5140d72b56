//! Characters that would print as tofu, and variants of a name's kanji that would print in another form.

use super::facts::{File, Ground, Where};
use super::lookalike::is_name;
use super::rule::{Check, Group, Reporter, Rule};
use super::scan::{LetterTraits, ScannedText};
use super::script::Script;
use crate::diagnostic::Code;
use crate::font::{Variant, is_emoji, variation_sequences};
use crate::record::lookalike;
use crate::source::{Source, Span};
use std::collections::BTreeSet;

pub(super) static MISSING: Rule = Rule {
    code: Code::GLYPH_MISSING,
    group: Group::Print,
    summary: "どのフォントにもない文字がある",
    explanation: include_str!("glyph-missing.md"),
    checks: &[Check::File(PRINTED, check_missing)],
    ..Rule::BASE
};

pub(super) static VARIANT_DROPPED: Rule = Rule {
    code: Code::new("variant-dropped"),
    group: Group::Print,
    summary: "異体字がどのフォントにもなく、別の字形で印刷される",
    explanation: include_str!("variant-dropped.md"),
    checks: &[Check::File(PRINTED, check_variants)],
    ..Rule::BASE
};

/// The files whose values are printed.
const PRINTED: &[Where] = &[Where::Office, Where::Child, Where::Paper];

fn check_missing(ground: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    let source = file.source;
    let mut seen = BTreeSet::new();
    let mut scripts = BTreeSet::new();
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::UNCOVERED) {
        // In a name the rule for letters that look like others has named it.
        let odd = Some(text).filter(|_| is_name(key)).and_then(|text| lookalike(text)).map(|odd| odd.character);
        let missing = || text.chars().filter(|c| Some(*c) != odd && !ground.fonts.shows(*c));
        for c in missing() {
            if let Some(script) = Script::of(c) {
                // One font shows them all: one finding for a file.
                if scripts.insert(script.name) {
                    let all: String = missing().filter(|c| script.has(*c)).collect();
                    let place = find(source, *span, &c.to_string()).place();
                    let message = format!("`{key}` の「{all}」の字({})がどのフォントにもありません", script.name);
                    reporter.report(place, message).help = Some(script.remedy());
                }
                continue;
            }
            if !seen.insert(c) {
                continue;
            }
            let place = find(source, *span, &c.to_string()).place();
            let code_point = format!("U+{:04X}", c as u32);
            let (message, help) = match c {
                '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => (
                    format!("`{key}` に外字({code_point})があります"),
                    "この外字が表す字を、Unicode の漢字(必要なら異体字)で打ち直してください",
                ),
                c if is_emoji(c) => {
                    let help = match c {
                        '✅' => "「☑」か「✔」なら印刷できます",
                        '❌' | '❎' => "「×」か「✕」なら印刷できます",
                        '❗' | '❕' => "「！」なら印刷できます",
                        '❓' | '❔' => "「？」なら印刷できます",
                        '➕' => "「＋」なら印刷できます",
                        '➖' => "「－」なら印刷できます",
                        _ => "言葉で書いてください。「☑ ☐ ✔ ✕ ❤ ☎」のような記号は印刷できます",
                    };
                    (format!("`{key}` に絵文字「{c}」({code_point})があります"), help)
                }
                c => (
                    format!("`{key}` の「{c}」({code_point})がどのフォントにもありません"),
                    "字を確かめてください。正しければ、その字を含むフォントを fonts/ に置いてください",
                ),
            };
            reporter.report(place, message).help = Some(help.to_owned());
        }
    }
}

fn check_variants(ground: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    let mut seen = BTreeSet::new();
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::SELECTOR) {
        for (base, selector) in variation_sequences(text) {
            if ground.fonts.variant(base, selector) != Variant::None || !seen.insert((base, selector)) {
                continue;
            }
            let place = find(file.source, *span, &format!("{base}{selector}")).place();
            let message = format!(
                "`{key}` の「{base}」の異体字(U+{:04X} U+{:04X})がどのフォントにもありません",
                base as u32, selector as u32
            );
            let help =
                "字形を確かめてください。正しければ、その異体字を含むフォントを fonts/ に置いてください".to_owned();
            reporter.report(place, message).help = Some(help);
        }
    }
}

/// The place of `needle` in a value's text, or the value's own where an escape hides it.
fn find(source: &Source, span: Span, needle: &str) -> Span {
    let start = span.start as usize;
    match source.text()[span.range()].find(needle) {
        Some(at) => span.part(start + at..start + at + needle.len()),
        None => span,
    }
}
