//! What is done again after a change: exactly what depends on it, and as `build` would do it.

use super::{samples, samples_printed_here};
use crate::driver::{OFFICE, PLAN, Project, files_below};
use shien::diagnostic::Diagnostic;
use shien::pipeline::live::{Audience, ChangeReport, Listener, Live};
use shien::pipeline::{Outcome, Output, OutputFolder, ProgramFault, Progress, Settings, SetupError};
use shien::protocol::{ListedChild, PrintState, ProjectState, Screen, ShownFinding, ShownPage, Sight, View, ViewState};
use shien::source::{Change, Files, FolderEntry};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(120);

/// Opens the files below a folder.
type Opener = Box<dyn Fn(&Path) -> Box<dyn Files> + Send>;

/// Keeps what it is told.
struct Recorder {
    reports: Sender<ChangeReport>,
    shown: Sender<(View, ViewState)>,
    children: Mutex<BTreeMap<String, ListedChild>>,
    failures: Mutex<Vec<(String, Option<String>)>>,
    /// The pages that were shown before they were judged, the last of them.
    ahead: Mutex<Option<Vec<String>>>,
}

impl Screen for Recorder {
    fn project(&self, _: ProjectState) {}
    fn child(&self, child: &ListedChild) {
        self.children.lock().expect("not poisoned").insert(child.id.clone(), child.clone());
    }
    fn gone(&self, child: &str) {
        self.children.lock().expect("not poisoned").remove(child);
    }
    fn ahead(&self, _: &View, pages: Vec<Arc<ShownPage>>) {
        *self.ahead.lock().expect("not poisoned") = Some(hashes(&pages));
    }
    fn shown(&self, view: &View, shown: ViewState) {
        let _ = self.shown.send((view.clone(), shown));
    }
}

impl Listener for Recorder {
    fn unusable(&self, _: &SetupError) {
        self.children.lock().expect("not poisoned").clear();
    }
    fn failed(&self, failure: &ProgramFault) {
        assert!(failure.words.contains("a fault of the program"), "{failure:?}");
        self.failures.lock().expect("not poisoned").push((failure.child.clone(), failure.document.clone()));
    }
    fn progress(&self, _: Progress) {}
    fn finished(&self, report: &ChangeReport) {
        let copy = ChangeReport {
            paths: report.paths.clone(),
            outcomes: report.outcomes.clone(),
            findings: report.findings.clone(),
            gone: report.gone.clone(),
            left: report.left,
            ..ChangeReport::default()
        };
        let _ = self.reports.send(copy);
    }
}

struct Session {
    project: Project,
    live: Live,
    recorder: Arc<Recorder>,
    reports: Receiver<ChangeReport>,
    shown: Receiver<(View, ViewState)>,
}

impl Session {
    fn open(project: Project) -> Self {
        let output = Arc::new(OutputFolder::new(project.root().join("output")));
        Self::over(Box::new(|root| Box::new(shien::source::Disk::new(root))), project, output)
    }

    fn over(files: Opener, project: Project, output: Arc<dyn Output + Send>) -> Self {
        let (reports, received) = channel();
        let (shown, seen) = channel();
        let (children, failures, ahead) = (Mutex::default(), Mutex::default(), Mutex::default());
        let recorder = Arc::new(Recorder { reports, shown, children, failures, ahead });
        let audience = Audience { screen: recorder.clone(), listener: recorder.clone() };
        let live = Live::over(files, project.root(), Settings::default(), output, audience).expect("opened");
        let session = Self { project, live, recorder, reports: received, shown: seen };
        session.report();
        session
    }

    fn report(&self) -> ChangeReport {
        self.reports.recv_timeout(PATIENCE).expect("a report")
    }

    /// Tells that these paths changed; what came of it.
    fn apply(&mut self, paths: &[&str]) -> ChangeReport {
        let paths = paths.iter().map(PathBuf::from).collect();
        self.live.apply(Change { paths, since: Instant::now() });
        self.report()
    }

