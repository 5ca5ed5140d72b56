//! What is written stands on the paper: each value of each kind of document is missed when it is taken out, and nothing
//! is missed that stands there.

use crate::differing::differing;
use crate::driver::{Project as Folder, files_below, pdf_words, repository};
use crate::swapped::{full, full_on_every_form, hold, keeps_all, stride};
use shien::case::consult::plan::DRAFT_TITLE;
use shien::case::{Case, Document, KINDS};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Rendering, Settings};
use shien::source::Disk;
use shien::template::bodies;
use shien::template::context::{Appearance, Expected, LINKS, OPTIONAL};
use shien::typeset::Layout;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Stands in the full documents before each long text.
const LONG: char = '◆';

fn open(root: &Path) -> Project {
    Project::from_files(&|| Box::new(Disk::new(root)), Fonts::embedded()).expect("the project opens")
}

/// Calls with each document of some children, on a form or on its own.
fn each(
    project: &Project,
    children: &[&str],
    form: Option<&str>,
    visit: &mut dyn FnMut(&mut Printer<'_>, &Case, &Document),
) {
    let mut printer = Printer::new(project, form);
    for child in children {
        let (case, _) = project.load(child, &Settings::default());
        for document in &case.documents {
            visit(&mut printer, &case, document);
        }
    }
}

fn laid_out(printer: &mut Printer<'_>, rendering: &Rendering) -> Layout {
    printer.layout(rendering.source()).unwrap_or_else(|failures| panic!("{failures:?}"))
}

/// What is missed on the paper of a document.
fn missed(printer: &mut Printer<'_>, case: &Case, document: &Document) -> Vec<String> {
    let rendering = printer.rendering(case, document).expect("the form has no error");
    let layout = laid_out(printer, &rendering);
    let id = document.id();
    printer.guard(&rendering, &layout).iter().map(|finding| format!("{id}: {}", finding.message)).collect()
}

#[test]
fn nothing_is_missed_on_any_sample_and_any_form() {
    let project = open(&repository());
    let mut found = Vec::new();
    let mut documents = 0;
    let children = ["hana", "mei", "ren", "yuki"];
    each(&project, &children, Some("standard"), &mut |printer, case, document| {
        documents += 1;
        found.extend(missed(printer, case, document));
    });
    // A pack prints the others as the national forms; a child with every kind of paper stands for all, but for the form
    // that is altogether another.
    for (form, kinds) in differing() {
        let some = if form == "tokyo" { &children[..] } else { &["hana"] };
        each(&project, some, Some(form), &mut |printer, case, document| {
            let own = kinds.contains(document.kind.id);
            if own {
                found.extend(missed(printer, case, document));
            }
        });
    }
    assert_eq!(found, [""; 0]);
    assert!(documents > 40);
}

#[test]
fn nothing_is_missed_where_every_box_is_filled_or_overflows() {
    let filler: String = (0..250).map(|index| format!("{index}番目の文は二十字ほどあります。")).collect();
    for text in [LONG.to_string(), filler.chars().take(5000).collect()] {
        let folder = full_on_every_form();
        let files = files_below(&folder.root().join("cases"));
        let folder = files.iter().fold(folder, |folder, path| {
            let name = path.strip_prefix(folder.root()).expect("below").to_str().expect("ASCII").to_owned();
            let filled = folder.text(&name).replace(LONG, &text);
            folder.file(&name, filled)
        });
        let project = open(folder.root());
        let mut found = Vec::new();
        let mut kinds = BTreeSet::new();
        for form in ["standard", "tokyo", "nakano"] {
            each(&project, &["hana"], Some(form), &mut |printer, case, document| {
                let own = if form == "nakano" { DRAFT_TITLE } else { "個別支援計画" };
                if form == "standard" || document.form_title() == own {
                    kinds.insert(document.kind.id);
                    found.extend(missed(printer, case, document));
                }
            });
        }
        assert_eq!(found, [""; 0]);
        assert_eq!(kinds.len(), KINDS.len(), "{kinds:?}");
    }
}

#[test]
fn every_entry_of_what_is_not_printed_is_needed() {
    let bare = "名称: 任意欄のない様式\n継承: lean\n文書:\n  個別支援計画: {雛形: plan.typ.j2}\n  モニタリング報告書: {雛形: report.typ.j2}\n";
    // The same forms without 補足欄, which is otherwise on everywhere.
    let lean = std::fs::read_to_string(repository().join("templates/standard/pack.yaml")).expect("readable");
    let mut folder = full()
        .file("templates/bare/pack.yaml", bare)
        .file("templates/bare/plan.typ.j2", "{% extends \"standard/plan.typ.j2\" %}\n")
        .file("templates/bare/report.typ.j2", "{% extends \"standard/consult-monitoring.typ.j2\" %}\n")
        .file(
            "templates/lean/pack.yaml",
            lean.replace("    任意欄: [補足欄]\n", "").replace("    任意欄: [補足欄, 課題]\n", ""),
        );
    for path in files_below(&repository().join("templates/standard")) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("ASCII");
        if name != "pack.yaml" {
            folder = folder.file(&format!("templates/lean/{name}"), std::fs::read(&path).expect("readable"));
        }
    }
    let project = open(folder.root());
    let mut needed = BTreeSet::new();
    for form in ["standard", "tokyo", "nakano", "bare"] {
        each(&project, &["hana"], Some(form), &mut |printer, case, document| {
            if differing().get(form).is_some_and(|kinds| !kinds.contains(document.kind.id)) {
                return;
            }
            let rendering = printer.rendering(case, document).expect("the form has no error");
            let layout = laid_out(printer, &rendering);
            needed.extend(printer.left_out(&rendering, &layout));
        });
    }
    let mut entries: BTreeSet<String> = LINKS.iter().map(|(kind, path)| format!("{kind} {path}")).collect();
    entries.extend(OPTIONAL.iter().map(|(kind, name, path)| format!("{kind} {name} {path}")));
    // The one entry of `daily` is there to take the place of the longer list of `standard`.
    let shipped = |id: &str| id == "standard" || id != "daily" && differing().contains_key(id);
    for pack in project.packs().iter().filter(|pack| shipped(&pack.id)) {
        for (title, entry) in &pack.manifest.documents {
            // The sheets of a child are no documents: what they have no place for, they leave out.
            let Some(kind) = KINDS.iter().find(|kind| kind.title == title.trim_end_matches('案')) else { continue };
            let kind = kind.id;
            let paths = entry.get().into_iter().flat_map(|entry| entry.unprinted.iter());
            entries.extend(paths.map(|path| format!("{kind} {}", path.value)));
        }
    }
    let idle: Vec<&String> = entries.difference(&needed).collect();
    assert_eq!(idle, Vec::<&String>::new(), "entries that nothing needs");
    assert!(entries.len() > 25, "{entries:?}");
}

