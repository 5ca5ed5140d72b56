//! A hash as it is kept: 32 bytes in memory, 64 letters where it is written.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

/// A hash over all that went into something, or over the bytes of a print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest(blake3::Hash);

impl Digest {
    /// Over some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }

    /// What a hasher was given.
    pub(super) fn end(hasher: &blake3::Hasher) -> Self {
        Self(hasher.finalize())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_hex())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        blake3::Hash::from_hex(text).map(Self).map_err(|_| D::Error::custom("no hash"))
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn a_hash_is_written_in_64_letters_and_read_again_and_nothing_else_is_one() {
        let digest = Digest::of("紙".as_bytes());
        let written = serde_json::to_string(&digest).expect("it is written");
        assert_eq!((written.len(), written.trim_matches('"')), (66, digest.to_string().as_str()));
        assert_eq!(serde_json::from_str::<Digest>(&written).expect("it is read"), digest);
        assert!(serde_json::from_str::<Digest>("\"abc\"").is_err());
        assert_eq!(size_of::<Option<Digest>>(), 33);
    }
}
