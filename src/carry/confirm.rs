//! 原案 → 確定, and 案 → 計画 of the 相談支援: a new paper with the lines that differ, and what the meeting wanted changed as
//! comments at the rows that it names.

mod amendments;

use super::edits::Edits;
use super::notation::day_like;
use super::{NewPaper, readable};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::meeting::Meeting;
use crate::case::paper::{Role, State};
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model, UNREAD_MARK};
use crate::record::Field;
use crate::source::{Obstacle, Span};
use crate::timeline::{Consent, Timeline};
use crate::value::Date;

/// What a 確定 is made with.
#[derive(Debug, Clone)]
pub struct ConfirmRequest {
    /// Its 作成日.
    pub date: Date,
    /// The id of who makes it; who made the draft where none.
    pub author: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub enum Confirmation {
    /// The new paper.
    New(NewPaper),
    /// There is nothing to confirm, and why.
    Nothing(String),
}

/// The paper that counts, made of a draft.
///
/// # Errors
/// When it is no draft, or it is too early for it, or the file is written so that it cannot be gone on with.
pub fn confirm(timeline: &Timeline<'_>, draft: &Document, request: &ConfirmRequest) -> Result<Confirmation, Obstacle> {
    is_confirmable(timeline, draft)?;
    if let Some(words) = signed_as_one_sheet(timeline, draft) {
        return Ok(Confirmation::Nothing(words));
    }
    let meeting = meeting_on(timeline, draft);
    in_time(draft, meeting, request.date)?;
    let mut edits = Edits::of(draft.source.text());
    let mut told = Vec::new();
    match &draft.model {
        Model::Plan(plan) => {
            head(&mut edits, draft, request, (plan.status.span(), &plan.date, &plan.draft, "原案"))?;
            schedules(&mut edits, plan, request.date);
            told.extend(under_final_map(timeline, &mut edits, draft, plan, request.date));
        }
        Model::ConsultationPlan(plan) => {
            head(&mut edits, draft, request, (plan.status.span(), &plan.date, &plan.draft, "案"))?;
            told.extend(providers(&mut edits, plan));
        }
        _ => return Err(no_draft(draft)),
    }
    if let Some((sheet, minutes)) = meeting {
        told.extend(amendments::comment(&mut edits, draft, sheet, minutes));
    } else {
        told.push("会議の議事録がまだありません。会議で改めることになった所は、自分で直してください".to_owned());
    }
    let text = edits.apply();
    let name = free_name(timeline, draft, request.date);
    let paper = NewPaper { kind: draft.kind, name, text, told };
    readable(&paper, draft)?;
    Ok(Confirmation::New(paper))
}

fn is_confirmable(timeline: &Timeline<'_>, draft: &Document) -> Result<(), Obstacle> {
    if draft.broken || draft.state() != State::Draft {
        return Err(no_draft(draft));
    }
    if timeline.is_received(draft) {
        let message = format!("{} は、ほかの事業所から受け取った写しです", draft.id());
        return Err(Obstacle::new(message, "確定した計画を受け取ったら、その写しを加えてください"));
    }
    let id = draft.id();
    match timeline.papers().find(|other| {
        let link = other.link(Role::Draft);
        other.kind.id == draft.kind.id && link.is_some_and(|link| link.name.get() == Some(&draft.name))
    }) {
        Some(made) => Err(Obstacle::new(
            format!("{id} は、もう {} として確定しています", made.id()),
            "確定した計画を直すなら、そのファイルを直してください。同意の後なら、説明と同意もやり直します",
        )),
        None => Ok(()),
    }
}

fn no_draft(paper: &Document) -> Obstacle {
    let message = match paper.state_word() {
        Some(word) => format!("{} は {word} で、原案(案)ではありません", paper.id()),
        None => format!("{} は、確定する原案(案)ではありません", paper.id()),
    };
    Obstacle::new(message, "`状態: 原案`(相談支援の計画なら `状態: 案`)の計画を書いてください")
}

/// Why a 原案 that was consented to is the plan itself. A 案 of the 相談支援 is consented to before the meeting, and is not.
fn signed_as_one_sheet(timeline: &Timeline<'_>, draft: &Document) -> Option<String> {
    let Model::Plan(_) = &draft.model else { return None };
    let parts = draft.paper().parts();
    let Consent::Given(lines) = timeline.consent(draft, parts.first()?) else { return None };
    let met = meeting_on(timeline, draft).and_then(|(sheet, _)| sheet.date);
    let signed = lines.iter().filter_map(|line| line.date.get().copied());
    let day = signed.filter(|day| met.is_none_or(|met| met <= *day)).max()?;
    Some(format!(
        "{} は、{day} に同意された紙そのものです。原案と確定を一枚で行っているので、確定するものはありません",
        draft.id()
    ))
}

/// The newest meeting on a draft.
fn meeting_on<'a>(timeline: &Timeline<'a>, draft: &Document) -> Option<(&'a Document, &'a Meeting)> {
    let on_it = |meeting: &Meeting| meeting.plan.get() == Some(&draft.name);
    let mut meetings: Vec<(&Document, &Meeting)> = match draft.is_consult() {
        true => timeline.care_meetings().filter(|(_, meeting)| on_it(meeting)).collect(),
        false => timeline.support_meetings().filter(|(_, meeting)| on_it(meeting)).collect(),
    };
    meetings.retain(|(sheet, _)| !sheet.broken);
    meetings.into_iter().max_by_key(|(sheet, _)| sheet.date)
}

