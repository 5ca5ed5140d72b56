//! The papers of the 相談支援 side: held against the real forms, whole whatever is written, varied by packs.

use crate::driver::{Project, pdf_text, repository};
use crate::form_layout::{
    Boxed, MARGIN, assert_boxes, between, boxes, enclosing, lay_out_in, lines, printed_width, squeeze,
};
use shien::typeset::{Drawing, Layout, Stroke};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

pub(crate) const PLAN: &str = "cases/hana/consult/plan/2024-03-20.yaml";
pub(crate) const FINAL: (&str, &str) = ("consult-plan", "2024-03-20");
pub(crate) const DRAFT: (&str, &str) = ("consult-plan", "2024-03-10");
pub(crate) const REPORT: (&str, &str) = ("consult-monitoring", "2024-09-30");
const BASIC: (&str, &str) = ("consult-basic", "basic");
const MEETING: (&str, &str) = ("consult-meeting", "2024-03-16");

/// The small project with a child's whole `consult/`, short enough for one page each.
pub(crate) fn consult() -> Project {
    Project::new().overlay(&repository().join("tests/consult"))
}

pub(crate) fn pages(project: &Project, document: (&str, &str), form: &str) -> Layout {
    let layout = lay_out_in(project.root(), "hana", document, Some(form));
    assert_eq!(layout.lost(), Vec::<String>::new(), "{document:?}");
    layout
}

/// The text of a page without spaces, in the order of the print.
pub(crate) fn text(layout: &Layout, page: usize) -> String {
    layout.drawing(page).texts.iter().map(|run| squeeze(&run.text)).collect()
}

pub(crate) fn all_text(layout: &Layout) -> String {
    (0..layout.pages()).map(|page| text(layout, page)).collect()
}

/// Where a text stands on a page: the left and the top of the line that begins with it.
pub(crate) fn at(drawing: &Drawing, start: &str) -> (f64, f64) {
    let lines = lines(drawing);
    let line = lines.iter().find(|line| line.text.starts_with(start));
    let line = line.unwrap_or_else(|| panic!("「{start}」 is on the page"));
    (line.rect.left, line.rect.top)
}

/// What pdftotext reads in the print of a document of `hana`.
fn print_of(project: &Project, name: &str) -> String {
    squeeze(&pdf_text(&project.root().join("output/hana").join(name)))
}

fn first_page(layout: &Layout) -> Vec<Boxed> {
    boxes(layout).into_iter().filter(|boxed| boxed.page == 0).collect()
}

const FORMS: [((&str, &str), &str); 3] = [
    (DRAFT, include_str!("forms/consult-plan-draft.csv")),
    (FINAL, include_str!("forms/consult-plan.csv")),
    (REPORT, include_str!("forms/consult-monitoring.csv")),
];

#[test]
fn every_labelled_box_stands_where_the_real_form_has_it() {
    let project = consult();
    for (document, table) in FORMS {
        assert_boxes(table, &first_page(&pages(&project, document, "standard")));
    }
}

#[test]
fn the_first_sheet_has_its_boxes_where_the_real_form_has_them() {
    assert_boxes(include_str!("forms/consult-basic.csv"), &first_page(&pages(&consult(), BASIC, "standard")));
}

#[test]
fn an_unfinished_plan_prints_with_empty_rows() {
    let project = consult();
    let file = project.text(PLAN);
    let (before, rest) = file.split_once("ニーズ:").expect("needs");
    let week = &rest[rest.find("週間計画:").expect("a week")..];
    let project = project.file(PLAN, format!("{before}{week}"));
    let run = project.run(["build", "--draft", "--form", "standard", "--kind", "consult-plan"]);
    assert_eq!(run.code, Some(1), "what is missing stays an error: {}", run.stderr);
    let print = print_of(&project, "consult-plan-2024-03-20.pdf");
    assert!(print.contains("利用者同意署名欄") && print.contains("未完成"), "{print}");
    assert_eq!(rows_below(&pages(&project, FINAL, "nagoya").drawing(0), "優先"), 6);
}

