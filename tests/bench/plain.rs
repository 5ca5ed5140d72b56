//! A document as anybody would set it by hand: its texts in plain tables at the sizes of the form, the grid of a week, page
//! n/N, and nothing that fits, asks or measures. What a form costs is held against this.

use shien::case::{Case, Document};
use shien::tree::{Branch, RecordKind, WordTree, of_document, shown};
use std::fmt::Write;

/// Kinds whose form lies on its side.
const LYING: [&str; 4] = ["plan", "monitoring", "consult-plan", "consult-monitoring"];

/// The columns of the grid of a week: the hour, seven days, and what goes on beside them.
const WEEK_COLUMNS: usize = 9;
const HALF_HOURS: usize = 48;

/// The Typst source of the plain document.
pub(crate) fn source(case: &Case, document: &Document) -> String {
    let tree = of_document(document);
    let mut out = String::new();
    let flipped = LYING.contains(&document.kind.id) || document.kind.id == "consult-meeting";
    let title = literal(&format!("{}({} {})", document.kind.title, case.id, document.id()));
    let _ = write!(
        out,
        "#set document(title: {title})
#set page(paper: \"a4\", flipped: {flipped}, margin: (x: 10mm, top: 9mm, bottom: 11mm), footer: context [#counter(page).display() / #counter(page).final().first()])
#set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), lang: \"ja\", size: 9pt, fallback: false)
= #{title}
"
    );
    table(&mut out, &[18.0, 82.0], &[vec!["児童".to_owned(), case.id.clone()]], false);
    match tree.items() {
        [] => parts(&mut out, document.kind.title, &tree),
        lines => rows(&mut out, document.kind.title, lines),
    }
    out
}

/// What stands in a tree: values beside their words, rows as tables of their own.
fn parts(out: &mut String, word: &str, tree: &WordTree) {
    let mut pairs = Vec::new();
    let mut later = Vec::new();
    for one in tree.boxes() {
        match &one.tree.value {
            Branch::List(items) if items.iter().any(|item| !item.boxes().is_empty()) => later.push(one),
            Branch::Record { boxes, .. } if boxes.iter().any(|one| one.tree.leaf().is_none()) => later.push(one),
            _ => pairs.push(vec![one.word.to_string(), text(&one.word, &one.tree)]),
        }
    }
    let _ = writeln!(out, "== #{}", literal(word));
    if !pairs.is_empty() {
        table(out, &[18.0, 82.0], &pairs, false);
    }
    for one in later {
        match &one.tree.value {
            Branch::List(items) if items.iter().any(is_weekly) => week(out, &one.word, items),
            Branch::List(items) if items.iter().all(|item| item.boxes().iter().all(is_plain)) => {
                rows(out, &one.word, items);
            }
            Branch::List(items) => items.iter().for_each(|item| parts(out, &one.word, item)),
            _ => parts(out, &one.word, &one.tree),
        }
    }
}

fn is_weekly(tree: &WordTree) -> bool {
    matches!(tree.value, Branch::Record { kind: RecordKind::WeeklyEntry, .. })
}

/// Whether a box of a row is shown as one cell.
fn is_plain(one: &shien::tree::FilledBox) -> bool {
    !matches!(one.tree.value, Branch::Record { kind: RecordKind::Week, .. })
}

/// Rows below their words.
fn rows(out: &mut String, word: &str, items: &[WordTree]) {
    let mut words: Vec<&str> = Vec::new();
    for one in items.iter().flat_map(WordTree::boxes) {
        if !words.contains(&one.word.as_ref()) {
            words.push(&one.word);
        }
    }
    let cell = |item: &WordTree, word: &str| item.get(word).map(|tree| text(word, tree)).unwrap_or_default();
    let mut lines = vec![words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()];
    lines.extend(items.iter().map(|item| words.iter().map(|word| cell(item, word)).collect()));
    // A column is as wide as its texts are long, within reason, as somebody would draw it.
    let widths: Vec<f64> = (0..words.len())
        .map(|at| {
            let longest = lines.iter().map(|line| line[at].chars().count()).max().unwrap_or_default();
            (longest as f64).sqrt().max(3.0)
        })
        .collect();
    let _ = writeln!(out, "== #{}", literal(word));
    table(out, &widths, &lines, true);
}

/// The grid of a week, with each entry where it begins.
fn week(out: &mut String, word: &str, items: &[WordTree]) {
    const DAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    let mut grid = vec![vec![String::new(); WEEK_COLUMNS]; HALF_HOURS + 1];
    for (column, day) in DAYS.iter().enumerate() {
        grid[0][column + 1] = (*day).to_owned();
    }
    for item in items {
        let value = |word: &str| item.get(word).map(|tree| text(word, tree)).unwrap_or_default();
        let hours = value("時間");
        let mut numbers = hours.split([':', '～']).map(|part| part.trim().parse::<usize>().unwrap_or_default());
        let (hour, minute) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        let row = ((hour + 24 - 5) % 24) * 2 + minute / 30 + 1;
        let rest = item.boxes().iter().filter(|one| one.word != "曜日");
        let words: Vec<String> = rest.map(|one| text(&one.word, &one.tree)).collect();
        for (column, day) in DAYS.iter().enumerate() {
            if value("曜日").contains(day) {
                grid[row][column + 1] = words.join(" ");
            }
        }
    }
    let _ = writeln!(out, "== #{}\n#set text(size: 7pt)", literal(word));
    table(out, &[6.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 16.0], &grid, true);
    out.push_str("#set text(size: 9pt)\n");
}

/// A plain table; `headed` where its first line is a header.
fn table(out: &mut String, widths: &[f64], lines: &[Vec<String>], headed: bool) {
    let columns: String = widths.iter().map(|width| format!("{width:.1}fr, ")).collect();
    let _ = write!(out, "#table(columns: ({columns}), inset: 3pt, stroke: 0.5pt,");
    for (at, line) in lines.iter().enumerate() {
        let cells: String = line.iter().map(|cell| format!("{}, ", content(cell))).collect();
        let _ = if headed && at == 0 { write!(out, "table.header({cells}),") } else { write!(out, "{cells}") };
    }
    out.push_str(")\n");
}

/// A value as a reader sees it.
fn text(word: &str, tree: &WordTree) -> String {
    shown(word, tree, shien::tree::NameBook::default())
}

/// A text, line by line.
fn content(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("#{}", literal(line))).collect();
    format!("[{}]", lines.join("\\ "))
}

fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
