//! The contract with template authors: every value that a template can use, made from the model, never the model itself.
//!
//! A template sees `form`, `document`, `child`, `office`, `extras`, the function `label`, and under the kind's id
//! (`plan`, `record`, …) the document; on the
//! 相談支援 side `applicant`, and `basic`, `consultation`, `report` or `meeting`. Dates are 和暦; what is not written is `none`.

mod appearance;
mod assessment;
mod attendance;
mod carried;
mod compared;
mod comparison;
mod consult;
mod drawings;
mod easy;
mod expected;
mod extras;
mod heads;
mod interview;
mod labels;
mod log;
mod meeting;
mod monitoring;
mod people;
mod plan;
mod progress;
mod provided;
mod record;
mod sheet;
mod signers;
mod specialist;
mod tags;
mod text;
mod unprinted;
mod words;

pub use appearance::{Appearance, Expected, OTHERS};
pub use easy::EasyReader;
pub use labels::Labels;
pub use log::{LogAddOn, LogCounts, LogCover, LogCoverLine, LogPages, LogPlan, LogRow, LogRuleCount, LogSheet, LogUse};
pub use sheet::{SheetSubject, build_child_sheet, build_easy_sheet};
pub use tags::{Mark, Tag};
pub use text::WrittenText;
pub use unprinted::{LINKS, OPTIONAL};

use super::folded::{self, Folded};
use crate::case::child::Child;
use crate::case::medical::Medical;
use crate::case::paper::State;
use crate::case::party::{Office, Organisation};
use crate::case::{Case, Document, Model, mark_of};
use crate::compare::Comparison;
use crate::directory::Directory;
use crate::forms::{BOXES, Form, Order, Sheet, WeekStep};
use crate::record::{Field, TextOr};
use crate::source::Place;
use crate::timeline::Timeline;
use crate::tree::Leaf;
use crate::value::{Age, Date, Grade};
use minijinja::value::{Serde, Value};
use people::People;
use record::RecordWriter;
use serde::Serialize;
use std::collections::BTreeMap;
use text::Places;

/// What the pipeline decides for one print.
#[derive(Debug, Clone, Default)]
pub struct Printing {
    /// Font families, in order.
    pub families: Vec<String>,
    /// Variation sequences that the first family lacks, with the family that has them.
    pub variants: Vec<(String, String)>,
    /// Short values that were folded over lines in their files.
    pub folded: Folded,
    /// Whether the document is printed although something required is missing, and what.
    pub incomplete: Option<Vec<String>>,
    /// Whether it is only looked at: then it is not told what has to stand on it.
    pub only_seen: bool,
}

/// What a document is printed with.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The child's folder.
    pub case: &'a Case,
    /// The document.
    pub document: &'a Document,
    /// All offices.
    pub organisation: &'a Organisation,
    /// The form it prints on.
    pub form: &'a Form,
}

/// `form`.
#[derive(Debug, Serialize)]
struct FormContext<'a> {
    /// The title as printed.
    title: &'a str,
    /// 様式番号, or none.
    number: Option<&'a str>,
    /// `A4縦` or `A4横`.
    paper: &'static str,
    /// Rows a page, or none.
    rows: Option<u32>,
    /// The optional boxes that are printed: name → true or false for every name any pack knows.
    boxes: BTreeMap<&'a str, bool>,
    /// Sizes by name, in points.
    sizes: &'a BTreeMap<String, u32>,
    /// The further sheets of the document by name: 週間計画表 … → title, number, paper.
    sheets: BTreeMap<&'a str, SheetContext<'a>>,
    /// Its 週間計画表.
    week: WeekSheetContext<'a>,
    /// Whether the new side of a 新旧対照表 stands left.
    new_first: bool,
    /// Whether the sentence of consent says that the plan was handed over, too.
    delivers: bool,
}

/// One of `form.sheets`.
#[derive(Debug, Serialize)]
struct SheetContext<'a> {
    title: &'a str,
    number: Option<&'a str>,
    /// `A4縦` or `A4横`.
    paper: &'static str,
}

/// `form.week`.
#[derive(Debug, Serialize)]
struct WeekSheetContext<'a> {
    /// Whether the grid has a line each half hour.
    halves: bool,
    /// The boxes of the municipality's own that stand in its right column; none where no such sheet is printed.
    further: &'a [String],
}