    /// Changes a place of a file; what came of it.
    fn edit(&mut self, path: &str, old: &str, new: &str) -> ChangeReport {
        let text = self.project.text(path);
        assert!(text.contains(old), "{old:?} in {path}");
        fs::write(self.project.root().join(path), text.replacen(old, new, 1)).expect("written");
        self.apply(&[path])
    }

    fn view(&mut self, document: &str, form: Option<&str>) -> View {
        let view = View { document: document.to_owned(), form: form.map(str::to_owned) };
        self.live.open_view(&view);
        view
    }

    fn seen(&self, view: &View) -> ViewState {
        loop {
            let (of, shown) = self.shown.recv_timeout(PATIENCE).expect("something is shown");
            if of == *view {
                return shown;
            }
        }
    }

    /// Changes a place of a plan again and again, until its pages were shown before they were judged: on a machine that is
    /// busy the rules may be the first. Those pages, and what was shown of the last change once it was judged.
    fn ahead_of(&mut self, view: &View, old: &str, new: &str) -> (Vec<String>, ViewState) {
        for _ in 0..50 {
            self.edit(PLAN, old, new);
            let judged = self.seen(view);
            if let Some(ahead) = self.recorder.ahead.lock().expect("not poisoned").take() {
                return (ahead, judged);
            }
            self.edit(PLAN, new, old);
            self.seen(view);
            self.recorder.ahead.lock().expect("not poisoned").take();
        }
        panic!("never shown ahead");
    }

    /// Where this program failed since the last call.
    fn failures(&self) -> Vec<(String, Option<String>)> {
        std::mem::take(&mut *self.recorder.failures.lock().expect("not poisoned"))
    }

    fn standing(&self, document: &str) -> PrintState {
        let children = self.recorder.children.lock().expect("not poisoned");
        let found = children.values().flat_map(|child| &child.documents).find(|known| known.id == document);
        found.unwrap_or_else(|| panic!("{document} is listed")).print
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.live.stop();
    }
}

fn printed(report: &ChangeReport) -> BTreeSet<String> {
    let path = |outcome: &Outcome| match outcome {
        Outcome::Printed(path) => Some(path.to_str().expect("ASCII").trim_end_matches(".pdf").to_owned()),
        _ => None,
    };
    report.outcomes.iter().filter_map(path).collect()
}

fn hashes(pages: &[Arc<ShownPage>]) -> Vec<String> {
    pages.iter().map(|page| page.hash.clone()).collect()
}

fn set<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn a_document_is_printed_with_those_that_carry_its_values_over() {
    let mut session = Session::open(samples());
    let interview = session.edit("cases/hana/interview/2024-06-03.md", "。", "、少し書き足した。");
    assert_eq!(printed(&interview), set(["hana/interview-2024-06-03"]));
    assert_eq!(interview.outcomes.len(), 1, "{:?}", interview.outcomes);
    // The monitoring and the 専門的支援実施計画 name this plan; the meetings name drafts.
    let plan = session.edit("cases/hana/plan/2024-03-28.yaml", "支援目標: ", "支援目標: 少しずつ、");
    let touched: BTreeSet<&str> = plan
        .outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Printed(path) | Outcome::Unchanged(path) => path.to_str().expect("ASCII"),
            other => panic!("{other:?}"),
        })
        .collect();
    let carrying = ["hana/monitoring-2024-09-12.pdf", "hana/plan-2024-03-28.pdf", "hana/specialist-2024-04-10.pdf"];
    assert_eq!(touched, BTreeSet::from(carrying));
    // What the 専門的支援実施計画 prints of the plan is not what changed.
    assert_eq!(printed(&plan), set(["hana/monitoring-2024-09-12", "hana/plan-2024-03-28"]));
}

