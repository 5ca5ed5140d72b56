//! A list of deadlines as one HTML file, which `templates/lib/due.html.j2` writes down. The engine escapes every value.

use super::html::escaping;
use minijinja::Environment;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::sync::LazyLock;

/// What stands in the file, as words.
#[derive(Debug, Serialize)]
pub struct DeadlineSheet {
    /// The day on which it holds.
    pub today: String,
    /// What is late, and what is to come.
    pub sections: Vec<DeadlineSection>,
    /// What stands below.
    pub notes: Vec<String>,
}

/// A table.
#[derive(Debug, Serialize)]
pub struct DeadlineSection {
    /// Its heading.
    pub title: String,
    /// Whether it is of what is late.
    pub late: bool,
    /// Its rows.
    pub lines: Vec<DeadlineLine>,
}

/// A row.
#[derive(Debug, Serialize)]
pub struct DeadlineLine {
    /// The day in 和暦.
    pub day: String,
    /// How far it is.
    pub left: String,
    /// Whether a law or a notice sets the day.
    pub legal: bool,
    /// The child.
    pub child: String,
    /// The office.
    pub office: String,
    /// What is to be done.
    pub title: String,
    /// The paper or the service that it belongs to.
    pub about: Option<String>,
    /// Who sees to it.
    pub persons: String,
}

const NAME: &str = "due.html.j2";

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = escaping();
    let template = include_str!("../../templates/lib/due.html.j2");
    environment.add_template(NAME, template).expect("internal: the template is well-formed");
    environment
});

/// The whole file.
#[must_use]
pub fn deadlines_html(sheet: &DeadlineSheet) -> String {
    let template = ENVIRONMENT.get_template(NAME).expect("internal: the template is there");
    let html = template.render(Value::from(Serde(sheet))).expect("internal: the template asks for what the sheet has");
    // The engine takes the last line break away.
    html + "\n"
}
