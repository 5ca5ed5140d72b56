//! The order of the layers: each uses only what stands below it, and each foreign crate has its one place.

mod circles;

use crate::driver::{files_below, repository};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The folders of `src/`, the top first. A new one takes its place here.
const LAYERS: [&str; 28] = [
    "cli",
    "preview",
    "pipeline",
    "carry",
    "starter",
    "intake",
    "scaffold",
    "due",
    "history",
    "rules",
    "template",
    "outline",
    "compare",
    "tree",
    "forms",
    "timeline",
    "directory",
    "tariff",
    "case",
    "typeset",
    "warden",
    "protocol",
    "value",
    "record",
    "prose",
    "font",
    "diagnostic",
    "source",
];

/// Layers that the order alone would let see each other: `template` and `typeset` meet in `pipeline` only, and the
/// preview takes pages from whoever makes them.
const STRANGERS: [(&str, &str); 7] = [
    ("template", "typeset"),
    ("preview", "pipeline"),
    ("preview", "rules"),
    ("preview", "template"),
    ("preview", "forms"),
    ("preview", "case"),
    ("preview", "typeset"),
];

/// Where a foreign crate may be named. `*` at the end stands for a family of crates.
const CRATES: [(&str, &[&str]); 30] = [
    ("clap*", &["cli"]),
    ("terminal_size", &["cli"]),
    ("indicatif", &["cli"]),
    ("csv", &["due", "intake"]),
    ("encoding_rs", &["intake"]),
    ("icalendar", &["due"]),
    ("minijinja", &["template"]),
    ("pulldown_cmark", &["prose", "record"]),
    ("rust_embed", &["forms", "starter"]),
    ("typst*", &["typeset", "font"]),
    // `evict` is called where documents are counted.
    ("comemo", &["typeset"]),
    ("sysinfo", &["warden"]),
    ("serde_yaml", &["record"]),
    ("granit_parser", &["record"]),
    ("strsim", &["record"]),
    ("unicode_normalization", &["record", "typeset", "directory"]),
    ("chrono", &["value"]),
    ("icu_segmenter", &["compare", "prose"]),
    ("similar", &["compare"]),
    ("pathfinding", &["compare"]),
    ("unicode_width", &["prose"]),
    ("annotate_snippets", &["diagnostic"]),
    // In `source` for its own tests.
    ("tempfile", &["pipeline", "source"]),
    ("gix*", &["source"]),
    ("blake3", &["case", "font", "pipeline", "source"]),
    ("notify", &["source"]),
    ("axum", &["preview"]),
    ("hyper*", &["preview"]),
    ("getrandom", &["preview"]),
    // The command waits for its signals on the runtime that serves the page.
    ("tokio*", &["preview", "cli"]),
];

/// Streams and macros of the standard library that only the terminal may use.
const STREAMS: [&str; 2] = ["stdout", "stderr"];
const MACROS: [&str; 5] = ["println", "eprintln", "print", "eprint", "dbg"];

/// Cargo's build script, which speaks to Cargo.
const BUILD_SCRIPT: &str = "forms/build.rs";

/// A path in the source, from the crate's root (`crate` stands first) or from a foreign crate.
type Route = Vec<String>;

#[test]
fn every_folder_of_the_source_has_its_place_in_the_order() {
    let entries = fs::read_dir(repository().join("src")).expect("src");
    let names: BTreeSet<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let known = LAYERS.iter().copied().chain(["lib.rs", "main.rs"]).map(str::to_owned).collect();
    assert_eq!(names, known);
}

#[test]
fn a_layer_uses_only_what_stands_below_it() {
    let mut wrong = Vec::new();
    for (own, file, path) in uses().filter(|(.., path)| path[0] == "crate") {
        let other = path.get(1).map_or("", String::as_str);
        let place = |layer: &str| LAYERS.iter().position(|known| *known == layer);
        let below = place(other).is_some_and(|other| place(&own).is_none_or(|own| own <= other));
        if !below || STRANGERS.contains(&(own.as_str(), other)) {
            wrong.push(format!("{file}: {}", path.join("::")));
        }
    }
    assert!(wrong.is_empty(), "paths that go up:\n{}", wrong.join("\n"));
}

#[test]
fn a_foreign_crate_is_named_only_in_its_own_layer() {
    let mut wrong = Vec::new();
    for (own, file, path) in uses() {
        let rule = CRATES.iter().find(|(name, _)| match name.strip_suffix('*') {
            Some(family) => path[0].starts_with(family),
            None => path[0] == *name,
        });
        if rule.is_some_and(|(_, layers)| !layers.contains(&own.as_str())) {
            wrong.push(format!("{file}: {}", path.join("::")));
        }
    }
    assert!(wrong.is_empty(), "foreign crates out of their place:\n{}", wrong.join("\n"));
}

/// The one file of the rules that is handed a child's folder; what it gives to rules was found out below them.
const FACTS: &str = "rules/facts.rs";

