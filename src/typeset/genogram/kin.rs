//! What the word for a relative says: how they are related to the child, in which generation, on whose side.

/// Somebody of the family, as it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct FamilyMember {
    /// 続柄.
    pub(super) relation: String,
    /// 備考.
    pub(super) note: String,
    /// 同居.
    pub(super) together: Option<bool>,
    /// 離婚 of the parents.
    pub(super) divorced: bool,
    /// 別居 of the parents.
    pub(super) separated: bool,
    /// 里親.
    pub(super) foster: bool,
}

/// The generations, from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Generation {
    Grandparents,
    Parents,
    Children,
}

/// The sex that a word tells, and that decides whether a square or a circle is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

impl Sex {
    /// As it is written: 男, 女, 女の子.
    pub(super) fn of(written: &str) -> Option<Self> {
        match written.chars().next()? {
            '男' => Some(Self::Male),
            '女' => Some(Self::Female),
            _ => None,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

/// By whom somebody is a relative: 父方 or 母方.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParentalSide {
    Father,
    Mother,
}

/// By what somebody is a relative of their word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    Birth,
    /// 継, 義: by the marriage of a parent.
    Step,
    /// 里, or 里親 is written.
    Foster,
    /// 養.
    Adopted,
    /// 異父, of siblings.
    OtherFather,
    /// 異母, of siblings.
    OtherMother,
}

/// A relative whose place in the figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kin {
    /// 祖父, 母, 妹: the word without what stands before it.
    pub(super) word: &'static str,
    pub(super) generation: Generation,
    pub(super) sex: Sex,
    pub(super) bond: Bond,
    pub(super) side: Option<ParentalSide>,
    pub(super) gone: bool,
}

const WORDS: [(&str, Generation, Sex); 14] = [
    ("祖父", Generation::Grandparents, Sex::Male),
    ("祖母", Generation::Grandparents, Sex::Female),
    ("父", Generation::Parents, Sex::Male),
    ("母", Generation::Parents, Sex::Female),
    ("おじ", Generation::Parents, Sex::Male),
    ("伯父", Generation::Parents, Sex::Male),
    ("叔父", Generation::Parents, Sex::Male),
    ("おば", Generation::Parents, Sex::Female),
    ("伯母", Generation::Parents, Sex::Female),
    ("叔母", Generation::Parents, Sex::Female),
    ("兄", Generation::Children, Sex::Male),
    ("姉", Generation::Children, Sex::Female),
    ("弟", Generation::Children, Sex::Male),
    ("妹", Generation::Children, Sex::Female),
];

/// What may stand before the word, with what it says of the bond.
const BEFORE: [(&str, Option<Bond>); 17] = [
    ("義理の", Some(Bond::Step)),
    ("双子の", None),
    ("ふたごの", None),
    ("異父", Some(Bond::OtherFather)),
    ("異母", Some(Bond::OtherMother)),
    ("義", Some(Bond::Step)),
    ("継", Some(Bond::Step)),
    ("養", Some(Bond::Adopted)),
    ("里", Some(Bond::Foster)),
    ("実の", None),
    ("実", None),
    ("長", None),
    ("次", None),
    ("二", None),
    ("三", None),
    ("四", None),
    ("末", None),
];

/// What tells the side, in the word or in the note: 父方の祖母, 母の姉.
const OF_SIDE: [&str; 9] = ["方", "の実家", "の両親", "の父", "の母", "の兄", "の姉", "の弟", "の妹"];

const GONE: [&str; 6] = ["死亡", "死去", "死別", "他界", "故人", "亡くな"];

