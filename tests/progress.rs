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
