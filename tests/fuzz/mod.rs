//! The probes of the fuzzer over its own corpus, and over texts made of the corpus and of noise.
//!
//! cargo-fuzz runs them for longer, with the counters of a nightly compiler. What it finds new goes to `target/`, and an
//! input that failed comes here, into `corpus/`:
//!
//! ```sh
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz --sanitizer none load target/fuzz-load tests/fuzz/corpus/load -- -max_total_time=600
//! ```

mod probe;

use crate::chance::tries;
use crate::driver::{files_below, repository};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::fs;

/// What is written into the texts of the corpus: what YAML, CommonMark, Typst and the terminal give a meaning to.
const NOISE: [&str; 28] = [
    "\n",
    "\n\n",
    "  ",
    "- ",
    "1. ",
    "> ",
    "## ",
    "**",
    "```",
    "---\n",
    ": ",
    "：",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!str ",
    "|\n  ",
    "#",
    "\u{1b}[2J",
    "\u{202E}",
    "令和6年3月28日",
    "2024-03-28",
    "葛\u{E0100}",
];

fn corpus(probe: &str) -> Vec<Vec<u8>> {
    let folder = repository().join("tests/fuzz/corpus").join(probe);
    let seeds: Vec<Vec<u8>> = files_below(&folder).iter().map(|path| fs::read(path).expect("readable")).collect();
    assert!(!seeds.is_empty(), "{probe} has seeds");
    seeds
}

/// A text of the corpus of which parts are gone, doubled, or noise.
fn mutated(probe: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let cut = (any::<prop::sample::Index>(), 0..12_usize, select(&NOISE[..]), any::<bool>(), any::<u8>());
    (select(corpus(probe)), vec(cut, 0..6)).prop_map(|(mut text, cuts)| {
        for (at, length, noise, doubled, byte) in cuts {
            let start = at.index(text.len() + 1);
            let end = (start + length).min(text.len());
            let with = match (doubled, byte) {
                (true, _) => text[start..end].repeat(2),
                (false, 0..8) => vec![byte.wrapping_mul(37)],
                (false, _) => noise.as_bytes().to_vec(),
            };
            text.splice(start..end, with);
        }
        text
    })
}

#[test]
fn every_input_of_the_corpus_holds() {
    corpus("load").iter().for_each(|input| probe::load(input));
    corpus("print").iter().for_each(|input| probe::print(input));
    corpus("compare").iter().for_each(|input| probe::compare(input));
    corpus("events").iter().for_each(|input| probe::events(input));
}

proptest! {
    #![proptest_config(tries(192))]

    #[test]
    fn any_file_is_loaded_judged_and_told(input in mutated("load")) {
        probe::load(&input);
    }

    #[test]
    fn the_difference_of_any_two_plans_is_all_that_differs(input in mutated("compare")) {
        probe::compare(&input);
    }

    #[test]
    fn any_lines_of_events_are_judged(input in mutated("events")) {
        probe::events(&input);
    }
}

proptest! {
    #![proptest_config(tries(48))]

    #[test]
    fn any_text_is_content_on_paper(input in mutated("print")) {
        probe::print(&input);
    }
}
