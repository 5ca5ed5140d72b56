//! 様式パック: what a municipality's forms are, read from `templates/`. Nothing of a municipality is compiled in.

mod choose;
mod doubt;
mod extra;
mod form;
mod idle;
mod limits;
mod lineage;
mod look;
mod manifest;
mod misfits;
mod names;
mod own;
mod own_label;
mod pack;
mod proofread;
mod rating;
mod skeleton;
mod slips;
mod store;
mod week;

pub use choose::{FormTitles, NoForm, choose, choose_comparison, choose_for_new, choose_log, choose_sheet};
pub use extra::{Extra, ExtraRows, ExtraType, chosen_words};
pub use form::{Form, Sheet, Wording};
pub use lineage::{Ancestor, Lineage, TemplateFiles};
pub use look::{FootPart, LookEntry, MarginEntry, SheetLook, WatermarkLook};
pub use manifest::{Manifest, Order, PaperSize};
pub use pack::Pack;
pub use rating::Ratings;
pub use skeleton::{Skeleton, SkeletonBlock};
pub use slips::paper_titles;
pub use store::{Outside, Packs};
pub use week::{WEEK_SHEET, WeekSheet, WeekStep};

/// The boxes that only some forms have, by their name under 任意欄. The last four are fields of a plan.
pub const BOXES: [&str; 7] = ["補足欄", "課題", "家族の表", "送迎", "通所自立支援", "備考", "評価及び今後の方針"];

/// The name under which a comparison of two documents finds its form.
pub const COMPARISON: &str = "新旧対照表";

/// The name under which the sheet of a child's plans and their way finds its form.
pub const LOG: &str = "支援計画の経過";

/// The name under which a フェイスシート finds its form.
pub const FACE: &str = "フェイスシート";

/// The name under which the sheet of a child's 受給者証 finds its form.
pub const CERTIFICATE: &str = "受給者証の内容";

/// The name under which a plan in plain words finds its form for the child.
pub const EASY_CHILD: &str = "わかりやすい計画(本人用)";

/// The same for the guardian.
pub const EASY_GUARDIAN: &str = "わかりやすい計画(保護者用)";

/// What the date of a document is called at the edges of its sheets, by its kind.
pub const DATE_LABELS: [&str; 4] = ["作成日", "実施日", "開催日", "提供月"];

/// Who may sign a plan: labels are made of these words, （里親署名） and 里親氏名.
pub const SIGNERS: [&str; 6] = ["保護者", "里親", "施設長", "未成年後見人", "本人", "代筆者"];

/// The pack every other one stands on.
pub const STANDARD: &str = "standard";
