//! Readings over kanji: from the ふりがな of names, from the office's own file, from a small list of words, and from a dictionary.
//! Where no reading is sure, none is given: where the dictionary has two, the word stays bare.
//!
//! The dictionary (`readings.txt`) is JmdictFurigana, as the crate `jmdict-furigana` brings it; `.assets/readings` leaves in it
//! what is read in one way. Its licence stands in `READINGS-LICENCE.md`.
//!
//! A run of kanji gets its reading as a whole or not at all: 生 alone has a dozen, 生活 has one. Behind a number nothing is
//! read (3人, 2回), for the number changes it.

use crate::case::child::Child;
use crate::record::Field;
use memchr::{memchr, memrchr};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The words that come with the program. `友達<TAB>ともだち`; a stem with the kana that may follow it: `遊[ばびぶべぼん]<TAB>あそ`.
const WORDS: &str = include_str!("furigana.txt");

/// The dictionary: a line for each run of kanji, in the order of their bytes: the run, its reading by itself, and its
/// readings before which kana (`話<TAB><TAB>さしすせそ=はな`).
const DICTIONARY: &str = include_str!("readings.txt");

/// What stands behind a name: no dictionary knows how somebody is read.
const TITLES: [&str; 4] = ["さん", "くん", "ちゃん", "さま"];

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
            // Without a reading it is a word that stays bare.
            readings.words.insert(kanji_of(word).to_owned(), Vec::new());
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
        pieces(text, |run, after| match self.words.get(run) {
            Some(own) => of_list(own, after),
            None => in_dictionary(run, after).map(str::to_owned),
        })
    }

    /// Somebody's name in pieces: no dictionary says how it is read.
    pub(super) fn over_name(&self, name: &str) -> Vec<Ruby> {
        pieces(name, |run, after| of_list(self.words.get(run)?, after))
    }
}

/// A text in pieces, with the readings that are found for runs of kanji before what stands behind them.
fn pieces(text: &str, found: impl Fn(&str, &str) -> Option<String>) -> Vec<Ruby> {
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
        match found(run, after).filter(|_| !before.is_some_and(char::is_numeric)) {
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

/// The only reading of a word in a list that fits what stands behind it.
fn of_list(own: &[WordReading], after: &str) -> Option<String> {
    let fits = |own: &&WordReading| {
        own.followers.is_empty() || after.chars().next().is_some_and(|next| own.followers.contains(next))
    };
    let mut fitting = own.iter().filter(fits).map(|own| &own.reading);
    let first = fitting.next()?;
    fitting.all(|other| other == first).then(|| first.clone())
}

/// What the dictionary says of a run of kanji before some text, where it knows one reading.
fn in_dictionary(run: &str, after: &str) -> Option<&'static str> {
    if TITLES.iter().any(|title| after.starts_with(title)) {
        return None;
    }
    let mut fields = dictionary_line(run)?.split('\t');
    let alone = fields.next()?;
    let next = after.chars().next();
    let before =
        fields.filter_map(|field| field.split_once('=')).find(|(kana, _)| next.is_some_and(|c| kana.contains(c)));
    Some(before.map_or(alone, |(_, reading)| reading)).filter(|reading| !reading.is_empty())
}

/// What stands behind a run of kanji in the dictionary.
fn dictionary_line(run: &str) -> Option<&'static str> {
    let mut rest = DICTIONARY;
    while !rest.is_empty() {
        // The line in the middle: every line ends with a line feed.
        let middle = rest.len() / 2;
        let start = memrchr(b'\n', &rest.as_bytes()[..middle]).map_or(0, |end| end + 1);
        let length = memchr(b'\n', &rest.as_bytes()[start..])?;
        let (word, fields) = rest[start..start + length].split_once('\t')?;
        match word.cmp(run) {
            Ordering::Equal => return Some(fields),
            Ordering::Less => rest = &rest[start + length + 1..],
            Ordering::Greater => rest = &rest[..start],
        }
    }
    None
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
    use super::{DICTIONARY, Readings, WORDS, dictionary_line, in_dictionary, is_kanji, kanji_of};

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
        assert_eq!(shown(&readings, "友達的な遊園的"), "友達的な遊園的", "unknown runs stay bare");
        assert_eq!(shown(&readings, "3人で2回"), "3人で2回", "a number changes the reading");
    }

    /// What a dictionary reads in one way gets its reading; what it reads in two, or what is somebody's name, stays bare.
    #[test]
    fn the_dictionary_reads_what_has_one_reading() {
        let readings = Readings::new([]);
        for sure in [
            "児童(じどう)の発達(はったつ)",
            "放課後(ほうかご)",
            "洗(あら)って",
            "泳(およ)ぎたい",
            "縄跳(なわと)びを跳(と)ぶ",
            "絵本(えほん)を読(よ)んで",
            "続(つづ)けて",
            "手伝(てつだ)って",
            "見(み)て、見(み)た",
            "高(たか)く",
            "磨(みが)く",
        ] {
            let plain: String = sure.split(['(', ')']).step_by(2).collect();
            assert_eq!(shown(&readings, &plain), sure);
        }
        for unsure in [
            "明日は",
            "家が",
            "人気",
            "鼻血",
            "来て",
            "行って",
            "上手な",
            "一日",
            "番まで",
            "佐藤さん",
            "林さん",
            "話が",
        ] {
            assert_eq!(shown(&readings, unsure), unsure);
        }
    }

    /// The list of the program and the dictionary do not contradict each other.
    #[test]
    fn the_words_of_the_program_are_read_as_the_dictionary_reads_them() {
        for (word, reading) in
            WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        {
            let (stem, kana) = word.trim_end_matches(']').split_once('[').unwrap_or((word, ""));
            let kanji = kanji_of(stem);
            let Some(own) = reading.strip_suffix(&stem[kanji.len()..]) else { panic!("{word} {reading}") };
            let behind = stem[kanji.len()..].chars().next().map_or(kana.to_owned(), |c| c.to_string());
            for after in behind.chars().map(String::from).chain(kana.is_empty().then(String::new)) {
                if let Some(other) = in_dictionary(kanji, &after) {
                    assert_eq!(other, own, "{kanji}{after}");
                }
            }
        }
    }

    #[test]
    fn the_dictionary_is_in_order() {
        let words: Vec<&str> = DICTIONARY.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        assert_eq!(words.len(), DICTIONARY.lines().count());
        assert!(words.is_sorted_by(|a, b| a < b) && DICTIONARY.ends_with('\n'));
        assert!(words.iter().step_by(997).all(|word| dictionary_line(word).is_some()));
        assert!(dictionary_line("電電電").is_none() && dictionary_line("一").is_some());
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
