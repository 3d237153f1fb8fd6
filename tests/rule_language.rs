//! The rule language: truth tables of its words, and laws checked with random rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use wgs_referral::definition::{
    Answer, Choice, ChoiceId, Condition, Facts, Input, JudgementId, Question, QuestionId, QuestionKind, Text,
    Truth, TypedKind, Value,
};

#[derive(Clone, Debug, Default)]
struct TestFacts {
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    judgements: BTreeMap<JudgementId, bool>,
}

impl Facts for TestFacts {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.answers.get(question)
    }
    fn age(&self) -> Option<u16> {
        self.age
    }
    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        self.judgements.get(id).copied()
    }
}

impl TestFacts {
    fn with(mut self, id: &str, answer: Answer) -> Self {
        self.answers.insert(id.into(), answer);
        self
    }

    fn yes(self, id: &str) -> Self {
        self.with(id, Answer::YesNo(true))
    }

    fn no(self, id: &str) -> Self {
        self.with(id, Answer::YesNo(false))
    }

    fn judged(mut self, id: &str, accepted: bool) -> Self {
        self.judgements.insert(id.into(), accepted);
        self
    }

    fn is_blank(&self, input: &Input) -> bool {
        match input {
            Input::Answer(id) => !self.answers.contains_key(id),
            Input::Age => self.age.is_none(),
            Input::Judgement(id) => !self.judgements.contains_key(id),
        }
    }
}

fn question(id: &str, kind: QuestionKind, asked_when: Option<Condition>) -> Arc<Question> {
    Arc::new(Question {
        id: id.into(),
        kind,
        label: Text::default(),
        name: Text::default(),
        help: None,
        asked_when,
        summary: None,
        is_in_record: false,
        is_about_requester: false,
        may_be_planned: false,
    })
}

fn yes_no(id: &str) -> Arc<Question> {
    question(id, QuestionKind::YesNo, None)
}

fn yes(question: &Arc<Question>) -> Condition {
    Condition::IsOneOf { question: question.clone(), values: vec![Answer::YesNo(true)] }
}

fn judgement(id: &str) -> Condition {
    Condition::Judgement(id.into())
}

fn not(part: Condition) -> Condition {
    Condition::Not(Box::new(part))
}

fn given(first: Condition, second: Condition) -> Condition {
    Condition::Given(Box::new(first), Box::new(second))
}

fn answers(ids: &[&str]) -> BTreeSet<Input> {
    ids.iter().map(|id| Input::Answer((*id).into())).collect()
}

/// Evaluates a word with two parts, each true, false or open (`T`, `F`, `O`). Returns the value and the
/// parts that are gaps.
fn evaluate_pair(word: impl Fn(Condition, Condition) -> Condition, parts: &str) -> String {
    let mut known = TestFacts::default();
    for (id, letter) in ["1", "2"].into_iter().zip(parts.chars()) {
        known = match letter {
            'T' => known.yes(id),
            'F' => known.no(id),
            _ => known,
        };
    }
    let value = word(yes(&yes_no("1")), yes(&yes_no("2"))).evaluate(&known);
    let letter = match value.truth {
        Truth::True => "T",
        Truth::False => "F",
        Truth::Open => "O",
    };
    let waits_for = value.gaps.iter().map(|gap| match gap {
        Input::Answer(id) => id.to_string(),
        Input::Age | Input::Judgement(_) => "?".to_owned(),
    });
    letter.to_owned() + &waits_for.collect::<String>()
}

fn check(word: impl Fn(Condition, Condition) -> Condition, table: [(&str, &str); 9]) {
    for (parts, expected) in table {
        assert_eq!(evaluate_pair(&word, parts), expected, "{parts}");
    }
}

#[test]
fn all_is_false_by_a_false_part_and_open_while_a_part_is_open() {
    check(
        |a, b| Condition::All(vec![a, b]),
        [
            ("TT", "T"),
            ("TO", "O2"),
            ("TF", "F"),
            ("OT", "O1"),
            ("OO", "O12"),
            ("OF", "F"),
            ("FT", "F"),
            ("FO", "F"),
            ("FF", "F"),
        ],
    );
}

#[test]
fn any_is_true_by_a_true_part_and_open_while_a_part_is_open() {
    check(
        |a, b| Condition::Any(vec![a, b]),
        [
            ("TT", "T"),
            ("TO", "T"),
            ("TF", "T"),
            ("OT", "T"),
            ("OO", "O12"),
            ("OF", "O1"),
            ("FT", "T"),
            ("FO", "O2"),
            ("FF", "F"),
        ],
    );
}

