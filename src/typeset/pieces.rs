//! Where a name may go on in the next line: the name of a person, of a post, of an office.

use typst::foundations::{Content, NativeElement, Str, Value, func};
use typst::layout::{BoxElem, Em, Length, Rel, Sizing};
use typst::syntax::Span;
use typst::text::TextElem;

/// So much closer letters may stand where that saves a line.
const CLOSER: f64 = 0.95;

/// By how much, in a share of their size, letters that stand closer are set.
const TRACKING: f64 = -0.07;

/// A run of kanji that is no shorter may be divided into the words it is made of.
const LONG: usize = 3;

/// Words that names of posts and offices are made of, with what may follow each.
const MORPHEMES: [&str; 39] = [
    "児童", "発達", "障害", "支援", "管理", "相談", "機能", "訓練", "担当", "作業", "理学", "言語", "聴覚", "心理",
    "公認", "保育", "看護", "社会", "福祉", "精神", "保健", "栄養", "専門", "責任", "指導", "療法", "医療", "総合",
    "特別", "学校", "教育", "放課", "委員", "地域", "事業", "計画", "施設", "図書", "公民",
];
const ENDINGS: &str = "園院館士師者員所室会係課後等";

const OPENING: &str = "「『（(【〔［";
const NEVER_FIRST: &str = "ーぁぃぅぇぉっゃゅょァィゥェォッャュョ、。・）)」』】]";

/// A name that is not broken within its words in a line of the width `room`, set in letters of that size; `alone` where nothing else
/// stands in its line. What has a 、 or 。 is a sentence, and broken as any text; what is wider than the line goes on in the next one
/// between its words, with its letters a little closer where that saves a line.
#[func]
pub(super) fn unbroken(
    span: Span,
    word: Str,
    room: Length,
    size: Length,
    #[named]
    #[default(false)]
    alone: bool,
) -> Value {
    let most = room.abs / size.abs;
    if word.as_str().contains(['、', '。']) || alone && width(&word) <= most {
        return Value::Str(word);
    }
    Value::Content(match Pieces::of(&word, most) {
        None => boxed(&word).spanned(span),
        Some(pieces) => pieces.content(span),
    })
}

/// The pieces of a name that is wider than its line.
struct Pieces {
    all: Vec<String>,
    /// The width of a line in letters; none of them is wider.
    most: f64,
    /// Whether the letters stand closer.
    tight: bool,
}

impl Pieces {
    /// None where the name fits on a line of that width in letters.
    fn of(word: &str, most: f64) -> Option<Self> {
        if width(word) <= most {
            return None;
        }
        let (own, close) = (split(word, most), split(word, most / CLOSER));
        let tight = lines(&close, most / CLOSER) < lines(&own, most);
        let (all, most) = if tight { (close, most / CLOSER) } else { (own, most) };
        Some(Self { all, most, tight })
    }

    fn content(&self, span: Span) -> Content {
        let mut parts = Vec::new();
        for piece in &self.all {
            if !parts.is_empty() {
                parts.push(TextElem::packed("\u{200B}"));
            }
            let body = self.held(piece);
            let body = if self.tight { body.set(TextElem::tracking, Em::new(TRACKING).into()) } else { body };
            parts.push(BoxElem::new().with_body(Some(body)).pack().spanned(span));
        }
        Content::sequence(parts)
    }

    /// A blank behind a word that fills its line stays on the paper without a width.
    fn held(&self, piece: &str) -> Content {
        if !piece.ends_with(' ') || width(piece) <= self.most {
            return TextElem::packed(piece);
        }
        let blank = BoxElem::new().with_width(Sizing::Rel(Rel::zero())).with_body(Some(TextElem::packed(" "))).pack();
        Content::sequence([TextElem::packed(piece.trim()), blank])
    }
}

fn boxed(word: &str) -> Content {
    BoxElem::new().with_body(Some(TextElem::packed(word))).pack()
}

/// A name in pieces that fit on a line.
fn split(word: &str, most: f64) -> Vec<String> {
    let parts = parts(word, most).into_iter();
    parts.flat_map(|part| if width(part.trim()) <= most { vec![part] } else { cut(&part, most) }).collect()
}

/// A name at the places where it may be divided. A bracket that opens goes with what follows; other signs, a single kana, and what a
/// number counts with what stands before.
fn parts(word: &str, most: f64) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let runs = runs(word);
    let mut opening = 0.0;
    for (at, run) in runs.iter().enumerate() {
        let closing = runs.get(at + 1).filter(|next| is_close(next)).map_or(0.0, |next| width(next));
        let is_wide = opening + width(run) + closing > most;
        let is_long = clusters(run).len() >= LONG && is_wide && run.starts_with(is_kanji);
        let pieces = if is_long { morphemes(run) } else { vec![*run] };
        let mut pieces = pieces.into_iter();
        let counted = |last: &String| {
            last.ends_with(|c: char| c.is_numeric()) && run.starts_with(is_kanji) && width(last) + width(run) <= most
        };
        if (opening > 0.0 || is_close(run) || parts.last().is_some_and(counted))
            && let Some(last) = parts.last_mut()
        {
            last.extend(pieces.next());
        }
        parts.extend(pieces.map(str::to_owned));
        let opens = clusters(run).len() == 1 && run.starts_with(|c| OPENING.contains(c));
        opening = if opens { width(run) } else { 0.0 };
    }
    parts
}

