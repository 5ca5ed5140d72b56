//! Numbers of certificates and of offices that are not the ten digits they must be.

use super::super::facts::{Facts, Ground};
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, lookalike, plain_word};
use crate::source::Place;
use crate::value::half_width;

pub(super) static RULE: Rule = Rule {
    code: Code::new("certificate-number"),
    group: Group::Facts,
    severity: Severity::Warning,
    summary: "受給者証番号・事業所番号が 10 桁の数字でない",
    explanation: include_str!("certificate-number.md"),
    certainty: Certainty::SecondHand,
    checks: &[Check::Office(check_office), Check::Child(check_child), Check::Paper(check_paper)],
    names_letters: true,
    ..Rule::BASE
};

const LENGTH: usize = 10;

fn check_child(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    for certificate in facts.child.value.recipient_certificates.iter() {
        judge("受給者証の番号", &certificate.number, |span| span.place(), reporter);
    }
}

fn check_paper(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if let Some(office) = document.written_office() {
        judge("事業所の番号", &office.number, |span| span.place(), reporter);
    }
}

fn check_office(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    for office in ground.organisation.value.offices.iter() {
        judge("事業所の番号", &office.number, |span| span.place(), reporter);
    }
}

fn judge(what: &str, field: &Field<String>, place: impl Fn(crate::source::Span) -> Place, reporter: &mut Reporter<'_>) {
    let Some((number, span)) = field.spanned() else { return };
    if let Some((message, help)) = doubt(number) {
        reporter.report(place(span), format!("{what}「{number}」{message}")).help = Some(help);
    }
}

/// What is wrong with a number, and what to write instead.
fn doubt(number: &str) -> Option<(String, String)> {
    let number = number.trim();
    let is_right = |text: &str| text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_digit());
    if is_right(number) {
        return None;
    }
    let write = |right: &str| format!("番号: \"{right}\" と書いてください");
    if let Some(odd) = lookalike(number) {
        let help = format!("その字を消し、{}", write(&plain_word(number)));
        return Some((format!("に、{}が入っています", odd.named()), help));
    }
    let narrow = half_width(number);
    let joined: String = narrow.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits: String = joined
        .chars()
        .map(|c| match c {
            'O' | 'o' | 'Ｏ' | '〇' | '○' => '0',
            'l' | 'I' | '|' => '1',
            c => c,
        })
        .collect();
    let check = "受給者証や指定通知書を見て、10 桁の数字を書いてください".to_owned();
    Some(match () {
        () if is_right(&narrow) => ("に全角の数字があります".to_owned(), format!("半角で {}", write(&narrow))),
        () if is_right(&joined) => ("に空白やハイフンがあります".to_owned(), write(&joined)),
        () if joined != digits => {
            let help =
                if is_right(&digits) { format!("紙を見て、正しければ {}", write(&digits)) } else { check };
            ("に、数字ではない字(英字の O や l)があります".to_owned(), help)
        }
        () if !digits.bytes().all(|b| b.is_ascii_digit()) => ("に、数字ではない字があります".to_owned(), check),
        () if digits.len() < LENGTH && !digits.starts_with('0') => {
            let padded = format!("{digits:0>LENGTH$}");
            let help = format!("先頭の 0 が消えていませんか。紙を見て、正しければ {}", write(&padded));
            (format!("は {} 桁です(10 桁のはずです)", digits.len()), help)
        }
        () => (format!("は {} 桁です(10 桁のはずです)", digits.len()), check),
    })
}

#[cfg(test)]
mod tests {
    use super::doubt;

    #[test]
    fn each_slip_is_named_with_what_is_right() {
        for (number, message, help) in [
            ("001234567", "は 9 桁です", "受給者証や指定通知書を見て"),
            ("00123456789", "は 11 桁です", "受給者証や指定通知書を見て"),
            ("００１２３４５６７８", "全角の数字", "\"0012345678\""),
            ("OO12345678", "英字の O", "\"0012345678\""),
            ("12345678", "は 8 桁です", "\"0012345678\""),
            ("0012-345-678", "ハイフン", "\"0012345678\""),
            ("001234 5678", "空白", "\"0012345678\""),
            ("00l2345678", "英字の O や l", "\"0012345678\""),
            ("第0012345678号", "数字ではない字", "10 桁の数字"),
            ("不明", "数字ではない字", "10 桁の数字"),
        ] {
            let (said, remedy) = doubt(number).unwrap_or_else(|| panic!("{number} is wrong"));
            assert!(said.contains(message), "{number}: {said}");
            assert!(remedy.contains(help), "{number}: {remedy}");
        }
        for number in ["0012345678", " 1250000000 "] {
            assert!(doubt(number).is_none(), "{number}");
        }
    }
}
