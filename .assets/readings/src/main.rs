//! The table of readings over kanji, made from the dictionary that comes with a crate.
//!
//! A line for each run of kanji that begins a word: the run, how it is read by itself, and how before which kana
//! (`話<TAB><TAB>さしすせそ=はな`), parted by tabs. Where the dictionary has several readings, none is given: nothing behind
//! `=`, so that the reading of the run by itself is not taken either.

use jmdict_furigana::{entries, init};
use std::collections::{BTreeMap, BTreeSet};

/// What a verb that ends in this kana may have in its place, with 音便.
const VERBS: [(char, &str); 9] = [
    ('う', "わいうえおっ"),
    ('く', "かきくけこいっ"),
    ('ぐ', "がぎぐげごい"),
    ('す', "さしすせそ"),
    ('つ', "たちつてとっ"),
    ('ぬ', "なにぬねのん"),
    ('ぶ', "ばびぶべぼん"),
    ('む', "まみむめもん"),
    // Of 一段 too: 見た, 見て, 見ない.
    ('る', "らりるれろったてなまよずさちと"),
];

/// What an adjective may have for its い.
const ADJECTIVES: &str = "いかくけさそ";

/// What of that is no beginning of a word that may stand behind a noun: 高く, 高さ.
const ADJECTIVES_ALONE: &str = "いくけさそ";

/// What a word may begin with that stands behind a noun and is no part of it (まで, さえ, こそ, しか, ずつ, ほど, たち): there the noun
/// has to have the same reading.
const PARTICLES: &str = "がはもをのにへとでやかばだなよねまさこしずぐほじちぞわた";

/// The longest run of kanji that is kept.
const MOST_KANJI: usize = 8;

/// How the words that begin with a run of kanji are read.
#[derive(Default)]
struct Run {
    /// By itself.
    alone: BTreeSet<String>,
    /// Before a kana.
    before: BTreeMap<char, BTreeSet<String>>,
    /// Whether it begins an adjective: 高い.
    adjective: bool,
}

fn main() {
    futures::executor::block_on(init());
    print!("{}", table());
}

/// The whole table.
fn table() -> String {
    let mut runs: BTreeMap<&str, Run> = BTreeMap::new();
    for ((word, reading), pieces) in entries() {
        let end = word.find(|c| !is_kanji(c)).unwrap_or(word.len());
        let (kanji, tail) = word.split_at(end);
        // たかーい for 高い is how it is called out, not how it is read.
        let is_called = reading.contains('ー') && !word.contains('ー');
        if kanji.is_empty() || is_called || kanji.chars().count() > MOST_KANJI {
            continue;
        }
        let reading = if tail.is_empty() { Some((*reading).to_owned()) } else { over(pieces, kanji.len()) };
        // Where the dictionary does not say what of it is read over the kanji, nothing is sure.
        let reading = reading.map(|reading| hiragana(&reading)).unwrap_or_default();
        let run = runs.entry(kanji).or_default();
        for c in followers(tail).chars() {
            run.before.entry(c).or_default().insert(reading.clone());
        }
        run.adjective |= tail == "い";
        if tail.is_empty() {
            run.alone.insert(reading);
        }
    }
    // 来る, 来ない, 来て: three readings of one verb.
    runs.remove("来");
    runs.into_iter().map(|(kanji, run)| line(kanji, &run)).collect()
}

fn line(kanji: &str, run: &Run) -> String {
    let alone = sure(&run.alone);
    let mut by_reading: BTreeMap<&str, String> = BTreeMap::new();
    for (c, readings) in &run.before {
        let may_be_noun = PARTICLES.contains(*c) && !(run.adjective && ADJECTIVES_ALONE.contains(*c));
        let beside_noun = may_be_noun && run.alone.iter().any(|own| !readings.contains(own));
        let reading = if beside_noun { "" } else { sure(readings) };
        if reading != alone {
            by_reading.entry(reading).or_default().push(*c);
        }
    }
    if alone.is_empty() && by_reading.keys().all(|reading| reading.is_empty()) {
        return String::new();
    }
    let parts: String = by_reading.iter().map(|(reading, kana)| format!("\t{kana}={reading}")).collect();
    format!("{kanji}\t{alone}{parts}\n")
}

/// The only reading; empty where there is another, or none in kana.
fn sure(readings: &BTreeSet<String>) -> &str {
    match readings.first() {
        Some(only) if readings.len() == 1 && only.chars().all(|c| ('ぁ'..='ゖ').contains(&c) || c == 'ー') => only,
        _ => "",
    }
}

/// The kana that may stand behind the kanji of a word with this tail.
fn followers(tail: &str) -> String {
    let mut letters = tail.chars();
    match (letters.next(), letters.next()) {
        (None, _) => String::new(),
        (Some('い'), None) => ADJECTIVES.to_owned(),
        (Some(only), None) => VERBS
            .iter()
            .find(|(ending, _)| *ending == only)
            .map_or_else(|| only.to_string(), |(_, kana)| (*kana).to_owned()),
        (Some(first), Some(_)) => first.to_string(),
    }
}

/// What is read over the first bytes of a word.
fn over(pieces: &[(&str, &str)], end: usize) -> Option<String> {
    let mut reading = String::new();
    let mut at = 0;
    for (word, own) in pieces {
        if at == end {
            break;
        }
        at += word.len();
        if own.is_empty() {
            return None;
        }
        reading.push_str(own);
    }
    (at == end).then_some(reading)
}

fn hiragana(text: &str) -> String {
    text.chars().map(hiragana_of).collect()
}

fn hiragana_of(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// As the program tells kanji.
fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〆')
}