#[test]
fn first_of_waits_only_for_its_first_open_part() {
    check(
        |a, b| Condition::FirstOf(vec![a, b]),
        [
            ("TT", "T"),
            ("TO", "T"),
            ("TF", "T"),
            ("OT", "O1"),
            ("OO", "O1"),
            ("OF", "O1"),
            ("FT", "T"),
            ("FO", "O2"),
            ("FF", "F"),
        ],
    );
}

#[test]
fn given_reads_its_second_part_only_if_the_first_is_true() {
    check(
        given,
        [
            ("TT", "T"),
            ("TO", "O2"),
            ("TF", "F"),
            ("OT", "O1"),
            ("OO", "O1"),
            ("OF", "O1"),
            ("FT", "F"),
            ("FO", "F"),
            ("FF", "F"),
        ],
    );
}

#[test]
fn not_swaps_true_and_false_and_keeps_open() {
    for (parts, expected) in [("T", "F"), ("F", "T"), ("O", "O1")] {
        assert_eq!(evaluate_pair(|a, _| not(a), parts), expected);
    }
}

#[test]
fn a_count_is_at_least_its_own_number() {
    let lines = question("lines", QuestionKind::Typed(TypedKind::Count), None);
    let rule = Condition::AtLeast { question: lines, count: 2 };
    let truth = |count| rule.evaluate(&TestFacts::default().with("lines", Answer::Count(count))).truth;
    assert_eq!([1, 2, 3].map(truth), [Truth::False, Truth::True, Truth::True]);
    assert_eq!(rule.evaluate(&TestFacts::default()).gaps, answers(&["lines"]));
    let misplaced = TestFacts::default().yes("lines");
    assert_eq!(rule.evaluate(&misplaced).truth, Truth::False);
}

#[test]
fn an_age_is_at_least_its_own_years() {
    let rule = Condition::AgeAtLeast(18);
    let truth = |age| rule.evaluate(&TestFacts { age, ..TestFacts::default() }).truth;
    assert_eq!([Some(17), Some(18), Some(19)].map(truth), [Truth::False, Truth::True, Truth::True]);
    let value = rule.evaluate(&TestFacts::default());
    assert_eq!((value.truth, value.gaps), (Truth::Open, BTreeSet::from([Input::Age])));
}

#[test]
fn a_judgement_is_open_until_it_is_decided() {
    let rule = judgement("x/j");
    assert_eq!(rule.evaluate(&TestFacts::default().judged("x/j", true)).truth, Truth::True);
    assert_eq!(rule.evaluate(&TestFacts::default().judged("x/j", false)).truth, Truth::False);
    let value = rule.evaluate(&TestFacts::default());
    assert_eq!(value.gaps, BTreeSet::from([Input::Judgement("x/j".into())]));
}

#[test]
fn a_question_that_is_not_asked_has_no_value() {
    let asked = question("b", QuestionKind::YesNo, Some(yes(&yes_no("a"))));
    let value = yes(&asked).evaluate(&TestFacts::default().no("a").yes("b"));
    assert_eq!((value.truth, value.grounds), (Truth::False, answers(&["a"])));
    let value = not(yes(&asked)).evaluate(&TestFacts::default().no("a").yes("b"));
    assert_eq!(value.truth, Truth::True);
}

#[test]
fn an_open_asking_condition_gives_its_own_gaps() {
    let asked = question("b", QuestionKind::YesNo, Some(yes(&yes_no("a"))));
    let value = yes(&asked).evaluate(&TestFacts::default().yes("b"));
    assert_eq!((value.truth, value.gaps), (Truth::Open, answers(&["a"])));
}

#[test]
fn a_question_that_is_asked_waits_for_its_own_answer() {
    let asked = question("b", QuestionKind::YesNo, Some(yes(&yes_no("a"))));
    let value = yes(&asked).evaluate(&TestFacts::default().yes("a"));
    assert_eq!((value.truth, value.gaps), (Truth::Open, answers(&["b"])));
    assert_eq!(yes(&asked).evaluate(&TestFacts::default().yes("a").yes("b")).truth, Truth::True);
    assert_eq!(yes(&asked).evaluate(&TestFacts::default().yes("a").no("b")).truth, Truth::False);
}

