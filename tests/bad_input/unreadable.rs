//! What cannot be read is said and never taken for empty, and nothing outside of the project is read at all.

use super::project;
use crate::driver::{CHILD, OFFICE, PLAN, Project};
use shien::case::{find, load_case};
use shien::diagnostic::{Diagnostic, Severity};
use shien::font::Fonts;
use shien::pipeline::{self, Outcome, Settings};
use shien::source::{Disk, Files, FolderEntry, Memory};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files of which some cannot be opened: the rights of another user, whoever runs the test.
struct Locked {
    files: Memory,
    locked: Vec<PathBuf>,
}

impl Locked {
    fn new(files: Memory, locked: &[&str]) -> Self {
        Self { files, locked: locked.iter().map(PathBuf::from).collect() }
    }

    fn ask(&self, path: &Path) -> io::Result<()> {
        let locked = self.locked.iter().any(|locked| path.starts_with(locked));
        if locked { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    }
}

impl Files for Locked {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.ask(path).and_then(|()| self.files.read(path, limit))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.ask(folder).and_then(|()| self.files.list(folder))
    }
}

/// The small project in memory.
fn memory() -> Memory {
    let project = Project::new();
    let template = "templates/plain/page.typ.j2";
    let names = [CHILD, PLAN, OFFICE, "templates/plain/pack.yaml", template];
    names.iter().fold(Memory::new(), |memory, name| memory.with(*name, project.text(name)))
}

fn said(findings: &[Diagnostic]) -> Vec<(String, &'static str, Severity)> {
    let of = |finding: &Diagnostic| {
        (finding.place.source().path().display().to_string(), finding.code.as_str(), finding.severity)
    };
    findings.iter().map(of).collect()
}

fn error(path: &str) -> (String, &'static str, Severity) {
    (path.to_owned(), "file-unreadable", Severity::Error)
}

#[test]
fn a_folder_without_rights_is_said() {
    for place in ["cases/hana/plan", "cases/hana/consult", "cases/hana/interview"] {
        let files = memory()
            .with("cases/hana/consult/basic.yaml", "事業所: michi\n")
            .with("cases/hana/interview/2024-06-02.md", "---\n---\n");
        let case = load_case(&Locked::new(files, &[place]), "hana");
        let found = case.findings.iter().filter(|finding| finding.place.source().path() == Path::new(place));
        let found: Vec<Diagnostic> = found.cloned().collect();
        assert_eq!(said(&found), [error(place)]);
        assert!(found[0].message.contains("中の文書を読んでいません"), "{}", found[0].message);
    }
    let case = load_case(&Locked::new(memory(), &["cases/hana"]), "hana");
    assert_eq!(said(&case.findings), [error("cases/hana"), error("cases/hana/child.yaml")]);
}

#[test]
fn a_form_without_rights_or_too_large_is_said_and_the_shipped_one_is_not_printed_for_it() {
    let standard = "templates/standard/plan.typ.j2";
    let locked = || -> Box<dyn Files> { Box::new(Locked::new(memory().with(standard, "x"), &[standard])) };
    let large = || -> Box<dyn Files> { Box::new(memory().with(standard, vec![b'x'; 3 * 1024 * 1024])) };
    let office =
        || -> Box<dyn Files> { Box::new(Locked::new(memory().with("templates/lib/form.typ", ""), &["templates/lib"])) };
    for (files, path) in
        [(&locked as &dyn Fn() -> Box<dyn Files>, standard), (&large, standard), (&office, "templates/lib")]
    {
        let opened = pipeline::Project::from_files(files, Fonts::embedded()).expect("a project");
        let settings = Settings { form: Some("standard".to_owned()), jobs: 1, ..Settings::default() };
        let folder = tempfile::tempdir().expect("a folder");
        let disk = pipeline::OutputFolder::new(folder.path());
        let report = pipeline::build(&opened, &settings, &disk, &|_| {}).expect("the form is known");
        let found: Vec<_> = said(&report.findings).into_iter().filter(|(file, ..)| file == path).collect();
        assert!(found.contains(&error(path)), "{path}: {:?}", said(&report.findings));
        if path == standard {
            assert_eq!(report.outcomes, [Outcome::Refused("hana/plan-2024-03-28.pdf".into())], "{path}");
        }
    }
}

