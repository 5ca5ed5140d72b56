//! `shien init`: what an office begins with, what is left alone, and the example.

use super::asked::at_a_terminal;
use crate::driver::{Project, Run, files_below};
use shien::case::FileKind;
use shien::record::{Node, Shape, Value, parse_yaml};
use shien::source::Source;
use std::collections::BTreeSet;

/// The whole call where nobody is asked.
const CALL: [&str; 9] = [
    "init",
    "--office",
    "midori:放課後等デイサービス みどり",
    "--service",
    "放デイ",
    "--manager",
    "yamada:山田 花子",
    "--staff",
    "kimura:木村 健:児童指導員",
];

/// An empty folder.
fn empty() -> Project {
    Project::new().remove("cases").remove("templates")
}

/// Every file with its bytes, without git's own.
fn contents(project: &Project) -> Vec<(String, Vec<u8>)> {
    let name = |path: &std::path::Path| path.strip_prefix(project.root()).expect("below").display().to_string();
    let files = files_below(project.root()).into_iter().map(|path| (name(&path), std::fs::read(&path).expect("read")));
    files.filter(|(name, _)| !name.starts_with(".git/")).collect()
}

#[test]
fn an_office_begins_with_files_that_load_and_a_history() {
    let project = empty();
    let run = project.run(CALL);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    for (path, _) in contents(&project).iter().filter(|(path, _)| !path.starts_with(".shien/")) {
        assert!(run.stdout.contains(&format!("作りました  {path} ")), "{path} is told: {}", run.stdout);
    }
    let check = project.check();
    let told: Vec<_> = check.all().into_iter().filter(|finding| finding.severity != "info").collect();
    assert!(check.code == Some(0) && told.is_empty(), "{}", check.list());
    let office = project.text("cases/office.yaml");
    assert!(office.contains("    種類: [放課後等デイサービス]\n"), "{office}");
    assert!(office.contains("- {id: yamada, 氏名: 山田 花子, 職務: [{職種: 児童発達支援管理責任者}]}\n"), "{office}");
    assert!(!office.contains(['⟨', '⟩']) && !office.contains("  期間: {開始: 20"), "no day is made up: {office}");
    assert!(project.text(".git/info/attributes").contains("diff=shien-plan"));
    assert!(project.has(".shien/schema/plan.json") && project.text(".vscode/settings.json").contains(".shien/schema"));
}

#[test]
fn whoever_gives_consultation_alone_has_a_consultant() {
    let project = empty();
    let call =
        ["init", "--office", "michi:相談支援センター みち", "--service", "相談", "--manager", "ueda:上田 さくら"];
    assert_eq!(project.run(call).code, Some(0));
    let office = project.text("cases/office.yaml");
    assert!(office.contains("職務: [{職種: 相談支援専門員}]") && office.contains("種類: [障害児相談支援]"), "{office}");
}

