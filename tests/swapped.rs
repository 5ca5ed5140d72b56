//! Each value stands in its own box: what a template gives to another box, or to none, is missed.

use crate::driver::{Project as Folder, files_below, repository};
use shien::case::{Case, Document};
use shien::compare::{Comparison, Medium, Version, compare};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::Disk;
use shien::template::context::{Appearance, Mark};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The form on which every optional box is printed.
const WIDE: &str = "名称: すべての任意欄のある様式
継承: standard
文書:
  個別支援計画: {任意欄: [補足欄, 課題, 送迎, 通所自立支援, 評価及び今後の方針, 備考]}
";

/// A child whose every document has every box filled.
pub(crate) fn full() -> Folder {
    Folder::new()
        .overlay(&repository().join("tests/consult"))
        .overlay(&repository().join("tests/full"))
        .file("templates/wide/pack.yaml", WIDE)
}

/// The same with what only the form of one municipality has boxes for. The form of another prints none of it.
pub(crate) fn full_on_every_form() -> Folder {
    let own = "追加: {作成区分: 更新, 更新の月: 四, 障害区分: 知的, 通院先: みどり野こどもクリニック, 通院頻度: 月1回, 病院までの片道所要時間: 二十分}";
    let draft = "cases/hana/consult/plan/2024-03-10.yaml";
    let received = "状態: 案\n写し: はい\n受領日: 2024-03-12\n";
    full().edit(draft, "週間計画:\n", &format!("{own}\n週間計画:\n")).edit(draft, "状態: 案\n", received)
}

fn open(root: &Path) -> Project {
    Project::from_files(&|| Box::new(Disk::new(root)), Fonts::embedded()).expect("the project opens")
}

/// Every so manieth mutant is tried where nobody asks for all: they take minutes. `SHIEN_MUTANTS=all` asks for all, as CI
/// does; the name of a template asks for all of this one.
pub(crate) fn stride() -> usize {
    if std::env::var("SHIEN_MUTANTS").is_ok() { 1 } else { 7 }
}

/// The one template of which somebody asks for all mutants.
fn asked_template() -> Option<String> {
    std::env::var("SHIEN_MUTANTS").ok().filter(|asked| asked != "all")
}

/// Holds what escaped against the closed list of this name: the same where all were tried, else within it. A line that
/// begins with `#` says why those below it escape.
pub(crate) fn hold(file: &str, found: BTreeSet<String>) {
    let path = repository().join("tests/escapes").join(file);
    let list = std::fs::read_to_string(&path).expect("the list is there");
    let known: BTreeSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    let strangers: Vec<&String> = found.iter().filter(|line| !known.contains(line.as_str())).collect();
    assert!(strangers.is_empty(), "escaped, and not in {file}:\n{strangers:#?}");
    if stride() == 1 {
        let gone: Vec<&&str> = known.iter().filter(|line| !found.contains(**line)).collect();
        assert!(gone.is_empty(), "in {file}, and does not escape any more:\n{gone:#?}");
    }
}

/// What the guard says of some papers, and what a reader finds on each of them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Look {
    findings: Vec<String>,
    papers: Vec<Vec<String>>,
}

/// Looks at the documents of some kinds; an error of the template or of its layout is a finding too.
fn look(project: &Project, form: &str, kinds: &[&str]) -> Look {
    let mut printer = Printer::new(project, Some(form));
    let (case, _) = project.load("hana", &Settings::default());
    let mut all = Look::default();
    for document in case.documents.iter().filter(|document| kinds.contains(&document.kind.id)) {
        let one = of_document(&mut printer, &case, document);
        all.findings.extend(one.findings);
        all.papers.extend(one.papers);
    }
    printer.forget();
    all
}

/// What the guard says of the papers of a kind on the standard form.
pub(crate) fn findings(folder: &Folder, kind: &str) -> Vec<String> {
    findings_on(folder, "standard", &[kind])
}

/// The same of the papers of some kinds on a form.
pub(crate) fn findings_on(folder: &Folder, form: &str, kinds: &[&str]) -> Vec<String> {
    look(&open(folder.root()), form, kinds).findings
}

