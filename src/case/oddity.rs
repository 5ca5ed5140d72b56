//! What a Windows machine leaves in a text that is read all the same: one line for a whole run, not one for each file.

use crate::diagnostic::{Code, Diagnostic, Severity, slashed};
use crate::source::Source;
use std::sync::Arc;

const CODE: Code = Code::ENCODING_UNUSUAL;
const REMEDY: &str = "「UTF-8(BOM なし)」、改行「LF」で保存し直してください。内容はこのまま読みます";

/// Files that a summary names.
const NAMED: usize = 3;

/// What is unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oddity {
    /// A byte order mark.
    Mark,
    /// Line breaks of two characters.
    Returns,
}

impl Oddity {
    const ALL: [Self; 2] = [Self::Mark, Self::Returns];

    fn message(self) -> &'static str {
        match self {
            Self::Mark => "ファイルの先頭に BOM が付いています",
            Self::Returns => "改行が CRLF(Windows 式)です",
        }
    }

    fn count(self, count: usize) -> String {
        match self {
            Self::Mark => format!("先頭に BOM の付いたファイルが {count} つ"),
            Self::Returns => format!("改行が CRLF(Windows 式)のファイルが {count} つ"),
        }
    }

    fn is(self, finding: &Diagnostic) -> bool {
        finding.code == CODE && finding.message == self.message()
    }

    /// The finding of one file.
    pub(super) fn finding(self, source: &Arc<Source>, at: usize) -> Diagnostic {
        let place = source.place(at..at);
        Diagnostic::new(CODE, place, self.message()).severity(Severity::Warning).help(REMEDY)
    }
}

/// The findings of a run, sorted by file, of which all that say such things are one.
#[must_use]
pub fn summarise(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (odd, mut rest): (Vec<Diagnostic>, Vec<Diagnostic>) =
        findings.into_iter().partition(|finding| Oddity::ALL.iter().any(|oddity| oddity.is(finding)));
    if odd.len() < 2 {
        rest.extend(odd);
    } else {
        let mut files: Vec<_> = odd.iter().map(|finding| finding.place.source().path()).collect();
        files.sort();
        files.dedup();
        let counts = Oddity::ALL.into_iter().filter_map(|oddity| {
            let count = odd.iter().filter(|finding| oddity.is(finding)).count();
            (count > 0).then(|| oddity.count(count))
        });
        let message = format!("{}あります", counts.collect::<Vec<_>>().join("、"));
        let shown: Vec<String> = files.iter().take(NAMED).map(|path| slashed(path)).collect();
        let more = files.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" ほか {more}") } else { String::new() };
        let severity = odd.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Warning);
        let first = odd.iter().min_by_key(|finding| finding.place.source().path());
        let place = first.map_or_else(|| odd[0].place.clone(), |first| first.place.clone());
        let finding = Diagnostic::new(CODE, place, message).severity(severity);
        rest.push(finding.help(format!("{REMEDY}({}{more})", shown.join("、"))));
    }
    crate::diagnostic::sort(&mut rest);
    rest
}

#[cfg(test)]
mod tests {
    use super::{Oddity, summarise};
    use crate::source::Source;

    #[test]
    fn many_files_are_one_line_with_their_numbers() {
        let files: Vec<_> =
            (1..=5).map(|number| Source::new(format!("cases/a/plan/{number}.yaml"), "a: 1\r\n")).collect();
        let mut findings: Vec<_> = files.iter().map(|file| Oddity::Returns.finding(file, 4)).collect();
        findings.push(Oddity::Mark.finding(&files[1], 0));
        let summary = summarise(findings);
        assert_eq!(summary.len(), 1);
        assert_eq!(
            summary[0].message,
            "先頭に BOM の付いたファイルが 1 つ、改行が CRLF(Windows 式)のファイルが 5 つあります"
        );
        assert_eq!(summary[0].place.source().path(), files[0].path());
        let help = summary[0].help.as_deref().expect("a remedy");
        assert!(help.contains("cases/a/plan/3.yaml ほか 2"), "{help}");
    }

    #[test]
    fn one_file_keeps_its_own_words() {
        let file = Source::new("cases/a/child.yaml", "a: 1\r\n");
        let summary = summarise(vec![Oddity::Returns.finding(&file, 4)]);
        assert_eq!(summary[0].message, "改行が CRLF(Windows 式)です");
    }
}
