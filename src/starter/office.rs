//! `office.yaml` with the answers in it.

use super::answers::{Colleague, OfficeAnswers};
use super::file::{StarterContent, StarterFile};
use crate::case::party::Service;
use crate::record::quoted;
use std::borrow::Cow;

/// Where the settings of an office stand.
pub const OFFICE_FILE: &str = "cases/office.yaml";

/// The file with every setting and its explanation; what is answered stands between ⟨ ⟩.
const TEXT: &str = include_str!("files/office.yaml");

/// The settings of an office.
pub(super) fn settings(answers: &OfficeAnswers) -> StarterFile {
    let (id, name) = &answers.office;
    let services: Vec<&str> = answers.services.iter().map(|service| service.label()).collect();
    let staff: Vec<String> = staff(answers).iter().map(entry).collect();
    let values = [
        ("⟨様式⟩", answers.form.clone()),
        ("⟨事業所id⟩", id.clone()),
        ("⟨名称⟩", quoted(name).into_owned()),
        ("⟨種類⟩", services.join(", ")),
        ("⟨職員⟩", staff.join("\n")),
    ];
    // Piece by piece, so that an answer with such a mark in it stays what it is.
    let mut text = String::new();
    let mut rest = TEXT;
    while let Some((before, value, after)) = next(rest, &values) {
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    StarterFile {
        path: Cow::Borrowed(OFFICE_FILE),
        purpose: "事業所の設定。番号、住所、電話と職員を書き足してください",
        content: StarterContent::Whole(Cow::Owned(text)),
    }
}

/// The text before the next mark, what stands for it, and the text behind it.
fn next<'t>(text: &'t str, values: &'t [(&str, String)]) -> Option<(&'t str, &'t str, &'t str)> {
    let found = values.iter().filter_map(|(mark, value)| Some((text.find(mark)?, mark.len(), value)));
    let (at, length, value) = found.min_by_key(|(at, ..)| *at)?;
    Some((&text[..at], value, &text[at + length..]))
}

/// The one who makes the plans, and the others.
fn staff(answers: &OfficeAnswers) -> Vec<Colleague> {
    let (id, name) = answers.manager.clone();
    let consults = answers.services.iter().all(|service| *service == Service::Consultation);
    let title = if consults { "相談支援専門員" } else { "児童発達支援管理責任者" };
    let manager = Colleague { id, name, title: title.to_owned() };
    [vec![manager], answers.staff.clone()].concat()
}

fn entry(colleague: &Colleague) -> String {
    let Colleague { id, name, title } = colleague;
    format!("      - {{id: {id}, 氏名: {}, 職務: [{{職種: {}}}]}}", quoted(name), quoted(title))
}
