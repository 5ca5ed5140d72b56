//! 体裁: margins, foot, shade, words across, faces; the paper of the 別表; the sentence of consent.

use super::{MANIFEST, form, manifest, packs, print_of, project, said};
use crate::consult_forms::{FINAL, all_text, consult, pages};
use crate::driver::{PLAN, PLAN_PRINT, Project};
use crate::form_layout::lines;
use crate::sheets::Sheets;
use shien::diagnostic::Severity;
use shien::font::Fonts;
use shien::forms::{FootPart, WatermarkLook};
use shien::template::look_line;
use std::process::Command;

/// What a tool of poppler says of the plan's print.
fn asked(project: &Project, tool: &str, arguments: &[&str]) -> String {
    let run = Command::new(tool).args(arguments).arg(project.root().join(PLAN_PRINT)).arg("-").output();
    String::from_utf8_lossy(&run.expect(tool).stdout).into_owned()
}

/// How far from the left edge the leftmost word of the first page stands, in points.
fn leftmost(project: &Project) -> f64 {
    let boxes = asked(project, "pdftotext", &["-bbox", "-l", "1"]);
    let starts = boxes.lines().filter_map(|line| line.split("xMin=\"").nth(1)?.split('"').next()?.parse::<f64>().ok());
    starts.fold(f64::INFINITY, f64::min)
}

#[test]
fn margins_foot_and_faces_are_those_of_the_pack() {
    let own = "  個別支援計画:\n    体裁: {余白: {左: 30}, 下の隅: [氏名, ページ], 書体: [Noto Sans JP], 透かし: なし, 網: 20}\n";
    let (plain, own) = (project(&manifest("  個別支援計画: {様式番号: まど}\n")), project(&manifest(own)));
    let (before, after) = (print_of(&plain), print_of(&own));
    assert!(leftmost(&own) - leftmost(&plain) > 28.0, "{} {}", leftmost(&own), leftmost(&plain));
    assert!(before.contains("版") && !after.contains("版"), "{after}");
    // Once at the foot of each of the two sheets.
    let dates = |print: &str| print.matches("作成日令和6年3月28日").count();
    assert_eq!(dates(&before) - dates(&after), 2, "{before}\n{after}");
    assert!(after.contains("1/2"), "{after}");
    let run =
        |project: &Project| Command::new("pdffonts").arg(project.root().join(PLAN_PRINT)).output().expect("pdffonts");
    let names = |project: &Project| String::from_utf8_lossy(&run(project).stdout).into_owned();
    assert!(!names(&plain).contains("NotoSansJP") && names(&own).contains("NotoSansJP"), "{}", names(&own));
    assert_eq!(own.check_print().findings("value-unprinted"), []);
}

#[test]
fn any_parts_of_the_foot_may_be_left_out() {
    for foot in ["", "題", "日付", "版", "題, 日付", "題, 日付, 版, ページ", "氏名, 版"] {
        let project = project(&manifest(&format!("  個別支援計画: {{体裁: {{下の隅: [{foot}]}}}}\n")));
        let run = project.check_print();
        assert_eq!(run.findings("value-unprinted"), [], "[{foot}]");
        let print = print_of(&project);
        assert_eq!(print.contains("1/2"), foot.contains("ページ"), "[{foot}]: {print}");
    }
}

#[test]
fn bold_words_stay_bold_where_the_faces_of_the_pack_have_no_bold_one() {
    let bold = |look: &str| {
        let own = project(&manifest(&format!("  個別支援計画: {look}\n")));
        assert_eq!(own.run(["build", "--kind", "plan"]).code, Some(0));
        let html = asked(&own, "pdftohtml", &["-xml", "-i", "-stdout"]);
        let words = html.lines().filter_map(|line| line.split_once("<b>")?.1.split_once("</b>"));
        words.map(|(word, _)| word.to_owned()).collect::<Vec<_>>()
    };
    let (before, after) = (bold("{様式番号: まど}"), bold("{体裁: {書体: [Noto Sans JP]}}"));
    assert!(before.len() > 1, "{before:?}");
    assert_eq!(before, after);
}

