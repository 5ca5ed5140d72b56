//! What Typst says of a template, as findings at the template's own line: in Japanese, and where it happened in `lib/` at the
//! line that called it.

mod caller;
mod complaints;
mod own_lines;
mod words;

use super::findings::Rendered;
use super::project::Project;
use crate::diagnostic::{Diagnostic, Severity};
use crate::template::origin_of;
use crate::typeset::{Failure, FailureOrigin, Typesetter};
use own_lines::OwnLines;
use std::collections::BTreeSet;
use words::in_japanese;

/// What is wrong with the office's own templates, though Typst may take it.
pub(super) fn slips(project: &Project, rendered: &Rendered) -> Vec<Diagnostic> {
    OwnLines::of(project, &rendered.source).map(|own| own.slips()).unwrap_or_default()
}

/// What Typst warns of in the office's own templates, once a line: families of type that are not there, parts that it leaves
/// out.
pub(super) fn warnings(project: &Project, rendered: &Rendered, warned: &[Failure]) -> Vec<Diagnostic> {
    let Some(own) = OwnLines::of(project, &rendered.source) else { return Vec::new() };
    let mut told: BTreeSet<(&str, usize, String)> = BTreeSet::new();
    for warning in warned {
        let FailureOrigin::Main(range) = &warning.origin else { continue };
        let origin = origin_of(&rendered.source, range.start).filter(|_| own.holds(range.start));
        told.extend(origin.map(|(name, line)| (name, line, in_japanese(&warning.message))));
    }
    let finding = |(name, line, words): (&str, usize, String)| {
        let finding = project.templates.at_line(name, line, format!("雛形に気を付ける所があります({words})"));
        let help = "このままでも刷られますが、思ったとおりにはなりません。この行の名前と書き方を見てください";
        finding.severity(Severity::Warning).help(help)
    };
    told.into_iter().map(finding).collect()
}

/// Typst's complaints, each where it belongs. Of a source that cannot be read, one slip brings many: then what is said is
/// the first of each line, in the office's own templates before others.
pub(super) fn faults(
    project: &Project,
    rendered: &Rendered,
    failures: &[Failure],
    setter: &mut Typesetter,
) -> Vec<Diagnostic> {
    let own = OwnLines::of(project, &rendered.source);
    let is_own = |failure: &&Failure| match &failure.origin {
        FailureOrigin::Main(range) => own.as_ref().is_some_and(|own| own.holds(range.start)),
        _ => true,
    };
    if !failures.iter().any(|failure| is_own(&failure))
        && let Some(torn) = own.as_ref().and_then(OwnLines::torn)
    {
        return vec![torn];
    }
    let has_own = own.is_some() && failures.iter().any(|failure| is_own(&failure));
    let mut told: Vec<&Failure> = failures.iter().filter(|failure| !has_own || is_own(failure)).collect();
    // What does not end swallows what stands behind it.
    told.sort_by_key(|failure| !words::is_endless(&failure.message));
    let mut lines: Vec<(usize, &Failure)> = Vec::new();
    for failure in told {
        let line = match &failure.origin {
            FailureOrigin::Main(range) => rendered.source[..range.start].matches('\n').count(),
            _ => usize::MAX,
        };
        if line == usize::MAX || lines.iter().all(|(seen, _)| *seen != line) {
            lines.push((line, failure));
        }
    }
    if lines.first().is_some_and(|(_, first)| words::is_endless(&first.message)) {
        lines.truncate(1);
    }
    lines.iter().map(|(_, failure)| template_finding(project, rendered, failure, setter)).collect()
}

/// Typst's complaint at the template's line that has it, or that calls what has it.
fn template_finding(project: &Project, rendered: &Rendered, failure: &Failure, setter: &mut Typesetter) -> Diagnostic {
    let in_main = std::iter::once(&failure.origin).chain(&failure.calls).find_map(|origin| match origin {
        FailureOrigin::Main(range) => Some(range.start),
        _ => None,
    });
    let mut message = format!("雛形に誤りがあります({})", in_japanese(&failure.message));
    let mut called = None;
    if let FailureOrigin::Library(file, range) = &failure.origin {
        let source = project.packs.file(&format!("lib/{file}"));
        let line = source.map_or(0, |source| source.line_column(range.start).0);
        called = in_main.or_else(|| caller::of(setter, &rendered.source, failure));
        let name = called.and_then(|at| caller::name_at(&rendered.source, at));
        let name = name.map(|name| format!("`{name}` の中、")).unwrap_or_default();
        message = format!("雛形に誤りがあります({name}lib/{file} の {line} 行目: {})", in_japanese(&failure.message));
    }
    let origin = in_main.or(called).and_then(|at| origin_of(&rendered.source, at));
    let (name, line) = origin.unwrap_or((rendered.template.as_str(), 1));
    let finding = project.templates.at_line(name, line, message);
    let help = match failure.origin {
        FailureOrigin::Library(..) => "この行で lib の関数に渡している引数の、数、名前、型を見てください",
        _ => "この行の名前、括弧、「,」を見てください",
    };
    finding.help(format!("{help}。関数の引数は templates/lib/README.md にあります"))
}
