//! `shien due` as it is typed: what it gives, what it leaves alone, and how it ends.

use crate::driver::Project;
use serde_json::Value;

#[test]
fn only_a_legal_day_that_is_over_ends_it_with_one() {
    let project = Project::copied();
    let fine = project.run(["due", "--within", "all", "--format", "json"]);
    let list: Value = serde_json::from_str(&fine.stdout).unwrap_or_else(|error| panic!("{error}: {fine:?}"));
    let items = list["items"].as_array().expect("a list");
    let legal = items.iter().filter(|item| item["late"] == true && item["legal"] == true).count();
    assert_eq!(fine.code, Some(i32::from(legal > 0)), "{list:#}");
    assert_eq!(list["as_of"], "2026-04-01");
    let missed = project.remove("cases/hana/consult/monitoring/2024-12-12.yaml");
    let late = missed.run(["due", "hana", "--kind", "monitoring"]);
    assert_eq!(late.code, Some(1), "{late:?}");
    assert!(late.stdout.contains("超過※") && !late.stdout.contains('\u{1B}'), "{}", late.stdout);
}

#[test]
fn a_list_is_written_over_a_list_and_over_nothing_else() {
    let project = Project::copied().file("notes.ics", "BEGIN:VCALENDAR\r\n");
    let path = |name: &str| project.root().join(name).display().to_string();
    let (own, other) = (path("due.ics"), path("notes.ics"));
    let write = |target: &str| project.run(["due", "--format", "ics", "--out", target]);
    assert!(write(&own).stdout.contains("due.ics に書きました"));
    let first = project.text("due.ics");
    assert!(first.starts_with("BEGIN:VCALENDAR\r\n") && first.ends_with("END:VCALENDAR\r\n"), "{first}");
    write(&own);
    assert_eq!(project.text("due.ics"), first, "the same day gives the same bytes");
    let refused = write(&other);
    assert!(refused.code == Some(2) && refused.stderr.contains("期限の一覧ではない"), "{refused:?}");
}

#[test]
fn a_name_that_nobody_has_is_no_empty_list() {
    let project = Project::new();
    for (arguments, words) in [
        (["due", "--office", "hosi"], "`hoshi` ではありませんか"),
        (["due", "--person", "suzki"], "`suzuki` ではありませんか"),
        (["due", "--kind", "consnt"], "`consent` ではありませんか"),
        (["due", "--within", "soon"], "60d のような日数"),
    ] {
        let run = project.run(arguments);
        assert!(run.code == Some(2) && run.stderr.contains(words), "{arguments:?}: {run:?}");
    }
}
