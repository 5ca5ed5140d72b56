//! What every sheet says of itself (title, child, date, 原案 or 未完成), who signs where, and the people on it.

use crate::differing::differing;
use crate::driver::{CHILD, OFFICE, PLAN, PLAN_PRINT, Project, pdf_text, repository};
use crate::form_layout::{lay_out_in, lines, squeeze};
use crate::sample_pages::{SamplePages, sample_pages};
use shien::case::consult::plan::DRAFT_TITLE;
use shien::case::{Covers, Document, Model};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project as Shien, Settings};
use shien::source::Disk;
use shien::typeset::{Drawing, Layout, Stamp, TextRun, Typesetter};
use shien::value::Month;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// The margins above and below, in points: 11.1 mm and 10.8 mm.
const ABOVE: f64 = 11.1 * 72.0 / 25.4;
const BELOW: f64 = 10.8 * 72.0 / 25.4;
/// No title is smaller, and none that a sheet begins with stands lower, in points.
const TITLE: f64 = 13.0;
const BELOW_TITLE: f64 = 85.0;

fn text(layout: &Layout, page: usize) -> String {
    layout.drawing(page).texts.iter().map(|run| squeeze(&run.text)).collect()
}

fn all_text(layout: &Layout) -> String {
    (0..layout.pages()).map(|page| text(layout, page)).collect()
}

/// The words that stand across a page.
fn marks(drawing: &Drawing) -> Vec<String> {
    drawing.texts.iter().filter(|run| run.size > 100.0).map(|run| run.text.clone()).collect()
}

/// What the paper is called, as its form prints it.
fn title(document: &Document, pack: &str) -> String {
    let title = match document.form_title() {
        "個別支援計画" if pack == "tokyo" => "個別支援計画",
        "個別支援計画" => "個別支援計画書",
        "申請者の現状(基本情報)" => "申請者の現状（基本情報）",
        "モニタリング報告書" => "モニタリング報告書（継続障害児支援利用援助）",
        other => other,
    };
    if let Model::Meeting(meeting) = &document.model {
        let word = if pack == "renkei" { "報告書" } else { "議事録" };
        let kind = meeting.kind.get().expect("a kind").label();
        return title.replace("個別支援会議", kind).replace("議事録", word);
    }
    match pack {
        // 継続障害児支援利用援助 is a word of the law.
        "shiki" if !title.contains("援助") => title.replace("障害", "障がい"),
        "daily" => format!("{title}（日ごと）"),
        "selfplan" if title == DRAFT_TITLE => "サービス等利用計画案（セルフプラン用）".to_owned(),
        "selfplan" if title == "障害児支援利用計画" => "サービス等利用計画（セルフプラン用）".to_owned(),
        "selfplan" if title.starts_with("モニタリング報告書") => {
            "モニタリング報告書（セルフプラン用）".to_owned()
        }
        "nakano" if title == DRAFT_TITLE => "サービス等利用計画案・障害児支援利用計画案".to_owned(),
        _ => title.to_owned(),
    }
}

/// Title, name and date as one line without spaces.
fn named(document: &Document, child: &str, pack: &str) -> String {
    let draft = matches!(&document.model, Model::Plan(_)) && is_draft(document);
    let label = match &document.model {
        Model::Meeting(_) => "開催日",
        Model::Assessment(_) | Model::Interview(_) | Model::Monitoring(_) | Model::ConsultationMonitoring(_) => {
            "実施日"
        }
        Model::Provision(_) => "提供月",
        _ => "作成日",
    };
    let day = document.date.expect("a date");
    let date = match document.kind.covers {
        Covers::Day => day.to_wareki(),
        Covers::Month => Month::of(day).to_wareki(),
    };
    let state = if draft { "（原案）" } else { "" };
    squeeze(&format!("{}{state}{child}{label}{date}", title(document, pack)))
}

fn is_draft(document: &Document) -> bool {
    document.source.text().contains("\n状態: 原案\n")
}

