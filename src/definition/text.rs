//! Languages, and texts that are written in each of them.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, VariantArray};

/// A language of the program. Danish is the default.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumCount,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Danish, the language of the documents.
    #[default]
    Da,
    /// English, as a complete translation.
    En,
}

impl Language {
    /// The language to switch to.
    pub(crate) fn other(self) -> Self {
        match self {
            Language::Da => Language::En,
            Language::En => Language::Da,
        }
    }

    /// All languages, the default first.
    pub const ALL: [Language; Language::COUNT] = *Language::VARIANTS.first_chunk().unwrap();

    /// The name of the language in the language itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::Da => "Dansk",
            Language::En => "English",
        }
    }

    /// The language tag of BCP 47: `da` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Da => "da",
            Language::En => "en",
        }
    }
}

/// A text in both languages. INVARIANT in a checked definition: neither is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Danish text.
    #[serde(default)]
    pub da: String,
    /// The English text.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// The text in the given language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.da,
            Language::En => &self.en,
        }
    }
}
