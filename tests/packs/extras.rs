//! 追加項目: numbers, several choices, and boxes that each row of 支援 has.

use super::{MANIFEST, manifest, print_of, project, said};
use crate::driver::{Finding, PLAN, Project, pdf_words};
use shien::diagnostic::Severity;

const BOXES: &str = "  個別支援計画:
    追加項目:
      - {名称: 家庭での取組, 型: 文章, 行: 支援}
      - {名称: 使う道具, 型: 複数選択, 選択肢: [絵カード, タイマー, しずかな場所], 行: 支援}
      - {名称: 週の回数, 型: 数, 行: 支援, 必須: true}
      - {名称: 好きな遊び, 型: 複数選択, 選択肢: [水遊び, 音楽, 積み木]}
      - {名称: 通所の分, 型: 数}
";

/// The plan with these boxes in its row, and behind its rows.
fn written(pack: &str, of_row: &str, of_paper: &str) -> Project {
    project(&manifest(pack)).edit(
        PLAN,
        "    優先順位: 1\n",
        &format!("    優先順位: 1\n    追加: {{{of_row}}}\n追加: {{{of_paper}}}\n"),
    )
}

#[test]
fn boxes_of_a_row_and_of_the_paper_are_printed() {
    for parent in ["standard", "tokyo"] {
        let project = written(
            BOXES,
            "家庭での取組: 寝る前に**絵本**を読む。, 使う道具: 絵カード、タイマー, 週の回数: ３",
            "好きな遊び: 水遊び、積み木, 通所の分: \"25.5\"",
        );
        let project = project.edit(MANIFEST, "継承: standard", &format!("継承: {parent}"));
        let print = print_of(&project);
        for words in ["【家庭での取組】寝る前に絵本を読む。", "【使う道具】絵カード、タイマー", "【週の回数】3", "25.5"]
        {
            assert!(print.contains(words), "{parent} {words}: {print}");
        }
        for words in ["水遊び", "音楽", "積み木"] {
            assert!(print.contains(words), "{parent} {words}: {print}");
        }
        assert_eq!(project.check_print().findings("value-unprinted"), [], "{parent}");
    }
}

/// One of each kind of paper that has rows, with where its first row begins and what it is printed to.
const ROWS: [(&str, &str, &str, &str, &str); 4] = [
    (
        "障害児支援利用計画",
        "ニーズ",
        "cases/hana/consult/plan/2024-03-20.yaml",
        "  - id: n1\n",
        "consult-plan-2024-03-20",
    ),
    (
        "障害児支援利用計画案",
        "ニーズ",
        "cases/hana/consult/plan/2024-03-10.yaml",
        "  - id: n1\n",
        "consult-plan-2024-03-10",
    ),
    (
        "モニタリング報告書",
        "ニーズ",
        "cases/hana/consult/monitoring/2024-06-27.yaml",
        "  - id: n1\n",
        "consult-monitoring-2024-06-27",
    ),
    ("モニタリング記録", "支援", "cases/hana/monitoring/2024-09-12.yaml", "  - 行: s1\n", "monitoring-2024-09-12"),
];

#[test]
fn every_kind_of_rows_has_boxes_of_its_own() {
    let of_row = |title: &str, rows: &str| {
        let boxes = "{名称: 家庭での取組, 型: 文章, 行: 行名}, {名称: 回数, 型: 数, 行: 行名}";
        format!("  {title}:\n    追加項目: [{}]\n", boxes.replace("行名", rows))
    };
    let documents: String = ROWS.iter().map(|(title, rows, ..)| of_row(title, rows)).collect();
    for parent in ["standard", "nakano"] {
        let mut project = Project::copied().file(MANIFEST, manifest(&documents).replace("standard", parent));
        for (.., path, start, _) in ROWS {
            let own = format!("{start}    追加: {{家庭での取組: 寝る前に**絵本**を読む。, 回数: ３}}\n");
            project = project.edit(path, start, &own);
        }
        let run = project.run(["build", "hana", "--form", "mado"]);
        for (title, .., print) in ROWS {
            let words = pdf_words(&project.root().join(format!("output/hana/{print}.pdf")));
            for own in ["【家庭での取組】寝る前に絵本を読む。", "【回数】3"] {
                assert!(words.contains(own), "{parent} {title} {own}: {words} {}", run.stderr);
            }
        }
    }
}

