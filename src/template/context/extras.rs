//! `extras`, of a paper and of each of its rows: the boxes of the municipality's own.

use super::text::Places;
use crate::case::plan::Answer;
use crate::forms::{Extra, ExtraType, Form, chosen_words};
use crate::record::Field;
use crate::value::{Date, Text, half_width};
use minijinja::value::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// One of `extras`.
#[derive(Debug, Serialize)]
pub(super) struct ExtraContext {
    name: String,
    /// 文章, 有無, 日付, 数, 選択 or 複数選択.
    kind: &'static str,
    choices: Vec<String>,
    /// The text for 文章, the chosen words for 複数選択, a word as text for the others, or none.
    value: Option<Value>,
    /// Whether it is written and stands below its row, as wide as that.
    below: bool,
}

/// So many letters of a box stand in the narrow column at the end of a row, and of all boxes together.
const ASIDE: usize = 24;
const ASIDE_TOGETHER: usize = 48;

/// The boxes that each row of a paper has. A box has its place, in the column or below, in all rows.
#[derive(Debug)]
pub(super) struct RowBoxes<'a> {
    boxes: Vec<&'a Extra>,
    below: Vec<bool>,
}

impl<'a> RowBoxes<'a> {
    /// Those of a form, `written` being what each of the rows has in them.
    pub(super) fn of<'w>(form: &'a Form, written: impl Iterator<Item = &'w BTreeMap<String, Field<String>>>) -> Self {
        let boxes: Vec<&Extra> = form.extras.iter().filter(|extra| extra.rows.is_some()).collect();
        let mut most = vec![0; boxes.len()];
        for row in written.filter(|_| !boxes.is_empty()) {
            for (extra, most) in boxes.iter().zip(&mut most) {
                let letters = row.get(&extra.name).and_then(|field| field.get()).map_or(0, |text| text.chars().count());
                *most = letters.max(*most);
            }
        }
        Self { below: below(&most), boxes }
    }

    /// The boxes with what is written in one of the rows.
    pub(super) fn contexts(
        &self,
        written: &BTreeMap<String, Field<String>>,
        places: &mut Places<'_>,
    ) -> Vec<ExtraContext> {
        let placed = |(extra, below): (&&Extra, &bool)| {
            let own = context(extra, written.get(&extra.name), places);
            ExtraContext { below: *below && own.value.is_some(), ..own }
        };
        self.boxes.iter().zip(&self.below).map(placed).collect()
    }
}

/// Which of the boxes with at most so many letters stand below the rows: the long ones, and where the others are too much
/// together, the longest of them.
fn below(letters: &[usize]) -> Vec<bool> {
    let mut below: Vec<bool> = letters.iter().map(|letters| *letters > ASIDE).collect();
    loop {
        let aside = (0..letters.len()).filter(|at| !below[*at]);
        if aside.clone().map(|at| letters[at]).sum::<usize>() <= ASIDE_TOGETHER {
            return below;
        }
        if let Some(longest) = aside.max_by_key(|at| letters[*at]) {
            below[longest] = true;
        }
    }
}

/// The boxes with what is written in them.
pub(super) fn contexts<'a>(
    extras: impl Iterator<Item = &'a Extra>,
    written: &BTreeMap<String, Field<String>>,
    places: &mut Places<'_>,
) -> Vec<ExtraContext> {
    extras.map(|extra| context(extra, written.get(&extra.name), places)).collect()
}

fn context(extra: &Extra, field: Option<&Field<String>>, places: &mut Places<'_>) -> ExtraContext {
    let kind = match extra.kind {
        ExtraType::YesNo => "有無",
        kind => kind.label(),
    };
    let value = field.and_then(|field| Some((field, field.get()?))).map(|(field, text)| match extra.kind {
        ExtraType::Text => places.plain(&extra.name, &Text(text.clone()), field.span()),
        ExtraType::Several => Value::from(chosen_words(text).into_iter().map(str::to_owned).collect::<Vec<_>>()),
        kind => Value::from(printed(kind, text)),
    });
    ExtraContext { name: extra.name.clone(), kind, choices: extra.choices.clone(), value, below: false }
}

/// How a word of such a box is printed.
pub(super) fn printed(kind: ExtraType, text: &str) -> String {
    match kind {
        ExtraType::YesNo => Answer::of(text).map_or_else(|| text.to_owned(), |answer| answer.label().to_owned()),
        ExtraType::Date => text.parse::<Date>().map_or_else(|_| text.to_owned(), Date::to_wareki),
        ExtraType::Number => half_width(text.trim()),
        ExtraType::Several => chosen_words(text).join("、"),
        ExtraType::Text | ExtraType::Choice => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ASIDE, ASIDE_TOGETHER, below};

    #[test]
    fn what_the_column_holds_stays_in_it() {
        assert_eq!(below(&[]), [false; 0]);
        assert_eq!(below(&[0, ASIDE, ASIDE_TOGETHER - ASIDE]), [false; 3]);
        assert_eq!(below(&[ASIDE, ASIDE + 1, 0]), [false, true, false]);
    }

    #[test]
    fn of_many_short_ones_the_longest_go_below_until_the_others_have_room() {
        assert_eq!(below(&[10, 20, 12, 18, 6]), [false, true, false, false, false]);
        assert_eq!(below(&[ASIDE; 4]), [false, false, true, true]);
        assert_eq!(below(&[7; 20]).iter().filter(|below| !**below).count(), ASIDE_TOGETHER / 7);
    }
}
