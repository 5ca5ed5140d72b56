//! `git diff`, `git log -p` and `git show` as labelled Japanese lines, once the one command has set them up.

use super::{Repository, project};
use crate::driver::{CHILD, OFFICE, PLAN, Project, files_below, repository as own_repository};
use insta::assert_snapshot;
use std::fs;
use std::path::Path;
use std::process::Command;

const ATTRIBUTES: &str = ".git/info/attributes";
const CONFIG: &str = ".git/config";

/// The small project under git, set up.
fn installed() -> (Project, Repository) {
    let (project, repository) = project();
    let run = project.run(["textconv", "--install"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    (project, repository)
}

/// The lines of a diff without git's own, which name temporary hashes.
fn body(diff: &str) -> String {
    let own = ["diff --git", "index ", "--- ", "+++ "];
    diff.lines()
        .filter(|line| own.iter().all(|prefix| !line.starts_with(prefix)))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn a_diff_reads_as_the_form_does() {
    let (project, repository) = installed();
    let project = project
        .edit(
            PLAN,
            "計画期間: {開始: 2024-04-01, 終了: 2024-09-30}",
            "計画期間: {開始: 令和6年4月1日, 終了: R6.6.30} # 3か月",
        )
        .edit(PLAN, "5領域: [言語・コミュニケーション, 人間関係・社会性]", "5領域:\n      - 言語・コミュニケーション")
        .edit(
            PLAN,
            "職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。",
            "|\n      職員が隣で言い方を示す。うまくいった場面を一緒に振り返る。",
        )
        .edit(PLAN, "水: \"14:30-17:30\"}", "水: \"１４：３０〜１８：００\"}");
    let diff = repository.git(["diff"]);
    assert_snapshot!("textconv-diff", body(&diff));
    // The same by the other two ways in which staff look at the past.
    repository.commit("見直し");
    let changed: Vec<&str> = diff.lines().filter(|line| line.starts_with(['+', '-', '@'])).collect();
    for arguments in [["log", "-1", "-p"], ["show", "--format=", "HEAD"]] {
        let shown = if arguments[0] == "log" { repository.git(["log", "-1", "-p"]) } else { repository.git(arguments) };
        let lines: Vec<&str> = shown.lines().filter(|line| line.starts_with(['+', '-', '@'])).collect();
        assert_eq!(lines, changed, "{arguments:?}");
    }
    let plain = repository.git(["show", "--no-textconv", "HEAD"]);
    assert!(plain.contains("+計画期間: {開始: 令和6年4月1日, 終了: R6.6.30} # 3か月"), "{plain}");
    drop(project);
}

#[test]
fn what_is_only_notation_is_no_difference() {
    let (project, repository) = installed();
    let text =
        project.text(PLAN).replace("2024-09-15", "令和6年9月15日").replace("担当者: [mori]", "担当者:\n      - mori");
    let project = project.file(PLAN, format!("# 書き方だけを直した\n{text}"));
    assert_eq!(body(&repository.git(["diff"])), "");
    assert_ne!(body(&repository.git(["diff", "--no-textconv"])), "");
    drop(project);
}

#[test]
fn every_kind_of_file_is_found_by_its_driver() {
    let (project, repository) = installed();
    let expected = [
        (OFFICE, "shien-office"),
        (CHILD, "shien-child"),
        ("cases/hana/events.yaml", "shien-events"),
        (PLAN, "shien-plan"),
        ("cases/hana/plan/2024-03-28-a.yaml", "shien-plan"),
        ("cases/hana/assessment/2024-03-11.md", "shien-assessment"),
        ("cases/hana/meeting/2024-03-25.md", "shien-meeting"),
        ("cases/hana/interview/2024-06-03.md", "shien-interview"),
        ("cases/hana/monitoring/2024-09-12.yaml", "shien-monitoring"),
        ("cases/hana/consult/basic.yaml", "shien-consult-basic"),
        ("cases/hana/consult/plan/2024-03-20.yaml", "shien-consult-plan"),
        ("cases/hana/consult/meeting/2024-03-16.md", "shien-consult-meeting"),
        ("cases/hana/consult/monitoring/2024-09-30.yaml", "shien-consult-monitoring"),
        ("cases/hana/plan/notes.txt", "unspecified"),
        ("templates/plain/pack.yaml", "unspecified"),
    ];
    for (path, driver) in expected {
        assert_eq!(repository.git(["check-attr", "diff", path]).trim(), format!("{path}: diff: {driver}"));
    }
    let config = project.text(CONFIG);
    for kind in shien::case::KINDS {
        assert!(config.contains(&format!("[diff \"shien-{}\"]", kind.id)), "{config}");
    }
}

#[test]
fn a_project_below_the_top_with_spaces_and_marks_in_its_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("事業所 [1] \"ほし\"");
    let repository = Repository::init(folder.path());
    for (path, text) in [(CHILD, "氏名: 佐藤 はな\n"), (OFFICE, "様式: standard\n")] {
        fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
        fs::write(root.join(path), text).expect("written");
    }
    repository.commit("はじめ");
    let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
    let status = command.env_clear().arg("--project").arg(&root).args(["textconv", "--install"]).output();
    assert!(status.expect("the program starts").status.success());
    fs::write(root.join(CHILD), "氏名: 佐藤 花\n生年月日: 2016-05-14\n").expect("written");
    let diff = repository.git(["diff"]);
    assert!(diff.contains("\n-氏名: 佐藤 はな\n+氏名: 佐藤 花\n+生年月日: 平成28年5月14日\n"), "{diff}");
}

#[test]
fn to_set_it_up_twice_is_to_set_it_up_once_and_it_can_be_undone() {
    let (project, repository) = project();
    repository.git(["config", "diff.tool", "meld"]);
    let project = project.file(ATTRIBUTES, "*.pdf binary");
    let (config, attributes) = (project.text(CONFIG), project.text(ATTRIBUTES));
    let install = || project.run(["textconv", "--install"]);
    assert_eq!(install().code, Some(0));
    let once = (project.text(CONFIG), project.text(ATTRIBUTES));
    assert!(once.1.starts_with("*.pdf binary\n") && once.0.starts_with(&config), "{once:?}");
    assert_eq!(install().code, Some(0));
    assert_eq!((project.text(CONFIG), project.text(ATTRIBUTES)), once);
    assert_eq!(repository.git(["status", "--short"]), "", "nothing that is committed is touched");
    let run = project.run(["textconv", "--uninstall"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(project.text(CONFIG), config);
    assert_eq!(project.text(ATTRIBUTES).trim_end(), attributes);
    let project = project.edit(CHILD, "佐藤 はな", "佐藤 花");
    assert!(repository.git(["diff"]).contains("\n ふりがな: さとう はな\n"));
    drop(project);
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_half_done() {
    let (project, _repository) = project();
    let config = project.text(CONFIG);
    let project = project.file(".git/config.lock", "");
    let run = project.run(["textconv", "--install"]);
    assert!(run.code == Some(2) && run.stderr.contains("git の設定に書けません"), "{run:?}");
    assert!(run.stderr.contains(".git/config.lock") && !project.has(ATTRIBUTES), "{run:?}");
    let project = project.remove(".git/config.lock").file(ATTRIBUTES, b"\xFF\n");
    let run = project.run(["textconv", "--install"]);
    assert!(run.code == Some(2) && run.stderr.contains("info/attributes を読み書きできません"), "{run:?}");
    assert_eq!(project.text(CONFIG), config);
}

#[test]
fn the_drivers_stay_while_another_project_of_the_clone_uses_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let repository = Repository::init(folder.path());
    let run = |project: &str, argument: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
        let root = folder.path().join(project);
        fs::create_dir_all(root.join("cases")).expect("a folder");
        let output = command.env_clear().arg("--project").arg(root).args(["textconv", argument]).output();
        assert!(output.expect("the program starts").status.success());
    };
    run("一", "--install");
    run("二", "--install");
    run("一", "--uninstall");
    let driver = |project: &str| repository.git(["check-attr", "diff", &format!("{project}/{CHILD}")]);
    assert!(driver("一").trim_end().ends_with("unspecified") && driver("二").trim_end().ends_with("shien-child"));
    assert!(fs::read_to_string(folder.path().join(CONFIG)).expect("readable").contains("shien-child"));
    run("二", "--uninstall");
    assert!(!fs::read_to_string(folder.path().join(CONFIG)).expect("readable").contains("shien"));
    assert!(!folder.path().join(ATTRIBUTES).exists());
}

#[test]
fn a_program_that_is_gone_does_not_stop_git() {
    let (project, repository) = project();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = folder.path().join("it's here").join("shien");
    fs::create_dir_all(program.parent().expect("a folder")).expect("a folder");
    // By a process of its own: a file that this one has open for writing may be inherited by another test's child, and
    // cannot be run then.
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_shien")).arg(&program).status();
    assert!(copied.expect("cp starts").success());
    let install = Command::new(&program)
        .env_clear()
        .arg("--project")
        .arg(project.root())
        .args(["textconv", "--install"])
        .output();
    assert!(install.expect("the program starts").status.success());
    let project = project.edit(CHILD, "平成28年5月14日", "平成28年5月15日");
    let labelled = repository.git(["diff"]);
    assert!(labelled.contains("\n ■ 保護者\n"), "{labelled}");
    fs::remove_file(&program).expect("removed");
    let plain = repository.git(["diff"]);
    assert!(plain.contains("\n+生年月日: 平成28年5月15日\n") && !plain.contains('■'), "{plain}");
    drop(project);
}

#[test]
fn what_cannot_be_read_is_shown_as_it_was_written() {
    let (project, repository) = installed();
    let shift_jis = b"\x8E\x81\x96\xBC: \x8D\xB2\x93\xA1\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("氏名: 佐藤\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cases: [(&str, &[u8], &[&str]); 7] = [
        ("broken YAML", "氏名: \"佐藤\nふりがな: [さとう\n".as_bytes(), &["※ 様式の項目として", "+ふりがな: [さとう"]),
        ("a sentence", "きょうは雨。\n".as_bytes(), &["※ 様式の項目として", "+きょうは雨。"]),
        ("a list", "- 一\n- 二\n".as_bytes(), &["※ 様式の項目として", "+- 二"]),
        ("Shift_JIS", shift_jis, &["※ 様式の項目として", "文字コード"]),
        ("UTF-16", &utf16, &["※ 様式の項目として", "+氏名: 佐藤"]),
        ("BOM and CRLF", "\u{FEFF}氏名: 佐藤 花\r\n性別: 女\r\n".as_bytes(), &["+氏名: 佐藤 花\n", " 性別: 女\n"]),
        ("nothing", b"", &["-氏名: 佐藤 はな"]),
    ];
    let mut project = project;
    for (what, bytes, expected) in cases {
        project = project.file(CHILD, bytes);
        let output = repository.try_git(["diff"]);
        let diff = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        for words in expected {
            assert!(diff.contains(words), "{what}: {words:?} in\n{diff}");
        }
    }
}

#[test]
fn what_is_no_box_of_the_form_is_not_lost() {
    let (project, repository) = installed();
    let project = project
        .edit(PLAN, "作成区分: 初回", "作成区分: 臨時\nメモ:\n  - 見出しにない一行\n  - {深い: 所}")
        .edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 2024-09-31\n事業所: nijiiro");
    let diff = repository.git(["diff"]);
    for words in [
        "+■ 様式の項目として読めない所(書かれた字のまま)",
        "+  作成区分: 臨時",
        "+  メモ:",
        "+    - 見出しにない一行",
        "+    - {深い: 所}",
        "+  次回見直し年月日: 2024-09-31",
        "+  事業所: nijiiro",
    ] {
        assert!(diff.contains(&format!("\n{words}\n")), "{words:?} in\n{diff}");
    }
    drop(project);
}

/// The text of the whole file as git would show it.
fn outline(kind: &str, path: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
    let output = command.env_clear().args(["textconv", "--kind", kind]).arg(path).output().expect("the program starts");
    assert!(output.status.success(), "{path:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn no_word_of_the_samples_is_lost_and_no_yaml_is_left() {
    let cases = own_repository().join("cases");
    let mut seen = 0;
    for path in files_below(&cases) {
        let parts: Vec<&str> =
            path.strip_prefix(&cases).expect("below").iter().filter_map(|part| part.to_str()).collect();
        let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned()).expect("an ending");
        let kind = match parts.as_slice() {
            [file] | [_, file] => stem(file),
            [_, "consult", file] => format!("consult-{}", stem(file)),
            [_, "consult", kind, _] => format!("consult-{kind}"),
            [_, kind, _] => (*kind).to_owned(),
            other => panic!("{other:?}"),
        };
        let shown = outline(&kind, &path);
        let shown: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
        for word in words(&fs::read_to_string(&path).expect("readable"), &path) {
            assert!(shown.contains(&word), "{}: {word}", path.display());
        }
        assert!(!shown.contains("様式の項目として読めない"), "{}", path.display());
        assert!(!shown.contains(['{', '}', '|']), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 29, "{seen} samples");
}

/// Every scalar of a file without white space, but for dates and times, which are shown in their own way.
fn words(text: &str, path: &Path) -> Vec<String> {
    use shien::record;
    let source = shien::source::Source::new("sample", text);
    let mut findings = Vec::new();
    let tree = match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => record::parse_markdown(&source, &mut findings),
        _ => record::parse_yaml(&source, 0..text.len(), &mut findings),
    };
    let mut words = Vec::new();
    tree.each_text("", &mut |_, text, _| {
        let own_way = text.parse::<shien::value::Moment>().is_ok()
            || text.parse::<shien::value::Month>().is_ok()
            || text.parse::<shien::value::TimeRange>().is_ok()
            || ["true", "false"].contains(&text);
        if !own_way {
            words.push(text.chars().filter(|c| !c.is_whitespace()).collect());
        }
    });
    words
}

const CONSULTATION: &str = r#"事業所: michi
状態: 確定
案: 2024-03-10
作成日: 2024-03-20
作成者: ueda
計画期間: {開始: 2024-04-01, 終了: 2025-03-31}
モニタリング期間: [{間隔: 1, 開始年月: 2024-04, 回数: 3}, {間隔: 6, 開始年月: 2024-07}, 2025-03]
意向: {本人: 遊びたい。, 家族: 話してほしい。}
総合的な援助の方針: 安心して遊ぶ。みんなで支える。
長期目標: 友だちと遊ぶ。
短期目標: 通い慣れる。
ニーズ:
  - id: n1
    優先順位: 1
    解決すべき課題: 友だちと遊びたい。
    支援目標: 週2回遊ぶ。
    達成時期: 2024-09
    サービス: [{種類: 放課後等デイサービス, 内容: 小集団の遊び, 量: 月12日, 提供事業者: hoshi, 担当者: 鈴木, 電話: 047-000-0002}, {種類: 祖母の迎え, 区分: インフォーマル}]
    本人の役割: 選ぶ。
    評価時期: 2024-09
週間計画:
  開始年月: 2024-04
  予定:
    - {曜日: [月, 水], 時間: "14:30-17:30", 内容: 放課後等デイサービス, 提供事業者: hoshi}
    - {曜日: [土], 時間: "10:00-12:00", 内容: 水泳教室, 頻度: 隔週}
    - {曜日: [月, 火, 水, 木, 金, 土, 日], 時間: "21:30-6:30", 内容: 睡眠}
  主な日常生活上の活動: 小学校に通う。
  実現する生活の全体像: 安心できる。
"#;

#[test]
fn a_plan_of_the_consult_side_reads_as_its_form() {
    let project = Project::new().file("plan.yaml", CONSULTATION);
    assert_snapshot!("textconv-consult-plan", outline("consult-plan", &project.root().join("plan.yaml")));
}

#[test]
fn a_row_without_an_id_is_known_by_what_it_has() {
    let project = Project::new().edit(PLAN, "  - id: s1\n    項目", "  - 項目");
    let shown = outline("plan", &project.root().join(PLAN));
    assert!(shown.contains("\n■ 支援 本人支援\n  課題:\n"), "{shown}");
    let project = project.edit(PLAN, "  - 項目: 本人支援\n    課題", "  - 課題");
    let shown = outline("plan", &project.root().join(PLAN));
    assert!(shown.contains("\n■ 支援\n  課題:\n"), "{shown}");
}

#[test]
fn events_are_a_line_each() {
    let events = "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵, 方法: 書面, 版: 7f3a9c21}\n- {種類: 交付, 対象: plan/2024-03-28, 日付: R6.3.30, 相手: [保護者, {氏名: 上田 さくら}], 備考: 二部渡した。}\n";
    let project = Project::new().file("events.yaml", events);
    assert_snapshot!("textconv-events", outline("events", &project.root().join("events.yaml")));
}

#[test]
fn a_linked_working_tree_is_set_up_with_its_clone() {
    let (project, repository) = project();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = folder.path().join("other");
    repository.git(["worktree", "add", "--quiet", target.to_str().expect("UTF-8")]);
    let run = Project::at(&target).run(["textconv", "--install"]);
    assert!(run.code == Some(0) && !run.stdout.contains(".."), "{run:?}");
    let project = project.edit(CHILD, "平成28年5月14日", "2016-05-15");
    let other = Project::at(&target).edit(CHILD, "平成28年5月14日", "2016-05-16");
    for (repository, day) in [(repository, 15), (Repository::at(&target), 16)] {
        let diff = repository.git(["diff"]);
        assert!(diff.contains(&format!("\n+生年月日: 平成28年5月{day}日\n")), "{diff}");
    }
    drop((project, other));
}

#[test]
fn a_wrong_call_says_which_kinds_there_are() {
    let project = Project::new();
    let run = project.run(["textconv", "--kind", "plam", PLAN]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("plan(個別支援計画)") && run.stderr.contains("events("), "{}", run.stderr);
    let run = project.run(["textconv", PLAN]);
    assert_eq!(run.code, Some(2), "{run:?}");
    let run = project.run(["textconv", "--install"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("git で管理されていません"), "{}", run.stderr);
}