#[test]
fn a_second_call_changes_nothing() {
    let project = empty();
    project.run(CALL);
    let before = contents(&project);
    let again = project.run(["init"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert_eq!(contents(&project), before);
    assert!(!again.stdout.contains("作りました") && !again.stdout.contains("足しました"), "{}", again.stdout);
    let told = before.iter().filter(|(path, _)| !path.starts_with(".shien/")).count() + 1;
    assert_eq!(again.stdout.matches("もうあります").count(), told, "the schemas are told together: {}", again.stdout);
}

#[test]
fn in_a_folder_with_work_only_what_is_missing_is_added() {
    let office = Project::new().text("cases/office.yaml");
    let project =
        Project::new().file(".gitignore", "# 自分の行\r\n/tmp/\r\n/output/").file(".editorconfig", "root = true\n");
    let run = project.run(["init", "--office", "x:別の事業所", "--no-git"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("指定された事業所や職員は書いていません"), "{}", run.stderr);
    assert_eq!(project.text("cases/office.yaml"), office);
    assert_eq!(project.text(".editorconfig"), "root = true\n");
    let ignored = project.text(".gitignore");
    assert!(ignored.starts_with("# 自分の行\r\n/tmp/\r\n/output/\r\n*~\r\n"), "{ignored:?}");
    assert!(project.has(".gitattributes") && project.has("personal-data.md") && !project.has(".git"));
    assert!(run.stdout.contains("そのまま    .editorconfig"), "{}", run.stdout);
}

#[test]
fn what_is_missing_in_a_call_is_said_with_the_line_to_type() {
    let run = empty().run(["init", "--service", "放デイ"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--office、--manager が要ります") && run.stderr.contains("例: shien init --office"));
    for (arguments, words) in [
        (["init", "--office", "みどり"], "「:」でつなげて書きます"),
        (["init", "--office", "みどり:みどり"], "半角の英字で始め"),
        (["init", "--service", "学童"], "児発、放デイ"),
        (["init", "--form", "tokio"], "`tokyo` ではありませんか"),
    ] {
        let run = empty().run(arguments);
        assert!(run.code == Some(2) && run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn any_name_is_written_so_that_it_is_read_back() {
    for name in ["みどり: 2号館", "みどり # 本館", "{みどり}", "⟨職員⟩", "true", "C:\\みどり\"", "*み"]
    {
        let project = empty();
        let mut call = CALL.map(str::to_owned);
        call[2] = format!("midori:{name}");
        call[6] = format!("yamada:{name}");
        let run = Run::of(project.command().args(call).output().expect("the program starts"));
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let tree = parsed(&project.text("cases/office.yaml"));
        let Some(Node { value: Value::List(offices), .. }) = tree.get("事業所") else { panic!("offices") };
        let read = offices[0].get("名称").map(|node| &node.value);
        assert!(matches!(read, Some(Value::Text(read)) if read == name), "{name}: {read:?}");
    }
}

fn parsed(text: &str) -> Node {
    let source = Source::new("cases/office.yaml", text.to_owned());
    let mut findings = Vec::new();
    let tree = parse_yaml(&source, 0..text.len(), &mut findings);
    assert!(findings.is_empty(), "{findings:?} in\n{text}");
    tree
}

/// The text with the settings that stand in comments in use.
fn in_use(text: &str) -> String {
    let names = |rest: &str| {
        let word = rest.trim_start_matches(['-', ' ', '{']).split(':').next().unwrap_or_default();
        rest.contains(": ") && !word.is_empty() && !word.contains([' ', '、', '。'])
            || rest.ends_with(':') && !rest.contains([' ', '、', '。'])
    };
    let line = |line: &str| {
        let indent = &line[..line.len() - line.trim_start().len()];
        match line.trim_start().strip_prefix("# ") {
            Some(rest) if names(rest.trim_start()) => format!("{indent}{rest}\n"),
            _ => format!("{line}\n"),
        }
    };
    text.lines().map(line).collect()
}

/// The fields of a shape that a tree never holds.
fn unseen(shape: &Shape, nodes: &[&Node], path: &str, out: &mut BTreeSet<String>) {
    match shape {
        Shape::Record(record) => {
            for field in &record.fields {
                let below: Vec<&Node> = nodes.iter().filter_map(|node| node.get(field.word.name)).collect();
                let path = format!("{path}.{}", field.word.name);
                if below.is_empty() {
                    out.insert(path);
                } else {
                    unseen(&field.shape, &below, &path, out);
                }
            }
        }
        Shape::List(item) | Shape::OneOrMore(item) => {
            let items = nodes.iter().flat_map(|node| match &node.value {
                Value::List(items) => items.iter().collect(),
                _ => vec![*node],
            });
            unseen(item, &items.collect::<Vec<_>>(), path, out);
        }
        _ => {}
    }
}

#[test]
fn every_setting_of_an_office_is_explained_and_can_be_used_as_it_stands() {
    let project = empty();
    project.run(CALL);
    let text = in_use(&project.text("cases/office.yaml"));
    let tree = parsed(&text);
    let kind = FileKind::all().find(|kind| kind.name() == "office.yaml").expect("the office");
    let mut missing = BTreeSet::new();
    unseen(kind.shape(), &[&tree], "", &mut missing);
    // The lists of words are many, and one example stands for them: the others are named.
    missing.retain(|path| !(path.starts_with(".規則.語.") && text.contains(path.rsplit('.').next().expect("a name"))));
    assert!(missing.is_empty(), "settings without an example: {missing:?}\n{text}");
    // The exemption and the plan it is about are of a child that is not there; the same id stands twice on purpose.
    let check = project.file("cases/office.yaml", text).check();
    let read = ["unknown-key", "value-invalid", "syntax-invalid", "required-missing", "form-unknown"];
    let wrong: Vec<_> = check.all().into_iter().filter(|finding| read.contains(&finding.code.as_str())).collect();
    assert!(wrong.is_empty(), "{}", check.list());
}

#[test]
fn the_example_is_clean_on_any_day_and_prints() {
    let project = empty();
    let run = project.run(["init", "--example", &project.root().join("mihon").display().to_string()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let example = Project::at(&project.root().join("mihon"));
    for day in ["2026-04-01", "2027-02-28", "2036-12-31"] {
        let check = example.run(["check", "--format", "json", "--as-of", day]);
        assert!(check.code == Some(0) && check.all().is_empty(), "{day}:\n{}", check.list());
    }
    // Every command of its page, in its order.
    let page = example.text("README.md");
    let commands: Vec<&str> = page.lines().filter(|line| line.starts_with("shien ")).collect();
    assert!(commands.len() >= 5, "{page}");
    for line in commands.iter().filter(|line| !line.starts_with("shien watch")) {
        let words = line.split('#').next().unwrap_or_default().split_whitespace().skip(1);
        let run = Run::of(example.command().args(words).output().expect("the program starts"));
        assert_eq!(run.code, Some(0), "{line}: {}{}", run.stdout, run.stderr);
    }
    assert!(example.has("output/hana/plan-2024-03-28.pdf"));
    assert!(example.text(".gitignore").contains("/output/"), "prints stay out of git");
}

#[test]
fn an_example_never_lies_beside_real_children() {
    let project = Project::new();
    let inside = project.root().join("cases/mihon").display().to_string();
    let beside = project.root().join("mihon").display().to_string();
    for place in [&inside, &beside] {
        let run = project.run(["init", "--example", place]);
        assert!(run.code == Some(2) && run.stderr.contains("の中には作りません"), "{place}: {}", run.stderr);
    }
    let full = empty().file("other.txt", "x");
    let run = full.run(["init", "--example", &full.root().display().to_string()]);
    assert!(run.code == Some(2) && run.stderr.contains("もう何か入っています"), "{}", run.stderr);
    assert_eq!(project.run(["init", "--example"]).code, Some(2), "it wants a folder of its own");
}

#[test]
fn no_office_is_made_within_another() {
    let project = Project::new();
    let inside = project.root().join("cases/hana").display().to_string();
    let run = project.run(["init", &inside, "--no-git"]);
    assert!(run.code == Some(2) && run.stderr.contains("の中にあります"), "{}", run.stderr);
    assert!(!project.has("cases/hana/cases"));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out() {
    let outside = tempfile::tempdir().expect("a folder");
    let project = Project::new().link(".github", outside.path().to_str().expect("UTF-8"));
    let run = project.run(["init", "--no-git"]);
    assert!(run.code == Some(2) && run.stderr.contains("リンクの先には書きません"), "{}", run.stderr);
    assert_eq!(outside.path().read_dir().expect("a folder").count(), 0);
}

#[test]
fn at_a_terminal_what_is_missing_is_asked_until_it_can_be_read() {
    let project = empty();
    std::fs::create_dir_all(project.root()).expect("a folder");
    // A wrong id and a wrong service are asked for again; the form is the usual one.
    let typed = "放課後等デイサービス みどり\nみどり\nmidori\n学童\n放デイ、相談\n山田 花子\nyamada\n\n";
    let Some((succeeded, said)) = at_a_terminal(&project, "init", typed) else { return };
    assert!(succeeded, "{said}");
    let office = project.text("cases/office.yaml");
    assert!(office.contains("- id: midori ") && office.contains("名称: 放課後等デイサービス みどり\n"), "{office}");
    assert!(office.contains("種類: [放課後等デイサービス, 障害児相談支援]\n"), "{office}");
    assert!(office.contains("{id: yamada, 氏名: 山田 花子, ") && office.contains("様式: standard\n"), "{office}");
    assert!(said.contains("半角の英字で始め") && said.contains("児発、放デイ"), "{said}");
}
