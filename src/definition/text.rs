//! Texts in both languages.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, VariantArray};

/// A language of the program. Danish is the first.
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
    /// Danish.
    #[default]
    Da,
    /// English.
    En,
}

impl Language {
    /// The language that is not this one.
    pub(crate) fn other(self) -> Self {
        match self {
            Language::Da => Language::En,
            Language::En => Language::Da,
        }
    }

    /// Both languages, Danish first.
    pub const ALL: [Language; Language::COUNT] = *Language::VARIANTS.first_chunk().unwrap();

    /// The language tag: `da` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Da => "da",
            Language::En => "en",
        }
    }
}

/// A text in both languages. A checked definition has neither of them empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Danish.
    #[serde(default)]
    pub da: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// The text in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.da,
            Language::En => &self.en,
        }
    }
}
