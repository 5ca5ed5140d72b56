//! Finding and loading: a folder becomes a [`Case`], whatever is wrong in it becomes findings, and nothing stops.

use super::child::Child;
use super::event::Event;
use super::kind::{Format, Kind};
use super::kinds::KINDS;
use super::party::Organisation;
use super::read::read_source;
use super::{Case, Document, Loaded};
use crate::diagnostic::{Diagnostic, Severity};
use crate::record::{self, List, Node, Value};
use crate::source::{Files, Place, Source, Span};
use crate::value::{Date, Moment};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folders that the design gives a place and this version does not read yet.
const LATER: [&str; 3] = ["record", "specialist", "consult"];

/// The ids of the children below `cases/`, sorted. A link that leads nowhere becomes a finding.
///
/// # Errors
/// When `cases/` itself cannot be listed.
pub fn find(files: &dyn Files, findings: &mut Vec<Diagnostic>) -> io::Result<Vec<String>> {
    let mut children = Vec::new();
    for entry in files.list(Path::new("cases"))? {
        if entry.name.starts_with('.') || entry.name == OFFICE_FILE {
            continue;
        }
        if entry.is_dangling {
            findings.push(dangling(&Path::new("cases").join(&entry.name)));
        } else if entry.is_folder {
            children.push(entry.name);
        }
    }
    Ok(children)
}

const OFFICE_FILE: &str = "office.yaml";

/// Loads `cases/office.yaml`.
pub fn load_organisation(files: &dyn Files, findings: &mut Vec<Diagnostic>) -> Loaded<Organisation> {
    load_yaml(files, &Path::new("cases").join(OFFICE_FILE), findings)
}

/// Loads a child's folder.
#[must_use]
pub fn load_case(files: &dyn Files, id: &str) -> Case {
    let folder = Path::new("cases").join(id);
    let mut findings = Vec::new();
    check_name(id, &folder, &mut findings);
    let child: Loaded<Child> = load_yaml(files, &folder.join("child.yaml"), &mut findings);
    let mut documents = Vec::new();
    let mut events = None;
    let entries = match files.list(&folder) {
        Ok(entries) => entries,
        Err(error) => {
            let source = Source::new(&folder, "");
            let finding = Diagnostic::new(
                "file-unreadable",
                Place::new(&source, Span::default()),
                format!("フォルダーを読めません({error})"),
            );
            findings.push(finding.help("フォルダーの権限とリンクを確かめてください"));
            Vec::new()
        }
    };
    for entry in &entries {
        let path = folder.join(&entry.name);
        match (entry.name.as_str(), entry.is_folder) {
            ("child.yaml", _) => {}
            (_, false) if entry.is_dangling && entry.name != "events.yaml" => findings.push(dangling(&path)),
            ("events.yaml", _) => events = Some(load_yaml::<List<Event>>(files, &path, &mut findings)),
            (name, _) if name.starts_with('.') => {}
            (name, true) if LATER.contains(&name) => findings.push(note(
                &path,
                "file-unknown",
                Severity::Info,
                format!("{name}/ はこの版ではまだ読みません"),
            )),
            (name, true) => match KINDS.iter().find(|kind| kind.folder == name) {
                Some(kind) => load_folder(files, kind, &path, &mut documents, &mut findings),
                None => findings.push(unknown(&path, name, KINDS.iter().map(|kind| kind.folder))),
            },
            (name, false) => match KINDS.iter().find(|kind| kind.folder == name) {
                Some(_) => {
                    let finding =
                        note(&path, "file-unreadable", Severity::Error, "フォルダーのあるべき所にファイルがあります");
                    findings.push(
                        finding.help("ファイルの名前を変え、この名前のフォルダーの中に日付の名前で置いてください"),
                    );
                }
                None => findings.push(unknown(&path, name, ["child.yaml", "events.yaml"])),
            },
        }
    }
    Case { id: id.to_owned(), child, documents, events, findings }
}

fn load_folder(
    files: &dyn Files,
    kind: &'static Kind,
    folder: &Path,
    documents: &mut Vec<Document>,
    findings: &mut Vec<Diagnostic>,
) {
    for entry in files.list(folder).unwrap_or_default() {
        let path = folder.join(&entry.name);
        if entry.name.starts_with('.') {
            continue;
        }
        match entry.name.rsplit_once('.') {
            Some((stem, extension)) if extension == kind.format.extension() => {
                documents.push(load_document(files, kind, stem, &path, findings));
            }
            Some((_, "yml")) if kind.format == Format::Yaml => {
                let finding = note(&path, "file-unknown", Severity::Error, "ファイル名の終わりが .yml です");
                findings.push(finding.help("終わりを .yaml に変えてください。この名前のままでは読みません"));
            }
            _ => {
                let finding =
                    note(&path, "file-unknown", Severity::Warning, format!("{} のファイルではありません", kind.title));
                findings.push(finding.help(format!(
                    "2024-03-28.{} のような名前にしてください。この名前のままでは読みません",
                    kind.format.extension()
                )));
            }
        }
    }
}

