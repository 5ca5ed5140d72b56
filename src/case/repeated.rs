//! Second copies under names that say nothing, told by what the files say.

use super::Document;
use super::entry::COPY;
use crate::diagnostic::{Diagnostic, Severity};
use crate::record::Value;
use std::collections::BTreeMap;

/// The documents that are another one of the same day once more, by what they say, with the finding of each.
pub(super) fn repeated(read: &[(Document, Vec<Diagnostic>)]) -> Vec<(usize, Diagnostic)> {
    let mut days: BTreeMap<&str, Vec<(usize, &Document)>> = BTreeMap::new();
    for (index, (document, _)) in read.iter().enumerate() {
        days.entry(document.name.get(..DATE.len()).unwrap_or(&document.name)).or_default().push((index, document));
    }
    days.into_values().flat_map(repeated_on_a_day).collect()
}

fn repeated_on_a_day(mut documents: Vec<(usize, &Document)>) -> Vec<(usize, Diagnostic)> {
    // The shorter name is the original's.
    documents.sort_by_key(|(_, document)| (document.name.len(), &document.name));
    let mut copies = Vec::new();
    let mut originals: Vec<WrittenLines<'_>> = Vec::new();
    for (index, document) in documents {
        let written = WrittenLines { document, lines: lines(document.source.text()) };
        let found = originals.iter().map(|original| (original.document, likeness(original, &written)));
        match found.into_iter().find(|(_, likeness)| *likeness != Likeness::Other) {
            Some((original, likeness)) => copies.push((index, finding(original, document, likeness))),
            None => originals.push(written),
        }
    }
    copies
}

fn finding(original: &Document, copy: &Document, likeness: Likeness) -> Diagnostic {
    let name = original.source.path().file_name().unwrap_or_default().to_string_lossy();
    let message = match likeness {
        Likeness::Same => format!("`{name}` と同じ内容です。文書としては読みません"),
        _ => format!("`{name}` とほとんど同じ内容で、同じ文書の二つ目のようです。文書としては読みません"),
    };
    let help = format!(
        "同じ文書なら、要る内容を `{name}` にまとめて、こちらを消してください。別の文書なら、日時や事業所など、違うところを書いてください"
    );
    Diagnostic::new(COPY, copy.place(None), message).severity(Severity::Warning).help(help)
}

/// A document with its lines that are not empty.
struct WrittenLines<'a> {
    document: &'a Document,
    lines: Vec<&'a str>,
}

/// How two documents of one day are to each other, judged by what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// Two documents.
    Other,
    /// The same text.
    Same,
    /// The same document, with edits.
    Edited,
}

/// Whether a document with a slug is the other one once more: the same text, or a slug that looks like a computer's name
/// and half of the lines, or nearly the same with the same head beside one without a slug. Two that both have a slug were
/// named by somebody who knows that they are two.
fn likeness(original: &WrittenLines<'_>, other: &WrittenLines<'_>) -> Likeness {
    let (one, two) = (&original.lines, &other.lines);
    if one.is_empty() || two.is_empty() {
        return Likeness::Other;
    }
    if one == two {
        return Likeness::Same;
    }
    let longer = one.len().max(two.len());
    let slug = other.document.name.get(original.document.name.len()..).unwrap_or_default();
    let capital = |slug: &str| {
        let slug = slug.trim_start_matches('-');
        slug.len() >= 4 && slug.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
    };
    let is_plain = original.document.name.len() == DATE.len();
    let is_edited = capital(slug) && common(one, two) * 2 >= longer
        || is_plain && same_head(original.document, other.document) && common(one, two) * 5 >= longer * 4;
    if is_edited { Likeness::Edited } else { Likeness::Other }
}

/// How long the name of a document without a slug is.
const DATE: &str = "2024-03-28";

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

/// How many lines both have.
fn common(one: &[&str], two: &[&str]) -> usize {
    let (mut one, mut two) = (one.to_vec(), two.to_vec());
    one.sort_unstable();
    two.sort_unstable();
    let (mut at, mut other, mut count) = (0, 0, 0);
    while at < one.len() && other < two.len() {
        match one[at].cmp(two[other]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (at, other, count) = (at + 1, other + 1, count + 1),
        }
    }
    count
}

/// Whether both say the same of what tells documents apart: everything of a head that is no long text.
fn same_head(one: &Document, other: &Document) -> bool {
    let head = |document: &Document| -> Vec<(String, String)> {
        let Value::Map(entries) = &document.tree.value else { return Vec::new() };
        let text = document.source.text();
        let written = entries.iter().filter_map(|entry| {
            let value = text.get(entry.node.span.range())?.trim();
            (!value.contains('\n')).then(|| (entry.key.clone(), value.to_owned()))
        });
        // A paragraph of one line may be what was edited.
        written.filter(|(_, value)| value.chars().count() <= LONGEST_HEAD).collect()
    };
    let (one, other) = (head(one), head(other));
    !one.is_empty() && one == other
}

/// Characters of a value that tells documents apart, at most.
const LONGEST_HEAD: usize = 80;