/// `document`.
#[derive(Debug, Serialize)]
struct DocumentContext<'a> {
    /// The child's id.
    child: &'a str,
    /// `plan/2024-03-28`.
    id: String,
    /// The form's title; the running head and the foot of the page begin with it.
    title: String,
    /// The child's name, for the same.
    name: String,
    /// `作成日 令和6年3月28日`, for the same.
    dated: String,
    /// The date in 和暦, or an empty text.
    date: String,
    /// The main sheet's 版, or none where the kind has none.
    version: Option<String>,
    /// 原案, 案, 未完成 or none: what stands across the page.
    watermark: Option<&'static str>,
    /// 原案, 案 and 未完成 as far as they hold: what stands in brackets beside a title that does not say it.
    states: Vec<&'static str>,
    /// What is missing, when 未完成 is printed.
    missing: Vec<String>,
    families: &'a [String],
    variants: &'a [(String, String)],
}

/// `child`.
#[derive(Debug, Serialize)]
struct ChildContext {
    name: String,
    reading: Option<String>,
    /// 通称.
    known_as: Option<String>,
    born: Option<String>,
    /// `8歳`, on the document's date.
    age: Option<String>,
    /// `小2`, on the document's date.
    grade: Option<String>,
    sex: Option<String>,
    condition: Option<String>,
    school: Option<String>,
    /// The first guardian's name.
    guardian: Option<String>,
    /// 医療的ケア on one line, unless it says that there is none.
    care: Option<String>,
}

/// `office`.
#[derive(Debug, Serialize)]
struct OfficeContext {
    name: String,
    number: Option<String>,
    address: Option<String>,
    phone: Option<String>,
}

/// The root of the context and the places that its texts refer to by number.
#[derive(Debug)]
pub struct Context {
    /// What templates see.
    pub root: Value,
    /// Text number → where it stands in the source.
    pub places: Vec<Place>,
    /// The long texts that it holds.
    pub texts: Vec<WrittenText>,
    /// What has to stand on the paper.
    pub expected: Vec<Expected>,
    /// The labels that a template has asked for.
    pub labels: Labels,
}

/// Builds the context of a document.
#[must_use]
pub fn build(subject: Subject<'_>, printing: &Printing) -> Context {
    let Subject { case, document, organisation, form } = subject;
    let people = People { directory: Directory::new(organisation, case), day: document.date };
    let mut places = Places::new(document);
    let mut strips = Vec::new();
    let mut root: BTreeMap<&'static str, Value> = BTreeMap::new();
    let labels = Labels::default();
    root.insert("label", labels.function(form.wording.clone()));
    if !printing.folded.is_empty() {
        root.insert(folded::NAME, Value::from_object(printing.folded.clone()));
    }
    root.insert("form", Value::from(Serde(form_context(form, has_week(&document.model)))));
    root.insert("child", Value::from(Serde(child_context(&case.child.value, document.date))));
    root.insert("office", Value::from(Serde(office_context(organisation, document))));
    if document.is_consult() {
        let header = consult::header(&case.child.value, document, &people);
        root.insert("applicant", Value::from(Serde(header)));
    }
    match &document.model {
        Model::ConsultationBasic(basic) => {
            let context = consult::basic::context(basic, case, &people, &mut places);
            root.insert("basic", Value::from(Serde(context)));
        }
        Model::ConsultationPlan(plan) => {
            let context = consult::plan::context(plan, (document, form), &people, &mut places);
            root.insert("consultation", Value::from(Serde(context)));
        }
        Model::ConsultationMonitoring(report) => {
            let context = consult::monitoring::context(report, (case, form), &people, &mut places);
            root.insert("report", Value::from(Serde(context)));
        }
        Model::Assessment(assessment) => {
            root.insert("assessment", Value::from(Serde(assessment::context(assessment, case, &people, &mut places))));
        }
        Model::Plan(plan) => {
            let office = document.office().and_then(|id| organisation.office(id));
            let context = plan::context(plan, (case, document), (office, form), &people, &mut places);
            root.insert("plan", Value::from(Serde(context)));
        }
        Model::Meeting(meeting) => {
            root.insert("meeting", Value::from(Serde(meeting::context(meeting, case, document, &people, &mut places))));
        }
        Model::Interview(interview) => {
            root.insert("interview", Value::from(Serde(interview::context(interview, &people, &mut places))));
        }
        Model::Monitoring(monitoring) => {
            let timeline = Timeline::new(case, &people.directory);
            let context = monitoring::context(monitoring, case, &timeline, &people, form, &mut places);
            strips = context.strips();
            root.insert("monitoring", Value::from(Serde(context)));
        }
        Model::Provision(month) => {
            let timeline = Timeline::new(case, &people.directory);
            let child = &case.child.value;
            let mut writer = RecordWriter { timeline: &timeline, child, people: &people, places: &mut places };
            root.insert("record", Value::from(Serde(writer.month(month, document))));
        }
        Model::Specialist(plan) => {
            let context = specialist::context(plan, case, &people, &mut places);
            root.insert("specialist", Value::from(Serde(context)));
        }
    }
    let own_boxes = form.extras.iter().filter(|extra| extra.rows.is_none());
    let extras = extras::contexts(own_boxes, document.paper().extra(), &mut places);
    root.insert("extras", Value::from(Serde(extras)));
    let watermark = document.state_word().filter(|_| document.state() == State::Draft);
    let incomplete = printing.incomplete.is_some().then_some("未完成");
    let states: Vec<&'static str> = watermark.into_iter().chain(incomplete).collect();
    let date = document.date_in_words().unwrap_or_default();
    let context = DocumentContext {
        child: &case.id,
        id: document.id(),
        title: form.title.clone(),
        name: case.child.value.name.get().cloned().unwrap_or_default(),
        dated: dated(form, case, document),
        date,
        version: document.version(),
        watermark: states.last().copied(),
        states,
        missing: printing.incomplete.clone().unwrap_or_default(),
        families: &printing.families,
        variants: &printing.variants,
    };
    root.insert("document", Value::from(Serde(context)));
    let expected = match printing.only_seen {
        true => Vec::new(),
        false => expected::expected(subject, &people, places.texts(), strips),
    };
    let (places, texts) = places.into_parts();
    Context { root: Value::from(root), places, texts, expected, labels }
}

