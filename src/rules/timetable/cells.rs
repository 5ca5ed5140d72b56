//! The cells of a 別表 that say one and the same time: one finding for all of them.

use crate::case::schedule::{Extension, Schedule};
use crate::record::Field;
use crate::source::{Place, Span};
use crate::value::{DAYS, Minutes, PlanHours, TimeRange, Weekday};

/// A time with the days that have it.
#[derive(Debug)]
pub(super) struct Cell {
    /// The time.
    pub(super) range: PlanHours,
    /// The days, in the order of the week, with their places.
    days: Vec<(Weekday, Span)>,
}

impl Cell {
    /// How long it is.
    pub(super) fn length(&self) -> Minutes {
        self.range.plan_time()
    }

    /// The first of its days.
    pub(super) fn day(&self) -> Weekday {
        self.days[0].0
    }

    /// Where its first day is written.
    pub(super) fn place(&self) -> Place {
        self.days[0].1.place()
    }

    /// `月・水曜日`, `土・日・祝日`.
    pub(super) fn days(&self) -> String {
        let of = |day: Weekday| DAYS.iter().find(|(own, _)| *own == day).map_or("", |(_, label)| label);
        let labels: Vec<&str> = self.days.iter().map(|(day, _)| of(*day)).collect();
        let labels = labels.join("・");
        if labels.ends_with("祝日") { labels } else { format!("{labels}曜日") }
    }
}

/// Puts times of weekdays together, each kind apart, in the order in which they stand.
fn together<K: PartialEq>(times: impl Iterator<Item = (K, Weekday, PlanHours, Span)>) -> Vec<(K, Cell)> {
    let mut cells: Vec<(K, Cell)> = Vec::new();
    for (kind, day, range, span) in times {
        match cells.iter_mut().find(|(own, cell)| *own == kind && cell.range == range) {
            Some((_, cell)) => cell.days.push((day, span)),
            None => cells.push((kind, Cell { range, days: vec![(day, span)] })),
        }
    }
    cells
}

/// The 提供時間 of a 別表; `kind` tells apart the days that are judged differently. Times that run backwards are left to
/// the rule about them.
pub(super) fn hours<K: PartialEq>(schedule: &Schedule, kind: impl Fn(Weekday) -> K) -> Vec<(K, Cell)> {
    let days = schedule.hours.get().into_iter().flat_map(crate::value::Week::days);
    let times = days.filter_map(|(day, hours)| Some((day, hours.spanned()?)));
    let forward = times.filter(|(_, (hours, _))| hours.ranges().all(|range| range.start < range.end));
    together(forward.map(|(day, (hours, span))| (kind(day), day, *hours, span)))
}

/// The 延長 of a 別表, each with its side: 支援前 or 支援後.
pub(super) fn extensions(schedule: &Schedule) -> Vec<(&'static str, Cell)> {
    let days = schedule.extension.get().into_iter().flat_map(crate::value::Week::days);
    let sides = days.filter_map(|(day, extension)| Some((day, extension.get()?))).flat_map(|(day, extension)| {
        let Extension { before, after } = extension;
        [("支援前", before), ("支援後", after)]
            .into_iter()
            .filter_map(move |(side, field)| forward(field).map(|(range, span)| (side, day, range.into(), span)))
    });
    together(sides)
}

fn forward(field: &Field<TimeRange>) -> Option<(TimeRange, Span)> {
    field.spanned().filter(|(range, _)| range.start < range.end).map(|(range, span)| (*range, span))
}