#[test]
fn nagoya_has_the_older_labels_in_the_same_boxes() {
    let project = consult();
    for (document, table) in FORMS {
        let older = table
            .replace("利用者氏名（児童氏名）", "利用者氏名")
            .replace("解決すべき課題（本人のニーズ）", "本人のニーズ")
            .replace("課題解決のための本人の役割", "本人の役割");
        assert_boxes(&older, &first_page(&pages(&project, document, "nagoya")));
    }
}

#[test]
fn nagoya_keeps_its_six_ruled_rows_however_long_the_texts_are() {
    for letters in [60, 300, 900] {
        let long = "やすみたいと伝える。".repeat(letters / 10);
        let project = consult().edit(PLAN, "静かな場所で休む。", &long);
        let layout = pages(&project, FINAL, "nagoya");
        // The last sheet is the week's.
        let rows: usize = (0..layout.pages() - 1).map(|page| rows_below(&layout.drawing(page), "優先")).sum();
        assert!(rows >= 6, "{letters} letters: {rows} rows on {} sheets", layout.pages() - 1);
    }
}

#[test]
fn each_sheet_has_its_title_its_number_and_its_paper() {
    let project = consult();
    let sheets = [
        (
            BASIC,
            vec![
                ("申請者の現状（基本情報）", "別紙１", false),
                ("申請者の現状（基本情報）【現在の生活】", "別紙２", true),
            ],
        ),
        (
            DRAFT,
            vec![
                ("障害児支援利用計画案", "様式１－１", true),
                ("障害児支援利用計画案【週間計画表】", "様式１－２", true),
            ],
        ),
        (
            FINAL,
            vec![("障害児支援利用計画", "様式２－１", true), ("障害児支援利用計画【週間計画表】", "様式２－２", true)],
        ),
        (
            REPORT,
            vec![
                ("モニタリング報告書（継続障害児支援利用援助）", "様式３－１", true),
                ("継続障害児支援利用計画【週間計画表】", "様式３－２", true),
            ],
        ),
        (MEETING, vec![("サービス担当者会議録", "", true)]),
    ];
    for (document, expected) in sheets {
        let layout = pages(&project, document, "standard");
        assert_eq!(layout.pages(), expected.len(), "{document:?}: one page for each sheet");
        for (page, (title, number, landscape)) in expected.into_iter().enumerate() {
            let drawing = layout.drawing(page);
            assert_eq!(drawing.size.0 > drawing.size.1, landscape, "{title}");
            let text = text(&layout, page);
            assert!(text.contains(title) && text.contains(number), "{title} {number}: {text}");
        }
    }
    // 3-2 belongs to a week that changed, 別紙２ to every 別紙１.
    let week = project.text("cases/hana/consult/monitoring/2024-09-30.yaml");
    let without = week.split("週間計画:\n  開始").next().expect("what stands before").to_owned();
    let project = project.file("cases/hana/consult/monitoring/2024-09-30.yaml", without);
    assert_eq!(pages(&project, REPORT, "standard").pages(), 1);
}

#[test]
fn the_sheet_of_the_life_now_is_not_printed_where_nothing_is_written_of_it() {
    let file = "cases/hana/consult/basic.yaml";
    for pack in ["standard", "shiki"] {
        let project = consult();
        assert_eq!(pages(&project, BASIC, pack).pages(), 2, "{pack}");
        let written = project.text(file);
        let before = written.split("現在の生活:\n").next().expect("what stands before");
        let layout = pages(&project.file(file, before), BASIC, pack);
        assert_eq!((layout.pages(), text(&layout, 0).contains("別紙１")), (1, true), "{pack}");
    }
}

#[test]
fn a_child_below_three_is_in_no_year_of_a_school() {
    let born = |day: &str| {
        Project::copied().edit("cases/hana/child.yaml", "生年月日: 平成28年5月14日", &format!("生年月日: {day}"))
    };
    for (day, age, grade) in
        [("2022-05-14", "1歳", None), ("2019-05-14", "4歳", Some("年少")), ("2016-05-14", "7歳", Some("小1"))]
    {
        let project = born(day);
        let words = all_text(&lay_out_in(project.root(), "hana", ("assessment", "2024-03-11"), None));
        assert!(words.contains(age) && !words.contains("未就園"), "{day}: {words}");
        assert!(grade.is_none_or(|grade| words.contains(grade)), "{day}: {words}");
    }
}

