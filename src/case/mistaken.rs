//! Lines of `events.yaml` that were written by mistake. Nothing is deleted from the trail: a 取消 further down names such a
//! line, and from then on neither of the two says anything.

use super::event::{Event, EventKind, MistakenLine};
use crate::record::List;

/// The lines that count. A 取消 that names a line which does not stand above it stays, and takes nothing back.
pub(super) fn without_mistaken(lines: List<Event>) -> List<Event> {
    let mut counts = vec![true; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        let Some(named) = line.mistaken.get().filter(|_| line.kind.get() == Some(&EventKind::Revoked)) else {
            continue;
        };
        let is_meant = |above: &usize| counts[*above] && is_named(&lines[*above], line, named);
        let above: Vec<usize> = (0..index).filter(is_meant).collect();
        counts[index] = above.is_empty();
        above.into_iter().for_each(|above| counts[above] = false);
    }
    if counts.iter().all(|counts| *counts) {
        return lines;
    }
    let kept = lines.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(line, _)| line.clone());
    List::new(lines.span(), kept.collect(), lines.is_unread())
}

/// Whether a line is the one that a 取消 about the same paper names.
fn is_named(line: &Event, undoing: &Event, named: &MistakenLine) -> bool {
    let target = |event: &Event| event.target.get().map(|target| target.trim().to_owned());
    named.is(line) && target(line) == target(undoing)
}
