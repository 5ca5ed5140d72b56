//! A finding as people read it: file, line, column, the line itself, what to write instead.

use super::excerpt::Excerpt;
use super::quote::{Quote, related};
use super::{Diagnostic, Severity, slashed, visible};
use crate::source::Place;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

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
        let (beside, elsewhere) = related(diagnostic);
        let quotes = diagnostic.quotes();
        let path = shown_path(&diagnostic.place);
        // Where the quoted line was cut, the layout knows another column than the file's.
        let mut columns = Vec::new();
        group = match &quotes.own {
            None => group.element(Origin::path(path).line(1).char_column(1)),
            Some(quote) => {
                let beside = beside.iter().map(|(_, label)| (AnnotationKind::Context, Some(label.as_str())));
                let marks: Vec<_> = std::iter::once((AnnotationKind::Primary, None)).chain(beside).collect();
                quoted(group, path, quote, &marks, &mut columns)
            }
        };
        for ((place, label), quote) in elsewhere.into_iter().zip(&quotes.elsewhere) {
            let mark = (AnnotationKind::Context, Some(label.as_str()));
            group = quoted(group, shown_path(place), quote, &[mark], &mut columns);
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

/// The lines of a quote with their marks, the first of which is what the finding is about.
fn quoted<'a>(
    group: Group<'a>,
    path: String,
    quote: &Quote,
    marks: &[(AnnotationKind, Option<&'a str>)],
    columns: &mut Vec<(String, String)>,
) -> Group<'a> {
    let Excerpt { text, first, spans, shifted } = &quote.excerpt;
    if *shifted {
        let (line, column) = quote.line_column;
        let shown = text[..spans[0].start].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        columns.push((format!("{path}:{line}:{shown}"), format!("{path}:{line}:{column}")));
    }
    let marks = marks.iter().zip(spans);
    let marks = marks.map(|((kind, label), span)| kind.span(span.clone()).label(label.map(visible)));
    let snippet: Snippet<'a, Annotation<'a>> = Snippet::source(text.clone()).line_start(*first).fold(true);
    group.element(snippet.path(path).annotations(marks))
}
