//! Typst's complaints in Japanese. One that is not known here is shown as Typst says it.

use super::complaints::{COMPLAINTS, THINGS};

/// Whether something does not end, so that what stands behind it cannot be judged.
pub(super) fn is_endless(message: &str) -> bool {
    ["unclosed string", "unclosed raw text"].contains(&message)
}

/// A complaint in Japanese.
pub(super) fn in_japanese(message: &str) -> String {
    let said = COMPLAINTS.iter().filter_map(|(pattern, said)| Some((parts(message, pattern)?, said)));
    // What says more of the message says it better.
    let Some((parts, said)) = said.min_by_key(|(parts, _)| parts.iter().map(|part| part.len()).sum::<usize>()) else {
        // What a function of the program, or of the office's own, says is in Japanese already.
        let is_ours = message.chars().any(|c| c >= '\u{3000}');
        return if is_ours { message.to_owned() } else { format!("Typst の言葉: {message}") };
    };
    if let (Some(letter), true) = (full_width(&parts), message.ends_with(" is not valid in code")) {
        return letter;
    }
    parts
        .iter()
        .enumerate()
        .fold((*said).to_owned(), |said, (index, part)| said.replace(&format!("{{{index}}}"), &things(part)))
}

/// What stands in a message for the `{}` of a pattern; `{1}` before `{0}` turns them round.
fn parts<'a>(message: &'a str, pattern: &str) -> Option<Vec<&'a str>> {
    let is_turned = pattern.contains("{1}");
    let pattern = pattern.replace("{0}", "{}").replace("{1}", "{}");
    let mut words = pattern.split("{}");
    let mut rest = message.strip_prefix(words.next()?)?;
    let mut words: Vec<&str> = words.collect();
    let Some(last) = words.pop() else { return rest.is_empty().then(Vec::new) };
    let mut parts = Vec::new();
    for word in words {
        let (part, behind) = rest.split_once(word)?;
        parts.push(part);
        rest = behind;
    }
    parts.push(rest.strip_suffix(last)?);
    if is_turned {
        parts.reverse();
    }
    Some(parts)
}

/// What to write for a sign of full width in code.
fn full_width(parts: &[&str]) -> Option<String> {
    let [letter] = parts else { return None };
    let letter = letter.trim_matches('`').chars().next()?;
    let meant = match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0)?,
        '、' => ',',
        '。' => '.',
        '“' | '”' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        _ => return None,
    };
    Some(format!("全角の「{letter}」があります。半角の「{meant}」に直してください"))
}

/// Names of things in Japanese: `string, content, or none`.
fn things(part: &str) -> String {
    if let Some(thing) = thing(part) {
        return thing.to_owned();
    }
    let all: Vec<&str> = part.split(", ").flat_map(|part| part.trim_start_matches("or ").split(" or ")).collect();
    match all.iter().map(|part| thing(part)).collect::<Option<Vec<&str>>>() {
        Some(things) => things.join("、"),
        None => part.to_owned(),
    }
}

/// The name of a thing in Japanese; what is quoted is a word of the template and stays.
fn thing(part: &str) -> Option<&str> {
    let known = THINGS.iter().find(|(own, _)| *own == part).map(|(_, said)| *said);
    known.or_else(|| part.starts_with(['`', '"']).then_some(part))
}

#[cfg(test)]
mod tests {
    use super::{COMPLAINTS, in_japanese};
    use crate::font::Fonts;
    use crate::typeset::Typesetter;
    use std::sync::Arc;

    /// Slips that people make in templates, and how each is said: Typst itself is asked, so that a new wording of its is seen.
    const SLIPS: [(&str, &str); 21] = [
        ("#tile()", "`tile` という名前の関数も値もありません"),
        ("#let f(a) = a\n#f()", "引数 `a` がありません"),
        ("#let f(a) = a\n#f(1, b: 2)", "`b` という引数はありません"),
        ("#let f(a) = a\n#f(1, 2)", "引数が多すぎます"),
        ("#text(size: \"9\")[a]", "長さ を書く所に、文字列 があります"),
        ("#{ \"a\" + none + 1 }", "文字列 に 整数 は足せません"),
        ("#{ 1 - \"a\" }", "整数 から 文字列 は引けません"),
        ("#(1 2)", "「,」 がありません"),
        ("#table(columns: 2, [a]", "括弧が閉じていません"),
        ("#\"abc", "「\"」が閉じていません"),
        ("#let x = none\n#x.body", "none(書かれていない値) に「.」で続く値はありません"),
        ("#(a: 1).b", "辞書に \"b\" がありません"),
        ("#(1, 2).at(3)", "並びの番号が大きすぎます(index: 3, len: 2)"),
        ("#().first()", "並びが空です"),
        ("#(1, 2).foo()", "並び に `foo` はできません"),
        ("#{ (1,) + (a: 1) }", "並び に 辞書 は足せません"),
        ("#{ [a]; 1; [b] }", "中身 に 整数 は続けられません(行の終わりの「,」を忘れていませんか)"),
        ("#for x in 3 { x }", "整数 は for で回せません"),
        ("#import \"/lib/none.typ\": *", "使えるファイルは /lib/ の下だけです"),
        ("#let f() = f()\n#f()", "関数が自分を呼び続けています"),
        ("#{ 1 / 0 }", "0 では割れません"),
    ];

    #[test]
    fn what_typst_says_is_said_in_japanese() {
        let mut setter = Typesetter::new(Arc::new(Fonts::embedded()), &[]);
        let mut others = Vec::new();
        for (slip, said) in SLIPS {
            let failures = setter.layout(slip).err().unwrap_or_else(|| panic!("{slip} fails"));
            let own = in_japanese(&failures[0].message);
            others.extend((own != said).then(|| format!("{slip}: {} → {own}", failures[0].message)));
        }
        assert!(others.is_empty(), "{}", others.join("\n"));
    }

    #[test]
    fn what_is_not_known_is_shown_as_it_is() {
        assert_eq!(in_japanese("base is only supported"), "Typst の言葉: base is only supported");
        for (pattern, _) in COMPLAINTS {
            assert!(!in_japanese(pattern).starts_with("Typst"), "{pattern}");
        }
    }
}
