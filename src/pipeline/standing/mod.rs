//! What was written, held against what stands on the paper: nothing is lost, changed or printed twice.
//!
//! A long text is found by the place in the source that each of its glyphs carries, so that each character is looked at
//! in its order, however its lines fell. A short value (a name, a date, hours) has been through the functions of the
//! templates and carries no such place; it is found by its words in the boxes of the page, and each word on the page
//! serves for one value.

mod boxes;
mod drawn;
mod held;
mod near;
mod paper;
mod sought;

use super::findings::Rendered;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::template::context::{Appearance, Expected};
use crate::template::{Body, LISTS, bodies, words};
use crate::typeset::{AskedStretch, Layout, Typesetter};
use boxes::Boxes;
use memchr::memmem;
use paper::{PageWords, TICK, composed};
use rustc_hash::{FxBuildHasher, FxHashMap};
use sought::Sought;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a picture says of a word that is circled, behind the word.
const CIRCLED: &str = "を選択";

/// The code of what is found here.
pub(super) const CODE: Code = Code::VALUE_UNPRINTED;

/// Whether a finding of this kind keeps a paper from being printed.
pub(super) fn refuses(finding: &Diagnostic) -> bool {
    finding.code == CODE && finding.severity == Severity::Error
}

/// What of a paper's source is asked about when its pages are read.
pub(super) fn asked(source: &str) -> Vec<AskedStretch> {
    bodies(source).iter().map(|body| stretch(source, body)).collect()
}

/// The values that do not stand on the paper as they are written.
pub(super) fn missing(setter: &Typesetter, rendered: &Rendered, layout: &Layout) -> Vec<Diagnostic> {
    let faults = faults(setter, rendered, layout, &|expected| expected.left_out.is_none());
    faults.into_iter().map(|(index, fault)| finding(&rendered.expected[index], fault)).collect()
}

/// The values that need not stand on the paper and do not, by the entry that says so.
pub(super) fn left_out(setter: &Typesetter, rendered: &Rendered, layout: &Layout) -> BTreeSet<String> {
    let faults = faults(setter, rendered, layout, &|_| true);
    faults.into_iter().filter_map(|(index, _)| rendered.expected[index].left_out.clone()).collect()
}

/// What is wrong with those values that are asked for, by their numbers.
fn faults(
    setter: &Typesetter,
    rendered: &Rendered,
    layout: &Layout,
    asked: &dyn Fn(&Expected) -> bool,
) -> Vec<(usize, Fault)> {
    let bodies = bodies(&rendered.source);
    let within: Vec<AskedStretch> = bodies.iter().map(|body| stretch(&rendered.source, body)).collect();
    let reading = setter.read(layout, &within);
    let paper = PageWords::of(rendered, &bodies, &reading);
    let sought: Vec<Sought<'_>> = rendered.expected.iter().map(Sought::of).collect();
    let mut short = Short::of(&paper);
    // What a form may do without is looked for in its boxes alone.
    let mut order: Vec<usize> =
        (0..sought.len()).filter(|index| !sought[*index].labelled && asked(&sought[*index])).collect();
    // What is longer is looked for first, so that no short word takes a part of it.
    order.sort_by_key(|index| Reverse(length(&sought[*index])));
    let mut faults: Vec<(usize, Fault)> = Vec::new();
    let mut open = Vec::new();
    for index in &order {
        match &sought[*index].form {
            Appearance::Text(number) => {
                faults.extend(text_fault(rendered, &paper, *number).map(|fault| (*index, fault)))
            }
            _ if short.take_whole(&sought[*index]) => {}
            _ => open.push(*index),
        }
    }
    // A word that another value begins with may stand before that one: 放課後等デイサービス, 放課後等デイサービス ほし.
    let once = |own: &str| order.iter().filter(|index| usual(&sought[**index].form).starts_with(own)).nth(1).is_none();
    faults.extend(open.into_iter().filter_map(|index| {
        let own = &sought[index];
        Some((index, short.take_part(own, once(usual(&own.form)))?))
    }));
    let known: BTreeSet<usize> = faults.iter().map(|(index, _)| *index).collect();
    let boxes = Boxes::of(&paper, &reading, &sought);
    let others = (0..sought.len()).filter(|index| !known.contains(index) && asked(&sought[*index]));
    faults.extend(others.filter_map(|index| Some((index, boxes.fault(index)?))));
    faults.sort_by_key(|(index, _)| *index);
    faults
}

/// What is asked of the content of a text. The marks of a list are no words of it, so that where one stands has to be known.
fn stretch(source: &str, body: &Body) -> AskedStretch {
    let content = &source.as_bytes()[body.range.clone()];
    let closely = LISTS.iter().any(|list| memmem::find(content, list.as_bytes()).is_some());
    AskedStretch { range: body.range.clone(), closely }
}

