//! Which layers there are, and what each may name. `layers` checks it.

/// The folders of `src/`, from low to high.
pub const LAYERS: [&str; 18] = [
    "text",
    "notation",
    "definition",
    "case",
    "settings",
    "policy",
    "assessment",
    "colors",
    "wording",
    "report",
    "pdf",
    "encryption",
    "clock",
    "files",
    "verify",
    "desktop",
    "window",
    "cli",
];

/// The core: pure, without files, clock, environment or windows.
pub const CORE: [&str; 10] = [
    "text",
    "notation",
    "definition",
    "case",
    "settings",
    "policy",
    "assessment",
    "colors",
    "wording",
    "report",
];

/// What one layer alone may name.
pub const ONE_PLACE: [(&str, &str); 24] = [
    ("age", "encryption"),
    ("zxcvbn", "encryption"),
    ("printpdf", "pdf"),
    ("lopdf", "pdf"),
    ("hayro", "pdf"),
    ("flate2", "pdf"),
    ("roxmltree", "pdf"),
    ("image", "verify"),
    ("rqrr", "verify"),
    ("std::fs", "files"),
    ("tempfile", "files"),
    ("etcetera", "files"),
    ("gethostname", "files"),
    ("jiff::Timestamp::now", "clock"),
    ("jiff::Zoned::now", "clock"),
    ("std::io::stdout", "cli"),
    ("std::io::stderr", "cli"),
    ("rfd", "desktop"),
    ("arboard", "desktop"),
    ("keyring_core", "desktop"),
    ("zbus", "desktop"),
    ("rpassword", "cli"),
    ("egui", "window"),
    ("eframe", "window"),
];

/// What the files of one folder or one file alone may name: the others use the parts that it makes of this.
pub const ONE_FOLDER: [(&str, &str); 2] =
    [("egui::ScrollArea", "src/window/widget/"), ("egui::Tooltip", "src/window/widget/tip.rs")];

/// The tooltips of egui, which cover what comes next: those of the program are in `window/widget/tip.rs`.
pub const TOOLTIP_METHODS: [&str; 6] = [
    "on_hover_text",
    "on_hover_ui",
    "on_hover_text_at_pointer",
    "on_hover_ui_at_pointer",
    "on_disabled_hover_text",
    "on_disabled_hover_ui",
];

/// What registers a plugin of egui, and the one file that does: a plugin that is registered elsewhere would not start
/// anew after the rehearsal of the first frame.
pub const PLUGIN_METHODS: ([&str; 2], &str) = (["add_plugin", "plugin_or_default"], "src/window/plugins.rs");

/// Methods of paths and files that touch the file system.
pub const FILE_METHODS: [&str; 11] = [
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "set_permissions",
    "symlink_metadata",
    "try_exists",
];

/// Layers that stand side by side, though one of them is listed later.
pub const APART: [(&str, &str); 2] = [("cli", "window"), ("cli", "desktop")];

/// What the core must not name.
pub const IMPURE: [&str; 7] = [
    "std::io::stdin",
    "std::time",
    "std::env",
    "std::net",
    "std::process",
    "jiff::Zoned",
    "jiff::Timestamp::now",
];

/// Constants of `Color32` that choose no colour: nothing, and "whatever is set later".
pub const NO_COLOURS: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];
