//! One workflow command of GitHub a finding, which the page of a pull request shows at its line.

use super::{Diagnostic, Severity, slashed, visible};

/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`, without a line break at its end. Columns only
/// where both are of one line: GitHub knows no others. No name and no message can begin another command.
#[must_use]
pub fn to_github(finding: &Diagnostic) -> String {
    let command = match finding.severity {
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut properties = format!("file={}", property(&slashed(finding.place.source().path())));
    if !finding.place.is_whole() {
        let (line, column) = finding.place.line_column();
        let (end_line, end_column) = finding.place.end_line_column();
        properties.push_str(&format!(",line={line},endLine={end_line}"));
        if line == end_line {
            properties.push_str(&format!(",col={column},endColumn={end_column}"));
        }
    }
    let help = finding.help.iter().map(|help| format!("%0A直し方: {}", data(help)));
    let message: String = std::iter::once(data(&finding.message)).chain(help).collect();
    format!("::{command} {properties},title={}::{message}", property(finding.code.as_str()))
}

/// Words behind the `::`.
fn data(words: &str) -> String {
    visible(words).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::to_github;
    use crate::diagnostic::{Code, Diagnostic, Severity};
    use crate::source::Source;

    #[test]
    fn nothing_in_a_name_or_a_message_ends_the_command() {
        let place = Source::new("cases/a,b:c%/plan.yaml", "あ: い\n").whole();
        let finding = Diagnostic::new(Code::VALUE_INVALID, place, "50%、\n::error::偽")
            .help("「い」\r\n")
            .severity(Severity::Info);
        let line = to_github(&finding);
        assert!(line.starts_with("::notice file=cases/a%2Cb%3Ac%25/plan.yaml,title=value-invalid::50%25、"), "{line}");
        assert!(!line.contains(['\n', '\r']), "{line}");
        assert!(line.contains("%0A直し方: 「い」"), "{line}");
    }
}
