//! The 確定 made of a 原案, and the next plan: by the functions that make them, over the sample of a whole child.

use crate::driver::{Project, files_below, repository};
use shien::carry::{ConfirmRequest, Confirmation, NewPaper, NextPlan, confirm, next_plan};
use shien::case::party::Organisation;
use shien::case::version::Versioned;
use shien::case::{Case, Loaded, Model, UNREAD_MARK, load_case, load_organisation};
use shien::directory::Directory;
use shien::forms::Ratings;
use shien::record::{Node, Value, double_quoted, parse_yaml};
use shien::source::{Memory, Source};
use shien::timeline::Timeline;
use shien::value::Date;
use std::fs;

/// The sample of はな with files changed: `None` takes one away.
struct Folder {
    organisation: Loaded<Organisation>,
    case: Case,
}

fn hana(changes: &[(&str, Option<&str>)]) -> Folder {
    let mut files = Memory::new();
    let root = repository();
    for path in files_below(&root.join("cases")) {
        let name = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
        let changed = changes.iter().find(|(changed, _)| name == format!("cases/hana/{changed}"));
        match changed {
            Some((_, None)) => {}
            Some((_, Some(text))) => files = files.with(name, *text),
            None if name.starts_with("cases/hana/") || name == "cases/office.yaml" => {
                files = files.with(name, fs::read_to_string(&path).expect("text"));
            }
            None => {}
        }
    }
    for (name, text) in changes {
        files = text.iter().fold(files, |files, text| files.with(format!("cases/hana/{name}"), *text));
    }
    Folder { organisation: load_organisation(&files, &mut Vec::new()), case: load_case(&files, "hana") }
}

fn sample(name: &str) -> String {
    fs::read_to_string(repository().join("cases/hana").join(name)).expect("a sample")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

impl Folder {
    fn confirm(&self, kind: &str, name: &str, date: &str) -> Result<Confirmation, String> {
        let directory = Directory::new(&self.organisation.value, &self.case);
        let timeline = Timeline::new(&self.case, &directory);
        let draft = self.case.document(kind, name).expect("a draft");
        let request = ConfirmRequest { date: day(date), author: None };
        confirm(&timeline, draft, &request).map_err(|error| error.message)
    }

    fn confirmed(&self, kind: &str, name: &str, date: &str) -> NewPaper {
        match self.confirm(kind, name, date) {
            Ok(Confirmation::New(paper)) => paper,
            other => panic!("{other:?}"),
        }
    }

    fn next(&self, name: &str, date: &str, change: Option<&str>) -> Result<NewPaper, String> {
        self.carried(
            name,
            &NextPlan {
                date: day(date),
                author: None,
                change: change.map(day),
                minimal: false,
                ratings: Ratings::default(),
            },
        )
    }

    fn next_minimal(&self, name: &str, date: &str) -> Result<NewPaper, String> {
        self.carried(
            name,
            &NextPlan { date: day(date), author: None, change: None, minimal: true, ratings: Ratings::default() },
        )
    }

    fn carried(&self, name: &str, request: &NextPlan) -> Result<NewPaper, String> {
        let directory = Directory::new(&self.organisation.value, &self.case);
        let timeline = Timeline::new(&self.case, &directory);
        let before = self.case.document("plan", name).expect("a plan");
        next_plan(&timeline, before, request).map_err(|error| error.message)
    }
}

/// はな before the first plan is confirmed.
fn with_draft() -> Folder {
    hana(&[("plan/2024-03-28.yaml", None), ("plan/2024-09-17.yaml", None), ("plan/2024-09-20.yaml", None)])
}

/// はな before the second plan is drawn up.
fn with_first_plan() -> Folder {
    hana(&[("plan/2024-09-17.yaml", None), ("plan/2024-09-20.yaml", None)])
}

/// The lines that one text has and the other has not.
fn other_lines<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    text.lines().filter(|line| !before.lines().any(|old| old == *line)).collect()
}

