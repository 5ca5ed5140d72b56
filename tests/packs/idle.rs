//! Settings that a pack's forms have no use for: each is said at its line, with what was meant.

use super::{MANIFEST, form, manifest, packs, project, said};
use crate::driver::{PLAN_PRINT, Project, pdf_words};
use shien::diagnostic::Severity;

/// Line, message and help of each.
fn told(pack: &str) -> Vec<(usize, String, String)> {
    said(pack, &[]).into_iter().map(|(_, _, line, message, help)| (line, message, help)).collect()
}

#[test]
fn names_that_no_template_asks_for_are_said() {
    let pack = manifest(
        "  個別支援計画:
    任意欄: [家族の表, 送迎]
    寸法: {意向: 50, 目的: 30}
    続紙: {週間計画表: {用紙: A4横}, 別表: {用紙: A4縦}}
  障害児支援利用計画:
    続紙: {週間表: {様式番号: 二}}
    寸法: {行: 60, 全体像: 40}
",
    );
    let not = |line, key: &str, name: &str, title: &str, help: &str| {
        (line, format!("`{key}` の `{name}` を、「{title}」の雛形は使いません"), help.to_owned())
    };
    let boxes = "雛形の使う名前: 補足欄、課題、送迎、通所自立支援、備考、評価及び今後の方針";
    assert_eq!(
        told(&pack),
        [
            not(5, "任意欄", "家族の表", "個別支援計画", boxes),
            not(6, "寸法", "目的", "個別支援計画", "`目標` ではありませんか"),
            not(7, "続紙", "週間計画表", "個別支援計画", "雛形の使う名前: 別表"),
            not(9, "続紙", "週間表", "障害児支援利用計画", "`週間計画表` ではありませんか"),
        ]
    );
    assert!(said(&pack, &[]).iter().all(|found| found.0 == Severity::Warning && found.1 == "unknown-key"));
}

#[test]
fn settings_that_no_template_asks_for_are_said() {
    let pack = manifest(
        "  個別支援計画:
    行数: 6
    順: 新旧
    同意文に交付: true
  面談記録: {同意文に交付: true, 様式番号: 二}
  モニタリング報告書: {行数: 6}
  新旧対照表: {順: 新旧, 様式番号: 三}
",
    );
    let not = |line, key: &str, title: &str, asks: &str| {
        let help = format!("この行を消してください。自分の雛形で使うなら、その中に {{{{ {asks} }}}} と書きます");
        (line, format!("「{title}」の雛形は `{key}` を使いません"), help)
    };
    assert_eq!(
        told(&pack),
        [
            not(5, "行数", "個別支援計画", "form.rows"),
            not(6, "順", "個別支援計画", "form.new_first"),
            not(8, "同意文に交付", "面談記録", "form.delivers"),
        ]
    );
}

#[test]
fn a_template_of_ones_own_may_ask_for_them() {
    let pack =
        manifest("  面談記録: {雛形: own.typ.j2, 行数: 4, 任意欄: [連絡先], 寸法: {要点: 90}, 続紙: {裏: {}}}\n");
    let own = "{% extends \"standard/interview.typ.j2\" %}\n{% block texts %}{{ form.rows }} {{ form.boxes[\"連絡先\"] }} \
               #size(\"要点\") {{ form.sheets['裏'].title }}{% endblock %}\n";
    assert_eq!(said(&pack, &[("templates/mado/own.typ.j2", own)]), []);
}

#[test]
fn a_library_of_ones_own_may_ask_for_them() {
    let pack = manifest("  面談記録: {雛形: own.typ.j2, 任意欄: [連絡先], 寸法: {要点: 90}}\n");
    let own = |import: &str| {
        format!("{{% extends \"standard/interview.typ.j2\" %}}\n{{% block texts %}}{import}{{% endblock %}}\n")
    };
    let library = "#let box(form) = if form.boxes.at(\"連絡先\") { v(form.sizes.at(\"要点\") * 1pt) }\n";
    let imports = own("#import \"/lib/mado.typ\": box\n#box({{ form }})");
    let files = [("templates/mado/own.typ.j2", imports.as_str()), ("templates/lib/mado.typ", library)];
    assert_eq!(said(&pack, &files), []);
    // A file that nothing imports asks for nothing.
    let alone = own("");
    let files = [("templates/mado/own.typ.j2", alone.as_str()), ("templates/lib/mado.typ", library)];
    assert_eq!(said(&pack, &files).len(), 2);
}

