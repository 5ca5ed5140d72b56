//! Dates of birth that cannot be: to come, of another century, of a mother younger than her child.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::child::Relative;
use crate::diagnostic::{Code, Severity};
use crate::timeline::Today;
use crate::value::{Age, Birth, Date};

pub(super) static RULE: Rule = Rule {
    code: Code::new("birth-implausible"),
    group: Group::Facts,
    summary: "生年月日がありえない",
    explanation: include_str!("birth-implausible.md"),
    certainty: Certainty::Program,
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// Services for children end at 18, at 20 where they are prolonged.
const CHILD_AT_MOST: Age = Age(30);
const PERSON_AT_MOST: Age = Age(120);
const FIRST_YEAR: i32 = 1900;
/// Between the births of a parent and a child.
const GENERATION: u32 = 12;
const ELDERS: [&str; 6] = ["母", "父", "祖母", "祖父", "実母", "実父"];

const REMEDY: &str = "元号と年を確かめて書き直してください";

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let child = facts.child;
    if let Some((born, span)) = child.value.born.spanned()
        && let Some((severity, why)) = doubt_of_child(*born, facts.ground.today)
    {
        let finding = reporter.report(span.place(), format!("本人の生年月日({born})は、{why}"));
        finding.severity = severity;
        finding.help = Some(REMEDY.to_owned());
    }
    for relative in child.value.family.iter() {
        let Some((born, span)) = relative.born.spanned() else { continue };
        // What is wrong with the child's own date makes every other one look wrong.
        let own = child.value.born.get().filter(|own| doubt_of_child(**own, facts.ground.today).is_none());
        let Some((severity, why)) = doubt_of_relative(relative, born, own, facts.ground.today) else {
            continue;
        };
        let who = relative.relation.get().or(relative.name.get()).map_or("家族", String::as_str);
        let written = born.words();
        let message = format!("{who}の生年月日({})は、{why}", written.trim_end_matches('生'));
        let finding = reporter.report(span.place(), message);
        finding.severity = severity;
        finding.help = Some(REMEDY.to_owned());
    }
}

fn doubt_of_child(born: Date, today: &Today) -> Option<(Severity, String)> {
    if !today.has_come(born) {
        return Some((Severity::Error, "まだ来ていない日です".to_owned()));
    }
    if born.parts().0 < FIRST_YEAR {
        return Some((Severity::Error, "ありえない年です".to_owned()));
    }
    let age = today.age(born).filter(|age| *age > CHILD_AT_MOST)?;
    Some((Severity::Warning, format!("児童としては年齢が高すぎます({age})")))
}

fn doubt_of_relative(
    relative: &Relative,
    born: &Birth,
    child: Option<&Date>,
    today: &Today,
) -> Option<(Severity, String)> {
    if !today.has_come(born.earliest()) {
        return Some((Severity::Error, "まだ来ていない日です".to_owned()));
    }
    if today.age(born.latest()).is_some_and(|age| age > PERSON_AT_MOST) {
        return Some((Severity::Error, "120 歳を超えます".to_owned()));
    }
    let elder = relative.relation.get().is_some_and(|relation| ELDERS.contains(&relation.as_str()));
    let child = child.filter(|child| today.has_come(**child))?;
    (elder && born.earliest().plus_months(GENERATION * 12) > *child)
        .then(|| (Severity::Warning, format!("本人の生年月日({child})と近すぎます")))
}

#[cfg(test)]
mod tests {
    use super::{doubt_of_child, doubt_of_relative};
    use crate::case::child::Relative;
    use crate::diagnostic::Severity::{self, Error, Warning};
    use crate::record;
    use crate::source::Source;
    use crate::timeline::Today;
    use crate::value::Date;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn a_child_is_born_and_no_older_than_thirty() {
        let today = Today::new(date("2026-04-01"));
        let doubt = |born| doubt_of_child(date(born), &today).map(|(severity, _)| severity);
        for (born, severity) in [
            ("2026-04-01", None),
            ("2026-04-02", Some(Error)),
            ("9999-12-31", Some(Error)),
            ("1000-05-14", Some(Error)),
            ("1995-04-02", None),
            ("1995-04-01", Some(Warning)),
            ("2016-05-14", None),
        ] {
            assert_eq!(doubt(born), severity, "{born}");
        }
    }

    #[test]
    fn relatives_are_of_their_generation() {
        for (relative, severity) in [
            ("{続柄: 母, 生年月日: 昭和61年8月2日}", None),
            ("{続柄: 母, 生年月日: 昭和61年}", None),
            ("{続柄: 母, 生年月日: 平成28年8月2日}", Some(Warning)),
            ("{続柄: 母, 生年月日: 2004-05-14}", None),
            ("{続柄: 母, 生年月日: 2004-05-15}", Some(Warning)),
            ("{続柄: 弟, 生年月日: 2025-08-02}", None),
            ("{続柄: 弟, 生年月日: 令和18年8月2日}", Some(Error)),
            ("{続柄: 曽祖母, 生年月日: 大正4年8月2日}", None),
            ("{続柄: 祖母, 生年月日: 明治4年}", Some(Error)),
            ("{続柄: 祖母, 生年月日: 1000-01-01}", Some(Error)),
        ] {
            assert_eq!(doubt(relative), severity, "{relative}");
        }
    }

    fn doubt(relative: &str) -> Option<Severity> {
        let source = Source::new("child.yaml", relative);
        let mut findings = Vec::new();
        let mut tree = record::parse_yaml(&source, 0..relative.len(), &mut findings);
        let read: Relative = record::read(&source, &mut tree, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        let born = read.born.get().expect("a birth");
        doubt_of_relative(&read, born, Some(&date("2016-05-14")), &Today::new(date("2026-04-01")))
            .map(|(severity, _)| severity)
    }
}
