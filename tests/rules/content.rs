//! What a plan has to say, at its edges: when it is owed, what stays silent, what an office may change.
//!
//! Everything is judged in memory, over the good neighbour of a rule's fault.

use super::fixtures;
use crate::driver::repository;
use shien::diagnostic::Diagnostic;
use shien::font::Fonts;
use shien::pipeline::{Project, Settings};
use shien::source::Memory;
use std::fs;

const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
const NEXT: &str = "cases/hana/plan/2024-09-20.yaml";
const CHILD: &str = "cases/hana/child.yaml";
const OFFICE: &str = "cases/office.yaml";
const MONITORING: &str = "cases/hana/monitoring/2024-09-12.yaml";

/// A project in memory: the texts of its files, by their paths.
#[derive(Clone)]
pub(super) struct Texts(Vec<(String, String)>);

impl Texts {
    /// The project of all fixtures, with one laid over it.
    pub(super) fn of(code: &str, fixture: &str) -> Self {
        let mut texts = Self(Vec::new());
        for root in [repository().join("tests/project"), fixtures().join(code).join(fixture)] {
            for path in crate::driver::files_below(&root.join("cases")) {
                let name = path.strip_prefix(&root).expect("below").to_str().expect("UTF-8").replace('\\', "/");
                texts = texts.with(&name, &fs::read_to_string(&path).expect("a text"));
            }
        }
        texts
    }

    pub(super) fn with(mut self, path: &str, text: &str) -> Self {
        self.0.retain(|(other, _)| other != path);
        self.0.push((path.to_owned(), text.to_owned()));
        self
    }

    pub(super) fn text(&self, path: &str) -> &str {
        &self.0.iter().find(|(other, _)| other == path).unwrap_or_else(|| panic!("{path}")).1
    }

    pub(super) fn edit(self, path: &str, old: &str, new: &str) -> Self {
        let text = self.text(path).to_owned();
        assert!(text.contains(old), "{path} has no {old}");
        self.with(path, &text.replace(old, new))
    }

    /// What is found by a child on a day.
    pub(super) fn judged(&self, child: &str, day: &str) -> Vec<Diagnostic> {
        let files = self.0.iter().fold(Memory::new(), |files, (path, text)| files.with(path, text.as_str()));
        let project = Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("a project");
        let settings = Settings { as_of: Some(day.parse().expect("a day")), ..Settings::default() };
        project.load(child, &settings).1
    }

    /// The findings of some codes, as `severity code`.
    pub(super) fn said(&self, codes: &[&str]) -> Vec<String> {
        let found = self.judged("hana", "2026-04-01").into_iter();
        let own = found.filter(|finding| codes.contains(&finding.code.as_str()));
        own.map(|finding| format!("{} {}", finding.severity.id(), finding.code)).collect()
    }
}

const OF_2024: [&str; 4] = ["support-kind-missing", "domain-missing", "domain-uncovered", "inclusion-missing"];

/// A plan as it was written before 2024: no 5領域, and one row of the child's only.
fn of_2023(end: &str) -> Texts {
    let texts = Texts::of("staff-missing", "good");
    let (head, rows) = texts.text(PLAN).split_once("  - id: s2").expect("rows");
    let (_, tail) = rows.split_once("別表:").expect("別表");
    let plan = format!("{head}別表:{tail}").replace("    5領域: [言語・コミュニケーション, 人間関係・社会性]\n", "");
    let until = format!("計画期間: {{開始: 2024-04-01, 終了: {end}}}");
    let plan = plan.replace("計画期間: {開始: 2024-04-01, 終了: 2024-09-30}", &until);
    texts.with(PLAN, &plan)
}

