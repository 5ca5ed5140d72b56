//! A consent signed by somebody who cannot give it: a member of staff, or nobody whom child.yaml knows.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::child::Child;
use crate::case::event::{Event, EventKind};
use crate::diagnostic::{Code, Severity};
use crate::directory::{Directory, Somebody};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consent-signer"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "同意の署名者が、保護者でも本人でもない",
    explanation: include_str!("consent-signer.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Child, &["氏名", "保護者", "保護者.*", "家族", "家族.氏名", "緊急連絡先", "緊急連絡先.氏名"]),
        (Reach::Office, &["事業所", "職員", "職員.id", "職員.氏名"]),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let (Some(events), child) = (facts.events, facts.child) else { return };
    if child.broken {
        return;
    }
    let consents = events.value.iter().filter(|event| event.kind.get() == Some(&EventKind::Consented));
    for event in consents {
        let Some((signer, span)) = event.signer.spanned() else { continue };
        let Some(doubt) = doubt(signer, facts.directory) else { continue };
        let finding = reporter.report(span.place(), format!("署名者「{signer}」は{}", doubt.why));
        finding.severity = doubt.severity;
        finding.help = Some(help(&child.value, &doubt, event));
    }
}

/// Why somebody cannot have signed.
struct Doubt {
    severity: Severity,
    why: String,
    /// A relative, who could be made a guardian.
    relative: bool,
}

fn doubt(signer: &str, directory: &Directory<'_>) -> Option<Doubt> {
    let unknown = |why: String, relative| Some(Doubt { severity: Severity::Warning, why, relative });
    let relation = match directory.find(signer) {
        // 本人 may sign beside the guardian, and alone from 18 on.
        Some(Somebody::Guardian(_) | Somebody::Child(_)) => return None,
        Some(Somebody::Staff(_)) => {
            return Some(Doubt {
                severity: Severity::Error, why: "事業所の職員です".to_owned(), relative: false
            });
        }
        _ if directory.child().guardians.is_empty() => return None,
        Some(Somebody::Relative(relative)) => &relative.relation,
        Some(Somebody::Contact(contact)) => &contact.relation,
        None => return unknown("child.yaml の保護者にも本人にも当たりません".to_owned(), false),
    };
    let relation = relation.get().map(|relation| format!("({relation})")).unwrap_or_default();
    unknown(format!("家族{relation}ですが、保護者として書かれていません"), true)
}

fn help(child: &Child, doubt: &Doubt, event: &Event) -> String {
    let guardians: Vec<&str> =
        child.guardians.iter().filter_map(|guardian| guardian.name.get()).map(String::as_str).collect();
    let known = if guardians.is_empty() { "保護者の氏名".to_owned() } else { guardians.join("、") };
    let proxy = if event.proxy.is_set() { "代わりに書いた人は `代筆` だけに書きます。" } else { "" };
    let other = match doubt.severity {
        Severity::Error => "説明した職員は `説明者` に書きます".to_owned(),
        _ if doubt.relative => "この人が保護者なら、child.yaml の 保護者 に加えてください".to_owned(),
        _ => "氏名の書き方を child.yaml にそろえてください。別の保護者なら、child.yaml の 保護者 に加えてください"
            .to_owned(),
    };
    format!("署名された紙を見て、署名した人({known})を書いてください。{proxy}{other}")
}
