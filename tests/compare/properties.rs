//! What holds for any two plans.

use super::generated::{compared, documents, folder, loaded, pair, plan, reordered};
use crate::chance::tries;
use proptest::prelude::*;
use serde_json::Value;
use shien::compare::{BoxChange, ChangeKind, TerminalLook, apply, changes, folded_tree, to_json, to_terminal, words};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project};
use shien::prose::{Stretch, plain};
use shien::template::{HtmlLook, comparison_html};
use shien::tree::{self, Leaf, WordTree};

/// Both plans as trees.
fn trees(old: &Value, new: &Value) -> (WordTree, WordTree) {
    let case = loaded(old, new);
    let (old, new) = documents(&case);
    (tree::of_document(old), tree::of_document(new))
}

/// A change as plain data, without the words of its path, which follow from the rows; sorted lists of them compare.
fn data(change: &BoxChange, flipped: bool) -> String {
    let flip = |pair| {
        if flipped {
            let (one, two) = pair;
            (two, one)
        } else {
            pair
        }
    };
    let path: Vec<_> = change.path.iter().map(|step| (step.is_row, flip((step.old, step.new)))).collect();
    let (label, sides) = match (&change.kind, flipped) {
        (ChangeKind::Added(_), true) => ("削除", (change.kind.after(), change.kind.before())),
        (ChangeKind::Removed(_), true) => ("新設", (change.kind.after(), change.kind.before())),
        (kind, true) => (kind.label(), (kind.after(), kind.before())),
        (kind, false) => (kind.label(), (kind.before(), kind.after())),
    };
    format!("{path:?} {label} {:?}", (sides.0.map(|tree| &tree.value), sides.1.map(|tree| &tree.value)))
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn a_plan_does_not_differ_from_itself(plan in plan()) {
        let (old, new) = trees(&plan, &plan);
        prop_assert_eq!(changes(&old, &new), []);
    }

    #[test]
    fn a_plan_does_not_differ_from_another_notation_of_it(plan in plan()) {
        // Full-width digits and brackets, other marks of lists, more space.
        let text = plan.to_string().replace("\\n- ", "\\n* ").replace("週2回", "週 ２ 回").replace("(おやつ", "（おやつ").replace("の後)", "の後）");
        let other: Value = serde_json::from_str(&text).expect("JSON");
        let (old, new) = trees(&plan, &other);
        prop_assert_eq!(changes(&old, &new), []);
    }

    #[test]
    fn the_changes_applied_to_the_old_plan_give_the_new_one((old, new) in pair()) {
        let (old, new) = trees(&old, &new);
        let made = apply(&old, &changes(&old, &new));
        prop_assert_eq!(folded_tree(&made), folded_tree(&new));
    }

    #[test]
    fn other_sides_give_the_same_changes_the_other_way_round((old, new) in pair()) {
        let (old, new) = trees(&old, &new);
        let mut there: Vec<String> = changes(&old, &new).iter().map(|change| data(change, true)).collect();
        let mut back: Vec<String> = changes(&new, &old).iter().map(|change| data(change, false)).collect();
        there.sort();
        back.sort();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn other_sides_swap_the_words(old in "[あ-か、。0-9 ]{0,30}", new in "[あ-か、。0-9 ]{0,30}") {
        let (there, back) = (words(&old, &new), words(&new, &old));
        prop_assert_eq!(there, (back.1, back.0));
    }

    #[test]
    fn the_pieces_of_a_text_are_the_whole_of_it(old in "[あ-か、。0-9 ]{0,30}", new in "[あ-か、。0-9 ]{0,30}") {
        let whole = |pieces: &[Stretch]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        let (old_pieces, new_pieces) = words(&old, &new);
        prop_assert_eq!((whole(&old_pieces), whole(&new_pieces)), (plain(&old), plain(&new)));
    }

    #[test]
    fn rows_in_another_order_have_moved_and_nothing_else((old, new) in reordered()) {
        let (old, new) = trees(&old, &new);
        let changes = changes(&old, &new);
        let others: Vec<&BoxChange> = changes.iter().filter(|change| !matches!(change.kind, ChangeKind::Moved(..))).collect();
        prop_assert!(others.is_empty(), "{:?}", others);
        prop_assert_eq!(changes.is_empty(), folded_tree(&old) == folded_tree(&new));
    }
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn no_print_loses_a_changed_word((old, new) in pair(), columns in 40..120_usize, new_first: bool, all: bool) {
        let case = loaded(&old, &new);
        let files = folder(&old, &new);
        let project = Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("the project opens");
        compared(&case, |[comparison, paper], versions| {
            let terminal = to_terminal(comparison, TerminalLook { colour: false, columns, all });
            let html = text_of_html(&comparison_html(paper, HtmlLook { new_first, all }));
            let json = strings(&to_json(comparison));
            let typst = Printer::new(&project, None).comparison_source(versions, paper, all).expect("the form has no error");
            let prints = [("terminal", terminal.replace(['〔', '〕'], "")), ("html", html), ("json", json), ("typst", joined(&typst))];
            for change in &comparison.changes {
                for word in told(change) {
                    for (name, print) in &prints {
                        // On paper no id stands: a row has its mark, and nobody is known here.
                        if matches!(*name, "html" | "typst") && is_id(&word) {
                            let stranger = if word.len() > 2 { "登録のない職員" } else { "" };
                            prop_assert!(print.contains(stranger), "{name} lacks {word:?}:\n{print}");
                            continue;
                        }
                        prop_assert!(squeezed(print).contains(&squeezed(&word)), "{name} lacks {word:?} of {change:?}:\n{print}");
                    }
                }
            }
            Ok(())
        })?;
    }
}

/// Every text that a print of a change has to show, in parts that no line break of the text is in.
fn told(change: &BoxChange) -> Vec<String> {
    let leaves = change.kind.before().and_then(WordTree::leaf).zip(change.kind.after().and_then(WordTree::leaf));
    let mut told = Vec::new();
    match (&change.kind, leaves) {
        // What moved is told by where, and shown by the row around it.
        (ChangeKind::Moved(..), _) => {}
        (_, Some((Leaf::Text(old), Leaf::Text(new)))) => {
            let (old, new) = words(old, new);
            told.extend(old.into_iter().chain(new).filter(|piece| piece.marked).map(|piece| piece.text));
        }
        _ => {
            for tree in [change.kind.before(), change.kind.after()].into_iter().flatten() {
                tree.each_leaf(&mut |leaf| told.push(plain(&leaf.shown())));
            }
        }
    }
    told.iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect()
}

/// `t0`, `mori`: what a generated row and a member of staff are called in their files.
fn is_id(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The Typst source with the pieces of each text together.
fn joined(typst: &str) -> String {
    typst.replace("\", false, ), (\"", "").replace("\", true, ), (\"", "")
}

/// What a browser shows of a page.
fn text_of_html(html: &str) -> String {
    let body = html.split("<body>").nth(1).expect("a body");
    let text: String = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// All strings and numbers of a JSON text; days as the program shows them.
fn strings(json: &Value) -> String {
    match json {
        Value::String(text) => match text.parse::<shien::value::Date>() {
            Ok(date) if date.to_string() == *text => format!("{text} {} ", date.to_wareki()),
            _ => format!("{} {} ", plain(text), text.replace('-', "～")),
        },
        Value::Array(items) => items.iter().map(strings).collect(),
        Value::Object(map) => {
            let day = |word: &str| {
                map.get(word).and_then(Value::as_str).and_then(|text| text.parse::<shien::value::Date>().ok())
            };
            let period = map.contains_key("開始").then(|| shien::value::Period::wareki(day("開始"), day("終了")));
            map.values().map(strings).chain(period).collect()
        }
        other => format!("{other} "),
    }
}
