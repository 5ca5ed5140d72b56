//! What a Typst source may not do because it would take all memory or never end, as far as its text shows it: numbers that
//! no form has need of, loops in loops that come to more turns than that, and loops that lay a list into itself with each
//! turn. A list that is nested some thousand deep takes Typst hours to show.
//!
//! This reads the text and runs nothing, so that a source which is bent on it finds other ways. What stands here is what a
//! slip, or a template received with a bad joke in it, does.

use std::collections::BTreeSet;
use std::ops::Range;
use typst::syntax::ast::{Arg, ArrayItem, BinOp, Binary, DictItem, Expr, ForLoop, LetBinding};
use typst::syntax::{LinkedNode, Source, SyntaxKind};

/// Larger whole numbers are none of a form: a list or a text of so many would fill the memory, and so many turns of loops
/// would not end in a day.
const LARGEST: i128 = 10_000_000;

/// Steps from name to name that are followed in one loop.
const MOST_STEPS: usize = 400;

/// One name takes the value of another, or of a list in which that one lies.
type WorkStep = (String, String, bool);

/// What is refused of a source, in order: where, and why.
pub(super) fn refused(source: &Source) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    walk(source, &LinkedNode::new(source.root()), 1, &mut found);
    found
}

/// `turns` is how often what stands here is done by the loops around it, as far as their text says so.
fn walk(source: &Source, node: &LinkedNode<'_>, turns: i128, found: &mut Vec<(Range<usize>, String)>) {
    let mut turns = turns;
    match node.kind() {
        SyntaxKind::Int => {
            let text = &source.text()[node.range()];
            if number(text).is_none_or(|number| number > LARGEST) {
                found.push((node.range(), format!("数 {text} は大きすぎます({LARGEST} まで)")));
            }
        }
        SyntaxKind::ForLoop | SyntaxKind::WhileLoop => {
            let mut steps = BTreeSet::new();
            gather(node, &mut steps);
            if let Some(name) = nested(steps) {
                found.push((node.range(), format!("繰り返しのたびに `{name}` が `{name}` の中に入れ子になります")));
                return;
            }
            turns = turns.saturating_mul(node.cast().and_then(turns_of).unwrap_or(1));
            if turns > LARGEST {
                found.push((node.range(), format!("繰り返しが多すぎます(重ねて {turns} 回。{LARGEST} 回まで)")));
                return;
            }
        }
        _ => {}
    }
    for child in node.children() {
        walk(source, &child, turns, found);
    }
}

/// How many turns a loop over a `range` of written numbers takes.
fn turns_of(node: ForLoop<'_>) -> Option<i128> {
    let Expr::FuncCall(call) = node.iterable() else { return None };
    let Expr::Ident(name) = call.callee() else { return None };
    let numbers: Option<Vec<i128>> = call
        .args()
        .items()
        .map(|argument| match argument {
            Arg::Pos(Expr::Int(number)) => Some(i128::from(number.get())),
            _ => None,
        })
        .collect();
    match numbers?.as_slice() {
        [end] if name.as_str() == "range" => Some((*end).max(0)),
        [start, end] if name.as_str() == "range" => Some((end - start).max(0)),
        _ => None,
    }
}

fn number(text: &str) -> Option<i128> {
    let radix = |prefix: &str, radix| text.strip_prefix(prefix).map(|digits| i128::from_str_radix(digits, radix).ok());
    radix("0x", 16).or_else(|| radix("0o", 8)).or_else(|| radix("0b", 2)).unwrap_or_else(|| text.parse().ok())
}

/// The steps of a loop and of all that is in it.
fn gather(node: &LinkedNode<'_>, steps: &mut BTreeSet<WorkStep>) {
    if let Some(binary) = node.cast::<Binary<'_>>()
        && binary.op() == BinOp::Assign
        && let Expr::Ident(name) = binary.lhs()
    {
        values(name.as_str(), binary.rhs(), false, steps);
    }
    if let Some(binding) = node.cast::<LetBinding<'_>>()
        && let [name] = binding.kind().bindings().as_slice()
        && let Some(value) = binding.init()
    {
        values(name.as_str(), value, false, steps);
    }
    if steps.len() < MOST_STEPS {
        node.children().for_each(|child| gather(&child, steps));
    }
}

