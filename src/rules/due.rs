//! Whether what must be there by a day is late on the day of the check, still to come, or not owed at all.

use super::rule::Scope;
use crate::case::child::Use;
use crate::record::{Spanned, TextOr};
use crate::value::Date;

/// How a duty stands on the day of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// Its day has not come, or is not known.
    Coming,
    /// Its day is here or over.
    Past,
    /// The child left before its day.
    Never,
}

impl Scope<'_> {
    /// How a duty of `office` stands that must be done by `day`. After a 終了日 and in a 休止 no deadline runs; what was
    /// due before the child left stays due, since the trail is kept and inspected for years.
    pub(super) fn due(&self, office: Option<&str>, day: Option<Date>) -> Due {
        let Some(day) = day else { return Due::Coming };
        let all = &self.case.child.value.uses;
        let own: Vec<&Spanned<Use>> = all.iter().filter(|used| is_at(used, office)).collect();
        // An office that 利用 does not name, as that of the 相談支援, goes with the child's whole use.
        let uses = if own.is_empty() { all.iter().collect() } else { own };
        let any = |test: &dyn Fn(&Use) -> bool| uses.is_empty() || uses.iter().any(|used| test(used));
        let stayed = |used: &Use| used.ended.get().is_none_or(|end| *end >= day);
        let rests = |used: &Use| used.pauses.iter().any(|pause| pause.contains(day) && pause.contains(self.as_of));
        if !any(&stayed) {
            Due::Never
        } else if self.as_of < day || !any(&|used| stayed(used) && !rests(used)) {
            Due::Coming
        } else {
            Due::Past
        }
    }
}

fn is_at(used: &Use, office: Option<&str>) -> bool {
    match used.office.get() {
        Some(TextOr::Text(id)) => office == Some(id),
        Some(TextOr::Record(written)) => office.is_some() && written.id.get().map(String::as_str) == office,
        None => false,
    }
}