#[test]
fn every_sheet_names_title_child_and_date_below_and_above_or_begins_with_them() {
    let project = Shien::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded()).expect("it opens");
    let mut further = 0;
    let standard = sample_pages();
    let packs = differing();
    for child in ["hana", "ren", "yuki", "mei"] {
        let (case, _) = project.load(child, &Settings::default());
        let name = case.child.value.name.get().expect("a name").clone();
        for document in &case.documents {
            let own = |pages: &&SamplePages| pages.child == child && pages.document == document.id();
            let pages = standard.iter().find(own).expect("it is laid out");
            further += named_on_each_sheet(document, &name, "standard", &pages.layout);
            // A child with every kind of paper stands for all, but for the form that is altogether another.
            let differs = |(pack, kinds): &(&&str, &BTreeSet<&str>)| {
                kinds.contains(document.kind.id) && (child == "hana" || **pack == "tokyo")
            };
            for (pack, _) in packs.iter().filter(differs) {
                let layout = Printer::new(&project, Some(pack)).document_layout(&case, document);
                let layout = layout.unwrap_or_else(|faults| panic!("{pack}: {faults:?}"));
                further += named_on_each_sheet(document, &name, pack, &layout);
            }
        }
    }
    assert!(further > 100, "only {further} further sheets");
}

/// How many sheets follow the first one, after each of them was read.
fn named_on_each_sheet(document: &Document, child: &str, pack: &str, layout: &Layout) -> usize {
    let (at, expected) = (format!("{pack} {child}/{}", document.id()), named(document, child, pack));
    for page in 0..layout.pages() {
        let drawing = layout.drawing(page);
        let lines = lines(&drawing);
        let above = lines.iter().any(|line| line.text == expected && line.rect.bottom < ABOVE);
        // What begins with a title of its own says the name beside or below it.
        let is_titled = lines.iter().any(|line| line.size > TITLE && line.rect.bottom < BELOW_TITLE);
        assert_eq!(above, page > 0 && !is_titled, "{at} page {page}: 「{expected}」 in {lines:#?}");
        let name: String = child.split_whitespace().collect();
        assert!(text(layout, page).contains(&name), "{at} page {page}");
        let foot = lines.iter().find(|line| line.rect.top > drawing.size.1 - BELOW);
        let foot = &foot.unwrap_or_else(|| panic!("{at}: the foot of page {page}")).text;
        let rest = foot.strip_prefix(expected.as_str());
        let rest = rest.unwrap_or_else(|| panic!("{at}: 「{expected}」 before 「{foot}」"));
        let version = rest.is_empty() || (rest.starts_with('版') && rest.chars().count() == 9);
        assert!(version, "{at}: behind the names stands the 版 alone: {foot}");
    }
    layout.pages() - 1
}

#[test]
fn a_draft_says_so_beside_its_title_and_across_every_sheet() {
    for (child, draft, settled) in [("hana", "2024-03-18", "2024-03-28"), ("yuki", "2025-09-16", "2025-09-25")] {
        for pack in ["standard", "tokyo"] {
            let lay_out = |name: &str| lay_out_in(&repository(), child, ("plan", name), Some(pack));
            let layout = lay_out(draft);
            for page in 0..layout.pages() {
                let drawing = layout.drawing(page);
                assert_eq!(marks(&drawing), ["原案"], "{pack} {child} page {page}");
                let beside: Vec<_> =
                    lines(&drawing).into_iter().filter(|line| line.text.contains("（原案）")).collect();
                let large = beside.iter().filter(|line| line.text.starts_with("個別支援計画") && line.size > 10.0);
                // The first sheet and each 別表 begin with a title of their own.
                let own = page == 0 || text(&layout, page).contains("個別支援計画別表");
                assert_eq!(large.count(), usize::from(own), "{pack} {child} page {page}: {beside:#?}");
                // Above or as the title, and in the foot.
                assert!(beside.len() >= 2, "{pack} {child} page {page}: {beside:#?}");
            }
            let layout = lay_out(settled);
            for page in 0..layout.pages() {
                assert_eq!(marks(&layout.drawing(page)), Vec::<String>::new(), "{pack} {child} page {page}");
            }
            assert!(!all_text(&layout).contains("（原案）"), "{pack} {child}");
        }
    }
}

