//! One document's form, after inheritance: what the nearest pack says, then the packs it stands on.

use super::extra::Extra;
use super::limits;
use super::look::SheetLook;
use super::manifest::{DocumentEntry, LeftOutEntry, Order, PaperSize, WordingTable};
use super::pack::Pack;
use super::rating::Ratings;
use super::week::{Misplaced, WeekSheet};
use crate::record::{Field, List, TextOr};
use std::collections::{BTreeMap, BTreeSet};

/// The form on which a document prints.
#[derive(Debug, Clone)]
pub struct Form {
    /// The packs it was made of, nearest first.
    pub packs: Vec<String>,
    /// The edition of the nearest pack.
    pub edition: Option<String>,
    /// 有効期間 of that edition as written, for the finding `form-expired`.
    pub period: Option<crate::value::Period>,
    /// The title as printed.
    pub title: String,
    /// 様式番号.
    pub number: Option<String>,
    /// The paper.
    pub paper: PaperSize,
    /// The template's name for the loader: `pack/file`.
    pub template: String,
    /// Rows a page.
    pub rows: Option<u32>,
    /// Fields required beyond the law.
    pub required: Vec<String>,
    /// Boxes of the model that are printed.
    pub boxes: BTreeSet<String>,
    /// Boxes that a document may have and this form does not.
    pub unprinted: Vec<String>,
    /// Whether who signs it says to have got a copy.
    pub consent_delivers: bool,
    /// Whether a weekday of the 別表 may have two ranges of hours.
    pub two_ranges: bool,
    /// Boxes of its own.
    pub extras: Vec<Extra>,
    /// Sizes by name.
    pub sizes: BTreeMap<String, u32>,
    /// Its further sheets by name.
    pub sheets: BTreeMap<String, Sheet>,
    /// Which side of a 新旧対照表 stands first.
    pub order: Order,
    /// Labels.
    pub wording: Wording,
    /// How its sheets look.
    pub look: SheetLook,
    /// Its 週間計画表.
    pub week: WeekSheet,
    /// The words of 評価.
    pub ratings: Ratings,
    /// Whether what its packs say of it could be read in part alone: then nothing can be said of what is not on it.
    pub is_doubtful: bool,
}

/// A further sheet of a document.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The title as printed.
    pub title: String,
    /// 様式番号.
    pub number: Option<String>,
    /// The paper.
    pub paper: PaperSize,
}

/// Which words a municipality prints for a label of the standard form.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    labels: BTreeMap<String, String>,
    words: Vec<(String, String)>,
}

impl Wording {
    /// Takes over what a nearer 表記 says.
    fn extend(&mut self, nearer: Option<&WordingTable>) {
        let Some(nearer) = nearer else { return };
        let own = |(label, own): (&String, &Field<String>)| Some((label.clone(), own.get()?.clone()));
        self.labels.extend(nearer.labels.iter().filter_map(own));
        self.words.extend(nearer.words.iter().filter_map(own));
    }

    /// The label as this municipality prints it.
    #[must_use]
    pub fn label(&self, standard: &str) -> String {
        if let Some(own) = self.labels.get(standard) {
            return own.clone();
        }
        let mut label = String::new();
        let mut rest = standard;
        while let Some(letter) = rest.chars().next() {
            let (printed, length) = match self.word_at(rest) {
                Some((word, own)) => (own.as_str(), word.len()),
                None => (&rest[..letter.len_utf8()], letter.len_utf8()),
            };
            label.push_str(printed);
            rest = &rest[length..];
        }
        label
    }

    /// The longest word that a text begins with, and what is printed instead: so a word that stands for itself
    /// (障害支援区分) keeps a shorter one in it (障害) from being replaced.
    fn word_at(&self, text: &str) -> Option<&(String, String)> {
        let here = self.words.iter().filter(|(word, _)| !word.is_empty() && text.starts_with(word.as_str()));
        // Of two entries of one word the nearer pack's, which comes later, is right.
        here.max_by_key(|(word, _)| word.len())
    }

    /// The ways in which a label may be printed, without white space: as itself, and as the own words for each label
    /// that begins with it and goes on in brackets.
    #[must_use]
    pub fn printed(&self, standard: &str) -> Vec<String> {
        let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        let is_own = |label: &str| {
            bare(label).strip_prefix(standard).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '（']))
        };
        let own = self.labels.iter().filter(|(label, _)| is_own(label)).map(|(_, own)| bare(own));
        own.chain([bare(&self.label(standard))]).collect()
    }
}

