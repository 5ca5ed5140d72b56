//! What a single value must be, and how a declaration says it.

use super::super::words::{NO, YES};
use super::Word;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// What a value must be that is written as one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// Some words on a line.
    Word,
    /// A text of any length, with paragraphs and lists.
    Text,
    /// A day: `2024-03-28`, `令和6年3月28日`.
    Day,
    /// A date of birth, of which only the year may be known.
    Birth,
    /// `2024-09`.
    Month,
    /// A day with hours: `2024-03-25 16:00-17:00`.
    Moment,
    /// `14:30-17:30`.
    Hours,
    /// How long: `40分`, `15:00-15:40`.
    Length,
    /// By when: a day, a month, or words such as `6か月`.
    Timing,
    /// Days of the week in words: `月`, `月〜金`, `平日`.
    Days,
    /// A number without a sign.
    Number,
    /// 点数 of the 新判定スコア.
    Score,
    /// An amount of money.
    Yen,
    /// はい or いいえ.
    YesNo,
    /// How far a goal was reached: a word of the form's list.
    Rating,
    /// The id of something that is described here, by which other places name it.
    Own(Referent),
    /// The id of something that is described elsewhere; where the form allows it, words in its place.
    Id(Referent),
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Referent {
    /// 事業所 of `office.yaml`.
    Office,
    /// 職員 of `office.yaml`.
    Staff,
    /// 関係機関 of `child.yaml`, or an office.
    Partner,
    /// A child's folder.
    Child,
    /// The name of a 個別支援計画: `2024-03-28`.
    SupportPlan,
    /// The name of a 障害児支援利用計画.
    ConsultationPlan,
    /// The name of the plan that a meeting is about: of either, as the meeting's own folder is.
    MeetingPlan,
    /// A paper: `plan/2024-03-28`; with a part of it: `plan/2024-03-28#別表/通常`.
    Paper,
    /// A モニタリング記録: `monitoring/2024-09-12`.
    MonitoringRecord,
    /// A row of 支援 of the plan.
    SupportRow,
    /// ニーズ of the 障害児支援利用計画.
    Need,
    /// A form pack.
    FormPack,
    /// A template of the pack's own folder, by its file's name.
    Template,
    /// A rule, by its code.
    Rule,
}

/// Each with the name by which a declaration tells serde of it: no type of Rust can have such a name.
const MARKS: [(Scalar, &str); 34] = [
    (Scalar::Word, "$word"),
    (Scalar::Text, "$text"),
    (Scalar::Day, "$day"),
    (Scalar::Birth, "$birth"),
    (Scalar::Month, "$month"),
    (Scalar::Moment, "$moment"),
    (Scalar::Hours, "$hours"),
    (Scalar::Length, "$length"),
    (Scalar::Timing, "$timing"),
    (Scalar::Days, "$days"),
    (Scalar::Number, "$number"),
    (Scalar::Score, "$score"),
    (Scalar::Yen, "$yen"),
    (Scalar::YesNo, "$yes-no"),
    (Scalar::Rating, "$rating"),
    (Scalar::Own(Referent::Office), "$own-office"),
    (Scalar::Own(Referent::Staff), "$own-staff"),
    (Scalar::Own(Referent::Partner), "$own-partner"),
    (Scalar::Own(Referent::SupportRow), "$own-support-row"),
    (Scalar::Own(Referent::Need), "$own-need"),
    (Scalar::Id(Referent::Office), "$office"),
    (Scalar::Id(Referent::Staff), "$staff"),
    (Scalar::Id(Referent::Partner), "$partner"),
    (Scalar::Id(Referent::Child), "$child"),
    (Scalar::Id(Referent::SupportPlan), "$support-plan"),
    (Scalar::Id(Referent::ConsultationPlan), "$consultation-plan"),
    (Scalar::Id(Referent::MeetingPlan), "$meeting-plan"),
    (Scalar::Id(Referent::Paper), "$paper"),
    (Scalar::Id(Referent::MonitoringRecord), "$monitoring-record"),
    (Scalar::Id(Referent::SupportRow), "$support-row"),
    (Scalar::Id(Referent::Need), "$need"),
    (Scalar::Id(Referent::FormPack), "$form-pack"),
    (Scalar::Id(Referent::Template), "$template"),
    (Scalar::Id(Referent::Rule), "$rule"),
];

impl Scalar {
    fn mark(self) -> &'static str {
        let mark = MARKS.iter().find(|(scalar, _)| *scalar == self).map(|(_, mark)| *mark);
        mark.expect("internal: what is marked has a mark")
    }

    /// The scalar that a mark means; none for the name of a type.
    #[must_use]
    pub fn marked(name: &str) -> Option<Self> {
        MARKS.iter().find(|(_, mark)| *mark == name).map(|(scalar, _)| *scalar)
    }

    /// The words to choose from, where there are some.
    #[must_use]
    pub fn words(self) -> Vec<Word> {
        match self {
            Self::YesNo => vec![Word::of(&YES), Word::of(&NO)],
            _ => Vec::new(),
        }
    }
}

/// Reads a value and tells the deserializer what each single text in it is; not of the texts of a record in it, which say
/// so themselves.
///
/// # Errors
/// Those of the value.
pub fn marked<'de, T: Deserialize<'de>, D: Deserializer<'de>>(scalar: Scalar, deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(scalar.mark(), Marked(PhantomData))
}

/// Writes a value and tells the serializer of it what [`marked`] tells a deserializer; formats for people write the value
/// alone.
///
/// # Errors
/// Those of the serializer.
pub fn write_marked<T: Serialize + ?Sized, S: Serializer>(
    scalar: Scalar,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(scalar.mark(), value)
}

/// A value that [`write_marked`] writes, for a record that writes its fields itself.
#[derive(Debug)]
pub struct WriteMarked<'a, T>(pub Scalar, pub &'a T);

impl<T: Serialize> Serialize for WriteMarked<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_marked(self.0, self.1, serializer)
    }
}

struct Marked<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Marked<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}
