//! 評価 in a モニタリング記録: one of the words of the form on which it prints.

use super::facts::Facts;
use super::rule::Reporter;
use crate::case::{Document, Model};
use crate::record::unknown_choice;

/// Words that are not on the form.
pub(super) fn wrong_words(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Monitoring(record) = &document.model else { return };
    let ratings = facts.ratings(document);
    for (word, span) in record.rows.iter().filter_map(|row| row.result.spanned()) {
        if ratings.counts(word).is_none() {
            let (message, help) = unknown_choice(word, &ratings.words().collect::<Vec<_>>());
            reporter.report(span.place(), message).help = Some(help);
        }
    }
}
