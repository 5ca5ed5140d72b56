//! No id, no day of a file and no name of one stands on a 新旧対照表, however much of the papers is missing and wherever
//! their ids lead to.

use crate::driver::{Project as Folder, files_below, repository};
use shien::case::{Case, Document, KINDS};
use shien::compare::{Comparison, Medium, TerminalLook, Version, compare, to_terminal};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::record::{Node, Value, parse_yaml};
use shien::source::{Memory, Source};
use shien::template::{HtmlLook, comparison_html};
use std::collections::BTreeSet;
use std::fmt::Write;

const CHILDREN: [&str; 4] = ["hana", "ren", "yuki", "mei"];
/// So many samples are cut to pieces, each in another way.
const ROUNDS: u64 = 10;

/// What is taken out and what is renamed, the same in each run.
struct Chance(u64);

impl Chance {
    /// Whether it happens, so many times in a hundred.
    fn hits(&mut self, percent: u64) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % 100 < percent
    }
}

/// Boxes without which hardly any paper is left to compare.
const KEPT: [&str; 8] = ["id", "行", "支援", "ニーズ", "作成日", "実施日", "日付", "氏名"];

/// A node as JSON, which is YAML too, with boxes and rows taken out and ids that lead nowhere.
fn cut(node: &Node, chance: &mut Chance, ids: &mut BTreeSet<String>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Map(entries) => {
            let mut parts = Vec::new();
            for entry in entries {
                if chance.hits(if KEPT.contains(&entry.key.as_str()) { 4 } else { 25 }) {
                    continue;
                }
                let value = match &entry.node.value {
                    Value::Text(id) if entry.key == "id" => {
                        let other = if chance.hits(30) { format!("{id}x") } else { id.clone() };
                        ids.extend([id.clone(), other.clone()]);
                        quoted(&other)
                    }
                    _ => cut(&entry.node, chance, ids),
                };
                parts.push(format!("{}: {value}", quoted(&entry.key)));
            }
            format!("{{{}}}", parts.join(", "))
        }
        Value::List(items) => {
            let kept: Vec<&Node> = items.iter().filter(|_| !chance.hits(10)).collect();
            format!("[{}]", kept.into_iter().map(|item| cut(item, chance, ids)).collect::<Vec<_>>().join(", "))
        }
        Value::Text(text) => quoted(text),
        Value::Null | Value::Unread => "null".to_owned(),
    }
}

/// The samples with boxes, rows and papers taken out, and the ids in them.
fn samples(round: u64) -> (Memory, BTreeSet<String>) {
    let (mut chance, mut ids) = (Chance(round * 7919 + 1), BTreeSet::new());
    let folder = repository();
    let mut files = Memory::new();
    for path in files_below(&folder.join("cases")) {
        let name = path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
        let is_needed = ["child.yaml", "office.yaml"].iter().any(|own| name.ends_with(own));
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if !is_needed && chance.hits(8) {
            continue;
        }
        let mut whole = |text: &str| {
            let source = Source::new("sample.yaml", text);
            cut(&parse_yaml(&source, 0..text.len(), &mut Vec::new()), &mut chance, &mut ids)
        };
        let bytes = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")) {
            Some((head, body)) => format!("---\n{}\n---\n{body}", whole(head)),
            None => whole(&text),
        };
        files = files.with(name, bytes);
    }
    (files, ids)
}

/// What no paper says: an id of these files, a day or a path as they are written, a back-tick.
fn strange(text: &str, ids: &BTreeSet<String>) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '`' | '.');
    let words = text.split(|c| !is_part(c)).filter(|word| !word.is_empty());
    let is_day = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        parts.len() > 1 && parts[0].len() == 4 && parts.iter().all(|part| part.parse::<u32>().is_ok())
    };
    let is_path =
        |word: &str| KINDS.iter().any(|kind| word.starts_with(&format!("{}/", kind.id))) || word.contains(".yaml");
    words
        .filter(|word| *word == "id" || word.contains('`') || ids.contains(*word) || is_day(word) || is_path(word))
        .map(str::to_owned)
        .collect()
}

