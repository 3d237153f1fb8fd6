#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wgs_referral_fuzz::targets::indication_file(bytes));
