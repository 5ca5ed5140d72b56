//! 評価の選択肢: the words of 評価 of a pack, and what each counts as.

use super::{MANIFEST, manifest, project, said};
use crate::consult_forms::pages;
use crate::driver::{OFFICE, PLAN, Project};
use crate::form_layout::lines;

const REVIEW: &str = "cases/hana/monitoring/2024-09-12.yaml";
const FIVE: &str = "  モニタリング記録:
    評価の選択肢:
      - {語: 十分できた, 数え方: 達成}
      - {語: できた, 数え方: 達成}
      - {語: 少しできた, 数え方: 一部達成}
      - {語: まだできない, 数え方: 未達成}
      - {語: 行わなかった, 数え方: 未達成}
";

/// A review on the pack whose only row has this 評価, and what else is said of it.
fn reviewed(rating: &str, more: &str) -> Project {
    let text = format!(
        "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-09-12\n実施者: suzuki\n支援: [{{行: s1, 評価: {rating}{more}}}]\n\
         総合的な評価: よく遊べた。\n計画の見直し: 要\n"
    );
    project(&manifest(FIVE)).edit(OFFICE, "様式: {個別支援計画: mado}", "様式: mado").file(REVIEW, text)
}

#[test]
fn each_word_of_the_pack_is_printed_and_the_written_one_is_circled() {
    let project = reviewed("少しできた", ", 理由: 週に二度できた。, 今後: 継続");
    let run = project.run(["build", "--kind", "monitoring", "--draft"]);
    let pdf = project.root().join("output/hana/monitoring-2024-09-12.pdf");
    let text = std::process::Command::new("pdftotext").arg("-raw").arg(pdf).arg("-").output().expect("pdftotext");
    let print: String = String::from_utf8_lossy(&text.stdout).split_whitespace().collect();
    for word in ["十分できた", "少しできた", "まだできない", "行わなかった"] {
        assert!(print.contains(word), "{word}: {print}\n{}", run.stderr);
    }
    assert!(!print.contains("一部達成"), "{print}");
    // The guard reads the ring: it has nothing to say.
    let run = project.check_print();
    assert_eq!((run.findings("value-unprinted"), run.findings("value-invalid")), (vec![], vec![]), "{}", run.list());
}

#[test]
fn a_word_longer_than_its_column_stands_in_even_lines_close_together() {
    let long = FIVE.replace("十分できた", "声をかければ一人でできた");
    let project =
        reviewed("声をかければ一人でできた", ", 理由: 週に二度できた。, 今後: 継続").file(MANIFEST, manifest(&long));
    let layout = pages(&project, ("monitoring", "2024-09-12"), "mado");
    let lines = lines(&layout.drawing(0));
    let top = |word: &str| lines.iter().find(|line| line.text == word).unwrap_or_else(|| panic!("{word}")).rect.top;
    let (first, second, next) = (top("声をかければ"), top("一人でできた"), top("できた"));
    assert!(second - first < next - second, "{first} {second} {next}");
    assert_eq!(project.check_print().findings("value-unprinted"), []);
}

#[test]
fn rules_reckon_with_what_a_word_counts_as() {
    let unreasoned = |rating: &str| reviewed(rating, ", 今後: 継続").check().findings("achievement-unreasoned").len();
    assert_eq!(["十分できた", "できた", "少しできた", "行わなかった"].map(unreasoned), [0, 0, 1, 1]);
    let run = reviewed("ほぼできた", ", 今後: 継続").check();
    let finding = run.finding("value-invalid");
    assert_eq!(finding.message, "「ほぼできた」は選べる語にありません");
    assert!(finding.help.contains("十分できた、できた、少しできた、まだできない、行わなかった"), "{}", finding.help);
    assert_eq!(run.findings("achievement-unreasoned"), [], "of a word that nobody knows nothing more is said");
    // The program's own words are none of this form: what to do with an old record is said.
    let finding = reviewed("達成", ", 今後: 継続").check().finding("value-invalid");
    let wanted = "様式 `mado` の語ではなく、`standard` の語です。次のいずれかを書いてください: 十分できた";
    assert!(finding.help.starts_with(wanted) && finding.help.contains("「様式: standard」"), "{}", finding.help);
}

#[test]
fn the_next_plan_leaves_out_what_counts_as_achieved() {
    let next = |rating: &str| {
        let project = reviewed(rating, ", 理由: 毎日できた。").edit(PLAN, "状態: 原案", "状態: 確定");
        let run = project.run(["new", "plan", "hana", "--date", "2024-09-20"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        project.text("cases/hana/plan/2024-09-20.yaml")
    };
    let (ended, goes_on) = (next("十分できた"), next("まだできない"));
    assert!(!ended.contains("- id: s1") && ended.contains("評価 十分できた。"), "{ended}");
    assert!(goes_on.contains("- id: s1") && goes_on.contains("評価 まだできない。"), "{goes_on}");
}

#[test]
fn the_way_counts_the_words_as_they_are_written() {
    let run = reviewed("少しできた", ", 理由: 週に二度できた。, 今後: 継続").run(["log", "hana"]);
    assert!(run.stdout.contains("少しできた 1") && !run.stdout.contains("未達成"), "{}", run.stdout);
}

#[test]
fn a_list_that_cannot_be_reckoned_with_is_said() {
    let pack = FIVE
        .replace("{語: できた, 数え方: 達成}", "{語: 十分できた, 数え方: 達成}")
        .replace("{語: 少しできた, 数え方: 一部達成}", "{語: 少しできた}")
        .replace("数え方: 未達成}\n      - {語: 行", "数え方: だいたい}\n      - {語: 行");
    let found = said(&manifest(&pack), &[]);
    let told: Vec<(usize, &str)> = found.iter().map(|(_, _, line, message, _)| (*line, message.as_str())).collect();
    for wanted in [
        (7, "`評価の選択肢` に「十分できた」が二つあります"),
        (8, "`評価の選択肢` に、語か数え方のないものがあります"),
        (9, "「だいたい」は選べる語にありません"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} in {told:?}");
    }
    assert_eq!(told.len(), 3, "{told:?}");
    let elsewhere = said(&manifest(&FIVE.replace("モニタリング記録", "面談記録")), &[]);
    let [(_, code, line, message, help)] = &elsewhere[..] else { panic!("{elsewhere:?}") };
    assert_eq!(
        (code.as_str(), *line, message.as_str()),
        ("unknown-key", 6, "「面談記録」に、支援の行の評価はありません")
    );
    assert_eq!(help, "`評価の選択肢` は「モニタリング記録」に書いてください");
}
