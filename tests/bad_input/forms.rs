//! Forms that are not there, and templates with an error in them.

use super::{assert_error, assert_plan_unprinted, project};
use crate::driver::{Finding, OFFICE, PLAN, Project};

const TEMPLATE: &str = "templates/own/plan.typ.j2";

/// The plan printed on a pack of the project's own with this template.
fn templated(template: &str) -> Project {
    project()
        .edit(OFFICE, "様式: plain", "様式: {個別支援計画: own, 面談記録: plain}")
        .file("templates/own/pack.yaml", "名称: 自作\n文書:\n  個別支援計画: {雛形: plan.typ.j2}\n")
        .file(TEMPLATE, template)
}

/// The template's fault is said at its own line, and keeps back only the paper that it prints.
fn assert_template_fault(project: &Project, file: &str, line: u64) -> Finding {
    let finding = assert_error(&project.check_print(), "template-invalid", file, line, "");
    assert_ne!(finding.help, "", "there is a remedy");
    assert_plan_unprinted(project, "template-invalid");
    finding
}

#[test]
fn an_unknown_pack_on_the_command_line() {
    for command in ["check", "build"] {
        let run = project().run([command, "--form", "standrd"]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("様式 `standrd` がありません"), "{}", run.stderr);
        assert!(run.stderr.contains("`standard` ではありませんか"), "{}", run.stderr);
    }
}

#[test]
fn an_unknown_child_on_the_command_line() {
    for command in ["check", "build"] {
        let run = project().run([command, "hanna"]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("児童 `hanna` がありません"), "{}", run.stderr);
        assert!(run.stderr.contains("`hana` ではありませんか"), "{}", run.stderr);
    }
}

#[test]
fn an_unknown_kind_on_the_command_line() {
    let run = project().run(["check", "--kind", "plam"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("plan(個別支援計画)"), "the kinds are listed: {}", run.stderr);
}

#[test]
fn an_unknown_pack_in_the_office_file_is_said_where_it_stands() {
    let project = project().edit(OFFICE, "様式: plain", "様式: standrd");
    let line = project.line_of(OFFICE, "様式: standrd");
    let found = project.check().findings("form-unknown");
    assert!(!found.is_empty(), "it is said");
    for finding in &found {
        assert!(finding.help.contains("`standard` ではありませんか"), "{}", finding.help);
        let places = [vec![(finding.file.clone(), finding.line)], finding.labels.clone()].concat();
        assert!(places.contains(&(OFFICE.to_owned(), line)), "the word to correct is shown: {finding:?}");
    }
    assert_eq!(project.build().code, Some(1));
    assert_eq!(project.bytes(crate::driver::PLAN_PRINT), super::OLD_PRINT);
}

#[test]
fn an_unknown_pack_in_the_plan() {
    let project = project().edit(PLAN, "状態: 原案", "様式: plane\n状態: 原案");
    let line = project.line_of(PLAN, "様式: plane");
    super::assert_plan_refused(&project, "form-unknown", line, "`plain` ではありませんか");
}

#[test]
fn a_pack_that_inherits_from_itself() {
    let project = templated("").file("templates/own/pack.yaml", "名称: 自作\n継承: own\n");
    let finding = project.check().finding("form-unknown");
    assert!(finding.message.contains("輪"), "{}", finding.message);
    assert!(finding.help.contains("継承"), "{}", finding.help);
}

#[test]
fn a_misspelt_key_in_a_pack() {
    let project =
        templated("#{}\n").file("templates/own/pack.yaml", "名称: 自作\n文書:\n  個別支援計画: {雛型: plan.typ.j2}\n");
    assert_error(&project.check(), "unknown-key", "templates/own/pack.yaml", 3, "`雛形` ではありませんか");
}

#[test]
fn a_value_that_the_context_does_not_have() {
    assert_template_fault(&templated("#set page(paper: \"a4\")\n\n#{{ plan.goal }}\n"), TEMPLATE, 3);
}

#[test]
fn a_value_that_the_context_does_not_have_is_named() {
    let finding = templated("#{{ child.name }} #{{ plan.goal }} #{{ document.date }}\n")
        .check_print()
        .finding("template-invalid");
    assert!(finding.message.contains("plan.goal"), "which of the three: {}", finding.message);
}

#[test]
fn a_tag_that_is_not_closed() {
    assert_template_fault(&templated("#set page(paper: \"a4\")\n{% if plan.policy %}\n一\n"), TEMPLATE, 2);
}

#[test]
fn an_error_of_typst() {
    let finding =
        assert_template_fault(&templated("#set page(paper: \"a4\")\n\n#nothing({{ child.name }})\n"), TEMPLATE, 3);
    assert!(finding.message.contains("nothing"), "{}", finding.message);
}

#[test]
fn an_error_of_typst_inside_a_loop() {
    let template =
        "#set page(paper: \"a4\")\n{% for row in plan.rows %}\n#text(size: {{ row.due }})[一]\n{% endfor %}\n";
    assert_template_fault(&templated(template), TEMPLATE, 3);
}

#[test]
fn an_error_in_the_project_s_own_library() {
    let project = templated("#import \"lib/own.typ\": box-of\n\n#box-of(1)\n")
        .file("templates/lib/own.typ", "#let box-of(x) = {\n  x.missing()\n}\n");
    let finding = assert_template_fault(&project, TEMPLATE, 3);
    assert!(finding.message.contains("lib/own.typ の 2 行目"), "{}", finding.message);
}

#[test]
fn a_library_that_is_not_there() {
    assert_template_fault(&templated("\n#import \"lib/absent.typ\": box-of\n"), TEMPLATE, 2);
}

#[test]
fn a_file_outside_the_packs_cannot_be_read() {
    assert_template_fault(&templated("\n#read(\"/cases/hana/child.yaml\")\n"), TEMPLATE, 2);
}

#[test]
fn a_template_file_that_is_not_there() {
    let finding = assert_template_fault(&templated("").remove(TEMPLATE), TEMPLATE, 1);
    assert!(finding.message.contains("plan.typ.j2"), "the missing file is named: {}", finding.message);
}
