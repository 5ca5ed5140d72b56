//! The list of deadlines: asked by function calls over the samples and over children in memory.

mod agreement;
mod list;
mod reduction;

use shien::due::{Agenda, AgendaItem, Wanted};
use shien::font::Fonts;
use shien::pipeline::{Project, Settings, agenda};
use shien::source::Memory;
use shien::value::Date;

/// The offices of the children in memory.
const OFFICES: &str = "\
原案に同意欄: true
事業所:
  - id: hoshi
    名称: 放課後等デイサービス ほし
    番号: \"1250000000\"
    種類: [児童発達支援, 放課後等デイサービス]
    職員:
      - {id: suzuki, 氏名: 鈴木 一郎, 職務: [{職種: 児童発達支援管理責任者, 期間: {開始: 2023-04-01}}]}
      - {id: mori, 氏名: 森 由紀, 職務: [{職種: 保育士, 期間: {開始: 2022-04-01}}]}
";

const CHILD: &str = "\
氏名: 佐藤 はな
生年月日: 2016-05-14
保護者: [{氏名: 佐藤 恵, 続柄: 母}]
利用: [{事業所: hoshi, サービス: 放課後等デイサービス, 契約日: 2024-03-20, 開始日: 2024-04-08}]
";

/// A plan of the usual half year.
const PLAN: &str = "\
事業所: hoshi
サービス: 放課後等デイサービス
状態: 確定
作成区分: 初回
作成日: 2024-03-28
作成者: suzuki
計画期間: {開始: 2024-04-01, 終了: 2024-09-30}
次回見直し年月日: 2024-09-10
";

const CONSENT: &str = "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵, 方法: 書面}\n\
- {種類: 説明, 対象: plan/2024-03-28, 日付: 2024-03-29, 説明者: suzuki, 相手: [保護者, 本人]}\n\
- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-03-29, 相手: [保護者, 障害児相談支援事業者]}\n\
- {種類: 共有, 対象: plan/2024-03-28, 日付: 2024-04-01, 職員: [mori]}\n";

const ASSESSMENT: &str = "---\n種類: 初回\n事業所: hoshi\n実施日: 2024-03-25\n実施者: suzuki\n---\n";

const MEETING: &str = "---\n種類: 個別支援会議\n事業所: hoshi\n計画: 2024-03-28\n日時: 2024-03-28 16:00-17:00\n---\n";

/// A project in memory.
struct Desk(Memory);

impl Desk {
    /// An office and a child with one plan that is consented to.
    fn new() -> Self {
        let files = Memory::new().with("cases/office.yaml", OFFICES).with("cases/hana/child.yaml", CHILD);
        Self(files)
            .with("cases/hana/plan/2024-03-28.yaml", PLAN)
            .with("cases/hana/assessment/2024-03-25.md", ASSESSMENT)
            .with("cases/hana/meeting/2024-03-28.md", MEETING)
            .with("cases/hana/events.yaml", CONSENT)
    }

    fn with(self, path: &str, text: impl AsRef<str>) -> Self {
        Self(self.0.with(path, text.as_ref()))
    }

    fn open(&self) -> Project {
        Project::from_files(&|| Box::new(self.0.clone()), Fonts::embedded()).expect("the project opens")
    }

    /// The list as of a day, with the readings of 減算.
    fn agenda(&self, day: &str, wanted: &Wanted) -> Agenda {
        list(&self.open(), date(day), wanted)
    }

    /// Every line as of a day: `2024-08-19 interview 佐藤 はな`.
    fn lines(&self, day: &str) -> Vec<String> {
        self.agenda(day, &Wanted::default()).items.iter().map(line).collect()
    }

    /// The line whose key has this word.
    fn line(&self, day: &str, word: &str) -> Option<String> {
        let lines = self.agenda(day, &Wanted::default()).items;
        let mut found = lines.iter().filter(|item| item.key.split('/').any(|part| part == word)).map(line);
        let first = found.next();
        assert_eq!(found.next(), None, "one line of {word}");
        first
    }
}

fn list(project: &Project, day: Date, wanted: &Wanted) -> Agenda {
    let settings = Settings { as_of: Some(day), jobs: 1, ..Settings::default() };
    let (agenda, faults) = agenda(project, &settings, wanted, true).expect("the children are there");
    assert_eq!(faults, [], "{day}");
    agenda
}

fn line(item: &AgendaItem) -> String {
    let mark = if item.late { "過ぎた " } else { "" };
    format!("{mark}{} {}", item.day, item.title)
}

fn date(text: &str) -> Date {
    text.parse().expect("a day")
}
