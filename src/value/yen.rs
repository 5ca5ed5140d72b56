//! An amount of money: `4600`, `4,600円`, `４６００円`.

use super::{half_width, read_scalar};
use crate::record::Scalar;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;

/// Yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yen(pub u32);

impl FromStr for Yen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded: String = half_width(text).chars().filter(|c| !c.is_whitespace() && !",，、".contains(*c)).collect();
        let number = folded.trim_start_matches("月額").trim_start_matches(['¥', '￥']).trim_end_matches("/月");
        let number = number.strip_suffix('円').unwrap_or(number);
        let fine = !number.is_empty() && number.len() <= 9 && number.bytes().all(|b| b.is_ascii_digit());
        fine.then(|| number.parse().ok()).flatten().map(Self).ok_or_else(|| {
            format!(
                "「{}」は金額として読めません\n4600、4,600円 のように書いてください。負担がないときは 0 と書きます",
                text.trim()
            )
        })
    }
}

impl Serialize for Yen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.0)
    }
}

impl<'de> Deserialize<'de> for Yen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_scalar(Scalar::Yen, deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Yen;

    #[test]
    fn money_is_read_as_people_write_it() {
        for text in
            ["4600", "4,600", "4600円", "4,600円", "４６００", "４，６００円", "¥4,600", "月額 4,600 円", "4600円/月"]
        {
            assert_eq!(text.parse(), Ok(Yen(4600)), "{text}");
        }
        assert_eq!("0円".parse(), Ok(Yen(0)));
        for text in ["", "円", "なし", "-4600", "4千円", "46OO", "4600.5", "99999999999999"] {
            assert!(text.parse::<Yen>().is_err(), "{text}");
        }
    }
}
