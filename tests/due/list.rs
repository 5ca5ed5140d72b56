//! What stands in the list, when it comes into it, and by whom it is to be done.

use super::{CHILD, CONSENT, Desk, OFFICES, PLAN, date, line};
use shien::due::{AgendaKind, Wanted, to_calendar};

#[test]
fn the_next_step_is_reckoned_back_from_the_end_of_the_plan() {
    let desk = Desk::new();
    assert_eq!(desk.line("2024-07-01", "interview").as_deref(), Some("2024-08-19 モニタリングの面接"));
    assert_eq!(desk.line("2024-08-20", "interview").as_deref(), Some("過ぎた 2024-08-19 モニタリングの面接"));
    // Behind the end it is the review that is late.
    assert_eq!(desk.line("2024-10-01", "interview"), None);
    assert_eq!(
        desk.line("2024-10-02", "review").as_deref(),
        Some("過ぎた 2024-10-01 6か月に一度の見直し(モニタリング)")
    );
    let sheet = "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-08-20\n";
    let reviewed = Desk::new().with("cases/hana/monitoring/2024-08-20.yaml", sheet);
    assert_eq!(reviewed.line("2024-08-21", "draft").as_deref(), Some("2024-09-02 次の計画の原案"));
    assert_eq!(reviewed.line("2024-08-21", "interview"), None);
    assert_eq!(reviewed.line("2024-08-21", "planned-review"), None, "the review is held");
    let draft = PLAN.replace("確定", "原案").replace("2024-03-28", "2024-09-01").replace("初回", "更新");
    let draft = draft.replace("{開始: 2024-04-01, 終了: 2024-09-30}", "{開始: 2024-10-01, 終了: 2025-03-31}");
    let drafted = reviewed.with("cases/hana/plan/2024-09-01.yaml", draft);
    assert_eq!(drafted.line("2024-09-02", "meeting").as_deref(), Some("2024-09-09 次の計画の個別支援会議"));
    let minutes = "---\n種類: 個別支援会議\n事業所: hoshi\n計画: 2024-09-01\n日時: 2024-09-05 16:00-17:00\n---\n";
    let met = Desk(drafted.0.with("cases/hana/meeting/2024-09-05.md", minutes));
    assert_eq!(met.line("2024-09-06", "consent").as_deref(), Some("2024-09-23 次の計画の説明と同意"));
}

#[test]
fn an_interview_early_in_the_plan_is_not_the_one_that_closes_it() {
    let sheet = "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-06-20\n";
    let desk = Desk::new().with("cases/hana/monitoring/2024-06-20.yaml", sheet);
    assert_eq!(desk.line("2024-07-01", "interview").as_deref(), Some("2024-08-19 モニタリングの面接"));
}

#[test]
fn an_office_has_its_own_weeks() {
    let office = format!("見直しの段取り: {{面接: 8}}\n{OFFICES}");
    let desk = Desk::new().with("cases/office.yaml", office);
    assert_eq!(desk.line("2024-07-01", "interview").as_deref(), Some("2024-08-05 モニタリングの面接"));
}

#[test]
fn who_left_has_no_next_step_and_papers_that_are_kept() {
    let left = CHILD.replace("開始日: 2024-04-08", "開始日: 2024-04-08, 終了日: 2024-09-30");
    let desk = Desk::new().with("cases/hana/child.yaml", left);
    assert_eq!(desk.line("2024-08-20", "interview"), None);
    let kept = desk.line("2024-12-01", "kept-until");
    assert_eq!(kept.as_deref(), Some("2029-09-30 記録を保存する期間の終わり(確認事項)"));
    assert_eq!(desk.line("2029-10-01", "kept-until"), None, "it just passes");
}

#[test]
fn school_and_majority_come_and_pass() {
    let small = CHILD.replace("2016-05-14", "2020-08-21").replace("放課後等デイサービス", "児童発達支援");
    let desk = Desk::new().with("cases/hana/child.yaml", small);
    assert_eq!(desk.line("2024-06-01", "school").as_deref(), Some("2027-04-01 小学校への就学"));
    let majority = desk.line("2024-06-01", "majority");
    assert_eq!(majority.as_deref(), Some("2038-08-21 18歳の誕生日(同意は本人に。確認事項)"));
    assert_eq!(Desk::new().line("2024-06-01", "school"), None, "a child at school");
    assert_eq!(desk.line("2027-04-02", "school"), None);
}

