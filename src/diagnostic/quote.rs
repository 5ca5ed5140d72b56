//! The lines of a file that a finding shows, apart from the file: so that who keeps a finding need not keep the file.

use super::Diagnostic;
use super::excerpt::{Excerpt, excerpt};
use crate::source::{Place, Span};
use std::sync::Arc;

/// Everything that a finding quotes.
#[derive(Debug)]
pub(super) struct FindingQuotes {
    /// The lines of its own place, and of those beside it; none where all of a file is meant.
    pub(super) own: Option<Quote>,
    /// Those of each place in another file.
    pub(super) elsewhere: Vec<Quote>,
}

/// Some lines of a file, with where the first of its places stands in the file.
#[derive(Debug)]
pub(super) struct Quote {
    pub(super) excerpt: Excerpt,
    pub(super) line_column: (usize, usize),
}

/// A further place, with what it says.
pub(super) type Related = (Place, String);

/// The further places in a finding's own file, and those in others.
pub(super) fn related(finding: &Diagnostic) -> (Vec<&Related>, Vec<&Related>) {
    finding.related.iter().partition(|(place, _)| Arc::ptr_eq(place.source(), finding.place.source()))
}

impl FindingQuotes {
    /// What a finding quotes, from the files that it lies in.
    pub(super) fn of(finding: &Diagnostic) -> Self {
        let (beside, elsewhere) = related(finding);
        let own = std::iter::once(&finding.place).chain(beside.iter().map(|(place, _)| place));
        let own: Vec<&Place> = own.collect();
        Self {
            own: (!finding.place.is_whole() || own.len() > 1).then(|| Quote::of(&own)),
            elsewhere: elsewhere.iter().map(|(place, _)| Quote::of(&[place])).collect(),
        }
    }
}

impl Quote {
    /// The lines that hold the places, and no more of the file: it may be long.
    fn of(places: &[&Place]) -> Self {
        let spans: Vec<Span> = places.iter().map(|place| visible_part(place)).collect();
        Self { excerpt: excerpt(places[0].source(), &spans), line_column: places[0].line_column() }
    }
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

#[cfg(test)]
mod tests {
    use crate::diagnostic::{
        Code, Diagnostic, Human, Severity, release, to_github, to_json, to_junit, to_sarif, to_short,
    };
    use crate::source::{Place, Source};
    use std::sync::Arc;

    fn at(source: &Arc<Source>, words: &str) -> Place {
        let start = source.text().find(words).expect("the words");
        source.place(start..start + words.len())
    }

    /// Everything that is written of findings.
    fn written(findings: &[Diagnostic]) -> Vec<String> {
        let all: Vec<&Diagnostic> = findings.iter().collect();
        let whole = [to_json(findings).to_string(), to_sarif(&all, &[]).to_string(), to_junit(&all)];
        let each = findings.iter().flat_map(|finding| {
            [Human::new(false).render(finding), Human::new(true).render(finding), to_short(finding), to_github(finding)]
        });
        each.chain(whole).collect()
    }

    /// A finding for each way in which one can lie in its files.
    fn findings() -> Vec<Diagnostic> {
        let long = format!("長い: {}ここ{}\r\n", "前".repeat(500), "後\u{202E}".repeat(300));
        let text = format!(
            "氏名: 佐藤 はな\r\n\t字下げ:\t値\n{long}意向: |\n  一行目の文。\n  二行目の文。\n\n全角：ｱｲｳ😀終\n{}最後の行: 改行なし",
            "間の行\n".repeat(40)
        );
        let (one, other) =
            (Source::new("cases/a/plan.yaml", text.as_str()), Source::new("cases/a/other.md", "別の\n文書\n"));
        let new = |place: Place| Diagnostic::new(Code::VALUE_INVALID, place, "値が違います").help("直してください");
        let end = one.text().len();
        vec![
            new(one.whole()),
            new(at(&one, "佐藤 はな")),
            new(at(&one, "値\n")).severity(Severity::Info),
            new(at(&one, "ここ")),
            new(at(&one, "一行目の文。\n  二行目の文。\n")).severity(Severity::Warning),
            new(at(&one, "ｱｲｳ😀終\n間の行")),
            new(at(&one, "改行なし")),
            new(one.place(end..end)),
            new(one.place(0..end)),
            new(one.place(end + 5..end + 9)),
            new(at(&one, "改行なし")).related(at(&one, "佐藤"), "ここに").related(at(&one, "ここ"), "ここにも"),
            new(at(&one, "終")).related(at(&other, "文書"), "よそに").related(at(&one, "値"), "ここに"),
            new(one.whole()).related(at(&one, "終"), "ここに").related(other.whole(), "よそに"),
            new(at(&one, "\u{202E}")).related(other.place(3..3), "空"),
        ]
    }

    #[test]
    fn a_finding_that_let_go_of_its_files_is_written_in_every_form_as_before() {
        let (before, mut after) = (findings(), findings());
        release(&mut after);
        let (first, again) = (written(&before), written(&after));
        first.iter().zip(&again).for_each(|(before, after)| assert_eq!(before, after));
        assert_eq!(first.len(), again.len());
        // Once more changes nothing.
        release(&mut after);
        assert_eq!(written(&after), first);
    }

    #[test]
    fn findings_that_let_go_of_their_files_are_sorted_and_dropped_among_others_as_before() {
        let (mut all, mut some) = (findings(), Vec::new());
        all.extend(all.clone());
        all.reverse();
        for (index, finding) in all.iter().enumerate() {
            let mut finding = finding.clone();
            if index % 2 == 0 {
                release(std::slice::from_mut(&mut finding));
            }
            some.push(finding);
        }
        crate::diagnostic::sort(&mut all);
        crate::diagnostic::sort(&mut some);
        assert_eq!(written(&some), written(&all));
        assert_eq!(all.len(), findings().len() - 2, "two say the same of a place of which others do");
    }

    #[test]
    fn what_is_kept_of_a_file_has_a_bound_and_the_file_itself_is_let_go_of() {
        for (line, lines) in [(10, 10), (10, 100_000), (1_000_000, 1), (1_000, 1_000)] {
            let source = Source::new("cases/a/plan.yaml", format!("値: {}\n", "字".repeat(line)).repeat(lines));
            let (span, end) = (source.line_span(lines), source.text().len());
            let places = [span.place(), source.place(0..end), source.whole(), source.place(end - 4..end)];
            let mut findings: Vec<Diagnostic> =
                places.into_iter().map(|place| Diagnostic::new(Code::VALUE_INVALID, place, "値が違います")).collect();
            release(&mut findings);
            let file = Arc::downgrade(&source);
            drop(source);
            assert!(file.upgrade().is_none(), "nobody holds the file");
            for finding in findings {
                let quotes = finding.quotes();
                let kept = quotes.own.iter().map(|quote| quote.excerpt.text.len()).sum::<usize>();
                assert!(kept < 1_000 && finding.place.source().text().is_empty(), "{kept} bytes of {line} × {lines}");
            }
        }
    }
}
