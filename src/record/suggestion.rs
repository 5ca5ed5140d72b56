//! What may have been meant by a word that is not known: offered only where it is plausible.
//!
//! A wrong guess is worse than none, because it is followed. Each kind of word has its own measure: a key is meant by what
//! is like it, a choice never by its opposite or by a part of it, an id by a close match only, and a document by no other.

use super::lookalike::fold_lookalikes;
use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

/// The candidate most like `word`, when one is near enough to be worth offering: for names of files and rules.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    best(word, candidates, normalized_damerau_levenshtein)
}

/// The key or heading that was meant. Give only those that are not written yet.
#[must_use]
pub fn nearest_key<'a>(word: &str, missing: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    best(word, missing, |word, key| {
        let shorter = word.chars().count().min(key.chars().count());
        let within = shorter >= 2 && (word.contains(key) || key.contains(word));
        normalized_damerau_levenshtein(word, key).max(if within { 0.55 } else { 0.0 })
    })
}

/// The word of a list of choices that was meant: one letter off, or written with more around it, and never one of another
/// degree. 概ね達成 is no 未達成.
#[must_use]
pub(super) fn nearest_choice<'a>(word: &str, choices: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    best(word, choices, |word, choice| {
        if word.chars().count() >= 2 && choice.chars().count() >= 2 && (word.contains(choice) || choice.contains(word))
        {
            return 0.9;
        }
        let long = word.chars().count().min(choice.chars().count()) >= 3;
        let likeness = normalized_damerau_levenshtein(word, choice);
        if long && likeness >= 0.6 { likeness } else { 0.0 }
    })
}

/// The id that was meant: the same in other letters, or one slip away in a name that is long enough. Numbers are never a
/// slip: s1 is no s2.
#[must_use]
pub fn nearest_id<'a>(word: &str, ids: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).count();
    best(word, ids, |word, id| {
        let (word, id) = (word.to_lowercase(), id.to_lowercase());
        let slips = damerau_levenshtein(&word, &id);
        let allowed = match letters(&word).min(letters(&id)) {
            0..=2 => 0,
            3..=7 => 1,
            _ => 2,
        };
        let close = slips <= allowed && digits(&word) == digits(&id);
        if close { 1.0 - slips as f64 / 10.0 } else { 0.0 }
    })
}

/// The document that was meant: the same day in another notation, with the ending of the file or without its folder. Another
/// day is another document, however like its name.
#[must_use]
pub fn same_document<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = plain_name(word);
    let mut same = names.into_iter().filter(|name| {
        let name = plain_name(name);
        name == wanted
            || name.rsplit('/').next() == Some(&wanted)
            || wanted.strip_suffix(&name).is_some_and(|rest| rest.ends_with('/'))
    });
    same.next().filter(|_| same.next().is_none())
}

/// `plan/2024-3-8.yaml` as `plan/2024-03-08`.
fn plain_name(name: &str) -> String {
    let folded = fold_lookalikes(name.trim());
    let name = folded.trim_start_matches("./");
    let name = name
        .strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"))
        .or_else(|| name.strip_suffix(".md"))
        .unwrap_or(name);
    let mut out = String::new();
    let mut number = String::new();
    for c in name.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if number.len() == 1 {
            out.push('0');
        }
        out.push_str(&number);
        number.clear();
        match c {
            '\0' => {}
            '年' | '月' | '.' | '_' => out.push('-'),
            '日' => {}
            c => out.push(c),
        }
    }
    // A date with slashes, behind its folder or without one.
    let parts: Vec<&str> = out.split('/').collect();
    match parts.as_slice() {
        [before @ .., year, month, day]
            if year.len() == 4
                && [month, day].iter().all(|part| part.len() == 2)
                && out.bytes().any(|b| b.is_ascii_digit()) =>
        {
            let date = format!("{year}-{month}-{day}");
            [before, &[date.as_str()]].concat().join("/")
        }
        _ => out,
    }
}

