//! Who holds the posts that papers hang on: the 児童発達支援管理責任者 of an office, its 相談支援専門員.

use super::Directory;
use crate::case::party::{HeldPost, Staff};
use crate::value::{Date, Period};

/// A post that papers hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Post {
    /// 児童発達支援管理責任者; an approved みなし配置 holds it too.
    Manager,
    /// 相談支援専門員.
    Consultant,
}

impl Post {
    /// Its name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Manager => "児童発達支援管理責任者",
            Self::Consultant => "相談支援専門員",
        }
    }

    /// Whether a 職種 as it is written is this post.
    pub(super) fn is(self, title: &str) -> bool {
        match self {
            // 基礎研修修了者 is not yet one; an approved みなし配置 is, whatever training it names.
            Self::Manager if title.contains("基礎研修") && !title.contains("みなし") => false,
            Self::Manager => title.contains(self.label()) || title.contains("児発管"),
            Self::Consultant => title.contains(self.label()),
        }
    }
}

/// Somebody in a post, from one day to another; an end that is not written is open.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// Who.
    pub staff: &'a Staff,
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
}

impl<'a> Holder<'a> {
    fn of(staff: &'a Staff, held: &HeldPost) -> Self {
        let day = |end: fn(&Period) -> Option<Date>| held.period.get().and_then(end);
        Self { staff, start: day(|period| period.start.get().copied()), end: day(|period| period.end.get().copied()) }
    }
}

impl<'a> Directory<'a> {
    /// Everybody who ever held a post at an office, in the order of `office.yaml`.
    pub fn holders(&self, office: &str, post: Post) -> impl Iterator<Item = Holder<'a>> + use<'a> {
        let staff = self.organisation().office(office).into_iter().flat_map(|office| office.staff.iter());
        staff.flat_map(move |staff| {
            let own =
                staff.value.duties.iter().filter(move |held| held.title.get().is_some_and(|title| post.is(title)));
            own.map(|held| Holder::of(&staff.value, held))
        })
    }
}
