//! Slips in a template that Typst finds: said in Japanese, at the template's line, also where a function of `lib/` fails when
//! its call is long over.

use super::{MANIFEST, manifest};
use crate::driver::{OFFICE, Project};

const TEMPLATE: &str = "templates/mado/plan.typ.j2";

/// The plan on a template with this in the block `head`.
fn with_head(head: &str) -> Project {
    let template = format!("{{% extends \"standard/plan.typ.j2\" %}}\n{{% block head %}}\n{head}\n{{% endblock %}}\n");
    Project::new()
        .edit(OFFICE, "様式: plain", "様式: {個別支援計画: mado}")
        .file(MANIFEST, manifest("  個別支援計画: {雛形: plan.typ.j2}\n"))
        .file(TEMPLATE, template)
}

#[test]
fn a_slip_within_the_library_is_said_at_the_line_that_calls_it() {
    for (head, line, words) in [
        // At once.
        ("boxes(\n  named(\"花\", 1, 2),\n)", 4, "`named` の中、lib/form.typ の"),
        // When the page is laid out: the second of two calls.
        (
            "boxes(\n  value-cell(fit({{ plan.policy }})),\n  value-cell(fit(\"文\", height: 20pt)),\n)",
            5,
            "`fit` の中、lib/form.typ の",
        ),
        (
            "rows-table(\n  columns: (1, 1),\n  rows: ((cell(\"a\"), \"b\"),),\n)",
            3,
            "`rows-table` の中、lib/form.typ の",
        ),
    ] {
        let finding = with_head(head).check_print().finding("template-invalid");
        assert_eq!((finding.file.as_str(), finding.line), (TEMPLATE, line), "{head}: {finding:?}");
        assert!(finding.message.contains(words), "{head}: {}", finding.message);
        let said = finding.message.rsplit_once("行目: ").expect("what Typst says").1;
        assert!(!said.contains("Typst") && said.chars().any(|c| c > '\u{3000}'), "{head}: {said}");
        assert!(finding.help.contains("引数"), "{}", finding.help);
    }
}

#[test]
fn a_slip_in_the_template_itself_is_said_in_japanese() {
    let finding = with_head("tilte({{ form.title }})").check_print().finding("template-invalid");
    assert_eq!(finding.line, 3);
    assert!(finding.message.contains("`tilte` という名前の関数も値もありません"), "{}", finding.message);
}