/// The one best candidate of a likeness of a half or more; none where two are equally like. A word of another degree or of
/// the opposite is no candidate.
fn best<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    likeness: impl Fn(&str, &str) -> f64,
) -> Option<&'a str> {
    let folded = fold(word);
    let mut best: Option<(f64, &str)> = None;
    let mut tie = false;
    for candidate in candidates {
        let own = fold(candidate);
        let like = if own == folded {
            2.0
        } else if degrees(&own) == degrees(&folded) {
            likeness(&folded, &own)
        } else {
            0.0
        };
        match best {
            _ if like < 0.5 => {}
            Some((most, other)) if like == most && other != candidate => tie = true,
            Some((most, _)) if like <= most => {}
            _ => (best, tie) = (Some((like, candidate)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, candidate)| candidate)
}

/// What turns a word into its opposite or into another degree.
const DEGREES: [&str; 15] =
    ["未", "不", "非", "無", "否", "有", "概ね", "おおむね", "ほぼ", "一部", "部分", "再", "ず", "ない", "なし"];

fn degrees(word: &str) -> Vec<&'static str> {
    DEGREES.into_iter().filter(|degree| word.contains(degree)).collect()
}

/// Brackets, colons and spaces are what people get wrong first: they do not count.
fn fold(word: &str) -> String {
    let ignored = "：:・()（）「」\"'";
    fold_lookalikes(word).chars().filter(|c| !c.is_whitespace() && !ignored.contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{nearest_choice, nearest_id, nearest_key, same_document};

    const RESULTS: [&str; 3] = ["達成", "一部達成", "未達成"];

    #[test]
    fn a_choice_is_never_answered_with_its_opposite() {
        for (word, meant) in [
            ("概ね達成", None),
            ("おおむね達成", None),
            ("達成できず", None),
            ("達成していない", None),
            ("達成した", Some("達成")),
            ("未達", Some("未達成")),
            ("一部逹成", Some("一部達成")),
        ] {
            assert_eq!(nearest_choice(word, RESULTS), meant, "{word}");
        }
        assert_eq!(nearest_choice("不要", ["要", "否"]), None);
        assert_eq!(nearest_choice("不同意する", ["同意", "不同意"]), Some("不同意"));
        assert_eq!(
            nearest_choice("放課後デイサービス", ["児童発達支援", "放課後等デイサービス"]),
            Some("放課後等デイサービス")
        );
    }

    #[test]
    fn a_short_id_needs_a_close_match() {
        assert_eq!(nearest_id("s2", ["s1", "s3"]), None);
        assert_eq!(nearest_id("ito", ["kato"]), None);
        assert_eq!(nearest_id("suzuk", ["suzuki", "mori"]), Some("suzuki"));
        assert_eq!(nearest_id("Mori", ["suzuki", "mori"]), Some("mori"));
        assert_eq!(nearest_id("ｓ1", ["s1", "s2"]), Some("s1"));
        assert_eq!(nearest_id("s\u{200B}1", ["s1", "s2"]), Some("s1"));
    }

    #[test]
    fn another_day_is_another_document() {
        let names = ["plan/2024-03-18", "plan/2024-03-28", "consult/plan/2024-03-20"];
        assert_eq!(same_document("plan/2024-03-29", names), None);
        for word in [
            "plan/2024-3-28",
            "2024-03-28",
            "plan/2024-03-28.yaml",
            "plan/2024/3/28",
            "2024年3月28日",
            "cases/hana/plan/2024-03-28",
        ] {
            assert_eq!(same_document(word, names), Some("plan/2024-03-28"), "{word}");
        }
        assert_eq!(same_document("2024-03-20", ["2024-03-20"]), Some("2024-03-20"));
    }

    #[test]
    fn a_key_is_meant_by_what_is_like_it() {
        assert_eq!(nearest_key("作成目", ["作成日", "作成者"]), None, "two are as like");
        assert_eq!(nearest_key("留意事頂", ["作成日", "留意事項"]), Some("留意事項"));
        assert_eq!(nearest_key("利用者氏名", ["氏名", "生年月日"]), Some("氏名"));
        assert_eq!(nearest_key("天気", ["氏名", "生年月日"]), None);
    }
}