#[test]
fn the_nearer_pack_and_the_document_have_the_look() {
    let pack = "名称: まど市様式\n継承: standard\n体裁: {余白: {左: 20, 上: 12}, 網: 10}\n文書:\n  \
                個別支援計画: {体裁: {余白: {左: 25}, 下の隅: []}}\n";
    let child = "名称: やね市様式\n継承: mado\n体裁: {網: 0, 透かし: 網}\n";
    let packs = packs(pack, &[("templates/yane/pack.yaml", child)]);
    assert_eq!(packs.findings().count(), 0);
    let look = |title: &str| packs.form("yane", title, None, None).expect("a form").look.clone();
    let plan = look("個別支援計画");
    assert_eq!((plan.foot, plan.shade, plan.watermark), (Some(vec![]), Some(0), Some(WatermarkLook::Shade)));
    assert_eq!(
        look_line(&look("個別支援計画"), &Fonts::embedded()).expect("settings"),
        "#let margin = margin + (top: 12mm, left: 25mm); #let foot-parts = (); #let shade = luma(100%); \
         #let watermark = \"網\""
    );
    assert_eq!(look("面談記録").margins, [("top", 12), ("left", 20)]);
    let foot = form(&manifest("  面談記録: {体裁: {下の隅: [題, ページ]}}\n"), "面談記録").look.foot.clone();
    assert_eq!(foot, Some(vec![FootPart::Title, FootPart::Page]));
    let plain = form(&manifest("  面談記録: {様式番号: 三}\n"), "面談記録");
    assert_eq!(look_line(&plain.look, &Fonts::embedded()), None);
}

const SUPPORT_PLAN: (&str, &str) = ("plan", "2024-03-28");

#[test]
fn with_the_narrowest_margins_nothing_stands_nearer_to_an_edge_than_seven_millimetres() {
    let pack = "名称: まど市様式\n継承: standard\n体裁: {余白: {左: 7, 右: 7, 上: 12, 下: 11}}\n文書:\n  \
                個別支援計画: {様式番号: 第九号}\n";
    for (project, document) in [(consult(), FINAL), (Project::new(), SUPPORT_PLAN)] {
        let layout = pages(&project.file(MANIFEST, pack), document, "mado");
        assert!(layout.pages() > 1);
        Sheets::of(&layout, document.0.to_owned()).assert_floors_and_edges();
    }
}

#[test]
fn the_box_of_a_long_number_is_as_wide_as_the_number() {
    let number = "第１２号様式の２(第２１条関係)";
    let own = |title: &str, sheet: &str| {
        manifest(&format!("  {title}: {{様式番号: {number}, 続紙: {{{sheet}: {{様式番号: {number}, 用紙: A4縦}}}}}}\n"))
    };
    let sheets = [
        (consult(), FINAL, own("障害児支援利用計画", "週間計画表")),
        (Project::new(), SUPPORT_PLAN, own("個別支援計画", "別表")),
    ];
    for (project, document, pack) in sheets {
        let layout = pages(&project.file(MANIFEST, pack), document, "mado");
        assert_eq!(all_text(&layout).matches(number).count(), 2, "{document:?}");
        for page in 0..2 {
            let drawing = layout.drawing(page);
            let own = lines(&drawing).into_iter().filter(|line| line.text == number);
            assert_eq!(own.count(), 1, "{document:?} page {page}: it is in one line");
        }
    }
}

#[test]
fn a_title_that_has_no_room_beside_the_number_stands_below_it() {
    let number = "第１２号様式の２(第２１条関係)";
    let pack = |number: &str, look: &str| {
        manifest(&format!("  障害児支援利用計画: {{様式番号: {number}, 用紙: A4縦{look}}}\n"))
    };
    let tops = |pack: String, number: &str| {
        let layout = pages(&consult().file(MANIFEST, pack), FINAL, "mado");
        let lines = lines(&layout.drawing(0));
        let at = |word: &str| lines.iter().find(|line| line.text == word).expect("it is there").rect;
        (at("障害児支援利用計画"), at(number))
    };
    let (title, beside) = tops(pack("九", ""), "九");
    assert!(title.top < beside.bottom && title.right < beside.left);
    let (title, above) = tops(pack(number, ", 体裁: {余白: {左: 40, 右: 40}}"), number);
    assert!(title.top > above.bottom, "{title:?} {above:?}");
}

#[test]
fn what_no_sheet_can_be_printed_with_is_said() {
    let found =
        said("名称: まど市様式\n継承: standard\n体裁:\n  余白: {左: 5, 下: 60}\n  網: 80\n  透かし: 薄い\n", &[]);
    let helps: Vec<(usize, &str)> = found.iter().map(|(_, _, line, _, help)| (*line, help.as_str())).collect();
    assert!(helps.contains(&(4, "7 から 40 までの数(ミリメートル)を書いてください")), "{found:?}");
    assert!(helps.contains(&(4, "11 から 40 までの数(ミリメートル)を書いてください")), "{found:?}");
    assert!(helps.contains(&(5, "0 から 30 までの数(黒の濃さのパーセント)を書いてください")), "{found:?}");
    assert!(helps.iter().any(|(line, help)| *line == 6 && help.contains("輪郭")), "{found:?}");
    assert!(found.iter().all(|(severity, code, ..)| *severity == Severity::Error && code == "value-invalid"));
    let run = project(&manifest("  個別支援計画: {体裁: {書体: [Noto Sans JK]}}\n")).check();
    let finding = run.finding("value-invalid");
    assert!(
        finding.message.contains("Noto Sans JK") && finding.help.contains("`Noto Sans JP` ではありませんか"),
        "{finding:?}"
    );
}

