//! What a rule is, and how it is asked.

use super::companion::Companion;
use super::facts::{ChildFile, ChildFiles, Facts, File, Ground, Owed, Where};
use super::judges::Judges;
use crate::case::Document;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Place;
use crate::timeline::{Stay, What};

/// A rule of the book.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, named for the fault.
    pub code: Code,
    /// The family it belongs to.
    pub group: Group,
    /// How grave, unless the office says otherwise.
    pub severity: Severity,
    /// One line: what is wrong when it speaks.
    pub summary: &'static str,
    /// Its page, the Markdown beside it: what it looks at, why, an example, how to mend it, what it rests on.
    pub explanation: &'static str,
    /// How sure that is.
    pub certainty: Certainty,
    /// Which papers it judges.
    pub judges: Judges,
    /// The files, and the keys in them, whose values it rests on: where one of them could not be read, nothing can be
    /// said. `a.b` is the key `b` within `a`, `a.*` all within `a`, `*` all that a file says.
    pub rests_on: &'static [(Reach, &'static [&'static str])],
    /// Whether the value that it reports can be read, and means nothing that others may be held against.
    pub leaves_doubt: bool,
    /// Whether it names an odd letter itself, since it makes a value none that can be used.
    pub names_letters: bool,
    /// Whether it counts for 個別支援計画未作成減算.
    pub reduction: bool,
    /// How it finds its fault.
    pub checks: &'static [Check],
}

/// The files that a finding may rest on. Folders are written as `consult/plan/`, and `consult/basic/` for what a child has
/// only one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The documents in which it stands.
    Own,
    /// Those of a folder that the own ones name (原案, 計画 …), or that these name.
    Named(&'static str),
    /// The same, and those of a folder that name one of them.
    Linked(&'static str),
    /// Every one of a folder: it is looked for by its days, or may be any.
    All(&'static str),
    /// `office.yaml`.
    Office,
    /// `child.yaml`.
    Child,
    /// `events.yaml`, as a whole: its lines are looked at one by one.
    Events,
}

/// The families of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Is the file what it should be?
    Shape,
    /// Was it made by who has to make it?
    Author,
    /// Is the office's paper trail whole?
    Trail,
    /// Is the trail of the 相談支援 side whole?
    Consult,
    /// Are periods and dates within their limits?
    Time,
    /// Does the plan say what a plan has to say, of this child and in its own words?
    Content,
    /// Is what an 加算 asks for there?
    AddOns,
    /// Do the hours of the week add up?
    Timetable,
    /// Are the facts plausible: numbers, certificates, dates of birth?
    Facts,
    /// Do the two plans move together?
    Linkage,
    /// Does it come out on paper?
    Print,
}

impl Group {
    /// The word on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Author => "author",
            Self::Trail => "trail",
            Self::Consult => "consult",
            Self::Time => "time",
            Self::Content => "content",
            Self::AddOns => "add-ons",
            Self::Timetable => "timetable",
            Self::Facts => "facts",
            Self::Linkage => "linkage",
            Self::Print => "print",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Shape => "書き方",
            Self::Author => "作成者",
            Self::Trail => "手順と記録",
            Self::Consult => "相談支援",
            Self::Time => "期限と期間",
            Self::Content => "計画の内容",
            Self::AddOns => "加算",
            Self::Timetable => "時間割",
            Self::Facts => "事実",
            Self::Linkage => "計画の連動",
            Self::Print => "印刷",
        }
    }

    /// Whether an error of this family keeps a document from being printed.
    #[must_use]
    pub fn refuses_print(self) -> bool {
        matches!(self, Self::Shape | Self::Print)
    }
}

/// How sure a rule's basis is. What one source says, or general knowledge only, is never an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It follows from the program itself (a file it cannot read).
    Program,
    /// Read in a notice, an official page or a real form.
    Verified,
    /// Second-hand re-drawings of the official form that agree.
    SecondHand,
    /// Said in the trade's own guides of 2023.
    Guide,
    /// Read in one second-hand source only: 確認事項.
    OneSource,
    /// General knowledge, not confirmed: 確認事項.
    Unconfirmed,
}

impl Certainty {
    /// The word in explanations.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Program => "このプログラムの約束",
            Self::Verified => "通知・公式資料・実際の様式で確認",
            Self::SecondHand => "複数の二次資料が一致",
            Self::Guide => "実務の解説(2023年)による",
            Self::OneSource => "二次資料一つによる(確認事項)",
            Self::Unconfirmed => "未確認の一般知識(確認事項)",
        }
    }

    /// Whether what rests on it may be an error.
    #[must_use]
    pub fn bears_an_error(self) -> bool {
        !matches!(self, Self::OneSource | Self::Unconfirmed)
    }
}

