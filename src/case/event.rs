//! 説明・同意・交付・共有 …: the paper trail, one line an event, append only (`events.yaml`).

use super::ids;
use super::party::{Person, PersonRef};
use crate::record::{Field, List, TextOr};
use crate::value::{Date, Text};
use serde::{Deserialize, Serialize};

/// One line of `events.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Event {
    #[serde(rename = "種類")]
    pub kind: Field<EventKind>,
    /// The document: `plan/2024-03-28`, or a part of it: `plan/2024-03-28#別表/通常`.
    #[serde(rename = "対象", with = "ids::paper")]
    pub target: Field<String>,
    #[serde(rename = "日付")]
    pub date: Field<Date>,
    #[serde(rename = "説明者", with = "ids::staff")]
    pub explainer: Field<PersonRef>,
    #[serde(rename = "相手")]
    pub recipients: List<TextOr<Person>>,
    #[serde(rename = "署名者")]
    pub signer: Field<String>,
    #[serde(rename = "方法")]
    pub method: Field<String>,
    /// The 版 that was signed.
    #[serde(rename = "版")]
    pub version: Field<String>,
    /// Where a 居宅訪問 led, where that is not the child's own home: 里親宅, a 施設, a hospital.
    #[serde(rename = "場所")]
    pub place: Field<String>,
    /// When electronic delivery was agreed to.
    #[serde(rename = "承諾日")]
    pub agreed: Field<Date>,
    #[serde(rename = "証跡")]
    pub evidence: Field<String>,
    #[serde(rename = "職員", with = "ids::staff")]
    pub staff: List<String>,
    #[serde(rename = "代筆")]
    pub proxy: Field<Proxy>,
    /// Of a 取消: the line that was written by mistake. A 取消 without it takes back the consent itself.
    #[serde(rename = "取り消す記録")]
    pub mistaken: Field<MistakenLine>,
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
}

impl Event {
    /// Whether it says that nothing needs to be done: 方法 is 不要.
    #[must_use]
    pub fn is_waiver(&self) -> bool {
        self.method.get().is_some_and(|method| method.trim() == "不要")
    }

    /// Whether it takes a consent back: 不同意, or a 取消 that is not about a line written by mistake.
    #[must_use]
    pub fn is_withdrawal(&self) -> bool {
        match self.kind.get() {
            Some(EventKind::Refused) => true,
            Some(EventKind::Revoked) => self.mistaken.span().is_none(),
            _ => false,
        }
    }
}

impl EventKind {
    /// The words of the trail, in the order of a plan's way.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Visited, "居宅訪問"),
        (Self::Explained, "説明"),
        (Self::Consented, "同意"),
        (Self::Refused, "不同意"),
        (Self::Revoked, "取消"),
        (Self::Delivered, "交付"),
        (Self::Received, "受領"),
        (Self::Shared, "共有"),
        (Self::Informed, "情報共有"),
        (Self::Submitted, "提出"),
    ];

    /// The word of the trail.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, label)| label)
    }
}

/// 種類 of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[allow(missing_docs, reason = "the serde names say it in the trail's words")]
pub enum EventKind {
    #[serde(rename = "説明")]
    Explained,
    #[serde(rename = "同意")]
    Consented,
    #[serde(rename = "不同意")]
    Refused,
    #[serde(rename = "取消")]
    Revoked,
    #[serde(rename = "交付", alias = "～送付")]
    Delivered,
    #[serde(rename = "受領")]
    Received,
    #[serde(rename = "共有")]
    Shared,
    #[serde(rename = "提出")]
    Submitted,
    #[serde(rename = "情報共有")]
    Informed,
    /// The 相談支援専門員's visit to the home for the assessment; 職員 went there, 相手 was met.
    #[serde(rename = "居宅訪問")]
    Visited,
}

/// Which line above was written by mistake: one about the same 対象.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct MistakenLine {
    #[serde(rename = "種類")]
    pub kind: Field<EventKind>,
    #[serde(rename = "日付")]
    pub date: Field<Date>,
    /// Of several on one day that one to whom it went.
    #[serde(rename = "相手")]
    pub recipient: Field<String>,
    /// Of several on one day that one who signed.
    #[serde(rename = "署名者")]
    pub signer: Field<String>,
}

impl MistakenLine {
    /// Whether a line about the same paper is the one that is meant. What is not said may be anything.
    #[must_use]
    pub fn is(&self, line: &Event) -> bool {
        let same_day = self.date.get().is_none_or(|day| line.date.get() == Some(day));
        let went_to = |word: &String| {
            line.recipients.iter().any(|to| match &to.value {
                TextOr::Text(own) => own.trim() == word.trim(),
                TextOr::Record(person) => person.name.get().is_some_and(|own| own.trim() == word.trim()),
            })
        };
        self.kind.is_set()
            && line.kind.get() == self.kind.get()
            && same_day
            && self.recipient.get().is_none_or(went_to)
            && self.signer.get().is_none_or(|signer| line.signer.get() == Some(signer))
    }
}

/// 代筆: who signed for somebody, and why.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Proxy {
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "続柄")]
    pub relation: Field<String>,
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
}
