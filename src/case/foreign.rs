//! What a file is that is no UTF-8 text with ordinary line breaks, and how to make it one.
//!
//! Nothing is converted on the way: a wrong guess could change a letter of a name. Each kind has its own words, because
//! each has another cause and another remedy.

use crate::diagnostic::Code;

/// What a file is, in words, and where in it that shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// The rule that says it.
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) at: usize,
}

/// How files of other programs begin.
const FORMATS: [(&[u8], &str); 8] = [
    (b"PK\x03\x04", "Excel や Word のファイル、または ZIP"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "古い形の Excel や Word のファイル"),
    (b"%PDF-", "PDF"),
    (b"\xFF\xD8\xFF", "写真(JPEG)"),
    (b"\x89PNG\r\n", "画像(PNG)"),
    (b"GIF8", "画像(GIF)"),
    (b"{\\rtf", "ワードパッドの文書(RTF)"),
    (b"\x1F\x8B", "圧縮されたファイル(gzip)"),
];

/// The text of what nearly every file is: UTF-8 without any sign of something else. Of another file its bytes, to be looked at.
pub(super) fn plain_text(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    // The marks of all that is looked for otherwise are looked for at the speed of memory.
    let is_odd = memchr::memchr3(0, 0x1B, b'\r', &bytes).is_some();
    if is_odd || FORMATS.iter().any(|(magic, _)| bytes.starts_with(magic)) {
        return Err(bytes);
    }
    // Japanese is looked through eight times as fast as the standard library does; the copy costs little beside that.
    simdutf8::basic::from_utf8(&bytes).map(str::to_owned).map_err(|_| bytes)
}

/// What a file is, when it is no text that can be read.
pub(super) fn foreign(bytes: &[u8]) -> Option<Foreign> {
    if let Some((_, name)) = FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let message = format!("文字だけのファイルではありません({name}です)");
        let help = "中身を .yaml や .md のファイルに書き写し、このファイルは cases/ の外に置いてください";
        return Some(Foreign { code: Code::FILE_UNREADABLE, message, help: help.to_owned(), at: 0 });
    }
    if let Some(name) = utf_16_or_32(bytes) {
        return Some(encoding(&format!("文字コードが {name} です"), SAVE_AS_UTF_8, 0));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Some(zeros(bytes, at));
    }
    if let Some(at) = bytes.windows(3).position(|part| matches!(part, [0x1B, b'$', b'@' | b'B' | b'('])) {
        let help = reopen("Japanese (ISO 2022-JP)");
        return Some(encoding("文字コードが JIS(ISO-2022-JP)です", &help, at));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => line_breaks(text),
        Err(error) => {
            let at = error.valid_up_to();
            Some(if is_euc_jp(bytes) {
                encoding("文字コードが EUC-JP のようです", &reopen("Japanese (EUC-JP)"), at)
            } else if is_shift_jis(bytes) {
                encoding("文字コードが Shift_JIS のようです", SAVE_AS_UTF_8, at)
            } else {
                encoding(
                    "UTF-8 として読めないバイトがあります",
                    "この行の文字を打ち直し、「UTF-8」で保存し直してください",
                    at,
                )
            })
        }
    }
}

const SAVE_AS_UTF_8: &str = "エディターで「UTF-8」を選んで保存し直してください。内容は書き換えていません";

/// For encodings that Windows' own editor cannot read.
fn reopen(name: &str) -> String {
    format!(
        "VS Code で開き、右下の文字コードから「エンコード付きで再度開く」→「{name}」を選び、正しく読めたら「エンコード付きで保存」で「UTF-8」を選んで保存し直してください。内容は書き換えていません"
    )
}

fn encoding(message: &str, help: &str, at: usize) -> Foreign {
    Foreign { code: Code::ENCODING_INVALID, message: message.to_owned(), help: help.to_owned(), at }
}

/// By their marks; UTF-16 without one by the zero beside each line break and ASCII letter.
fn utf_16_or_32(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Some("UTF-32");
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16");
    }
    let is_text = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        let decoded = char::decode_utf16(units.iter().copied());
        let plain = |c: char| c != '\0' && (!c.is_control() || matches!(c, '\n' | '\r' | '\t'));
        units.contains(&u16::from(b'\n'))
            && decoded.into_iter().all(|c| c.is_ok_and(plain))
            && units.iter().any(|unit| (0x20..0x7F).contains(unit))
    };
    let even = bytes.len().is_multiple_of(2) && bytes.contains(&0);
    (even && (is_text(u16::from_le_bytes) || is_text(u16::from_be_bytes))).then_some("UTF-16")
}

/// What a loss of power leaves: the length was written and the contents were not.
fn zeros(bytes: &[u8], at: usize) -> Foreign {
    let count = bytes.iter().filter(|byte| **byte == 0).count();
    let (code, found) = if count == bytes.len() {
        (Code::FILE_UNREADABLE, format!("ファイルの中身がすべて 0(NUL)です({count} バイト)"))
    } else {
        (Code::SYNTAX_INVALID, format!("ファイルに 0(NUL)が {count} バイトあり、壊れています"))
    };
    let message = format!("{found}。保存の途中で電源が切れたときなどに、こうなります");
    let help = "git やバックアップ、Windows の「以前のバージョン」から、前のファイルを戻してください";
    Foreign { code, message, help: help.to_owned(), at }
}

