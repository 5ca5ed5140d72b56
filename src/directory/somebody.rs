//! Whoever a word means: looked for by id, by name, by what they are to the child.

use super::Directory;
use super::fold::{folded, same};
use super::party::words;
use crate::case::child::{Child, Contact, Guardian, Relative};
use crate::case::party::{PersonRef, Staff};
use crate::record::{Field, TextOr};

/// A person whom the files know.
#[derive(Debug, Clone, Copy)]
pub enum Somebody<'a> {
    /// 本人.
    Child(&'a Child),
    /// 保護者; one of them, or whoever they are where a word means them all.
    Guardian(Option<&'a Guardian>),
    /// 職員.
    Staff(&'a Staff),
    /// 家族, not said to be a guardian.
    Relative(&'a Relative),
    /// 緊急連絡先.
    Contact(&'a Contact),
}

/// 本人, as forms have it.
const SELF: &str = "本人";
/// Stands in every word for the guardians: 保護者, 保護者様, 保護者(母).
const GUARDIAN: &str = "保護者";

impl<'a> Directory<'a> {
    /// Whom a word means: a guardian or 本人, a member of staff, somebody of the family. Whoever stands nearest to the
    /// child comes first.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<Somebody<'a>> {
        let own = |field: &Field<String>| field.get().is_some_and(|name| same(name, word));
        let guardian = self.guardian(word).map(Somebody::Guardian);
        let child = || (word.trim() == SELF || own(&self.child.name)).then_some(Somebody::Child(self.child));
        let staff = || {
            let by_id = self.employment(word).map(|(_, staff)| staff);
            by_id.or_else(|| self.find_staff(word)).map(Somebody::Staff)
        };
        let relative = || {
            let one = self.child.family.iter().find(|one| own(&one.name));
            one.map(|one| Somebody::Relative(&one.value))
        };
        let contact = || {
            let one = self.child.emergency.iter().find(|one| own(&one.name));
            one.map(|one| Somebody::Contact(&one.value))
        };
        guardian.or_else(child).or_else(staff).or_else(relative).or_else(contact)
    }

    /// The member of staff of this name.
    #[must_use]
    pub fn find_staff(&self, name: &str) -> Option<&'a Staff> {
        let wanted = folded(name);
        self.staff().find(|staff| !wanted.is_empty() && staff.name.get().is_some_and(|own| folded(own) == wanted))
    }

    /// The member of staff of this name, or of this family name alone where only one has it; 様, 氏 and さん do not count.
    #[must_use]
    pub fn namesake(&self, written: &str) -> Option<&'a Staff> {
        let wanted = written.trim_end_matches(['様', '氏']).trim_end_matches("さん");
        self.find_staff(wanted).or_else(|| {
            let family = |staff: &&Staff| {
                let name = staff.name.get().and_then(|name| name.split_whitespace().next());
                name.is_some_and(|name| same(name, wanted))
            };
            let mut found = self.staff().filter(family);
            found.next().filter(|_| found.next().is_none())
        })
    }

    /// Whether somebody written down is a guardian of the child: 保護者, a name, a 続柄 or a 区分 of child.yaml. Where the
    /// child has no guardian the applicant is the person, and 本人 is meant.
    #[must_use]
    pub fn is_guardian(&self, person: &PersonRef) -> bool {
        let applicant = |word: &str| word == SELF || self.child.name.get().is_some_and(|name| same(name, word));
        words(person)
            .iter()
            .any(|word| self.guardian(word).is_some() || (self.child.guardians.is_empty() && applicant(word)))
    }

    /// Whether somebody written down is the child: 本人, or its name.
    #[must_use]
    pub fn is_child(&self, person: &PersonRef) -> bool {
        words(person).iter().any(|word| matches!(self.find(word), Some(Somebody::Child(_))))
    }

    fn guardian(&self, word: &str) -> Option<Option<&'a Guardian>> {
        let is = |guardian: &Guardian| {
            let own = [&guardian.name, &guardian.relation].into_iter().filter_map(Field::get);
            own.into_iter().any(|own| same(own, word))
                || guardian.standing.get().is_some_and(|standing| standing.label() == word)
        };
        let one = self.child.guardians.iter().map(|guardian| &guardian.value).find(|guardian| is(guardian));
        one.map(Some).or_else(|| word.contains(GUARDIAN).then_some(None))
    }

    /// Every way in which somebody is written in these files: names, the reading, 通称 and ids, each once.
    #[must_use]
    pub fn spellings(&self, who: Somebody<'a>) -> Vec<&'a str> {
        let fields: Vec<&'a Field<String>> = match who {
            Somebody::Child(child) => vec![&child.name, &child.reading, &child.known_as],
            Somebody::Guardian(Some(guardian)) => vec![&guardian.name, &guardian.reading],
            Somebody::Guardian(None) => {
                self.child.guardians.iter().flat_map(|one| [&one.value.name, &one.value.reading]).collect()
            }
            Somebody::Staff(staff) => vec![&staff.name, &staff.id],
            Somebody::Relative(relative) => vec![&relative.name],
            Somebody::Contact(contact) => vec![&contact.name],
        };
        let mut spellings: Vec<&str> = Vec::new();
        for text in fields.into_iter().filter_map(Field::get).map(String::as_str) {
            // A family name alone means the same person to a reader.
            for text in std::iter::once(text).chain(text.split_whitespace()) {
                if !text.is_empty() && !spellings.contains(&text) {
                    spellings.push(text);
                }
            }
        }
        spellings
    }

    /// Whether two people written down are the same person.
    #[must_use]
    pub fn is_same(&self, one: &PersonRef, other: &PersonRef) -> bool {
        let id = |person: &PersonRef| -> Option<String> {
            let staff = match person {
                TextOr::Text(id) => self.employment(id).map(|(_, staff)| staff).or_else(|| self.find_staff(id)),
                TextOr::Record(person) => {
                    let by_id = person.staff.get().and_then(|id| self.employment(id)).map(|(_, staff)| staff);
                    by_id.or_else(|| self.find_staff(person.name.get()?))
                }
            };
            staff?.id.get().cloned()
        };
        match (id(one), id(other)) {
            (Some(one), Some(other)) => one == other,
            _ => same(&self.name_of(one), &self.name_of(other)),
        }
    }
}
