//! A comparison as one HTML file that needs nothing beside it: a 新旧対照表 to read in a browser or to print from there.

use super::comparison::{Comparison, Side};
use super::delta::State;
use super::hours::{Hours, range_shown};
use super::reason::Reason;
use super::table::{Line, Section, Shown};
use super::words::Piece;
use std::fmt::Write;

/// What a reader chooses.
#[derive(Debug, Clone, Copy, Default)]
pub struct HtmlLook {
    /// Whether the new document stands left.
    pub new_first: bool,
    /// Whether boxes that are the same are shown in full.
    pub all: bool,
}

const STYLE: &str = "\
:root { color-scheme: light; }
body { font-family: \"BIZ UDGothic\", \"BIZ UDPGothic\", \"Hiragino Sans\", \"Noto Sans JP\", \"Yu Gothic\", sans-serif; font-size: 15px; line-height: 1.65; color: #111; background: #fff; margin: 1.5rem auto; max-width: 78rem; padding: 0 1rem; }
h1 { font-size: 1.35rem; margin: 0 0 .6rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 0 0 1rem; }
dt { font-weight: bold; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
col.item { width: 13%; } col.reason { width: 23%; }
th, td { border: 1px solid #666; padding: .4rem .6rem; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
thead th { background: #e8e8e8; text-align: center; }
tr.section th { background: #f4f4f4; }
tbody th { font-weight: normal; background: #fafafa; }
tr.section th { font-weight: bold; }
td p, td ul { margin: 0 0 .5rem; }
td.value { white-space: pre-line; }
ins, del { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .2em; }
del { background: #fdeaea; } ins { background: #e7f5e9; }
.none, .same { color: #666; }
.mark { font-size: .85em; border: 1px solid #666; border-radius: .2em; padding: 0 .35em; margin-left: .5em; white-space: nowrap; }
.meaning { display: block; font-size: .9em; }
.source { font-size: .85em; color: #444; }
.hours { border-collapse: collapse; width: auto; } .hours td { border: 0; padding: 0 .8em 0 0; white-space: nowrap; }
@media print { @page { size: A4 landscape; margin: 12mm; } body { font-size: 8.5pt; margin: 0; max-width: none; padding: 0; } th, td { padding: .2rem .4rem; } body { line-height: 1.45; } thead { display: table-header-group; } tr { break-inside: avoid; } tr.section { break-after: avoid; } ins, del { background: none; } }
";

/// The whole file.
#[must_use]
pub fn to_html(comparison: &Comparison, look: HtmlLook) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let title = format!("{} 新旧対照表 {}", comparison.title, comparison.name);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{} 新旧対照表</h1>\n",
        escaped(&title),
        escaped(comparison.title),
    );
    let tally = comparison.tally();
    let tally = if tally.is_empty() {
        "違いはありません".to_owned()
    } else {
        format!("{tally}　(下線が変わった語)")
    };
    let _ = writeln!(
        out,
        "<dl><dt>児童</dt><dd>{}</dd><dt>旧</dt><dd>{}</dd><dt>新</dt><dd>{}</dd><dt>違い</dt><dd>{}</dd></dl>",
        escaped(&comparison.name),
        side(&comparison.old),
        side(&comparison.new),
        escaped(&tally),
    );
    let (left, right) = if look.new_first { ("新", "旧") } else { ("旧", "新") };
    let _ = write!(
        out,
        "<table>\n<colgroup><col class=\"item\"><col><col><col class=\"reason\"></colgroup>\n<thead><tr><th scope=\"col\">項目</th><th scope=\"col\">{left}</th><th scope=\"col\">{right}</th><th scope=\"col\">変更の理由</th></tr></thead>\n"
    );
    for section in &comparison.sections {
        one_section(&mut out, section, look);
    }
    out.push_str("</table>\n</body>\n</html>\n");
    out
}

fn side(side: &Side) -> String {
    let edition = side.edition.as_ref().map(|edition| format!("　版 {}", escaped(edition))).unwrap_or_default();
    let path = side.source.path().display().to_string();
    format!("{}{edition} <span class=\"source\">{}</span>", escaped(&side.shown()), escaped(&path))
}

/// What stands for values that are the same and not shown.
const OMITTED: &str = "<span class=\"same\">（略）</span>";

fn one_section(out: &mut String, section: &Section, look: HtmlLook) {
    out.push_str("<tbody>\n");
    let shown = if section.changed() || look.all { section.shown(look.all) } else { Vec::new() };
    let single = matches!(section.lines.as_slice(), [line] if line.words.is_empty());
    let heading = heading(section);
    if shown.is_empty() {
        row(out, &heading, [cell(OMITTED), cell(OMITTED)], "<td></td>", look);
    } else if !single {
        let _ = writeln!(out, "<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"4\">{heading}</th></tr>");
    }
    let rows = shown.len();
    for (index, one) in shown.into_iter().enumerate() {
        let reasons = match index {
            0 => format!("<td rowspan=\"{rows}\">{}</td>", section.reasons.iter().map(reason).collect::<String>()),
            _ => String::new(),
        };
        match one {
            Shown::Line(line) => {
                let name = if single { heading.clone() } else { escaped(&line.name()) };
                let mark = line.state.label().filter(|_| line.state != State::Changed && line.state != section.state);
                let mark = mark.map(|mark| format!("<span class=\"mark\">{mark}</span>")).unwrap_or_default();
                let side = |pieces: &[Piece], tag: &str, lacking: State| match section.state == lacking && !single {
                    // One cell for the whole of a row that this side does not have.
                    true if index == 0 => format!("<td class=\"value\" rowspan=\"{rows}\">{}</td>", absent(lacking)),
                    true => String::new(),
                    false => cell(&value(line, pieces, tag)),
                };
                let sides = [side(&line.old, "del", State::Added), side(&line.new, "ins", State::Removed)];
                row(out, &format!("{name}{mark}"), sides, &reasons, look);
            }
            Shown::Omitted(lines) => {
                let names: Vec<String> = lines.into_iter().map(Line::name).collect();
                row(out, &escaped(&names.join("、")), [cell(OMITTED), cell(OMITTED)], &reasons, look);
            }
        }
    }
    out.push_str("</tbody>\n");
}

fn heading(section: &Section) -> String {
    let moved = section.moved.map(|(old, new)| format!("{old}番目から{new}番目へ移動"));
    let label = section.label().filter(|label| *label != "移動" && section.state != State::Changed);
    let marks: String = label
        .map(str::to_owned)
        .into_iter()
        .chain(moved)
        .map(|mark| format!("<span class=\"mark\">{}</span>", escaped(&mark)))
        .collect();
    format!("{}{marks}", escaped(&section.heading()))
}

/// A row with both cells, the old one first in `sides`, in the order that was chosen.
fn row(out: &mut String, name: &str, sides: [String; 2], reasons: &str, look: HtmlLook) {
    let [old, new] = sides;
    let (left, right) = if look.new_first { (new, old) } else { (old, new) };
    let _ = writeln!(out, "<tr><th scope=\"row\">{name}</th>{left}{right}{reasons}</tr>");
}

fn cell(value: &str) -> String {
    format!("<td class=\"value\">{value}</td>")
}

/// What stands where a side has no such box.
fn absent(state: State) -> String {
    let word = match state {
        State::Added => "（新設）",
        State::Removed => "（削除）",
        State::Same | State::Changed => "",
    };
    format!("<span class=\"none\">{word}</span>")
}

fn value(line: &Line, pieces: &[Piece], tag: &str) -> String {
    let is_old = tag == "del";
    if pieces.is_empty() {
        return absent(line.state);
    }
    if !line.hours.is_empty() {
        return timetable(&line.hours, is_old);
    }
    let one = |piece: &Piece| match piece.changed {
        true => format!("<{tag}>{}</{tag}>", escaped(&piece.text)),
        false => escaped(&piece.text),
    };
    let text: String = pieces.iter().map(one).collect();
    match line.meaning.as_ref().filter(|_| !is_old) {
        Some(meaning) => format!("{text}<span class=\"meaning\">({})</span>", escaped(meaning)),
        None => text,
    }
}

fn timetable(hours: &[Hours], is_old: bool) -> String {
    let mut out = String::from("<table class=\"hours\">");
    for row in hours {
        let tag = if is_old { "del" } else { "ins" };
        let range = if is_old { row.old } else { row.new }.map_or("なし".to_owned(), range_shown);
        let range = if row.changed() { format!("<{tag}>{range}</{tag}>") } else { range };
        let difference = if row.changed() && !is_old { row.difference_shown() } else { String::new() };
        let _ = write!(out, "<tr><td>{}</td><td>{range}</td><td>{difference}</td></tr>", escaped(&row.day));
    }
    out.push_str("</table>");
    out
}

fn reason(reason: &Reason) -> String {
    let said: String = reason
        .said
        .iter()
        .map(|(word, text)| format!("<br><b>{}</b> {}", escaped(word), escaped(text).replace('\n', "<br>")))
        .collect();
    format!("<p><span class=\"source\">{}</span>{said}</p>", escaped(&reason.source))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
