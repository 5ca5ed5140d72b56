//! How fast two plans of thirty rows are compared and printed as a 新旧対照表, held against loading and printing one.

use crate::cases::distinct;
use crate::{Extent, milliseconds, time};
use shien::case::{Case, Document, load_case, load_organisation};
use shien::compare::{Medium, TerminalLook, Version, compare, to_json, to_terminal};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project};
use shien::source::{Disk, Files, Memory};
use shien::template::{HtmlLook, comparison_html};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

const ROWS: usize = 30;
/// Rounds whose middle counts, after one that does not; one in a short run.
const ROUNDS: usize = 9;
const LIMIT: u64 = 1 << 20;

pub(crate) fn run(samples: &Path, extent: Extent) {
    let rounds = ROUNDS.min(extent.rounds * 2 - 1);
    println!("two plans of {ROWS} rows with full texts; medians of {rounds} rounds");
    measure(samples, "every row rewritten", 1, rounds);
    measure(samples, "one row in five rewritten", 5, rounds);
}

/// Compares and prints plans of which every `step`-th row is another.
fn measure(samples: &Path, what: &str, step: usize, count: usize) {
    let mut rounds = Vec::new();
    let mut pages = 0;
    for round in 0..=count {
        // New texts each round: nothing that Typst remembers of the last one may help.
        let (named, unnamed) = (files(samples, round, step, true), files(samples, round, step, false));
        let project = Project::from_files(&|| Box::new(named.clone()), Fonts::embedded()).expect("the project opens");
        let loading = time(|| drop(black_box(load_case(&named, "hana"))));
        let (case, unnamed) = (load_case(&named, "hana"), load_case(&unnamed, "hana"));
        let organisation = load_organisation(&named, &mut Vec::new()).value;
        let version =
            |case, name| Version { case, document: document(case, name), organisation: &organisation, revision: None };
        let versions = |case| (version(case, "2024-03-28"), version(case, "2024-09-20"));
        let ((old, new), (unnamed_old, unnamed_new)) = (versions(&case), versions(&unnamed));
        let comparing = time(|| drop(black_box(compare(&old, &new, Medium::Paper))));
        let by_likeness = time(|| drop(black_box(compare(&unnamed_old, &unnamed_new, Medium::Paper))));
        let comparison = compare(&old, &new, Medium::Paper);
        assert!(comparison.changes.len() > 5 * ROWS / step, "{}", comparison.tally());
        let texts = time(|| {
            black_box(to_terminal(&comparison, TerminalLook { colour: true, columns: 88, all: false }));
            black_box(comparison_html(&comparison, HtmlLook::default()));
            black_box(to_json(&comparison));
        });
        let versions = (&old, &new);
        let mut printer = Printer::new(&project, None);
        let printing = time(|| drop(black_box(printer.comparison(versions, &comparison, false).expect("it prints"))));
        pages = printer.comparison_layout(versions, &comparison, false).expect("it lays out").pages();
        let mut printer = Printer::new(&project, None);
        let plan = time(|| drop(black_box(printer.document_layout(&case, new.document).expect("it lays out"))));
        if round > 0 {
            rounds.push([loading, comparing, by_likeness, texts, plan, printing]);
        }
    }
    let median = |at: usize| {
        let mut times: Vec<Duration> = rounds.iter().map(|round| round[at]).collect();
        times.sort();
        times[count / 2]
    };
    let [loading, comparing, by_likeness, texts, plan, printing] = [0, 1, 2, 3, 4, 5].map(median);
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    let line =
        |what: &str, time: Duration, note: &str| println!("  {what:<40}{:7.1} ms{note}", milliseconds(Some(time)));
    println!("{what}:");
    line("load the child's folder", loading, "");
    line("compare, rows by id (target 20)", comparing, &format!("   {:.2} × loading", ratio(comparing, loading)));
    line(
        "compare, rows by likeness (target 20)",
        by_likeness,
        &format!("   {:.2} × loading", ratio(by_likeness, loading)),
    );
    line("terminal, html and json together", texts, "");
    line("lay out the new plan on its own form", plan, "");
    let note = format!("   {:.2} × that layout, {pages} pages", ratio(printing, plan));
    line("print the comparison (target 100)", printing, &note);
}

fn document<'a>(case: &'a Case, name: &str) -> &'a Document {
    case.document("plan", name).expect("the plan")
}

/// Hana's folder with her two plans, each row several times over with texts of its own.
fn files(samples: &Path, round: usize, step: usize, named: bool) -> Memory {
    let disk = Disk::new(samples);
    let read = |path: &str| String::from_utf8(disk.read(Path::new(path), LIMIT).expect("sample")).expect("utf-8");
    let plan = |name: &str| read(&format!("cases/hana/plan/{name}.yaml"));
    let (old, new) = (plan("2024-03-28"), plan("2024-09-20"));
    let (old_rows, new_rows) = (rows(&old), rows(&new));
    let many = |plan: &str, pick: &dyn Fn(usize, &str) -> (String, usize)| {
        let (head, rest) = plan.split_once("支援:\n").expect("rows");
        let foot = &rest[rest.find("別表:").expect("schedules")..];
        let ids: Vec<&String> = old_rows.keys().collect();
        let rows: String = (0..ROWS)
            .map(|row| {
                let (text, salt) = pick(row, ids[row % ids.len()]);
                let text = distinct(&text, round * 1000 + salt + row);
                if named {
                    format!("  - id: r{row}\n{text}")
                } else {
                    format!("  - 備: 0\n{text}").replace("  - 備: 0\n    ", "  - ")
                }
            })
            .collect();
        format!("{head}支援:\n{rows}{foot}")
    };
    let old_plan = many(&old, &|_, id| (old_rows[id].clone(), 0));
    let new_plan = many(&new, &|row, id| match row % step {
        // A row that ended gives way to the new one.
        0 => (new_rows.get(id).unwrap_or(&new_rows["s8"]).clone(), 500),
        _ => (old_rows[id].clone(), 0),
    });
    Memory::new()
        .with("cases/office.yaml", read("cases/office.yaml"))
        .with("cases/hana/child.yaml", read("cases/hana/child.yaml"))
        .with("cases/hana/monitoring/2024-09-12.yaml", read("cases/hana/monitoring/2024-09-12.yaml"))
        .with("cases/hana/meeting/2024-09-18.md", read("cases/hana/meeting/2024-09-18.md"))
        .with("cases/hana/plan/2024-09-17.yaml", plan("2024-09-17"))
        .with("cases/hana/plan/2024-03-28.yaml", old_plan)
        .with("cases/hana/plan/2024-09-20.yaml", new_plan)
}

/// The rows of a plan by their ids, without the line of the id.
fn rows(plan: &str) -> BTreeMap<String, String> {
    let (_, rest) = plan.split_once("支援:\n").expect("rows");
    let rows = &rest[..rest.find("別表:").expect("schedules")];
    let one = |row: &str| {
        let (id, text) = row.split_once('\n').expect("a row of many lines");
        (id.to_owned(), text.to_owned())
    };
    rows.split("  - id: ").skip(1).map(one).collect()
}
