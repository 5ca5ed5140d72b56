//! Slips in a manifest of a kind that leave it readable, and what its records are told meanwhile.

use super::{MANIFEST, manifest, said};
use crate::driver::{OFFICE, Project, pdf_words, repository};
use shien::diagnostic::Severity;

/// Line, message and help of what is wrong with a pack.
fn told(pack: &str) -> Vec<(usize, String, String)> {
    said(pack, &[]).into_iter().map(|(_, _, line, message, help)| (line, message, help)).collect()
}

#[track_caller]
fn is_told(pack: &str, line: usize, message: &str, help: &str) {
    let told = told(pack);
    let is = |(own, says, helps): &(usize, String, String)| *own == line && says == message && helps.contains(help);
    assert!(told.iter().any(is), "{line} {message} {help}: {told:?}");
}

#[test]
fn a_document_that_nobody_knows_is_said_however_it_is_called() {
    is_told(
        &manifest("  放デイの計画: {題名: 計画}\n"),
        4,
        "`放デイの計画` という名前はここにありません",
        "書ける文書: ",
    );
    is_told(
        &manifest("  個別支援計画書: {題名: 計画}\n"),
        4,
        "`個別支援計画書` という名前はここにありません",
        "`個別支援計画` ではありませんか",
    );
    assert_eq!(told(&manifest("  支援計画の経過: {題名: 計画の歩み}\n")), []);
}

#[test]
fn a_service_that_nobody_knows_is_said_in_a_title() {
    let pack = manifest("  個別支援計画:\n    題名: {放課後デイ: 放デイ計画, その他: 計画}\n");
    is_told(&pack, 5, "`放課後デイ` という名前はここにありません", "放課後等デイサービス");
    let pack = manifest("  個別支援計画:\n    題名: {放課後等デイサービス: 放デイ計画, その他: 計画}\n");
    assert_eq!(told(&pack), []);
}

#[test]
fn boxes_without_a_name_and_choices_that_nobody_needs_are_said() {
    let pack = manifest(
        "  面談記録:
    追加項目:
      - {型: 有無}
      - {名称: 様子, 型: 文章, 選択肢: [よい, わるい]}
      - {名称: 満足, 型: 選択, 選択肢: [満足, 普通, 満足]}
",
    );
    is_told(&pack, 6, "`追加項目` に、名称のないものがあります", "名称: 家庭での様子");
    let needless = manifest("  面談記録:\n    追加項目: [{名称: 様子, 型: 文章, 選択肢: [よい, わるい]}]\n");
    is_told(&needless, 5, "`型: 文章` の欄に `選択肢` は要りません", "型: 選択");
    is_told(&pack, 8, "`選択肢` に「満足」が二度あります", "一つに");
    is_told(
        &manifest("  モニタリング記録: {評価の選択肢: []}\n"),
        4,
        "`評価の選択肢` が空です",
        "達成、一部達成、未達成",
    );
}

#[test]
fn numbers_and_days_with_which_nothing_can_be_printed_are_said_and_not_used() {
    let pack = manifest("  障害児支援利用計画:\n    行数: 1000\n    寸法: {意向: 70000}\n");
    is_told(&pack, 5, "`行数` に 1000 は使えません", "1 から 40 まで");
    is_told(&pack, 6, "`寸法` の 意向 に 70000 は使えません", "0 から 800 まで");
    let packs = super::packs(&pack, &[]);
    let form = packs.form("mado", "障害児支援利用計画", None, None).expect("a form");
    let whole = packs.form("standard", "障害児支援利用計画", None, None).expect("a form");
    assert_eq!((form.rows, form.sizes.get("意向")), (None, whole.sizes.get("意向")));

    let pack = "名称: まど\n有効期間: {開始: 2026-04-01, 終了: 2024-03-31}\n継承: standard\n";
    is_told(pack, 2, "`有効期間` の終了が開始より前です(令和8年4月1日～令和6年3月31日)", "開始と終了");
    let run = Project::new().edit(OFFICE, "様式: plain", "様式: {個別支援計画: mado}").file(MANIFEST, pack).check();
    assert_eq!(run.findings("form-expired"), []);
}

