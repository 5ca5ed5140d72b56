//! The steps read and load: a folder becomes a [`Case`], whatever is wrong in it becomes findings, and nothing stops.

use super::child::Child;
use super::entry::{COPY, note};
use super::event::Event;
use super::file_names::{CHILD_FILE, OFFICE_FILE};
use super::folder::{FileRole, Folder, FoundFile, find_files};
use super::kind::{Covers, Format, Kind};
use super::misnamed::{dated_name, misnamed};
use super::mistaken::without_mistaken;
use super::party::Organisation;
use super::read::{FileText, MAX_BYTES, read_text};
use super::repeated::repeated;
use super::{Case, Document, Loaded};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, List, Node, Value};
use crate::source::{Files, Source, Span, visiting};
use crate::value::{Date, Moment, Month};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A child's files with their texts.
#[derive(Debug)]
pub struct CaseTexts {
    id: String,
    files: Vec<(FoundFile, FileText)>,
    findings: Vec<Diagnostic>,
}

impl CaseTexts {
    /// The child's folder's name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Every file that a finding of reading or loading may lie in, in the order in which they were read.
    pub fn sources(&self) -> impl Iterator<Item = Arc<Source>> {
        let found = |findings: &[Diagnostic]| -> Vec<Arc<Source>> {
            findings.iter().map(|finding| Arc::clone(finding.place.source())).collect()
        };
        let of_files = self.files.iter().flat_map(move |(_, text)| {
            let mut sources = found(&text.findings);
            sources.push(Arc::clone(&text.source));
            sources
        });
        let of_folder = self.findings.iter().map(|finding| Arc::clone(finding.place.source()));
        of_folder.chain(of_files)
    }

    /// Hands over, piece by piece, all that loading and judging the child depends on.
    pub fn feed(&self, taken: &mut dyn FnMut(&[u8])) {
        taken(self.id.as_bytes());
        feed_findings(&self.findings, taken);
        for (file, text) in &self.files {
            feed_file(file, taken);
            taken(&[u8::from(text.readable)]);
            taken(text.source.text().as_bytes());
            feed_findings(&text.findings, taken);
        }
    }

    /// Whether every file was read that is read at all.
    #[must_use]
    pub fn are_whole(&self) -> bool {
        self.files.iter().all(|(file, text)| file.misnamed || text.readable)
    }

    /// The files that could be read, each with whether it is Markdown.
    pub fn readable(&self) -> impl Iterator<Item = (&Arc<Source>, bool)> {
        let is_markdown = |file: &FoundFile| matches!(&file.role, FileRole::Document { kind, .. } if matches!(kind.format, Format::Markdown));
        let read = self.files.iter().filter(|(_, text)| text.readable);
        read.map(move |(file, text)| (&text.source, is_markdown(file)))
    }
}

impl Folder {
    /// Hands over, piece by piece, all by which a folder is known to be as it was without a file of it being read. When
    /// something of it changed last; none where that is not known of each file.
    pub fn feed(&self, files: &dyn Files, taken: &mut dyn FnMut(&[u8])) -> Option<SystemTime> {
        taken(self.id.as_bytes());
        feed_findings(&self.findings, taken);
        let mut last = SystemTime::UNIX_EPOCH;
        for file in &self.files {
            feed_file(file, taken);
            if !file.misnamed {
                let imprint = files.imprint(&file.path)?;
                taken(&imprint.bytes());
                last = last.max(imprint.last_change());
            }
        }
        Some(last)
    }
}

fn feed_file(file: &FoundFile, taken: &mut dyn FnMut(&[u8])) {
    taken(file.path.as_os_str().as_encoded_bytes());
    let role = match &file.role {
        FileRole::Child => "child".to_owned(),
        FileRole::Events => "events".to_owned(),
        FileRole::Document { kind, name, meant } => format!("{} {name:?} {meant:?}", kind.id),
    };
    taken(format!("{role} {}", file.misnamed).as_bytes());
}

