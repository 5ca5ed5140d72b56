//! A part of the children of a project, for a run that is split over several machines.

use std::fmt;
use std::str::FromStr;

/// One of so many parts, counted from 1. Which part a child belongs to is decided by its id alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    of: u64,
}

/// More parts than this help nobody.
const MOST: u64 = 10_000;

impl Shard {
    /// Whether a child belongs to this part.
    #[must_use]
    pub fn holds(self, child: &str) -> bool {
        let hash = blake3::hash(child.as_bytes());
        let head: [u8; 8] = hash.as_bytes()[..8].try_into().expect("internal: a hash has 32 bytes");
        u64::from_le_bytes(head) % self.of == self.number - 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST => Ok(Self { number, of }),
            _ => Err("3 つに分けた 1 つ目なら 1/3 のように、1 から数えて書いてください".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-of-{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_child_belongs_to_one_part_and_each_part_has_its_share() {
        let shards: Vec<Shard> = ["1/3", "2/3", "3/3"].iter().map(|text| text.parse().expect("a part")).collect();
        let mut counts = [0; 3];
        for child in (0..300).map(|number| format!("c{number:04}")) {
            let own: Vec<usize> = (0..3).filter(|at| shards[*at].holds(&child)).collect();
            assert_eq!(own.len(), 1, "{child}");
            counts[own[0]] += 1;
        }
        assert!(counts.iter().all(|count| (70..=130).contains(count)), "{counts:?}");
        for wrong in ["", "1", "0/3", "4/3", "1/0", "a/3", "-1/3", "1/99999999"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
