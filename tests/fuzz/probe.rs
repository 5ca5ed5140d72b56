//! What must hold for any bytes at all: one function a target, for the fuzzer and for `cargo test` alike.

#![allow(dead_code, reason = "a target of the fuzzer calls one of these")]

use shien::case::party::Organisation;
use shien::case::{Case, load_case, load_organisation};
use shien::compare::{
    Medium, TerminalLook, Version, apply, changes, compare as compare_versions, folded_tree, to_json as changes_json,
    to_terminal,
};
use shien::diagnostic::{Diagnostic, Human, to_json, to_short};
use shien::font::Fonts;
use shien::forms::Packs;
use shien::outline::papers;
use shien::pipeline::{LogWish, Printer, Project, Settings, log};
use shien::rules::{Ground, office_doubts};
use shien::source::{Files, FolderEntry as Listed, Memory};
use shien::template::content;
use shien::template::{HtmlLook, comparison_html};
use shien::timeline::Today;
use shien::tree::{self, Branch, FilledBox, WordTree};
use shien::typeset::Typesetter;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The files that a text may be, below the child's folder.
const PLACES: [&str; 13] = [
    "child.yaml",
    "events.yaml",
    "plan/2024-03-28.yaml",
    "monitoring/2024-09-12.yaml",
    "meeting/2024-03-25.md",
    "assessment/2024-03-11.md",
    "interview/2024-06-02.md",
    "consult/basic.yaml",
    "consult/plan/2024-03-20.yaml",
    "consult/meeting/2024-03-16.md",
    "consult/monitoring/2024-06-27.yaml",
    "office.yaml",
    "pack.yaml",
];

/// What stands between the two plans of a comparison.
const BETWEEN: &str = "\n=====\n";

const OFFICE: &str = include_str!("../project/cases/office.yaml");
const CHILD: &str = include_str!("../project/cases/hana/child.yaml");
const PLAN: &str = include_str!("../project/cases/hana/plan/2024-03-28.yaml");
const FRONT: &str = "---\n種類: 家族支援\n事業所: hoshi\n日時: 2024-06-02 10:00-10:40\n場所: 相談室\n方法: 対面\n\
                     出席者: [suzuki]\n記録者: suzuki\n---\n## 本人の様子\n";

/// Loading: a file of any kind is read, judged and outlined. Its first line names the file, by any word.
pub(crate) fn load(data: &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (name, text) = (&data[..end], data.get(end + 1..).unwrap_or_default());
    let number = name.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let named = PLACES.into_iter().find(|place| place.as_bytes() == name);
    let place = named.unwrap_or(PLACES[number % PLACES.len()]);
    match place {
        "office.yaml" => {
            static FONTS: OnceLock<Fonts> = OnceLock::new();
            let mut findings = Vec::new();
            let office = load_organisation(&base().with("cases/office.yaml", text), &mut findings);
            let today = Today::new("2026-04-01".parse().expect("a day"));
            let fonts = FONTS.get_or_init(Fonts::embedded);
            let ground = Ground {
                children: &[],
                organisation: &office,
                office_doubts: &office_doubts(&office, fonts),
                packs: bench().project.packs(),
                form_override: None,
                fonts,
                today: &today,
            };
            findings.append(&mut shien::rules::check_office(&ground));
            tell(&findings);
        }
        "pack.yaml" => {
            let packs = Packs::load(Box::new(base().with("templates/own/pack.yaml", text)));
            tell(&packs.findings().cloned().collect::<Vec<_>>());
        }
        _ => drop(judged(base().with(format!("cases/hana/{place}"), text))),
    }
    for paper in papers() {
        let is_like = place.rsplit('/').next().is_some_and(|file| paper.pattern().ends_with(file));
        if is_like
            || paper.pattern().contains(&format!("{}/*", place.rsplit_once('/').map_or("-", |(folder, _)| folder)))
        {
            drop(paper.outline(text));
        }
    }
}

/// A text on paper: it is content and never code, by itself and in the box of a form.
pub(crate) fn print(data: &[u8]) {
    static TYPESETTER: OnceLock<Mutex<Typesetter>> = OnceLock::new();
    let text = String::from_utf8_lossy(data);
    let body = content(&text, &[]);
    let source =
        format!("#set page(width: 200pt, height: auto)\n#set text(font: \"BIZ UDGothic\", size: 9pt)\n#({body})\n");
    let typesetter = TYPESETTER.get_or_init(|| Mutex::new(Typesetter::new(Arc::new(Fonts::embedded()), &[])));
    let mut typesetter = held(typesetter);
    typesetter.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}\n{source}"));
    let case = judged(base().with("cases/hana/interview/2024-06-02.md", format!("{FRONT}{text}\n")));
    let document = case.document("interview", "2024-06-02").expect("the record is there");
    if document.broken {
        return;
    }
    static PRINTER: OnceLock<Mutex<Printer<'static>>> = OnceLock::new();
    let mut printer = held(PRINTER.get_or_init(|| Mutex::new(Printer::new(&bench().project, None))));
    let rendering = printer.rendering(&case, document).unwrap_or_else(|error| panic!("{error:?}"));
    let source = printer.source(&case, document).unwrap_or_else(|error| panic!("{error:?}"));
    let layout = printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"));
    tell(&printer.guard(&rendering, &layout));
    typesetter.forget();
}