fn of_document(printer: &mut Printer<'_>, case: &Case, document: &Document) -> Look {
    let rendering = match printer.rendering(case, document) {
        Ok(rendering) => rendering,
        Err(fault) => return Look { findings: vec![fault.message], papers: Vec::new() },
    };
    match printer.layout(rendering.source()) {
        Ok(layout) => {
            let findings = printer.guard(&rendering, &layout).into_iter().map(|finding| finding.message).collect();
            Look { findings, papers: vec![printer.words(&layout)] }
        }
        Err(failures) => {
            Look { findings: failures.into_iter().map(|failure| failure.message).collect(), papers: Vec::new() }
        }
    }
}

/// Whether all words of a paper stand on another in their boxes and in their order: it has lost nothing.
pub(crate) fn keeps_all(before: &[String], after: &[String]) -> bool {
    let keeps = |before: &str, after: &str| {
        let mut after = after.chars();
        before.chars().filter(|c| !c.is_whitespace()).all(|own| after.any(|c| c == own))
    };
    before.len() == after.len() && before.iter().zip(after).all(|(before, after)| keeps(before, after))
}

/// A value that a template prints: `{{ plan.period or "" }}`.
#[derive(Debug, Clone)]
struct Expression {
    /// The bytes between the braces.
    range: std::ops::Range<usize>,
    name: String,
}

/// The values that a template prints, in order: not labels, not what the form says.
fn expressions(template: &str) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = template[at..].find("{{").map(|start| at + start + 2) {
        let end = start + template[start..].find("}}").expect("closed");
        let name = template[start..end].trim().trim_end_matches(" or \"\"").to_owned();
        let is_value = !name.contains(['(', '[', ' ', '+', '"'])
            && name.contains('.')
            && !["form.", "own.", "slack.", "loop."].iter().any(|of| name.starts_with(of))
            && name != "document.version";
        if is_value {
            found.push(Expression { range: start..end, name });
        }
        at = end;
    }
    found
}

/// The templates, the form that uses each, and the kinds of documents that print with it.
const TEMPLATES: [(&str, &str, &[&str]); 16] = [
    ("standard/assessment", "standard", &["assessment"]),
    ("standard/interview", "standard", &["interview"]),
    ("standard/meeting", "standard", &["meeting"]),
    ("standard/monitoring", "standard", &["monitoring"]),
    ("standard/record", "standard", &["record"]),
    ("standard/record-day", "daily", &["record"]),
    ("standard/specialist", "standard", &["specialist"]),
    ("standard/plan", "wide", &["plan"]),
    ("tokyo/plan", "tokyo", &["plan"]),
    ("standard/unanswered", "standard", &["plan"]),
    ("standard/consult-basic", "standard", &["consult-basic"]),
    ("standard/consult-plan", "standard", &["consult-plan"]),
    ("nakano/plan", "nakano", &["consult-plan"]),
    ("standard/consult-monitoring", "standard", &["consult-monitoring"]),
    ("standard/consult-meeting", "standard", &["consult-meeting"]),
    ("standard/week", "standard", &["consult-basic", "consult-plan", "consult-monitoring"]),
];

/// Values whose change does not show: the places of 家族 and 関係機関 in their file, for what layout reports, and the
/// manager's name in the place of the author's, who is the same. The id of a need is printed where it is not found, which
/// is an error that keeps the plan from being printed. 続柄 behind a line for a signature stands there where two guardians
/// sign, and the sample has one who does. A further box of the 週間計画表 is a pack's own (`packs::week`).
const SILENT: [&str; 6] =
    ["basic.family_place", "basic.partners_place", "plan.manager", "need.id", "signer.relation", "week: extra.value"];

/// A template, its values and one of them, to the template changed there.
type Way<'a> = &'a dyn Fn(&str, &[Expression], usize) -> Option<String>;

