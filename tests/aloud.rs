//! What a screen reader is told of each form: of which label a value is, and what only eyes can see in words.

use crate::driver::{files_below, pdf_words};
use crate::swapped::full;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// An element of a tagged PDF.
#[derive(Debug, Default)]
struct Element {
    indent: usize,
    kind: String,
    id: String,
    attributes: Vec<String>,
    /// Its own text, without that of the elements in it.
    text: String,
    parent: Option<usize>,
}

/// The elements of a file in order, as poppler reads them.
fn structure(pdf: &Path) -> Vec<Element> {
    let output = Command::new("pdfinfo").arg("-struct-text").arg(pdf).output().expect("pdfinfo of poppler-utils");
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        match words.chars().next() {
            None => {}
            Some('/') => all.extend_last(words),
            Some('"') => {
                open.retain(|at| all[*at].indent < indent);
                if let Some(at) = open.last() {
                    all[*at].text.push_str(words.trim_matches('"'));
                }
            }
            Some(_) => {
                open.retain(|at| all[*at].indent < indent);
                let kind = words.split([' ', ':']).next().unwrap_or_default().to_owned();
                let id = words.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(id, _)| id.to_owned());
                let parent = open.last().copied();
                all.push(Element { indent, kind, id: id.unwrap_or_default(), parent, ..Element::default() });
                open.push(all.len() - 1);
            }
        }
    }
    all
}

/// Adds an attribute to the element that was read last.
trait ExtendLast {
    fn extend_last(&mut self, attribute: &str);
}

impl ExtendLast for Vec<Element> {
    fn extend_last(&mut self, attribute: &str) {
        if let Some(last) = self.last_mut() {
            last.attributes.push(attribute.to_owned());
        }
    }
}

/// The structure of a file, to be asked.
pub(crate) struct Aloud(Vec<Element>);

impl Aloud {
    pub(crate) fn of(pdf: &Path) -> Self {
        Self(structure(pdf))
    }

    /// All text in an element.
    pub(crate) fn text(&self, at: usize) -> String {
        let within = |mut one: usize| loop {
            if one == at {
                return true;
            }
            match self.0[one].parent {
                Some(parent) => one = parent,
                None => return false,
            }
        };
        let text: String = (at..self.0.len()).filter(|one| within(*one)).map(|one| self.0[one].text.as_str()).collect();
        text.split_whitespace().collect()
    }

    fn attribute(&self, at: usize, name: &str) -> Option<&str> {
        self.0[at].attributes.iter().find_map(|one| one.strip_prefix(name)).map(str::trim)
    }

    /// The ids of the headings of a cell, its own or of the cell that it is in.
    pub(crate) fn headers(&self, at: usize) -> Vec<String> {
        let own = self.attribute(at, "/Headers").unwrap_or_default();
        let ids = own.trim_matches(['[', ']']).split(['(', ')', ' ']).filter(|id| !id.is_empty()).map(str::to_owned);
        let ids: Vec<String> = ids.collect();
        match self.0[at].parent {
            Some(parent) if ids.is_empty() => self.headers(parent),
            _ => ids,
        }
    }

    /// Whether a cell says itself what it is: it has its title in it, or is all of its table, under a heading of the page.
    fn is_titled(&self, at: usize) -> bool {
        let table = |mut one: usize| loop {
            match self.0[one].parent {
                Some(parent) if self.0[parent].kind == "Table" => return Some(parent),
                Some(parent) => one = parent,
                None => return None,
            }
        };
        let cells = ["TD", "TH"].into_iter().flat_map(|kind| self.all(kind));
        let text = self.text(at);
        TITLES.iter().any(|title| text.contains(title)) || cells.filter(|cell| table(*cell) == table(at)).count() == 1
    }

    pub(crate) fn all(&self, kind: &'static str) -> impl Iterator<Item = usize> {
        (0..self.0.len()).filter(move |at| self.0[*at].kind == kind)
    }

    /// The words of the headings of a cell.
    pub(crate) fn labels(&self, at: usize) -> Vec<String> {
        let headings = self.headings();
        self.headers(at).iter().filter_map(|id| headings.get(id.as_str()).cloned()).collect()
    }

    /// The words of each heading by its id.
    fn headings(&self) -> BTreeMap<&str, String> {
        self.all("TH").map(|at| (self.0[at].id.as_str(), self.text(at))).collect()
    }
}

