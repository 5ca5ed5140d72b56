//! What the template language says of a slip, in Japanese.

use crate::record;
use minijinja::ErrorKind;

/// The words that may begin a statement.
const STATEMENTS: [&str; 16] = [
    "extends", "block", "endblock", "include", "if", "elif", "else", "endif", "for", "endfor", "set", "with",
    "endwith", "macro", "endmacro", "import",
];

/// A sentence for what went wrong in a template; what is not known stays as it is, behind a word that says whose it is.
pub(super) fn in_japanese(kind: ErrorKind, detail: &str, template: &str) -> String {
    match kind {
        ErrorKind::TemplateNotFound => format!("雛形「{}」がありません", template_name(detail)),
        ErrorKind::OutOfFuel => "繰り返しが終わりません".to_owned(),
        ErrorKind::SyntaxError => syntax(detail, is_closed(template)).unwrap_or_else(|| foreign(detail)),
        ErrorKind::BadEscape => "`\"` の中の `\\` の後の字が違います".to_owned(),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction => {
            let name = detail.trim_end_matches(" is unknown");
            let name = name.rsplit(' ').next().unwrap_or(name);
            format!("`{name}` という名前の働きはありません")
        }
        ErrorKind::UnknownMethod => match detail.split_once(" has no method named ") {
            Some((kind, name)) => format!("{}に `{name}` という働きはありません", thing(kind)),
            None => foreign(detail),
        },
        ErrorKind::MissingArgument => "引数が足りません".to_owned(),
        ErrorKind::TooManyArguments => "引数が多すぎます".to_owned(),
        _ => complaint(detail).unwrap_or_else(|| foreign(detail)),
    }
}

/// What the language calls values.
fn thing(kind: &str) -> &str {
    match kind.trim() {
        "string" => "文字列",
        "number" => "数",
        "bool" => "true か false",
        "none" => "書かれていない値",
        "undefined" => "ない値",
        "sequence" | "iterable" => "並び",
        "map" => "辞書",
        other => other,
    }
}

/// What goes wrong while a template is filled in.
fn complaint(detail: &str) -> Option<String> {
    if let Some(rest) = detail.strip_prefix("tried to use ") {
        let (operator, kinds) = rest.split_once(" operator on unsupported types ")?;
        let (one, other) = kinds.split_once(" and ")?;
        return Some(format!("{}と{}に `{operator}` は使えません", thing(one), thing(other)));
    }
    if let Some(kind) = detail.strip_suffix(" is not iterable") {
        return Some(format!("{}は `{{% for %}}` で回せません", thing(kind)));
    }
    if let Some(kind) = detail.strip_prefix("value of type ").and_then(|rest| rest.strip_suffix(" is not callable")) {
        return Some(format!("{}の後に `( )` は書けません", thing(kind)));
    }
    if detail.starts_with("cycle in template inheritance") {
        return Some("`{% extends %}` がこの雛形に戻ってきます".to_owned());
    }
    if detail.starts_with("unable to calculate") {
        return Some("計算できません".to_owned());
    }
    let said = match detail {
        "cannot super outside of block" => "`super()` は `{% block %}` の中にだけ書けます",
        "no parent block exists" => "`super()` の元になる block が、元の雛形にありません",
        "tried to extend a second time in a template" => "`{% extends %}` が二つあります",
        "value is not a string" => "見出しなどの語は \"…\" で囲みます。書かれていないことのある値は渡せません",
        "range has too many elements" | "recursion limit exceeded" => "繰り返しが多すぎます",
        "super() takes no arguments" => "`super()` の括弧の中には何も書きません",
        "not an object" | "object is not callable" => "この名前の後に `( )` は書けません",
        _ => return None,
    };
    Some(said.to_owned())
}

fn foreign(detail: &str) -> String {
    let is_foreign = detail.chars().any(char::is_alphabetic) && detail.is_ascii();
    if is_foreign { format!("雛形の言語の言葉: {detail}") } else { detail.to_owned() }
}

/// The name in `template "…" does not exist`, `tried to include non-existing template '…'`.
fn template_name(detail: &str) -> &str {
    detail.split(['"', '\'']).nth(1).unwrap_or(detail)
}