#[test]
fn a_template_that_leaves_them_out_is_said() {
    let project = written(BOXES, "週の回数: 3, 家庭での取組: 寝る前に絵本を読む。", "");
    let project = project.file("templates/standard/row-extra.typ.j2", "{# 何も刷らない #}\n");
    let run = project.check_print();
    let row = project.line_of(PLAN, "    追加:");
    let is_said = |own: &Finding| own.line == row && own.message.contains("家庭での取組");
    assert!(run.findings("value-unprinted").iter().any(is_said), "{}", run.list());
}

#[test]
fn values_that_a_box_does_not_take_are_said() {
    let project = written(
        BOXES,
        "使う道具: 絵カード、積み木, 週の回数: たくさん, 好きな遊び: 音楽",
        "好きな遊び: 音楽と積み木, 週の回数: 3, 通所の分: 三十",
    );
    let found = project.check().all();
    let own: Vec<(&str, u64, &str)> =
        found.iter().map(|own| (own.code.as_str(), own.line, own.help.as_str())).collect();
    let row = project.line_of(PLAN, "    追加:");
    for wanted in [
        ("value-invalid", row, "次の語から選び、「、」で並べてください: 絵カード、タイマー、しずかな場所"),
        ("value-invalid", row, "3 や 1.5 のような数(15 桁まで)を書いてください"),
        ("unknown-key", row, "支援の行ではなく、文書の終わりの「追加:」に書いてください"),
        ("value-invalid", row + 1, "次の語から選び、「、」で並べてください: 水遊び、音楽、積み木"),
        ("unknown-key", row + 1, "支援の行ごとの欄です。その行の下の「追加:」に書いてください"),
        ("value-invalid", row + 1, "3 や 1.5 のような数(15 桁まで)を書いてください"),
    ] {
        assert!(own.contains(&wanted), "{wanted:?} in {own:#?}");
    }
    let without = written(BOXES, "使う道具: 絵カード", "").check().finding("required-missing");
    assert!(without.message.contains("`週の回数`") && without.help.contains("この行の「追加:」"), "{without:?}");
    assert_eq!(without.line, row);
}

#[test]
fn what_is_wrong_with_the_value_of_a_box_is_said_with_the_value() {
    let boxes = "  面談記録:
    追加項目:
      - {名称: 家での取組, 型: 文章}
      - {名称: 迎えの希望, 型: 有無}
      - {名称: 次に会う日, 型: 日付}
      - {名称: 通う分, 型: 数}
      - {名称: 満足, 型: 選択, 選択肢: [とても, ふつう]}
      - {名称: 好む遊び, 型: 複数選択, 選択肢: [水遊び, 積み木]}
";
    let written = "追加:
  家での取組: [一つ目, 二つ目]
  迎えの希望: たぶん
  次に会う日: 2024-02-30
  通う分: \"1234567890123456\"
  満足: とても、ふつう
  好む遊び: [水遊び, 砂場]
";
    let path = "cases/hana/interview/2024-06-03.md";
    let project = Project::copied().file(MANIFEST, manifest(boxes)).edit(
        path,
        "加算: 家族支援加算\n",
        &format!("加算: 家族支援加算\n様式: mado\n{written}"),
    );
    let told = |project: &Project| -> Vec<(u64, String, String)> {
        let found = project.run(["check", "hana", "--format", "json"]).all();
        let own = found.into_iter().filter(|own| own.file == path);
        own.map(|own| (own.line, own.message, own.help)).collect()
    };
    let first = project.line_of(path, "  家での取組");
    let wanted = [
        ("`家での取組` は、一つの値を書く欄です", "[ ] の並びではなく、一つだけを書いてください(文章)"),
        ("`迎えの希望` の「たぶん」は、有 でも 無 でもありません", "有 か 無 を書いてください"),
        ("`次に会う日` の「2024-02-30」は日付として読めません", "令和6年3月28日 のような日付を書いてください"),
        ("`通う分` の「1234567890123456」は数ではありません", "3 や 1.5 のような数(15 桁まで)を書いてください"),
        (
            "`満足` の「とても、ふつう」は、二つ以上の語がつながっています",
            "一つの語を選んでください。いくつも選べる欄なら [とても, ふつう] のように書きます",
        ),
        ("`好む遊び` の「砂場」は選べる語にありません", "次の語から選び、「、」で並べてください: 水遊び、積み木"),
    ];
    let wanted: Vec<(u64, String, String)> =
        (first..).zip(wanted).map(|(line, (message, help))| (line, message.to_owned(), help.to_owned())).collect();
    assert_eq!(told(&project), wanted);
    let twice = project.edit(path, "[水遊び, 砂場]", "水遊び、積み木、水遊び");
    let twice = twice.edit(path, "[一つ目, 二つ目]", "{朝: 一つ目}");
    let told = told(&twice);
    assert_eq!(told.first().map(|own| own.1.as_str()), Some("追加の欄には一つの値を書きます"), "{told:?}");
    assert_eq!(told.last().map(|own| own.1.as_str()), Some("`好む遊び` に「水遊び」が二度あります"), "{told:?}");
}

