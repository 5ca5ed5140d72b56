//! From a request to the lines of one paper: which keys each event has, and what fills those that nobody named.

use super::super::member::member;
use super::TrailLine;
use super::request::{SignedSheet, TrailRequest, TrailTarget};
use crate::case::Document;
use crate::case::event::EventKind;
use crate::case::paper::Part;
use crate::directory::Directory;
use crate::record::TextOr;
use crate::source::Obstacle;

/// What a kind of event has besides 種類, 対象 and 日付, in the order of the trail.
struct Keys {
    kind: EventKind,
    /// Under which key those stand who did it.
    by: Option<&'static str>,
    /// Whom it was done to, unless somebody is named.
    to: Option<&'static str>,
    signed: bool,
    /// How it was done, unless it is said.
    method: Option<&'static str>,
    /// Whether it is about one text of the paper, whose 版 belongs to it.
    versioned: bool,
}

const KEYS: [Keys; 10] = [
    Keys { kind: EventKind::Visited, by: Some("職員"), to: Some(""), signed: false, method: None, versioned: false },
    Keys {
        kind: EventKind::Explained,
        by: Some("説明者"),
        to: Some("保護者"),
        signed: false,
        method: Some("対面"),
        versioned: true,
    },
    Keys { kind: EventKind::Consented, by: None, to: None, signed: true, method: Some("書面"), versioned: true },
    Keys { kind: EventKind::Refused, by: None, to: None, signed: true, method: Some(""), versioned: true },
    Keys { kind: EventKind::Revoked, by: None, to: None, signed: false, method: None, versioned: false },
    Keys {
        kind: EventKind::Delivered,
        by: None,
        to: Some("保護者"),
        signed: false,
        method: Some("書面"),
        versioned: true,
    },
    Keys { kind: EventKind::Received, by: None, to: Some(""), signed: false, method: Some(""), versioned: false },
    Keys { kind: EventKind::Shared, by: Some("職員"), to: None, signed: false, method: None, versioned: false },
    Keys { kind: EventKind::Informed, by: None, to: Some(""), signed: false, method: Some(""), versioned: false },
    Keys { kind: EventKind::Submitted, by: None, to: Some(""), signed: false, method: Some("書面"), versioned: true },
];

fn keys_of(kind: EventKind) -> &'static Keys {
    KEYS.iter().find(|keys| keys.kind == kind).expect("internal: every kind has its keys")
}

/// The lines that a request means for one paper.
///
/// # Errors
/// When something is named that nobody is or has, or that none of the events takes, and when somebody has to be named.
pub fn lines(
    directory: &Directory<'_>,
    target: TrailTarget<'_>,
    request: &TrailRequest,
) -> Result<Vec<TrailLine>, Obstacle> {
    fits(request)?;
    let parts = target.document.paper().parts();
    let main = target.part.or_else(|| parts.first().copied());
    known_sheets(request, target.document, &parts)?;
    let mut lines = Vec::new();
    for kind in &request.kinds {
        let keys = keys_of(*kind);
        let writer = Writer { directory, document: target.document, request, keys };
        lines.push(writer.line(main)?);
        if keys.signed && request.schedules && target.part.is_none() {
            for part in parts.iter().filter(|part| part.schedule.is_some()) {
                lines.push(writer.line(Some(*part))?);
            }
        }
    }
    Ok(lines)
}

struct Writer<'w> {
    directory: &'w Directory<'w>,
    document: &'w Document,
    request: &'w TrailRequest,
    keys: &'w Keys,
}

