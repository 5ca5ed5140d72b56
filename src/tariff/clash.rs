//! What cannot be claimed beside an 加算.

use super::name::Tier;
use super::requirement::Surety;
use crate::record::Field;
use serde::{Deserialize, Serialize};

/// What cannot be claimed beside it.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Clash {
    #[serde(rename = "加算")]
    pub(super) name: Field<String>,
    #[serde(rename = "段")]
    pub(super) level: Field<Tier>,
    /// For what the two cannot both be claimed.
    #[serde(rename = "範囲")]
    pub overlap: Field<Overlap>,
    /// How sure that is.
    #[serde(rename = "確度")]
    pub surety: Field<Surety>,
    /// Where it was read.
    #[serde(rename = "出典")]
    pub source: Field<String>,
}

/// For what two cannot both be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Overlap {
    /// The same hours of a day.
    #[serde(rename = "同じ時間")]
    Hours,
    /// One contact with somebody.
    #[serde(rename = "同じ連絡")]
    Contact,
}
