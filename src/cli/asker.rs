//! Questions to whoever sits at the terminal.

use super::terminal::Terminal;
use crate::pipeline::SetupError;
use std::io::{BufRead, IsTerminal};

/// Asks, where somebody is there to answer.
pub(super) struct Asker<'t> {
    terminal: &'t Terminal,
}

impl<'t> Asker<'t> {
    /// None where nobody reads the questions or types the answers, as in a script.
    pub(super) fn at(terminal: &'t Terminal) -> Option<Self> {
        (std::io::stdin().is_terminal() && std::io::stderr().is_terminal()).then_some(Self { terminal })
    }

    /// Asks until the answer can be read. An empty answer is `usual`, where there is one.
    ///
    /// # Errors
    /// When nothing more is typed.
    pub(super) fn ask<T>(
        &self,
        question: &str,
        usual: Option<&str>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, SetupError> {
        let shown = usual.map_or_else(|| format!("{question}:"), |usual| format!("{question} [{usual}]:"));
        loop {
            self.terminal.question(&shown);
            let mut line = String::new();
            match std::io::stdin().lock().read_line(&mut line) {
                Ok(1..) => {}
                Ok(0) | Err(_) => {
                    return Err(SetupError::new(
                        "答えが終わりまで打たれていません",
                        "何も書いていません。もう一度実行してください",
                    ));
                }
            }
            let typed = line.trim();
            let answer = if typed.is_empty() { usual.unwrap_or_default() } else { typed };
            match read(answer) {
                Ok(value) => return Ok(value),
                Err(words) => self.terminal.aside(&format!("  {words}")),
            }
        }
    }
}
