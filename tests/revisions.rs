//! 版 stays what it was: a consent on paper names it. The values were recorded with the program at 77a5778; none of them
//! may ever change.

use crate::driver::{PLAN, Project, repository};
use shien::case::version::Versioned;
use shien::case::{Model, load_case};
use shien::source::Disk;
use std::fmt::Write;
use std::path::Path;

/// Every 版 of a child: the document, its main sheet's 版, and those of its 別表.
pub(crate) fn revisions(root: &Path, child: &str) -> String {
    let case = load_case(&Disk::new(root), child);
    let mut out = String::new();
    for document in &case.documents {
        let id = document.id();
        match &document.model {
            Model::Plan(plan) => {
                let _ = write!(out, "{child}/{id} {}", plan.version());
                for schedule in plan.schedules.iter() {
                    let _ = write!(out, " {}", schedule.version());
                }
                out.push('\n');
            }
            Model::ConsultationPlan(plan) => {
                let _ = writeln!(out, "{child}/{id} {}", plan.version());
            }
            _ => {}
        }
    }
    out
}

/// The 版 of the small project's plan with one place changed.
fn edited(old: &str, new: &str) -> String {
    let project = Project::new().edit(PLAN, old, new);
    let list = revisions(project.root(), "hana");
    list.lines().next().unwrap_or_default().trim_start_matches("hana/plan/2024-03-28 ").to_owned()
}

#[test]
fn a_revision_of_a_sample_stays() {
    let found: String = ["hana", "mei", "ren", "yuki"].map(|child| revisions(&repository(), child)).concat();
    insta::assert_snapshot!("a_revision_of_a_sample_stays", found);
}

#[test]
fn a_revision_of_a_folded_or_quoted_text_stays() {
    const POLICY: &str = "総合的な支援の方針: |\n  はなさんが安心して過ごせる場所で、友だちと遊ぶ力を育てます。\n";
    let written = [
        ">\n  一つ目の文を\n  途中で折り返し、\n  三行で書いた。\n",
        ">-\n  一つ目の文を\n\n  段落を分け、\n    字を下げ\n  三行で書いた。\n",
        "一つ目の文を\n  途中で折り返し、\n  three words\n  of English を書いた。\n",
        "\"一つ目の文を\n  途中で\\\"折り返し\\\"、\\\n  三行で書いた。\"\n",
        "'一つ目の文を\n\n  途中で折り返し、\n  三行で書いた。'\n",
        "|\n  一つ目の文を\n  途中で折り返し、\n\n  - 三行で書いた。\n  - **四**行\n",
        "|\n  　字を下げて書いた。  \n\n  　次の段落。\n",
        "ｶﾀｶﾅ と か\u{3099}\n",
    ];
    let found: String = written
        .map(|text| format!("{text:?}\n  {}\n", edited(POLICY, &format!("総合的な支援の方針: {text}"))))
        .concat();
    insta::assert_snapshot!("a_revision_of_a_folded_or_quoted_text_stays", found);
}

#[test]
fn a_revision_with_dates_and_hours_in_every_notation_stays() {
    const PERIOD: &str = "計画期間: {開始: 2024-04-01, 終了: 2024-09-30}";
    let periods = [
        "計画期間: {開始: 2024/4/1, 終了: 2024.9.30}",
        "計画期間: {開始: 令和6年4月1日, 終了: R6.9.30}",
        "計画期間: {開始: ２０２４年４月１日, 終了: r6/9/30}",
        "計画期間:\n  開始: 平成31年4月1日\n  終了: 令和元年9月30日",
    ];
    let hours = [
        "{月: \"14:30-17:30\", 水: 14:30～17:30}",
        "{月: 14時30分〜17時30分, 水: \"１４：３０－１７：３０\"}",
        "{水: 14:30-17:30, 月: 14:30-17:30}",
    ];
    let dues = ["2024-09-30", "令和6年9月30日", "R6.9.30"];
    let mut found = String::new();
    for period in periods {
        let _ = writeln!(found, "{period:?}\n  {}", edited(PERIOD, period));
    }
    for hours in hours {
        let _ = writeln!(found, "{hours}\n  {}", edited("{月: \"14:30-17:30\", 水: \"14:30-17:30\"}", hours));
    }
    for due in dues {
        let _ = writeln!(found, "{due}\n  {}", edited("達成時期: 2024-09-30", &format!("達成時期: {due}")));
    }
    insta::assert_snapshot!("a_revision_with_dates_and_hours_in_every_notation_stays", found);
}