/// Changes a template in one way at each of its values and says which changes nothing missed. `harmless`: whether a
/// paper, after a change, is as good as before. Each value has a change that is not.
fn escaped(way: Way<'_>, harmless: &dyn Fn(&[String], &[String]) -> bool) -> (BTreeSet<String>, usize) {
    let folder = full_on_every_form();
    let mut escaped = BTreeSet::new();
    let mut idle: BTreeSet<String> = BTreeSet::new();
    let mut tried = 0;
    let asked = asked_template();
    for (template, form, kinds) in TEMPLATES.iter().filter(|own| asked.as_deref().is_none_or(|asked| asked == own.0)) {
        let path = format!("templates/{template}.typ.j2");
        let text = std::fs::read_to_string(repository().join(&path)).expect("readable");
        let own = folder.root().join(&path);
        std::fs::create_dir_all(own.parent().expect("below")).expect("made");
        let before = look(&open(folder.root()), form, kinds);
        assert_eq!(before.findings, [""; 0], "{template}");
        let found = expressions(&text);
        let mut seen = BTreeSet::new();
        for index in 0..found.len() {
            let Some(changed) = way(&text, &found, index) else { continue };
            tried += 1;
            if tried % stride() != 0 {
                continue;
            }
            std::fs::write(&own, changed).expect("written");
            let after = look(&open(folder.root()), form, kinds);
            let name = format!("{}: {}", template.trim_start_matches("standard/"), found[index].name);
            let same = after.papers.len() == before.papers.len()
                && before.papers.iter().zip(&after.papers).all(|(before, after)| harmless(before, after));
            if !after.findings.is_empty() {
                seen.insert(name);
            } else if same {
                idle.insert(name);
            } else {
                seen.insert(name.clone());
                escaped.insert(name);
            }
        }
        idle.retain(|name| !seen.contains(name));
        // Of a template of which the sample holds no mutant, none was written.
        let _ = std::fs::remove_file(&own);
    }
    if stride() == 1 {
        idle.retain(|name| !SILENT.iter().any(|own| name.ends_with(own)));
        assert_eq!(listed(idle), "", "values of which the sample has none");
    }
    (escaped, tried)
}

fn listed(found: BTreeSet<String>) -> String {
    found.into_iter().collect::<Vec<_>>().join("\n")
}

#[test]
fn a_value_that_a_template_leaves_out_is_missed() {
    let way = |template: &str, found: &[Expression], index: usize| {
        let Expression { range, .. } = &found[index];
        Some(format!("{} none {}", &template[..range.start], &template[range.end..]))
    };
    // What only adds words has lost none: an office that is not left out of the 所属 of its own staff.
    let (escaped, tried) = escaped(&way, &keeps_all);
    assert!(tried > 150 || asked_template().is_some(), "{tried}");
    hold("values_that_may_be_left_out_unseen.txt", escaped);
}

#[test]
fn two_values_that_a_template_gives_to_each_others_boxes_are_missed() {
    let way = |template: &str, found: &[Expression], index: usize| {
        let (one, other) = (found.get(index)?, found.get(index + 1)?);
        // A name and its 職種 in brackets say the same either way round.
        let whose = |own: &Expression, end: &str| own.name.strip_suffix(end).map(str::to_owned);
        let in_brackets = whose(one, ".name").is_some_and(|person| whose(other, ".role") == Some(person));
        if one.name == other.name || in_brackets {
            return None;
        }
        let swapped = [
            &template[..one.range.start],
            &template[other.range.clone()],
            &template[one.range.end..other.range.start],
            &template[one.range.clone()],
            &template[other.range.end..],
        ];
        Some(swapped.concat())
    };
    let (escaped, tried) = escaped(&way, &|before, after| before == after);
    assert!(tried > 120 || asked_template().is_some(), "{tried}");
    hold("values_that_may_be_swapped_unseen.txt", escaped);
}

#[test]
fn the_labels_of_the_values_are_on_the_standard_forms() {
    let folder = full();
    let project = open(folder.root());
    let printer = Printer::new(&project, Some("standard"));
    let (case, _) = project.load("hana", &Settings::default());
    let mut unlabelled: BTreeMap<String, bool> = BTreeMap::new();
    let mut labelled = 0;
    for document in &case.documents {
        let rendering = printer.rendering(&case, document).expect("the form has no error");
        let source: String = rendering.source().replace("\\n", "").split_whitespace().collect();
        for expected in rendering.expected().iter().filter(|expected| expected.left_out.is_none()) {
            for tag in expected.tags.iter().filter(|tag| !matches!(tag.mark, Mark::Lead | Mark::Block)) {
                labelled += 1;
                let stands = tag.labels.iter().any(|label| source.contains(label.as_str()));
                // What a form may do without stands on one paper of its kind.
                let of = if expected.labelled { document.kind.id.to_owned() } else { document.id() };
                *unlabelled.entry(format!("{of}: {}", expected.path)).or_default() |= stands;
            }
        }
    }
    // The form of Tokyo alone has the day of birth, the day's sheet the weekday behind the date, and 中野区's the address.
    let elsewhere = ["plan: 児童.生年月日", "record: 日付.曜日", "consult-plan: 児童.住所"];
    unlabelled.retain(|value, stands| !*stands && !elsewhere.contains(&value.as_str()));
    assert_eq!(unlabelled, BTreeMap::new());
    assert!(labelled > 200, "{labelled}");
}