#[test]
fn labels_and_words_without_another_are_said() {
    let pack = "名称: まど\n継承: standard\n表記: {見出し: {備考: ''}, 置換: {障害: ''}}\n";
    let found = said(pack, &[]);
    assert_eq!(found.len(), 2, "{found:?}");
    for ((severity, _, line, message, _), word) in found.iter().zip(["見出し の `備考`", "置換 の `障害`"]) {
        assert_eq!((*severity, *line), (Severity::Warning, 3));
        assert_eq!(message, &format!("表記の {word} に、言い換える語がありません"));
    }
}

#[test]
fn a_pack_is_found_by_the_name_that_it_gives_itself() {
    let says = |parent: &str| told(&format!("名称: まど\n継承: {parent}\n"));
    for parent in ["東京都参考様式", "templates/tokyo", "templates/tokyo/pack.yaml", "Tokyo"] {
        let [(line, message, help)] = &says(parent)[..] else { panic!("{parent}: {:?}", says(parent)) };
        assert_eq!((*line, message.clone()), (2, format!("様式 `{parent}` がありません")));
        assert!(help.starts_with("`tokyo` ではありませんか"), "{parent}: {help}");
    }
}

#[test]
fn editions_in_a_circle_are_said() {
    let [(line, message, _)] = &told("名称: まど\n継承: standard\n旧版: mado\n")[..] else {
        panic!("one finding")
    };
    assert_eq!((*line, message.as_str()), (3, "様式 `mado` の旧版が輪になっています"));
}

#[test]
fn values_in_brackets_of_the_wrong_kind_are_said_as_they_are_written() {
    for (written, message, help) in [
        ("外す: [備考]", "`外す` は [ ] の並びではなく、「項目: 値」の並びで書きます", "`外す: {任意欄: …, 必須: …}`"),
        ("必須: {備考: true}", "`必須` は { } ではなく、[ ] の並びで書きます", "「必須: [ … ]」"),
        ("続紙: 別表", "`続紙` には「項目: 値」の並びを書きます", "`続紙: {名前: …}`"),
        ("追加項目: [様子]", "`追加項目` には「項目: 値」の並びを書きます", "`- {名称: …, 型: …}`"),
        ("寸法: {意向: 25mm}", "「25mm」は数ではありません", "「mm」を取って「25」とだけ書いてください"),
        (
            "任意欄: [送迎、備考]",
            "`任意欄` の `送迎、備考` を、「個別支援計画」の雛形は使いません",
            "[送迎, 備考] と書いて",
        ),
    ] {
        is_told(&manifest(&format!("  個別支援計画:\n    {written}\n")), 5, message, help);
    }
}

#[test]
fn a_template_that_is_empty_is_not_said_to_be_missing() {
    let found = said(&manifest("  面談記録: {雛形: interview.typ.j2}\n"), &[("templates/mado/interview.typ.j2", "")]);
    let message = &found.iter().find(|found| found.1 == "template-invalid").expect("said").3;
    assert_eq!(message, "`雛形` の templates/mado/interview.typ.j2 は空か、読めないファイルです");
}

/// The small project with a box and words of an own pack, which says this of them.
fn filled(documents: &str) -> Project {
    let review = "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-09-12\n実施者: suzuki\n\
                  支援: [{行: s1, 評価: できた, 今後: 継続}]\n総合的な評価: よく遊べた。\n追加: {様子: よい}\n";
    Project::new()
        .edit(OFFICE, "様式: plain", "様式: {モニタリング記録: mado}")
        .file(MANIFEST, manifest(documents))
        .file("cases/hana/monitoring/2024-09-12.yaml", review)
}