#[test]
fn a_draft_says_so_across_its_pages_and_has_no_ceiling() {
    let project = consult();
    let draft = all_text(&pages(&project, DRAFT, "standard"));
    assert!(!draft.contains("利用者負担上限額") && !draft.contains("4,600円"), "{draft}");
    assert!(draft.contains("計画案作成日") && !draft.contains("提供事業者名"), "{draft}");
    assert!(
        draft.contains("放課後等デイサービスほし（鈴木）047-000-0002"),
        "who is meant to provide is not lost: {draft}"
    );
    let marks = |layout: &Layout, page| {
        layout.drawing(page).texts.iter().filter(|run| run.text == "案" && run.size > 100.0).count()
    };
    assert_eq!(marks(&pages(&project, DRAFT, "standard"), 0), 1);
    assert_eq!(marks(&pages(&project, DRAFT, "standard"), 1), 1);
    let plan = pages(&project, FINAL, "standard");
    assert_eq!(marks(&plan, 0), 0);
    assert!(text(&plan, 0).contains("4,600円") && text(&plan, 1).contains("4,600円"));
}

#[test]
fn nothing_of_a_consent_is_printed() {
    let project = consult();
    for (document, _) in FORMS {
        let layout = pages(&project, document, "standard");
        let text = all_text(&layout);
        // The consent of 2024-03-21 stands in events.yaml.
        assert!(!text.contains("令和6年3月21日"), "{document:?}");
        let drawing = layout.drawing(0);
        let (x, y) = at(&drawing, "利用者同意署名欄");
        let below = drawing
            .texts
            .iter()
            .filter(|run| run.rect.left >= x - 3.0 && run.rect.top > y + 1.0 && run.rect.top < y + 45.0);
        assert_eq!(below.map(|run| run.text.clone()).collect::<Vec<_>>(), Vec::<String>::new(), "{document:?}");
    }
}

#[test]
fn what_is_provided_and_who_provides_it_stand_side_by_side() {
    let layout = pages(&consult(), FINAL, "standard");
    let drawing = layout.drawing(0);
    let right = MARGIN + printed_width(&drawing) * 0.512;
    let provided = |start: &str, provider: &str| {
        let (left, top) = at(&drawing, start);
        let lines = lines(&drawing);
        let run = lines.iter().find(|line| line.text.starts_with(provider) && line.rect.left > right);
        let run = run.unwrap_or_else(|| panic!("{provider} in its column"));
        assert!(left < right && (run.rect.top - top).abs() < 1.0, "{start} at {top}, {provider} at {}", run.rect.top);
        top
    };
    let first = provided("放課後等デイサービス", "放課後等");
    let second = provided("工作教室", "みどり野児童");
    let third = provided("祖母の見守り", "高橋和子");
    assert!(first + 20.0 < second && second < third, "one below the other: {first} {second} {third}");
    let informal = lines(&drawing).iter().filter(|line| line.text.contains("インフォーマル")).count();
    assert_eq!(informal, 1, "only the grandmother's help is informal");
    assert!(at(&drawing, "〔インフォーマル").1 > third);
}

#[test]
fn a_report_carries_the_plan_over_and_circles_what_was_chosen() {
    let project = consult();
    let layout = pages(&project, REPORT, "standard");
    let text = text(&layout, 0);
    for value in [
        "令和6年3月20日",
        "令和6年9月30日",
        "家庭、学校、事業所が同じ手立てで関わる。",
        "小集団の遊びで「いれて」と言って加わる。",
        "令和6年9月28日",
        "鈴木一郎(児童発達支援管理責任者)",
        "令和6年9月20日",
    ] {
        assert!(text.contains(&squeeze(value)), "{value}: {text}");
    }
    project.run(["build", "--form", "standard"]);
    let pdf = project.root().join("output/hana/consult-monitoring-2024-09-30.pdf");
    let structure = Command::new("pdfinfo").arg("-struct").arg(&pdf).output().expect("pdfinfo");
    let structure = String::from_utf8_lossy(&structure.stdout).into_owned();
    // Six circles of 有 and 無, one of 結果, and one for each of the two blocks of the week.
    let figures = structure.lines().filter(|line| line.trim().starts_with("Figure")).count();
    assert_eq!(figures, 6 + 1 + 2, "{structure}");
}

