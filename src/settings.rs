//! The settings of the user, which hold nothing of a patient.
//!
//! They are read from and written to a text; the module `files` knows the file.

mod change;

pub use change::{AppliedChange, SettingsChange};

use crate::case::Requester;
use crate::definition::{Language, QuestionId};
use crate::notation::{Place, parse};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The newest format that this program reads, and the one it writes. Format 1 has no answers of the profile, and format
/// 2 no list of recent files.
const FORMAT: u64 = 3;

/// The range of [`UserSettings::scale`].
pub(crate) const SCALES: RangeInclusive<u16> = 70..=250;

/// The settings of the user, and what the program remembers for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSettings {
    /// `None` if the user has not chosen one: then it is Danish.
    pub language: Option<Language>,
    /// The colours of the window.
    pub theme: ThemeChoice,
    /// The size of the window's content in percent, in `SCALES`.
    pub scale: u16,
    /// The folder of the case that was saved or opened last.
    pub last_folder: Option<PathBuf>,
    /// The requester that each new case starts with, and what holds for that doctor.
    pub profile: RequesterProfile,
    /// Whether unsaved changes are kept in encrypted recovery copies.
    pub recovery_copies: bool,
    /// When the window is locked.
    pub lock_after: LockAfter,
    /// Whether a copied summary is removed from the clipboard after a minute.
    pub clear_clipboard: bool,
    /// Whether the cases that were opened or saved last are listed.
    pub recent_files: bool,
    /// Whether the introduction of the first start was shown.
    pub welcomed: bool,
}

/// The user as the requester of new cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequesterProfile {
    /// Name, place and numbers.
    pub requester: Requester,
    /// The answers to the questions about the requester, by question.
    pub answers: BTreeMap<QuestionId, bool>,
}

impl RequesterProfile {
    /// The profile as it is read back once it is written.
    pub fn as_read_back(&self) -> RequesterProfile {
        let mut requester = self.requester.cleaned();
        requester.clear_overlong_texts();
        RequesterProfile { requester, answers: self.answers.clone() }
    }

    /// Whether `name` is the name in the profile. A profile without a name is nobody's.
    pub fn is_of(&self, name: &str) -> bool {
        let own = self.requester.name.trim();
        !own.is_empty() && own == name.trim()
    }
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Light or dark, as in the system's settings.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
    /// Strong lines, and no faint background colours.
    HighContrast,
}

impl ThemeChoice {
    /// The themes in turn.
    pub fn next(self) -> Self {
        match self {
            ThemeChoice::System => ThemeChoice::Light,
            ThemeChoice::Light => ThemeChoice::Dark,
            ThemeChoice::Dark => ThemeChoice::HighContrast,
            ThemeChoice::HighContrast => ThemeChoice::System,
        }
    }
}

/// After how much time without input the window is locked.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum LockAfter {
    #[default]
    Never,
    FiveMinutes,
    FifteenMinutes,
}

impl LockAfter {
    /// The time in minutes; `None` for never.
    pub fn minutes(self) -> Option<u16> {
        match self {
            LockAfter::Never => None,
            LockAfter::FiveMinutes => Some(5),
            LockAfter::FifteenMinutes => Some(15),
        }
    }
}

/// Why a text could not be read as settings. The error holds no value of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The text is not valid RON, or has an unknown field.
    #[error("{0}: not readable as settings")]
    NotReadable(Place),
    /// The scale is not in `SCALES`.
    #[error("the scale is out of range")]
    Scale,
    /// No version of this program had that format.
    #[error("the format is unknown")]
    UnknownFormat,
    /// A newer program wrote the settings.
    #[error("the settings have a newer format; use a newer version")]
    NewerFormat,
}

/// What a settings file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsReading {
    /// The settings, in which each text that is longer than a case may have it is blank.
    pub settings: UserSettings,
    /// The number of those texts.
    pub overlong_texts: usize,
}

