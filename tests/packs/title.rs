//! The line of the title: a long title leaves what stands beside it whole.

use super::{MANIFEST, manifest};
use crate::consult_forms::pages;
use crate::form_layout::lines;
use crate::swapped::full;
use shien::typeset::{Layout, TextRun};

const PAPERS: [(&str, (&str, &str)); 6] = [
    ("個別支援計画", ("plan", "2024-03-28")),
    ("モニタリング記録", ("monitoring", "2024-09-12")),
    ("アセスメントシート", ("assessment", "2024-03-11")),
    ("サービス提供記録", ("record", "2024-05")),
    ("面談記録", ("interview", "2024-06-03")),
    ("専門的支援実施計画", ("specialist", "2024-04-10")),
];

/// The lines of the first sheet: the title's, and the others.
fn first_sheet(layout: &Layout) -> (Vec<TextRun>, Vec<TextRun>) {
    lines(&layout.drawing(0)).into_iter().partition(|line| line.size > 12.0 && line.size < 30.0)
}

/// Whether two lines touch each other.
fn touch(one: &TextRun, other: &TextRun) -> bool {
    let (one, other) = (one.rect, other.rect);
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

#[test]
fn a_long_title_leaves_the_words_beside_it_whole() {
    for (kind, document) in PAPERS {
        let on = |title: &str| {
            let own = format!("  {kind}: {{題名: {title}, 様式番号: 別記様式第十二号の三}}\n");
            first_sheet(&pages(&full().file(MANIFEST, manifest(&own)), document, "mado"))
        };
        let (title, others) = on("まど様式");
        let beside = |line: &&TextRun| line.rect.top < title[0].rect.bottom && line.rect.bottom > title[0].rect.top;
        let beside: Vec<&TextRun> = others.iter().filter(beside).collect();
        assert!(!beside.is_empty(), "{kind}: something stands beside the title");
        for letters in [18, 26, 34, 42, 60] {
            let words: String = "児童発達支援及び放課後等デイサービスの様式と".chars().cycle().take(letters).collect();
            let (title, others) = on(&words);
            let printed: String = title.iter().map(|line| line.text.as_str()).collect();
            assert!(printed.contains(&words), "{kind}: {printed}");
            for line in &beside {
                assert!(others.iter().any(|other| other.text == line.text), "{kind}, {letters}: {}", line.text);
            }
            let touching = others.iter().find(|line| title.iter().any(|own| touch(own, line)));
            assert!(touching.is_none(), "{kind}, {letters}: {touching:?}");
        }
    }
}
