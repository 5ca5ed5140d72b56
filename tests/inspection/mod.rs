//! What an inspector would find, found first: the nine findings that inspections are known for, seeded into one office; and
//! single edits of the samples, each said by the rule that it breaks and by no other of that severity.
//!
//! Everything runs within this process, over files in memory.

#![expect(clippy::print_stdout, reason = "a table of what each edit is said by")]

use crate::driver::{TODAY, files_below, repository};
use shien::diagnostic::{Diagnostic, Severity};
use shien::font::Fonts;
use shien::pipeline::{Asked, Project, Settings, check};
use shien::source::Memory;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Tree = BTreeMap<PathBuf, String>;

/// The texts of a folder of the repository.
fn texts(folder: &str) -> Tree {
    let folder = repository().join(folder);
    let text = |path: PathBuf| {
        let name = path.strip_prefix(&folder).expect("below the folder").to_owned();
        (name, std::fs::read_to_string(&path).expect("readable"))
    };
    files_below(&folder).into_iter().map(text).collect()
}

/// What is found of one child on a day; of all where none is named.
fn findings(tree: &Tree, child: Option<&str>, day: &str) -> Vec<Diagnostic> {
    let memory = tree.iter().fold(Memory::new(), |memory, (path, text)| memory.with(path, text.as_str()));
    let project = Project::from_files(&|| Box::new(memory.clone()), Fonts::embedded()).expect("a project");
    let asked = child.map(Asked::child).unwrap_or_default();
    let settings = Settings { asked, as_of: Some(day.parse().expect("a day")), jobs: 1, ..Settings::default() };
    check(&project, &settings, false, &|_| {}).expect("checked").findings
}

// ---------------------------------------------------------------- the nine findings

/// The day of the inspection.
const INSPECTION: &str = "2024-09-20";

/// The plan of the whole child of the rules' fixtures.
const PLAN: &str = "plan/2024-03-28.yaml";