/// The pages of a print as pdftotext reads them.
fn pages_of(pdf: &Path) -> Vec<String> {
    pdf_text(pdf).trim_end_matches('\u{c}').split('\u{c}').map(squeeze).collect()
}

#[test]
fn an_unfinished_paper_says_so_beside_its_title_on_every_sheet() {
    // The plan is a 原案, and says that too.
    let project = Project::new().edit(PLAN, "次回見直し年月日", "# 次回見直し年月日");
    for (pack, title) in [("standard", "個別支援計画書"), ("tokyo", "個別支援計画")] {
        project.run(["build", "--draft", "--form", pack]);
        let pages = pages_of(&project.root().join(PLAN_PRINT));
        assert!(pages.len() >= 3, "the plan, its 別表 and the list of what is missing");
        for page in pages {
            assert!(page.contains(&format!("{title}（原案）（未完成）")), "{pack}: {page}");
        }
    }
    // 案 is in the title already.
    let project = crate::consult_forms::consult().edit(
        "cases/hana/consult/plan/2024-03-10.yaml",
        "総合的な援助の方針",
        "# 総合的な援助の方針",
    );
    project.run(["build", "--draft", "--form", "standard", "--kind", "consult-plan"]);
    let pages = pages_of(&project.root().join("output/hana/consult-plan-2024-03-10.pdf"));
    for page in &pages {
        assert!(page.contains("障害児支援利用計画案（未完成）"), "{page}");
        assert!(!page.contains("（案）"), "{page}");
    }
    assert!(pages[1].contains("障害児支援利用計画案【週間計画表】（未完成）"), "{}", pages[1]);
}

/// A gray picture at 200 dots an inch: its width and its dots from black to white.
pub(crate) fn picture(pdf: &Path) -> (usize, Vec<u8>) {
    let output = Command::new("pdftoppm").args(["-gray", "-r", "200"]).arg(pdf).output().expect("pdftoppm");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // P5, width and height, the value of white.
    let mut head = output.stdout.splitn(4, |byte| *byte == b'\n');
    assert_eq!(head.next(), Some(&b"P5"[..]));
    let size = String::from_utf8_lossy(head.next().expect("a size")).into_owned();
    let width = size.split(' ').next().and_then(|width| width.parse().ok()).expect("a width");
    assert_eq!(head.next(), Some(&b"255"[..]));
    (width, head.next().expect("dots").to_vec())
}

#[test]
fn the_mark_outlasts_a_copy_in_two_tones_and_leaves_the_text_below_readable() {
    let project = Shien::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded()).expect("it opens");
    let library: Vec<(String, String)> =
        project.packs().library().into_iter().map(|(name, source)| (name, source.text().to_owned())).collect();
    let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &library);
    let folder = tempfile::tempdir().expect("a temporary folder");
    for word in ["原案", "案", "未完成"] {
        let source = format!(
            "#import \"/lib/form.typ\": across\n#set text(font: \"BIZ UDGothic\", lang: \"ja\")\n#set document(title: \"x\")\n#page(paper: \"a4\", foreground: across(\"{word}\"))[= x]"
        );
        let layout = typesetter.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"));
        assert_eq!(layout.lost(), Vec::<String>::new(), "{word} stands on its page");
        let stamp = Stamp { identifier: "mark".to_owned(), date: "2024-03-18".parse().ok() };
        let pdf = folder.path().join("mark.pdf");
        std::fs::write(&pdf, typesetter.export(&layout, &stamp).expect("exports")).expect("written");
        let (width, dots) = picture(&pdf);
        // A fax keeps what is darker than the middle.
        let dark = dots.iter().enumerate().filter(|(_, dot)| **dot < 128).map(|(at, _)| at);
        // Not the heading, at the top.
        let dark: Vec<usize> = dark.filter(|at| at / width > 400).collect();
        let columns = dark.iter().map(|at| at % width);
        let wide = columns.clone().max().unwrap_or_default() - columns.min().unwrap_or_default();
        let share = dark.len() as f64 / dots.len() as f64;
        let letters = word.chars().count();
        assert!(wide > 200 * letters && dark.len() > 2500 * letters, "{word}: {} dots, {wide} wide", dark.len());
        assert!(share < 0.01, "{word}: an outline, not a filled letter: {share}");
    }
}

