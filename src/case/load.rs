//! Loading: a folder becomes a [`Case`], whatever is wrong in it becomes findings, and nothing stops.

use super::child::Child;
use super::entry::{COPY, barred, copied, file_copy, is_passed, list, note};
use super::event::Event;
use super::kind::{Format, Kind};
use super::kinds::KINDS;
use super::misnamed::{dated_name, is_misnamed, meant_name, misnamed, unread_document, wrong_name};
use super::party::Organisation;
use super::read::{MAX_BYTES, read_source};
use super::repeated::repeated;
use super::{Case, Document, Loaded};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, List, Node, Value};
use crate::source::{Files, Source};
use crate::value::{Date, Moment};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folders that the design gives a place and this version does not read yet.
const LATER: [&str; 2] = ["record", "specialist"];

pub(super) const OFFICE_FILE: &str = "office.yaml";

/// Loads `cases/office.yaml`.
pub fn load_organisation(files: &dyn Files, findings: &mut Vec<Diagnostic>) -> Loaded<Organisation> {
    let folder = Path::new("cases");
    let entries = files.list(folder).unwrap_or_default();
    misnamed(folder, &entries, OFFICE_FILE, findings)
        .unwrap_or_else(|| load_yaml(files, &folder.join(OFFICE_FILE), is_record, findings))
}

/// Loads `child.yaml` of a child alone.
#[must_use]
pub fn load_child(files: &dyn Files, id: &str) -> Loaded<Child> {
    load_yaml(files, &Path::new("cases").join(id).join(CHILD_FILE), is_record, &mut Vec::new())
}

/// Loads a child's folder.
#[must_use]
pub fn load_case(files: &dyn Files, id: &str) -> Case {
    let folder = Path::new("cases").join(id);
    let mut findings = Vec::new();
    check_name(id, &folder, &mut findings);
    let entries = files.list(&folder).unwrap_or_default();
    let child: Loaded<Child> = misnamed(&folder, &entries, CHILD_FILE, &mut findings)
        .unwrap_or_else(|| load_yaml(files, &folder.join(CHILD_FILE), is_record, &mut findings));
    let mut events = None;
    let mut documents = Vec::new();
    load_place(files, &folder, "", &mut documents, &mut events, &mut findings);
    Case { id: id.to_owned(), child, documents, events, findings }
}

/// Loads a child's folder again, of which these files and folders are other than before. Where they are documents that
/// were there and still are, only they are read.
#[must_use]
pub fn reload_case(files: &dyn Files, before: &Case, changed: &BTreeSet<PathBuf>) -> Case {
    let is_document = |path: &PathBuf| before.documents.iter().any(|document| document.source.path() == path);
    // Of two documents of one day, one may be a copy of the other from now on, or be none any more.
    let is_alone = |path: &PathBuf| {
        let day = |path: &Path| path.file_name().and_then(|name| name.to_str()?.get(..10).map(str::to_owned));
        let same =
            |other: &&Document| other.source.path().parent() == path.parent() && day(other.source.path()) == day(path);
        before.documents.iter().filter(same).count() == 1
            && before
                .findings
                .iter()
                .all(|finding| finding.code != COPY || finding.place.source().path().parent() != path.parent())
    };
    if !changed.iter().all(|path| is_document(path) && is_alone(path) && files.read(path, MAX_BYTES).is_ok()) {
        return load_case(files, &before.id);
    }
    let kept = before.findings.iter().filter(|finding| !changed.contains(finding.place.source().path()));
    let mut findings: Vec<Diagnostic> = kept.cloned().collect();
    let documents = before.documents.iter().map(|document| match document.source.path() {
        path if changed.contains(path) => load_document(files, document.kind, &document.name, path, &mut findings),
        _ => document.clone(),
    });
    let documents = documents.collect();
    Case { id: before.id.clone(), child: before.child.clone(), documents, events: before.events.clone(), findings }
}

