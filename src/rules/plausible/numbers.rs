//! Numbers that cannot be: an interval of 0, 99 days a month, more than the highest ceiling.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::child::Child;
use crate::case::{Document, Model, MonitoringTerm};
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, Spanned};
use crate::source::{Place, Span};
use crate::value::half_width;

pub(super) static RULE: Rule = Rule {
    code: Code::new("number-implausible"),
    group: Group::Facts,
    summary: "数がありえない",
    explanation: include_str!("number-implausible.md"),
    certainty: Certainty::Program,
    judges: Judges::own(&[]),
    checks: &[Check::Child(check_child), Check::Paper(check_paper)],
    ..Rule::BASE
};

/// 一般2: the highest class.
const HIGHEST_CEILING: u32 = 37_200;
/// Some cities print a choice of twelve months.
const LONGEST_INTERVAL: u32 = 12;
/// Monthly monitoring for ten years.
const MOST_TIMES: u32 = 120;

fn check_child(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    for (span, doubt) in of_child(&facts.child.value) {
        report(span.place(), doubt, reporter);
    }
}

fn check_paper(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let found = match &document.model {
        Model::ConsultationPlan(plan) => {
            let needs = plan.needs.iter().flat_map(|need| {
                let amounts = need.services.iter().filter_map(|service| amount("量", &service.amount));
                at_least_one("優先順位", &need.priority).into_iter().chain(amounts).collect::<Vec<_>>()
            });
            terms(&plan.monitoring).into_iter().chain(needs).collect()
        }
        Model::Plan(plan) => plan.rows.iter().filter_map(|row| at_least_one("優先順位", &row.priority)).collect(),
        Model::Meeting(meeting) => at_least_one("開催回数", &meeting.number).into_iter().collect(),
        _ => Vec::new(),
    };
    for (span, doubt) in found {
        report(span.place(), doubt, reporter);
    }
}

fn report(place: Place, doubt: NumberFault, reporter: &mut Reporter<'_>) {
    let finding = reporter.report(place, doubt.message);
    finding.severity = doubt.severity;
    finding.help = Some(doubt.help);
}

/// What is wrong with a number.
#[derive(Debug)]
struct NumberFault {
    severity: Severity,
    message: String,
    help: String,
}

fn error(message: String, help: impl Into<String>) -> NumberFault {
    NumberFault { severity: Severity::Error, message, help: help.into() }
}

fn warning(message: String, help: impl Into<String>) -> NumberFault {
    NumberFault { severity: Severity::Warning, ..error(message, help) }
}

fn of_child(child: &Child) -> Vec<(Span, NumberFault)> {
    let mut found = Vec::new();
    for certificate in child.recipient_certificates.iter() {
        found.extend(certificate.services.iter().filter_map(|service| amount("支給量", &service.amount)));
        found.extend(terms(&certificate.monitoring));
        if let Some((yen, span)) = certificate.monthly_ceiling.spanned().filter(|(yen, _)| yen.0 > HIGHEST_CEILING) {
            let message = format!("負担上限月額({}円)が、最も高い区分の {HIGHEST_CEILING}円を超えています", yen.0);
            found.push((span, warning(message, "受給者証の 負担上限月額 を確かめて書き直してください")));
        }
    }
    found
}

fn terms(terms: &[Spanned<MonitoringTerm>]) -> Vec<(Span, NumberFault)> {
    let every = terms.iter().filter_map(|term| match &term.value {
        MonitoringTerm::Every(interval) => Some(interval),
        MonitoringTerm::In(_) => None,
    });
    let doubts = every.flat_map(|term| {
        let interval = term.interval.spanned().and_then(|(months, span)| Some((span, of_interval(*months)?)));
        let times = term.times.spanned().and_then(|(times, span)| Some((span, of_times(*times)?)));
        [interval, times]
    });
    doubts.flatten().collect()
}

fn of_interval(months: u32) -> Option<NumberFault> {
    let help = "何か月ごとかを書いてください(毎月なら 1、半年ごとなら 6)";
    match months {
        0 => Some(error("モニタリングの間隔が 0 か月です".to_owned(), help)),
        1..=LONGEST_INTERVAL => None,
        _ => Some(warning(format!("モニタリングの間隔({months} か月)が 1 年を超えています"), help)),
    }
}