#[test]
fn boxes_that_nobody_could_fill_in_are_said() {
    let pack = manifest(
        "  面談記録:\n    追加項目:\n      - {名称: 評判, 型: 選択}\n      - {名称: 道具, 型: 複数選択, 選択肢: [\"絵、字\", 音]}\n      \
         - {名称: 満足, 型: 選択, 選択肢: [\"はい、とても\", いいえ]}\n",
    );
    let found = said(&pack, &[]);
    let told: Vec<(usize, &str)> = found.iter().map(|(_, _, line, message, _)| (*line, message.as_str())).collect();
    assert_eq!(
        told,
        [
            (6, "`型: 選択` の欄に `選択肢` がありません"),
            (7, "`複数選択` の選択肢「絵、字」は、並べて書いたときに見分けられません"),
        ]
    );
    let rows = said(&manifest("  面談記録:\n    追加項目:\n      - {名称: 様子, 型: 文章, 行: 支援}\n"), &[]);
    let [(severity, code, line, message, help)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((*severity, code.as_str(), *line), (Severity::Error, "value-invalid", 6));
    assert_eq!(message, "「面談記録」に、`行: 支援` で欄を足せる行はありません");
    let kinds = "「障害児支援利用計画」、「モニタリング報告書」、「個別支援計画」、「モニタリング記録」";
    assert_eq!(help.as_str(), format!("「行」を書けるのは{kinds}です。この行を消してください"));
    let other =
        said(&manifest("  モニタリング報告書:\n    追加項目:\n      - {名称: 様子, 型: 文章, 行: 支援}\n"), &[]);
    assert_eq!(other[0].4, "この文書では「行: ニーズ」と書いてください");
}

#[test]
fn settings_of_a_paper_that_has_no_file_of_its_own_are_said() {
    let pack = manifest(
        "  サービス提供記録: {追加項目: [{名称: 体温, 型: 数}]}
  フェイスシート:
    追加項目: [{名称: 呼び名, 型: 文章}]
    必須: [電話]
    評価の選択肢: [{語: できた, 数え方: 達成}]
    週間計画表: {刻み: 1時間}
  面談記録: {一日に二つの時間帯: true}
",
    );
    let found = said(&pack, &[]);
    let told: Vec<(usize, &str)> = found.iter().map(|(_, _, line, message, _)| (*line, message.as_str())).collect();
    for wanted in [
        (4, "「サービス提供記録」に `追加項目` は書けません。値を書く所がないためです"),
        (6, "「フェイスシート」に `追加項目` は書けません。値を書く所がないためです"),
        (7, "「フェイスシート」に `必須` は書けません。ほかのファイルから刷る紙だからです"),
        (8, "「フェイスシート」に、支援の行の評価はありません"),
        (9, "「フェイスシート」に週間計画表はありません"),
        (10, "「面談記録」に別表はありません"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} in {found:#?}");
    }
    assert_eq!(told.len(), 6, "{found:#?}");
    let help = &found.iter().find(|found| found.2 == 4).expect("a finding").4;
    assert!(
        help.contains("面談記録") && help.contains("サービス担当者会議録") && !help.contains("提供記録、"),
        "{help}"
    );
}
