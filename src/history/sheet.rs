//! A history in the words of paper: days in 和暦, no ids, no names of files where somebody from outside reads it.

use super::entry::{TrailEntry, TrailWork};
use super::finding::{TrailFinding, on_paper, weight};
use super::naming::{office, somebody};
use super::{History, HistoryStep, LogWindow, Match, Plan, Relation, StepKind, cover};
use crate::case::EVENTS_ON_PAPER;
use crate::template::context::{LogAddOn, LogPages, LogPlan, LogRow, LogSheet, LogUse};
use crate::tree::Strangers;
use crate::value::{Date, Period};

/// The sheets of some children, on a day. Findings stand in them where the histories were asked for with findings; a cover
/// where they are many.
#[must_use]
pub fn to_pages(histories: &[History], window: LogWindow, day: Date, with_cover: bool) -> LogPages {
    let internal = histories.iter().any(|history| history.unplaced.is_some());
    LogPages {
        day: format!("{}現在", day.to_wareki()),
        window: (!window.is_open()).then(|| Period::wareki(window.from, window.to)),
        internal,
        cover: (internal && with_cover).then(|| cover::of(histories)),
        sheets: histories.iter().map(|history| sheet(history, internal)).collect(),
    }
}

fn sheet(history: &History, internal: bool) -> LogSheet {
    let day = |day: Option<Date>| day.map(Date::to_wareki).unwrap_or_default();
    let uses = history.uses.iter().map(|used| LogUse {
        office: used.office.as_deref().map(office).unwrap_or_default().to_owned(),
        service: used.service.clone().unwrap_or_default(),
        contracted: day(used.contracted),
        period: Period::wareki(used.started, used.ended),
    });
    let mut strangers = Strangers::default();
    let notes = history.unplaced.iter().flat_map(|unplaced| unplaced.findings.iter().map(mark));
    let unread = history.unread_papers.iter().map(|paper| format!("読めない記録があります: {paper}"));
    LogSheet {
        name: history.name.clone().unwrap_or_else(|| "(氏名なし)".to_owned()),
        born: history.born.map(Date::to_wareki),
        uses: uses.collect(),
        kept: kept(history, internal),
        notes: unread.filter(|_| internal).chain(notes).collect(),
        plans: history.steps.iter().filter_map(|step| plan(step, internal, &mut strangers)).collect(),
        remarks: remarks(history, internal),
    }
}

/// Until when papers are kept (five years after completion; 確認事項).
fn kept(history: &History, internal: bool) -> String {
    let doubt = if internal { "(条例で年数が違うことがあります。確認事項)" } else { "" };
    match history.kept_until {
        Some(day) => format!("{}まで(利用を終えた日から5年){doubt}", day.to_wareki()),
        None => format!("利用を終えた日から5年{doubt}"),
    }
}

fn remarks(history: &History, internal: bool) -> Vec<String> {
    let told = history.steps.iter().filter(|step| matches!(&step.what, StepKind::Plan(plan) if !plan.trail.is_empty()));
    let empty = (told.count() == 0).then(|| "計画の記録はありません。".to_owned());
    let others = history.unplaced.as_ref().map_or(0, |unplaced| unplaced.others);
    let others = (internal && others > 0).then(|| {
        format!("このほかに、計画の内容や書き方などについて {others} 件の指摘があります。この表は手順と加算についてのものです。")
    });
    empty.into_iter().chain(others).collect()
}

fn plan(step: &HistoryStep, internal: bool, strangers: &mut Strangers) -> Option<LogPlan> {
    let StepKind::Plan(plan) = &step.what else { return None };
    if plan.trail.is_empty() {
        return None;
    }
    let made = step.date.map_or_else(|| "日付なし".to_owned(), |day| format!("{}作成", day.to_wareki()));
    let state = plan.status.as_ref().filter(|state| !step.title.ends_with(state.as_str()));
    let copy = plan.copy.then_some("写し");
    let states: Vec<&str> = state.map(String::as_str).into_iter().chain(copy).collect();
    let state = if states.is_empty() { String::new() } else { format!("（{}）", states.join("・")) };
    Some(LogPlan {
        title: format!("{}　{made}{state}", step.title),
        facts: facts(step, plan),
        rows: plan.trail.iter().map(|entry| row(entry, internal, strangers)).collect(),
        add_ons: plan.add_ons.iter().map(add_on).collect(),
    })
}

