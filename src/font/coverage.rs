//! Which characters a set of fonts has, one bit each: asked for every character of every text.

use typst::text::FontInfo;

/// A set of characters.
pub(super) struct Coverage {
    bits: Vec<u64>,
}

impl Coverage {
    pub(super) fn of<'a>(fonts: impl IntoIterator<Item = &'a FontInfo>) -> Self {
        let mut bits = vec![0; (char::MAX as usize + 1).div_ceil(64)];
        for code_point in fonts.into_iter().flat_map(|info| info.coverage.iter()) {
            if let Some(word) = bits.get_mut(code_point as usize / 64) {
                *word |= 1 << (code_point % 64);
            }
        }
        Self { bits }
    }

    pub(super) fn contains(&self, c: char) -> bool {
        self.bits[c as usize / 64] & (1 << (c as u32 % 64)) != 0
    }
}
