//! 個別サポート加算(Ⅱ) without a contact with the 児童相談所 or its like every six months.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::PLANS;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::tariff::{self, AddOnName, Evidence};
use crate::timeline::{Done, Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("share-overdue"),
    group: Group::AddOns,
    summary: "個別サポート加算(Ⅱ)の、関係機関との 6 か月ごとの情報共有の記録がない",
    explanation: include_str!("share-overdue.md"),
    certainty: Certainty::Verified,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    rests_on: &[
        PLANS,
        (Reach::Events, &[]),
        (Reach::All("meeting/"), &["種類", "日時", "出席者"]),
        (
            Reach::Child,
            &["関係機関", "関係機関.id", "関係機関.名称", "利用", "利用.開始日", "利用.終了日", "利用.休止"],
        ),
    ],
    checks: &[Check::Duty(&[What::SupportShare], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(_: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let open = |owed: &&Owed<'_>| matches!(owed.standing, Standing::Late | Standing::DoneLate);
    let Some(owed) = owed.iter().find(open) else { return };
    let (Some(since), Some(due)) = (owed.duty.opens, owed.duty.due) else { return };
    let Model::Plan(plan) = &document.model else { return };
    let placed = tariff::placed_in(plan).into_iter().find(|placed| is_shared(&placed.name));
    let place = document.place(placed.map(|placed| placed.span).or(document.paper().dated()));
    let (message, deed) = match &owed.duty.done {
        Done::By(deed) => {
            let day = deed.day.map(|day| day.to_string()).unwrap_or_default();
            (
                format!("個別サポート加算(Ⅱ)の情報共有({day})が、{since} から 6 か月({due} まで)を過ぎています"),
                Some(deed),
            )
        }
        _ => (format!("個別サポート加算(Ⅱ)の情報共有の記録が、{since} から 6 か月({due} まで)ありません"), None),
    };
    let finding = reporter.report(place, message);
    if let Some(deed) = deed {
        finding.severity = Severity::Warning;
        finding.related.push((deed.place.clone(), "次の情報共有".to_owned()));
        finding.help = Some("6 か月を過ぎた後の日は算定できません。請求を確かめてください".to_owned());
    } else {
        finding.help = Some(format!(
            "共有したら events.yaml に `- {{種類: 情報共有, 対象: {}, 日付: 共有した日, 相手: [{{名称: 〇〇児童相談所}}], 方法: 電話}}` を加えてください",
            document.id()
        ));
    }
}

/// Whether an 加算 wants contacts at intervals.
fn is_shared(name: &AddOnName) -> bool {
    tariff::meant(name).any(|entry| entry.requirement(Evidence::Trail).and_then(tariff::Requirement::months).is_some())
}
