//! 評価 in a モニタリング記録: one of the words of the form on which it prints.

use super::facts::Facts;
use super::rule::Reporter;
use crate::case::{Document, Model};
use crate::forms::STANDARD;
use crate::record::unknown_choice;

/// Words that are not on the form.
pub(super) fn wrong_words(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Monitoring(record) = &document.model else { return };
    let Some(form) = facts.sound_form(document) else { return };
    let ratings = &form.ratings;
    for (word, span) in record.rows.iter().filter_map(|row| row.result.spanned()) {
        if ratings.counts(word).is_none() {
            let (message, help) = unknown_choice(word, &ratings.words().collect::<Vec<_>>());
            let own = form.packs.first().map_or("", String::as_str);
            let help = match elsewhere(facts, document, word) {
                Some(other) => format!(
                    "様式 `{own}` の語ではなく、`{other}` の語です。{help}。`{other}` の紙のままにする記録には「様式: {other}」と書きます"
                ),
                None => help,
            };
            reporter.report(span.place(), message).help = Some(help);
        }
    }
}

/// The pack whose form has the word; the program's own before others.
fn elsewhere<'a>(facts: &Facts<'a>, document: &Document, word: &str) -> Option<&'a str> {
    let packs = facts.ground.packs;
    let has = |id: &str| {
        packs.form(id, document.form_title(), None, document.date).is_ok_and(|form| form.ratings.counts(word).is_some())
    };
    let ids = std::iter::once(STANDARD).chain(packs.iter().map(|pack| pack.id.as_str()));
    ids.into_iter().find(|id| has(id))
}