/// A value of a rendered source that is changed, and how.
struct Mutant {
    source: String,
    what: String,
    /// What stands before the words in the source: which box they are for.
    before: String,
}

impl Mutant {
    /// Whether its paper is as good as the whole one.
    fn is_harmless(&self, whole: &[String], own: &[String]) -> bool {
        // The office whose name is left out of the 所属 of its own staff is not printed by that.
        let is_hint = self.before.ends_with("here: ");
        whole == own || (is_hint || self.what.ends_with("taken out")) && keeps_all(whole, own)
    }
}

/// Each string of a source that is one of these words, changed in one way after the other: taken out, a character taken
/// out, doubled, two characters swapped.
fn mutants(rendering: &Rendering) -> Vec<Mutant> {
    let (source, values) = (rendering.source(), values(rendering));
    let bytes = source.as_bytes();
    let left_out = rendering.expected().iter().filter(|expected| expected.left_out.is_some());
    let left_out: BTreeSet<usize> = left_out.filter_map(|expected| number(&expected.form)).collect();
    let mut bodies = bodies(source);
    bodies.retain(|body| !left_out.contains(&body.number));
    let mut found = Vec::new();
    let (mut at, mut turn) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'"' {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let literal = &source[at + 1..end];
        let bare: String = literal.chars().filter(|c| !c.is_whitespace()).collect();
        let is_text = source[..at].ends_with("[#") && bodies.iter().any(|body| body.range.contains(&at));
        // The days at the head of the week are labels.
        let is_label = source[..at].lines().next_back().is_some_and(|line| line.trim_start().starts_with("days: ("));
        let is_value = is_text || values.contains(&bare) && !is_label;
        if !literal.contains('\\') && !bare.is_empty() && is_value {
            let chars: Vec<char> = literal.chars().collect();
            let pair = chars.windows(2).position(|pair| pair[0] != pair[1] && !pair.iter().any(|c| c.is_whitespace()));
            let (way, changed) = match (turn % 4, pair) {
                (1, _) if chars.len() > 1 => ("a character taken out", chars[1..].iter().collect()),
                // Of one character, a second is as good as a part of another word.
                (2, _) if chars.len() > 1 => ("doubled", format!("{literal}{literal}")),
                (3, Some(at)) => {
                    let mut swapped = chars.clone();
                    swapped.swap(at, at + 1);
                    ("two characters swapped", swapped.into_iter().collect())
                }
                _ => ("taken out", String::new()),
            };
            turn += 1;
            let before: Vec<char> = source[..at].chars().rev().take_while(|c| !"\n{[".contains(*c)).take(30).collect();
            let before: String = before.into_iter().rev().collect();
            let source = format!("{}{changed}{}", &source[..=at], &source[end..]);
            found.push(Mutant { source, what: format!("「{literal}」 {way}"), before });
        }
        at = end + 1;
    }
    found
}

