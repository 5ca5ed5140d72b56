//! Whose goal it is: what the staff does is 支援内容, what the child does is 支援目標.

use super::super::words::OfficeWords;
use super::verbs;
use super::wording::{JudgedText, without_bracket};
use crate::case::plan::SupportKind;

/// OfficeWords for the family, who may support somebody themselves.
const FAMILY: [&str; 13] =
    ["父", "母", "祖父", "祖母", "両親", "保護者", "家族", "里親", "兄", "姉", "叔母", "伯母", "きょうだい"];

/// How a child is called as the subject of a sentence.
const CHILD: [&str; 6] = ["本人", "さん", "くん", "君", "ちゃん", "児"];

/// The words in which a goal ends that is something for the staff to do. Rows of 移行支援 and 地域支援 may be about offices.
pub(super) fn of_staff(words: OfficeWords<'_>, kind: Option<SupportKind>, wording: &JudgedText) -> Option<String> {
    if matches!(kind, Some(SupportKind::Transition | SupportKind::Community)) {
        return None;
    }
    let sentence = without_bracket(wording.sentences.last()?);
    let is_own = |names: &[&str]| names.iter().any(|name| is_subject(sentence, name));
    let for_somebody = sentence.contains("よう") || sentence.contains("ため");
    // 保護者が見守る is the family's, はなさんが弟を見守る the child's; はなさんが座れるように見守る is not.
    let by_oneself = OWN_DOING.iter().any(|words| sentence.contains(words));
    if by_oneself || is_own(&FAMILY) || (is_own(&CHILD) && !for_somebody) {
        return None;
    }
    // What is able to is the child: 変更に対応できるようになる.
    let is_ability = |rest: &str| ["でき", "れるよう", "るようになる"].iter().any(|part| rest.contains(part));
    let last =
        |verb: &str| verbs::find(verb, sentence).into_iter().find(|found| found.is_last() && !is_ability(found.rest));
    words.list(|lists| &lists.staff_acts).find_map(|verb| last(verb).map(|found| found.text.to_owned()))
}

/// OfficeWords that say that somebody does it without the staff.
const OWN_DOING: [&str; 5] = ["自分で", "自分から", "自ら", "一人で", "ひとりで"];

fn is_subject(sentence: &str, name: &str) -> bool {
    let mut places = sentence.match_indices(name);
    places.any(|(at, _)| {
        sentence[at + name.len()..].starts_with(['が', 'は']) || sentence[at + name.len()..].starts_with("も、")
    })
}

/// How a sentence ends that says what somebody can do.
const ABLE: [&str; 7] =
    ["できる", "ようになる", "られる", "ことができます", "できます", "ようになります", "できること"];

/// Whether a 支援内容 has no word of support, and says what the child does or can do.
pub(super) fn is_of_child(words: OfficeWords<'_>, wording: &JudgedText) -> bool {
    let text = wording.whole();
    if words.list(|lists| &lists.support).any(|word| text.contains(word)) {
        return false;
    }
    let able = |sentence: &String| ABLE.iter().any(|end| without_bracket(sentence).ends_with(end));
    let own = |sentence: &String| CHILD.iter().any(|name| is_subject(sentence, name));
    !wording.sentences.is_empty() && wording.sentences.iter().all(|sentence| able(sentence) || own(sentence))
}
