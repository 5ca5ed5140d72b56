//! What the ids in a record name, and which words are those of a form's list, said in its declaration: `#[serde(deserialize_with = "ids::office")]`.
//!
//! Each reads the field as it would be read without; what it adds is for whoever reads the declaration
//! ([`Shape`](crate::record::Shape)).

use crate::record::{Referent, Scalar, marked};
use serde::{Deserialize, Deserializer};

macro_rules! ids {
    ($($name:ident: $scalar:expr;)*) => {$(
        pub(crate) fn $name<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
            marked($scalar, deserializer)
        }
    )*};
}

ids! {
    own_office: Scalar::Own(Referent::Office);
    own_staff: Scalar::Own(Referent::Staff);
    own_partner: Scalar::Own(Referent::Partner);
    own_support_row: Scalar::Own(Referent::SupportRow);
    own_need: Scalar::Own(Referent::Need);
    office: Scalar::Id(Referent::Office);
    staff: Scalar::Id(Referent::Staff);
    partner: Scalar::Id(Referent::Partner);
    child: Scalar::Id(Referent::Child);
    support_plan: Scalar::Id(Referent::SupportPlan);
    consultation_plan: Scalar::Id(Referent::ConsultationPlan);
    meeting_plan: Scalar::Id(Referent::MeetingPlan);
    paper: Scalar::Id(Referent::Paper);
    monitoring_record: Scalar::Id(Referent::MonitoringRecord);
    support_row: Scalar::Id(Referent::SupportRow);
    need: Scalar::Id(Referent::Need);
    form_pack: Scalar::Id(Referent::FormPack);
    template: Scalar::Id(Referent::Template);
    rule: Scalar::Id(Referent::Rule);
    rating: Scalar::Rating;
}