/// The difference of two plans: applied to the old one it gives the new one, and every print of it is made.
pub(crate) fn compare(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (old, new) = text.split_once(BETWEEN).unwrap_or((&text, PLAN));
    let files = base().with("cases/hana/plan/2024-03-28.yaml", old).with("cases/hana/plan/2024-09-20.yaml", new);
    let case = load_case(&files, "hana");
    let document = |name: &str| case.document("plan", name).expect("both are there");
    let (old, new) = (document("2024-03-28"), document("2024-09-20"));
    if old.broken || new.broken {
        return;
    }
    let (before, after) = (tree::of_document(old), tree::of_document(new));
    assert_eq!(changes(&before, &before), [], "a plan does not differ from itself");
    let made = apply(&before, &changes(&before, &after));
    assert_eq!(boxes(&made), boxes(&after), "the changes are all that differs");
    let organisation = Organisation::default();
    let version = |document| Version { case: &case, document, organisation: &organisation, revision: None };
    let compared = |medium| compare_versions(&version(old), &version(new), medium);
    let (screen, paper) = (compared(Medium::Screen), compared(Medium::Paper));
    for all in [false, true] {
        drop(to_terminal(&screen, TerminalLook { colour: all, columns: 80, all }));
        drop(comparison_html(&paper, HtmlLook { new_first: all, all }));
    }
    drop(changes_json(&screen));
}

/// What a plan holds.
fn boxes(tree: &WordTree) -> Vec<FilledBox> {
    match folded_tree(tree).value {
        Branch::Record { boxes, .. } => boxes,
        other => panic!("a plan is a record: {other:?}"),
    }
}

/// The paper trail: any lines are judged beside a plan, and the child's history is told.
pub(crate) fn events(data: &[u8]) {
    drop(judged(base().with("cases/hana/events.yaml", data)));
    let settings = Settings { as_of: Some("2026-04-01".parse().expect("a day")), ..Settings::default() };
    let wish = LogWish { internal: true, ..LogWish::default() };
    let logged = log(&bench().project, &settings, wish).unwrap_or_else(|error| panic!("{error:?}"));
    assert!(logged.failures.is_empty(), "{:?}", logged.failures);
    for paper in papers().into_iter().filter(shien::outline::OutlineKind::is_line_by_line) {
        drop(paper.outline(data));
    }
}

/// The small project without templates of its own.
fn base() -> Memory {
    Memory::new()
        .with("cases/office.yaml", OFFICE.replace("様式: plain\n", ""))
        .with("cases/hana/child.yaml", CHILD)
        .with("cases/hana/plan/2024-03-28.yaml", PLAN)
}

/// A project that is opened once, over files that are others for each input.
struct Bench {
    files: Arc<Mutex<Memory>>,
    project: Project,
}

struct Held(Arc<Mutex<Memory>>);

impl Files for Held {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        held(&self.0).read(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        held(&self.0).list(folder)
    }
}

fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let files = Arc::new(Mutex::new(base()));
        let open = || Box::new(Held(Arc::clone(&files))) as Box<dyn Files>;
        let project = Project::from_files(&open, Fonts::embedded()).expect("the project opens");
        Bench { files, project }
    })
}

/// The child of these files, read and judged, with every finding told in every form.
fn judged(files: Memory) -> Case {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = held(&TURN);
    let bench = bench();
    *held(&bench.files) = files;
    let as_of = Some("2026-04-01".parse().expect("a day"));
    let (case, findings) = bench.project.load("hana", &Settings { as_of, ..Settings::default() });
    tell(&findings);
    case
}

/// A finding that cannot be shown, or that points beside its text, is a fault of ours.
fn tell(findings: &[Diagnostic]) {
    for finding in findings {
        let text = finding.place.source().text();
        let range = finding.place.span().range();
        assert!(text.get(range.clone()).is_some(), "{range:?} of {} bytes: {finding:?}", text.len());
        drop(Human::new(false).render(finding));
        drop(to_short(finding));
    }
    drop(to_json(findings));
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
