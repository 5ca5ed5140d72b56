//! The command line: what each command does with the pipeline, and the one place that prints.

mod args;
mod asker;
mod build;
mod check;
mod confirm;
mod diff;
mod diff_output;
mod diff_revisions;
mod doctor;
mod due;
mod event;
mod explain;
mod forms;
mod help;
mod import;
mod init;
mod listing;
mod log;
mod log_lines;
mod man;
mod new;
mod pick;
mod rules;
mod schema;
mod sheet;
mod summary;
mod terminal;
mod textconv;
mod usage;
mod warded;
mod watch;

use crate::pipeline::{CallSite, Project, SetupError, find_root};
use crate::source::is_strangers;
use crate::warden::{RELIEF, Ward};
use args::{Arguments, Command};
use clap::FromArgMatches;
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
    /// Another process of this program is to go on.
    Relieved,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = help::command().try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Terminal::new(args::ColourChoice::Auto).setup_error(&usage::explain(&error));
            return ExitCode::from(2);
        }
        Err(help) => {
            let _ = help.print();
            return if help.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let terminal = Arc::new(Terminal::new(arguments.colour));
    let witness = Arc::clone(&terminal);
    std::panic::set_hook(Box::new(move |fault| {
        witness.aside(&format!("このプログラムの不具合です({})", fault.to_string().replace('\n', " ")));
    }));
    let verdict = run(&arguments, &terminal).unwrap_or_else(|error| {
        terminal.setup_error(&error);
        Verdict::Unusable
    });
    match verdict {
        Verdict::Fine => ExitCode::SUCCESS,
        Verdict::Faulty => ExitCode::from(1),
        Verdict::Unusable => ExitCode::from(2),
        Verdict::Relieved => ExitCode::from(RELIEF),
    }
}

fn run(arguments: &Arguments, terminal: &Arc<Terminal>) -> Result<Verdict, SetupError> {
    let as_of = arguments.as_of;
    // Nothing of these concerns a project.
    match &arguments.command {
        Command::Init(command) => return init::run(command, arguments.project.as_deref(), terminal),
        Command::Rules(command) => return rules::run(command, terminal),
        Command::Explain { code } => return explain::explain(code, terminal),
        Command::Textconv(command) => return textconv::run(command, &|| root(arguments), terminal),
        Command::Completions { shell } => return Ok(completions(*shell, terminal)),
        Command::Man { command } => return man::run(command, terminal).map(|()| Verdict::Fine),
        Command::Help { command } => {
            terminal.text(&help::of(command)?);
            return Ok(Verdict::Fine);
        }
        _ => {}
    }
    let is_first = Ward::of_this_process().is_none();
    if is_first {
        say_strangers(arguments, terminal);
    }
    if let Command::Forms(command) = &arguments.command {
        let root = root(arguments);
        return match arguments.project {
            Some(_) => forms::run(Ok(root?), command, terminal),
            None => forms::run(root, command, terminal),
        };
    }
    let (root, here) = (root(arguments)?, here()?);
    if matches!(arguments.command, Command::Doctor) {
        return doctor::run(&root, as_of, terminal);
    }
    let _claim = matches!(arguments.command, Command::Watch(_) if is_first).then(|| watch::claim(&root, terminal));
    if let Some(verdict) = warded::run(&arguments.command, terminal)? {
        return Ok(verdict);
    }
    let standing = CallSite { root: &root, here: &here };
    let open = || Project::open(&root);
    match &arguments.command {
        Command::Build(command) => build::run(&open()?, standing, command, as_of, terminal),
        Command::Check(command) if command.staged => {
            check::run(&Project::staged(&root)?, standing, command, as_of, terminal)
        }
        Command::Check(command) => check::run(&open()?, standing, command, as_of, terminal),
        Command::Diff(command) => diff::run(&open()?, standing, command, terminal),
        Command::Watch(command) => watch::run(standing, command, as_of, terminal),
        Command::Due(command) => due::run(&open()?, standing, command, as_of, terminal),
        Command::Schema(command) => schema::run(&open()?, &root, command, terminal),
        Command::New(command) => new::run(&open()?, standing, command, terminal),
        Command::Confirm(command) => confirm::run(&open()?, standing, command, terminal),
        Command::Event(command) => event::run(&open()?, standing, command, terminal),
        Command::Import(command) => import::run(&open()?, standing, command, terminal),
        Command::Sheet(command) => sheet::run(&open()?, standing, command, as_of, terminal),
        Command::Log(command) => log::run(&open()?, standing, command, as_of, terminal),
        _ => unreachable!("internal: the others are done"),
    }
}

/// What a shell needs to complete what is typed.
fn completions(shell: clap_complete::Shell, terminal: &Terminal) -> Verdict {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(), "shien", &mut script);
    terminal.text(&String::from_utf8_lossy(&script));
    Verdict::Fine
}

fn here() -> Result<PathBuf, SetupError> {
    std::env::current_dir().map_err(|error| {
        SetupError::new(
            format!("今いるフォルダーが分かりません({error})"),
            "あるフォルダーに移ってから実行してください",
        )
    })
}

fn root(arguments: &Arguments) -> Result<PathBuf, SetupError> {
    match &arguments.project {
        Some(project) if project.is_dir() => Ok(project.clone()),
        Some(project) => Err(SetupError::new(
            format!("フォルダー {} がありません", project.display()),
            "--project には cases/ のあるフォルダーを指定してください",
        )),
        None => find_root(&here()?),
    }
}

/// Says that the project was found above the current folder and is somebody else's.
fn say_strangers(arguments: &Arguments, terminal: &Terminal) {
    let (Ok(root), Ok(here)) = (root(arguments), here()) else { return };
    if arguments.project.is_none() && here != root && is_strangers(&root.join("cases")) {
        let root = root.display();
        terminal
            .aside(&format!("注意: 上のフォルダー {root} の cases/ を使います。このパソコンの別の利用者のものです"));
        terminal.aside("ほかのフォルダーのつもりなら、--project で指定してください");
    }
}
