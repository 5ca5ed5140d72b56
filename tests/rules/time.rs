//! The rules of time where they speak in more than one way, and where they are silent for another's sake.

use super::{check_on, good, severities};
use crate::driver::{CHILD, PLAN, Project};

#[test]
fn the_first_plan_is_a_warning_for_a_month_and_then_an_error() {
    let code = "first-plan-late";
    let begun = |day: &str| {
        let text = good(code).text(CHILD).replace("開始日: 2024-04-01", &format!("開始日: {day}"));
        severities(&good(code).file(CHILD, text).check(), code)
    };
    assert_eq!(begun("2024-03-31"), ["warning"]);
    assert_eq!(begun("2024-03-01"), ["warning"]);
    assert_eq!(begun("2024-02-29"), ["error"], "29 February comes to 29 March");
    // Without any plan, as the days pass.
    let none = good(code).remove(PLAN).remove("cases/hana/events.yaml").remove("cases/hana/meeting/2024-03-28.md");
    for (day, expected) in [
        ("2024-03-04", None),
        ("2024-03-05", Some("info")),
        ("2024-04-01", Some("info")),
        ("2024-04-02", Some("warning")),
        ("2024-05-01", Some("warning")),
        ("2024-05-02", Some("error")),
    ] {
        assert_eq!(severities(&check_on(&none, day), code), Vec::from_iter(expected), "{day}");
    }
}

#[test]
fn a_gap_is_silent_where_the_review_is_what_is_missing() {
    let both = Project::whole().overlay(&super::fixtures().join("review-overdue/bad"));
    let run = both.check();
    assert_eq!(severities(&run, "review-overdue"), ["error"]);
    assert_eq!(severities(&run, "plan-gap"), [""; 0]);
    // On the day on which all of it may still be done, nothing is late.
    let last = check_on(&both, "2024-10-01");
    assert_eq!((last.findings("review-overdue").len(), last.findings("plan-gap").len()), (0, 0));
}

#[test]
fn a_review_after_six_months_and_within_the_plan_is_information() {
    let code = "review-date-late";
    let on = |day: &str| {
        let text = good(code).text(PLAN).replace("次回見直し年月日: 2024-09-27", &format!("次回見直し年月日: {day}"));
        severities(&good(code).file(PLAN, text).check(), code)
    };
    assert_eq!(on("2024-09-28"), [""; 0]);
    assert_eq!(on("2024-09-29"), ["info"]);
    assert_eq!(on("2024-09-30"), ["info"]);
    assert_eq!(on("2024-10-01"), ["error"]);
}
