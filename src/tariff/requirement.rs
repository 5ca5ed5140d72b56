//! What an 加算 wants to be written, and how sure that is.

use crate::record::Field;
use serde::{Deserialize, Serialize};

/// What has to be written somewhere.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Requirement {
    /// Where.
    #[serde(rename = "見る所")]
    pub evidence: Field<Evidence>,
    /// What, in words.
    #[serde(rename = "内容")]
    pub what: Field<String>,
    #[serde(rename = "分")]
    minutes: Field<u32>,
    #[serde(rename = "月ごと")]
    months: Field<u32>,
    /// How sure that is.
    #[serde(rename = "確度")]
    pub surety: Field<Surety>,
    /// Where it was read.
    #[serde(rename = "出典")]
    pub source: Field<String>,
}

/// Where something is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Evidence {
    /// 個別支援計画, its rows.
    #[serde(rename = "計画")]
    Plan,
    /// Its 別表.
    #[serde(rename = "別表")]
    Schedule,
    /// 面談記録.
    #[serde(rename = "面談記録")]
    Interview,
    /// サービス提供記録.
    #[serde(rename = "サービス提供記録")]
    Record,
    /// 専門的支援実施計画 and its sessions.
    #[serde(rename = "専門的支援実施計画")]
    Specialist,
    /// 議事録.
    #[serde(rename = "会議録")]
    Minutes,
    /// `events.yaml`.
    #[serde(rename = "経過")]
    Trail,
    /// A 同意 and a 説明 of its own in `events.yaml`.
    #[serde(rename = "同意")]
    Consent,
    /// 医療 of `child.yaml`.
    #[serde(rename = "医療")]
    Medical,
    /// What the office declared; nothing of a child's.
    #[serde(rename = "届出")]
    Declaration,
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Surety {
    /// Read in a notice, an official page or a real form.
    #[serde(rename = "確認")]
    Read,
    /// Second-hand texts that agree.
    #[serde(rename = "一致")]
    Agreed,
    /// Said in the trade's own guides.
    #[serde(rename = "解説")]
    Guide,
    /// One second-hand text.
    #[serde(rename = "一資料")]
    OneSource,
    /// General knowledge.
    #[serde(rename = "未確認")]
    Unconfirmed,
}

impl Surety {
    /// Whether what rests on it may be an error.
    #[must_use]
    pub fn bears_an_error(self) -> bool {
        !matches!(self, Self::OneSource | Self::Unconfirmed)
    }
}

impl Requirement {
    /// The least that one time has to last, in minutes.
    #[must_use]
    pub fn minutes(&self) -> Option<u32> {
        self.minutes.get().copied()
    }

    /// The most months that may lie between two times.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        self.months.get().copied()
    }
}
