//! What has to stand on the paper: every single value of a document, as a reader finds it there, and the few values of
//! other files that its head shows.
//!
//! The values come from the record itself, as [`crate::tree`] takes it apart, and not from what the templates are
//! given: what the context forgets is missing on the paper too. What no form prints is a closed list (`unprinted`); what
//! a form has no box for, its pack says (`印刷しない`).

use super::appearance::{Appearance, Expected};
use super::people::People;
use super::tags::{self, Mark, Tag};
use super::unprinted::{self, Reworded};
use super::{Subject, WrittenText, attendance, carried, extras, heads, provided};
use crate::case::party::ManagerSignature;
use crate::case::provision::ProvidedDay;
use crate::case::{Document, Model};
use crate::forms::{Extra, ExtraType, chosen_words};
use crate::record::TextOr;
use crate::source::{Place, Span};
use crate::tree::{Branch, FilledBox, Leaf, RecordKind, WordTree, of_document};
use crate::value::Date;
use std::collections::BTreeMap;

/// What has to stand on the paper of a document.
/// `strips` is what the strip of each row of a モニタリング記録 says.
pub(super) fn expected(
    subject: Subject<'_>,
    people: &People<'_>,
    texts: &[WrittenText],
    strips: Vec<Option<String>>,
) -> Vec<Expected> {
    let by_place = texts
        .iter()
        .filter(|text| text.place.source().path() == subject.document.source.path())
        .map(|text| ((text.place.span().start, text.place.span().end), text.number));
    let mut walk = ExpectedWalk {
        subject,
        people,
        texts: by_place.collect(),
        path: String::new(),
        strips,
        row: None,
        inner: false,
        rows: 0,
        kind: None,
        found: Vec::new(),
    };
    walk.tree(&of_document(subject.document));
    let mut found = walk.found;
    found.extend(texts.iter().filter_map(|text| carried::text(subject, text)));
    found.extend(heads::required(subject));
    found.extend(heads::labelled(subject));
    found.extend(provided::heads(subject, people));
    found.extend(attendance::expected(subject, people));
    found
}

impl Subject<'_> {
    pub(super) fn expects(self, path: String, place: Place, form: Appearance) -> Expected {
        let left_out = unprinted::left_out(self.document, self.form, &path);
        let tags = tags::of(self.document.kind.id, self.form, &path);
        Expected { left_out, tags, ..Expected::new(path, place, form) }
    }

    /// The same of what a form may do without; none where its kind of paper has no label for it.
    pub(super) fn may_expect(self, path: &str, place: Place, form: Appearance) -> Option<Expected> {
        let expected = self.expects(path.to_owned(), place, form);
        let known = !expected.tags.is_empty() || matches!(expected.form, Appearance::Edge { .. });
        known.then_some(Expected { labelled: true, ..expected })
    }
}

/// A day as a sheet of a month may say it.
fn day_words(leaf: &Leaf) -> Vec<String> {
    let short = |day: &Date| vec![day.to_wareki(), day.to_short_wareki(), day.to_month_and_day()];
    if let Leaf::Date(day) = leaf { short(day) } else { vec![leaf.shown()] }
}

fn shown(entry: &FilledBox) -> String {
    entry.tree.leaf().map(Leaf::shown).unwrap_or_default()
}

/// The column of the week in which a day stands.
fn column(day: &WordTree) -> String {
    let day = day.leaf().map(Leaf::shown).unwrap_or_default();
    if day == "祝" { "日".to_owned() } else { day }
}

struct ExpectedWalk<'a> {
    subject: Subject<'a>,
    people: &'a People<'a>,
    texts: BTreeMap<(u32, u32), usize>,
    path: String,
    /// What the strip of each row of a モニタリング記録 says.
    strips: Vec<Option<String>>,
    /// The row of the outermost list, and how many there were.
    row: Option<usize>,
    rows: usize,
    /// In an entry of a list within the row.
    inner: bool,
    /// 項目 of the row before.
    kind: Option<String>,
    found: Vec<Expected>,
}

