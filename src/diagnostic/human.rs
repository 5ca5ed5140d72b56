//! A finding as people read it: file, line, column, the line itself, what to write instead.

use super::{Diagnostic, Severity};
use crate::source::{Place, Span};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

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
        let mut group = level.primary_title(&diagnostic.message).id(diagnostic.code).elements(
            std::iter::empty::<annotate_snippets::Element<'_>>(),
        );
        let path = diagnostic.place.source.path().to_string_lossy().into_owned();
        if diagnostic.place.source.text().trim().is_empty() {
            group = group.element(Origin::path(path).line(1).char_column(1));
        } else {
            let span = visible(&diagnostic.place);
            let annotation = AnnotationKind::Primary.span(span.range()).label(diagnostic.label.as_deref());
            group = group.element(snippet(&diagnostic.place, path).annotation(annotation));
        }
        for (place, label) in &diagnostic.related {
            let path = place.source.path().to_string_lossy().into_owned();
            let annotation = AnnotationKind::Context.span(visible(place).range()).label(label.as_str());
            group = group.element(snippet(place, path).annotation(annotation));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.with_name("直し方").message(help));
        }
        self.renderer.render(&[group])
    }
}

fn snippet(place: &Place, path: String) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(place.source.text()).path(path).fold(true)
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
