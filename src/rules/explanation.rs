//! The page of a rule: Markdown beside it, in the same sections for every rule.

use super::{RULES, Rule};
use crate::diagnostic::Code;
use crate::prose::{PagePart, PageWord, page};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The sections of every page, in order: what it looks at, why, an example, how to mend it, what it rests on.
pub const SECTIONS: [&str; 5] = ["見るところ", "なぜ", "例", "直し方", "根拠"];

/// The section whose list names the laws, notices and forms. Where it has no list there are none.
const BASIS: &str = SECTIONS[4];

static BASES: LazyLock<BTreeMap<Code, String>> =
    LazyLock::new(|| RULES.iter().filter_map(|rule| Some((rule.code, read_basis(rule)?))).collect());

impl Rule {
    /// Its page.
    #[must_use]
    pub fn page(&self) -> Vec<PagePart> {
        page(self.explanation).expect("internal: the page of a rule is one that can be shown")
    }

    /// The parts of a section of its page.
    #[must_use]
    pub fn section(&self, name: &str) -> Vec<PagePart> {
        let is_heading = |part: &PagePart| matches!(part, PagePart::Heading(_));
        let below = |part: &PagePart| !matches!(part, PagePart::Heading(heading) if heading == name);
        self.page().into_iter().skip_while(below).skip(1).take_while(|part| !is_heading(part)).collect()
    }

    /// The laws, notices and forms it rests on; none where it is the program's own.
    #[must_use]
    pub fn basis(&self) -> Option<&'static str> {
        BASES.get(&self.code).map(String::as_str)
    }
}

fn read_basis(rule: &Rule) -> Option<String> {
    let list = rule.section(BASIS).into_iter().find_map(|part| match part {
        PagePart::List(items) => Some(items),
        _ => None,
    })?;
    let plain = |words: &Vec<PageWord>| words.iter().map(PageWord::as_str).collect::<String>();
    Some(list.iter().map(plain).collect::<Vec<_>>().join("、"))
}