#[test]
fn what_is_refused_is_not_printed_with() {
    let pack = "名称: まど市様式\n継承: standard\n体裁: {余白: {左: 20, 上: 14}, 網: 10}\n";
    let wrong = "名称: やね市様式\n継承: mado\n体裁: {余白: {左: 5, 上: 80, 右: 30}, 網: 80}\n文書:\n  \
                 面談記録: {体裁: {余白: {右: 6}}}\n";
    let packs = packs(pack, &[("templates/yane/pack.yaml", wrong)]);
    assert_eq!(packs.findings().count(), 4);
    let look = packs.form("yane", "面談記録", None, None).expect("a form").look.clone();
    assert_eq!((look.margins, look.shade), (vec![("top", 14), ("left", 20), ("right", 30)], Some(10)));
}

#[test]
fn the_schedule_has_a_paper_of_its_own() {
    let pages = |project: &Project| -> Vec<String> {
        assert_eq!(project.run(["build", "--kind", "plan"]).code, Some(0));
        let run = Command::new("pdfinfo").args(["-l", "9"]).arg(project.root().join(PLAN_PRINT)).output();
        let said = String::from_utf8_lossy(&run.expect("pdfinfo").stdout).into_owned();
        said.lines().filter(|line| line.contains("size:") && line.starts_with("Page")).map(str::to_owned).collect()
    };
    let own = project(&manifest("  個別支援計画: {続紙: {別表: {用紙: A4縦, 題名: 週の予定}}}\n"));
    let sizes = pages(&own);
    assert!(sizes.last().is_some_and(|size| size.contains("595.276 x 841.89")), "{sizes:?}");
    assert!(print_of(&own).contains("週の予定"));
    let sizes = pages(&project(&manifest("  個別支援計画: {様式番号: まど}\n")));
    assert!(sizes.iter().all(|size| size.contains("841.89 x 595.276")), "{sizes:?}");
}

#[test]
fn the_labels_of_an_upright_schedule_break_between_words() {
    for look in ["{}", "{余白: {左: 25, 右: 12}}"] {
        let own = format!("  個別支援計画: {{続紙: {{別表: {{用紙: A4縦}}}}, 体裁: {look}}}\n");
        let layout = pages(&project(&manifest(&own)), SUPPORT_PLAN, "mado");
        let drawing = layout.drawing(layout.pages() - 1);
        let lines: Vec<String> = lines(&drawing).into_iter().map(|line| line.text).collect();
        let whole = ["利用児氏名", "利用開始・", "終了時間", "【支援前】", "支援前・支援後", "延長を", "必要とする"];
        for whole in whole {
            assert!(lines.iter().any(|line| line == whole), "{whole}: {lines:?}");
        }
        // Over the hours of seven days before and after the support, and once at the left.
        assert_eq!(lines.iter().filter(|line| *line == "延長支援時間").count(), 15, "{look}: {lines:?}");
        // One pair of brackets, that of its state.
        let title = lines.iter().find(|line| line.starts_with("個別支援計画別表")).expect("a title");
        assert!(title.matches(['(', '（']).count() <= 1, "{title}");
    }
}

#[test]
fn one_signature_is_for_consent_and_delivery() {
    let sentence = "内容に同意し、交付を受けました。";
    let confirmed = |pack: &str| project(pack).edit(PLAN, "状態: 原案", "状態: 確定");
    let printed = |project: &Project| {
        let run = project.run(["build", "--kind", "plan", "--draft"]);
        assert!(project.has(PLAN_PRINT), "{}", run.stderr);
        asked(project, "pdftotext", &["-raw"]).split_whitespace().collect::<String>().matches(sentence).count()
    };
    // On the main sheet and on the 別表.
    assert_eq!(printed(&confirmed(&manifest("  個別支援計画: {同意文に交付: true}\n"))), 2);
    assert_eq!(printed(&confirmed(&manifest("  個別支援計画: {様式番号: まど}\n"))), 0);
    let off = "名称: まど市様式\n継承: tokyo\n文書:\n  個別支援計画: {同意文に交付: false}\n";
    assert!(!form(off, "個別支援計画").consent_delivers);
    assert_eq!(printed(&confirmed(off)), 0);
}
