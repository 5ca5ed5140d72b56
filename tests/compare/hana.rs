//! Hana's two plans, held against a list that was written by hand while reading the two files.
//!
//! A plan that gains a box gains a line here: what became of it, the way to it, how the old value begins and how the
//! new one does. A box that both plans have alike needs none.

use crate::driver::{Project, repository};
use shien::case::{load_case, load_organisation};
use shien::compare::{ChangeKind, Comparison, Medium, Version, compare};
use shien::source::Disk;
use shien::tree::{Leaf, WordTree};

/// What became of it, the way to it, how its old value begins, how its new one does.
const DIFFERENCES: [(&str, &str, &str, &str); 63] = [
    ("変更", "原案", "2024-03-18", "2024-09-17"),
    ("変更", "作成区分", "初回", "更新"),
    ("新設", "前計画", "", "2024-03-28"),
    ("変更", "作成日", "令和6年3月28日", "令和6年9月20日"),
    ("変更", "計画期間", "令和6年4月1日～令和6年9月30日", "令和6年10月1日～令和7年3月31日"),
    ("変更", "次回見直し年月日", "令和6年9月13日", "令和7年3月14日"),
    ("変更", "意向/本人", "「ともだちといっしょに、", "「カエルのカードも、"),
    ("変更", "意向/家族", "学校でこらえた分を", "気持ちを知らせて"),
    ("変更", "総合的な支援の方針", "絵や図鑑が好きで、", "休み方と気持ちの"),
    ("変更", "長期目標/内容", "はなさんが、困ったことや", "はなさんが、3年生の"),
    ("変更", "長期目標/期間", "令和6年4月1日～令和7年3月31日", "令和6年10月1日～令和7年9月30日"),
    ("変更", "短期目標/内容", "はなさんが、事業所の", "はなさんが、決まった"),
    ("変更", "短期目標/期間", "令和6年4月1日～令和6年9月30日", "令和6年10月1日～令和7年3月31日"),
    ("変更", "支援の標準的な提供時間等", "月・水・金 14:30", "授業日 月・水・金"),
    // The play row went from the third place to the first.
    ("移動", "支援/s3", "", ""),
    ("変更", "支援/s3/課題/内容", "仲間に入りたくて", "2人なら12分"),
    ("変更", "支援/s3/支援目標", "はなさんが、図鑑カード", "はなさんが、自作の"),
    ("変更", "支援/s3/支援内容", "児童指導員が、相手を", "- 児童指導員が、7月"),
    ("削除", "支援/s3/5領域", "認知・行動", ""),
    ("新設", "支援/s3/5領域", "", "言語・コミュニケーション"),
    ("変更", "支援/s3/達成時期", "令和6年9月27日", "令和7年2月28日"),
    ("変更", "支援/s3/留意事項", "6月までは全員で", "生きものカードは"),
    ("変更", "支援/s3/優先順位", "3", "1"),
    // The row of getting ready was reached and is closed; homework and changed plans are a new one.
    ("削除", "支援/s4", "s4", ""),
    ("変更", "支援/s1/課題/内容", "急に困ったことが", "カードは自分で"),
    ("変更", "支援/s1/支援目標", "はなさんが、来所時", "はなさんが、困ったとき"),
    ("変更", "支援/s1/支援内容", "- 職員が「きもちタイム」", "保育士が、三つの言葉"),
    ("削除", "支援/s1/5領域", "人間関係・社会性", ""),
    ("新設", "支援/s1/5領域", "", "認知・行動"),
    ("変更", "支援/s1/達成時期", "令和6年7月19日", "令和7年1月31日"),
    ("変更", "支援/s1/留意事項", "正面から顔を", "言えずに止まった"),
    ("変更", "支援/s1/優先順位", "1", "2"),
    ("新設", "支援/s8", "", "s8"),
    ("変更", "支援/s2/課題/内容", "椅子を引く音や", "音のつらさは"),
    ("変更", "支援/s2/支援目標", "はなさんが、音や人", "はなさんが、からだ"),
    ("変更", "支援/s2/支援内容", "- 作業療法士が月2回", "作業療法士が月2回"),
    ("変更", "支援/s2/達成時期", "令和6年9月13日", "令和7年3月14日"),
    ("変更", "支援/s2/留意事項", "耳をふさいだとき", "揺れる遊具は"),
    ("変更", "支援/s2/優先順位", "2", "4"),
    ("変更", "支援/s5/課題/内容", "母は泣いて帰った", "母の関わり方は"),
    ("変更", "支援/s5/支援目標", "母と父が、夕食後", "父と母が、はなタイム"),
    ("変更", "支援/s5/支援内容", "- 児童発達支援管理責任者が6月", "- 児童発達支援管理責任者が11月"),
    ("変更", "支援/s5/達成時期", "令和6年8月30日", "令和7年2月21日"),
    ("削除", "支援/s5/担当者", "mori", ""),
    ("新設", "支援/s5/担当者", "", "kato"),
    ("変更", "支援/s5/留意事項", "面談は母の在宅勤務", "父の見学は、"),
    ("変更", "支援/s5/加算/家族支援加算/頻度", "期間中2回(6月・8月)", "期間中2回(11月・2月)"),
    ("新設", "支援/s5/加算/子育てサポート加算", "", "子育てサポート加算"),
    ("変更", "支援/s6/課題/内容", "放課後は家庭中心", "職員が隣にいれば"),
    ("変更", "支援/s6/支援目標", "はなさんが、みどり野児童ホームの工作の日", "はなさんが、みどり野児童ホームの工作に"),
    ("変更", "支援/s6/支援内容", "児童指導員が4月", "児童指導員は、10月"),
    ("変更", "支援/s6/達成時期", "令和6年9月11日", "令和7年3月12日"),
    ("変更", "支援/s6/留意事項", "出かけるかどうか", "雨の日は館内が"),
    ("変更", "支援/s7/課題/内容", "学校・家庭・事業所で、", "合図と休む場所は"),
    ("変更", "支援/s7/支援目標", "みどり小学校・家庭・事業所が、きもち", "みどり小学校・家庭・事業所が、3年生"),
    ("変更", "支援/s7/支援内容", "児童発達支援管理責任者が4月中", "児童発達支援管理責任者が11月"),
    ("変更", "支援/s7/達成時期", "令和6年5月17日", "令和7年2月27日"),
    ("変更", "支援/s7/留意事項", "手引きに載せる", "手引きには本人の"),
    ("変更", "別表/通常/作成日", "令和6年3月28日", "令和6年9月20日"),
    ("変更", "別表/通常/適用", "令和6年4月1日～", "令和6年10月1日～"),
    ("変更", "別表/通常/延長を必要とする理由", "保護者の就労のため。金曜日", "保護者の就労のため。母は"),
    ("変更", "別表/通常/特記事項", "下校(14時15分)", "迎えは月・金曜日"),
    ("新設", "別表/学校休業日", "", "学校休業日"),
];

