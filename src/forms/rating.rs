//! 評価の選択肢: the words in which a モニタリング記録 says how far a goal was reached, and what each counts as.

use crate::case::monitoring::Achievement;
use crate::record::{Field, List};
use serde::{Deserialize, Serialize};

/// A word of the list as a manifest writes it.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RatingEntry {
    /// The word, as it is written and printed.
    #[serde(rename = "語")]
    pub word: Field<String>,
    /// What it counts as where the program reckons with it.
    #[serde(rename = "数え方")]
    pub counts: Field<Achievement>,
}

/// The words of a form in its order, each with what it counts as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratings(Vec<(String, Achievement)>);

impl Default for Ratings {
    /// The three of the program's own form.
    fn default() -> Self {
        Self(Achievement::ALL.map(|(counts, word)| (word.to_owned(), counts)).to_vec())
    }
}

impl Ratings {
    /// Those of a manifest; none where it has none.
    pub(super) fn of(entries: &List<RatingEntry>) -> Option<Self> {
        let one = |entry: &RatingEntry| Some((entry.word.get()?.clone(), *entry.counts.get()?));
        let words: Vec<_> = entries.iter().filter_map(|entry| one(&entry.value)).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// The words in the form's order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(word, _)| word.as_str())
    }

    /// What a word counts as; none for one that is not on the form.
    #[must_use]
    pub fn counts(&self, word: &str) -> Option<Achievement> {
        self.0.iter().find(|(own, _)| own == word).map(|(_, counts)| *counts)
    }
}
