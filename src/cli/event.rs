//! `shien event`.

use super::Verdict;
use super::args::EventArguments;
use super::asker::Asker;
use super::terminal::Terminal;
use crate::carry::trail::TrailRequest;
use crate::pipeline::{CallSite, Project, SetupError, TrailAddition, write_trails};
use crate::value::Date;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &EventArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let request = request(arguments, day_of(arguments.date, "何をした日ですか", terminal)?)?;
    let additions =
        project.trail_additions(standing, &arguments.words, &request, &mut |question| agrees(terminal, question))?;
    write_trails(standing.root, &additions)?;
    for addition in &additions {
        tell(addition, terminal);
    }
    Ok(Verdict::Fine)
}

/// The day of a fact: said, or asked for; never today by itself.
pub(super) fn day_of(said: Option<Date>, question: &str, terminal: &Terminal) -> Result<Date, SetupError> {
    if let Some(day) = said {
        return Ok(day);
    }
    let missing = || {
        SetupError::new(
            "日付がありません",
            "--date 2024-03-29 のように書いてください。紙に書いた日が大切なので、今日の日付で埋めることはしません",
        )
    };
    let asker = Asker::at(terminal).ok_or_else(missing)?;
    asker.ask(&format!("{question}(例: 2024-03-29、令和6年3月29日)"), None, |answer| {
        answer.parse().map_err(|error: String| error.replace('\n', "。"))
    })
}

/// Whether somebody says yes; none where nobody can be asked.
fn agrees(terminal: &Terminal, question: &str) -> Option<bool> {
    let answer =
        Asker::at(terminal)?.ask(&format!("{question}(はい/いいえ)"), Some("いいえ"), |answer| match answer {
            "はい" | "y" | "Y" | "yes" => Ok(true),
            "いいえ" | "n" | "N" | "no" => Ok(false),
            _ => Err("はい か いいえ で答えてください".to_owned()),
        });
    answer.ok()
}

fn request(arguments: &EventArguments, date: Date) -> Result<TrailRequest, SetupError> {
    if !arguments.proxy.is_empty() && arguments.proxy.len() != 3 {
        return Err(SetupError::new(
            "代筆には、氏名と続柄と理由の三つが要ります",
            "--代筆 佐藤浩,父,母の手のけがのため のように「,」で並べてください",
        ));
    }
    let EventArguments { kinds, by, schedules, signed, child_told, signer, proxy, staff, place, .. } = arguments;
    Ok(TrailRequest {
        kinds: kinds.0.clone(),
        date,
        by: by.clone(),
        recipients: arguments.recipients.iter().map(|to| (to.kind, to.words.clone())).collect(),
        child_told: *child_told,
        signer: signer.clone(),
        methods: arguments.methods.iter().map(|method| (method.kind, method.words.join("・"))).collect(),
        signed: signed.clone(),
        schedules: *schedules,
        staff: staff.clone(),
        place: place.clone(),
        agreed: arguments.agreed,
        evidence: arguments.evidence.clone(),
        proxy: proxy.clone(),
        reason: arguments.reason.clone(),
        note: arguments.note.clone(),
        mistaken: arguments.mistaken.map(|word| (word.0, word.1)),
    })
}

fn tell(addition: &TrailAddition, terminal: &Terminal) {
    let TrailAddition { child, path, first_line, events, already, notes, .. } = addition;
    for line in already {
        terminal.line(&format!("{child}: もう記録されています {line}"));
    }
    if events.is_empty() {
        return;
    }
    let last = first_line + addition.lines - 1;
    let place =
        if last == *first_line { format!("{first_line} 行目") } else { format!("{first_line}〜{last} 行目") };
    let path = crate::diagnostic::slashed(path);
    terminal.line(&format!("{child}: {path} に {} 件を書き加えました({place})", events.len()));
    for event in events {
        terminal.line(&format!("  - {event}"));
    }
    for note in notes {
        terminal.line(&format!("  {note}"));
    }
}