#[test]
fn a_child_is_printed_for_its_own_file_and_all_for_the_office() {
    let mut session = Session::open(samples());
    let child = session.edit("cases/ren/child.yaml", "氏名: ", "氏名: 新");
    assert!(!child.outcomes.is_empty());
    assert!(printed(&child).iter().all(|name| name.starts_with("ren/")), "{:?}", child.outcomes);
    let all = session.project.root().join("output");
    let prints = files_below(&all).iter().filter(|path| path.extension().is_some_and(|e| e == "pdf")).count();
    let office = session.edit("cases/office.yaml", "名称: ", "名称: 新");
    assert_eq!(office.outcomes.len(), prints);
}

#[test]
fn a_template_is_printed_where_it_is_used() {
    let mut session = Session::open(Project::new());
    let lib = session.project.root().join("templates/lib");
    fs::create_dir_all(&lib).expect("made");
    fs::write(lib.join("own.typ"), "#let own = 1\n").expect("written");
    assert_eq!(printed(&session.apply(&["templates/lib", "templates/lib/own.typ"])), set(["hana/plan-2024-03-28"]));
    let page = "templates/plain/page.typ.j2";
    let text = session.project.text(page);
    fs::write(session.project.root().join(page), format!("{text}\n改めた紙\n")).expect("written");
    assert_eq!(printed(&session.apply(&[page])), set(["hana/plan-2024-03-28"]));
    // A pack that nothing prints on.
    let other = session.project.root().join("templates/other");
    fs::create_dir_all(&other).expect("made");
    fs::write(other.join("pack.yaml"), "名称: 別の様式\n継承: standard\n").expect("written");
    assert!(session.apply(&["templates/other", "templates/other/pack.yaml"]).outcomes.is_empty());
}

