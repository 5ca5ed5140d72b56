//! The 個別支援計画 is written, and its meeting led, by the 児童発達支援管理責任者.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::paper::{Role, State};
use crate::case::party::PersonRef;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::directory::Rank;
use crate::source::Span;
use crate::value::Date;

/// What is read of an office's staff.
const STAFF: &[&str] = &["事業所", "事業所.id", "職員", "職員.id", "職員.氏名", "職務", "職務.*"];

pub(in super::super) static AUTHOR: Rule = Rule {
    code: Code::new("author-not-manager"),
    group: Group::Author,
    summary: "個別支援計画を、児童発達支援管理責任者でない人が作成している",
    explanation: include_str!("author-not-manager.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["作成者", "作成者.*", "作成日", "事業所", "状態", "原案"]),
        (Reach::Named("plan/"), &["作成者", "作成者.*"]),
        (Reach::Office, STAFF),
    ],
    judges: Judges::own(&["plan"]),
    reduction: true,
    checks: &[Check::Paper(check_author)],
    ..Rule::BASE
};

pub(in super::super) static CHAIR: Rule = Rule {
    code: Code::new("chair-not-manager"),
    group: Group::Author,
    severity: Severity::Warning,
    summary: "個別支援会議の議長が児童発達支援管理責任者でない",
    explanation: include_str!("chair-not-manager.md"),
    certainty: Certainty::Guide,
    rests_on: &[(Reach::Own, &["議長", "議長.*", "日時", "事業所", "種類"]), (Reach::Office, STAFF)],
    judges: Judges::own(&["meeting"]),
    checks: &[Check::Paper(check_chair)],
    ..Rule::BASE
};

fn check_author(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (key, author) = document.paper().author();
    let (Some((person, span)), Some(day)) = (author.spanned(), document.date) else { return };
    // The same hand under the 原案 and under the plan is one fault, told at the 原案.
    let draft = facts.timeline.linked(document, Role::Draft).and_then(|draft| draft.paper().author().1.get());
    if draft.is_some_and(|draft| facts.directory.is_same(draft, person)) {
        return;
    }
    match rank(facts, document, person, day) {
        None | Some(Rank::Manager | Rank::Nobody) => {}
        Some(Rank::Trainee) if document.state() == State::Draft => {}
        Some(Rank::Trainee) => {
            let message = format!("{key}は基礎研修修了者です。確定の計画を作成するのは児童発達支援管理責任者です");
            let finding = reporter.report(span.place(), message);
            finding.severity = Severity::Warning;
            finding.help = Some(format!("計画を確定した児童発達支援管理責任者の id を {key}: に書いてください"));
        }
        Some(Rank::Unsaid(name)) => {
            let message = format!("{key}「{name}」が児童発達支援管理責任者かどうか分かりません");
            let finding = reporter.report(span.place(), message);
            finding.severity = Severity::Warning;
            finding.help = Some(format!("office.yaml の職員の id を {key}: に書いてください"));
        }
        Some(Rank::Other(who, held)) => tell(key, span, &who, &held, day, reporter),
    }
}

fn check_chair(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Meeting(meeting) = &document.model else { return };
    if !facts.timeline.support_meetings().any(|(sheet, _)| std::ptr::eq(sheet, document)) {
        return;
    }
    let (Some((person, span)), Some(day)) = (meeting.chair.spanned(), document.date) else { return };
    match rank(facts, document, person, day) {
        Some(Rank::Other(who, held)) => tell("議長", span, &who, &held, day, reporter),
        Some(Rank::Trainee) => {
            let finding = reporter.report(span.place(), "議長が基礎研修修了者です(確認事項)");
            finding.help = Some("会議を進めた児童発達支援管理責任者の id を 議長: に書いてください".to_owned());
        }
        None | Some(Rank::Manager | Rank::Unsaid(_) | Rank::Nobody) => {}
    }
}

/// What somebody is to the plans of the paper's office; none where that cannot be said, or where nobody is in post that
/// day: another rule says so.
fn rank(facts: &Facts<'_>, document: &Document, person: &PersonRef, day: Date) -> Option<Rank> {
    let office = document.office().filter(|_| !facts.ground.organisation.broken)?;
    facts.directory.has_manager(office, day)?.then(|| facts.directory.rank(person, office, day))
}

fn tell(key: &str, span: Span, who: &str, held: &str, day: Date, reporter: &mut Reporter<'_>) {
    let message = format!("{key}「{who}」は {day} にこの事業所の児童発達支援管理責任者ではありません({held})");
    reporter.report(span.place(), message).help = Some(format!(
        "児童発達支援管理責任者の id を {key}: に書いてください。{who} がそうなら、office.yaml の 職務 に `{{職種: 児童発達支援管理責任者, 期間: {{開始: …}}}}` を加えるか、その 期間 を直してください"
    ));
}
