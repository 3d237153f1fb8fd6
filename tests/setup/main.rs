//! `./run`, `./test` and the packages that a window needs: one list, in `setup/window-libraries.txt`.

#[cfg(target_os = "linux")]
mod machine;
#[cfg(target_os = "linux")]
mod message;
mod packages;
#[cfg(target_os = "linux")]
mod scripts;

/// The folder of the project.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
