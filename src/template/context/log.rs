//! `log`: the sheet of a child's plans with the whole way of each, for an inspector or for the office itself. What stands
//! in it comes as words, ready for paper.

use super::appearance::{Appearance, Expected};
use crate::source::Place;
use serde::Serialize;

/// `log`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogPages {
    /// The day on which it holds.
    pub day: String,
    /// The days that are asked for, or none.
    pub window: Option<String>,
    /// Whether it is for the office itself: then findings stand in it.
    pub internal: bool,
    /// What stands before the sheets of many children, or none.
    pub cover: Option<LogCover>,
    /// A sheet for each child.
    pub sheets: Vec<LogSheet>,
}

/// `log.cover`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogCover {
    /// The offices.
    pub offices: Vec<String>,
    /// One line a child.
    pub children: Vec<LogCoverLine>,
    /// All of them together.
    pub total: LogCounts,
    /// What was found, by rule, the gravest first.
    pub rules: Vec<LogRuleCount>,
}

/// One of `log.cover.children`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogCoverLine {
    /// The child's name.
    pub name: String,
    /// Where the child is or was.
    pub office: String,
    /// What was counted.
    pub counts: LogCounts,
}

/// Numbers of a child, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LogCounts {
    /// Plans whose way is told.
    pub plans: usize,
    /// 不備.
    pub errors: usize,
    /// 要確認.
    pub warnings: usize,
    /// 参考.
    pub infos: usize,
}

/// One of `log.cover.rules`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LogRuleCount {
    /// 不備, 要確認 or 参考.
    pub weight: &'static str,
    /// What is wrong.
    pub summary: String,
    /// With how many children.
    pub children: usize,
    /// How often.
    pub count: usize,
}

/// One of `log.sheets`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogSheet {
    /// The child's name.
    pub name: String,
    /// The date of birth, or none.
    pub born: Option<String>,
    /// What the child uses.
    pub uses: Vec<LogUse>,
    /// Until when papers are kept.
    pub kept: String,
    /// What is found about the child as a whole.
    pub notes: Vec<String>,
    /// The plans.
    pub plans: Vec<LogPlan>,
    /// What is said below.
    pub remarks: Vec<String>,
}

/// One of `sheet.uses`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogUse {
    /// The office.
    pub office: String,
    /// サービス.
    pub service: String,
    /// 契約日.
    pub contracted: String,
    /// From the first day to the last.
    pub period: String,
}

/// One of `sheet.plans`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogPlan {
    /// `個別支援計画　令和6年3月28日作成（確定）`.
    pub title: String,
    /// Office, period, what changed.
    pub facts: Vec<String>,
    /// What was done, in order.
    pub rows: Vec<LogRow>,
    /// The 加算.
    pub add_ons: Vec<LogAddOn>,
}

/// One of `plan.rows`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogRow {
    /// What was done.
    pub step: String,
    /// The day; of what is missing that until which it is in time.
    pub day: Vec<String>,
    /// Who did it.
    pub by: Vec<String>,
    /// With whom.
    pub with: Vec<String>,
    /// What else is written.
    pub content: Vec<String>,
    /// 版.
    pub edition: Vec<String>,
    /// The paper, and for the office the file.
    pub paper: Vec<String>,
    /// What is found.
    pub marks: Vec<String>,
    /// Whether it is missing.
    pub missing: bool,
}

/// One of `plan.add_ons`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LogAddOn {
    /// The name.
    pub name: String,
    /// 頻度.
    pub frequency: String,
    /// Where it is placed.
    pub placed: Vec<String>,
    /// What was written down of it.
    pub recorded: Vec<String>,
}

/// What has to stand on the paper: each value in a box.
pub(super) fn expected(pages: &LogPages, place: &Place) -> Vec<Expected> {
    let mut found = Vec::new();
    let mut add = |path: &str, words: &str| {
        if !words.is_empty() {
            found.push(Expected::new(path.to_owned(), place.clone(), Appearance::Words(vec![words.to_owned()])));
        }
    };
    for sheet in &pages.sheets {
        for used in &sheet.uses {
            [&used.office, &used.service, &used.contracted, &used.period]
                .into_iter()
                .for_each(|words| add("利用", words));
        }
        sheet.notes.iter().chain(&sheet.remarks).for_each(|words| add("児童", words));
        for plan in &sheet.plans {
            add("計画", &plan.title);
            plan.facts.iter().for_each(|words| add("計画", words));
            for row in &plan.rows {
                add("手順", &row.step);
                let lists = [&row.day, &row.by, &row.with, &row.content, &row.edition, &row.paper, &row.marks];
                lists.into_iter().flatten().for_each(|words| add(&row.step, words));
            }
            for add_on in &plan.add_ons {
                let lists = add_on.placed.iter().chain(&add_on.recorded);
                [&add_on.name, &add_on.frequency].into_iter().chain(lists).for_each(|words| add("加算", words));
            }
        }
    }
    found
}
