//! One 受給者証番号 with two children: a folder that was copied for the next child and not finished.
//!
//! The only rule that looks at other children. What could meet is found in the text of their `child.yaml`, so that a
//! thousand children cost a thousand readings and no parsing; what does meet is then read as it should be.

use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::Loaded;
use crate::case::child::Child;
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Span;
use crate::value::{Date, half_width};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULE: Rule = Rule {
    code: Code::new("certificate-shared"),
    group: Group::Facts,
    severity: Severity::Warning,
    summary: "別の児童と同じ受給者証番号か、同じ生年月日・住所・電話になっている",
    explanation: include_str!("certificate-shared.md"),
    certainty: Certainty::SecondHand,
    checks: &[Check::Others(compare)],
    ..Rule::BASE
};

/// What of a child could stand in another child's file by mistake.
#[derive(Debug)]
pub struct ChildFacts {
    id: String,
    name: String,
    numbers: Vec<(String, Span)>,
    /// 生年月日, 住所 and 電話, where all three are written, and the place of the first.
    home: Option<((Date, String, String), Span)>,
    siblings: Vec<String>,
}

impl ChildFacts {
    /// Those of a child.
    #[must_use]
    pub fn of(id: &str, child: &Loaded<Child>) -> Self {
        let text = |field: &Field<String>| field.get().map(|text| squeezed(text)).filter(|text| !text.is_empty());
        let own = &child.value;
        let numbers = own.recipient_certificates.iter().filter_map(|certificate| certificate.number.spanned());
        let home =
            own.born.spanned().and_then(|(born, span)| Some(((*born, text(&own.address)?, text(&own.phone)?), span)));
        Self {
            id: id.to_owned(),
            name: own.name.get().cloned().unwrap_or_else(|| id.to_owned()),
            numbers: numbers.map(|(number, span)| (squeezed(number), span)).collect(),
            home,
            siblings: own.siblings.iter().map(|sibling| sibling.value.clone()).collect(),
        }
    }
}

fn squeezed(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// Which children's files could say the same of two children, found in their text alone.
#[derive(Debug, Default)]
pub struct Traces {
    /// Long numbers, and the lines of 住所 and 電話 together, with the children in whose file they stand.
    children: BTreeMap<String, BTreeSet<String>>,
}

impl Traces {
    /// Adds a child's file.
    pub fn add(&mut self, child: &str, text: &str) {
        for trace in traces(text) {
            self.children.entry(trace).or_default().insert(child.to_owned());
        }
    }

    /// The other children that share a trace with this text.
    #[must_use]
    pub fn companions(&self, child: &str, text: &str) -> BTreeSet<String> {
        let found = traces(text).into_iter().filter_map(|trace| self.children.get(&trace)).flatten();
        found.filter(|other| *other != child).cloned().collect()
    }
}

fn traces(text: &str) -> Vec<String> {
    let line = |keys: &[&str]| {
        let of_key = |line: &str| keys.iter().find_map(|key| Some(squeezed(line.strip_prefix(key)?)));
        text.lines().find_map(of_key).filter(|value| value.len() > 1)
    };
    let home =
        line(&["住所:"]).zip(line(&["電話:", "電話番号:"])).map(|(address, phone)| format!("{address}\n{phone}"));
    // A certificate may be written with blanks or in full width; a line holds it all the same.
    let numbers = text.lines().filter(|line| line.contains("番号")).flat_map(|line| {
        let narrow = squeezed(line.split('#').next().unwrap_or_default());
        let runs = narrow.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 8);
        runs.map(str::to_owned).collect::<Vec<_>>()
    });
    numbers.chain(home).collect()
}

fn compare(own: &ChildFacts, other: &ChildFacts, reporter: &mut Reporter<'_>) {
    let same_home = match (&own.home, &other.home) {
        (Some((one, _)), Some((another, _))) => one == another,
        _ => false,
    };
    let shared = own.numbers.iter().find_map(|(number, span)| {
        let (_, there) = other.numbers.iter().find(|(another, _)| another == number)?;
        Some((number, *span, *there))
    });
    if let Some((number, span, there)) = shared {
        let too = if same_home { "。生年月日・住所・電話も同じです" } else { "" };
        let message = format!("受給者証の番号「{number}」が、{}({})と同じです{too}", other.name, other.id);
        let finding = reporter.report(span.place(), message);
        finding.related.push((there.place(), format!("{}の番号", other.name)));
        finding.help = Some("受給者証を見て、番号(写して作ったのなら、ほかの欄も)を確かめてください".to_owned());
        return;
    }
    let siblings = own.siblings.contains(&other.id) || other.siblings.contains(&own.id);
    if let (Some((_, span)), Some((_, there)), true, false) = (&own.home, &other.home, same_home, siblings) {
        let message = format!("生年月日・住所・電話が、{}({})と同じです", other.name, other.id);
        let finding = reporter.report(span.place(), message);
        finding.related.push((there.place(), format!("{}の生年月日", other.name)));
        finding.help = Some(format!(
            "写したままの欄がないか確かめてください。双子などで本当に同じなら、`きょうだい: [{}]` と書いてください",
            other.id
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{Traces, traces};

    #[test]
    fn a_number_leaves_one_trace_however_it_is_written() {
        for line in [
            "    番号: \"0012345678\"",
            "  番号: 0012 345 678 # 通所",
            "番号: ００１２３４５６７８",
            "- {種類: 通所, 番号: 0012-345678}",
        ] {
            assert_eq!(traces(line), ["0012345678"], "{line}");
        }
        assert_eq!(traces("電話: 090-0000-0000\n住所: 船橋市 1-2\n"), ["船橋市12\n09000000000"]);
        assert_eq!(traces("緊急連絡先: [{電話番号: 090-0000-0000}]"), ["09000000000"], "a candidate, no finding");
    }

    #[test]
    fn companions_are_other_children_with_a_trace_in_common() {
        let (one, other) = ("番号: \"0012345678\"\n", "番号: \"0098765432\"\n");
        let mut all = Traces::default();
        [("hana", one), ("taro", one), ("ren", other)].into_iter().for_each(|(id, text)| all.add(id, text));
        assert_eq!(all.companions("hana", one).into_iter().collect::<Vec<_>>(), ["taro"]);
        assert!(all.companions("ren", other).is_empty());
    }
}
