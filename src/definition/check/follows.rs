//! Checks how a set takes over the answers of the set that it follows.

use super::source_tree::SourceNode;
use super::{ParsedFile, QuestionsById};
use crate::definition::follows::{AnswerToConfirm, Follows, RenamedQuestion, RenamedValue};
use crate::definition::ids::{ChoiceId, QuestionId, SetId};
use crate::definition::model::{CriteriaSet, Indication};
use crate::definition::problem::Problem;
use crate::definition::question::{Choice, Question, QuestionKind};
use crate::definition::source::{
    AnswerToConfirmSource, FollowsSource, RenamedQuestionSource, RenamedValueSource, SetSource,
};
use std::collections::{BTreeMap, BTreeSet};

/// The sets that another set may follow.
pub(crate) trait KnownSets {
    /// The ids of all of them.
    fn ids(&self) -> Vec<SetId>;
    /// The definition of a set; `None` if it is unknown, or not to be compared with.
    fn set(&self, id: &SetId) -> Option<&CriteriaSet>;
}

/// Checks the field `follows` of `set.ron`.
pub(crate) fn check(
    file: &ParsedFile<SetSource>,
    questions: &QuestionsById,
    indications: &[Indication],
    known: &dyn KnownSets,
    problems: &mut Vec<Problem>,
) -> Option<Follows> {
    let source = file.source.follows.as_ref()?;
    let node = file.tree.root().field("follows");
    let id = SetId::from(source.set.as_str());
    if leads_back_to(&SetId::from(file.source.id.as_str()), &id, known) {
        problems.push(
            node.field("set")
                .problem(format!("the set `{}` follows itself", file.source.id))
                .expected("an earlier set"),
        );
        return None;
    }
    let ids = known.ids();
    if !ids.contains(&id) {
        let ids = ids.iter().map(SetId::as_str);
        problems.push(node.field("set").unknown("set", &source.set, ids));
        return None;
    }
    let earlier = known.set(&id);
    let mut checker = FollowsChecker { questions, earlier, problems };
    let renamed = source.answers.iter().enumerate();
    let renamed: Vec<_> = renamed
        .filter_map(|(at, renamed)| checker.renamed(renamed, node.field("answers").item(at)))
        .collect();
    let confirmed = source.to_confirm.iter().map(|answer| answer.question.as_str());
    node.field("to_confirm").check_unique("question", confirmed, checker.problems);
    let to_confirm = source.to_confirm.iter().enumerate();
    let to_confirm = to_confirm
        .filter_map(|(at, answer)| checker.answer_to_confirm(answer, node.field("to_confirm").item(at)))
        .collect();
    // A question or a row that seems lost may only be faulty.
    if let Some(earlier) = earlier.filter(|_| checker.problems.is_empty()) {
        checker.check_all_answers_are_taken_over(earlier, source, node);
        checker.check_each_question_takes_over_one(earlier, source, node);
        check_rows_and_judgements_exist(earlier, indications, node, problems);
    }
    Some(Follows { set: id, renamed, to_confirm })
}

/// Whether the sets that `from` follows, one after the other, lead to `id`.
fn leads_back_to(id: &SetId, from: &SetId, known: &dyn KnownSets) -> bool {
    let mut at = from;
    // The known sets form no circle among themselves: each was checked when it was made known.
    loop {
        if at == id {
            return true;
        }
        match known.set(at).and_then(|set| set.follows.as_ref()) {
            Some(follows) => at = &follows.set,
            None => return false,
        }
    }
}

/// Every indication of the earlier set must still exist, with all its rows and judgements: otherwise a comment
/// or a decision would be lost in silence.
fn check_rows_and_judgements_exist(
    earlier: &CriteriaSet,
    indications: &[Indication],
    node: SourceNode,
    problems: &mut Vec<Problem>,
) {
    let mut lacks = |what: &str, id: &str| {
        problems.push(
            node.problem(format!("the {what} `{id}` of the earlier set does not exist any more"))
                .expected("all indications, rows and judgements of the earlier set"),
        );
    };
    for before in &earlier.indications {
        let Some(now) = indications.iter().find(|now| now.id == before.id) else {
            lacks("indication", before.id.as_str());
            continue;
        };
        for row in before.rows.iter().filter(|row| !now.rows.iter().any(|other| other.id == row.id)) {
            lacks("row", row.id.as_str());
        }
        for id in before.judgements.keys().filter(|id| !now.judgements.contains_key(*id)) {
            lacks("judgement", id.as_str());
        }
    }
}

struct FollowsChecker<'a, 'p> {
    questions: &'a QuestionsById,
    /// `None`: only what concerns the later set is checked.
    earlier: Option<&'a CriteriaSet>,
    problems: &'p mut Vec<Problem>,
}

