//! Texts on whole papers: the small project with what users wrote, from the file to the pages.

use crate::driver::{OFFICE, PLAN, Project};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project as Opened, Settings};
use shien::source::Disk;

const INTERVIEW: &str = "cases/hana/interview/2024-06-02.md";
const FRONT: &str = "---\n種類: 家族支援\n事業所: hoshi\n日時: 2024-06-02 10:00-10:40\n場所: 相談室の\n  となりの部屋\n方法: 対面\n\
                     出席者: [suzuki, {氏名: 佐藤 恵, 立場: 保護者}]\n記録者: suzuki\n---\n";

/// The words on the pages of every document of the child, without blanks.
fn papers(project: &Project) -> Vec<(String, String)> {
    let opened = Opened::from_files(&|| Box::new(Disk::new(project.root())), Fonts::embedded()).expect("it opens");
    let (case, _) = opened.load("hana", &Settings::default());
    let mut printer = Printer::new(&opened, None);
    let words = |printer: &mut Printer<'_>, document| {
        let source = printer.source(&case, document).unwrap_or_else(|error| panic!("{error:?}"));
        let layout = printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"));
        assert!(layout.missing_glyphs().is_empty(), "{:?}", layout.missing_glyphs());
        let runs = (0..layout.pages()).flat_map(|page| layout.drawing(page).texts);
        runs.map(|run| run.text).collect::<String>().split_whitespace().collect::<String>()
    };
    case.documents.iter().map(|document| (document.id(), words(&mut printer, document))).collect()
}

/// The same with this interview.
fn project(body: &str) -> Project {
    base().file(INTERVIEW, format!("{FRONT}{body}"))
}

/// The small project on the real forms.
fn base() -> Project {
    Project::new().remove("templates").edit(OFFICE, "様式: plain\n", "")
}

fn paper(project: &Project, id: &str) -> String {
    let found = papers(project).into_iter().find(|(own, _)| own == id);
    found.unwrap_or_else(|| panic!("{id} is there")).1
}

#[test]
fn a_record_stands_on_its_paper_as_it_was_written() {
    let project = project(
        "## 本人の様子\n> 「家では落ち着いています。」\n\n[1]: 4月の受診の記録による。\n薬は 0.5mg*2錠*28日分。\n\n\
         1. 一つ\n3. 三つ\n\n4. 17 学校\n\n```いれて```の札を見せた。\n\n \
         ## 保護者の話\n☑ 手順表 ☐ 写真 ✔ ✕ ❤\u{FE0F} ☎ ➀ SpO₂ 98\n\n##\t助言・相談の内容\n<!-- 父には伝えない -->\n\n## 決定事項 ##\n続ける。\n",
    );
    let text = paper(&project, "interview/2024-06-02");
    for words in [
        "「家では落ち着いています。」",
        "[1]:4月の受診の記録による。",
        "0.5mg*2錠*28日分。",
        "1.一つ",
        "3.三つ",
        "4.17学校",
        "```いれて```の札",
        "☑手順表☐写真✔✕❤",
        "☎➀SpO₂98",
        "<!--父には伝えない-->",
        "続ける。",
        "相談室のとなりの部屋",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn lines_that_yaml_folds_leave_no_blank_between_japanese_letters() {
    const POLICY: &str = "総合的な支援の方針: |\n  はなさんが安心して過ごせる場所で、友だちと遊ぶ力を育てます。\n";
    for written in [
        ">\n  一つ目の文を\n  途中で折り返し、\n  three\n  words で書いた。\n",
        "一つ目の文を\n  途中で折り返し、\n  three\n  words で書いた。\n",
        "\"一つ目の文を\n  途中で折り返し、\n  three\n  words で書いた。\"\n",
        "\n  '一つ目の文を\n  途中で折り返し、\n  three\n  words で書いた。'\n",
    ] {
        let project = base().edit(PLAN, POLICY, &format!("総合的な支援の方針: {written}"));
        let opened = Opened::from_files(&|| Box::new(Disk::new(project.root())), Fonts::embedded()).expect("it opens");
        let (case, findings) = opened.load("hana", &Settings::default());
        assert!(findings.iter().all(|finding| finding.code.as_str() != "text-changed"), "{findings:?}");
        let (document, plan) = case.plan("2024-03-28").expect("the plan");
        let loaded = plan.policy.get().expect("the text").as_str();
        assert_eq!(
            loaded, "一つ目の文を 途中で折り返し、 three words で書いた。",
            "what a consent covers stays as it was read"
        );
        let source = Printer::new(&opened, None).source(&case, document).expect("rendered");
        assert!(source.contains("\"一つ目の文を途中で折り返し、three words で書いた。\""), "{written}");
    }
}

#[test]
fn what_is_printed_otherwise_than_its_author_may_think_is_said_at_its_line() {
    let project = project(
        "## 本人の様子\nよく笑う。\n<!-- 父には\n伝えない -->\n\n![池の絵](ike.jpg)\n[//]: # (覚え書き)\n\n# 保護者の話\nあ\n\n\
         【助言・相談の内容】\nい\n\n```\n## 決定事項\n```\n",
    );
    let check = project.check();
    let lines = |code: &str| -> Vec<(u64, String)> {
        check.findings(code).into_iter().map(|finding| (finding.line, finding.severity)).collect()
    };
    let at = |needle: &str| project.line_of(INTERVIEW, needle);
    let warning = || "warning".to_owned();
    assert_eq!(lines("comment-in-text"), [(at("<!--"), warning()), (at("[//]"), warning())], "{}", check.list());
    assert_eq!(lines("picture-in-text"), [(at("![池"), warning())]);
    let error = || "error".to_owned();
    assert_eq!(
        lines("heading-unread"),
        [(at("# 保護者"), error()), (at("【助言"), warning()), (at("## 決定"), error())],
        "{}",
        check.list()
    );
}

#[test]
fn other_forms_of_a_heading_are_said_and_words_in_a_sentence_are_not() {
    for slip in [
        "### 決定事項",
        "**決定事項**",
        "■ 決定事項",
        "◆決定事項",
        "決定事項：",
        "〈決定事項〉",
        "４．決定事項",
        "> ## 決定事項",
        "    ## 決定事項",
    ] {
        let check = project(&format!("## 本人の様子\nよく笑う。\n\n{slip}\n来月も会う。\n")).check();
        assert_eq!(check.findings("heading-unread").len(), 1, "{slip}\n{}", check.list());
    }
    for text in ["決定事項は次の欄に記す。", "**よく笑う**", "## 決定事項", "■ 支援の様子"] {
        let check = project(&format!("## 本人の様子\nよく笑う。\n\n{text}\n来月も会う。\n")).check();
        assert_eq!(check.findings("heading-unread").len(), 0, "{text}\n{}", check.list());
    }
    // A sign that is no heading mark says nothing where the box is written.
    let check = project("## 本人の様子\n【決定事項】\n\n## 決定事項\n続ける。\n").check();
    assert_eq!(check.findings("heading-unread").len(), 0, "{}", check.list());
}
