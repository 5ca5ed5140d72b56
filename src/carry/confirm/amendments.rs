//! 原案の修正点 of the minutes, as comments at what they name.

use super::super::edits::{Edits, head_of};
use crate::case::meeting::Meeting;
use crate::case::{Document, RowMark, RowMarks, UNREAD_MARK, names_mark};
use crate::record::Value;
use crate::source::Span;

/// Comments what the meeting wanted changed, and says how much that is.
pub(super) fn comment(edits: &mut Edits<'_>, draft: &Document, sheet: &Document, minutes: &Meeting) -> Vec<String> {
    let items = minutes.amendments.get().map(|text| items(text.as_str())).unwrap_or_default();
    if items.is_empty() {
        return vec![format!("会議({})の議事録に、原案の修正点はありません。原案のとおりです", sheet.name)];
    }
    let mut first = Vec::new();
    let mut told = vec![format!("会議({})の修正点 {} 件を、直す所の上に書きました:", sheet.name, items.len())];
    for item in &items {
        let words = format!("{UNREAD_MARK} 会議({})の修正点: {item}", sheet.name);
        let places = places(draft, item);
        places.iter().for_each(|place| edits.comment_above(*place, std::slice::from_ref(&words)));
        if places.is_empty() {
            first.push(words);
        }
        told.push(format!("・{item}"));
    }
    if !first.is_empty() {
        edits.comment_first(&first);
    }
    told
}

/// The points of the text: its list items, else its lines. That there are none is none.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let has_list = text.lines().any(|line| bullet(line).is_some());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match (bullet(line), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(item)) if has_list => item.push_str(line.trim()),
            _ => items.push(line.trim().to_owned()),
        }
    }
    items.retain(|item| !matches!(item.trim_end_matches('。'), "なし" | "特になし" | "修正なし" | "原案のとおり"));
    items
}

/// What stands behind the sign of a list item.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let signs = ["- ", "* ", "+ ", "・"];
    signs
        .iter()
        .find_map(|sign| line.strip_prefix(sign))
        .or_else(|| (numbered.len() < line.len()).then(|| numbered.strip_prefix(". ")).flatten())
        .map(str::trim)
}

/// Where what an item names stands: the rows of its marks on paper or ids, else the box that its first words name.
fn places(draft: &Document, item: &str) -> Vec<Span> {
    let is_named = |row: &NamedRow<'_>| {
        row.mark.as_ref().is_some_and(|mark| names_mark(item, mark)) || row.id.is_some_and(|id| names(item, id))
    };
    let rows: Vec<Span> = rows(draft).into_iter().filter(is_named).map(|row| row.head).collect();
    if !rows.is_empty() {
        return rows;
    }
    let head = item.split([':', '：', 'を', 'は']).next().unwrap_or(item);
    let Value::Map(entries) = &draft.tree.value else { return Vec::new() };
    let boxes = entries.iter().filter(|entry| !["支援", "ニーズ"].contains(&entry.key.as_str()));
    let found = boxes.filter(|entry| head.contains(entry.key.as_str())).max_by_key(|entry| entry.key.len());
    found.map(|entry| entry.key_span).into_iter().collect()
}

/// A row, as minutes may name it.
struct NamedRow<'a> {
    mark: Option<RowMark>,
    id: Option<&'a str>,
    /// Where it begins.
    head: Span,
}

/// The rows of a draft.
fn rows(draft: &Document) -> Vec<NamedRow<'_>> {
    let table = ["支援", "ニーズ"].into_iter().find_map(|key| draft.tree.get(key));
    let Some(Value::List(rows)) = table.map(|table| &table.value) else { return Vec::new() };
    let marks = RowMarks::of(draft);
    let named = rows.iter().enumerate().map(|(index, row)| {
        let id = row.get("id").and_then(|id| if let Value::Text(id) = &id.value { Some(id.as_str()) } else { None });
        NamedRow { mark: marks.at(index).cloned(), id, head: head_of(row) }
    });
    named.collect()
}

/// Whether a text holds an id as a word of its own.
fn names(text: &str, id: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    text.match_indices(id)
        .any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + id.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::{items, names};

    #[test]
    fn the_points_are_the_items_of_a_list_or_the_lines() {
        assert_eq!(
            items("- s1 支援目標: 3回に改める\n  (本人の意見)\n- s2: 場所"),
            ["s1 支援目標: 3回に改める(本人の意見)", "s2: 場所"]
        );
        assert_eq!(items("1. s1 を改める\n2. 別表"), ["s1 を改める", "別表"]);
        assert_eq!(items("s1 を改める。\n\n別表を加える。"), ["s1 を改める。", "別表を加える。"]);
        assert_eq!(items("- なし"), [""; 0]);
    }

    #[test]
    fn an_id_is_a_word_of_its_own() {
        assert!(names("s1 支援目標", "s1") && names("行s1・s3を", "s3") && names("(s1)", "s1"));
        assert!(!names("s11 支援目標", "s1") && !names("as1", "s1") && !names("s1-2", "s1"));
    }
}