/// The children's papers of every kind on a form, printed.
fn printed(form: &str) -> Vec<(String, Aloud)> {
    let project = full();
    let out = project.root().join("aloud");
    let run = project.run(["build", "--form", form, "--draft", "--out", out.to_str().expect("UTF-8")]);
    let prints = files_below(&out).into_iter().filter(|path| path.extension().is_some_and(|end| end == "pdf"));
    let prints: Vec<(String, Aloud)> = prints
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), Aloud::of(&path)))
        .collect();
    assert!(prints.len() > 9, "{form}: {}", run.stderr);
    prints
}

/// The titles that stand in the boxes of 別紙１ themselves.
const TITLES: [&str; 6] = ["家族構成", "社会関係図", "生活歴", "医療の状況", "本人の主訴", "家族の主訴"];

/// The packs of the program that have templates or settings of their own.
const PACKS: [&str; 10] =
    ["standard", "tokyo", "nagoya", "shiki", "daily", "nakano", "chiba", "selfplan", "renkei", "wide"];

#[test]
fn each_value_in_a_table_is_heard_with_its_label_on_every_form_of_every_pack() {
    let mut unlabelled = Vec::new();
    let mut unscoped = Vec::new();
    for form in PACKS {
        for (name, aloud) in printed(form) {
            let cells = aloud.all("TD").filter(|at| !aloud.text(*at).is_empty());
            let bare = cells.filter(|at| aloud.headers(*at).is_empty() && !aloud.is_titled(*at));
            unlabelled.extend(bare.map(|at| format!("{form} {name}: {}", aloud.text(at))));
            let heads =
                aloud.all("TH").filter(|at| aloud.attribute(*at, "/Scope").is_none() || aloud.text(*at).is_empty());
            unscoped.extend(heads.map(|at| format!("{form} {name}: {}", aloud.text(at))));
            assert!(aloud.all("TH").next().is_some(), "{form} {name} has labels");
        }
    }
    assert!(unlabelled.is_empty(), "values without a label:\n{unlabelled:#?}");
    assert!(unscoped.is_empty(), "labels that say nothing, or not of what they are:\n{unscoped:#?}");
}

#[test]
fn the_hours_of_a_plan_are_heard_with_their_own_label() {
    for form in ["standard", "tokyo"] {
        let prints = printed(form);
        let (_, aloud) = prints.iter().find(|(name, _)| name.starts_with("plan-")).expect("a plan");
        let headings = aloud.headings();
        let cell = aloud.all("TD").find(|at| {
            aloud
                .headers(*at)
                .iter()
                .any(|id| headings.get(id.as_str()).is_some_and(|words| words.contains("標準的な提供時間等")))
        });
        assert!(cell.is_some_and(|at| !aloud.text(at).is_empty()), "{form}: {headings:?}");
    }
}

#[test]
fn a_day_without_hours_is_silent() {
    for form in ["standard", "tokyo"] {
        for (name, aloud) in printed(form).iter().filter(|(name, _)| name == "plan-2024-03-28") {
            let cells: Vec<String> = aloud.all("TD").map(|at| aloud.text(at)).collect();
            assert!(cells.iter().any(|text| text.contains('～')), "{form} {name} has hours");
            assert!(!cells.iter().any(|text| text == "～"), "{form} {name}: a day without hours is heard");
        }
    }
}

#[test]
fn the_family_is_one_figure() {
    let prints = printed("standard");
    let (_, aloud) = prints.iter().find(|(name, _)| name == "consult-basic").expect("別紙１");
    let nested = |at: usize| {
        let mut one = at;
        while let Some(parent) = aloud.0[one].parent {
            if aloud.0[parent].kind == "Figure" {
                return true;
            }
            one = parent;
        }
        false
    };
    let drawings: Vec<usize> = aloud.all("Figure").filter(|at| aloud.text(*at).contains('母')).collect();
    assert_eq!(drawings.len(), 1, "the genogram");
    assert!(!aloud.all("Figure").any(nested), "no figure within a figure");
}

/// What the pictures of a file say to those who do not see them, as the structure of the file has it.
fn alternatives(pdf: &Path) -> Vec<String> {
    const OPENER: &[u8] = b"/Alt<FEFF";
    let bytes = std::fs::read(pdf).expect("readable");
    let said = |at: usize| {
        let digits = bytes[at + OPENER.len()..].split(|byte| *byte == b'>').next()?;
        let units = digits.chunks(4).map(|four| u16::from_str_radix(str::from_utf8(four).ok()?, 16).ok());
        String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
    };
    let found = bytes.windows(OPENER.len()).enumerate().filter(|(_, window)| *window == OPENER);
    found.filter_map(|(at, _)| said(at)).collect()
}

