//! The command line: what each command does with the pipeline, and the one place that prints.

mod args;
mod build;
mod check;
mod diff;
mod diff_output;
mod diff_revisions;
mod explain;
mod forms;
mod log;
mod terminal;
mod textconv;
mod usage;
mod watch;

use crate::pipeline::{Project, SetupError, find_root};
use crate::source::is_strangers;
use args::{Arguments, Command};
use clap::Parser;
use clap::error::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use terminal::Terminal;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Nothing wrong; warnings are allowed.
    Fine,
    /// The content has errors.
    Faulty,
    /// The call or the set-up is wrong.
    Unusable,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Terminal::new(args::Colour::Auto).setup_error(&usage::explain(&error));
            return ExitCode::from(2);
        }
        Err(help) => {
            let _ = help.print();
            return if help.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let terminal = Arc::new(Terminal::new(arguments.colour));
    let verdict = run(&arguments, &terminal).unwrap_or_else(|error| {
        terminal.setup_error(&error);
        Verdict::Unusable
    });
    match verdict {
        Verdict::Fine => ExitCode::SUCCESS,
        Verdict::Faulty => ExitCode::from(1),
        Verdict::Unusable => ExitCode::from(2),
    }
}

fn run(arguments: &Arguments, terminal: &Arc<Terminal>) -> Result<Verdict, SetupError> {
    say_strangers(arguments, terminal);
    let as_of = arguments.as_of;
    match &arguments.command {
        Command::Build(command) => build::run(&open(arguments)?, &root(arguments)?, command, as_of, terminal),
        Command::Check(command) => check::run(&open(arguments)?, command, as_of, terminal),
        Command::Diff(command) => diff::run(&open(arguments)?, &root(arguments)?, command, terminal),
        Command::Watch(command) => watch::run(&root(arguments)?, command, as_of, terminal),
        Command::Forms(command) => forms::run(&root(arguments)?, command, terminal),
        Command::Rules => explain::list(terminal),
        Command::Explain { code } => explain::explain(code, terminal),
        Command::Log(command) => log::run(&open(arguments)?, command, terminal),
        Command::Textconv(command) => textconv::run(command, &|| root(arguments), terminal),
    }
}

fn root(arguments: &Arguments) -> Result<PathBuf, SetupError> {
    match &arguments.project {
        Some(project) if project.is_dir() => Ok(project.clone()),
        Some(project) => Err(SetupError::new(
            format!("フォルダー {} がありません", project.display()),
            "--project には cases/ のあるフォルダーを指定してください",
        )),
        None => {
            let here = std::env::current_dir().map_err(|error| {
                SetupError::new(format!("今いるフォルダーが分かりません({error})"), "--project で指定してください")
            })?;
            find_root(&here)
        }
    }
}

/// Says that the project was found above the current folder and is somebody else's.
fn say_strangers(arguments: &Arguments, terminal: &Terminal) {
    if arguments.project.is_some() || matches!(arguments.command, Command::Rules | Command::Explain { .. }) {
        return;
    }
    let Ok(root) = root(arguments) else { return };
    let is_here = std::env::current_dir().is_ok_and(|here| here == root);
    if !is_here && is_strangers(&root.join("cases")) {
        let root = root.display();
        terminal
            .aside(&format!("注意: 上のフォルダー {root} の cases/ を使います。このパソコンの別の利用者のものです"));
        terminal.aside("ほかのフォルダーのつもりなら、--project で指定してください");
    }
}

fn open(arguments: &Arguments) -> Result<Project, SetupError> {
    Project::open(&root(arguments)?)
}
