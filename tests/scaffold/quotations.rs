//! What `new monitoring` gathers for the 児発管: the words of records, sessions and interviews, by row and with their days.

use crate::driver::Project;

const MONITORING: &str = "cases/hana/monitoring/2024-09-12.yaml";

fn made() -> String {
    let project = Project::copied().remove(MONITORING);
    let run = project.run(["new", "monitoring", "hana", "--date", "2024-09-12", "--by", "suzuki", "--office", "hoshi"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    project.text(MONITORING)
}

/// The comments above the line of a row.
fn above<'t>(text: &'t str, row: &str) -> Vec<&'t str> {
    let lines: Vec<&str> = text.lines().collect();
    let own = lines.iter().position(|line| line.trim_start().starts_with(&format!("- 行: {row}")));
    let own = own.unwrap_or_else(|| panic!("{row}: {text}"));
    let mut comments: Vec<&str> =
        lines[..own].iter().rev().map(|line| line.trim_start()).take_while(|line| line.starts_with('#')).collect();
    comments.reverse();
    comments
}

#[test]
fn each_row_has_the_words_of_its_records_and_sessions_and_its_days_by_progress() {
    let text = made();
    let own = above(&text, "s2");
    assert!(own[0].starts_with("# 本人支援: はなさんが、音や人の多さがつらいときに"), "{own:#?}");
    assert!(own.contains(&"# 気づき 難しい 2日: 4月8日、4月12日"), "{own:#?}");
    let session = "# 2024-04-12 専門的支援 反応「毛布では青のカードを選び、3分じっとしていた。ボールは弾む音が気になり黄を選んだ。」";
    assert!(own.contains(&session), "{own:#?}");
    let record = "# 2024-07-05 記録「伊藤との個別の時間(40分)。友だちの声に耳をふさぎかけ、毛布のカードを取って5分で戻った。」(できている)";
    assert!(own.contains(&record), "{own:#?}");
    let days: Vec<&str> =
        own.iter().filter_map(|line| line.get(2..12)).filter(|day| day.starts_with("2024-")).collect();
    assert!(days.is_sorted() && days.len() > 10, "{days:?}");
    let other = above(&text, "s6");
    assert!(other.iter().any(|line| line.contains("2024-09-11 記録「工作(風車)に30分。")), "{other:#?}");
    assert!(other.iter().all(|line| !line.contains("専門的支援")), "{other:#?}");
}

#[test]
fn the_days_as_a_whole_and_the_interviews_are_quoted_once_and_nothing_is_judged() {
    let text = made();
    let once = |words: &str| assert_eq!(text.matches(words).count(), 1, "{words}\n{text}");
    once("# 2024-04-22 [s1 s3 s4] 「来てすぐ「みて」と図鑑のカードを出した。");
    once("# 2024-05-22 欠席「電話で、食事と水分はとれていること");
    once("# 2024-06-03 面談 保護者の話「- 玄関で泣く日は週3日から週2日になり");
    // What comes after the day of the sheet is not known on it.
    assert!(!text.contains("2024-09-13") && !text.contains("2024-10-"), "{text}");
    assert!(
        text.lines().filter(|line| line.trim_start().starts_with("評価:")).all(|line| line.trim() == "評価:"),
        "{text}"
    );
}
