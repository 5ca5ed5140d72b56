//! A comparison for a terminal: box by box, old above new, what differs in colour or, without it, in 〔 〕.

use super::comparison::Comparison;
use super::delta::BoxState;
use super::hours::{Hours, range_shown};
use super::reason::Reason;
use super::table::{Section, ShownLine, TableLine};
use super::version::{Medium, Side};
use crate::diagnostic::{slashed, visible};
use crate::prose::{Stretch, width, wrap};

/// How a terminal is written to.
#[derive(Debug, Clone, Copy)]
pub struct TerminalLook {
    /// With colours.
    pub colour: bool,
    /// Columns.
    pub columns: usize,
    /// Whether boxes that are the same are shown too.
    pub all: bool,
}

const BOLD: &str = "1";
const DIM: &str = "2";
const OLD: &str = "31;4";
const NEW: &str = "32;4";

/// Which side of a comparison a text belongs to.
#[derive(Clone, Copy)]
enum Of {
    Old,
    New,
}

/// The comparison as lines of text.
#[must_use]
pub fn to_terminal(comparison: &Comparison, look: TerminalLook) -> String {
    let mut page = TerminalPage { look, out: String::new() };
    page.head(comparison);
    for section in comparison.sections.iter().filter(|section| look.all || section.changed()) {
        page.section(comparison, section);
    }
    let same: Vec<String> =
        comparison.sections.iter().filter(|section| !section.changed()).map(Section::heading).collect();
    if !look.all && !same.is_empty() {
        page.line("");
        page.paragraph(0, &[Stretch::plain(format!("変わらない欄: {}", same.join("、")))], Of::New);
    }
    page.out
}

struct TerminalPage {
    look: TerminalLook,
    out: String,
}

impl TerminalPage {
    fn head(&mut self, comparison: &Comparison) {
        let Comparison { title, name, child, old, new, .. } = comparison;
        self.line(&self.styled(BOLD, &format!("{title} 新旧対照　{}({})", visible(name), visible(child))));
        for (word, side) in [("旧", old), ("新", new)] {
            let version = side.version.as_ref().map(|version| format!("　版 {version}")).unwrap_or_default();
            let path = self.styled(DIM, &visible(&slashed(side.source.path())));
            self.line(&format!("  {word}　{}{version}　{path}", visible(&side.shown(Medium::Screen))));
        }
        match comparison.tally().as_str() {
            "" => self.line("  違いはありません"),
            tally if self.look.colour => self.line(&format!("  {tally}")),
            tally => self.line(&format!("  {tally}　(〔 〕の中が変わった語)")),
        }
    }

    fn section(&mut self, comparison: &Comparison, section: &Section) {
        self.line("");
        let mut heading = format!("■ {}", visible(&section.heading()));
        let moved = section.moved.map(|(old, new)| format!("{old}番目から{new}番目へ移動"));
        // A single box says by its values that it changed.
        let label = section.label().filter(|_| section.row.is_some() || section.state != BoxState::Changed);
        let marks: Vec<String> =
            label.filter(|label| *label != "移動").map(str::to_owned).into_iter().chain(moved).collect();
        if !marks.is_empty() {
            heading.push_str(&format!("　【{}】", marks.join("、")));
        }
        self.line(&self.styled(BOLD, &heading));
        for shown in section.shown(self.look.all) {
            match shown {
                ShownLine::Line(line) => self.one_line(comparison, section, line),
                ShownLine::Omitted(_) => {}
            }
        }
        let same: Vec<String> =
            section.lines.iter().filter(|line| line.state == BoxState::Same).map(TableLine::name).collect();
        if section.changed() && !self.look.all && !same.is_empty() {
            let text = format!("(同じ: {})", same.join("、"));
            self.paragraph(2, &[Stretch::plain(text)], Of::New);
        }
        for reason in &section.reasons {
            self.reason(reason);
        }
    }

    fn one_line(&mut self, comparison: &Comparison, section: &Section, line: &TableLine) {
        let places = self.places(comparison, line);
        let name = visible(&line.name()).into_owned();
        // The section's own mark stands for all its boxes.
        let mark = line.state.label().filter(|_| line.state != section.state && line.state != BoxState::Changed);
        let mark = mark.map(|mark| format!("　【{mark}】")).unwrap_or_default();
        let meaning = line.meaning.as_ref().map(|meaning| format!("　({meaning})")).unwrap_or_default();
        let (old, new) = (self.inline(&line.old, Of::Old, line), self.inline(&line.new, Of::New, line));
        let single = |pieces: &[Stretch]| pieces.iter().all(|piece| !piece.text.contains('\n'));
        let plain = |pieces: &[Stretch]| pieces.iter().map(|piece| width(&piece.text) + 4).sum::<usize>();
        let needed = width(&name) + width(&mark) + width(&meaning) + plain(&line.old) + plain(&line.new) + 8;
        if line.hours.is_empty() && single(&line.old) && single(&line.new) && needed <= self.look.columns {
            let value = match line.state {
                BoxState::Same => new,
                BoxState::Added => new,
                BoxState::Removed => old,
                BoxState::Changed => format!("{old} → {new}"),
            };
            let name = if name.is_empty() { String::new() } else { format!("{name}　") };
            self.line(&format!("  {name}{value}{meaning}{mark}"));
            return;
        }
        if !name.is_empty() || !mark.is_empty() || !meaning.is_empty() {
            self.line(&format!("  {name}{mark}{meaning}{places}"));
        }
        if line.hours.is_empty() {
            let one = |side: &[Stretch]| side.is_empty();
            match line.state {
                BoxState::Same => self.paragraph(4, &line.new, Of::New),
                BoxState::Changed => {
                    self.side("旧", &line.old, Of::Old, line);
                    self.side("新", &line.new, Of::New, line);
                }
                _ if one(&line.old) => self.side("新", &line.new, Of::New, line),
                _ => self.side("旧", &line.old, Of::Old, line),
            }
        } else {
            self.timetable(&line.hours);
        }
    }