#[test]
fn the_family_is_a_genogram_and_the_partners_are_an_ecomap() {
    let project = consult();
    let layout = pages(&project, BASIC, "standard");
    let drawing = layout.drawing(0);
    let spot = |word: &str| {
        let found = lines(&drawing).into_iter().find(|line| line.text == word && line.size < 8.2);
        found.map(|line| line.rect).unwrap_or_else(|| panic!("「{word}」 under its symbol"))
    };
    let (grandmother, mother, father, child, brother) =
        (spot("祖母"), spot("◎母"), spot("父"), spot("本人"), spot("弟"));
    assert!(grandmother.top < mother.top && mother.top < child.top, "the generations lie below each other");
    assert!((mother.top - father.top).abs() < 0.1 && father.left < mother.left, "the father stands to the left");
    assert!((child.top - brother.top).abs() < 0.1 && child.left < brother.left, "the elder child stands to the left");
    assert!(
        (grandmother.left + grandmother.right - mother.left - mother.right).abs() < 1.0,
        "she is the mother's mother"
    );
    let text = text(&layout, 0);
    for value in ["母佐藤恵（37歳）会社員同居主たる介護者", "祖母高橋和子（69歳）無職別居母方の祖母"]
    {
        assert!(text.contains(value), "{value}: {text}");
    }
    assert!(text.contains("[持家") && text.contains("その他（社宅）"), "{text}");
    // The organisations around the child, each with a line to it.
    let (left, top) = at(&drawing, "みどり野こども");
    assert!(text.contains("みどり野児童ホーム（遊びと工作）野口優子047-000-0006"), "{text}");
    let name = lines(&drawing)
        .into_iter()
        .filter(|run| run.text == "はな" && run.rect.top > top - 80.0 && run.rect.left > left);
    assert_eq!(name.count(), 1, "the child in the middle");
    let slanted = drawing.strokes.iter().filter(|s| (s.from.0 - s.to.0).abs() > 5.0 && (s.from.1 - s.to.1).abs() > 2.0);
    assert!(slanted.count() >= 2, "lines to the organisations");
}

#[test]
fn a_wide_family_is_drawn_narrower_with_the_words_beside_it() {
    let relatives = "  - {続柄: 父方の祖父, 氏名: 佐藤 四郎, 年齢: 70歳, 同居: false, 備考: 死亡}\n  - {続柄: 父方の祖母, 氏名: 佐藤 五月, 年齢: 66歳, 同居: true}\n  - {続柄: 祖父(母方), 氏名: 高橋 六郎, 年齢: 71歳, 同居: false}\n";
    let project = consult().edit("cases/hana/child.yaml", "関係機関:\n", &format!("{relatives}関係機関:\n"));
    let layout = pages(&project, BASIC, "standard");
    let drawing = layout.drawing(0);
    let found: Vec<_> = lines(&drawing)
        .into_iter()
        .filter(|line| line.size < 8.2 && (line.text == "祖父" || line.text == "祖母"))
        .collect();
    assert_eq!(found.len(), 4, "two grandparents above each parent: {found:?}");
    let mother = lines(&drawing).into_iter().find(|line| line.text == "◎母").expect("the mother");
    let hers = found.iter().filter(|line| line.rect.left > (mother.rect.left - 25.0)).count();
    assert_eq!(hers, 2, "her parents above her: {found:?}");
    let text = text(&layout, 0);
    for value in
        ["父方の祖父佐藤四郎（70歳）別居死亡", "父方の祖母佐藤五月（66歳）同居", "祖父(母方)高橋六郎（71歳）別居"]
    {
        assert!(text.contains(value), "{value}: {text}");
    }
}

