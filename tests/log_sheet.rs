//! The sheet of `shien log --format pdf`: what an inspector asks for, and what the office reads for itself.

use crate::driver::{Project, Run, pdf_text, pdf_words, repository};
use serde_json::Value;
use shien::rules::RULES;
use std::path::Path;
use std::process::Command;

const SUBMISSION: &str = "output/hana/log-submission.pdf";
const INTERNAL: &str = "output/hana/log-internal.pdf";

/// What `log` prints with these words, and how it ended.
fn print(project: &Project, arguments: &[&str]) -> Run {
    let output = project.command().args(["log"]).args(arguments).args(["--format", "pdf"]).output();
    Run::of(output.expect("the program starts"))
}

fn tool(program: &str, arguments: &[&str], pdf: &Path, end: &[&str]) -> String {
    let output = Command::new(program).args(arguments).arg(pdf).args(end).output().expect("poppler-utils");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of a print, without white space.
fn text_of(project: &Project, path: &str) -> String {
    pdf_words(&project.root().join(path))
}

/// The words of the print for these words.
fn printed(project: &Project, arguments: &[&str], path: &str) -> String {
    let run = print(project, arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    text_of(project, path)
}

/// The samples with faults on hana's way: a delivery, a consent, the minutes and an assessment are missing, another consent is late
/// and to another 版.
fn faulty() -> Project {
    let project = Project::copied();
    let events = project.text("cases/hana/events.yaml");
    let kept = events.lines().filter(|line| {
        let delivery = line.contains("種類: 交付, 対象: plan/2024-03-28") && line.contains("保護者");
        !delivery && !line.contains("#別表/学校休業日")
    });
    let lines: Vec<String> = kept
        .map(|line| match line.contains("種類: 同意, 対象: plan/2024-09-20,") {
            true => line.replace("2024-09-24", "2024-10-24").replace("書面}", "書面, 版: 12345678}"),
            false => line.to_owned(),
        })
        .collect();
    project
        .file("cases/hana/events.yaml", lines.join("\n") + "\n")
        .remove("cases/hana/meeting/2024-09-18.md")
        .remove("cases/hana/assessment/2024-03-11.md")
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    let output = project.command().args(["log"]).args(arguments).args(["--format", "json"]).output();
    let run = Run::of(output.expect("the program starts"));
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// The steps of a plan in JSON.
fn trail<'j>(history: &'j Value, plan: &str) -> &'j [Value] {
    let steps = history["steps"].as_array().expect("steps");
    let step = steps.iter().find(|step| step["id"] == plan).unwrap_or_else(|| panic!("{plan}: {history:#}"));
    step["trail"].as_array().expect("a trail")
}

/// Every finding in a history, with the step that it stands at.
fn findings(history: &Value) -> Vec<(String, String)> {
    let steps = history["steps"].as_array().expect("steps").iter();
    let entries = steps.flat_map(|step| step["trail"].as_array().into_iter().flatten());
    let beside = entries.flat_map(|entry| {
        let title = entry["title"].as_str().unwrap_or_default();
        let own = entry["findings"].as_array().into_iter().flatten();
        own.map(move |finding| (title.to_owned(), finding["code"].as_str().unwrap_or_default().to_owned()))
    });
    let unplaced = history["unplaced"]["findings"].as_array().into_iter().flatten();
    let unplaced = unplaced.map(|finding| (String::new(), finding["code"].as_str().unwrap_or_default().to_owned()));
    beside.chain(unplaced).collect()
}

#[test]
fn the_sheet_has_the_whole_way_of_each_plan() {
    let project = Project::copied();
    let text = printed(&project, &["hana"], SUBMISSION);
    for words in [
        "支援計画の経過令和8年4月1日現在",
        "利用児氏名：佐藤はな（平成28年5月14日生）",
        "放課後等デイサービスほし放課後等デイサービス令和6年3月5日令和6年4月8日～令和7年3月31日",
        "記録の保存令和12年3月31日まで(利用を終えた日から5年)",
        "個別支援計画令和6年3月28日作成（確定）",
        "原案(令和6年3月18日)からの違い変更11・新設1",
        "個別支援会議令和6年3月25日",
        "佐藤恵(母)",
        "同意(別表「通常」)令和6年3月29日",
        "紙面a2b7f81f",
        "承諾日：令和6年3月5日",
        "職員との共有令和6年4月1日",
        "評価：達成3、一部達成3、未達成1計画の見直し：要",
        "障害児支援利用計画令和6年3月20日作成（確定）",
        "居宅訪問令和6年3月4日",
        "説明(計画案)令和6年3月12日",
        "家族支援加算期間中2回(6月・8月)家族支援①面談記録令和6年6月3日",
        "別表「通常」の延長金17:30～18:30",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // The order of the steps is that of their days.
    let own = &text[text.find("個別支援計画令和6年3月28日作成").expect("the plan")..];
    let own = &own[..own.find("個別支援計画令和6年9月20日作成").expect("the next plan")];
    let places: Vec<Option<usize>> = [
        "アセスメント令和6年3月11日",
        "原案の作成令和6年3月18日",
        "個別支援会議令和6年3月25日",
        "計画の作成令和6年3月28日",
        "同意令和6年3月29日",
        "モニタリング令和6年9月12日",
    ]
    .map(|words| own.find(words))
    .into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {own}");
    for program in ["`", "plan/", ".yaml", "s1", "consult", "events", "hana"] {
        assert!(!text.contains(program), "{program} is a word of the program: {text}");
    }
}

#[test]
fn it_is_archived_and_read_aloud_like_every_print() {
    let project = Project::copied();
    assert_eq!(print(&project, &["hana"]).code, Some(0));
    let pdf = project.root().join(SUBMISSION);
    let first = project.bytes(SUBMISSION);
    let metadata = tool("pdfinfo", &["-meta"], &pdf, &[]);
    for mark in
        ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"]
    {
        assert!(metadata.contains(mark), "{mark}");
    }
    let information = tool("pdfinfo", &[], &pdf, &[]);
    assert!(information.contains("841.89 x 595.276 pts (A4)"), "landscape: {information}");
    for row in tool("pdffonts", &[], &pdf, &[]).lines().skip(2) {
        assert!(row.contains("BIZUDGothic") || row.contains("NotoSansJP"), "{row}");
    }
    let structure = tool("pdfinfo", &["-struct"], &pdf, &[]);
    assert!(structure.matches("/Scope /Row").count() > 50, "each step is the heading of its row: {structure}");
    assert!(structure.matches("/Scope /Column").count() > 20, "{structure}");
    let pages = pdf_text(&pdf);
    let pages: Vec<&str> = pages.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("{} / {}", index + 1, pages.len())), "{page}");
    }
    assert_eq!(print(&project, &["hana"]).code, Some(0));
    assert!(project.bytes(SUBMISSION) == first, "the same bytes twice");
}