fn load_document(
    files: &dyn Files,
    kind: &'static Kind,
    name: &str,
    path: &Path,
    findings: &mut Vec<Diagnostic>,
) -> Document {
    check_name(name, path, findings);
    let (source, tree, broken) = load_tree(files, kind.format, path, findings);
    let model = kind.read(&source, &tree, findings);
    // A file that is a list or a sentence has been reported as a whole.
    let broken = broken || !matches!(tree.value, Value::Map(_));
    let named = name.get(..10).and_then(|date| date.parse::<Date>().ok());
    if named.is_none() {
        let finding =
            note(path, "date-mismatch", Severity::Error, format!("ファイル名「{name}」が日付で始まっていません"));
        findings.push(finding.help("2024-03-28 または 2024-03-28-slug のように、YYYY-MM-DD で始めてください"));
    }
    let own = tree.get(kind.date_key).and_then(|node| match &node.value {
        Value::Text(text) => text.parse::<Moment>().ok().map(|moment| (moment.date, node.span)),
        _ => None,
    });
    if let (Some(named), Some((own, span))) = (named, own)
        && named != own
    {
        let message = format!("ファイル名の日付({named})と `{}`({own})が違います", kind.date_key);
        findings.push(
            Diagnostic::new("date-mismatch", Place::new(&source, span), message)
                .help(format!("ファイル名を {own} に変えるか、`{}` を {named} に直してください", kind.date_key)),
        );
    }
    let date = own.map(|(date, _)| date).or(named);
    Document { kind, name: name.to_owned(), source, tree, model, date, broken }
}

fn load_yaml<T>(files: &dyn Files, path: &Path, findings: &mut Vec<Diagnostic>) -> Loaded<T>
where
    T: for<'de> serde::Deserialize<'de> + Default,
{
    let (source, tree, broken) = load_tree(files, Format::Yaml, path, findings);
    let before = findings.len();
    let value = record::read(&source, &tree, findings);
    let broken = broken || (matches!(tree.value, Value::Text(_) | Value::List(_)) && findings.len() > before);
    Loaded { source, tree, value, broken }
}

fn load_tree(
    files: &dyn Files,
    format: Format,
    path: &Path,
    findings: &mut Vec<Diagnostic>,
) -> (Arc<Source>, Node, bool) {
    let before = findings.len();
    let (source, readable) = read_source(files, path, findings);
    if !readable {
        return (source, Node::default(), true);
    }
    let tree = match format {
        Format::Yaml => record::parse_yaml(&source, 0..source.text().len(), findings),
        Format::Markdown => record::parse_markdown(&source, findings),
    };
    let broken = matches!(tree.value, Value::Null);
    if broken && findings[before..].iter().all(|finding| finding.severity != Severity::Error) {
        let finding = Diagnostic::new(
            "file-unreadable",
            Place::new(&source, Span::default()),
            "コメントのほかに何も書かれていません",
        );
        findings.push(finding.help("内容を書くか、要らないファイルなら消してください"));
    }
    (source, tree, broken)
}

fn dangling(path: &Path) -> Diagnostic {
    note(path, "file-unreadable", Severity::Error, "リンクの先がありません(輪になっているか、消されています)")
        .help("リンクを消し、ファイルやフォルダーそのものを置いてください")
}

fn check_name(name: &str, path: &Path, findings: &mut Vec<Diagnostic>) {
    if !name.is_ascii() {
        let finding =
            note(path, "file-unknown", Severity::Warning, format!("名前「{name}」に英数字でない文字があります"));
        findings.push(finding.help(
            "半角の英数字とハイフンにしてください。濁点の扱いが機械によって違い、git が同じ名前と見ないことがあります",
        ));
    }
}

fn unknown<'a>(path: &Path, name: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let help = match record::nearest(name, known.iter().copied()) {
        Some(near) => format!("`{near}` ではありませんか。この名前のままでは読みません"),
        None => format!("ここに置けるもの: {}。この名前のままでは読みません", known.join("、")),
    };
    note(path, "file-unknown", Severity::Warning, format!("`{name}` は知らない名前です")).help(help)
}

fn note(path: &Path, code: &'static str, severity: Severity, message: impl Into<String>) -> Diagnostic {
    let source = Source::new(PathBuf::from(path), "");
    Diagnostic::new(code, Place::new(&source, Span::default()), message).severity(severity)
}
