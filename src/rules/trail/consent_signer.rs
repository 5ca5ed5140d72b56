//! A consent signed by somebody who cannot give it: a member of staff, or nobody whom child.yaml knows.

use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use super::parties::{is_guardian, same};
use crate::case::child::Child;
use crate::case::event::{Event, EventKind};
use crate::case::party::Organisation;
use crate::diagnostic::Severity;
use crate::record::{Field, TextOr};

pub(in super::super) static RULE: Rule = Rule {
    code: "consent-signer",
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "同意の署名者が、保護者でも本人でもない",
    explanation: include_str!("consent-signer.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Child, &["氏名", "保護者", "保護者.*", "家族", "家族.氏名", "緊急連絡先", "緊急連絡先.氏名"]),
        (Reach::Office, &["事業所", "職員", "職員.id", "職員.氏名"]),
    ],
    check: Check::Case(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let (Some(events), child) = (&scope.case.events, &scope.case.child) else { return };
    if child.broken {
        return;
    }
    let consents = events.value.iter().filter(|event| event.kind.get() == Some(&EventKind::Consented));
    for event in consents {
        let Some((signer, span)) = event.signer.spanned() else { continue };
        let Some(doubt) = doubt(signer, &child.value, &scope.organisation.value) else { continue };
        let finding = reporter.report(events.place(Some(span)), format!("署名者「{signer}」は{}", doubt.why));
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

fn doubt(signer: &str, child: &Child, organisation: &Organisation) -> Option<Doubt> {
    let is = |field: &Field<String>| field.get().is_some_and(|name| same(name, signer));
    // 本人 may sign beside the guardian, and alone from 18 on.
    if is_guardian(child, &TextOr::Text(signer.to_owned())) || is(&child.name) || signer.trim() == "本人" {
        return None;
    }
    let staff = organisation.offices.iter().flat_map(|office| office.staff.iter());
    if staff.into_iter().any(|staff| is(&staff.name) || is(&staff.id)) {
        return Some(Doubt { severity: Severity::Error, why: "事業所の職員です".to_owned(), relative: false });
    }
    if child.guardians.is_empty() {
        return None;
    }
    let family = child.family.iter().find(|one| is(&one.name)).map(|one| &one.relation);
    let contact = || child.emergency.iter().find(|one| is(&one.name)).map(|one| &one.relation);
    Some(match family.or_else(contact) {
        Some(relation) => {
            let relation = relation.get().map(|relation| format!("({relation})")).unwrap_or_default();
            let why = format!("家族{relation}ですが、保護者として書かれていません");
            Doubt { severity: Severity::Warning, why, relative: true }
        }
        None => Doubt {
            severity: Severity::Warning,
            why: "child.yaml の保護者にも本人にも当たりません".to_owned(),
            relative: false,
        },
    })
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