#[test]
fn a_count_that_is_not_asked_is_never_at_least_a_number() {
    let asked = question("n", QuestionKind::Typed(TypedKind::Count), Some(yes(&yes_no("a"))));
    let rule = Condition::AtLeast { question: asked, count: 0 };
    let answered = TestFacts::default().with("n", Answer::Count(7));
    assert_eq!(rule.evaluate(&answered.clone().no("a")).truth, Truth::False);
    assert_eq!(rule.evaluate(&answered).gaps, answers(&["a"]));
}

#[test]
fn a_judgement_is_no_ground_if_an_answer_alone_decides() {
    let known = TestFacts::default().yes("a").judged("x/j", true);
    let rule = Condition::Any(vec![yes(&yes_no("a")), judgement("x/j")]);
    assert_eq!(rule.evaluate(&known).grounds, answers(&["a"]));

    let known = TestFacts::default().no("a").judged("x/j", false);
    let rule = Condition::All(vec![judgement("x/j"), yes(&yes_no("a"))]);
    assert_eq!(rule.evaluate(&known).grounds, answers(&["a"]));
}

#[test]
fn a_judgement_that_is_needed_is_a_ground() {
    let judged = Input::Judgement("x/j".into());
    let known = TestFacts::default().yes("a").judged("x/j", true);
    let both = Condition::All(vec![yes(&yes_no("a")), judgement("x/j")]);
    assert_eq!(both.evaluate(&known).grounds, BTreeSet::from([Input::Answer("a".into()), judged.clone()]));

    let known = TestFacts::default().no("a").judged("x/j", true);
    let either = Condition::Any(vec![yes(&yes_no("a")), judgement("x/j")]);
    assert_eq!(either.evaluate(&known).grounds, BTreeSet::from([judged.clone()]));

    let alone = Condition::Any(vec![judgement("x/j"), judgement("x/k")]);
    let known = TestFacts::default().judged("x/j", true).judged("x/k", true);
    assert_eq!(alone.evaluate(&known).grounds, BTreeSet::from([judged, Input::Judgement("x/k".into())]));
}

#[test]
fn guards_that_led_to_a_value_are_among_its_grounds() {
    let known = TestFacts::default().no("a").yes("b");
    let rule = Condition::FirstOf(vec![yes(&yes_no("a")), given(yes(&yes_no("b")), yes(&yes_no("c")))]);
    let value = rule.evaluate(&known);
    assert_eq!(
        (value.truth, value.grounds, value.gaps),
        (Truth::Open, answers(&["a", "b"]), answers(&["c"]))
    );
    let value = rule.evaluate(&known.clone().no("c"));
    assert_eq!((value.truth, value.grounds), (Truth::False, answers(&["a", "b", "c"])));
}

#[test]
fn the_inputs_of_a_rule_include_those_of_asking_conditions() {
    let asked = question("b", QuestionKind::YesNo, Some(yes(&yes_no("a"))));
    let counted = question("n", QuestionKind::Typed(TypedKind::Count), Some(Condition::AgeAtLeast(3)));
    let rule = Condition::FirstOf(vec![
        not(yes(&asked)),
        given(Condition::Any(vec![judgement("x/j")]), Condition::AtLeast { question: counted, count: 1 }),
    ]);
    let mut expected = answers(&["a", "b", "n"]);
    expected.extend([Input::Age, Input::Judgement("x/j".into())]);
    assert_eq!(rule.inputs(), expected);
}

// ---- Laws ----

/// Three yes/no questions, a choice and a count. Two of them have an asking condition.
fn test_questions() -> Vec<Arc<Question>> {
    let (a, b) = (yes_no("a"), yes_no("b"));
    let c = question("c", QuestionKind::YesNo, Some(yes(&a)));
    let choices = ["x", "y", "z"].map(|id| Choice {
        id: id.into(),
        label: Text::default(),
        help: None,
        offered_for: Vec::new(),
    });
    let d = question("d", QuestionKind::Choice(choices.to_vec()), None);
    let e = question(
        "e",
        QuestionKind::Typed(TypedKind::Count),
        Some(Condition::Any(vec![not(yes(&c)), yes(&b)])),
    );
    vec![a, b, c, d, e]
}

