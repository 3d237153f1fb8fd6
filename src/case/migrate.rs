//! Takes a case of an earlier criteria set over into the set that follows it.

use super::Case;
use crate::definition::{
    Answer, AnswerToConfirm, CriteriaSet, Follows, Question, QuestionId, RenamedQuestion, RenamedValue,
    SetId, earlier_set,
};
use std::sync::Arc;

/// What changed when a case was taken over from an earlier set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The set that the case was written for; the id of the set itself if it was changed since.
    pub from: SetId,
    /// The case as it was written.
    pub original: Box<Case>,
    /// Whether the set that the case was written for was changed since, under the same id. What it said of the patient
    /// is not known any more.
    pub was_changed: bool,
    /// The answers that the later set has no value for.
    pub dropped: Vec<DroppedAnswer>,
    /// The answers that are kept although their question has become a different one, for the clinician to confirm.
    pub to_confirm: Vec<AnswerToConfirm>,
}

/// An answer that a later set has no value for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedAnswer {
    /// The question of the earlier set.
    pub question: Arc<Question>,
    /// The answer, which may be shown in the window and in no message elsewhere.
    pub answer: Answer,
    /// The question of the later set to answer instead.
    pub to_answer: QuestionId,
}

/// The sets from the one that `set` follows back to the one with this id; empty if `set` does not follow it.
pub(super) fn earlier_sets(set: &CriteriaSet, id: &str) -> Vec<&'static CriteriaSet> {
    let mut chain: Vec<&'static CriteriaSet> = Vec::new();
    let mut follows = set.follows.as_ref();
    while let Some(earlier) = follows.and_then(|follows| earlier_set(follows.set.as_str())) {
        chain.push(earlier);
        if earlier.id.as_str() == id {
            return chain;
        }
        follows = earlier.follows.as_ref();
    }
    Vec::new()
}

/// The case under `set`, which follows the set that the case was written for.
pub(super) fn migrate(
    case: Case,
    earlier: &CriteriaSet,
    follows: &Follows,
    set: &CriteriaSet,
) -> (Case, Migration) {
    let (criteria_set, criteria_hash) = (set.id.clone(), set.short_hash().to_owned());
    let mut migrated = Case { criteria_set, criteria_hash, ..case.clone() };
    let unconfirmed = &mut migrated.to_confirm.answers;
    *unconfirmed = unconfirmed.iter().map(|question| follows.later_id(question)).collect();
    let mut dropped = Vec::new();
    for renamed in &follows.renamed {
        if let Some(unparsed) = migrated.unparsed.remove(renamed.from.as_str()) {
            migrated.unparsed.insert(renamed.to.to_string(), unparsed);
        }
        let Some(answer) = migrated.answers.remove(&renamed.from) else { continue };
        match renamed_answer(renamed, &answer, &case) {
            Some(answer) => {
                migrated.answers.insert(renamed.to.clone(), answer);
            }
            None => {
                if let Some(question) = earlier.question(&renamed.from) {
                    let (question, to_answer) = (question.clone(), renamed.to.clone());
                    dropped.push(DroppedAnswer { question, answer, to_answer });
                }
            }
        }
    }
    let is_given =
        |kept: &&AnswerToConfirm| migrated.answers.get(&kept.question) == Some(&Answer::YesNo(kept.answer));
    let to_confirm: Vec<_> = follows.to_confirm.iter().filter(is_given).cloned().collect();
    migrated.to_confirm.answers.extend(to_confirm.iter().map(|kept| kept.question.clone()));
    let from = case.criteria_set.clone();
    let was_changed = case.criteria_hash != earlier.short_hash();
    (migrated, Migration { from, original: Box::new(case), was_changed, dropped, to_confirm })
}

/// The case under `set`, which has the id of the set that it was written for and was changed since.
pub(super) fn adopt_changed_set(case: Case, set: &CriteriaSet) -> (Case, Migration) {
    let adopted = Case { criteria_hash: set.short_hash().to_owned(), ..case.clone() };
    let from = case.criteria_set.clone();
    let (dropped, to_confirm) = (Vec::new(), Vec::new());
    (adopted, Migration { from, original: Box::new(case), was_changed: true, dropped, to_confirm })
}

/// The answer to the renamed question; `None` if it is dropped.
fn renamed_answer(renamed: &RenamedQuestion, answer: &Answer, case: &Case) -> Option<Answer> {
    let Answer::Choice(value) = answer else { return Some(answer.clone()) };
    match renamed.values.get(value) {
        None => Some(answer.clone()),
        Some(RenamedValue::Dropped) => None,
        Some(RenamedValue::To { value, unless_answered }) => {
            let is_dropped = unless_answered.iter().any(|question| case.answers.contains_key(question));
            (!is_dropped).then(|| Answer::Choice(value.clone()))
        }
    }
}

impl Migration {
    /// Whether the case is of a set with the id of `set` that was changed since. What it says of the patient is not
    /// known any more.
    pub fn is_from_changed_set(&self, set: &CriteriaSet) -> bool {
        self.from == set.id
    }

    /// The two migrations as one, from the set of the first to the set of the second. `follows` is what that set says
    /// of the one between.
    pub(super) fn then(self, next: Migration, follows: &Follows) -> Migration {
        let (mut dropped, mut to_confirm) = (self.dropped, self.to_confirm);
        for answer in &mut dropped {
            answer.to_answer = follows.later_id(&answer.to_answer);
        }
        dropped.extend(next.dropped);
        to_confirm.extend(next.to_confirm);
        Migration { dropped, to_confirm, ..self }
    }
}
