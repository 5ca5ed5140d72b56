//! What no form prints, and how the values are read that are not printed as they are written.
//!
//! Closed lists: a test takes each entry out and finds a document on which it is missed.

use crate::case::{Document, KINDS};
use crate::forms::Form;

/// Boxes of a kind that no form prints. They name the file's form, rows and other files for the program; what they name
/// is printed as what it is. `*` is every kind.
pub const LINKS: [(&str, &str); 17] = [
    ("*", "様式"),
    ("plan", "原案"),
    ("plan", "前計画"),
    ("plan", "障害児支援利用計画"),
    ("plan", "支援.id"),
    ("plan", "支援.ニーズ"),
    ("plan", "対応しないニーズ.id"),
    ("monitoring", "支援.行"),
    ("record", "支援"),
    ("record", "支援.行"),
    ("specialist", "支援"),
    ("consult-plan", "写し"),
    ("consult-plan", "セルフプラン"),
    ("consult-plan", "案"),
    ("consult-plan", "ニーズ.id"),
    ("consult-monitoring", "セルフプラン"),
    ("consult-monitoring", "ニーズ.id"),
];

/// Optional boxes of a form (`任意欄`) and what is printed only in them.
pub const OPTIONAL: [(&str, &str, &str); 10] = [
    ("plan", "補足欄", "計画期間"),
    ("plan", "補足欄", "次回見直し年月日"),
    ("plan", "課題", "支援.課題"),
    ("plan", "送迎", "送迎"),
    ("plan", "通所自立支援", "通所自立支援"),
    ("plan", "備考", "備考"),
    ("plan", "評価及び今後の方針", "評価及び今後の方針"),
    ("consult-monitoring", "補足欄", "居宅訪問日"),
    ("consult-monitoring", "補足欄", "聞き取り"),
    ("consult-monitoring", "補足欄", "結果"),
];

/// The word by which a pack says that its form prints only some of the boxes and none has to stand on it.
const ALL: &str = "すべて";

/// The entry of the closed lists by which a box of a document is not printed on a form.
pub(super) fn left_out(document: &Document, form: &Form, path: &str) -> Option<String> {
    let kind = document.kind.id;
    let link = LINKS.iter().find(|(of, link)| (*of == "*" || *of == kind) && *link == path);
    let optional =
        || OPTIONAL.iter().find(|(of, name, own)| *of == kind && within(path, own) && !form.boxes.contains(*name));
    let own = || form.unprinted.iter().find(|own| *own == ALL || within(path, own));
    let is_box =
        |name: &str, of_row: bool| form.extras.iter().any(|extra| extra.name == name && extra.rows.is_some() == of_row);
    let extra = || added(path).filter(|(name, of_row)| !is_box(name, *of_row));
    link.map(|(kind, path)| format!("{kind} {path}"))
        .or_else(|| optional().map(|(kind, name, path)| format!("{kind} {name} {path}")))
        .or_else(|| own().map(|path| format!("{kind} {path}")))
        .or_else(|| extra().map(|_| format!("{kind} 追加")))
}

/// The box of the municipality's own that a path is, and whether it is one of a row.
pub(super) fn added(path: &str) -> Option<(&str, bool)> {
    if let Some(name) = path.strip_prefix("追加.") {
        return Some((name, false));
    }
    let (rows, name) = path.split_once(".追加.")?;
    KINDS.iter().any(|kind| kind.rows == Some(rows)).then_some((name, true))
}