impl ExpectedWalk<'_> {
    /// 気づき of the records, which a row of a モニタリング記録 shows.
    fn strip(&self, index: usize, row: &WordTree) -> Option<Expected> {
        let told = self.strips.get(index).filter(|_| self.path == "支援")?.clone()?;
        let place = self.subject.document.place(row.span);
        Some(self.subject.expects("支援.気づき".to_owned(), place, Appearance::Pictured(told)))
    }

    fn tree(&mut self, tree: &WordTree) {
        match &tree.value {
            Branch::Leaf(leaf) => self.leaf(leaf, tree.span),
            // A 別表 is a sheet of its own.
            Branch::List(items) if self.row.is_some() || self.path == "別表" => {
                for item in items {
                    self.inner = self.row.is_some() && item.leaf().is_none();
                    self.tree(item);
                }
                self.inner = false;
            }
            Branch::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.rows += 1;
                    self.row = Some(self.rows);
                    self.tree(item);
                    let carried = carried::row(self.subject, &self.path, index, item);
                    let strip = self.strip(index, item);
                    self.found.extend(carried.into_iter().chain(strip).map(|own| Expected { row: self.row, ..own }));
                    if self.path.is_empty() {
                        self.found.extend(provided::day(self.subject, self.rows - 1));
                    }
                }
                self.row = None;
            }
            Branch::Record { kind: RecordKind::WeeklyEntry, boxes } => self.entry(tree, boxes),
            Branch::Record { kind: RecordKind::AddOn, boxes } => self.add_on(tree, boxes),
            Branch::Record { kind: RecordKind::Plain | RecordKind::Week, boxes } => {
                for entry in boxes {
                    if !self.struck(tree, entry) {
                        self.within(&entry.word, |walk| walk.tree(&entry.tree));
                    }
                }
            }
        }
    }

    /// Goes into a box.
    fn within(&mut self, word: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(word);
        visit(self);
        self.path.truncate(length);
    }

    /// Whether a form leaves the box out because of what is written beside or in it: 優先順位 of what is no 本人支援, the
    /// name that is signed by hand, フォーマル as the common case.
    fn struck(&self, row: &WordTree, entry: &FilledBox) -> bool {
        let kind = || row.get("項目").and_then(WordTree::leaf);
        self.path == "支援" && entry.word == "優先順位" && kind().is_some_and(|kind| kind.shown() != "本人支援")
            || self.path.is_empty() && entry.word == "作成者" && self.signed_by_hand()
            || self.path == "ニーズ.サービス" && entry.word == "区分" && shown(entry) == "フォーマル"
            || self.path.is_empty() && self.is_said_above(row, entry)
    }

    /// Whether a day of a month names the office or the service that an earlier day names: both stand at the head of the
    /// sheet.
    fn is_said_above(&self, day: &WordTree, entry: &FilledBox) -> bool {
        let Model::Provision(month) = &self.subject.document.model else { return false };
        let own = |word: &str| day.get(word).and_then(WordTree::leaf).map(Leaf::shown);
        let is_same = |earlier: &ProvidedDay| {
            earlier.office.get().cloned() == own("事業所") && earlier.service.get().cloned() == own("サービス")
        };
        let before = self.row.map_or(0, |row| row - 1);
        ["事業所", "サービス"].contains(&entry.word.as_ref()) && month.days.iter().take(before).any(|day| is_same(day))
    }

    /// Whether 児童発達支援管理責任者氏名 is left for a signature.
    fn signed_by_hand(&self) -> bool {
        let Subject { document, organisation, .. } = self.subject;
        let office = document.office().and_then(|id| organisation.office(id));
        matches!(document.model, Model::Plan(_))
            && office.and_then(|office| office.manager_signature.get()) == Some(&ManagerSignature::ByHand)
    }

    fn leaf(&mut self, leaf: &Leaf, span: Option<Span>) {
        if let (Some((name, false)), Leaf::Word(text)) = (unprinted::added(&self.path), leaf)
            && self.extra_type(name) == Some(ExtraType::Several)
        {
            chosen_words(text).into_iter().for_each(|word| self.add(Appearance::Chosen(word.to_owned()), span));
            return;
        }
        let form = match leaf {
            Leaf::Text(text) if text.trim().is_empty() => return,
            // A text that the context does not know is found nowhere.
            Leaf::Text(text) => match span.and_then(|span| self.texts.get(&(span.start, span.end))) {
                Some(number) => Appearance::Text(*number),
                None => Appearance::Words(vec![text.trim().to_owned()]),
            },
            leaf if matches!(self.subject.document.model, Model::Plan(_)) && self.path == "支援.項目" => {
                self.kind(leaf)
            }
            leaf => self.short(leaf, span),
        };
        self.add(form, span);
        if let Leaf::Name(id) = leaf {
            self.role(id, span);
        }
    }

    /// 職種 of a member of staff, where the form sets it in brackets behind the name.
    fn role(&mut self, id: &str, span: Option<Span>) {
        let person = self.people.person(&TextOr::Text(id.to_owned()));
        let Some(word) = person.role else { return };
        let form = Appearance::Behind { value: String::new(), opener: format!("{}(", person.name), word };
        let expected = self.subject.may_expect(&self.path, self.subject.document.place(span), form);
        self.found.extend(expected.map(|own| Expected { row: self.row, ..own }));
    }

    /// 項目 of a row, which rows of the same kind that follow each other may have in common.
    fn kind(&mut self, leaf: &Leaf) -> Appearance {
        let shown = leaf.shown();
        match self.kind.replace(shown.clone()) {
            Some(before) if before == shown => Appearance::Shared(shown),
            _ => Appearance::Words(vec![shown]),
        }
    }

    fn short(&self, leaf: &Leaf, span: Option<Span>) -> Appearance {
        if let Some((name, _)) = unprinted::added(&self.path) {
            return self.extra(name, leaf, span);
        }
        match unprinted::answer(self.subject.document.kind.id, &self.path) {
            Some(Reworded::Chosen) => return Appearance::Chosen(leaf.shown()),
            Some(Reworded::Ticked) => return Appearance::Ticked(leaf.shown()),
            Some(Reworded::YesNo) => {
                let word = if *leaf == Leaf::Flag(true) { "有" } else { "無" };
                return Appearance::Chosen(word.to_owned());
            }
            Some(Reworded::With(before, after)) => {
                return Appearance::Words(vec![format!("{before}{}{after}", leaf.shown())]);
            }
            Some(Reworded::Behind(label)) => {
                let label = self.subject.form.wording.label(label);
                return Appearance::Words(vec![format!("{label}：{}", leaf.shown())]);
            }
            Some(Reworded::Label) => {
                return Appearance::Words(vec![self.subject.form.wording.label(&leaf.shown()), leaf.shown()]);
            }
            Some(Reworded::MonthAndDay) => return Appearance::Words(day_words(leaf)),
            Some(Reworded::Office) => return Appearance::Words(vec![self.office(leaf)]),
            Some(Reworded::Paper) => return Appearance::Words(self.paper(leaf)),
            None => {}
        }
        Appearance::Words(match leaf {
            Leaf::Name(id) => vec![self.person(id)],
            // One of 立場, 所属 and 職種 alone is told as 立場, and 所属 may be an id.
            Leaf::Word(id)
                if self.path.ends_with("職員") || self.path.ends_with("所属") || self.path.ends_with("立場") =>
            {
                vec![self.person(id)]
            }
            Leaf::Date(date) => vec![date.to_wareki(), date.to_short_wareki()],
            Leaf::Word(word) => vec![super::named(self.subject.case, word), leaf.shown(), word.clone()],
            Leaf::Hours(hours) => vec![leaf.shown(), hours.to_string()],
            leaf => vec![leaf.shown()],
        })
    }

    /// The name behind an id, or the name itself.
    fn person(&self, id: &str) -> String {
        let written = TextOr::Text(id.to_owned());
        match self.people.organisation_name(&written) {
            name if name == id => self.people.person(&written).name,
            name => name,
        }
    }

    fn office(&self, leaf: &Leaf) -> String {
        let id = leaf.shown();
        let office = self.people.directory.organisation().office(&id);
        office.and_then(|office| office.name.get()).cloned().unwrap_or(id)
    }

    /// A document that is named: by its own id, or by its date.
    fn paper(&self, leaf: &Leaf) -> Vec<String> {
        let Leaf::Word(name) = leaf else { return vec![leaf.shown()] };
        let plan = self.subject.case.plan_of(self.subject.document);
        let date = plan.and_then(|plan| plan.date).map(Date::to_wareki);
        plan.map(Document::id).into_iter().chain(date).chain([leaf.shown(), name.clone()]).collect()
    }

    /// A box of the municipality's own. In a row nothing is circled or ticked.
    fn extra(&self, name: &str, leaf: &Leaf, span: Option<Span>) -> Appearance {
        let word = match leaf {
            Leaf::Word(word) => word.clone(),
            leaf => leaf.shown(),
        };
        let of_row = unprinted::added(&self.path).is_some_and(|(_, of_row)| of_row);
        match self.extra_type(name) {
            Some(ExtraType::Text) => match span.and_then(|span| self.texts.get(&(span.start, span.end))) {
                Some(number) => Appearance::Text(*number),
                None => Appearance::Words(vec![word]),
            },
            Some(kind @ (ExtraType::YesNo | ExtraType::Choice)) if !of_row => {
                Appearance::Chosen(extras::printed(kind, &word))
            }
            Some(kind) => Appearance::Words(vec![extras::printed(kind, &word), word]),
            None => Appearance::Words(vec![word]),
        }
    }

    fn extra_type(&self, name: &str) -> Option<ExtraType> {
        let of_row = unprinted::added(&self.path).is_some_and(|(_, of_row)| of_row);
        let own = |extra: &&Extra| extra.name == name && extra.rows.is_some() == of_row;
        self.subject.form.extras.iter().find(own).map(|extra| extra.kind)
    }

    /// 加算 of a row: `専門的支援実施加算(月2回)`.
    fn add_on(&mut self, tree: &WordTree, entries: &[FilledBox]) {
        let shown = |word: &str| tree.get(word).and_then(WordTree::leaf).map(Leaf::shown);
        let words = match (shown("名称"), shown("頻度")) {
            (Some(name), Some(frequency)) => format!("{name}({frequency})"),
            (name, frequency) => name.or(frequency).unwrap_or_default(),
        };
        self.add(Appearance::Words(vec![words]), entries.first().and_then(|entry| entry.tree.span));
    }

    /// An entry of the week: its days by the pictures of its blocks, its words in each block, or in the list below.
    fn entry(&mut self, tree: &WordTree, entries: &[FilledBox]) {
        let hours = tree.get("時間").and_then(WordTree::leaf).map(Leaf::shown);
        let days = tree.get("曜日").map(WordTree::items).unwrap_or_default();
        let blocks: Vec<(String, String)> =
            hours.iter().flat_map(|hours| days.iter().map(|day| (column(day), hours.clone()))).collect();
        let tag = |(day, hours): &(String, String)| Tag {
            mark: Mark::Block,
            labels: vec![format!("{day} {hours}")],
            everywhere: true,
            question: Vec::new(),
        };
        for entry in entries {
            let first = self.found.len();
            if entry.word == "曜日" && hours.is_some() {
                for (day, (own, hours)) in days.iter().zip(&blocks) {
                    let block = Appearance::Block { day: own.clone(), hours: hours.clone() };
                    self.within("曜日", |walk| walk.add(block, day.span.or(entry.tree.span)));
                }
            } else {
                self.within(&entry.word, |walk| walk.tree(&entry.tree));
                for own in &mut self.found[first..] {
                    own.tags.extend(blocks.iter().map(tag));
                }
            }
        }
    }

    fn add(&mut self, form: Appearance, span: Option<Span>) {
        let place = self.subject.document.place(span);
        let expected = self.subject.expects(self.path.clone(), place, form);
        self.found.push(Expected { row: self.row, inner: self.inner, ..expected });
    }
}