fn number(form: &Appearance) -> Option<usize> {
    match form {
        Appearance::Text(number) => Some(*number),
        _ => None,
    }
}

/// A document's words as they stand in the source.
fn values(rendering: &Rendering) -> BTreeSet<String> {
    let words =
        rendering.expected().iter().filter(|expected| expected.left_out.is_none()).flat_map(|expected| match &expected
            .form
        {
            Appearance::Words(words) => words.clone(),
            Appearance::Behind { word, .. } => vec![word.clone()],
            Appearance::Of { duty, .. } => vec![duty.clone()],
            _ => Vec::new(),
        });
    words.map(|word| word.chars().filter(|c| !c.is_whitespace()).collect()).collect()
}

#[test]
fn a_value_taken_out_doubled_or_changed_is_missed() {
    let folder = full();
    let project = open(folder.root());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut escaped = BTreeSet::new();
    let mut tried = 0;
    for form in ["standard", "tokyo"] {
        each(&project, &["hana"], Some(form), &mut |printer, case, document| {
            if form == "tokyo" && document.kind.id != "plan" {
                return;
            }
            let rendering = printer.rendering(case, document).expect("the form has no error");
            let whole = laid_out(printer, &rendering);
            let whole = printer.words(&whole);
            for mutant in mutants(&rendering) {
                tried += 1;
                if tried % stride() != 0 {
                    continue;
                }
                let changed = rendering.with_source(mutant.source.clone());
                let fate = match printer.layout(changed.source()) {
                    Err(_) => "not typeset",
                    Ok(layout) if !printer.guard(&changed, &layout).is_empty() => "missed",
                    // What is not printed there, and what only adds words where something is taken out.
                    Ok(layout) if mutant.is_harmless(&whole, &printer.words(&layout)) => "harmless",
                    Ok(_) => {
                        escaped.insert(format!("{}: {}{}", document.kind.id, mutant.before, mutant.what));
                        "escaped"
                    }
                };
                *counts.entry(fate).or_default() += 1;
            }
        });
    }
    hold("words_that_no_box_prints.txt", escaped);
    assert!(counts["missed"] > 250 / stride(), "{counts:?}");
}

#[test]
fn a_choice_that_is_not_circled_is_missed() {
    let folder = full();
    let project = open(folder.root());
    let mut tried = 0;
    each(&project, &["hana"], Some("standard"), &mut |printer, case, document| {
        let rendering = printer.rendering(case, document).expect("the form has no error");
        let chosen = rendering.expected().iter().filter_map(|expected| match &expected.form {
            Appearance::Chosen(word) | Appearance::Ticked(word) => Some(word.clone()),
            _ => None,
        });
        for word in chosen.collect::<BTreeSet<String>>() {
            let pair = format!("(\"{word}\", true, )");
            if !rendering.source().contains(&pair) {
                continue;
            }
            tried += 1;
            let source = rendering.source().replace(&pair, &format!("(\"{word}\", false, )"));
            let changed = rendering.with_source(source);
            let layout = laid_out(printer, &changed);
            let findings = printer.guard(&changed, &layout);
            assert!(findings.iter().any(|one| one.message.contains(&word)), "{}: {word}", document.id());
        }
    });
    assert!(tried >= 6, "{tried}");
}

