//! Laws of the evaluation, checked with random cases against all shipped indications.

mod random;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use random::{any_answer, any_draft, any_entered_patient_and_day, cpr, judgement_ids, set};
use wgs_referral::assessment::{Assessment, Status, assess, question_status, visible_questions};
use wgs_referral::case::{Age, Case, Judgement};
use wgs_referral::definition::{
    Advice, Answer, Condition, Facts, Indication, Input, JudgementId, Question, QuestionId, QuestionKind,
    Remark, RemarkCondition, Requirement, RequirementStrength, SummaryGroup, Text, Truth, TypedKind,
};

/// A value for a blank of a case.
#[derive(Debug)]
struct InputValue {
    answers: BTreeMap<QuestionId, Answer>,
    decisions: BTreeMap<JudgementId, bool>,
    age_years: i16,
}

fn any_input_value() -> impl Strategy<Value = InputValue> {
    let decisions: Vec<_> = judgement_ids().iter().map(|_| any::<bool>()).collect();
    let answers: Vec<_> = set().questions.iter().map(|question| any_answer(question)).collect();
    let ids = || set().questions.iter().map(|question| question.id.clone());
    (answers, decisions, 15..23_i16).prop_map(move |(answers, decisions, age_years)| InputValue {
        answers: ids().zip(answers).collect(),
        decisions: judgement_ids().into_iter().zip(decisions).collect(),
        age_years,
    })
}

impl InputValue {
    fn fill(&self, case: &mut Case, blank: &Input) {
        match blank {
            Input::Answer(id) => {
                case.answers.insert(id.clone(), self.answers[id].clone());
            }
            Input::Judgement(id) => {
                case.judgements.insert(id.clone(), decided(self.decisions[id]));
            }
            Input::Age => {
                let day = *case.assessed_on.get_or_insert(jiff::civil::date(2026, 11, 22));
                let birth = jiff::civil::date(day.year() - self.age_years, 1, 1);
                case.patient.cpr = Some(cpr(birth, 123));
                case.patient.birth_date = None;
            }
        }
    }
}

fn decided(accept: bool) -> Judgement {
    Judgement { accept: Some(accept), rationale: "aftalt".to_owned(), ..Judgement::default() }
}

/// All inputs of the case that are blank.
fn blanks(case: &Case) -> Vec<Input> {
    let answers = set().questions.iter().map(|question| Input::Answer(question.id.clone()));
    let judgements = judgement_ids().into_iter().map(Input::Judgement);
    answers.chain(judgements).chain([Input::Age]).filter(|input| is_blank(case, input)).collect()
}

fn is_blank(case: &Case, input: &Input) -> bool {
    match input {
        Input::Answer(id) => case.answer(id).is_none(),
        Input::Judgement(id) => case.judgement(id).is_none(),
        Input::Age => Facts::age(case).is_none(),
    }
}

fn assess_all(case: &Case) -> Vec<Assessment> {
    set().indications.iter().map(|indication| assess(indication, case)).collect()
}

fn statuses(assessment: &Assessment) -> Vec<Status> {
    assessment.requirements().map(|requirement| requirement.status).collect()
}

/// The worst of the statuses by `order`, which repeats the ranking of the clinical reading instead of using
/// the one of `Status`.
fn worst(statuses: &[Status], order: &[Status], otherwise: Status) -> Status {
    order.iter().copied().find(|status| statuses.contains(status)).unwrap_or(otherwise)
}

const ROW_ORDER: [Status; 6] = [
    Status::NotMet,
    Status::Missing,
    Status::Judgement,
    Status::Advisory,
    Status::Met,
    Status::NotApplicable,
];

fn is_asked(question: &QuestionId, case: &Case) -> Truth {
    let question = set().question(question).unwrap();
    question.asked_when.as_ref().map_or(Truth::True, |when| when.evaluate(case).truth)
}

fn without_recommendations(indication: &Indication) -> Indication {
    let mut musts = indication.clone();
    for row in &mut musts.rows {
        row.requirements.retain(|requirement| requirement.strength == RequirementStrength::Must);
    }
    musts
}

/// The grounds of a verdict, together with the inputs of the conditions under which the requirement applies
/// and its questions are asked.
fn grounds_with_conditions(requirement: &Requirement, grounds: &BTreeSet<Input>) -> BTreeSet<Input> {
    let mut needed = grounds.clone();
    needed.extend(requirement.applies_when.iter().flat_map(Condition::inputs));
    loop {
        let asked_when = needed.iter().filter_map(|input| match input {
            Input::Answer(id) => set().question(id).unwrap().asked_when.as_ref(),
            Input::Age | Input::Judgement(_) => None,
        });
        let more: BTreeSet<Input> = asked_when.flat_map(Condition::inputs).collect();
        if more.is_subset(&needed) {
            return needed;
        }
        needed.extend(more);
    }
}

