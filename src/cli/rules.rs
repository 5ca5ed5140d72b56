//! `shien rules`: the whole book as a table for people, and as JSON with every page.

use super::Verdict;
use super::args::{RulesArguments, RulesFormat};
use super::terminal::Terminal;
use crate::case::party::Service;
use crate::pipeline::SetupError;
use crate::prose::{Stretch, width, wrap};
use crate::rules::{Certainty, Group, InForce, RULES, Rule, SECTIONS, States};
use crate::value::Date;
use serde_json::{Map, Value, json};

pub(super) fn run(arguments: &RulesArguments, terminal: &Terminal) -> Result<Verdict, SetupError> {
    match arguments.format {
        RulesFormat::Table => terminal.styled(&RuleTable::of(terminal.columns(), terminal.colour())),
        RulesFormat::Json => {
            terminal.json(&json!({ "rules": RULES.iter().map(|rule| to_json(rule)).collect::<Vec<_>>() }))
        }
    }
    Ok(Verdict::Fine)
}

/// The families in the order of a reader, each with its rules in the order of the list.
fn families() -> Vec<(Group, Vec<&'static Rule>)> {
    let mut groups: Vec<Group> = RULES.iter().map(|rule| rule.group).collect();
    groups.sort();
    groups.dedup();
    let of = |group| RULES.iter().copied().filter(|rule| rule.group == group).collect();
    groups.into_iter().map(|group| (group, of(group))).collect()
}

/// The words of a column, all of one width.
const CERTAINTIES: [(Certainty, &str); 6] = [
    (Certainty::Program, "―"),
    (Certainty::Verified, "通知など"),
    (Certainty::SecondHand, "二次資料"),
    (Certainty::Guide, "実務解説"),
    (Certainty::OneSource, "確認事項"),
    (Certainty::Unconfirmed, "確認事項"),
];

fn certainty(rule: &Rule) -> &'static str {
    CERTAINTIES.iter().find(|(own, _)| *own == rule.certainty).map_or("", |(_, word)| word)
}

const HEAD: [&str; 5] = ["規則", "重さ", "確かさ", "減算", "見つけること"];
const INDENT: &str = "  ";
const GAP: &str = "  ";
const BOLD: &str = "1";

/// What stands below the table.
const LEGEND: &str = "確かさは何によるか: 通知など=通知・公式資料・実際の様式、二次資料=一致する複数の二次資料、実務解説=2023年の実務の解説、―=このプログラムの約束。確認事項は裏付けが足りないもので、市町村に確かめてください。減算に「有」とあるものは、個別支援計画未作成減算に関わります。説明は shien explain 規則 で読めます。";

/// The table as lines of text.
struct RuleTable {
    widths: [usize; 4],
    columns: usize,
    colour: bool,
    out: String,
}

impl RuleTable {
    fn of(columns: usize, colour: bool) -> String {
        let codes = RULES.iter().map(|rule| width(rule.code.as_str())).max().unwrap_or_default();
        let mut table = Self { widths: [codes, 6, 8, 4], columns, colour, out: String::new() };
        table.row(HEAD);
        for (group, rules) in families() {
            let heading = format!("{}({})", group.title(), group.id());
            table.heading(&heading);
            rules.into_iter().for_each(|rule| table.rule(rule));
        }
        table.out.push('\n');
        table.paragraph(LEGEND, "");
        table.out
    }

    fn heading(&mut self, text: &str) {
        let text = if self.colour { format!("\u{1B}[{BOLD}m{text}\u{1B}[0m") } else { text.to_owned() };
        self.out.push_str(&format!("\n{text}\n"));
    }

    fn rule(&mut self, rule: &Rule) {
        let reduction = if rule.reduction { "有" } else { "" };
        let limits = limits(rule);
        let limits = if limits.is_empty() { String::new() } else { format!("[{}]", limits.join("、")) };
        let words = format!("{}{limits}", rule.summary);
        self.row([rule.code.as_str(), rule.severity.label(), certainty(rule), reduction, &words]);
    }

    /// The columns that never break, and the words behind them, or below where there is no room.
    fn row(&mut self, cells: [&str; 5]) {
        let [fixed @ .., words] = cells;
        let mut line = INDENT.to_owned();
        for (cell, columns) in fixed.iter().zip(self.widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(columns.saturating_sub(width(cell))));
            line.push_str(GAP);
        }
        let taken = width(&line);
        if self.columns >= taken + NARROWEST {
            self.hanging(&line, &" ".repeat(taken), words);
        } else {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
            self.paragraph(words, &INDENT.repeat(2));
        }
    }

    fn paragraph(&mut self, words: &str, indent: &str) {
        self.hanging(indent, indent, words);
    }

    /// Words behind a beginning, and further lines below them.
    fn hanging(&mut self, first: &str, others: &str, words: &str) {
        let room = self.columns.saturating_sub(width(others));
        for (index, line) in wrap(&[Stretch::plain(words)], room).into_iter().enumerate() {
            let line: String = line.into_iter().map(|piece| piece.text).collect();
            let before = if index == 0 { first } else { others };
            self.out.push_str(format!("{before}{line}").trim_end());
            self.out.push('\n');
        }
    }
}

/// Fewer columns are too few for a sentence beside the others.
const NARROWEST: usize = 40;

