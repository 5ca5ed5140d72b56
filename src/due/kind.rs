//! The kinds of days in the list, with the words by which they are asked for and shown.

use crate::timeline::{Coming, PlanStep, What};
use serde::{Serialize, Serializer};

/// What a line of the list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgendaKind {
    /// The first plan at an office.
    FirstPlan,
    /// The plan after the one that ends.
    PlanEnd,
    /// The next step towards it.
    Step,
    /// The review of a plan.
    Review,
    /// What comes before a plan counts: assessment, interviews, 原案, meeting.
    Preparation,
    /// The explanation.
    Explanation,
    /// The consent.
    Consent,
    /// Copies handed over.
    Delivery,
    /// What is shared with others: staff, and partners of an 加算.
    Sharing,
    /// モニタリング of the 相談支援.
    Monitoring,
    /// The end of a 給付決定.
    Grant,
    /// The end of a 専門的支援実施計画.
    Specialist,
    /// The end of a doctor's 指示書.
    MedicalOrder,
    /// 就学.
    School,
    /// The day on which the child comes of age.
    Majority,
    /// The day until which papers are kept.
    Kept,
}

impl AgendaKind {
    /// All, each with the word of the command line and the title.
    pub const ALL: [(Self, &'static str, &'static str); 16] = [
        (Self::FirstPlan, "first-plan", "初回の計画"),
        (Self::PlanEnd, "plan-end", "計画期間の終わり"),
        (Self::Step, "step", "次の計画の段取り"),
        (Self::Review, "review", "見直し"),
        (Self::Preparation, "preparation", "面接・会議"),
        (Self::Explanation, "explanation", "説明"),
        (Self::Consent, "consent", "同意"),
        (Self::Delivery, "delivery", "交付"),
        (Self::Sharing, "sharing", "共有"),
        (Self::Monitoring, "monitoring", "相談支援モニタリング"),
        (Self::Grant, "grant", "給付決定"),
        (Self::Specialist, "specialist", "専門的支援"),
        (Self::MedicalOrder, "medical-order", "指示書"),
        (Self::School, "school", "就学"),
        (Self::Majority, "majority", "成年"),
        (Self::Kept, "kept", "保存期間"),
    ];

    /// The word of the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.words().0
    }

    /// The title.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// The kind with this word or title.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, id, title)| *id == text || *title == text).map(|(kind, ..)| *kind)
    }

    fn words(self) -> (&'static str, &'static str) {
        let own = Self::ALL.iter().find(|(kind, ..)| *kind == self);
        own.map_or(("", ""), |(_, id, title)| (id, title))
    }
}

impl Serialize for AgendaKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// How the list speaks of something.
#[derive(Debug, Clone, Copy)]
pub(super) struct AgendaWords {
    pub(super) kind: AgendaKind,
    /// What tells it from the others of its kind, in files that are read by machines: it never changes.
    pub(super) id: &'static str,
    pub(super) title: &'static str,
}