/// Every question of every form, with a copy of the indication that has only the requirements which use it.
fn questions_with_their_requirements() -> &'static [(&'static Indication, &'static Question, Indication)] {
    static ALL: LazyLock<Vec<(&Indication, &Question, Indication)>> = LazyLock::new(|| {
        let forms =
            set().indications.iter().flat_map(|one| one.questions().map(move |question| (one, question)));
        forms
            .map(|(indication, question)| {
                let mut used = indication.clone();
                let input = Input::Answer(question.id.clone());
                for row in &mut used.rows {
                    row.requirements.retain(|requirement| requirement.inputs.contains(&input));
                }
                (indication, &**question, used)
            })
            .collect()
    });
    &ALL
}

/// A blank, and every answer that the shipped rules distinguish from the others.
fn other_answers(question: &Question, case: &Case) -> Vec<Option<Answer>> {
    let answers: Vec<Answer> = match &question.kind {
        QuestionKind::YesNo => [true, false].map(Answer::YesNo).into(),
        QuestionKind::Choice(choices) => {
            choices.iter().map(|choice| Answer::Choice(choice.id.clone())).collect()
        }
        QuestionKind::Typed(TypedKind::Count) => (0..3).map(Answer::Count).collect(),
        // No rule can depend on an answer of another kind.
        QuestionKind::Typed(_) => Vec::new(),
    };
    let given = case.answer(&question.id).cloned();
    answers.into_iter().map(Some).chain([None]).filter(|answer| *answer != given).collect()
}

fn with_answer(case: &Case, question: &Question, answer: Option<Answer>) -> Case {
    let mut changed = case.clone();
    changed.answers.remove(&question.id);
    changed.answers.extend(answer.map(|answer| (question.id.clone(), answer)));
    changed
}

