//! What the template language says of a slip, in Japanese.

use crate::record;
use minijinja::ErrorKind;

/// The words that may begin a statement.
const STATEMENTS: [&str; 16] = [
    "extends", "block", "endblock", "include", "if", "elif", "else", "endif", "for", "endfor", "set", "with",
    "endwith", "macro", "endmacro", "import",
];

/// A sentence for what went wrong; what is not known stays as it is, behind a word that says whose it is.
pub(super) fn in_japanese(kind: ErrorKind, detail: &str) -> String {
    match kind {
        ErrorKind::TemplateNotFound => format!("雛形「{}」がありません", template(detail)),
        ErrorKind::OutOfFuel => "繰り返しが終わりません".to_owned(),
        ErrorKind::SyntaxError => syntax(detail).unwrap_or_else(|| foreign(detail)),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction => {
            let name = detail.trim_end_matches(" is unknown");
            let name = name.rsplit(' ').next().unwrap_or(name);
            format!("`{name}` という名前の働きはありません")
        }
        ErrorKind::MissingArgument => "引数が足りません".to_owned(),
        ErrorKind::TooManyArguments => "引数が多すぎます".to_owned(),
        _ => foreign(detail),
    }
}

fn foreign(detail: &str) -> String {
    let is_foreign = detail.chars().any(char::is_alphabetic) && detail.is_ascii();
    if is_foreign { format!("雛形の言語の言葉: {detail}") } else { detail.to_owned() }
}

/// The name in `template "…" does not exist`, `tried to include non-existing template '…'`.
fn template(detail: &str) -> &str {
    detail.split(['"', '\'']).nth(1).unwrap_or(detail)
}

fn syntax(detail: &str) -> Option<String> {
    if let Some(word) = detail.strip_prefix("unknown statement ") {
        let near = record::nearest(word, STATEMENTS).filter(|near| *near != word);
        return Some(match near {
            Some(near) => format!("`{{% {word} %}}` という指図はありません。`{{% {near} %}}` ではありませんか"),
            // It is known, and closes what is not open here.
            None if word.starts_with("end") => {
                format!("`{{% {word} %}}` に合う初めがないか、前の `{{% if %}}` や `{{% for %}}` が閉じていません")
            }
            None => format!("`{{% {word} %}}` という指図はありません"),
        });
    }
    let said = match detail {
        "unexpected character" => "`{{ }}` や `{% %}` の中に書けない文字があります。見出しなどの語は \"…\" で囲みます",
        "unexpected end of string" => "`\"` が閉じていません",
        "unexpected end of comment" => "`{#` が `#}` で閉じていません",
        _ if detail.ends_with("expected end of variable block") => "`{{` が `}}` で閉じていません",
        _ if detail.ends_with("expected end of block") => "`{%` が `%}` で閉じていません",
        _ if detail.starts_with("unexpected end of input") => {
            "終わりまで読んでも閉じていません。`{% if %}`、`{% for %}`、`{% block %}` の終わりを確かめてください"
        }
        _ => {
            let found = detail.strip_prefix("unexpected ")?.split(", expected ").next()?;
            return Some(format!("{found} をここには書けません"));
        }
    };
    Some(said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::in_japanese;
    use minijinja::{Environment, UndefinedBehavior};

    fn said(template: &str) -> String {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let error = match environment.template_from_str(template) {
            Ok(template) => template.render(()).expect_err("it cannot be rendered"),
            Err(error) => error,
        };
        in_japanese(error.kind(), error.detail().unwrap_or_default())
    }

    #[test]
    fn slips_of_a_beginner_are_said_in_japanese() {
        for (template, words) in [
            ("{% blok x %}", "`{% blok %}` という指図はありません。`{% block %}` ではありませんか"),
            ("{% block x %}{% if 1 %}{% endblock %}", "`{% endblock %}` に合う初めがないか"),
            ("{{ \"あ\" ", "`{{` が `}}` で閉じていません"),
            ("{% set x = 1", "`{%` が `%}` で閉じていません"),
            ("{{ 年齢 }}", "書けない文字があります"),
            ("{{ \"あ }}", "`\"` が閉じていません"),
            ("{# あ", "`{#` が `#}` で閉じていません"),
            ("{% if 1 %}あ", "閉じていません"),
            ("{{ 1 | uper }}", "`uper` という名前の働きはありません"),
            ("{{ lable(1) }}", "`lable` という名前の働きはありません"),
            ("{% include \"standard/nothing.typ.j2\" %}", "雛形「standard/nothing.typ.j2」がありません"),
            ("{% extends \"standard/nothing.typ.j2\" %}", "雛形「standard/nothing.typ.j2」がありません"),
            ("{{ 1 / 0 }}", "雛形の言語の言葉: "),
        ] {
            let said = said(template);
            assert!(said.contains(words), "{template}: {said}");
        }
    }
}
