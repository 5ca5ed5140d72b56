//! Papers of children that exist only in memory, printed on every pack that prints them in its own way.

use super::papers::Paper;
use crate::driver::repository;
use crate::sheets::unmarked;
use shien::case::{Case, Document};
use shien::compare::{Medium, Version, compare};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Files, Memory};
use shien::typeset::{Layout, Typesetter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Children with their papers, loaded once.
pub(crate) struct Press {
    project: Project,
    cases: BTreeMap<String, Case>,
}

impl Press {
    pub(crate) fn of(papers: &[Paper]) -> Self {
        Self::with(papers, &[])
    }

    /// The same in an office that has these files of its own: a path, and what stands there.
    pub(crate) fn with(papers: &[Paper], files: &[(String, String)]) -> Self {
        let read =
            |path: &str| std::fs::read(repository().join("tests/project").join(path)).expect("a file of the project");
        let office = String::from_utf8(read("cases/office.yaml")).expect("UTF-8").replace("様式: plain\n", "");
        let children: BTreeSet<&str> = papers.iter().map(|paper| paper.child.as_str()).collect();
        let memory = Memory::new().with("cases/office.yaml", office.as_str());
        let memory = files.iter().fold(memory, |memory, (path, text)| memory.with(path.as_str(), text.as_str()));
        let memory = children.iter().fold(memory, |memory, child| {
            memory.with(format!("cases/{child}/child.yaml").as_str(), read("cases/hana/child.yaml"))
        });
        let memory =
            papers.iter().fold(memory, |memory, paper| memory.with(paper.path().as_str(), paper.text.as_str()));
        let files = || -> Box<dyn Files> { Box::new(memory.clone()) };
        let project = Project::from_files(&files, Fonts::embedded()).expect("it opens");
        let load = |child: &str| (child.to_owned(), project.load(child, &Settings::default()).0);
        let cases = children.iter().map(|child| load(child)).collect();
        Self { project, cases }
    }

    fn document(&self, paper: &Paper) -> (&Case, &Document) {
        let case = &self.cases[&paper.child];
        let document = case.document(paper.kind, &paper.name);
        (case, document.unwrap_or_else(|| panic!("{} of {}", paper.name, paper.child)))
    }

    fn source(&self, printer: &Printer<'_>, paper: &Paper) -> String {
        let (case, document) = self.document(paper);
        printer.source(case, document).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    /// The 新旧対照表 of two of the papers.
    pub(crate) fn compared(&self, old: &Paper, new: &Paper) -> Layout {
        let version = |paper| {
            let (case, document) = self.document(paper);
            Version { case, document, organisation: self.project.organisation(), revision: None }
        };
        let versions = (&version(old), &version(new));
        let mut printer = Printer::new(&self.project, None);
        let layout = printer.comparison_layout(versions, &compare(versions.0, versions.1, Medium::Paper), true);
        printer.forget();
        layout.unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    /// The sheet of a log with a plan of these steps: what it says of each.
    pub(crate) fn log(&self, steps: &[String]) -> Layout {
        let rows = |step: &String| {
            format!(
                "(step: \"説明\", day: (\"令和6年3月28日\",), by: (\"鈴木\",), with: (\"佐藤\",), content: (\"{step}\",), \
                 edition: (), paper: (), marks: (), missing: false)"
            )
        };
        let rows: Vec<String> = steps.iter().map(rows).collect();
        let source = format!(
            "#import \"/lib/form.typ\": *\n#import \"/lib/log.typ\": *\n\
             #let subject = (title: \"経過\", name: \"佐藤 はな\", dated: \"\", states: (), watermark: none, missing: (), families: (\"BIZ UDGothic\",), variants: ())\n\
             #show: form.with(form: (title: \"経過\", paper: \"A4横\"), document: subject)\n\
             #sheet(paper: \"A4横\", document: subject, log-steps(labels: (step: \"手順\", day: \"年月日\", by: \"行った人\", \
             with: \"相手\", content: \"内容\", edition: \"版\", paper: \"記録\"), ({},)))",
            rows.join(", ")
        );
        let library = self.project.packs().library().into_iter();
        let library: Vec<_> = library.map(|(name, source)| (name, source.text().to_owned())).collect();
        let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &library);
        typesetter.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"))
    }

    /// The packs that print one of these papers otherwise than those before them. The project's own form prints next to nothing.
    pub(crate) fn packs(&self, papers: &[&Paper]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut is_new = |pack: &String| {
            let printer = Printer::new(&self.project, Some(pack));
            seen.insert(papers.iter().map(|paper| unmarked(&self.source(&printer, paper))).collect::<Vec<_>>())
        };
        let packs = self.project.packs().iter().map(|pack| pack.id.clone());
        packs.filter(|pack| pack != "plain").filter(&mut is_new).collect()
    }

    /// The papers on a pack.
    pub(crate) fn print(&self, papers: &[Paper], pack: &str, mut look: impl FnMut(&Paper, &Layout)) {
        let mut printer = Printer::new(&self.project, Some(pack));
        for paper in papers {
            let source = self.source(&printer, paper);
            look(
                paper,
                &printer
                    .layout(&source)
                    .unwrap_or_else(|failures| panic!("{} of {} on {pack}: {failures:?}", paper.name, paper.child)),
            );
            printer.forget();
        }
    }
}