#[test]
fn the_numbers_of_a_list_are_held_against_the_page() {
    let folder = full().edit("cases/hana/plan/2024-03-28.yaml", "◆方針", "\"3. 三つ目\\n5. 五つ目\"");
    let project = open(folder.root());
    let mut printer = Printer::new(&project, Some("standard"));
    let (case, _) = project.load("hana", &Settings::default());
    let document = case.documents.iter().find(|one| one.id() == "plan/2024-03-28").expect("the plan");
    let rendering = printer.rendering(&case, document).expect("the form has no error");
    let mut guard = |source: String| {
        let changed = rendering.with_source(source);
        let layout = printer.layout(changed.source()).expect("it lays out");
        let findings = printer.guard(&changed, &layout);
        findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    let source = rendering.source();
    assert_eq!(guard(source.to_owned()), [""; 0]);
    for (from, to) in [
        ("[#\"3.\"],[#\"5.\"],", "[#\"3.\"],[#\"4.\"],"),
        ("[#\"3.\"],[#\"5.\"],", "[#\"5.\"],[#\"3.\"],"),
        ("[#\"3.\"],", "[],"),
        (".at(n - 1)", ".at(0)"),
    ] {
        assert!(source.contains(from), "{from}");
        let found = guard(source.replacen(from, to, 1));
        assert!(found.iter().any(|message| message.contains("総合的な支援の方針")), "{from} {to}: {found:?}");
    }
}

#[test]
fn a_value_given_to_another_box_is_an_error_with_its_place_and_the_label() {
    let template = std::fs::read_to_string(repository().join("templates/standard/plan.typ.j2")).expect("readable");
    let swapped = template
        .replace("{{ plan.period or \"\" }}", "{{ PERIOD }}")
        .replace("{{ plan.next_review or \"\" }}", "{{ plan.period or \"\" }}")
        .replace("{{ PERIOD }}", "{{ plan.next_review or \"\" }}");
    assert_ne!(template, swapped);
    let folder = full().file("templates/standard/plan.typ.j2", swapped);
    let run = folder.run(["check", "--print", "--form", "standard", "--format", "json", "--as-of", "2026-04-01"]);
    let findings = run.findings("value-unprinted");
    let period = findings.iter().find(|one| one.message.starts_with("計画期間")).expect("計画期間");
    assert!(period.message.contains("「計画期間」の欄にありません"), "{}", period.message);
    assert!(period.help.contains("別の値を渡していないか"), "{}", period.help);
    assert!(period.file.starts_with("cases/hana/plan/") && period.line > 1);
    assert!(findings.iter().any(|one| one.message.starts_with("次回見直し年月日")), "{}", run.list());
}

/// Compares the two plans of a child.
fn compared<'a>(project: &'a Project, case: &'a Case, ids: (&str, &str)) -> (Version<'a>, Version<'a>, Comparison) {
    let version = |id: &str| Version {
        case,
        document: case.documents.iter().find(|one| one.id() == id).expect("the plan"),
        organisation: project.organisation(),
        revision: None,
    };
    let (old, new) = (version(ids.0), version(ids.1));
    let comparison = compare(&old, &new, Medium::Paper);
    (old, new, comparison)
}

/// Pairs of documents of the samples that were one after the other.
const PAIRS: [(&str, &str, &str); 4] = [
    ("hana", "plan/2024-03-28", "plan/2024-09-20"),
    ("hana", "plan/2024-03-18", "plan/2024-03-28"),
    ("yuki", "plan/2025-09-16", "plan/2025-09-25"),
    ("hana", "consult/plan/2024-03-10", "consult/plan/2024-03-20"),
];

#[test]
fn nothing_is_missed_on_a_comparison() {
    let project = open(&repository());
    for (child, old, new) in PAIRS {
        let (case, _) = project.load(child, &Settings::default());
        for form in ["standard", "tokyo", "shiki"] {
            let mut printer = Printer::new(&project, Some(form));
            let (old, new, comparison) = compared(&project, &case, (old, new));
            for all in [false, true] {
                let rendering = printer.comparison_rendering((&old, &new), &comparison, all).expect("no error");
                let layout = printer.layout(rendering.source()).expect("it lays out");
                let found: Vec<String> =
                    printer.guard(&rendering, &layout).into_iter().map(|one| one.message).collect();
                assert_eq!(found, [""; 0], "{child} {} on {form}", new.document.id());
                assert!(rendering.expected().len() > if all { 20 } else { 8 });
            }
        }
    }
}