/// How many of each there are, counted by hand from the list above.
const TALLY: &str = "変更 51、新設 7、削除 4、移動 1";

fn hana() -> Comparison {
    let disk = Disk::new(repository());
    let case = load_case(&disk, "hana");
    let organisation = load_organisation(&disk, &mut Vec::new()).value;
    let document = |name: &str| case.document("plan", name).expect("the plan");
    let version =
        |name: &str| Version { case: &case, document: document(name), organisation: &organisation, revision: None };
    compare(&version("2024-03-28"), &version("2024-09-20"), Medium::Screen)
}

#[test]
fn every_difference_of_the_two_plans_is_found_and_nothing_else() {
    let comparison = hana();
    let mut found: Vec<(String, String, &ChangeKind)> = comparison
        .changes
        .iter()
        .map(|change| {
            // A word of a list is known by itself, not by its number.
            let value = change.kind.after().or(change.kind.before());
            let is_word = value.is_some_and(|tree| tree.leaf().is_some());
            let named = change
                .path
                .iter()
                .enumerate()
                .filter(|(at, step)| !(is_word && step.is_row && at + 1 == change.path.len()));
            let path = named.map(|(_, step)| step.name.as_str()).collect::<Vec<_>>().join("/");
            (change.kind.label().to_owned(), path, &change.kind)
        })
        .collect();
    let mut missing = Vec::new();
    for (label, path, old, new) in DIFFERENCES {
        let at = found.iter().position(|(found_label, found_path, kind)| {
            found_label == label
                && found_path == path
                && (label == "移動" || begins(kind.before(), old) && begins(kind.after(), new))
        });
        match at {
            Some(at) => drop(found.remove(at)),
            None => missing.push(format!("{label} {path}: {old} → {new}")),
        }
    }
    let more: Vec<String> = found.iter().map(|(label, path, kind)| format!("{label} {path}: {kind:?}")).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "not found:\n{}\nnot on the list:\n{}",
        missing.join("\n"),
        more.join("\n")
    );
    assert_eq!(comparison.tally(), TALLY);
}

