//! The scripts that the embedded fonts do not have, and the fonts that do.

/// A script with the free font that shows it.
#[derive(Debug)]
pub(super) struct Script {
    /// As messages call it.
    pub(super) name: &'static str,
    ranges: &'static [(u32, u32)],
    font: &'static str,
}

static SCRIPTS: [Script; 17] = [
    Script {
        name: "ハングル",
        ranges: &[(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)],
        font: "Noto Sans KR",
    },
    Script { name: "タイ文字", ranges: &[(0x0E00, 0x0E7F)], font: "Noto Sans Thai" },
    Script { name: "ラオス文字", ranges: &[(0x0E80, 0x0EFF)], font: "Noto Sans Lao" },
    Script { name: "ミャンマー文字", ranges: &[(0x1000, 0x109F), (0xAA60, 0xAA7F)], font: "Noto Sans Myanmar" },
    Script { name: "クメール文字", ranges: &[(0x1780, 0x17FF), (0x19E0, 0x19FF)], font: "Noto Sans Khmer" },
    Script {
        name: "アラビア文字",
        ranges: &[(0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)],
        font: "Noto Sans Arabic",
    },
    Script { name: "ヘブライ文字", ranges: &[(0x0590, 0x05FF), (0xFB1D, 0xFB4F)], font: "Noto Sans Hebrew" },
    Script {
        name: "デーヴァナーガリー(ヒンディー語・ネパール語)",
        ranges: &[(0x0900, 0x097F)],
        font: "Noto Sans Devanagari",
    },
    Script { name: "ベンガル文字", ranges: &[(0x0980, 0x09FF)], font: "Noto Sans Bengali" },
    Script { name: "タミル文字", ranges: &[(0x0B80, 0x0BFF)], font: "Noto Sans Tamil" },
    Script { name: "シンハラ文字", ranges: &[(0x0D80, 0x0DFF)], font: "Noto Sans Sinhala" },
    Script { name: "チベット文字", ranges: &[(0x0F00, 0x0FFF)], font: "Noto Serif Tibetan" },
    Script { name: "モンゴル文字", ranges: &[(0x1800, 0x18AF)], font: "Noto Sans Mongolian" },
    Script { name: "ジョージア文字", ranges: &[(0x10A0, 0x10FF), (0x1C90, 0x1CBF)], font: "Noto Sans Georgian" },
    Script { name: "アルメニア文字", ranges: &[(0x0530, 0x058F)], font: "Noto Sans Armenian" },
    Script { name: "エチオピア文字", ranges: &[(0x1200, 0x139F)], font: "Noto Sans Ethiopic" },
    Script {
        name: "ラテン文字・キリル文字の付加記号",
        ranges: &[(0x0100, 0x024F), (0x0400, 0x052F), (0x1E00, 0x1EFF)],
        font: "Noto Sans",
    },
];

impl Script {
    /// The script of a character; none for kanji, signs and what is in no list.
    pub(super) fn of(c: char) -> Option<&'static Self> {
        SCRIPTS.iter().find(|script| script.has(c))
    }

    pub(super) fn has(&self, c: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&(c as u32)))
    }

    /// Where a font is to be had, and where to put it.
    pub(super) fn remedy(&self) -> String {
        let font = self.font;
        let page = font.replace(' ', "+");
        format!(
            "無料のフォント「{font}」(https://fonts.google.com/specimen/{page} の「Get font」から)を入れ、そのファイル(.ttf か .otf)を、cases/ と同じ所の fonts/ フォルダーに置いてください"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{SCRIPTS, Script};

    #[test]
    fn letters_of_one_name_are_of_one_script() {
        for (word, name) in
            [("김민준", "ハングル"), ("สมชาย", "タイ文字"), ("علي", "アラビア文字"), ("राम", SCRIPTS[7].name)]
        {
            assert!(word.chars().all(|c| Script::of(c).is_some_and(|script| script.name == name)), "{word}");
        }
        assert!("佐藤はなABC①髙".chars().all(|c| Script::of(c).is_none()));
    }
}