    /// The lines on which a box stands, where it is long enough that one looks it up.
    fn places(&self, comparison: &Comparison, line: &TableLine) -> String {
        let place = |word: &str, side: &Side, span: Option<crate::source::Span>| {
            span.map(|span| format!("{word} {} 行", side.source.line_column(span.start as usize).0))
        };
        let places: Vec<String> =
            [place("旧", &comparison.old, line.old_span), place("新", &comparison.new, line.new_span)]
                .into_iter()
                .flatten()
                .collect();
        if places.is_empty() { String::new() } else { self.styled(DIM, &format!("　({})", places.join("、"))) }
    }

    fn side(&mut self, word: &str, pieces: &[Stretch], of: Of, line: &TableLine) {
        let indent = "    ";
        let columns = self.look.columns.saturating_sub(width(indent) + width(word) + 1).max(20);
        for (index, wrapped) in wrap(&self.bracketed(pieces, line), columns).iter().enumerate() {
            let first = if index == 0 { word } else { "  " };
            let text = self.coloured(wrapped, of);
            self.line(format!("{indent}{first} {text}").trim_end());
        }
    }

    fn inline(&self, pieces: &[Stretch], of: Of, line: &TableLine) -> String {
        self.coloured(&self.bracketed(pieces, line), of)
    }

    /// Without colour 〔 〕 stand around what differs, where not all of it does.
    fn bracketed(&self, pieces: &[Stretch], line: &TableLine) -> Vec<Stretch> {
        let partly = pieces.iter().any(|piece| !piece.marked);
        if self.look.colour || !partly || line.state != BoxState::Changed {
            return pieces.to_vec();
        }
        let one = |piece: &Stretch| match piece.marked {
            true => Stretch { text: format!("〔{}〕", piece.text), marked: true },
            false => piece.clone(),
        };
        pieces.iter().map(one).collect()
    }

    fn coloured(&self, pieces: &[Stretch], of: Of) -> String {
        let style = match of {
            Of::Old => OLD,
            Of::New => NEW,
        };
        let one = |piece: &Stretch| {
            let text = visible(&piece.text);
            if piece.marked { self.styled(style, &text) } else { text.into_owned() }
        };
        pieces.iter().map(one).collect()
    }

    fn timetable(&mut self, hours: &[Hours]) {
        let cell = |text: &str, columns: usize| format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))));
        let day = hours.iter().map(|row| width(&row.day)).max().unwrap_or_default().max(4);
        self.line(&format!("    {}  {}  {}  増減", cell("", day), cell("旧", 14), cell("新", 14)));
        for row in hours {
            let range = |range: Option<crate::value::TimeRange>| range.map_or("なし".to_owned(), range_shown);
            let difference = if row.changed() { row.difference_shown() } else { "同じ".to_owned() };
            let (old, new) = (cell(&range(row.old), 14), cell(&range(row.new), 14));
            let (old, new) =
                if row.changed() { (self.styled("31", &old), self.styled("32", &new)) } else { (old, new) };
            self.line(&format!("    {}  {old}  {new}  {difference}", cell(&visible(&row.day), day)));
        }
    }

    fn reason(&mut self, reason: &Reason) {
        let place = self.styled(DIM, &format!("　{}:{}", visible(&slashed(&reason.path)), reason.line));
        self.line(&format!("  変更の理由　{}{place}", reason.source));
        for (word, text) in &reason.said {
            let text = if text.contains('\n') { format!("{word}: \n{text}") } else { format!("{word}: {text}") };
            self.paragraph(4, &[Stretch::plain(text)], Of::New);
        }
    }

    fn paragraph(&mut self, indent: usize, pieces: &[Stretch], of: Of) {
        for wrapped in wrap(pieces, self.look.columns.saturating_sub(indent).max(20)) {
            let text = self.coloured(&wrapped, of);
            self.line(format!("{}{text}", " ".repeat(indent)).trim_end());
        }
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.look.colour && !text.is_empty() { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }
}
