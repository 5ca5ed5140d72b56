//! 追加項目 of every type on every kind of paper that takes them: printed whole, on the form's own sheet where it has room.

use super::{MANIFEST, manifest};
use crate::consult_forms::{FINAL, REPORT, all_text, consult, pages, text as words};
use crate::driver::{Project, pdf_words};
use crate::form_layout::lay_out_in;
use crate::page::picture;
use crate::sheets::{fish, text};
use crate::swapped::full;
use shien::typeset::{Layout, TextRun};

/// The kinds that take boxes, each with a paper of the full child: its file and its print.
const PAPERS: [(&str, &str, &str); 11] = [
    ("個別支援計画", "plan/2024-03-28.yaml", "plan-2024-03-28"),
    ("モニタリング記録", "monitoring/2024-09-12.yaml", "monitoring-2024-09-12"),
    ("個別支援会議 議事録", "meeting/2024-03-25.md", "meeting-2024-03-25"),
    ("アセスメントシート", "assessment/2024-03-11.md", "assessment-2024-03-11"),
    ("面談記録", "interview/2024-06-03.md", "interview-2024-06-03"),
    ("専門的支援実施計画", "specialist/2024-04-10.yaml", "specialist-2024-04-10"),
    ("申請者の現状(基本情報)", "consult/basic.yaml", "consult-basic"),
    ("障害児支援利用計画案", "consult/plan/2024-03-10.yaml", "consult-plan-2024-03-10"),
    ("障害児支援利用計画", "consult/plan/2024-03-20.yaml", "consult-plan-2024-03-20"),
    ("モニタリング報告書", "consult/monitoring/2024-09-30.yaml", "consult-monitoring-2024-09-30"),
    ("サービス担当者会議録", "consult/meeting/2024-03-16.md", "consult-meeting-2024-03-16"),
];

const TYPES: &str = "
      - {名称: 家での取組, 型: 文章}
      - {名称: 迎えの希望, 型: 有無}
      - {名称: 次に会う日, 型: 日付}
      - {名称: 通う分, 型: 数}
      - {名称: 満足の度合い, 型: 選択, 選択肢: [とても, ふつう, すこし]}
      - {名称: 好む遊び, 型: 複数選択, 選択肢: [水遊び, 積み木, 砂場の山]}
";
const LOOK: &str = "    体裁: {余白: {左: 25, 右: 12, 上: 18, 下: 16}, 下の隅: [題, 氏名, ページ], 網: 25, 透かし: 網, 書体: [Noto Sans JP]}\n";
const WRITTEN: &str = "追加: {家での取組: 寝る前に**絵本**を読む。, 迎えの希望: あり, 次に会う日: 2031-08-22, 通う分: ２５.5, 満足の度合い: ふつう, 好む遊び: [水遊び, 砂場の山]}\n";

/// The file with these lines at the end of what is written in YAML.
fn with_lines(folder: &Project, path: &str, lines: &str) -> String {
    let file = folder.text(path);
    match file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((front, body)) => format!("---\n{front}\n{lines}---\n{body}"),
        None => format!("{}\n{lines}", file.trim_end()),
    }
}

#[test]
fn boxes_of_every_type_are_printed_on_every_kind_of_paper_in_any_look() {
    for look in ["", LOOK] {
        let documents: String =
            PAPERS.iter().map(|(title, ..)| format!("  {title}:\n{look}    追加項目:{TYPES}")).collect();
        let mut folder = full().file(MANIFEST, manifest(&documents));
        for (_, path, _) in PAPERS {
            let path = format!("cases/hana/{path}");
            let file = with_lines(&folder, &path, WRITTEN);
            folder = folder.file(&path, file);
        }
        let run = folder.run(["build", "hana", "--form", "mado"]);
        for (title, _, print) in PAPERS {
            let print = folder.root().join(format!("output/hana/{print}.pdf"));
            assert!(print.exists(), "{title}: {}", run.stderr);
            let printed = pdf_words(&print);
            for own in ["家での取組寝る前に絵本を読む。", "次に会う日令和13年8月22日", "通う分25.5"]
            {
                assert!(printed.contains(own), "{title} {own}: {printed}");
            }
            for own in ["とても", "すこし", "積み木", "砂場の山"] {
                assert!(printed.contains(own), "{title} {own}: {printed}");
            }
        }
    }
}

#[test]
fn boxes_of_a_pack_stand_on_the_sheet_of_the_form_that_has_room_for_them() {
    let boxes = "追加項目: [{名称: 満足の度合い, 型: 選択, 選択肢: [とても, ふつう]}, {名称: 通う分, 型: 数}]";
    let pack = manifest(&format!("  障害児支援利用計画: {{{boxes}}}\n  モニタリング報告書: {{{boxes}}}\n"));
    let project = consult().file(MANIFEST, pack);
    for document in [FINAL, REPORT] {
        let (own, plain) = (pages(&project, document, "mado"), pages(&project, document, "standard"));
        assert_eq!(own.pages(), plain.pages(), "{document:?}");
        assert!(words(&own, 0).contains("満足の度合い") && words(&own, 0).contains("通う分"), "{}", words(&own, 0));
    }
}

