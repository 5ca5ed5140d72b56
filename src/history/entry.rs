//! One thing that was done on the way of a plan, as paper has it: what, on which day, who, with whom.

use super::finding::TrailFinding;
use crate::case::Document;
use crate::source::Place;
use crate::timeline::{Match, Timeline};
use crate::value::Date;
use serde::Serialize;

/// What is done on the way of a plan, in the order in which it ought to be done on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrailWork {
    /// 居宅訪問.
    Visit,
    /// アセスメント.
    Assessment,
    /// 原案 or 計画案.
    Draft,
    /// 個別支援会議 or サービス担当者会議.
    Meeting,
    /// The plan itself.
    Plan,
    /// 専門的支援実施計画.
    Specialist,
    /// 説明.
    Explained,
    /// 不同意.
    Refused,
    /// 同意.
    Consented,
    /// 取消.
    Revoked,
    /// 交付.
    Delivered,
    /// 受領.
    Received,
    /// 提出.
    Submitted,
    /// 共有.
    Shared,
    /// 情報共有.
    Informed,
    /// サービス提供記録 of the days of the plan.
    Records,
    /// モニタリング.
    Monitoring,
    /// モニタリング報告書 of the 相談支援 that heard of the plan.
    Report,
    /// The plan after this one.
    NextPlan,
}

/// Which part of the way: what belongs to the draft comes before the meeting, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TrailStage {
    Draft,
    Meeting,
    Plan,
    Beside,
    Review,
}

/// Where something stands on the way, before its day is looked at.
pub(super) type TrailRank = (TrailStage, TrailWork);

/// One thing that was done, or, where it is missing, ought to have been.
#[derive(Debug, Clone, Serialize)]
pub struct TrailEntry {
    /// What it is.
    pub what: TrailWork,
    /// The same in words: 個別支援会議, 同意.
    pub title: String,
    /// What it is about, where that is not the plan as a whole: 原案, 別表「通常」.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The day; of what is missing the last one on which it is in time.
    pub day: Option<Date>,
    /// Who did it, each with 職種.
    pub by: Vec<String>,
    /// With whom, or to whom; who signed, with 続柄.
    pub with: Vec<String>,
    /// What else the record says of it: 方法, 計画期間, 評価.
    pub details: Vec<TrailDetail>,
    /// The 版 of the paper today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The 版 that was consented to, where it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_edition: Option<String>,
    /// How the two stand to each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<Match>,
    /// The paper that shows it, by its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<&'static str>,
    /// The same with its day, as other papers name it.
    #[serde(skip)]
    pub(super) named: Option<String>,
    /// The file in the child's folder.
    pub file: String,
    /// Whether it is not there, and ought to be. Only where findings are asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub missing: bool,
    /// What `check` says of it. Only where findings are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<TrailFinding>,
    #[serde(skip)]
    pub(super) stage: TrailStage,
    #[serde(skip)]
    pub(super) place: Place,
    /// Where in `events.yaml` the next line begins; none of a paper, which is a file of its own.
    #[serde(skip)]
    pub(super) next_line: Option<u32>,
    /// Whether it is told by itself elsewhere, and only pointed to here.
    #[serde(skip)]
    pub(super) points: bool,
}

/// A label and what stands behind it.
#[derive(Debug, Clone, Serialize)]
pub struct TrailDetail {
    /// 方法.
    pub label: &'static str,
    /// 対面.
    pub text: String,
}

impl TrailEntry {
    pub(super) fn new(rank: TrailRank, title: impl Into<String>, file: String, place: Place) -> Self {
        Self {
            what: rank.1,
            title: title.into(),
            about: None,
            day: None,
            by: Vec::new(),
            with: Vec::new(),
            details: Vec::new(),
            edition: None,
            signed_edition: None,
            matches: None,
            paper: None,
            named: None,
            file,
            missing: false,
            findings: Vec::new(),
            stage: rank.0,
            place,
            next_line: None,
            points: false,
        }
    }

    /// Says which paper shows it.
    pub(super) fn show_in(&mut self, timeline: &Timeline<'_>, paper: &Document) {
        self.paper = Some(paper.form_title());
        self.named = Some(timeline.paper_name(paper));
    }

    pub(super) fn rank(&self) -> TrailRank {
        (self.stage, self.what)
    }

    /// Adds what is written of it.
    pub(super) fn tell(&mut self, label: &'static str, text: Option<impl Into<String>>) {
        self.details.extend(text.map(|text| TrailDetail { label, text: text.into() }));
    }

    /// Whether a place lies in what shows it: in the paper, or in the line of `events.yaml`.
    pub(super) fn shows(&self, place: &Place) -> bool {
        let (own, other) = (self.place.span(), place.span());
        let in_line = |next: u32| !place.is_whole() && own.start <= other.start && other.start < next;
        let same_file = self.place.source().path() == place.source().path();
        !self.points && same_file && self.next_line.is_none_or(in_line)
    }

    /// Whether it is a line of `events.yaml`.
    pub(super) fn is_line(&self) -> bool {
        self.next_line.is_some()
    }
}

/// Puts what was done in the order of its days; what has no day comes last.
pub(super) fn in_order(entries: &mut [TrailEntry]) {
    entries.sort_by_key(|entry| (entry.day.is_none(), entry.day, entry.rank()));
}

/// Puts what is missing where it ought to stand: behind what comes before it on the way.
pub(super) fn insert(entries: &mut Vec<TrailEntry>, missing: TrailEntry) {
    let before = entries.iter().rposition(|entry| entry.rank() <= missing.rank());
    entries.insert(before.map_or(0, |at| at + 1), missing);
}
