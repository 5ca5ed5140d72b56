//! What is done to a file: an operator on the line that holds a text, or one text in place of another.

use super::{Tree, text_of};
use std::path::PathBuf;

/// The short names of the files of `base/`.
const FILES: [(&str, &str); 14] = [
    ("office", "cases/office.yaml"),
    ("child", "cases/hana/child.yaml"),
    ("events", "cases/hana/events.yaml"),
    ("assessment", "cases/hana/assessment/2024-03-11.md"),
    ("draft", "cases/hana/plan/2024-03-18.yaml"),
    ("plan", "cases/hana/plan/2024-03-28.yaml"),
    ("meeting", "cases/hana/meeting/2024-03-25.md"),
    ("interview", "cases/hana/interview/2024-06-03.md"),
    ("monitoring", "cases/hana/monitoring/2024-06-28.yaml"),
    ("basic", "cases/hana/consult/basic.yaml"),
    ("consult-draft", "cases/hana/consult/plan/2024-03-10.yaml"),
    ("consult-plan", "cases/hana/consult/plan/2024-03-20.yaml"),
    ("consult-meeting", "cases/hana/consult/meeting/2024-03-16.md"),
    ("consult-monitoring", "cases/hana/consult/monitoring/2024-06-27.yaml"),
];

/// The path of a short name; a path is itself.
pub(super) fn path_of(file: &str) -> &str {
    FILES.iter().find(|(name, _)| *name == file).map_or(file, |(_, path)| path)
}

/// What becomes of a file.
pub(super) enum Edit {
    /// It has this text.
    Text { text: String, line: usize },
    /// It lies at another path, below its own folder.
    Renamed(String),
    /// It is gone.
    Removed,
    /// It holds these bytes.
    Bytes(Vec<u8>),
    /// Another file lies beside it: at this path, with this text.
    Beside(String, String),
}

impl Edit {
    pub(super) fn of(operator: &str, wanted: &str, text: &str) -> Result<Self, String> {
        match operator {
            "rename" => return Ok(Self::Renamed(wanted.to_owned())),
            "remove" => return Ok(Self::Removed),
            "bytes" => return hex(wanted).map(Self::Bytes),
            "NUL" => return Ok(Self::Bytes(vec![0; text.len()])),
            "CR" => return Ok(Self::Bytes(text.replace('\n', "\r").into_bytes())),
            "CRLF" => return Ok(Self::Bytes(text.replace('\n', "\r\n").into_bytes())),
            "BOM" => return Ok(Self::Bytes(format!("\u{FEFF}{text}").into_bytes())),
            "copy" => {
                let (name, change) =
                    wanted.split_once(" with ").map_or((wanted, None), |(name, with)| (name, Some(with)));
                let mut changed = text.to_owned();
                for (old, new) in
                    change.into_iter().flat_map(|all| all.split(" and ")).filter_map(|one| one.split_once(" => "))
                {
                    let old = unescaped(old);
                    once(&changed, &old)?;
                    changed = changed.replacen(&old, &unescaped(new), 1);
                }
                return Ok(Self::Beside(name.to_owned(), changed));
            }
            "append" => {
                let line = text.matches('\n').count() + 1;
                return Ok(Self::Text { text: format!("{text}{}\n", unescaped(wanted)), line });
            }
            "whole" => return Ok(Self::Text { text: unescaped(wanted), line: 1 }),
            "replace" => {
                let (old, new) = wanted.split_once(" => ").ok_or("`old => new`")?;
                let (old, new) = (unescaped(old), unescaped(new));
                let at = once(text, &old)?;
                let line = text[..at].matches('\n').count() + 1;
                return Ok(Self::Text { text: text.replacen(&old, &new, 1), line });
            }
            _ => {}
        }
        let at = once(text, wanted)?;
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let new = on_line(operator, &text[start..end]).ok_or(format!("no operator {operator} on this line"))?;
        if new == text[start..end] {
            return Err("nothing is changed".to_owned());
        }
        let line = text[..at].matches('\n').count() + 1;
        Ok(Self::Text { text: format!("{}{new}{}", &text[..start], &text[end..]), line })
    }

