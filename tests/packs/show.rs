//! `shien forms show`: what a form is made of, without writing it out.

use super::{MANIFEST, manifest};
use crate::driver::Project;

fn own() -> Project {
    let pack = manifest(
        "  面談記録:\n    題名: 面談の記録\n    雛形: interview.typ.j2\n    表記: {見出し: {決定事項: 決まったこと}}\n",
    );
    let template = "{% extends \"standard/interview.typ.j2\" %}\n{% block head %}{{ super() }}{% endblock %}\n";
    Project::new().file(MANIFEST, pack).file("templates/mado/interview.typ.j2", template)
}

#[test]
fn a_form_is_told_with_where_each_of_it_comes_from() {
    let project = own();
    let run = project.run(["forms", "show", "mado/面談記録"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let parent = std::fs::read_to_string(crate::driver::repository().join("templates/standard/interview.typ.j2"));
    let parent = parent.expect("readable");
    let line = |needle: &str| parent.lines().position(|line| line.contains(needle)).expect("a block") + 1;
    for words in [
        "様式: mado ← standard",
        "文書: 面談記録(題名: 面談の記録)",
        "  題名: 面談の記録  (mado)",
        "  用紙: A4縦  (standard)",
        "  mado/interview.typ.j2(この事業所のファイル、standard/interview.typ.j2 を継ぐ)",
        "  standard/extras.typ.j2(内蔵、include で呼ばれる)",
        &format!("  main  standard/interview.typ.j2:{}\n", line("block main")),
        &format!("    head  mado/interview.typ.j2:2(standard/interview.typ.j2:{} に代わる)\n", line("block head")),
        "  決定事項 → 決まったこと\n",
        "──── standard/interview.typ.j2\n   1 {#",
    ] {
        assert!(run.stdout.contains(words), "{words}\n{}", run.stdout);
    }
    assert!(!project.has("templates/standard"), "nothing is written");
    assert_eq!(run.stdout, project.run(["forms", "show", "mado/interview"]).stdout, "the id of the kind names it too");
}

#[test]
fn the_documents_of_a_pack_are_listed() {
    let run = own().run(["forms", "show", "mado"]);
    assert!(run.stdout.contains("  mado/面談記録  mado/interview.typ.j2\n"), "{}", run.stdout);
    assert!(run.stdout.contains("  mado/個別支援計画  standard/plan.typ.j2\n"), "{}", run.stdout);
}

#[test]
fn what_is_not_there_is_said_with_what_was_meant() {
    for (asked, words) in [("mada/plan", "`mado` ではありませんか"), ("mado/plam", "`plan` ではありませんか")]
    {
        let run = own().run(["forms", "show", asked]);
        assert_eq!(run.code, Some(2), "{}", run.stdout);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
}
