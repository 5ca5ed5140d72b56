//! A finding as people read it: file, line, column, the line itself, what to write instead.

use super::{Diagnostic, Severity};
use crate::source::{Place, Span};
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};
use std::sync::Arc;

/// Lays findings out for a terminal.
#[derive(Debug)]
pub struct Human {
    renderer: Renderer,
}

impl Human {
    /// With or without colour.
    #[must_use]
    pub fn new(colour: bool) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        Self { renderer: renderer.term_width(100) }
    }

    /// The finding over several lines, without a line break at its end.
    #[must_use]
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Info => Level::INFO.with_name(Severity::Info.label()),
            Severity::Warning => Level::WARNING.with_name(Severity::Warning.label()),
            Severity::Error => Level::ERROR.with_name(Severity::Error.label()),
        };
        let mut group = level
            .primary_title(&diagnostic.message)
            .id(diagnostic.code)
            .elements(std::iter::empty::<annotate_snippets::Element<'_>>());
        let (beside, elsewhere): (Vec<_>, Vec<_>) =
            diagnostic.related.iter().partition(|(place, _)| Arc::ptr_eq(&place.source, &diagnostic.place.source));
        let path = shown_path(&diagnostic.place);
        if diagnostic.place.span == Span::default() && beside.is_empty() {
            group = group.element(Origin::path(path).line(1).char_column(1));
        } else {
            let mut annotations = vec![(&diagnostic.place, AnnotationKind::Primary, None)];
            annotations
                .extend(beside.iter().map(|(place, label)| (place, AnnotationKind::Context, Some(label.as_str()))));
            group = group.element(snippet(path, &annotations));
        }
        for (place, label) in elsewhere {
            group =
                group.element(snippet(shown_path(place), &[(place, AnnotationKind::Context, Some(label.as_str()))]));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.with_name("直し方").message(help));
        }
        self.renderer.render(&[group])
    }
}

fn shown_path(place: &Place) -> String {
    place.source.path().to_string_lossy().into_owned()
}

/// The lines that hold the places, and no more of the file: it may be long.
fn snippet<'a>(
    path: String,
    annotations: &[(&'a Place, AnnotationKind, Option<&'a str>)],
) -> Snippet<'a, Annotation<'a>> {
    let source = &annotations[0].0.source;
    let lines = annotations.iter().map(|(place, ..)| place.line_column().0);
    let (first, last) = lines.fold((usize::MAX, 1), |(first, last), line| (first.min(line), last.max(line)));
    let start = source.line_span(first).start as usize;
    let end = source.line_span(last).end as usize;
    let annotations = annotations.iter().map(|(place, kind, label)| {
        let span = visible(place).range();
        kind.span(span.start - start..(span.end - start).min(end - start)).label(*label)
    });
    Snippet::source(&source.text()[start..end]).line_start(first).path(path).fold(true).annotations(annotations)
}

/// Characters after which an underline says no more.
const LONGEST_UNDERLINE: usize = 24;

/// The part of a place that is worth underlining: its first line, and at least one character where there is one.
fn visible(place: &Place) -> Span {
    let text = place.source.text();
    let start = (place.span.start as usize).min(text.len());
    let end = (place.span.end as usize).clamp(start, text.len());
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(line_end);
    let end = text[start..end].char_indices().nth(LONGEST_UNDERLINE).map_or(end, |(at, _)| start + at);
    let end = if end == start { start + text[start..line_end].chars().next().map_or(0, char::len_utf8) } else { end };
    let trimmed = text[start..end].trim_end().len();
    Span::new(start, if trimmed == 0 { end } else { start + trimmed })
}
