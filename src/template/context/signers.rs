//! Who signs that a plan is agreed to: the lines for the signatures, without any name.

use crate::case::Case;
use crate::case::child::{Guardian, GuardianClass};
use crate::case::event::{Event, EventKind};
use crate::value::Date;
use serde::Serialize;

/// 成年 (民法4条).
const MAJORITY: u32 = 18;

/// One of `plan.signers`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct SignerContext {
    /// 保護者, 里親, 施設長, 未成年後見人, 本人 or 代筆者.
    who: &'static str,
    /// 父, 母 …, where several guardians sign.
    relation: Option<String>,
}

/// The lines of a child's plan made on a day: of each guardian who signs; of 本人, who has come of age and has no guardian; of
/// whoever wrote in somebody's place when this plan was agreed to, or, before that, the last paper up to its day.
pub(super) fn signers(case: &Case, plan: &str, day: Option<Date>) -> Vec<SignerContext> {
    let child = &case.child.value;
    let guardians: Vec<&Guardian> = child.guardians.iter().map(|one| &one.value).collect();
    let marked: Vec<&Guardian> = guardians.iter().copied().filter(|one| one.signs.get() == Some(&true)).collect();
    let signing = if marked.is_empty() { guardians.into_iter().take(1).collect() } else { marked };
    let several = signing.len() > 1;
    let line = |guardian: &Guardian| SignerContext {
        who: who(guardian),
        relation: guardian.relation.get().filter(|_| several).cloned(),
    };
    let mut lines: Vec<SignerContext> = signing.into_iter().map(line).collect();
    if lines.is_empty() {
        let of_age = child.born.get().zip(day).is_some_and(|(born, day)| born.plus_months(12 * MAJORITY) <= day);
        lines.push(SignerContext { who: if of_age { "本人" } else { "保護者" }, relation: None });
    }
    if consent(case, plan, day).is_some_and(|event| event.proxy.is_set()) {
        lines.push(SignerContext { who: "代筆者", relation: None });
    }
    lines
}

/// The consent by which a plan's lines are known: its own, else the last one up to its day.
fn consent<'a>(case: &'a Case, plan: &str, day: Option<Date>) -> Option<&'a Event> {
    let trail = case.events.iter().flat_map(|events| events.value.iter()).map(|event| &event.value);
    let consents: Vec<&Event> = trail.filter(|event| event.kind.get() == Some(&EventKind::Consented)).collect();
    let is_own = |event: &&&Event| {
        let target = event.target.get().map(String::as_str).unwrap_or_default();
        target.split('#').next() == Some(plan)
    };
    let is_before = |event: &&&Event| event.date.get().zip(day).is_none_or(|(date, day)| *date <= day);
    consents.iter().rev().find(is_own).or_else(|| consents.iter().rev().find(is_before)).copied()
}

fn who(guardian: &Guardian) -> &'static str {
    match guardian.standing.get() {
        Some(GuardianClass::FosterParent) => "里親",
        Some(GuardianClass::InstitutionHead) => "施設長",
        Some(GuardianClass::LegalGuardian) => "未成年後見人",
        Some(GuardianClass::Parent) | None => "保護者",
    }
}

#[cfg(test)]
mod tests {
    use super::signers;
    use crate::case::load_case;
    use crate::source::Memory;

    /// Who signs, in the words of the form, for a child with these guardians and this trail.
    fn lines(guardians: &str, events: &str, day: &str) -> Vec<String> {
        let child = format!("氏名: 佐藤 はな\n生年月日: 2008-05-14\n{guardians}");
        let files = Memory::new().with("cases/hana/child.yaml", child).with("cases/hana/events.yaml", events);
        let case = load_case(&files, "hana");
        let told = |one: super::SignerContext| one.who.to_owned() + &one.relation.unwrap_or_default();
        signers(&case, &format!("plan/{day}"), Some(day.parse().expect("a day"))).into_iter().map(told).collect()
    }

    const MOTHER: &str = "保護者:\n  - {氏名: 佐藤 恵, 続柄: 母, 区分: 親権者}\n";
    const BOTH: &str = "保護者:\n  - {氏名: 佐藤 恵, 続柄: 母, 同意者: true}\n  - {氏名: 佐藤 隆, 続柄: 父, 同意者: true}\n  - {氏名: 高橋 和子, 続柄: 祖母}\n";

    #[test]
    fn whoever_consents_has_a_line() {
        assert_eq!(lines(MOTHER, "[]", "2024-03-28"), ["保護者"]);
        assert_eq!(lines(BOTH, "[]", "2024-03-28"), ["保護者母", "保護者父"]);
        for standing in ["里親", "施設長", "未成年後見人"] {
            let guardian = format!("保護者:\n  - {{氏名: 森 修, 区分: {standing}}}\n");
            assert_eq!(lines(&guardian, "[]", "2024-03-28"), [standing]);
        }
    }

    #[test]
    fn somebody_of_age_without_a_guardian_signs_on_the_birthday_and_not_the_day_before() {
        assert_eq!(lines("", "[]", "2026-05-13"), ["保護者"]);
        assert_eq!(lines("", "[]", "2026-05-14"), ["本人"]);
        assert_eq!(lines(MOTHER, "[]", "2026-05-14"), ["保護者"]);
    }

    #[test]
    fn who_wrote_in_somebodys_place_the_last_time_has_a_line_too() {
        let by_hand =
            "- {日付: 2024-03-28, 種類: 同意, 対象: plan/2024-03-28, 代筆: {氏名: 佐藤 隆, 続柄: 父, 理由: けが}}\n";
        assert_eq!(lines(MOTHER, by_hand, "2024-09-20"), ["保護者", "代筆者"]);
        let later = format!("{by_hand}- {{日付: 2024-09-20, 種類: 同意, 対象: plan/2024-09-20}}\n");
        assert_eq!(lines(MOTHER, &later, "2025-03-20"), ["保護者"]);
        assert_eq!(
            lines(MOTHER, &later, "2024-03-28"),
            ["保護者", "代筆者"],
            "printed anew, a plan is as it was signed"
        );
        assert_eq!(lines(MOTHER, by_hand, "2024-03-20"), ["保護者"], "what came later says nothing of it");
    }
}
