//! `shien sheet`.

use super::Verdict;
use super::args::SheetArguments;
use super::diff_output::unwritten;
use super::terminal::Terminal;
use crate::pipeline::{self, CallSite, Content, OutputFolder, PrintedSheet, Project, Settings, SetupError};
use crate::value::Date;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &SheetArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let asked = project.asked(standing, &arguments.children.cases)?;
    let settings = Settings { asked, as_of, form: arguments.form.clone(), ..Settings::default() };
    let mut verdict = Verdict::Fine;
    for child in project.select(&settings)? {
        let sheet = arguments.sheet.sheet();
        match pipeline::print_sheet(project, &settings, &child, sheet, arguments.plan.as_deref())? {
            Ok(printed) => keep(project, standing, arguments, &printed, terminal)?,
            Err(faults) => {
                terminal.findings(&faults, true);
                terminal.aside(&format!("{child}: 印刷していません。上のエラーを直してください"));
                verdict = Verdict::Faulty;
            }
        }
    }
    Ok(verdict)
}

fn keep(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &SheetArguments,
    printed: &PrintedSheet,
    terminal: &Terminal,
) -> Result<(), SetupError> {
    let folder = pipeline::output_folder(standing.root, arguments.out.as_deref())?;
    let path = folder.join(&printed.path);
    let title = arguments.sheet.sheet().title();
    pipeline::overwritable(standing.root, &path, Content::Sheet(title))?;
    let written = pipeline::keep_sheet(project, &OutputFolder::new(folder), printed);
    written.map_err(|error| unwritten(&path, &error))?;
    terminal.findings(&printed.findings, true);
    terminal.line(&format!("{title}を {} に印刷しました", path.display()));
    Ok(())
}
