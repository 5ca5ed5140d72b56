//! Readings over kanji: from the ふりがな of names, from the office's own file, and from a small list of words that are read
//! in one way only. Where no reading is sure, none is given.
//!
//! A run of kanji gets its reading as a whole or not at all: 生 alone has a dozen, 生活 has one. Behind a number nothing is
//! read (3人, 2回), for the number changes it.

use crate::case::child::Child;
use crate::record::Field;
use std::collections::BTreeMap;

/// The words that come with the program. `友達<TAB>ともだち`; a stem with the kana that may follow it: `遊[ばびぶべぼん]<TAB>あそ`.
const WORDS: &str = include_str!("furigana.txt");

/// A piece of a text: the letters, and how they are read where that is to be shown.
pub(super) type Ruby = (String, Option<String>);

/// One reading of a run of kanji.
#[derive(Debug, Clone)]
struct WordReading {
    /// The kana of which one must follow; any letter but a kanji where there are none.
    followers: String,
    reading: String,
}

/// All readings, by their kanji.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    words: BTreeMap<String, Vec<WordReading>>,
}

impl Readings {
    /// The words of the program, then those of the office, which come before them: a word without a reading is left bare.
    #[must_use]
    pub fn new<'a>(of_office: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut readings = Self::default();
        for (word, reading) in
            WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        {
            readings.add(word, reading);
        }
        for (word, reading) in of_office {
            readings.words.remove(kanji_of(word));
            readings.add(word, reading);
        }
        readings
    }

    /// The same with the names of a child and of the guardians.
    #[must_use]
    pub fn with_names(mut self, child: &Child) -> Self {
        self.name(&child.name, &child.reading);
        for guardian in child.guardians.iter() {
            self.name(&guardian.name, &guardian.reading);
        }
        self
    }

    /// Family name and given name, each with its own reading.
    fn name(&mut self, name: &Field<String>, reading: &Field<String>) {
        let (Some(name), Some(reading)) = (name.get(), reading.get()) else { return };
        let (names, readings): (Vec<&str>, Vec<&str>) =
            (name.split_whitespace().collect(), reading.split_whitespace().collect());
        if names.len() == readings.len() {
            for (name, reading) in names.into_iter().zip(readings) {
                self.words.remove(kanji_of(name));
                self.add(name, reading);
            }
        }
    }

    fn add(&mut self, word: &str, reading: &str) {
        let (kanji, followers) = match word.split_once('[') {
            Some((stem, rest)) => (stem.to_owned(), rest.trim_end_matches(']').to_owned()),
            None => (kanji_of(word).to_owned(), word[kanji_of(word).len()..].chars().take(1).collect()),
        };
        // The kana behind the kanji are read as they are written.
        let behind = if word.contains('[') { "" } else { &word[kanji.len()..] };
        let Some(reading) = reading.trim().strip_suffix(behind) else { return };
        if !kanji.is_empty() && kanji.chars().all(is_kanji) && (!reading.is_empty()) {
            self.words.entry(kanji).or_default().push(WordReading { followers, reading: reading.to_owned() });
        }
    }

    /// A text in pieces, with the readings that are sure.
    pub(super) fn over(&self, text: &str) -> Vec<Ruby> {
        let mut pieces: Vec<Ruby> = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            let run = kanji_of(rest);
            if run.is_empty() {
                plain.push(first);
                rest = &rest[first.len_utf8()..];
                before = Some(first);
                continue;
            }
            let after = &rest[run.len()..];
            match self.reading(run, after).filter(|_| !before.is_some_and(char::is_numeric)) {
                Some(reading) => {
                    if !plain.is_empty() {
                        pieces.push((std::mem::take(&mut plain), None));
                    }
                    pieces.push((run.to_owned(), Some(reading)));
                }
                None => plain.push_str(run),
            }
            rest = after;
            before = run.chars().last();
        }
        if !plain.is_empty() {
            pieces.push((plain, None));
        }
        pieces
    }

    fn reading(&self, run: &str, after: &str) -> Option<String> {
        let fits = |own: &&WordReading| {
            own.followers.is_empty() || after.chars().next().is_some_and(|next| own.followers.contains(next))
        };
        let mut fitting = self.words.get(run)?.iter().filter(fits).map(|own| &own.reading);
        let first = fitting.next()?;
        fitting.all(|other| other == first).then(|| first.clone())
    }
}

/// The kanji at the beginning of a text.
fn kanji_of(text: &str) -> &str {
    let end = text.find(|c| !is_kanji(c)).unwrap_or(text.len());
    &text[..end]
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〆' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::{Readings, WORDS, is_kanji};

    fn shown(readings: &Readings, text: &str) -> String {
        let piece = |(word, reading): (String, Option<String>)| match reading {
            Some(reading) => format!("{word}({reading})"),
            None => word,
        };
        readings.over(text).into_iter().map(piece).collect()
    }

    #[test]
    fn a_run_is_read_as_a_whole_or_not_at_all() {
        let readings = Readings::new([]);
        assert_eq!(shown(&readings, "友達と遊びたい。"), "友達(ともだち)と遊(あそ)びたい。");
        assert_eq!(shown(&readings, "友達的な遊園地"), "友達的な遊園地", "unknown runs stay bare");
        assert_eq!(shown(&readings, "3人で2回"), "3人で2回", "a number changes the reading");
    }

    #[test]
    fn the_office_corrects_a_word_or_takes_its_reading_away() {
        let readings = Readings::new([("友達", "フレンド"), ("遊", ""), ("図鑑係", "ずかんがかり")]);
        assert_eq!(shown(&readings, "友達と遊び、図鑑係"), "友達(フレンド)と遊び、図鑑係(ずかんがかり)");
    }

    #[test]
    fn every_word_is_kanji_with_one_reading_in_hiragana() {
        for line in WORDS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (word, reading) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
            assert!(word.starts_with(is_kanji), "{line}");
            assert!(reading.chars().all(|c| ('ぁ'..='ん').contains(&c) || c == 'ー'), "{line}");
        }
    }
}
