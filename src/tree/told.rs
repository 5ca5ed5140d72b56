//! What a declaration tells a serializer of a value.
//!
//! serde hands on a name and nothing else. The names that mean something are constants beside the types that give them,
//! none of them the name that a type has in Rust, so that a type may be renamed; they are known here alone.

use super::word_tree::RecordKind;
use crate::case::consult::week::WEEKLY_ENTRY;
use crate::case::plan::ADD_ON;
use crate::record::{LOCATED, Scalar, TEXT_OR};
use crate::value::{PERIOD, WEEK};

/// What a declaration says of a value.
pub(super) enum Told {
    /// A field or an item: the numbers of its place, and the value.
    Located,
    /// The name or the id of somebody or something.
    Name,
    /// 期間.
    Period,
    /// A record that is read otherwise than others.
    Record(RecordKind),
    /// A value written as one text.
    Scalar(Scalar),
}

impl Told {
    /// What a name tells; none where it is a type's own.
    pub(super) fn by(name: &str) -> Option<Self> {
        match name {
            LOCATED => Some(Self::Located),
            TEXT_OR => Some(Self::Name),
            PERIOD => Some(Self::Period),
            WEEK => Some(Self::Record(RecordKind::Week)),
            WEEKLY_ENTRY => Some(Self::Record(RecordKind::WeeklyEntry)),
            ADD_ON => Some(Self::Record(RecordKind::AddOn)),
            name => Scalar::marked(name).map(Self::Scalar),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Told;
    use crate::case::consult::week::{WEEKLY_ENTRY, WeeklyEntry};
    use crate::case::plan::{ADD_ON, AddOn};
    use crate::record::{Scalar, Shape};
    use crate::value::{PERIOD, Period, PlanHours, WEEK, Week};

    #[test]
    fn serde_hands_each_record_on_under_its_mark() {
        let marks = [
            (Shape::of::<Period>(), PERIOD),
            (Shape::of::<Week<PlanHours>>(), WEEK),
            (Shape::of::<WeeklyEntry>(), WEEKLY_ENTRY),
            (Shape::of::<AddOn>(), ADD_ON),
        ];
        for (shape, mark) in marks {
            assert_eq!(shape.record().map(|record| record.name), Some(mark));
        }
    }

    #[test]
    fn the_name_of_a_type_tells_nothing() {
        for name in ["Text", "Date", "Period", "Week", "WeeklyEntry", "AddOn"] {
            assert!(Told::by(name).is_none(), "{name}");
        }
        assert!(matches!(Told::by("$day"), Some(Told::Scalar(Scalar::Day))));
    }
}
