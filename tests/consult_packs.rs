//! The packs of municipalities for the papers of the 相談支援 side.

use crate::consult_forms::{DRAFT, FINAL, PLAN, REPORT, all_text, at, consult, pages, rows_below, text};
use crate::driver::{CHILD, Project, files_below, repository};
use crate::form_layout::{assert_boxes, between, boxes, enclosing, lay_out_in, lines};
use crate::sheets::{Sheets, fish, used};
use crate::sweep::papers::{ORDINARY, Paper, consult_plan, report};
use crate::sweep::press::Press;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project as Shien, Settings};
use shien::source::Disk;
use shien::typeset::{Fit, FitKind, Stroke};

const NAKANO: [&str; 2] = [include_str!("forms/nakano-plan.csv"), include_str!("forms/nakano-week.csv")];

#[test]
fn nakano_has_every_box_of_its_two_sheets_where_the_real_form_has_it() {
    let layout = pages(&consult(), DRAFT, "nakano");
    assert_eq!(layout.pages(), 2);
    for (page, table) in NAKANO.into_iter().enumerate() {
        assert_boxes(table, &boxes(&layout).into_iter().filter(|one| one.page == page).collect::<Vec<_>>());
    }
    for (page, words) in [
        (0, "新規"),
        (0, "【様式1－１】"),
        (0, "サービス等利用計画案・障害児支援利用計画案"),
        (0, "〒千葉県船橋市みどり野3丁目5番8号"),
        (0, "・当初３ヶ月、後６ヶ月毎実施・当初３ヶ月、後１年毎実施・６ヶ月毎実施・１年毎実施・その他"),
        (1, "サービス等利用計画案・障害児支援利用計画案【週間計画表】"),
        (1, "【様式１－２】"),
        (1, "通院介護の場合通院先通院頻度回/病院までの片道所要時間"),
        (1, "６：００８：００１０：００"),
    ] {
        assert!(
            text(&layout, page).contains(words) && text(&layout, page).contains("中野区"),
            "{words}: {}",
            text(&layout, page)
        );
    }
    for absent in ["保護者氏名", "本人との続柄", "通所受給者証番号"] {
        assert!(!all_text(&layout).contains(absent), "{absent}");
    }
}

#[test]
fn every_upright_line_of_nakanos_head_ends_at_a_level_one() {
    let drawing = pages(&consult(), DRAFT, "nakano").drawing(1);
    let (_, grid) = at(&drawing, "月");
    let is_level = |stroke: &&Stroke| (stroke.from.1 - stroke.to.1).abs() < 0.01;
    let upright = drawing.strokes.iter().filter(|stroke| (stroke.from.0 - stroke.to.0).abs() < 0.01);
    let ends = upright.flat_map(|stroke| [stroke.from, stroke.to]).filter(|end| end.1 < grid - 6.0);
    let loose = |(x, y): &(f64, f64)| {
        let mut level = drawing.strokes.iter().filter(is_level);
        !level.any(|stroke| (stroke.from.1 - y).abs() < 0.6 && between(*x, stroke.from.0, stroke.to.0))
    };
    assert_eq!(ends.filter(loose).collect::<Vec<_>>(), [], "above {grid}");
}

/// What a reader finds on a paper of a project on a pack, and what the guard misses there.
fn read(project: &Project, document: (&str, &str), form: &str) -> (String, Vec<String>) {
    let opened = Shien::from_files(&|| Box::new(Disk::new(project.root())), Fonts::embedded()).expect("it opens");
    let (case, _) = opened.load("hana", &Settings::default());
    let document = case.document(document.0, document.1).expect("it is there");
    let mut printer = Printer::new(&opened, Some(form));
    let rendering = printer.rendering(&case, document).expect("the form has no error");
    let layout = printer.layout(rendering.source()).expect("it is laid out");
    let missed = printer.guard(&rendering, &layout).into_iter().map(|finding| finding.message).collect();
    (printer.words(&layout).join("\n"), missed)
}

