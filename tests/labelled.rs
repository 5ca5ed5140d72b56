//! What a form may do without: it is held against the page where its label stands, and nowhere else.

use crate::driver::repository;
use crate::swapped::{findings, full};

/// What the guard says of the papers of a kind on the standard form, with some of its words replaced in a file.
fn with(file: &str, kind: &str, edits: &[(&str, &str)]) -> Vec<String> {
    let mut text = std::fs::read_to_string(repository().join(file)).expect("readable");
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    findings(&full().file(file, text), kind)
}

#[test]
fn a_form_without_the_label_of_a_value_of_another_file_is_printed() {
    let lines = [
        ("({{ label(\"年齢\") }}, {{ child.age or \"\" }}),", ""),
        (
            "({{ label(\"所属\") }}, unbroken({{ child.school or \"\" }}, 0.335 * printed-width({{ form.paper }}) - 8pt, body-size, alone: true)),",
            "",
        ),
        ("({{ label(\"学年\") }}, {{ child.grade or \"\" }}),", ""),
        ("who({{ assessment.author }})", "{{ assessment.author.name }}"),
    ];
    assert_eq!(with("templates/standard/assessment.typ.j2", "assessment", &lines), [""; 0]);
    // A column of another table with the same word is none of the child's.
    let column = [
        (lines[1].0, "(\"\", \"\"),"),
        (
            "({{ label(\"場所\") }}, {{ assessment.place or \"\" }}),",
            "({{ label(\"所属\") }}, {{ assessment.place or \"\" }}),",
        ),
    ];
    assert_eq!(with("templates/standard/assessment.typ.j2", "assessment", &column), [""; 0]);
    let interview = [
        ("{% if interview.duration %}#box[（#{{ interview.duration }}）]{% endif %}", ""),
        ("right: [#{{ label(\"実施日\") }}：#{{ document.date }}],", ""),
    ];
    assert_eq!(with("templates/standard/interview.typ.j2", "interview", &interview), [""; 0]);
    let plan = [(
        "head-label({{ label(\"利用者負担上限額\") }}), head-value({{ applicant.monthly_ceiling or \"\" }}),",
        "head-label(\"\"), head-value(\"\"),",
    )];
    assert_eq!(with("templates/standard/consult-plan.typ.j2", "consult-plan", &plan), [""; 0]);
}

#[test]
fn a_table_of_people_may_say_who_they_are_in_its_own_way() {
    for own in [
        "role: person => person.duty",
        "role: person => person.role",
        "role: person => (person.affiliation, person.duty).filter(it => it != none).join(\"・\")",
        "role: person => (person.duty, person.affiliation).filter(it => it != none).join(\"　\")",
    ] {
        let edits = [("role: belonging.with(here: {{ office.name }}, apart: true)", own)];
        let found = with("templates/standard/meeting.typ.j2", "meeting", &edits);
        assert_eq!(found, [""; 0], "{own}");
    }
    for own in ["role: person => none", "role: person => person.duty.slice(3)", "role: person => person.duty * 2"] {
        let edits = [("role: belonging.with(here: {{ office.name }}, apart: true)", own)];
        let found = with("templates/standard/meeting.typ.j2", "meeting", &edits);
        assert!(found.iter().any(|one| one.contains("人 の 職種")), "{own}: {found:?}");
    }
}

#[test]
fn what_the_edges_of_the_sheets_say_is_whole() {
    let form = "templates/lib/form.typ";
    let without = |from: &str, to: &str| with(form, "assessment", &[(from, to)]);
    let named = "let named = (document.title + standing(document, document.title), document.name, document.dated)";
    for fine in [
        "let named = (document.title, document.name)",
        "let named = (document.title,)",
        "let named = (document.dated, document.name)",
    ] {
        assert_eq!(without(named, fine), [""; 0], "{fine}");
    }
    for wrong in [
        "let named = (document.title, document.name.slice(3), document.dated)",
        "let named = (document.title, document.name * 2, document.dated)",
        "let named = (document.title, document.name, document.dated.replace(\"年\", \"\"))",
    ] {
        let found = without(named, wrong);
        assert!(
            !found.is_empty() && found.iter().all(|one| one.contains("隅の行") || one.contains("二度")),
            "{wrong}: {found:?}"
        );
    }
}

#[test]
fn a_word_in_the_block_of_another_hour_is_missed() {
    let week = "templates/lib/week.typ";
    let name = "let name = strong(held(\"name\"))";
    let found = with(week, "consult-plan", &[(name, "let name = none")]);
    assert!(found.iter().any(|one| one.contains("予定 の 内容") && one.contains("月 14:30～17:30")), "{found:?}");
    let provider = "let provider = if block.provider != none { held(\"provider\") }";
    let found = with(week, "consult-monitoring", &[(provider, "let provider = none")]);
    assert!(found.iter().any(|one| one.contains("予定 の 提供事業者")), "{found:?}");
}

#[test]
fn a_note_of_the_form_stands_for_no_value() {
    let read = |file: &str| std::fs::read_to_string(repository().join(file)).expect("readable");
    let (child, list) = ("cases/hana/child.yaml", "templates/lib/family.typ");
    let (own, lists) = (read(&format!("tests/full/{child}")), read(list));
    let lost = lists.replace("..tie(person, labels), person.note)", "..tie(person, labels))");
    assert_ne!(lost, lists);
    // Words of ※年齢、職業、主たる介護者等を記入 and of ※本人と関わりを持つ機関・人物等（役割）.
    for note in ["主たる介護者", "年齢", "記入", "関わりを持つ機関"] {
        let folder = full().file(child, own.replace("備考: 主たる介護者", &format!("備考: {note}")));
        assert_eq!(findings(&folder, "consult-basic"), [""; 0], "{note}");
        let found = findings(&folder.file(list, lost.clone()), "consult-basic");
        assert!(found.iter().any(|one| one.contains("家族 の 備考") && one.contains(note)), "{note}: {found:?}");
    }
}
