//! The 新旧対照表 on paper and in a browser.

use super::looks::two_plans;
use crate::driver::{PLAN, Project, pdf_text, pdf_words};
use crate::form_layout::squeeze;
use crate::sheets::text as letters;
use crate::sweep::papers::{Lengths, ORDINARY, Paper, plan_paper};
use crate::sweep::press::Press;
use std::path::Path;
use std::process::Command;

fn print(project: &Project, arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.pdf");
    let output =
        project.command().args(arguments).args(["--format", "pdf", "--out"]).arg(&path).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn tool(program: &str, arguments: &[&str], pdf: &Path, end: &[&str]) -> String {
    let output = Command::new(program).args(arguments).arg(pdf).args(end).output().expect("poppler-utils");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn text_of(folder: &tempfile::TempDir) -> String {
    pdf_words(&folder.path().join("a.pdf"))
}

#[test]
fn it_is_archived_and_read_aloud_like_every_print() {
    let folder = print(&Project::samples(), &["diff", "hana"]);
    let pdf = folder.path().join("a.pdf");
    let metadata = tool("pdfinfo", &["-meta"], &pdf, &[]);
    for mark in
        ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"]
    {
        assert!(metadata.contains(mark), "{mark}");
    }
    let information = tool("pdfinfo", &[], &pdf, &[]);
    assert!(information.contains("841.89 x 595.276 pts (A4)"), "landscape: {information}");
    for row in tool("pdffonts", &[], &pdf, &[]).lines().skip(2) {
        assert!(row.contains("BIZUDGothic") || row.contains("NotoSansJP"), "{row}");
    }
    let again = print(&Project::samples(), &["diff", "hana"]);
    let read = |folder: &tempfile::TempDir| std::fs::read(folder.path().join("a.pdf")).expect("readable");
    assert!(read(&folder) == read(&again), "the same bytes twice");
}

#[test]
fn both_documents_the_reasons_and_what_is_the_same_are_on_it() {
    let text = text_of(&print(&Project::samples(), &["diff", "hana"]));
    for words in [
        "個別支援計画新旧対照表",
        "佐藤はな",
        "令和6年3月28日確定版",
        "令和6年9月20日確定版",
        "項目旧新変更の理由",
        "（略）",
        "（新設）",
        "（削除）",
        "移動3番目→1番目",
        "図鑑カードのすごろくや池の生きものごっこを",
        "自作の生きものカードを使う遊びを",
        "【評価】未達成",
        "【原案の修正点】本人支援①の支援目標・支援内容:初めから3人で行う形を、",
        "佐藤はな旧令和6年3月28日版a2b7f81f→新令和6年9月20日版5c16202e",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("支援の標準的な提供時間等（略）"));
}

#[test]
fn hours_are_a_small_timetable_with_minutes() {
    let text = text_of(&print(&two_plans(), &["diff", "hana"]));
    for words in ["水14:30～17:30", "水14:30～16:30-60分", "土なし", "土10:00～12:00+120分", "月14:30～17:30"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn boxes_that_are_the_same_are_printed_where_that_is_asked_for() {
    let same = "職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。";
    assert!(!text_of(&print(&two_plans(), &["diff", "hana"])).contains(same));
    let all = text_of(&print(&two_plans(), &["diff", "hana", "--all"]));
    assert_eq!(all.matches(same).count(), 2, "{all}");
}

#[test]
fn the_pack_says_which_side_stands_first() {
    let pack = "名称: 新旧の市\n継承: standard\n文書:\n  新旧対照表: {順: 新旧, 題名: 計画の新旧対照}\n表記:\n  見出し: {変更の理由: 変更理由}\n  置換: {支援目標: 支援のめあて}\n";
    let project = two_plans().file("templates/other/pack.yaml", pack);
    let text = text_of(&print(&project, &["diff", "hana", "--form", "other"]));
    assert!(text.contains("個別支援計画計画の新旧対照") && text.contains("項目新旧変更理由"), "{text}");
    assert!(text.contains("支援のめあて") && !text.contains("支援目標"), "the municipality's words: {text}");
    let html = project.run(["diff", "hana", "--form", "other", "--format", "html"]).stdout;
    assert!(html.contains("<th scope=\"col\">新</th><th scope=\"col\">旧</th>"), "{html}");
    let wrong = two_plans().file("templates/other/pack.yaml", pack.replace("順: 新旧,", "順: 旧から,"));
    assert!(wrong.check().finding("value-invalid").message.contains("旧から"));
}

#[test]
fn a_very_long_row_loses_nothing() {
    let step = |number: usize| format!("第{number}の手順を、本人と一つずつ確かめながら進める。");
    let steps: String = (1..=120).map(|number| format!("\n      - {}", step(number))).collect();
    let project = two_plans().edit(
        "cases/hana/plan/2024-09-20.yaml",
        "支援内容: 職員が隣で",
        &format!("支援内容: |{steps}\n      - 職員が隣で"),
    );
    let text = text_of(&print(&project, &["diff", "hana"]));
    for number in 1..=120 {
        assert!(text.contains(&step(number)) || broken_over_pages(&text, &step(number)), "{number}: {text}");
    }
}

#[test]
fn no_page_ends_with_the_heading_of_a_section_or_with_a_line_below_it() {
    let folder = print(&Project::samples(), &["diff", "hana"]);
    let text = pdf_text(&folder.path().join("a.pdf"));
    let is_heading =
        |line: &&str| (line.starts_with("支援 ") && line.contains(['①', '②', '③', '④'])) || line.starts_with("別表 ");
    assert!(text.lines().filter(is_heading).count() > 8, "{text}");
    for page in text.split('\u{c}') {
        // What stands at the head and at the foot of each sheet is none of its rows.
        let rows: Vec<&str> =
            page.lines().filter(|line| !line.trim().is_empty() && !line.contains("新旧対照表")).collect();
        let last = &rows[rows.len().saturating_sub(2)..];
        assert!(!last.iter().any(is_heading), "{page}");
    }
}

/// A plan with one row, and 送迎 below it with a reason of so many letters.
fn plan_with_reason(name: &str, content: usize, reason: usize) -> Paper {
    let paper = plan_paper(name, 1, Lengths { content, ..ORDINARY }, [0, 0]);
    let before = paper.text.find("別表:").expect("the schedules");
    let own = format!("送迎: {{実施: 有, 理由: {}}}\n", letters(reason));
    Paper { text: format!("{}{own}{}", &paper.text[..before], &paper.text[before..]), ..paper }
}

#[test]
fn the_two_rows_of_a_section_stand_on_one_sheet() {
    let mut last = 0;
    for content in (20..1400).step_by(60) {
        let plans = [plan_with_reason("old", content, 30), plan_with_reason("new", content + 15, 150)];
        let layout = Press::of(&plans).compared(&plans[0], &plans[1]);
        let words = |page: usize| layout.drawing(page).texts.into_iter().map(|run| squeeze(&run.text)).collect();
        let pages: Vec<Vec<String>> = (0..layout.pages()).map(words).collect();
        let holds = |page: &Vec<String>, words: &str| page.iter().any(|run| run == words);
        let heading = pages.iter().position(|page| holds(page, "送迎")).expect("the section");
        for row in ["実施", "理由"] {
            assert!(holds(&pages[heading], row), "{content} letters: {row} in {:?}", pages[heading]);
        }
        last = last.max(heading);
    }
    assert!(last > 0, "the section has come to a second sheet");
}

#[test]
fn a_box_is_read_aloud_under_old_or_new() {
    let folder = print(&Project::samples(), &["diff", "hana"]);
    let pdf = folder.path().join("a.pdf");
    // Titles stand in it as UTF-16.
    let structure = Command::new("pdfinfo").arg("-struct").arg(pdf).output().expect("poppler-utils").stdout;
    let structure = String::from_utf8_lossy(&structure);
    // The labels of the papers above it are headings of their own.
    let headings: Vec<&str> = structure.split("TH <U2x").skip(1).filter_map(|rest| rest.split('>').next()).collect();
    let is_known = |place: &&&str| place.ends_with("y0") || place.starts_with("0y");
    assert_eq!(
        headings.iter().filter(|place| !is_known(place)).count(),
        0,
        "the heading of a section is that of no box below it"
    );
    for column in 1..4 {
        let boxes = structure.matches(&format!("(U2x{column}y0)")).count();
        assert!(boxes > 10, "column {column} is the heading of {boxes} boxes");
    }
    // What changed is heard with the name of its box too.
    assert!(structure.matches("(U2x0y").count() > 20, "{structure}");
}

#[test]
fn a_long_comparison_is_whole_and_in_order() {
    let project = Project::copied();
    let plan = project.text("cases/hana/plan/2024-09-20.yaml");
    let (before, after) = plan.split_once("別表:").expect("schedules");
    let first = &before[before.find("  - id: s").expect("a row")..];
    let row = &first[..first[3..].find("  - id: s").expect("a second row") + 3];
    let (id, rest) = row.split_once('\n').expect("a row of many lines");
    let rows: String = (1..=40)
        .map(|number| {
            let goal = format!("支援目標: {number}番目の行。");
            format!("{id}x{number}\n{}", rest.replacen("支援目標: ", &goal, 1))
        })
        .collect();
    let project = project.file("cases/hana/plan/2024-09-20.yaml", format!("{before}{rows}別表:{after}"));
    let folder = print(&project, &["diff", "hana"]);
    let text = text_of(&folder);
    let places: Vec<usize> = (1..=40)
        .map(|number| {
            let words = format!("{number}番目の行。");
            let whole = |at: &usize| !text[..*at].ends_with(|c: char| c.is_ascii_digit());
            let found: Vec<usize> = text.match_indices(&words).map(|(at, _)| at).filter(whole).collect();
            assert_eq!(found.len(), 1, "{words}");
            found[0]
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    let pages = pdf_text(&folder.path().join("a.pdf")).matches('\u{c}').count();
    assert!(pages > 12, "{pages} pages");
    assert_eq!(text.matches("項目旧新変更の理由").count(), pages, "each page has the heads of the columns");
    for page in 1..=pages {
        assert!(text.contains(&format!("{page}/{pages}")), "{page} of {pages}");
    }
}

/// Whether a sentence is there in two parts, with the foot of a page between them.
fn broken_over_pages(text: &str, sentence: &str) -> bool {
    let mut cuts = sentence.char_indices().skip(1).map(|(at, _)| at);
    cuts.any(|at| text.contains(&sentence[..at]) && text.contains(&sentence[at..]))
}

#[test]
fn text_that_falls_off_the_page_is_an_error_here_too() {
    let page = "#set document(title: \"t\")\n#set page(width: 60pt, height: 60pt)\n#set text(lang: \"ja\", font: {{ document.families }})\n= #{{ comparison.subject }}\n#box(width: 900pt, align(right, {{ child.name }}))\n";
    let pack = "名称: 狭い紙\n継承: standard\n文書:\n  新旧対照表: {雛形: page.typ.j2}\n";
    let project = two_plans().file("templates/narrow/pack.yaml", pack).file("templates/narrow/page.typ.j2", page);
    let out = tempfile::tempdir().expect("a temporary folder");
    let path = out.path().join("a.pdf");
    let run =
        project.run(["diff", "hana", "--form", "narrow", "--format", "pdf", "--out", path.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("text-lost"), "{}", run.stderr);
    assert!(!path.exists());
}

#[test]
fn without_a_file_it_goes_to_the_childs_folder_of_prints() {
    let project = two_plans();
    let run = project.run(["diff", "hana", "--format", "pdf"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(project.has("output/hana/comparison-plan-2024-03-28-2024-09-20.pdf"), "{}", run.stdout);
    assert_eq!(project.text("output/.gitignore"), "*\n");
}

#[test]
fn no_value_is_markup_in_a_browser() {
    let hostile = "</td><script>alert(1)</script> & \"'";
    let project =
        two_plans().edit("cases/hana/plan/2024-09-20.yaml", "児童館の工作に", &format!("{hostile}児童館の工作に"));
    let html = project.run(["diff", "hana", "--format", "html"]).stdout;
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;"), "{html}");
    for needed in ["http://", "https://", "src=", "url(", "<link"] {
        assert!(!html.contains(needed), "the file needs nothing beside it: {needed}");
    }
    let plan = project.text(PLAN);
    assert!(plan.contains("状態: 確定"));
}

#[test]
fn a_section_says_its_name_once() {
    let text = text_of(&print(&Project::samples(), &["diff", "hana", "--kind", "consult-monitoring"]));
    assert_eq!(text.matches("基本").count(), 1, "{text}");
    assert!(text.contains("結果継続更新"), "a short box behind the rows stands by its own name: {text}");
    assert!(text.contains("ニーズ①") && !text.contains("ニーズニーズ"), "{text}");
    let hearing = "聞き取り放課後等デイサービスほし放課後等デイサービスほし鈴木一郎";
    assert!(text.contains(hearing), "a row in one line stands behind its name: {text}");
}
