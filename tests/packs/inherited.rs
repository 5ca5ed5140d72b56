//! What a pack says of what it stands on: labels of one document, boxes and duties left out, blocks that are there.

use super::{form, manifest, packs, print_of, project, said};
use crate::driver::PLAN;
use shien::diagnostic::Severity;
use shien::forms::Packs;
use shien::source::Memory;

const LEFT_OUT: &str = "  個別支援計画:\n    必須: [備考, \"支援[].留意事項\"]\n    任意欄: [備考]\n";

/// A second pack, on the first.
const CHILD: (&str, &str) = (
    "templates/yane/pack.yaml",
    "名称: やね市様式\n継承: mado\n文書:\n  個別支援計画:\n    外す: {任意欄: [補足欄], 必須: [備考]}\n",
);

#[test]
fn labels_of_one_document_hold_on_it_alone() {
    let pack =
        manifest("  個別支援計画:\n    表記: {見出し: {担当者: 受け持ち, 長期目標\\n（内容・期間等）: 遠い目標}}\n");
    let pack =
        pack.replace("担当者:", "留意事項:").replace("長期目標\\n（内容・期間等）", "\"長期目標\\n（内容・期間等）\"");
    assert_eq!(form(&pack, "個別支援計画").wording.label("留意事項"), "受け持ち");
    assert_eq!(form(&pack, "障害児支援利用計画").wording.label("留意事項"), "留意事項");
    let print = print_of(&project(&pack));
    assert!(print.contains("受け持ち") && print.contains("遠い目標"), "{print}");
    assert!(!print.contains("留意事項"), "{print}");
}

#[test]
fn the_nearer_pack_and_then_the_nearer_document_has_the_label() {
    let pack = "名称: まど市様式\n継承: standard\n表記: {見出し: {留意事項: 配慮}}\n文書:\n  \
                個別支援計画: {表記: {見出し: {留意事項: 心づかい}}}\n";
    let child = "名称: やね市様式\n継承: mado\n表記: {見出し: {留意事項: 気配り}}\n";
    let packs = packs(pack, &[("templates/yane/pack.yaml", child)]);
    let label = |id: &str, title: &str| packs.form(id, title, None, None).expect("a form").wording.label("留意事項");
    assert_eq!(label("mado", "個別支援計画"), "心づかい");
    assert_eq!(label("mado", "モニタリング報告書"), "配慮");
    assert_eq!(label("yane", "個別支援計画"), "気配り");
}

#[test]
fn what_a_parent_prints_or_requires_can_be_left_out() {
    let packs = packs(&manifest(LEFT_OUT), &[CHILD]);
    assert_eq!(packs.findings().count(), 0, "{:?}", packs.findings().collect::<Vec<_>>());
    let form = |id: &str| packs.form(id, "個別支援計画", None, None).expect("a form");
    let boxes = |id: &str| form(id).boxes.iter().cloned().collect::<Vec<_>>();
    assert_eq!(boxes("mado"), ["備考", "補足欄", "課題"]);
    assert_eq!(form("mado").required, ["備考", "支援[].留意事項"]);
    assert_eq!(boxes("yane"), ["備考", "課題"]);
    assert_eq!(form("yane").required, ["支援[].留意事項"]);
}

#[test]
fn a_box_left_out_is_not_printed() {
    let with = print_of(&project(&manifest("  個別支援計画: {様式番号: まど}\n")));
    let without = project(&manifest("  個別支援計画: {外す: {任意欄: [補足欄]}}\n"));
    assert!(with.contains("次回見直し年月日"), "{with}");
    assert!(!print_of(&without).contains("次回見直し年月日"));
    assert_eq!(without.check_print().findings("value-unprinted"), []);
}

#[test]
fn the_boxes_of_tokyo_can_be_left_out_one_by_one() {
    let pack = "名称: まど市様式\n継承: tokyo\n文書:\n  個別支援計画: {様式番号: まど}\n";
    let boxes = [
        ("送迎", "送迎の実施"),
        ("通所自立支援", "通所自立支援"),
        ("備考", "備考"),
        ("評価及び今後の方針", "評価及び今後の方針"),
    ];
    let whole = print_of(&project(pack));
    for (name, label) in boxes {
        assert!(whole.contains(label), "{label}: {whole}");
        let left_out = pack.replace("様式番号: まど", &format!("外す: {{任意欄: [{name}]}}"));
        let print = print_of(&project(&left_out));
        let others: Vec<&str> = boxes.iter().map(|(_, label)| *label).filter(|label| print.contains(label)).collect();
        assert_eq!(others.len(), 3, "without {name}: {others:?}");
        assert!(!print.contains(label), "{label}: {print}");
        assert_eq!(
            print.matches("支援が必要な理由など").count(),
            if label.contains("支援") || name == "送迎" { 1 } else { 2 }
        );
    }
    let all = pack.replace("様式番号: まど", "外す: {任意欄: [送迎, 通所自立支援, 備考, 評価及び今後の方針]}");
    let written = project(&all).edit(PLAN, "別表:\n", "送迎: {実施: 有, 理由: 道が暗い。}\n備考: なし\n別表:\n");
    let print = print_of(&written);
    assert!(boxes.iter().all(|(_, label)| !print.contains(label)) && !print.contains("道が暗い"), "{print}");
    // What is written and not printed is said by the form's own rule, and by no other.
    let run = written.check_print();
    assert_eq!((run.findings("box-unprinted").len(), run.findings("value-unprinted").len()), (2, 0), "{}", run.list());
}

