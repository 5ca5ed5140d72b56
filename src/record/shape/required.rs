//! Which fields must be written, from the paths that say so beside a record.

use super::Shape;

/// Whether a field must be written where its record is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Required {
    /// It may be left out.
    #[default]
    Never,
    /// It must be written.
    Always,
    /// One of the fields with these names must be.
    OneOf(Vec<&'static str>),
}

impl Shape {
    /// The same with what must be written, by paths of names: `計画期間.開始` asks for a field in a record that must be
    /// there, `支援[].支援目標` for one in each item of a list, `課題|ニーズ` at the end for one of the two.
    ///
    /// # Panics
    /// When a path names no field: a mistake in the declaration.
    #[must_use]
    pub fn requiring(mut self, paths: &[&'static str]) -> Self {
        for path in paths {
            assert!(self.require(path), "internal: `{path}` names a field of the record");
        }
        self
    }

    /// The first name of a path that no field has, with the names that could stand there; none where each names a field.
    #[must_use]
    pub fn stranger<'p>(&self, path: &'p str) -> Option<(&'p str, Vec<&'static str>)> {
        let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let names = first.strip_suffix("[]").unwrap_or(first);
        let fields = self.record().map(|record| &record.fields);
        names.split('|').find_map(|name| {
            let known = fields.into_iter().flatten();
            match known.clone().find(|field| field.word.name == name) {
                None => Some((name, known.map(|field| field.word.name).collect())),
                Some(field) => rest.and_then(|rest| field.shape.stranger(rest)),
            }
        })
    }

    fn require(&mut self, path: &'static str) -> bool {
        let record = match self {
            Self::Value(_) | Self::Choice(_) => return false,
            Self::Record(record) => record,
            Self::List(inner) | Self::OneOrMore(inner) | Self::Map(inner) | Self::Either { more: inner, .. } => {
                return inner.require(path);
            }
        };
        let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let (first, each) = first.strip_suffix("[]").map_or((first, false), |name| (name, true));
        let names: Vec<&'static str> = first.split('|').collect();
        names.iter().all(|name| {
            let Some(field) = record.fields.iter_mut().find(|field| field.word.name == *name) else { return false };
            if !each {
                field.required = if names.len() > 1 { Required::OneOf(names.clone()) } else { Required::Always };
            }
            rest.is_none_or(|rest| field.shape.require(rest))
        })
    }
}
