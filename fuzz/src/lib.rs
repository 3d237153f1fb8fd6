//! The targets, as the ordinary tests have them.

#[path = "../../tests/fuzzed/targets.rs"]
pub mod targets;