#[test]
fn a_text_of_a_comparison_taken_out_doubled_or_changed_is_missed() {
    let project = open(&repository());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut tried = 0;
    for (child, old, new) in PAIRS {
        let (case, _) = project.load(child, &Settings::default());
        let mut printer = Printer::new(&project, Some("standard"));
        let (old, new, comparison) = compared(&project, &case, (old, new));
        let rendering = printer.comparison_rendering((&old, &new), &comparison, false).expect("no error");
        let source = rendering.source();
        // The pieces of the cells: ("…", true, ).
        let pieces: Vec<usize> = source.match_indices("(\"").map(|(at, _)| at).collect();
        for (turn, at) in pieces.into_iter().enumerate() {
            let literal_end = at + 2 + source[at + 2..].find('"').expect("closed");
            let literal = &source[at + 2..literal_end];
            let rest = &source[literal_end + 1..];
            if !(rest.starts_with(", true, )") || rest.starts_with(", false, )")) || literal.contains('\\') {
                continue;
            }
            // A timetable is printed from its days.
            if literal.contains('～') && literal.ends_with(')') {
                continue;
            }
            let chars: Vec<char> = literal.chars().filter(|c| !c.is_whitespace()).collect();
            let Some(pair) = chars.windows(2).position(|pair| pair[0] != pair[1]) else { continue };
            let changed: String = match turn % 4 {
                0 => chars[1..].iter().collect(),
                1 => format!("{literal}{}", chars[chars.len() - 1]),
                2 => String::new(),
                _ => {
                    let mut swapped = chars.clone();
                    swapped.swap(pair, pair + 1);
                    swapped.into_iter().collect()
                }
            };
            let changed = format!("{}{changed}{}", &source[..at + 2], &source[literal_end..]);
            tried += 1;
            if tried % stride() != 0 {
                continue;
            }
            let mutant = rendering.with_source(changed);
            let layout = printer.layout(mutant.source()).expect("it lays out");
            assert!(!printer.guard(&mutant, &layout).is_empty(), "{child}: 「{literal}」 turn {}", turn % 4);
            *counts.entry("missed").or_default() += 1;
            printer.forget();
        }
        // Old and new in each other's columns.
        let swapped = source.replace("\"old\": (", "\"was\": (").replace("\"new\": (", "\"old\": (");
        let mutant = rendering.with_source(swapped.replace("\"was\": (", "\"new\": ("));
        let layout = printer.layout(mutant.source()).expect("it lays out");
        assert!(!printer.guard(&mutant, &layout).is_empty(), "{child}: old and new");
    }
    assert!(counts["missed"] > 100 / stride(), "{counts:?}");
}

#[test]
fn a_comparison_that_loses_something_is_not_printed() {
    let from = std::fs::read_to_string(repository().join("templates/lib/comparison.typ")).expect("readable");
    let lossy = from.replace("marked(pieces)\n            if side", "marked(pieces.slice(0, 1))\n            if side");
    assert_ne!(from, lossy);
    let folder = Folder::copied().file("templates/lib/comparison.typ", lossy);
    let run = folder.run(["diff", "hana", "--format", "pdf"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("value-unprinted") && run.stderr.contains("印刷していません"), "{}", run.stderr);
    assert!(files_below(folder.root()).iter().all(|path| !path.to_string_lossy().contains("comparison-")));
}

#[test]
fn texts_of_every_kind_have_tags() {
    let folder = full();
    let project = open(folder.root());
    let printer = Printer::new(&project, Some("standard"));
    let (case, _) = project.load("hana", &Settings::default());
    let mut without = BTreeSet::new();
    for document in &case.documents {
        let rendering = printer.rendering(&case, document).expect("the form has no error");
        for expected in rendering.expected() {
            let is_free = expected.left_out.is_some()
                || matches!(expected.form, Appearance::Block { .. } | Appearance::Edge { .. });
            if !is_free && expected.tags.is_empty() {
                without.insert(format!("{} {}", document.kind.id, expected.path));
            }
        }
    }
    insta::assert_snapshot!("values_without_a_label", listed(without));
}
