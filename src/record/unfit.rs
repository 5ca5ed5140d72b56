//! What is said of a value that does not fit where it stands.

use super::lookalike::{fold_lookalikes, lookalike};
use super::suggestion::nearest_choice;

/// What is wrong with a word that is no choice, and what to write.
#[must_use]
pub fn unknown_choice(word: &str, choices: &[&str]) -> (String, String) {
    let all = choices.join("、");
    let plain = fold_lookalikes(word);
    let plain = plain.trim_matches(['"', '\'', '「', '」', ' ']);
    if plain != word && choices.contains(&plain) {
        let message = match lookalike(word) {
            Some(odd) => format!("「{plain}」に{}が入っています", odd.named()),
            None => format!("「{word}」は選べる語にありません"),
        };
        return (message, format!("「{plain}」と打ち直してください"));
    }
    for separator in ["、", "，", ",", "・", "／", "/", " ", "\u{3000}", "と"] {
        let parts: Vec<&str> = word.split(separator).map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| choices.contains(part)) {
            return (
                format!("「{word}」は、二つ以上の語がつながっています"),
                format!("一つの語を選んでください。いくつも選べる欄なら [{}] のように書きます", parts.join(", ")),
            );
        }
    }
    let help = match nearest_choice(word, choices.iter().copied()) {
        Some(near) => format!("「{near}」ではありませんか。次のいずれかを書いてください: {all}"),
        None => format!("次のいずれかを書いてください: {all}"),
    };
    (format!("「{word}」は選べる語にありません"), help)
}

/// What is wrong with a text where a record with these keys belongs, and what to write; `head` is what stands before it.
pub(super) fn text_for_record(head: &str, text: &str, fields: &[&str]) -> (String, String) {
    let shape = shape(fields);
    if text.starts_with(['｛', '［']) {
        return ("を囲む括弧が全角です".to_owned(), format!("半角で `{head}{shape}` のように書いてください"));
    }
    if text.contains('：') {
        return ("の区切りが全角の「：」です".to_owned(), "半角の「: 」(コロンと空白)に直してください".to_owned());
    }
    if let Some((name, value)) = text.split_once(':')
        && fields.contains(&name.trim())
        && !value.starts_with(' ')
    {
        let name = name.trim();
        return (
            format!("の「{name}:」の後に空白がありません"),
            format!("`{name}: {value}` のように、半角のコロンの後に半角の空白を一つ置いてください"),
        );
    }
    if fields.starts_with(&["開始", "終了"])
        && let Some((start, end)) = two_days(text)
    {
        return (
            "は、開始と終了を分けて書きます".to_owned(),
            format!("`{head}{{開始: {start}, 終了: {end}}}` と書いてください"),
        );
    }
    let help = match head {
        "" => {
            let shown: Vec<String> = fields.iter().take(2).map(|field| format!("{field}: …")).collect();
            format!("{} のように、項目名と半角の「: 」で始まる行を並べてください", shown.join("、"))
        }
        head => format!("`{head}{shape}` のように、項目名と半角の「: 」を付けて書いてください"),
    };
    ("には「項目: 値」の並びを書きます".to_owned(), help)
}

/// What a record looks like: its first fields, or any where its keys are free.
pub(super) fn shape(fields: &[&str]) -> String {
    let shown: Vec<String> = fields.iter().take(2).map(|field| format!("{field}: …")).collect();
    if shown.is_empty() { "{名前: …}".to_owned() } else { format!("{{{}}}", shown.join(", ")) }
}

/// The days of `2024-04-01〜2024-09-30`.
fn two_days(text: &str) -> Option<(&str, &str)> {
    let apart = ["〜", "～", "~", "から", "–", "—", " - "];
    let (start, end) = apart.iter().find_map(|mark| text.split_once(mark))?;
    let (start, end) = (start.trim(), end.trim().trim_end_matches("まで").trim_end());
    let is_day = |text: &str| text.chars().any(char::is_numeric);
    (is_day(start) && is_day(end)).then_some((start, end))
}
