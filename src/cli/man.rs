//! `shien man`: the manual page of the whole or of one command, in roff.

use super::help;
use super::terminal::Terminal;
use crate::pipeline::SetupError;
use clap_mangen::Man;

/// Writes the page of the command that these words name.
///
/// # Errors
/// When there is no such command.
pub(super) fn run(words: &[String], terminal: &Terminal) -> Result<(), SetupError> {
    let command = help::named(words)?;
    let mut page = Vec::new();
    Man::new(command).render(&mut page).expect("internal: a list of bytes takes all");
    terminal.file(&String::from_utf8_lossy(&page));
    Ok(())
}