#[test]
fn rules_and_commands_see_facts_and_no_folder_of_a_child() {
    let folder = |path: &Route| path.starts_with(&["crate", "case", "Case"].map(str::to_owned));
    let blind = |own: &str, file: &str| own == "cli" || (own == "rules" && file != FACTS);
    let wrong: Vec<String> =
        uses().filter(|(own, file, path)| blind(own, file) && folder(path)).map(|(_, file, _)| file).collect();
    assert!(wrong.is_empty(), "files that ask a folder for what the timeline knows:\n{}", wrong.join("\n"));
}

/// Where the day of the check comes from when nobody has said one.
const CLOCK: &str = "pipeline/project.rs";

#[test]
fn the_day_of_the_check_is_asked_through_one_type() {
    let is_day = |word: &str| word == "as_of";
    let wrong: Vec<String> = sources()
        .filter(|(layer, file, _)| layer != "value" && file != CLOCK)
        .flat_map(|(layer, file, text)| {
            let tokens = tokens(&text);
            let today =
                tokens.windows(3).filter(|words| words[0] == "Date" && words[1] == "::" && words[2] == "today").count();
            // What stands below the commands and the column never holds a bare day.
            let bare = !["cli", "pipeline", "preview"].contains(&layer.as_str());
            let held = tokens.iter().filter(|word| bare && is_day(word)).count();
            (today + held > 0).then_some(file)
        })
        .collect();
    assert!(wrong.is_empty(), "files that ask for the day themselves:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_terminal_prints() {
    let files = sources().filter(|(layer, file, _)| layer != "cli" && file != BUILD_SCRIPT);
    let wrong: Vec<String> = files
        .flat_map(|(_, file, text)| {
            let tokens = tokens(&text);
            let pairs = tokens.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str()));
            let printing =
                pairs.filter(|(word, next)| STREAMS.contains(word) || (MACROS.contains(word) && *next == "!"));
            printing.map(|(word, _)| format!("{file}: {word}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "printing outside cli/:\n{}", wrong.join("\n"));
}

/// Whoever reads a type's name in one room knows it in every other.
#[test]
fn a_type_has_its_name_alone() {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, file, text) in sources() {
        let tokens = tokens(&text);
        let mut depth = 0;
        for pair in tokens.windows(2) {
            depth += i32::from(pair[0] == "{") - i32::from(pair[0] == "}");
            // A `type` in braces is a trait's.
            let declares = ["struct", "enum", "trait"].contains(&pair[0].as_str()) || (pair[0] == "type" && depth == 0);
            if declares && pair[1].starts_with(char::is_uppercase) {
                owners.entry(pair[1].clone()).or_default().push(file.clone());
            }
        }
    }
    owners.retain(|_, files| files.len() > 1);
    assert!(owners.is_empty(), "names that mean two types: {owners:#?}");
}

#[test]
fn the_program_itself_knows_the_command_line_only() {
    let text = fs::read_to_string(repository().join("src/main.rs")).expect("main.rs");
    let layers: BTreeSet<String> = paths(&tokens(&text), &[])
        .into_iter()
        .filter(|path| path[0] == "crate")
        .filter_map(|path| path.get(1).cloned())
        .collect();
    assert_eq!(layers, BTreeSet::from(["cli".to_owned()]));
}

/// Layer, file and path of everything that the library names.
fn uses() -> impl Iterator<Item = (String, String, Route)> {
    sources().flat_map(|(layer, file, text)| {
        let module: Vec<String> =
            file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').map(str::to_owned).collect();
        let found = paths(&tokens(&text), &module);
        found.into_iter().map(move |path| (layer.clone(), file.clone(), path))
    })
}

/// Layer, name and text of every file of a layer.
fn sources() -> impl Iterator<Item = (String, String, String)> {
    let root = repository().join("src");
    let rust =
        files_below(&root).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    rust.filter_map(move |path| {
        let name = path.strip_prefix(&root).ok().and_then(Path::to_str)?.replace('\\', "/");
        let (layer, _) = name.split_once('/')?;
        Some((layer.to_owned(), name.clone(), fs::read_to_string(&path).expect("readable")))
    })
}

/// Words, `::` and single marks, without comments, strings and characters.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = string_length(rest) {
            length
        } else if c.is_alphanumeric() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    tokens
}

/// The length of the string or character literal that `rest` begins with.
fn string_length(rest: &str) -> Option<usize> {
    let prefix = rest.len() - rest.trim_start_matches(['b', 'r', 'c']).len();
    let body = &rest[prefix.min(2)..];
    let hashes = body.len() - body.trim_start_matches('#').len();
    if rest[..prefix.min(2)].contains('r') && body[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let at = body[hashes + 1..].find(&end).map_or(body.len(), |at| hashes + 1 + at + end.len());
        return Some(prefix.min(2) + at);
    }
    let quote = body.chars().next().filter(|c| *c == '"' || (*c == '\'' && prefix < 2))?;
    let mut escaped = false;
    for (at, c) in body.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(prefix.min(2) + at + 1),
            // No closing quote after one character: a lifetime.
            _ if quote == '\'' && !body[1..].starts_with('\\') && body[1..at].chars().count() >= 1 => {
                return Some(prefix.min(2) + 1);
            }
            _ => {}
        }
    }
    None
}

