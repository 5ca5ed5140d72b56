//! Which two documents are compared: the newest 確定 and the one before, or those that are named.

use crate::case::paper::State;
use crate::case::{Case, Document, KINDS, Kind};
use crate::record::nearest;
use crate::timeline::Timeline;
use crate::value::Date;

/// Why there is nothing to compare: a sentence, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl NotFound {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// The kind that is compared where nothing is said.
const USUAL: &str = "plan";

/// The two documents, the older first: as named, or the newest 確定 and the 確定 before.
///
/// A document is named by its date in any notation, by its file's name, or with its folder: `2024-03-28`,
/// `2024-03-28-slug`, `plan/2024-03-28`.
///
/// # Errors
/// When a document that is named does not exist or could be several, or fewer than two are there.
pub fn pick<'a>(
    timeline: &Timeline<'a>,
    case: &'a Case,
    kind: Option<&'static Kind>,
    old: Option<&str>,
    new: Option<&str>,
) -> Result<(&'a Document, &'a Document), NotFound> {
    let old = old.map(|name| named(case, kind, name)).transpose()?;
    let kind = kind.or(old.map(|document| document.kind));
    let new = new.map(|name| named(case, kind, name)).transpose()?;
    let kind = kind.or(new.map(|document| document.kind));
    let kind = kind.or_else(|| Kind::named(USUAL)).unwrap_or(KINDS[0]);
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some(old), None) => {
            let newest = timeline.counting_like(old).last().copied();
            let newest = newest.filter(|newest| age(newest) > age(old));
            let none = || {
                NotFound::new(
                    format!("{} より新しい{}がありません", old.id(), finals_called(kind)),
                    "比べる相手も指定してください(例: shien diff 児童 2024-03-28 2024-09-20)",
                )
            };
            (old, newest.ok_or_else(none)?)
        }
        (None, Some(new)) => {
            let before = timeline.previous(new);
            let none = || {
                NotFound::new(
                    format!("{} より前の{}がありません", new.id(), finals_called(kind)),
                    "比べる相手も指定してください(例: shien diff 児童 2024-03-28 2024-09-20)",
                )
            };
            (before.ok_or_else(none)?, new)
        }
        (None, None) => {
            let mut finals = finals(timeline, kind);
            let pair = finals.iter().rev().find_map(|new| Some((timeline.previous(new)?, *new)));
            match (pair, finals.pop()) {
                (Some(pair), _) => pair,
                (None, Some(only)) => {
                    return Err(NotFound::new(
                        format!(
                            "{} の{}は {} の一つだけで、比べる相手がありません",
                            case.id,
                            finals_called(kind),
                            only.id()
                        ),
                        others_called(case, kind),
                    ));
                }
                (None, None) => {
                    return Err(NotFound::new(
                        format!("{} に{}がありません", case.id, finals_called(kind)),
                        others_called(case, kind),
                    ));
                }
            }
        }
    };
    if std::ptr::eq(old, new) {
        return Err(NotFound::new(
            format!("{} を自分自身と比べることになります", old.id()),
            "別の文書を指定してください",
        ));
    }
    if old.kind.id != new.kind.id {
        return Err(NotFound::new(
            format!("{}({})と {}({})は種類が違い、比べられません", old.id(), old.kind.title, new.id(), new.kind.title),
            "同じ種類の文書を二つ指定してください",
        ));
    }
    Ok((old, new))
}

/// The document that a name means, of one kind or, where the name says no folder, of the usual one.
///
/// # Errors
/// When there is none, or there are several.
pub fn named<'a>(case: &'a Case, kind: Option<&'static Kind>, name: &str) -> Result<&'a Document, NotFound> {
    let (folder, stem) = name.trim_end_matches(".yaml").trim_end_matches(".md").rsplit_once('/').map_or(
        (None, name.trim_end_matches(".yaml").trim_end_matches(".md")),
        |(folder, stem)| {
            (Some(folder.trim_start_matches("cases/").trim_start_matches(case.id.as_str()).trim_matches('/')), stem)
        },
    );
    // The date in any notation is the file's.
    let stem = stem.parse::<Date>().map_or_else(|_| stem.to_owned(), |date| date.to_string());
    let kind = match folder {
        Some(folder) => {
            let found = KINDS
                .iter()
                .copied()
                .find(|kind| kind.folder == folder && (kind.file.is_none() || kind.file == Some(stem.as_str())));
            let known = || KINDS.iter().map(|kind| kind.folder);
            Some(found.ok_or_else(|| {
                let hint = match nearest(folder, known()) {
                    Some(near) => format!("`{near}/{stem}` ではありませんか"),
                    None => format!("指定できるもの: {}", known().collect::<Vec<_>>().join("、")),
                };
                NotFound::new(format!("「{name}」という種類の文書はありません"), hint)
            })?)
        }
        None => kind.or_else(|| Kind::named(USUAL)),
    };
    let of_kind: Vec<&Document> =
        case.documents.iter().filter(|document| kind.is_none_or(|kind| kind.id == document.kind.id)).collect();
    if let Some(exact) = of_kind.iter().find(|document| document.name == stem) {
        return Ok(exact);
    }
    let of_day: Vec<&Document> =
        of_kind.iter().copied().filter(|document| document.name.starts_with(&format!("{stem}-"))).collect();
    match of_day.as_slice() {
        [only] if stem.len() == 10 => Ok(only),
        [_, _, ..] if stem.len() == 10 => Err(NotFound::new(
            format!("「{name}」に当たる文書が {} つあります", of_day.len()),
            format!("名前をすべて書いてください: {}", list(&of_day)),
        )),
        _ => {
            let title = kind.map_or("文書", |kind| kind.title);
            let hint = if of_kind.is_empty() {
                format!("{} には{title}がまだありません", case.id)
            } else {
                format!("あるもの: {}", list(&of_kind))
            };
            Err(NotFound::new(format!("{} に{title}「{name}」がありません", case.id), hint))
        }
    }
}

/// What counts of a kind, the newest last.
fn finals<'a>(timeline: &Timeline<'a>, kind: &Kind) -> Vec<&'a Document> {
    let counts = |document: &&Document| matches!(document.state(), State::Final | State::Always);
    let of_kind = timeline.papers().filter(|document| document.kind.id == kind.id);
    let mut finals: Vec<&Document> = of_kind.filter(counts).collect();
    finals.sort_by_key(|document| age(document));
    finals
}

fn age(document: &Document) -> (Option<Date>, &str) {
    (document.date, &document.name)
}

fn finals_called(kind: &Kind) -> String {
    let knows_drafts = kind.required.contains(&"状態");
    if knows_drafts { format!("確定した{}", kind.title) } else { kind.title.to_owned() }
}

fn others_called(case: &Case, kind: &Kind) -> String {
    let of_kind: Vec<&Document> = case.documents.iter().filter(|document| document.kind.id == kind.id).collect();
    if of_kind.len() < 2 {
        return "二つ目ができてから比べてください。ほかの種類の文書は --kind で比べられます".to_owned();
    }
    format!("二つを名前で指定すれば比べられます。あるもの: {}", list(&of_kind))
}

fn list(documents: &[&Document]) -> String {
    documents.iter().map(|document| document.id()).collect::<Vec<_>>().join("、")
}
