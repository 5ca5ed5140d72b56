//! モニタリング期間: a list of intervals, and the months in which monitoring falls due.

use crate::record::{Field, Scalar, Spanned, TextOr, marked};
use crate::value::Month;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// One interval: every `interval` months, counted from `start`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct MonitoringInterval {
    /// Months.
    #[serde(rename = "間隔")]
    pub interval: Field<u32>,
    #[serde(rename = "開始年月")]
    pub start: Field<Month>,
    #[serde(rename = "回数")]
    pub times: Field<u32>,
}

/// One item of モニタリング期間: every so many months from a month on, or a bare month in which monitoring takes place.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum MonitoringTerm {
    /// `2024-09`.
    In(Month),
    /// `{間隔: 6, 開始年月: 2024-07}`.
    Every(MonitoringInterval),
}

impl<'de> Deserialize<'de> for MonitoringTerm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match marked::<TextOr<MonitoringInterval>, D>(Scalar::Month, deserializer)? {
            TextOr::Text(month) => Self::In(month.parse().map_err(D::Error::custom)?),
            TextOr::Record(interval) => Self::Every(interval),
        })
    }
}

/// The months in which monitoring falls due, in order, up to and with `last`, the final month of the 給付決定.
///
/// An interval of n months counted from m falls due in m + n − 1 and every n months from there, and in any case in the
/// final month (厚生労働省 計画相談支援 Q&A, 2012-03-06). A later interval takes over from an earlier one where it begins.
#[must_use]
pub fn monitoring_months(terms: &[Spanned<MonitoringTerm>], last: Month) -> Vec<Month> {
    let starts: Vec<Month> = terms.iter().filter_map(|term| every(term)).map(|(start, ..)| start).collect();
    let mut months = vec![last];
    for term in terms {
        match &term.value {
            MonitoringTerm::In(month) => months.push(*month),
            MonitoringTerm::Every(_) => {
                let Some((start, interval, times)) = every(term) else { continue };
                let taken_over = starts.iter().filter(|other| **other > start).min();
                let due = (1..=times.unwrap_or(u32::MAX)).map(|n| start.plus(interval.saturating_mul(n) - 1));
                months.extend(due.take_while(|month| *month <= last && taken_over.is_none_or(|other| month < other)));
            }
        }
    }
    months.retain(|month| *month <= last);
    months.sort();
    months.dedup();
    months
}

/// The term's first month, its interval and how often it holds, where both are written and make sense.
fn every(term: &MonitoringTerm) -> Option<(Month, u32, Option<u32>)> {
    let MonitoringTerm::Every(interval) = term else { return None };
    let months = interval.interval.get().copied().filter(|months| (1..=120).contains(months))?;
    Some((*interval.start.get()?, months, interval.times.get().copied()))
}

#[cfg(test)]
mod tests {
    use super::{MonitoringTerm, monitoring_months};
    use crate::record::{self, List};
    use crate::source::Source;

    fn months(terms: &str, last: &str) -> Vec<String> {
        let source = Source::new("plan.yaml", terms);
        let mut findings = Vec::new();
        let mut tree = record::parse_yaml(&source, 0..terms.len(), &mut findings);
        let terms: List<MonitoringTerm> = record::read(&source, &mut tree, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        let months = monitoring_months(&terms, last.parse().expect("a month"));
        months.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_two_examples_of_the_question_and_answer_of_2012() {
        let quarterly = months("[{間隔: 3, 開始年月: 2012-05}]", "2013-04");
        assert_eq!(quarterly, ["2012-07", "2012-10", "2013-01", "2013-04"]);
        let half_yearly = months("[{間隔: 6, 開始年月: 2012-05}]", "2013-04");
        assert_eq!(half_yearly, ["2012-10", "2013-04"]);
    }

    #[test]
    fn three_months_in_a_row_and_then_every_six() {
        let both = "[{間隔: 1, 開始年月: 2024-04, 回数: 3}, {間隔: 6, 開始年月: 2024-07}]";
        assert_eq!(months(both, "2025-03"), ["2024-04", "2024-05", "2024-06", "2024-12", "2025-03"]);
        // Without 回数 the second takes over all the same.
        let open = "[{間隔: 1, 開始年月: 2024-04}, {間隔: 6, 開始年月: 2024-07}]";
        assert_eq!(months(open, "2025-03"), ["2024-04", "2024-05", "2024-06", "2024-12", "2025-03"]);
    }

    #[test]
    fn a_bare_month_is_one_and_the_final_month_is_always_one() {
        assert_eq!(months("[2024-09]", "2025-03"), ["2024-09", "2025-03"]);
        assert_eq!(months("[]", "2025-03"), ["2025-03"]);
        assert_eq!(months("[{間隔: 0, 開始年月: 2024-04}]", "2025-03"), ["2025-03"]);
    }
}