/// A child of the inspected office: its folder, its name, and what is wrong with it.
struct Seed {
    id: &'static str,
    name: &'static str,
    number: &'static str,
    /// 総合的な支援の方針 and the 支援内容 of the first row: what is the same in two plans was copied.
    texts: [&'static str; 2],
    code: &'static str,
    fault: fn(&mut Tree),
}

/// Each child has one fault, and is whole but for that.
const SEEDS: [Seed; 9] = [
    Seed {
        id: "asahi",
        name: "佐藤 あさひ",
        number: "0012345604",
        texts: [
            "あさひさんの好きな電車の話を入口に、遊びの輪を一人から三人へ広げます。",
            "ままごとの席を二つ並べ、職員が先に頼み方を見せる。",
        ],
        code: "goal-vague",
        fault: |files| edit(files, PLAN, "「いれて」と言って遊びに加わる。", "落ち着いて楽しく過ごす。"),
    },
    Seed {
        id: "botan",
        name: "鈴木 ぼたん",
        number: "0012345612",
        texts: [
            "絵を描く静かな時間を土台にして、ぼたんさんが困りごとを早めに知らせられるようにします。",
            "色の札を三枚置き、使えたらすぐに応じる。",
        ],
        code: "first-plan-late",
        fault: |files| {
            edit(
                files,
                "child.yaml",
                "契約日: 2024-03-05, 開始日: 2024-04-08",
                "契約日: 2024-02-05, 開始日: 2024-02-13",
            );
        },
    },
    Seed {
        id: "chika",
        name: "高橋 ちか",
        number: "0012345620",
        texts: [
            "ちかさんは体を動かすと気持ちが整うので、午後の初めに運動を置きます。",
            "縄とボールの順番表を作り、終わった欄に印を付ける。",
        ],
        code: "author-not-manager",
        fault: |files| edit(files, PLAN, "作成者: suzuki", "作成者: mori"),
    },
    Seed {
        id: "daichi",
        name: "田中 だいち",
        number: "0012345638",
        texts: [
            "音の少ない席を用意し、だいちさんが宿題を自分で始める習慣を育てます。",
            "机の上の物を減らし、時計の絵で終わりを知らせる。",
        ],
        code: "meeting-missing",
        fault: |files| drop(files.remove(Path::new("meeting/2024-03-28.md"))),
    },
    Seed {
        id: "emi",
        name: "伊藤 えみ",
        number: "0012345646",
        texts: [
            "えみさんの手先の器用さを生かし、作品を人に見せる喜びを重ねます。",
            "折り紙の見本を四段階に分け、仕上げを飾る場所を選ぶ。",
        ],
        code: "assessment-missing",
        fault: |files| drop(files.remove(Path::new("assessment/2024-03-10.md"))),
    },
    Seed {
        id: "fuyu",
        name: "渡辺 ふゆ",
        number: "0012345653",
        texts: [
            "ふゆさんが水や砂で落ち着く時間を守りながら、次の活動へ移る合図をそろえます。",
            "砂時計を裏返す役を渡し、移れた回数を一緒に数える。",
        ],
        code: "interview-missing",
        fault: |files| {
            // The モニタリング of the rule's own fixture.
            let sheet = Path::new("monitoring/2024-09-12.yaml");
            let fixture = texts("tests/rules/interview-missing/bad");
            let text = fixture.get(&Path::new("cases/hana").join(sheet)).expect("a sheet");
            files.insert(sheet.to_owned(), text.clone());
        },
    },
    Seed {
        id: "gen",
        name: "山本 げん",
        number: "0012345661",
        texts: [
            "げんさんの質問に絵で答え、見通しを持って外出できるようにします。",
            "外出の前日に道順の写真を並べ、気になる場所を聞く。",
        ],
        code: "consent-missing",
        fault: |files| without_lines(files, "events.yaml", "種類: 同意"),
    },
    Seed {
        id: "hibiki",
        name: "中村 ひびき",
        number: "0012345679",
        texts: [
            "歌と手遊びから始めて、ひびきさんの言葉を二語へつなげます。",
            "歌の途中で間を置き、声か身ぶりを五秒待つ。",
        ],
        code: "consent-predated",
        fault: |files| {
            let (right, early) =
                ("同意, 対象: plan/2024-03-28, 日付: 2024-03-29", "同意, 対象: plan/2024-03-28, 日付: 2024-03-27");
            edit(files, "events.yaml", right, early);
        },
    },
    Seed {
        id: "iori",
        name: "小林 いおり",
        number: "0012345687",
        texts: [
            "いおりさんが身支度を一つずつ増やし、自信を持って帰れるようにします。",
            "かばんの棚に写真を貼り、残りの一つだけを手伝う。",
        ],
        code: "review-overdue",
        fault: half_a_year_earlier,
    },
];

fn edit(files: &mut Tree, path: &str, old: &str, new: &str) {
    let text = files.get_mut(Path::new(path)).unwrap_or_else(|| panic!("no {path}"));
    assert_eq!(text.matches(old).count(), 1, "{old} in {path}");
    *text = text.replacen(old, new, 1);
}

fn without_lines(files: &mut Tree, path: &str, words: &str) {
    let text = files.get_mut(Path::new(path)).unwrap_or_else(|| panic!("no {path}"));
    assert!(text.contains(words), "{words} in {path}");
    *text = text.lines().filter(|line| !line.contains(words)).map(|line| format!("{line}\n")).collect();
}

/// The same child half a year before: its plan has run out, and nobody has reviewed it.
fn half_a_year_earlier(files: &mut Tree) {
    edit(files, "child.yaml", ", 終了日: 2024-09-27", "");
    let moved = |text: &str| {
        let months = [
            ("2024-03-", "2023-09-"),
            ("2024-04-", "2023-10-"),
            ("2024-09-30", "2024-03-31"),
            ("2024-07-31", "2024-01-31"),
            ("2024-08-31", "2024-02-29"),
            ("2024-09-", "2024-03-"),
            ("2025-03-31", "2024-09-30"),
        ];
        months.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
    };
    *files = std::mem::take(files)
        .into_iter()
        .map(|(path, text)| (PathBuf::from(moved(path.to_str().expect("UTF-8"))), moved(&text)))
        .collect();
}

/// The whole child of the rules' fixtures, under another name.
fn child(seed: &Seed) -> Tree {
    let mut whole = texts("tests/project");
    whole.append(&mut texts("tests/whole"));
    let own = |(path, text): (PathBuf, String)| {
        let path = path.strip_prefix("cases/hana").ok()?.to_owned();
        let text = text.replace("佐藤 はな", seed.name).replace("0012345678", seed.number);
        Some((path, text.replace("はなさん", &format!("{}さん", seed.name.split(' ').next_back().unwrap_or_default()))))
    };
    let mut files: Tree = whole.into_iter().filter_map(own).collect();
    let text = files.get_mut(Path::new(PLAN)).expect("a plan");
    let line = |text: &str, words: &str| text.lines().find(|line| line.contains(words)).expect("a line").to_owned();
    for (words, new) in [("さんが安心して過ごせる場所で", seed.texts[0]), ("職員が隣で言い方を示し", seed.texts[1])]
    {
        let old = line(text, words);
        let before = old.find("支援内容: ").map_or("  ", |at| &old[..at + "支援内容: ".len()]).to_owned();
        *text = text.replacen(&old, &format!("{before}{new}"), 1);
    }
    (seed.fault)(&mut files);
    files
}

#[test]
fn the_nine_findings_of_inspections_are_these_nine() {
    let mut office = texts("tests/project");
    office.append(&mut texts("tests/whole"));
    office.retain(|path, _| !path.starts_with("cases/hana"));
    for seed in &SEEDS {
        let folder = Path::new("cases").join(seed.id);
        office.extend(child(seed).into_iter().map(|(path, text)| (folder.join(path), text)));
    }
    let found = findings(&office, None, INSPECTION);
    let grave = found.iter().filter(|finding| finding.severity != Severity::Info);
    let said: Vec<(String, &str)> = grave
        .map(|finding| {
            let id = finding.place.source().path().iter().nth(1).and_then(|id| id.to_str()).unwrap_or_default();
            (id.to_owned(), finding.code.as_str())
        })
        .collect();
    let mut said = said;
    said.sort_unstable();
    let expected: Vec<(String, &str)> = SEEDS.iter().map(|seed| (seed.id.to_owned(), seed.code)).collect();
    assert_eq!(said, expected);
}

// ---------------------------------------------------------------- single edits

/// One line of `edits.txt`: `file ¦ old => new` (or `remove`) `¦ code`.
struct SampleEdit {
    line: String,
    path: PathBuf,
    change: Option<(String, String)>,
    code: String,
}

impl SampleEdit {
    fn of(line: &str) -> Self {
        let parts: Vec<&str> = line.split(" ¦ ").collect();
        let [file, change, code] = parts.as_slice() else { panic!("three parts: {line}") };
        let unescaped = |text: &str| text.replace("\\n", "\n");
        let change = (*change != "remove").then(|| {
            let (old, new) = change.split_once(" =>").unwrap_or_else(|| panic!("`old => new`: {line}"));
            (unescaped(old), unescaped(new.strip_prefix(' ').unwrap_or(new)))
        });
        Self { line: line.to_owned(), path: Path::new("cases").join(file), change, code: (*code).to_owned() }
    }

