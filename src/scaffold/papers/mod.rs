//! What is known of each kind of paper: one file a noun, as in `case`.

mod assessment;
mod child;
mod consult;
mod interview;
mod meeting;
mod monitoring;
mod plan;
mod provision;
mod quotations;
mod specialist;

use super::fill::Filling;
use super::known::SheetFacts;
use crate::case::FileKind;

/// What is filled in on a new file of a kind.
pub(super) fn filling(kind: FileKind, known: &SheetFacts<'_>) -> Filling {
    match kind {
        FileKind::Child => child::filling(known),
        FileKind::Organisation | FileKind::Events => Filling::default(),
        FileKind::Document(kind) => match kind.id {
            "assessment" => assessment::filling(known),
            "plan" => plan::filling(known),
            "meeting" => meeting::filling(known),
            "monitoring" => monitoring::filling(known),
            "interview" => interview::filling(known),
            "record" => provision::filling(known),
            "specialist" => specialist::filling(known),
            "consult-basic" => consult::basic(known),
            "consult-plan" => consult::plan(known),
            "consult-meeting" => meeting::care_filling(known),
            "consult-monitoring" => consult::monitoring(known),
            other => unreachable!("internal: {other} has no scaffold"),
        },
    }
}
