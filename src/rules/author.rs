//! Who has to make a paper: the 相談支援専門員 the papers of the 相談支援.

use super::consult::is_received;
use super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use crate::case::party::{Person, PersonRef, Staff};
use crate::case::{Document, Model};
use crate::diagnostic::Severity;
use crate::record::{Spanned, TextOr};
use crate::value::Date;

pub(super) static NOT_CONSULTANT: Rule = Rule {
    code: "author-not-consultant",
    group: Group::Author,
    summary: "相談支援専門員でない人が作成している",
    explanation: include_str!("author-not-consultant.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["作成者", "作成者.*", "実施者", "実施者.*", "作成日", "実施日", "写し", "事業所"]),
        (Reach::All("consult/plan/"), &["写し"]),
        (Reach::Office, &["事業所", "職員", "職員.id", "職員.氏名", "職務", "職務.*"]),
    ],
    check: Check::Document(check),
    ..Rule::BASE
};

/// The 職種, alone or within 主任相談支援専門員.
const CONSULTANT: &str = "相談支援専門員";
/// Its assistant of 2024.
const ASSISTANT: &str = "相談支援員";

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (key, author) = match &document.model {
        Model::ConsultationBasic(basic) => ("作成者", &basic.author),
        Model::ConsultationPlan(plan) => ("作成者", &plan.author),
        Model::ConsultationMonitoring(report) => ("実施者", &report.author),
        _ => return,
    };
    let (Some((person, span)), Some(day)) = (author.spanned(), document.date) else { return };
    if scope.organisation.broken || is_received(scope, document) {
        return;
    }
    let (who, titles) = match titles(scope, person, day) {
        Known::Titles(who, titles) => (who, titles),
        Known::Nobody => return,
        Known::NameOnly(name) => {
            let message = format!("{key}「{name}」が相談支援専門員かどうか分かりません");
            let finding = reporter.report(document.place(Some(span)), message);
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
    let finding = reporter.report(document.place(Some(span)), message);
    finding.help = Some(format!(
        "作成した相談支援専門員の id を {key}: に書いてください。{who} が相談支援専門員なら、office.yaml の 職務 に {{職種: 相談支援専門員, 期間: {{開始: …}}}} を加えるか、その 期間 を直してください"
    ));
    if titles.iter().any(|title| title.contains(ASSISTANT)) {
        finding.severity = Severity::Warning;
    }
}

/// What is known of an author.
enum Known<'a> {
    /// The name, and the 職種 on the day.
    Titles(String, Vec<&'a str>),
    /// A name and no 職種.
    NameOnly(&'a str),
    /// Nothing: another rule says so.
    Nobody,
}

fn titles<'a>(scope: &Scope<'a>, person: &'a PersonRef, day: Date) -> Known<'a> {
    let of_staff = |staff: &'a Staff, id: &str| {
        Known::Titles(staff.name.get().cloned().unwrap_or_else(|| id.to_owned()), staff.duties_on(day).collect())
    };
    let organisation = &scope.organisation.value;
    let with_id = |id: &str| organisation.staff(id).map_or(Known::Nobody, |staff| of_staff(staff, id));
    match person {
        TextOr::Text(id) => with_id(id),
        TextOr::Record(Person { staff, .. }) if staff.is_set() => with_id(staff.get().map_or("", String::as_str)),
        TextOr::Record(person) => {
            let Some(name) = person.name.get() else { return Known::Nobody };
            let written: Vec<&str> = person.titles().map(String::as_str).collect();
            let all = organisation.offices.iter().flat_map(|office| office.staff.iter());
            let namesake = |staff: &&Spanned<Staff>| staff.name.get().is_some_and(|own| own == name);
            match all.into_iter().find(namesake) {
                _ if !written.is_empty() => Known::Titles(name.clone(), written),
                Some(staff) => of_staff(staff, name),
                None => Known::NameOnly(name),
            }
        }
    }
}