#[test]
fn a_template_folder_that_is_missing_is_no_fault() {
    let mut files = Memory::new();
    for name in [CHILD, PLAN, OFFICE] {
        files = files.with(name, Project::new().text(name));
    }
    let opened = pipeline::Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("a project");
    assert_eq!(opened.packs().findings().count(), 0);
}

#[test]
fn fonts_that_cannot_be_read_are_said() {
    let fonts = Fonts::with_folder(&Locked::new(memory().with("fonts/a.ttf", "x"), &["fonts"]), Path::new("fonts"));
    assert_eq!(said(fonts.findings()), [error("fonts")]);
    let fonts =
        Fonts::with_folder(&Locked::new(memory().with("fonts/a.ttf", "x"), &["fonts/a.ttf"]), Path::new("fonts"));
    assert_eq!(said(fonts.findings()), [error("fonts/a.ttf")]);
}

#[test]
fn a_child_may_be_called_what_an_editor_leaves() {
    let child = Project::new().text(CHILD);
    let names = ["#12", "#12#", "4913", "aoki.tmp", "aoki~", "~$aoki", "~aoki"];
    let files = names.iter().fold(memory(), |files, name| files.with(format!("cases/{name}/child.yaml"), &*child));
    let passed =
        ["@eaDir", "$RECYCLE.BIN", "System Volume Information", "lost+found", "__MACOSX", "node_modules", ".git"];
    let files = passed.iter().fold(files, |files, name| files.with(format!("cases/{name}/child.yaml"), &*child));
    let mut findings = Vec::new();
    let children = find(&files, &mut findings).expect("cases/");
    assert_eq!(children, ["#12", "#12#", "4913", "aoki.tmp", "aoki~", "hana", "~$aoki", "~aoki"]);
    assert_eq!(said(&findings), []);
}

/// A project with links of every kind, in a folder that holds something beside it.
#[cfg(unix)]
fn linked() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("outside.txt"), "SECRET OUTSIDE\n").expect("written");
    fs::create_dir(folder.path().join("folder")).expect("made");
    fs::write(folder.path().join("folder/child.yaml"), "氏名: SECRET\n").expect("written");
    let root = folder.path().join("p");
    fs::create_dir(&root).expect("made");
    let small = Project::new();
    let project = Project::at(&root)
        .file(OFFICE, small.text(OFFICE))
        .file(CHILD, small.text(CHILD))
        .file("shared/sora/child.yaml", small.text(CHILD))
        .file("shared/2024-03-28.yaml", small.text(PLAN))
        .folder("cases/hana/plan");
    (folder, project)
}

