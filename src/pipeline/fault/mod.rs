//! What Typst says of a template, as findings at the template's own line: in Japanese, and where it happened in `lib/` at the
//! line that called it.

mod caller;
mod words;

use super::findings::Rendered;
use super::project::Project;
use crate::diagnostic::Diagnostic;
use crate::template::origin_of;
use crate::typeset::{Failure, FailureOrigin, Typesetter};
use words::in_japanese;

/// Typst's complaints, each where it belongs.
pub(super) fn faults(
    project: &Project,
    rendered: &Rendered,
    failures: &[Failure],
    setter: &mut Typesetter,
) -> Vec<Diagnostic> {
    failures.iter().map(|failure| template_finding(project, rendered, failure, setter)).collect()
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
