//! Who is 児童発達支援管理責任者 (児発管) of an office, and when.

use super::{Directory, Post, Titles};
use crate::case::party::{HeldPost, Office, PersonRef, Staff};
use crate::record::TextOr;
use crate::value::Date;

/// What somebody is to the plans of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rank {
    /// 児発管 of this office; also by an approved みなし配置.
    Manager,
    /// 基礎研修修了者: may write a 原案 beside the 児発管.
    Trainee,
    /// Somebody else, with the name and what they are.
    Other(String, String),
    /// A name, of which nobody says what it is.
    Unsaid(String),
    /// An id that nobody has, or nothing at all.
    Nobody,
}

impl Office {
    /// The posts of its 児発管, past and present; none where nobody's 職務 is written or some cannot be read.
    #[must_use]
    pub fn manager_posts(&self) -> Option<Vec<&HeldPost>> {
        let mut posts = self.staff.iter().flat_map(|staff| staff.value.duties.iter()).peekable();
        posts.peek()?;
        let unread = self.staff.is_unread() || self.staff.iter().any(|staff| staff.value.duties.is_unread());
        let is_manager = |post: &&HeldPost| post.title.get().is_some_and(|title| is_manager(title));
        (!unread).then(|| posts.map(|post| &post.value).filter(is_manager).collect())
    }
}

impl<'a> Directory<'a> {
    /// Whether an office has a 児発管 in post on a day; none where that is not known.
    #[must_use]
    pub fn has_manager(&self, office: &str, day: Date) -> Option<bool> {
        let posts = self.organisation.office(office)?.manager_posts()?;
        Some(posts.iter().any(|post| post.period.get().is_none_or(|period| period.contains(day))))
    }

    /// What somebody is to the plans of an office on a day.
    #[must_use]
    pub fn rank(&self, person: &'a PersonRef, office: &str, day: Date) -> Rank {
        let here = self.colleague(person, office);
        let (name, titles) = match here {
            Some(staff) => (staff.name.get().cloned().unwrap_or_default(), staff.duties_on(day).collect()),
            None => match self.titles(person, day) {
                Titles::Held(name, titles) => (name, titles),
                Titles::Unsaid(name) => return Rank::Unsaid(name.to_owned()),
                Titles::Nobody => return Rank::Nobody,
            },
        };
        let elsewhere = here.is_none() && staff_id(person).is_some_and(|id| self.employment(id).is_some());
        if !elsewhere && titles.iter().any(|title| is_manager(title)) {
            Rank::Manager
        } else if !elsewhere && titles.iter().any(|title| is_trainee(title)) {
            Rank::Trainee
        } else {
            let held = if titles.is_empty() { "職務なし".to_owned() } else { titles.join("・") };
            Rank::Other(name, if elsewhere { format!("ほかの事業所の{held}") } else { held })
        }
    }

    /// The member of staff of an office whom an id means there.
    fn colleague(&self, person: &PersonRef, office: &str) -> Option<&'a Staff> {
        let id = staff_id(person)?;
        let staff = &self.organisation.office(office)?.staff;
        staff.iter().map(|staff| &staff.value).find(|staff| staff.id.get().is_some_and(|own| own == id))
    }
}

fn staff_id(person: &PersonRef) -> Option<&str> {
    match person {
        TextOr::Text(id) => Some(id),
        TextOr::Record(person) => person.staff.get().map(String::as_str),
    }
}

fn is_manager(title: &str) -> bool {
    Post::Manager.is(title)
}

fn is_trainee(title: &str) -> bool {
    title.contains("基礎研修")
}

#[cfg(test)]
mod tests {
    use super::{is_manager, is_trainee};

    #[test]
    fn a_title_says_whether_somebody_is_in_post() {
        for title in
            ["児童発達支援管理責任者", "児発管", "管理者兼児童発達支援管理責任者", "児発管(みなし配置、基礎研修修了)"]
        {
            assert!(is_manager(title), "{title}");
        }
        for title in ["児童発達支援管理責任者基礎研修修了者", "保育士", "管理者"] {
            assert!(!is_manager(title), "{title}");
        }
        assert!(is_trainee("児童発達支援管理責任者基礎研修修了者") && !is_trainee("児童指導員"));
    }
}
