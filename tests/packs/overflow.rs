//! A cell of fixed height in an office's own template, and texts that are longer.

use super::{MANIFEST, manifest};
use crate::driver::{OFFICE, PLAN, Project};

const TEMPLATE: &str = "templates/mado/plan.typ.j2";
/// A box of two lines behind the rows.
const BOX: &str = "{% extends \"standard/plan.typ.j2\" %}
{% block after %}
boxes(
  columns: (31, 101.4),
  rows: 28pt,
  label-cell({{ label(\"備考\") }}),
  value-cell(prose({{ plan.note }})),
)
{% endblock %}
";

fn with_note(template: &str, note: &str) -> Project {
    Project::new()
        .edit(OFFICE, "様式: plain", "様式: {個別支援計画: mado}")
        .file(MANIFEST, manifest("  個別支援計画: {雛形: plan.typ.j2}\n"))
        .file(TEMPLATE, template)
        .edit(PLAN, "別表:\n", &format!("備考: {note}\n別表:\n"))
}

#[test]
fn a_text_that_runs_out_of_its_cell_is_said_at_the_line_of_the_template() {
    let long = "雨の日は玄関で待つ。".repeat(30);
    let project = with_note(BOX, &long);
    let finding = project.check_print().finding("text-overflow");
    assert_eq!((finding.file.as_str(), finding.line, finding.severity.as_str()), (TEMPLATE, 7, "warning"));
    assert_eq!(finding.message, "備考 が欄の線を越えて、ほかの欄に重なります");
    assert!(finding.help.contains("`fit(…, height: …)`"), "{}", finding.help);
    assert_eq!(finding.labels, [(PLAN.to_owned(), project.line_of(PLAN, "備考:"))]);
    // It is printed all the same.
    assert_eq!(project.run(["build", "--kind", "plan"]).code, Some(0));
}

#[test]
fn what_has_room_and_what_is_fitted_is_not() {
    for (template, note) in [
        (BOX.to_owned(), "雨の日は玄関で待つ。".to_owned()),
        // Underlined words, a list and a quotation are no lines of a box.
        (BOX.replace("  rows: 28pt,\n", ""), "|\n  *雨の日は玄関で待つ。*\n\n  - 傘\n  - 靴\n\n  > 待つよ".to_owned()),
        (BOX.replace("  rows: 28pt,\n", ""), "雨の日は玄関で待つ。".repeat(30)),
    ] {
        let run = with_note(&template, &note).check_print();
        assert_eq!(run.findings("text-overflow"), [], "{note}");
    }
    let fitted = BOX.replace("prose({{ plan.note }})", "fit({{ plan.note }}, height: 20pt)");
    let finding = with_note(&fitted, &"雨の日は玄関で待つ。".repeat(30)).check_print().finding("text-overflow");
    assert_eq!(finding.file, PLAN, "the text itself goes to a sheet of its own");
}
