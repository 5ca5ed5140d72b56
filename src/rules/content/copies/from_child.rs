//! A plan with another child's texts.
//!
//! Of each child a few marks of each text are kept, so that nobody is held against everybody; who shares some is compared.

use super::super::super::companion::Companion;
use super::super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::super::head;
use super::likeness::{Letters, names, passage};
use crate::case::plan::{SupportKind, SupportPlan, SupportRow};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity, slashed};
use crate::record::{Field, Spanned};
use crate::source::{Place, Span};
use crate::value::Text;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("copied-from-child"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "計画の文が、ほかの児童の計画とほとんど同じになっている",
    explanation: include_str!("../copied-from-child.md"),
    certainty: Certainty::Verified,
    checks: &[Check::Together { marks, least: LEAST, most: MOST, compare }],
    ..Rule::BASE
};

/// How many marks two children have in common where one was copied from: a text leaves six, and one or two may come from
/// phrases of the trade.
const LEAST: usize = 3;
/// With how many others a child is held against: where many have the same text, three of them say enough.
const MOST: usize = 3;
/// How many further places of a copy are shown.
const SHOWN: usize = 3;
/// From which likeness on a text is the other one.
const COPY: f64 = 0.85;
/// Letters from which on a text is somebody's own: a short common sentence may be written for two children.
const ENOUGH: usize = 25;

/// A text of a plan that has to be this child's own.
struct OwnText<'a> {
    name: &'static str,
    text: &'a str,
    span: Span,
    /// Where it is shown to those who read of another child: beside the text, which may name this one.
    beside: Beside<'a>,
}

/// What stands beside a text.
#[derive(Clone, Copy)]
enum Beside<'a> {
    /// The day of its plan.
    Day(&'a Document, Option<Span>),
    /// The head of its row.
    Row(&'a Spanned<SupportRow>),
}

impl Beside<'_> {
    fn place(self) -> Place {
        match self {
            Self::Day(document, span) => document.place(span),
            Self::Row(row) => head(row),
        }
    }
}

/// The texts of a plan: the wishes, the policy, the goals, and the rows of 本人支援. How an office works with families, schools
/// and clinics may well be one thing for many children.
fn texts(document: &Document) -> Vec<OwnText<'_>> {
    let Model::Plan(plan) = &document.model else { return Vec::new() };
    let day = Beside::Day(document, plan.date.span());
    let mut texts = Vec::new();
    let mut own = |name, field, beside| texts.extend(own_text(name, field, beside));
    if let Some(wishes) = plan.wishes.get() {
        own("本人の意向", &wishes.child, day);
        own("家族の意向", &wishes.family, day);
    }
    own("総合的な支援の方針", &plan.policy, day);
    plan.long_goal.get().into_iter().for_each(|goal| own("長期目標", &goal.text, day));
    plan.short_goal.get().into_iter().for_each(|goal| own("短期目標", &goal.text, day));
    for row in plan.rows.iter().filter(|row| row.kind.get() == Some(&SupportKind::Child)) {
        own("支援目標", &row.goal, Beside::Row(row));
        own("支援内容", &row.content, Beside::Row(row));
    }
    texts
}

fn own_text<'a>(name: &'static str, field: &'a Field<Text>, beside: Beside<'a>) -> Option<OwnText<'a>> {
    let (text, span) = field.spanned()?;
    Some(OwnText { name, text: text.as_str(), span, beside })
}

/// The plans of a child that speak for themselves, each with its texts that are long enough and their letters.
fn compared<'a>(child: &Companion<'a>) -> Vec<(&'a Document, ComparedTexts<'a>)> {
    let plans: Vec<&Document> = own_plans(child).collect();
    let letters = child.notes.letters.get_or_init(|| {
        let names = names(&child.child.value);
        let letters = |text: &OwnText<'_>| Letters::of(text.text, &names);
        plans.iter().map(|plan| texts(plan).iter().map(letters).collect()).collect()
    });
    let with_letters = |(plan, letters): (&'a Document, &'a Vec<Letters>)| {
        let texts = texts(plan).into_iter().zip(letters);
        (plan, texts.filter(|(_, letters)| letters.len() >= ENOUGH).collect())
    };
    plans.into_iter().zip(letters).map(with_letters).collect()
}

/// Some texts, each with its letters.
type ComparedTexts<'a> = Vec<(OwnText<'a>, &'a Letters)>;

fn marks(child: &Companion<'_>) -> Vec<u64> {
    compared(child).iter().flat_map(|(_, texts)| texts).flat_map(|(_, letters)| letters.marks()).collect()
}

/// The plans that were made here and still speak for themselves.
fn own_plans<'a>(child: &Companion<'a>) -> impl Iterator<Item = &'a Document> {
    let is_draft_of = |draft: &Document, plan: &SupportPlan| plan.draft.get() == Some(&draft.name);
    let plans = child.plans;
    plans.iter().copied().filter(move |document| {
        let later = plans.iter().filter_map(|other| match &other.model {
            Model::Plan(plan) if !std::ptr::eq(*other, *document) => Some(plan),
            _ => None,
        });
        !document.broken && !later.into_iter().any(|plan| is_draft_of(document, plan))
    })
}

fn compare(own: &Companion<'_>, other: &Companion<'_>, reporter: &mut Reporter<'_>) {
    let names = |one: &Companion<'_>, another: &Companion<'_>| {
        one.child.value.siblings.iter().any(|sibling| sibling.value == another.id)
    };
    // Brothers and sisters, twins above all, have like goals in good practice.
    if names(own, other) || names(other, own) {
        return;
    }
    let theirs = compared(other);
    for (document, written) in compared(own) {
        for (plan, original) in theirs.iter().filter(|(plan, _)| is_later((document, own.id), (*plan, other.id))) {
            report(&written, (*plan, original), reporter);
        }
    }
}

/// Whether the first plan was made after the second, of which it is then the copy. What was made on one day is told by one
/// of the two only.
fn is_later(own: (&Document, &str), other: (&Document, &str)) -> bool {
    (own.0.date, own.1) > (other.0.date, other.1)
}

fn report(own: &ComparedTexts<'_>, other: (&Document, &ComparedTexts<'_>), reporter: &mut Reporter<'_>) {
    let (document, theirs) = other;
    let copied = own.iter().filter_map(|(text, letters)| {
        let original = theirs.iter().find(|(other, their)| other.name == text.name && letters.is_like(their, COPY));
        original.map(|(original, _)| (text, original))
    });
    let copied: Vec<_> = copied.collect();
    let Some((first, original)) = copied.first() else { return };
    let others = match copied.len() {
        1 => String::new(),
        all => format!("(ほか {} か所)", all - 1),
    };
    let path = slashed(document.source.path());
    let message = format!("{}が、ほかの児童の計画({path})とほとんど同じ文です{others}", first.name);
    let finding = reporter.report(first.span.place(), message);
    let quoted = passage(first.text, original.text);
    finding.related.push((original.beside.place(), format!("この{}と同じところ: 「{quoted}」", original.name)));
    finding
        .related
        .extend(copied[1..].iter().take(SHOWN).map(|(text, _)| (text.span.place(), "ここも同じです".to_owned())));
    finding.help = Some(
        "この児童のアセスメントと本人の言葉に合わせて書き直してください。きょうだいで同じ目標に取り組むなら、child.yaml の `きょうだい` に書くと何も言いません"
            .to_owned(),
    );
}
