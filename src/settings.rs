//! The settings of the user: what stays from one patient to the next, and nothing of any of them.
//!
//! Reading and writing are of texts: where they are kept is the concern of `files`.

use crate::case::Requester;
use crate::definition::Language;
use crate::notation::{Place, parse};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The newest format that this program reads, and the one it writes.
const FORMAT: u64 = 1;

/// How large the window can be drawn, in percent of how it was designed.
pub const SCALES: RangeInclusive<u16> = 70..=250;

/// What the user has chosen, and what the program remembers for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSettings {
    /// The language; `None`: not chosen, which is Danish.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How large the window is drawn, in percent: one of [`SCALES`].
    pub scale: u16,
    /// The folder that was saved to or opened from last.
    pub last_folder: Option<PathBuf>,
    /// Who requests: proposed in each new case.
    pub requester: Requester,
    /// Whether an encrypted copy of what is not saved is kept for after a crash.
    pub recovery_copies: bool,
    /// When the window covers itself.
    pub lock_after: LockAfter,
    /// Whether a summary goes from the clipboard again after a minute.
    pub clear_clipboard: bool,
    /// Whether the first start has been explained.
    pub welcomed: bool,
}

/// Light or dark, as the user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Strong lines, and no colour that only tints.
    HighContrast,
}

/// How long nothing may be done before the window covers itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockAfter {
    /// For ever.
    #[default]
    Never,
    /// Five minutes.
    FiveMinutes,
    /// A quarter of an hour.
    FifteenMinutes,
}

impl LockAfter {
    /// In minutes; `None`: never.
    pub fn minutes(self) -> Option<u16> {
        match self {
            LockAfter::Never => None,
            LockAfter::FiveMinutes => Some(5),
            LockAfter::FifteenMinutes => Some(15),
        }
    }
}

/// Why a text is no settings. It holds no value of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// It can't be read, or has a field that settings don't have.
    #[error("{0}: not readable as settings")]
    NotReadable(Place),
    /// The scale is none of [`SCALES`].
    #[error("the scale is out of range")]
    Scale,
    /// There was no such format.
    #[error("the format is unknown")]
    UnknownFormat,
    /// It was written by a newer program.
    #[error("the settings have a newer format; use a newer version")]
    NewerFormat,
}

impl Default for UserSettings {
    fn default() -> Self {
        UserSettings {
            language: None,
            theme: ThemeChoice::System,
            scale: 100,
            last_folder: None,
            requester: Requester::default(),
            recovery_copies: true,
            lock_after: LockAfter::Never,
            clear_clipboard: true,
            welcomed: false,
        }
    }
}

/// The settings as a file has them. What is left out is as by default.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    format: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Language>,
    #[serde(default)]
    theme: ThemeChoice,
    #[serde(default = "as_designed")]
    scale: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_folder: Option<String>,
    #[serde(default, skip_serializing_if = "is_blank", with = "RequesterFields")]
    requester: Requester,
    #[serde(default = "wanted")]
    recovery_copies: bool,
    #[serde(default)]
    lock_after: LockAfter,
    #[serde(default = "wanted")]
    clear_clipboard: bool,
    #[serde(default)]
    welcomed: bool,
}

/// How a requester is written.
#[derive(Default, Serialize, Deserialize)]
#[serde(remote = "Requester", default, deny_unknown_fields)]
struct RequesterFields {
    name: String,
    authorisation_id: String,
    department: String,
    hospital: String,
    region: String,
    phone: String,
}

/// The one field whose meaning no format changes.
#[derive(Deserialize)]
struct Format {
    format: u64,
}

fn as_designed() -> u16 {
    UserSettings::default().scale
}

fn wanted() -> bool {
    true
}

fn is_blank(requester: &Requester) -> bool {
    *requester == Requester::default()
}

/// Reads settings from the text of a file.
///
/// # Errors
/// Whatever is wrong with it: settings are small, and none are read by halves.
pub fn read(text: &str) -> Result<UserSettings, SettingsError> {
    // By itself: a newer format may have fields and values unknown here.
    let Format { format } = parse(text).map_err(not_readable)?;
    match format {
        FORMAT => {}
        0 => return Err(SettingsError::UnknownFormat),
        _ => return Err(SettingsError::NewerFormat),
    }
    let file: SettingsFile = parse(text).map_err(not_readable)?;
    if !SCALES.contains(&file.scale) {
        return Err(SettingsError::Scale);
    }
    Ok(UserSettings {
        language: file.language,
        theme: file.theme,
        scale: file.scale,
        last_folder: file.last_folder.map(PathBuf::from),
        requester: file.requester,
        recovery_copies: file.recovery_copies,
        lock_after: file.lock_after,
        clear_clipboard: file.clear_clipboard,
        welcomed: file.welcomed,
    })
}