fn length(expected: &Expected) -> usize {
    match &expected.form {
        Appearance::Words(words) => words.first().map_or(0, String::len),
        Appearance::Chosen(word) | Appearance::Ticked(word) => word.len(),
        // What is a whole line leaves the others to those that may be a part of one.
        _ => usize::MAX,
    }
}

/// The usual one of a value's words; empty where it has none.
fn usual(form: &Appearance) -> &str {
    match form {
        Appearance::Words(words) => words.first().map_or("", String::as_str),
        Appearance::Whole(word) | Appearance::Chosen(word) | Appearance::Ticked(word) => word,
        _ => "",
    }
}

/// What is wrong with a value.
enum Fault {
    /// It stands nowhere.
    Missing,
    /// It stands there more than once.
    Twice,
    /// Other characters stand there: from here on, and what stands in their place.
    Differs(String, String),
    /// It stands there, but not in the box with this label.
    Elsewhere(String),
    /// One of the boxes with this label has something else.
    NotEverywhere(String),
    /// A running head or foot has something else.
    Edge,
}

fn finding(expected: &Expected, fault: Fault) -> Diagnostic {
    let Expected { path, place, form, .. } = expected;
    let path = path.replace('.', " の ");
    let words: String = match form {
        Appearance::Words(words) | Appearance::Portrait(words) => words.first().cloned().unwrap_or_default(),
        Appearance::Whole(word)
        | Appearance::Shared(word)
        | Appearance::Chosen(word)
        | Appearance::Ticked(word)
        | Appearance::Pictured(word)
        | Appearance::Portrayed(word)
        | Appearance::Behind { word, .. }
        | Appearance::Of { duty: word, .. }
        | Appearance::Edge { word, .. } => word.clone(),
        Appearance::Block { day, hours } => format!("{day} {hours}"),
        Appearance::Text(_) => String::new(),
    };
    let shown = if words.is_empty() { String::new() } else { format!("「{}」", clipped(&words)) };
    let look = match &fault {
        Fault::Elsewhere(_) | Fault::NotEverywhere(_) | Fault::Edge => {
            "雛形で、この欄に別の値を渡していないかを見てください".to_owned()
        }
        Fault::Missing | Fault::Twice | Fault::Differs(..) => "雛形に欄があるかを見てください".to_owned(),
    };
    let message = match fault {
        Fault::Missing => format!("{path}{shown} が紙のどこにもありません"),
        Fault::Twice => format!("{path}{shown} が紙に二度あります"),
        Fault::Differs(own, other) if other.is_empty() => format!("{path} は紙で「{own}」から後が欠けています"),
        Fault::Differs(own, other) => format!("{path} の「{own}」が、紙では「{other}」になっています"),
        Fault::Edge => format!("{path}{shown} が、紙の上か下の隅の行にありません"),
        Fault::Elsewhere(label) => format!("{path}{shown} が紙の「{label}」の欄にありません"),
        Fault::NotEverywhere(label) => format!("{path}{shown} が、紙に幾つかある「{label}」の欄の一つにありません"),
    };
    Diagnostic::new(CODE, place.clone(), message)
        .help(format!("{look}。様式に欄がないときは、pack.yaml の 印刷しない に {} を加えてください", expected.path))
}

/// The first characters of words.
fn clipped(words: &str) -> String {
    const MOST: usize = 20;
    let mut clipped: String = words.chars().take(MOST).collect();
    if words.chars().nth(MOST).is_some() {
        clipped.push('…');
    }
    clipped
}

fn text_fault(rendered: &Rendered, paper: &PageWords<'_>, number: usize) -> Option<Fault> {
    // They are numbered in their order.
    let index = rendered.texts.binary_search_by_key(&number, |text| text.number).ok()?;
    let own = words(&rendered.texts[index].source);
    let (own, other) = (composed(&own), composed(paper.texts.get(&number).map_or("", String::as_str)));
    if own == other {
        return None;
    }
    if other.is_empty() {
        return Some(Fault::Missing);
    }
    if other.len() >= own.len() * 2 && other.starts_with(&*own) {
        return Some(Fault::Twice);
    }
    let same = own.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| text.chars().skip(same.saturating_sub(2)).take(12).collect();
    let rest = |text: &str| text.chars().nth(same).is_none();
    Some(Fault::Differs(from(&own), if rest(&other) { String::new() } else { from(&other) }))
}