fn any_answer(question: &Question) -> BoxedStrategy<Answer> {
    match &question.kind {
        QuestionKind::YesNo => any::<bool>().prop_map(Answer::YesNo).boxed(),
        QuestionKind::Typed(_) => (0..4_u32).prop_map(Answer::Count).boxed(),
        QuestionKind::Choice(choices) => {
            let ids: Vec<ChoiceId> = choices.iter().map(|choice| choice.id.clone()).collect();
            select(ids).prop_map(Answer::Choice).boxed()
        }
    }
}

fn any_rule() -> BoxedStrategy<Condition> {
    let of = |question: Arc<Question>| {
        if question.kind == QuestionKind::Typed(TypedKind::Count) {
            return (0..4_u32)
                .prop_map(move |count| Condition::AtLeast { question: question.clone(), count })
                .boxed();
        }
        prop::collection::vec(any_answer(&question), 1..3)
            .prop_map(move |values| Condition::IsOneOf { question: question.clone(), values })
            .boxed()
    };
    let leaf = prop_oneof![
        4 => select(test_questions()).prop_flat_map(of),
        1 => (16..20_u16).prop_map(Condition::AgeAtLeast),
        2 => select(vec!["x/j", "x/k"]).prop_map(judgement),
    ];
    leaf.prop_recursive(4, 24, 3, |part| {
        let parts = || prop::collection::vec(part.clone(), 1..4);
        prop_oneof![
            parts().prop_map(Condition::All),
            parts().prop_map(Condition::Any),
            parts().prop_map(Condition::FirstOf),
            part.clone().prop_map(not),
            (part.clone(), part.clone()).prop_map(|(first, second)| given(first, second)),
        ]
    })
    .boxed()
}

fn any_facts() -> impl Strategy<Value = TestFacts> {
    let each: Vec<_> = test_questions().iter().map(|question| any_answer(question)).collect();
    (each, 15..21_u16, any::<bool>(), any::<bool>()).prop_map(|(given, age, j, k)| {
        let ids = test_questions().into_iter().map(|question| question.id.clone());
        let known = TestFacts { answers: ids.zip(given).collect(), age: Some(age), ..TestFacts::default() };
        known.judged("x/j", j).judged("x/k", k)
    })
}

/// Facts without a blank, and the same facts with some of them blank.
fn any_facts_and_part_of_them() -> impl Strategy<Value = (TestFacts, TestFacts)> {
    (any_facts(), prop::collection::vec(any::<bool>(), 8)).prop_map(|(full, keep)| {
        let mut keep = keep.into_iter();
        let mut kept = || keep.next().unwrap_or_default();
        let mut part = full.clone();
        part.answers.retain(|_, _| kept());
        part.judgements.retain(|_, _| kept());
        part.age = part.age.filter(|_| kept());
        (full, part)
    })
}

fn fill(known: &mut TestFacts, full: &TestFacts, blank: &Input) {
    match blank {
        Input::Answer(id) => {
            known.answers.insert(id.clone(), full.answers[id].clone());
        }
        Input::Age => known.age = full.age,
        Input::Judgement(id) => {
            known.judgements.insert(id.clone(), full.judgements[id]);
        }
    }
}

/// Evaluates a rule in two-valued logic, for facts without a blank. There `first_of` is the same as `any`.
fn holds(rule: &Condition, full: &TestFacts) -> bool {
    let asked = |question: &Question| question.asked_when.as_ref().is_none_or(|when| holds(when, full));
    match rule {
        Condition::IsOneOf { question, values } => {
            asked(question) && values.contains(&full.answers[&question.id])
        }
        Condition::AtLeast { question, count } => {
            asked(question) && matches!(full.answers[&question.id], Answer::Count(given) if given >= *count)
        }
        Condition::AgeAtLeast(years) => full.age >= Some(*years),
        Condition::Judgement(id) => full.judgements[id],
        Condition::All(parts) => parts.iter().all(|part| holds(part, full)),
        Condition::Any(parts) | Condition::FirstOf(parts) => parts.iter().any(|part| holds(part, full)),
        Condition::Not(part) => !holds(part, full),
        Condition::Given(first, second) => holds(first, full) && holds(second, full),
    }
}

fn inputs() -> Vec<Input> {
    let mut inputs: Vec<Input> =
        test_questions().iter().map(|question| Input::Answer(question.id.clone())).collect();
    inputs.extend([Input::Age, Input::Judgement("x/j".into()), Input::Judgement("x/k".into())]);
    inputs
}