/// How a rule finds its fault.
#[derive(Debug)]
pub enum Check {
    /// The loader reports it.
    Loading,
    /// Layout reports it (`build`, `check --print`).
    Layout,
    /// By `office.yaml`, once a project.
    Office(fn(&Ground<'_>, &mut Reporter<'_>)),
    /// By the text and the tree of files, whatever they hold.
    File(&'static [Where], fn(&Ground<'_>, &File<'_>, &mut Reporter<'_>)),
    /// By `child.yaml` and `events.yaml`.
    Child(fn(&Facts<'_>, &mut Reporter<'_>)),
    /// By one paper.
    Paper(fn(&Facts<'_>, &Document, &mut Reporter<'_>)),
    /// By what is owed and not done, or was done late: all that a paper or a stay of the child obliges to, at once.
    Duty(&'static [What], Tell),
    /// By a child beside another, in the second pass.
    Together {
        /// What two children never share, as hashes: who shares enough of them is held against each other.
        marks: fn(&Companion<'_>) -> Vec<u64>,
        /// How many are enough.
        least: usize,
        /// With how many others a child is held against at most: those that share most with it.
        most: usize,
        /// What is found by a child where it shares such marks with another.
        compare: fn(&Companion<'_>, &Companion<'_>, &mut Reporter<'_>),
    },
}

/// Who tells what is owed, by what obliges to it.
#[derive(Debug, Clone, Copy)]
pub enum Tell {
    /// A paper.
    Paper(fn(&Facts<'_>, &Document, &[Owed<'_>], &mut Reporter<'_>)),
    /// The child at an office.
    Stay(fn(&Facts<'_>, &Stay<'_>, &[Owed<'_>], &mut Reporter<'_>)),
}

impl Rule {
    /// What most rules have in common.
    pub(super) const BASE: Self = Self {
        code: Code::new(""),
        group: Group::Shape,
        severity: Severity::Error,
        summary: "",
        explanation: "",
        certainty: Certainty::Program,
        judges: Judges::ALL,
        rests_on: &[],
        leaves_doubt: false,
        names_letters: false,
        reduction: false,
        checks: &[Check::Loading],
    };

    /// What is found by the office file alone.
    pub(super) fn check_office(&'static self, ground: &Ground<'_>, file: &File<'_>, findings: &mut Vec<Diagnostic>) {
        let mut reporter = Reporter::new(self, findings);
        for check in self.checks {
            match check {
                Check::Office(check) => check(ground, &mut reporter),
                Check::File(places, check) if places.contains(&Where::Office) => check(ground, file, &mut reporter),
                _ => {}
            }
        }
    }

    /// What is found by a child, whose files these are.
    pub(super) fn check(&'static self, facts: &Facts<'_>, files: &ChildFiles<'_>, findings: &mut Vec<Diagnostic>) {
        let mut reporter = Reporter::new(self, findings);
        let judged = || facts.timeline.papers().filter(|document| self.judges.includes(facts, document));
        for check in self.checks {
            match check {
                // What is owed is told by itself.
                Check::Duty(..) => {}
                Check::Loading | Check::Layout | Check::Office(_) | Check::Together { .. } => {}
                Check::File(places, check) => {
                    let own = files.0.iter().filter(|file| places.contains(&file.place) && self.reads(facts, file));
                    own.for_each(|own| check(&facts.ground, &own.file, &mut reporter));
                }
                Check::Child(check) => check(facts, &mut reporter),
                Check::Paper(check) => judged().for_each(|document| check(facts, document, &mut reporter)),
            }
        }
    }

    /// Whether it judges a file by its text: every file but the papers that it does not judge.
    fn reads(&self, facts: &Facts<'_>, file: &ChildFile<'_>) -> bool {
        file.paper.is_none_or(|paper| paper.broken || self.judges.includes(facts, paper))
    }
}

/// Where a check reports.
#[derive(Debug)]
pub struct Reporter<'a> {
    rule: &'static Rule,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(rule: &'static Rule, findings: &'a mut Vec<Diagnostic>) -> Self {
        Self { rule, findings }
    }

    /// A finding of this rule, to be given its remedy.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut Diagnostic {
        self.findings.push(Diagnostic::new(self.rule.code, place, message).severity(self.rule.severity));
        self.findings.last_mut().expect("internal: just pushed")
    }
}
