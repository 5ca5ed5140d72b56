//! What has to stand on the paper: every single value of a document, as a reader finds it there, and the few values of
//! other files that its head shows.
//!
//! The values come from the record itself, as [`crate::tree`] takes it apart, and not from what the templates are
//! given: what the context forgets is missing on the paper too. What no form prints is a closed list (`unprinted`); what
//! a form has no box for, its pack says (`印刷しない`).

use super::consult;
use super::people::People;
use super::tags::{self, Tag};
use super::unprinted::{self, Answer};
use super::{Subject, Written};
use crate::case::party::ManagerSignature;
use crate::case::{Document, Model};
use crate::forms::ExtraType;
use crate::record::{Field, TextOr};
use crate::source::{Place, Span};
use crate::tree::{Branch, FilledBox, Leaf, RecordKind, WordTree, of_document};
use crate::value::Date;
use std::collections::BTreeMap;

/// A value that has to stand on the paper.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The boxes in which it stands: `支援.支援目標`.
    pub path: String,
    /// Where it is written.
    pub place: Place,
    /// How it is found.
    pub form: Appearance,
    /// The entry of the lists of what is not printed by which it need not stand there.
    pub left_out: Option<String>,
    /// The labels of its box.
    pub tags: Vec<Tag>,
    /// Which row of a list it is of; all values of a row have the same number.
    pub row: Option<usize>,
}

/// How a value is found on the paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Appearance {
    /// As the text with this number.
    Text(usize),
    /// As one of these words, of which the first is the usual one.
    Words(Vec<String>),
    /// As all the words of a box, or of a line in it.
    Whole(String),
    /// Chosen among printed words: the picture that circles it says so.
    Chosen(String),
    /// With a tick before it, or named in brackets.
    Ticked(String),
    /// In the week's grid: a block on this day with these hours, which its picture says.
    Block {
        /// 月 … 日.
        day: String,
        /// `14:30～17:30`.
        hours: String,
    },
}

/// What has to stand on the paper of a document.
pub(super) fn expected(subject: Subject<'_>, people: &People<'_>, texts: &[Written]) -> Vec<Expected> {
    let by_place = texts
        .iter()
        .filter(|text| text.place.source().path() == subject.document.source.path())
        .map(|text| ((text.place.span().start, text.place.span().end), text.number));
    let mut walk =
        Walk { subject, people, texts: by_place.collect(), path: String::new(), row: None, rows: 0, found: Vec::new() };
    walk.tree(&of_document(subject.document));
    let mut found = walk.found;
    found.extend(texts.iter().filter_map(|text| carried(subject, text)));
    found.extend(heads(subject));
    found
}

/// A text of another file: the goals of the plan that a record looks back on.
fn carried(subject: Subject<'_>, text: &Written) -> Option<Expected> {
    if text.place.source().path() == subject.document.source.path() {
        return None;
    }
    let path = format!("計画.{}", text.field);
    Some(subject.expects(path, text.place.clone(), Appearance::Text(text.number)))
}

impl Subject<'_> {
    fn expects(self, path: String, place: Place, form: Appearance) -> Expected {
        let left_out = unprinted::left_out(self.document, self.form, &path);
        let tags = tags::of(self.document.kind.id, self.form, &path);
        Expected { path, place, form, left_out, tags, row: None }
    }
}

fn shown(entry: &FilledBox) -> String {
    entry.tree.leaf().map(Leaf::shown).unwrap_or_default()
}

struct Walk<'a> {
    subject: Subject<'a>,
    people: &'a People<'a>,
    texts: BTreeMap<(u32, u32), usize>,
    path: String,
    /// The row of the outermost list, and how many there were.
    row: Option<usize>,
    rows: usize,
    found: Vec<Expected>,
}