/// The short strokes across the line of a couple, and the dotted ones straight down.
fn family_strokes(project: &Project) -> (usize, usize) {
    let drawing = pages(project, BASIC, "standard").drawing(0);
    let across = |s: &&Stroke| {
        let (wide, high) = ((s.from.0 - s.to.0).abs(), (s.from.1 - s.to.1).abs());
        (wide - 4.0).abs() < 0.1 && (high - 10.0).abs() < 0.1
    };
    let down = |s: &&Stroke| s.dashed && (s.from.0 - s.to.0).abs() < 0.1 && (s.from.1 - s.to.1).abs() < 12.0;
    (drawing.strokes.iter().filter(across).count(), drawing.strokes.iter().filter(down).count())
}

#[test]
fn divorce_separation_and_foster_parents_are_drawn_as_usual() {
    let father = "続柄: 父, 氏名: 佐藤 隆";
    let with = |written: &str| family_strokes(&consult().edit("cases/hana/child.yaml", father, written));
    assert_eq!(family_strokes(&consult()), (0, 0));
    assert_eq!(with("続柄: 父, 離婚: はい, 氏名: 佐藤 隆"), (2, 0));
    assert_eq!(with("続柄: 父, 別居: はい, 氏名: 佐藤 隆"), (1, 0));
    // One dotted line down to the child, none to the brother.
    assert_eq!(with("続柄: 父, 里親: はい, 氏名: 佐藤 隆"), (0, 1));
    assert_eq!(with("続柄: 里父, 氏名: 佐藤 隆"), (0, 1));
}

#[test]
fn a_family_that_no_genogram_can_show_is_a_table() {
    let project = consult().edit("cases/hana/child.yaml", "続柄: 父, 氏名: 佐藤 隆", "続柄: 里親, 氏名: 佐藤 隆");
    let text = text(&pages(&project, BASIC, "standard"), 0);
    assert!(text.contains("続柄氏名年齢職業同居備考母佐藤恵37歳会社員同居主たる介護者里親佐藤隆39歳"), "{text}");
    assert!(!text.contains("本人弟"), "{text}");
    // A pack may want the table always.
    let pack = "名称: 表の市\n継承: standard\n文書: {申請者の現状(基本情報): {任意欄: [家族の表]}}\n";
    let project = consult().file("templates/tables/pack.yaml", pack);
    let text = self::text(&pages(&project, BASIC, "tables"), 0);
    assert!(text.contains("続柄氏名年齢職業同居備考母佐藤恵37歳"), "{text}");
}

#[test]
fn more_partners_than_can_be_drawn_are_a_list_and_none_is_lost() {
    let many: String = (1..=14).fold(String::new(), |mut list, number| {
        let _ = writeln!(list, "  - {{id: p{number}, 名称: 機関{number}番, 担当: 担当{number}番, 電話: 047-000-01{number:02}, 役割: 役割{number}番}}");
        list
    });
    let project = consult().edit("cases/hana/child.yaml", "関係機関:\n", &format!("関係機関:\n{many}"));
    let text = all_text(&pages(&project, BASIC, "standard"));
    for number in 1..=14 {
        let line = format!("・機関{number}番（役割{number}番）担当{number}番047-000-01{number:02}");
        assert!(text.contains(&line), "{line}: {text}");
    }
}

#[test]
fn nagoya_draws_six_rows_on_a_page_and_standard_three() {
    let project = consult();
    for (document, form, rows) in
        [(FINAL, "standard", 3), (FINAL, "nagoya", 6), (REPORT, "standard", 3), (REPORT, "nagoya", 6)]
    {
        let layout = pages(&project, document, form);
        assert_eq!(rows_below(&layout.drawing(0), "優先"), rows, "{document:?} {form}");
    }
    // The seventh need begins a page of its own, again of six rows.
    let need = |number: u32| {
        format!(
            "  - {{id: m{number}, 優先順位: {number}, 解決すべき課題: 課題{number}番, 支援目標: 目標, 達成時期: 2024-09, サービス: [{{種類: 相談}}]}}\n"
        )
    };
    let more: String = (3..=7).map(need).collect();
    let project = project.edit(PLAN, "週間計画:\n  開始年月", &format!("{more}週間計画:\n  開始年月"));
    let layout = pages(&project, FINAL, "nagoya");
    assert_eq!(layout.pages(), 3);
    assert!(!text(&layout, 0).contains("課題7番") && text(&layout, 1).contains("課題7番"));
    assert_eq!([rows_below(&layout.drawing(0), "優先"), rows_below(&layout.drawing(1), "優先")], [6, 6]);
}