#[test]
fn what_is_handed_over_has_no_finding_and_no_reduction() {
    let project = faulty();
    let submission = printed(&project, &["hana"], SUBMISSION);
    let internal = printed(&project, &["hana", "--for", "内部"], INTERNAL);
    let mut told = 0;
    for rule in RULES {
        let summary: String = rule.summary.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(!submission.contains(&summary), "{summary}: {submission}");
        told += usize::from(internal.contains(&summary));
    }
    assert!(told >= 6, "{told} rules speak: {internal}");
    for word in ["不備", "要確認", "減算", "期限", "確認事項", "記載なし", "内部用", "指摘"] {
        assert!(!submission.contains(word), "{word}: {submission}");
    }
    for word in ["〔不備〕", "〔要確認〕", "(減算に関わる)", "期限令和6年", "内部用", "個別支援計画（令和6年3月28日）"]
    {
        assert!(internal.contains(word), "{word}: {internal}");
    }
    // Facts are facts: which 版 was signed, and which the paper has.
    assert!(submission.contains("紙面5c16202e同意12345678"), "{submission}");
}

#[test]
fn the_office_sees_each_finding_of_check_once_and_where_it_belongs() {
    let project = faulty();
    let history = json(&project, &["hana", "--for", "内部"]);
    let mut told = findings(&history);
    told.sort();
    let mut expected = [
        ("アセスメント", "assessment-missing"),
        ("交付", "delivery-missing"),
        ("個別支援会議", "meeting-missing"),
        ("同意", "consent-after-start"),
        ("同意", "consent-outdated"),
        ("同意", "process-order"),
        ("同意", "schedule-unconsented"),
    ]
    .map(|(title, code)| (title.to_owned(), code.to_owned()));
    expected.sort();
    assert_eq!(told, expected);
    let check = project.command().args(["check", "hana", "--format", "json"]).output().expect("the program starts");
    let mut codes: Vec<String> = Run::of(check).all().into_iter().map(|finding| finding.code).collect();
    let mut own: Vec<String> = told.into_iter().map(|(_, code)| code).collect();
    codes.sort();
    own.sort();
    assert_eq!(own, codes);
    // What is missing stands in its place: the delivery behind the consent and before the staff were told.
    let order: Vec<(&str, bool)> = trail(&history, "plan/2024-03-28")
        .iter()
        .map(|entry| (entry["title"].as_str().unwrap_or_default(), entry["missing"].as_bool().unwrap_or_default()))
        .collect();
    let at = order.iter().position(|step| *step == ("交付", true)).expect("the delivery");
    assert!(order[..at].contains(&("同意", false)) && order[at..].contains(&("職員との共有", false)), "{order:?}");
    // What was done late is said where it was done.
    let late =
        trail(&history, "plan/2024-09-20").iter().find(|entry| entry["day"] == "2024-10-24").expect("the consent");
    assert_eq!(late["findings"].as_array().map(Vec::len), Some(3), "{late:#}");
    assert_eq!(findings(&json(&project, &["hana"])), [], "unless they are asked for");
}