impl Kin {
    /// None of a word that has no place in a figure.
    pub(super) fn of(member: &FamilyMember) -> Option<Self> {
        let relation: String = member.relation.chars().filter(|letter| !letter.is_whitespace()).collect();
        let side = side_of(&relation).or_else(|| side_of(&member.note));
        let mut word = without_side(&relation);
        let mut bond = Bond::Birth;
        while let Some((rest, says)) = BEFORE.iter().find_map(|(before, says)| Some((word.strip_prefix(before)?, says)))
        {
            bond = says.unwrap_or(bond);
            word = rest.to_owned();
        }
        let (word, generation, sex) = WORDS.into_iter().find(|(known, ..)| *known == word)?;
        if member.foster {
            bond = Bond::Foster;
        }
        let gone = GONE.iter().any(|said| member.note.contains(said));
        Some(Self { word, generation, sex, bond, side, gone })
    }

    /// 父 or 母, of whatever bond.
    pub(super) fn is_parent(&self) -> bool {
        matches!(self.word, "父" | "母")
    }
}

fn side_of(words: &str) -> Option<ParentalSide> {
    let starts = |letter: &str| {
        let mut places = words.match_indices(letter).map(|(at, found)| &words[at + found.len()..]);
        places.any(|rest| OF_SIDE.iter().any(|said| rest.starts_with(said)))
    };
    let (father, mother) = (starts("父"), starts("母"));
    match (father, mother) {
        (true, false) => Some(ParentalSide::Father),
        (false, true) => Some(ParentalSide::Mother),
        (true, true) => {
            // 母方の祖父の兄: what stands first.
            let at = |letter: &str| words.find(letter);
            Some(if at("父") < at("母") { ParentalSide::Father } else { ParentalSide::Mother })
        }
        (false, false) => None,
    }
}

/// 祖母 of 父方の祖母, of 祖母(父方), and of 母方祖母.
fn without_side(relation: &str) -> String {
    ["父方", "母方"].iter().fold(relation.to_owned(), |rest, side| {
        let rest = rest.replace(&format!("（{side}）"), "").replace(&format!("({side})"), "");
        rest.replace(&format!("{side}の"), "").replace(side, "")
    })
}

#[cfg(test)]
mod tests {
    use super::{Bond, FamilyMember, Kin, ParentalSide};

    fn read(relation: &str, note: &str) -> Option<(&'static str, Bond, Option<ParentalSide>)> {
        let member = FamilyMember { relation: relation.to_owned(), note: note.to_owned(), ..FamilyMember::default() };
        Kin::of(&member).map(|kin| (kin.word, kin.bond, kin.side))
    }

    #[test]
    fn a_word_tells_the_bond_the_generation_and_the_side() {
        assert_eq!(read("母", ""), Some(("母", Bond::Birth, None)));
        assert_eq!(read("実 父", ""), Some(("父", Bond::Birth, None)));
        assert_eq!(read("義理の父", ""), Some(("父", Bond::Step, None)));
        assert_eq!(read("里母", ""), Some(("母", Bond::Foster, None)));
        assert_eq!(read("双子の妹", ""), Some(("妹", Bond::Birth, None)));
        assert_eq!(read("異父次兄", ""), Some(("兄", Bond::OtherFather, None)));
        assert_eq!(read("父方の祖母", ""), Some(("祖母", Bond::Birth, Some(ParentalSide::Father))));
        assert_eq!(read("おば（母方）", ""), Some(("おば", Bond::Birth, Some(ParentalSide::Mother))));
        assert_eq!(read("祖母", "母の実家に住む"), Some(("祖母", Bond::Birth, Some(ParentalSide::Mother))));
        assert_eq!(read("祖母", "父母が働く日に来る"), Some(("祖母", Bond::Birth, None)));
        for unknown in ["", "いとこ", "里親", "曾祖母", "母の交際相手", "父母"] {
            assert_eq!(read(unknown, ""), None, "{unknown}");
        }
    }

    #[test]
    fn what_is_written_beside_the_word_counts() {
        let father = FamilyMember {
            relation: "父".to_owned(),
            note: "令和3年に死去".to_owned(),
            foster: true,
            ..FamilyMember::default()
        };
        let read = Kin::of(&father).expect("a father");
        assert_eq!((read.bond, read.gone), (Bond::Foster, true));
    }
}
