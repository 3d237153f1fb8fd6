//! Checks that what the documents of the project say of its tests is true.

#[expect(dead_code, reason = "the tests share this module, and each uses a part of it")]
#[path = "../source/mod.rs"]
mod source;

mod hazards;
mod policies;
