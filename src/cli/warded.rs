//! A command that prints, done in a second process: see [`crate::warden`].

use super::Verdict;
use super::args::{Command, LimitArguments};
use super::terminal::Terminal;
use super::watch::stop;
use crate::pipeline::SetupError;
use crate::warden::{self, Again, Allowance, Handle, Released, Ward};
use std::io;
use std::process::exit;
use std::thread;

/// Has another process do the command. None where this is that process already, or nothing is printed.
pub(super) fn run(command: &Command, terminal: &Terminal) -> Result<Option<Verdict>, SetupError> {
    let Some(LimitArguments { time_limit, memory_limit }) = command.limits() else { return Ok(None) };
    if let Some(ward) = Ward::of_this_process() {
        obey(command, ward);
        return Ok(None);
    }
    let handle = Handle::default();
    if let Command::Watch(_) = command {
        end_with_signals(handle.clone()).map_err(|error| unusable(&error))?;
    }
    let allowance = Allowance::new(time_limit, memory_limit);
    let released = warden::keep(allowance, &handle, &mut |again| {
        terminal.wipe();
        terminal.aside(match again {
            Again::Without => "続けられない文書を 1 つやめました。ほかの文書をはじめからやり直します",
            Again::Alone => "続けられない文書があります。どれかを確かめるため、はじめからやり直します",
        });
    });
    match released.map_err(|error| unusable(&error))? {
        Released::Code(0) => Ok(Some(Verdict::Fine)),
        Released::Code(1) => Ok(Some(Verdict::Faulty)),
        Released::Code(_) => Ok(Some(Verdict::Unusable)),
        Released::Lost(status) => Err(SetupError::new(
            format!("仕事の途中で、このプログラムが続けられなくなりました({status})"),
            "もう一度実行してください。また起こるときは、この文を添えて、プログラムの配布元に知らせてください",
        )),
    }
}

/// Ends with the warden. A watch does so by itself: it finishes the print that it is writing.
fn obey(command: &Command, ward: &'static Ward) {
    if !matches!(command, Command::Watch(_)) {
        ward.when_left(|| exit(2));
    }
}

/// Lets the watch in the other process end as it would by itself, whoever of both is sent the signal.
fn end_with_signals(handle: Handle) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let wait = move || {
        runtime.block_on(stop::wait());
        handle.end();
    };
    thread::Builder::new().name("shien-signals".to_owned()).spawn(wait).map(drop)
}

fn unusable(error: &io::Error) -> SetupError {
    SetupError::new(
        format!("仕事を始められません({error})"),
        "ほかのプログラムを閉じて、メモリーを空けてから、もう一度実行してください",
    )
}
