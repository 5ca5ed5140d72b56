//! How small the letters of the 週間計画表 and of the family may be, however little room there is for them.

use crate::consult_forms::{FINAL, PLAN, consult};
use crate::driver::Project as Folder;
use crate::sheets::{FISH, LABELS, VALUES, WATERMARK, fish, text};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Disk, Files};
use shien::typeset::{Layout, TextRun};
use std::collections::BTreeSet;

const BASIC: (&str, &str) = ("consult-basic", "basic");
const CHILD: &str = "cases/hana/child.yaml";

/// The paper of a document on every pack, each way of printing it once.
fn on_every_pack(folder: &Folder, (kind, date): (&str, &str), mut look: impl FnMut(&str, &Layout)) -> usize {
    let files = || -> Box<dyn Files> { Box::new(Disk::new(folder.root())) };
    let project = Project::from_files(&files, Fonts::embedded()).expect("it opens");
    let (case, _) = project.load("hana", &Settings::default());
    let document = case.document(kind, date).expect("the document");
    let mut seen = BTreeSet::new();
    // The project's own form prints next to nothing.
    for pack in project.packs().iter().filter(|pack| pack.id != "plain") {
        let mut printer = Printer::new(&project, Some(&pack.id));
        let source = printer.source(&case, document).unwrap_or_else(|faults| panic!("{faults:?}"));
        if seen.insert(source.clone()) {
            look(&pack.id, &printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}")));
        }
    }
    seen.len()
}

fn runs(layout: &Layout) -> impl Iterator<Item = TextRun> {
    (0..layout.pages()).flat_map(|page| layout.drawing(page).texts).filter(|run| run.size < WATERMARK)
}

/// What is of the record and not of the form: a text, and hours of the day from and to.
fn is_value(run: &TextRun) -> bool {
    run.text.contains(FISH) || run.text.contains('～') && run.text.contains(':')
}

fn assert_floors(layout: &Layout, what: &str) {
    let mut values = 0;
    for run in runs(layout) {
        let floor = if is_value(&run) { VALUES } else { LABELS };
        values += usize::from(is_value(&run));
        assert!(run.size > floor - 0.01, "{what}: 「{}」 at {} points", run.text, run.size);
    }
    assert!(values > 5, "{what}: {values}");
}

/// A week whose entries last so many minutes, each with a name of so many letters and an office.
fn week(minutes: u32, letters: usize) -> Folder {
    let clock = |at: u32| format!("{}:{:02}", at / 60, at % 60);
    let entry = |(number, day): (u32, &str)| {
        let from = 420 + number * minutes;
        let office = if number % 2 == 0 { ", 提供事業者: hoshi" } else { "" };
        let (from, until) = (clock(from), clock(from + minutes));
        format!("    - {{曜日: [{day}], 時間: \"{from}-{until}\", 内容: {}{office}}}\n", text(letters))
    };
    let days = ["月", "火", "水", "木", "金", "土"];
    let entries: String = days.iter().flat_map(|day| (0..4).map(move |number| (number, *day))).map(entry).collect();
    let file = consult().text(PLAN);
    let (before, rest) = file.split_once("  予定:\n").expect("the entries");
    let after = rest.find("  主な日常").expect("what follows");
    consult().file(PLAN, format!("{before}  予定:\n{entries}{}", &rest[after..]))
}

#[test]
fn no_word_of_a_week_is_below_eight_points_on_any_pack_and_none_is_lost() {
    for (minutes, letters) in [(15, 6), (30, 2), (30, 12), (45, 6), (60, 20), (120, 40)] {
        let folder = week(minutes, letters);
        let forms = on_every_pack(&folder, FINAL, |pack, layout| {
            let what = format!("{pack}, {minutes} minutes, {letters} letters");
            assert_floors(layout, &what);
            assert_eq!(layout.lost(), [""; 0], "{what}");
            // Each name stands in its block or in the list; the blocks of a day that follow on it may be drawn as one.
            let printed: usize = runs(layout).map(|run| fish(&run.text)).sum();
            assert!(printed >= 4 * fish(&text(letters)), "{what}: {printed} letters");
        });
        assert!(forms >= 2, "{forms}");
    }
}

#[test]
fn no_word_of_a_family_is_below_eight_points_on_any_pack() {
    let relatives = "  - {続柄: 父方の祖父, 氏名: 鯨 鯛, 年齢: 70歳, 同居: false, 職業: 鮎鮪, 備考: 死亡}\n\
                     \x20 - {続柄: 父方の祖母, 氏名: 鰯 鰹, 年齢: 66歳, 同居: true, 備考: 鯖鱒鯨}\n\
                     \x20 - {続柄: 祖父(母方), 氏名: 鯛 鮎, 年齢: 71歳, 同居: false}\n\
                     \x20 - {続柄: 実の姉, 氏名: 鮪 鰯, 年齢: 17歳, 職業: 鰹鯖, 備考: 主たる介護者}\n";
    for people in 1..=relatives.lines().count() {
        let added: String = relatives.lines().take(people).map(|line| format!("{line}\n")).collect();
        let folder = consult().edit(CHILD, "関係機関:\n", &format!("{added}関係機関:\n"));
        on_every_pack(&folder, BASIC, |pack, layout| {
            let what = format!("{pack}, {people} more");
            assert_floors_of_family(layout, &what);
            assert_eq!(layout.lost(), [""; 0], "{what}");
            let printed: usize = runs(layout).map(|run| fish(&run.text)).sum();
            assert!(printed >= fish(&added), "{what}: {printed} letters");
        });
    }
}

/// The words below the marks, the ages in them, and the list beside.
fn assert_floors_of_family(layout: &Layout, what: &str) {
    let kin = ["父", "母", "祖父", "祖母", "弟", "姉", "本人", "◎母"];
    let mut marks = 0;
    for run in runs(layout) {
        let words = run.text.trim();
        let is_kin = kin.contains(&words);
        let is_age = words.chars().all(|letter| letter.is_ascii_digit()) && words.len() == 2;
        marks += usize::from(is_kin || is_age);
        let floor = if is_kin || is_age || run.text.contains(FISH) { VALUES } else { LABELS };
        assert!(run.size > floor - 0.01, "{what}: 「{words}」 at {} points", run.size);
    }
    assert!(marks > 4, "{what}: {marks} words of a family");
}
