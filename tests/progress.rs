//! The strip of 気づき on the モニタリング記録: what it shows is what the records of the period say, and it says it in words.

use crate::driver::Project;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project as Shien, Settings};
use shien::source::Disk;
use std::path::Path;
use std::process::Command;

const MONITORING: &str = "2024-09-12";

/// What the monitoring is typeset from.
fn source(root: &Path) -> String {
    let project = Shien::from_files(&|| Box::new(Disk::new(root)), Fonts::embedded()).expect("the project opens");
    let (case, _) = project.load("hana", &Settings::default());
    let printer = Printer::new(&project, Some("standard"));
    let document = case.document("monitoring", MONITORING).expect("the monitoring");
    printer.rendering(&case, document).expect("the form has no error").source().to_owned()
}

/// The pictures that are read aloud.
fn figures(project: &Project) -> usize {
    let run = project.run(["build", "hana", "--kind", "monitoring"]);
    assert!(project.has("output/hana/monitoring-2024-09-12.pdf"), "{run:?}");
    let pdf = project.root().join("output/hana/monitoring-2024-09-12.pdf");
    let output = Command::new("pdfinfo").arg("-struct").arg(pdf).output().expect("poppler-utils");
    let structure = String::from_utf8_lossy(&output.stdout).into_owned();
    structure.lines().filter(|line| line.trim().starts_with("Figure")).count()
}

#[test]
fn each_row_has_its_days_in_words_and_as_a_picture_that_is_read_aloud() {
    let project = Project::copied();
    let text = source(project.root());
    assert!(text.contains("難しい 2日（4月8日、4月12日）。"), "the days of s2");
    assert!(text.contains("できている 3日（5月8日、7月10日、9月11日）。もう少し 1日（6月12日）。"), "those of s6");
    assert!(!text.contains("9月13日"), "nothing of what comes after the sheet");
    // Seven strips, and the three marks of their key.
    let with = figures(&project);
    let months = ["04", "05", "06", "07", "09"].map(|month| format!("cases/hana/record/2024-{month}.yaml"));
    let bare = months.iter().fold(project, |project, month| project.remove(month));
    assert_eq!(with, figures(&bare) + 7 + 3);
    assert!(!source(bare.root()).contains("気づき（サービス提供記録）"));
}

#[test]
fn where_a_month_cannot_be_read_there_is_no_strip_rather_than_half_of_one() {
    let project = Project::copied().edit("cases/hana/record/2024-06.yaml", "日付: 2024-06-03", "日付: 2024-06-99");
    assert!(!source(project.root()).contains("難しい 2日（4月8日、4月12日）。"));
}

#[test]
fn a_day_that_a_strip_does_not_say_or_says_in_another_row_keeps_the_paper_from_being_printed() {
    let project = Project::copied();
    let shien =
        Shien::from_files(&|| Box::new(Disk::new(project.root())), Fonts::embedded()).expect("the project opens");
    let (case, _) = shien.load("hana", &Settings::default());
    let mut printer = Printer::new(&shien, Some("standard"));
    let document = case.document("monitoring", MONITORING).expect("the monitoring");
    let rendering = printer.rendering(&case, document).expect("the form has no error");
    let (own, other) = ("難しい 2日（4月8日、4月12日）。", "できている 3日（5月8日、7月10日、9月11日）。");
    let spoilt = [
        rendering.source().replacen(own, "難しい 2日（4月8日、4月13日）。", 1),
        rendering.source().replacen(own, "", 1),
        // In each other's rows.
        rendering.source().replacen(own, "\u{1}", 1).replacen(other, own, 1).replacen('\u{1}', other, 1),
    ];
    for source in spoilt {
        assert_ne!(source, rendering.source());
        let spoilt = rendering.with_source(source);
        let layout = printer.layout(spoilt.source()).expect("it lays out");
        let found = printer.guard(&spoilt, &layout);
        assert!(found.iter().any(|finding| finding.message.starts_with("支援 の 気づき「")), "{found:?}");
    }
}
