//! `shien due`.

use super::Verdict;
use super::args::{DueArguments, DueFormat};
use super::build::failures;
use super::diff_output::write;
use super::terminal::Terminal;
use crate::diagnostic::{visible_html, visible_json};
use crate::due::{self, Agenda, AgendaLook, CalendarLook, Wanted};
use crate::pipeline::{self, CallSite, Content, Deadlines, Project, Settings, SetupError};
use crate::record::nearest;
use crate::value::Date;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &DueArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    known_offices(project, arguments)?;
    let asked = project.asked(standing, &arguments.children.cases)?;
    let settings = Settings { asked, as_of, ..Settings::default() };
    let wanted = Wanted {
        offices: arguments.office.clone(),
        persons: arguments.person.clone(),
        kinds: arguments.kind.clone(),
        within: arguments.within.0,
        new_since: arguments.new_since,
    };
    let (agenda, faults) = pipeline::agenda(project, &settings, &wanted, arguments.reduction)?;
    give(project, standing, arguments, settings.day(), terminal, &agenda)?;
    failures(terminal, &faults);
    Ok(match (faults.is_empty(), agenda.has_legal_lateness()) {
        (false, _) => Verdict::Unusable,
        (true, true) => Verdict::Faulty,
        (true, false) => Verdict::Fine,
    })
}

/// A name that nobody has would find nothing, and nothing would look like good news.
fn known_offices(project: &Project, arguments: &DueArguments) -> Result<(), SetupError> {
    let offices = &project.organisation().offices;
    let unknown = |what: &str, name: &str, known: Vec<&str>| {
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("あるもの: {}", known.join("、")),
        };
        Err(SetupError::new(format!("{what} `{name}` は office.yaml にありません"), hint))
    };
    let both = |id: Option<&String>, name: Option<&String>| -> Vec<String> {
        [id, name].into_iter().flatten().cloned().collect()
    };
    let named: Vec<String> = offices.iter().flat_map(|office| both(office.id.get(), office.name.get())).collect();
    let staff = offices.iter().flat_map(|office| office.staff.iter());
    let people: Vec<String> = staff.flat_map(|one| both(one.value.id.get(), one.value.name.get())).collect();
    for (what, asked, known) in [("事業所", &arguments.office, &named), ("職員", &arguments.person, &people)] {
        for name in asked {
            if !known.iter().any(|own| own == name || crate::directory::same(own, name)) {
                return unknown(what, name, known.iter().map(String::as_str).collect());
            }
        }
    }
    Ok(())
}

fn give(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &DueArguments,
    today: Date,
    terminal: &Terminal,
    agenda: &Agenda,
) -> Result<(), SetupError> {
    let (form, text) = match arguments.format {
        DueFormat::Table => (Deadlines::Table, table(arguments, today, terminal, agenda)),
        DueFormat::Json => {
            (Deadlines::Json, format!("{}\n", visible_json(&format!("{:#}", due::to_json(agenda, today)))))
        }
        DueFormat::Csv => (Deadlines::Csv, due::to_spreadsheet(agenda)),
        DueFormat::Ics => {
            let first = project.organisation().offices.iter().next();
            let number = first.and_then(|office| office.number.get().or(office.id.get()));
            let look = CalendarLook { today, names: arguments.names, project: number.map_or("shien", String::as_str) };
            (Deadlines::Ics, due::to_calendar(agenda, look))
        }
        DueFormat::Html => (Deadlines::Html, visible_html(&due::to_html(agenda, today))),
    };
    if form != Deadlines::Table {
        for gap in &agenda.unread {
            terminal.aside(&format!("注意: {} が{}。このファイルによる期限は調べていません", gap.file, gap.words));
        }
    }
    match &arguments.out {
        Some(path) => {
            write(standing.root, path, Content::Deadlines(form), text.as_bytes())?;
            terminal.line(&format!("{} に書きました", path.display()));
        }
        None if form == Deadlines::Table => terminal.styled(&text),
        None => terminal.file(&text),
    }
    Ok(())
}

fn table(arguments: &DueArguments, today: Date, terminal: &Terminal, agenda: &Agenda) -> String {
    let colour = terminal.colour() && arguments.out.is_none();
    let look = AgendaLook { colour, columns: terminal.columns(), today, within: arguments.within.0 };
    due::to_table(agenda, look)
}
