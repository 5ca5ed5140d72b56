//! 医療的ケアの判定スコア: points.

use super::{half_width, scalar};
use std::fmt::{self, Display};
use std::str::FromStr;

/// Points. Written `16` or `16点`; printed `16点`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u32);

impl Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}点", self.0)
    }
}

impl FromStr for Score {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded = half_width(text.trim());
        let digits = folded.strip_suffix('点').unwrap_or(&folded).trim_end();
        digits
            .parse()
            .map(Self)
            .map_err(|_| format!("「{text}」は点数として読めません\n16 か 16点 のように書いてください"))
    }
}

scalar!(Score, Score);

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn points_are_read_with_and_without_their_unit() {
        for text in ["16", "16点", "１６点", " 16 点 "] {
            assert_eq!(text.parse::<Score>().map(|score| score.to_string()), Ok("16点".to_owned()), "{text}");
        }
        for text in ["", "十六", "-1", "16回"] {
            assert!(text.parse::<Score>().is_err(), "{text}");
        }
    }
}