impl Form {
    /// The form of a document over a chain of packs, nearest first; none where no pack has the document.
    pub(super) fn resolve(chain: &[&Pack], title: &str, service: Option<&str>) -> Option<Self> {
        let entries: Vec<(&Pack, &DocumentEntry)> =
            chain.iter().filter_map(|pack| Some((*pack, pack.manifest.documents.get(title)?.get()?))).collect();
        let template =
            entries.iter().find_map(|(pack, entry)| Some(format!("{}/{}", pack.id, entry.template.get()?)))?;
        let mut form = Self {
            packs: chain.iter().map(|pack| pack.id.clone()).collect(),
            edition: chain.first().and_then(|pack| pack.manifest.edition.get().cloned()),
            period: chain.first().and_then(|pack| pack.manifest.period.get().filter(|own| !own.is_reversed()).cloned()),
            title: entries
                .iter()
                .find_map(|(_, entry)| printed_title(entry, service))
                .unwrap_or_else(|| title.to_owned()),
            number: entries.iter().find_map(|(_, entry)| entry.number.get().cloned()),
            paper: entries.iter().find_map(|(_, entry)| entry.paper.get().copied()).unwrap_or(PaperSize::Portrait),
            template,
            rows: entries
                .iter()
                .find_map(|(_, entry)| entry.rows.get().copied().filter(|rows| limits::may_have_rows(*rows))),
            required: Vec::new(),
            boxes: BTreeSet::new(),
            // Of the nearest form alone: one with more boxes than the form it stands on says so by a shorter list.
            unprinted: entries
                .iter()
                .find(|(_, entry)| !entry.unprinted.is_empty())
                .map(|(_, entry)| entry.unprinted.iter().map(|path| path.value.clone()).collect())
                .unwrap_or_default(),
            consent_delivers: entries
                .iter()
                .find_map(|(_, entry)| entry.consent_delivers.get().copied())
                .unwrap_or_default(),
            two_ranges: entries.iter().find_map(|(_, entry)| entry.two_ranges.get().copied()).unwrap_or_default(),
            extras: Vec::new(),
            sizes: BTreeMap::new(),
            sheets: BTreeMap::new(),
            order: entries.iter().find_map(|(_, entry)| entry.order.get().copied()).unwrap_or_default(),
            wording: Wording::default(),
            look: SheetLook::default(),
            week: WeekSheet::default(),
            ratings: entries.iter().find_map(|(_, entry)| Ratings::of(&entry.ratings)).unwrap_or_default(),
            is_doubtful: chain.iter().any(|pack| pack.doubt.is_on(title)),
        };
        // Lists add up from the standard to the nearest pack; tables are overridden key by key.
        for (_, entry) in entries.iter().rev() {
            if let Some(left_out) = entry.left_out.get() {
                form.leave_out(left_out);
            }
            form.required.extend(entry.required.iter().map(|path| path.value.clone()));
            form.boxes.extend(entry.boxes.iter().map(|name| name.value.clone()));
            for extra in entry.extras.iter().filter_map(|extra| Extra::of(&extra.value)) {
                form.extras.retain(|own| own.name != extra.name || own.rows != extra.rows);
                form.extras.push(extra);
            }
            form.week.extend(entry.week.get());
            let heights = entry.sizes.iter().filter_map(|(name, size)| Some((name.clone(), *size.get()?)));
            form.sizes.extend(heights.filter(|(_, height)| limits::may_be_high(*height)));
        }
        for pack in chain.iter().rev() {
            let of_document = pack.manifest.documents.get(title).and_then(Field::get);
            form.wording.extend(pack.manifest.wording.get());
            form.wording.extend(of_document.and_then(|entry| entry.wording.get()));
            form.look.extend(pack.manifest.look.get());
            form.look.extend(of_document.and_then(|entry| entry.look.get()));
        }
        // What has no place in the right column is printed where the other boxes are.
        let (extras, wording) = (&form.extras, &form.wording);
        form.week.further.retain(|name| Misplaced::judge(name, extras, &wording.label(name)).is_none());
        form.title = form.wording.label(&form.title);
        form.sheets = sheets(&entries, &form.wording);
        Some(form)
    }

    /// The names under which something of it can be left out by a pack that stands on it.
    pub(super) fn removable(&self, key: &str) -> Vec<&str> {
        match key {
            "任意欄" => self.boxes.iter().map(String::as_str).collect(),
            "必須" => self.required.iter().map(String::as_str).collect(),
            _ => self.extras.iter().map(|extra| extra.name.as_str()).collect(),
        }
    }

    fn leave_out(&mut self, entry: &LeftOutEntry) {
        let has = |list: &List<String>, name: &str| list.iter().any(|own| own.value == name);
        self.boxes.retain(|name| !has(&entry.boxes, name));
        self.required.retain(|path| !has(&entry.required, path));
        self.extras.retain(|extra| !has(&entry.extras, &extra.name));
    }
}

/// The further sheets: what the nearest pack says of each, then the packs it stands on.
fn sheets(entries: &[(&Pack, &DocumentEntry)], wording: &Wording) -> BTreeMap<String, Sheet> {
    let names: BTreeSet<&String> = entries.iter().flat_map(|(_, entry)| entry.sheets.keys()).collect();
    let one = |name: &String| {
        let said: Vec<_> = entries.iter().filter_map(|(_, entry)| entry.sheets.get(name)?.get()).collect();
        let title = said.iter().find_map(|sheet| sheet.title.get()).unwrap_or(name);
        Sheet {
            title: wording.label(title),
            number: said.iter().find_map(|sheet| sheet.number.get().cloned()),
            paper: said.iter().find_map(|sheet| sheet.paper.get().copied()).unwrap_or(PaperSize::Landscape),
        }
    };
    names.into_iter().map(|name| (name.clone(), one(name))).collect()
}

fn printed_title(entry: &DocumentEntry, service: Option<&str>) -> Option<String> {
    match entry.title.get()? {
        TextOr::Text(title) => Some(title.clone()),
        TextOr::Record(by_service) => {
            service.and_then(|service| by_service.get(service)).or_else(|| by_service.get("その他")).cloned()
        }
    }
}
