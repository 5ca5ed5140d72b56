//! The warden: starts wards until one ends by itself.

use super::allowance::{Allowance, Excess};
use super::books::{Books, Finding};
use super::line::Ear;
use super::meter::Meter;
use super::roll::{PaperKey, Roll};
use super::ward::Report;
use std::collections::BTreeSet;
use std::env;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often it is measured while a paper is under way. A process fills a gigabyte in about half a second.
const MEASURING: Duration = Duration::from_millis(50);

/// Where it was not measured for longer, the warden slept or was stopped, and its books are of the past.
const LONGEST: Duration = Duration::from_secs(1);

/// The codes with which this program ends when it does so by itself.
const LAST_CODE: i32 = 2;

/// The code with which a ward ends that wants another to go on with its work.
pub const RELIEF: u8 = 3;

/// How a ward ended that needs no successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// By itself, with this code.
    Code(u8),
    /// Otherwise, and no paper was under way.
    Lost(ExitStatus),
}

/// Why another ward is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// One paper was given up: without it.
    Without,
    /// It is one of several papers: to try them alone.
    Alone,
}

/// From where a warden can be told to make an end.
#[derive(Debug, Clone, Default)]
pub struct Handle(Arc<Mutex<Watching>>);

#[derive(Debug, Default)]
struct Watching {
    is_over: bool,
    ear: Option<Ear>,
}

impl Handle {
    /// Lets the ward make an end as it likes, and starts no other.
    pub fn end(&self) {
        let mut watching = self.lock();
        watching.is_over = true;
        watching.ear.iter().for_each(Ear::close);
    }

    fn is_over(&self) -> bool {
        self.lock().is_over
    }

    fn lock(&self) -> MutexGuard<'_, Watching> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs this program over again as a ward, with the same arguments, until one ends that leaves nothing to be done.
/// `again` is called before each that is not the first and does not relieve the one before.
///
/// # Errors
/// When the system starts no process.
pub fn keep(allowance: Allowance, handle: &Handle, again: &mut dyn FnMut(Again)) -> io::Result<Released> {
    let mut roll = Roll::default();
    loop {
        let (books, ended) = look_after(allowance, handle, &mut roll)?;
        // Where a process is not ended by signals, one that was ended has a code too.
        let may_be_ended = ended.finding.is_some() && !cfg!(unix);
        let is_done = matches!(ended.status.code(), Some(0..=LAST_CODE)) && !may_be_ended;
        let code = ended.status.code().and_then(|code| u8::try_from(code).ok());
        if is_done || handle.is_over() {
            return Ok(Released::Code(code.filter(|code| *code != RELIEF).unwrap_or(0)));
        }
        roll.relieves = code == Some(RELIEF) && ended.finding.is_none();
        if roll.relieves {
            continue;
        }
        let given_up = roll.given_up.len();
        match ended.finding {
            Some(finding) => note(&mut roll, finding),
            None if books.is_empty() => return Ok(Released::Lost(ended.status)),
            None => fallen(&mut roll, books.into_papers()),
        }
        again(if roll.given_up.len() > given_up { Again::Without } else { Again::Alone });
    }
}

/// How a ward came to its end.
struct Ended {
    status: ExitStatus,
    /// Why the warden ended it; none where it ended without him.
    finding: Option<Finding>,
}

/// Starts a ward and stays with it until it ends, or has to be ended.
fn look_after(allowance: Allowance, handle: &Handle, roll: &mut Roll) -> io::Result<(Books, Ended)> {
    let (ear, mouth) = Ear::open()?;
    let reports = listen(ear.listen()?);
    let mut ward = start(roll, mouth)?;
    handle.lock().ear = Some(ear);
    if handle.is_over() {
        handle.end();
    }
    let mut books = Books::new(allowance);
    let finding = follow(&mut books, &reports, &mut Meter::of(ward.id()), roll);
    let ended = end(&mut ward, finding.is_some());
    handle.lock().ear = None;
    Ok((books, Ended { status: ended?, finding }))
}

/// Keeps the books of a ward until it falls silent, or something is found.
fn follow(books: &mut Books, reports: &Receiver<Report>, meter: &mut Meter, roll: &mut Roll) -> Option<Finding> {
    let mut measured = Instant::now();
    loop {
        let report = match books.is_empty() {
            true => reports.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => reports.recv_timeout(MEASURING.saturating_sub(measured.elapsed())),
        };
        match report {
            Ok(report) => hear(report, books, roll),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        if measured.elapsed() < MEASURING {
            continue;
        }
        // What was said before it is measured was done before.
        reports.try_iter().for_each(|report| hear(report, books, roll));
        let is_old = measured.elapsed() > LONGEST;
        measured = Instant::now();
        let Some(taken) = meter.read() else { continue };
        if is_old {
            books.open(taken);
        } else if let Some(finding) = books.enter(taken) {
            return Some(finding);
        }
    }
}

fn hear(report: Report, books: &mut Books, roll: &mut Roll) {
    match report {
        Report::Begun(paper) => books.begin(paper),
        Report::Done(paper) => books.end(&paper),
        Report::Kept(words) => roll.kept = Some(words),
    }
}

/// Waits for the end of a ward; with `now`, it is made.
fn end(ward: &mut Child, now: bool) -> io::Result<ExitStatus> {
    if now {
        // One that has just ended by itself cannot be ended.
        let _ = ward.kill();
    }
    ward.wait()
}

/// What a ward says, as it comes; it ends with the ward.
fn listen(ear: impl io::Read + Send + 'static) -> Receiver<Report> {
    let (sender, reports) = channel();
    thread::spawn(move || {
        for line in BufReader::new(ear).lines().map_while(Result::ok) {
            if let Some(report) = Report::read(&line)
                && sender.send(report).is_err()
            {
                break;
            }
        }
    });
    reports
}

fn start(roll: &Roll, mouth: std::process::Stdio) -> io::Result<Child> {
    let mut command = Command::new(program()?);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.arg0(env::args_os().next().unwrap_or_default());
    }
    command.args(env::args_os().skip(1)).env(Roll::VARIABLE, roll.written()).envs(FRUGAL).stdin(mouth).spawn()
}

/// Tells the allocator of a ward, which may stay for a day, to give back what it does not need: pages of the usual size, as of large
/// ones (2 MB) none could go of which a few bytes are in use; and after 20 ms, not only when something is asked for a second later.
const FRUGAL: [(&str, &str); 2] = [("MIMALLOC_ALLOW_THP", "0"), ("MIMALLOC_PURGE_DELAY", "20")];

/// The file of this program. It may have been replaced by a newer one since it began; the system still has the old one.
fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let still = PathBuf::from("/proc/self/exe");
    Ok(if own.exists() || !still.exists() { own } else { still })
}

fn note(roll: &mut Roll, finding: Finding) {
    match finding {
        Finding::Culprit(paper, excess) => drop(roll.given_up.insert(paper, excess)),
        Finding::Suspects(papers) => roll.alone.extend(papers),
    }
}

/// The ward fell while these papers were under way. Something else may have made it fall: only a paper that was tried
/// alone for that is given up.
fn fallen(roll: &mut Roll, papers: BTreeSet<PaperKey>) {
    let (again, first): (Vec<_>, Vec<_>) = papers.into_iter().partition(|paper| roll.alone.contains(paper));
    roll.given_up.extend(again.into_iter().map(|paper| (paper, Excess::Fall)));
    roll.alone.extend(first);
}
