//! The definition files as `ron` reads them. Only [`super::check`] uses these types, and turns them into
//! those of [`super::model`], whose fields of the same name say what each is for.

use super::model::{RemarkTone, RequirementStrength, Topic};
use super::question::SummaryGroup;
use super::source_map::SourceMap;
use super::text::Text;
use serde::Deserialize;

/// The content of `set.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetSource {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) date: String,
    #[serde(default)]
    pub(crate) reading: Option<u32>,
    pub(crate) publisher: Text,
    pub(crate) website: String,
    #[serde(default)]
    pub(crate) first_question: Option<String>,
    pub(crate) rows: Vec<RowHeadingSource>,
    pub(crate) centres: Vec<CentreSource>,
    #[serde(default)]
    pub(crate) follows: Option<FollowsSource>,
    #[serde(default)]
    pub(crate) confirm_when_reopened: Vec<ReconfirmationSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReconfirmationSource {
    pub(crate) label: Text,
    pub(crate) questions: Vec<String>,
}

/// The set that this one replaces, and how its answers are taken over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FollowsSource {
    pub(crate) set: String,
    #[serde(default)]
    pub(crate) answers: Vec<RenamedQuestionSource>,
    #[serde(default)]
    pub(crate) to_confirm: Vec<AnswerToConfirmSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenamedQuestionSource {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) values: SourceMap<RenamedValueSource>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RenamedValueSource {
    To(String),
    ToUnlessAnswered(String, Vec<String>),
    Dropped,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerToConfirmSource {
    pub(crate) question: String,
    pub(crate) answer: bool,
    pub(crate) text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowHeadingSource {
    pub(crate) id: String,
    pub(crate) heading: Text,
    pub(crate) short: Text,
    #[serde(default)]
    pub(crate) topic: Option<Topic>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CentreSource {
    pub(crate) name: Text,
    pub(crate) regions: Vec<RegionSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionSource {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) also: Vec<String>,
}

/// The content of `questions.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionsSource {
    pub(crate) questions: Vec<QuestionSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionSource {
    pub(crate) id: String,
    pub(crate) kind: KindSource,
    pub(crate) label: Text,
    pub(crate) name: Text,
    #[serde(default)]
    pub(crate) help: Option<Text>,
    #[serde(default)]
    pub(crate) choices: Vec<ChoiceSource>,
    #[serde(default)]
    pub(crate) asked_when: Option<RuleSource>,
    #[serde(default)]
    pub(crate) summary: Option<SummaryGroup>,
    #[serde(default)]
    pub(crate) in_record: bool,
    #[serde(default)]
    pub(crate) about_requester: bool,
    #[serde(default)]
    pub(crate) may_be_planned: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KindSource {
    YesNo,
    Choice,
    Count,
    Percentage,
    Line,
    Lines,
    Date,
    SksCode,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceSource {
    pub(crate) id: String,
    pub(crate) label: Text,
    #[serde(default)]
    pub(crate) help: Option<Text>,
    #[serde(default)]
    pub(crate) offered_for: Vec<String>,
}

/// The content of `common.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommonSource {
    #[serde(default)]
    pub(crate) conditions: SourceMap<RuleSource>,
    #[serde(default)]
    pub(crate) requirements: Vec<RequirementSource>,
    #[serde(default)]
    pub(crate) judgements: Vec<JudgementSource>,
    #[serde(default)]
    pub(crate) remarks: Vec<RemarkSource>,
    #[serde(default)]
    pub(crate) notes: Vec<NoteSource>,
}

/// The content of an indication's file, `<indication>.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicationSource {
    pub(crate) id: String,
    pub(crate) position: u32,
    pub(crate) title: Text,
    pub(crate) short: Text,
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) codes: Vec<CodeSource>,
    #[serde(default)]
    pub(crate) subgroup: Vec<String>,
    pub(crate) form: Vec<SectionSource>,
    #[serde(default)]
    pub(crate) conditions: SourceMap<RuleSource>,
    pub(crate) rows: Vec<RowSource>,
    #[serde(default)]
    pub(crate) judgements: Vec<JudgementSource>,
    #[serde(default)]
    pub(crate) remarks: Vec<RemarkSource>,
    #[serde(default)]
    pub(crate) notes: Vec<NoteSource>,
    #[serde(default)]
    pub(crate) alternatives: Vec<AlternativeSource>,
    #[serde(default)]
    pub(crate) overlaps: Vec<OverlapSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeSource {
    pub(crate) system: String,
    pub(crate) code: String,
    pub(crate) remark: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionSource {
    pub(crate) title: Text,
    pub(crate) questions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowSource {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) quote: Option<String>,
    #[serde(default)]
    pub(crate) requirements: Vec<RequirementSource>,
    #[serde(default)]
    pub(crate) notes: Vec<Text>,
}

/// A requirement. A field that is left out is taken from the common requirement that `like` names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequirementSource {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) like: Option<String>,
    #[serde(default)]
    pub(crate) strength: Option<RequirementStrength>,
    #[serde(default)]
    pub(crate) applies_when: Option<RuleSource>,
    #[serde(default)]
    pub(crate) rule: Option<RuleSource>,
    #[serde(default)]
    pub(crate) statement: Option<Text>,
    #[serde(default)]
    pub(crate) statement_when: Vec<AdviceSource>,
    #[serde(default)]
    pub(crate) quote: Option<String>,
    #[serde(default)]
    pub(crate) quote_row: Option<String>,
    #[serde(default)]
    pub(crate) before_biopsy: Option<bool>,
    #[serde(default)]
    pub(crate) advice: Vec<AdviceSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdviceSource {
    pub(crate) when: RuleSource,
    pub(crate) text: Text,
}

/// A remark. Either `when` or `unanswered` says under which condition it is shown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemarkSource {
    #[serde(default)]
    pub(crate) when: Option<RuleSource>,
    #[serde(default)]
    pub(crate) unanswered: Option<String>,
    #[serde(default)]
    pub(crate) while_met: bool,
    pub(crate) text: Text,
    #[serde(default)]
    pub(crate) at: Vec<String>,
    #[serde(default)]
    pub(crate) tone: RemarkTone,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JudgementSource {
    pub(crate) id: String,
    pub(crate) question: Text,
    pub(crate) reason: Text,
    #[serde(default)]
    pub(crate) asked_at: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteSource {
    pub(crate) topic: Topic,
    pub(crate) text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlternativeSource {
    pub(crate) question: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OverlapSource {
    #[serde(default)]
    pub(crate) indication: Option<String>,
    #[serde(default)]
    pub(crate) outside: Option<Text>,
    #[serde(default)]
    pub(crate) when: Option<RuleSource>,
}

/// The content of a definition file.
pub(crate) trait FileContent {
    /// Whether a key stands twice in one of its maps. Where a field stands twice, `ron` gives an error.
    fn has_equal_keys(&self) -> bool;
}

impl FileContent for SetSource {
    fn has_equal_keys(&self) -> bool {
        self.follows
            .iter()
            .flat_map(|follows| &follows.answers)
            .any(|renamed| renamed.values.has_equal_keys())
    }
}

impl FileContent for QuestionsSource {
    fn has_equal_keys(&self) -> bool {
        false
    }
}

impl FileContent for CommonSource {
    fn has_equal_keys(&self) -> bool {
        self.conditions.has_equal_keys()
    }
}

impl FileContent for IndicationSource {
    fn has_equal_keys(&self) -> bool {
        self.conditions.has_equal_keys()
    }
}

/// A rule as the files write it. The head of `common.ron` explains the rule language.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RuleSource {
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
    /// Calls `visit` with this rule and every rule inside it. Does not follow `same_as`.
    pub(crate) fn walk(&self, visit: &mut impl FnMut(&RuleSource)) {
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
