//! The reading of 減算, from whole files: which months, and on which findings it rests. The arithmetic of the months has its
//! own tests beside it.

use super::{CHILD, Desk, OFFICES};
use shien::due::{ReductionReading, Wanted};

/// The reading of the only child at the only office.
fn reading(desk: &Desk, day: &str) -> Option<ReductionReading> {
    let mut readings = desk.agenda(day, &Wanted::default()).reductions.expect("asked for");
    assert!(readings.len() < 2, "{readings:#?}");
    readings.pop()
}

#[test]
fn a_vacant_post_stands_beside_it_for_the_months_in_which_the_child_was_there() {
    let vacant = OFFICES.replace("{開始: 2023-04-01}", "{開始: 2023-04-01, 終了: 2024-04-30}");
    let desk = Desk::new().with("cases/office.yaml", &vacant);
    let read = reading(&desk, "2024-08-10").expect("reduced");
    let months: Vec<String> =
        read.months.iter().map(|own| format!("{} {} {}", own.month, own.percent, own.vacant)).collect();
    assert_eq!(months, ["2024-07 70 true", "2024-08 70 true"]);
    assert!(
        read.grounds.iter().any(|ground| ground.rule.is_none() && ground.words.contains("みなし配置")),
        "{read:#?}"
    );
    let later = CHILD.replace("2024-04-08", "2024-08-05");
    let desk = desk.with("cases/hana/child.yaml", later);
    let read = reading(&desk, "2024-08-10").expect("reduced");
    assert_eq!(read.months.iter().map(|own| own.month.to_string()).collect::<Vec<_>>(), ["2024-08"]);
}

#[test]
fn nobody_is_read_who_was_not_asked_for() {
    let other = Wanted { offices: vec!["kaze".to_owned()], ..Wanted::default() };
    let readings = Desk::new().agenda("2024-12-10", &other).reductions.expect("asked for");
    assert_eq!(readings, []);
}
