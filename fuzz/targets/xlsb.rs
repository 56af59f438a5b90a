#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| crossfoot_fuzz::read(&crossfoot_fuzz::package(data, crossfoot_fuzz::XLSB)));
