//! How like two texts are: by the runs of three letters that they share, without punctuation and without the child's name.

use super::super::super::mark::mark;
use super::super::words::bare;
use crate::case::child::Child;
use std::cmp::Reverse;
use std::sync::OnceLock;

/// How many letters a run has.
const RUN: usize = 3;

/// A text as it is compared.
#[derive(Debug)]
pub(in crate::rules) struct Letters {
    letters: Vec<char>,
    /// In order; most texts are never held against another.
    runs: OnceLock<Vec<[char; RUN]>>,
}

impl Letters {
    /// Of a text about a child who has these names.
    pub(super) fn of(text: &str, names: &[String]) -> Self {
        let mut text = bare(text);
        for name in names {
            if text.contains(name.as_str()) {
                text = text.replace(name.as_str(), "");
            }
        }
        Self { letters: text.chars().collect(), runs: OnceLock::new() }
    }

    fn runs(&self) -> &[[char; RUN]] {
        self.runs.get_or_init(|| {
            let mut runs: Vec<[char; RUN]> = self.letters.windows(RUN).filter_map(|run| run.try_into().ok()).collect();
            runs.sort_unstable();
            runs
        })
    }

    /// How many letters there are.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether another text is at least so like, from 0 to 1: twice the runs in common over all runs.
    pub(super) fn is_like(&self, other: &Self, least: f64) -> bool {
        let count = |text: &Self| (text.len() + 1).saturating_sub(RUN);
        let (own, others) = (count(self), count(other));
        let is_enough = |common: usize| (2 * common) as f64 / (own + others) as f64 >= least;
        // Texts of very different length need not be read.
        if own + others == 0 || !is_enough(own.min(others)) {
            return false;
        }
        self.letters == other.letters || shares(self.runs(), other.runs(), is_enough)
    }

    /// A few numbers that a text and its copy have in common with near certainty, and other texts hardly ever: the smallest
    /// hashes of its runs of [`SHINGLE`] letters.
    pub(super) fn marks(&self) -> Vec<u64> {
        let mut hashes: Vec<u64> = self.letters.windows(SHINGLE).map(|run| mark(&run)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(MARKS);
        hashes
    }
}

/// Whether two lists in order share enough. Most do not, which shows long before their ends.
fn shares(own: &[[char; RUN]], others: &[[char; RUN]], is_enough: impl Fn(usize) -> bool) -> bool {
    let (mut common, mut one, mut another) = (0, 0, 0);
    while let (Some(a), Some(b)) = (own.get(one), others.get(another)) {
        if a == b {
            common += 1;
        } else if !is_enough(common + (own.len() - one).min(others.len() - another)) {
            return false;
        }
        one += usize::from(a <= b);
        another += usize::from(b <= a);
    }
    is_enough(common)
}

/// Letters of a run that marks a text: long enough that two texts share one only where they share a phrase.
const SHINGLE: usize = 8;
/// How many marks a text leaves.
const MARKS: usize = 6;

/// The names by which a text may call a child, the longest first: each part of 氏名, ふりがな and 通称.
pub(super) fn names(child: &Child) -> Vec<String> {
    let fields = [&child.name, &child.reading, &child.known_as];
    let written = fields.into_iter().filter_map(|field| field.get());
    let parts = written.flat_map(|name| name.split([' ', '\u{3000}', '・']).map(bare).collect::<Vec<_>>());
    // A name of one letter stands in too many words.
    let mut names: Vec<String> = parts.filter(|name| name.chars().count() > 1).collect();
    names.sort_by_key(|name| Reverse(name.len()));
    names.dedup();
    names
}

/// The longest passage that two texts have in common, word for word, and no longer than a reader needs to know it again.
pub(super) fn passage(one: &str, other: &str) -> String {
    const ENOUGH: usize = 40;
    let (one, other): (Vec<char>, Vec<char>) = (on_one_line(one), on_one_line(other));
    let (mut before, mut best) = (vec![0_usize; other.len() + 1], (0, 0));
    for (at, a) in one.iter().enumerate() {
        let mut now = vec![0; other.len() + 1];
        for (there, _) in other.iter().enumerate().filter(|(_, b)| *b == a) {
            now[there + 1] = before[there] + 1;
            if now[there + 1] > best.1 {
                best = (at + 1 - now[there + 1], now[there + 1]);
            }
        }
        before = now;
    }
    let (start, length) = best;
    let shown: String = one[start..start + length.min(ENOUGH)].iter().collect();
    // It stands in a quotation itself.
    let shown = shown.trim().trim_matches(['、', '。']).replace('「', "『").replace('」', "』");
    if length > ENOUGH { format!("{shown}…") } else { shown }
}

fn on_one_line(text: &str) -> Vec<char> {
    text.chars().filter(|c| *c != '\n').collect()
}

#[cfg(test)]
mod tests {
    use super::{Letters, passage};

    fn of(text: &str) -> Letters {
        Letters::of(text, &["はな".to_owned(), "れん".to_owned()])
    }

    #[test]
    fn a_copy_with_another_name_is_the_same_and_another_text_is_not() {
        let text = of("はなさんが、来所した後、手順カードを見て荷物の支度を10分で終える。");
        let copy = of("れんさんが来所した後、手順カードを見て荷物の支度を10分で終える");
        assert!(text.is_like(&copy, 1.0));
        assert_eq!(text.marks(), copy.marks());
        let changed = of("来所した後、手順カードを見て荷物の支度を15分で終える。");
        assert!(text.is_like(&changed, 0.8) && changed.is_like(&text, 0.8) && !text.is_like(&changed, 0.95));
        let other = of("おやつの席で会話帳の写真2枚を指し、出来事を職員か友だちに終わりまで話す。");
        assert!(!text.is_like(&other, 0.2) && !other.is_like(&text, 0.2));
        assert!(text.marks().iter().all(|mark| !other.marks().contains(mark)));
        assert!(!of("").is_like(&of(""), 0.0) && of("").marks().is_empty());
    }

    #[test]
    fn what_is_quoted_is_the_longest_passage_that_both_have() {
        assert_eq!(passage("はなさんが、カードで\n伝える。", "れんさんが、カードで伝えた"), "さんが、カードで伝え");
        assert_eq!(passage("あ", "い"), "");
    }
}
