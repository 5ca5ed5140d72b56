//! The list as a calendar (iCalendar, RFC 5545) for Google, Outlook and Apple: a day of its own for each line.
//!
//! A calendar is shared more easily than a list: unless it is asked for, no child's name is in it, only the folder's. What is
//! the same thing has the same UID each time, so that a second import changes nothing and a day that moved moves. The library
//! escapes texts and folds lines; it would take the stamp from the machine's clock and the UID from chance, so both are given.

use super::{Agenda, AgendaItem};
use crate::diagnostic::visible;
use crate::value::Date;
use icalendar::{Calendar, Component, Event, Property};
use std::fmt::Write;

/// How a calendar is made.
#[derive(Debug, Clone, Copy)]
pub struct CalendarLook<'a> {
    /// The day on which the list holds.
    pub today: Date,
    /// Whether children and people are named.
    pub names: bool,
    /// What tells this project from others in the same calendar: the number of its first office.
    pub project: &'a str,
}

/// The whole file.
#[must_use]
pub fn to_calendar(agenda: &Agenda, look: CalendarLook<'_>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//shien//due//JA"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("METHOD", "PUBLISH"));
    calendar.append_property(("X-WR-CALNAME", "支援の期限"));
    for item in &agenda.items {
        calendar.push(event(item, look));
    }
    calendar.to_string()
}

fn event(item: &AgendaItem, look: CalendarLook<'_>) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{}@{}.shien", plain(&item.key), plain(look.project)));
    // Midnight of the day, so that one day gives the same bytes.
    event.add_property("DTSTAMP", format!("{}T000000Z", basic(look.today)));
    event.append_property(whole_day("DTSTART", item.day));
    event.append_property(whole_day("DTEND", item.day.next()));
    event.summary(&visible(&summary(item, look.names)));
    event.description(&description(item, look.names));
    // A deadline keeps nobody from other appointments.
    event.add_property("TRANSP", "TRANSPARENT");
    // In a shared calendar nobody else reads what names a child.
    if look.names {
        event.add_property("CLASS", "PRIVATE");
    }
    event.done()
}

fn summary(item: &AgendaItem, names: bool) -> String {
    let child = item.name.as_ref().filter(|_| names).unwrap_or(&item.child);
    format!("{child} {}", item.title)
}

/// What stands below, a fact a line; never the words of `check`, which may quote a file.
fn description(item: &AgendaItem, names: bool) -> String {
    let office = item.office.as_ref().map(|office| format!("事業所: {}", office.name));
    let about = item.about.as_ref().map(|about| format!("対象: {about}"));
    let persons = (names && !item.persons.is_empty()).then(|| format!("担当: {}", item.by_whom()));
    let legal = item.legal.then(|| "法令・通知による期限".to_owned());
    let lines: Vec<String> = [office, about, persons, legal].into_iter().flatten().collect();
    lines.iter().map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

fn whole_day(key: &str, day: Date) -> Property {
    let mut property = Property::new(key, basic(day));
    property.add_parameter("VALUE", "DATE");
    property.done()
}

/// `20260401`.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A text of letters that every program leaves alone; every other byte by its number.
fn plain(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => out.push(char::from(byte)),
            b'/' => out.push('.'),
            byte => {
                let _ = write!(out, "_{byte:02x}");
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{CalendarLook, to_calendar};
    use crate::due::sample;
    use std::collections::BTreeSet;

    fn calendar(names: bool) -> String {
        to_calendar(&sample::agenda(), CalendarLook { today: sample::day("2026-04-01"), names, project: "1250000000" })
    }

    /// The lines as they are read: folded ones are one again.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_line_is_a_whole_day_with_a_uid_and_a_stamp_of_its_own() {
        let text = calendar(false);
        let lines = unfolded(&text);
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "DTSTART;VALUE=DATE:20260320",
            "DTEND;VALUE=DATE:20260321",
            "DTSTAMP:20260401T000000Z",
            "UID:hana.consent.hoshi.plan.2026-03-01@1250000000.shien",
            "SUMMARY:hana 計画への同意",
            "DESCRIPTION:事業所: 放課後等デイサービス ほし\\n対象: plan/2026-03-01\\n法令・通知による期限",
            "END:VCALENDAR",
        ] {
            assert!(lines.iter().any(|own| own == line), "{line}\n{text}");
        }
        let uids: BTreeSet<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(uids.len(), 3);
        assert_eq!(lines.iter().filter(|line| line.starts_with("DTSTAMP:")).count(), 3);
    }

    #[test]
    fn lines_are_folded_and_end_as_the_standard_has_it() {
        let text = calendar(true);
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        assert!(text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn nobody_is_named_unless_that_is_asked_for() {
        let shared = unfolded(&calendar(false)).join("\n");
        assert!(!shared.contains("佐藤") && !shared.contains("鈴木"), "{shared}");
        let own = unfolded(&calendar(true)).join("\n");
        assert!(own.contains("SUMMARY:佐藤 はな 計画への同意") && own.contains("担当: 鈴木 一郎"), "{own}");
        assert!(own.contains("CLASS:PRIVATE") && !shared.contains("CLASS:"), "{own}");
    }

    #[test]
    fn what_stands_in_a_text_is_no_line_of_the_calendar() {
        let mut agenda = sample::agenda();
        agenda.items[0].title = "一;二,三\r\nSUMMARY:四".to_owned();
        let look = CalendarLook { today: sample::day("2026-04-01"), names: false, project: "x y" };
        let lines = unfolded(&to_calendar(&agenda, look));
        assert!(lines.contains(&"SUMMARY:hana 一\\;二\\,三<U+000D><U+000A>SUMMARY:四".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"UID:hana.school@x_20y.shien".to_owned()));
    }

    #[test]
    fn a_day_gives_the_same_bytes_each_time() {
        assert_eq!(calendar(false), calendar(false));
    }
}
