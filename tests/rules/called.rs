//! `check` over a child in memory, as a function call: a day more or less costs no start of the program.

use shien::diagnostic::{Diagnostic, Severity};
use shien::font::Fonts;
use shien::pipeline::{Project, Settings, check};
use shien::source::Memory;

/// The office: one that gives two services, one of the 相談支援.
const OFFICES: &str = "\
事業所:
  - id: hoshi
    名称: 放課後等デイサービス ほし
    種類: [児童発達支援, 放課後等デイサービス]
    支援プログラム: {公表日: 2025-03-20}
    職員:
      - {id: suzuki, 氏名: 鈴木 一郎, 職務: [{職種: 児童発達支援管理責任者}]}
      - {id: ito, 氏名: 伊藤 健, 職務: [{職種: 作業療法士}]}
  - {id: michi, 名称: 相談支援センター みち, 種類: [障害児相談支援], 職員: [{id: ueda, 氏名: 上田 さくら}]}
";

/// Files in memory.
#[derive(Clone)]
pub(super) struct Called(Memory);

impl Called {
    /// A child of this office who comes since April 2024, with nothing but its `child.yaml`.
    pub(super) fn new() -> Self {
        let files = Memory::new().with("cases/office.yaml", OFFICES);
        Self(files).child("")
    }

    /// With these lines more in `child.yaml`.
    pub(super) fn child(self, profile: &str) -> Self {
        let known = "氏名: 佐藤 はな\n生年月日: 2016-05-14\n保護者: [{氏名: 佐藤 恵, 続柄: 母}]\n";
        let uses = "利用: [{事業所: hoshi, 契約日: 2024-03-05, 開始日: 2024-04-01}]\n";
        self.file("child.yaml", &format!("{known}{uses}{profile}"))
    }

    /// With one file of the child more.
    pub(super) fn file(self, path: &str, text: &str) -> Self {
        Self(self.0.with(format!("cases/hana/{path}"), text))
    }

    /// With the offices otherwise.
    pub(super) fn offices(self, edit: impl Fn(&str) -> String) -> Self {
        Self(self.0.with("cases/office.yaml", edit(OFFICES)))
    }

    /// What is found on a day.
    pub(super) fn found_on(&self, day: &str) -> Vec<Diagnostic> {
        let files = self.0.clone();
        let project = Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("a project");
        let settings = Settings { as_of: Some(day.parse().expect("a day")), jobs: 1, ..Settings::default() };
        check(&project, &settings, false, &|_| {}).expect("checked").findings
    }

    /// The findings of a rule on a day.
    pub(super) fn told_on(&self, code: &str, day: &str) -> Vec<Diagnostic> {
        self.found_on(day).into_iter().filter(|finding| finding.code.as_str() == code).collect()
    }

    /// The same on the day of most tests, with how gravely each is said.
    pub(super) fn severities(&self, code: &str) -> Vec<Severity> {
        self.told_on(code, crate::driver::TODAY).iter().map(|finding| finding.severity).collect()
    }
}
