//! `shien new`.

use super::Verdict;
use super::args::NewArguments;
use super::asker::Asker;
use super::confirm;
use super::terminal::Terminal;
use crate::case::FileKind;
use crate::pipeline::{CallSite, NextPlanCall, Project, SetupError, write_sheet};
use crate::scaffold::SheetRequest;
use crate::value::Moment;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &NewArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let child = match arguments.kind {
        FileKind::Child => new_folder(&arguments.case)?.to_owned(),
        _ => project.asked_child(standing, &arguments.case)?.0,
    };
    let moment = match (arguments.kind, arguments.date) {
        (FileKind::Document(kind), None) => ask_day(terminal, kind.title, kind.date_key)?,
        (_, date) => date,
    };
    match (arguments.kind.name() == "plan", arguments.change, moment) {
        (true, change, Some(moment)) => {
            let call = NextPlanCall {
                date: moment.date,
                by: arguments.by.as_deref(),
                office: arguments.office.as_deref(),
                change,
                minimal: arguments.minimal,
            };
            if let Some(paper) = project.next_plan(standing.root, &child, call)? {
                confirm::tell(&paper, terminal);
                return Ok(Verdict::Fine);
            }
        }
        (false, Some(_), _) => {
            return Err(SetupError::new("--変更 は個別支援計画(plan)に書くものです", "--変更 を除いてください"));
        }
        _ => {}
    }
    let request =
        SheetRequest { kind: arguments.kind, moment, by: arguments.by.as_deref(), office: arguments.office.as_deref() };
    let sheet = project.new_sheet(standing.root, &child, &request, !arguments.minimal)?;
    let written = write_sheet(standing.root, &sheet)?;
    let did = if sheet.goes_on { "に書き足しました" } else { "を作りました" };
    terminal.line(&format!("{} {did}", written.display()));
    Ok(Verdict::Fine)
}

/// The name of a child's folder that is to be made.
fn new_folder(name: &str) -> Result<&str, SetupError> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match !name.is_empty() && name.chars().all(is_plain) && !name.starts_with('-') {
        true => Ok(name),
        false => Err(SetupError::new(
            format!("「{name}」は児童のフォルダーの名前にできません"),
            "半角の英小文字・数字・ハイフンで付けてください(例: hana)。氏名は child.yaml に書きます",
        )),
    }
}

/// Asks for the day where somebody sits at a terminal.
fn ask_day(terminal: &Terminal, title: &str, key: &str) -> Result<Option<Moment>, SetupError> {
    let Some(asker) = Asker::at(terminal) else { return Ok(None) };
    asker.ask(&format!("{title}の{key}"), None, |answer| answer.parse()).map(Some)
}