fn without_grounds(value: Value) -> (Truth, BTreeSet<Input>) {
    (value.truth, value.gaps)
}

proptest! {
    #[test]
    fn without_blanks_a_rule_is_two_valued_logic(rule in any_rule(), full in any_facts()) {
        let value = rule.evaluate(&full);
        let expected = if holds(&rule, &full) { Truth::True } else { Truth::False };
        prop_assert_eq!(value.truth, expected);
        prop_assert!(value.gaps.is_empty());
    }

    #[test]
    fn filling_in_blanks_never_changes_a_settled_value(
        rule in any_rule(),
        (full, part) in any_facts_and_part_of_them(),
    ) {
        let value = rule.evaluate(&part);
        prop_assert_eq!(value.gaps.is_empty(), value.truth != Truth::Open);
        prop_assert!(value.gaps.iter().all(|gap| part.is_blank(gap)));
        prop_assert!(value.grounds.iter().all(|ground| !part.is_blank(ground)));
        if value.truth != Truth::Open {
            prop_assert_eq!(value.truth, rule.evaluate(&full).truth);
        }
    }

    #[test]
    fn filling_in_a_blank_that_is_no_gap_changes_nothing(
        rule in any_rule(),
        (full, part) in any_facts_and_part_of_them(),
        which in any::<Index>(),
    ) {
        let value = rule.evaluate(&part);
        let inputs = inputs();
        let input = which.get(&inputs);
        if part.is_blank(input) && !value.gaps.contains(input) {
            let mut filled = part.clone();
            fill(&mut filled, &full, input);
            prop_assert_eq!(without_grounds(value), without_grounds(rule.evaluate(&filled)));
        }
    }

    #[test]
    fn filling_in_all_gaps_settles_a_rule(rule in any_rule(), (full, part) in any_facts_and_part_of_them()) {
        let mut known = part;
        for _ in 0..=inputs().len() {
            for gap in rule.evaluate(&known).gaps {
                fill(&mut known, &full, &gap);
            }
        }
        prop_assert_ne!(rule.evaluate(&known).truth, Truth::Open);
    }

    #[test]
    fn the_order_of_parts_of_all_and_any_does_not_matter(
        (parts, shuffled) in prop::collection::vec(any_rule(), 1..5)
            .prop_flat_map(|parts| (Just(parts.clone()), Just(parts).prop_shuffle())),
        (_, part) in any_facts_and_part_of_them(),
    ) {
        for group in [Condition::All, Condition::Any] {
            prop_assert_eq!(group(parts.clone()).evaluate(&part), group(shuffled.clone()).evaluate(&part));
        }
    }

    #[test]
    fn not_all_is_any_not_and_not_any_is_all_not(
        parts in prop::collection::vec(any_rule(), 1..4),
        (_, part) in any_facts_and_part_of_them(),
    ) {
        let each_not = || parts.iter().cloned().map(not).collect();
        let (not_all, any_not) = (not(Condition::All(parts.clone())), Condition::Any(each_not()));
        prop_assert_eq!(not_all.evaluate(&part), any_not.evaluate(&part));
        let (not_any, all_not) = (not(Condition::Any(parts.clone())), Condition::All(each_not()));
        prop_assert_eq!(not_any.evaluate(&part), all_not.evaluate(&part));
    }

    #[test]
    fn double_negation_changes_nothing(rule in any_rule(), (_, part) in any_facts_and_part_of_them()) {
        prop_assert_eq!(not(not(rule.clone())).evaluate(&part), rule.evaluate(&part));
    }

    #[test]
    fn a_rule_depends_only_on_its_inputs(rule in any_rule(), (full, part) in any_facts_and_part_of_them()) {
        let mut other = full;
        for input in rule.inputs() {
            match input {
                Input::Answer(id) => match part.answers.get(&id) {
                    Some(answer) => drop(other.answers.insert(id, answer.clone())),
                    None => drop(other.answers.remove(&id)),
                },
                Input::Age => other.age = part.age,
                Input::Judgement(id) => match part.judgements.get(&id) {
                    Some(accepted) => drop(other.judgements.insert(id, *accepted)),
                    None => drop(other.judgements.remove(&id)),
                },
            }
        }
        prop_assert_eq!(rule.evaluate(&part), rule.evaluate(&other));
    }
}
