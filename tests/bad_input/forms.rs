//! Forms that are not there, and templates with an error in them.

use super::{assert_error, assert_plan_unprinted, assert_printed, project};
use crate::driver::{Finding, OFFICE, PLAN, PLAN_PRINT, Project};

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
    // Where the pack names it: there is no line of it to point at.
    let finding = assert_template_fault(&templated("").remove(TEMPLATE), "templates/own/pack.yaml", 3);
    assert!(finding.message.contains("plan.typ.j2"), "the missing file is named: {}", finding.message);
}

/// A template that does this and nothing else, with what a print needs.
fn does(what: &str) -> String {
    format!("#set document(title: \"x\")\n#set text(font: \"BIZ UDGothic\")\n{what}\n")
}

/// The fault of a template, said at the line of it that does something.
fn fault_of(project: &Project) -> Finding {
    assert_error(
        &project.run(["check", "--print", "--kind", "plan", "--format", "json"]),
        "template-invalid",
        TEMPLATE,
        3,
        "",
    )
}

#[test]
fn a_template_reads_nothing_but_templates() {
    let names = [
        "../../outside.txt",
        "../cases/hana/child.yaml",
        "../cases/office.yaml",
        "/etc/hostname",
        "own/../../cases/hana/child.yaml",
        "own\\..\\..\\cases\\hana\\child.yaml",
        "own/pack.yaml",
        "own/./plan.typ.j2",
    ];
    for name in names {
        for statement in ["include", "import"] {
            let name = name.replace('\\', "\\\\");
            let rest = if statement == "import" { " as other" } else { "" };
            let project = templated(&does(&format!("{{% {statement} \"{name}\"{rest} %}}")));
            let finding = fault_of(&project);
            assert!(finding.message.contains("雛形が読めるのは"), "{name}: {}", finding.message);
        }
    }
}

#[test]
fn a_manifest_names_templates_of_its_own_folder_only() {
    for name in ["../../outside.txt", "../standard/plan.typ.j2", "/etc/hostname", "pack.yaml", "plan.txt"] {
        let manifest = format!("名称: 自作\n文書:\n  個別支援計画: {{雛形: \"{name}\"}}\n");
        let project = templated("秘密").file("templates/own/pack.yaml", manifest).file("outside.txt", "秘密");
        let run = project.check_print();
        let finding = run.finding("value-invalid");
        assert_eq!((finding.file.as_str(), finding.line), ("templates/own/pack.yaml", 3), "{name}");
        assert!(!run.stdout.contains("秘密"), "{name}: {}", run.stdout);
    }
}

#[test]
fn a_template_that_never_ends_or_nests_without_end_keeps_back_its_own_paper_only() {
    let loops = "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}";
    let finding = fault_of(&templated(&does(loops)));
    assert!(finding.message.contains("繰り返しが終わりません"), "{}", finding.message);
    for nested in ["x = strong(x)", "x = block(x)", "x = [#x]"] {
        let deep = does(&format!("#let x = [a]; #for i in range(30000) {{ {nested} }}; #x"));
        let project = templated(&deep);
        let run = project.run(["build", "hana"]);
        assert!(matches!(run.code, Some(0 | 1)), "{nested}: {run:?}");
        assert_printed(&project, super::NEIGHBOUR_PRINT);
    }
}

#[test]
fn what_would_fill_the_memory_or_never_end_is_refused_before_it_begins() {
    for (what, said) in [
        ("#range(2000000000).len()", "数 2000000000 は大きすぎます"),
        ("#(\"a\" * 1000000000).len()", "数 1000000000 は大きすぎます"),
        ("#let x = (); #for i in range(30000) { x = (x,) }; #x", "`x` が `x` の中に入れ子"),
        ("#let x = (:); #for i in range(30000) { let y = (a: x); x = y }; #x", "入れ子"),
        ("#for i in range(90000) { for j in range(90000) { } }", "繰り返しが多すぎます"),
        ("#context { for i in range(9000) { for j in range(9000) { measure([a]) } } }", "繰り返しが多すぎます"),
    ] {
        let finding = fault_of(&templated(&does(what)));
        assert!(finding.message.contains(said), "{what}: {}", finding.message);
    }
    let library = "#let x = ()\n#let deep() = { let x = (); for i in range(30000) { x = (x,) }; x }\n";
    let project = templated("\n#import \"lib/own.typ\": deep\n#deep()\n").file("templates/lib/own.typ", library);
    let finding = assert_template_fault(&project, TEMPLATE, 2);
    assert!(finding.message.contains("入れ子"), "{}", finding.message);
}

