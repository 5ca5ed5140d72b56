//! The sheets that no file of a child is for: フェイスシート and 受給者証 out of child.yaml, the わかりやすい版 out of a plan.

use super::super::folded;
use super::super::furigana::Readings;
use super::easy::{EasyReader, EasyWriter, heading_readings};
use super::labels::Labels;
use super::people::People;
use super::text::Places;
use super::words::WordsWriter;
use super::{Context, DocumentContext, Printing, child_context, form_context};
use crate::case::medical::Medical;
use crate::case::party::Organisation;
use crate::case::{Case, Document, FileKind};
use crate::directory::Directory;
use crate::forms::Form;
use crate::timeline::{Consent, Timeline};
use crate::tree;
use crate::value::{Date, Grade};
use minijinja::value::{Serde, Value};
use std::collections::BTreeMap;

/// Where 医療的ケア stands.
const CARE: &str = "医療.医療的ケア";

/// What a sheet is made of.
#[derive(Debug, Clone, Copy)]
pub struct SheetSubject<'a> {
    /// The child's folder.
    pub case: &'a Case,
    /// All offices.
    pub organisation: &'a Organisation,
    /// The form.
    pub form: &'a Form,
    /// The day on which it holds.
    pub day: Date,
    /// `face`, as its file is named.
    pub id: &'a str,
}

/// Builds the context of a sheet out of child.yaml: `words` are the words of that file.
#[must_use]
pub fn build_child_sheet(subject: SheetSubject<'_>, printing: &Printing) -> Context {
    let SheetSubject { case, organisation, form, day, .. } = subject;
    let people = People { directory: Directory::new(organisation, case), day: Some(day) };
    let mut places = Places::of_sheet();
    let mut writer = WordsWriter {
        people: &people,
        form,
        source: &case.child.source,
        places: &mut places,
        made: case
            .child
            .value
            .medical
            .get()
            .and_then(Medical::care_line)
            .map(|line| (CARE, line))
            .into_iter()
            .collect(),
        found: Vec::new(),
        path: String::new(),
    };
    let words = writer.value(FileKind::Child.shape(), Some(&tree::of(&case.child.value)));
    let expected = writer.found;
    let labels = Labels::default();
    let mut root = root(subject, printing, &labels);
    root.insert("words", words);
    root.insert("document", Value::from(Serde(document(subject, printing, subject.id.to_owned(), false))));
    let (places, texts) = places.into_parts();
    Context { root: Value::from(root), places, texts, expected, labels }
}

/// Builds the context of a わかりやすい版: `easy` is what the plan says, with readings over the kanji.
#[must_use]
pub fn build_easy_sheet(
    subject: SheetSubject<'_>,
    plan: &Document,
    reader: EasyReader,
    readings: &Readings,
    printing: &Printing,
) -> Context {
    let SheetSubject { case, organisation, .. } = subject;
    let people = People { directory: Directory::new(organisation, case), day: plan.date };
    let timeline = Timeline::new(case, &people.directory);
    let born = case.child.value.born.get().copied();
    let grade = plan.date.zip(born).map(|(day, born)| Grade::on(day, born));
    let before_school = matches!(grade, Some(Grade::Preschool(_)));
    let writer = EasyWriter { people: &people, readings, document: plan, form: subject.form, before_school };
    let labels = Labels::default();
    let mut root = root(subject, printing, &labels);
    root.insert("reading", heading_readings(readings, subject.form));
    let (easy, expected) = writer.sheet(reader);
    root.insert("easy", easy);
    let is_open =
        plan.paper().parts().first().is_none_or(|part| !matches!(timeline.consent(plan, part), Consent::Given(_)));
    let id = format!("{} {}", subject.id, plan.id());
    root.insert("document", Value::from(Serde(document(subject, printing, id, is_open))));
    Context { root: Value::from(root), places: Vec::new(), texts: Vec::new(), expected, labels }
}

fn root(subject: SheetSubject<'_>, printing: &Printing, labels: &Labels) -> BTreeMap<&'static str, Value> {
    let mut root: BTreeMap<&'static str, Value> = BTreeMap::new();
    root.insert("label", labels.function(subject.form.wording.clone()));
    if !printing.folded.is_empty() {
        root.insert(folded::NAME, Value::from_object(printing.folded.clone()));
    }
    root.insert("form", Value::from(Serde(form_context(subject.form, false))));
    root.insert("child", Value::from(Serde(child_context(&subject.case.child.value, Some(subject.day)))));
    root
}

fn document<'a>(subject: SheetSubject<'a>, printing: &'a Printing, id: String, is_open: bool) -> DocumentContext<'a> {
    let SheetSubject { case, form, day, .. } = subject;
    let watermark = is_open.then_some("原案");
    DocumentContext {
        child: &case.id,
        id,
        title: form.title.clone(),
        name: case.child.value.name.get().cloned().unwrap_or_default(),
        dated: format!("{}現在", day.to_wareki()),
        date: day.to_wareki(),
        version: None,
        watermark,
        states: watermark.into_iter().collect(),
        missing: Vec::new(),
        families: &printing.families,
        variants: &printing.variants,
    }
}