#[test]
fn a_draft_is_confirmed_by_the_lines_that_differ_and_the_points_of_the_meeting() {
    let paper = with_draft().confirmed("plan", "2024-03-18", "2024-03-28");
    let draft = sample("plan/2024-03-18.yaml");
    let new = other_lines(&paper.text, &draft);
    let plain: Vec<&&str> = new.iter().filter(|line| !line.trim_start().starts_with('#')).collect();
    assert_eq!(
        plain,
        [
            &"状態: 確定",
            &"原案: 2024-03-18",
            &"作成日: 2024-03-28",
            &"障害児支援利用計画: 2024-03-20",
            &"    作成日: 2024-03-28",
        ]
    );
    let comments: Vec<&&str> = new.iter().filter(|line| line.trim_start().starts_with('#')).collect();
    assert_eq!(comments.len(), 4, "{comments:?}");
    assert!(
        comments[0].starts_with("  # 【要確認】 会議(2024-03-25)の修正点: 本人支援①の支援目標: 「きもちタイム」を"),
        "{}",
        comments[0]
    );
    let lines: Vec<&str> = paper.text.lines().collect();
    for (id, mark) in [("s1", "本人支援①"), ("s2", "本人支援②"), ("s6", "移行支援①"), ("s7", "地域支援・地域連携①")]
    {
        let row = lines.iter().position(|line| *line == format!("  - id: {id}")).expect("a row");
        assert!(lines[row - 1].contains(&format!("修正点: {mark}の")), "{id}: {}", lines[row - 1]);
    }
    // What the draft had is there, line by line, but for those that differ.
    assert_eq!(other_lines(&draft, &paper.text).len(), 4);
    assert_eq!(paper.path("hana").to_str(), Some("cases/hana/plan/2024-03-28.yaml"));
}

#[test]
fn the_comments_of_a_confirmation_are_no_part_of_its_version() {
    let paper = with_draft().confirmed("plan", "2024-03-18", "2024-03-28");
    let bare: String =
        paper.text.lines().filter(|line| !line.contains(UNREAD_MARK)).map(|line| format!("{line}\n")).collect();
    assert_eq!(version(&paper.text), version(&bare));
}

/// The 版 of the main sheet and of the 別表 of a plan's text.
fn version(text: &str) -> Vec<String> {
    let folder = hana(&[("plan/2030-01-01.yaml", Some(text))]);
    let Model::Plan(plan) = &folder.case.document("plan", "2030-01-01").expect("a plan").model else {
        panic!("a plan")
    };
    std::iter::once(plan.version()).chain(plan.schedules.iter().map(|schedule| schedule.version())).collect()
}

#[test]
fn a_draft_that_was_signed_as_one_sheet_has_nothing_to_confirm() {
    let events = "- {種類: 同意, 対象: plan/2024-03-18, 日付: 2024-03-29, 署名者: 佐藤 恵}\n";
    let folder = hana(&[
        ("plan/2024-03-28.yaml", None),
        ("plan/2024-09-17.yaml", None),
        ("plan/2024-09-20.yaml", None),
        ("events.yaml", Some(events)),
    ]);
    match folder.confirm("plan", "2024-03-18", "2024-03-30") {
        Ok(Confirmation::Nothing(words)) => assert!(words.contains("確定するものはありません"), "{words}"),
        other => panic!("{other:?}"),
    }
    // A signature before the meeting is none to the plan.
    let early = hana(&[
        ("plan/2024-03-28.yaml", None),
        ("plan/2024-09-17.yaml", None),
        ("plan/2024-09-20.yaml", None),
        ("events.yaml", Some(&events.replace("2024-03-29", "2024-03-20"))),
    ]);
    assert!(matches!(early.confirm("plan", "2024-03-18", "2024-03-30"), Ok(Confirmation::New(_))));
}

#[test]
fn a_plan_that_counts_or_has_been_confirmed_is_not_confirmed_again() {
    let folder = hana(&[]);
    let error = folder.confirm("plan", "2024-03-28", "2024-04-01").expect_err("a 確定");
    assert!(error.contains("確定 で、原案(案)ではありません"), "{error}");
    let error = folder.confirm("plan", "2024-03-18", "2024-04-01").expect_err("confirmed");
    assert!(error.contains("もう plan/2024-03-28 として確定しています"), "{error}");
}