/// Whether a path is a box or lies in it.
fn within(path: &str, own: &str) -> bool {
    path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A value that is not printed as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reworded {
    /// Circled among printed words.
    Chosen,
    /// Ticked, or named in brackets.
    Ticked,
    /// 有 or 無 circled.
    YesNo,
    /// With these words before and behind it.
    With(&'static str, &'static str),
    /// Behind this label and 「：」.
    Behind(&'static str),
    /// By the label of the same word.
    Label,
    /// A day whose year stands at the head of the sheet.
    MonthAndDay,
    /// The id of an office, printed by its name.
    Office,
    /// The name of another paper, printed by its id or its date.
    Paper,
}

const ANSWERS: [(&str, &str, Reworded); 30] = [
    ("plan", "支援.5領域", Reworded::Ticked),
    ("plan", "送迎.実施", Reworded::Chosen),
    ("plan", "通所自立支援.実施", Reworded::Chosen),
    ("monitoring", "計画", Reworded::Paper),
    ("monitoring", "支援.評価", Reworded::Chosen),
    ("monitoring", "支援.今後", Reworded::Chosen),
    ("monitoring", "計画の見直し", Reworded::Chosen),
    ("meeting", "計画", Reworded::Paper),
    ("assessment", "種類", Reworded::Chosen),
    ("assessment", "趣旨の説明", Reworded::YesNo),
    ("interview", "種類", Reworded::Chosen),
    ("record", "日付", Reworded::MonthAndDay),
    ("record", "送迎.往路", Reworded::Behind("往")),
    ("record", "送迎.復路", Reworded::Behind("復")),
    ("record", "気づき", Reworded::Chosen),
    ("record", "支援.気づき", Reworded::Chosen),
    ("record", "身体拘束.緊急", Reworded::YesNo),
    ("specialist", "計画", Reworded::Paper),
    ("specialist", "重点領域", Reworded::Ticked),
    ("specialist", "実施の形", Reworded::Chosen),
    ("consult-plan", "モニタリング期間.間隔", Reworded::With("", "か月ごと")),
    ("consult-plan", "モニタリング期間.回数", Reworded::With("", "回")),
    ("consult-plan", "ニーズ.サービス.区分", Reworded::Label),
    ("consult-monitoring", "計画", Reworded::Paper),
    ("consult-monitoring", "結果", Reworded::Chosen),
    ("consult-monitoring", "ニーズ.変更の必要性.種類", Reworded::Chosen),
    ("consult-monitoring", "ニーズ.変更の必要性.量", Reworded::Chosen),
    ("consult-monitoring", "ニーズ.変更の必要性.週間計画", Reworded::Chosen),
    ("consult-meeting", "計画", Reworded::Paper),
    ("consult-meeting", "開催回数", Reworded::With("第", "回")),
];

/// How a value is read that is not printed as it is written.
pub(super) fn answer(kind: &str, path: &str) -> Option<Reworded> {
    if path == "事業所" {
        return Some(Reworded::Office);
    }
    ANSWERS.iter().find(|(of, own, _)| *of == kind && *own == path).map(|(.., answer)| *answer)
}

/// What the papers of a kind show of other files, beside the child's names.
const SHOWN: [(&str, &[&str]); 4] = [
    ("assessment", &["児童.ふりがな", "児童.生年月日", "児童.性別", "児童.障害または疾患名", "児童.医療的ケア"]),
    ("consult-plan", &["児童.障害支援区分", "保護者.氏名", "保護者.続柄", "受給者証.番号"]),
    ("consult-monitoring", &["児童.障害支援区分", "保護者.氏名", "保護者.続柄", "受給者証.番号"]),
    (
        "consult-basic",
        &[
            "児童.ふりがな",
            "児童.生年月日",
            "児童.性別",
            "児童.障害または疾患名",
            "児童.障害支援区分",
            "児童.住所",
            "児童.電話",
            "児童.FAX",
            "保護者.氏名",
            "保護者.続柄",
            "家族.続柄",
            "家族.氏名",
            "家族.職業",
            "家族.備考",
            "関係機関.名称",
            "関係機関.担当",
            "関係機関.電話",
            "関係機関.役割",
        ],
    ),
];

/// Whether the papers of a kind show a value of another file.
pub(super) fn shows(kind: &str, path: &str) -> bool {
    ["児童.氏名", "児童.通称"].contains(&path) || SHOWN.iter().any(|(of, paths)| *of == kind && paths.contains(&path))
}
