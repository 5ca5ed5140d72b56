//! `shien log`.

use super::Verdict;
use super::args::{LogArguments, LogFormat, LogReader};
use super::build::failures;
use super::diff_output::{unwritten, write};
use super::log_lines::lines;
use super::terminal::Terminal;
use crate::diagnostic::{visible, visible_json};
use crate::history::LogWindow;
use crate::pipeline::{self, CallSite, Content, LogForm, LogWish, Logged, OutputFolder, Project, Settings, SetupError};
use crate::value::Date;
use serde_json::json;
use std::path::PathBuf;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &LogArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let window = window(arguments)?;
    let asked = project.asked(standing, &arguments.children.cases)?;
    // Whoever names one child means this one; a single child of a project is one of all.
    let only = Some(asked.children.as_slice()).and_then(|children| match children {
        [only] => Some(only.clone()),
        _ => None,
    });
    let settings = Settings { asked, as_of, form: arguments.form.clone(), ..Settings::default() };
    let wish = LogWish { window, internal: arguments.reader == LogReader::Internal };
    let logged = pipeline::log(project, &settings, wish)?;
    let verdict = match arguments.format {
        LogFormat::Terminal => {
            // A line break in a name ends no line.
            let lines = lines(&logged.histories, terminal.columns());
            let text = lines.iter().map(|line| visible(line)).collect::<Vec<_>>().join("\n");
            give(standing, arguments, terminal, (LogForm::Text, &text))?;
            Verdict::Fine
        }
        LogFormat::Json => {
            let json = match (&only, logged.histories.as_slice()) {
                (Some(_), [history]) => json!(history),
                (_, histories) => json!({ "children": histories }),
            };
            give(standing, arguments, terminal, (LogForm::Json, &visible_json(&format!("{json:#}"))))?;
            Verdict::Fine
        }
        LogFormat::Pdf => print(project, standing, arguments, terminal, (&settings, wish, &logged, only.as_deref()))?,
    };
    failures(terminal, &logged.failures);
    Ok(if logged.failures.is_empty() { verdict } else { Verdict::Unusable })
}

fn window(arguments: &LogArguments) -> Result<LogWindow, SetupError> {
    let window = LogWindow { from: arguments.from, to: arguments.to };
    match (window.from, window.to) {
        (Some(from), Some(to)) if to < from => Err(SetupError::new(
            format!("--from {from} が --to {to} より後です"),
            "--from に初めの日、--to に終わりの日を書いてください",
        )),
        _ => Ok(window),
    }
}

/// Writes a text to the file that was asked for, or to standard output.
fn give(
    standing: CallSite<'_>,
    arguments: &LogArguments,
    terminal: &Terminal,
    (form, text): (LogForm, &str),
) -> Result<(), SetupError> {
    match &arguments.out {
        Some(path) => {
            write(standing.root, path, Content::Log(form), format!("{text}\n").as_bytes())?;
            terminal.line(&format!("{} に書きました", path.display()));
        }
        None => text.lines().for_each(|line| terminal.line(line)),
    }
    Ok(())
}

/// What is printed: how, for whom, and the child where it is one.
type Sheets<'l> = (&'l Settings, LogWish, &'l Logged, Option<&'l str>);

fn print(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &LogArguments,
    terminal: &Terminal,
    (settings, wish, logged, child): Sheets<'_>,
) -> Result<Verdict, SetupError> {
    terminal.findings(&logged.unread, true);
    if !wish.internal && !logged.unread.is_empty() {
        terminal.aside("読めないところのある一覧は、提出用に印刷しません。上のエラーを直してください");
        return Ok(Verdict::Faulty);
    }
    let pdf = match pipeline::print_log(project, settings, wish, logged, child) {
        Ok(pdf) => pdf,
        Err(faults) => {
            terminal.findings(&faults, true);
            terminal.aside("印刷していません。上のエラーを直してください");
            return Ok(Verdict::Faulty);
        }
    };
    let path = place(project, standing, arguments, &pdf, (wish, child))?;
    let whom = if wish.internal { "内部用" } else { "提出用" };
    terminal.line(&format!("支援計画の経過({whom})を {} に印刷しました", path.display()));
    Ok(if logged.unread.is_empty() { Verdict::Fine } else { Verdict::Faulty })
}

/// Writes the pages to the file that was asked for, or among the prints; never over what was not printed here.
fn place(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &LogArguments,
    pdf: &[u8],
    (wish, child): (LogWish, Option<&str>),
) -> Result<PathBuf, SetupError> {
    let content = Content::Log(LogForm::Pdf);
    if let Some(path) = &arguments.out {
        write(standing.root, path, content, pdf)?;
        return Ok(path.clone());
    }
    let folder = pipeline::output_folder(standing.root, None)?;
    let name = pipeline::log_file(child, wish);
    let path = folder.join(&name);
    pipeline::overwritable(standing.root, &path, content)?;
    pipeline::keep_log(project, &OutputFolder::new(folder), &name, pdf).map_err(|error| unwritten(&path, &error))?;
    Ok(path)
}