#[test]
fn the_plan_of_the_consultant_is_made_only_after_the_meeting() {
    let open = [("consult/plan/2024-03-20.yaml", None), ("consult/plan/2025-03-13.yaml", None)];
    let folder = hana(&open);
    let paper = folder.confirmed("consult-plan", "2024-03-10", "2024-03-20");
    let new = other_lines(&paper.text, &sample("consult/plan/2024-03-10.yaml")).join("\n");
    assert!(new.starts_with("状態: 確定\n案: 2024-03-10\n作成日: 2024-03-20\n"), "{new}");
    assert!(new.contains("提供事業者と、その担当者・電話を書いてください"), "{new}");
    assert_eq!(paper.path("hana").to_str(), Some("cases/hana/consult/plan/2024-03-20.yaml"));
    let error = folder.confirm("consult-plan", "2024-03-10", "2024-03-15").expect_err("before the meeting");
    assert!(error.contains("サービス担当者会議(2024-03-16)より前"), "{error}");
    let unmet = hana(&[open[0], open[1], ("consult/meeting/2024-03-16.md", None)]);
    let error = unmet.confirm("consult-plan", "2024-03-10", "2024-03-20").expect_err("no meeting");
    assert!(error.contains("会議の記録がありません"), "{error}");
}

#[test]
fn the_next_plan_leaves_out_what_ended_and_marks_what_goes_on() {
    let folder = with_first_plan();
    let paper = folder.next("2024-03-28", "2024-09-17", None).expect("a plan");
    let Model::Plan(plan) = read(&paper.text) else { panic!("a plan") };
    let ids: Vec<&str> = plan.rows.iter().filter_map(|row| row.id.get()).map(String::as_str).collect();
    assert_eq!(ids, ["s1", "s2", "s3", "s5", "s6", "s7"], "s4 was achieved and ended");
    let lines: Vec<&str> = paper.text.lines().collect();
    let above = |line: &str| {
        let at = lines.iter().position(|own| *own == line).unwrap_or_else(|| panic!("{line}"));
        let mut marks: Vec<&str> =
            lines[..at].iter().rev().take_while(|line| line.trim_start().starts_with('#')).copied().collect();
        marks.reverse();
        marks
    };
    for id in &ids {
        assert!(above(&format!("  - id: {id}"))[0].contains(UNREAD_MARK), "{id}");
    }
    assert!(above("  - id: s1")[0].contains("s1 は変更です") && above("  - id: s5")[0].contains("s5 は継続です"));
    assert!(above("  - id: s3")[1].contains("評価 未達成。理由: 30回実施した。"));
    assert!(above("支援:")[0].starts_with("# 【終えたこと】 s4(本人支援)"), "{:?}", above("支援:"));
    let wishes = above("意向:");
    assert!(wishes[0].contains(UNREAD_MARK) && wishes[1].contains("本人: 「しずかコーナーは、すき。"), "{wishes:?}");
    for key in [
        "総合的な支援の方針: |",
        "長期目標:",
        "短期目標:",
        "支援の標準的な提供時間等: 月・水・金 14:30〜17:30",
        "  - 名称: 通常",
    ] {
        assert!(above(key)[0].contains(UNREAD_MARK), "{key}");
    }
}

#[test]
fn every_day_of_the_next_plan_is_reckoned_from_the_end_of_the_one_before() {
    let paper = with_first_plan().next("2024-03-28", "2024-09-17", None).expect("a plan");
    for line in [
        "状態: 原案",
        "作成区分: 更新",
        "前計画: 2024-03-28",
        "作成日: 2024-09-17",
        "計画期間: {開始: 2024-10-01, 終了: 2025-03-31}",
        "次回見直し年月日: 2025-03-14",
        "障害児支援利用計画: 2024-03-20",
        // The long goal runs to the end of the new plan anyway; the short one is the plan's own.
        "  期間: {開始: 2024-04-01, 終了: 2025-03-31}",
        "  期間: {開始: 2024-10-01, 終了: 2025-03-31}",
        "    達成時期: 2025-01-19",
        "    達成時期: 2025-03-13",
        "    作成日: 2024-09-17",
        "    適用: {開始: 2024-10-01}",
    ] {
        assert!(paper.text.lines().any(|own| own == line), "{line}\n{}", paper.text);
    }
    assert!(!paper.text.contains("原案: 2024-03-18"), "the draft of the plan before is none of this one");
}