/// What is said of a line in which a text in quotes does not end; none where each does.
pub(super) fn open_quote(template: &str, line: Option<usize>) -> Option<String> {
    let line = template.lines().nth(line?.checked_sub(1)?)?;
    let is_open = line.matches('"').count() % 2 == 1 && (line.contains("{{") || line.contains("{%"));
    is_open.then(|| "この行に、閉じていない `\"` があります".to_owned())
}

/// Whether each statement that begins in a template ends, too.
fn is_closed(template: &str) -> bool {
    template.matches("{%").count() == template.matches("%}").count()
}

/// What is said where a block, a condition or a loop has no end.
const NOT_ENDED: &str = "終わりまで読んでも閉じていません。`{% if %}`、`{% for %}`、`{% block %}` の終わり(`{% endblock %}` など)を確かめてください";

/// What the language calls signs.
fn sign(name: &str) -> &str {
    match name {
        "end of block" => "`%}`",
        "start of block" => "`{%`",
        "end of variable block" => "`}}`",
        "start of variable block" => "`{{`",
        "identifier" => "名前",
        "string" => "\"…\"",
        "integer" | "float" => "数",
        other => other,
    }
}

fn syntax(detail: &str, is_closed: bool) -> Option<String> {
    if let Some(word) = detail.strip_prefix("unknown statement ") {
        let meant = ["elseif", "elsif"].contains(&word).then_some("elif");
        let near = meant.or_else(|| record::nearest(word, STATEMENTS)).filter(|near| *near != word);
        return Some(match near {
            Some(near) => format!("`{{% {word} %}}` という指図はありません。`{{% {near} %}}` ではありませんか"),
            // It is known, and closes what is not open here.
            None if word.starts_with("end") => {
                format!("`{{% {word} %}}` に合う初めがないか、前の `{{% if %}}` や `{{% for %}}` が閉じていません")
            }
            None => format!("`{{% {word} %}}` という指図はありません"),
        });
    }
    if let Some(name) = detail.strip_prefix("block '").and_then(|rest| rest.strip_suffix("' defined twice")) {
        return Some(format!("`{{% block {name} %}}` が二つあります"));
    }
    let said = match detail {
        "unexpected character" => "`{{ }}` や `{% %}` の中に書けない文字があります。見出しなどの語は \"…\" で囲みます",
        "unexpected end of string" => "`\"` が閉じていません",
        "unexpected end of comment" => "`{#` が `#}` で閉じていません",
        "unexpected `=`, expected end of block" => "比べるときは `==` と書きます",
        _ if detail.ends_with("expected end of variable block") => "`{{` が `}}` で閉じていません",
        "unexpected end of input, expected end of block" if is_closed => NOT_ENDED,
        _ if detail.ends_with("expected end of block") && is_closed => {
            "`{% … %}` の中に余分な語があります(`else if` は `elif` と書きます)"
        }
        _ if detail.ends_with("expected end of block") => "`{%` が `%}` で閉じていません",
        _ if detail.starts_with("unexpected end of input") => NOT_ENDED,
        _ => {
            let found = detail.strip_prefix("unexpected ")?.split(", expected ").next()?;
            return Some(format!("{} をここには書けません", sign(found)));
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
        in_japanese(error.kind(), error.detail().unwrap_or_default(), template)
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
            ("{{ 1 / 0 }}", "計算できません"),
            ("{% block x %}あ", "`{% endblock %}` など"),
            ("{% if 1 %}{% elseif 2 %}{% endif %}", "`{% elif %}` ではありませんか"),
            ("{% if 1 %}{% else if 2 %}{% endif %}", "`else if` は `elif` と書きます"),
            ("{% if 1 = 2 %}{% endif %}", "比べるときは `==` と書きます"),
            ("{% block x %}{% endblock %}{% block x %}{% endblock %}", "`{% block x %}` が二つあります"),
            ("{{ super() }}", "`super()` は `{% block %}` の中にだけ書けます"),
            ("{% block x %}{{ super() }}{% endblock %}", "元の雛形にありません"),
            ("{% for x in 3 %}{% endfor %}", "数は `{% for %}` で回せません"),
            ("{{ \"あ\" + 1 }}", "文字列と数に `+` は使えません"),
            ("{{ \"あ\".foo() }}", "文字列に `foo` という働きはありません"),
            ("{{ \"あ\"() }}", "の後に `( )` は書けません"),
            ("{% for i in range(100000000) %}{% endfor %}", "繰り返しが多すぎます"),
        ] {
            let said = said(template);
            assert!(said.contains(words), "{template}: {said}");
        }
    }
}