#[test]
fn children_and_documents_come_and_go() {
    let mut session = Session::open(Project::new());
    let (from, to) = (session.project.root().join("cases/hana"), session.project.root().join("cases/sora"));
    for path in files_below(&from) {
        let target = to.join(path.strip_prefix(&from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(&path, &target).expect("copied");
    }
    let new = session.apply(&["cases/sora", "cases/sora/child.yaml", "cases/sora/plan/2024-03-28.yaml"]);
    assert_eq!(printed(&new), set(["sora/plan-2024-03-28"]));
    fs::remove_file(to.join("plan/2024-03-28.yaml")).expect("removed");
    session.apply(&["cases/sora/plan/2024-03-28.yaml"]);
    assert!(session.recorder.children.lock().expect("not poisoned")["sora"].documents.is_empty());
    fs::remove_dir_all(&to).expect("removed");
    session.apply(&["cases/sora", "cases/sora/child.yaml"]);
    assert!(!session.recorder.children.lock().expect("not poisoned").contains_key("sora"));
    assert!(session.project.has("output/sora/plan-2024-03-28.pdf"), "a print is never deleted");
}

#[test]
fn what_another_child_is_found_to_share_is_told_once_it_is_calm() {
    let mut session = Session::open(Project::copied());
    let shared = |report: &ChangeReport| -> Vec<String> {
        let found = report.findings.iter().filter(|finding| finding.code.as_str() == "certificate-shared");
        found.map(|finding| finding.place.source().path().display().to_string()).collect()
    };
    let number = "番号: \"0012345678\"";
    let own = session.edit("cases/ren/child.yaml", "番号: \"0098765432\"", number);
    assert_eq!(shared(&own), ["cases/ren/child.yaml"], "who saves is told at once");
    assert!(session.live.has_more());
    while session.live.has_more() {
        session.live.do_more();
    }
    let other = session.report();
    assert_eq!((shared(&other), other.outcomes.len()), (vec!["cases/hana/child.yaml".to_owned()], 0));
    let back = session.edit("cases/ren/child.yaml", number, "番号: \"0098765432\"");
    assert_eq!(back.gone.len(), 1);
    while session.live.has_more() {
        session.live.do_more();
    }
    assert_eq!(session.report().gone.len(), 1, "what hana shared is gone too");
}

#[test]
fn a_project_that_is_gone_for_a_while_is_taken_up_again() {
    let mut session = Session::open(Project::new());
    let root = session.project.root().to_owned();
    fs::rename(root.join("cases"), root.join("away")).expect("away");
    session.apply(&["cases", "cases/hana", "cases/hana/plan/2024-03-28.yaml"]);
    assert!(session.recorder.children.lock().expect("not poisoned").is_empty());
    fs::rename(root.join("away"), root.join("cases")).expect("back");
    let back = session.apply(&["cases", "cases/hana", "cases/hana/plan/2024-03-28.yaml"]);
    assert_eq!(back.outcomes, [Outcome::Unchanged("hana/plan-2024-03-28.pdf".into())]);
}

#[test]
fn an_error_leaves_the_print_and_the_page_and_is_told() {
    let mut session = Session::open(Project::new());
    let plan = "cases/hana/plan/2024-03-28.yaml";
    let before = session.project.bytes("output/hana/plan-2024-03-28.pdf");
    let view = session.view("hana/plan-2024-03-28", None);
    let first = session.seen(&view);
    assert_eq!(first.sight, Sight::Fresh);
    let broken = session.edit(plan, "作成日:", "作成の日:");
    assert!(broken.findings.iter().any(|finding| finding.code.as_str() == "unknown-key"), "{:?}", broken.findings);
    let shown = session.seen(&view);
    assert_eq!((shown.sight, shown.pages.is_none()), (Sight::Stale, true));
    assert_eq!(session.standing("hana/plan-2024-03-28"), PrintState::Refused);
    assert_eq!(session.project.bytes("output/hana/plan-2024-03-28.pdf"), before);
    session.edit(plan, "作成の日:", "作成日:");
    let mended = session.seen(&view);
    assert_eq!(mended.sight, Sight::Fresh);
    let pages = |shown: ViewState| hashes(&shown.pages.expect("pages"));
    assert_eq!(pages(mended), pages(first));
}

#[test]
fn what_is_missing_is_shown_as_unfinished_and_not_printed() {
    let mut session = Session::open(Project::new());
    let before = session.project.bytes("output/hana/plan-2024-03-28.pdf");
    let view = session.view("hana/plan-2024-03-28", None);
    session.seen(&view);
    session.edit("cases/hana/plan/2024-03-28.yaml", "作成者:", "# 作成者:");
    let shown = session.seen(&view);
    assert_eq!((shown.sight, shown.pages.is_some()), (Sight::Incomplete, true));
    assert_eq!(session.standing("hana/plan-2024-03-28"), PrintState::Incomplete);
    assert_eq!(session.project.bytes("output/hana/plan-2024-03-28.pdf"), before);
}

/// A sentence of the plan, and what somebody makes of it.
const GOAL: &str = "友だちと一緒に遊びを楽しむ。";
const LONGER_GOAL: &str = "友だちと一緒に遊びを楽しみ、一日に一度は声をかける。";

fn on_the_standard_form() -> Project {
    Project::new().edit(OFFICE, "様式: plain", "様式: standard")
}

#[test]
fn what_is_written_is_shown_before_it_is_judged() {
    let mut session = Session::open(on_the_standard_form());
    let view = session.view("hana/plan-2024-03-28", None);
    let first = session.seen(&view).pages.expect("pages");
    let (ahead, judged) = session.ahead_of(&view, GOAL, LONGER_GOAL);
    assert_ne!(ahead, hashes(&first));
    assert_eq!((judged.sight, hashes(&judged.pages.expect("pages"))), (Sight::Fresh, ahead));
}

#[test]
fn pages_that_turn_out_to_be_faulty_give_way_to_those_before() {
    let mut session = Session::open(on_the_standard_form());
    let view = session.view("hana/plan-2024-03-28", None);
    let first = hashes(&session.seen(&view).pages.expect("pages"));
    let (ahead, judged) = session.ahead_of(&view, "作成者: suzuki", "作成者: nobody");
    assert_ne!(ahead, first);
    assert_eq!((judged.sight, hashes(&judged.pages.expect("pages"))), (Sight::Stale, first.clone()));
    // While it is faulty nothing is shown ahead any more.
    session.edit(PLAN, GOAL, LONGER_GOAL);
    let still = session.seen(&view);
    assert_eq!((still.sight, still.pages.is_none()), (Sight::Stale, true));
    assert!(session.recorder.ahead.lock().expect("not poisoned").is_none());
}

#[test]
fn an_unfinished_document_is_marked_before_it_is_judged_too() {
    let mut session = Session::open(on_the_standard_form());
    let view = session.view("hana/plan-2024-03-28", None);
    session.seen(&view);
    session.edit(PLAN, "作成者:", "# 作成者:");
    assert_eq!(session.seen(&view).sight, Sight::Incomplete);
    session.recorder.ahead.lock().expect("not poisoned").take();
    let (ahead, judged) = session.ahead_of(&view, GOAL, LONGER_GOAL);
    assert_eq!((judged.sight, hashes(&judged.pages.expect("pages"))), (Sight::Incomplete, ahead));
}

#[test]
fn another_form_is_shown_and_not_printed() {
    let mut session = Session::open(samples_printed_here());
    let print = "output/hana/plan-2024-03-28.pdf";
    let before = session.project.bytes(print);
    let (own, tokyo) =
        (session.view("hana/plan-2024-03-28", None), session.view("hana/plan-2024-03-28", Some("tokyo")));
    let mut seen = BTreeMap::new();
    while seen.len() < 2 {
        let (view, shown) = session.shown.recv_timeout(PATIENCE).expect("both are shown");
        seen.insert(view, shown.pages.expect("pages"));
    }
    assert!(seen[&own][0].width > seen[&own][0].height, "the national form lies");
    assert!(seen[&tokyo][0].width < seen[&tokyo][0].height, "Tokyo's stands");
    assert_eq!(session.project.bytes(print), before);
}

#[test]
fn a_page_that_looks_as_before_is_the_same_sheet() {
    let mut session = Session::open(samples_printed_here());
    let path = "cases/hana/assessment/2024-03-11.md";
    let view = session.view("hana/assessment-2024-03-11", None);
    let before = session.seen(&view).pages.expect("pages");
    assert!(before.len() > 1, "the sample has several pages");
    let text = session.project.text(path);
    let last = text.trim_end().rfind('。').expect("a sentence");
    let edited = format!("{}、書き足し{}", &text[..last], &text[last..]);
    fs::write(session.project.root().join(path), edited).expect("written");
    session.apply(&[path]);
    let after = session.seen(&view).pages.expect("pages");
    assert_eq!(before.len(), after.len());
    assert!(Arc::ptr_eq(&before[0], &after[0]), "the first page is as it was");
    assert!(before.iter().zip(&after).any(|(before, after)| before.hash != after.hash), "one is not");
}

#[test]
fn after_many_changes_all_is_as_a_fresh_build_makes_it() {
    let mut session = Session::open(samples_printed_here());
    let files = files_below(&session.project.root().join("cases"));
    let root = session.project.root().to_owned();
    for (round, path) in
        files.iter().enumerate().filter(|(round, path)| round % 3 == 0 && !path.ends_with("events.yaml"))
    {
        let text = fs::read_to_string(path).expect("readable");
        let places: Vec<usize> = text.match_indices('。').map(|(at, _)| at).collect();
        let Some(at) = places.get(round % places.len().max(1)) else { continue };
        fs::write(path, format!("{}({round}){}", &text[..*at], &text[*at..])).expect("written");
        let path = path.strip_prefix(&root).expect("below").to_str().expect("ASCII");
        session.apply(&[path]);
    }
    session.edit("cases/office.yaml", "名称: ", "名称: 新");
    session.live.stop();
    let fresh = session.project.root().join("fresh");
    let out = fresh.to_str().expect("UTF-8");
    let run = session.project.run(["build", "--out", out]);
    assert_ne!(run.code, Some(2), "{}", run.stderr);
    let mut compared = 0;
    for path in files_below(&fresh).iter().filter(|path| path.extension().is_some_and(|e| e == "pdf")) {
        let own = root.join("output").join(path.strip_prefix(&fresh).expect("below"));
        assert_eq!(fs::read(path).expect("fresh"), fs::read(&own).expect("kept up"), "{}", own.display());
        compared += 1;
    }
    assert!(compared > 15, "only {compared} prints");
}

#[test]
fn a_report_tells_only_what_is_new_and_what_is_gone() {
    let mut session = Session::open(Project::new());
    let plan = "cases/hana/plan/2024-03-28.yaml";
    let codes = |findings: &[Diagnostic]| findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>();
    let broken = session.edit(plan, "作成日:", "作成の日:");
    assert!(codes(&broken.findings).contains(&"unknown-key"), "{:?}", broken.findings);
    assert!(broken.left.errors > 0);
    // Another line above moves it, and it is not said again.
    let moved = session.edit(plan, "作成の日:", "# 一行\n作成の日:");
    assert!(codes(&moved.findings).is_empty() && codes(&moved.gone).is_empty(), "{:?}", moved.findings);
    assert_eq!(moved.left, broken.left);
    let mended = session.edit(plan, "作成の日:", "作成日:");
    assert!(codes(&mended.gone).contains(&"unknown-key") && codes(&mended.findings).is_empty(), "{:?}", mended.gone);
}

#[test]
fn documents_are_told_in_the_order_of_the_trail() {
    let session = Session::open(samples_printed_here());
    let children = session.recorder.children.lock().expect("not poisoned");
    let yuki: Vec<&str> = children["yuki"].documents.iter().map(|document| document.id.as_str()).collect();
    let order = [
        "yuki/assessment-2025-09-10",
        "yuki/plan-2025-09-16",
        "yuki/meeting-2025-09-22",
        "yuki/plan-2025-09-25",
        "yuki/interview-2025-12-04",
        "yuki/monitoring-2026-03-05",
        "yuki/assessment-2026-03-09",
        "yuki/plan-2026-03-11",
        "yuki/meeting-2026-03-16",
        "yuki/plan-2026-03-19",
    ];
    assert_eq!(yuki, order);
    // Their names begin with their dates.
    let dates: Vec<_> =
        children["hana"].documents.iter().map(|document| document.name.get(..10).or(document.name.get(..7))).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    assert_eq!(children["yuki"].reading.as_deref(), Some("よしだ ゆき"));
}

#[test]
fn a_finding_knows_its_place_on_the_pages() {
    let mut session = Session::open(samples_printed_here());
    let plan = "cases/hana/plan/2024-03-28.yaml";
    let view = session.view("hana/plan-2024-03-28", None);
    session.seen(&view);
    let found = |shown: &ViewState, key: &str, words: &str| {
        let is_meant = |finding: &&ShownFinding| finding.told[key].as_str().is_some_and(|told| told.contains(words));
        let finding = shown.findings.iter().find(is_meant).unwrap_or_else(|| panic!("{words} in {:?}", shown.findings));
        finding.spot.expect("a place")
    };
    // In a text, whose letters know where they come from.
    session.edit(plan, "はなさんが、来所時", "〇〇、はなさんが、来所時");
    let shown = session.seen(&view);
    let spot = found(&shown, "code", "placeholder-left");
    assert!(spot.exact, "{spot:?}");
    let (page, area) = (&shown.pages.as_ref().expect("pages")[spot.page], spot.area);
    assert!(area.x > 0.0 && area.x + area.width < page.width, "{area:?}");
    assert!(area.y > 0.0 && area.y + area.height < page.height, "{area:?}");
    assert!(area.width < page.width / 2.0, "one box and not the page: {area:?}");
    // Of a text that cannot be printed the pages before tell where it would be.
    session.edit(plan, "支援目標: |", "支援目票: |");
    let shown = session.seen(&view);
    assert!(shown.pages.is_none());
    let near = found(&shown, "message", "支援目票");
    assert!(!near.exact && (near.area.y - area.y).abs() < 120.0, "{near:?} beside {area:?}");
}

/// A part of the machine that makes the program fail while it is set.
#[derive(Clone)]
struct Trap<T>(T, Arc<AtomicBool>);

impl<T> Trap<T> {
    fn spring(&self, path: &Path, on: &str) {
        assert!(!self.1.load(Ordering::SeqCst) || !path.ends_with(on), "a fault of the program");
    }
}

impl Output for Trap<OutputFolder> {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.spring(path, "hana/interview-2024-06-03.pdf");
        self.0.write(path, bytes)
    }
}

impl Files for Trap<shien::source::Disk> {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.spring(path, "cases/ren/child.yaml");
        self.spring(path, "cases/office.yaml");
        self.0.read(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.0.list(folder)
    }
}

#[test]
fn a_fault_of_the_program_while_printing_is_said_and_ends_one_document() {
    let fault = Arc::new(AtomicBool::new(true));
    let project = samples_printed_here();
    let output = Arc::new(Trap(OutputFolder::new(project.root().join("output")), Arc::clone(&fault)));
    let mut session = Session::over(Box::new(|root| Box::new(shien::source::Disk::new(root))), project, output);
    let document = "hana/interview-2024-06-03";
    assert_eq!(session.failures(), [("hana".to_owned(), Some("interview/2024-06-03".to_owned()))]);
    assert_eq!(session.standing(document), PrintState::Refused);
    let report = session.edit("cases/hana/interview/2024-06-03.md", "。", "、少し書き足した。");
    assert_eq!(report.outcomes, [Outcome::Failed(format!("{document}.pdf").into())]);
    assert_eq!(session.failures().len(), 1);
    fault.store(false, Ordering::SeqCst);
    let report = session.edit("cases/hana/interview/2024-06-03.md", "。", "、また書き足した。");
    assert_eq!(printed(&report), set([document]));
    assert_eq!(session.standing(document), PrintState::Printed);
}

#[test]
fn a_fault_of_the_program_while_checking_is_said_and_ends_one_child() {
    let fault = Arc::new(AtomicBool::new(false));
    let (project, trap) = (samples_printed_here(), Arc::clone(&fault));
    let output = Arc::new(OutputFolder::new(project.root().join("output")));
    let files =
        move |root: &Path| -> Box<dyn Files> { Box::new(Trap(shien::source::Disk::new(root), Arc::clone(&trap))) };
    let mut session = Session::over(Box::new(files), project, output);
    fault.store(true, Ordering::SeqCst);
    let report = session.edit("cases/ren/child.yaml", "氏名: ", "氏名: 新");
    assert_eq!(report.outcomes, []);
    assert_eq!(session.failures(), [("ren".to_owned(), None)]);
    // The others go on, and it is not said again for each of their changes.
    let report = session.edit("cases/hana/interview/2024-06-03.md", "。", "、少し書き足した。");
    assert_eq!(printed(&report), set(["hana/interview-2024-06-03"]));
    assert_eq!(session.failures(), []);
    // What all share cannot be read meanwhile, and the watch still goes on.
    session.edit("cases/office.yaml", "名称: ", "名称: 新");
    fault.store(false, Ordering::SeqCst);
    let report = session.edit("cases/office.yaml", "名称: ", "名称: 新");
    assert!(report.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Printed(path) if path.starts_with("ren"))));
    let report = session.edit("cases/ren/child.yaml", "氏名: ", "氏名: 新");
    assert!(!report.outcomes.is_empty() && session.failures().is_empty());
}