/// What only a form with lines for the consent has.
const CONSENT: [&str; 4] = ["同意しました", "説明しました", "保護者署名", "保護者同意"];

#[test]
fn a_draft_has_lines_for_the_consent_only_where_the_office_works_on_one_sheet() {
    let of = |office: &str, all: &str| {
        Project::new()
            .edit(
                OFFICE,
                "    名称: 放課後等デイサービス ほし\n",
                &format!("    名称: 放課後等デイサービス ほし\n{office}"),
            )
            .edit(OFFICE, "様式: plain\n", &format!("様式: plain\n{all}"))
    };
    let (own, own_not) = ("    原案に同意欄: true\n", "    原案に同意欄: false\n");
    let everywhere = "原案に同意欄: true\n";
    for (project, lines) in [
        (of("", ""), false),
        (of(own, ""), true),
        (of("", everywhere), true),
        (of(own_not, everywhere), false),
        (of("", "").edit(PLAN, "状態: 原案", "状態: 確定"), true),
    ] {
        assert_eq!(project.check().findings("unknown-key"), [], "{}", project.text(OFFICE));
        for pack in ["standard", "tokyo"] {
            let text = all_text(&lay_out_in(project.root(), "hana", ("plan", "2024-03-28"), Some(pack)));
            for words in CONSENT {
                let kept =
                    if words == "同意しました" && pack == "tokyo" { "交付を受けました" } else { words };
                assert_eq!(text.contains(kept), lines, "{pack} {kept}: {text}");
            }
            // Who made it is on the paper all the same.
            assert!(text.contains("鈴木一郎"), "{pack}: {text}");
        }
    }
}

#[test]
fn the_draft_of_a_consultation_plan_keeps_the_box_for_the_signature() {
    let layout = lay_out_in(&repository(), "hana", ("consult-plan", "2024-03-10"), Some("standard"));
    assert!(text(&layout, 0).contains("利用者同意署名欄"));
}

#[test]
fn the_managers_name_keeps_clear_of_the_colon() {
    for pack in ["standard", "tokyo"] {
        let layout = lay_out_in(&repository(), "hana", ("plan", "2024-03-28"), Some(pack));
        let drawings: Vec<Drawing> = (0..layout.pages()).map(|page| layout.drawing(page)).collect();
        let (drawing, label) = drawings
            .iter()
            .find_map(|drawing| {
                let label = drawing.texts.iter().find(|run| run.text.ends_with("責任者氏名："))?;
                Some((drawing, label))
            })
            .unwrap_or_else(|| panic!("{pack}: the label"));
        let name = drawing.texts.iter().filter(|run| (run.rect.bottom - label.rect.bottom).abs() < 3.0);
        let name = name.filter(|run| run.rect.left > label.rect.left + 1.0).find(|run| run.text.starts_with("鈴木"));
        let name = name.unwrap_or_else(|| panic!("{pack}: the name on the label's line"));
        let gap = name.rect.left - label.rect.right;
        assert!((4.0..20.0).contains(&gap), "{pack}: {gap} points between the colon and the name");
    }
}

