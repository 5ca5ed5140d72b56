//! What a paper says of itself on the way of a plan: its day, who made it, with whom, and what an inspector looks for in it.

use super::entry::{TrailEntry, TrailRank, TrailWork};
use super::people;
use crate::case::meeting::{Absentee, Meeting};
use crate::case::monitoring::{Heard, Monitoring};
use crate::case::paper::LogStep as Progress;
use crate::case::paper::Summary;
use crate::case::{Document, Model};
use crate::diagnostic::slashed;
use crate::directory::Directory;
use crate::record::Field;
use crate::timeline::Timeline;
use crate::value::{Date, Period};

/// What a paper is on the way.
pub(super) fn of<'a>(timeline: &Timeline<'a>, paper: &'a Document, rank: TrailRank) -> TrailEntry {
    let directory = timeline.directory();
    let (stage, work) = rank;
    let title = match (work, &paper.model) {
        (TrailWork::Draft, _) if paper.is_consult() => "計画案の作成",
        (TrailWork::Draft, _) => "原案の作成",
        (TrailWork::Plan, _) => "計画の作成",
        (TrailWork::Assessment, _) => "アセスメント",
        (TrailWork::Monitoring, _) => "モニタリング",
        (_, Model::Meeting(meeting)) => meeting.kind.get().map_or("会議", |kind| kind.label()),
        _ => paper.form_title(),
    };
    let mut entry = TrailEntry::new((stage, work), title, file_of(paper), paper.place(None));
    entry.show_in(timeline, paper);
    entry.day = paper.date;
    entry.by.extend(people::one_named(directory, paper.paper().author().1, paper.date));
    match &paper.model {
        Model::Assessment(sheet) => {
            entry.with = people::all_named(directory, sheet.present.iter(), paper.date);
            entry.tell("方法", sheet.method.get().map(|method| method.label()));
            entry.tell("場所", sheet.place.get().cloned());
        }
        Model::Meeting(meeting) => of_meeting(directory, meeting, paper.date, &mut entry),
        Model::Monitoring(monitoring) => of_monitoring(monitoring, &mut entry),
        Model::ConsultationMonitoring(report) => {
            entry.tell("居宅訪問", report.visit.get().map(|day| day.to_wareki()));
        }
        Model::Plan(plan) => {
            entry.tell("作成区分", plan.occasion.get().map(|occasion| occasion.label()));
            of_period(paper, &mut entry);
            entry.tell("次回見直し", plan.next_review.get().map(|day| day.to_wareki()));
        }
        Model::ConsultationPlan(plan) => {
            of_period(paper, &mut entry);
            entry.tell("受領日", plan.received.get().map(|day| day.to_wareki()));
        }
        Model::Specialist(plan) => {
            of_period(paper, &mut entry);
            entry.tell("頻度", plan.frequency.get().cloned());
            let sessions = plan.sessions.iter().count();
            entry.tell("実施", (sessions > 0).then(|| format!("{sessions}回")));
        }
        _ => {}
    }
    if let Progress::Review(_, summary) = paper.paper().step() {
        of_summary(&summary, &mut entry);
    }
    entry.edition = paper.version();
    entry
}

/// The file of a paper in the child's folder.
pub(super) fn file_of(paper: &Document) -> String {
    within_case(&slashed(paper.source.path()))
}

/// `plan/2024-03-28.yaml` of `cases/hana/plan/2024-03-28.yaml`.
pub(super) fn within_case(path: &str) -> String {
    path.splitn(3, '/').nth(2).unwrap_or(path).to_owned()
}

fn of_period(paper: &Document, entry: &mut TrailEntry) {
    entry.tell("期間", paper.paper().period().and_then(|period| period.get()).map(Period::to_wareki));
}

fn of_meeting<'a>(directory: &Directory<'a>, meeting: &'a Meeting, day: Option<Date>, entry: &mut TrailEntry) {
    if let Some(chair) = people::one_named(directory, &meeting.chair, day) {
        entry.by = vec![format!("議長 {chair}")];
        let recorder = people::one_named(directory, &meeting.recorder, day);
        entry.by.extend(recorder.map(|recorder| format!("記録 {recorder}")));
    }
    entry.with = people::all_named(directory, meeting.present.iter(), day);
    entry.tell("方法", meeting.method.get().map(|method| method.label()));
    entry.tell("場所", meeting.place.get().cloned());
    entry.tell("時間", meeting.moment.get().and_then(|moment| Some(format!("{}～{}", moment.start?, moment.end?))));
    for absentee in meeting.absent.iter() {
        entry.tell("欠席", absent(directory, &absentee.value));
    }
}

/// Who was not there, and whether they were asked before.
fn absent(directory: &Directory<'_>, absentee: &Absentee) -> Option<String> {
    let known = absentee.staff.get().and_then(|id| directory.name_of_id(id)).map(str::to_owned);
    let name = known.or_else(|| absentee.name.get().cloned())?;
    let asked = absentee.inquiry.is_set().then_some("照会あり");
    let answered = absentee.answer.is_set().then_some("回答あり");
    let said: Vec<&str> = [asked, answered].into_iter().flatten().collect();
    Some(if said.is_empty() { name } else { format!("{name}({})", said.join("、")) })
}

fn of_monitoring(monitoring: &Monitoring, entry: &mut TrailEntry) {
    let Some(interviews) = monitoring.interviews.get() else { return };
    for (who, heard) in [("保護者", &interviews.guardian), ("本人", &interviews.child)] {
        if let Some(met) = met(heard) {
            entry.with.push(format!("{who}({met})"));
        }
    }
}

/// `令和6年9月10日 対面`; none where there was no interview.
fn met(heard: &Field<Heard>) -> Option<String> {
    let heard = heard.get()?;
    let day = heard.date.get()?.to_wareki();
    Some(match heard.method.get() {
        Some(method) => format!("{day} {method}"),
        None => day,
    })
}

fn of_summary(summary: &Summary, entry: &mut TrailEntry) {
    let results: Vec<String> = summary.results.iter().map(|(word, count)| format!("{word}{count}")).collect();
    entry.tell("評価", (!results.is_empty()).then(|| results.join("、")));
    entry.tell("計画の見直し", summary.plan_review);
    entry.tell("ニーズ", summary.needs.map(needs_told));
    entry.tell("結果", summary.outcome);
}

/// Of how many needs something has to change: `5件のうち3件に変更の必要`, `5件のどれも変更の必要なし`.
#[must_use]
pub fn needs_told((needs, changing): (usize, usize)) -> String {
    match changing {
        0 if needs == 1 => "1件、変更の必要なし".to_owned(),
        1 if needs == 1 => "1件に変更の必要".to_owned(),
        0 => format!("{needs}件のどれも変更の必要なし"),
        all if all == needs => format!("{needs}件すべてに変更の必要"),
        some => format!("{needs}件のうち{some}件に変更の必要"),
    }
}

#[cfg(test)]
mod tests {
    use super::needs_told;

    #[test]
    fn of_how_many_needs_something_changes_is_said_in_words() {
        for (needs, words) in [
            ((5, 0), "5件のどれも変更の必要なし"),
            ((5, 3), "5件のうち3件に変更の必要"),
            ((5, 5), "5件すべてに変更の必要"),
            ((1, 0), "1件、変更の必要なし"),
            ((1, 1), "1件に変更の必要"),
        ] {
            assert_eq!(needs_told(needs), words);
        }
    }
}