#[test]
fn a_line_names_the_one_who_holds_the_post_today() {
    let changed = OFFICES.replace("{開始: 2023-04-01}", "{開始: 2023-04-01, 終了: 2024-06-30}").replace(
        "{職種: 保育士, 期間: {開始: 2022-04-01}}",
        "{職種: 児童発達支援管理責任者, 期間: {開始: 2024-07-01}}",
    );
    let desk = Desk::new().with("cases/office.yaml", changed);
    let who = |day: &str| {
        let items = desk.agenda(day, &Wanted::default()).items;
        items.iter().find(|item| item.kind == AgendaKind::Step).expect("a step").by_whom()
    };
    assert_eq!((who("2024-06-30"), who("2024-07-01")), ("鈴木 一郎".to_owned(), "森 由紀".to_owned()));
}

#[test]
fn the_list_is_cut_by_office_person_kind_and_distance() {
    let desk = Desk::new();
    let titles = |wanted: &Wanted| -> Vec<AgendaKind> {
        desk.agenda("2024-08-19", wanted).items.iter().map(|item| item.kind).collect()
    };
    let all = titles(&Wanted::default());
    assert!(all.contains(&AgendaKind::Step) && all.contains(&AgendaKind::Majority), "{all:?}");
    assert_eq!(titles(&Wanted { within: Some(0), ..Wanted::default() }), [AgendaKind::Step]);
    let kinds = vec![AgendaKind::Majority];
    assert_eq!(titles(&Wanted { kinds, ..Wanted::default() }), [AgendaKind::Majority]);
    for (offices, persons) in [(vec!["kaze".to_owned()], vec![]), (vec![], vec!["mori".to_owned()])] {
        assert_eq!(titles(&Wanted { offices, persons, ..Wanted::default() }), []);
    }
    let mine = Wanted {
        offices: vec!["放課後等デイサービスほし".to_owned()],
        persons: vec!["鈴木一郎".to_owned()],
        ..Wanted::default()
    };
    assert_eq!(titles(&mine), all);
    let near = desk.agenda("2024-08-19", &Wanted { within: Some(0), ..Wanted::default() });
    assert_eq!(near.farther, all.len() - 1);
}

#[test]
fn who_asks_daily_is_told_everything_once() {
    let desk = Desk::new();
    let of = |day: &str, since: Option<&str>| -> Vec<String> {
        let wanted = Wanted { within: Some(30), new_since: since.map(date), ..Wanted::default() };
        desk.agenda(day, &wanted).items.iter().map(line).collect()
    };
    let step = "2024-08-19 モニタリングの面接".to_owned();
    assert!(!of("2024-07-19", None).contains(&step));
    assert_eq!(of("2024-07-20", Some("2024-07-19")), std::slice::from_ref(&step), "thirty days before");
    assert_eq!(of("2024-07-21", Some("2024-07-20")), [""; 0]);
    assert!(of("2024-07-21", None).contains(&step));
    // That it is late now is news.
    assert_eq!(of("2024-08-20", Some("2024-08-19")), [format!("過ぎた {step}")]);
    // Over the whole year nothing is left out and nothing is said twice.
    let first = date("2024-04-02");
    let days = std::iter::successors(Some(first), |day| Some(day.next())).take(400);
    let mut told: Vec<String> = Vec::new();
    for day in days.skip(1) {
        for own in of(&day.to_string(), Some(&day.minus_days(1).to_string())) {
            assert!(!told.contains(&own), "{day}: {own} again");
            told.push(own);
        }
    }
    assert!(told.contains(&step) && told.contains(&format!("過ぎた {step}")), "{told:?}");
}

#[test]
fn a_file_that_cannot_be_read_silences_nobody_else_and_is_said() {
    let desk = Desk::new()
        .with("cases/ren/child.yaml", "氏名: [\n")
        .with("cases/mei/child.yaml", CHILD)
        .with("cases/mei/plan/2024-03-28.yaml", PLAN)
        .with("cases/mei/events.yaml", "- {種類: 同意\n- {");
    let agenda = desk.agenda("2024-08-01", &Wanted::default());
    let gaps: Vec<&str> = agenda.unread.iter().map(|gap| gap.file.as_str()).collect();
    assert_eq!(gaps, ["cases/mei/events.yaml", "cases/ren/child.yaml"]);
    assert!(agenda.items.iter().any(|item| item.child == "hana" && item.kind == AgendaKind::Step));
    let bare = Desk(shien::source::Memory::new())
        .with("cases/office.yaml", OFFICES)
        .with("cases/hana/child.yaml", CHILD)
        .with("cases/hana/plan/2024-03-28.yaml", PLAN);
    let gaps = bare.agenda("2024-08-01", &Wanted::default()).unread;
    assert_eq!((gaps[0].file.as_str(), gaps[0].words), ("cases/hana/events.yaml", "ありません"));
}

