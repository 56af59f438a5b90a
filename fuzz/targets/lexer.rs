#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| crossfoot_fuzz::lex(data));
