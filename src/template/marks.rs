//! Marks by which a line of generated Typst tells the template's file and line it came from.
//!
//! They are Typst comments at the ends of the template's lines, so they mean nothing to Typst and survive minijinja.

const MARK: &str = " //@";

/// The template with a mark at the end of each line that does not end inside a tag of the template language.
pub(super) fn annotate(name: &str, template: &str) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut open = None;
    for (index, line) in template.lines().enumerate() {
        open = still_open(line, open);
        out.push_str(line);
        if open.is_none() && !line.trim().is_empty() {
            out.push_str(&format!("{MARK}{name}:{}", index + 1));
        }
        out.push('\n');
    }
    out
}

/// The end that is waited for after this line, if the line ends inside a tag.
fn still_open(line: &str, mut open: Option<&'static str>) -> Option<&'static str> {
    let mut rest = line;
    loop {
        if let Some(end) = open {
            match rest.find(end) {
                Some(at) => rest = &rest[at + end.len()..],
                None => return open,
            }
        }
        let next = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
            .into_iter()
            .filter_map(|(start, end)| Some((rest.find(start)?, end)))
            .min();
        match next {
            Some((at, end)) => {
                rest = &rest[at + 2..];
                open = Some(end);
            }
            None => return None,
        }
    }
}

/// The template's name and line for a byte offset of generated source: the first mark at or behind it.
#[must_use]
pub fn origin_of(generated: &str, offset: usize) -> Option<(&str, usize)> {
    let mut offset = offset.min(generated.len());
    while !generated.is_char_boundary(offset) {
        offset -= 1;
    }
    let rest = &generated[offset..];
    let mark = rest.find(MARK)? + MARK.len();
    let line = rest[mark..].lines().next()?;
    let (name, number) = line.rsplit_once(':')?;
    Some((name, number.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{annotate, origin_of};

    #[test]
    fn a_generated_line_knows_its_template_line() {
        let template = "#a(\n  {{ x\n  }},\n{# note #}\n)\n";
        let marked = annotate("p/x.typ.j2", template);
        assert!(!marked.lines().nth(1).expect("line 2").contains("//@"), "inside a tag: {marked}");
        let at = marked.find(')').expect("paren");
        assert_eq!(origin_of(&marked, at), Some(("p/x.typ.j2", 5)));
        assert_eq!(origin_of(&marked, 0), Some(("p/x.typ.j2", 1)));
        assert_eq!(origin_of("no marks", 3), None);
    }
}
