//! Ids, one type each, so that they can't be mixed up.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it is written in the files.
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

        // Lets a map be searched with a `&str`; the order is the string's own.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
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
    /// A criteria set, such as `ngc-2026-11`.
    SetId
}
id! {
    /// An indication, such as `sarcoma`; also the stem of its file.
    IndicationId
}
id! {
    /// A row of the documents' tables, such as `prior-treatment`.
    RowId
}
id! {
    /// A requirement, `row.slug`, such as `age.adult`. Unique within its indication.
    RequirementId
}
id! {
    /// A question, such as `performance-status`. Shared by all indications.
    QuestionId
}
id! {
    /// A value of a question of the kind *choice*, such as `archive-only`.
    ChoiceId
}
id! {
    /// A judgement as the case file keys it: `indication/requirement`, or `indication/name` for
    /// those that settle several requirements.
    JudgementId
}

impl JudgementId {
    /// The judgement `name` of an indication.
    pub(crate) fn new(indication: &IndicationId, name: &str) -> Self {
        Self(format!("{indication}/{name}").into())
    }
}

/// Whether `text` is written as ids are: lower-case letters, digits, single hyphens.
pub fn is_kebab_case(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
