//! `shien forms show`: what the form of a document is made of, and which pack says each of it.

use crate::case::KINDS;
use crate::case::consult::plan::DRAFT_TITLE;
use crate::forms::{Ancestor, Form, Lineage, Pack, Packs, TemplateFiles};
use crate::pipeline::SetupError;
use crate::record::nearest;
use serde_json::Value;
use std::collections::BTreeSet;

/// Told as text: of `pack/document` its form, of `pack` its documents.
///
/// # Errors
/// When there is no such pack, or it has no such document.
pub(super) fn told(packs: &Packs, asked: &str) -> Result<String, SetupError> {
    let (id, document) = asked.split_once('/').map_or((asked, None), |(id, document)| (id, Some(document)));
    let chain = packs.chain(id).map_err(|(message, hint)| SetupError::new(message, hint))?;
    match document.filter(|document| !document.is_empty()) {
        None => Ok(documents(packs, id, &chain)),
        Some(document) => {
            let title = title_of(document, &chain)?;
            let form = packs.form(id, &title, None, None).map_err(|(message, hint)| SetupError::new(message, hint))?;
            Ok(FormTold { packs, chain, title: &title, form: &form }.text())
        }
    }
}

/// The documents of a pack, each with its template.
fn documents(packs: &Packs, id: &str, chain: &[&Pack]) -> String {
    let mut text = format!("{}\n", heritage(chain));
    for title in titles(chain) {
        if let Ok(form) = packs.form(id, title, None, None) {
            text.push_str(&format!("  {id}/{title}  {}\n", form.template));
        }
    }
    text
}

fn titles<'a>(chain: &[&'a Pack]) -> BTreeSet<&'a str> {
    chain.iter().flat_map(|pack| pack.manifest.documents.keys().map(String::as_str)).collect()
}

/// `tokyo ← standard`.
fn heritage(chain: &[&Pack]) -> String {
    let ids: Vec<&str> = chain.iter().map(|pack| pack.id.as_str()).collect();
    format!("様式: {}", ids.join(" ← "))
}

/// The name in packs of a document that is named by it or by the id of its kind.
fn title_of(document: &str, chain: &[&Pack]) -> Result<String, SetupError> {
    let titles = titles(chain);
    let kinds = KINDS.iter().map(|kind| (kind.id, kind.title)).chain([("consult-plan-draft", DRAFT_TITLE)]);
    let named = kinds.clone().find(|(id, _)| *id == document).map_or(document, |(_, title)| title);
    if titles.contains(named) {
        return Ok(named.to_owned());
    }
    let known = titles.iter().copied().chain(kinds.map(|(id, _)| id));
    let hint = match nearest(document, known) {
        Some(near) => format!("`{near}` ではありませんか"),
        None => format!("この様式の文書: {}", titles.iter().copied().collect::<Vec<_>>().join("、")),
    };
    Err(SetupError::new(format!("様式に「{document}」という文書はありません"), hint))
}

/// A form that is told.
struct FormTold<'a> {
    packs: &'a Packs,
    chain: Vec<&'a Pack>,
    title: &'a str,
    form: &'a Form,
}

impl FormTold<'_> {
    fn text(&self) -> String {
        let lineage = Lineage::of(self.packs, &self.form.template);
        let mut lines = vec![heritage(&self.chain), format!("文書: {}(題名: {})", self.title, self.form.title)];
        let mut part = |heading: &str, own: Vec<String>| {
            if !own.is_empty() {
                lines.push(String::new());
                lines.push(heading.to_owned());
                lines.extend(own.into_iter().map(|line| format!("  {line}")));
            }
        };
        part("設定(近い様式のものが先)", self.settings());
        part("雛形(近いものが先)", lineage.templates.iter().map(|own| self.template(own)).collect());
        part("block(行は、その中身が書かれた所)", blocks(&lineage));
        part("見出し(→ の右が印刷される語)", self.labels(&lineage));
        for own in &lineage.templates {
            lines.push(String::new());
            lines.push(format!("──── {}", own.name));
            lines.extend(own.source.text().lines().enumerate().map(|(at, line)| format!("{:>4} {line}", at + 1)));
        }
        lines.join("\n") + "\n"
    }

    /// What each pack of the chain says of the document.
    fn settings(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for pack in &self.chain {
            let Some(entry) = pack.manifest.documents.get(self.title).and_then(|entry| entry.get()) else { continue };
            let Ok(Value::Object(entry)) = serde_json::to_value(entry) else { continue };
            let said = entry.iter().filter(|(_, value)| is_said(value));
            lines.extend(said.map(|(key, value)| format!("{key}: {}  ({})", shown(value), pack.id)));
        }
        lines
    }

    fn template(&self, own: &Ancestor) -> String {
        let whose = if self.packs.is_own(&own.name, &own.source) { "この事業所のファイル" } else { "内蔵" };
        let role = match &own.skeleton.parent {
            _ if own.included => "、include で呼ばれる".to_owned(),
            Some(parent) => format!("、{parent} を継ぐ"),
            None => String::new(),
        };
        format!("{}({whose}{role})", own.name)
    }

    fn labels(&self, lineage: &Lineage) -> Vec<String> {
        let labels: BTreeSet<&str> = lineage
            .templates
            .iter()
            .flat_map(|own| own.skeleton.labels.iter().map(|(_, word)| word.as_str()))
            .collect();
        let one = |label: &str| {
            let (written, own) = (label.replace('\n', "\\n"), self.form.wording.label(label));
            if own == label { written } else { format!("{written} → {}", own.replace('\n', "\\n")) }
        };
        labels.into_iter().map(one).collect()
    }
}

/// The blocks of the templates, those within others below them.
fn blocks(lineage: &Lineage) -> Vec<String> {
    let printed = lineage.printed_blocks();
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for own in lineage.ancestors().collect::<Vec<_>>().into_iter().rev() {
        for block in own.skeleton.blocks.iter().filter(|block| seen.insert(block.name.clone())) {
            let mut places = lineage.writings(&block.name).map(|(writer, writing)| {
                let (line, _) = writer.source.line_column(writing.range.start);
                format!("{}:{line}", writer.name)
            });
            let first = places.next().unwrap_or_default();
            let rest: Vec<String> = places.collect();
            let instead = if rest.is_empty() { String::new() } else { format!("({} に代わる)", rest.join("、")) };
            let silent = if printed.contains(block.name.as_str()) {
                ""
            } else {
                "  ※ 外の block が置き換えられ、印刷されない"
            };
            let within = if block.outer.is_some() { "  " } else { "" };
            lines.push(format!("{within}{}  {first}{instead}{silent}", block.name));
        }
    }
    lines
}

/// Whether something is written there.
fn is_said(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.values().any(is_said),
        _ => true,
    }
}

/// A setting on one line.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\n', "\\n"),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let said = fields.iter().filter(|(_, value)| is_said(value));
            format!(
                "{{{}}}",
                said.map(|(key, value)| format!("{key}: {}", shown(value))).collect::<Vec<_>>().join(", ")
            )
        }
        other => other.to_string(),
    }
}
