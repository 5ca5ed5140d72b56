//! Daily records from three systems that name their columns differently: what would be written, what cannot be, and that
//! nothing is overwritten.

use crate::driver::{Project, Run, repository};

const RECORDS: &str = "cases/hana/record/2024-04.yaml";

fn exports(name: &str) -> String {
    repository().join("tests/import").join(name).to_str().expect("UTF-8").to_owned()
}

fn import(project: &Project, file: &str, arguments: &[&str]) -> Run {
    let mut command = project.command();
    command.args(["import", "record", &exports(file)]).args(arguments);
    Run::of(command.output().expect("the program starts"))
}

fn import_kirari(project: &Project, arguments: &[&str]) -> Run {
    let columns = exports("kirari.yaml");
    import(project, "kirari.csv", &[&["--columns", columns.as_str()], arguments].concat())
}

#[test]
fn a_table_with_our_own_words_needs_no_mapping_and_is_only_shown_at_first() {
    let project = Project::new();
    let shown = import(&project, "own.csv", &["--child", "hana"]);
    assert_eq!(shown.code, Some(0), "{shown:?}");
    assert!(!project.has(RECORDS), "nothing is written without --write");
    let expected = "\
文字コード: UTF-8
取り込まない列: 担当ボランティア
cases/hana/record/2024-04.yaml (新しいファイルに 2 日)
  - 日付: 2024-04-08
    事業所: hoshi
    時間: \"14:30-17:30\"
    様子: 初めての利用。玄関で立ち止まった。
    気づき: もう少し
    記入者: mori
  - 日付: 2024-04-10
    事業所: hoshi
    時間: \"14:30-17:30\"
    様子: |
      すごろくを6分。
      図鑑を開いて見せた。
    気づき: できている
    記入者: mori
書ける日 2、もうある日 0、読めない行 0
まだ何も書いていません。よければ --write を付けて、もう一度実行してください
";
    assert_eq!(shown.stdout, expected);
}

#[test]
fn an_export_in_shift_jis_is_written_by_the_office_s_mapping_and_loads_without_a_fault() {
    let project = Project::new();
    let run = import_kirari(&project, &["--write"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stdout.contains("文字コード: Shift_JIS") && run.stdout.contains(&format!("{RECORDS} に 3 日")),
        "{run:?}"
    );
    let expected = "\
- 日付: 2024-04-08
  事業所: hoshi
  時間: \"14:30-17:30\"
  送迎: {往路: みどり小学校}
  様子: |
    工作
    カメの絵を見て中へ入った。
  気づき: 難しい
  加算: [専門的支援実施加算]
  記入者: mori
- 日付: 2024-04-10
  事業所: hoshi
  欠席: {連絡日: 2024-04-10, 連絡者: 母, 理由: 発熱のため, 相談内容: 水分がとれているか尋ねた。}
  記入者: mori
- 日付: 2024-04-12
  事業所: hoshi
  時間: \"14:35-17:30\"
  様子: |
    散歩
    公園で虫を探した。
  気づき: できている
  記入者: {氏名: 高田 未来, 立場: 職員}
";
    assert_eq!(project.text(RECORDS), expected);
    let of_loading =
        |code: &str| ["syntax-invalid", "unknown-key", "value-invalid", "required-missing"].contains(&code);
    let found = project.check().findings_in(RECORDS);
    assert!(found.iter().all(|finding| !of_loading(&finding.code)), "{found:?}");
}

#[test]
fn days_that_are_there_stay_as_they_are_and_a_second_run_adds_nothing() {
    let own = "- {日付: 2024-04-08, 事業所: hoshi, 時間: \"14:30-16:00\", 記入者: mori, 様子: 手で書いた行。}\n";
    let project = Project::new().file(RECORDS, own);
    let run = import_kirari(&project, &["--write"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains(&format!("もう書かれているので、そのままにします: {RECORDS} 2024-04-08")), "{run:?}");
    let written = project.text(RECORDS);
    assert!(written.starts_with(own) && written.matches("日付:").count() == 3, "{written}");
    let again = import_kirari(&project, &["--write"]);
    assert_eq!(project.text(RECORDS), written);
    assert!(again.stdout.contains("書いた日 0、もうある日 3、読めない行 0"), "{again:?}");
}

#[test]
fn what_cannot_be_read_is_listed_line_by_line_and_the_rest_is_shown() {
    let project = Project::new();
    let run = import(&project, "faulty.tsv", &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let listed: Vec<&str> = run.stdout.lines().filter(|line| line.contains(" 行目: ")).collect();
    let numbers: Vec<&str> = listed.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(numbers, ["3", "4", "5", "5", "6", "7", "8", "9"], "{listed:#?}");
    for (number, words) in [
        ("3", "「2024-13-10」という日は暦にありません"),
        ("4", "「山田 太郎」は、どの児童の氏名でも"),
        ("5", "まあまあ"),
        ("6", "2024-04-08 の行が、2 行目にもあります"),
        ("7", "時間が空です"),
        ("8", "児童の名前が空です"),
        ("9", "2024-09-02 に利用している事業所が"),
    ] {
        assert!(
            listed.iter().any(|line| line.starts_with(&format!("{number} 行目")) && line.contains(words)),
            "{listed:#?}"
        );
    }
    assert!(run.stdout.contains("  - 日付: 2024-04-08\n") && run.stdout.contains("  - 日付: 2024-04-19\n"), "{run:?}");
    assert!(run.stdout.contains("書ける日 2、もうある日 0、読めない行 7"), "{run:?}");
}

#[test]
fn a_table_that_fits_no_mapping_says_which_columns_it_has() {
    let project = Project::new();
    let run = import(&project, "kirari.csv", &[]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("日付の列「日付」が見つかりません") && run.stderr.contains("--columns"), "{run:?}");
    let project = project.file("columns.yaml", "列:\n  児童: 利用者名\n  日次: 利用日\n");
    let columns = project.root().join("columns.yaml");
    let run = import(&project, "kirari.csv", &["--columns", columns.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("columns.yaml の 3 行目: 「日次」という項目はありません"), "{run:?}");
}

#[test]
fn a_month_with_a_line_that_cannot_be_read_is_left_alone() {
    let broken = "- {日付: 2024-04-99, 事業所: hoshi, 時間: \"14:30-16:00\", 記入者: mori, 様子: 手で書いた行。}\n";
    let project = Project::new().file(RECORDS, broken);
    let run = import_kirari(&project, &["--write"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(project.text(RECORDS), broken);
    assert!(run.stdout.contains("読めない所があり"), "{run:?}");
}
