//! What a shape calls an id is looked up by the rules: one that nobody has is said.

use super::Kind;
use super::written::{DAY, Written, fields, shown};
use crate::driver::Project;
use shien::case::FileKind;
use shien::record::{Referent, Scalar, Shape};

/// An id that nothing has.
const NOBODY: &str = "zz-9";

/// Where people and organisations are named of whom a rule looks up only the id that stands by itself. One that is
/// written out is printed as it is written.
const WRITTEN_OUT: [&str; 12] = [
    "作成者",
    "実施者",
    "議長",
    "記録者",
    "説明者",
    "相手",
    "提供機関",
    "提供事業者",
    "聞き取り.事業所",
    "聞き取り.職員",
    "記入者",
    "対応者",
];

/// Whether no rule looks up the id in a field, by the last words of its path.
/// Those of them whose 職員 is looked up all the same.
const LOOKED_UP: [&str; 7] = ["作成者", "実施者", "議長", "記録者", "聞き取り.職員", "記入者", "対応者"];

fn is_passed_over(path: &str) -> bool {
    let Some((around, field)) = path.rsplit_once('.') else { return false };
    let is_in = |owner: &str| around == owner || around.ends_with(&format!(".{owner}"));
    match field {
        "職員" => WRITTEN_OUT.into_iter().any(is_in) && !LOOKED_UP.into_iter().any(is_in),
        "所属" => WRITTEN_OUT.into_iter().any(is_in) || is_in("担当者"),
        // An office that is written out prints on the form of the document.
        "様式" => is_in("事業所"),
        _ => false,
    }
}

/// What a text of a field is, also in a list of texts.
fn text(shape: &Shape) -> Option<Scalar> {
    match shape {
        Shape::Value(scalar) | Shape::Either { text: scalar, .. } => Some(*scalar),
        Shape::List(inner) | Shape::OneOrMore(inner) => text(inner),
        Shape::Choice(_) | Shape::Record(_) | Shape::Map(_) => None,
    }
}

/// The code of what is said of an id that nothing has.
fn code(referent: Referent) -> &'static str {
    match referent {
        Referent::FormPack => "form-unknown",
        _ => "reference-unknown",
    }
}

/// A plan that holds, on the form of its office.
fn holding(plan: &Kind) -> Written {
    let full = plan.full().without(&["様式"]);
    if plan.name == "plan" { full.with(&["状態"], Written::text("確定")) } else { full }
}

#[test]
fn an_id_that_nothing_has_is_said() {
    let kinds = Kind::all();
    let of = |wanted: &str| kinds.iter().find(|kind| kind.name == wanted).expect("a kind");
    // A form that nobody has, so that nothing is printed.
    let office = of("office.yaml").full().with(&["様式"], Written::text("mypack"));
    let project = Project::new().remove("cases").remove("templates");
    let mut project = project.file("cases/office.yaml", of("office.yaml").text(&office));
    let mut expected = Vec::new();
    for kind in &kinds {
        let Some(file @ (FileKind::Child | FileKind::Events | FileKind::Document(_))) = kind.file else { continue };
        for (path, field) in fields(&kind.shape) {
            let Some(Scalar::Id(referent)) = text(&field.shape) else { continue };
            let folder = format!("c{}", expected.len());
            project = project.file(&format!("cases/{folder}/child.yaml"), "氏名: ほし はな\n");
            // Rows and needs are those of the plans that are named.
            for plan in ["plan", "consult-plan"].map(of) {
                let own = plan.file.expect("a file of the cases");
                project = project.file(&format!("cases/{}", own.path(&folder, DAY)), plan.text(&holding(plan)));
            }
            let written = kind.full().with_text(&path, field, NOBODY);
            project = project.file(&format!("cases/{}", file.path(&folder, DAY)), kind.text(&written));
            // What a day names is judged by the plan of that day.
            let code = if kind.name == "record" && referent == Referent::SupportRow {
                "record-row-unknown"
            } else {
                code(referent)
            };
            expected.push((kind.name, shown(&path), code, folder));
        }
    }
    let all = project.check_print().all();
    let is_said = |code: &str, folder: &str| {
        let below = format!("cases/{folder}/");
        all.iter().any(|finding| {
            let words = format!("{} {}", finding.message, finding.help);
            finding.file.starts_with(&below) && finding.code == code && words.contains(NOBODY)
        })
    };
    assert!(expected.len() > 100, "{} ids", expected.len());
    let wrong: Vec<_> = expected
        .iter()
        .filter(|(_, path, code, folder)| is_said(code, folder) == is_passed_over(path))
        .map(|(kind, path, ..)| format!("{kind} {path}"))
        .collect();
    assert!(wrong.is_empty(), "looked up or not, and not as the list says: {wrong:#?}");
}
