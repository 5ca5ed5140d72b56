//! One 受給者証番号 with two children: a folder that was copied for the next child and not finished.

use super::super::companion::Companion;
use super::super::mark::mark;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Span;
use crate::value::half_width;

pub(super) static RULE: Rule = Rule {
    code: Code::new("certificate-shared"),
    group: Group::Facts,
    severity: Severity::Warning,
    summary: "別の児童と同じ受給者証番号か、同じ生年月日・住所・電話になっている",
    explanation: include_str!("certificate-shared.md"),
    certainty: Certainty::SecondHand,
    checks: &[Check::Together { marks, least: 1, most: 8, compare }],
    ..Rule::BASE
};

/// The numbers of the certificates, and 生年月日, 住所 and 電話 together.
fn marks(child: &Companion<'_>) -> Vec<u64> {
    let numbers = numbers(child).into_iter().map(|(number, _)| number);
    numbers.chain(home(child).map(|(home, _)| home)).map(|shared| mark(&shared)).collect()
}

fn numbers(child: &Companion<'_>) -> Vec<(String, Span)> {
    let certificates = child.child.value.recipient_certificates.iter();
    let written = certificates.filter_map(|certificate| certificate.number.spanned());
    written.map(|(number, span)| (squeezed(number), span)).filter(|(number, _)| !number.is_empty()).collect()
}

/// 生年月日, 住所 and 電話 in one, where all three are written, and the place of the first.
fn home(child: &Companion<'_>) -> Option<(String, Span)> {
    let own = &child.child.value;
    let text = |field: &Field<String>| field.get().map(|text| squeezed(text)).filter(|text| !text.is_empty());
    let (born, span) = own.born.spanned()?;
    Some((format!("{born}\n{}\n{}", text(&own.address)?, text(&own.phone)?), span))
}

fn squeezed(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn compare(own: &Companion<'_>, other: &Companion<'_>, reporter: &mut Reporter<'_>) {
    let homes = home(own).zip(home(other)).filter(|((one, _), (another, _))| one == another);
    let theirs = numbers(other);
    let shared = numbers(own).into_iter().find_map(|(number, span)| {
        let (_, there) = theirs.iter().find(|(another, _)| *another == number)?;
        Some((number, span, *there))
    });
    if let Some((number, span, there)) = shared {
        let too = if homes.is_some() { "。生年月日・住所・電話も同じです" } else { "" };
        let message = format!("受給者証の番号「{number}」が、{}({})と同じです{too}", other.name(), other.id);
        let finding = reporter.report(span.place(), message);
        finding.related.push((there.place(), format!("{}の番号", other.name())));
        finding.help = Some("受給者証を見て、番号(写して作ったのなら、ほかの欄も)を確かめてください".to_owned());
        return;
    }
    let names = |one: &Companion<'_>, another: &Companion<'_>| {
        one.child.value.siblings.iter().any(|sibling| sibling.value == another.id)
    };
    if let Some(((_, span), (_, there))) = homes.filter(|_| !names(own, other) && !names(other, own)) {
        let message = format!("生年月日・住所・電話が、{}({})と同じです", other.name(), other.id);
        let finding = reporter.report(span.place(), message);
        finding.related.push((there.place(), format!("{}の生年月日", other.name())));
        finding.help = Some(format!(
            "写したままの欄がないか確かめてください。双子などで本当に同じなら、`きょうだい: [{}]` と書いてください",
            other.id
        ));
    }
}