proptest! {
    #[test]
    fn filling_in_a_blank_changes_only_requirements_that_wait_for_it(
        case in any_draft(),
        filling in any_input_value(),
        which in prop::collection::vec(any::<Index>(), 4),
    ) {
        let mut case = case;
        for index in which {
            let blanks = blanks(&case);
            if blanks.is_empty() {
                break;
            }
            let blank = index.get(&blanks);
            let before = assess_all(&case);
            filling.fill(&mut case, blank);
            for (before, after) in before.iter().zip(assess_all(&case)) {
                for (old, new) in before.requirements().zip(after.requirements()) {
                    // A settled requirement has no gaps, so no input may change it.
                    if !old.gaps.contains(blank) {
                        prop_assert_eq!(old.status, new.status, "{} after {:?}", &old.id, blank);
                        prop_assert_eq!(&old.gaps, &new.gaps, "{} after {:?}", &old.id, blank);
                    }
                }
            }
        }
    }

    #[test]
    fn gaps_are_blank_and_asked_and_filling_them_in_settles_the_case(
        case in any_draft(),
        filling in any_input_value(),
    ) {
        for indication in &set().indications {
            let mut case = case.clone();
            let mut rounds = 0;
            loop {
                let assessment = assess(indication, &case);
                let gaps: Vec<Input> = assessment.gaps().into_iter().cloned().collect();
                if gaps.is_empty() {
                    prop_assert!(!assessment.overall.is_open());
                    prop_assert_eq!(assessment.recommendations.unanswered, 0);
                    break;
                }
                for gap in &gaps {
                    prop_assert!(is_blank(&case, gap), "{gap:?} is not blank");
                    if let Input::Answer(id) = gap {
                        prop_assert_eq!(is_asked(id, &case), Truth::True, "{} is not asked", id);
                    }
                    filling.fill(&mut case, gap);
                }
                rounds += 1;
                prop_assert!(rounds < 20, "never settled");
            }
        }
    }

    #[test]
    fn a_status_has_gaps_exactly_if_it_is_open(case in any_draft()) {
        for assessment in assess_all(&case) {
            for requirement in assessment.requirements() {
                prop_assert_eq!(requirement.gaps.is_empty(), !requirement.status.is_open());
                let answers = requirement.gaps.iter().any(|gap| !matches!(gap, Input::Judgement(_)));
                prop_assert_eq!(answers, requirement.status == Status::Missing);
            }
        }
    }

    #[test]
    fn the_overall_status_is_the_worst_must_and_a_rows_status_its_worst_requirement(case in any_draft()) {
        for assessment in assess_all(&case) {
            let musts: Vec<Status> = assessment
                .requirements()
                .filter(|requirement| requirement.strength == RequirementStrength::Must)
                .map(|requirement| requirement.status)
                .collect();
            let order = [Status::NotMet, Status::Missing, Status::Judgement];
            prop_assert_eq!(assessment.overall, worst(&musts, &order, Status::Met));
            for row in &assessment.rows {
                let inside: Vec<Status> = row.requirements.iter().map(|r| r.status).collect();
                prop_assert_eq!(row.status, worst(&inside, &ROW_ORDER, Status::NoRequirement));
            }
        }
    }

    #[test]
    fn recommendations_are_counted_and_never_change_the_overall_status(case in any_draft()) {
        for indication in &set().indications {
            let assessment = assess(indication, &case);
            let musts = assess(&without_recommendations(indication), &case);
            prop_assert_eq!(assessment.overall, musts.overall);
            prop_assert_eq!(musts.recommendations, Default::default());
            let count = |status| {
                let shoulds = assessment.requirements().filter(|r| r.strength == RequirementStrength::Should);
                shoulds.filter(|requirement| requirement.status == status).count()
            };
            prop_assert_eq!(assessment.recommendations.not_followed, count(Status::Advisory));
            prop_assert_eq!(assessment.recommendations.unanswered, count(Status::Missing));
            for requirement in assessment.requirements() {
                match requirement.strength {
                    RequirementStrength::Must => prop_assert_ne!(requirement.status, Status::Advisory),
                    RequirementStrength::Should => prop_assert_ne!(requirement.status, Status::NotMet),
                }
            }
        }
    }

    #[test]
    fn an_answer_to_a_hidden_question_changes_no_status(
        case in any_draft(),
        filling in any_input_value(),
        which in any::<Index>(),
    ) {
        for indication in &set().indications {
            let in_sight = visible_questions(indication, &case);
            let out: Vec<_> = indication.questions().filter(|q| !in_sight.contains(&q.id)).collect();
            if out.is_empty() {
                continue;
            }
            let question = &which.get(&out).id;
            let before = assess(indication, &case);
            let mut other = case.clone();
            filling.fill(&mut other, &Input::Answer(question.clone()));
            prop_assert_eq!(statuses(&before), statuses(&assess(indication, &other)), "{}", question);
            other.answers.remove(question);
            prop_assert_eq!(statuses(&before), statuses(&assess(indication, &other)), "{}", question);
        }
    }

    /// The converse of the law above: no gap may be a hidden question.
    #[test]
    fn every_question_that_is_a_gap_is_visible(case in any_draft()) {
        for indication in &set().indications {
            let in_sight = visible_questions(indication, &case);
            for gap in assess(indication, &case).gaps() {
                if let Input::Answer(id) = gap {
                    prop_assert!(in_sight.contains(id), "{id} is waited for and out of sight");
                }
            }
            for id in &in_sight {
                prop_assert_eq!(is_asked(id, &case), Truth::True, "{} is in sight and not asked", id);
            }
        }
    }

    #[test]
    fn a_stale_answer_is_kept_but_not_used(case in any_draft(), filling in any_input_value()) {
        let mut other = case.clone();
        for question in &set().questions {
            if is_asked(&question.id, &case) != Truth::True {
                filling.fill(&mut other, &Input::Answer(question.id.clone()));
            }
        }
        prop_assert_eq!(assess_all(&case), assess_all(&other));
    }

    #[test]
    fn a_decision_without_a_rationale_does_not_count(case in any_draft()) {
        let mut other = case.clone();
        for judgement in other.judgements.values_mut() {
            if judgement.rationale.trim().is_empty() {
                judgement.accept = None;
            }
        }
        prop_assert_eq!(assess_all(&case), assess_all(&other));
    }

    #[test]
    fn decisive_judgements_counts_the_judgements_that_met_requirements_depend_on(case in any_draft()) {
        for indication in &set().indications {
            let assessment = assess(indication, &case);
            let accepted = indication.judgements.keys().filter(|id| case.judgement(id) == Some(true));
            let counted = accepted.filter(|id| {
                let mut without = case.clone();
                without.judgements.remove(*id);
                let after = assess(indication, &without);
                let pairs = statuses(&assessment).into_iter().zip(statuses(&after));
                pairs.into_iter().any(|(old, new)| old == Status::Met && new != Status::Met)
            });
            prop_assert_eq!(assessment.decisive_judgements, counted.count(), "{}", indication.id);
        }
    }

    #[test]
    fn an_alternative_is_shown_exactly_if_it_alone_would_fulfil_the_criteria(case in any_draft()) {
        for indication in &set().indications {
            let assessment = assess(indication, &case);
            for alternative in &indication.alternatives {
                let given = case.answer(&alternative.question) == Some(&alternative.from);
                let mut changed = case.clone();
                changed.answers.insert(alternative.question.clone(), alternative.to.clone());
                let would_do = assess(indication, &changed).overall == Status::Met;
                prop_assert_eq!(
                    assessment.remarks.iter().any(|remark| remark.text == alternative.text),
                    given && assessment.overall == Status::NotMet && would_do
                );
            }
        }
    }

    /// Computed without the grounds: a different answer changes the status of a requirement that applies in
    /// both cases, or the requirement waits for this answer. A judgement is marked at the answers that led
    /// to it, not at those that could have made it unnecessary.
    #[test]
    fn a_questions_status_is_that_of_a_requirement_and_at_least_the_worst_it_can_change(case in any_draft()) {
        for (indication, question, used) in questions_with_their_requirements() {
            let mark = question_status(&assess(indication, &case), &question.id);
            let before = assess(used, &case);
            let answered = case.answers.contains_key(&question.id);
            let mut moved = BTreeSet::new();
            for other in other_answers(question, &case) {
                let changed = with_answer(&case, question, other);
                let after = assess(used, &changed);
                let pairs = before.requirements().zip(after.requirements());
                for ((one, two), requirement) in pairs.zip(used.requirements()) {
                    let applies = requirement.applies_when.as_ref().is_none_or(|when| {
                        [&case, &changed].iter().all(|case| when.evaluate(*case).truth == Truth::True)
                    });
                    let is_marked_here = match one.status {
                        Status::Missing => !answered,
                        Status::Judgement => false,
                        Status::NotMet
                        | Status::Advisory
                        | Status::Met
                        | Status::NotApplicable
                        | Status::NoRequirement => true,
                    };
                    if applies && is_marked_here && one.status != two.status {
                        moved.insert(one.status);
                    }
                }
            }
            prop_assert!(mark >= moved.last().copied(), "{}: {:?} of {:?}", question.id, mark, moved);
            let is_of_its_own = mark.is_none_or(|mark| statuses(&before).contains(&mark));
            let is_open_when_missing = mark != Some(Status::Missing) || !answered;
            prop_assert!(is_of_its_own && is_open_when_missing, "{}: {:?}", question.id, mark);
        }
    }

    /// Computed without `visible_questions`: the question is asked, and would be a gap if it were blank; or
    /// no rule uses it; or it is about consent, which the report always states. A question with an answer may be
    /// visible for longer.
    #[test]
    fn the_visible_questions_are_those_that_would_be_gaps_if_blank(case in any_draft()) {
        for indication in &set().indications {
            let in_sight = visible_questions(indication, &case);
            for question in indication.questions() {
                let input = Input::Answer(question.id.clone());
                let is_used = indication.requirements().any(|r| r.inputs.contains(&input));
                let mut blank = case.clone();
                blank.answers.remove(&question.id);
                let is_waited_for = assess(indication, &blank).gaps().contains(&input);
                let is_printed = !is_used || question.summary == Some(SummaryGroup::Consent);
                let expected = is_asked(&question.id, &case) == Truth::True && (is_printed || is_waited_for);
                let shown = in_sight.contains(&question.id);
                let answered = case.answers.contains_key(&question.id);
                prop_assert!(shown == expected || shown && answered, "{}", question.id);
            }
        }
    }

    #[test]
    fn the_summaries_of_an_assessment_follow_from_its_requirements(case in any_draft()) {
        for assessment in assess_all(&case) {
            let mut must_gaps = BTreeSet::new();
            for row in &assessment.rows {
                prop_assert_eq!(assessment.rows.iter().find(|other| other.id == row.id), Some(row));
                let stands = |strength, status| {
                    row.requirements.iter().any(|r| r.strength == strength && r.status == status)
                };
                for requirement in &row.requirements {
                    if requirement.strength == RequirementStrength::Must {
                        must_gaps.extend(&requirement.gaps);
                    }
                    let judgements: Vec<Input> =
                        requirement.judgements().cloned().map(Input::Judgement).collect();
                    let is_one = |ground: &&Input| matches!(ground, Input::Judgement(_));
                    let expected: Vec<Input> = requirement.grounds.iter().filter(is_one).cloned().collect();
                    prop_assert_eq!(judgements, expected);
                }
                prop_assert_eq!(row.has_open_judgement(), stands(RequirementStrength::Must, Status::Judgement));
                let only_shoulds = stands(RequirementStrength::Should, Status::Missing)
                    && !stands(RequirementStrength::Must, Status::Missing);
                prop_assert_eq!(
                    row.is_missing_only_recommendations(),
                    row.status == Status::Missing && only_shoulds
                );
            }
            prop_assert_eq!(assessment.must_gaps(), must_gaps);
        }
    }

    #[test]
    fn advice_and_remarks_are_shown_exactly_if_their_conditions_are_true(case in any_draft()) {
        let shown = |advice: &[Advice]| -> Vec<Text> {
            let shown = advice.iter().filter(|advice| advice.when.evaluate(&case).truth == Truth::True);
            shown.map(|advice| advice.text.clone()).collect()
        };
        for indication in &set().indications {
            let assessment = assess(indication, &case);
            let is_shown = |remark: &Remark| {
                let holds = match &remark.when {
                    RemarkCondition::True(when) => when.evaluate(&case).truth == Truth::True,
                    RemarkCondition::Unanswered(question) => !case.answers.contains_key(question),
                };
                holds && !(remark.while_met && assessment.overall != Status::Met)
            };
            let expected: Vec<&Text> =
                indication.remarks.iter().filter(|remark| is_shown(remark)).map(|remark| &remark.text).collect();
            let remarks: Vec<&Text> = assessment.remarks.iter().map(|remark| &remark.text).collect();
            prop_assert!(remarks.starts_with(&expected));
            prop_assert!(remarks.len() <= expected.len() + indication.alternatives.len());
            for (requirement, assessed) in indication.requirements().zip(assessment.requirements()) {
                let applies = assessed.status != Status::NotApplicable;
                let expected = if applies { shown(&requirement.advice) } else { Vec::new() };
                prop_assert_eq!(&assessed.advice, &expected, "{}", &assessed.id);
            }
        }
    }

    #[test]
    fn the_grounds_of_a_verdict_decide_it(case in any_draft()) {
        for indication in &set().indications {
            for (requirement, assessed) in
                indication.requirements().zip(assess(indication, &case).requirements())
            {
                for ground in &assessed.grounds {
                    prop_assert!(!is_blank(&case, ground), "{:?} is blank", ground);
                    prop_assert!(requirement.inputs.contains(ground));
                }
                prop_assert!(assessed.gaps.iter().all(|gap| requirement.inputs.contains(gap)));
                if !assessed.status.is_open() {
                    // Blank all inputs but the grounds and the inputs of the conditions: the status must
                    // stay.
                    let needed = grounds_with_conditions(requirement, &assessed.grounds);
                    let mut bare = case.clone();
                    bare.answers.retain(|id, _| needed.contains(&Input::Answer(id.clone())));
                    bare.judgements.retain(|id, _| needed.contains(&Input::Judgement(id.clone())));
                    let again = assess(indication, &bare);
                    let again = again.requirements().find(|r| r.id == assessed.id).unwrap();
                    prop_assert_eq!(again.status, assessed.status, "{}", &assessed.id);
                }
            }
        }
    }

    #[test]
    fn the_age_is_known_exactly_if_all_its_sources_agree((patient, day) in any_entered_patient_and_day()) {
        let from_cpr = patient.cpr.as_ref().and_then(|cpr| cpr.birth_date());
        let births: BTreeSet<_> = from_cpr.into_iter().chain(patient.birth_date).collect();
        let is_known = match births.iter().next() {
            None => patient.age.is_some(),
            Some(birth) => births.len() == 1 && *birth <= day,
        };
        prop_assert_eq!(Age::of(&patient, Some(day)).years().is_some(), is_known);
        let without_day = patient.age.filter(|_| births.is_empty());
        prop_assert_eq!(Age::of(&patient, None).years(), without_day);
    }
}

#[test]
fn a_blank_case_is_missing_in_every_indication() {
    for indication in &set().indications {
        let case = Case::new(set(), indication.id.clone(), None);
        let assessment = assess(indication, &case);
        assert_eq!(assessment.overall, Status::Missing, "{}", indication.id);
        assert_eq!(assessment.decisive_judgements, 0);
        assert!(assessment.requirements().all(|requirement| requirement.grounds.is_empty()));
    }
}
