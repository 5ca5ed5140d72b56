//! `words`: a record as a template takes it without any Rust of its own: each word of the form with its value as people
//! read it, and none for what is not written. What is written has to stand on the paper, unless the form says 印刷しない.

use super::appearance::{Appearance, Expected};
use super::consult;
use super::people::People;
use super::text::Places;
use crate::forms::Form;
use crate::record::{Scalar, Shape, TextOr};
use crate::source::{Place, Source, Span};
use crate::tree::{Branch, Leaf, WordTree};
use crate::value::{Age, Birth, Text, Yen};
use minijinja::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The record of a period: it is read as one value.
const PERIOD: &str = "$period";
/// What a record is called by.
const NAMES: [&str; 2] = ["名称", "氏名"];

/// Writes the words of one file.
pub(super) struct WordsWriter<'a, 'p> {
    pub(super) people: &'a People<'a>,
    pub(super) form: &'a Form,
    pub(super) source: &'a Arc<Source>,
    pub(super) places: &'a mut Places<'p>,
    /// Boxes whose words are made elsewhere, by their path.
    pub(super) made: Vec<(&'static str, String)>,
    /// What has to stand on the paper.
    pub(super) found: Vec<Expected>,
    /// The boxes around: `家族.氏名`.
    pub(super) path: String,
}

impl WordsWriter<'_, '_> {
    /// A value of a shape; of a record all its words, of a list its rows.
    pub(super) fn value(&mut self, shape: &Shape, tree: Option<&WordTree>) -> Value {
        match (shape, tree) {
            // What is a record in the file and one value on paper.
            (Shape::Record(record), None) if record.name == PERIOD => Value::from(()),
            (Shape::Record(_), Some(tree)) if tree.leaf().is_some() => self.single(tree),
            (Shape::Record(record), tree) => {
                let fields = record.fields.iter().map(|field| {
                    let own = tree.and_then(|tree| tree.get(field.word.name));
                    (field.word.name, self.within(field.word.name, |writer| writer.value(&field.shape, own)))
                });
                Value::from(fields.collect::<BTreeMap<&'static str, Value>>())
            }
            (Shape::List(inner) | Shape::OneOrMore(inner), Some(tree)) => match &tree.value {
                Branch::List(items) => {
                    Value::from(items.iter().map(|item| self.value(inner, Some(item))).collect::<Vec<_>>())
                }
                _ => Value::from(vec![self.value(inner, Some(tree))]),
            },
            (Shape::List(_) | Shape::OneOrMore(_), None) => Value::from(Vec::<Value>::new()),
            (Shape::Value(scalar), Some(tree)) => match tree.leaf().and_then(|leaf| self.measured(*scalar, leaf)) {
                Some(line) => self.said(line, tree.span),
                None => self.single(tree),
            },
            (_, Some(tree)) => self.single(tree),
            (_, None) => Value::from(()),
        }
    }

    /// What paper says otherwise than the file: money, an age behind the day of birth, a yes or no of a relative.
    fn measured(&self, scalar: Scalar, leaf: &Leaf) -> Option<String> {
        let shown = leaf.shown();
        match (scalar, leaf) {
            (Scalar::Yen, Leaf::Word(word)) => word.parse::<Yen>().ok().map(|yen| consult::yen(&yen)),
            (Scalar::Yen, Leaf::Number(yen)) => u32::try_from(*yen).ok().map(|yen| consult::yen(&Yen(yen))),
            (Scalar::Birth, leaf) => {
                let born = match leaf {
                    Leaf::Date(day) => Some(Birth::Day(*day)),
                    leaf => leaf.shown().parse().ok(),
                };
                let age = born.zip(self.people.day).and_then(|(born, day)| born.age_on(day));
                age.map(|age: Age| format!("{shown}（{age}）"))
            }
            (Scalar::YesNo, Leaf::Flag(yes)) => relation(self.path.strip_prefix("家族.")?, *yes).map(str::to_owned),
            _ => None,
        }
    }

    /// Some words; none where there is nothing to say.
    fn said(&mut self, line: String, span: Option<Span>) -> Value {
        if line.is_empty() {
            return Value::from(());
        }
        self.expect(Appearance::Words(vec![line.clone()]), span);
        Value::from(line)
    }

    fn within<T>(&mut self, word: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(word);
        let result = visit(self);
        self.path.truncate(length);
        result
    }

    /// What stands in one box: a long text as such; of a record its words in one line.
    fn single(&mut self, tree: &WordTree) -> Value {
        if let Branch::Leaf(Leaf::Text(text)) = &tree.value {
            let field = self.path.rsplit('.').next().unwrap_or_default().to_owned();
            let (number, value) = self.places.numbered(&field, &Text(text.clone()), self.place(tree.span));
            self.expect(Appearance::Text(number), tree.span);
            return value;
        }
        let made = self.made.iter().find(|(path, _)| *path == self.path).map(|(_, line)| line.clone());
        let line = made.unwrap_or_else(|| self.line(tree));
        self.said(line, tree.span)
    }

    fn line(&self, tree: &WordTree) -> String {
        match &tree.value {
            Branch::Leaf(leaf) => self.shown(leaf),
            // An office or a person of whom nothing but the name is written.
            Branch::Record { boxes, .. } if matches!(boxes.as_slice(), [own] if NAMES.contains(&&*own.word)) => {
                self.line(&boxes[0].tree)
            }
            Branch::Record { boxes, .. } => {
                let said = |word: &str| tree.get(word).map(|own| self.line(own));
                if let Some(phrase) = phrase(self.path.rsplit('.').next().unwrap_or_default(), &said) {
                    return phrase;
                }
                let parts = boxes.iter().map(|own| format!("{}：{}", own.word, self.line(&own.tree)));
                parts.collect::<Vec<_>>().join("、")
            }
            Branch::List(items) => items.iter().map(|item| self.line(item)).collect::<Vec<_>>().join("、"),
        }
    }

    /// A value as people read it: an id is the name behind it.
    fn shown(&self, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Name(id) | Leaf::Word(id) => {
                let name = self.people.organisation_name(&TextOr::Text(id.clone()));
                if name == *id { leaf.shown() } else { name }
            }
            leaf => leaf.shown(),
        }
    }

