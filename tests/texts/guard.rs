//! The guard reads back what the writer made of a text: nothing that the writer could get wrong passes it.

use crate::chance::tries;
use crate::driver::{Project, repository};
use proptest::prelude::*;
use shien::case::load_case;
use shien::diagnostic::Diagnostic;
use shien::rules::changed_texts;
use shien::source::Disk;
use shien::template::content;
use shien::template::guard::{Difference, Written, difference};

const INTERVIEW: &str = "cases/hana/interview/2024-06-02.md";

/// A text in which every mark of the list stands, and what looks like one.
const EVERYTHING: &str = "\
はじめの行
[母]: 願い **太字**と**「かぎ」**、5*5*2枚、**12**kg
　字下げ  空白\t「\"引用符\"」 \\* http://a.jp

- 点 **太い
  続き** [園](https://a.jp/x)
\t- 中の点
ゆるい続き

3. 三つ目
   > 引用の中
   > 二行目
5) 五つ目

> 「引用」
>
> - 中の[**園**](tel:052-000)
続き

> > 二重
---
    字下げ";

fn check(value: &str, folds: &[usize], typst: &str) -> Option<Difference> {
    difference(&Written { value, folds, typst })
}

/// The content with each character dropped, doubled, and swapped with the next.
fn mutants(typst: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = typst.chars().collect();
    (0..chars.len()).flat_map(move |at| {
        let mut dropped = chars.clone();
        dropped.remove(at);
        let mut doubled = chars.clone();
        doubled.insert(at, chars[at]);
        let mut swapped = chars.clone();
        if at + 1 < chars.len() {
            swapped.swap(at, at + 1);
        }
        let changed = [dropped, doubled, swapped].into_iter().filter(|mutant| *mutant != chars).collect::<Vec<_>>();
        changed.into_iter().map(|mutant| mutant.into_iter().collect())
    })
}

#[test]
fn no_character_of_the_content_can_be_dropped_doubled_or_swapped() {
    let folded = "一つ目を 二つ目と three words";
    let fold = folded.find(' ').expect("a blank");
    for (value, folds) in [(EVERYTHING, vec![]), (folded, vec![fold]), ("//一", vec![]), ("あああ", vec![])] {
        let typst = content(value, &folds);
        assert_eq!(check(value, &folds, &typst), None, "{typst}");
        let unseen: Vec<String> = mutants(&typst).filter(|mutant| check(value, &folds, mutant).is_none()).collect();
        assert_eq!(unseen, [""; 0], "of {typst}");
    }
}

#[test]
fn what_would_be_lost_is_not_excused_by_looking_like_a_mark() {
    // What other Markdown programs leave out of these texts, left out.
    for (value, made) in [
        ("10*20*5", "[#{\"10205\";}]"),
        ("10**20**5", "[#{\"10\";std.strong({\"20\";});\"5\";}]"),
        ("[母](父と同じ)", "[#{\"母(父と同じ)\";}]"),
        ("[母]: 願い", "[#{}]"),
        ("![絵](https://a.jp)", "[#{\"!絵(https://a.jp)\";}]"),
        ("3. 三", "[#{std.enum(start:1,full:false,reversed:false,numbering:n=>(\"1.\",).at(n - 1),[#{\"三\";}],);}]"),
        ("-5度", "[#{std.list([#{\"5度\";}],);}]"),
        (">60分", "[#{std.quote(block:true,{\"60分\";});}]"),
        ("一\n二", "[#{\"一\";\"二\";}]"),
        ("一\n二", "[#{\"一\";std.parbreak();\"二\";}]"),
        ("一\n\n二", "[#{\"一\";std.linebreak();\"二\";}]"),
        ("一\n>\n二", "[#{\"一\";std.linebreak();\"二\";}]"),
        ("一 二", "[#{\"一二\";}]"),
        ("  一", "[#{\"一\";}]"),
        ("> 一\n\n二", "[#{std.quote(block:true,{\"一\";std.parbreak();\"二\";});}]"),
    ] {
        assert!(check(value, &[], made).is_some(), "{value}: {made}");
        assert_eq!(check(value, &[], &content(value, &[])), None, "{value}");
    }
    // A fold excuses only its own blank, and only beside a Japanese letter.
    assert!(check("一 二 三", &[3], "[#{\"一二三\";}]").is_some());
    assert!(check("a b", &[1], "[#{\"ab\";}]").is_some());
    assert_eq!(check("一 二 三", &[3], "[#{\"一二 三\";}]"), None);
}

