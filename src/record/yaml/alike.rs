//! Both ways into the tree say the same: of every file of the samples and the fuzzer's corpus, of those with parts gone,
//! doubled or strange, and of YAML in all its styles.

use super::{detour, events};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::cell::Cell;
use std::fs;
use std::path::Path;

/// What YAML gives a meaning to, and what it may take for something else.
const SIGNS: [&str; 44] = [
    "\n",
    "\n\n",
    " ",
    "  ",
    "- ",
    ": ",
    ":",
    "? ",
    "#",
    " # 注",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "\"",
    "'",
    "\\",
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "<<: ",
    "|\n  ",
    ">-\n  ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "~",
    "null",
    "yes",
    "0012",
    "1_000",
    "0x1F",
    "1e3",
    "1e999",
    "-.inf",
    ".nan",
    "\t",
    "\r\n",
    "\u{FEFF}",
    "\u{85}",
    "\u{3000}",
    "\u{2028}",
];

/// Whether the short way took a text, which then says what the long one says.
fn is_alike(text: &str) -> bool {
    let Some(straight) = events::read(text) else { return false };
    match detour::read(text) {
        Ok(Some(detour)) => assert_eq!(straight, detour, "{text:?}"),
        other => panic!("{:?} for {text:?}", other.map(|_| "no value")),
    }
    true
}

fn texts_below(folder: &str) -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("read").path()).collect();
        paths.sort();
        for path in paths {
            match path.is_dir() {
                true => folders.push(path),
                false => texts.extend(fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok())),
            }
        }
    }
    texts
}

/// Runs the same cases every time; says how many of them went the short way.
fn taken<S: Strategy<Value = String>>(cases: u32, texts: S) -> u32 {
    let config = Config { cases, rng_seed: RngSeed::Fixed(20_261_128), failure_persistence: None, ..Config::default() };
    let taken = Cell::new(0);
    let alike = |text: String| {
        taken.set(taken.get() + u32::from(is_alike(&text)));
        Ok(())
    };
    TestRunner::new(config).run(&texts, alike).expect("alike");
    taken.get()
}

#[test]
fn every_sample_goes_the_short_way_and_says_the_same() {
    let texts = texts_below("cases");
    let yaml = texts.iter().filter(|text| !text.starts_with("---"));
    assert!(yaml.clone().count() > 20 && yaml.clone().all(|text| is_alike(text)));
}

#[test]
fn what_a_fuzzer_found_says_the_same() {
    let mut texts = texts_below("tests/fuzz/corpus");
    // The first line says for some probes what the rest is.
    let rests: Vec<String> =
        texts.iter().filter_map(|text| text.split_once('\n')).map(|(_, rest)| rest.to_owned()).collect();
    texts.extend(rests);
    let taken = texts.iter().filter(|text| is_alike(text)).count();
    assert!(taken > 5, "{taken} of {}", texts.len());
}

#[test]
fn texts_with_parts_gone_doubled_or_strange_say_the_same() {
    let mut texts = texts_below("cases");
    texts.extend(texts_below("tests/fuzz/corpus"));
    texts.retain(|text| text.len() < 6_000);
    let cut = (any::<Index>(), 0..16_usize, select(&SIGNS[..]), any::<bool>());
    let mutated = (select(texts), vec(cut, 1..5)).prop_map(|(text, cuts)| {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, length, sign, doubled) in cuts {
            let start = at.index(letters.len() + 1);
            let end = (start + length).min(letters.len());
            let with = if doubled { letters[start..end].repeat(2) } else { sign.chars().collect() };
            letters.splice(start..end, with);
        }
        letters.into_iter().collect()
    });
    assert!(taken(3_000, mutated) > 300);
}

#[test]
fn yaml_in_all_its_styles_says_the_same() {
    let word =
        select(vec!["k", "氏名", "a b", "\"q\\u3099\\n\"", "'it''s'", "a#b", "a:b", "12", "true", "", "~", "- x"]);
    let word = prop_oneof![4 => word.prop_map(str::to_owned), 1 => select(&SIGNS[..]).prop_map(str::to_owned)];
    let line =
        (0..4_usize, select(vec!["", "- ", "- - ", "? "]), word.clone(), word, select(vec![0, 0, 0, 1, 2, 3, 4, 5, 6]));
    let line = line.prop_map(|(depth, item, key, value, style)| {
        let indent = "  ".repeat(depth);
        match style {
            0 => format!("{indent}{item}{key}: {value}\n"),
            1 => format!("{indent}{item}{key}:\n"),
            2 => format!("{indent}{item}{key}: |\n{indent}    {value}\n\n{indent}    二\n"),
            3 => format!("{indent}{item}{key}: [{value}, {{{key}: {value}}}]\n"),
            4 => format!("{indent}{item}{value}\n"),
            5 => format!("{indent}{item}{key}: >-\n{indent}  {value}\n{indent}  二\n"),
            _ => format!("{indent}{key}: {value}\n{indent}  {value}  # 注\n"),
        }
    });
    assert!(taken(20_000, vec(line, 1..7).prop_map(|lines| lines.concat())) > 1_000);
}
