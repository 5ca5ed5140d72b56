//! A finding as people read it: file, line, column, the line itself, what to write instead.

use super::excerpt::excerpt;
use super::{Diagnostic, Severity, slashed, visible};
use crate::source::{Place, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
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
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.code.as_str())
            .elements(std::iter::empty::<annotate_snippets::Element<'_>>());
        let (beside, elsewhere): (Vec<_>, Vec<_>) =
            diagnostic.related.iter().partition(|(place, _)| Arc::ptr_eq(place.source(), diagnostic.place.source()));
        let path = shown_path(&diagnostic.place);
        // Where the quoted line was cut, the layout knows another column than the file's.
        let mut columns = Vec::new();
        if diagnostic.place.is_whole() && beside.is_empty() {
            group = group.element(Origin::path(path).line(1).char_column(1));
        } else {
            let mut annotations = vec![(&diagnostic.place, AnnotationKind::Primary, None)];
            annotations
                .extend(beside.iter().map(|(place, label)| (place, AnnotationKind::Context, Some(label.as_str()))));
            group = quoted(group, path, &annotations, &mut columns);
        }
        for (place, label) in elsewhere {
            group = quoted(
                group,
                shown_path(place),
                &[(place, AnnotationKind::Context, Some(label.as_str()))],
                &mut columns,
            );
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.with_name("直し方").message(visible(help)));
        }
        let mut text = self.renderer.render(&[group]);
        for (shown, own) in columns {
            text = text.replacen(&shown, &own, 1);
        }
        text
    }
}

fn shown_path(place: &Place) -> String {
    visible(&slashed(place.source().path())).into_owned()
}

/// The lines that hold the places, and no more of the file: it may be long.
fn quoted<'a>(
    group: Group<'a>,
    path: String,
    annotations: &[(&'a Place, AnnotationKind, Option<&'a str>)],
    columns: &mut Vec<(String, String)>,
) -> Group<'a> {
    let place = annotations[0].0;
    let spans: Vec<Span> = annotations.iter().map(|(place, ..)| visible_part(place)).collect();
    let excerpt = excerpt(place.source(), &spans);
    if excerpt.shifted {
        let (line, column) = place.line_column();
        let shown = excerpt.text[..excerpt.spans[0].start].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        columns.push((format!("{path}:{line}:{shown}"), format!("{path}:{line}:{column}")));
    }
    let marks = annotations.iter().zip(excerpt.spans);
    let marks = marks.map(|((_, kind, label), span)| kind.span(span).label(label.map(visible)));
    let snippet: Snippet<'a, Annotation<'a>> = Snippet::source(excerpt.text).line_start(excerpt.first).fold(true);
    group.element(snippet.path(path).annotations(marks))
}

/// Characters after which an underline says no more.
const LONGEST_UNDERLINE: usize = 24;

/// The part of a place that is worth underlining: its first line, and at least one character where there is one.
fn visible_part(place: &Place) -> Span {
    let text = place.source().text();
    let start = (place.span().start as usize).min(text.len());
    let end = (place.span().end as usize).clamp(start, text.len());
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(line_end);
    let end = text[start..end].char_indices().nth(LONGEST_UNDERLINE).map_or(end, |(at, _)| start + at);
    let end = if end == start { start + text[start..line_end].chars().next().map_or(0, char::len_utf8) } else { end };
    let trimmed = text[start..end].trim_end().len();
    place.span().part(start..if trimmed == 0 { end } else { start + trimmed })
}