/// Loads what lies in a part of a child's folder: `place` is "" for the folder itself, or `consult`.
fn load_place(
    files: &dyn Files,
    child: &Path,
    place: &str,
    documents: &mut Vec<Document>,
    events: &mut Option<Loaded<List<Event>>>,
    findings: &mut Vec<Diagnostic>,
) {
    let folder = if place.is_empty() { child.to_owned() } else { child.join(place) };
    let entries = list(files, &folder, findings);
    for entry in &entries {
        let path = folder.join(&entry.name);
        let here = if place.is_empty() { entry.name.clone() } else { format!("{place}/{}", entry.name) };
        let kind = KINDS.iter().copied().find(|kind| kind.folder == here && kind.file.is_none());
        let copy = file_copy(&entry.name, &entries).filter(|_| !entry.is_folder);
        if let Some(copy) = copy.filter(|copy| known_names(place, false).contains(&copy.original)) {
            findings.push(copied(&path, &copy, &entries));
            continue;
        }
        if place.is_empty() && is_misnamed(&entry.name, CHILD_FILE, &entries) {
            continue;
        }
        if place.is_empty() && is_misnamed(&entry.name, EVENTS_FILE, &entries) {
            *events = misnamed(&folder, &entries, EVENTS_FILE, findings);
            continue;
        }
        let single = KINDS.iter().copied().filter(|kind| kind.folder == place && !entry.is_folder);
        let single = single.filter_map(|kind| Some((kind, format!("{}.{}", kind.file?, kind.format.extension()))));
        if let Some((kind, wanted)) = single.into_iter().find(|(_, wanted)| is_misnamed(&entry.name, wanted, &entries))
        {
            findings.push(wrong_name(&path, &wanted));
            documents.push(unread_document(kind, kind.file.unwrap_or_default(), &path));
            continue;
        }
        match (here.as_str(), entry.is_folder) {
            (CHILD_FILE, _) => {}
            (EVENTS_FILE, _) => *events = Some(load_yaml(files, &path, is_list, findings)),
            _ if is_passed(entry) => {}
            _ if entry.blocked.is_some() => findings.extend(entry.blocked.iter().map(|barrier| barred(&path, barrier))),
            (later, true) if LATER.contains(&later) => {
                findings.push(note(
                    &path,
                    Code::FILE_UNKNOWN,
                    Severity::Info,
                    format!("{later}/ はこの版ではまだ読みません"),
                ));
            }
            (_, true) if kind.is_some() => {
                kind.iter().for_each(|kind| load_folder(files, kind, &path, documents, findings));
            }
            (folder, true) if places(folder).next().is_some() => {
                load_place(files, child, folder, documents, events, findings);
            }
            (_, false) if kind.is_some() => {
                let finding =
                    note(&path, Code::FILE_UNREADABLE, Severity::Error, "フォルダーのあるべき所にファイルがあります");
                findings
                    .push(finding.help("ファイルの名前を変え、この名前のフォルダーの中に日付の名前で置いてください"));
            }
            (file, is_folder) => match KINDS.iter().copied().find(|kind| !is_folder && is_file_of(kind, file)) {
                Some(kind) => {
                    let name = kind.file.unwrap_or_default();
                    documents.push(load_document(files, kind, name, &path, findings));
                }
                None => findings.push(unknown(&path, &entry.name, known_names(place, is_folder))),
            },
        }
    }
}

/// The file about the child itself, in its folder.
pub const CHILD_FILE: &str = "child.yaml";
pub(super) const EVENTS_FILE: &str = "events.yaml";

/// The folders of kinds, and the folders of single files, that lie below a place.
fn places(place: &str) -> impl Iterator<Item = &'static str> {
    let below = move |kind: &&Kind| {
        let rest = kind.folder.strip_prefix(place);
        rest.is_some_and(|rest| place.is_empty() || rest.starts_with('/') || (rest.is_empty() && kind.file.is_some()))
    };
    KINDS.iter().copied().filter(below).map(|kind| kind.folder)
}

fn is_file_of(kind: &Kind, path: &str) -> bool {
    kind.file.is_some_and(|file| path == format!("{}/{file}.{}", kind.folder, kind.format.extension()))
}

/// The names that may stand directly in a place.
fn known_names(place: &str, folders: bool) -> Vec<String> {
    let depth = if place.is_empty() { 0 } else { place.split('/').count() };
    let mut names: Vec<String> = match folders {
        true => places(place).filter_map(|folder| folder.split('/').nth(depth)).map(str::to_owned).collect(),
        false if place.is_empty() => vec![CHILD_FILE.to_owned(), EVENTS_FILE.to_owned()],
        false => KINDS
            .iter()
            .filter(|kind| kind.folder == place)
            .filter_map(|kind| Some(format!("{}.{}", kind.file?, kind.format.extension())))
            .collect(),
    };
    let mut seen = Vec::new();
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    names
}

