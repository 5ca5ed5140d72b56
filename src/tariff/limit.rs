//! How often an 加算 may be claimed.

use super::requirement::Surety;
use crate::case::party::Service;
use crate::record::{Field, List, Spanned};
use serde::{Deserialize, Serialize};

/// How often it may be claimed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Limit {
    /// Times a month.
    #[serde(rename = "月")]
    month: Field<u32>,
    /// Times in all.
    #[serde(rename = "通算")]
    total: Field<u32>,
    /// Times a month by the days on which the child was there.
    #[serde(rename = "利用日数")]
    by_days: List<DayBracket>,
    #[serde(rename = "確度")]
    surety: Field<Surety>,
    #[serde(rename = "出典")]
    source: Field<String>,
}

/// Times a month below a number of days; the last bracket has no upper end.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
struct DayBracket {
    #[serde(rename = "サービス")]
    service: Field<Service>,
    #[serde(rename = "未満")]
    below: Field<u32>,
    #[serde(rename = "月")]
    times: Field<u32>,
}

impl Limit {
    /// Times a month for a child that was there on so many days; where nobody knows the service, the most that any has.
    #[must_use]
    pub fn in_month(&self, service: Option<Service>, days: usize) -> Option<u32> {
        let own = |bracket: &&Spanned<DayBracket>| service.is_some_and(|own| bracket.service.get() == Some(&own));
        let holds = |bracket: &&Spanned<DayBracket>| bracket.below.get().is_none_or(|below| days < *below as usize);
        let by_days = self.by_days.iter().filter(own).find(holds).and_then(|bracket| bracket.times.get());
        let most = || self.by_days.iter().filter_map(|bracket| bracket.times.get()).max();
        self.month.get().or(by_days).or_else(most).copied()
    }

    /// How sure that is.
    #[must_use]
    pub fn surety(&self) -> Option<Surety> {
        self.surety.get().copied()
    }

    /// Where it was read.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.get().map(String::as_str)
    }

    /// Whether it depends on the days on which the child was there.
    #[must_use]
    pub fn goes_by_days(&self) -> bool {
        !self.by_days.is_empty()
    }

    /// Times in all.
    #[must_use]
    pub fn in_all(&self) -> Option<u32> {
        self.total.get().copied()
    }
}