#[test]
fn of_records_whose_pack_cannot_be_read_nothing_is_said_that_the_pack_decides() {
    let sound = "  モニタリング記録:
    評価の選択肢: [{語: できた, 数え方: 達成}]
    追加項目: [{名称: 様子, 型: 文章}]
";
    let on_record = |documents: &str| -> Vec<String> {
        let run = filled(documents).check();
        let codes = ["value-invalid", "unknown-key"].into_iter().flat_map(|code| run.findings(code));
        codes.filter(|found| found.file.starts_with("cases/")).map(|found| found.message.clone()).collect()
    };
    assert_eq!(on_record(sound), [] as [&str; 0]);
    for (right, wrong) in [
        ("モニタリング記録", "モニタリングの記録"),
        ("評価の選択肢:", "評価の選沢肢:"),
        ("[{語: できた, 数え方: 達成}]", "{できた: 達成}"),
        ("数え方: 達成}", "数え方: 達成"),
        ("追加項目", "追加の項目"),
        ("    評価", "   評価"),
        ("  モニタリング記録:", "モニタリング記録:"),
    ] {
        let broken = sound.replacen(right, wrong, 1);
        let run = filled(&broken).check();
        assert_eq!(on_record(&broken), [] as [&str; 0], "{broken}");
        assert!(run.all().iter().any(|found| found.file == MANIFEST), "{broken}: the pack itself is told of");
    }
    // What has nothing to do with the words hides nothing.
    let other = sound.replace("できた, 数", "よい, 数") + "体裁: {網: 濃い}\n";
    assert_eq!(on_record(&other), ["「できた」は選べる語にありません"]);
}

#[test]
fn a_pack_that_stands_on_nothing_is_told_of_where_it_is_written() {
    let run = Project::new()
        .edit(OFFICE, "様式: plain", "様式: mado")
        .file(MANIFEST, "名称: まど\n表記: {見出し: {備考: 覚え}}\n")
        .check();
    let finding = run.findings("form-unknown").into_iter().next().expect("it is said");
    assert!(
        finding.help.starts_with("templates/mado/pack.yaml に「継承: standard」と書いてください"),
        "{}",
        finding.help
    );
}

#[test]
fn a_form_for_a_paper_that_nobody_knows_is_said() {
    let run = Project::new().edit(OFFICE, "様式: plain", "様式: {個別支援計画書: tokyo, 別表: tokyo}").check();
    let found = run.findings("unknown-key");
    let told: Vec<(&str, &str)> = found.iter().map(|own| (own.message.as_str(), own.help.as_str())).collect();
    let [(plan, near), (schedule, all)] = told[..] else { panic!("{told:?}") };
    assert_eq!((plan, near), ("`様式` の `個別支援計画書` という文書はありません", "`個別支援計画` ではありませんか"));
    assert_eq!(schedule, "`様式` の `別表` という文書はありません");
    assert!(all.starts_with("様式を選べる文書: ") && all.contains("新旧対照表"), "{all}");
    let child = Project::new();
    let text = format!("様式: {{面談の記録: tokyo}}\n{}", child.text("cases/hana/child.yaml"));
    let finding = child.file("cases/hana/child.yaml", text).check().finding("unknown-key");
    assert_eq!((finding.file.as_str(), finding.line), ("cases/hana/child.yaml", 1));
}

#[test]
fn a_draft_of_the_consultation_may_have_a_form_of_its_own() {
    let draft = "cases/hana/consult/plan/2024-03-10.yaml";
    let print = |forms: &str| {
        let project = Project::new().overlay(&repository().join("tests/consult"));
        let child = format!("様式: {forms}\n{}", project.text("cases/hana/child.yaml"));
        let project = project.file("cases/hana/child.yaml", child);
        assert!(project.has(draft));
        project.run(["build", "hana", "--kind", "consult-plan", "--draft"]);
        let of = |day: &str| pdf_words(&project.root().join(format!("output/hana/consult-plan-{day}.pdf")));
        [of("2024-03-10").contains("【様式1－１】"), of("2024-03-20").contains("【様式1－１】")]
    };
    assert_eq!(print("{障害児支援利用計画案: nakano, 障害児支援利用計画: standard}"), [true, false]);
    assert_eq!(print("{障害児支援利用計画: nakano}"), [true, false]);
    assert_eq!(print("{障害児支援利用計画: standard}"), [false, false]);
}