/// The words of a page of a browser as it is printed.
fn printed(html: &str) -> String {
    let body = html.split_once("<body>").map_or("", |(_, body)| body);
    let mut text = String::new();
    for part in body.split("<span class=\"source path\">").enumerate() {
        let rest = if part.0 == 0 { part.1 } else { part.1.split_once("</span>").map_or("", |(_, rest)| rest) };
        rest.split('<').for_each(|tag| write!(text, " {}", tag.split_once('>').map_or(tag, |it| it.1)).expect("text"));
    }
    text
}

/// Hands each pair of neighbours of a kind to `check`.
fn each_pair(project: &Project, check: &mut dyn FnMut(&Version<'_>, &Version<'_>)) {
    for child in CHILDREN {
        let (case, _) = project.load(child, &Settings::default());
        let version = |document| side(project, &case, document);
        let pairs = case.documents.windows(2).filter(|pair| pair[0].kind.id == pair[1].kind.id);
        let readable = pairs.filter(|pair| pair.iter().all(|document| !document.broken));
        readable.for_each(|pair| check(&version(&pair[0]), &version(&pair[1])));
    }
}

fn side<'a>(project: &'a Project, case: &'a Case, document: &'a Document) -> Version<'a> {
    Version { case, document, organisation: project.organisation(), revision: None }
}

fn opened(files: &Memory) -> Project {
    Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("the samples open")
}

#[test]
fn no_id_stands_on_a_comparison_of_papers_of_which_much_is_missing() {
    let (mut pairs, mut on_screens) = (0, 0);
    for round in 0..ROUNDS {
        let (files, ids) = samples(round);
        each_pair(&opened(&files), &mut |old, new| {
            pairs += 1;
            let on = |medium| compare(old, new, medium);
            for all in [false, true] {
                let html = comparison_html(&on(Medium::Paper), HtmlLook { new_first: false, all });
                let found = strange(&printed(&html), &ids);
                assert_eq!(found, [""; 0], "{round}: {} and {}\n{html}", old.document.id(), new.document.id());
            }
            let look = TerminalLook { colour: false, columns: 80, all: true };
            on_screens += usize::from(!strange(&to_terminal(&on(Medium::Screen), look), &ids).is_empty());
        });
    }
    assert!(pairs > 100 && on_screens > 100, "{on_screens} of {pairs} have ids on a screen");
}

#[test]
fn what_stands_on_the_sheets_of_such_a_comparison_is_what_stands_in_a_browser() {
    let (files, ids) = samples(3);
    let project = opened(&files);
    let mut kinds = BTreeSet::new();
    each_pair(&project, &mut |old, new| {
        if !kinds.insert(new.document.kind.id) {
            return;
        }
        let comparison: Comparison = compare(old, new, Medium::Paper);
        let layout = Printer::new(&project, None).comparison_layout((old, new), &comparison, true);
        let layout = layout.unwrap_or_else(|faults| panic!("{}: {faults:?}", new.document.id()));
        let runs = (0..layout.pages()).flat_map(|page| layout.drawing(page).texts);
        let text = runs.fold(String::new(), |text, run| text + " " + &run.text);
        assert_eq!(strange(&text, &ids), [""; 0], "{}\n{text}", new.document.id());
    });
    assert!(kinds.len() > 5, "{kinds:?}");
}

#[test]
fn who_is_not_known_is_told_from_others_by_a_number() {
    let plan = "cases/hana/plan/2024-09-20.yaml";
    let project = Folder::copied();
    let text = project.text(plan).replace("[kato, mori]", "[gone1, gone2]").replace("ニーズ: n1", "ニーズ: n98");
    let project = project.file(plan, text.replace("ニーズ: n2", "ニーズ: n99"));
    let run = project.run(["diff", "hana", "--format", "html"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for words in ["登録のない職員", "登録のない職員 その2", "計画にないニーズ", "計画にないニーズ その2"]
    {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    let screen = project.run(["diff", "hana"]).stdout;
    for id in ["gone1", "gone2", "n98", "n99"] {
        assert!(!run.stdout.contains(id) && screen.contains(id), "{id}: {screen}");
    }
}