#[test]
fn a_finding_stands_at_the_value_and_the_paper_is_not_printed() {
    let template = "{% extends \"standard/plan.typ.j2\" %}\n{% block head %}{% endblock %}\n";
    let pack = "名称: 欠けた様式\n継承: standard\n文書:\n  個別支援計画: {雛形: plan.typ.j2}\n";
    let folder = Folder::new().file("templates/gap/pack.yaml", pack).file("templates/gap/plan.typ.j2", template);
    let run = folder.run(["check", "--print", "--form", "gap", "--format", "json", "--as-of", "2026-04-01"]);
    let findings = run.findings("value-unprinted");
    let policy = findings.iter().find(|finding| finding.message.starts_with("総合的な支援の方針")).expect("the policy");
    let line = folder.line_of(crate::driver::PLAN, "総合的な支援の方針");
    assert!((line..=line + 1).contains(&policy.line) && policy.file == crate::driver::PLAN, "{policy:?}");
    assert!(policy.help.contains("印刷しない に 総合的な支援の方針"), "{}", policy.help);
    assert!(findings.iter().any(|finding| finding.message.contains("長期目標 の 期間")), "{}", run.list());
    let built = folder.run(["build", "--form", "gap", "--as-of", "2026-04-01"]);
    assert_eq!(built.code, Some(1), "{}", built.stderr);
    assert!(!folder.has(crate::driver::PLAN_PRINT));
    // A form that says what it has no box for is printed.
    let listed = pack.replace(
        "plan.typ.j2}",
        "plan.typ.j2, 印刷しない: [事業所, サービス, 状態, 作成区分, 別表.区分, 意向, 総合的な支援の方針, 長期目標, 短期目標, 支援の標準的な提供時間等]}",
    );
    let folder = folder.file("templates/gap/pack.yaml", listed);
    let built = folder.run(["build", "--form", "gap", "--as-of", "2026-04-01"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
}

/// The words of a print as a stranger reads them.
fn read_by_stranger(pdf: &Path) -> String {
    pdf_words(pdf)
}

#[test]
fn a_stranger_finds_each_value_as_often_as_it_is_written() {
    let folder = full();
    // The child has a value in each box and no trail, which is said; all of it is printed.
    let built = folder.run(["build", "hana", "--form", "standard", "--as-of", "2026-04-01"]);
    assert_eq!(
        (built.code, built.stdout.contains("印刷していません")),
        (Some(1), false),
        "{}{}",
        built.stdout,
        built.stderr
    );
    let project = open(folder.root());
    let mut found = 0;
    each(&project, &["hana"], Some("standard"), &mut |printer, case, document| {
        let pdf = folder.root().join(format!("output/hana/{}.pdf", document.file_stem()));
        let text = read_by_stranger(&pdf);
        assert!(!text.contains('\u{200b}') && !text.contains('\u{feff}'), "{}", document.id());
        let rendering = printer.rendering(case, document).expect("the form has no error");
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let printed = |expected: &&Expected| expected.left_out.is_none() && !expected.labelled;
        for expected in rendering.expected().iter().filter(printed) {
            if let Appearance::Words(words) = &expected.form
                && let Some(word) = words
                    .iter()
                    .map(|word| word.split_whitespace().collect::<String>())
                    .find(|word| text.contains(word))
            {
                *counts.entry(word).or_default() += 1;
            } else if let Appearance::Words(words) = &expected.form {
                panic!("{}: {words:?} is not read in\n{text}", document.id());
            }
        }
        for (word, count) in counts {
            assert!(text.matches(&word).count() >= count, "{}: 「{word}」 {count} times in\n{text}", document.id());
            found += count;
        }
        // Each long text once. One may begin as another does.
        let long = rendering.expected().iter().filter(|expected| number(&expected.form).is_some());
        let words = |expected: &Expected| -> String {
            expected.place.source().text()[expected.place.span().range()].split_whitespace().collect()
        };
        let all: BTreeSet<String> = long.clone().map(words).collect();
        for own in long.filter(|expected| expected.left_out.is_none()).map(words) {
            let longer = all.iter().filter(|other| **other != own && other.starts_with(&own));
            let longer: usize = longer.map(|other| text.matches(other.as_str()).count()).sum();
            assert_eq!(text.matches(&own).count() - longer, 1, "{}: {own} in\n{text}", document.id());
        }
    });
    assert!(found > 150, "{found}");
}
