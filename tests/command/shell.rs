//! What a shell is given, and the help.

use crate::driver::Project;
use std::process::{Command, Stdio};

#[test]
fn the_help_comes_in_every_way_and_says_the_same() {
    let project = Project::new();
    let help = project.run(["help", "check"]);
    assert_eq!(help.code, Some(0));
    assert!(help.stdout.contains("使い方: shien check [オプション] [児童]...") && help.stdout.contains("--staged"));
    assert_eq!(project.run(["check", "--help"]).stdout, help.stdout);
    let whole = project.run(["help"]);
    assert!(whole.stdout.contains("終了コード") && whole.stdout.contains("\nコマンド:\n"), "{}", whole.stdout);
    let wrong = project.run(["help", "chek"]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains("`check` ではありませんか"), "{wrong:?}");
}

#[test]
fn a_wrong_call_is_answered_in_japanese() {
    let project = Project::new();
    for (arguments, words) in [
        (["check", "--nosuch"], "指定 `--nosuch` はありません"),
        (["check", "--jobs=x"], "1、2 のような数"),
        (["watch", "--port=99999"], "1 から 65535 まで"),
        (["check", "--format=xml"], "指定できるもの: human、short、json"),
        (["explain", "--color=red"], "指定できるもの: auto、always、never"),
        (["chekc", "hana"], "`check` ではありませんか"),
        (["diff", "--all"], "`<児童>` が要ります"),
        (["build", "--kind=plam"], "plan(個別支援計画)"),
        (["completions", "ksh"], "bash"),
    ] {
        let run = project.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("エラー: ") && run.stderr.contains("\n直し方: "), "{}", run.stderr);
    }
}

#[test]
fn bash_completes_commands_and_choices() {
    let script = Project::new().run(["completions", "bash"]);
    assert_eq!(script.code, Some(0));
    let completed = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
        let ask = format!(
            "{}\nCOMP_WORDS=({line}); COMP_CWORD={}; _shien shien '{last}' '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            script.stdout,
            words.len() - 1,
        );
        let bash =
            Command::new("bash").args(["--norc", "-c", &ask]).stdin(Stdio::null()).output().expect("bash starts");
        String::from_utf8(bash.stdout).expect("UTF-8").lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(completed("shien che"), ["check"]);
    assert_eq!(completed("shien check --sta"), ["--staged"]);
    assert_eq!(completed("shien check --format sh"), ["short"]);
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(Project::new().run(["completions", shell]).stdout.contains("検査だけします"), "{shell}");
    }
}

#[test]
fn the_width_of_the_terminal_is_used() {
    let project = Project::samples();
    let widest = |columns: usize, arguments: &[&str]| {
        let output = project.command().env("COLUMNS", columns.to_string()).args(arguments).output();
        let text = String::from_utf8(output.expect("it starts").stdout).expect("UTF-8");
        text.lines().map(shien::prose::width).max().expect("a line")
    };
    for columns in [40, 72, 110] {
        let found = widest(columns, &["explain", "required-missing"]);
        assert!((columns - 12..=columns).contains(&found), "explain in {columns}: {found}");
    }
    assert!((100..=110).contains(&widest(110, &["diff", "hana"])));
    assert!(widest(60, &["diff", "hana"]) < 100);
}
