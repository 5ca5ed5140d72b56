//! The call of a template that makes a function of `lib/` fail.
//!
//! What a function does only once the page is laid out (`fit`, `rows-table`) fails when the call is long over, and Typst
//! does not say who called. So calls are left out, from the last on, until the failure is gone: the call that was left out
//! last is the one, and then those within it.

use crate::typeset::{Failure, NamedCall, Typesetter, named_calls};
use std::ops::Range;

/// How deep calls lie in each other in a template.
const DEEPEST: usize = 8;

/// Where the call begins that makes it fail; none where that cannot be told.
pub(super) fn of(setter: &mut Typesetter, source: &str, failure: &Failure) -> Option<usize> {
    let sites = named_calls(source);
    let mut left_out: Vec<Range<usize>> = Vec::new();
    let mut found: Option<usize> = None;
    for _ in 0..DEEPEST {
        let calls = within(&sites, found);
        let calls = movable(setter, (source, &sites), failure, &calls, &left_out);
        let Some(first) = first_that_fails(setter, source, failure, &calls, &left_out) else { break };
        left_out.extend(calls[first + 1..].iter().map(|call| call.range.clone()));
        found = sites.iter().position(|site| site.range == calls[first].range);
    }
    found.map(|index| sites[index].range.start)
}

fn within(sites: &[NamedCall], outer: Option<usize>) -> Vec<&NamedCall> {
    sites.iter().filter(|site| site.outer == outer).collect()
}

/// The calls that can be left out without another failure, as one can whose value is a content; of each other one, those
/// within it.
fn movable<'a>(
    setter: &mut Typesetter,
    (source, sites): (&str, &'a [NamedCall]),
    failure: &Failure,
    calls: &[&'a NamedCall],
    left_out: &[Range<usize>],
) -> Vec<&'a NamedCall> {
    let ranges: Vec<Range<usize>> =
        calls.iter().map(|call| call.range.clone()).chain(left_out.iter().cloned()).collect();
    if calls.is_empty() || is_same(setter, &without(source, &ranges), failure).is_some() {
        return calls.to_vec();
    }
    if let [one] = calls {
        let inner = within(sites, sites.iter().position(|site| site == *one));
        return movable(setter, (source, sites), failure, &inner, left_out);
    }
    let (former, latter) = calls.split_at(calls.len() / 2);
    let mut movable_ones = movable(setter, (source, sites), failure, former, left_out);
    // Those behind have to be movable beside them.
    let beside: Vec<Range<usize>> =
        left_out.iter().cloned().chain(movable_ones.iter().map(|call| call.range.clone())).collect();
    movable_ones.extend(movable(setter, (source, sites), failure, latter, &beside));
    movable_ones
}

/// The number of the call without which, and without those behind it, the failure is gone, and with which it is there.
fn first_that_fails(
    setter: &mut Typesetter,
    source: &str,
    failure: &Failure,
    calls: &[&NamedCall],
    left_out: &[Range<usize>],
) -> Option<usize> {
    let mut fails = |kept: usize| {
        let behind = calls[kept..].iter().map(|call| call.range.clone());
        let ranges: Vec<Range<usize>> = behind.chain(left_out.iter().cloned()).collect();
        is_same(setter, &without(source, &ranges), failure)
    };
    // With none of them it must be gone, with all it is there.
    if calls.is_empty() || fails(0)? {
        return None;
    }
    let (mut gone, mut there) = (0, calls.len());
    while there - gone > 1 {
        let middle = usize::midpoint(gone, there);
        if fails(middle)? { there = middle } else { gone = middle }
    }
    Some(gone)
}

/// Whether a text fails in the same way; none where it fails in another, so that nothing can be told.
fn is_same(setter: &mut Typesetter, text: &str, failure: &Failure) -> Option<bool> {
    match setter.layout(text) {
        Ok(_) => Some(false),
        Err(others) => {
            let same = |other: &Failure| other.message == failure.message && other.origin == failure.origin;
            others.iter().any(same).then_some(true)
        }
    }
}

/// The text with nothing at these places: an empty content of the same length, so that what follows stays where it is.
fn without(source: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.start);
    let (mut text, mut at) = (String::with_capacity(source.len()), 0);
    for range in ranges.iter().filter(|range| range.len() >= 2) {
        if range.start < at {
            continue;
        }
        text.push_str(&source[at..range.start]);
        text.push('[');
        text.push_str(&" ".repeat(range.len() - 2));
        text.push(']');
        at = range.end;
    }
    text.push_str(&source[at..]);
    text
}

/// The name of the function that is called there.
pub(super) fn name_at(source: &str, at: usize) -> Option<&str> {
    let name = source.get(at..)?.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next()?;
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{name_at, of};
    use crate::font::Fonts;
    use crate::typeset::Typesetter;
    use std::sync::Arc;

    const LIB: &str = "#let late(value) = layout(_ => value.body)\n#let box(..parts) = parts.pos().join()\n\
                       #let part(..parts) = (body: parts.pos().join())\n";

    #[test]
    fn what_fails_when_its_call_is_over_is_found() {
        let mut setter = Typesetter::new(Arc::new(Fonts::embedded()), &[("l.typ".to_owned(), LIB.to_owned())]);
        let start = "#import \"/lib/l.typ\": *\n#set text(font: \"BIZ UDGothic\")\n";
        let good = "late((body: [a]))";
        for (text, wanted) in [
            (format!("{start}#{good}\n#late(\"x\")\n#{good}"), "late(\"x\")"),
            (format!("{start}#box({good}, late(1), {good})\n#{good}"), "late(1)"),
            // The first of several.
            (format!("{start}#box(late(1), {good})\n#late(2)\n#box(late(3))"), "late(1)"),
            (format!("{start}#{{ if true {{ {good}; late(4) }} }}"), "late(4)"),
            // Beside one whose value is no content, and within it.
            (format!("{start}#box({good}, late(5), late(part({good}, late((body: [b])))))"), "late(5)"),
            (format!("{start}#box({good}, late(part({good}, late(6))))"), "late(6)"),
        ] {
            let failures = setter.layout(&text).expect_err("it fails");
            let at = of(&mut setter, &text, &failures[0]).expect("it is found");
            assert!(text[at..].starts_with(wanted), "{text}\n{}", &text[at..]);
            assert_eq!(name_at(&text, at), Some("late"));
        }
    }
}