#[test]
fn a_step_says_who_did_it_and_who_signed() {
    let history = json(&Project::samples(), &["hana"]);
    let steps = trail(&history, "plan/2024-03-28");
    let step = |title: &str| steps.iter().find(|entry| entry["title"] == title).unwrap_or_else(|| panic!("{title}"));
    assert_eq!(step("説明")["by"][0], "鈴木 一郎(児童発達支援管理責任者)");
    assert_eq!(step("同意")["with"][0], "佐藤 恵(母)");
    assert_eq!((&step("同意")["matches"], &step("同意")["edition"]), (&"unnamed".into(), &"a2b7f81f".into()));
    assert_eq!(step("個別支援会議")["file"], "meeting/2024-03-25.md");
    assert_eq!(step("職員との共有")["with"].as_array().map(Vec::len), Some(4));
    let add_ons = history["steps"].as_array().expect("steps").iter().find(|step| step["id"] == "plan/2024-09-20");
    let add_ons = add_ons.and_then(|step| step["add_ons"].as_array()).expect("加算");
    let parenting = add_ons.iter().find(|one| one["name"] == "子育てサポート加算").expect("子育てサポート加算");
    let placed: Vec<&str> = parenting["placed"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(placed, ["家族支援①", "議事録(令和6年9月18日)の原案の修正点"]);
    assert_eq!(history["kept_until"], "2030-03-31");
}

#[test]
fn the_way_leads_from_the_records_to_what_changed_in_the_next_plan() {
    let project = Project::samples();
    let history = json(&project, &["hana"]);
    let steps = trail(&history, "plan/2024-03-28");
    let own: Vec<&str> = steps.iter().filter_map(|entry| entry["what"].as_str()).collect();
    let places = ["records", "monitoring", "next_plan"].map(|what| own.iter().position(|own| *own == what));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{own:?}");
    let step =
        |what: &str| steps.iter().find(|entry| entry["what"] == what).unwrap_or_else(|| panic!("{what}: {own:?}"));
    let detail = |what: &str, label: &str| {
        let details = step(what)["details"].as_array().expect("details");
        let own = details.iter().find(|detail| detail["label"] == label);
        own.and_then(|detail| detail["text"].as_str()).map(str::to_owned).unwrap_or_else(|| panic!("{what} {label}"))
    };
    assert!(detail("records", "利用").ends_with('日'));
    assert_eq!(step("monitoring")["file"], "monitoring/2024-09-12.yaml");
    assert_eq!(step("report")["paper"], "モニタリング報告書");
    assert_eq!(step("next_plan")["file"], "plan/2024-09-20.yaml");
    // The same numbers as those of the next plan itself.
    assert_eq!(detail("next_plan", "この計画からの変更"), "変更51・新設7・削除4・移動1");
    let text = project.run(["log", "hana"]).stdout;
    let line = text.lines().find(|line| line.contains("次の計画")).expect("the next plan");
    assert!(line.contains("令和6年9月20日"), "{line}");
}

#[test]
fn only_the_days_that_are_asked_for_are_shown() {
    let project = Project::copied();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let history = json(&project, arguments);
        let steps = history["steps"].as_array().expect("steps").iter();
        steps.filter_map(|step| step["id"].as_str().map(str::to_owned)).filter(|id| id.starts_with("plan/")).collect()
    };
    assert_eq!(ids(&["hana", "--to", "2024-09-16"]), ["plan/2024-03-18", "plan/2024-03-28"]);
    assert_eq!(ids(&["hana", "--from", "2024-10-01"]), ["plan/2024-09-17", "plan/2024-09-20"]);
    let text = printed(&project, &["hana", "--from", "2024-10-01", "--to", "2025-03-31"], SUBMISSION);
    assert!(text.contains("対象期間令和6年10月1日～令和7年3月31日"), "{text}");
    // The way of a plan that holds in these days is whole, though it began before them.
    assert!(text.contains("個別支援会議令和6年9月18日") && !text.contains("令和6年3月28日作成"), "{text}");
    let run = print(&project, &["hana", "--from", "2025-01-01", "--to", "2024-01-01"]);
    assert!(run.code == Some(2) && run.stderr.contains("--from"), "{run:?}");
}

