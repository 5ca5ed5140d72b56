#![no_main]

#[path = "../probe.rs"]
mod probe;

libfuzzer_sys::fuzz_target!(|data: &[u8]| probe::load(data));