#[test]
fn the_lines_for_the_signature_never_stand_alone_on_a_sheet() {
    let mut turned = BTreeSet::new();
    for lines in (12..60).step_by(4) {
        let content: String = (0..lines).map(|number| format!("\n      第{number}の手順。")).collect();
        let project = Project::new().edit(PLAN, "状態: 原案", "状態: 確定").edit(
            PLAN,
            "支援内容: 職員が隣で",
            &format!("支援内容: |{content}\n      職員が隣で"),
        );
        let layout = lay_out_in(project.root(), "hana", ("plan", "2024-03-28"), Some("standard"));
        let drawings = (0..layout.pages()).map(|page| (page, layout.drawing(page)));
        let signed = |run: &TextRun| run.text.contains("説明しました");
        let (page, drawing) = drawings
            .into_iter()
            .find(|(_, drawing)| drawing.texts.iter().any(signed))
            .unwrap_or_else(|| panic!("{lines}: the lines for the signature"));
        let top = drawing.texts.iter().find(|run| signed(run)).expect("it is there").rect.top;
        let body = drawing.texts.iter().filter(|run| run.rect.top > ABOVE - 1.0 && run.rect.bottom < top).count();
        assert!(body > 0, "{lines} lines: nothing above the signature on page {page}");
        turned.insert(page);
    }
    assert!(turned.len() > 1, "somewhere they come to the next sheet: {turned:?}");
}

#[test]
fn needs_that_are_not_answered_are_printed_with_their_reason() {
    for pack in ["standard", "tokyo"] {
        let layout = lay_out_in(&repository(), "mei", ("plan", "2025-03-27"), Some(pack));
        let text = all_text(&layout);
        for words in [
            "対応しないニーズとその理由",
            "ダンスが大好きで、もっと踊りたい。",
            "（優先順位2）",
            "ダンスと体力づくりは、月・金曜日に利用する「かぜのこ」が受け持つ。",
        ] {
            assert!(text.contains(words), "{pack} {words}: {text}");
        }
        let without = lay_out_in(&repository(), "hana", ("plan", "2024-03-28"), Some(pack));
        assert!(!all_text(&without).contains("対応しない"), "{pack}");
        // The other plan is not in the files: nothing is known of the need but its id, which is no word of the paper.
        let project = Project::new().edit(
            PLAN,
            "別表:\n",
            "対応しないニーズ: [{id: n7, 理由: 学校が受け持つ。}, {id: n8, 理由: 家庭で続ける。}]\n別表:\n",
        );
        let text = all_text(&lay_out_in(project.root(), "hana", ("plan", "2024-03-28"), Some(pack)));
        assert!(text.contains("学校が受け持つ。") && text.contains("家庭で続ける。"), "{pack}: {text}");
        assert!(!text.contains("n7") && !text.contains("n8"), "{pack}: {text}");
    }
}

#[test]
fn a_need_that_is_not_answered_prints_again_when_the_other_plan_changes() {
    let project = Project::copied();
    let run = |project: &Project| project.run(["build", "mei", "--kind", "plan"]).stderr;
    run(&project);
    let print = project.bytes("output/mei/plan-2025-03-27.pdf");
    let project = project.edit("cases/mei/consult/plan/2025-03-14.yaml", "ダンスが大好きで", "踊ることが大好きで");
    run(&project);
    assert!(project.bytes("output/mei/plan-2025-03-27.pdf") != print);
    assert!(pages_of(&project.root().join("output/mei/plan-2025-03-27.pdf")).join("").contains("踊ることが大好きで"));
}

const MEETING: &str = "cases/hana/meeting/2024-03-25.md";
const CONSULT_MEETING: &str = "cases/hana/consult/meeting/2024-03-16.md";

