//! The only printer. A pipe that was closed ends the output, not the program.
//!
//! Whatever it is given, a terminal is not made to obey it: control characters, directions of writing and what has no
//! width stand as `<U+001B>`, in a line the line breaks too. Only [`Terminal::styled`] lets colours pass, for texts that
//! this program has coloured itself.

use super::args::ColourChoice;
use super::listing::{Omitted, shortened};
use crate::diagnostic::{Diagnostic, Human, Severity, visible, visible_json, visible_lines, visible_styled};
use crate::pipeline::{Progress, SetupError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

/// Standard output and error of this process.
pub(super) struct Terminal {
    human: Human,
    colour: bool,
    bar: ProgressBar,
}

/// The columns where there is no terminal to tell them.
const COLUMNS: usize = 88;

/// Lines are laid out for at least so many columns, and for at most so many: longer ones are hard to read.
const NARROWEST: usize = 24;
const WIDEST: usize = 120;

impl Terminal {
    pub(super) fn new(colour: ColourChoice) -> Self {
        let colour = match colour {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        Self { human: Human::new(colour), colour, bar }
    }

    /// Whether the result is written in colour.
    pub(super) fn colour(&self) -> bool {
        self.colour
    }

    /// How many columns there are: as the environment says, or the terminal; a usual number where there is none.
    pub(super) fn columns(&self) -> usize {
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let own = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        told.or_else(own).map_or(COLUMNS, |columns: usize| columns.clamp(NARROWEST, WIDEST))
    }

    /// A line of the command's result.
    pub(super) fn line(&self, text: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stdout().lock(), "{}", visible(text));
        });
    }

    /// Lines that end by themselves.
    pub(super) fn text(&self, text: &str) {
        let _ = write!(std::io::stdout().lock(), "{}", visible_lines(text));
    }

    /// The same, coloured by this program.
    pub(super) fn styled(&self, text: &str) {
        let _ = write!(std::io::stdout().lock(), "{}", self.coloured(text));
    }

    /// A file's text, whose values have been made visible and whose line ends are its own.
    pub(super) fn file(&self, text: &str) {
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// The command's result for scripts.
    pub(super) fn json(&self, json: &serde_json::Value) {
        let _ = writeln!(std::io::stdout().lock(), "{}", visible_json(&format!("{json:#}")));
    }

    fn coloured<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        if self.colour { visible_styled(text) } else { visible_lines(text) }
    }

    /// Findings as people read them, to standard error when `aside`.
    pub(super) fn findings(&self, findings: &[Diagnostic], aside: bool) {
        let (listed, omitted) = shortened(findings);
        for finding in listed {
            let text = self.human.render(finding);
            let text = self.coloured(&text);
            let written = self.bar.suspend(|| match aside {
                true => writeln!(std::io::stderr().lock(), "{text}\n"),
                false => writeln!(std::io::stdout().lock(), "{text}\n"),
            });
            if written.is_err() {
                return;
            }
        }
        let line = |omitted: &Omitted| match aside {
            true => self.aside(&omitted.words()),
            false => self.line(&omitted.words()),
        };
        omitted.iter().for_each(line);
    }

    /// An error of the call or the set-up.
    pub(super) fn setup_error(&self, error: &SetupError) {
        self.bar.suspend(|| {
            let mut stderr = std::io::stderr().lock();
            let _ = writeln!(stderr, "{}: {}", Severity::Error.label(), visible(&error.message));
            let _ = writeln!(stderr, "直し方: {}", visible(&error.hint));
        });
    }

    /// A line beside the result.
    pub(super) fn aside(&self, text: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stderr().lock(), "{}", visible(text));
        });
    }

    /// A question beside the result, whose answer is typed behind it.
    pub(super) fn question(&self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        let _ = write!(stderr, "{} ", visible(text)).and_then(|()| stderr.flush());
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

    /// Takes away what another process may have left of its bar.
    pub(super) fn wipe(&self) {
        if std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
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