#[test]
fn the_sheets_of_all_children_have_a_cover_for_the_office_alone() {
    let project = faulty();
    let internal = printed(&project, &["--for", "internal"], "output/log-internal.pdf");
    for words in [
        "佐藤はな放課後等デイサービスほし461",
        "合計4人",
        "指摘の内訳",
        "個別支援計画を保護者に交付していない不備1人1件",
    ] {
        assert!(internal.contains(words), "{words}: {internal}");
    }
    let submission = printed(&project, &[], "output/log-submission.pdf");
    assert!(!submission.contains("合計") && submission.starts_with("利用児氏名："), "{submission}");
    for name in ["佐藤はな", "小川芽衣", "高橋蓮"] {
        assert!(submission.contains(name) && internal.contains(name), "{name}");
    }
    let all = json(&project, &[]);
    assert_eq!(all["children"].as_array().map(Vec::len), Some(4));
}

#[test]
fn nothing_that_was_not_printed_here_is_overwritten() {
    let project = Project::copied();
    let own = "これは別の書類です\n";
    let project = project.file(SUBMISSION, own).file("note.pdf", own);
    for arguments in [&["hana"][..], &["hana", "--out", "note.pdf"], &["hana", "--out", "cases/hana/log.pdf"]] {
        let mut command = project.command();
        command.current_dir(project.root()).arg("log").args(arguments).args(["--format", "pdf"]);
        let run = Run::of(command.output().expect("the program starts"));
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
    }
    assert_eq!((project.text(SUBMISSION), project.text("note.pdf")), (own.to_owned(), own.to_owned()));
    assert!(!project.has("cases/hana/log.pdf"));
    // A plan's print is another paper.
    assert_eq!(project.run(["build", "hana", "--kind", "plan"]).code, Some(0));
    let plan = project.root().join("output/hana/plan-2024-03-28.pdf");
    let run = print(&project, &["hana", "--out", plan.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn the_print_of_a_child_goes_with_the_child() {
    let project = Project::copied();
    assert_eq!(print(&project, &["hana"]).code, Some(0));
    assert_eq!(print(&project, &["hana", "--for", "内部"]).code, Some(0));
    assert_eq!(project.text("output/.gitignore"), "*\n");
    let run = project.run(["build", "hana", "--kind", "plan", "--prune"]);
    assert!(project.has(SUBMISSION) && project.has(INTERNAL), "{run:?}");
    std::fs::remove_dir_all(project.root().join("cases/hana")).expect("removed");
    let run = project.run(["build", "ren", "--kind", "plan", "--prune"]);
    assert!(!project.has(SUBMISSION) && !project.has(INTERNAL), "{run:?}");
}

#[test]
fn nobody_is_named_by_an_id_and_nothing_by_its_file() {
    let project = Project::copied();
    let office = project.text("cases/office.yaml");
    let twice = "- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-03-29, 相手: [保護者], 方法: 書面}\n";
    let events = project.text("cases/hana/events.yaml");
    let project = project
        .file("cases/office.yaml", office.replace("id: mori", "id: mori2").replace("id: kato", "id: kato2"))
        .file("cases/hana/events.yaml", format!("{events}{twice}{twice}"))
        .edit("cases/hana/meeting/2024-03-25.md", "{氏名: 佐藤 恵, 立場: 保護者}]", "{}]")
        .edit("cases/hana/child.yaml", "{id: school, 名称: みどり小学校, ", "{id: school, ");
    for (way, path) in [("提出", SUBMISSION), ("内部", INTERNAL)] {
        let run = print(&project, &["hana", "--for", way]);
        let text = text_of(&project, path);
        for program in ["mori", "kato", "school", ".yaml", ".md", "plan/", "`"] {
            assert!(!text.contains(program), "{way}, {program}: {text} {run:?}");
        }
        assert!(text.contains("登録のない相手その2") && !text.contains("、、"), "{way}: {text}");
    }
    assert!(text_of(&project, INTERNAL).contains("同じ記録が経過の記録に二度ある"));
    // The screen is where to mend.
    assert!(project.run(["log", "hana"]).stdout.contains("mori"));
}

#[test]
fn what_cannot_be_read_is_not_handed_over() {
    let project = Project::copied().file("cases/hana/meeting/2024-03-25.md", b"\xff\xfe\x00broken");
    let run = print(&project, &["hana"]);
    assert!(run.code == Some(1) && !project.has(SUBMISSION), "{run:?}");
    assert!(run.stderr.contains("提出用に印刷しません"), "{}", run.stderr);
    let run = print(&project, &["hana", "--for", "内部"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let text = text_of(&project, INTERNAL);
    assert!(text.contains("読めない記録があります:個別支援会議議事録（令和6年3月25日）"), "{text}");
}

#[test]
fn a_form_that_loses_something_of_it_is_not_printed() {
    let from = std::fs::read_to_string(repository().join("templates/lib/log.typ")).expect("readable");
    let lossy = from.replacen("stacked(row.by.map(one => in-column(one, 2, paper))),", "[],", 1);
    assert_ne!(from, lossy);
    let project = Project::copied().file("templates/lib/log.typ", lossy);
    let run = print(&project, &["hana"]);
    assert!(run.code == Some(1) && run.stderr.contains("value-unprinted"), "{run:?}");
    assert!(!project.has(SUBMISSION));
}

#[test]
fn no_name_and_no_day_is_cut_at_the_end_of_a_line() {
    let project = Project::copied();
    for child in ["hana", "mei", "ren", "yuki"] {
        let path = format!("output/{child}/log-submission.pdf");
        printed(&project, &[child], &path);
        let output = Command::new("pdftotext").arg("-bbox-layout").arg(project.root().join(&path)).arg("-").output();
        let text = String::from_utf8_lossy(&output.expect("poppler-utils").stdout).into_owned();
        let words = |line: &str| -> String {
            let line = line.split("</line>").next().unwrap_or_default();
            line.split("<word").skip(1).filter_map(|word| Some(word.split_once('>')?.1.split_once('<')?.0)).collect()
        };
        let lines: Vec<String> = text.split("<line").skip(1).map(words).collect();
        let given = [
            "恵(",
            "隆(",
            "はな(",
            "由紀(",
            "健(",
            "望(",
            "真理(",
            "芽衣(",
            "美和(",
            "涼(",
            "まどか(",
            "拓(",
            "直樹(",
            "千尋(",
        ];
        let torn = |line: &&String| {
            let cut_date = line.starts_with("和") || line.ends_with('令') || line.starts_with("中教諭");
            let begins =
                |part: &str| line.strip_prefix(part).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            cut_date || begins("年") || given.iter().any(|name| line.starts_with(name))
        };
        assert_eq!(lines.iter().find(torn), None, "{child}: {lines:?}");
        for step in ["サービス担当者会議", "専門的支援実施計画", "相談支援のモニタリング"]
        {
            let is_written = lines.concat().contains(step);
            assert!(!is_written || lines.iter().any(|line| line.contains(step)), "{child}: {step}: {lines:?}");
        }
    }
}
