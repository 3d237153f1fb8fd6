//! Ids, with a type for each kind, so that one can't be used for another.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as the files write it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        // Allows a map to be searched with a `&str`: order and equality are those of the string.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// The id of a criteria set, such as `ngc-2026-11`.
    SetId
}
id! {
    /// The id of an indication, such as `sarcoma`; also the stem of its file.
    IndicationId
}
id! {
    /// The id of a row of the documents' tables, such as `prior-treatment`.
    RowId
}
id! {
    /// The id of a requirement, `row.slug`, such as `age.adult`. Unique within its indication.
    RequirementId
}
id! {
    /// The id of a question, such as `performance-status`. All indications share the questions.
    QuestionId
}
id! {
    /// The id of a value of a question of the kind *choice*, such as `archive-only`.
    ChoiceId
}
id! {
    /// The id of a judgement as case files write it: `indication/requirement`, or `indication/name` for a
    /// judgement that settles several requirements.
    JudgementId
}

impl JudgementId {
    /// The id of the judgement that the indication's rules call `name`.
    pub(crate) fn new(indication: &IndicationId, name: &str) -> Self {
        Self(format!("{indication}/{name}").into())
    }
}

/// Whether `text` is a valid id: lower-case ASCII letters and digits, with single hyphens between them.
pub fn is_kebab_case(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