#[test]
fn the_contents_of_2024_are_owed_by_plans_of_april_and_by_older_ones_after_october() {
    assert_eq!(of_2023("2024-09-30").said(&OF_2024), [""; 0]);
    assert_eq!(of_2023("2024-10-31").said(&OF_2024), [""; 0]);
    let owed = ["error domain-missing", "error support-kind-missing", "info support-kind-missing"];
    let sorted = |texts: &Texts| {
        let mut said = texts.said(&OF_2024);
        said.sort();
        said
    };
    assert_eq!(sorted(&of_2023("2024-11-01")), owed);
    let before = of_2023("2024-09-30");
    let april = before.text(PLAN).replace("作成日: 2024-03-28\n作成者", "作成日: 2024-04-01\n作成者");
    assert_eq!(sorted(&before.with("cases/hana/plan/2024-04-01.yaml", &april)), owed);
}

#[test]
fn a_visit_to_a_nursery_is_judged_by_other_contents() {
    let visits = of_2023("2024-12-31").edit(PLAN, "サービス: 放課後等デイサービス", "サービス: 保育所等訪問支援").edit(
        OFFICE,
        "種類: [放課後等デイサービス]",
        "種類: [放課後等デイサービス, 保育所等訪問支援]",
    );
    assert_eq!(visits.said(&OF_2024), [""; 0]);
}

#[test]
fn a_draft_of_which_the_plan_has_come_says_nothing_again() {
    let bad = Texts::of("staff-missing", "bad");
    let draft = bad.text(PLAN).replace("作成日: 2024-03-28\n作成者", "作成日: 2024-03-18\n作成者");
    let draft = draft.replace("状態: 確定", "状態: 原案");
    let both =
        bad.with("cases/hana/plan/2024-03-18.yaml", &draft).edit(PLAN, "状態: 確定", "状態: 確定\n原案: 2024-03-18");
    assert_eq!(both.said(&["staff-missing"]), ["error staff-missing"]);
}

#[test]
fn what_could_not_be_read_is_not_missing() {
    let good = Texts::of("support-kind-missing", "good");
    assert_eq!(good.said(&OF_2024), [""; 0]);
    let all = [&OF_2024[..], &["staff-missing", "partner-missing", "priority-invalid", "wish-one-voice"]].concat();
    for (old, new) in [
        ("    項目: 家族支援\n", "    項目: 家族の支援\n"),
        ("    5領域: [言語・コミュニケーション, 人間関係・社会性]\n", "    5領域: [言葉]\n"),
        ("    担当者: [mori]\n    留意事項", "    担当者: {mori: true}\n    留意事項"),
        ("    優先順位: 2\n", "    優先順位: 二番\n"),
        ("  本人: 友だちと遊びたい。\n", "  本人: [友だち]\n"),
        ("支援:\n", "支縁:\n"),
    ] {
        assert_eq!(good.clone().edit(NEXT, old, new).said(&all), [""; 0], "{new}");
    }
}

#[test]
fn a_person_of_age_without_a_guardian_has_no_family_to_be_heard() {
    let bad = Texts::of("wish-one-voice", "good").edit(
        PLAN,
        "  家族: 気持ちを言葉で伝えられるようになってほしい。\n",
        "  家族: なし\n",
    );
    assert_eq!(bad.said(&["wish-one-voice"]), ["warning wish-one-voice"]);
    let child = bad.text(CHILD).to_owned();
    let (head, rest) = child.split_once("保護者:").expect("保護者");
    let after = rest.split_once("受給者証:").map_or("", |(_, after)| after);
    let grown = format!("{}受給者証:{after}", head.replace("平成28年5月14日", "平成17年5月14日"));
    assert_eq!(bad.with(CHILD, &grown).said(&["wish-one-voice"]), [""; 0]);
}

#[test]
fn both_voices_that_are_missing_are_one_finding() {
    let silent = Texts::of("wish-one-voice", "bad").edit(PLAN, "気持ちを言葉で伝えられるようになってほしい。", "同上");
    let found = silent.judged("hana", "2026-04-01");
    let own: Vec<_> = found.iter().filter(|finding| finding.code.as_str() == "wish-one-voice").collect();
    assert_eq!(own.len(), 1);
    assert!(own[0].message.contains("本人と家族"), "{}", own[0].message);
}

