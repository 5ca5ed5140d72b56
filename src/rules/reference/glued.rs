//! Ids that were typed as Japanese is typed: in full width, or joined by 「、」 into one word.

use crate::value::half_width;

/// What stands between ids that were meant as several.
const BETWEEN: [char; 12] = ['、', '，', ',', '・', '･', '／', '/', '＆', '&', '＋', '+', ' '];

/// What a written word means where it is no id as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IdSlip<'a> {
    /// One id in full-width letters or with blanks.
    Wide(&'a str),
    /// Several words in one, of which some are ids; each with its id where it is one.
    Glued(Vec<(String, Option<&'a str>)>),
}

/// The slip in a word, where it hides an id that is known.
pub(super) fn slip<'a>(written: &str, known: &[&'a str]) -> Option<IdSlip<'a>> {
    let id_of = |word: &str| {
        let narrow = half_width(word.trim());
        known.iter().copied().find(|id| *id == narrow)
    };
    if known.contains(&written) {
        return None;
    }
    if let Some(id) = id_of(written) {
        return Some(IdSlip::Wide(id));
    }
    let spaced = written.replace('\u{3000}', " ");
    let parts: Vec<(String, Option<&str>)> = spaced
        .split(BETWEEN)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| (part.to_owned(), id_of(part)))
        .collect();
    (parts.len() > 1 && parts.iter().any(|(_, id)| id.is_some())).then_some(IdSlip::Glued(parts))
}

impl IdSlip<'_> {
    /// What is wrong, behind the word itself.
    pub(super) fn message(&self, what: &str, written: &str) -> String {
        match self {
            Self::Wide(_) => format!("{what}の id「{written}」が全角で書かれています"),
            Self::Glued(_) => format!("「{written}」は、いくつかの{what}の id が一つの語につながっています"),
        }
    }

    /// What to write instead, where a list stands.
    pub(super) fn help(&self) -> String {
        match self {
            Self::Wide(id) => format!("半角で `{id}` と書いてください"),
            Self::Glued(parts) => {
                let list = parts.iter().map(|(word, id)| id.unwrap_or(word)).collect::<Vec<_>>().join(", ");
                format!("`[{list}]` のように、半角のコンマと空白で区切って書いてください")
            }
        }
    }

    /// What to write instead, where only one may stand.
    pub(super) fn help_for_one(&self) -> String {
        match self {
            Self::Wide(_) => self.help(),
            Self::Glued(parts) => {
                let ids = parts.iter().filter_map(|(_, id)| *id).collect::<Vec<_>>().join("、");
                format!("ここには一つだけを書きます({ids} のどれか)")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{IdSlip, slip};

    const KNOWN: [&str; 3] = ["mori", "kato", "ito"];

    #[test]
    fn every_way_of_joining_is_named_with_the_right_spelling() {
        for written in [
            "mori、kato",
            "mori，kato",
            "mori,kato",
            "mori・kato",
            "mori/kato",
            "mori kato",
            "ｍｏｒｉ、ｋａｔｏ",
            "mori　kato",
        ] {
            let slip = slip(written, &KNOWN).unwrap_or_else(|| panic!("{written}"));
            assert!(slip.help().contains("`[mori, kato]`"), "{written}: {}", slip.help());
        }
        let mixed = slip("mori、保育士", &KNOWN).expect("half an id");
        assert!(mixed.help().contains("`[mori, 保育士]`"), "{}", mixed.help());
        assert_eq!(slip("ｉｔｏ", &KNOWN), Some(IdSlip::Wide("ito")));
        assert_eq!(slip(" ito", &KNOWN), Some(IdSlip::Wide("ito")));
    }

    #[test]
    fn what_hides_no_id_is_no_slip() {
        for written in ["mori", "保育士、児童指導員", "もり", "moru", "", "、"] {
            assert_eq!(slip(written, &KNOWN), None, "{written}");
        }
    }
}
