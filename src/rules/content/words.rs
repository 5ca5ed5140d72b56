//! The words by which the rules of this family judge: one data file, which an office may extend or silence.

use crate::case::party::Organisation;
use crate::case::words::{WordChanges, WordLists};
use crate::diagnostic::Diagnostic;
use crate::record::{self, Field, List, nearest};
use crate::source::{Source, Span};
use crate::value::half_width;
use std::sync::LazyLock;

/// The lists as they are shipped.
static SHIPPED: LazyLock<WordLists> = LazyLock::new(|| {
    let (words, findings) = read(include_str!("words.yaml"));
    assert!(findings.is_empty(), "internal: words.yaml: {findings:?}");
    words
});

fn read(text: &str) -> (WordLists, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let source = Source::new("words.yaml", text);
    let mut tree = record::parse_yaml(&source, 0..source.text().len(), &mut findings);
    let words = record::read(&source, &mut tree, &mut findings);
    (words, findings)
}

/// One of the lists.
type Which = fn(&WordLists) -> &List<String>;

/// Every list, with its name.
const LISTS: [(&str, Which); 11] = [
    ("空欄と同じ語", |lists| &lists.blanks),
    ("全職員を指す語", |lists| &lists.everybody),
    ("インクルージョンの語", |lists| &lists.inclusion),
    ("決まり文句", |lists| &lists.stock_phrases),
    ("あいまいな語", |lists| &lists.vague),
    ("場面の語", |lists| &lists.scenes),
    ("動作の語", |lists| &lists.acts),
    ("数の単位", |lists| &lists.counters),
    ("なくす語", |lists| &lists.ceasing),
    ("職員の動作", |lists| &lists.staff_acts),
    ("支援の語", |lists| &lists.support),
];

/// A word that an office silences although the list does not have it.
#[derive(Debug)]
pub(super) struct UnlistedWord<'a> {
    pub(super) word: &'a str,
    pub(super) list: &'static str,
    pub(super) span: Span,
    /// The list that has it, or the word of this list that is nearest to it.
    pub(super) elsewhere: Option<&'static str>,
    pub(super) near: Option<&'static str>,
}

/// The words that count in a project.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OfficeWords<'a> {
    changes: Option<&'a WordChanges>,
}

impl<'a> OfficeWords<'a> {
    /// As the offices have them.
    pub(super) fn of(organisation: &'a Organisation) -> Self {
        Self { changes: organisation.rules.get().and_then(|rules| rules.words.get()) }
    }

    /// The words of a list: those that are shipped without what the office silences, and what it adds.
    pub(super) fn list(self, which: Which) -> impl Iterator<Item = &'a str> {
        let changed = |change: fn(&WordChanges) -> &Field<WordLists>| {
            self.changes.and_then(|changes| change(changes).get()).map_or(&[][..], |lists| &**which(lists))
        };
        let (added, removed) = (changed(|changes| &changes.added), changed(|changes| &changes.removed));
        let counts = move |word: &&str| !removed.iter().any(|other| other.value == *word);
        which(&SHIPPED)
            .iter()
            .map(|word| word.value.as_str())
            .filter(counts)
            .chain(added.iter().map(|word| word.value.as_str()))
    }

    /// What the office silences in vain.
    pub(super) fn unlisted(self) -> Vec<UnlistedWord<'a>> {
        let has = |which: Which, word: &str| which(&SHIPPED).iter().any(|own| own.value == word);
        let Some(removed) = self.changes.and_then(|changes| changes.removed.get()) else { return Vec::new() };
        let words = LISTS.iter().flat_map(|(list, which)| which(removed).iter().map(move |word| (*list, *which, word)));
        let idle = words.filter(|(_, which, word)| !has(*which, &word.value)).map(|(list, which, word)| UnlistedWord {
            word: &word.value,
            list,
            span: word.span,
            elsewhere: LISTS.iter().find(|(_, other)| has(*other, &word.value)).map(|(name, _)| *name),
            near: nearest(&word.value, which(&SHIPPED).iter().map(|own| own.value.as_str())),
        });
        idle.collect()
    }

    /// Whether a text is one of the words of a list, and nothing else.
    pub(super) fn is_one(self, which: Which, text: &str) -> bool {
        let bare = bare(text);
        self.list(which).any(|word| word == bare)
    }

    /// Whether nothing is said: nothing but punctuation, or a word that stands for nothing.
    pub(super) fn is_blank(self, text: &str) -> bool {
        bare(text).is_empty() || self.is_one(|lists| &lists.blanks, text)
    }
}

/// A text without blanks and punctuation, in letters of half width.
pub(super) fn bare(text: &str) -> String {
    let mut text = half_width(text);
    text.retain(|c| is_letter(c) || c == '%');
    text
}

/// Whether a character is a letter or a digit; most are in the first lines of this table.
fn is_letter(c: char) -> bool {
    match c {
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='~' => c.is_ascii_alphanumeric(),
        '\u{3000}'..='〄' => false,
        c => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LISTS, OfficeWords, SHIPPED, bare, is_letter, read};
    use crate::case::party::Organisation;
    use crate::record;
    use crate::source::Source;
    use std::collections::BTreeSet;

    #[test]
    fn a_letter_is_what_unicode_calls_one() {
        assert!(('\0'..=char::MAX).all(|c| is_letter(c) == c.is_alphanumeric()));
    }

    #[test]
    fn the_shipped_lists_are_whole_and_no_word_stands_twice() {
        let (words, findings) = read(include_str!("words.yaml"));
        assert!(findings.is_empty(), "{findings:?}");
        let lists = serde_json::to_value(&words).expect("JSON");
        for (name, list) in lists.as_object().expect("lists") {
            let words: Vec<&str> = list.as_array().expect("a list").iter().filter_map(|word| word.as_str()).collect();
            assert!(!words.is_empty(), "{name}");
            let twice: BTreeSet<&str> =
                words.iter().copied().filter(|one| words.iter().filter(|other| *other == one).count() > 1).collect();
            assert_eq!(twice, BTreeSet::new(), "{name}");
        }
    }

    #[test]
    fn every_list_has_its_name_here() {
        let lists = serde_json::to_value(&*SHIPPED).expect("JSON");
        let names: BTreeSet<&str> = lists.as_object().expect("lists").keys().map(String::as_str).collect();
        assert_eq!(LISTS.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), names);
        for (name, which) in LISTS {
            assert_eq!(lists[name].as_array().expect("a list").len(), which(&SHIPPED).len(), "{name}");
        }
    }

    #[test]
    fn an_office_adds_words_and_silences_others() {
        let text = "規則:\n  語:\n    加える: {空欄と同じ語: [のちほど]}\n    除く: {空欄と同じ語: [同上]}\n";
        let mut findings = Vec::new();
        let source = Source::new("office.yaml", text);
        let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
        let office: Organisation = record::read(&source, &mut tree, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        let (plain, own) = (OfficeWords::default(), OfficeWords::of(&office));
        assert!(plain.is_blank("同上。") && !own.is_blank("同上。"));
        assert!(own.is_blank("のちほど") && !plain.is_blank("のちほど"));
        assert!(own.is_blank("特に なし") && own.is_blank(" - ") && !own.is_blank("なしを食べたい"));
        assert_eq!(SHIPPED.blanks.len(), plain.list(|lists| &lists.blanks).count());
    }

    #[test]
    fn what_is_compared_has_no_punctuation() {
        assert_eq!(bare(" 特に、なし。\n"), "特になし");
        assert_eq!(bare("８割(80％)"), "8割80%");
    }
}