impl Default for UserSettings {
    fn default() -> Self {
        UserSettings {
            language: None,
            theme: ThemeChoice::System,
            scale: 100,
            last_folder: None,
            profile: RequesterProfile::default(),
            recovery_copies: true,
            lock_after: LockAfter::Never,
            clear_clipboard: true,
            recent_files: false,
            welcomed: false,
        }
    }
}

/// The fields of the settings file. Those that are left out have their default.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    format: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Language>,
    #[serde(default)]
    theme: ThemeChoice,
    #[serde(default = "default_scale")]
    scale: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_folder: Option<String>,
    #[serde(default, skip_serializing_if = "is_blank", with = "RequesterInSettings")]
    requester: Requester,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    about_requester: BTreeMap<String, bool>,
    #[serde(default = "default_true")]
    recovery_copies: bool,
    #[serde(default)]
    lock_after: LockAfter,
    #[serde(default = "default_true")]
    clear_clipboard: bool,
    #[serde(default)]
    recent_files: bool,
    #[serde(default)]
    welcomed: bool,
}

/// The fields of [`Requester`] in the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(remote = "Requester", default, deny_unknown_fields)]
struct RequesterInSettings {
    name: String,
    authorisation_id: String,
    department: String,
    hospital: String,
    region: String,
    phone: String,
}

/// The only field that has the same meaning in every format.
#[derive(Deserialize)]
struct FormatOnly {
    format: u64,
}

fn default_scale() -> u16 {
    UserSettings::default().scale
}

fn default_true() -> bool {
    true
}

fn is_blank(requester: &Requester) -> bool {
    *requester == Requester::default()
}

/// Reads settings from the text of a file.
///
/// # Errors
/// The text has any fault but a text about the requester that is too long. Settings are never read partly, because
/// writing them again would lose the rest.
pub fn read(text: &str) -> Result<SettingsReading, SettingsError> {
    // The format is read first: a newer one may have unknown fields and values.
    let FormatOnly { format } = parse(text).map_err(not_readable)?;
    match format {
        1..=FORMAT => {}
        0 => return Err(SettingsError::UnknownFormat),
        _ => return Err(SettingsError::NewerFormat),
    }
    let file: SettingsFile = parse(text).map_err(not_readable)?;
    if !SCALES.contains(&file.scale) {
        return Err(SettingsError::Scale);
    }
    let mut requester = file.requester.cleaned();
    let overlong_texts = requester.clear_overlong_texts();
    let settings = UserSettings {
        language: file.language,
        theme: file.theme,
        scale: file.scale,
        last_folder: file.last_folder.map(PathBuf::from),
        profile: RequesterProfile {
            requester,
            answers: file.about_requester.into_iter().map(|(id, yes)| (id.into(), yes)).collect(),
        },
        recovery_copies: file.recovery_copies,
        lock_after: file.lock_after,
        clear_clipboard: file.clear_clipboard,
        recent_files: file.recent_files,
        welcomed: file.welcomed,
    };
    Ok(SettingsReading { settings, overlong_texts })
}

fn not_readable(error: ron::error::SpannedError) -> SettingsError {
    SettingsError::NotReadable(Place { line: error.span.start.line, column: error.span.start.col })
}