fn feed_findings(findings: &[Diagnostic], taken: &mut dyn FnMut(&[u8])) {
    taken(&findings.len().to_le_bytes());
    for Diagnostic { code, severity, message, place, help, .. } in findings {
        taken(format!("{code:?} {severity:?} {:?} {help:?}", place.span().range()).as_bytes());
        taken(message.as_bytes());
        taken(place.source().path().as_os_str().as_encoded_bytes());
        taken(place.source().text().as_bytes());
    }
}

/// The step read: the texts of the files that were found.
#[must_use]
pub fn read_files(files: &dyn Files, folder: Folder) -> CaseTexts {
    let Folder { id, files: found, findings } = folder;
    let read = |file: FoundFile| {
        let text = if file.misnamed { FileText::unread(&file.path) } else { read_text(files, &file.path) };
        (file, text)
    };
    CaseTexts { id, files: found.into_iter().map(read).collect(), findings }
}

/// The step load: the records that the texts are.
#[must_use]
pub fn load_files(texts: CaseTexts) -> Case {
    let CaseTexts { id, files, mut findings } = texts;
    let (mut child, mut events) = (None, None);
    let mut documents = Vec::new();
    for (file, text) in files {
        match file.role {
            FileRole::Child => child = Some(load_yaml(text, is_record, &mut findings)),
            FileRole::Events => events = Some(load_events(text, &mut findings)),
            FileRole::Document { kind, name, meant } => {
                let mut found = Vec::new();
                let mut document = load_document(kind, &name, text, &mut found);
                document.name = meant.unwrap_or(name);
                // That its name is not read has been said.
                documents.push((document, if file.misnamed { Vec::new() } else { found }));
            }
        }
    }
    let child = child.expect("internal: child.yaml is looked for where it is not found");
    Case { id, child, documents: without_copies(documents, &mut findings), events, findings }
}

/// Finds, reads and loads a child's folder.
#[must_use]
pub fn load_case(files: &dyn Files, id: &str) -> Case {
    load_files(visiting(files, |files| read_files(files, find_files(files, id))))
}

/// Loads `cases/office.yaml`.
pub fn load_organisation(files: &dyn Files, findings: &mut Vec<Diagnostic>) -> Loaded<Organisation> {
    let folder = Path::new("cases");
    let entries = files.list(folder).unwrap_or_default();
    let text = match misnamed(folder, &entries, OFFICE_FILE) {
        Some((path, finding)) => {
            findings.push(finding);
            FileText::unread(&path)
        }
        None => read_text(files, &folder.join(OFFICE_FILE)),
    };
    load_yaml(text, is_record, findings)
}

/// Loads `child.yaml` of a child alone.
#[must_use]
pub fn load_child(files: &dyn Files, id: &str) -> Loaded<Child> {
    let path = Path::new("cases").join(id).join(CHILD_FILE);
    load_yaml(read_text(files, &path), is_record, &mut Vec::new())
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
        path if changed.contains(path) => {
            load_document(document.kind, &document.name, read_text(files, path), &mut findings)
        }
        _ => document.clone(),
    });
    let documents = documents.collect();
    Case { id: before.id.clone(), child: before.child.clone(), documents, events: before.events.clone(), findings }
}

/// The documents without those that are another one once more, which are said.
fn without_copies(read: Vec<(Document, Vec<Diagnostic>)>, findings: &mut Vec<Diagnostic>) -> Vec<Document> {
    let kind = |(document, _): &(Document, _)| document.kind.id;
    let mut copies: Vec<Option<Diagnostic>> = Vec::with_capacity(read.len());
    for folder in read.chunk_by(|one, next| kind(one) == kind(next)) {
        let mut of_folder: Vec<Option<Diagnostic>> = vec![None; folder.len()];
        repeated(folder).into_iter().for_each(|(index, finding)| of_folder[index] = Some(finding));
        copies.append(&mut of_folder);
    }
    let mut documents = Vec::with_capacity(read.len());
    for ((document, found), copy) in read.into_iter().zip(copies) {
        match copy {
            Some(finding) => findings.push(finding),
            None => {
                findings.extend(found);
                documents.push(document);
            }
        }
    }
    documents
}