/// Line breaks that editors show as one and this program would not, or the other way round.
fn line_breaks(text: &str) -> Option<Foreign> {
    let bytes = text.as_bytes();
    let lone = |at: &usize| bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let at = (0..bytes.len()).find(lone)?;
    let message = if bytes.contains(&b'\n') {
        let count = (0..bytes.len()).filter(lone).count();
        format!("改行の壊れている所が {count} か所あります(CR だけの改行が混じっています)")
    } else {
        "改行が CR だけ(古い Mac の形)です。全体が 1 行になるため読めません".to_owned()
    };
    let help = "エディターで改行コード「LF」を選んで保存し直してください。内容は書き換えていません";
    Some(encoding(&message, help, at))
}

/// Whether all of it is well-formed EUC-JP with at least one letter of two bytes. Shift_JIS with a single kana is none:
/// its first bytes below A1 do not occur here.
fn is_euc_jp(bytes: &[u8]) -> bool {
    let mut pairs = 0;
    let mut rest = bytes.iter();
    let trail = |byte: Option<&u8>| matches!(byte, Some(0xA1..=0xFE));
    while let Some(&byte) = rest.next() {
        match byte {
            0x00..=0x7F => {}
            0x8E if matches!(rest.next(), Some(0xA1..=0xDF)) => {}
            0x8F if trail(rest.next()) && trail(rest.next()) => {}
            0xA1..=0xFE if trail(rest.next()) => pairs += 1,
            _ => return false,
        }
    }
    pairs > 0
}

/// Whether all of it is well-formed Shift_JIS with at least one letter of two bytes.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut pairs = 0;
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            0x81..=0x9F | 0xE0..=0xFC => match rest.next() {
                Some(0x40..=0x7E | 0x80..=0xFC) => pairs += 1,
                _ => return false,
            },
            0x00..=0x7F | 0xA1..=0xDF => {}
            _ => return false,
        }
    }
    pairs > 0
}

#[cfg(test)]
mod tests {
    use super::foreign;

    /// `氏名: 佐藤 はな` and a line break, as other encodings have it.
    const SHIFT_JIS: &[u8] = b"\x8e\x81\x96\xbc: \x8d\xb2\x93\xa1 \x82\xcd\x82\xc8\n";
    const EUC_JP: &[u8] = b"\xbb\xe1\xcc\xbe: \xba\xb4\xc6\xa3 \xa4\xcf\xa4\xca\n";
    const JIS: &[u8] = b"\x1b$B;aL>\x1b(B: \x1b$B:4F#\x1b(B \x1b$B$O$J\x1b(B\n";

    fn said(bytes: &[u8]) -> String {
        foreign(bytes).map_or_else(String::new, |foreign| format!("{} {}", foreign.code, foreign.message))
    }

    #[test]
    fn each_encoding_has_its_own_word() {
        let utf_16: Vec<u8> = "氏名: 佐藤 はな\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf_16_be: Vec<u8> = "氏名: 佐藤 はな\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, word) in [
            (SHIFT_JIS, "Shift_JIS"),
            (EUC_JP, "EUC-JP"),
            (JIS, "ISO-2022-JP"),
            (&utf_16, "UTF-16"),
            (&utf_16_be, "UTF-16"),
            (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
            (b"a\xff\n", "UTF-8 "),
            ("氏名: 佐藤\r性別: 女\r".as_bytes(), "CR だけ(古い Mac の形)"),
            ("氏名: 佐藤\r\r\n性別: 女\r\r\n".as_bytes(), "壊れている所が 2 か所"),
        ] {
            let said = said(bytes);
            assert!(said.starts_with("encoding-invalid") && said.contains(word), "{word}: {said}");
        }
    }

    #[test]
    fn what_a_loss_of_power_leaves_is_said() {
        assert!(said(&[0; 512]).contains("すべて 0(NUL)です(512 バイト)"), "{}", said(&[0; 512]));
        let half = [&b"name: a\n"[..], &[0; 9]].concat();
        assert!(said(&half).contains("0(NUL)が 9 バイト"), "{}", said(&half));
    }

    #[test]
    fn files_of_other_programs_are_named() {
        assert!(said(b"PK\x03\x04rest").contains("Excel"));
        assert!(said(b"%PDF-1.7").contains("PDF"));
    }

    #[test]
    fn utf_8_is_nothing_to_speak_of() {
        for text in ["氏名: 佐藤 はな\n", "氏名: 佐藤\r\n性別: 女\r\n", "", "\u{FEFF}氏名: x\n"] {
            assert_eq!(foreign(text.as_bytes()), None, "{text:?}");
        }
    }
}
