//! A consent that is older than what it consents to.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::event::EventKind;
use crate::case::paper::{Part, Role};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::source::Place;
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consent-predated"),
    group: Group::Trail,
    summary: "同意の日が、計画や説明より前になっている",
    explanation: include_str!("consent-predated.md"),
    certainty: Certainty::Verified,
    judges: Judges { received: false, ..Judges::ALL },
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// A sheet that serves as 原案 and 確定 may get a new 作成日 within this time of its consent.
const ONE_SHEET_MONTHS: u32 = 2;
/// 作成日 of a 障害児支援利用計画 may be the day of its print.
const PRINTED_MONTHS: u32 = 1;

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(trail) = facts.timeline.trail() else { return };
    let parts = document.paper().parts();
    for (part, sheet) in parts.iter().filter_map(|part| Some((part, ConsentedSheet::of(document, part)?))) {
        let Some(lines) = trail.about(&part.target(document)) else { continue };
        let days_of = |kind| lines.iter().filter(move |event| event.kind.get() == Some(&kind));
        let explained =
            days_of(EventKind::Explained).filter_map(|event| event.date.spanned()).min_by_key(|(day, _)| **day);
        for consent in days_of(EventKind::Consented) {
            let Some((day, span)) = consent.date.spanned() else { continue };
            match (sheet.severity(*day), explained) {
                (Some(severity), _) => {
                    let message = format!("同意の日付({day})が、{}の作成日({})より前です", sheet.title, sheet.made);
                    let finding = reporter.report(trail.place_at(span), message);
                    finding.severity = severity;
                    finding.related.push((sheet.place.clone(), "作成日".to_owned()));
                    finding.help = Some("署名された紙の日付を見て、同意の日付か作成日を直してください".to_owned());
                }
                (None, Some((explained, there))) if day < explained => {
                    let message = format!("同意の日付({day})が、説明の日付({explained})より前です");
                    let finding = reporter.report(trail.place_at(span), message);
                    finding.related.push((trail.place_at(there), "説明".to_owned()));
                    finding.help =
                        Some("説明してから同意を得ます。どちらかの日付を紙のとおりに直してください".to_owned());
                }
                _ => {}
            }
        }
    }
}

/// What is consented to by itself, with the day on which it came to be.
struct ConsentedSheet {
    title: String,
    made: Date,
    place: Place,
    kind: ConsentAct,
}

#[derive(Clone, Copy)]
enum ConsentAct {
    /// It has a day of its own on which it came to be.
    Own,
    /// 原案 and 確定 in one.
    Both,
    /// Of the 相談支援.
    Consultation,
}

impl ConsentedSheet {
    fn of(document: &Document, part: &Part<'_>) -> Option<Self> {
        let (made, span) = part.date.spanned()?;
        let title = part.name().unwrap_or_else(|| format!("{}({})", document.form_title(), document.name));
        let kind = match &document.model {
            Model::ConsultationPlan(_) => ConsentAct::Consultation,
            _ if document.link(Role::Draft).is_some_and(|link| link.name.is_set()) => ConsentAct::Own,
            _ => ConsentAct::Both,
        };
        Some(Self { title, made: *made, place: span.place(), kind })
    }

    /// How grave a consent of this day is; none where it is none too early.
    fn severity(&self, consented: Date) -> Option<Severity> {
        let early = |months: u32| consented.plus_months(months) < self.made;
        match self.kind {
            _ if consented >= self.made => None,
            ConsentAct::Own => Some(Severity::Error),
            ConsentAct::Both => early(ONE_SHEET_MONTHS).then_some(Severity::Error),
            ConsentAct::Consultation if early(PRINTED_MONTHS) => Some(Severity::Error),
            ConsentAct::Consultation => Some(Severity::Warning),
        }
    }
}