fn of_times(times: u32) -> Option<NumberFault> {
    match times {
        0 => Some(error(
            "モニタリングの回数が 0 回です".to_owned(),
            "何回続けるかを書いてください。決まっていなければ `回数` を書かずにおきます",
        )),
        1..=MOST_TIMES => None,
        _ => Some(warning(format!("モニタリングの回数({times} 回)が多すぎます"), "何回続けるかを書いてください")),
    }
}

fn at_least_one(what: &str, field: &Field<u32>) -> Option<(Span, NumberFault)> {
    let (_, span) = field.spanned().filter(|(number, _)| **number == 0)?;
    Some((span, warning(format!("{what}が 0 です"), "1 から数えて書いてください")))
}

fn amount(what: &str, field: &Field<String>) -> Option<(Span, NumberFault)> {
    let (text, span) = field.spanned()?;
    of_amount(what, text).map(|doubt| (span, doubt))
}

/// A count of days, visits or hours in an amount that no week and no month holds.
fn of_amount(what: &str, text: &str) -> Option<NumberFault> {
    let folded: String = half_width(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let starts = folded.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !folded[..*at].ends_with(|before: char| before.is_ascii_digit() || before == '.')
    });
    for (start, _) in starts {
        let end = folded[start..].find(|c: char| !c.is_ascii_digit()).map_or(folded.len(), |length| start + length);
        // 当該月の日数−8日 takes away.
        if folded[..start].ends_with(['-', '～']) && folded[..start].contains("日数") {
            continue;
        }
        let weekly = folded[..start].rsplit(['、', '(', '（', '。']).next().is_some_and(|before| before.contains('週'))
            || folded[end..].starts_with("日/週");
        let (most, unit) = match folded[end..].chars().next() {
            Some('日') if weekly => (7, "1 週間は 7 日まで"),
            Some('日') => (31, "1 か月は 31 日まで"),
            Some('時') if folded[..start].ends_with('月') => (744, "1 か月は 744 時間まで"),
            _ => continue,
        };
        let number: u64 = folded[start..end].parse().unwrap_or(u64::MAX);
        // 3か月、365日のうち: another length of time says that it is no month.
        let yearly =
            folded[..start].contains('年') || folded[..start].contains("か月") || folded[..start].contains("ヶ月");
        let help = || format!("{}を見て、月15日、週3日 のように書いてください", source_of(what));
        if number > most && !yearly {
            return Some(error(format!("{what}の「{}」は多すぎます({unit}です)", text.trim()), help()));
        }
        if number == 0 && most != 744 {
            return Some(warning(format!("{what}の「{}」は 0 日です", text.trim()), help()));
        }
    }
    None
}

fn source_of(what: &str) -> &'static str {
    if what == "支給量" { "受給者証" } else { "計画" }
}

#[cfg(test)]
mod tests {
    use super::{of_amount, of_interval, of_times};
    use crate::diagnostic::Severity::{Error, Warning};

    #[test]
    fn no_month_has_more_than_its_days() {
        for (text, severity) in [
            ("月15日", None),
            ("月31日", None),
            ("月32日", Some(Error)),
            ("月９９日", Some(Error)),
            ("月99999999999999999999日", Some(Error)),
            ("99日/月", Some(Error)),
            ("月0日", Some(Warning)),
            ("週7日", None),
            ("週8日", Some(Error)),
            ("8日/週", Some(Error)),
            ("月12日(週3日)", None),
            ("月12日(週31日)", Some(Error)),
            ("当該月の日数−8日", None),
            ("各月の日数から8日を控除した日数", None),
            ("原則の日数", None),
            ("月20時間", None),
            ("月745時間", Some(Error)),
            ("年間50日", None),
            ("3か月に1回", None),
            ("月12.5時間", None),
            ("面談は半年に2回、延長は週1回1時間", None),
            ("必要時", None),
        ] {
            assert_eq!(of_amount("支給量", text).map(|doubt| doubt.severity), severity, "{text}");
        }
    }

    #[test]
    fn an_interval_is_a_month_at_least() {
        let interval = |months| of_interval(months).map(|doubt| doubt.severity);
        assert_eq!([0, 1, 12, 13].map(interval), [Some(Error), None, None, Some(Warning)]);
        let times = |times| of_times(times).map(|doubt| doubt.severity);
        assert_eq!([0, 1, 120, 121].map(times), [Some(Error), None, None, Some(Warning)]);
    }
}
