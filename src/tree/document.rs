//! From a record to its tree, through serde, so that a new kind of document needs nothing here.

use super::leaf::Leaf;
use super::serializer::TreeSerializer;
use super::word_tree::{Branch, RecordKind, WordTree};
use crate::case::Document;
use crate::prose;
use crate::record;
use crate::source::Source;
use serde::Serialize;

/// The tree of a document.
#[must_use]
pub fn of_document(document: &Document) -> WordTree {
    let mut tree = of(&document.model);
    unfold(&mut tree, &document.source);
    tree
}

/// Takes the blanks out of texts that YAML made where it folded lines: they print without them.
fn unfold(tree: &mut WordTree, source: &Source) {
    match (&mut tree.value, tree.span) {
        (Branch::Leaf(Leaf::Text(text) | Leaf::Word(text)), Some(span)) => {
            let folds = record::folds(source, span, text);
            if !folds.is_empty() {
                *text = prose::unfolded(text, &folds).into_owned();
            }
        }
        (Branch::Leaf(_), _) => {}
        (Branch::Record { boxes, .. }, _) => boxes.iter_mut().for_each(|one| unfold(&mut one.tree, source)),
        (Branch::List(items), _) => items.iter_mut().for_each(|item| unfold(item, source)),
    }
}

/// The tree of anything that a document is made of.
#[must_use]
pub fn of(record: &impl Serialize) -> WordTree {
    let tree = record.serialize(TreeSerializer).expect("internal: records serialise");
    tree.unwrap_or(WordTree::new(Branch::Record { kind: RecordKind::Plain, boxes: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::of_document;
    use crate::case::load_case;
    use crate::source::Memory;
    use crate::tree::{Leaf, WordTree};

    const CHILD: &str = "氏名: 佐藤 はな\n";

    fn tree(plan: &str) -> WordTree {
        let files =
            Memory::new().with("cases/hana/child.yaml", CHILD).with("cases/hana/plan/2024-03-28.yaml", plan.to_owned());
        let case = load_case(&files, "hana");
        assert!(case.findings.is_empty(), "{:?}", case.findings);
        of_document(&case.documents[0])
    }

    const PLAN: &str = "作成日: 2024-03-28\n作成者: suzuki\n計画期間: {開始: 2024-04-01, 終了: 2024-09-30}\n提供機関: []\n支援:\n  - {id: s1, 5領域: [運動・感覚], 担当者: [mori], 優先順位: 1, 支援目標: あ}\n別表:\n  - {提供時間: {月: \"14:30-17:30\"}}\n";

    #[test]
    fn a_document_is_a_tree_of_the_forms_words_in_the_order_of_the_form() {
        let text = PLAN.replace("提供機関: []\n", "");
        let tree = tree(&text);
        let words: Vec<&str> = tree.boxes().iter().map(|entry| entry.word.as_ref()).collect();
        assert_eq!(words, ["作成日", "作成者", "計画期間", "支援", "別表"]);
        let row = &tree.get("支援").expect("rows").items()[0];
        let leaves: Vec<(&str, Option<&Leaf>)> =
            row.boxes().iter().map(|entry| (entry.word.as_ref(), entry.tree.leaf())).collect();
        assert_eq!(
            leaves,
            [
                ("id", Some(&Leaf::Word("s1".into()))),
                ("支援目標", Some(&Leaf::Text("あ".into()))),
                ("5領域", None),
                ("担当者", None),
                ("優先順位", Some(&Leaf::Number(1))),
            ]
        );
        let shown = |word: &str| tree.get(word).and_then(WordTree::leaf).expect(word).shown();
        assert_eq!(shown("作成日"), "令和6年3月28日");
        assert_eq!(shown("計画期間"), "令和6年4月1日～令和6年9月30日");
        assert_eq!(tree.get("作成者").and_then(WordTree::leaf), Some(&Leaf::Name("suzuki".into())));
        let monday = tree.get("別表").expect("schedules").items()[0].get("提供時間").and_then(|week| week.get("月"));
        assert_eq!(monday.and_then(WordTree::leaf).expect("hours").shown(), "14:30～17:30");
        let span = row.get("支援目標").and_then(|goal| goal.span).expect("a place");
        assert_eq!(&text[span.range()], "あ");
    }

    #[test]
    fn notation_does_not_show() {
        let other = "# 注\n支援:\n  - 優先順位: １\n    支援目標: あ\n    担当者: [mori]\n    id: s1\n    5領域: [運動・感覚]\n    提供機関: []\n別表: [{提供時間: {月: \"１４：３０〜１７：３０\"}}]\n計画期間: {終了: R6.9.30, 開始: 令和6年4月1日}\n作成者: suzuki\n作成日: 令和6年3月28日\n長期目標:\n";
        assert_eq!(tree(&PLAN.replace("提供機関: []\n", "")), tree(other));
    }
}
