//! The chapter of the guide to forms for those who have never seen Typst, typed as it is printed: each step prints, and
//! shows what its picture shows.

use crate::driver::{Project, pdf_words, repository};
use std::process::Command;

const PRINT: &str = "試し/hana/interview-2024-06-03.pdf";
/// Text of a step's print, and what is not in it yet: the step before has it the other way.
const SHOWN: [(&str, &[&str]); 5] = [
    ("面談記録", &["決定事項"]),
    ("面談の記録", &["決まったこと"]),
    ("面談の記録", &["決まったこと", "次に会う日令和6年8月22日"]),
    ("面談の記録", &["次に会う日令和6年8月22日", "年齢8歳学年小2"]),
    ("面談の記録", &["年齢8歳学年小2", "保護者の確認年月日氏名"]),
];

fn chapter() -> String {
    let guide = std::fs::read_to_string(repository().join("templates/lib/README.md")).expect("readable");
    let start = guide.find("\n## Typst を見たことがない人へ\n").expect("the chapter");
    let end = guide[start + 4..].find("\n## ").expect("the next chapter");
    guide[start..start + 4 + end].to_owned()
}

/// The texts between back-ticks in a line.
fn ticked(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// What a part of the chapter asks for: files to write, commands to run, output to see, a picture to look at.
#[derive(Debug, Default)]
struct Part {
    commands: Vec<Vec<String>>,
    output: Vec<String>,
    picture: Option<String>,
}

/// Types one part of the chapter, between two of its headings.
fn typed(mut project: Project, text: &str) -> (Project, Part) {
    let mut part = Part::default();
    let mut before = "";
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            let text = block.join("\n") + "\n";
            project = match (language, &ticked(before)[..]) {
                ("text", _) => {
                    part.output.extend(block.iter().map(|line| (*line).to_owned()));
                    project
                }
                (_, [path, at]) if before.contains("の下に足します") => {
                    project.edit(path, &format!("{at}\n"), &format!("{at}\n{text}"))
                }
                (_, [path]) if before.contains("の終わりに足します") => {
                    let whole = project.text(path) + &text;
                    project.file(path, whole)
                }
                (_, [path]) if before.ends_with("`:") => project.file(path, text),
                ("", _) => {
                    let words = |line: &&str| line.split_whitespace().skip(1).map(str::to_owned).collect();
                    part.commands.extend(block.iter().map(words));
                    project
                }
                _ => panic!("what is to be done with this block? {before}\n{text}"),
            };
        } else if let Some((_, path)) = line.strip_prefix("![").and_then(|line| line.split_once("](../../")) {
            part.picture = Some(path.trim_end_matches(')').to_owned());
        } else if !line.is_empty() {
            before = line;
        }
    }
    (project, part)
}

fn print_of(project: &Project) -> String {
    pdf_words(&project.root().join(PRINT))
}

/// Types the parts one after the other, prints after each, and hands each to the visitor.
fn each(visit: &mut dyn FnMut(usize, &Project, &Part)) {
    let chapter = chapter();
    let mut project = Project::copied();
    for (index, text) in chapter.split("\n### ").skip(1).enumerate() {
        let (typed, part) = typed(project, text);
        project = typed;
        for command in part.commands.iter().filter(|command| command[0] != "check") {
            // A reader stands in the project's folder.
            let run = project.command().current_dir(project.root()).args(command).output().expect("it runs");
            assert!(run.status.success(), "{command:?}: {}", String::from_utf8_lossy(&run.stderr));
        }
        if index > 0 {
            let again = ["build", "hana", "--kind", "interview", "--form", "watashi", "--out", "試し"];
            let run = project.command().current_dir(project.root()).args(again).output().expect("it runs");
            assert!(run.status.success(), "after part {index}: {}", String::from_utf8_lossy(&run.stderr));
        }
        visit(index, &project, &part);
    }
}

#[test]
fn each_step_of_the_chapter_prints_what_its_picture_shows() {
    let mut pictures = Vec::new();
    let mut parts = 0;
    each(&mut |index, project, part| {
        parts += 1;
        if let Some((title, words)) = SHOWN.get(index) {
            let print = print_of(project);
            for words in words.iter().chain([title]) {
                assert!(print.contains(*words), "part {index}: {words} in {print}");
            }
            if let Some((_, later)) = SHOWN.get(index + 1) {
                assert!(!later.iter().all(|words| print.contains(*words)), "part {index} has what comes after it");
            }
            pictures.push(part.picture.clone().expect("a picture"));
        } else {
            the_slip_is_said_as_the_chapter_says(project, part);
        }
    });
    assert_eq!(parts, SHOWN.len() + 1);
    pictures.dedup();
    assert_eq!(pictures.len(), SHOWN.len(), "a picture each");
    for picture in pictures {
        let bytes = std::fs::read(repository().join(&picture)).unwrap_or_else(|_| panic!("{picture} is there"));
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() < 20_000, "{picture}: {} bytes", bytes.len());
    }
}

/// A name with a letter too many.
fn the_slip_is_said_as_the_chapter_says(project: &Project, part: &Part) {
    let template = "templates/watashi/interview.typ.j2";
    let whole = project.text(template);
    let slipped = Project::at(project.root()).edit(template, "{{ child.age or", "{{ child.agee or");
    let [command] = &part.commands[..] else { panic!("one command: {part:?}") };
    let run = slipped.command().args(command).output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert_eq!(part.output.len(), 3, "{part:?}");
    for line in &part.output {
        assert!(said.contains(line.as_str()), "「{line}」 in\n{said}");
    }
    let mended = slipped.file(template, whole);
    let run = mended.command().args(command).output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!said.contains("template-invalid"), "{said}");
}

/// `cargo test --release -- --ignored first_form`: writes the pictures of the chapter.
#[test]
#[ignore = "writes .assets/form-*.png"]
fn the_pictures_of_the_chapter() {
    each(&mut |_, project, part| {
        let Some(picture) = &part.picture else { return };
        // The end of the page where the chapter speaks of it, else its head.
        let at_the_end = part.picture.as_deref().is_some_and(|name| name.ends_with("2.png") || name.ends_with("4.png"));
        let top = if at_the_end { "400" } else { "12" };
        let run = Command::new("python3")
            .arg(repository().join("tests/first_form/picture.py"))
            .arg(project.root().join(PRINT))
            .arg(repository().join(picture))
            .arg(top)
            .status();
        assert!(run.expect("python3").success());
    });
}
