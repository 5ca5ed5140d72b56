//! `shien explain`.

use super::Verdict;
use super::terminal::Terminal;
use crate::pipeline::SetupError;
use crate::prose::{PagePart, PageWord, Stretch, width, wrap};
use crate::record::nearest;
use crate::rules::{self, RULES, Rule};

pub(super) fn explain(code: &str, terminal: &Terminal) -> Result<Verdict, SetupError> {
    let Some(rule) = rules::find(code) else {
        let hint = match nearest(code, RULES.iter().map(|rule| rule.code.as_str())) {
            Some(near) => format!("`{near}` ではありませんか。一覧は shien rules で見られます"),
            None => "一覧は shien rules で見られます".to_owned(),
        };
        return Err(SetupError::new(format!("規則 `{code}` はありません"), hint));
    };
    terminal.styled(&RulePage::of(rule, terminal.columns(), terminal.colour()));
    Ok(Verdict::Fine)
}

const BOLD: &str = "1";
const TYPED: &str = "36";

/// How far the texts below a heading stand in, and the lines of an excerpt.
const INDENT: &str = "  ";
const EXCERPT: &str = "    ";
const BULLET: &str = "  ・";

/// The page of a rule as lines of text.
struct RulePage {
    columns: usize,
    colour: bool,
    out: String,
}

impl RulePage {
    fn of(rule: &Rule, columns: usize, colour: bool) -> String {
        let mut sheet = Self { columns, colour, out: String::new() };
        sheet.heading(&format!("{} ({})", rule.code, rule.severity.label()));
        sheet.wrapped(&[text(rule.summary)], "", "");
        for part in rule.page() {
            sheet.part(part);
        }
        sheet.out.push('\n');
        for note in notes(rule) {
            sheet.wrapped(&[text(&note)], "", "");
        }
        sheet.out
    }

    fn part(&mut self, part: PagePart) {
        self.out.push('\n');
        match part {
            PagePart::Heading(name) => self.heading(&name),
            PagePart::Paragraph(words) => self.wrapped(&words, INDENT, INDENT),
            PagePart::List(items) => {
                for item in items {
                    self.wrapped(&item, BULLET, EXCERPT);
                }
            }
            PagePart::Excerpt { text, .. } => {
                for line in text.lines() {
                    self.wrapped(&[PageWord::Text(line.to_owned())], EXCERPT, EXCERPT);
                }
            }
        }
    }

    fn heading(&mut self, name: &str) {
        let name = self.styled(BOLD, name);
        self.out.push_str(&name);
        self.out.push('\n');
    }

    /// Words broken into lines: what stands before the first, and before the others.
    fn wrapped(&mut self, words: &[PageWord], first: &str, others: &str) {
        // What is typed is what differs from the words around it.
        let pieces: Vec<Stretch> = words
            .iter()
            .map(|word| match word {
                PageWord::Text(text) => Stretch::plain(text.clone()),
                PageWord::Code(code) if self.colour => Stretch::marked(code.clone()),
                PageWord::Code(code) => Stretch::plain(format!("`{code}`")),
            })
            .collect();
        let indent = width(others);
        for (index, line) in wrap(&pieces, self.columns.saturating_sub(indent)).into_iter().enumerate() {
            let line: String = line
                .into_iter()
                .map(|piece| if piece.marked { self.styled(TYPED, &piece.text) } else { piece.text })
                .collect();
            let before = if index == 0 { first } else { others };
            self.out.push_str(format!("{before}{line}").trim_end());
            self.out.push('\n');
        }
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.colour { format!("\u{1B}[{style}m{text}\u{1B}[0m") } else { text.to_owned() }
    }
}

fn text(text: &str) -> PageWord {
    PageWord::Text(text.to_owned())
}

/// What the list of rules knows beside the page.
fn notes(rule: &Rule) -> Vec<String> {
    let since = rule
        .judges
        .in_force
        .from
        .map(|(year, month, day)| format!("作成日が {year}-{month:02}-{day:02} 以後の文書に当てはまります。"));
    let reduction = rule.reduction.then(|| "個別支援計画未作成減算に関わります。".to_owned());
    let certainty = format!("確かさ: {}", rule.certainty.label());
    [Some(certainty), since, reduction].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::RulePage;
    use crate::diagnostic::visible_styled;
    use crate::prose::width;
    use crate::rules::RULES;

    /// Everything on a page but its marks, which differ with colour.
    fn letters(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '#' | '-' | '`' | '・')).collect()
    }

    fn without_colours(text: &str) -> String {
        let pieces = text.split('\u{1B}').enumerate();
        pieces
            .map(|(index, piece)| if index == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) })
            .collect()
    }

    #[test]
    fn every_page_is_shown_whole_and_fits_the_terminal() {
        for rule in RULES {
            let markdown = rule.explanation.replace("```yaml", "").replace("```markdown", "");
            let markdown = markdown.replace("```jinja", "").replace("```text", "");
            for columns in [40, 88, 120] {
                let sheet = RulePage::of(rule, columns, false);
                assert!(letters(&sheet).contains(&letters(&markdown)), "{}:\n{sheet}", rule.code);
                let widest = sheet.lines().map(width).max();
                assert!(widest <= Some(columns), "{} in {columns}:\n{sheet}", rule.code);
                assert!(!sheet.contains('\u{1B}'), "{}", rule.code);
            }
            let coloured = RulePage::of(rule, 88, true);
            assert_eq!(visible_styled(&coloured), coloured, "{}: only colours", rule.code);
            assert!(letters(&without_colours(&coloured)).contains(&letters(&markdown)), "{}:\n{coloured}", rule.code);
        }
    }
}
