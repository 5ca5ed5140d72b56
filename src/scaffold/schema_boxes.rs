//! What packs add to a kind of document, for its schema: boxes, and the words of 評価.

use super::schema_kind::SchemaKind;
use super::schema_value::{one_or_several, scalar};
use crate::case::FileKind;
use crate::forms::{Extra, ExtraType, Packs, Ratings};
use crate::record::Scalar;
use serde_json::{Map, Value, json};

/// What packs add to 追加, of the paper and of each of its rows: each box with what may be written in it.
#[derive(Default)]
pub(super) struct AddedBoxes {
    pub(super) of_paper: Map<String, Value>,
    pub(super) of_rows: Map<String, Value>,
    /// The words of 評価 of every form.
    pub(super) ratings: Vec<String>,
}

impl AddedBoxes {
    pub(super) fn of(kind: SchemaKind, packs: &Packs) -> Self {
        let SchemaKind::File(FileKind::Document(kind)) = kind else { return Self::default() };
        let ratings = Ratings::default().words().map(str::to_owned).collect();
        let mut boxes = Self { ratings, ..Self::default() };
        for pack in packs.iter() {
            let of_pack = pack.manifest.name.get().map_or(pack.id.as_str(), String::as_str);
            let own = pack.manifest.documents.iter().filter(|(title, _)| title.trim_end_matches('案') == kind.title);
            let own: Vec<_> = own.filter_map(|(_, entry)| entry.get()).collect();
            for word in own.iter().flat_map(|entry| entry.ratings.iter()).filter_map(|rating| rating.word.get()) {
                if !boxes.ratings.contains(word) {
                    boxes.ratings.push(word.clone());
                }
            }
            let extras = own.iter().flat_map(|entry| entry.extras.iter());
            for extra in extras.filter_map(|extra| Extra::of(&extra.value)) {
                let mut schema = match extra.kind {
                    ExtraType::Several => one_or_several(),
                    _ => scalar(Scalar::Word, false),
                };
                schema["description"] = json!(format!("{of_pack}の欄({})", extra.says()));
                let home = if extra.rows.is_some() { &mut boxes.of_rows } else { &mut boxes.of_paper };
                home.insert(extra.name, schema);
            }
        }
        boxes
    }
}
