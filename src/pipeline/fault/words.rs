//! Typst's complaints in Japanese. One that is not known here is shown as Typst says it.

/// What a complaint looks like, `{}` being a part of it, and how it is said, the parts by their numbers.
const COMPLAINTS: [(&str, &str); 37] = [
    ("unknown variable: {}", "`{0}` という名前の関数も値もありません"),
    ("missing argument: {}", "引数 `{0}` がありません"),
    ("unexpected argument: {}", "`{0}` という引数はありません"),
    ("unexpected argument", "引数が多すぎます"),
    ("not enough arguments", "引数が足りません"),
    ("duplicate argument: {}", "引数 `{0}` が二度あります"),
    ("duplicate key: {}", "`{0}` が二度あります"),
    ("expected {}, found {}", "{0} を書く所に、{1} があります"),
    ("expected {}", "{0} がありません"),
    ("unexpected {}", "ここに {0} は書けません"),
    ("unclosed delimiter", "括弧が閉じていません"),
    ("unclosed string", "「\"」が閉じていません"),
    ("unclosed raw text", "「`」が閉じていません"),
    ("cannot add {} and {}", "{0} に {1} は足せません"),
    ("cannot subtract {1} from {0}", "{0} から {1} は引けません"),
    ("cannot multiply {} with {}", "{0} に {1} は掛けられません"),
    ("cannot divide {} by {}", "{0} は {1} で割れません"),
    ("cannot divide by zero", "0 では割れません"),
    ("cannot join {} with {}", "{0} に {1} は続けられません(行の終わりの「,」を忘れていませんか)"),
    ("cannot compare {} and {}", "{0} と {1} は比べられません"),
    ("cannot apply {} to {}", "{1} に {0} は使えません"),
    ("cannot spread {}", "{0} は「..」で広げられません"),
    ("cannot loop over {}", "{0} は for で回せません"),
    ("cannot access fields on type {}", "{0} に「.」で続く値はありません"),
    ("{} does not have accessible fields", "{0} に「.」で続く値はありません"),
    ("{} does not contain field {}", "{0} に {1} という値はありません"),
    ("type {} has no method {}", "{0} に {1} はできません"),
    ("dictionary does not contain key {} and no default value was specified", "辞書に {0} がありません"),
    ("dictionary does not contain key {}", "辞書に {0} がありません"),
    ("array index out of bounds ({})", "並びの番号が大きすぎます({0})"),
    ("array index out of bounds ({}) and no default value was specified", "並びの番号が大きすぎます({0})"),
    ("array is empty", "並びが空です"),
    ("maximum function call depth exceeded", "関数が自分を呼び続けています"),
    ("file not found{}", "#import のファイルがありません"),
    ("failed to load file (access denied)", "使えるファイルは /lib/ の下だけです"),
    ("unresolved import", "#import した名前がそのファイルにありません"),
    ("the character {} is not valid in code", "{0} はここに書けません"),
];

/// Typst's names of things.
const THINGS: [(&str, &str); 45] = [
    ("none", "none(書かれていない値)"),
    ("auto", "auto"),
    ("integer", "整数"),
    ("float", "小数"),
    ("string", "文字列"),
    ("content", "中身"),
    ("boolean", "true か false"),
    ("array", "並び"),
    ("dictionary", "辞書"),
    ("function", "関数"),
    ("arguments", "引数"),
    ("length", "長さ"),
    ("relative length", "長さか割合"),
    ("ratio", "割合"),
    ("fraction", "1fr のような比"),
    ("angle", "角度"),
    ("color", "色"),
    ("gradient", "色の移り変わり"),
    ("tiling", "模様"),
    ("stroke", "線"),
    ("alignment", "揃え方"),
    ("label", "ラベル"),
    ("location", "場所"),
    ("selector", "選び方"),
    ("module", "ファイル"),
    ("type", "型"),
    ("symbol", "記号"),
    ("bytes", "バイト列"),
    ("regex", "正規表現"),
    ("expression", "式"),
    ("identifier", "名前"),
    ("pattern", "名前の並び"),
    ("block", "{ … } か [ … ]"),
    ("argument list", "引数の括弧"),
    ("comma", "「,」"),
    ("colon", "「:」"),
    ("semicolon or line break", "「;」か改行"),
    ("comma or semicolon", "「,」か「;」"),
    ("closing paren", "「)」"),
    ("closing brace", "「}」"),
    ("closing bracket", "「]」"),
    ("opening paren", "「(」"),
    ("end of file", "雛形の終わり"),
    ("equals sign", "「=」"),
    ("keyword `in`", "in"),
];

/// A complaint in Japanese.
pub(super) fn in_japanese(message: &str) -> String {
    let said = COMPLAINTS.iter().filter_map(|(pattern, said)| Some((parts(message, pattern)?, said)));
    // What says more of the message says it better.
    let Some((parts, said)) = said.min_by_key(|(parts, _)| parts.iter().map(|part| part.len()).sum::<usize>()) else {
        return format!("Typst の言葉: {message}");
    };
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

fn thing(part: &str) -> Option<&'static str> {
    THINGS.iter().find(|(own, _)| *own == part).map(|(_, said)| *said)
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
