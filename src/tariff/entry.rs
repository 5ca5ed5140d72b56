//! An 加算, or one level of it, as `kasan.yaml` has it.

use super::clash::{Clash, Overlap};
use super::limit::Limit;
use super::name::{AddOnName, Tier, plain};
use super::requirement::{Evidence, Requirement};
use crate::case::party::Service;
use crate::record::{Field, List, Spanned};
use crate::value::{Date, Period};
use serde::{Deserialize, Serialize};

/// One 加算, or one 段 of it.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct TariffEntry {
    #[serde(rename = "名称")]
    name: Field<String>,
    #[serde(rename = "段")]
    level: Field<Tier>,
    /// Other ways in which it is written.
    #[serde(rename = "別名")]
    aliases: List<String>,
    /// What took its place.
    #[serde(rename = "今の名")]
    now: Field<String>,
    /// When there is such an 加算.
    #[serde(rename = "期間")]
    period: Field<Period>,
    #[serde(rename = "サービス")]
    services: List<Service>,
    #[serde(rename = "単位")]
    units: List<UnitPrice>,
    #[serde(rename = "回数")]
    limit: Field<Limit>,
    #[serde(rename = "要件")]
    requirements: List<Requirement>,
    #[serde(rename = "併せない")]
    clashes: List<Clash>,
}

/// 単位, with the case in which it is paid.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct UnitPrice {
    /// When it is this.
    #[serde(rename = "場面")]
    pub case: Field<String>,
    /// 単位 of each time.
    #[serde(rename = "単位")]
    pub units: Field<u32>,
}

impl TariffEntry {
    /// The name without its level.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.get().map_or("", String::as_str)
    }

    /// `家族支援加算(Ⅰ)`.
    #[must_use]
    pub fn title(&self) -> String {
        let level = self.level.get().map(|level| format!("({})", level.label()));
        format!("{}{}", self.name(), level.unwrap_or_default())
    }

    /// The level, where it is one of several.
    #[must_use]
    pub fn level(&self) -> Option<Tier> {
        self.level.get().copied()
    }

    /// What took its place.
    #[must_use]
    pub fn now(&self) -> Option<&str> {
        self.now.get().map(String::as_str)
    }

    /// When there is such an 加算.
    #[must_use]
    pub fn period(&self) -> Option<&Period> {
        self.period.get()
    }

    /// Whether there is such an 加算 on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.period.get().is_none_or(|period| period.contains(day))
    }

    /// The services in which it can be claimed.
    pub fn services(&self) -> impl Iterator<Item = Service> {
        self.services.iter().map(|service| service.value)
    }

    /// What is paid.
    pub fn units(&self) -> impl Iterator<Item = &UnitPrice> {
        self.units.iter().map(|units| &units.value)
    }

    /// How often it may be claimed.
    #[must_use]
    pub fn limit(&self) -> Option<&Limit> {
        self.limit.get()
    }

    /// What has to be written.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements.iter().map(|requirement: &Spanned<Requirement>| &requirement.value)
    }

    /// What has to be written in one place.
    #[must_use]
    pub fn requirement(&self, evidence: Evidence) -> Option<&Requirement> {
        self.requirements().find(|requirement| requirement.evidence.get() == Some(&evidence))
    }

    /// What cannot be claimed beside it.
    pub fn clashes(&self) -> impl Iterator<Item = &Clash> {
        self.clashes.iter().map(|clash| &clash.value)
    }

    /// Whether it cannot be claimed beside another for one and the same thing.
    #[must_use]
    pub fn clashes_with(&self, other: &Self, overlap: Overlap) -> bool {
        self.clashes().any(|clash| {
            clash.overlap.get() == Some(&overlap)
                && clash.name.get().is_some_and(|name| name == other.name())
                && clash.level.get().is_none_or(|level| other.level() == Some(*level))
        })
    }

    /// Every way in which its name is written, folded.
    pub(super) fn spellings(&self) -> impl Iterator<Item = String> {
        std::iter::once(self.name()).chain(self.aliases.iter().map(|alias| alias.value.as_str())).map(plain)
    }

    /// Whether a written name means it.
    #[must_use]
    pub fn is(&self, name: &AddOnName) -> bool {
        name.base == self.name() && name.tier.is_none_or(|level| self.level().is_none_or(|own| own == level))
    }
}