impl Writer<'_> {
    fn line(&self, part: Option<Part<'_>>) -> Result<TrailLine, Obstacle> {
        let request = self.request;
        let target = part.map_or_else(|| self.document.id(), |part| part.target(self.document));
        let mut line = TrailLine::default()
            .text("種類", self.keys.kind.label())
            .text("対象", target)
            .text("日付", request.date.to_string());
        line = match self.keys.by {
            Some("説明者") => line.maybe("説明者", self.explainer()?),
            Some(key) => line.list(key, self.staff()?),
            None => line,
        };
        line = line.list("相手", self.recipients());
        if self.keys.signed {
            line = line.text("署名者", self.signer()?);
        }
        line = line.maybe("方法", self.method()).maybe("版", self.version(part));
        line = line.maybe("場所", self.own(request.place.as_ref(), EventKind::Visited));
        if matches!(self.keys.kind, EventKind::Consented | EventKind::Delivered) {
            line =
                line.maybe("承諾日", request.agreed.map(|day| day.to_string())).maybe("証跡", request.evidence.clone());
        }
        if let (true, [name, relation, reason]) = (self.keys.signed, request.proxy.as_slice()) {
            let written = [("氏名", name), ("続柄", relation), ("理由", reason)];
            line = line.map("代筆", written.map(|(key, text)| (key, text.clone())).to_vec());
        }
        if let (EventKind::Revoked, Some((kind, day))) = (self.keys.kind, request.mistaken) {
            let of = |key: &'static str, value: Option<String>| value.map(|value| (key, value));
            let recipient = request.recipients.iter().flat_map(|(_, words)| words.first().cloned()).next();
            let told = [
                of("種類", Some(kind.label().to_owned())),
                of("日付", day.map(|day| day.to_string())),
                of("相手", recipient),
                of("署名者", request.signer.clone()),
            ];
            line = line.map("取り消す記録", told.into_iter().flatten().collect());
        }
        Ok(line.maybe("理由", request.reason.clone()).maybe("備考", request.note.clone()))
    }

    fn own<'v>(&self, value: Option<&'v String>, kind: EventKind) -> Option<&'v String> {
        value.filter(|_| self.keys.kind == kind)
    }

    /// The member of staff who explained: who is named, else who made the paper.
    fn explainer(&self) -> Result<Option<String>, Obstacle> {
        match self.request.by.as_slice() {
            [] => Ok(author(self.document)),
            [one] => member(self.directory, one).map(Some),
            _ => Err(Obstacle::new("説明者は一人です", "--by には一人だけを書いてください")),
        }
    }

    /// The members of staff who were there, or now know of it.
    fn staff(&self) -> Result<Vec<String>, Obstacle> {
        let named = [&self.request.staff[..], &self.request.by[..]].concat();
        if !named.is_empty() {
            return named.iter().map(|word| member(self.directory, word)).collect();
        }
        match self.keys.kind {
            EventKind::Visited => Ok(author(self.document).into_iter().collect()),
            kind => Err(Obstacle::new(
                format!("{}した職員が分かりません", kind.label()),
                "--職員 mori,kato のように、職員の id か氏名を「,」で並べて書いてください",
            )),
        }
    }

    fn recipients(&self) -> Vec<String> {
        let Some(usual) = self.keys.to else { return Vec::new() };
        let named = self.request.recipients.iter().filter(|(kind, _)| kind.is_none_or(|kind| kind == self.keys.kind));
        let named: Vec<String> = named.flat_map(|(_, words)| words.iter().cloned()).collect();
        let mut to = match named.is_empty() {
            true => [usual].into_iter().filter(|usual| !usual.is_empty()).map(str::to_owned).collect(),
            false => named,
        };
        // Who has no guardian is told, signs and is handed the sheet in person.
        if self.directory.child().guardians.is_empty() && !self.directory.child().guardians.is_unread() {
            to.iter_mut().filter(|word| *word == "保護者").for_each(|word| "本人".clone_into(word));
        }
        let told = self.request.child_told && self.keys.kind == EventKind::Explained;
        to.extend(["本人".to_owned()].into_iter().filter(|_| told));
        let mut seen = Vec::new();
        to.retain(|word| {
            !seen.contains(word) && {
                seen.push(word.clone());
                true
            }
        });
        to
    }

    /// Who signed: who is named, else the one guardian who does; without a guardian the person.
    fn signer(&self) -> Result<String, Obstacle> {
        if let Some(name) = &self.request.signer {
            return Ok(name.clone());
        }
        let child = self.directory.child();
        let all: Vec<&String> = child.guardians.iter().filter_map(|guardian| guardian.name.get()).collect();
        let signs = child.guardians.iter().filter(|guardian| guardian.signs.get() == Some(&true));
        let marked: Vec<&String> = signs.filter_map(|guardian| guardian.name.get()).collect();
        let own = child.name.get().filter(|_| child.guardians.is_empty() && !child.guardians.is_unread());
        match (marked.as_slice(), all.as_slice(), own) {
            ([only], ..) | ([], [only], _) => Ok((*only).clone()),
            (_, [], Some(only)) => Ok(only.clone()),
            _ => Err(Obstacle::new(
                "署名した人が分かりません",
                match all.as_slice() {
                    [] => "--署名者 氏名 を書いてください".to_owned(),
                    all => {
                        let names: Vec<&str> = all.iter().map(|name| name.as_str()).collect();
                        format!("--署名者 氏名 を書いてください。child.yaml の保護者: {}", names.join("、"))
                    }
                },
            )),
        }
    }

    fn method(&self) -> Option<String> {
        let usual = self.keys.method?;
        let named = self.request.methods.iter().find(|(kind, _)| kind.is_none_or(|kind| kind == self.keys.kind));
        named.map(|(_, word)| word.clone()).or_else(|| (!usual.is_empty()).then(|| usual.to_owned()))
    }

    /// The 版 that is printed on the signed sheet, else that of today.
    fn version(&self, part: Option<Part<'_>>) -> Option<String> {
        let part = part.filter(|_| self.keys.versioned)?;
        let schedule = part.schedule_name();
        let printed = self.request.signed.iter().find(|sheet| sheet.schedule == schedule || self.is_only(sheet, part));
        Some(printed.map_or_else(|| part.content.version(), |sheet| sheet.version.clone()))
    }

    /// Whether a 版 without a name is that of the one 別表 which is meant alone.
    fn is_only(&self, sheet: &SignedSheet, part: Part<'_>) -> bool {
        sheet.schedule.is_none() && part.schedule.is_some() && !self.request.schedules
    }
}