/// Builds the context of a 新旧対照表 of an older document and the subject's. With `all` the boxes that are the same are
/// shown too.
#[must_use]
pub fn build_comparison(
    subject: Subject<'_>,
    old: &Document,
    comparison: &Comparison,
    all: bool,
    printing: &Printing,
) -> Context {
    let Subject { case, document, organisation, form } = subject;
    let mut root: BTreeMap<&'static str, Value> = BTreeMap::new();
    let labels = Labels::default();
    root.insert("label", labels.function(form.wording.clone()));
    root.insert("form", Value::from(Serde(form_context(form, false))));
    root.insert("child", Value::from(Serde(child_context(&case.child.value, document.date))));
    root.insert("office", Value::from(Serde(office_context(organisation, document))));
    root.insert(
        "comparison",
        Value::from(Serde(comparison::context(comparison, all, &|word| form.wording.label(word)))),
    );
    let named = |side: &crate::compare::Side| match &side.version {
        Some(version) => format!("{} 版 {version}", side.id),
        None => side.id.clone(),
    };
    let context = DocumentContext {
        child: &case.id,
        id: format!("{} → {}", named(&comparison.old), named(&comparison.new)),
        title: form.title.clone(),
        name: case.child.value.name.get().cloned().unwrap_or_default(),
        dated: comparison::dated(comparison, &|word| form.wording.label(word)),
        date: document.date.map(Date::to_wareki).unwrap_or_default(),
        version: None,
        watermark: None,
        states: Vec::new(),
        missing: Vec::new(),
        families: &printing.families,
        variants: &printing.variants,
    };
    root.insert("document", Value::from(Serde(context)));
    let expected = compared::expected(subject, old, comparison, all);
    Context { root: Value::from(root), places: Vec::new(), texts: Vec::new(), expected, labels }
}

/// Builds the context of the sheets of `log`: `child` is whose they are, in the PDF's own words; `whole` is where what is wrong
/// with them is said.
#[must_use]
pub fn build_log(form: &Form, pages: &LogPages, child: &str, whole: &Place, printing: &Printing) -> Context {
    let mut root: BTreeMap<&'static str, Value> = BTreeMap::new();
    let labels = Labels::default();
    root.insert("label", labels.function(form.wording.clone()));
    root.insert("form", Value::from(Serde(form_context(form, false))));
    root.insert("log", Value::from(Serde(pages)));
    let context = DocumentContext {
        child,
        id: pages.day.clone(),
        title: form.title.clone(),
        name: String::new(),
        dated: pages.day.clone(),
        date: pages.day.clone(),
        version: None,
        watermark: None,
        states: pages.internal.then_some("内部用").into_iter().collect(),
        missing: Vec::new(),
        families: &printing.families,
        variants: &printing.variants,
    };
    root.insert("document", Value::from(Serde(context)));
    let expected = log::expected(pages, whole);
    Context { root: Value::from(root), places: Vec::new(), texts: Vec::new(), expected, labels }
}

/// What the row of a plan with an id is called on paper.
fn row_mark(plan: &Document, id: &Field<String>) -> Option<String> {
    Some(mark_of(plan, id.get()?)?.shown())
}