#[test]
fn where_somebody_comes_from_stands_beside_what_they_are() {
    let nurse = "{氏名: 青木 和, 所属: みどり野訪問看護, 職種: 看護師}";
    let project = Project::copied()
        .edit(MEETING, "{氏名: 佐藤 恵, 立場: 保護者}]", &format!("{{氏名: 佐藤 恵, 立場: 保護者}}, {nurse}]"))
        .edit(CONSULT_MEETING, "  - suzuki\n", &format!("  - suzuki\n  - {nurse}\n"));
    let run = project.check();
    assert_eq!(run.findings_in(MEETING), [], "{}", run.list());
    assert_eq!(run.findings_in(CONSULT_MEETING), [], "{}", run.list());
    let minutes = all_text(&lay_out_in(project.root(), "hana", ("meeting", "2024-03-25"), None));
    for words in
        ["児童発達支援管理責任者鈴木一郎", "保護者佐藤恵", "みどり野訪問看護看護師青木和", "みどり小学校担任田中教諭"]
    {
        assert!(minutes.contains(words), "{words}: {minutes}");
    }
    let minutes = all_text(&lay_out_in(project.root(), "hana", ("consult-meeting", "2024-03-16"), None));
    for words in [
        "相談支援センターみち（相談支援専門員）上田さくら",
        "放課後等デイサービスほし（児童発達支援管理責任者）鈴木一郎",
        "みどり野訪問看護（看護師）青木和",
        "みどり小学校（担任）田中教諭",
        "みどり野児童ホーム野口優子",
        "保護者佐藤恵",
    ] {
        assert!(minutes.contains(words), "{words}: {minutes}");
    }
}

#[test]
fn an_id_of_a_place_that_is_nowhere_is_said() {
    let project = Project::copied().edit(MEETING, "    所属: school\n", "    所属: shcool\n").edit(
        MEETING,
        "立場: 保護者}]",
        "立場: 保護者}, {氏名: 青木 和, 所属: NPO, 職種: 看護師}]",
    );
    let finding = project.check().finding("reference-unknown");
    assert_eq!((finding.file.as_str(), finding.line), (MEETING, project.line_of(MEETING, "shcool")));
    assert!(finding.help.contains("`school` ではありませんか"), "{}", finding.help);
}

#[test]
fn what_somebody_is_has_one_edition_under_its_three_names() {
    let edition = |people: &str| {
        let project = Project::new().edit(PLAN, "担当者: [mori]", &format!("担当者: [{people}]"));
        let case = shien::case::load_case(&Disk::new(project.root()), "hana");
        shien::case::version::Versioned::version(case.plan("2024-03-28").expect("the plan").1)
    };
    // As it was before 所属 and 職種 were fields of their own.
    for word in ["立場", "職種", "所属"] {
        assert_eq!(edition(&format!("{{氏名: 青木 和, {word}: 看護師}}")), "6f48a8c1", "{word}");
    }
    assert_eq!(edition("{名称: みどり小学校, 職種: 教諭}"), "0685486e");
    assert_ne!(edition("{氏名: 青木 和, 所属: みどり野訪問看護, 職種: 看護師}"), "6f48a8c1");
}

const ASSESSMENT: (&str, &str) = ("assessment", "2024-03-11");
const BASIC: (&str, &str) = ("consult-basic", "basic");

#[test]
fn a_second_guardian_is_printed_with_address_and_telephone() {
    let line = "  - {氏名: 佐藤 隆, 続柄: 父, 区分: 親権者, 電話: 090-0000-0001}\n";
    let print = |guardians: &str| {
        let project = Project::copied().edit(CHILD, line, guardians);
        let layout = lay_out_in(project.root(), "hana", BASIC, Some("standard"));
        assert_eq!(layout.pages(), 2, "{guardians}");
        text(&layout, 0)
    };
    let apart = "  - {氏名: 佐藤 隆, 続柄: 父, 住所: 市川市北原野1丁目1番1号, 電話: 047-000-0099}\n";
    let both = print(apart);
    let second = "保護者氏名佐藤隆本人との続柄父住所市川市北原野1丁目1番1号電話047-000-0099";
    assert!(both.contains(&format!("保護者氏名佐藤恵本人との続柄母{second}")), "{both}");
    let phone = print(line);
    assert!(phone.contains("保護者氏名佐藤隆本人との続柄父電話090-0000-0001"), "{phone}");
    let neither = print("  - {氏名: 佐藤 隆, 続柄: 父, 区分: 親権者}\n");
    assert!(!neither.contains("保護者氏名佐藤隆"), "{neither}");
}

