//! What is to be written down: the events of one day, about one paper of each of some children.

use crate::case::Document;
use crate::case::event::EventKind;
use crate::case::paper::Part;
use crate::record::nearest;
use crate::source::Obstacle;
use crate::value::{Date, half_width};
use std::str::FromStr;

/// The events of a day, as they were asked for.
#[derive(Debug, Clone)]
pub struct TrailRequest {
    /// Which events, in the order in which they are written.
    pub kinds: Vec<EventKind>,
    /// The day on which they were.
    pub date: Date,
    /// Who explained, went there, or passed it on: a member of staff by id or name. The author of the paper where none.
    pub by: Vec<String>,
    /// 相手, each for one kind or for the only one that has any.
    pub recipients: Vec<(Option<EventKind>, Vec<String>)>,
    /// Whether the child was told too.
    pub child_told: bool,
    /// 署名者. The guardian who signs where none.
    pub signer: Option<String>,
    /// 方法, each for one kind or for the only one that has any.
    pub methods: Vec<(Option<EventKind>, String)>,
    /// What is printed at the foot of the sheets that were signed.
    pub signed: Vec<SignedSheet>,
    /// Whether each 別表 was signed too.
    pub schedules: bool,
    /// 職員, to whom it was passed on.
    pub staff: Vec<String>,
    /// 場所 of a 居宅訪問.
    pub place: Option<String>,
    /// 承諾日 of what was done electronically.
    pub agreed: Option<Date>,
    /// 証跡.
    pub evidence: Option<String>,
    /// 代筆: 氏名, 続柄 and 理由.
    pub proxy: Vec<String>,
    /// 理由.
    pub reason: Option<String>,
    /// 備考.
    pub note: Option<String>,
    /// Of a 取消: the line that was written by mistake.
    pub mistaken: Option<(EventKind, Option<Date>)>,
}

/// The 版 at the foot of a sheet that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSheet {
    /// The name of the 別表; none for the main sheet.
    pub schedule: Option<String>,
    /// Eight digits, as a paper's own 版 is written.
    pub version: String,
}

impl FromStr for SignedSheet {
    type Err = String;

    /// `7f3a9c21`, or `通常=7f3a9c21` for a 別表.
    fn from_str(text: &str) -> Result<Self, String> {
        let (schedule, version) = match text.split_once('=') {
            Some((name, version)) => (Some(name.trim().trim_start_matches("別表/").to_owned()), version),
            None => (None, text),
        };
        let version = half_width(version.trim()).to_lowercase();
        if version.len() == 8 && version.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self { schedule, version });
        }
        Err("版 は、署名された紙の下にある 8 桁の英数字(0〜9、a〜f)です。別表のものは 通常=7f3a9c21 のように書きます"
            .to_owned())
    }
}

/// A paper, or one 別表 of it, that an event is about.
#[derive(Clone, Copy)]
pub struct TrailTarget<'a> {
    /// The paper.
    pub document: &'a Document,
    /// The one part that is meant alone.
    pub part: Option<Part<'a>>,
}

impl<'a> TrailTarget<'a> {
    /// What a word of a call means among a child's papers: `plan/2024-03-28`, `2024-03-28`, with `#別表/通常` behind it.
    ///
    /// # Errors
    /// When it means none, or several.
    pub fn find(documents: &'a [Document], word: &str) -> Result<Self, Obstacle> {
        let (name, part) = word.split_once('#').map_or((word, None), |(name, part)| (name, Some(part)));
        let document = find_document(documents, name)?;
        if document.broken {
            return Err(Obstacle::new(
                format!("{} が読めないので、どの 版 か分かりません", document.id()),
                "`shien check` で分かる誤りを直してから、もう一度実行してください",
            ));
        }
        let Some(part) = part else { return Ok(Self { document, part: None }) };
        let wanted = part.trim().trim_start_matches("別表/");
        let mut parts = document.paper().parts().into_iter().filter(|own| own.schedule.is_some());
        let known: Vec<String> = parts.clone().filter_map(|own| own.schedule_name()).collect();
        let found = parts.find(|own| own.schedule_name().as_deref() == Some(wanted));
        found.map(|part| Self { document, part: Some(part) }).ok_or_else(|| {
            Obstacle::new(
                format!("{} に別表「{wanted}」はありません", document.id()),
                match known.as_slice() {
                    [] => "この文書に別表はありません".to_owned(),
                    known => format!("ある別表: {}", known.join("、")),
                },
            )
        })
    }
}

fn find_document<'a>(documents: &'a [Document], word: &str) -> Result<&'a Document, Obstacle> {
    let word = word.trim().trim_end_matches(".yaml").trim_end_matches(".md");
    let mut named: Vec<&Document> =
        documents.iter().filter(|document| document.id() == word || document.name == word).collect();
    // Of a bare day, what is signed and handed over is meant.
    if named.len() > 1 {
        let papers = |document: &&&Document| !document.paper().parts().is_empty();
        let signed: Vec<&Document> = named.iter().filter(papers).copied().collect();
        if !signed.is_empty() {
            named = signed;
        }
    }
    match named.as_slice() {
        [only] => Ok(only),
        [] => {
            let known: Vec<String> = documents.iter().map(Document::id).collect();
            let hint = match nearest(word, known.iter().map(String::as_str)) {
                Some(near) => format!("`{near}` ではありませんか"),
                None if known.is_empty() => "この児童の文書はまだありません".to_owned(),
                None => format!("ある文書: {}", known.join("、")),
            };
            Err(Obstacle::new(format!("文書 `{word}` がありません"), hint))
        }
        several => {
            let ids: Vec<String> = several.iter().map(|document| document.id()).collect();
            Err(Obstacle::new(
                format!("`{word}` にあたる文書が {} つあります", several.len()),
                format!("{} のどれかを書いてください", ids.join("、")),
            ))
        }
    }
}