#[test]
fn what_is_the_same_thing_has_the_same_uid_on_another_day() {
    let desk = Desk::new();
    let uids = |day: &str| -> Vec<String> {
        let agenda = desk.agenda(day, &Wanted::default());
        let look = shien::due::CalendarLook { today: date(day), names: false, project: "1250000000" };
        let text = to_calendar(&agenda, look).replace("\r\n ", "");
        let mut uids: Vec<String> = text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        uids.sort();
        uids
    };
    let first = uids("2024-07-01");
    assert!(first.len() >= 3, "{first:?}");
    assert_eq!(uids("2024-07-02"), first);
    let mut apart = first.clone();
    apart.dedup();
    assert_eq!(apart, first);
}

#[test]
fn a_day_without_anything_is_an_empty_list() {
    let wanted = Wanted { within: Some(10), ..Wanted::default() };
    assert_eq!(Desk::new().agenda("2024-06-01", &wanted).items, []);
    assert!(!Desk::new().lines("2024-06-01").is_empty());
}

#[test]
fn the_first_plan_may_be_late_a_month_and_is_then_a_legal_matter() {
    let desk = Desk(shien::source::Memory::new())
        .with("cases/office.yaml", OFFICES)
        .with("cases/hana/child.yaml", CHILD)
        .with("cases/hana/events.yaml", "[]\n");
    let item = |day: &str| {
        let items = desk.agenda(day, &Wanted::default()).items;
        items.into_iter().find(|item| item.kind == AgendaKind::FirstPlan).expect("it is owed")
    };
    assert_eq!(line(&item("2024-04-08")), "2024-04-08 初回の個別支援計画への同意");
    let within = item("2024-04-20");
    assert_eq!((within.day, within.legal, within.late), (date("2024-05-08"), true, false));
    let over = item("2024-05-09");
    assert_eq!((over.late, over.legal, over.days_left), (true, true, -1));
    assert!(desk.agenda("2024-05-09", &Wanted::default()).has_legal_lateness());
}

#[test]
fn a_plan_that_is_there_and_not_consented_to_is_owed_its_consent_and_no_first_plan_beside_it() {
    let desk = Desk::new().with("cases/hana/events.yaml", "[]\n");
    let kinds = |day: &str| -> Vec<AgendaKind> {
        let items = desk.agenda(day, &Wanted::default()).items;
        items.iter().filter(|item| item.legal && item.late).map(|item| item.kind).collect()
    };
    let late = kinds("2024-06-01");
    assert!(late.contains(&AgendaKind::Consent) && !late.contains(&AgendaKind::FirstPlan), "{late:?}");
    let signed = CONSENT.lines().filter(|line| !line.contains("説明")).map(|line| format!("{line}\n"));
    let unexplained = Desk::new().with("cases/hana/events.yaml", signed.collect::<String>());
    let items = unexplained.agenda("2024-06-01", &Wanted::default()).items;
    assert!(items.iter().any(|item| item.late && item.kind == AgendaKind::Explanation), "it has a kind of its own");
}

#[test]
fn each_month_that_was_missed_has_its_own_words() {
    let samples = shien::source::Disk::new(crate::driver::repository());
    let project = shien::pipeline::Project::from_files(&|| Box::new(samples.clone()), shien::font::Fonts::embedded());
    let agenda = super::list(&project.expect("the samples open"), date("2026-08-20"), &Wanted::default());
    let missed: Vec<(String, String)> = agenda
        .items
        .iter()
        .filter(|item| item.kind == AgendaKind::Monitoring && item.late)
        .map(|item| (item.day.to_string(), item.finding.clone().unwrap_or_default()))
        .collect();
    assert_eq!(missed.len(), 3, "{missed:?}");
    for (day, words) in missed {
        assert!(words.contains(&format!("モニタリングの月 {} に", &day[..7])), "{day}: {words}");
    }
}