impl<'a> FollowsChecker<'a, '_> {
    fn renamed(&mut self, source: &RenamedQuestionSource, node: SourceNode) -> Option<RenamedQuestion> {
        let to = self.later_question(&source.to, node.field("to"));
        if let Some(to) = to
            && to.choices().is_empty()
        {
            self.problems.push(
                node.field("to")
                    .problem(format!("`{}` has no values that could be renamed", source.to))
                    .expected("a question of the kind `choice`"),
            );
        }
        let from = self.earlier_question(&source.from, node.field("from"));
        let values = node.field("values");
        let mut renamed = BTreeMap::new();
        for (value, becomes) in &source.values {
            if let Some(from) = from {
                check_value(from, value, values.field(value), self.problems);
            }
            let becomes = match becomes {
                RenamedValueSource::Dropped => RenamedValue::Dropped,
                RenamedValueSource::To(id) => self.value(to, id, &[], values.field(value)),
                RenamedValueSource::ToUnlessAnswered(id, others) => {
                    let node = values.field(value);
                    node.check_not_empty("the list of questions", others, self.problems);
                    self.value(to, id, others, values.field(value))
                }
            };
            renamed.insert(ChoiceId::from(value.as_str()), becomes);
        }
        if let (Some(from), Some(to)) = (from, to) {
            for choice in from.choices().iter().filter(|choice| !renamed.contains_key(&choice.id)) {
                if to.choice(&choice.id).is_none() {
                    self.problems.push(
                        values
                            .problem(format!("nothing says what becomes of the value `{}`", choice.id))
                            .expected("`to(…)` or `dropped` for each value that the question has no longer"),
                    );
                }
            }
        }
        Some(RenamedQuestion {
            from: QuestionId::from(source.from.as_str()),
            to: to?.id.clone(),
            values: renamed,
        })
    }

    fn value(
        &mut self,
        question: Option<&Question>,
        id: &str,
        unless_answered: &[String],
        node: SourceNode,
    ) -> RenamedValue {
        if let Some(question) = question {
            check_value(question, id, node, self.problems);
        }
        node.check_unique("question", unless_answered.iter().map(String::as_str), self.problems);
        for other in unless_answered {
            self.earlier_question(other, node);
        }
        RenamedValue::To {
            value: ChoiceId::from(id),
            unless_answered: unless_answered.iter().map(|id| QuestionId::from(id.as_str())).collect(),
        }
    }

    fn answer_to_confirm(
        &mut self,
        source: &AnswerToConfirmSource,
        node: SourceNode,
    ) -> Option<AnswerToConfirm> {
        node.field("text").check_text(&source.text, self.problems);
        let question = self.later_question(&source.question, node.field("question"))?;
        if question.kind != QuestionKind::YesNo {
            self.problems.push(
                node.field("question")
                    .problem(format!("`{}` is not answered by yes or no", source.question))
                    .expected("a question of the kind `yes_no`"),
            );
        }
        Some(AnswerToConfirm {
            question: question.id.clone(),
            answer: source.answer,
            text: source.text.clone(),
        })
    }

    /// Every question, value, judgement and row of the earlier set must still exist or be renamed: otherwise
    /// an answer would be lost in silence.
    fn check_all_answers_are_taken_over(
        &mut self,
        earlier: &CriteriaSet,
        source: &FollowsSource,
        node: SourceNode,
    ) {
        let is_renamed = |id: &QuestionId| source.answers.iter().any(|renamed| renamed.from == id.as_str());
        for question in earlier.questions.iter().filter(|question| !is_renamed(&question.id)) {
            let is_same = self.questions.get(question.id.as_str()).is_some_and(|later| {
                let has = |choice: &Choice| later.choice(&choice.id).is_some();
                std::mem::discriminant(&later.kind) == std::mem::discriminant(&question.kind)
                    && question.choices().iter().all(has)
            });
            if !is_same {
                self.problems.push(
                    node.problem(format!(
                        "nothing says what becomes of the answers to `{}` of the earlier set",
                        question.id
                    ))
                    .expected("the same question with all of its values, or an entry in `answers`"),
                );
            }
        }
    }

    /// Two questions of the earlier set can't become the same one, and one can't become two: an answer would then be
    /// lost without a word.
    fn check_each_question_takes_over_one(
        &mut self,
        earlier: &CriteriaSet,
        source: &FollowsSource,
        node: SourceNode,
    ) {
        let renamed = node.field("answers");
        renamed.check_unique("question", source.answers.iter().map(|it| it.from.as_str()), self.problems);
        let is_renamed = |id: &str| source.answers.iter().any(|renamed| renamed.from == id);
        let unchanged = earlier.questions.iter().map(|question| question.id.as_str());
        let unchanged: BTreeSet<&str> = unchanged.filter(|id| !is_renamed(id)).collect();
        let mut taken = BTreeMap::new();
        for (at, entry) in source.answers.iter().enumerate() {
            let other = unchanged.get(entry.to.as_str()).copied();
            let other = other.or_else(|| taken.insert(entry.to.as_str(), entry.from.as_str()));
            if let Some(other) = other.filter(|other| *other != entry.from) {
                self.problems.push(
                    renamed
                        .item(at)
                        .field("to")
                        .problem(format!("`{}` takes over the answers to `{other}` already", entry.to))
                        .expected("another question"),
                );
            }
        }
    }

    fn later_question(&mut self, id: &str, node: SourceNode) -> Option<&'a Question> {
        let found = self.questions.get(id);
        if found.is_none() {
            self.problems.push(node.unknown("question", id, self.questions.keys().map(String::as_str)));
        }
        found.map(|question| &**question)
    }

    fn earlier_question(&mut self, id: &str, node: SourceNode) -> Option<&'a Question> {
        let earlier = self.earlier?;
        let found = earlier.question(&QuestionId::from(id));
        if found.is_none() {
            let known = earlier.questions.iter().map(|question| question.id.as_str());
            self.problems.push(node.unknown("question of the earlier set", id, known));
        }
        found.map(|question| &**question)
    }
}

fn check_value(question: &Question, id: &str, node: SourceNode, problems: &mut Vec<Problem>) {
    if question.choice(&ChoiceId::from(id)).is_none() {
        let known = question.choices().iter().map(|choice| choice.id.as_str());
        problems.push(node.unknown(&format!("value of `{}`", question.id), id, known));
    }
}
