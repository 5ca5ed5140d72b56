//! A line of the list.

use super::kind::AgendaKind;
use crate::diagnostic::Code;
use crate::value::Date;
use serde::Serialize;
use std::cmp::Reverse;

/// Something that is owed or to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaItem {
    /// The child's folder.
    pub child: String,
    /// The child's name.
    pub name: Option<String>,
    /// The office that has to see to it; none where these files do not say which.
    pub office: Option<AgendaOffice>,
    /// What it is about.
    pub kind: AgendaKind,
    /// What is to be done, or comes.
    pub title: String,
    /// The paper or the service that it belongs to: `plan/2024-03-28`, 放課後等デイサービス.
    pub about: Option<String>,
    /// The last day on which it is in time.
    pub day: Date,
    /// Days from today; fewer than none where it is late.
    pub days_left: i64,
    /// Whether its day is over.
    pub late: bool,
    /// Whether a law or a notice sets the day: once it is over, `check` has an error.
    pub legal: bool,
    /// The rule that speaks when it is late.
    #[serde(serialize_with = "code")]
    pub rule: Option<Code>,
    /// Who has to see to it.
    pub persons: Vec<AgendaPerson>,
    /// What `check` says of it, where it is late.
    pub finding: Option<String>,
    /// From when on it can be done.
    #[serde(skip)]
    pub opens: Option<Date>,
    /// What it is in a file that is read by machines, the same each day.
    pub key: String,
}

/// An office as the list names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AgendaOffice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Somebody who has to see to something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AgendaPerson {
    /// The id of the member of staff.
    pub id: String,
    /// The name.
    pub name: String,
}

#[expect(clippy::ref_option, reason = "serde hands a reference to the field")]
fn code<S: serde::Serializer>(code: &Option<Code>, serializer: S) -> Result<S::Ok, S::Error> {
    code.map(|code| code.as_str().to_owned()).serialize(serializer)
}

impl AgendaItem {
    /// Overdue first, the longest ago at the top; then by the day. What a law asks stands before the rest of its day.
    pub(super) fn rank(&self) -> (Reverse<bool>, Date, Reverse<bool>, &str, AgendaKind, &str) {
        (Reverse(self.late), self.day, Reverse(self.legal), &self.child, self.kind, &self.key)
    }

    /// The day on which it came into a list that looks so many days ahead, or became late.
    pub(super) fn came_up(&self, within: Option<u64>) -> Option<Date> {
        let listed = within.map(|days| self.day.minus_days(days));
        let late = self.late.then(|| self.day.next());
        [self.opens, listed, late].into_iter().flatten().max()
    }

    /// How far it is, in words: 期限超過 12日, 今日, あと 3日.
    #[must_use]
    pub fn distance(&self) -> String {
        match self.days_left {
            0 => "今日".to_owned(),
            days if days < 0 => format!("{}日超過", -days),
            days => format!("あと{days}日"),
        }
    }

    /// Who has to see to it, in words.
    #[must_use]
    pub fn by_whom(&self) -> String {
        let names: Vec<&str> = self.persons.iter().map(|person| person.name.as_str()).collect();
        names.join("、")
    }
}