    /// The place of a finding: `here`, the line of the edit; `top`, the first line; `+1`, so many below; or the line that
    /// holds a text, in this file or, behind `file:`, in another.
    pub(super) fn place(&self, file: &str, place: &str, base: &Tree) -> Result<(String, usize), String> {
        let own = match self {
            Self::Renamed(name) | Self::Beside(name, _) => beside(path_of(file), name).to_string_lossy().into_owned(),
            _ => path_of(file).to_owned(),
        };
        let (text, line) = match self {
            Self::Text { text, line } => (text.as_str(), *line),
            Self::Beside(_, text) => (text.as_str(), 1),
            _ => ("", 1),
        };
        if place == "here" {
            return Ok((own, line));
        }
        if place == "top" {
            return Ok((own, 1));
        }
        // A folder of the project.
        if place.starts_with("cases/") {
            return Ok((place.to_owned(), 1));
        }
        if let Some(steps) = place.strip_prefix('+').and_then(|steps| steps.parse::<usize>().ok()) {
            return Ok((own, line + steps));
        }
        let (path, text, wanted) = match place.split_once(": ").filter(|(file, _)| path_of(file) != *file) {
            Some((file, "top")) => return Ok((path_of(file).to_owned(), 1)),
            Some((file, wanted)) => (path_of(file).to_owned(), text_of(base, path_of(file)), wanted),
            None => (own, text, place),
        };
        let at = text.find(wanted).ok_or(format!("{wanted:?} stands nowhere"))?;
        Ok((path, text[..at].matches('\n').count() + 1))
    }

    pub(super) fn apply(&self, path: &str, tree: &mut Tree) {
        let path = PathBuf::from(path);
        match self {
            Self::Text { text, .. } => {
                tree.insert(path, text.clone().into_bytes());
            }
            Self::Bytes(bytes) => {
                tree.insert(path, bytes.clone());
            }
            Self::Beside(name, text) => {
                tree.insert(beside(&path.to_string_lossy(), name), text.clone().into_bytes());
            }
            Self::Renamed(name) => {
                let text = tree.remove(&path).expect("a file of the base");
                tree.insert(beside(&path.to_string_lossy(), name), text);
            }
            Self::Removed => {
                tree.remove(&path).expect("a file of the base");
            }
        }
    }
}

/// A path of the project, or a name in the folder of a file.
fn beside(path: &str, name: &str) -> PathBuf {
    if name.contains('/') { PathBuf::from(name) } else { PathBuf::from(path).with_file_name(name) }
}

fn hex(digits: &str) -> Result<Vec<u8>, String> {
    let digits: Vec<&str> = digits.split(' ').collect();
    digits.iter().map(|digits| u8::from_str_radix(digits, 16).map_err(|_| format!("{digits} is no byte"))).collect()
}

/// `\n` as a line break, `\s` as a blank at an end, `\u{200B}` as that character.
pub(super) fn unescaped(text: &str) -> String {
    let text = text.replace("\\n", "\n").replace("\\s", " ").replace("\\t", "\t");
    let mut parts = text.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (code, rest) = part.split_once('}').expect("a code point in braces");
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point");
        format!("{text}{c}{rest}")
    })
}

fn once(text: &str, wanted: &str) -> Result<usize, String> {
    match text.matches(wanted).count() {
        1 => text.find(wanted).ok_or_else(|| unreachable!("it stands there once")),
        count => Err(format!("{wanted:?} stands {count} times")),
    }
}

