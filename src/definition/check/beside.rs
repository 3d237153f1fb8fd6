//! Checks what stands beside the rules of an indication: codes, advice, notes, alternatives, overlaps.

use super::effect::{self, Sayings, Written};
use super::indication::Checker;
use super::spot::Spot;
use crate::definition::condition::Condition;
use crate::definition::ids::{ChoiceId, IndicationId};
use crate::definition::model::{Advice, Alternative, Code, Note, Overlap, OverlapWith};
use crate::definition::question::Answer;
use crate::definition::source::{AdviceSource, AlternativeSource, OverlapSource, RuleSource};
use std::collections::BTreeSet;

impl Checker<'_, '_> {
    pub fn codes(&mut self) -> Vec<Code> {
        let (file, list) = (self.file, self.file.sheet.root().field("codes"));
        let mut codes = Vec::new();
        for (at, code) in file.source.codes.iter().enumerate() {
            let spot = list.item(at);
            spot.field("system").check_written("system", &code.system, self.problems);
            spot.field("code").check_written("code", &code.code, self.problems);
            spot.field("remark").check_text(&code.remark, self.problems);
            codes.push(Code {
                system: code.system.clone(),
                code: code.code.clone(),
                remark: code.remark.clone(),
            });
        }
        codes
    }

    /// The common remarks and the indication's own.
    pub fn remarks(&mut self) -> Vec<Advice> {
        let (file, common) = (self.file, self.around.common);
        let mut remarks = self.advice(&common.source.remarks, common.sheet.root().field("remarks"));
        remarks.extend(self.advice(&file.source.remarks, file.sheet.root().field("remarks")));
        remarks
    }

    pub fn advice(&mut self, sources: &[AdviceSource], list: Spot) -> Vec<Advice> {
        let mut checked = Vec::new();
        for (at, source) in sources.iter().enumerate() {
            let spot = list.item(at);
            spot.field("text").check_text(&source.text, self.problems);
            let when = self.shown_when(&source.when, spot.field("when"));
            checked.extend(when.map(|when| Advice { when, text: source.text.clone() }));
        }
        checked
    }

    fn shown_when(&mut self, source: &RuleSource, spot: Spot) -> Option<Condition> {
        let condition = self.answers.condition(source, spot, self.problems)?;
        let sayings = Sayings { never: "this can never be shown", always: "this is always shown" };
        let written = Written { source, condition: &condition, spot };
        effect::check(written, None, sayings, self.around.questions, self.problems);
        Some(condition)
    }

    /// The indication's notes, and the common ones for topics it has no note of its own on.
    pub fn notes(&mut self) -> Vec<Note> {
        let (file, common) = (self.file, self.around.common);
        let mut notes: Vec<Note> = Vec::new();
        for (list, spot) in [
            (&file.source.notes, file.sheet.root().field("notes")),
            (&common.source.notes, common.sheet.root().field("notes")),
        ] {
            let mut here = BTreeSet::new();
            for (at, source) in list.iter().enumerate() {
                let spot = spot.item(at);
                spot.field("text").check_text(&source.text, self.problems);
                if !here.insert(source.topic) {
                    self.problems.push(
                        spot.field("topic").problem("the topic stands twice").expected("one note a topic"),
                    );
                }
                if !notes.iter().any(|own| own.topic == source.topic) {
                    notes.push(Note { topic: source.topic, text: source.text.clone() });
                }
            }
        }
        notes.sort_by_key(|note| note.topic);
        notes
    }

    pub fn alternatives(&mut self) -> Vec<Alternative> {
        let (file, list) = (self.file, self.file.sheet.root().field("alternatives"));
        let sources = file.source.alternatives.iter().enumerate();
        sources.filter_map(|(at, source)| self.alternative(source, list.item(at))).collect()
    }

    fn alternative(&mut self, source: &AlternativeSource, spot: Spot) -> Option<Alternative> {
        spot.field("text").check_text(&source.text, self.problems);
        let question = self.known_question(&source.question, spot.field("question"))?;
        let known = question.choices().iter().map(|choice| choice.id.as_str());
        for (field, value) in [("from", &source.from), ("to", &source.to)] {
            if !known.clone().any(|id| id == value) {
                let what = format!("value of `{}`", question.id);
                self.problems.push(spot.field(field).unknown(&what, value, known.clone()));
            }
        }
        Some(Alternative {
            question: question.id.clone(),
            from: Answer::Choice(ChoiceId::from(source.from.as_str())),
            to: Answer::Choice(ChoiceId::from(source.to.as_str())),
            text: source.text.clone(),
        })
    }

    pub fn overlaps(&mut self) -> Vec<Overlap> {
        let (file, list) = (self.file, self.file.sheet.root().field("overlaps"));
        let sources = file.source.overlaps.iter().enumerate();
        sources.filter_map(|(at, source)| self.overlap(source, list.item(at))).collect()
    }

    fn overlap(&mut self, source: &OverlapSource, spot: Spot) -> Option<Overlap> {
        let with = match (&source.indication, &source.outside) {
            (Some(id), None) => {
                let known = self.around.indications;
                if !known.contains(&id.as_str()) {
                    let spot = spot.field("indication");
                    self.problems.push(spot.unknown("indication", id, known.iter().copied()));
                }
                OverlapWith::Indication(IndicationId::from(id.as_str()))
            }
            (None, Some(text)) => {
                spot.field("outside").check_text(text, self.problems);
                OverlapWith::Outside(text.clone())
            }
            (Some(_), Some(_)) | (None, None) => {
                self.problems.push(
                    spot.problem("an overlap is with one thing").expected("either `indication` or `outside`"),
                );
                return None;
            }
        };
        let when = match &source.when {
            None => None,
            Some(rule) => Some(self.shown_when(rule, spot.field("when"))?),
        };
        Some(Overlap { with, when })
    }
}