/// Whether a value begins with these words; a row by what it is called.
fn begins(tree: Option<&WordTree>, words: &str) -> bool {
    let Some(tree) = tree else { return words.is_empty() };
    let leaf = match tree.leaf() {
        Some(leaf) => Some(leaf),
        None => ["id", "名称"].iter().find_map(|word| tree.get(word)?.leaf()),
    };
    let shown = match leaf {
        // The names of files are days too.
        Some(Leaf::Word(word)) => word.clone(),
        Some(leaf) => leaf.shown(),
        None => return false,
    };
    !words.is_empty() && shown.starts_with(words)
}

#[test]
fn each_row_has_the_result_of_its_monitoring_and_the_decision_that_names_it() {
    let comparison = hana();
    let reasons = |name: &str| {
        let section = comparison.sections.iter().find(|section| section.name.as_deref() == Some(name)).expect(name);
        let one = |reason: &shien::compare::Reason| {
            let said: Vec<String> = reason.said.iter().map(|(word, text)| format!("{word}: {text}")).collect();
            (reason.document.clone(), said.join("\n"))
        };
        section.reasons.iter().map(one).collect::<Vec<_>>()
    };
    let play = reasons("s3");
    assert_eq!(play.len(), 2, "{play:?}");
    assert_eq!(play[0].0, "monitoring/2024-09-12");
    assert!(
        play[0].1.starts_with("評価: 未達成\n理由: 30回実施した。")
            && play[0].1.contains("\n今後: 変更\n備考: 本人の一番の願い"),
        "{}",
        play[0].1
    );
    assert_eq!(play[1].0, "meeting/2024-09-18");
    assert!(
        play[1].1.starts_with("原案の修正点: 本人支援①の支援目標・支援内容: 初めから3人で行う形を、"),
        "{}",
        play[1].1
    );
    assert_eq!(play[1].1.lines().count(), 1, "no line about another row: {}", play[1].1);
    // Nobody decided about this row in so many words.
    assert_eq!(
        reasons("s2").iter().map(|(document, _)| document.as_str()).collect::<Vec<_>>(),
        ["monitoring/2024-09-12"]
    );
    // A new row has no result yet.
    assert_eq!(reasons("s8").iter().map(|(document, _)| document.as_str()).collect::<Vec<_>>(), ["meeting/2024-09-18"]);
    assert!(reasons("s4")[0].1.contains("今後: 終了"));
    // The minutes name the holidays' 別表, and not the usual one.
    assert!(reasons("学校休業日")[0].1.contains("祖母の迎えの時刻"));
    assert_eq!(reasons("通常"), []);
}

#[test]
fn a_draft_against_its_final_plan_gives_the_amendments_of_the_meeting() {
    let run = Project::samples().run(["diff", "hana", "2024-09-17", "2024-09-20"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for words in
        ["状態　原案 → 確定", "支援　本人支援(s3)", "原案の修正点: 本人支援①の支援目標・支援内容", "10:00～14:30"]
    {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    assert!(!run.stdout.contains("モニタリング記録"), "a draft is not monitored: {}", run.stdout);
}