#[test]
fn what_cannot_be_left_out_is_said_with_what_was_meant() {
    let pack = manifest(
        "  個別支援計画:\n    外す:\n      任意欄: [補足欄, 補則欄]\n      必須: [\"支援[].支援目標\"]\n      追加項目: [好きな遊び]\n",
    );
    let found = said(&pack, &[]);
    let helps: Vec<(usize, &str)> = found.iter().map(|(_, _, line, _, help)| (*line, help.as_str())).collect();
    assert_eq!(
        helps,
        [
            (6, "`補足欄` ではありませんか"),
            (7, "基準が求める欄は、様式では外せません。この行を消してください"),
            (8, "継承した様式に 追加項目 はありません。この行を消してください"),
        ],
        "{found:?}"
    );
    assert!(found.iter().all(|(severity, code, ..)| *severity == Severity::Error && code == "unknown-key"));
}

#[test]
fn a_block_that_stands_for_none_is_said_with_what_was_meant() {
    let pack = manifest("  面談記録: {雛形: interview.typ.j2}\n");
    let template = "{% extends \"standard/interview.typ.j2\" %}\n\n{% block hed %}\n{% endblock %}\n{% block texts %}\n\
                    {% block own %}{% endblock %}\n{% endblock %}\n";
    let found = said(&pack, &[("templates/mado/interview.typ.j2", template)]);
    let [(severity, code, line, message, help)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((*severity, code.as_str(), *line), (Severity::Error, "template-invalid", 3));
    assert!(message.contains("`{% block hed %}`") && message.contains("印刷されません"), "{message}");
    assert_eq!(help, "`{% block head %}` ではありませんか");
}

#[test]
fn a_block_within_one_that_the_parent_wrote_anew_is_lost_too() {
    // The main block of tokyo has none of those that standard has in its own.
    let pack = "名称: まど市様式\n継承: tokyo\n文書:\n  個別支援計画: {雛形: plan.typ.j2}\n";
    let lost = "{% extends \"tokyo/plan.typ.j2\" %}\n{% block after %}{% endblock %}\n";
    let found = said(pack, &[("templates/mado/plan.typ.j2", lost)]);
    assert!(
        matches!(&found[..], [(Severity::Error, _, 2, message, _)] if message.contains("block after")),
        "{found:?}"
    );
    let kept = "{% extends \"tokyo/plan.typ.j2\" %}\n{% block schedules %}{% endblock %}\n";
    assert_eq!(said(pack, &[("templates/mado/plan.typ.j2", kept)]), []);
}

#[test]
fn a_label_that_nothing_uses_is_said_with_what_was_meant() {
    let pack = "名称: まど市様式\n継承: standard\n表記:\n  見出し:\n    総合的な支援の方計: 全体の方針\n    \
                作成日: 書いた日\n  置換: {障碍: 障がい}\n文書:\n  面談記録:\n    表記: {見出し: {議題: 話すこと}}\n";
    let found = said(pack, &[]);
    let told: Vec<(Severity, usize)> = found.iter().map(|(severity, _, line, ..)| (*severity, *line)).collect();
    assert_eq!(told, [(Severity::Warning, 5), (Severity::Warning, 7), (Severity::Warning, 10)], "{found:?}");
    assert!(found[0].4.contains("`総合的な支援の方針` ではありませんか"), "{found:?}");
    assert!(found[2].3.contains("「面談記録」の見出しにありません"), "{found:?}");
}

#[test]
fn of_labels_nothing_is_said_where_a_template_is_not_there() {
    let pack = "名称: まど市様式\n継承: standard\n表記: {見出し: {議題の一覧: 話すこと}}\n文書:\n  面談記録: {雛形: nothing.typ.j2}\n";
    let codes: Vec<String> = said(pack, &[]).into_iter().map(|found| found.1).collect();
    assert_eq!(codes, ["template-invalid"]);
}

/// What the program carries is held to the same: each of its packs as if it were an office's own.
#[test]
fn no_shipped_pack_has_an_idle_label_or_a_lost_block() {
    let shipped = Packs::load(Box::new(Memory::new()));
    let mut own = Memory::new();
    for id in shipped.iter().map(|pack| pack.id.clone()) {
        for (path, text) in shipped.shipped_files(&id) {
            // A line more, so that it is not what the program carries.
            let line = if path.ends_with(".yaml") { "\n# \n" } else { "\n{# #}\n" };
            own = own.with(format!("templates/{path}"), (text + line).as_bytes());
        }
    }
    let packs = Packs::load(Box::new(own));
    let found: Vec<String> = packs.findings().map(|finding| format!("{finding:?}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
