//! Who has to make a paper: the 児童発達支援管理責任者 the 個別支援計画, the 相談支援専門員 the papers of the 相談支援.

mod manager;
mod vacancy;

pub(super) use manager::{AUTHOR as NOT_MANAGER, CHAIR as CHAIR_NOT_MANAGER};
pub(super) use vacancy::{OFFICE as MANAGER_VACANT, STEP as MANAGER_NOT_IN_POST};

use super::facts::Facts;
use super::judges::Judges;
use super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::directory::Titles;

pub(super) static NOT_CONSULTANT: Rule = Rule {
    code: Code::new("author-not-consultant"),
    group: Group::Author,
    summary: "相談支援専門員でない人が作成している",
    explanation: include_str!("author-not-consultant.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["作成者", "作成者.*", "実施者", "実施者.*", "作成日", "実施日", "写し", "事業所"]),
        (Reach::All("consult/plan/"), &["写し"]),
        (Reach::Office, &["事業所", "職員", "職員.id", "職員.氏名", "職務", "職務.*"]),
    ],
    judges: Judges::own(&["consult-basic", "consult-plan", "consult-monitoring"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// The 職種, alone or within 主任相談支援専門員.
const CONSULTANT: &str = "相談支援専門員";
/// Its assistant of 2024.
const ASSISTANT: &str = "相談支援員";

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (key, author) = document.paper().author();
    let (Some((person, span)), Some(day)) = (author.spanned(), document.date) else { return };
    if facts.ground.organisation.broken {
        return;
    }
    let (who, titles) = match facts.directory.titles(person, day) {
        Titles::Held(who, titles) => (who, titles),
        // Another rule says so.
        Titles::Nobody => return,
        Titles::Unsaid(name) => {
            let message = format!("{key}「{name}」が相談支援専門員かどうか分かりません");
            let finding = reporter.report(span.place(), message);
            finding.severity = Severity::Warning;
            finding.help = Some(format!(
                "office.yaml の職員の id を書くか、`{key}: {{氏名: {name}, 立場: 相談支援専門員}}` と書いてください"
            ));
            return;
        }
    };
    if titles.iter().any(|title| title.contains(CONSULTANT)) {
        return;
    }
    let held = if titles.is_empty() { "職務なし".to_owned() } else { titles.join("・") };
    let message = format!("{key}「{who}」は {day} に相談支援専門員ではありません({held})");
    let finding = reporter.report(span.place(), message);
    finding.help = Some(format!(
        "作成した相談支援専門員の id を {key}: に書いてください。{who} が相談支援専門員なら、office.yaml の 職務 に {{職種: 相談支援専門員, 期間: {{開始: …}}}} を加えるか、その 期間 を直してください"
    ));
    if titles.iter().any(|title| title.contains(ASSISTANT)) {
        finding.severity = Severity::Warning;
    }
}
