//! The nearest known word, for did-you-mean.

/// The candidate most like `word`, when one is near enough to be worth offering.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Brackets, colons and spaces are what people get wrong first: they do not count.
fn fold(word: &str) -> String {
    word.chars().filter(|c| !c.is_whitespace() && !"：:・()（）「」".contains(*c)).collect()
}