fn load_document(kind: &'static Kind, name: &str, text: FileText, findings: &mut Vec<Diagnostic>) -> Document {
    let (source, mut tree, broken) = load_tree(kind.format, text, findings);
    let path = source.path();
    let model = (kind.read)(&source, &mut tree, findings);
    // A file of another shape, or a sentence, has been reported as a whole.
    let fits = if kind.is_line_by_line() { is_list } else { is_record };
    let broken = broken || !fits(&tree.value);
    let named = kind.day_of(name);
    if named.is_none() && kind.file.is_none() {
        findings.push(undated(kind, name, path));
    }
    if kind.is_line_by_line() {
        findings.extend(named.into_iter().flat_map(|first| strays(kind, Month::of(first), &tree)));
        return Document { kind, name: name.to_owned(), source, tree, model, date: named, broken };
    }
    let own = tree.get(kind.date_key).and_then(written_day);
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

/// The finding about a file whose name does not begin with what it has to.
fn undated(kind: &Kind, name: &str, path: &Path) -> Diagnostic {
    let (what, how) = match kind.covers {
        Covers::Day => ("日付", "2024-03-28 または 2024-03-28-slug のように、YYYY-MM-DD で始めてください"),
        Covers::Month => ("年月", "2024-05 のように、YYYY-MM にしてください。その月の記録を、一日一行で書きます"),
    };
    let message = format!("ファイル名「{name}」が{what}で始まっていません");
    let finding = note(path, Code::DATE_MISMATCH, Severity::Error, message);
    match dated_name(name, &[], kind) {
        Some(meant) => finding.help(format!("名前を `{meant}.{}` に変えてください", kind.format.extension())),
        None => finding.help(how),
    }
}

/// The lines of a month's file whose day lies in another month.
fn strays(kind: &Kind, month: Month, tree: &Node) -> Vec<Diagnostic> {
    let Value::List(lines) = &tree.value else { return Vec::new() };
    let days = lines.iter().filter_map(|line| written_day(line.get(kind.date_key)?));
    let other = days.filter(|(day, _)| Month::of(*day) != month).map(|(day, span)| {
        let message = format!("ファイル名の月({month})と `{}`({day})が違います", kind.date_key);
        let help = format!(
            "{month} の日付に直すか、この行を {}/{}.{} に移してください",
            kind.folder,
            Month::of(day),
            kind.format.extension()
        );
        Diagnostic::new(Code::DATE_MISMATCH, span.place(), message).help(help)
    });
    other.collect()
}

/// The day that a value says, with its place.
fn written_day(node: &Node) -> Option<(Date, Span)> {
    match &node.value {
        Value::Text(text) => text.parse::<Moment>().ok().map(|moment| (moment.date, node.span)),
        _ => None,
    }
}

/// The lines of `events.yaml` that count.
fn load_events(text: FileText, findings: &mut Vec<Diagnostic>) -> Loaded<List<Event>> {
    let Loaded { source, tree, value, broken } = load_yaml(text, is_list, findings);
    Loaded { source, tree, value: without_mistaken(value), broken }
}

fn load_yaml<T>(text: FileText, shape: fn(&Value) -> bool, findings: &mut Vec<Diagnostic>) -> Loaded<T>
where
    T: DeserializeOwned + Default,
{
    let (source, mut tree, broken) = load_tree(Format::Yaml, text, findings);
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

fn load_tree(format: Format, text: FileText, findings: &mut Vec<Diagnostic>) -> (Arc<Source>, Node, bool) {
    let before = findings.len();
    let FileText { source, readable, findings: found } = text;
    findings.extend(found);
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
