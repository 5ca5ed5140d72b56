//! What every kind of document answers: one trait, without defaults, so that a kind that does not say when it counts,
//! what is consented to in it and how it stands on the way of a child does not compile.

use super::Document;
use super::kind::Kind;
use super::party::{Office, PersonRef};
use super::version::Versioned;
use crate::record::{Field, TextOr};
use crate::source::Span;
use crate::value::{Date, Period};
use std::collections::BTreeMap;

/// A document of a child, of whatever kind.
pub trait Paper {
    /// The office that made it.
    fn office(&self) -> Issuer<'_>;
    /// Who made it, held it or wrote it down, with the key under which that stands.
    fn author(&self) -> (&'static str, &Field<PersonRef>);
    /// Where its date is written.
    fn dated(&self) -> Option<Span>;
    /// Whether it is a draft, or what counts.
    fn state(&self) -> State;
    /// The days for which it holds, where the kind has such.
    fn period(&self) -> Option<&Field<Period>>;
    /// The form pack that it names.
    fn form(&self) -> &Field<String>;
    /// The boxes that a municipality's pack adds.
    fn extra(&self) -> &BTreeMap<String, Field<String>>;
    /// What of it is consented to, each part with a 版 of its own; nothing where the kind is not consented to.
    fn parts(&self) -> Vec<Part<'_>>;
    /// The other papers of this child that it names. `kind` is its own: a 議事録 of one side names a plan of that side.
    fn links(&self, kind: &Kind) -> Vec<Link<'_>>;
    /// Whether it was made by another company, as far as it says so itself.
    fn origin(&self) -> Origin;
    /// What `log` shows of it.
    fn step(&self) -> LogStep<'_>;
}

/// The office of a paper.
#[derive(Debug, Clone, Copy)]
pub enum Issuer<'a> {
    /// By its id.
    Named(&'a Field<String>),
    /// By its id or written out.
    Written(&'a Field<TextOr<Office>>),
}

impl<'a> Issuer<'a> {
    /// The id of the office; none where it is written out.
    #[must_use]
    pub fn id(self) -> Option<&'a str> {
        match self {
            Self::Named(id) => id.get().map(String::as_str),
            Self::Written(office) => match office.get() {
                Some(TextOr::Text(id)) => Some(id),
                _ => None,
            },
        }
    }

    /// The office, where the paper itself describes it.
    #[must_use]
    pub fn described(self) -> Option<&'a Office> {
        match self {
            Self::Named(_) => None,
            Self::Written(office) => match office.get() {
                Some(TextOr::Record(office)) => Some(office),
                _ => None,
            },
        }
    }
}

/// Whether a paper is a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 原案, or the 案 of a 障害児支援利用計画.
    Draft,
    /// 確定.
    Final,
    /// The kind has states, and this paper's is not written or could not be read: nothing can be said.
    Unknown,
    /// The kind has no states.
    Always,
}

/// Whether a paper came from another company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Made here.
    Own,
    /// A 写し: used for linkage, not judged. The day is that on which it came.
    Received(Option<Date>),
}

/// Something that is consented to by itself: the main sheet, or one 別表.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// `通常` of `別表/通常`; none for the main sheet.
    pub schedule: Option<(usize, &'a Field<String>)>,
    /// When it was made.
    pub date: &'a Field<Date>,
    /// What its 版 is made of.
    pub content: &'a dyn Versioned,
}

impl Part<'_> {
    /// The name by which events and file names mean a 別表: its 名称, or its number where it has none; none for the main
    /// sheet.
    #[must_use]
    pub fn schedule_name(&self) -> Option<String> {
        let (index, name) = self.schedule?;
        Some(name.get().cloned().unwrap_or_else(|| (index + 1).to_string()))
    }

    /// `別表/通常`, as events name it; none for the main sheet.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        Some(format!("別表/{}", self.schedule_name()?))
    }

    /// What events write as 対象 for this part of a document: `plan/2024-03-28#別表/通常`.
    #[must_use]
    pub fn target(&self, document: &Document) -> String {
        match self.name() {
            Some(name) => format!("{}#{name}", document.id()),
            None => document.id(),
        }
    }
}

/// Another paper that a paper names.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// What that one is to it.
    pub role: Role,
    /// The kind of the paper that is named, by its id.
    pub kind: &'static str,
    /// The name: a date, or a date with a slug.
    pub name: &'a Field<String>,
}

/// What a paper that is named is to the one that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 原案 or 案: what it was made of.
    Draft,
    /// 前計画.
    Previous,
    /// 計画: what it discusses or reviews.
    Subject,
    /// 障害児支援利用計画: what it stands on.
    Ground,
}

/// What `log` shows of a paper on the way of a child.
#[derive(Debug, Clone)]
pub enum LogStep<'a> {
    /// A plan, with its 作成区分.
    Plan(Option<&'static str>),
    /// A モニタリング of the plan of this name.
    Review(&'a Field<String>, Summary),
    /// Nothing: it stands beside the way.
    Beside,
}

/// What a モニタリング says, in numbers and in words of the form.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// How many rows of the plan were 達成, 一部達成 and 未達成, in the order of the form; of a form with words of its own,
    /// how many have each.
    pub results: Vec<(String, usize)>,
    /// 計画の見直し, 要 or 不要.
    pub plan_review: Option<&'static str>,
    /// How many needs there are, and for how many of them something has to change.
    pub needs: Option<(usize, usize)>,
    /// 結果, 継続 … 終了.
    pub outcome: Option<&'static str>,
}

impl Document {
    /// The id of the office that made it; none where the office is written out.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        self.paper().office().id()
    }

    /// The office that made it, where the document itself describes it.
    #[must_use]
    pub fn written_office(&self) -> Option<&Office> {
        self.paper().office().described()
    }

    /// The form pack that the document itself names.
    #[must_use]
    pub fn form(&self) -> &Field<String> {
        self.paper().form()
    }

    /// Whether it is a draft, or what counts.
    #[must_use]
    pub fn state(&self) -> State {
        self.paper().state()
    }

    /// The state as the form calls it; none where it is unknown or the kind has none.
    #[must_use]
    pub fn state_word(&self) -> Option<&'static str> {
        match self.state() {
            State::Draft => Some(if self.is_consult() { "案" } else { "原案" }),
            State::Final => Some("確定"),
            State::Unknown | State::Always => None,
        }
    }

    /// The 版 of its main sheet, where the kind has one.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        self.paper().parts().first().map(|main| main.content.version())
    }

    /// Whether it was received from another company: used for linkage, not judged.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        matches!(self.paper().origin(), Origin::Received(_))
    }

    /// The first day for which it holds: that of its period, else its own date.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.paper().period().and_then(|period| period.get()?.start.get().copied()).or(self.date)
    }

    /// The last day for which it says that it holds.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.paper().period().and_then(|period| period.get()?.end.get().copied())
    }

    /// Another paper that it names.
    #[must_use]
    pub fn link(&self, role: Role) -> Option<Link<'_>> {
        self.paper().links(self.kind).into_iter().find(|link| link.role == role)
    }
}