#[test]
fn nakano_ticks_what_was_written_and_prints_nothing_of_a_consent() {
    let draft = "cases/hana/consult/plan/2024-03-10.yaml";
    let own = "追加: {作成区分: 更新, 更新の月: \"4\", 障害区分: 知的, 通院先: みどり野こどもクリニック, 通院頻度: 月1回, 病院までの片道所要時間: 20分}\n";
    let project = consult().edit(draft, "週間計画:\n", &format!("{own}週間計画:\n"));
    let (words, missed) = read(&project, DRAFT, "nakano");
    assert_eq!(missed, [""; 0]);
    assert!(words.contains("更新を選択") && words.contains("知的を選択") && !words.contains("新規を選択"), "{words}");
    let layout = pages(&project, DRAFT, "nakano");
    assert!(text(&layout, 0).contains("更新（4月更新）"), "{}", text(&layout, 0));
    let hospital = "通院先みどり野こどもクリニック通院頻度月1回病院までの片道所要時間20分";
    assert!(text(&layout, 1).contains(hospital), "{}", text(&layout, 1));
    // The consent stands in events.yaml; beside the words 利用者同意署名欄 is nothing.
    let drawing = layout.drawing(0);
    let label = lines(&drawing).into_iter().find(|line| line.text == "利用者同意署名欄").expect("its label").rect;
    let beside = lines(&drawing).into_iter().filter(|line| {
        let (middle, own) = ((line.rect.top + line.rect.bottom) / 2.0, &line.rect);
        own.left > label.right && (label.top..label.bottom).contains(&middle) && line.size < 100.0
    });
    assert_eq!(beside.map(|line| line.text).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn what_only_nakano_has_may_be_long_and_may_be_left_out_by_a_pack_on_it() {
    let draft = "cases/hana/consult/plan/2024-03-10.yaml";
    let months = "四月と十月の末日までのそれぞれ";
    let own = format!("追加: {{作成区分: 更新, 更新の月: {months}, 通院先: みどり野こどもクリニック}}\n");
    let project = consult().edit(draft, "週間計画:\n", &format!("{own}週間計画:\n"));
    let project = project.edit(CHILD, "住所: ", "住所: 〒273-0000　");
    let layout = pages(&project, DRAFT, "nakano");
    let drawing = layout.drawing(0);
    let head: String = text(&layout, 0);
    assert!(head.contains(&format!("（{months}月更新）")) && head.matches('〒').count() == 1, "{head}");
    // It does not stand in a narrow column of its own.
    let narrow = lines(&drawing).into_iter().find(|line| line.text.contains("四月")).expect("the months");
    assert!(narrow.text.contains("四月と十月"), "{}", narrow.text);
    let pack = "名称: となりの区\n継承: nakano\n文書:\n  障害児支援利用計画案: {外す: {追加項目: [障害区分, 更新の月, 通院頻度]}}\n";
    let without = consult().file("templates/tonari/pack.yaml", pack);
    let without =
        without.edit(draft, "週間計画:\n", "追加: {作成区分: 更新, 通院先: みどり野こどもクリニック}\n週間計画:\n");
    let layout = pages(&without, DRAFT, "tonari");
    let (head, week) = (text(&layout, 0), text(&layout, 1));
    assert!(!head.contains("障害区分") && head.contains("更新（月更新）"), "{head}");
    assert!(week.contains("通院先みどり野こどもクリニック") && !week.contains("通院頻度"), "{week}");
}

#[test]
fn the_ring_of_nakano_lies_around_the_frequency_that_the_plan_says() {
    let written = "[{間隔: 1, 開始年月: 2024-04, 回数: 3}, {間隔: 6, 開始年月: 2024-07}]";
    for (terms, ringed) in [
        (written, "当初３ヶ月、後６ヶ月毎実施"),
        ("[{間隔: 1, 開始年月: 2024-04, 回数: 3}, {間隔: 12, 開始年月: 2024-07}]", "当初３ヶ月、後１年毎実施"),
        ("[{間隔: 6, 開始年月: 2024-04}]", "６ヶ月毎実施"),
        ("[{間隔: 12, 開始年月: 2024-04}]", "１年毎実施"),
        ("[{間隔: 3, 開始年月: 2024-04}]", "その他"),
        ("[2024-09]", "その他"),
        ("[{間隔: 1, 開始年月: 2024-04, 回数: 2}, {間隔: 6, 開始年月: 2024-06}]", "その他"),
        ("[]", ""),
    ] {
        let project = consult().edit("cases/hana/consult/plan/2024-03-10.yaml", written, terms);
        let (words, missed) = read(&project, DRAFT, "nakano");
        assert_eq!(missed, [""; 0], "{terms}");
        let rings: Vec<&str> = words.split("を選択").collect();
        assert_eq!(rings.len(), if ringed.is_empty() { 1 } else { 2 }, "{terms}: {words}");
        assert!(
            ringed.is_empty() || rings[0].ends_with(&format!("\n{ringed}")) || rings[0].ends_with(ringed),
            "{terms}: {words}"
        );
        // What is none of the printed words is said in brackets.
        let squeezed = words.replace(['\n', ' '], "");
        let said = ["（3か月ごと", "（令和6年9月", "（1か月ごと2回"].iter().any(|own| squeezed.contains(own));
        assert_eq!(said, ringed == "その他", "{terms}: {words}");
    }
}

#[test]
fn the_words_of_nakano_are_for_the_draft_alone() {
    let project = consult();
    for document in [FINAL, REPORT] {
        let words = |form| all_text(&pages(&project, document, form));
        assert_eq!(words("nakano"), words("standard"));
    }
}

#[test]
fn the_frequency_of_nakano_never_stands_alone_on_a_sheet() {
    for sentences in 1..=9 {
        let layout = pages(&drafted(5, sentences), DRAFT, "nakano");
        let sheet =
            (0..layout.pages()).find(|page| text(&layout, *page).contains("モニタリング頻度")).expect("it is there");
        assert!(
            text(&layout, sheet).contains("友だちと一緒に遊びたい"),
            "{sentences} sentences: {}",
            text(&layout, sheet)
        );
    }
}

#[test]
fn nakano_goes_on_with_five_rows_and_the_frequency_stands_once() {
    let need = |number: u32| {
        format!(
            "  - {{id: m{number}, 優先順位: {number}, 解決すべき課題: 課題{number}番, 支援目標: 目標, 達成時期: 2024-09, サービス: [{{種類: 相談}}]}}\n"
        )
    };
    let more: String = (3..=7).map(need).collect();
    let draft = "cases/hana/consult/plan/2024-03-10.yaml";
    let project = consult().edit(draft, "週間計画:\n  開始年月", &format!("{more}週間計画:\n  開始年月"));
    let layout = pages(&project, DRAFT, "nakano");
    assert_eq!(layout.pages(), 3);
    assert!(!text(&layout, 0).contains("課題6番") && text(&layout, 1).contains("課題6番"));
    assert_eq!(all_text(&layout).matches("モニタリング頻度").count(), 1);
}

#[test]
fn chiba_numbers_the_sheets_of_a_plan_in_its_own_way_and_is_else_the_national_form() {
    let project = consult();
    for document in [DRAFT, FINAL] {
        let (own, national) = (pages(&project, document, "chiba"), pages(&project, document, "standard"));
        let number = if document == DRAFT { "様式１－" } else { "様式２－" };
        for (page, words) in [(0, "別紙１"), (1, "別紙２")] {
            let numbered = text(&national, page).replacen(&format!("{number}{}", ["１", "２"][page]), words, 1);
            assert_eq!(text(&own, page), numbered);
        }
    }
    let folder = repository().join("templates/chiba");
    assert_eq!(files_below(&folder).len(), 1, "no template of its own");
}

#[test]
fn shiki_writes_the_other_spelling_of_disability_by_its_manifest_alone_and_leaves_the_words_of_the_law() {
    let project = consult();
    let words = |document| all_text(&pages(&project, document, "shiki"));
    let plan = words(FINAL);
    for label in
        ["障がい児支援利用計画", "障がい児支援利用計画【週間計画表】", "障害支援区分", "障害福祉サービス受給者証番号"]
    {
        assert!(plan.contains(label), "{label}: {plan}");
    }
    for altered in ["障がい支援区分", "障がい福祉サービス"] {
        assert!(!plan.contains(altered), "{altered}: {plan}");
    }
    let report = words(REPORT);
    assert!(report.contains("モニタリング報告書（継続障害児支援利用援助）"), "{report}");
    assert!(report.contains("継続障がい児支援利用計画【週間計画表】"), "{report}");
    let folder = repository().join("templates/shiki");
    assert_eq!(files_below(&folder).len(), 1, "no template of its own");
}

/// The plan of `consult()` with so many needs, each text some so many sentences long.
fn needs(count: usize, sentences: usize) -> Project {
    with_needs(PLAN, count, sentences)
}

/// The same of the draft.
fn drafted(count: usize, sentences: usize) -> Project {
    with_needs("cases/hana/consult/plan/2024-03-10.yaml", count, sentences)
}

fn with_needs(path: &str, count: usize, sentences: usize) -> Project {
    let long = |words: &str| words.repeat(sentences);
    let need = |number: usize| {
        format!(
            "  - {{id: m{number}, 優先順位: {number}, 解決すべき課題: {}, 支援目標: {}, 達成時期: 2024-09, サービス: [{{種類: 放課後等デイサービス, 内容: {}, 量: 月8日, 提供事業者: hoshi, 担当者: 鈴木, 電話: 047-000-0002}}], 本人の役割: {}, 評価時期: 2024-08, 留意事項: {}}}\n",
            long("友だちと一緒に遊びたい。"),
            long("遊びの輪に自分から入る。"),
            long("小集団の遊びで練習する。"),
            long("絵カードを見せる。"),
            long("大きな音の前に知らせる。"),
        )
    };
    let project = consult();
    let file = project.text(path);
    let (before, rest) = file.split_once("ニーズ:\n").expect("needs");
    let week = &rest[rest.find("週間計画:").expect("a week")..];
    let rows: String = (1..=count).map(need).collect();
    project.file(path, format!("{before}ニーズ:\n{rows}{week}"))
}

#[test]
fn nagoya_keeps_its_six_rows_with_long_texts() {
    let ruled = |count, sentences| -> Vec<usize> {
        let layout = pages(&needs(count, sentences), FINAL, "nagoya");
        (0..layout.pages() - 1).map(|page| rows_below(&layout.drawing(page), "優先")).collect()
    };
    for (count, sentences, sheets) in
        [(1, 2, 1), (3, 2, 1), (6, 2, 1), (7, 2, 2), (12, 2, 2), (1, 8, 1), (2, 6, 1), (3, 5, 1)]
    {
        assert_eq!(ruled(count, sentences), vec![6; sheets], "{count} needs of {sentences} sentences");
    }
    // What one sheet cannot hold goes on, and the rows that nothing is written in with it.
    for (count, sentences, rows) in [(4, 6, 6), (6, 6, 6), (7, 6, 12)] {
        let all = ruled(count, sentences);
        assert!(all.len() > 1 && all.iter().sum::<usize>() == rows, "{count} needs of {sentences} sentences: {all:?}");
    }
}

#[test]
fn rows_that_outgrow_the_ruled_sheets_go_on_without_a_new_one() {
    for (count, sentences) in [(7, 6), (8, 7), (12, 6)] {
        let layout = pages(&needs(count, sentences), FINAL, "nagoya");
        let last = (0..layout.pages() - 1).rev().find(|page| rows_below(&layout.drawing(*page), "優先") > 0);
        for page in 0..last.expect("a sheet of rows") {
            let used = used(&layout.drawing(page));
            assert!(used > 0.66, "{count} needs of {sentences} sentences: page {page} is {used} full");
        }
    }
}

#[test]
fn rows_that_need_little_more_than_two_sheets_are_closed_up_on_two() {
    for (child, date) in [("hana", "2024-03-10"), ("hana", "2025-03-13"), ("ren", "2025-03-06")] {
        let layout = lay_out_in(&repository(), child, ("consult-plan", date), Some("nakano"));
        assert_eq!(layout.pages(), 3, "{child} {date}: two sheets of rows and the week");
        let smaller = |fit: &Fit| fit.place.is_none() && matches!(fit.kind, FitKind::Shrunk(_));
        assert!(!layout.fits().iter().any(smaller), "{child} {date}: at the full size");
    }
}

#[test]
fn papers_that_go_on_are_closed_up_where_that_spares_a_sheet() {
    let sheets = |pack: &str, papers: &[Paper], shown: usize| -> Vec<usize> {
        let mut found = Vec::new();
        Press::of(papers).print(&papers[..shown], pack, |paper, layout| {
            let sheets = Sheets::of(layout, format!("{pack}, {}", paper.name));
            sheets.assert_nothing_lost();
            sheets.assert_floors_and_edges();
            assert!(sheets.printed() >= fish(&paper.text), "{}: every letter", sheets.what);
            found.push(layout.pages());
        });
        found
    };
    let rows = [5, 7, 9, 12];
    let plans: Vec<Paper> = rows.map(|rows| consult_plan(rows, "closed", ORDINARY)).to_vec();
    let draft = |plan: &Paper| Paper { text: plan.text.replace("状態: 確定", "状態: 案"), ..plan.clone() };
    let drafts: Vec<Paper> = plans.iter().map(draft).collect();
    // With the sheet of the week.
    assert_eq!(sheets("standard", &plans, 4), [3, 3, 3, 3]);
    assert_eq!(sheets("nakano", &drafts, 4), [3, 3, 4, 4]);
    let reports = rows.map(|rows| report(rows, "closed", ORDINARY)).to_vec();
    assert_eq!(sheets("standard", &[reports, plans].concat(), 4), [1, 2, 2, 2]);
}

#[test]
fn a_row_to_be_written_in_by_hand_is_high_enough_where_its_sheet_has_room() {
    for (child, date) in [("hana", "2024-12-12"), ("hana", "2025-03-06"), ("ren", "2025-12-11")] {
        let layout = lay_out_in(&repository(), child, ("consult-monitoring", date), Some("nagoya"));
        assert_eq!(layout.pages(), 2, "{child} {date}");
        let drawing = layout.drawing(1);
        let answers = drawing.texts.iter().filter(|run| run.text.trim() == "無");
        let last = answers.max_by(|one, other| one.rect.top.total_cmp(&other.rect.top)).expect("a row");
        let (_, _, top, bottom) = enclosing(&drawing, last).expect("a box");
        assert!(bottom - top > 45.0, "{child} {date}: {} points", bottom - top);
    }
}
