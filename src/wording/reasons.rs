//! Sentences that explain verdicts and rules.

use super::Phrases;
use crate::assessment::{
    Assessment, RequirementAssessment, RowAssessment, Status, form_position, gaps_by_urgency,
};
use crate::case::Case;
use crate::definition::{Answer, Condition, Indication, Input, Question, RequirementStrength};
use crate::text::sentences;
use std::collections::BTreeSet;

impl Phrases {
    /// The answers that decided a requirement, or what it waits for: "Opfyldt ud fra: Recidiv: Ja".
    pub(crate) fn verdict_reason(
        &self,
        indication: &Indication,
        case: &Case,
        assessed: &RequirementAssessment,
    ) -> String {
        let grounds = self.given_inputs(indication, case, &assessed.grounds).join(" · ");
        let answers = || [("answers", grounds.as_str().into())];
        let is_judged = assessed.judgements().next().is_some();
        match assessed.status {
            Status::Met if is_judged => self.texts.with("why-met-judged", &answers()),
            Status::Met => self.texts.with("why-met", &answers()),
            Status::NotMet => self.texts.with("why-not-met", &answers()),
            Status::Advisory => self.texts.with("why-not-followed", &answers()),
            Status::NotApplicable => self.texts.with("why-not-applicable", &answers()),
            Status::NoRequirement => self.texts.get("why-no-requirement").to_owned(),
            Status::Missing | Status::Judgement => {
                let waits = self.waits_for(indication, &assessed.gaps);
                if grounds.is_empty() {
                    waits
                } else {
                    let arguments = [("waits", waits.into()), ("answers", grounds.into())];
                    self.texts.with("why-open", &arguments)
                }
            }
        }
    }

    /// The reasons for the verdict on a row, with one sentence per requirement. What is not met comes first.
    pub(crate) fn row_verdict_reasons(
        &self,
        indication: &Indication,
        case: &Case,
        row: &RowAssessment,
    ) -> Vec<String> {
        if row.requirements.is_empty() {
            return vec![self.texts.get("why-no-requirement").to_owned()];
        }
        let mut requirements: Vec<_> = row.requirements.iter().collect();
        requirements.sort_by_key(|assessed| assessed.status != Status::NotMet);
        requirements.into_iter().map(|assessed| self.verdict_reason(indication, case, assessed)).collect()
    }

    /// The gaps as sentences: "Mangler svar: væv til WGS. Kræver skøn: …"
    fn waits_for(&self, indication: &Indication, gaps: &BTreeSet<Input>) -> String {
        let mut gaps: Vec<&Input> = gaps.iter().collect();
        gaps.sort_by_key(|gap| form_position(indication, gap));
        let (judgements, answers): (Vec<&Input>, Vec<&Input>) =
            gaps.into_iter().partition(|gap| matches!(gap, Input::Judgement(_)));
        let list = |gaps: Vec<&Input>| self.list(gaps.into_iter().map(|gap| self.gap(indication, gap)));
        let mut parts = Vec::new();
        if !answers.is_empty() {
            parts.push(self.texts.with("missing-list", &[("names", list(answers).into())]));
        }
        if !judgements.is_empty() {
            parts.push(self.texts.with("judgement-list", &[("names", list(judgements).into())]));
        }
        sentences(parts)
    }

    /// What the musts of an indication wait for, in the order in which to ask for it: the names of the first answers,
    /// or the first judgement if no answer is missing, and how many more there are. Empty if they wait for nothing.
    pub(crate) fn next_gaps(&self, indication: &Indication, assessment: &Assessment) -> String {
        const MAX_NAMED: usize = 3;
        let musts = assessment.must_gaps();
        let gaps = gaps_by_urgency(indication, assessment).into_iter().filter(|gap| musts.contains(gap));
        let (judgements, answers): (Vec<Input>, Vec<Input>) =
            gaps.partition(|gap| matches!(gap, Input::Judgement(_)));
        let named = |gaps: &[Input], shown: usize| {
            let names = self.list(gaps.iter().take(shown).map(|gap| self.gap(indication, gap)));
            match gaps.len().saturating_sub(shown) {
                0 => names,
                more => {
                    let arguments = [("names", names.into()), ("count", more.into())];
                    self.texts.with("names-and-more", &arguments)
                }
            }
        };
        let mut parts = Vec::new();
        if !answers.is_empty() {
            let names = named(&answers, MAX_NAMED);
            parts.push(self.texts.with("missing-list", &[("names", names.into())]));
        }
        match (answers.is_empty(), judgements.len()) {
            (_, 0) => {}
            (true, _) => {
                let names = named(&judgements, 1);
                parts.push(self.texts.with("judgement-list", &[("names", names.into())]));
            }
            (false, count) => parts.push(self.texts.with("open-judgements", &[("count", count.into())])),
        }
        parts.join(" · ")
    }

    /// Label and value of each input, in the order of the form: "Recidiv: Ja".
    pub(crate) fn given_inputs(
        &self,
        indication: &Indication,
        case: &Case,
        inputs: &BTreeSet<Input>,
    ) -> Vec<String> {
        let mut inputs: Vec<&Input> = inputs.iter().collect();
        inputs.sort_by_key(|input| form_position(indication, input));
        let sentences = inputs.into_iter().filter_map(|input| match input {
            Input::Age => Some(format!("{}: {}", self.texts.get("age-label"), self.age(case.age()))),
            Input::Answer(id) => {
                let question = indication.questions().find(|question| question.id == *id)?;
                Some(format!("{}: {}", self.of(&question.label), self.answer_of(question, case)))
            }
            Input::Judgement(id) => {
                let judgement = indication.judgements.get(id)?;
                let decision = case.judgements.get(id).and_then(|judgement| judgement.decision());
                Some(format!("{} {}", self.of(&judgement.question), self.decision(decision)))
            }
        });
        sentences.collect()
    }

