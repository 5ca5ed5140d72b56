//! The list of what texts may contain, row by row as the guide shows it, on the paper.

use shien::font::Fonts;
use shien::template::content;
use shien::typeset::{Layout, Typesetter};
use std::sync::Arc;

/// What is written, and the lines of words that stand on the paper. A bullet is `・`.
const ROWS: &[(&str, &[&str])] = &[
    ("一行目\n二行目", &["一行目", "二行目"]),
    ("一つ目\n\n二つ目", &["一つ目", "二つ目"]),
    ("**太字**にする", &["太字にする"]),
    ("「**いや**」、**森(保育士)**は**12**kg", &["「いや」、森(保育士)は12kg"]),
    ("0.5mg*2錠*28日分、10*20*5cm、5*5*2枚", &["0.5mg*2錠*28日分、10*20*5cm、5*5*2枚"]),
    ("10**20**5", &["10**20**5"]),
    ("*強調*", &["*強調*"]),
    ("- 一つ\n- 二つ\n  続き", &["・一つ", "・二つ", "続き"]),
    ("* 一つ", &["・一つ"]),
    ("+ 加える", &["+ 加える"]),
    ("-5度", &["-5度"]),
    ("-", &["-"]),
    ("朝\t9時\n\t夕", &["朝　9時", "　夕"]),
    ("1. 一つ\n3. 三つ", &["1.一つ", "3.三つ"]),
    ("4. 17 学校\n\n6. 3 面談\n\n8. 22 電話", &["4.17 学校", "6.3 面談", "8.22 電話"]),
    ("4) 2)", &["4)2)"]),
    ("① 一つ\n② 二つ", &["① 一つ", "② 二つ"]),
    ("１．一つ", &["１．一つ"]),
    ("- 親\n  - 子\n    1. 孫", &["・親", "・子", "1.孫"]),
    ("> 「家では元気です」\n> と話した。", &["「家では元気です」", "と話した。"]),
    ("> 引用\n続き\n\n地の文", &["引用", "続き", "地の文"]),
    (">60分", &[">60分"]),
    ("[園](https://a.jp/x)へ", &["園(https://a.jp/x)へ"]),
    ("[母](父と同じ)", &["[母](父と同じ)"]),
    ("[母]: 知らせたい\n[父]: 笑いたい", &["[母]: 知らせたい", "[父]: 笑いたい"]),
    ("[^1]: 服薬の注", &["[^1]: 服薬の注"]),
    ("![絵](a.jpg)", &["![絵](a.jpg)"]),
    ("# 見出し\n### 見出し", &["# 見出し", "### 見出し"]),
    ("題\n===\n題\n---", &["題", "===", "題", "---"]),
    ("```いれて```\n`札`", &["```いれて```", "`札`"]),
    ("    字下げの行", &["    字下げの行"]),
    ("　字下げの行", &["　字下げの行"]),
    ("<b>太</b> <!-- 注 --> &lt; \\*", &["<b>太</b> <!-- 注 --> &lt; \\*"]),
    ("#panic() $x$ @a // b", &["#panic() $x$ @a // b"]),
    ("---", &["---"]),
    ("ab\u{AD}cd", &["abcd"]),
    ("\u{AD}**一\u{AD}**二\u{AD}\n\u{AD}三", &["一二", "三"]),
    ("[\u{AD}](https://a.jp)", &["(https://a.jp)"]),
    ("[\u{AD}**太**](https://a.jp)", &["太(https://a.jp)"]),
    ("- \u{AD}[園](https://example.jp/)\u{AD}へ", &["・園(https://example.jp/)へ"]),
    ("* * *", &["* * *"]),
    ("|列|列|\n|---|---|", &["|列|列|", "|---|---|"]),
    ("~~消す~~", &["~~消す~~"]),
];

fn lay_out(body: &str) -> Layout {
    let page = "#set page(width: 16cm, height: auto)\n#set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), size: 10pt)\n\
                #set list(marker: \"・\")\n";
    // A template that calls its own things by the names of Typst's.
    let shadows = "#let pad = 3pt\n#let list = 1\n#let enum = 2\n#let strong = none\n#let quote = \"x\"\n#let linebreak = ()\n\
                   #let parbreak = 0pt\n";
    let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &[]);
    typesetter.layout(&format!("{page}{shadows}#{body}")).unwrap_or_else(|failures| panic!("{body}: {failures:?}"))
}

/// The lines on the pages, from top to bottom, runs from left to right.
fn lines(layout: &Layout) -> Vec<String> {
    let mut runs: Vec<(f64, f64, String)> = Vec::new();
    for page in 0..layout.pages() {
        runs.extend(layout.drawing(page).texts.into_iter().map(|run| (run.rect.bottom, run.rect.left, run.text)));
    }
    runs.sort_by(|a, b| ((a.0 / 2.0).round(), a.1).partial_cmp(&((b.0 / 2.0).round(), b.1)).expect("numbers"));
    let mut lines: Vec<(f64, String)> = Vec::new();
    for (bottom, _, text) in runs {
        match lines.last_mut() {
            Some((last, line)) if (*last - bottom).abs() < 1.5 => line.push_str(&text),
            _ => lines.push((bottom, text)),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn every_row_of_the_list_stands_on_the_paper() {
    let mut wrong = Vec::new();
    for (written, printed) in ROWS {
        let found = lines(&lay_out(&content(written, &[])));
        if found != *printed {
            wrong.push(format!("{written:?}\n  {found:?}\n  {printed:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_guide_shows_every_row_of_its_list_as_it_is() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.ja.md")).expect("the guide");
    let section = guide.split("\n## 文に書けるもの\n").nth(1).expect("the guide lists what texts may contain");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows: Vec<Vec<&str>> = section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|row| row.split('|').filter_map(|cell| cell.split('`').nth(1)).collect())
        .collect();
    assert!(rows.len() >= 10, "{rows:?}");
    for row in rows {
        assert_eq!(row.len(), 2, "{row:?}");
        assert_eq!(lines(&lay_out(&content(row[0], &[]))).concat(), row[1], "{row:?}");
    }
}
