//! 体裁: how the sheets of a pack or of one document look, where it is not as the program's own: margins, the foot of the
//! page, the shade of labels, the words across a sheet, faces.

use crate::record::{Field, List};
use serde::{Deserialize, Serialize};

/// 体裁 as written.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct LookEntry {
    /// What stays free on each side.
    #[serde(rename = "余白")]
    pub margins: Field<MarginEntry>,
    /// What stands at the foot of each sheet, in the order of the program's own; nothing where the list is empty.
    #[serde(rename = "下の隅")]
    pub foot: List<FootPart>,
    /// How dark label cells are, in percent of black.
    #[serde(rename = "網")]
    pub shade: Field<u32>,
    /// The words 原案, 案 and 未完成 across a sheet.
    #[serde(rename = "透かし")]
    pub watermark: Field<WatermarkLook>,
    /// Families of type that come before the program's own.
    #[serde(rename = "書体")]
    pub families: List<String>,
}

/// 余白, in millimetres.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct MarginEntry {
    /// Above.
    #[serde(rename = "上")]
    pub top: Field<u32>,
    /// Below.
    #[serde(rename = "下")]
    pub bottom: Field<u32>,
    /// On the left, where sheets are punched.
    #[serde(rename = "左")]
    pub left: Field<u32>,
    /// On the right.
    #[serde(rename = "右")]
    pub right: Field<u32>,
}

impl MarginEntry {
    /// Its sides, each with its key, its name in `lib/look.typ`, and how narrow it may be: nothing stands nearer than
    /// 7 mm to the edge, and the head and the foot of the page need room.
    #[must_use]
    pub fn sides(&self) -> [(&'static str, &'static str, &Field<u32>, u32); 4] {
        [
            ("上", "top", &self.top, 12),
            ("下", "bottom", &self.bottom, 11),
            ("左", "left", &self.left, 7),
            ("右", "right", &self.right, 7),
        ]
    }
}

/// The widest margin, in millimetres.
pub(super) const WIDEST_MARGIN: u32 = 40;
/// The darkest shade on which a label can be read and copied, in percent.
pub(super) const DARKEST_SHADE: u32 = 30;

/// A part of the foot of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum FootPart {
    /// 題
    #[serde(rename = "題")]
    Title,
    /// 氏名
    #[serde(rename = "氏名")]
    Name,
    /// 日付
    #[serde(rename = "日付")]
    Date,
    /// 版
    #[serde(rename = "版")]
    Version,
    /// ページ
    #[serde(rename = "ページ")]
    Page,
}

impl FootPart {
    /// The word in manifests and in `lib/look.typ`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "題",
            Self::Name => "氏名",
            Self::Date => "日付",
            Self::Version => "版",
            Self::Page => "ページ",
        }
    }
}

/// 透かし.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum WatermarkLook {
    /// 輪郭: its outline.
    #[serde(rename = "輪郭")]
    Outline,
    /// 網: filled with a light grey.
    #[serde(rename = "網")]
    Shade,
    /// なし: the word stands beside the title alone.
    #[serde(rename = "なし")]
    Nothing,
}

impl WatermarkLook {
    /// The word in manifests and in `lib/look.typ`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Outline => "輪郭",
            Self::Shade => "網",
            Self::Nothing => "なし",
        }
    }
}

/// 体裁 after inheritance; what no pack says is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetLook {
    /// The sides that are said, by their names in `lib/look.typ`, in millimetres.
    pub margins: Vec<(&'static str, u32)>,
    /// The parts of the foot.
    pub foot: Option<Vec<FootPart>>,
    /// The shade of labels, in percent of black.
    pub shade: Option<u32>,
    /// The words across a sheet.
    pub watermark: Option<WatermarkLook>,
    /// The families that come first.
    pub families: Vec<String>,
}

impl SheetLook {
    /// Takes over what a nearer 体裁 says. A number with which no sheet can be printed is as if it were not there.
    pub(super) fn extend(&mut self, nearer: Option<&LookEntry>) {
        let Some(nearer) = nearer else { return };
        for (_, side, width, least) in nearer.margins.get().iter().flat_map(|margins| margins.sides()) {
            if let Some(width) = width.get().filter(|width| (least..=WIDEST_MARGIN).contains(*width)) {
                self.margins.retain(|(own, _)| *own != side);
                self.margins.push((side, *width));
            }
        }
        if nearer.foot.span().is_some() {
            self.foot = Some(nearer.foot.iter().map(|part| part.value).collect());
        }
        self.shade = nearer.shade.get().copied().filter(|shade| *shade <= DARKEST_SHADE).or(self.shade);
        self.watermark = nearer.watermark.get().copied().or(self.watermark);
        if !nearer.families.is_empty() {
            self.families = nearer.families.iter().map(|family| family.value.clone()).collect();
        }
    }
}
