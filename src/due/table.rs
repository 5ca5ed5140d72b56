//! The list as people read it on a terminal: overdue first, then what is to come; a line each where there is room.

use super::{Agenda, AgendaItem, ReductionReading};
use crate::prose::{Stretch, width, wrap};
use crate::value::{Date, Month};

/// How the table looks on this terminal.
#[derive(Debug, Clone, Copy)]
pub struct AgendaLook {
    /// Whether it is coloured.
    pub colour: bool,
    /// How many columns there are.
    pub columns: usize,
    /// The day on which the list holds.
    pub today: Date,
    /// How many days ahead it looks; all where none.
    pub within: Option<u64>,
}

const BOLD: &str = "1";
const RED: &str = "31";
const YELLOW: &str = "33";
const GAP: &str = "  ";

/// The widest of a column that may be cut off.
const WIDEST_NAME: usize = 24;
/// Fewer columns are too few for the words of a line beside the others.
const NARROWEST: usize = 30;

/// The whole list as lines of text.
#[must_use]
pub fn to_table(agenda: &Agenda, look: AgendaLook) -> String {
    let mut table = AgendaTable { look, widths: [0; 4], out: String::new() };
    table.measure(agenda);
    let (late, coming): (Vec<&AgendaItem>, Vec<&AgendaItem>) = agenda.items.iter().partition(|item| item.late);
    let legal = late.iter().filter(|item| item.legal).count();
    let heading = match legal {
        0 => format!("過ぎたもの {} 件", late.len()),
        legal => format!("過ぎたもの {} 件(うち法令・通知による期限 {legal} 件)", late.len()),
    };
    table.section(&heading, if legal > 0 { RED } else { YELLOW }, &late);
    let ahead = look.within.map_or_else(String::new, |days| format!("({days} 日先まで)"));
    table.section(&format!("これから {} 件{ahead}", coming.len()), BOLD, &coming);
    table.end(agenda);
    table.out
}

struct AgendaTable {
    look: AgendaLook,
    /// Of the day, how far it is, the child, who sees to it.
    widths: [usize; 4],
    out: String,
}

impl AgendaTable {
    fn measure(&mut self, agenda: &Agenda) {
        for item in &agenda.items {
            for (own, cell) in self.widths.iter_mut().zip(cells(item)) {
                *own = (*own).max(width(&cell).min(WIDEST_NAME));
            }
        }
    }

    fn section(&mut self, heading: &str, style: &str, items: &[&AgendaItem]) {
        if items.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let heading = self.styled(style, heading);
        self.line(&heading);
        items.iter().for_each(|item| self.item(item));
    }

    fn item(&mut self, item: &AgendaItem) {
        let mut line = GAP.to_owned();
        for (index, (cell, columns)) in cells(item).iter().zip(self.widths).enumerate() {
            let cell = cut(cell, columns);
            let fill = " ".repeat(columns.saturating_sub(width(&cell)));
            let shown = match (index, item.late, item.legal) {
                (1, true, true) => self.styled(RED, &cell),
                (1, true, false) => self.styled(YELLOW, &cell),
                _ => cell,
            };
            line.push_str(&shown);
            line.push_str(&fill);
            line.push_str(GAP);
        }
        let taken = GAP.len() + self.widths.iter().map(|columns| columns + GAP.len()).sum::<usize>();
        let (first, others, words) = if self.look.columns >= taken + NARROWEST {
            (line, " ".repeat(taken), words(item))
        } else {
            self.line(&line);
            (GAP.repeat(3), GAP.repeat(3), words(item))
        };
        self.hanging(&first, &others, &words);
    }

    /// Words behind a beginning, and further lines below them.
    fn hanging(&mut self, first: &str, others: &str, words: &str) {
        let room = self.look.columns.saturating_sub(width(others));
        for (index, line) in wrap(&[Stretch::plain(words)], room).into_iter().enumerate() {
            let line: String = line.into_iter().map(|piece| piece.text).collect();
            self.line(&format!("{}{line}", if index == 0 { first } else { others }));
        }
    }

    fn end(&mut self, agenda: &Agenda) {
        let day = self.look.today;
        if agenda.items.is_empty() {
            let ahead = self.look.within.map_or("これから".to_owned(), |days| format!("{days} 日先までに"));
            self.hanging("", "", &format!("過ぎた期限も、{ahead}来る期限もありません({day} 現在)"));
        } else {
            self.out.push('\n');
            self.hanging("", "", &format!("{day} 現在。※は法令・通知による期限、ほかは計画や事業所の目安です"));
        }
        if agenda.farther > 0 {
            let more = format!("ほかに、もっと先のものが {} 件あります(--within all で見られます)", agenda.farther);
            self.hanging("", "", &more);
        }
        for gap in &agenda.unread {
            self.hanging(
                "",
                "  ",
                &format!("注意: {} が{}。このファイルによる期限は調べていません", gap.file, gap.words),
            );
        }
        for reading in agenda.reductions.iter().flatten() {
            self.reading(reading);
        }
        if let Some(readings) = &agenda.reductions {
            self.out.push('\n');
            self.hanging("", "", if readings.is_empty() { NO_REDUCTION } else { READING });
        }
    }

