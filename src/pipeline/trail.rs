//! Lines for the `events.yaml` of one or several children: all of them are ready before the first file is touched.

use super::cache::printed_versions;
use super::pointed::CallSite;
use super::project::Project;
use super::request::print_path;
use super::settings::SetupError;
use super::write::{OutputFolder, create, replace};
use crate::carry::trail::{self, TrailLine, TrailRequest, TrailTarget};
use crate::case::event::{Event, EventKind};
use crate::case::paper::Part;
use crate::case::{self, Case, MAX_BYTES};
use crate::directory::Directory;
use crate::record::TextOr;
use crate::source::{Obstacle, read_file};
use crate::timeline::{Consent, Timeline};
use crate::value::Date;
use serde_json::Value as Json;
use std::io;
use std::path::{Path, PathBuf};

/// The byte order mark, which stays where it was.
const MARK: char = '\u{FEFF}';

/// What is written into the file of one child.
#[derive(Debug)]
pub struct TrailAddition {
    /// The child's folder.
    pub child: String,
    /// The file, below the project's folder.
    pub path: PathBuf,
    /// On which line, from 1, the first event stands.
    pub first_line: usize,
    /// How many lines of the file are added.
    pub lines: usize,
    /// The events, as one would write them.
    pub events: Vec<String>,
    /// Those that are there already, with the lines on which they stand.
    pub already: Vec<String>,
    /// What has to be looked at.
    pub notes: Vec<String>,
    /// The bytes that were there; none where there was no file.
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

/// Asks somebody; none where nobody can be asked.
pub(super) type AskSomebody<'a> = dyn FnMut(&str) -> Option<bool> + 'a;

impl Project {
    /// What a request adds to the trails of the children that are named.
    ///
    /// # Errors
    /// When anything of it cannot be written down as it was asked for; nothing is written by this.
    pub fn trail_additions(
        &self,
        standing: CallSite<'_>,
        words: &[String],
        request: &TrailRequest,
        ask: &mut AskSomebody<'_>,
    ) -> Result<Vec<TrailAddition>, SetupError> {
        let mut children: Vec<(Case, Vec<String>)> = Vec::new();
        for (child, paper) in self.named_papers(standing, words)? {
            match children.iter_mut().find(|(case, _)| case.id == child) {
                Some((_, papers)) => papers.push(paper),
                None => children.push((case::load_case(self.files.as_ref(), &child), vec![paper])),
            }
        }
        let one = |(case, papers): &(Case, Vec<String>)| {
            self.addition(standing, case, papers, request, ask).map_err(|error| SetupError {
                message: format!("{}: {}", case.id, error.message),
                hint: format!("{}。まだどのファイルにも書いていません", error.hint.trim_end_matches('。')),
            })
        };
        children.iter().map(one).collect()
    }

    /// The children with the papers that the words of a call name.
    fn named_papers(&self, standing: CallSite<'_>, words: &[String]) -> Result<Vec<(String, String)>, SetupError> {
        let mut papers = Vec::new();
        let (mut group, mut named): (Vec<String>, bool) = (Vec::new(), true);
        for word in words {
            let is_paper = |child: &String| {
                TrailTarget::find(&case::load_case(self.files.as_ref(), child).documents, word).is_ok()
            };
            let looks_like_one =
                word.starts_with("consult/") || word.contains('#') || word.starts_with(|c: char| c.is_ascii_digit());
            let is_child = self.children.contains(word);
            if !group.is_empty() && !is_child && (looks_like_one || group.first().is_some_and(is_paper)) {
                papers.extend(group.iter().map(|child| (child.clone(), word.clone())));
                named = true;
                continue;
            }
            let (path, part) = word.split_once('#').map_or((word.as_str(), None), |(path, part)| (path, Some(part)));
            let (child, file) = match self.asked_child(standing, path) {
                Ok(found) => found,
                // What follows children is a paper, though none of theirs: that one is told.
                Err(_) if !group.is_empty() && !named => {
                    papers.extend(group.iter().map(|child| (child.clone(), word.clone())));
                    named = true;
                    continue;
                }
                Err(error) => return Err(error),
            };
            match file.as_deref().and_then(|file| case::whose(file).document) {
                Some((folder, name)) => {
                    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
                    papers.push((child, format!("{folder}/{name}{part}")));
                }
                None => {
                    if named {
                        group.clear();
                    }
                    group.push(child);
                    named = false;
                }
            }
        }
        if !named || papers.is_empty() {
            return Err(SetupError::new(
                "どの文書のことか分かりません",
                "児童の後に、plan/2024-03-28 のように文書を書いてください",
            ));
        }
        Ok(papers)
    }

