//! Who may have made a paper of the 相談支援 side, and how a person may be written.

use super::{good, severities};
use crate::driver::{OFFICE, Project};

const BASIC: &str = "cases/hana/consult/basic.yaml";
const RULE: &str = "author-not-consultant";

fn by(author: &str) -> Project {
    good(RULE).edit(BASIC, "作成者: ueda", &format!("作成者: {author}"))
}

#[test]
fn a_person_written_out_is_judged_by_the_role_and_else_by_the_name() {
    let cases = [
        ("ueda", &[][..]),
        ("{職員: ueda}", &[]),
        ("{氏名: 上田 さくら}", &[]),
        ("{氏名: 西 あおい, 立場: 相談支援専門員}", &[]),
        ("{氏名: 西 あおい, 職種: 主任相談支援専門員}", &[]),
        ("suzuki", &["error"]),
        ("{職員: mori, 氏名: 森 由紀}", &["error"]),
        ("{氏名: 鈴木 一郎}", &["error"]),
        ("{氏名: 西 あおい, 立場: 事務員}", &["error"]),
        // What an assistant may do is not confirmed; of a bare name nothing is known.
        ("{氏名: 西 あおい, 立場: 相談支援員}", &["warning"]),
        ("{氏名: 西 あおい}", &["warning"]),
        // Somebody who is nowhere described is the matter of reference-unknown.
        ("nishi", &[]),
    ];
    for (author, expected) in cases {
        let run = by(author).check();
        assert_eq!(severities(&run, RULE), *expected, "{author}\n{}", run.list());
    }
    assert_eq!(by("nishi").check().findings("reference-unknown").len(), 1);
}

#[test]
fn the_duty_counts_on_the_day_of_the_paper() {
    let later = good(RULE).edit(OFFICE, "開始: 2020-04-01", "開始: 2024-03-06");
    let finding = later.check().finding(RULE);
    assert!(finding.message.contains("2024-03-05 に相談支援専門員ではありません(職務なし)"), "{}", finding.message);
    let both = good(RULE).edit(
        OFFICE,
        "{職種: 相談支援専門員, 期間: {開始: 2020-04-01}}",
        "{職種: 管理者}, {職種: 相談支援専門員, 期間: {開始: 2020-04-01, 終了: 2024-03-05}}",
    );
    assert_eq!(both.check().findings(RULE), []);
}

#[test]
fn all_three_papers_are_judged_and_a_copy_is_not() {
    let trail = good("consult-visit-missing");
    let papers = ["plan/2024-03-10.yaml", "plan/2024-03-20.yaml", "monitoring/2024-09-30.yaml"];
    for paper in papers {
        let path = format!("cases/hana/consult/{paper}");
        let key = if paper.starts_with("plan") { "作成者" } else { "実施者" };
        let project = good("consult-visit-missing").edit(&path, &format!("{key}: ueda"), &format!("{key}: mori"));
        let finding = project.check().finding(RULE);
        assert_eq!((finding.file.as_str(), finding.severity.as_str()), (path.as_str(), "error"));
        assert!(finding.message.starts_with(key), "{}", finding.message);
    }
    let plan = "cases/hana/consult/plan/2024-03-20.yaml";
    let copy = trail.edit(plan, "作成者: ueda", "作成者: {氏名: 西 あおい, 立場: 事務員}");
    let copy = copy.edit(plan, "事業所: michi", "事業所: {名称: 相談室 とおく}\n写し: true");
    assert_eq!(copy.check().findings(RULE), []);
    // What came with a copy is no paper of this office either.
    let report = "cases/hana/consult/monitoring/2024-09-30.yaml";
    let came = copy.edit(report, "実施者: ueda", "実施者: {氏名: 西 あおい, 立場: 事務員}");
    assert_eq!(severities(&came.check(), RULE), ["error"]);
    let came = came.edit(report, "事業所: michi", "事業所: {名称: 相談室 とおく}");
    assert_eq!(came.check().findings(RULE), []);
}

#[test]
fn nothing_is_said_where_the_office_file_cannot_be_read() {
    assert_eq!(by("suzuki").file(OFFICE, "").check().findings(RULE), []);
}
