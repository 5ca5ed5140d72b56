//! What a person types beside the texts of the forms: commands, options, keys, punctuation, ids, dates, words to choose.

use shien::case::FileKind;
use shien::record::{RecordShape, Shape};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Every word that a field lets choose; no text, though it is Japanese.
static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let mut words = BTreeSet::from(["はい", "いいえ"]);
    FileKind::all().for_each(|kind| collect(kind.shape(), &mut words));
    words
});

fn collect(shape: &'static Shape, words: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Choice(choice) => words.extend(choice.iter().map(|word| word.name)),
        Shape::Record(RecordShape { fields, .. }) => fields.iter().for_each(|field| collect(&field.shape, words)),
        Shape::List(inner) | Shape::OneOrMore(inner) | Shape::Map(inner) => collect(inner, words),
        Shape::Either { more, .. } => collect(more, words),
        Shape::Value(_) => {}
    }
}

/// The marks between the parts of a value.
const MARKS: &str = "[]{},:\" ";

/// The characters of a value that are no text: of a text none, of a list or a map in brackets all but the texts in it.
pub(super) fn counted(value: &str) -> usize {
    if value == "|" {
        return 0;
    }
    if value.starts_with(BRACKETS) {
        return counted_inside(value);
    }
    if is_text(value) { 0 } else { value.chars().count() }
}

/// What a value in brackets, or in quotation marks, begins with.
const BRACKETS: [char; 3] = ['[', '{', '"'];

/// The same where a value was there and another is now: what the two have in common was not typed.
pub(super) fn counted_change(there: &str, new: &str) -> usize {
    if !new.starts_with(BRACKETS) {
        return counted(new);
    }
    let common =
        |one: &mut dyn Iterator<Item = (char, char)>| one.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let before: usize = common(&mut there.chars().zip(new.chars()));
    let (there, new) = (&there[before..], &new[before..]);
    let behind: usize = common(&mut there.chars().rev().zip(new.chars().rev()));
    counted_inside(&new[..new.len() - behind])
}

/// The characters of a list or a map, or of a piece of one, without the texts in it.
fn counted_inside(value: &str) -> usize {
    let mut count = 0;
    let mut rest = value;
    while let Some(mark) = rest.find(|c| MARKS.contains(c)) {
        let (part, behind) = rest.split_at(mark);
        let is_key = behind.starts_with(": ");
        count += 1 + if is_key || !is_text(part) { part.chars().count() } else { 0 };
        rest = &behind[1..];
    }
    count + if is_text(rest) { 0 } else { rest.chars().count() }
}

/// The same of a line that is typed whole. The editor sets it in.
pub(super) fn counted_line(line: &str) -> usize {
    let body = line.trim_start();
    let (before, body) = body.strip_prefix("- ").map_or((0, body), |rest| (2, rest));
    match body.split_once(": ").filter(|_| !body.starts_with(['{', '['])) {
        Some((name, value)) => before + name.chars().count() + 2 + counted(value),
        None => before + counted(body),
    }
}

/// The same of a command: between quotation marks what is Japanese is a name.
pub(super) fn counted_command(line: &str) -> usize {
    let line = line.split(" # ").next().unwrap_or_default().trim_end();
    let pieces = line.split('"').enumerate();
    let count = |(index, piece): (usize, &str)| match index % 2 {
        0 => piece.chars().count(),
        _ => 2 + piece.chars().filter(char::is_ascii).count(),
    };
    pieces.map(count).sum()
}

/// Whether it is a text of the form: Japanese, and no word to choose.
fn is_text(value: &str) -> bool {
    !value.is_ascii() && !WORDS.contains(value)
}

#[test]
fn keys_marks_dates_and_words_count_and_texts_do_not() {
    assert_eq!(counted("2026-04-01"), 10);
    assert_eq!(counted("困ると黙って席を離れる。"), 0);
    assert_eq!(counted("本人支援"), 4);
    assert_eq!(counted("{開始: 2026-04-01}"), 16);
    assert_eq!(counted("[{氏名: 青木 真理, 続柄: 母}]"), 15);
    assert_eq!(counted_change("[{事業所: midori}]", "[{事業所: midori, 契約日: 2026-03-13}]"), 17);
    assert_eq!(counted_line("  契約日: 2026-03-13"), 15);
    assert_eq!(counted_command("shien init --manager \"yamada:山田 花子\""), 31);
}