impl Walk<'_> {
    fn tree(&mut self, tree: &WordTree) {
        match &tree.value {
            Branch::Leaf(leaf) => self.leaf(leaf, tree.span),
            // A 別表 is a sheet of its own.
            Branch::List(items) if self.row.is_some() || self.path == "別表" => {
                items.iter().for_each(|item| self.tree(item))
            }
            Branch::List(items) => {
                for item in items {
                    self.rows += 1;
                    self.row = Some(self.rows);
                    self.tree(item);
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
    }

    /// Whether 児童発達支援管理責任者氏名 is left for a signature.
    fn signed_by_hand(&self) -> bool {
        let Subject { document, organisation, .. } = self.subject;
        let office = document.office().and_then(|id| organisation.office(id));
        matches!(document.model, Model::Plan(_))
            && office.and_then(|office| office.manager_signature.get()) == Some(&ManagerSignature::ByHand)
    }

    fn leaf(&mut self, leaf: &Leaf, span: Option<Span>) {
        let form = match leaf {
            Leaf::Text(text) if text.trim().is_empty() => return,
            // A text that the context does not know is found nowhere.
            Leaf::Text(text) => match span.and_then(|span| self.texts.get(&(span.start, span.end))) {
                Some(number) => Appearance::Text(*number),
                None => Appearance::Words(vec![text.trim().to_owned()]),
            },
            leaf => self.short(leaf, span),
        };
        self.add(form, span);
    }

    fn short(&self, leaf: &Leaf, span: Option<Span>) -> Appearance {
        if let Some(name) = self.path.strip_prefix("追加.") {
            return self.extra(name, leaf, span);
        }
        match unprinted::answer(self.subject.document.kind.id, &self.path) {
            Some(Answer::Chosen) => return Appearance::Chosen(leaf.shown()),
            Some(Answer::Ticked) => return Appearance::Ticked(leaf.shown()),
            Some(Answer::YesNo) => {
                let word = if *leaf == Leaf::Flag(true) { "有" } else { "無" };
                return Appearance::Chosen(word.to_owned());
            }
            Some(Answer::With(before, after)) => {
                return Appearance::Words(vec![format!("{before}{}{after}", leaf.shown())]);
            }
            Some(Answer::Office) => return Appearance::Words(vec![self.office(leaf)]),
            Some(Answer::Paper) => return Appearance::Words(self.paper(leaf)),
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
            Leaf::Word(word) => vec![leaf.shown(), word.clone()],
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

    /// A box of the municipality's own.
    fn extra(&self, name: &str, leaf: &Leaf, span: Option<Span>) -> Appearance {
        let word = match leaf {
            Leaf::Word(word) => word.clone(),
            leaf => leaf.shown(),
        };
        match self.subject.form.extras.iter().find(|extra| extra.name == name).map(|extra| extra.kind) {
            Some(ExtraType::Text) => match span.and_then(|span| self.texts.get(&(span.start, span.end))) {
                Some(number) => Appearance::Text(*number),
                None => Appearance::Words(vec![word]),
            },
            Some(ExtraType::YesNo | ExtraType::Choice) => Appearance::Chosen(word),
            Some(ExtraType::Date) => {
                Appearance::Words(word.parse().ok().map(Date::to_wareki).into_iter().chain([word]).collect())
            }
            None => Appearance::Words(vec![word]),
        }
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

    /// An entry of the week: its days by the pictures of its blocks, its words in a block or in the list below.
    fn entry(&mut self, tree: &WordTree, entries: &[FilledBox]) {
        let hours = tree.get("時間").and_then(WordTree::leaf).map(Leaf::shown);
        for entry in entries {
            match (entry.word.as_ref(), &hours) {
                ("曜日", Some(hours)) => {
                    for day in entry.tree.items() {
                        let label = day.leaf().map(Leaf::shown).unwrap_or_default();
                        let day_span = day.span.or(entry.tree.span);
                        let day = if label == "祝" { "日".to_owned() } else { label };
                        let block = Appearance::Block { day, hours: hours.clone() };
                        self.within("曜日", |walk| walk.add(block, day_span));
                    }
                }
                _ => self.within(&entry.word, |walk| walk.tree(&entry.tree)),
            }
        }
    }

    fn add(&mut self, form: Appearance, span: Option<Span>) {
        let place = self.subject.document.place(span);
        let expected = self.subject.expects(self.path.clone(), place, form);
        self.found.push(Expected { row: self.row, ..expected });
    }
}

/// The values of other files that the head of a paper shows.
fn heads(subject: Subject<'_>) -> Vec<Expected> {
    let Subject { case, document, .. } = subject;
    let child = &case.child.value;
    let own = |place| case.child.place(place);
    let text = |field: &Field<String>| field.get().cloned();
    let signs = child.guardians.iter().find(|guardian| guardian.signs.get() == Some(&true));
    let guardian = signs.or_else(|| child.guardians.iter().next());
    let certificate = consult::day_certificate(child, document.date);
    let one = |(path, words, place): (&str, Option<String>, Place)| {
        let words = words.filter(|words| !words.trim().is_empty())?;
        let shown = unprinted::shows(document.kind.id, path);
        shown.then(|| subject.expects(path.to_owned(), place, Appearance::Words(vec![words])))
    };
    let heads = [
        ("児童.氏名", text(&child.name), own(child.name.span())),
        ("児童.通称", text(&child.known_as), own(child.known_as.span())),
        ("児童.ふりがな", text(&child.reading), own(child.reading.span())),
        ("児童.生年月日", child.born.get().map(|date| date.to_wareki()), own(child.born.span())),
        ("児童.性別", text(&child.sex), own(child.sex.span())),
        ("児童.障害または疾患名", text(&child.condition), own(child.condition.span())),
        ("児童.障害支援区分", text(&child.support_category), own(child.support_category.span())),
        ("児童.住所", text(&child.address), own(child.address.span())),
        ("児童.電話", text(&child.phone), own(child.phone.span())),
        ("児童.FAX", text(&child.fax), own(child.fax.span())),
        ("児童.医療的ケア", super::care(child), own(child.medical.span())),
        ("保護者.氏名", guardian.and_then(|one| text(&one.name)), own(guardian.and_then(|one| one.name.span()))),
        (
            "保護者.続柄",
            guardian.and_then(|one| text(&one.relation)),
            own(guardian.and_then(|one| one.relation.span())),
        ),
        (
            "受給者証.番号",
            certificate.and_then(|one| text(&one.number)),
            own(certificate.and_then(|one| one.number.span())),
        ),
    ];
    heads.into_iter().filter_map(one).chain(relatives(subject)).collect()
}

/// 家族 and 関係機関, on the paper that shows them.
fn relatives(subject: Subject<'_>) -> Vec<Expected> {
    let child = &subject.case.child;
    let one = |path: &str, field: &Field<String>| {
        let words = field.get().filter(|words| !words.trim().is_empty())?;
        let shown = unprinted::shows(subject.document.kind.id, path);
        let form = Appearance::Words(vec![words.clone()]);
        shown.then(|| subject.expects(path.to_owned(), child.place(field.span()), form))
    };
    let family = child.value.family.iter().flat_map(|relative| {
        [
            ("続柄", &relative.relation),
            ("氏名", &relative.name),
            ("職業", &relative.occupation),
            ("備考", &relative.note),
        ]
        .map(|(word, field)| one(&format!("家族.{word}"), field))
    });
    let partners = child.value.partners.iter().flat_map(|partner| {
        [("名称", &partner.name), ("担当", &partner.contact), ("電話", &partner.phone), ("役割", &partner.role)]
            .map(|(word, field)| one(&format!("関係機関.{word}"), field))
    });
    family.chain(partners).flatten().collect()
}