#[test]
fn an_order_is_asked_of_the_child_s_rows_only() {
    let good = Texts::of("priority-invalid", "good");
    let none = good.clone().edit(PLAN, "    優先順位: 1\n", "");
    assert_eq!(none.said(&["priority-invalid"]), ["error priority-invalid"]);
    let family = good.edit(PLAN, "    項目: 家族支援\n", "    項目: 家族支援\n    優先順位: 3\n");
    assert_eq!(family.said(&["priority-invalid"]), ["warning priority-invalid"]);
}

#[test]
fn a_row_outside_the_office_may_name_the_partner_alone() {
    let good = Texts::of("staff-missing", "good");
    let partner = good.clone().edit(PLAN, "    担当者: [suzuki]\n    提供機関", "    提供機関");
    assert_eq!(partner.said(&["staff-missing", "partner-missing"]), [""; 0]);
    let nobody = good.edit(PLAN, "    担当者: [mori]\n    優先順位: 2", "    担当者: []\n    優先順位: 2");
    assert_eq!(nobody.said(&["staff-missing"]), ["error staff-missing"]);
}

#[test]
fn an_office_has_words_of_its_own() {
    let vague = Texts::of("goal-vague", "bad");
    let code = ["goal-vague"];
    assert_eq!(vague.said(&code), ["warning goal-vague"]);
    let silenced =
        vague.clone().edit(OFFICE, "様式: plain", "様式: plain\n規則: {語: {除く: {あいまいな語: [落ち着い]}}}");
    assert_eq!(silenced.said(&code), [""; 0]);
    let added = Texts::of("goal-vague", "good")
        .edit(PLAN, "朝の会の10分、いすに座って落ち着いて聞く。", "自分らしく過ごす。")
        .edit(OFFICE, "様式: plain", "様式: plain\n規則: {語: {加える: {あいまいな語: [自分らしく]}}}");
    assert_eq!(added.said(&code), ["warning goal-vague"]);
    let misspelt = vague.edit(OFFICE, "様式: plain", "様式: plain\n規則: {語: {除く: {あいまいな言葉: [落ち着い]}}}");
    let files = misspelt.0.iter().fold(Memory::new(), |files, (path, text)| files.with(path, text.as_str()));
    let mut findings = Vec::new();
    drop(shien::case::load_organisation(&files, &mut findings));
    assert!(
        findings.iter().any(|finding| finding.code.as_str() == "unknown-key"
            && finding.help.as_ref().is_some_and(|help| help.contains("あいまいな語"))),
        "{findings:?}"
    );
}

#[test]
fn a_long_goal_may_look_far_ahead_and_a_short_one_may_not() {
    let good = Texts::of("goal-vague", "good");
    let long = good.clone().edit(PLAN, "友だちと一緒に遊びを楽しむ。", "安定した学校生活を送る。");
    assert_eq!(long.said(&["goal-vague"]), [""; 0]);
    let short = good.clone().edit(PLAN, "職員と一緒に、友だちの遊びに加わる。", "安定した学校生活を送る。");
    assert_eq!(short.said(&["goal-vague"]), ["warning goal-vague"]);
    let negative = good.edit(PLAN, "友だちと一緒に遊びを楽しむ。", "人に迷惑をかけない。");
    assert_eq!(negative.said(&["goal-negative"]), ["warning goal-negative"]);
}

#[test]
fn the_state_of_a_goal_without_reason_or_in_a_phrase_is_one_finding() {
    let codes = ["achievement-unreasoned", "monitoring-stock-phrase"];
    let bad = Texts::of("achievement-unreasoned", "bad");
    assert_eq!(bad.said(&codes), ["warning achievement-unreasoned"]);
    let blank = bad.clone().edit(MONITORING, "    評価: 一部達成\n", "    評価: 一部達成\n    理由: 未記入\n");
    assert_eq!(blank.said(&codes), ["warning achievement-unreasoned"]);
    let phrase = bad.edit(MONITORING, "    評価: 一部達成\n", "    評価: 一部達成\n    理由: 特になし\n");
    assert_eq!(phrase.said(&codes), ["warning monitoring-stock-phrase"]);
}
