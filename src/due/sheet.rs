//! The list as one HTML file, to be opened in a browser or printed.

use super::{Agenda, AgendaItem};
use crate::case::{FILES_ON_PAPER, KINDS};
use crate::template::{DeadlineLine, DeadlineSection, DeadlineSheet, deadlines_html};
use crate::tree::is_id;
use crate::value::{Date, Month};

/// The whole file. Children are named where their names are written: it stays in the office.
#[must_use]
pub fn to_html(agenda: &Agenda, today: Date) -> String {
    let (late, coming): (Vec<&AgendaItem>, Vec<&AgendaItem>) = agenda.items.iter().partition(|item| item.late);
    let section = |title: &str, late, items: Vec<&AgendaItem>| DeadlineSection {
        title: format!("{title} {} 件", items.len()),
        late,
        lines: items.into_iter().map(line).collect(),
    };
    let sections = [section("過ぎたもの", true, late), section("これから", false, coming)];
    let shown = sections.into_iter().filter(|section| !section.lines.is_empty());
    let sheet = DeadlineSheet { today: today.to_wareki(), sections: shown.collect(), notes: notes(agenda) };
    deadlines_html(&sheet)
}

fn line(item: &AgendaItem) -> DeadlineLine {
    DeadlineLine {
        day: item.day.to_wareki(),
        left: item.distance(),
        legal: item.legal,
        child: item.name.clone().unwrap_or_else(|| item.child.clone()),
        office: match &item.office {
            Some(office) if is_id(&office.name) => "登録のない事業所".to_owned(),
            office => office.as_ref().map(|office| office.name.clone()).unwrap_or_default(),
        },
        title: item.title.clone(),
        about: item.about.as_ref().map(|about| paper(about).unwrap_or_else(|| about.clone())),
        persons: item.by_whom(),
    }
}

/// What a paper is called that is named as files are: 個別支援計画（令和6年9月20日） of `plan/2024-09-20`.
fn paper(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let folder = path.strip_suffix(name)?.trim_end_matches('/');
    let kind = KINDS.iter().find(|kind| kind.folder == folder && kind.file.is_none_or(|file| file == name))?;
    let day = name.get(..10).and_then(|day| day.parse::<Date>().ok()).map(Date::to_wareki);
    let day = day.or_else(|| name.parse::<Month>().ok().map(Month::to_wareki));
    Some(format!("{}{}", kind.title, day.map(|day| format!("（{day}）")).unwrap_or_default()))
}

/// What a file of a child is called: 佐藤 はなの経過の記録; any other as it is.
fn file_called(agenda: &Agenda, file: &str) -> String {
    let own = || {
        let (child, rest) = file.strip_prefix("cases/")?.split_once('/')?;
        let alone = FILES_ON_PAPER.iter().find(|(own, _)| *own == rest).map(|(_, called)| (*called).to_owned());
        let called = alone.or_else(|| paper(rest.rsplit_once('.')?.0))?;
        let name = agenda.items.iter().find(|item| item.child == child).and_then(|item| item.name.as_ref())?;
        Some(format!("{name}の{called}"))
    };
    own().unwrap_or_else(|| file.to_owned())
}

fn notes(agenda: &Agenda) -> Vec<String> {
    let what = match agenda.items.is_empty() {
        true => "期限はありません。",
        false => "※は法令・通知による期限、ほかは計画や事業所の目安です。",
    };
    let farther = (agenda.farther > 0).then(|| format!("ほかに、もっと先のものが {} 件あります。", agenda.farther));
    let gaps = agenda.unread.iter().map(|gap| {
        format!("注意: {}が{}。これによる期限は調べていません。", file_called(agenda, &gap.file), gap.words)
    });
    std::iter::once(what.to_owned()).chain(farther).chain(gaps).collect()
}

#[cfg(test)]
mod tests {
    use super::{file_called, paper, to_html};
    use crate::due::{Agenda, sample};

    #[test]
    fn a_list_on_the_wall_names_papers_as_people_do() {
        assert_eq!(paper("plan/2024-09-20").as_deref(), Some("個別支援計画（令和6年9月20日）"));
        assert_eq!(paper("consult/plan/2024-03-20-b").as_deref(), Some("障害児支援利用計画（令和6年3月20日）"));
        assert_eq!(paper("record/2024-05").as_deref(), Some("サービス提供記録（令和6年5月）"));
        assert_eq!(paper("放課後等デイサービス"), None);
        let agenda = sample::agenda();
        let item = agenda.items.iter().find(|item| item.name.is_some()).expect("a child with a name");
        let name = item.name.as_deref().unwrap_or_default();
        let called = file_called(&agenda, &format!("cases/{}/events.yaml", item.child));
        assert_eq!(called, format!("{name}の経過の記録"));
        let html = to_html(&agenda, sample::day("2026-04-01"));
        assert!(!html.contains("plan/") && !html.contains(&format!("({})", item.child)), "{html}");
    }

    #[test]
    fn every_value_is_escaped_and_every_line_is_there() {
        let mut agenda = sample::agenda();
        agenda.items[0].title = "<script>alert(1)</script>".to_owned();
        let html = to_html(&agenda, sample::day("2026-04-01"));
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
        assert_eq!(html.matches("<td class=\"day\">").count(), agenda.items.len());
        assert!(html.contains("令和8年3月20日") && html.contains("過ぎたもの 1 件"), "{html}");
        let empty = to_html(&Agenda::default(), sample::day("2026-04-01"));
        assert!(empty.contains("期限はありません") && !empty.contains("<table>"), "{empty}");
    }
}