#[test]
fn the_name_a_child_goes_by_stands_behind_the_legal_one() {
    let project = Project::copied().edit(CHILD, "氏名: 佐藤 はな\n", "氏名: 佐藤 はな\n通称: 青木 ハナ\n");
    for (document, pages) in [
        (ASSESSMENT, 2),
        (BASIC, 2),
        (("plan", "2024-03-28"), 3),
        (("meeting", "2024-03-25"), 2),
        (("interview", "2024-06-03"), 1),
        (("monitoring", "2024-09-12"), 2),
        (("consult-plan", "2024-03-20"), 3),
        (("consult-monitoring", "2024-04-25"), 1),
        (("consult-meeting", "2024-03-16"), 2),
    ] {
        let layout = lay_out_in(project.root(), "hana", document, None);
        let text = text(&layout, 0);
        assert!(text.contains("佐藤はな（通称：青木ハナ）"), "{document:?}: {text}");
        assert_eq!(layout.pages(), pages, "{document:?} takes no sheet more");
    }
    let tokyo = lay_out_in(project.root(), "hana", ("plan", "2024-03-28"), Some("tokyo"));
    assert!(text(&tokyo, 0).contains("佐藤はな（通称：青木ハナ）"));
}

#[test]
fn medical_care_is_printed_with_its_score_its_level_and_the_doctors_order() {
    let care = |value: &str| {
        let project = Project::copied().edit(CHILD, "医療的ケア: なし", &format!("医療的ケア: {value}"));
        let run = project.check();
        assert_eq!(run.findings_in(CHILD), [], "{value}: {}", run.list());
        [ASSESSMENT, BASIC].map(|document| text(&lay_out_in(project.root(), "hana", document, Some("standard")), 0))
    };
    let whole = "{内容: 経管栄養, スコア: 16点, 区分: 2, 指示書: {日付: 2024-04-01, 医師: 岸本医師, 期限: R7.3.31}}";
    let line = "経管栄養スコア16点（区分2）指示書令和6年4月1日岸本医師（期限令和7年3月31日）";
    let [assessment, basic] = care(whole);
    assert!(assessment.contains(&format!("医療的ケア{line}")), "{assessment}");
    // Behind what 医療の状況 says in its own words.
    assert!(basic.contains(&format!("医療的ケア：{line}")), "{basic}");
    let [assessment, _] = care("{スコア: ３２, 区分: 区分3, 指示書: 2024-04-01}");
    assert!(assessment.contains("医療的ケアスコア32点（区分3）指示書令和6年4月1日"), "{assessment}");
    // A plain text is read as before; that there is none is not said on the sheet.
    let [assessment, basic] = care("吸引(1日2回)");
    assert!(assessment.contains("医療的ケア吸引(1日2回)") && !basic.contains("吸引(1日2回)"), "{assessment} {basic}");
    let [assessment, _] = care("なし");
    assert!(!assessment.contains("医療的ケア"), "{assessment}");
}

#[test]
fn a_wrong_level_or_score_of_medical_care_is_said_at_its_place() {
    for (value, words) in
        [("{区分: 4}", "「4」は選べる語にありません"), ("{スコア: 高い}", "「高い」は点数として読めません")]
    {
        let project = Project::copied().edit(CHILD, "医療的ケア: なし", &format!("医療的ケア: {value}"));
        let finding = project.check().finding("value-invalid");
        assert!(finding.message.contains(words), "{}", finding.message);
        assert_eq!((finding.file.as_str(), finding.line), (CHILD, project.line_of(CHILD, "医療的ケア")));
    }
}