/// The settings as the text of a file.
pub fn write(settings: &UserSettings) -> String {
    // A folder whose name is not Unicode can't be written. It is left out: the user can choose it again.
    let last_folder = settings.last_folder.as_ref().and_then(|folder| folder.to_str()).map(str::to_owned);
    let file = SettingsFile {
        format: FORMAT,
        language: settings.language,
        theme: settings.theme,
        scale: settings.scale.clamp(*SCALES.start(), *SCALES.end()),
        last_folder,
        requester: settings.profile.requester.clone(),
        about_requester: settings.profile.answers.iter().map(|(id, yes)| (id.to_string(), *yes)).collect(),
        recovery_copies: settings.recovery_copies,
        lock_after: settings.lock_after,
        clear_clipboard: settings.clear_clipboard,
        recent_files: settings.recent_files,
        welcomed: settings.welcomed,
    };
    let style = ron::ser::PrettyConfig::new().new_line("\n".to_owned()).struct_names(false);
    // `ron` can write texts, numbers and variants without fields always, so that this never fails.
    let text = ron::ser::to_string_pretty(&file, style).unwrap_or_default();
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings in a text that has nothing too long.
    fn read(text: &str) -> Result<UserSettings, SettingsError> {
        let SettingsReading { settings, overlong_texts } = super::read(text)?;
        assert_eq!(overlong_texts, 0);
        Ok(settings)
    }

    fn custom_settings() -> UserSettings {
        UserSettings {
            language: Some(Language::En),
            theme: ThemeChoice::HighContrast,
            scale: 125,
            last_folder: Some(PathBuf::from("/home/læge/\"Henvisninger\"")),
            profile: RequesterProfile {
                requester: Requester {
                    name: "Test Læge".into(),
                    region: "Nord".into(),
                    ..Requester::default()
                },
                answers: BTreeMap::from([
                    ("sarcoma-centre".into(), true),
                    ("specialist-access".into(), false),
                ]),
            },
            recovery_copies: false,
            lock_after: LockAfter::FifteenMinutes,
            clear_clipboard: false,
            recent_files: true,
            welcomed: true,
        }
    }

    #[test]
    fn written_settings_are_read_back() {
        for settings in [custom_settings(), UserSettings::default()] {
            assert_eq!(read(&write(&settings)), Ok(settings));
        }
    }

    #[test]
    fn a_missing_field_has_its_default() {
        assert_eq!(read("(format: 1)"), Ok(UserSettings::default()));
        let some = read("(format: 1, language: da, requester: (name: \"A\"))").unwrap();
        assert_eq!((some.language, some.profile.requester.name.as_str()), (Some(Language::Da), "A"));
    }

    #[test]
    fn an_unknown_field_a_wrong_value_and_an_incomplete_file_are_errors() {
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
            &write(&custom_settings())[..40],
        ] {
            assert!(matches!(read(text), Err(SettingsError::NotReadable(_))), "{text}");
        }
    }

    #[test]
    fn a_scale_out_of_range_is_an_error_and_never_written() {
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
    fn the_requester_is_cleaned_and_bounded() {
        let named = |name: &str| read(&format!("(format: 2, requester: (name: \"{name}\"))"));
        assert_eq!(named("Be\u{ad}nte A\u{30a}s").unwrap().profile.requester.name, "Bente Ås");
        assert!(named(&"å".repeat(100)).is_ok());
    }

    #[test]
    fn a_text_that_is_too_long_is_blank_and_all_else_is_read() {
        let mut long = custom_settings();
        long.profile.requester.name = "å".repeat(101);
        long.profile.requester.hospital = "å".repeat(100_000);
        let found = super::read(&write(&long)).unwrap();
        let mut expected = custom_settings();
        expected.profile.requester.name.clear();
        assert_eq!(found, SettingsReading { settings: expected, overlong_texts: 2 });
    }

    #[test]
    fn a_newer_format_is_recognized_whatever_its_other_fields() {
        for text in [
            "(format: 4)",
            "(format: 4, theme: pink, more: {\"a\": [1, Some((b: C(2)))]})",
            "(colour: Red(3), format: 7, theme: pink)",
        ] {
            assert_eq!(read(text), Err(SettingsError::NewerFormat), "{text}");
        }
        assert_eq!(read("(format: 0)"), Err(SettingsError::UnknownFormat));
    }

    #[test]
    fn an_error_message_holds_no_value() {
        let fault = read("(format: 1, theme: kongeblaa)").unwrap_err();
        assert_eq!(fault.to_string(), "1:20: not readable as settings");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_not_unicode_is_not_written() {
        use std::os::unix::ffi::OsStringExt;
        let folder = PathBuf::from(std::ffi::OsString::from_vec(vec![b'/', 0xff]));
        let settings = UserSettings { last_folder: Some(folder), ..custom_settings() };
        assert_eq!(read(&write(&settings)), Ok(UserSettings { last_folder: None, ..custom_settings() }));
    }
}
