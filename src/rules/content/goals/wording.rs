//! A text as it is judged: its sentences, without what somebody is quoted to say.

use crate::value::half_width;

/// What may stand before an item of a list.
const MARKS: [char; 12] = ['-', '*', '・', '●', '○', '■', '◆', '>', '#', '①', ' ', '\t'];

/// The sentences of a goal.
#[derive(Debug)]
pub(super) struct JudgedText {
    /// Each without marks of lists, quotations as `「」`, in letters of half width.
    pub(super) sentences: Vec<String>,
}

impl JudgedText {
    pub(super) fn of(text: &str) -> Self {
        let text = without_quotations(&half_width(text));
        let sentences =
            text.split(['。', '\n', '!', '．']).map(|sentence| sentence.trim_start_matches(MARKS).trim().to_owned());
        Self { sentences: sentences.filter(|sentence| sentence.chars().any(char::is_alphanumeric)).collect() }
    }

    /// The whole as one text.
    pub(super) fn whole(&self) -> String {
        self.sentences.join("。")
    }
}

/// A text in which each quotation is empty: what the child says is no word of whoever wrote the plan.
fn without_quotations(text: &str) -> String {
    let (mut kept, mut depth) = (String::with_capacity(text.len()), 0_usize);
    for c in text.chars() {
        match c {
            '「' | '『' => {
                if depth == 0 {
                    kept.push('「');
                }
                depth += 1;
            }
            '」' | '』' => {
                if depth == 1 {
                    kept.push('」');
                }
                depth = depth.saturating_sub(1);
            }
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// A sentence without what stands in brackets at its end: `…を行う(週2回)`.
pub(super) fn without_bracket(sentence: &str) -> &str {
    let closed = sentence.trim_end().strip_suffix(')');
    closed.and_then(|rest| rest.rfind('(').map(|at| rest[..at].trim_end())).unwrap_or(sentence)
}

/// Whether a letter is hiragana.
pub(super) fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309F}').contains(&c) || c == 'ー'
}