/// Whether a run goes with what stands before it: a single kana, and any sign but a bracket that opens.
fn is_close(run: &str) -> bool {
    let own = |c: char| !c.is_alphanumeric() && !OPENING.contains(c) || kind(c) == LetterKind::Hiragana;
    clusters(run).len() == 1 && run.starts_with(own)
}

/// A word that is wider than a line, cut before letters that may begin one.
fn cut(word: &str, most: f64) -> Vec<String> {
    let full = (most.floor() as usize).max(1);
    let all = clusters(word);
    let (mut pieces, mut rest) = (Vec::new(), all.as_slice());
    while rest.len() > full {
        let may_begin = |count: &usize| !rest[*count].starts_with(|c| NEVER_FIRST.contains(c));
        let count = (1..=full).rev().find(may_begin).unwrap_or(1);
        pieces.push(rest[..count].concat());
        rest = &rest[count..];
    }
    pieces.push(rest.concat());
    pieces
}

/// On how many lines pieces come to stand.
fn lines(pieces: &[String], most: f64) -> usize {
    let (mut lines, mut left) = (1, most);
    for piece in pieces {
        if width(piece.trim()) > left {
            (lines, left) = (lines + 1, most);
        }
        left -= width(piece);
    }
    lines
}

/// The width of a text in letters: those of ASCII have half of one.
fn width(text: &str) -> f64 {
    clusters(text).into_iter().map(|one| if one.len() == 1 { 0.5 } else { 1.0 }).sum()
}

/// Letters with what belongs to them.
fn clusters(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text.char_indices().filter(|(_, c)| !belongs(*c)).map(|(at, _)| at).collect();
    starts.push(text.len());
    starts.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

/// Whether a character belongs to the one before it.
fn belongs(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LetterKind {
    Katakana,
    Kanji,
    Hiragana,
    Ascii,
    Blank,
    Other,
}

fn kind(c: char) -> LetterKind {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' => LetterKind::Hiragana,
        '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}' => {
            LetterKind::Katakana
        }
        c if is_kanji(c) => LetterKind::Kanji,
        c if c.is_ascii_alphanumeric() => LetterKind::Ascii,
        c if c.is_whitespace() => LetterKind::Blank,
        _ => LetterKind::Other,
    }
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〇' | 'ヶ' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Runs of letters of one kind; signs stand alone.
fn runs(word: &str) -> Vec<&str> {
    let mut runs: Vec<(LetterKind, std::ops::Range<usize>)> = Vec::new();
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        // 「ヶ」 is of both: it goes on with what stands before.
        let goes_on = |last: LetterKind| match last {
            LetterKind::Other => false,
            LetterKind::Katakana if c == 'ヶ' => true,
            last => last == kind(c),
        };
        match runs.last_mut() {
            Some((last, range)) if belongs(c) || goes_on(*last) => range.end = end,
            _ => runs.push((kind(c), at..end)),
        }
    }
    runs.into_iter().map(|(_, range)| &word[range]).collect()
}

/// A run of kanji at the ends of the words it is made of.
fn morphemes(run: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), run);
    while let Some(first) = clusters(rest).first() {
        let known = MORPHEMES.iter().find(|known| rest.starts_with(**known)).map_or(first.len(), |known| known.len());
        let endings = rest[known..].chars().take_while(|c| ENDINGS.contains(*c)).map(char::len_utf8).sum::<usize>();
        let (one, behind) = rest.split_at(known + endings);
        found.push(one);
        rest = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{lines, parts, split, width};

    #[test]
    fn a_name_is_divided_between_its_words() {
        for (word, most, pieces) in [
            ("相談支援室 こもれび", 6.0, "相談支援室 |こもれび"),
            ("清水 まどか", 4.0, "清水 |まどか"),
            ("(児童発達支援管理責任者)", 6.0, "(児童|発達|支援|管理|責任者)"),
            ("児童ホーム", 4.0, "児童|ホーム"),
            ("みはら台こども園", 5.0, "みはら|台|こども|園"),
            ("ABC123の家", 3.0, "ABC123の|家"),
            ("（児童発達支援計画）", 8.5, "（児童|発達|支援|計画）"),
            ("児童発達支援計画）", 8.5, "児童|発達|支援|計画）"),
            ("小学部6年(4月に進学)", 6.0, "小学部|6年|(4月に|進学)"),
            ("4歳児クラス（そら組）", 6.0, "4歳児|クラス|（そら|組）"),
            ("12345678番地", 5.0, "12345678|番地"),
        ] {
            assert_eq!(parts(word, most).join("|"), pieces, "{word}");
        }
    }

    #[test]
    fn a_piece_is_never_wider_than_the_line_and_no_small_letter_begins_one() {
        for most in [2.0, 3.0, 5.5] {
            for word in ["みどり野こどもクリニック", "デイサービスセンターショコラ", "邉\u{E0101}田 𠮷子"]
            {
                let pieces = split(word, most);
                assert_eq!(pieces.concat(), word);
                assert!(pieces.iter().all(|piece| width(piece.trim()) <= most), "{pieces:?}");
                assert!(lines(&pieces, most) <= pieces.len() && lines(&pieces, 99.0) == 1);
            }
        }
        assert_eq!(split("ショッキング", 3.0), ["ショッ", "キング"]);
        assert_eq!(split("放課後等デイサービス", 5.0), ["放課後等", "デイサービ", "ス"]);
    }
}