fn facts(step: &HistoryStep, plan: &Plan) -> Vec<String> {
    let period = (plan.start.is_some() || plan.end.is_some())
        .then(|| format!("計画期間 {}", Period::wareki(plan.start, plan.end)));
    let differences = plan.differences.iter().map(|difference| {
        let earlier = match difference.relation {
            Relation::Draft if difference.against.starts_with("consult") => "案",
            Relation::Draft => "原案",
            Relation::Previous => "前計画",
        };
        let day = difference.against.rsplit('/').next().and_then(|name| name.get(..10)?.parse::<Date>().ok());
        let day = day.map(|day| format!("({})", day.to_wareki())).unwrap_or_default();
        match difference.count.words().as_str() {
            "" => format!("{earlier}{day}と同じ"),
            words => format!("{earlier}{day}からの違い {words}"),
        }
    });
    step.office.as_deref().map(|own| office(own).to_owned()).into_iter().chain(period).chain(differences).collect()
}

fn row(entry: &TrailEntry, internal: bool, strangers: &mut Strangers) -> LogRow {
    let day = entry.day.map(Date::to_wareki);
    let step = match &entry.about {
        Some(about) => format!("{}({about})", entry.title),
        None => entry.title.clone(),
    };
    let due = day.as_ref().filter(|_| entry.missing).map(|_| "期限".to_owned());
    // For the office it is where to mend.
    let named = entry.named.clone().filter(|_| internal);
    let paper = named.unwrap_or_else(|| entry.paper.unwrap_or(EVENTS_ON_PAPER).to_owned());
    LogRow {
        step,
        day: due.into_iter().chain(day).collect(),
        by: entry.by.iter().map(|own| somebody(own, "登録のない職員", strangers)).collect(),
        with: entry.with.iter().map(|own| somebody(own, "登録のない相手", strangers)).collect(),
        content: entry.details.iter().map(|detail| format!("{}：{}", detail.label, one_line(&detail.text))).collect(),
        edition: edition(entry, internal),
        paper: if entry.missing { Vec::new() } else { in_lines(&paper) },
        marks: entry.findings.iter().map(mark).collect(),
        missing: entry.missing,
    }
}

/// モニタリング記録 and （令和6年9月12日）: a column is too narrow for both beside each other.
fn in_lines(paper: &str) -> Vec<String> {
    let (title, day) = paper.split_at(paper.find('（').unwrap_or(paper.len()));
    [title, day].into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Which 版 the paper has, and which was consented to. That none was written down is said to the office alone.
fn edition(entry: &TrailEntry, internal: bool) -> Vec<String> {
    match entry.what {
        TrailWork::Plan | TrailWork::Draft | TrailWork::Specialist => entry.edition.clone().into_iter().collect(),
        TrailWork::Consented | TrailWork::Refused | TrailWork::Revoked if !entry.missing => {
            let own = entry.edition.as_ref().map(|own| format!("紙面 {own}"));
            let signed = match (&entry.signed_edition, entry.matches) {
                (Some(signed), _) => Some(format!("{} {signed}", entry.title)),
                (None, Some(Match::Gone)) if internal => Some("今の計画にない別表".to_owned()),
                (None, _) if internal => Some(format!("{} 記載なし", entry.title)),
                _ => None,
            };
            own.into_iter().chain(signed).collect()
        }
        _ => Vec::new(),
    }
}

fn mark(finding: &TrailFinding) -> String {
    let reduction = if finding.reduction { "(減算に関わる)" } else { "" };
    format!("〔{}〕{}{reduction}", weight(finding.severity), on_paper(finding.summary))
}

fn add_on(trace: &super::AddOnTrace) -> LogAddOn {
    LogAddOn {
        name: trace.name.clone(),
        frequency: trace.frequency.clone().unwrap_or_default(),
        placed: trace.placed.clone(),
        recorded: trace.recorded.clone(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
