//! A value that has to stand on the paper, and how a reader finds it there.

use super::tags::Tag;
use crate::source::Place;

/// The path of the guardians behind the one who signs. A form may have boxes for one guardian alone.
pub const OTHERS: &str = "他の保護者";

/// A value that has to stand on the paper.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The boxes in which it stands: `支援.支援目標`.
    pub path: String,
    /// Where it is written.
    pub place: Place,
    /// How it is found.
    pub form: Appearance,
    /// The entry of the lists of what is not printed by which it need not stand there.
    pub left_out: Option<String>,
    /// The labels of its box.
    pub tags: Vec<Tag>,
    /// Which row of a list it is of; all values of a row have the same number.
    pub row: Option<usize>,
    /// Whether it is of an entry of a list in that row, which may have a row of its own on the paper.
    pub inner: bool,
    /// Whether a form may do without it: it is looked for only where a page has one of its labels.
    pub labelled: bool,
}

impl Expected {
    /// A value that has to stand somewhere on the paper: in no box that is known, in no list.
    pub(super) fn new(path: String, place: Place, form: Appearance) -> Self {
        Self { path, place, form, left_out: None, tags: Vec::new(), row: None, inner: false, labelled: false }
    }
}

/// How a value is found on the paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Appearance {
    /// As the text with this number.
    Text(usize),
    /// As one of these words, of which the first is the usual one.
    Words(Vec<String>),
    /// As all the words of a box, or of a line in it.
    Whole(String),
    /// In a box that may stand for several rows: 本人支援 beside all the rows of that kind.
    Shared(String),
    /// Chosen among printed words: the picture that circles it says so.
    Chosen(String),
    /// With a tick before it, or named in brackets.
    Ticked(String),
    /// Right behind other words, in a box that has them: 通称 behind `通称：`, minutes behind hours and a bracket.
    Behind {
        /// What the words before begin with, where it may not stand in brackets behind this one itself.
        value: String,
        /// The words before, or their end.
        opener: String,
        /// The words behind.
        word: String,
    },
    /// In the cell before somebody's name: 職種, and with it where the person comes from or nothing.
    Of {
        /// The name.
        name: String,
        /// 職種 or 立場.
        duty: String,
        /// 所属.
        from: Option<String>,
    },
    /// As what a picture says behind its label: `気づき。できている 2日（4月17日、4月22日）。`
    Pictured(String),
    /// As what the picture of the child's mark in a drawing says behind 本人.
    Portrayed(String),
    /// As all the words in the child's mark in a drawing: one of these.
    Portrait(Vec<String>),
    /// In each running head and foot that has these other words: the child's name beside the date.
    Edge {
        /// The other words.
        beside: String,
        /// The words.
        word: String,
    },
    /// In the week's grid: a block on this day with these hours, which its picture says.
    Block {
        /// 月 … 日.
        day: String,
        /// `14:30～17:30`.
        hours: String,
    },
}
