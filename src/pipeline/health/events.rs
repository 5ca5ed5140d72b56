//! Whether the system tells of changed files, as `watch` needs it: tried, not guessed.

use super::HealthRemark;
use crate::source::{Blindness, Watch};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

const SUBJECT: &str = "保存の知らせ";

/// A system that tells of changes does so in a few milliseconds.
const LONGEST: Duration = Duration::from_secs(3);

/// Follows a folder of its own beside `cases/`, on the same drive, and changes a file in it.
pub(super) fn look(root: &Path) -> HealthRemark {
    match tried(root) {
        Ok(Tidings::Prompt) => HealthRemark::good(SUBJECT, "ファイルを保存すると、watch がすぐに気づきます"),
        Ok(Tidings::Late(why)) => HealthRemark::doubtful(
            SUBJECT,
            format!("{why}。watch は、気づくまで数秒かかります"),
            "急ぐときは、このパソコンのふつうのディスクにフォルダーを置いてください",
        ),
        Err(error) => {
            HealthRemark::doubtful(SUBJECT, format!("試せませんでした({error})"), "フォルダーの権限を確かめてください")
        }
    }
}

/// How the news of a change comes.
enum Tidings {
    /// At once.
    Prompt,
    /// Later, and why.
    Late(String),
}

fn tried(root: &Path) -> io::Result<Tidings> {
    let trial = tempfile::Builder::new().prefix(".shien-").tempdir_in(root)?;
    let cases = trial.path().join("cases");
    fs::create_dir(&cases)?;
    let (sender, changes) = channel();
    let watch = Watch::start(trial.path(), move |change| drop(sender.send(change))).map_err(io::Error::other)?;
    if let Some(blindness) = watch.blindness() {
        return Ok(Tidings::Late(match blindness {
            Blindness::Drive(kind) => format!("このフォルダーは{kind}にあります"),
            Blindness::None(error) => format!("システムがファイルの変化を知らせません({error})"),
            Blindness::Few => "システムが知らせるフォルダーの数が、もう一杯です".to_owned(),
        }));
    }
    fs::write(cases.join("trial.yaml"), "試し: true\n")?;
    match changes.recv_timeout(LONGEST) {
        Ok(_) => Ok(Tidings::Prompt),
        Err(_) => Ok(Tidings::Late("システムがファイルの変化を知らせません".to_owned())),
    }
}