#[test]
fn a_template_starts_no_program_and_decodes_no_picture() {
    let big = "\"<svg xmlns='http://www.w3.org/2000/svg'>\" + \"<g/>\" * 20000 + \"</svg>\"";
    let uses = "\"<svg xmlns='http://www.w3.org/2000/svg'><g id='a'/><use href='#a'/></svg>\"";
    for (what, said) in [
        ("#plugin(bytes((0,97,115,109)))", "plugin"),
        ("#std.plugin(bytes((0,97,115,109)))", "plugin"),
        ("#eval(\"plugin\")", "plugin"),
        ("#image(\"/etc/hostname\")", "SVG を bytes で"),
        ("#image(bytes((137, 80, 78, 71, 13, 10, 26, 10)))", "SVG だけ"),
        (&format!("#image(bytes({big}))"), "大きすぎます"),
        (&format!("#image(bytes({uses}))"), "<use"),
        ("#read(\"/etc/hostname\")", ""),
    ] {
        let finding = fault_of(&templated(&does(what)));
        assert!(finding.message.contains(said), "{what}: {}", finding.message);
    }
}

#[test]
fn the_files_of_the_project_s_own_forms_are_said() {
    let interview = std::fs::read_to_string(crate::driver::repository().join("templates/standard/interview.typ.j2"));
    let changed = interview.expect("readable").replace("{{ child.name }}", "\"別人 太郎\"");
    let own = "templates/standard/interview.typ.j2";
    let project = project().file(own, changed).file("templates/standard/plan.typ.j2", "未使用");
    let run = project.run(["build", "--form", "standard", "--kind", "interview"]);
    assert!(run.stdout.contains(own), "{}", run.stdout);
    assert!(!run.stdout.contains("plan.typ.j2"), "only what was used: {}", run.stdout);
    assert!(run.stdout.matches(own).count() == 1, "once: {}", run.stdout);
    let forms = project.run(["forms"]).stdout;
    assert!(forms.contains(&format!("この事業所のファイル: {own}")), "{forms}");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_of_the_forms_leads_to_no_other_file_of_the_project() {
    const SAID: &str = "リンクの先が templates/ の中ではない";
    let secret = "秘密の記録";
    let include = does("{% include \"own/other.typ.j2\" %}");
    let own = |text: &str| templated(text).file("cases/hana/note.typ.j2", secret).file("shared/other.typ.j2", secret);
    let said = |project: &Project, file: &str| {
        let run = project.check_print();
        let found = run.findings_in(file);
        let found: Vec<_> = found.iter().filter(|finding| finding.message.contains(SAID)).collect();
        assert_eq!(found.len(), 1, "{file}: {}", run.list());
        assert_eq!((found[0].code.as_str(), found[0].severity.as_str()), ("file-unreadable", "error"));
        assert!(!run.stdout.contains(secret), "{}", run.stdout);
        let build = project.build();
        assert_eq!(build.code, Some(1), "{}", build.stderr);
        assert_eq!(project.bytes(PLAN_PRINT), super::OLD_PRINT, "{}", build.stdout);
    };
    let other = "templates/own/other.typ.j2";
    for target in ["../../cases/hana/child.yaml", "../../cases/hana/note.typ.j2", "../../shared/other.typ.j2"] {
        said(&own(&include).link(other, target), other);
    }
    // The template itself, the library, a folder on the way, a link that leads out by another link.
    said(&own("").link(TEMPLATE, "../../cases/hana/child.yaml"), TEMPLATE);
    let library = own("\n#import \"lib/own.typ\": x\n#x\n").folder("templates/lib");
    said(&library.link("templates/lib/own.typ", "../../cases/hana/child.yaml"), "templates/lib/own.typ");
    let folder = does("{% include \"own/down/note.typ.j2\" %}");
    said(&own(&folder).link("templates/own/down", "../../cases/hana"), "templates/own/down");
    let chain =
        own(&include).link(other, "next.typ.j2").link("templates/own/next.typ.j2", "../../cases/hana/child.yaml");
    said(&chain, other);
    // One that stays within is followed, and the folder of the forms may lie elsewhere in the project, but not among the
    // records.
    let within = own(&include).file("templates/own/next.typ.j2", "中の雛形").link(other, "next.typ.j2");
    assert_printed(&within, PLAN_PRINT);
    let moved = |to: &str| {
        let project = own(&does("一枚"));
        std::fs::create_dir_all(project.root().join(to)).expect("made");
        std::fs::rename(project.root().join("templates"), project.root().join(to).join("forms")).expect("moved");
        project.link("templates", &format!("{to}/forms"))
    };
    assert_printed(&moved("shared"), PLAN_PRINT);
    assert_eq!(moved("cases/hana").build().code, Some(1));
}
