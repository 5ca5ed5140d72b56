//! 意向 in which only the child or only the family speaks.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::open_plan;
use super::words::OfficeWords;
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::value::Text;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("wish-one-voice"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "意向に、本人か家族の一方しか書かれていない",
    explanation: include_str!("wish-one-voice.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["意向", "意向.*"]), (Reach::Child, &["保護者"])],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some((wishes, span)) = open_plan(facts, document).and_then(|plan| plan.wishes.spanned()) else { return };
    let words = OfficeWords::of(&facts.ground.organisation.value);
    let silent = |wish: &Field<Text>| wish.get().is_none_or(|text| words.is_blank(text.as_str()));
    // A person of age may have no guardian whose wishes there could be.
    let has_family = !facts.child.value.guardians.is_empty() || !facts.child.value.family.is_empty();
    let voices = [("本人", &wishes.child, true), ("家族", &wishes.family, has_family)];
    let missing: Vec<_> = voices.into_iter().filter(|(_, wish, owed)| *owed && silent(wish)).collect();
    let Some((_, first, _)) = missing.first() else { return };
    let names: Vec<&str> = missing.iter().map(|(name, ..)| *name).collect();
    let place = first.span().unwrap_or(span).place();
    let finding = reporter.report(place, format!("意向に、{}の希望が書かれていません", names.join("と")));
    finding.help = Some(match names.as_slice() {
        ["家族"] => "`家族: …` に、家族の希望を、話したままの言葉で書いてください".to_owned(),
        _ => format!(
            "`{}: …` に、面談で聞いた言葉をそのまま書いてください。本人が言葉で話さないときは、表情・しぐさ・選んだ物から読み取ったことと、いつ見たかを書きます",
            names.join(": …` と `")
        ),
    });
}
