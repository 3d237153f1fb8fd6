#![no_main]

use std::panic::set_hook;

// Decrypting catches the panics of a library. The fuzzer's own hook ends at the first of them; without
// it only those count that nobody catches.
libfuzzer_sys::fuzz_target!(
    init: set_hook(Box::new(|_| {})),
    |bytes: &[u8]| wgs_referral_fuzz::targets::verify(bytes)
);