#[test]
fn a_number_of_the_form_stands_on_every_paper() {
    let number = "第９号様式(第３条)";
    let project = project(&manifest(&format!("  個別支援計画: {{様式番号: {number}}}\n")));
    assert_eq!(project.run(["build", "--kind", "plan"]).code, Some(0));
    let print = pdf_words(&project.root().join(PLAN_PRINT));
    assert_eq!(print.matches(number).count(), 1, "{print}");
    assert_eq!(form(&manifest(""), "個別支援計画").number, None);
}

#[test]
fn fields_that_no_document_has_cannot_be_required() {
    let pack =
        manifest("  個別支援計画:\n    必須: [\"支援[].留意事項\", \"支援[].配慮事項\", 見直し日, 計画期間.初め]\n");
    let not = |path: &str, name: &str, help: &str| {
        (5, format!("`必須` の `{path}` にある `{name}` は、「個別支援計画」の欄ではありません"), help.to_owned())
    };
    assert_eq!(
        told(&pack),
        [
            not("支援[].配慮事項", "配慮事項", "`留意事項` ではありませんか"),
            not("見直し日", "見直し日", "`次回見直し年月日` ではありませんか"),
            not("計画期間.初め", "初め", "ここにある欄: 開始、終了"),
        ]
    );
}

#[test]
fn boxes_of_one_name_are_said() {
    let pack = manifest(
        "  個別支援計画:
    追加項目:
      - {名称: 家庭, 型: 文章}
      - {名称: 家庭, 型: 文章, 行: 支援}
      - {名称: 家庭, 型: 数}
",
    );
    let help = "どちらかを消すか、別の名称にしてください".to_owned();
    assert_eq!(told(&pack), [(8, "`追加項目` に「家庭」が二つあります".to_owned(), help)]);
}

#[test]
fn a_template_that_is_not_there_is_said_once_at_its_name() {
    let pack = manifest("  個別支援計画: {雛形: plan.typ}\n");
    let (message, help) = ("`雛形` の「plan.typ」が templates/mado/ にありません", "「plan.typ.j2」ではありませんか");
    assert_eq!(told(&pack), [(4, message.to_owned(), help.to_owned())]);
    let run = project(&pack).run(["build"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stderr.matches("plan.typ」が").count(), 1, "{}", run.stderr);
    assert!(!run.stderr.contains("does not exist"), "{}", run.stderr);
}

#[test]
fn a_template_that_goes_on_from_none_says_so_at_its_line() {
    let pack = manifest("  個別支援計画: {雛形: plan.typ.j2}\n");
    let project =
        project(&pack).file("templates/mado/plan.typ.j2", "{# 市 #}\n{% extends \"standard/plann.typ.j2\" %}\n");
    let finding = project.check_print().finding("template-invalid");
    assert_eq!(
        (finding.line, finding.message.as_str()),
        (2, "雛形に誤りがあります(雛形「standard/plann.typ.j2」がありません)")
    );
}

#[test]
fn a_pack_that_stands_on_none_is_said_once_at_its_name() {
    for (key, near) in [("継承: standrad", "standard"), ("継承: standard\n旧版: madoo", "mado")] {
        let pack = format!("名称: まど市様式\n{key}\n");
        let found = said(&pack, &[]);
        let [(severity, code, line, message, help)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((*severity, code.as_str(), *line), (Severity::Error, "form-unknown", key.lines().count() + 1));
        assert!(
            message.starts_with("様式 `") && help.starts_with(&format!("`{near}` ではありませんか")),
            "{message} {help}"
        );
    }
    let run = Project::copied().file(MANIFEST, "名称: まど市様式\n継承: standrad\n").run(["check", "--form", "mado"]);
    assert_eq!((run.stdout + &run.stderr).matches("様式 `standrad` がありません").count(), 1);
    let circle = "名称: まど市様式\n継承: hoka\n";
    let other = ("templates/hoka/pack.yaml", "名称: ほか\n継承: mado\n");
    let found: Vec<String> = packs(circle, &[other]).findings().map(|found| found.message.clone()).collect();
    assert_eq!(found, ["様式 `mado` の継承が輪になっています", "様式 `hoka` の継承が輪になっています"]);
}