/// The operators on one line.
fn on_line(operator: &str, line: &str) -> Option<String> {
    let body = line.trim_start_matches(' ');
    let indent = &line[..line.len() - body.len()];
    let item = body.strip_prefix("- ");
    let (lead, rest) = line.split_at(line.len() - item.unwrap_or(body).len());
    let colon = rest.find(':');
    let key = |new: &dyn Fn(&[char]) -> String| {
        let (key, behind) = rest.split_at(colon?);
        Some(format!("{lead}{}{behind}", new(&key.chars().collect::<Vec<char>>())))
    };
    let value = |new: &dyn Fn(&str) -> String| {
        let (key, value) = rest.split_once(": ")?;
        Some(format!("{lead}{key}: {}", new(value)))
    };
    let swap = |old: &str, new: &str| line.contains(old).then(|| line.replacen(old, new, 1));
    let cut_last = |sign: &str| line.rfind(sign).map(|at| format!("{}{}", &line[..at], &line[at + sign.len()..]));
    let behind = |sign: &str, old: &str, new: &str| {
        let at = line.find(sign)?;
        Some(format!("{}{}", &line[..at], line[at..].replacen(old, new, 1)))
    };
    let heading = |new: &str| line.strip_prefix("## ").map(|name| format!("{new}{name}"));
    match operator {
        "drop `- `" => Some(format!("{indent}{}", item?)),
        "blank `- `" => Some(format!("{indent}  {}", item?)),
        "`-` without its blank" => Some(format!("{indent}-{}", item?)),
        "full-width `－ `" => Some(format!("{indent}－ {}", item?)),
        "full-width blank behind `-`" => Some(format!("{indent}-\u{3000}{}", item?)),
        "indent + 1" => Some(format!(" {line}")),
        "indent + 2" => Some(format!("  {line}")),
        "indent - 1" => line.strip_prefix(' ').map(str::to_owned),
        "indent - 2" => line.strip_prefix("  ").map(str::to_owned),
        "no indent" => Some(body.to_owned()),
        "no-break blanks as indent" => Some(format!("{}{body}", "\u{A0}".repeat(indent.len()))),
        "full-width blank as indent" => Some(format!("\u{3000}{body}")),
        "tab as indent" => Some(format!("\t{body}")),
        "swap two letters of the key" => key(&|key| [&[key[1], key[0]], &key[2..]].concat().iter().collect()),
        "drop the last letter of the key" => key(&|key| key[..key.len() - 1].iter().collect()),
        "a wrong letter in the key" => key(&|key| key[..key.len() - 1].iter().chain(&['鬱']).collect()),
        "a zero-width blank in the key" => key(&|key| [&key[..1], &['\u{200B}'], &key[1..]].concat().iter().collect()),
        "full-width colon" => swap(": ", "："),
        "no blank behind the colon" => swap(": ", ":"),
        "full-width blank behind the colon" => swap(": ", ":\u{3000}"),
        "no colon" => swap(": ", " ").or_else(|| line.strip_suffix(':').map(str::to_owned)),
        "`#` before the value" => value(&|value| format!("#{value}")),
        "`@` before the value" => value(&|value| format!("@{value}")),
        "`%` before the value" => value(&|value| format!("%{value}")),
        "`*` before the value" => value(&|value| format!("*{value}")),
        "`&` before the value" => value(&|value| format!("&{value}")),
        "`!` before the value" => value(&|value| format!("!{value}")),
        "`>` before the value" => value(&|value| format!("> {value}")),
        "`|` before the value" => value(&|value| format!("| {value}")),
        "`- ` before the value" => value(&|value| format!("- {value}")),
        "open a quotation mark" => value(&|value| format!("\"{value}")),
        "quote the beginning" => value(&|value| {
            let at = value.char_indices().nth(2).map_or(value.len(), |(at, _)| at);
            format!("\"{}\"{}", &value[..at], &value[at..])
        }),
        "curly quotes around the value" => value(&|value| format!("“{value}”")),
        "a colon in the text" => value(&|value| format!("母: {value}")),
        "full-width `｛`" => swap("{", "｛"),
        "full-width `｝`" => cut_last("}").map(|line| format!("{line}｝")),
        "full-width `［`" => swap("[", "［"),
        "cut `{`" => swap("{", ""),
        "cut `[`" => swap("[", ""),
        "cut `}`" => cut_last("}"),
        "cut `]`" => cut_last("]"),
        "full-width comma" => swap(", ", "，"),
        "「、」 for the comma" => swap(", ", "、"),
        "no comma" => swap(", ", " "),
        "no blank behind the colon in braces" => behind("{", ": ", ":"),
        "full-width colon in braces" => behind("{", ": ", "："),
        "cut the closing quotation mark" => cut_last("\""),
        "curly quotes for straight ones" => swap("\"", "“").map(|line| line.replacen('"', "”", 1)),
        "twice" => Some(format!("{line}\n{line}")),
        "heading without its blank" => heading("##"),
        "full-width heading" => heading("＃＃ "),
        "heading with one `#`" => heading("# "),
        "heading with three `#`" => heading("### "),
        "heading without `##`" => heading(""),
        "full-width blank in the heading" => heading("##\u{3000}"),
        "a letter too few in the heading" => {
            let name: Vec<char> = line.strip_prefix("## ")?.chars().collect();
            Some(format!("## {}", name.iter().take(1).chain(name.iter().skip(2)).collect::<String>()))
        }
        "a zero-width blank in the heading" => {
            let name: Vec<char> = line.strip_prefix("## ")?.chars().collect();
            Some(format!("## {}\u{200B}{}", name[0], name[1..].iter().collect::<String>()))
        }
        _ => None,
    }
}