/// The short words of a page that no value has taken yet.
struct Short<'a> {
    /// How often each whole run is left.
    whole: FxHashMap<&'a str, usize>,
    pictures: FxHashMap<&'a str, usize>,
    paper: &'a PageWords<'a>,
    /// The runs that are left, one behind the other, once the whole ones are taken.
    rest: Option<String>,
}

/// Stands between runs.
const GAP: char = '\u{1F}';

impl<'a> Short<'a> {
    fn of(paper: &'a PageWords<'a>) -> Self {
        let pictures = paper.pictures.iter().copied();
        Self { whole: counts(paper.runs.iter().map(String::as_str)), pictures: counts(pictures), paper, rest: None }
    }

    /// Takes a run that is the value and nothing else, or the picture that tells the choice.
    fn take_whole(&mut self, own: &Sought<'_>) -> bool {
        match &own.form {
            Appearance::Words(_) | Appearance::Whole(_) => own.bare.iter().any(|word| take(&mut self.whole, word)),
            // Its box tells.
            Appearance::Shared(_) => true,
            // A form that draws no rings says the chosen word alone.
            Appearance::Chosen(word) => {
                let rings = self.paper.pictures.iter().any(|picture| picture.ends_with(CIRCLED));
                take(&mut self.pictures, &format!("{word}{CIRCLED}")) || !rings && take(&mut self.whole, own.word())
            }
            Appearance::Ticked(_) => take(&mut self.whole, &format!("{TICK}{}", own.word())),
            Appearance::Pictured(word) => self.paper.pictures.iter().any(|picture| is_told(picture, word)),
            Appearance::Block { day, hours } => self.paper.pictures.iter().any(|picture| is_block(picture, day, hours)),
            _ => false,
        }
    }

    /// Takes a part of a run, and says what is wrong. `once`: whether no other value has or begins with the same words.
    fn take_part(&mut self, own: &Sought<'_>, once: bool) -> Option<Fault> {
        let ticked;
        let tries: &[Cow<'_, str>] = match &own.form {
            Appearance::Ticked(_) => {
                ticked = [Cow::Owned(format!("〔{}〕", own.word()))];
                &ticked
            }
            _ => own.words(),
        };
        tries.iter().find_map(|word| self.part(word, once)).unwrap_or(Some(Fault::Missing))
    }

    /// Takes the word out of a run that is left: none where it is in none, else what is wrong with it.
    fn part(&mut self, word: &str, once: bool) -> Option<Option<Fault>> {
        if word.is_empty() {
            return Some(None);
        }
        let (whole, paper) = (&mut self.whole, self.paper);
        let rest = self.rest.get_or_insert_with(|| {
            let mut rest = String::from(GAP);
            for (number, run) in paper.runs.iter().enumerate() {
                if take(whole, run) {
                    rest.push_str(paper.written(number));
                    rest.push(GAP);
                }
            }
            rest
        });
        let found =
            rest.match_indices(word).map(|(at, _)| at..at + word.len()).find(|range| stands_alone(rest, range))?;
        let twice = once && word.chars().nth(1).is_some() && rest[found.end..].starts_with(word);
        // Nothing grows together over what is taken.
        rest.replace_range(found, &GAP.to_string());
        Some(twice.then_some(Fault::Twice))
    }
}

/// How often there is each word.
fn counts<'a>(words: impl Iterator<Item = &'a str>) -> FxHashMap<&'a str, usize> {
    let mut counts = FxHashMap::with_capacity_and_hasher(words.size_hint().0, FxBuildHasher);
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn take(counts: &mut FxHashMap<&str, usize>, word: &str) -> bool {
    match counts.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// Whether a word is no part of a longer one: a number not of a date or a time, a Latin word not of another.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.clone()];
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let of_number =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "年月日時分:：～-/.,，回円歳番".contains(c));
        return !of_number(before) && !of_number(after);
    }
    let touches = |own: Option<char>, other: Option<char>| {
        let (Some(own), Some(other)) = (own, other) else { return false };
        own.is_ascii_digit() && other.is_ascii_digit() || own.is_ascii_alphabetic() && other.is_ascii_alphabetic()
    };
    !touches(word.chars().next(), before) && !touches(word.chars().next_back(), after)
}

/// Whether a picture says these words behind its label.
fn is_told(picture: &str, words: &str) -> bool {
    picture.strip_suffix(words).is_some_and(|label| label.ends_with('。'))
}

/// Whether a picture is that of a block on a day with these hours: `月・火 14:30～17:30`.
fn is_block(picture: &str, day: &str, hours: &str) -> bool {
    let days = picture.strip_suffix(hours).and_then(|rest| rest.strip_suffix(' '));
    days.is_some_and(|days| days.split('・').any(|own| own == day))
}
