//! The rules of `ARCHITECTURE.md` that the compiler does not check, held against the parsed source.

mod collect;
mod comments;
mod cost;
mod cycles;
mod layers;
mod model;
mod names;
mod paths;
mod rules;
mod size;
#[path = "../source/mod.rs"]
mod source;
mod tokens;
mod width;
