//! When the post of the 児童発達支援管理責任者 of an office stood empty.

use super::Lapse;
use crate::directory::{Directory, Post};
use crate::value::Date;

/// The times in which nobody held the post, after the first who did: what was before, these files do not say.
#[must_use]
pub fn vacancies(directory: &Directory<'_>, office: &str) -> Vec<Lapse> {
    let terms = directory.holders(office, Post::Manager).map(|holder| (holder.start, holder.end));
    empty_between(terms.collect())
}

fn empty_between(mut terms: Vec<(Option<Date>, Option<Date>)>) -> Vec<Lapse> {
    terms.sort();
    let mut empty = Vec::new();
    let mut terms = terms.into_iter();
    let Some((_, mut held)) = terms.next() else { return empty };
    for (start, end) in terms {
        // An open end is held for good.
        let Some(last) = held else { return empty };
        let from = last.next();
        if let Some(start) = start.filter(|start| *start > from) {
            empty.push(Lapse { from, until: Some(start) });
        }
        held = end.map(|end| end.max(last));
    }
    empty.extend(held.map(|last| Lapse { from: last.next(), until: None }));
    empty
}

#[cfg(test)]
mod tests {
    use super::{Lapse, empty_between};
    use crate::value::Date;

    fn day(text: &str) -> Option<Date> {
        (!text.is_empty()).then(|| text.parse().expect("a day"))
    }

    fn empty(terms: &[(&str, &str)]) -> Vec<Lapse> {
        empty_between(terms.iter().map(|(start, end)| (day(start), day(end))).collect())
    }

    fn lapse(from: &str, until: &str) -> Lapse {
        Lapse { from: day(from).expect("a day"), until: day(until) }
    }

    #[test]
    fn the_post_is_empty_from_the_day_after_somebody_left() {
        assert_eq!(empty(&[("2023-04-01", "")]), []);
        assert_eq!(empty(&[]), [], "nobody ever held it: these files do not say");
        assert_eq!(empty(&[("2023-04-01", "2024-03-31")]), [lapse("2024-04-01", "")]);
        let filled = [("2024-09-01", ""), ("2023-04-01", "2024-03-31")];
        assert_eq!(empty(&filled), [lapse("2024-04-01", "2024-09-01")]);
        let follows = [("2023-04-01", "2024-03-31"), ("2024-04-01", "")];
        assert_eq!(empty(&follows), []);
        let beside = [("2023-04-01", "2024-03-31"), ("2023-10-01", "2023-12-31"), ("2024-06-01", "")];
        assert_eq!(empty(&beside), [lapse("2024-04-01", "2024-06-01")]);
    }
}