#[test]
fn a_difference_is_said_with_its_place_and_its_words() {
    // The writer of before: a line that looks like a reference definition is gone.
    let forgetful = |value: &str, folds: &[usize]| {
        let kept: Vec<&str> = value.lines().filter(|line| !line.starts_with('[')).collect();
        content(&kept.join("\n"), folds)
    };
    let found = |fixture: &str, write: &dyn Fn(&str, &[usize]) -> String| -> Vec<Diagnostic> {
        let project = Project::new().overlay(&repository().join("tests/rules/text-changed").join(fixture));
        let case = load_case(&Disk::new(project.root()), "hana");
        case.documents.iter().flat_map(|document| changed_texts(&document.source, &document.tree, write)).collect()
    };
    let bad = found("bad", &forgetful);
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert_eq!(bad[0].code.as_str(), "text-changed");
    assert_eq!(
        bad[0].message,
        "`本人の様子` の「よく笑う。」が、書かれたとおりに印刷されません".replace("よく笑う。", "[母]: 家でも笑う。")
    );
    let place = &bad[0].place;
    assert_eq!(place.source().path().to_str(), Some(INTERVIEW));
    assert_eq!(place.source().line_column(place.span().start as usize), (12, 1));
    assert!(bad[0].help.is_some());
    assert_eq!(found("good", &forgetful).len(), 0);
    assert_eq!(found("bad", &content).len(), 0, "the program's own writer is right");
}

#[test]
fn a_long_text_of_marks_alone_is_soon_read() {
    let start = std::time::Instant::now();
    for piece in [
        "> ",
        ">",
        ">\n",
        "- ",
        "-\n",
        "1. ",
        "**",
        "**a ",
        "*",
        "[",
        "](",
        "[a](tel:1)",
        "![",
        "<!--",
        "```\n",
        " ",
        "  \n",
        "- a\n  ",
        "> a\n>\n",
        "\t",
    ] {
        let value = format!("あ{}い", piece.repeat(100_000));
        let begun = format!("{}い", piece.repeat(100_000));
        for value in [value.as_str(), shien::prose::printed(&begun)] {
            let folds: Vec<usize> = value.match_indices(' ').map(|(at, _)| at).collect();
            for folds in [&folds[..], &[]] {
                assert_eq!(check(value, folds, &content(value, folds)), None, "{piece:?}");
            }
            let _ = shien::prose::remarks(value);
        }
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

/// Pieces of Japanese notes with everything that Markdown could take for its own.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "母",
        "学校",
        "「いや」",
        "。",
        "、",
        " ",
        "  ",
        "　",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u{AD}",
        "- ",
        "* ",
        "+ ",
        "-",
        "*",
        "**",
        "***",
        "_",
        "1. ",
        "3. ",
        "4) ",
        "10",
        "5",
        "0.5mg",
        ". ",
        ")",
        "(",
        "[",
        "]",
        "](",
        "](https://a.jp)",
        "[母]: ",
        "![絵](a.jpg)",
        "> ",
        ">",
        ">> ",
        "# ",
        "## ",
        "---",
        "===",
        "```",
        "`",
        "~~~",
        "<b>",
        "<!-- 注 -->",
        "<",
        "&amp;",
        "\\",
        "\"",
        "//",
        "#",
        "$",
        "@",
        "①",
        "☑",
        "か\u{3099}",
        "邉\u{E0101}",
        "a",
        "    ",
        "・",
        "■ ",
        "|",
        "\u{200B}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(tries(4000))]

    #[test]
    fn whatever_is_written_passes_the_guard(text in text()) {
        let value = shien::prose::printed(&text);
        let typst = content(value, &[]);
        prop_assert_eq!(check(value, &[], &typst), None, "{}", typst);
        let (errors, _) = typst::syntax::parse(&format!("#{typst}")).errors_and_warnings();
        prop_assert!(errors.is_empty(), "{:?}: {}", errors, typst);
    }

    #[test]
    fn a_fold_anywhere_passes_the_guard(text in text()) {
        let value = shien::prose::printed(&text);
        let folds: Vec<usize> = value.match_indices(' ').map(|(at, _)| at).step_by(2).collect();
        let typst = content(value, &folds);
        prop_assert_eq!(check(value, &folds, &typst), None, "{}", typst);
    }

    #[test]
    fn any_bytes_at_all_pass_the_guard(text in "\\PC{0,40}") {
        let value = shien::prose::printed(&text);
        let typst = content(value, &[]);
        prop_assert_eq!(check(value, &[], &typst), None, "{}", typst);
    }
}