/// The member of staff who made a paper.
fn author(document: &Document) -> Option<String> {
    match document.paper().author().1.get()? {
        TextOr::Text(id) => Some(id.clone()),
        TextOr::Record(person) => person.staff.get().cloned(),
    }
}

/// Every 版 that is named is that of a sheet which there is.
fn known_sheets(request: &TrailRequest, document: &Document, parts: &[Part<'_>]) -> Result<(), Obstacle> {
    for sheet in &request.signed {
        let Some(name) = &sheet.schedule else { continue };
        if !parts.iter().any(|part| part.schedule_name().as_ref() == Some(name)) {
            let known: Vec<String> = parts.iter().filter_map(Part::schedule_name).collect();
            return Err(Obstacle::new(
                format!("{} に別表「{name}」はありません", document.id()),
                if known.is_empty() {
                    "この文書に別表はありません".to_owned()
                } else {
                    format!("ある別表: {}", known.join("、"))
                },
            ));
        }
    }
    Ok(())
}

/// Every option belongs to one of the events, and to which of them is plain.
fn fits(request: &TrailRequest) -> Result<(), Obstacle> {
    let takes = |has: &dyn Fn(&Keys) -> bool| request.kinds.iter().filter(|kind| has(keys_of(**kind))).count();
    let named = |has: &dyn Fn(&Keys) -> bool| {
        let labels: Vec<&str> = KEYS.iter().filter(|keys| has(keys)).map(|keys| keys.kind.label()).collect();
        labels.join("・")
    };
    type TrailOption<'a> = (&'a str, bool, &'a dyn Fn(&Keys) -> bool);
    let options: [TrailOption<'_>; 9] = [
        ("--by", !request.by.is_empty(), &|keys| keys.by.is_some()),
        ("--職員", !request.staff.is_empty(), &|keys| keys.by == Some("職員")),
        ("--相手", !request.recipients.is_empty(), &|keys| keys.to.is_some()),
        ("--本人", request.child_told, &|keys| keys.kind == EventKind::Explained),
        ("--署名者", request.signer.is_some(), &|keys| keys.signed),
        ("--代筆", !request.proxy.is_empty(), &|keys| keys.signed),
        ("--方法", !request.methods.is_empty(), &|keys| keys.method.is_some()),
        ("--版", !request.signed.is_empty(), &|keys| keys.versioned),
        ("--場所", request.place.is_some(), &|keys| keys.kind == EventKind::Visited),
    ];
    // Of a line that is taken back they say which it is.
    let tells_which = |option: &str| request.mistaken.is_some() && matches!(option, "--相手" | "--署名者");
    for (option, given, has) in options {
        if given && takes(has) == 0 && !tells_which(option) {
            return Err(Obstacle::new(
                format!("{option} は {} に書くものです", named(has)),
                "種類を確かめるか、このオプションを除いてください",
            ));
        }
    }
    let unclear = |option: &str, example: &str| {
        Obstacle::new(
            format!("{option} が、どの種類の記録のものか分かりません"),
            format!("{option} {example} のように、種類を付けてください"),
        )
    };
    if request.recipients.iter().any(|(kind, _)| kind.is_none()) && takes(&|keys| keys.to.is_some()) > 1 {
        return Err(unclear("--相手", "交付=保護者,学校"));
    }
    if request.methods.iter().any(|(kind, _)| kind.is_none()) && takes(&|keys| keys.method.is_some()) > 1 {
        return Err(unclear("--方法", "交付=電子"));
    }
    let stray = request.recipients.iter().map(|(kind, _)| kind).chain(request.methods.iter().map(|(kind, _)| kind));
    if let Some(kind) = stray.flatten().find(|kind| !request.kinds.contains(kind)) {
        let label = kind.label();
        return Err(Obstacle::new(
            format!("{label} は、記録する種類の中にありません"),
            format!("初めの言葉に {label} を加えるか、{label}=… を除いてください"),
        ));
    }
    Ok(())
}