/// Every path that begins at `crate`, `super` or `self`, resolved, and every other path with its head, lists of `use`
/// taken apart.
fn paths(tokens: &[String], module: &[String]) -> Vec<Route> {
    let mut found = Vec::new();
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => {
                depth += 1;
                if at >= 2 && tokens[at - 2] == "mod" {
                    inline.push((tokens[at - 1].clone(), depth));
                }
            }
            "}" => {
                inline.retain(|(_, opened)| *opened < depth);
                depth -= 1;
            }
            word if is_word(word)
                && tokens.get(at + 1).is_some_and(|next| next == "::")
                && (at == 0 || tokens[at - 1] != "::") =>
            {
                let here: Vec<String> =
                    module.iter().cloned().chain(inline.iter().map(|(name, _)| name.clone())).collect();
                if !in_list(tokens, at) {
                    let mut leaves = Vec::new();
                    leaf_paths(tokens, at, &[], &mut leaves);
                    found.extend(leaves.into_iter().map(|(path, _)| resolve(path, &here)));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a word stands inside the braces of a `use`, whose paths are taken from their head.
fn in_list(tokens: &[String], at: usize) -> bool {
    let mut open = 0;
    for index in (0..at).rev() {
        match tokens[index].as_str() {
            "}" => open += 1,
            "{" if open == 0 => return index > 0 && tokens[index - 1] == "::",
            "{" => open -= 1,
            ";" => return false,
            _ => {}
        }
    }
    false
}

/// The paths from a word on, one for each leaf of a list, each with the name under which a `use` makes it known. Gives the
/// index behind them.
fn leaf_paths(tokens: &[String], at: usize, head: &[String], leaves: &mut Vec<(Route, String)>) -> usize {
    let mut path = head.to_vec();
    let mut at = at;
    while let Some(word) = tokens.get(at).filter(|word| is_word(word)) {
        path.push(word.clone());
        at += 1;
        if tokens.get(at).is_none_or(|next| next != "::") {
            let name = match tokens.get(at).map(String::as_str) {
                Some("as") => tokens[at + 1].clone(),
                _ => path.iter().rfind(|word| *word != "self").cloned().unwrap_or_default(),
            };
            leaves.push((path, name));
            return at;
        }
        at += 1;
    }
    if tokens.get(at).is_some_and(|next| next == "{") {
        at += 1;
        while tokens.get(at).is_some_and(|next| next != "}") {
            let next = leaf_paths(tokens, at, &path, leaves);
            // Past `as name`, a comma, or whatever is no path.
            at = next.max(at + 1);
            while tokens.get(at).is_some_and(|token| token == "," || token == "as") {
                at += if tokens[at] == "as" { 2 } else { 1 };
            }
        }
        return at + 1;
    }
    leaves.push((path, String::new()));
    at
}

fn resolve(path: Route, module: &[String]) -> Route {
    let mut here: Option<Vec<String>> = None;
    let mut rest = path.into_iter().peekable();
    while let Some(word) = rest.peek() {
        match word.as_str() {
            "crate" | "shien" if here.is_none() => here = Some(Vec::new()),
            "self" if here.is_none() => here = Some(module.to_vec()),
            "super" => {
                let mut above = here.unwrap_or_else(|| module.to_vec());
                above.pop();
                here = Some(above);
            }
            _ => break,
        }
        rest.next();
    }
    match here {
        Some(here) => std::iter::once("crate".to_owned()).chain(here).chain(rest).collect(),
        None => rest.collect(),
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

#[test]
fn the_scanner_sees_through_lists_strings_and_modules() {
    let text = r##"
        //! crate::comment
        use crate::{case::{self, Case as C}, value};
        use typst::layout::{Abs, Frame};
        fn f<'a>(x: &'a str) -> char { let _ = ("crate::string", r#"crate::"raw"#, '"', '\''); super::super::rules::g(x) }
        mod tests { use super::super::font::Fonts; use super::g; }
        pub(crate) fn g(x: crate::record::Field<crate::source::Span>) {}
    "##;
    let module = ["case".to_owned(), "plan".to_owned()];
    let found: Vec<String> = paths(&tokens(text), &module).into_iter().map(|path| path.join("::")).collect();
    let expected = [
        "crate::case::self",
        "crate::case::Case",
        "crate::value",
        "typst::layout::Abs",
        "typst::layout::Frame",
        "crate::rules::g",
        "crate::case::font::Fonts",
        "crate::case::plan::g",
        "crate::record::Field",
        "crate::source::Span",
    ];
    assert_eq!(found, expected);
}