#[test]
fn the_family_is_told_in_words() {
    let project = full();
    project.run(["build", "hana", "--form", "standard", "--kind", "consult-basic", "--draft"]);
    let told = alternatives(&project.root().join("output/hana/consult-basic.pdf"));
    let family: Vec<&String> = told.iter().filter(|told| told.starts_with("家族構成の図。")).collect();
    assert_eq!(family.len(), 1, "{told:?}");
    let words = "家族構成の図。祖母（女、69歳、別居）、父（男、39歳、同居）、母（女、37歳、同居、主たる介護者）、本人（女、7歳、同居）、弟（男、4歳、同居）";
    assert_eq!(family[0], words);
}

#[test]
fn a_parent_at_home_who_lives_apart_from_the_other_is_not_told_to_be_away() {
    let child = "cases/hana/child.yaml";
    let project = full();
    let text = project.text(child);
    let mother = text.lines().find(|line| line.contains("続柄: 母, 氏名: 佐藤 恵, 生年月日")).expect("the mother");
    let project = project.edit(child, mother, "  - {続柄: 母, 氏名: 佐藤 恵, 同居: true, 別居: true}");
    let run = project.run(["build", "hana", "--form", "standard", "--kind", "consult-basic", "--draft"]);
    let pdf = project.root().join("output/hana/consult-basic.pdf");
    let told = alternatives(&pdf).into_iter().find(|told| told.starts_with("家族構成の図。")).expect("the figure");
    assert!(told.contains("母（女、同居、父母は別居）"), "{told}\n{}", run.stderr);
    assert!(pdf_words(&pdf).contains("佐藤恵同居父母の別居"), "{}", pdf_words(&pdf));
}

#[test]
fn what_changed_is_heard_with_the_name_of_its_box() {
    let project = full();
    let path = project.root().join("changes.pdf");
    let run = project.run(["diff", "hana", "--format", "pdf", "--out", path.to_str().expect("UTF-8")]);
    assert!(path.exists(), "{}{}", run.stdout, run.stderr);
    let aloud = Aloud::of(&path);
    let headings = aloud.headings();
    let is_of_row = |at: &usize| aloud.attribute(*at, "/Scope") == Some("/Row") && !aloud.text(*at).is_empty();
    assert!(aloud.all("TH").filter(is_of_row).count() > 9, "{headings:?}");
    let goal = aloud.all("TD").find(|at| {
        let heard: Vec<&str> =
            aloud.headers(*at).iter().filter_map(|id| headings.get(id.as_str())).map(String::as_str).collect();
        heard.contains(&"支援目標") && heard.iter().any(|words| words.contains('新'))
    });
    assert!(goal.is_some_and(|at| !aloud.text(at).is_empty()), "{headings:?}");
}

#[test]
fn the_window_is_called_by_title_name_and_date() {
    let project = full();
    project.run(["build", "--form", "standard", "--kind", "plan"]);
    let print = project.root().join("output/hana/plan-2024-03-28.pdf");
    let told = Command::new("pdfinfo").arg(print).output().expect("pdfinfo").stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    let title = told.lines().find_map(|line| line.strip_prefix("Title:")).map(str::trim);
    assert_eq!(title, Some("個別支援計画書　佐藤 はな　作成日 令和6年3月28日"), "{told}");
}

#[test]
fn the_days_of_the_plan_in_plain_words_are_heads_of_their_columns() {
    let project = full();
    let run = project.run(["sheet", "easy-child", "hana", "--form", "standard"]);
    let out = files_below(&project.root().join("output/hana"));
    let sheet = out.into_iter().find(|path| path.to_string_lossy().contains("easy-child"));
    let aloud = Aloud::of(&sheet.unwrap_or_else(|| panic!("{}", run.stderr)));
    let heads: Vec<usize> = aloud.all("TH").collect();
    assert!(heads.len() > 1 && aloud.all("TD").next().is_some(), "the days of a week");
    assert!(heads.iter().all(|at| aloud.attribute(*at, "/Scope") == Some("/Column")));
    assert!(aloud.all("TD").all(|at| !aloud.headers(at).is_empty()));
}

#[test]
fn the_window_of_the_log_of_one_child_has_the_name() {
    let project = full();
    let out = project.root().join("log.pdf");
    let run = project.run(["log", "hana", "--format", "pdf", "--out", out.to_str().expect("UTF-8")]);
    let told = Command::new("pdfinfo").arg(&out).output().expect("pdfinfo").stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    let title = told.lines().find_map(|line| line.strip_prefix("Title:")).map(str::trim).unwrap_or_default();
    assert!(title.starts_with("支援計画の経過　佐藤 はな　"), "{title}\n{}", run.stderr);
}