    fn addition(
        &self,
        standing: CallSite<'_>,
        case: &Case,
        papers: &[String],
        request: &TrailRequest,
        ask: &mut AskSomebody<'_>,
    ) -> Result<TrailAddition, SetupError> {
        let directory = Directory::new(&self.organisation.value, case);
        let timeline = Timeline::new(case, &directory);
        let path = Path::new("cases").join(&case.id).join("events.yaml");
        if let Some(other) = case.events.as_ref().filter(|events| events.source.path() != path) {
            let name = other.source.path().display();
            return Err(SetupError::new(
                format!("{name} という名前のファイルがあります"),
                "名前を events.yaml に直してから、もう一度実行してください",
            ));
        }
        let (mut wanted, mut notes): (Vec<TrailLine>, Vec<String>) = (Vec::new(), Vec::new());
        for paper in papers {
            let target = TrailTarget::find(&case.documents, paper)?;
            let mistaken = taken_back(&timeline, target, request)?;
            let request = &TrailRequest { mistaken, ..request.clone() };
            notes.extend(self.printed_since(standing, case, target, request, ask)?);
            wanted.extend(trail::lines(&directory, target, request)?);
        }
        let before = match self.files.read(&path, MAX_BYTES) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(&path, &error)),
        };
        let text = text_of(&path, before.as_deref().unwrap_or_default())?;
        let (mut fresh, mut already) = (Vec::new(), Vec::new());
        for line in wanted {
            match known_line(case, &line) {
                Some(at) => already.push(format!("({at} 行目): {}", line.plain())),
                None => fresh.push(line),
            }
        }
        let bare = text.trim_start_matches(MARK);
        let mut after = before.clone().unwrap_or_default();
        let (mut first_line, mut lines) = (0, 0);
        if !fresh.is_empty() {
            let appended = trail::append(bare, &fresh)
                .map_err(|error| Obstacle { message: format!("{}: {}", path.display(), error.message), ..error })?;
            (first_line, lines) = (appended.first_line, appended.lines);
            after = format!("{}{}", &text[..text.len() - bare.len()], appended.text).into_bytes();
        }
        let events = fresh.iter().map(TrailLine::plain).collect();
        Ok(TrailAddition { child: case.id.clone(), path, first_line, lines, events, already, notes, before, after })
    }

    /// A paper that is another than the one last printed here is asked about: what was signed is what was printed.
    fn printed_since(
        &self,
        standing: CallSite<'_>,
        case: &Case,
        target: TrailTarget<'_>,
        request: &TrailRequest,
        ask: &mut AskSomebody<'_>,
    ) -> Result<Vec<String>, SetupError> {
        let parts = target.document.paper().parts();
        let of_text = |kind: &EventKind| {
            matches!(kind, EventKind::Explained | EventKind::Consented | EventKind::Refused | EventKind::Delivered)
        };
        if parts.is_empty() || !request.kinds.iter().any(of_text) {
            return Ok(Vec::new());
        }
        if !request.signed.is_empty() {
            return Ok(differing(&parts, request));
        }
        let folder = OutputFolder::new(standing.root.join("output"));
        let Some(printed) = printed_versions(&folder, &print_path(case, target.document)) else {
            return Ok(vec![format!(
                "版 {} は今の {} のものです。渡した紙の下にある 版 と同じか確かめてください(この機械で印刷した控えがありません)",
                parts[0].content.version(),
                target.document.id()
            )]);
        };
        let concerned = |part: &Part<'_>| match target.part {
            Some(only) => only.schedule_name() == part.schedule_name(),
            None => part.schedule.is_none() || request.schedules,
        };
        let changed =
            parts.iter().zip(&printed).find(|(part, printed)| concerned(part) && part.content.version() != **printed);
        let Some((part, printed)) = changed else { return Ok(Vec::new()) };
        let (what, now) = (part.target(target.document), part.content.version());
        let cause =
            format!("{what} は、最後に印刷した後で内容が変わっています(印刷した紙の 版 は {printed}、今は {now})");
        match ask(&format!("{cause}。今の内容({now})で署名・説明・交付をしましたか")) {
            Some(true) => Ok(Vec::new()),
            _ => Err(SetupError::new(
                cause,
                format!(
                    "署名された紙の下にある 版 を --版 {} のように書いてください。新しい内容で署名をもらうなら、shien build {} で印刷し直してからです",
                    part.schedule_name().map_or_else(|| printed.clone(), |name| format!("{name}={printed}")),
                    case.id
                ),
            )),
        }
    }
}