    fn place(&self, span: Option<Span>) -> Place {
        span.map_or_else(|| self.source.whole(), Span::place)
    }

    fn expect(&mut self, form: Appearance, span: Option<Span>) {
        let is_here = |own: &&String| {
            self.path.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let left_out = self.form.unprinted.iter().find(is_here).cloned();
        let expected = Expected::new(self.path.clone(), self.place(span), form);
        self.found.push(Expected { left_out, ..expected });
    }
}

/// A yes or no of a relative, in words.
fn relation(word: &str, yes: bool) -> Option<&'static str> {
    match (word, yes) {
        ("同居", true) => Some("同居"),
        ("同居", false) => Some("別居"),
        ("離婚", true) => Some("父母は離婚"),
        ("別居", true) => Some("父母は別居"),
        ("里親", true) => Some("里親"),
        ("離婚" | "別居" | "里親", false) => Some(""),
        _ => None,
    }
}

/// A record as people say it in one line, without the keys of the file; none where the keys tell best what is what.
fn phrase(word: &str, said: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match word {
        "モニタリング" => {
            let part = |word: &str, before: &str, behind: &str| {
                said(word).map(|words| format!("{before}{words}{behind}")).unwrap_or_default()
            };
            Some(part("間隔", "", "か月ごと") + &part("回数", "", "回") + &part("開始年月", "（", "から）"))
        }
        "所属" => {
            let name = said("名称");
            // Most names say it: みどり小学校.
            let kind = said("種別").filter(|kind| !name.as_ref().is_some_and(|name| name.contains(kind.as_str())));
            let parts = [name, kind, said("学年"), said("学級")];
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::phrase;

    fn said<'a>(words: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> {
        move |word| words.iter().find(|(own, _)| *own == word).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn a_record_in_one_line_is_said_as_people_say_it() {
        let every = said(&[("間隔", "1"), ("開始年月", "令和6年4月"), ("回数", "3")]);
        assert_eq!(phrase("モニタリング", &every).as_deref(), Some("1か月ごと3回（令和6年4月から）"));
        let open = said(&[("間隔", "6"), ("開始年月", "令和6年7月")]);
        assert_eq!(phrase("モニタリング", &open).as_deref(), Some("6か月ごと（令和6年7月から）"));
        let school = said(&[("名称", "みどり小学校"), ("種別", "小学校"), ("学級", "通常学級")]);
        assert_eq!(phrase("所属", &school).as_deref(), Some("みどり小学校 通常学級"));
        let nursery = said(&[("名称", "ひかり園"), ("種別", "保育所"), ("学年", "年長")]);
        assert_eq!(phrase("所属", &nursery).as_deref(), Some("ひかり園 保育所 年長"));
        assert_eq!(phrase("指示書", &school), None);
    }
}
