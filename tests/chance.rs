//! How much of a test is left to chance.

use proptest::test_runner::{Config, RngSeed};

/// What a property is tried on: so many cases, and the same ones in every run, so that a suite is red for what was
/// changed and for nothing else. `SHIEN_CASES=50` tries fifty times as many, other ones each time.
pub(crate) fn tries(cases: u32) -> Config {
    let wider = std::env::var("SHIEN_CASES").ok().map(|times| times.parse::<u32>().expect("SHIEN_CASES is a number"));
    Config {
        cases: cases * wider.unwrap_or(1),
        rng_seed: if wider.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_261_128) },
        failure_persistence: None,
        ..Config::default()
    }
}
