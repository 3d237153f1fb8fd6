//! The rules of `ARCHITECTURE.md` that the compiler does not check, held against the parsed source.

mod collect;
mod cycles;
mod layers;
mod model;
mod paths;
#[path = "../source/mod.rs"]
mod source;
mod tokens;
