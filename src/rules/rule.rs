//! What a rule is.

use super::plausible::ChildFacts;
use crate::case::party::Organisation;
use crate::case::plan::Status;
use crate::case::{Case, Document, Loaded, Model};
use crate::diagnostic::{Diagnostic, Severity};
use crate::font::Fonts;
use crate::forms::Packs;
use crate::record::Node;
use crate::source::{Place, Source};
use crate::value::Date;
use std::sync::Arc;

/// A rule of the book.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, named for the fault.
    pub code: &'static str,
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
    /// The 作成日 from which it holds (year, month, day), where it has not always held.
    pub since: Option<(i32, u32, u32)>,
    /// The states of a plan that it judges.
    pub states: States,
    /// The files, and the keys in them, whose values it rests on: where one of them could not be read, nothing can be
    /// said. `a.b` is the key `b` within `a`, `a.*` all within `a`, `*` all that a file says.
    pub rests_on: &'static [(Reach, &'static [&'static str])],
    /// Whether it counts for 個別支援計画未作成減算.
    pub reduction: bool,
    /// The check.
    pub check: Check,
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
            Self::Timetable => "timetable",
            Self::Facts => "facts",
            Self::Linkage => "linkage",
            Self::Print => "print",
        }
    }

    /// Whether an error of this family keeps a document from being printed.
    #[must_use]
    pub fn refuses_print(self) -> bool {
        matches!(self, Self::Shape | Self::Print)
    }
}

/// How sure a rule's basis is. A rule that is general knowledge only is never an error.
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
            Self::Unconfirmed => "未確認の一般知識(確認事項)",
        }
    }
}

/// The states of a plan that a rule judges. Other documents have none and are always judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum States {
    /// 原案 and 確定.
    All,
    /// 確定 only.
    Final,
}

/// How a rule finds its fault.
#[derive(Debug)]
pub enum Check {
    /// The loader reports it.
    Loading,
    /// Layout reports it (`build`, `check --print`).
    Layout,
    /// By one document.
    Document(fn(&Scope<'_>, &Document, &mut Reporter<'_>)),
    /// By the whole case.
    Case(fn(&Scope<'_>, &mut Reporter<'_>)),
}

impl Rule {
    /// What most rules have in common.
    pub(super) const BASE: Self = Self {
        code: "",
        group: Group::Shape,
        severity: Severity::Error,
        summary: "",
        explanation: "",
        certainty: Certainty::Program,
        since: None,
        states: States::All,
        rests_on: &[],
        reduction: false,
        check: Check::Loading,
    };

    /// Whether the rule judges this document: by its 作成日 and its state.
    pub(super) fn applies(&self, document: &Document) -> bool {
        let in_force = match (self.since, document.date) {
            (Some((year, month, day)), Some(date)) => Date::new(year, month, day).is_none_or(|since| since <= date),
            _ => true,
        };
        let state = match (&document.model, self.states) {
            (Model::Plan(plan), States::Final) => plan.status.get() == Some(&Status::Final),
            (Model::ConsultationPlan(plan), States::Final) => !plan.is_draft(),
            _ => true,
        };
        in_force && state
    }
}

/// What a check sees.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The child's folder.
    pub case: &'a Case,
    /// The ids of all children of the project.
    pub children: &'a [String],
    /// What could be the same of other children: those whose files share a number, or address and telephone, with this one.
    pub companions: &'a [ChildFacts],
    /// `office.yaml`.
    pub organisation: &'a Loaded<Organisation>,
    /// The form packs.
    pub packs: &'a Packs,
    /// The form named on the command line, before any other.
    pub form_override: Option<&'a str>,
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The day on which it is judged what is late.
    pub as_of: Date,
}

impl<'a> Scope<'a> {
    /// `child.yaml` and every document, with its tree.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'a Arc<Source>, &'a Node)> + use<'a> {
        let case = self.case;
        let documents = case.documents.iter().map(|document| (&document.source, &document.tree));
        std::iter::once((&case.child.source, &case.child.tree)).chain(documents)
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
