//! A child in memory, and its way.

use shien::case::party::Organisation;
use shien::case::{self, Case, Document, Loaded};
use shien::directory::Directory;
use shien::source::Memory;
use shien::timeline::{Cause, Standing, Timeline, Today};
use shien::value::Date;

/// The offices: one that gives two services, one other, one of the 相談支援.
const OFFICES: &str = "\
事業所:
  - {id: hoshi, 名称: 放課後等デイサービス ほし, 種類: [児童発達支援, 放課後等デイサービス], 職員: [{id: mori, 氏名: 森 友子, 職務: [{職種: 児童発達支援管理責任者}]}]}
  - {id: kaze, 名称: 放課後等デイサービス かぜ, 種類: [放課後等デイサービス], 職員: [{id: ito, 氏名: 伊藤 健}]}
  - {id: michi, 名称: 相談支援センター みち, 種類: [障害児相談支援], 職員: [{id: ueda, 氏名: 上田 さくら, 職務: [{職種: 相談支援専門員}]}]}
";

/// Files in memory.
pub(super) struct Child(Memory);

impl Child {
    /// A child with nothing but its `child.yaml`, of which these lines stand behind the name.
    pub(super) fn new(profile: &str) -> Self {
        let files = Memory::new().with("cases/office.yaml", OFFICES);
        let profile =
            format!("氏名: 佐藤 はな\n生年月日: 2016-05-14\n保護者: [{{氏名: 佐藤 恵, 続柄: 母}}]\n{profile}");
        Self(files.with("cases/hana/child.yaml", profile))
    }

    /// With one paper more.
    pub(super) fn with(self, paper: &str, text: impl AsRef<str>) -> Self {
        Self(self.0.with(format!("cases/hana/{paper}.yaml"), text.as_ref()))
    }

    /// With one paper of Markdown more.
    pub(super) fn with_markdown(self, paper: &str, text: impl AsRef<str>) -> Self {
        Self(self.0.with(format!("cases/hana/{paper}.md"), text.as_ref()))
    }

    /// With these lines as `events.yaml`.
    pub(super) fn events(self, lines: &[impl AsRef<str>]) -> Self {
        let text: String = lines.iter().map(|line| format!("- {{{}}}\n", line.as_ref())).collect();
        self.with("events", text)
    }

    /// Reads it and asks.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Timeline<'_>) -> T) -> T {
        let organisation: Loaded<Organisation> = case::load_organisation(&self.0, &mut Vec::new());
        let case: Case = case::load_case(&self.0, "hana");
        let directory = Directory::new(&organisation.value, &case);
        question(&Timeline::new(&case, &directory))
    }

    /// Every duty with how it stands on a day: its name, its paper, whom and which month it is about.
    pub(super) fn standings(&self, day: Date) -> Vec<(String, Standing)> {
        self.ask(|timeline| standings(timeline, &Today::new(day)))
    }

    /// How the only duty of this name stands on a day.
    pub(super) fn standing(&self, name: &str, day: &str) -> Standing {
        let all = self.standings(date(day));
        let found: Vec<&(String, Standing)> = all.iter().filter(|(own, _)| own.starts_with(name)).collect();
        assert_eq!(found.len(), 1, "{name} among {all:?}");
        found[0].1
    }
}

/// The same of a way that is there.
pub(super) fn standings(timeline: &Timeline<'_>, today: &Today) -> Vec<(String, Standing)> {
    let named = |duty: &shien::timeline::Duty<'_>| {
        let whom = match &duty.whom {
            shien::timeline::Whom::Nobody => "",
            shien::timeline::Whom::Guardian => "保護者",
            shien::timeline::Whom::Child => "本人",
            shien::timeline::Whom::Provider(party, _) => party.label(),
        };
        let month = duty.month.map(|month| month.to_string()).unwrap_or_default();
        let cause = match &duty.cause {
            Cause::Paper(paper) => paper.id(),
            Cause::Stay(stay) => format!("{} {}", stay.office, stay.service.map_or("", |service| service.label())),
            Cause::Grant(grant) => grant.service.label().to_owned(),
        };
        let part = duty.part.as_ref().map(|part| format!("#{part}")).unwrap_or_default();
        format!("{:?} {cause}{part} {whom}{month}", duty.what)
    };
    let mut all: Vec<_> = timeline.duties().iter().map(|duty| (named(duty), duty.standing(today))).collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}

pub(super) fn date(text: &str) -> Date {
    text.parse().expect(text)
}

/// A paper's name.
pub(super) fn name(document: Option<&Document>) -> Option<String> {
    document.map(|document| document.name.clone())
}