    fn reading(&mut self, reading: &ReductionReading) {
        self.out.push('\n');
        let name = reading.name.as_deref().unwrap_or_default();
        let heading = self.styled(BOLD, &format!("減算の読み {}({name}) 事業所 {}", reading.child, reading.office));
        self.line(&heading);
        for line in month_lines(reading) {
            self.hanging(GAP, &GAP.repeat(3), &line);
        }
        for ground in &reading.grounds {
            let until = ground.until.map_or_else(|| "今も".to_owned(), |day| format!("{day} に直る"));
            let rule = ground.rule.map_or_else(|| "児発管欠如".to_owned(), |rule| rule.as_str().to_owned());
            let doubt = if ground.certain { "" } else { "(確認事項)" };
            let words = format!("根拠: {} から {until} {}[{rule}]{doubt}", ground.from, ground.words);
            self.hanging(GAP, &GAP.repeat(3), &words);
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.look.colour { format!("\u{1B}[{style}m{text}\u{1B}[0m") } else { text.to_owned() }
    }
}

const READING: &str = "これはファイルに書かれたことからの読みで、請求額ではありません。書かれていないこと、みなし配置、市町村の判断で変わります。[確認]は事業所で確かめてから決めるものです。";
const NO_REDUCTION: &str =
    "減算になる月は、ファイルに書かれたことからは見つかりませんでした(請求の判断ではありません)。";

/// The months of a reading: those that follow on one another and are paid alike, on one line.
fn month_lines(reading: &ReductionReading) -> Vec<String> {
    let mut lines: Vec<(Month, Month, String)> = Vec::new();
    for month in &reading.months {
        let kinds = [(month.unmade, "未作成"), (month.vacant, "児発管欠如")];
        let kinds: Vec<&str> = kinds.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
        let open = if month.settled { "" } else { "(今月のうちに直れば、この月はなし)" };
        let doubt = if month.certain { "" } else { "[確認]" };
        let words = format!("{}% {}{doubt}{open}", month.percent, kinds.join("・"));
        match lines.last_mut() {
            Some((_, last, own)) if last.plus(1) == month.month && *own == words => *last = month.month,
            _ => lines.push((month.month, month.month, words)),
        }
    }
    let line = |(first, last, words): (Month, Month, String)| match first == last {
        true => format!("{first} {words}"),
        false => format!("{first}〜{last} {words}"),
    };
    lines.into_iter().map(line).collect()
}

fn cells(item: &AgendaItem) -> [String; 4] {
    let mark = if item.legal { "※" } else { "" };
    [item.day.to_string(), format!("{}{mark}", item.distance()), item.child.clone(), item.by_whom()]
}

fn words(item: &AgendaItem) -> String {
    let about = item.about.as_ref().map_or_else(String::new, |about| format!("  {about}"));
    format!("{}{about}", item.title)
}

/// A text in so many columns; what is cut off ends in a dot of dots.
fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut shown = String::new();
    for c in text.chars() {
        if width(&shown) + width(c.encode_utf8(&mut [0; 4])) + width("…") > columns {
            break;
        }
        shown.push(c);
    }
    shown + "…"
}

#[cfg(test)]
mod tests {
    use super::{AgendaLook, cut, to_table};
    use crate::due::{Agenda, AgendaGap, sample};
    use crate::prose::width;

    fn look(columns: usize, colour: bool) -> AgendaLook {
        AgendaLook { colour, columns, today: sample::day("2026-04-01"), within: Some(60) }
    }

    #[test]
    fn what_is_late_stands_first_and_every_column_below_its_like() {
        let text = to_table(&sample::agenda(), look(100, false));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "過ぎたもの 1 件(うち法令・通知による期限 1 件)");
        assert_eq!(lines[1], "  2026-03-20  12日超過※  hana  鈴木 一郎  計画への同意  plan/2026-03-01");
        assert_eq!(lines[3], "これから 2 件(60 日先まで)");
        assert_eq!(lines[4], "  2026-04-04  あと3日     hana  鈴木 一郎  モニタリングの面接  plan/2026-03-01");
        assert!(!text.contains('\u{1B}'));
    }

    #[test]
    fn a_narrow_terminal_has_the_words_below() {
        for columns in [40, 60, 80] {
            let text = to_table(&sample::agenda(), look(columns, false));
            assert!(text.lines().all(|line| width(line) <= columns.max(50)), "{columns}\n{text}");
        }
        let narrow = to_table(&sample::agenda(), look(60, false));
        assert!(narrow.contains("鈴木 一郎\n      計画への同意  plan/2026-03-01\n"), "{narrow}");
    }

    #[test]
    fn only_a_coloured_table_has_colours() {
        let text = to_table(&sample::agenda(), look(100, true));
        assert!(text.contains("\u{1B}[31m12日超過※\u{1B}[0m  hana"), "{text}");
    }

    #[test]
    fn nothing_says_so_and_what_could_not_be_read_is_named() {
        let gap =
            AgendaGap { child: "ren".to_owned(), file: "cases/ren/child.yaml".to_owned(), words: "読めません" };
        let agenda = Agenda { unread: vec![gap], farther: 3, ..Agenda::default() };
        let text = to_table(&agenda, look(100, false));
        assert!(text.starts_with("過ぎた期限も、60 日先までに来る期限もありません(2026-04-01 現在)\n"), "{text}");
        assert!(
            text.contains("3 件あります(--within all") && text.contains("cases/ren/child.yaml が読めません"),
            "{text}"
        );
    }

    #[test]
    fn a_long_name_is_cut_by_its_columns() {
        assert_eq!(cut("鈴木 一郎", 9), "鈴木 一郎");
        assert_eq!(cut("鈴木 一郎", 8), "鈴木 …");
        assert!(width(&cut("児童発達支援管理責任者", 9)) <= 9);
    }
}
