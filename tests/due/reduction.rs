//! The reading of 減算, from whole files: which months, and on which findings it rests. The arithmetic of the months has its
//! own tests beside it.

use super::{CHILD, CONSENT, Desk, OFFICES};
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

/// `2024-04 70`, with `?` where it may still be mended.
fn months(desk: &Desk, day: &str) -> Vec<String> {
    let months = reading(desk, day).map(|reading| reading.months).unwrap_or_default();
    months.iter().map(|own| format!("{} {}{}", own.month, own.percent, if own.settled { "" } else { "?" })).collect()
}

/// All of the trail that follows on the explanation, on another day.
fn consented(day: &str) -> Desk {
    Desk::new().with("cases/hana/events.yaml", CONSENT.replace("2024-03-29", day))
}

#[test]
fn a_first_plan_counts_from_the_end_of_its_month_of_grace() {
    assert_eq!(months(&Desk::new(), "2024-06-01"), [""; 0], "in time");
    let bare = Desk(shien::source::Memory::new())
        .with("cases/office.yaml", OFFICES)
        .with("cases/hana/child.yaml", CHILD)
        .with("cases/hana/events.yaml", "[]\n");
    assert_eq!(months(&bare, "2024-05-08"), [""; 0], "on the last day of the month of grace");
    assert_eq!(months(&bare, "2024-06-10"), ["2024-05 70", "2024-06 70?"]);
    let late = consented("2024-07-10");
    let grounds = reading(&late, "2024-08-01").expect("reduced").grounds;
    assert!(
        grounds
            .iter()
            .all(|ground| ground.rule.is_some() && ground.until == Some("2024-07-10".parse().expect("a day"))),
        "{grounds:#?}"
    );
}

#[test]
fn a_plan_that_was_not_followed_counts_until_the_next() {
    assert_eq!(months(&Desk::new(), "2024-12-10"), ["2024-10 70", "2024-11 70", "2024-12 50?"]);
}

#[test]
fn a_late_signature_that_is_the_delivery_too_ends_what_was_missing() {
    let events = CONSENT.replace("2024-03-29", "2024-07-10");
    let events: String = events.lines().filter(|line| !line.contains("交付")).map(|line| format!("{line}\n")).collect();
    let office = format!("様式: tokyo\n{OFFICES}");
    let desk = Desk::new().with("cases/office.yaml", &office).with("cases/hana/events.yaml", events);
    let read = reading(&desk, "2024-09-10").expect("reduced");
    assert!(read.grounds.iter().all(|ground| ground.until.is_some()), "nothing lasts: {read:#?}");
    assert!(read.months.iter().all(|own| own.month.to_string().as_str() <= "2024-06"), "{read:#?}");
}