/// How the list speaks of a duty.
pub(super) fn of_duty(what: What) -> AgendaWords {
    let (kind, id, title) = match what {
        What::FirstPlan => (AgendaKind::FirstPlan, "first-plan", "初回の個別支援計画への同意"),
        What::NextPlan => (AgendaKind::PlanEnd, "next-plan", "計画期間の終わり(次の計画の開始)"),
        What::Review => (AgendaKind::Review, "review", "6か月に一度の見直し(モニタリング)"),
        What::ReviewOnReturn => (AgendaKind::Review, "review-on-return", "休止が終わる前の見直し(モニタリング)"),
        What::Assessment => (AgendaKind::Preparation, "assessment", "個別支援計画のアセスメント"),
        What::SupportDraft => (AgendaKind::Preparation, "support-draft", "個別支援計画の原案"),
        What::SupportMeeting => (AgendaKind::Preparation, "support-meeting", "個別支援会議"),
        What::Explanation => (AgendaKind::Explanation, "explanation", "個別支援計画の説明"),
        What::SupportConsent => (AgendaKind::Consent, "support-consent", "個別支援計画への同意"),
        What::SupportDelivery => (AgendaKind::Delivery, "support-delivery", "個別支援計画の交付"),
        What::Sharing => (AgendaKind::Sharing, "sharing", "個別支援計画の職員との共有"),
        What::Interview => (AgendaKind::Review, "monitoring-interview", "モニタリングの面接"),
        What::ConsultantDelivery => (AgendaKind::Delivery, "to-consultant", "障害児相談支援事業者への交付"),
        What::PlanDelivery => (AgendaKind::Delivery, "consult-plan-delivery", "障害児支援利用計画の交付"),
        What::DraftConsent => (AgendaKind::Consent, "consult-draft-consent", "計画案への同意"),
        What::DraftDelivery => (AgendaKind::Delivery, "consult-draft-delivery", "計画案の交付"),
        What::PlanConsent => (AgendaKind::Consent, "consult-plan-consent", "障害児支援利用計画への同意"),
        What::AssessmentVisit => (AgendaKind::Preparation, "assessment-visit", "アセスメントの居宅訪問"),
        What::CareMeeting => (AgendaKind::Preparation, "care-meeting", "サービス担当者会議"),
        What::MonitoringVisit => (AgendaKind::Monitoring, "monitoring-visit", "モニタリングの居宅訪問"),
        What::MonitoringReport => (AgendaKind::Monitoring, "monitoring-report", "モニタリング報告書"),
        What::NewPlan => (AgendaKind::Monitoring, "new-plan", "モニタリングで決めた計画の変更"),
        What::SupportShare => (AgendaKind::Sharing, "support-share", "個別サポート加算(Ⅱ)の情報共有"),
        What::MinutesShare => (AgendaKind::Sharing, "minutes-share", "事業所間連携会議の内容の共有"),
        What::GrantRenewal => (AgendaKind::Grant, "grant-renewal", "給付決定の更新"),
    };
    AgendaWords { kind, id, title }
}

/// How the list speaks of a day that is no duty.
pub(super) fn of_coming(what: Coming) -> AgendaWords {
    let (kind, id, title) = match what {
        Coming::Step(PlanStep::Interview) => (AgendaKind::Step, "interview", "モニタリングの面接"),
        Coming::Step(PlanStep::Draft) => (AgendaKind::Step, "draft", "次の計画の原案"),
        Coming::Step(PlanStep::Meeting) => (AgendaKind::Step, "meeting", "次の計画の個別支援会議"),
        Coming::Step(PlanStep::Consent) => (AgendaKind::Step, "consent", "次の計画の説明と同意"),
        Coming::PlannedReview => (AgendaKind::Review, "planned-review", "計画に書いた次回見直し年月日"),
        Coming::SpecialistPlanEnd => (AgendaKind::Specialist, "specialist-plan", "専門的支援実施計画の終わり"),
        Coming::MedicalOrderEnd => (AgendaKind::MedicalOrder, "medical-order", "医師の指示書の期限"),
        Coming::SchoolEntry => (AgendaKind::School, "school", "小学校への就学"),
        Coming::ComingOfAge => (AgendaKind::Majority, "majority", "18歳の誕生日(同意は本人に。確認事項)"),
        Coming::KeptUntil => (AgendaKind::Kept, "kept-until", "記録を保存する期間の終わり(確認事項)"),
    };
    AgendaWords { kind, id, title }
}

#[cfg(test)]
mod tests {
    use super::AgendaKind;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_its_own_words_and_is_found_by_both() {
        let ids: BTreeSet<&str> = AgendaKind::ALL.iter().map(|(_, id, _)| *id).collect();
        assert_eq!(ids.len(), AgendaKind::ALL.len());
        for (kind, id, title) in AgendaKind::ALL {
            assert_eq!((kind.id(), kind.title()), (id, title));
            assert_eq!((AgendaKind::named(id), AgendaKind::named(title)), (Some(kind), Some(kind)));
        }
        assert_eq!(AgendaKind::named("consents"), None);
    }
}
