//! Two years of daily records for each generated child: a line for every weekday, as long as a sample's, in place of the
//! sample's own months.

use crate::cases::below;
use shien::source::{Files, Memory};
use shien::value::{Date, Month};
use std::fmt::Write;
use std::path::Path;

const LIMIT: u64 = 1 << 20;
const MONTHS: u32 = 24;

/// The same project with the records of the two years up to March 2026, and how many lines they are.
pub(crate) fn with_two_years(files: Memory) -> (Memory, usize) {
    let folders = files.list(Path::new("cases")).expect("cases").into_iter().filter(|entry| entry.is_folder);
    let children: Vec<String> = folders.map(|entry| entry.name).collect();
    let mut all = Memory::new();
    for path in below(&files, Path::new("cases")) {
        if !path.components().any(|part| part.as_os_str() == "record") {
            all = all.with(&path, files.read(&path, LIMIT).expect("generated"));
        }
    }
    let mut lines = 0;
    for (number, child) in children.iter().enumerate() {
        let office = office_of(&files, child);
        for month in (0..MONTHS).map(|month| Month { year: 2024, month: 4 }.plus(month)) {
            let (text, days) = records(&office, month, number);
            lines += days;
            all = all.with(format!("cases/{child}/record/{month}.yaml"), text);
        }
    }
    (all, lines)
}

/// The office that the child uses.
fn office_of(files: &Memory, child: &str) -> String {
    let path = format!("cases/{child}/child.yaml");
    let text = String::from_utf8(files.read(Path::new(&path), LIMIT).expect("child.yaml")).expect("utf-8");
    let uses = text.split_once("利用:").expect("利用").1;
    let own = uses.split_once("事業所:").expect("事業所").1.trim_start();
    own.split([',', '}', '\n']).next().unwrap_or_default().to_owned()
}

fn records(office: &str, month: Month, number: usize) -> (String, usize) {
    let last = month.last_day().expect("a month");
    let mut text = String::new();
    let mut days = 0;
    let mut day = month.first_day().expect("a month");
    while day <= last {
        if !['土', '日'].contains(&day.weekday()) {
            line(&mut text, office, day, number + days);
            days += 1;
        }
        day = day.next();
    }
    (text, days)
}

fn line(text: &mut String, office: &str, day: Date, number: usize) {
    let progress = ["できている", "もう少し", "難しい"][number % 3];
    let minutes = 5 + number % 20;
    writeln!(
        text,
        "- 日付: {day}\n  事業所: {office}\n  時間: \"14:30-17:30\"\n  送迎: {{往路: 学校から徒歩}}\n  支援: [{{行: s1, 気づき: {progress}}}, \
         {{行: s2, 気づき: {progress}}}]\n  様子: |\n    来所時と帰る前の「きもちタイム」で自分からカードを選んだ。おやつの後の遊びは{minutes}分続き、{number}枚目の\
         カードをめくった。支度は{minutes}分で終えた。水分150mL、トイレ1回。\n  記入者: {{氏名: 森 由紀, 立場: 職員}}"
    )
    .expect("a text takes everything");
}
