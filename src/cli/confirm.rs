//! `shien confirm`.

use super::Verdict;
use super::args::ConfirmArguments;
use super::event::day_of;
use super::terminal::Terminal;
use crate::carry::ConfirmRequest;
use crate::diagnostic::slashed;
use crate::pipeline::{CallSite, Confirmed, Project, SetupError, WrittenPaper};

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &ConfirmArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let date = day_of(arguments.date, "確定する計画の作成日はいつですか", terminal)?;
    let request = ConfirmRequest { date, author: arguments.by.clone() };
    let asked = (arguments.child.case.as_str(), arguments.paper.as_deref());
    match project.confirm(standing, asked, &request)? {
        Confirmed::Nothing(words) => terminal.line(&words),
        Confirmed::Written(paper) => tell(&paper, terminal),
    }
    Ok(Verdict::Fine)
}

/// Says which file was made, and what has to be known of it.
pub(super) fn tell(paper: &WrittenPaper, terminal: &Terminal) {
    terminal.line(&format!("{} を作りました({} 行)", slashed(&paper.path), paper.lines));
    for line in &paper.told {
        terminal.line(&format!("  {line}"));
    }
}