fn load_folder(
    files: &dyn Files,
    kind: &'static Kind,
    folder: &Path,
    documents: &mut Vec<Document>,
    findings: &mut Vec<Diagnostic>,
) {
    let entries = list(files, folder, findings);
    let mut read: Vec<(Document, Vec<Diagnostic>)> = Vec::new();
    for entry in &entries {
        let path = folder.join(&entry.name);
        if let Some(copy) = file_copy(&entry.name, &entries).filter(|_| !entry.is_folder) {
            findings.push(copied(&path, &copy, &entries));
            continue;
        }
        if is_passed(entry) {
            continue;
        }
        match entry.name.rsplit_once('.') {
            _ if entry.name.starts_with('.') => {
                let finding = note(&path, Code::FILE_UNKNOWN, Severity::Warning, "名前が「.」で始まるので、読みません");
                findings.push(finding.help("読ませるなら先頭の「.」を取り、要らないファイルなら消してください"));
            }
            Some((stem, extension)) if extension == kind.format.extension() => {
                let mut found = Vec::new();
                let mut document = load_document(files, kind, stem, &path, &mut found);
                if let Some(name) = dated_name(stem, &entries, kind) {
                    document.name = name;
                }
                read.push((document, found));
            }
            _ if entry.blocked.is_some() => findings.extend(entry.blocked.iter().map(|barrier| barred(&path, barrier))),
            // It is there, and is not read: whoever names it names something.
            Some((stem, _)) if !entry.is_folder && meant_name(stem, &entries, kind).is_some() => {
                let name = meant_name(stem, &entries, kind).unwrap_or(stem);
                findings.push(wrong_name(&path, &format!("{name}.{}", kind.format.extension())));
                documents.push(unread_document(kind, name, &path));
            }
            _ => {
                let finding = note(
                    &path,
                    Code::FILE_UNKNOWN,
                    Severity::Warning,
                    format!("{} のファイルではありません", kind.title),
                );
                findings.push(finding.help(format!(
                    "2024-03-28.{} のような名前にしてください。この名前のままでは読みません",
                    kind.format.extension()
                )));
            }
        }
    }
    let copies = repeated(&read);
    for (index, (document, found)) in read.into_iter().enumerate() {
        match copies.iter().find(|(copy, _)| *copy == index) {
            Some((_, finding)) => findings.push(finding.clone()),
            None => {
                findings.extend(found);
                documents.push(document);
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
    let (source, mut tree, broken) = load_tree(files, kind.format, path, findings);
    let model = (kind.read)(&source, &mut tree, findings);
    // A file that is a list or a sentence has been reported as a whole.
    let broken = broken || !matches!(tree.value, Value::Map(_));
    let named = name.get(..10).and_then(|date| date.parse::<Date>().ok());
    if named.is_none() && kind.file.is_none() {
        let finding =
            note(path, Code::DATE_MISMATCH, Severity::Error, format!("ファイル名「{name}」が日付で始まっていません"));
        findings.push(match dated_name(name, &[], kind) {
            Some(meant) => finding.help(format!("名前を `{meant}.{}` に変えてください", kind.format.extension())),
            None => finding.help("2024-03-28 または 2024-03-28-slug のように、YYYY-MM-DD で始めてください"),
        });
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
            Diagnostic::new(Code::DATE_MISMATCH, span.place(), message)
                .help(format!("ファイル名を {own} に変えるか、`{}` を {named} に直してください", kind.date_key)),
        );
    }
    let date = own.map(|(date, _)| date).or(named);
    Document { kind, name: name.to_owned(), source, tree, model, date, broken }
}

fn load_yaml<T>(files: &dyn Files, path: &Path, shape: fn(&Value) -> bool, findings: &mut Vec<Diagnostic>) -> Loaded<T>
where
    T: for<'de> serde::Deserialize<'de> + Default,
{
    let (source, mut tree, broken) = load_tree(files, Format::Yaml, path, findings);
    let value = record::read(&source, &mut tree, findings);
    let broken = broken || !shape(&tree.value);
    Loaded { source, tree, value, broken }
}

/// The shape of a file that describes one thing.
fn is_record(value: &Value) -> bool {
    matches!(value, Value::Map(_))
}

/// The shape of a file that goes on line by line.
fn is_list(value: &Value) -> bool {
    matches!(value, Value::List(_))
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
        let nothing = Node::nothing(&source);
        return (source, nothing, true);
    }
    let tree = match format {
        Format::Yaml => record::parse_yaml(&source, 0..source.text().len(), findings),
        Format::Markdown => record::parse_markdown(&source, findings),
    };
    let broken = matches!(tree.value, Value::Null);
    if broken && findings[before..].iter().all(|finding| finding.severity != Severity::Error) {
        let finding = Diagnostic::new(Code::FILE_UNREADABLE, source.whole(), "コメントのほかに何も書かれていません");
        findings.push(finding.help("内容を書くか、要らないファイルなら消してください"));
    }
    (source, tree, broken)
}

fn check_name(name: &str, path: &Path, findings: &mut Vec<Diagnostic>) {
    if !name.is_ascii() {
        let finding =
            note(path, Code::FILE_UNKNOWN, Severity::Warning, format!("名前「{name}」に英数字でない文字があります"));
        findings.push(finding.help(
            "半角の英数字とハイフンにしてください。濁点の扱いが機械によって違い、git が同じ名前と見ないことがあります",
        ));
    }
}

fn unknown(path: &Path, name: &str, known: Vec<String>) -> Diagnostic {
    let help = match record::nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("`{near}` ではありませんか。この名前のままでは読みません"),
        None => format!("ここに置けるもの: {}。この名前のままでは読みません", known.join("、")),
    };
    note(path, Code::FILE_UNKNOWN, Severity::Warning, format!("`{name}` は知らない名前です")).help(help)
}