fn not_readable(error: ron::error::SpannedError) -> SettingsError {
    SettingsError::NotReadable(Place { line: error.span.start.line, column: error.span.start.col })
}

/// The settings as the text of a file.
pub fn write(settings: &UserSettings) -> String {
    // A folder whose name is no text is not remembered: it is a convenience only.
    let last_folder = settings.last_folder.as_ref().and_then(|folder| folder.to_str()).map(str::to_owned);
    let file = SettingsFile {
        format: FORMAT,
        language: settings.language,
        theme: settings.theme,
        scale: settings.scale.clamp(*SCALES.start(), *SCALES.end()),
        last_folder,
        requester: settings.requester.clone(),
        recovery_copies: settings.recovery_copies,
        lock_after: settings.lock_after,
        clear_clipboard: settings.clear_clipboard,
        welcomed: settings.welcomed,
    };
    let style = ron::ser::PrettyConfig::new().new_line("\n".to_owned()).struct_names(false);
    // INVARIANT: texts, numbers and plain variants only, which `ron` can always write.
    let text = ron::ser::to_string_pretty(&file, style).unwrap_or_default();
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen() -> UserSettings {
        UserSettings {
            language: Some(Language::En),
            theme: ThemeChoice::HighContrast,
            scale: 125,
            last_folder: Some(PathBuf::from("/home/læge/\"Henvisninger\"")),
            requester: Requester { name: "Test Læge".into(), region: "Nord".into(), ..Requester::default() },
            recovery_copies: false,
            lock_after: LockAfter::FifteenMinutes,
            clear_clipboard: false,
            welcomed: true,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for settings in [chosen(), UserSettings::default()] {
            assert_eq!(read(&write(&settings)), Ok(settings));
        }
    }

    #[test]
    fn what_is_left_out_is_as_by_default() {
        assert_eq!(read("(format: 1)"), Ok(UserSettings::default()));
        let some = read("(format: 1, language: da, requester: (name: \"A\"))").unwrap();
        assert_eq!((some.language, some.requester.name.as_str()), (Some(Language::Da), "A"));
    }

    #[test]
    fn an_unknown_field_a_wrong_value_and_half_a_file_are_faults() {
        for text in [
            "",
            "(",
            "()",
            "(format: 1, patient: \"A\")",
            "(format: 1, requester: (cpr: \"A\"))",
            "(format: 1, theme: pink)",
            "(format: 1, welcomed: 2)",
            "(format: 1, welcomed: true, welcomed: false)",
            "(format: 1) (",
            &write(&chosen())[..40],
        ] {
            assert!(matches!(read(text), Err(SettingsError::NotReadable(_))), "{text}");
        }
    }

    #[test]
    fn a_scale_out_of_range_is_a_fault_and_never_written() {
        for scale in [0, 69, 251, u16::MAX] {
            assert_eq!(read(&format!("(format: 1, scale: {scale})")), Err(SettingsError::Scale));
            let settings = UserSettings { scale, ..UserSettings::default() };
            assert!(read(&write(&settings)).is_ok());
        }
        for scale in [70, 250] {
            assert_eq!(read(&format!("(format: 1, scale: {scale})")).unwrap().scale, scale);
        }
    }

    #[test]
    fn a_newer_format_is_told_whatever_else_it_holds() {
        for text in [
            "(format: 2)",
            "(format: 2, theme: pink, more: {\"a\": [1, Some((b: C(2)))]})",
            "(colour: Red(3), format: 7, theme: pink)",
        ] {
            assert_eq!(read(text), Err(SettingsError::NewerFormat), "{text}");
        }
        assert_eq!(read("(format: 0)"), Err(SettingsError::UnknownFormat));
    }

    #[test]
    fn the_text_of_a_fault_holds_no_value() {
        let fault = read("(format: 1, theme: kongeblaa)").unwrap_err();
        assert_eq!(fault.to_string(), "1:20: not readable as settings");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_no_text_is_not_remembered() {
        use std::os::unix::ffi::OsStringExt;
        let folder = PathBuf::from(std::ffi::OsString::from_vec(vec![b'/', 0xff]));
        let settings = UserSettings { last_folder: Some(folder), ..chosen() };
        assert_eq!(read(&write(&settings)), Ok(UserSettings { last_folder: None, ..chosen() }));
    }
}
