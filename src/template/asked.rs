//! What a template asks for and the values do not have.

use crate::record;
use minijinja::value::{Value, ValueKind};
use std::ops::Range;

/// The whole of what is asked for around the part that is not there: `child.agee` for `agee`.
pub(super) fn expression(source: &str, range: Range<usize>) -> &str {
    let end = range.end.min(source.len());
    let before = source.get(..range.start).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '"' | '\'');
    let start = before.trim_end_matches(is_part).len();
    let whole = source.get(start..end).unwrap_or_default();
    whole.trim_matches(['{', '}', ' ']).trim_start_matches(['.', '['])
}

/// Whether what was asked for is the name of a template without its quotes.
pub(super) fn is_template(expression: &str) -> bool {
    expression.trim_end_matches('」').ends_with(".j2")
}

/// The name beside the one that was asked for that is most like it, with what stands before it.
pub(super) fn nearest(expression: &str, context: &Value) -> Option<String> {
    if expression.contains('[') {
        return None;
    }
    let mut value = context.clone();
    let mut known = String::new();
    for part in expression.split('.') {
        let next = value.get_attr(part).ok().filter(|next| !next.is_undefined());
        let Some(next) = next else {
            let names: Vec<String> = (value.kind() == ValueKind::Map)
                .then(|| value.try_iter().ok())??
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect();
            let near = record::nearest(part, names.iter().map(String::as_str))?;
            return Some(format!("{known}{near}"));
        };
        known.push_str(&format!("{part}."));
        value = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{expression, nearest};
    use minijinja::context;

    #[test]
    fn the_whole_of_what_is_asked_for_is_shown() {
        for (source, part, whole) in [
            ("({{ child.agee or \"\" }})", "agee", "child.agee"),
            ("{{ form.boxes[\"補足\"] }}", "[\"補足\"]", "form.boxes[\"補足\"]"),
            ("{{ x }}", "{{ x }}", "x"),
            ("label(plan.rows.first)", ".first", "plan.rows.first"),
        ] {
            let start = source.find(part).expect("it is there");
            assert_eq!(expression(source, start..start + part.len()), whole);
        }
    }

    #[test]
    fn the_name_that_was_meant_is_found_beside_it() {
        let values = context! { child => context! { age => "8歳", name => "花" } };
        assert_eq!(nearest("child.agee", &values).as_deref(), Some("child.age"));
        assert_eq!(nearest("chlid.age", &values).as_deref(), Some("child"));
        assert_eq!(nearest("child.zzz", &values), None);
    }
}
