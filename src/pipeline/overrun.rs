//! Words that run over a line of their box, at the template's line that has them.

use super::findings::Rendered;
use super::project::Project;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::forms::TemplateFiles;
use crate::source::Place;
use crate::template::context::{Appearance, Expected};
use crate::template::{bodies, origin_of};
use crate::typeset::{Layout, Overrun, Typesetter};
use std::ops::Range;

/// How many letters of what runs over are shown.
const SHOWN: usize = 20;
/// Fewer letters may stand anywhere in a template or a document.
const TELLING: usize = 4;

/// What runs over the lines of its box.
pub(super) fn overrun_findings(
    project: &Project,
    rendered: &Rendered,
    (setter, layout): (&Typesetter, &Layout),
) -> Vec<Diagnostic> {
    let bodies = bodies(&rendered.source);
    let within: Vec<Range<usize>> = bodies.iter().map(|body| body.range.clone()).collect();
    let finding = |over: &Overrun| {
        let long = over.stretch.and_then(|index| {
            let text = rendered.texts.iter().find(|text| text.number == bodies[index].number)?;
            let (name, line) = origin_of(&rendered.source, within[index].start)?;
            Some((text, project.templates.line(name, line)))
        });
        match long {
            Some((text, line)) => {
                let help = "欄の高さを決めないか、文を `fit(…, height: …)` に入れてください。fit は字を小さくし、それでも入らない文を別紙に回します";
                overlaps(&text.field, line, help).related(text.place.clone(), "この文です")
            }
            None => words_finding(project, rendered, &within, over),
        }
    };
    setter.overrun(layout, &within).iter().map(finding).collect()
}

fn overlaps(what: &str, place: Place, help: &str) -> Diagnostic {
    let message = format!("{what} が欄の線を越えて、ほかの欄に重なります");
    Diagnostic::new(Code::TEXT_OVERFLOW, place, message).severity(Severity::Warning).help(help)
}

/// Short values, labels and the template's own words: named by what they say.
fn words_finding(project: &Project, rendered: &Rendered, within: &[Range<usize>], over: &Overrun) -> Diagnostic {
    let words = over.lines.concat();
    let shown: String = words.chars().take(SHOWN).collect();
    let more = if words.chars().count() > SHOWN { "…" } else { "" };
    let what = format!("「{shown}{more}」");
    let value = value(rendered, &words);
    let written = over.written.or_else(|| {
        let longest = over.lines.iter().map(|line| line.trim()).max_by_key(|line| line.chars().count());
        let own = value.map(|(_, own)| own);
        longest.into_iter().chain(own).find_map(|words| found(project, rendered, within, words))
    });
    let origin = written.and_then(|at| origin_of(&rendered.source, at));
    let (name, line) = origin.unwrap_or((rendered.template.as_str(), 1));
    let line = project.templates.line(name, line);
    let label = project.packs.label_within(&words).filter(|_| !is_own(project, name));
    let help = "欄の高さを決めない(高くする)か、字を小さくするか、言葉を短くしてください";
    match (label, value) {
        (Some(label), _) => overlaps(&what, label, help).related(line, "この欄です"),
        (None, Some((value, _))) => overlaps(&what, line, help).related(value.place.clone(), "この値です"),
        (None, None) => overlaps(&what, line, help),
    }
}

/// Where in the source words stand: in a template of the project's own rather than in one of the program, and not in the
/// long texts.
fn found(project: &Project, rendered: &Rendered, within: &[Range<usize>], words: &str) -> Option<usize> {
    let is_free = |at: &usize| !within.iter().any(|text| text.contains(at));
    let places = || rendered.source.match_indices(words).map(|(at, _)| at).filter(is_free);
    let in_own = |at: &usize| origin_of(&rendered.source, *at).is_some_and(|(name, _)| is_own(project, name));
    places().find(in_own).or_else(|| places().next())
}

fn is_own(project: &Project, name: &str) -> bool {
    project.packs.file(name).is_some_and(|source| project.packs.is_own(name, &source))
}

/// The written value whose words are the longest among these, and they.
fn value<'a>(rendered: &'a Rendered, words: &str) -> Option<(&'a Expected, &'a str)> {
    let among = rendered.expected.iter().flat_map(|expected| {
        let own = said(&expected.form).filter(|own| own.chars().count() >= TELLING && words.contains(own.as_str()));
        own.map(move |own| (expected, own.as_str()))
    });
    among.max_by_key(|(_, own)| own.len())
}

/// The words by which a short value is printed.
fn said(form: &Appearance) -> impl Iterator<Item = &String> {
    let (several, one) = match form {
        Appearance::Words(words) => (words.as_slice(), None),
        Appearance::Whole(word) | Appearance::Shared(word) => (&[][..], Some(word)),
        _ => (&[][..], None),
    };
    several.iter().chain(one)
}
