//! The form a document prints on: whether there is one, and whether its edition was in force.

use super::facts::{Facts, Ground};
use super::judges::Judges;
use super::rule::{Check, Group, Reporter, Rule};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::forms::{BOXES, paper_titles};
use crate::record::{Node, Spanned, Value, nearest};
use std::slice;

pub(super) static UNKNOWN: Rule = Rule {
    code: Code::FORM_UNKNOWN,
    summary: "使う様式がない",
    explanation: include_str!("form-unknown.md"),
    checks: &[Check::Paper(check_unknown)],
    names_letters: true,
    ..Rule::BASE
};

pub(super) static EXPIRED: Rule = Rule {
    code: Code::new("form-expired"),
    group: Group::Print,
    severity: Severity::Warning,
    summary: "作成日にはまだ、またはもう有効でない様式で印刷される",
    explanation: include_str!("form-expired.md"),
    checks: &[Check::Paper(check_expired)],
    ..Rule::BASE
};

pub(super) static BOLD_MISSING: Rule = Rule {
    code: Code::new("bold-missing"),
    group: Group::Print,
    severity: Severity::Info,
    summary: "様式の書体に太字がなく、太い字は別の書体で刷られる",
    explanation: include_str!("bold-missing.md"),
    judges: Judges::own(&[]),
    checks: &[Check::Office(check_bold)],
    ..Rule::BASE
};

pub(super) static BOX_UNPRINTED: Rule = Rule {
    code: Code::new("box-unprinted"),
    group: Group::Print,
    severity: Severity::Info,
    summary: "使う様式に欄がなく、印刷されない内容がある",
    explanation: include_str!("box-unprinted.md"),
    judges: Judges { kinds: &["plan"], ..Judges::ALL },
    checks: &[Check::Paper(check_boxes)],
    ..Rule::BASE
};

/// Papers that nobody knows, for which a form is named in `office.yaml`.
pub(super) fn papers_of_office(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let tree = &ground.organisation.tree;
    unknown_papers(tree, reporter);
    if let Some(Node { value: Value::List(offices), .. }) = tree.get("事業所") {
        offices.iter().for_each(|office| unknown_papers(office, reporter));
    }
}

/// The same in `child.yaml`.
pub(super) fn papers_of_child(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    unknown_papers(&facts.child.tree, reporter);
}

fn unknown_papers(tree: &Node, reporter: &mut Reporter<'_>) {
    let Some(Node { value: Value::Map(forms), .. }) = tree.get("様式") else { return };
    let known = paper_titles();
    for entry in forms.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
        let help = match nearest(&entry.key, known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("様式を選べる文書: {}", known.join("、")),
        };
        let message = format!("`様式` の `{}` という文書はありません", entry.key);
        reporter.report(entry.key_span.place(), message).help = Some(help);
    }
}

/// Families of type that packs ask for, as they are written.
fn families<'a>(ground: &Ground<'a>) -> impl Iterator<Item = &'a Spanned<String>> {
    ground.packs.iter().flat_map(|pack| {
        let of_documents = pack.manifest.documents.values().filter_map(|entry| entry.get()?.look.get());
        pack.manifest.look.get().into_iter().chain(of_documents).flat_map(|look| look.families.iter())
    })
}

/// Families that neither the program nor the project has.
pub(super) fn unknown_families(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let known = ground.fonts.families();
    for family in families(ground).filter(|family| !known.contains(&family.value)) {
        let help = match nearest(&family.value, known.iter().map(String::as_str)) {
            Some(near) => format!("`{near}` ではありませんか。使える書体: {}", known.join("、")),
            None => format!("書体のファイルを fonts/ に置いてください。使える書体: {}", known.join("、")),
        };
        let message = format!("書体 `{}` がありません", family.value);
        reporter.report(family.span.place(), message).help = Some(help);
    }
}

/// Families that are there without a bold face.
fn check_bold(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let known = |family: &&Spanned<String>| ground.fonts.families().contains(&family.value);
    for family in families(ground).filter(known) {
        let name = &family.value;
        if let Some(other) = ground.fonts.bold_families(slice::from_ref(name)).first() {
            let message = format!("書体 `{name}` に太字がなく、題名などの太い字は `{other}` で刷られます");
            let help = format!("字の形をそろえるには、`{name}` の太字(Bold)のファイルを fonts/ に置いてください");
            reporter.report(family.span.place(), message).help = Some(help);
        }
    }
}

fn check_boxes(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Ok(form) = facts.form(document) else {
        return;
    };
    for name in BOXES {
        let Some(entry) = document.tree.entry(name).filter(|entry| !entry.node.is_blank()) else { continue };
        if !form.boxes.contains(name) {
            let message = format!("`{name}` は様式 `{}` に欄がなく、印刷されません", form.packs[0]);
            let help = format!("印刷するには、欄のある様式を使うか、pack.yaml の 任意欄 に {name} を加えてください");
            reporter.report(entry.key_span.place(), message).help = Some(help);
        }
    }
}

fn check_unknown(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if let Err(none) = facts.form(document) {
        // What is wrong with the pack itself is said there.
        if none.cause.is_none() {
            reporter.report(none.place, none.message).help = Some(none.help);
        }
    }
}

fn check_expired(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Ok(form) = facts.form(document) else {
        return;
    };
    let (Some(period), Some(date)) = (&form.period, document.date) else { return };
    if !period.contains(date) {
        let message =
            format!("様式 `{}` の有効期間({})に作成日 {date} が入りません", form.packs[0], period.to_wareki());
        let help = "この日に有効な様式を 様式: で選ぶか、pack.yaml の 有効期間 と 旧版 を見直してください".to_owned();
        reporter.report(document.place(None), message).help = Some(help);
    }
}
