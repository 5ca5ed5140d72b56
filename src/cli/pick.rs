//! Which findings a call wants to see: by rule, or by family of rules.

use crate::diagnostic::{Code, Diagnostic};
use crate::record::nearest;
use crate::rules::{self, Group, RULES};
use std::str::FromStr;

/// A rule, or a family of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picked {
    /// One rule, by its code.
    Code(Code),
    /// A family.
    Group(Group),
}

impl FromStr for Picked {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let group = || RULES.iter().map(|rule| rule.group).find(|group| group.id() == text);
        let rule = rules::find(text).map(|rule| Self::Code(rule.code));
        rule.or_else(|| group().map(Self::Group)).ok_or_else(|| {
            let known = RULES.iter().flat_map(|rule| [rule.code.as_str(), rule.group.id()]);
            match nearest(text, known) {
                Some(near) => format!("`{near}` ではありませんか。一覧は shien rules で見られます"),
                None => "規則の名前か種別を書いてください。一覧は shien rules で見られます".to_owned(),
            }
        })
    }
}

impl Picked {
    fn is(self, code: Code) -> bool {
        match self {
            Self::Code(own) => own == code,
            Self::Group(group) => rules::find(&code).is_some_and(|rule| rule.group == group),
        }
    }
}

/// Whether a call wants to see a finding: it is selected, or nothing is, and it is not ignored.
pub(super) fn wants(selected: &[Picked], ignored: &[Picked], finding: &Diagnostic) -> bool {
    let any = |picked: &[Picked]| picked.iter().any(|picked| picked.is(finding.code));
    (selected.is_empty() || any(selected)) && !any(ignored)
}