#[test]
fn a_change_in_mid_term_begins_on_its_own_day() {
    let folder = with_first_plan();
    let paper = folder.next("2024-03-28", "2024-07-10", Some("2024-07-15")).expect("a plan");
    for line in ["作成区分: 変更", "計画期間: {開始: 2024-07-15, 終了: 2025-01-14}", "    適用: {開始: 2024-07-15}"]
    {
        assert!(paper.text.lines().any(|own| own == line), "{line}\n{}", paper.text);
    }
    let error = folder.next("2024-03-28", "2024-07-10", Some("2024-10-05")).expect_err("after the end");
    assert!(error.contains("途中にありません"), "{error}");
}

#[test]
fn a_mark_is_no_part_of_the_version_and_is_found_until_it_is_gone() {
    let paper = with_first_plan().next("2024-03-28", "2024-09-17", None).expect("a plan");
    let read = |text: &str| version(text);
    let bare: String =
        paper.text.lines().filter(|line| !line.contains(UNREAD_MARK)).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(&paper.text), read(&bare));
    let marks = paper.text.lines().filter(|line| line.contains(UNREAD_MARK)).count();
    let project = Project::copied().remove("cases/hana/plan/2024-09-17.yaml").remove("cases/hana/plan/2024-09-20.yaml");
    let project = project.file("cases/hana/plan/2024-09-17.yaml", &paper.text);
    let found = |project: &Project| {
        let run = project.run(["check", "hana", "--select", "placeholder-left", "--format", "short"]);
        run.stdout.matches("まだ確かめていない所があります").count()
    };
    assert_eq!(found(&project), marks);
    assert_eq!(found(&project.file("cases/hana/plan/2024-09-17.yaml", &bare)), 0);
}

#[test]
fn there_is_one_next_plan() {
    let error = hana(&[]).next("2024-03-28", "2024-09-17", None).expect_err("one is there");
    assert!(error.contains("次の計画は、もう plan/"), "{error}");
}

#[test]
fn a_plan_after_the_next_drops_the_marks_of_the_one_before() {
    let marked = with_first_plan().next("2024-03-28", "2024-09-17", None).expect("a plan").text;
    let settled = marked.replace("状態: 原案", "状態: 確定");
    let folder = hana(&[("plan/2024-09-17.yaml", Some(&settled)), ("plan/2024-09-20.yaml", None)]);
    let paper = folder.next("2024-09-17", "2025-03-10", None).expect("a plan");
    assert!(!paper.text.contains("【終えたこと】") && !paper.text.contains("評価 未達成"), "{}", paper.text);
    assert_eq!(paper.text.matches("s3 はモニタリングに結果がありません").count(), 1);
    assert!(paper.told.iter().any(|line| line.contains("モニタリングがない")), "{:?}", paper.told);
}

#[test]
fn a_plan_in_another_hand_goes_on_in_it() {
    let text = sample("plan/2024-03-28.yaml")
        .replace("{開始: 2024-04-01, 終了: 2024-09-30}", "{開始: 令和6年4月1日, 終了: R6.9.30}")
        .replace("達成時期: 2024-07-19", "達成時期: 令和6年9月末")
        .replace("達成時期: 2024-09-13", "達成時期: 6か月")
        .replace('\n', "\r\n");
    let folder =
        hana(&[("plan/2024-03-28.yaml", Some(&text)), ("plan/2024-09-17.yaml", None), ("plan/2024-09-20.yaml", None)]);
    let paper = folder.next("2024-03-28", "2024-09-17", None).expect("a plan");
    assert!(paper.text.contains("計画期間: {開始: 令和6年10月1日, 終了: R7.3.31}"), "{}", paper.text);
    assert!(paper.text.contains("達成時期: 令和7年3月31日") && paper.text.contains("達成時期: 6か月"));
    assert_eq!(paper.text.matches('\n').count(), paper.text.matches("\r\n").count());
}

fn read(text: &str) -> Model {
    let folder = hana(&[("plan/2030-01-01.yaml", Some(text))]);
    folder.case.document("plan", "2030-01-01").expect("a plan").model.clone()
}

