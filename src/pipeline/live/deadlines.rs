//! The days of a child that the start page shows.

use crate::due::{Agenda, AgendaItem, Wanted};
use crate::pipeline::Settings;
use crate::pipeline::checked::Checked;
use crate::pipeline::project::Project;
use crate::pipeline::request::document_id;
use crate::protocol::ListedDeadline;

/// How many days ahead the start page looks.
const DAYS: u64 = 60;

/// What is late and what comes soon.
pub(super) fn deadlines(project: &Project, checked: &Checked, settings: &Settings) -> Vec<ListedDeadline> {
    let wanted = Wanted { within: Some(DAYS), ..Wanted::default() };
    let agenda = project.agenda_of(&checked.case, &checked.findings, settings);
    let items = Agenda::of(vec![agenda], &wanted, false).items;
    items.iter().map(|item| listed(checked, item)).collect()
}

fn listed(checked: &Checked, item: &AgendaItem) -> ListedDeadline {
    let case = &checked.case;
    // A 別表 is shown on the sheet of its plan.
    let about = item.about.as_ref().and_then(|about| about.split('#').next());
    let document = about.and_then(|about| case.documents.iter().find(|paper| paper.id() == about));
    ListedDeadline {
        day: item.day.to_string(),
        left: item.distance(),
        late: item.late,
        legal: item.legal,
        title: item.title.clone(),
        persons: item.by_whom(),
        document: document.map(|document| document_id(case, document)),
    }
}
