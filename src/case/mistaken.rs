//! Lines of `events.yaml` that were written by mistake. Nothing is deleted from the trail: a 取消 further down names such a
//! line, and from then on neither of the two says anything.

use super::event::{Event, EventKind, MistakenLine};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{List, Spanned};

/// The lines that count. A 取消 that names a line which does not stand above it is said.
pub(super) fn without_mistaken(lines: List<Event>, findings: &mut Vec<Diagnostic>) -> List<Event> {
    let mut counts = vec![true; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        let Some(named) = line.mistaken.get().filter(|_| line.kind.get() == Some(&EventKind::Revoked)) else {
            continue;
        };
        counts[index] = false;
        let above: Vec<usize> =
            (0..index).filter(|above| counts[*above] && is_named(&lines[*above], line, named)).collect();
        if above.is_empty() {
            findings.push(nothing_above(line, named));
        }
        above.into_iter().for_each(|above| counts[above] = false);
    }
    if counts.iter().all(|counts| *counts) {
        return lines;
    }
    let kept = lines.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(line, _)| line.clone());
    List::new(lines.span(), kept.collect(), lines.is_unread())
}

/// Whether a line is the one that a 取消 about the same paper names. Without a day it is any of its kind.
fn is_named(line: &Event, undoing: &Event, named: &MistakenLine) -> bool {
    let target = |event: &Event| event.target.get().map(|target| target.trim().to_owned());
    let same_day = named.date.get().is_none_or(|day| line.date.get() == Some(day));
    named.kind.is_set() && line.kind.get() == named.kind.get() && same_day && target(line) == target(undoing)
}

fn nothing_above(line: &Spanned<Event>, named: &MistakenLine) -> Diagnostic {
    let kind = named.kind.get().map_or("種類の分からない記録", |kind| kind.label());
    let day = named.date.get().map(|day| format!("、{day}")).unwrap_or_default();
    let place = line.mistaken.span().unwrap_or(line.span).place();
    Diagnostic::new(Code::VALUE_INVALID, place, format!("取り消す記録({kind}{day})が、この行より上にありません"))
        .help("`対象` と `取り消す記録` の `種類` と `日付` を、書き間違えた行と同じにしてください。`shien event 取消` が書きます")
}
