//! Slips in a template that Typst finds: said in Japanese, at the template's line, also where a function of `lib/` fails when
//! its call is long over.

use super::{MANIFEST, manifest};
use crate::driver::{OFFICE, PLAN, Project};

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

/// What is said of a template's findings: line, message.
fn told(project: &Project) -> Vec<(String, u64, String)> {
    let run = project.check_print();
    let found = run.findings("template-invalid");
    found.iter().map(|found| (found.file.clone(), found.line, found.message.clone())).collect()
}

#[test]
fn one_slip_is_one_finding_at_the_own_line() {
    for (head, line, words) in [
        ("boxes(value-cell([あ])))", 3, "閉じる括弧が一つ多い"),
        ("boxes(\n  value-cell([あ]),", 3, "括弧が閉じていません"),
        ("boxes（value-cell([あ])）", 3, "全角の「（」があります。半角の「(」に直してください"),
        ("boxes(value-cell([あ])、)", 3, "半角の「,」"),
        ("boxes(value-cell(“あ”))", 3, "半角の「\"」"),
        ("[`あ]", 3, "「`」が閉じていません"),
        (
            "boxes(\n  label-cell({{ label(\"あ) }}),\n  label-cell({{ label(\"い\") }}),\n)",
            4,
            "この行に、閉じていない `\"` があります",
        ),
        ("/* あ", 3, "「/*」が「*/」で閉じていません"),
        ("boxes(value-cell(\"あ\nい\"))", 3, "「\"」がこの行で閉じていません"),
        ("<b>あ</b>", 3, "がありません"),
    ] {
        let told = told(&with_head(head));
        let [(file, at, message)] = &told[..] else { panic!("{head}: {told:?}") };
        assert_eq!((file.as_str(), *at), (TEMPLATE, line), "{head}: {message}");
        assert!(message.contains(words), "{head}: {message}");
    }
}

#[test]
fn values_that_would_be_printed_as_code_are_said() {
    for head in [
        "[#{{ plan.policy }}]",
        "[{{ plan.policy }}]",
        "[#{{ plan.author }}]",
        "[#{{ form.delivers }}]",
        "[{{ child.known_as }}]",
    ] {
        let told = told(&with_head(head));
        let [(file, 3, message)] = &told[..] else { panic!("{head}: {told:?}") };
        assert!(file == TEMPLATE && message.contains("値がそのまま刷られます"), "{head}: {message}");
    }
    for head in ["prose({{ plan.policy }})", "[#{{ child.name }}]", "[#{{ child.known_as }}]", "[あ(い)]"] {
        assert_eq!(told(&with_head(head)), [], "{head}");
    }
}

#[test]
fn arguments_that_a_function_does_not_have_are_said_where_it_takes_any_number_of_others() {
    for (head, words) in [
        ("texts(papper: {{ form.paper }}, ({{ label(\"備考\") }}, {{ plan.policy }}))", "引数 `papper` はありません"),
        ("facts(width: (1, 2), ({{ label(\"備考\") }}, \"あ\"))", "引数 `width` はありません"),
        (
            "texts(paper: \"A4 縦\", ({{ label(\"備考\") }}, {{ plan.policy }}))",
            "paper には \"A4縦\" か \"A4横\" を渡します",
        ),
        ("facts(({{ label(\"備考\") }}, \"あ\"), ({{ label(\"電話\") }}))", "組ではありません"),
    ] {
        let told = told(&with_head(&format!("{{ import \"/lib/record.typ\": facts, texts; {head} }}")));
        let [(file, 3, message)] = &told[..] else { panic!("{head}: {told:?}") };
        assert!(file == TEMPLATE && message.contains(words) && !message.contains("Typst"), "{head}: {message}");
    }
}

#[test]
fn a_template_that_goes_on_from_another_kinds_is_told_of_at_its_own_line() {
    let project = with_head("").file(TEMPLATE, "\n{% extends \"standard/interview.typ.j2\" %}\n");
    let told = told(&project);
    let [(file, 2, message)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(file, TEMPLATE);
    assert!(message.contains("standard/interview.typ.j2 の") && message.contains("がありません"), "{message}");
}

#[test]
fn what_was_meant_by_a_value_or_a_template_is_said() {
    let help = |project: &Project| project.check_print().finding("template-invalid").help;
    assert!(help(&with_head("[#{{ child.nmae }}]")).starts_with("`child.name` ではありませんか"));
    let bare = with_head("").file(TEMPLATE, "{% extends standard/plan.typ.j2 %}\n");
    let said = bare.check_print().finding("template-invalid").message;
    assert!(said.contains("雛形の名前は \"…\" で囲みます"), "{said}");
    let project = with_head("").file(TEMPLATE, "{% extends \"standard/paln.typ.j2\" %}\n");
    assert!(help(&project).starts_with("`standard/plan.typ.j2` ではありませんか"), "{}", help(&project));
}

#[test]
fn words_outside_of_the_blocks_are_said() {
    let template = "{% extends \"standard/plan.typ.j2\" %}\n{% block head %}{{ super() }}{% endblock %}\n#[外の文]\n";
    let told = told(&with_head("").file(TEMPLATE, template));
    let [(file, 3, message)] = &told[..] else { panic!("{told:?}") };
    assert!(file == TEMPLATE && message.contains("の外に書かれたものは印刷されません"), "{message}");
}

#[test]
fn what_would_be_printed_otherwise_than_meant_is_a_warning() {
    for (head, words) in [
        ("text(font: \"MS Mincho\")[あ]", "書体「ms mincho」がありません"),
        ("[あ **い**]", "「*」と「*」の間に字がありません"),
    ] {
        let found = with_head(head).check_print().findings("template-invalid");
        let [found] = &found[..] else { panic!("{head}: {found:?}") };
        assert_eq!((found.file.as_str(), found.line, found.severity.as_str()), (TEMPLATE, 3, "warning"), "{head}");
        assert!(found.message.contains(words), "{head}: {}", found.message);
    }
}

#[test]
fn a_slip_that_several_papers_meet_is_said_once() {
    for head in
        ["{{ plan.polcy }}", "tilte(\"い\")", "texts(({{ plan.policy }}, ), papper: 1)", "{{ plan.policy | nope }}"]
    {
        let project = with_head(head);
        let second = project.text(PLAN).replace("2024-03-28", "2024-09-20").replace("id: s", "id: t");
        let project = project.file("cases/hana/plan/2024-09-20.yaml", second);
        let found = told(&project);
        assert_eq!(found.len(), 1, "{head}: {found:?}");
        let build = project.build();
        assert_eq!(build.stderr.matches("[template-invalid]").count(), 1, "{head}: {}", build.stderr);
        assert_eq!(build.stderr.matches("印刷していません: hana/plan-").count(), 2, "{head}: {}", build.stderr);
    }
}