/// How many rows the table with this head has: the lines that begin at the left margin below it.
pub(crate) fn rows_below(drawing: &Drawing, head: &str) -> usize {
    let (_, top) = at(drawing, head);
    let level = drawing.strokes.iter().filter(|s| (s.from.1 - s.to.1).abs() < 0.01);
    let left = level.filter(|s| between(MARGIN + 5.0, s.from.0, s.to.0) && s.from.1 > top);
    let mut lines: Vec<i64> = left.map(|s| s.from.1.round() as i64).collect();
    lines.sort_unstable();
    lines.dedup_by(|a, b| (*a - *b).abs() <= 1);
    // Below the rows of a report stands the box of what the form has no place for, a gap away.
    lines.windows(2).position(|pair| pair[1] - pair[0] < 8).unwrap_or(lines.len() - 1)
}

#[test]
fn a_meeting_record_has_every_box_of_its_model() {
    let text = all_text(&pages(&consult(), MEETING, "standard"));
    for value in [
        "利用者氏名佐藤はな",
        "計画作成者上田さくら(相談支援専門員)",
        "開催日時令和6年3月16日(土)10:00～11:00",
        "開催場所相談支援センターみち会議室",
        "開催回数第2回（対面）",
        "会議出席者",
        "鈴木一郎",
        "保護者佐藤恵",
        "照会（依頼）内容",
        "休む場所について文書で照会した。",
        "【欠席の理由】授業のため【回答】保健室の一角を使う。",
        "検討した項目利用日数と学校との連携。",
        "検討内容・鈴木(ほし):週2回で受け入れられる。",
        "結論週2回で始める。",
        "残された課題夏休みの利用日数。",
        "次回の開催時期九月のモニタリングの後。",
    ] {
        let plain = text.replace('：', ":");
        assert!(plain.contains(&value.replace('：', ":")), "{value}: {text}");
    }
}

/// Twelve needs, ten services in the first, texts of thirty sentences, thirty entries that overlap, no guardian.
fn crowded() -> Project {
    let long = |tag: &str, count: usize| -> String {
        (1..=count)
            .map(|number| format!("{tag}の第{number}文、𠮷野家の髙﨑さんと渡邉\u{E0101}さんも見通しをもつ。"))
            .collect()
    };
    let mut plan = String::from(
        "事業所: michi\n状態: 確定\n作成日: 2024-03-20\n作成者: ueda\n計画期間: {開始: 2024-04-01, 終了: 2025-03-31}\nモニタリング期間: [2024-09]\n",
    );
    let _ = write!(
        plan,
        "意向: {{本人: {}, 家族: {}}}\n総合的な援助の方針: {}\n長期目標: {}\n短期目標: {}\nニーズ:\n",
        long("本人", 9),
        long("家族", 20),
        long("方針", 25),
        long("長期", 5),
        long("短期", 1)
    );
    for need in 1..=12 {
        let issue = long(&format!("課題{need}"), if need == 2 { 4 } else { 1 });
        let goal = long(&format!("目標{need}"), if need == 3 { 30 } else { 1 });
        let _ = write!(
            plan,
            "  - id: n{need}\n    優先順位: {need}\n    解決すべき課題: {issue}\n    支援目標: {goal}\n    達成時期: 2024-09\n    サービス:\n"
        );
        for service in 1..=(if need == 1 { 10 } else { 1 }) {
            let _ = writeln!(
                plan,
                "      - {{種類: 種類{need}の{service}番, 内容: 内容{need}の{service}番を行う, 量: 月{service}日, 提供事業者: {{名称: 事業所{need}の{service}番}}, 担当者: 担当{need}の{service}番, 電話: 052-000-{need:02}{service:02}}}"
            );
        }
        let _ =
            write!(plan, "    本人の役割: 役割{need}番\n    留意事項: {}\n", long(&format!("留意{need}"), need % 3));
    }
    plan.push_str("週間計画:\n  開始年月: 2024-04\n  予定:\n");
    for entry in 0..30_usize {
        let day = ["月", "火", "水", "木", "金", "土", "日"][entry % 7];
        let start = 360 + entry * 37 % 900;
        let end = start + [10, 20, 45, 60, 150][entry % 5];
        let clock = |minutes: usize| format!("{}:{:02}", minutes / 60, minutes % 60);
        let _ = writeln!(
            plan,
            "    - {{曜日: [{day}], 時間: \"{}-{}\", 内容: 予定{entry}番の活動, 提供事業者: {{名称: 場所{entry}番}}, 頻度: 隔週}}",
            clock(start),
            clock(end)
        );
    }
    let _ = write!(
        plan,
        "    - {{曜日: [水], 内容: 時間のない予定}}\n  主な日常生活上の活動: {}\n  週単位以外のサービス: {}\n  実現する生活の全体像: {}\n",
        long("活動", 20),
        long("週外", 30),
        long("全体像", 20)
    );
    let project = consult().file(PLAN, plan);
    project.edit("cases/hana/child.yaml", "  - {氏名: 佐藤 恵, 続柄: 母, 区分: 親権者, 同意者: true}", "  []")
}

