//! `shien doctor`: whether all is there that the program needs, and what would stop a build.

use super::Verdict;
use super::terminal::Terminal;
use super::textconv;
use crate::pipeline::{self, Health, HealthRemark, Settings, SetupError};
use crate::prose::width;
use crate::source::git::Repository;
use crate::value::Date;
use std::path::Path;
use std::process::{Command, Stdio};

pub(super) fn run(root: &Path, as_of: Option<Date>, terminal: &Terminal) -> Result<Verdict, SetupError> {
    let mut remarks = vec![program()];
    remarks.append(&mut git(root));
    remarks.append(&mut pipeline::examine(root, &Settings { as_of, ..Settings::default() }));
    let room = remarks.iter().map(|remark| width(remark.subject)).max().unwrap_or_default();
    for HealthRemark { subject, health, words, remedy } in &remarks {
        let gap = " ".repeat(room - width(subject));
        terminal.line(&format!("{} {subject}{gap}  {words}", sign(*health)));
        if let Some(remedy) = remedy {
            terminal.line(&format!("  {}  直し方: {remedy}", " ".repeat(room)));
        }
    }
    terminal.line("");
    let worst = remarks.iter().map(|remark| remark.health).max().unwrap_or(Health::Good);
    terminal.line(match worst {
        Health::Good => "すべてそろっています",
        Health::Doubtful => "印刷はできます。△ の所を見てください",
        Health::Bad => "× の所を直すまで、印刷できないものがあります",
    });
    Ok(if worst == Health::Bad { Verdict::Faulty } else { Verdict::Fine })
}

fn sign(health: Health) -> &'static str {
    match health {
        Health::Good => "○",
        Health::Doubtful => "△",
        Health::Bad => "×",
    }
}

fn program() -> HealthRemark {
    let place = std::env::current_exe().map_or_else(|error| error.to_string(), |path| path.display().to_string());
    HealthRemark::good("プログラム", format!("shien {}({place})", env!("CARGO_PKG_VERSION")))
}

const GIT: &str = "git";

/// The git program, the repository, and whether papers are shown in words.
fn git(root: &Path) -> Vec<HealthRemark> {
    let version = Command::new("git").arg("--version").stdin(Stdio::null()).output();
    let version = version.ok().filter(|output| output.status.success());
    let Some(version) = version else {
        let words = "git がありません。検査と印刷はできますが、変更の跡を残せません";
        return vec![HealthRemark::doubtful(GIT, words, "https://git-scm.com から入れてください")];
    };
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    if let Err(error) = Repository::around(root) {
        let remedy =
            "git init と打ってから、shien textconv --install と打ってください。使わないなら、このままでかまいません";
        return vec![HealthRemark::doubtful(GIT, error.message, remedy)];
    }
    match textconv::is_set_up(root) {
        Ok(true) => vec![HealthRemark::good(GIT, format!("{version}。git diff は書類を日本語の行で示します"))],
        Ok(false) => vec![HealthRemark::doubtful(
            GIT,
            "この複製では、git diff が書類を日本語の行で示す設定がまだか、古くなっています",
            "shien textconv --install と打ってください",
        )],
        Err(error) => vec![HealthRemark::doubtful(GIT, error.message, error.hint)],
    }
}
