//! The minijinja environment: packs as the loader, values as Typst literals, undefined as an error.

use super::folded::{self, Folded};
use super::{asked, literal, marks, said};
use crate::diagnostic::{Code, Diagnostic};
use crate::forms::{Packs, Skeleton, TemplateFiles};
use crate::record;
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
        result.map_err(|error| Box::new(TemplateError { finding: self.finding(name, &error, context) }))
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

    fn finding(&self, name: &str, error: &Error, context: &Value) -> Diagnostic {
        // The innermost cause carries the line; an error in a parent template names that one.
        let mut innermost = error;
        while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Error>())
        {
            innermost = source;
        }
        let at = if innermost.line().is_some() { innermost } else { error };
        let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
        let mut detail = said::in_japanese(innermost.kind(), &detail, at.template_source().unwrap_or_default());
        if innermost.kind() == ErrorKind::SyntaxError {
            detail = said::open_quote(at.template_source().unwrap_or_default(), at.line()).unwrap_or(detail);
        }
        let mut near = None;
        if innermost.kind() == ErrorKind::UndefinedError {
            let expression =
                at.template_source().zip(at.range()).map(|(source, range)| asked::expression(source, range));
            near = expression.and_then(|expression| asked::nearest(expression, context));
            let expression = expression.map_or(String::new(), |text| format!("「{text}」"));
            detail = match asked::is_template(&expression) {
                true => "雛形の名前は \"…\" で囲みます".to_owned(),
                false => format!("値{expression}がありません"),
            };
        }
        if innermost.kind() == ErrorKind::TemplateNotFound {
            near = self.near_template(innermost.detail().unwrap_or_default());
        }
        let near = near.map(|near| format!("`{near}` ではありませんか。")).unwrap_or_default();
        let (own, line) = (at.name().unwrap_or(name), at.line().unwrap_or(1));
        if let Some(way) = self.way_from_own(name, own) {
            let message = format!("雛形に誤りがあります({own} の {line} 行目: {detail})");
            return Diagnostic::new(Code::TEMPLATE_INVALID, way, message).help(
                "ここで呼ぶ雛形が、この文書の種類のものかを見てください。block の一覧は shien forms show で見られます",
            );
        }
        let message = format!("雛形に誤りがあります({detail})");
        self.at_line(own, line, message)
            .help(format!("{near}この行の名前と括弧を見てください。使える値は templates/lib/README.md にあります"))
    }

    /// Where a template of the office's own goes on from one of the program's, or calls it; none where the fault is not in one
    /// of the program's.
    fn way_from_own(&self, own: &str, at: &str) -> Option<Place> {
        let (source, other) = (self.packs.file(own)?, self.packs.file(at)?);
        if !self.packs.is_own(own, &source) || self.packs.is_own(at, &other) {
            return None;
        }
        let skeleton = Skeleton::of(source.text());
        let names = skeleton.parent.iter().chain(&skeleton.included);
        let called = names.filter_map(|name| source.text().find(name.as_str()).map(|start| start..start + name.len()));
        called.map(|range| source.place(range)).next()
    }

    /// The template that a name is like.
    fn near_template(&self, detail: &str) -> Option<String> {
        let name = detail.split(['"', '\'']).nth(1)?;
        let (pack, _) = name.split_once('/')?;
        let shipped = self.packs.shipped_files(pack).into_iter().map(|(name, _)| name);
        let known: Vec<String> = shipped.chain(self.packs.own_files(pack)).collect();
        record::nearest(name, known.iter().map(String::as_str)).map(str::to_owned)
    }
}