/// That a 版 which is named is not the paper's own any more.
fn differing(parts: &[Part<'_>], request: &TrailRequest) -> Vec<String> {
    let other = request.signed.iter().filter_map(|sheet| {
        let part = parts.iter().find(|part| part.schedule_name() == sheet.schedule)?;
        let now = part.content.version();
        (now != sheet.version).then(|| {
            format!(
                "署名された 版 {} は、今の 版 {now} と違います。署名の後で書き換えられています(shien check が示します)",
                sheet.version
            )
        })
    });
    other.collect()
}

/// What a 取消 takes back: the line that is named, with its day; none where it is a consent that there is.
fn taken_back(
    timeline: &Timeline<'_>,
    target: TrailTarget<'_>,
    request: &TrailRequest,
) -> Result<Option<(EventKind, Option<Date>)>, SetupError> {
    if !request.kinds.contains(&EventKind::Revoked) {
        let wrong = || {
            SetupError::new("--記録 は 取消 に書くものです", "shien event 取消 … --記録 交付 のように書いてください")
        };
        return if request.mistaken.is_none() { Ok(None) } else { Err(wrong()) };
    }
    if request.kinds.len() > 1 {
        return Err(SetupError::new("取消 は、ほかの記録と一緒には書けません", "取消 だけを先に記録してください"));
    }
    let Some(trail) = timeline.trail() else {
        return Err(SetupError::new(
            "events.yaml がないか、読めない行があります",
            "取り消す行が分からないので、先に shien check で確かめてください",
        ));
    };
    let parts = target.document.paper().parts();
    let part = target.part.or_else(|| parts.first().copied());
    let name = part.map_or_else(|| target.document.id(), |part| part.target(target.document));
    let Some((kind, day)) = request.mistaken else {
        let given = part.is_some_and(|part| matches!(timeline.consent(target.document, &part), Consent::Given(_)));
        return if given { Ok(None) } else { Err(no_consent(&name)) };
    };
    let lines = trail.about(&name).unwrap_or_default();
    let found: Vec<&Event> =
        lines.iter().map(|line| &line.value).filter(|line| is_meant(line, kind, day, request)).collect();
    let label = kind.label();
    let day_of = |line: &Event| line.date.get().map(ToString::to_string).unwrap_or_default();
    match found.as_slice() {
        [only] => Ok(Some((kind, only.date.get().copied()))),
        [] => Err(SetupError::new(
            format!(
                "{name} の{} {label} の記録は、events.yaml にありません",
                day.map_or(String::new(), |day| format!(" {day} の"))
            ),
            "種類と日付と文書を確かめてください。別表の行なら、文書を plan/2024-03-28#別表/通常 のように書きます",
        )),
        several => {
            let shown: Vec<String> =
                several.iter().map(|line| format!("{label}={}{}", day_of(line), whom(line))).collect();
            Err(SetupError::new(
                format!("{name} の {label} の記録が {} 行あり、どれか分かりません", several.len()),
                format!(
                    "--記録 {label}=日付 に、要れば --相手 か --署名者 を付けて、一行にしてください。ある記録: {}",
                    shown.join("、")
                ),
            ))
        }
    }
}

/// Whether a line is of the kind and day that are to be taken back, and of the 相手 and 署名者 where they are said.
fn is_meant(line: &Event, kind: EventKind, day: Option<Date>, request: &TrailRequest) -> bool {
    let recipient = request.recipients.iter().flat_map(|(_, words)| words.first()).next();
    let went_to = |word: &String| {
        line.recipients.iter().any(|to| match &to.value {
            TextOr::Text(own) => own.trim() == word.trim(),
            TextOr::Record(person) => person.name.get() == Some(word),
        })
    };
    line.kind.get() == Some(&kind)
        && day.is_none_or(|day| line.date.get() == Some(&day))
        && recipient.is_none_or(went_to)
        && request.signer.as_ref().is_none_or(|signer| line.signer.get() == Some(signer))
}

/// `(学校)`: to whom a line went or who signed it.
fn whom(line: &Event) -> String {
    let to = line.recipients.iter().filter_map(|to| match &to.value {
        TextOr::Text(own) => Some(own.clone()),
        TextOr::Record(person) => person.name.get().cloned(),
    });
    let names: Vec<String> = to.chain(line.signer.get().cloned()).collect();
    if names.is_empty() { String::new() } else { format!("({})", names.join("・")) }
}

fn no_consent(name: &str) -> SetupError {
    SetupError::new(
        format!("{name} には、取り消す同意がありません"),
        "書き間違えた行を取り消すなら、--記録 説明 のように、その種類を書いてください",
    )
}

/// The line on which an event stands that says the same, as far as both say anything.
fn known_line(case: &Case, line: &TrailLine) -> Option<usize> {
    let events = case.events.as_ref()?;
    let new = trail::plain_event(line)?;
    let said = |event: &Json| -> Vec<(String, Json)> {
        let entries = event.as_object().into_iter().flatten();
        entries.filter(|(_, value)| !is_empty(value)).map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let wanted = said(&new);
    let same = |event: &&crate::record::Spanned<crate::case::event::Event>| {
        let own = serde_json::to_value(&event.value).map(|own| said(&own)).unwrap_or_default();
        let must = |key: &str| own.iter().any(|(name, _)| name == key);
        ["種類", "対象", "日付"].iter().all(|key| must(key))
            && wanted
                .iter()
                .all(|(key, value)| own.iter().find(|(name, _)| name == key).is_none_or(|(_, own)| own == value))
    };
    let found = events.value.iter().find(same)?;
    Some(found.span.place().line_column().0)
}

fn is_empty(value: &Json) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn text_of<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, SetupError> {
    std::str::from_utf8(bytes).map_err(|_| {
        SetupError::new(
            format!("{} は UTF-8 の文字ではないので、書き加えられません", path.display()),
            "メモ帳などで「UTF-8」を選んで保存し直してから、もう一度実行してください",
        )
    })
}

fn unreadable(path: &Path, error: &io::Error) -> SetupError {
    SetupError::new(format!("{} を読めません({error})", path.display()), "ファイルの状態を確かめてください")
}

/// Writes what was made ready. A file that somebody changed in the meantime is left as it is.
///
/// # Errors
/// When one cannot be written; the message says which were.
pub fn write_trails(root: &Path, additions: &[TrailAddition]) -> Result<(), SetupError> {
    let mut written: Vec<String> = Vec::new();
    for addition in additions.iter().filter(|addition| !addition.events.is_empty()) {
        let place = root.join(&addition.path);
        let done = match &addition.before {
            None => create(&place, &addition.after),
            Some(before) => {
                // A link stays a link.
                let place = std::fs::canonicalize(&place).unwrap_or(place);
                match read_file(&place, MAX_BYTES) {
                    Ok(now) if now == *before => replace(&place, &addition.after),
                    Ok(_) => Err(io::Error::other("今、ほかのプログラムが書き換えました")),
                    Err(error) => Err(error),
                }
            }
        };
        if let Err(error) = done {
            let before = match written.as_slice() {
                [] => "どのファイルも変わっていません".to_owned(),
                written => format!("{} には書きました", written.join("、")),
            };
            return Err(SetupError::new(
                format!("{} に書けません({error})。{before}", addition.path.display()),
                "確かめてから、同じ命令をもう一度実行してください。書いてある行は二度書きません",
            ));
        }
        written.push(addition.path.display().to_string());
    }
    Ok(())
}