/// The names whose values an expression takes over whole.
fn values(to: &str, value: Expr<'_>, inside: bool, steps: &mut BTreeSet<WorkStep>) {
    match value {
        Expr::Ident(from) => {
            steps.insert((to.to_owned(), from.as_str().to_owned(), inside));
        }
        Expr::Parenthesized(inner) => values(to, inner.expr(), inside, steps),
        Expr::Array(array) => {
            for item in array.items() {
                if let ArrayItem::Pos(item) = item {
                    values(to, item, true, steps);
                }
            }
        }
        Expr::Dict(dict) => {
            for item in dict.items() {
                match item {
                    DictItem::Named(pair) => values(to, pair.expr(), true, steps),
                    DictItem::Keyed(pair) => values(to, pair.expr(), true, steps),
                    DictItem::Spread(_) => {}
                }
            }
        }
        Expr::CodeBlock(block) => block.body().exprs().for_each(|expr| values(to, expr, inside, steps)),
        _ => {}
    }
}

/// A name that comes to lie in itself.
fn nested(mut steps: BTreeSet<WorkStep>) -> Option<String> {
    loop {
        if let Some((name, ..)) = steps.iter().find(|(to, from, inside)| to == from && *inside) {
            return Some(name.clone());
        }
        let longer: BTreeSet<WorkStep> = steps
            .iter()
            .flat_map(|(to, by, inside)| {
                let next = steps.iter().filter(move |(name, ..)| name == by);
                next.map(move |(_, from, deeper)| (to.clone(), from.clone(), *inside || *deeper))
            })
            .filter(|step| !steps.contains(step))
            .collect();
        if longer.is_empty() || steps.len() > MOST_STEPS {
            return None;
        }
        steps.extend(longer);
    }
}

#[cfg(test)]
mod tests {
    use super::refused;
    use typst::syntax::Source;

    fn said(code: &str) -> Vec<String> {
        refused(&Source::detached(code)).into_iter().map(|(_, why)| why).collect()
    }

    #[test]
    fn a_list_may_not_be_laid_into_itself_by_a_loop() {
        for code in [
            "#for i in range(9) { x = (x,) }",
            "#for i in range(9) { x = (x, 1, x) }",
            "#for i in range(9) { x = (a: x) }",
            "#for i in range(9) { x = (\"a b\": (1, x)) }",
            "#while true { for j in (1,) { x = (((x)),) } }",
            "#for i in range(9) { let y = (x,); x = y }",
            "#for i in range(9) { let y = (1, x); let z = y; x = { z } }",
            "#for i in range(9) [#if i > 2 { x = (x,) }]",
        ] {
            let said = said(code);
            assert!(said.len() == 1 && said[0].contains("入れ子"), "{code}: {said:?}");
        }
        for code in [
            "#for i in range(9) { x = (..x, i) }",
            "#for i in range(9) { x += (i,) }",
            "#for i in range(9) { let y = (i,); x = y }",
            "#for (a, b) in pairs { let both = (a, b); rows.push(both) }",
            "#for i in range(9) { x = (x.at(0), x.at(1) + 1) }",
            "#{ x = (x,) }",
        ] {
            assert_eq!(said(code), [""; 0], "{code}");
        }
    }

    #[test]
    fn turns_of_loops_in_loops_have_a_limit() {
        for code in [
            "#for i in range(9000) { for j in range(9000) { } }",
            "#context { for i in range(1, 5000) { [#for j in range(5000) [x]] } }",
            "#for a in range(300) { if true { for b in range(300) { let c = 1; for d in range(300) { c } } } }",
        ] {
            let said = said(code);
            assert!(said.len() == 1 && said[0].contains("繰り返しが多すぎます"), "{code}: {said:?}");
        }
        for code in [
            "#for i in range(9000) { } #for j in range(9000) { }",
            "#for i in range(31) { for j in range(48) { for k in range(9) { } } }",
            "#for i in range(9000) { for j in range(n) { } }",
            "#for i in rows { for j in range(5, 2) { for k in range(90000) { } } }",
        ] {
            assert_eq!(said(code), [""; 0], "{code}");
        }
    }

    #[test]
    fn numbers_have_a_limit() {
        for code in ["#range(2000000000)", "#(\"a\" * 10000001)", "#0xFFFFFFFFFF"] {
            assert_eq!(said(code).len(), 1, "{code}");
        }
        assert_eq!(said("#range(10000000) 2000000000 #1.5em #\"2000000000\""), [""; 0]);
    }
}
