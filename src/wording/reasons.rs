//! Why a verdict is as it is, and what a rule asks for, in sentences.

use super::Phrases;
use crate::assessment::{RequirementAssessment, RowAssessment, Status, place};
use crate::case::Case;
use crate::definition::{Answer, Condition, Indication, Input, Question, Strength};
use std::collections::BTreeSet;

impl Phrases {
    /// Which answers decided a requirement, or what it waits for: "Opfyldt ud fra: Fjernmetastaser: Ja".
    pub fn why(&self, indication: &Indication, case: &Case, assessed: &RequirementAssessment) -> String {
        let grounds = self.given(indication, case, &assessed.grounds).join(" · ");
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

    /// The same for a row: one sentence a requirement.
    pub fn why_row(&self, indication: &Indication, case: &Case, row: &RowAssessment) -> Vec<String> {
        if row.requirements.is_empty() {
            return vec![self.texts.get("why-no-requirement").to_owned()];
        }
        row.requirements.iter().map(|assessed| self.why(indication, case, assessed)).collect()
    }

    /// "Mangler: væv til WGS. Lægeligt skøn: …"
    fn waits_for(&self, indication: &Indication, gaps: &BTreeSet<Input>) -> String {
        let mut gaps: Vec<&Input> = gaps.iter().collect();
        gaps.sort_by_key(|gap| place(indication, gap));
        let (judgements, answers): (Vec<&Input>, Vec<&Input>) =
            gaps.into_iter().partition(|gap| matches!(gap, Input::Judgement(_)));
        let list = |gaps: Vec<&Input>| self.list(gaps.into_iter().map(|gap| self.gap(indication, gap)));
        let mut told = Vec::new();
        if !answers.is_empty() {
            told.push(self.texts.with("missing-list", &[("names", list(answers).into())]));
        }
        if !judgements.is_empty() {
            told.push(self.texts.with("judgement-list", &[("names", list(judgements).into())]));
        }
        told.join(". ")
    }

    /// Inputs with what was given, in the order of the form.
    pub fn given(&self, indication: &Indication, case: &Case, inputs: &BTreeSet<Input>) -> Vec<String> {
        let mut inputs: Vec<&Input> = inputs.iter().collect();
        inputs.sort_by_key(|input| place(indication, input));
        let told = inputs.into_iter().filter_map(|input| match input {
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
        told.collect()
    }

    /// The one line that says why a requirement stands against the patient: its statement would read
    /// as if it held.
    pub fn what_stands_in_the_way(
        &self,
        indication: &Indication,
        case: &Case,
        assessed: &RequirementAssessment,
    ) -> String {
        let key = match assessed.strength {
            Strength::Must => "must-not-met",
            Strength::Should => "should-not-followed",
        };
        let told = self.given(indication, case, &assessed.grounds).join(" · ");
        self.texts.with(key, &[("answers", told.into())])
    }

    /// What a rule asks for, as a line and, where it has parts, one line for each. `id` is the message
    /// that the line is.
    pub fn rule_lines(&self, indication: &Indication, rule: &Condition, id: &str) -> (String, Vec<String>) {
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

    /// What a rule asks for: "Fjernmetastaser: Ja eller Recidiv: Ja".
    pub fn rule(&self, indication: &Indication, rule: &Condition) -> String {
        let part = |part: &Condition| {
            let text = self.rule(indication, part);
            if is_simple(part) { text } else { format!("({text})") }
        };
        let join = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(part).collect();
            // Apart from the words between the values of one answer.
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

    /// The opposite of a rule, without a double negation where there is another way.
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

    /// "0, 1 eller 2".
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

/// Whether a rule reads well inside another without brackets.
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
