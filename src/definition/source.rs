//! The indication files as they are written. Read by `ron`, then checked into the types of
//! [`super::model`]; nothing else uses these.

use super::model::{RequirementStrength, Topic};
use super::text::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `set.ron`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetSource {
    pub id: String,
    pub title: Text,
    pub date: String,
    pub publisher: Text,
    pub website: String,
    pub rows: Vec<RowHeadingSource>,
    pub centres: Vec<CentreSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowHeadingSource {
    pub id: String,
    pub heading: Text,
    pub short: Text,
    #[serde(default)]
    pub topic: Option<Topic>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CentreSource {
    pub name: Text,
    pub regions: Vec<RegionSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSource {
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
}

/// `questions.ron`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionsSource {
    pub questions: Vec<QuestionSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSource {
    pub id: String,
    pub kind: KindSource,
    pub label: Text,
    pub name: Text,
    #[serde(default)]
    pub help: Option<Text>,
    #[serde(default)]
    pub choices: Vec<ChoiceSource>,
    #[serde(default)]
    pub asked_when: Option<RuleSource>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindSource {
    YesNo,
    Choice,
    Count,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceSource {
    pub id: String,
    pub label: Text,
    #[serde(default)]
    pub help: Option<Text>,
    #[serde(default)]
    pub offered_for: Vec<String>,
}

/// `common.ron`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonSource {
    #[serde(default)]
    pub conditions: BTreeMap<String, RuleSource>,
    #[serde(default)]
    pub requirements: Vec<RequirementSource>,
    #[serde(default)]
    pub judgements: Vec<JudgementSource>,
    #[serde(default)]
    pub remarks: Vec<AdviceSource>,
    #[serde(default)]
    pub notes: Vec<NoteSource>,
}

/// `<indication>.ron`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicationSource {
    pub id: String,
    pub position: u32,
    pub title: Text,
    pub short: Text,
    pub document: String,
    #[serde(default)]
    pub codes: Vec<CodeSource>,
    #[serde(default)]
    pub subgroup: Vec<String>,
    pub form: Vec<SectionSource>,
    #[serde(default)]
    pub conditions: BTreeMap<String, RuleSource>,
    pub rows: Vec<RowSource>,
    #[serde(default)]
    pub judgements: Vec<JudgementSource>,
    #[serde(default)]
    pub remarks: Vec<AdviceSource>,
    #[serde(default)]
    pub notes: Vec<NoteSource>,
    #[serde(default)]
    pub alternatives: Vec<AlternativeSource>,
    #[serde(default)]
    pub overlaps: Vec<OverlapSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSource {
    pub system: String,
    pub code: String,
    pub remark: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionSource {
    pub title: Text,
    pub questions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSource {
    pub id: String,
    #[serde(default)]
    pub quote: Option<String>,
    #[serde(default)]
    pub requirements: Vec<RequirementSource>,
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// A requirement. What is left out is taken from the common requirement that `like` names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementSource {
    pub id: String,
    #[serde(default)]
    pub like: Option<String>,
    #[serde(default)]
    pub strength: Option<RequirementStrength>,
    #[serde(default)]
    pub applies_when: Option<RuleSource>,
    #[serde(default)]
    pub rule: Option<RuleSource>,
    #[serde(default)]
    pub statement: Option<Text>,
    #[serde(default)]
    pub quote: Option<String>,
    #[serde(default)]
    pub quote_row: Option<String>,
    #[serde(default)]
    pub before_biopsy: Option<bool>,
    #[serde(default)]
    pub advice: Vec<AdviceSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdviceSource {
    pub when: RuleSource,
    pub text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgementSource {
    pub id: String,
    pub question: Text,
    pub reason: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteSource {
    pub topic: Topic,
    pub text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlternativeSource {
    pub question: String,
    pub from: String,
    pub to: String,
    pub text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlapSource {
    #[serde(default)]
    pub indication: Option<String>,
    #[serde(default)]
    pub outside: Option<Text>,
    #[serde(default)]
    pub when: Option<RuleSource>,
}

/// The rule language as it is written; explained at the head of `common.ron`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSource {
    Yes(String),
    No(String),
    IsOneOf(String, Vec<String>),
    AtLeast(String, u32),
    AgeAtLeast(u16),
    Judgement(String),
    All(Vec<RuleSource>),
    Any(Vec<RuleSource>),
    Not(Box<RuleSource>),
    FirstOf(Vec<RuleSource>),
    Given(Box<RuleSource>, Box<RuleSource>),
    SameAs(String),
}

impl RuleSource {
    /// Calls `visit` with this rule and all within it.
    pub fn walk(&self, visit: &mut impl FnMut(&RuleSource)) {
        visit(self);
        match self {
            RuleSource::All(parts) | RuleSource::Any(parts) | RuleSource::FirstOf(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            RuleSource::Not(part) => part.walk(visit),
            RuleSource::Given(first, second) => {
                first.walk(visit);
                second.walk(visit);
            }
            RuleSource::Yes(_)
            | RuleSource::No(_)
            | RuleSource::IsOneOf(..)
            | RuleSource::AtLeast(..)
            | RuleSource::AgeAtLeast(_)
            | RuleSource::Judgement(_)
            | RuleSource::SameAs(_) => {}
        }
    }
}
