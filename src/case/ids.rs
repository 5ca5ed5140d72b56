//! What the ids in a record name, and which words are those of a form's list, said in its declaration: `#[serde(with = "ids::office")]`.
//!
//! Each reads and writes the field as it would be without; what it adds is for whoever reads the declaration
//! ([`Shape`](crate::record::Shape)) and for the tree of a record, in which an id is known for what it is.

macro_rules! ids {
    ($($name:ident: $scalar:ident $(($referent:ident))?;)*) => {$(
        pub(crate) mod $name {
            use crate::record::{Scalar, marked, write_marked};
            use serde::{Deserialize, Deserializer, Serialize, Serializer};

            const WHAT: Scalar = Scalar::$scalar $((crate::record::Referent::$referent))?;

            pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
                marked(WHAT, from)
            }

            pub(crate) fn serialize<T: Serialize + ?Sized, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
                write_marked(WHAT, value, to)
            }
        }
    )*};
}

ids! {
    own_office: Own(Office);
    own_staff: Own(Staff);
    own_partner: Own(Partner);
    own_support_row: Own(SupportRow);
    own_need: Own(Need);
    office: Id(Office);
    staff: Id(Staff);
    partner: Id(Partner);
    child: Id(Child);
    support_plan: Id(SupportPlan);
    consultation_plan: Id(ConsultationPlan);
    meeting_plan: Id(MeetingPlan);
    paper: Id(Paper);
    monitoring_record: Id(MonitoringRecord);
    support_row: Id(SupportRow);
    need: Id(Need);
    form_pack: Id(FormPack);
    template: Id(Template);
    rule: Id(Rule);
    rating: Rating;
}