/// A word; where it names a paper of the child as files do, that paper's name.
fn named(case: &Case, word: &str) -> String {
    case.paper_at(word).map_or_else(|| Leaf::Word(word.to_owned()).shown(), |paper| case.paper_name(paper))
}

/// `作成日 令和6年3月28日`.
fn dated(form: &Form, case: &Case, document: &Document) -> String {
    let date = document.date_in_words().unwrap_or_default() + &case.which_of_day(document).unwrap_or_default();
    format!("{} {date}", form.wording.label(date_label(document)))
}

/// What the date of a document is called on its paper.
fn date_label(document: &Document) -> &'static str {
    match &document.model {
        Model::Meeting(_) => "開催日",
        Model::Assessment(_) | Model::Interview(_) | Model::Monitoring(_) | Model::ConsultationMonitoring(_) => {
            "実施日"
        }
        Model::Provision(_) => "提供月",
        Model::ConsultationBasic(_) | Model::ConsultationPlan(_) | Model::Plan(_) | Model::Specialist(_) => "作成日",
    }
}

/// Words by which 医療的ケア says that there is none.
const NO_CARE: [&str; 5] = ["なし", "無し", "無", "ない", "特になし"];

/// Whether a document's print has a 週間計画表.
fn has_week(model: &Model) -> bool {
    match model {
        Model::ConsultationPlan(_) => true,
        Model::ConsultationMonitoring(report) => report.week.is_set(),
        _ => false,
    }
}

fn form_context(form: &Form, has_week: bool) -> FormContext<'_> {
    FormContext {
        title: &form.title,
        number: form.number.as_deref(),
        paper: form.paper.label(),
        rows: form.rows,
        boxes: BOXES
            .into_iter()
            .map(|name| (name, form.boxes.contains(name)))
            .chain(form.boxes.iter().map(|name| (name.as_str(), true)))
            .collect(),
        sizes: &form.sizes,
        sheets: form.sheets.iter().map(|(name, sheet)| (name.as_str(), sheet_context(sheet))).collect(),
        week: WeekSheetContext {
            halves: form.week.step == WeekStep::HalfHour,
            further: if has_week { &form.week.further } else { &[] },
        },
        new_first: form.order == Order::NewFirst,
        delivers: form.consent_delivers,
    }
}

fn sheet_context(sheet: &Sheet) -> SheetContext<'_> {
    SheetContext { title: &sheet.title, number: sheet.number.as_deref(), paper: sheet.paper.label() }
}

fn child_context(child: &Child, day: Option<Date>) -> ChildContext {
    let born = child.born.get().copied();
    let text = |field: &Field<String>| field.get().cloned();
    let school = child.school.get();
    let (school_name, class, stated_grade) = match school {
        Some(TextOr::Text(name)) => (Some(name.clone()), None, None),
        Some(TextOr::Record(school)) => (text(&school.name), text(&school.class), text(&school.grade)),
        None => (None, None, None),
    };
    let computed = day.zip(born).map(|(day, born)| Grade::on(day, born)).filter(|grade| !grade.is_none());
    let computed = computed.map(|grade| grade.to_string());
    let grade = stated_grade.or(computed);
    let parts: Vec<String> = [school_name, grade.clone(), class].into_iter().flatten().collect();
    ChildContext {
        name: text(&child.name).unwrap_or_default(),
        reading: text(&child.reading),
        known_as: text(&child.known_as),
        born: born.map(Date::to_wareki),
        age: day.zip(born).and_then(|(day, born)| Age::on(day, born)).map(|age| age.to_string()),
        grade,
        sex: text(&child.sex),
        condition: text(&child.condition),
        school: (!parts.is_empty()).then(|| parts.join(" ")),
        guardian: child.guardians.first().and_then(|guardian| text(&guardian.name)),
        care: care(child),
    }
}

/// 医療的ケア on one line, unless it says that there is none.
fn care(child: &Child) -> Option<String> {
    child.medical.get().and_then(Medical::care_line).filter(|care| !NO_CARE.contains(&care.trim()))
}

fn office_context(organisation: &Organisation, document: &Document) -> OfficeContext {
    let known = document.office().and_then(|id| organisation.office(id));
    office_fields(known.or_else(|| document.written_office()))
}

/// What is said of an office; of one that is not known the name is empty.
fn office_fields(office: Option<&Office>) -> OfficeContext {
    let empty = Office::default();
    let office = office.unwrap_or(&empty);
    let text = |field: &Field<String>| field.get().cloned();
    OfficeContext {
        name: text(&office.name).unwrap_or_default(),
        number: text(&office.number),
        address: text(&office.address),
        phone: text(&office.phone),
    }
}
