//! The only printer. A pipe that was closed ends the output, not the program.

use super::args::Colour;
use crate::diagnostic::{Diagnostic, Human, Severity};
use crate::pipeline::{Progress, SetupError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

/// Standard output and error of this process.
pub(super) struct Terminal {
    human: Human,
    colour: bool,
    bar: ProgressBar,
}

/// The columns of a terminal that does not tell them.
const COLUMNS: usize = 88;

impl Terminal {
    pub(super) fn new(colour: Colour) -> Self {
        let colour = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        Self { human: Human::new(colour), colour, bar }
    }

    /// Whether the result is written in colour.
    pub(super) fn colour(&self) -> bool {
        self.colour
    }

    /// How many columns there are, as far as the environment tells.
    pub(super) fn columns(&self) -> usize {
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        told.map_or(COLUMNS, |columns: usize| columns.clamp(40, 120))
    }

    /// A line of the command's result.
    pub(super) fn line(&self, text: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stdout().lock(), "{text}");
        });
    }

    /// Lines that end by themselves.
    pub(super) fn text(&self, text: &str) {
        let _ = write!(std::io::stdout().lock(), "{text}");
    }

    /// Findings as people read them, to standard error when `aside`.
    pub(super) fn findings(&self, findings: &[Diagnostic], aside: bool) {
        for finding in findings {
            let text = self.human.render(finding);
            let written = self.bar.suspend(|| match aside {
                true => writeln!(std::io::stderr().lock(), "{text}\n"),
                false => writeln!(std::io::stdout().lock(), "{text}\n"),
            });
            if written.is_err() {
                return;
            }
        }
    }

    /// An error of the call or the set-up.
    pub(super) fn setup_error(&self, error: &SetupError) {
        self.bar.suspend(|| {
            let mut stderr = std::io::stderr().lock();
            let _ = writeln!(stderr, "{}: {}", Severity::Error.label(), error.message);
            let _ = writeln!(stderr, "直し方: {}", error.hint);
        });
    }

    /// A line beside the result.
    pub(super) fn aside(&self, text: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        });
    }

    /// Shows a progress bar where standard error is a terminal, until `finish`.
    pub(super) fn start(&self) {
        if std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len} 件 {elapsed}")
                .expect("internal: the bar's template");
            self.bar.set_style(style);
        }
    }

    /// Moves the bar.
    pub(super) fn progress(&self, progress: Progress) {
        match progress {
            Progress::Loaded(documents) => self.bar.inc_length(documents as u64),
            Progress::Done => self.bar.inc(1),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// `エラー 2 件、警告 1 件`, or none where there is nothing.
pub(super) fn tally(count: impl Fn(Severity) -> usize) -> Option<String> {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter(|severity| count(*severity) > 0)
        .map(|severity| format!("{} {} 件", severity.label(), count(severity)))
        .collect();
    (!parts.is_empty()).then(|| parts.join("、"))
}