#[test]
fn nothing_is_lost_of_a_plan_that_is_far_too_full() {
    let project = crowded();
    let written = project.text(PLAN);
    let values: Vec<String> = written
        .split(['\n', '{', '}', ',', '。'])
        .filter_map(|part| {
            part.split_once(": ").map_or(Some(part), |(key, value)| {
                let steers = [
                    "id",
                    "状態",
                    "作成日",
                    "作成者",
                    "事業所",
                    "開始",
                    "終了",
                    "曜日",
                    "時間",
                    "達成時期",
                    "開始年月",
                    "モニタリング期間",
                ];
                (!steers.contains(&key.trim().trim_start_matches("- "))).then_some(value)
            })
        })
        .map(|value| squeeze(value.trim().trim_end_matches(']')))
        .filter(|value| value.chars().count() > 2 && !value.ends_with(':') && !value.ends_with('"'))
        .collect();
    assert!(values.len() > 350, "{}", values.len());
    for form in ["standard", "nagoya"] {
        let run = project.run(["build", "--form", form, "--kind", "consult-plan"]);
        // What the rules say of such a plan is not asked here.
        assert!(!run.stderr.contains("印刷していません"), "{}", run.stderr);
        let print = print_of(&project, "consult-plan-2024-03-20.pdf");
        for value in &values {
            // A page may end inside a text.
            let cut = value
                .char_indices()
                .skip(1)
                .any(|(at, _)| print.contains(&value[..at]) && print.contains(&value[at..]));
            assert!(print.contains(value) || (value.chars().count() >= 8 && cut), "{form}: 「{value}」 is lost");
        }
    }
}

#[test]
fn the_samples_ordinary_papers_keep_to_their_pages() {
    for (child, document, pages) in [
        ("hana", BASIC, 2),
        ("ren", BASIC, 2),
        ("hana", ("consult-monitoring", "2024-04-25"), 1),
        ("ren", ("consult-monitoring", "2026-03-05"), 1),
    ] {
        let layout = lay_out_in(Path::new(env!("CARGO_MANIFEST_DIR")), child, document, None);
        assert_eq!((layout.pages(), layout.lost()), (pages, Vec::new()), "{child} {document:?}");
    }
}

#[test]
fn no_text_of_a_row_that_is_set_close_stands_on_its_line() {
    for (child, date) in [("ren", "2025-04-24"), ("ren", "2025-06-26"), ("hana", "2024-04-25")] {
        let layout = lay_out_in(&repository(), child, ("consult-monitoring", date), Some("standard"));
        assert_eq!(layout.pages(), 1, "{child} {date}");
        let drawing = layout.drawing(0);
        let (_, head) = at(&drawing, "その他留意事項");
        for run in lines(&drawing).into_iter().filter(|run| run.rect.top > head) {
            let Some((_, _, top, bottom)) = enclosing(&drawing, &run) else { continue };
            let free = (run.rect.top - top).min(bottom - run.rect.bottom);
            assert!(free > 2.0, "{child} {date}: {} is {free} points from its line", run.text);
        }
    }
}