#[cfg(unix)]
#[test]
fn a_link_below_the_root_is_followed() {
    let (_folder, project) = linked();
    let project = project.link("cases/sora", "../shared/sora").link(PLAN, "../../../shared/2024-03-28.yaml");
    let disk = Disk::new(project.root());
    let mut findings = Vec::new();
    assert_eq!(find(&disk, &mut findings).expect("cases/"), ["hana", "sora"]);
    assert_eq!(said(&findings), []);
    let case = load_case(&disk, "hana");
    assert_eq!(said(&case.findings), []);
    assert!(!case.documents[0].broken);
    assert!(!load_case(&disk, "sora").child.broken);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_root_is_said_once_and_not_read() {
    let (folder, project) = linked();
    let outside = folder.path().join("outside.txt");
    let outside = outside.to_str().expect("UTF-8");
    let project = project
        .link(PLAN, outside)
        .link("cases/hana/events.yaml", outside)
        .link("cases/hana/meeting", "../../../folder")
        .link("cases/evil", "../../folder")
        .link("cases/all", "/");
    fs::create_dir(project.root().join("cases/mei")).expect("made");
    let project = project.link("cases/mei/child.yaml", outside);
    let report = pipeline::check(
        &pipeline::Project::open(project.root()).expect("a project"),
        &Settings { jobs: 1, ..Settings::default() },
        false,
        &|_| {},
    )
    .expect("everybody");
    let shown: String =
        report.findings.iter().map(|found| format!("{}{}", found.message, found.place.source().text())).collect();
    assert!(!shown.contains("SECRET"), "{shown}");
    for path in
        [PLAN, "cases/hana/events.yaml", "cases/hana/meeting", "cases/evil", "cases/all", "cases/mei/child.yaml"]
    {
        let found: Vec<_> =
            report.findings.iter().filter(|found| found.place.source().path() == Path::new(path)).collect();
        let unreadable: Vec<_> = found.iter().filter(|found| found.code.as_str() == "file-unreadable").collect();
        assert_eq!(unreadable.len(), 1, "{path}: {found:?}");
        assert!(unreadable[0].message.contains("プロジェクトのフォルダーの外"), "{}", unreadable[0].message);
    }
}

#[cfg(unix)]
#[test]
fn a_loop_is_said_once_and_not_followed() {
    let (_folder, project) = linked();
    let project = project.link("cases/l1", ".").link("cases/l2", "..").link("cases/hana/plan/again", "..");
    let disk = Disk::new(project.root());
    let mut findings = Vec::new();
    assert_eq!(find(&disk, &mut findings).expect("cases/"), ["hana"]);
    findings.extend(load_case(&disk, "hana").findings);
    let warning = |path: &str| (path.to_owned(), "file-unknown", Severity::Warning);
    assert_eq!(said(&findings), [warning("cases/l1"), warning("cases/l2"), warning("cases/hana/plan/again")]);
}

#[cfg(unix)]
#[test]
fn cases_may_lie_elsewhere_and_count_as_the_root_then() {
    let (folder, project) = linked();
    let share = folder.path().join("share");
    fs::rename(project.root().join("cases"), &share).expect("moved");
    let project = project.link("cases", share.to_str().expect("UTF-8"));
    fs::write(share.join("plan.yaml"), Project::new().text(PLAN)).expect("written");
    let project = project.link(PLAN, "../../plan.yaml");
    let disk = Disk::new(project.root());
    assert_eq!(find(&disk, &mut Vec::new()).expect("cases/"), ["hana"]);
    let case = load_case(&disk, "hana");
    assert!(!case.child.broken && !case.documents[0].broken, "{:?}", case.findings);
    // To everything, or to where the project itself lies, it does not lead.
    for target in ["/", "..", "."] {
        let project = Project::at(project.root()).remove("cases").link("cases", target);
        assert!(find(&Disk::new(project.root()), &mut Vec::new()).is_err(), "{target}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_said_and_not_waited_for() {
    let (_folder, project) = linked();
    let pipe = |path: &str| {
        let path = project.root().join(path);
        assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    };
    pipe("cases/hana/plan/2024-03-28.yaml");
    pipe("cases/hana/events.yaml");
    pipe("cases/office2.yaml");
    let disk = Disk::new(project.root());
    let mut findings = Vec::new();
    find(&disk, &mut findings).expect("cases/");
    findings.extend(load_case(&disk, "hana").findings);
    assert_eq!(said(&findings), [error("cases/office2.yaml"), error("cases/hana/events.yaml"), error(PLAN)]);
}

#[test]
fn no_path_leads_up() {
    let project = project();
    let disk = Disk::new(project.root().join("cases"));
    assert!(disk.read(Path::new("../cases/office.yaml"), 1 << 20).is_err());
    assert!(disk.read(&project.root().join(OFFICE), 1 << 20).is_err(), "nor does an absolute one");
    assert!(disk.read(Path::new("office.yaml"), 1 << 20).is_ok());
}

#[cfg(unix)]
#[test]
fn a_folder_of_fonts_that_is_a_link_to_everything_is_said() {
    let (_folder, project) = linked();
    let project = project.link("fonts", "/");
    let fonts = Fonts::with_folder(&Disk::new(project.root()), Path::new("fonts"));
    assert_eq!(said(fonts.findings()), [error("fonts")]);
}
