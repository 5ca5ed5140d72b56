//! The list as one HTML file, to be opened in a browser or printed.

use super::{Agenda, AgendaItem};
use crate::template::{DeadlineLine, DeadlineSection, DeadlineSheet, deadlines_html};
use crate::value::Date;

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
        child: match &item.name {
            Some(name) => format!("{name}({})", item.child),
            None => item.child.clone(),
        },
        office: item.office.as_ref().map(|office| office.name.clone()).unwrap_or_default(),
        title: item.title.clone(),
        about: item.about.clone(),
        persons: item.by_whom(),
    }
}

fn notes(agenda: &Agenda) -> Vec<String> {
    let what = match agenda.items.is_empty() {
        true => "期限はありません。",
        false => "※は法令・通知による期限、ほかは計画や事業所の目安です。",
    };
    let farther = (agenda.farther > 0).then(|| format!("ほかに、もっと先のものが {} 件あります。", agenda.farther));
    let gaps = agenda
        .unread
        .iter()
        .map(|gap| format!("注意: {} が{}。このファイルによる期限は調べていません。", gap.file, gap.words));
    std::iter::once(what.to_owned()).chain(farther).chain(gaps).collect()
}

#[cfg(test)]
mod tests {
    use super::to_html;
    use crate::due::{Agenda, sample};

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
