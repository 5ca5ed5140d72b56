//! Names and texts that would speak to the terminal: they are shown, and obeyed by nobody.

use crate::driver::{CHILD, PLAN, Project};

/// Sets the window's title, turns everything red in two ways, turns the direction of writing, and begins a line.
const NAME: &str = "x\u{1B}]0;t\u{7}\u{1B}[31m\u{9B}31m\u{202E}\u{200B}\ncases∕hana∕plan.yaml:1:1: error[forged]: y";

/// What may stand in a result: seen characters, line breaks and tabs.
fn unseen(text: &str) -> Vec<char> {
    text.chars().filter(|c| !matches!(c, '\n' | '\t') && shien::diagnostic::Unseen::of(*c).is_some()).collect()
}

#[cfg(unix)]
#[test]
fn a_name_reaches_the_terminal_only_to_be_seen() {
    let project = Project::new()
        .file(&format!("cases/{NAME}/child.yaml"), "x")
        .file(&format!("cases/hana/{NAME}.txt"), "x")
        .file(&format!("templates/{NAME}/pack.yaml"), "名称: \"\\e[31m\\N\"\n")
        .file("cases/hana/bad.yaml", format!("a: [{NAME}\n"));
    let out = tempfile::tempdir().expect("a temporary folder");
    let out = out.path().to_str().expect("UTF-8");
    for arguments in [
        &["check"][..],
        &["check", "--color", "always"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["build", "--out", out],
        &["forms"],
        &["forms", "eject", NAME],
        &["check", NAME],
        &["check", &NAME.replace('x', "z")],
        &["log", NAME],
        &["diff", NAME],
        &["explain", NAME],
        &["help", NAME],
        &["build", "--form", NAME],
        &["check", "--project", NAME],
        &["textconv", "--kind", "child", &format!("{}/cases/hana/bad.yaml", project.root().display())],
        &["textconv", "--kind", "child", NAME],
    ] {
        let output = project.command().args(arguments).output().expect("the program starts");
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).expect("UTF-8");
        let left = unseen(&text);
        let coloured = arguments.contains(&"always");
        assert!(left.iter().all(|c| coloured && *c == '\u{1B}'), "{arguments:?}: {left:?} in\n{text}");
        assert!(!text.contains("\u{1B}]") && !text.contains("\u{1B}[31m\u{9B}"), "{arguments:?}: {text}");
        let forged = text.lines().any(|line| line.starts_with("cases∕hana"));
        let multiline = arguments[0] == "textconv";
        assert!(!forged || multiline, "{arguments:?}: a line of its own:\n{text}");
    }
}

#[test]
fn a_text_with_such_characters_is_compared_and_listed_safely() {
    let second = "cases/hana/plan/2024-09-20.yaml";
    let project = Project::new();
    let text = project.text(PLAN);
    let project = project
        .file(
            second,
            text.replace("作成日: 2024-03-28", "作成日: 2024-09-20").replace("休む。", "休\u{202E}む\u{9B}。\u{2066}"),
        )
        .edit(CHILD, "佐藤 はな", "\"佐藤 はな\\e[31m\\u202E\"");
    for arguments in [
        &["diff", "hana", "2024-03-28", "2024-09-20"][..],
        &["diff", "hana", "2024-03-28", "2024-09-20", "--format", "json"],
        &["diff", "hana", "2024-03-28", "2024-09-20", "--format", "html"],
        &["log", "hana"],
        &["log", "hana", "--format", "json"],
        &["textconv", "--kind", "plan", &format!("{}/{second}", project.root().display())],
    ] {
        let output = project.command().args(arguments).output().expect("the program starts");
        let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert_eq!(unseen(&text), Vec::<char>::new(), "{arguments:?}:\n{text}");
        assert!(!text.is_empty(), "{arguments:?}");
    }
}
