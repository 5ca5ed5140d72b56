//! How fast two plans of thirty rows are compared and printed as a 新旧対照表, held against loading and printing one.

use crate::cases::distinct;
use crate::{milliseconds, time};
use shien::case::{Case, Document};
use shien::compare::{Comparison, HtmlLook, Look, Version, compare, to_html, to_json, to_terminal};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Disk, Files, Memory};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

const ROWS: usize = 30;
const ROUNDS: usize = 9;
const LIMIT: u64 = 1 << 20;

pub(crate) fn run(samples: &Path) {
    let mut rounds = Vec::new();
    for round in 0..=ROUNDS {
        // New texts each round: nothing that Typst remembers of the last one may help.
        let files = files(samples, round, true);
        let project = Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("the project opens");
        let unnamed = Project::from_files(&|| Box::new(self::files(samples, round, false)), Fonts::embedded())
            .expect("the project opens");
        let load = || project.load("hana", &Settings::default()).0;
        let loading = time(|| drop(black_box(shien::case::load_case(&files, "hana"))));
        let (case, unnamed_case) = (load(), unnamed.load("hana", &Settings::default()).0);
        let organisation = shien::case::load_organisation(&files, &mut Vec::new()).value;
        let version =
            |case, name| Version { case, document: document(case, name), organisation: &organisation, revision: None };
        let (old, new) = (version(&case, "2024-03-28"), version(&case, "2024-09-20"));
        let (unnamed_old, unnamed_new) = (version(&unnamed_case, "2024-03-28"), version(&unnamed_case, "2024-09-20"));
        let comparing = time(|| drop(black_box(compare(&old, &new))));
        let by_likeness = time(|| drop(black_box(compare(&unnamed_old, &unnamed_new))));
        let comparison: Comparison = compare(&old, &new);
        assert!(comparison.changes.len() > 5 * ROWS, "{}", comparison.tally());
        let texts = time(|| {
            black_box(to_terminal(&comparison, Look { colour: true, columns: 88, all: false }));
            black_box(to_html(&comparison, HtmlLook::default()));
            black_box(to_json(&comparison));
        });
        let mut printer = Printer::new(&project, None);
        let printing =
            time(|| drop(black_box(printer.comparison((&old, &new), &comparison, false).expect("it prints"))));
        let mut printer = Printer::new(&project, None);
        let plan = time(|| {
            let source = printer.source(&case, new.document).expect("the form has no error");
            let layout = printer.layout(&source).expect("it lays out");
            black_box(layout.pages());
        });
        if round > 0 {
            rounds.push([loading, comparing, by_likeness, texts, printing, plan]);
        }
    }
    let median = |at: usize| {
        let mut times: Vec<Duration> = rounds.iter().map(|round| round[at]).collect();
        times.sort();
        times[ROUNDS / 2]
    };
    let [loading, comparing, by_likeness, texts, printing, plan] = [0, 1, 2, 3, 4, 5].map(median);
    let line = |what: &str, time: Duration, note: &str| println!("{what:<38}{:7.1} ms{note}", milliseconds(Some(time)));
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!("two plans of {ROWS} rows, every text rewritten; medians of {ROUNDS} rounds");
    line("load the child's folder", loading, "");
    line(
        "compare, rows by id",
        comparing,
        &format!("   ({:.2} × loading; target 20 ms and less)", ratio(comparing, loading)),
    );
    line(
        "compare, rows by likeness",
        by_likeness,
        &format!("   ({:.2} × loading; target 20 ms and less)", ratio(by_likeness, loading)),
    );
    line("terminal, html and json together", texts, "");
    line("lay out the new plan on its own form", plan, "");
    line(
        "print the 新旧対照表",
        printing,
        &format!("   ({:.2} × the plan's own layout; target 100 ms and less)", ratio(printing, plan)),
    );
}

fn document<'a>(case: &'a Case, name: &str) -> &'a Document {
    case.document("plan", name).expect("the plan")
}

/// Hana's folder with her two plans, each row several times over with texts of its own.
fn files(samples: &Path, round: usize, named: bool) -> Memory {
    let disk = Disk::new(samples);
    let read = |path: &str| String::from_utf8(disk.read(Path::new(path), LIMIT).expect("sample")).expect("utf-8");
    let plan = |name: &str| read(&format!("cases/hana/plan/{name}.yaml"));
    let (old, new) = (plan("2024-03-28"), plan("2024-09-20"));
    let (old_rows, new_rows) = (rows(&old), rows(&new));
    let many = |plan: &str, pick: &dyn Fn(&str) -> String, salt: usize| {
        let (head, rest) = plan.split_once("支援:\n").expect("rows");
        let foot = &rest[rest.find("別表:").expect("schedules")..];
        let ids: Vec<&String> = old_rows.keys().collect();
        let rows: String = (0..ROWS)
            .map(|row| {
                let text = distinct(&pick(ids[row % ids.len()]), round * 1000 + salt + row);
                if named {
                    format!("  - id: r{row}\n{text}")
                } else {
                    format!("  - 備: 0\n{text}").replace("  - 備: 0\n    ", "  - ")
                }
            })
            .collect();
        format!("{head}支援:\n{rows}{foot}")
    };
    let old_plan = many(&old, &|id| old_rows[id].clone(), 0);
    // A row that ended gives way to the new one.
    let new_plan = many(&new, &|id| new_rows.get(id).unwrap_or(&new_rows["s8"]).clone(), 500);
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
