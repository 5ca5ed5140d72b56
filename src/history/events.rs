//! What a line of `events.yaml` says on the way of a plan: to whom, who signed, what was agreed to.

use super::entry::{TrailEntry, TrailStage, TrailWork};
use super::people;
use crate::case::event::{Event, EventKind};
use crate::directory::Directory;
use crate::record::Spanned;

/// Where the line of a trail goes, and what it is about.
#[derive(Debug, Clone)]
pub(super) struct EventAim {
    /// The part of the way.
    pub(super) stage: TrailStage,
    /// 原案, 別表「通常」; none for the plan.
    pub(super) about: Option<String>,
    /// Where the next line begins.
    pub(super) next_line: u32,
}

/// What a line is; none where its kind cannot be read. 理由 and 備考 are the office's own, and stand only where it reads for
/// itself.
pub(super) fn of<'a>(
    directory: &Directory<'a>,
    event: &'a Spanned<Event>,
    aim: EventAim,
    with_notes: bool,
) -> Option<TrailEntry> {
    let kind = *event.kind.get()?;
    let (work, title) = words(kind);
    // A 取消 of a line that is not there takes back no consent.
    let title = if event.mistaken.span().is_some() { "取消" } else { title };
    let place = event.span.place();
    let file = super::papers::within_case(&crate::diagnostic::slashed(place.source().path()));
    let mut entry = TrailEntry::new((aim.stage, work), title, file, place);
    let day = event.date.get().copied();
    entry.about = aim.about;
    entry.next_line = Some(aim.next_line);
    entry.day = day;
    let staff: Vec<&String> = event.staff.iter().map(|id| &id.value).collect();
    let staff = people::staff_named(directory, &staff, day);
    match kind {
        EventKind::Shared => entry.with = staff,
        _ => entry.by = staff,
    }
    entry.by.extend(people::one_named(directory, &event.explainer, day));
    entry.with.extend(people::all_named(directory, event.recipients.iter(), day));
    entry.with.extend(people::signers(directory, event));
    entry.tell("方法", event.method.get().map(|method| method.trim()));
    entry.tell("場所", event.place.get().cloned());
    entry.tell("承諾日", event.agreed.get().map(|day| day.to_wareki()));
    entry.tell("証跡", event.evidence.get().cloned());
    if with_notes {
        entry.tell("理由", event.reason.get().map(|text| text.0.trim().to_owned()));
        entry.tell("備考", event.note.get().map(|text| text.0.trim().to_owned()));
    }
    Some(entry)
}

fn words(kind: EventKind) -> (TrailWork, &'static str) {
    match kind {
        EventKind::Explained => (TrailWork::Explained, "説明"),
        EventKind::Consented => (TrailWork::Consented, "同意"),
        EventKind::Refused => (TrailWork::Refused, "不同意"),
        EventKind::Revoked => (TrailWork::Revoked, "同意の取消"),
        EventKind::Delivered => (TrailWork::Delivered, "交付"),
        EventKind::Received => (TrailWork::Received, "受領"),
        EventKind::Shared => (TrailWork::Shared, "職員との共有"),
        EventKind::Submitted => (TrailWork::Submitted, "提出"),
        EventKind::Informed => (TrailWork::Informed, "情報共有"),
        EventKind::Visited => (TrailWork::Visit, "居宅訪問"),
    }
}