    /// One line that explains why a requirement is not fulfilled. Its statement can't be used for this,
    /// because it reads as if it were true.
    pub(crate) fn unmet_reason(
        &self,
        indication: &Indication,
        case: &Case,
        assessed: &RequirementAssessment,
    ) -> String {
        let key = match assessed.strength {
            RequirementStrength::Must => "must-not-met",
            RequirementStrength::Should => "should-not-followed",
        };
        let sentences = self.given_inputs(indication, case, &assessed.grounds).join(" · ");
        self.texts.with(key, &[("answers", sentences.into())])
    }

    /// What a rule asks for: a line, formatted by the message `id`, and one line for each part if the rule
    /// is a group.
    pub(crate) fn rule_lines(
        &self,
        indication: &Indication,
        rule: &Condition,
        id: &str,
    ) -> (String, Vec<String>) {
        let lines = |parts: &[Condition]| parts.iter().map(|part| self.rule(indication, part)).collect();
        let (head, lines): (String, Vec<String>) = match rule {
            Condition::All(parts) => (self.texts.get("rule-all-of").to_owned(), lines(parts)),
            Condition::Any(parts) => (self.texts.get("rule-any-of").to_owned(), lines(parts)),
            Condition::FirstOf(parts) => (self.texts.get("rule-first-of").to_owned(), lines(parts)),
            Condition::IsOneOf { .. }
            | Condition::AtLeast { .. }
            | Condition::AgeAtLeast(_)
            | Condition::Judgement(_)
            | Condition::Not(_)
            | Condition::Given(..) => (self.rule(indication, rule), Vec::new()),
        };
        (self.texts.with(id, &[("rule", head.into())]), lines)
    }

    /// What a rule asks for, in one line: "Metastatisk sygdom (spredning): Ja eller Recidiv: Ja".
    pub fn rule(&self, indication: &Indication, rule: &Condition) -> String {
        let part = |part: &Condition| {
            let text = self.rule(indication, part);
            if is_simple(part) { text } else { format!("({text})") }
        };
        let join = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(part).collect();
            // The semicolon separates the parts from the values of one answer, which are also joined by
            // "eller".
            parts.join(&format!("; {} ", self.texts.get(word)))
        };
        match rule {
            Condition::IsOneOf { question, values } => {
                let values: Vec<String> = values.iter().map(|value| self.answer(question, value)).collect();
                self.asks(question, &self.either(&values))
            }
            Condition::AtLeast { question, count } => {
                let least = self.texts.with("rule-at-least", &[("count", (*count).into())]);
                self.asks(question, &least)
            }
            Condition::AgeAtLeast(years) => self.texts.with("rule-age", &[("years", (*years).into())]),
            Condition::Judgement(id) => {
                let question =
                    indication.judgements.get(id).map_or("", |judgement| self.of(&judgement.question));
                self.texts.with("rule-judgement", &[("question", question.into())])
            }
            Condition::All(parts) => join(parts, "rule-and"),
            Condition::Any(parts) => join(parts, "rule-or"),
            Condition::Not(inner) => self.not(indication, inner),
            Condition::FirstOf(parts) => join(parts, "rule-else"),
            Condition::Given(first, second) => self
                .texts
                .with("rule-given", &[("first", part(first).into()), ("second", part(second).into())]),
        }
    }

    /// The negation of a rule, written without a double negative if possible.
    fn not(&self, indication: &Indication, inner: &Condition) -> String {
        match inner {
            Condition::IsOneOf { question, values } => match values.as_slice() {
                [Answer::YesNo(value)] => self.asks(question, &self.answer(question, &Answer::YesNo(!value))),
                values => {
                    let values: Vec<String> =
                        values.iter().map(|value| self.answer(question, value)).collect();
                    let values = self.either(&values);
                    let text = self.texts.with("rule-other-than", &[("values", values.into())]);
                    self.asks(question, &text)
                }
            },
            Condition::AgeAtLeast(years) => self.texts.with("rule-age-under", &[("years", (*years).into())]),
            Condition::AtLeast { .. }
            | Condition::Judgement(_)
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::FirstOf(_)
            | Condition::Given(..) => {
                let rule = self.rule(indication, inner);
                self.texts.with("rule-not", &[("rule", rule.into())])
            }
        }
    }

    /// Joins alternatives: "0, 1 eller 2".
    fn either(&self, values: &[String]) -> String {
        match values {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.texts.get("rule-or")),
        }
    }

    fn asks(&self, question: &Question, values: &str) -> String {
        format!("{}: {values}", self.of(&question.label))
    }
}

/// Whether a rule needs no brackets inside another.
fn is_simple(rule: &Condition) -> bool {
    match rule {
        Condition::IsOneOf { .. }
        | Condition::AtLeast { .. }
        | Condition::AgeAtLeast(_)
        | Condition::Judgement(_)
        | Condition::Not(_) => true,
        Condition::All(_) | Condition::Any(_) | Condition::FirstOf(_) | Condition::Given(..) => false,
    }
}
