//! The minijinja environment: packs as the loader, values as Typst literals, undefined as an error.

use super::folded::{self, Folded};
use super::{literal, marks, said};
use crate::diagnostic::{Code, Diagnostic};
use crate::forms::Packs;
use crate::source::Place;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use std::sync::Arc;

/// Steps of the template language that one document may take. The longest plan of the samples takes 8,494 (measured by
/// `fuel_levels` over all of their documents).
const FUEL: u64 = 5_000_000;

/// All templates of a project, compiled once and shared by the threads.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    packs: Arc<Packs>,
}

/// A template that could not be rendered.
#[derive(Debug)]
pub struct TemplateError {
    /// The finding, in the template's own file.
    pub finding: Diagnostic,
}

impl Templates {
    /// The templates of these packs.
    #[must_use]
    pub fn new(packs: Arc<Packs>) -> Self {
        let mut environment = Environment::new();
        environment.set_debug(true);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_formatter(|out, state, value| {
            let mut text = String::new();
            let folded = state.lookup(folded::NAME);
            let folded = folded.as_ref().and_then(|value| value.downcast_object_ref::<Folded>());
            literal::LiteralWriter { out: &mut text, folded }.write(value)?;
            out.write_str(&text).map_err(Error::from)
        });
        let loader = Arc::clone(&packs);
        environment.set_loader(move |name| match loader.template(name) {
            Ok(source) => Ok(source.map(|source| marks::annotate(name, source.text()))),
            Err(outside) => Err(Error::new(ErrorKind::InvalidOperation, outside.to_string())),
        });
        Self { environment, packs }
    }

    /// Renders a template (`tokyo/plan.typ.j2`) to Typst source.
    ///
    /// # Errors
    /// When the template is missing, is not well-formed, or asks for a value that the context does not have.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, Box<TemplateError>> {
        let result = self.environment.get_template(name).and_then(|template| template.render(context));
        result.map_err(|error| Box::new(TemplateError { finding: self.finding(name, &error) }))
    }

    /// A finding at a line of a template.
    #[must_use]
    pub fn at_line(&self, name: &str, line: usize, message: String) -> Diagnostic {
        Diagnostic::new(Code::TEMPLATE_INVALID, self.line(name, line), message)
    }

    /// A line of a template.
    #[must_use]
    pub fn line(&self, name: &str, line: usize) -> Place {
        let source =
            self.packs.file(name).unwrap_or_else(|| crate::source::Source::new(format!("templates/{name}"), ""));
        if source.text().is_empty() { source.whole() } else { source.line_span(line).place() }
    }

    fn finding(&self, name: &str, error: &Error) -> Diagnostic {
        // The innermost cause carries the line; an error in a parent template names that one.
        let mut innermost = error;
        while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Error>())
        {
            innermost = source;
        }
        let at = if innermost.line().is_some() { innermost } else { error };
        let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
        let mut detail = said::in_japanese(innermost.kind(), &detail);
        if innermost.kind() == ErrorKind::UndefinedError {
            let expression = at.template_source().zip(at.range()).and_then(|(source, range)| source.get(range));
            let expression =
                expression.map_or(String::new(), |text| format!("「{}」", text.trim_matches(['{', '}', ' '])));
            detail = format!("値{expression}がありません");
        }
        let message = format!("雛形に誤りがあります({detail})");
        self.at_line(at.name().unwrap_or(name), at.line().unwrap_or(1), message)
            .help("この行の名前と括弧を見てください。使える値は templates/lib/README.md にあります")
    }
}