    fn child(&self) -> &str {
        self.path.iter().nth(1).and_then(|id| id.to_str()).expect("a child")
    }

    fn done_to(&self, samples: &Tree) -> Tree {
        let mut tree = samples.clone();
        let text = tree.remove(&self.path).unwrap_or_else(|| panic!("no such file: {}", self.line));
        if let Some((old, new)) = &self.change {
            assert_eq!(text.matches(old.as_str()).count(), 1, "it stands there once: {}", self.line);
            tree.insert(self.path.clone(), text.replacen(old.as_str(), new, 1));
        }
        tree
    }
}

/// What tells one finding from another: its code and its words, wherever it stands.
fn told(findings: &[Diagnostic]) -> BTreeSet<(String, String)> {
    findings.iter().map(|finding| (finding.code.as_str().to_owned(), finding.message.clone())).collect()
}

#[test]
fn one_edit_of_a_sample_is_said_by_the_rule_that_it_breaks() {
    let samples: Tree = texts("cases").into_iter().map(|(path, text)| (Path::new("cases").join(path), text)).collect();
    let data = std::fs::read_to_string(repository().join("tests/inspection/edits.txt")).expect("readable");
    let edits: Vec<SampleEdit> = data.lines().filter(|line| !line.starts_with('#')).map(SampleEdit::of).collect();
    assert!(edits.len() >= 100, "{} edits", edits.len());
    let mut before: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    let (mut table, mut wrong) = (String::new(), Vec::new());
    for edit in &edits {
        let known = before.entry(edit.child()).or_insert_with(|| told(&findings(&samples, Some(edit.child()), TODAY)));
        let after = findings(&edit.done_to(&samples), Some(edit.child()), TODAY);
        let new = |finding: &&Diagnostic| !known.contains(&(finding.code.as_str().to_owned(), finding.message.clone()));
        let new: Vec<&Diagnostic> = after.iter().filter(new).collect();
        let own = new.iter().filter(|finding| finding.code.as_str() == edit.code);
        let severity = own.clone().map(|finding| finding.severity).max();
        table.push_str(&format!("{:<30} {} × {}\n", edit.code, own.count(), edit.line));
        let others = new.iter().filter(|finding| finding.code.as_str() != edit.code);
        let others: Vec<String> = others
            .filter(|finding| severity.is_none_or(|own| finding.severity >= own))
            .map(|finding| format!("\n    {} {}: {}", finding.severity.label(), finding.code, finding.message))
            .collect();
        if severity.is_none() || !others.is_empty() {
            wrong.push(format!(
                "{} ({}){}",
                edit.line,
                if severity.is_none() { "not said" } else { "said" },
                others.concat()
            ));
        }
    }
    println!("{table}");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), edits.len(), wrong.join("\n"));
}