/// The first plan, written in braces: all of it, or only its tables.
fn in_braces(whole: bool) -> String {
    fn flow(node: &Node) -> String {
        match &node.value {
            Value::Text(text) => double_quoted(text),
            Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let pairs = entries.iter().map(|entry| format!("{}: {}", entry.key, flow(&entry.node)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
            Value::Null | Value::Unread => String::new(),
        }
    }
    let text = sample("plan/2024-03-28.yaml");
    let source = Source::new("plan.yaml", text.clone());
    let tree = parse_yaml(&source, 0..text.len(), &mut Vec::new());
    if whole {
        return format!("# JSON から写した\n{}\n", flow(&tree));
    }
    let Value::Map(entries) = &tree.value else { panic!("a record") };
    entries.iter().map(|entry| format!("{}: {}\n", entry.key, flow(&entry.node))).collect()
}

#[test]
fn a_plan_in_braces_goes_on_as_the_same_plan_in_lines() {
    let in_lines = with_first_plan().next("2024-03-28", "2024-09-17", None).expect("a plan");
    let marks = |text: &str| text.lines().filter(|line| line.contains(UNREAD_MARK)).count();
    for whole in [true, false] {
        let braces = in_braces(whole);
        let folder = hana(&[
            ("plan/2024-03-28.yaml", Some(&braces)),
            ("plan/2024-09-17.yaml", None),
            ("plan/2024-09-20.yaml", None),
        ]);
        let paper = folder.next("2024-03-28", "2024-09-17", None).expect("it goes on");
        assert_eq!(version(&paper.text), version(&in_lines.text), "{}", paper.text);
        assert_eq!(paper.told, in_lines.told);
        assert_eq!(marks(&paper.text), marks(&in_lines.text), "{}", paper.text);
        assert_eq!(paper.text.starts_with("# JSON から写した\n"), whole);
        let rows = paper.text.lines().filter(|line| line.starts_with("  - id: s")).count();
        assert_eq!(rows, in_lines.text.lines().filter(|line| line.starts_with("  - id: s")).count(), "{}", paper.text);
    }
}

#[test]
fn a_next_plan_without_explanations_has_the_marks_alone() {
    let folder = with_first_plan();
    let full = folder.next("2024-03-28", "2024-09-17", None).expect("a plan");
    let bare = folder.next_minimal("2024-03-28", "2024-09-17").expect("a plan");
    let comments = |text: &str| -> Vec<String> {
        text.lines().map(str::trim_start).filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    };
    let marked = |text: &str| comments(text).into_iter().filter(|line| line.contains(UNREAD_MARK)).collect::<Vec<_>>();
    assert!(comments(&full.text).iter().any(|line| line.starts_with("# 【モニタリング】")));
    assert!(comments(&full.text).iter().any(|line| line.starts_with("# 【終えたこと】")));
    assert_eq!(marked(&full.text), marked(&bare.text), "what has to be read is marked either way");
    assert!(!bare.text.contains("【モニタリング】") && !bare.text.contains("【終えたこと】"), "{}", bare.text);
    assert_eq!(version(&full.text), version(&bare.text));
    assert_eq!(full.told, bare.told);
}

#[test]
fn a_row_that_is_only_carried_over_as_changed_is_said_once() {
    let project = Project::copied().remove("cases/hana/plan/2024-09-17.yaml").remove("cases/hana/plan/2024-09-20.yaml");
    let run = project.run(["new", "plan", "hana", "--date", "2024-09-17"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let path = "cases/hana/plan/2024-09-17.yaml";
    let text = project.text(path);
    let check = |project: &Project| {
        let run = project.run(["check", "hana", "--format", "json", "--as-of", "2024-09-18"]);
        let on = |code: &str| run.findings(code).into_iter().filter(|one| one.file == path).collect::<Vec<_>>();
        (on("monitoring-not-reflected"), on("placeholder-left"))
    };
    let changed = text.lines().filter(|line| line.contains("は変更です")).count();
    assert!(changed > 0, "{text}");
    let (unreflected, marks) = check(&project);
    assert!(unreflected.is_empty(), "{unreflected:?}");
    assert_eq!(marks.len(), text.lines().filter(|line| line.contains(UNREAD_MARK)).count());
    // Whoever takes the marks away without a change hears of it.
    let read: String =
        text.lines().filter(|line| !line.contains(UNREAD_MARK)).map(|line| format!("{line}\n")).collect();
    let (unreflected, marks) = check(&project.file(path, read));
    assert_eq!((unreflected.len(), marks.len()), (changed, 0));
}