/// The 計画 of the 相談支援 is made of what the providers said in their meeting; the day of a plan is not before its draft.
fn in_time(draft: &Document, meeting: Option<(&Document, &Meeting)>, day: Date) -> Result<(), Obstacle> {
    if let Some(drawn) = draft.date.filter(|drawn| day < *drawn) {
        return Err(Obstacle::new(
            format!("作成日 {day} が、{}({drawn})より前です", draft.state_word().unwrap_or("原案")),
            "--date に、確定する計画の作成日を書いてください",
        ));
    }
    if !draft.is_consult() {
        return Ok(());
    }
    match meeting {
        None => Err(Obstacle::new(
            format!("{} についてのサービス担当者会議の記録がありません", draft.id()),
            format!("会議を開いて consult/meeting/ に `計画: {}` の会議録を書いてから、計画にしてください", draft.name),
        )),
        Some((sheet, _)) if sheet.date.is_some_and(|met| day < met) => Err(Obstacle::new(
            format!("作成日 {day} が、サービス担当者会議({})より前です", sheet.name),
            "会議より後の日を --date に書いてください",
        )),
        Some(_) => Ok(()),
    }
}

/// 状態, 原案 or 案, 作成日 and 作成者.
fn head(
    edits: &mut Edits<'_>,
    draft: &Document,
    request: &ConfirmRequest,
    (status, date, link, key): (Option<Span>, &Field<Date>, &Field<String>, &str),
) -> Result<(), Obstacle> {
    let (Some(status), Some(dated)) = (status, date.span()) else { return Err(no_draft(draft)) };
    edits.replace(status, "確定");
    match draft.tree.entry(key) {
        Some(entry) => edits.set(entry, &draft.name),
        None if link.span().is_none() => edits.line_below(status, &format!("{key}: {}", draft.name)),
        None => link.span().into_iter().for_each(|span| edits.replace(span, draft.name.as_str())),
    }
    edits.replace(dated, day_like(request.date, edits.written(dated)));
    if let (Some(author), Some(written)) = (&request.author, draft.paper().author().1.span()) {
        edits.replace(written, author.as_str());
    }
    Ok(())
}

/// A 別表 that was drawn up with the 原案 is issued with the plan.
fn schedules(edits: &mut Edits<'_>, plan: &SupportPlan, day: Date) {
    for schedule in plan.schedules.iter() {
        if let Some((made, span)) = schedule.date.spanned()
            && plan.date.get() == Some(made)
        {
            edits.replace(span, day_like(day, edits.written(span)));
        }
    }
}

/// The 障害児支援利用計画 that has become of the 案 under which the 原案 was drawn up.
fn under_final_map(
    timeline: &Timeline<'_>,
    edits: &mut Edits<'_>,
    draft: &Document,
    plan: &SupportPlan,
    day: Date,
) -> Option<String> {
    let (map, _) = timeline.consultation_plan_of(draft)?;
    let made = timeline.made_of_one(map);
    let is_newer = made.name != map.name && made.date.is_none_or(|made| made <= day);
    let span = plan.consultation_plan.span().filter(|_| is_newer)?;
    edits.replace(span, made.name.as_str());
    Some(format!("障害児支援利用計画を、案({})から確定({})に改めました", map.name, made.name))
}

/// 様式2-1 names who provides each service: rows where nobody is named are marked.
fn providers(edits: &mut Edits<'_>, plan: &ConsultationPlan) -> Option<String> {
    let mut bare = 0;
    for need in plan.needs.iter() {
        let unnamed = need.services.iter().filter(|service| {
            !service.is_informal() && (service.provider.is_missing() || service.contact.is_missing())
        });
        let spans: Vec<Span> = unnamed.map(|service| service.span).collect();
        bare += spans.len();
        if let Some(first) = spans.first() {
            let words = format!("{UNREAD_MARK} 提供事業者と、その担当者・電話を書いてください({} 件)", spans.len());
            edits.comment_above(*first, &[words]);
        }
    }
    (bare > 0).then(|| format!("提供事業者か担当者の書かれていないサービスが {bare} 件あります"))
}

/// The name of the new file: its day, with a word behind it where a paper of that day is there.
fn free_name(timeline: &Timeline<'_>, draft: &Document, day: Date) -> String {
    let taken = |name: &str| timeline.files().any(|paper| paper.kind.id == draft.kind.id && paper.name == name);
    let mut names = [day.to_string(), format!("{day}-final")].into_iter();
    names.find(|name| !taken(name)).unwrap_or_else(|| format!("{day}-final-2"))
}