/// 適用期間 and services, where a rule has limits.
fn limits(rule: &Rule) -> Vec<String> {
    let force = rule.judges.in_force;
    let from = day(force.from).map(|day| format!("{day} から"));
    let until = day(force.until).map(|day| format!("{day} まで"));
    let services = rule.judges.services.iter().map(|service| service.label());
    let services: Vec<&str> = services.collect();
    let services = (!services.is_empty()).then(|| services.join("・"));
    [from, until, services].into_iter().flatten().collect()
}

fn day(parts: Option<(i32, u32, u32)>) -> Option<Date> {
    parts.and_then(|(year, month, day)| Date::new(year, month, day))
}

fn to_json(rule: &Rule) -> Value {
    let InForce { from, until, grace } = rule.judges.in_force;
    let date = |parts| day(parts).map(|day| day.to_string());
    let services: Vec<&str> = rule.judges.services.iter().copied().map(Service::label).collect();
    json!({
        "code": rule.code.as_str(),
        "group": rule.group.id(),
        "group_title": rule.group.title(),
        "severity": rule.severity.id(),
        "severity_label": rule.severity.label(),
        "certainty": certainty_id(rule.certainty),
        "certainty_label": rule.certainty.label(),
        "reduction": rule.reduction,
        "since": date(from),
        "until": date(until),
        "transition_until": day(grace).map(|first| first.minus_days(1).to_string()),
        "kinds": rule.judges.kinds,
        "services": services,
        "states": states(rule.judges.states),
        "received_papers": rule.judges.received,
        "summary": rule.summary,
        "explanation": sections(rule.explanation),
        "basis": rule.basis(),
    })
}

fn certainty_id(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Program => "program",
        Certainty::Verified => "verified",
        Certainty::SecondHand => "second-hand",
        Certainty::Guide => "guide",
        Certainty::OneSource => "one-source",
        Certainty::Unconfirmed => "unconfirmed",
    }
}

fn states(states: States) -> &'static [&'static str] {
    match states {
        States::All => &["原案", "確定"],
        States::Draft => &["原案"],
        States::Final => &["確定"],
    }
}

/// The sections of a page by their headings, as Markdown.
fn sections(page: &str) -> Map<String, Value> {
    let text = |name: &str| {
        let (_, below) = page.split_once(&format!("## {name}\n"))?;
        let end = SECTIONS.iter().filter_map(|next| below.find(&format!("\n## {next}\n"))).min();
        Some(below[..end.unwrap_or(below.len())].trim().to_owned())
    };
    SECTIONS.iter().filter_map(|name| Some(((*name).to_owned(), Value::from(text(name)?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::{CERTAINTIES, RuleTable, certainty, families, to_json};
    use crate::prose::width;
    use crate::rules::{RULES, SECTIONS};

    #[test]
    fn every_rule_stands_in_the_table_and_no_line_is_too_long() {
        for columns in [24, 80, 120] {
            let table = RuleTable::of(columns, false);
            for rule in RULES {
                let lines = table.lines().filter(|line| line.split_whitespace().next() == Some(rule.code.as_str()));
                assert_eq!(lines.count(), 1, "{} in {columns}:\n{table}", rule.code);
            }
            for (group, _) in families() {
                assert!(table.contains(&format!("\n{}({})\n", group.title(), group.id())), "{table}");
            }
            let fits = |line: &str| width(line) <= columns || columns < 80;
            assert!(table.lines().all(fits), "{columns}:\n{table}");
        }
        assert!(RuleTable::of(80, true).contains("\u{1B}[1m"));
    }

    #[test]
    fn the_columns_stand_below_each_other() {
        let table = RuleTable::of(120, false);
        let at = |line: &str, word: &str| line.find(word).map(|byte| width(&line[..byte]));
        let head = table.lines().next().expect("a head");
        for rule in RULES {
            let line = table.lines().find(|line| line.split_whitespace().next() == Some(rule.code.as_str()));
            let line = line.expect("its line");
            assert_eq!(at(line, rule.severity.label()), at(head, "重さ"), "{line}");
            assert_eq!(at(line, certainty(rule)), at(head, "確かさ"), "{line}");
            if rule.reduction {
                assert_eq!(at(line, " 有 ").map(|column| column + 1), at(head, "減算"), "{line}");
            }
        }
    }

    #[test]
    fn a_word_of_certainty_fits_its_column_and_doubt_says_so() {
        for (own, word) in CERTAINTIES {
            assert!(width(word) <= 8, "{word}");
            assert_eq!(word == "確認事項", !own.bears_an_error(), "{word}");
        }
    }

    #[test]
    fn the_json_of_a_rule_has_its_whole_page() {
        for rule in RULES {
            let json = to_json(rule);
            let page = json["explanation"].as_object().expect("sections");
            for name in SECTIONS {
                let text = page[name].as_str().expect(name);
                assert!(!text.is_empty() && rule.explanation.contains(text), "{} {name}", rule.code);
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let told: usize = page.values().filter_map(|text| text.as_str()).map(letters).sum();
            let heads: usize = SECTIONS.iter().map(|name| letters(name) + 2).sum();
            assert_eq!(told + heads, letters(rule.explanation), "{}: nothing is left out", rule.code);
            assert_eq!(json["basis"].as_str(), rule.basis(), "{}", rule.code);
        }
    }
}