#[test]
fn a_template_that_draws_the_rows_itself_still_prints_the_boxes_once() {
    let pack = "  障害児支援利用計画: {雛形: own.typ.j2, 追加項目: [{名称: 通う分, 型: 数}]}\n";
    let own = "{% extends \"standard/consult-plan.typ.j2\" %}\n{% block needs %}\n  [表]\n{% endblock %}\n";
    let project = consult().file(MANIFEST, manifest(pack)).file("templates/mado/own.typ.j2", own);
    let printed = all_text(&lay_out_in(project.root(), "hana", FINAL, Some("mado")));
    assert_eq!(printed.matches("通う分").count(), 1, "{printed}");
}

/// A sample with a long text in a box of its own.
fn long_text(letters: usize, (title, path): (&str, &str), document: (&str, &str)) -> Layout {
    let pack = manifest(&format!("  {title}: {{追加項目: [{{名称: 家での取組, 型: 文章}}]}}\n"));
    let folder = Project::copied().file(MANIFEST, pack);
    let file = with_lines(&folder, path, &format!("追加: {{家での取組: {}}}\n", text(letters)));
    let folder = folder.file(path, file);
    lay_out_in(folder.root(), "hana", document, Some("mado"))
}

fn fish_on(layout: &Layout, page: usize) -> usize {
    layout.drawing(page).texts.iter().map(|run| fish(&run.text)).sum()
}

#[test]
fn a_long_text_begins_on_the_sheet_that_has_room() {
    let layout = long_text(1500, ("面談記録", "cases/hana/interview/2024-06-03.md"), ("interview", "2024-06-03"));
    assert_eq!(layout.pages(), 2);
    assert!(fish_on(&layout, 0) > 200 && fish_on(&layout, 1) > 200, "{}", fish_on(&layout, 0));
}

#[test]
fn the_signature_below_a_long_box_stands_with_some_of_it() {
    for letters in [100, 190, 210, 500, 900, 1300, 1700, 2100, 2500, 2900] {
        let layout = long_text(letters, ("個別支援計画", "cases/hana/plan/2024-03-28.yaml"), ("plan", "2024-03-28"));
        let signed = (0..layout.pages()).find(|page| words(&layout, *page).contains("（保護者署名）")).expect("a line");
        assert!(fish_on(&layout, signed) > 0, "{letters} letters: {}", words(&layout, signed));
    }
}

/// How dark a print is where a run stands, in dots of full black.
fn ink(folder: &Project, choice: &str) -> f64 {
    let path = "cases/hana/interview/2024-06-03.md";
    let pack = manifest(
        "  面談記録: {追加項目: [{名称: 話し合い, 型: 選択, 選択肢: [ほかの事業所とも話し合ってから決めることにした, 今は決めない]}]}\n",
    );
    let folder = Project::copied().file(MANIFEST, pack).file(path, with_lines(folder, path, choice));
    let layout = lay_out_in(folder.root(), "hana", ("interview", "2024-06-03"), Some("mado"));
    let run = folder.run(["build", "hana", "--kind", "interview", "--form", "mado"]);
    let print = folder.root().join("output/hana/interview-2024-06-03.pdf");
    assert!(print.exists(), "{}", run.stderr);
    let texts: Vec<TextRun> = layout.drawing(0).texts;
    let own = texts.iter().find(|run| run.text.starts_with("ほかの事業所とも")).expect("the choice").rect;
    let (width, dots) = picture(&print);
    let dot = |points: f64| (points * 200.0 / 72.0) as usize;
    let rows = dot(own.top)..dot(own.bottom);
    let black = |row: usize| dots[row * width + dot(own.left)..row * width + dot(own.right)].iter();
    rows.flat_map(black).map(|shade| f64::from(255 - shade) / 255.0).sum()
}

#[test]
fn the_ring_around_a_long_choice_crosses_none_of_its_letters() {
    let samples = Project::copied();
    let plain = ink(&samples, "");
    let ringed = ink(&samples, "追加: {話し合い: ほかの事業所とも話し合ってから決めることにした}\n");
    assert!(plain > 1000.0 && ringed < plain * 1.03, "{plain} without and {ringed} with the ring");
}

#[test]
fn a_choice_longer_than_its_box_goes_on_in_the_next_line() {
    let long = "市の窓口と学校と三つの事業所と相談支援専門員がそろって話し合い、家族の希望を聞いたうえで、次の年度の初めまでに決めることにした";
    let pack = manifest(&format!(
        "  面談記録: {{体裁: {{余白: {{左: 40, 右: 40}}}}, 追加項目: [{{名称: 話し合い, 型: 選択, 選択肢: [\"{long}\", なし]}}]}}\n"
    ));
    let path = "cases/hana/interview/2024-06-03.md";
    let folder = Project::copied().file(MANIFEST, pack);
    let file = with_lines(&folder, path, &format!("追加: {{話し合い: \"{long}\"}}\n"));
    let folder = folder.file(path, file);
    let layout = lay_out_in(folder.root(), "hana", ("interview", "2024-06-03"), Some("mado"));
    assert_eq!(layout.lost(), [""; 0]);
    let right = (210.0 - 40.0) * 72.0 / 25.4;
    let drawing = layout.drawing(layout.pages() - 1);
    let first = drawing.texts.iter().position(|run| run.text.starts_with("市の窓口")).expect("the choice");
    let own: Vec<&TextRun> = drawing.texts[first..].iter().take_while(|run| !run.text.contains("なし")).collect();
    let printed: String = own.iter().map(|run| run.text.as_str()).collect();
    assert!(printed.starts_with(long) && own.len() > 1, "{printed}");
    assert!(own.iter().all(|run| run.rect.right < right), "beyond the margin: {own:?}");
}
