//! サービス担当者会議録: the meeting on a 計画案. Its record is a [`crate::case::meeting::Meeting`].

use super::super::Model;
use super::super::kind::{Covers, Format, Kind};
use super::super::meeting::Meeting;
use crate::record;

/// What a サービス担当者会議録 is to the loader.
pub const KIND: Kind = Kind {
    id: "consult-meeting",
    title: "サービス担当者会議録",
    folder: "consult/meeting",
    file: None,
    format: Format::Markdown,
    covers: Covers::Day,
    date_key: "日時",
    required: &["種類", "事業所", "日時", "場所", "出席者", "議題", "検討内容", "決定事項"],
    rows: None,
    shape: record::Shape::of::<Meeting>,
    read: |source, tree, findings| Model::Meeting(record::read(source, tree, findings)),
};
