//! How a comparison is given out: to the terminal, to a file, or printed.

use super::Verdict;
use super::args::{DiffArguments, DiffFormat};
use super::terminal::Terminal;
use crate::compare::{self, Comparison, Medium, TerminalLook, Version};
use crate::diagnostic::{Diagnostic, visible_html, visible_json};
use crate::forms::Order;
use crate::pipeline::{self, Content, OutputFolder, Project, SetupError};
use crate::template::{HtmlLook, comparison_html};
use std::path::{Path, PathBuf};

pub(super) fn show(
    project: &Project,
    root: &Path,
    arguments: &DiffArguments,
    terminal: &Terminal,
    comparison: &Comparison,
    versions: (&Version<'_>, &Version<'_>),
    findings: &[Diagnostic],
) -> Result<Verdict, SetupError> {
    terminal.findings(findings, true);
    if !findings.is_empty() {
        terminal.aside("読めない値は比べていません。上のエラーを直してから、もう一度見てください");
    }
    match arguments.format {
        DiffFormat::Terminal => {
            let text = compare::to_terminal(comparison, look(arguments, terminal));
            give(root, arguments, terminal, Content::Text, text.trim_end())?;
        }
        DiffFormat::Json => {
            let json = format!("{:#}", compare::to_json(comparison));
            give(root, arguments, terminal, Content::Json, &visible_json(&json))?;
        }
        DiffFormat::Html => {
            let order = pipeline::comparison_order(project, versions.1, arguments.form.as_deref());
            let look = HtmlLook { new_first: order == Order::NewFirst, all: arguments.all };
            let html = visible_html(comparison_html(comparison, look).trim_end());
            give(root, arguments, terminal, Content::Html, &html)?;
        }
        DiffFormat::Pdf => {
            let form = arguments.form.as_deref();
            match pipeline::print_comparison(project, form, versions, comparison, arguments.all) {
                Ok(pdf) => {
                    let path = print(project, root, arguments, versions, comparison, &pdf)?;
                    terminal.line(&format!("新旧対照表を {} に印刷しました", path.display()));
                }
                Err(faults) => {
                    terminal.findings(&faults, true);
                    terminal.aside("印刷していません。上のエラーを直してください");
                    return Ok(Verdict::Faulty);
                }
            }
        }
    }
    Ok(if findings.is_empty() { Verdict::Fine } else { Verdict::Faulty })
}

/// What the result is read on: a page of a browser is printed, and handed on, as a sheet is.
pub(super) fn medium(arguments: &DiffArguments) -> Medium {
    match arguments.format {
        DiffFormat::Terminal | DiffFormat::Json => Medium::Screen,
        DiffFormat::Html | DiffFormat::Pdf => Medium::Paper,
    }
}

/// How a comparison looks on this terminal.
pub(super) fn look(arguments: &DiffArguments, terminal: &Terminal) -> TerminalLook {
    TerminalLook {
        colour: terminal.colour() && arguments.out.is_none(),
        columns: terminal.columns(),
        all: arguments.all,
    }
}

/// Writes the result to the file that was asked for, or to standard output.
pub(super) fn give(
    root: &Path,
    arguments: &DiffArguments,
    terminal: &Terminal,
    content: Content,
    text: &str,
) -> Result<(), SetupError> {
    match &arguments.out {
        Some(path) => {
            write(root, path, content, format!("{text}\n").as_bytes())?;
            terminal.line(&format!("{} に書きました", path.display()));
        }
        None => terminal.styled(&format!("{text}\n")),
    }
    Ok(())
}

/// Writes the pages to the file that was asked for, or among the child's prints.
fn print(
    project: &Project,
    root: &Path,
    arguments: &DiffArguments,
    versions: (&Version<'_>, &Version<'_>),
    comparison: &Comparison,
    pdf: &[u8],
) -> Result<PathBuf, SetupError> {
    if let Some(path) = &arguments.out {
        write(root, path, Content::Pdf, pdf)?;
        return Ok(path.clone());
    }
    keep(project, root, versions, &Path::new(&comparison.child).join(comparison.file_name()), pdf)
}

/// Writes a comparison among the prints.
pub(super) fn keep(
    project: &Project,
    root: &Path,
    versions: (&Version<'_>, &Version<'_>),
    name: &Path,
    bytes: &[u8],
) -> Result<PathBuf, SetupError> {
    let folder = pipeline::output_folder(root, None)?;
    let path = folder.join(name);
    pipeline::keep_comparison(project, &OutputFolder::new(folder), versions, name, bytes)
        .map_err(|error| unwritten(&path, &error))?;
    Ok(path)
}

/// Writes a file that the command line names, where nothing of the user's is lost by it.
pub(super) fn write(root: &Path, path: &Path, content: Content, bytes: &[u8]) -> Result<(), SetupError> {
    pipeline::overwritable(root, path, content)?;
    pipeline::replace(path, bytes).map_err(|error| unwritten(path, &error))
}

pub(super) fn unwritten(path: &Path, error: &std::io::Error) -> SetupError {
    SetupError::new(
        format!("{} に書けません({error})", path.display()),
        "フォルダーの権限と空きを確かめるか、--out で別のファイルを指定してください",
    )
}
