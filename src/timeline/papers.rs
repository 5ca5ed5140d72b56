//! The papers of a child, by kind, and how they name each other.

use super::Timeline;
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::meeting::{Meeting, MeetingKind};
use crate::case::monitoring::Monitoring;
use crate::case::paper::{Role, State};
use crate::case::plan::SupportPlan;
use crate::case::specialist::SpecialistPlan;
use crate::case::{Document, KINDS, Kind, Model, consult};

/// The readable papers of one kind with their records.
macro_rules! of_kind {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $record:ty) => {
        $(#[$doc])*
        pub fn $name(&self) -> impl Iterator<Item = (&'a Document, &'a $record)> + use<'a> {
            self.papers().filter_map(|document| match &document.model {
                Model::$variant(record) => Some((document, record)),
                _ => None,
            })
        }
    };
}

impl<'a> Timeline<'a> {
    /// Every paper that could be read, by kind and then by name.
    pub fn papers(&self) -> impl Iterator<Item = &'a Document> + use<'a> {
        self.files().filter(|document| !document.broken)
    }

    /// The same with those that could not be read.
    pub fn files(&self) -> impl Iterator<Item = &'a Document> + use<'a> {
        self.case.documents.iter()
    }

    of_kind!(
        /// Every 個別支援計画.
        support_plans, Plan, SupportPlan
    );
    of_kind!(
        /// Every 障害児支援利用計画, 案 included.
        consultation_plans, ConsultationPlan, ConsultationPlan
    );
    of_kind!(
        /// Every モニタリング記録.
        monitorings, Monitoring, Monitoring
    );
    of_kind!(
        /// Every 専門的支援実施計画.
        specialist_plans, Specialist, SpecialistPlan
    );
    of_kind!(
        /// Every モニタリング報告書.
        reports, ConsultationMonitoring, MonitoringReport
    );

    /// The サービス担当者会議録, also those that could not be read. A record whose 種類 is missing is one.
    pub fn care_meetings(&self) -> impl Iterator<Item = (&'a Document, &'a Meeting)> + use<'a> {
        let sheets = self.files().filter(|document| document.kind.id == consult::meeting::KIND.id);
        sheets.filter_map(|document| match &document.model {
            Model::Meeting(meeting) => {
                let kind = meeting.kind.get();
                kind.is_none_or(|kind| *kind == MeetingKind::Service).then_some((document, meeting))
            }
            _ => None,
        })
    }

    /// The paper of a kind with this name.
    #[must_use]
    pub fn named(&self, kind: &Kind, name: &str) -> Option<&'a Document> {
        self.descent.named(kind.id, name)
    }

    /// The paper that could be read of an id: `plan/2024-03-28`.
    #[must_use]
    pub fn at(&self, id: &str) -> Option<&'a Document> {
        let (folder, name) = id.rsplit_once('/')?;
        let kind = KINDS.iter().find(|kind| kind.folder == folder)?;
        self.named(kind, name).filter(|document| !document.broken)
    }

    /// The paper that another one names, where there is one to be read.
    #[must_use]
    pub fn linked(&self, document: &Document, role: Role) -> Option<&'a Document> {
        let link = document.link(role)?;
        self.descent.named(link.kind, link.name.get()?).filter(|linked| !linked.broken)
    }

    /// The 個別支援計画 that a paper names.
    #[must_use]
    pub fn support_plan_of(&self, document: &Document) -> Option<(&'a Document, &'a SupportPlan)> {
        let linked = self.linked(document, Role::Subject)?;
        match &linked.model {
            Model::Plan(plan) => Some((linked, plan)),
            _ => None,
        }
    }

    /// The 障害児支援利用計画 that a paper names: as what it stands on, discusses or reviews.
    #[must_use]
    pub fn consultation_plan_of(&self, document: &Document) -> Option<(&'a Document, &'a ConsultationPlan)> {
        let linked = [Role::Ground, Role::Subject].into_iter().filter_map(|role| self.linked(document, role));
        linked.into_iter().find_map(|linked| match &linked.model {
            Model::ConsultationPlan(plan) => Some((linked, plan)),
            _ => None,
        })
    }

    /// What was made of a draft.
    pub fn made_of<'t>(&'t self, draft: &'t Document) -> impl Iterator<Item = &'a Document> + use<'t, 'a> {
        self.descent.made_of(draft).iter().copied().filter(|other| other.name != draft.name)
    }

    /// The paper that was made of a draft; any other, and a draft of which none was made, is it itself.
    #[must_use]
    pub fn made_of_one<'d>(&self, document: &'d Document) -> &'d Document
    where
        'a: 'd,
    {
        self.descent.made_of(document).first().copied().unwrap_or(document)
    }

    /// Whether a paper still speaks for itself: a draft of which another paper has come would say everything twice.
    #[must_use]
    pub fn is_open(&self, document: &Document) -> bool {
        document.state() != State::Draft || self.made_of(document).next().is_none()
    }

    /// Whether a paper was received from another company: a copy, or what came with one.
    #[must_use]
    pub fn is_received(&self, document: &Document) -> bool {
        document.is_copy() || (document.written_office().is_some() && self.descent.has_copies())
    }

    /// Every 障害児支援利用計画 that was made here, and of which is known whether it is a 案.
    pub fn own_consultation_plans(&self) -> impl Iterator<Item = (&'a Document, &'a ConsultationPlan)> + use<'_, 'a> {
        self.consultation_plans().filter(|(document, _)| self.is_judged(document))
    }

    /// Whether a paper is made here and its state is known.
    #[must_use]
    pub fn is_judged(&self, document: &Document) -> bool {
        document.state() != State::Unknown && !self.is_received(document)
    }
}
