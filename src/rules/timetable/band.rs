//! The bands of plan time by which a day is paid.

use crate::value::Minutes;
use std::fmt::{self, Display};

/// 時間区分 of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Band {
    /// Under half an hour: only where the municipality agrees.
    Under,
    /// 30 minutes to 1:30, both included.
    First,
    /// More than 1:30, to 3:00.
    Second,
    /// More than 3:00, to 5:00.
    Third,
    /// More than 5:00.
    Over,
}

/// Each band with the most minutes that it has.
const UP_TO: [(u32, Band); 4] = [(29, Band::Under), (90, Band::First), (180, Band::Second), (300, Band::Third)];

impl Band {
    /// The band of a length.
    pub(super) fn of(length: Minutes) -> Self {
        UP_TO.iter().find(|(most, _)| length.0 <= *most).map_or(Self::Over, |(_, band)| *band)
    }
}

impl Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Under => "30分未満",
            Self::First => "30分以上1時間30分以下",
            Self::Second => "1時間30分超3時間以下",
            Self::Third => "3時間超5時間以下",
            Self::Over => "5時間超",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Band;
    use crate::value::Minutes;

    #[test]
    fn a_band_holds_the_minute_on_which_it_ends() {
        for (minutes, band) in [
            (0, Band::Under),
            (29, Band::Under),
            (30, Band::First),
            (90, Band::First),
            (91, Band::Second),
            (180, Band::Second),
            (181, Band::Third),
            (300, Band::Third),
            (301, Band::Over),
        ] {
            assert_eq!(Band::of(Minutes(minutes)), band, "{minutes}");
        }
    }
}
