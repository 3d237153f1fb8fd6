//! Parts of the evaluation that the shipped rules do not exercise, such as rules that mix answers, ages and
//! judgements. The tests edit the files for sarcoma and pancreas cancer.

mod remarks;
mod second_reading;
mod statements;

use wgs_referral::assessment::{
    Assessment, Status, assess, awaited_before, form_position, possibly_awaited, visible_questions,
};
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{
    Answer, CriteriaSet, Indication, Input, OverlapWith, QuestionId, QuestionKind, Truth, TypedKind,
    check_files, embedded, embedded_files,
};

fn edited(name: &str, edits: &[(&str, &str)]) -> CriteriaSet {
    let mut files = embedded_files();
    let file = files.iter_mut().find(|file| file.name == name).unwrap();
    for (old, new) in edits {
        assert!(file.text.contains(old), "{name} has no {old}");
        file.text = file.text.replacen(old, new, 1);
    }
    check_files(&files).unwrap()
}

/// A case with a patient born in `year`, these answers, and these judgements (`true`: accepted).
fn case(set: &CriteriaSet, indication: &str, year: u16, answers: &str, judgements: &[(&str, bool)]) -> Case {
    let judgements: String = judgements
        .iter()
        .map(|(id, accept)| format!("\"{indication}/{id}\": (accept: {accept}, rationale: \"Aftalt\"),"))
        .collect();
    let text = format!(
        "(format: 1, criteria_set: \"ngc-2026-11.2\", indication: \"{indication}\", assessed_on: \"2026-11-22\",
          patient: (birth_date: \"{year}-01-01\"), answers: {{{answers}}}, judgements: {{{judgements}}})"
    );
    let reading = case::read(&text, set).unwrap();
    assert_eq!(reading.faults, []);
    reading.case
}

fn assessed(set: &CriteriaSet, case: &Case) -> Assessment {
    assess(set.indication(&case.indication).unwrap(), case)
}

fn status(assessment: &Assessment, id: &str) -> Status {
    assessment.requirements().find(|requirement| requirement.id.as_str() == id).unwrap().status
}

// ---- Decisive judgements ----

/// A requirement that either of two judgements fulfils, together with an answer and an age.
fn either_judgement() -> CriteriaSet {
    edited(
        "sarcoma.ron",
        &[(
            "first_of([yes(\"sarcoma-centre\"), judgement(\"competence.sarcoma-centre\")])",
            "all([yes(\"sarcoma-centre\"), age_at_least(18), any([
                judgement(\"competence.sarcoma-centre\"), judgement(\"paraclinical.fresh-tissue\")])])",
        )],
    )
}

const CENTRE: &str = "competence.sarcoma-centre";
const TISSUE: &str = "paraclinical.fresh-tissue";

#[test]
fn two_judgements_that_can_replace_each_other_are_not_counted() {
    let set = either_judgement();
    let answers = "\"sarcoma-centre\": true, \"wgs-tissue\": \"archive-only\"";
    let case = case(&set, "sarcoma", 1960, answers, &[(CENTRE, true), (TISSUE, true)]);
    let assessment = assessed(&set, &case);
    assert_eq!(status(&assessment, CENTRE), Status::Met);
    assert_eq!(status(&assessment, TISSUE), Status::NotMet);
    assert_eq!(assessment.decisive_judgements, 0);
}

#[test]
fn a_judgement_that_a_requirement_depends_on_is_counted() {
    let set = either_judgement();
    let answers = "\"sarcoma-centre\": true, \"wgs-tissue\": \"archive-only\"";
    for judgements in [&[(CENTRE, true)][..], &[(CENTRE, true), (TISSUE, false)], &[(TISSUE, true)]] {
        let assessment = assessed(&set, &case(&set, "sarcoma", 1960, answers, judgements));
        assert_eq!(assessment.decisive_judgements, 1, "{judgements:?}");
    }
}

#[test]
fn a_judgement_for_two_requirements_is_counted_once() {
    let set = either_judgement();
    let answers = "\"sarcoma-centre\": true, \"wgs-tissue\": \"primary-operation-sample\"";
    let assessment = assessed(&set, &case(&set, "sarcoma", 1960, answers, &[(TISSUE, true)]));
    assert_eq!((status(&assessment, CENTRE), status(&assessment, TISSUE)), (Status::Met, Status::Met));
    assert_eq!(assessment.decisive_judgements, 1);
}

// ---- Visible questions ----

#[test]
fn a_question_is_hidden_once_age_or_judgement_decide_without_it() {
    let set = edited(
        "sarcoma.ron",
        &[(
            "rule: yes(\"systemic-treatment-indicated\")",
            "rule: all([judgement(\"competence.sarcoma-centre\"), age_at_least(18), yes(\"systemic-treatment-indicated\")])",
        )],
    );
    let in_sight = |year: u16, judgements: &[(&str, bool)]| {
        let case = case(&set, "sarcoma", year, "", judgements);
        let indication = set.indication(&case.indication).unwrap();
        visible_questions(indication, &case).contains(&QuestionId::from("systemic-treatment-indicated"))
    };
    assert!(in_sight(1960, &[(CENTRE, true)]));
    assert!(in_sight(1960, &[]));
    assert!(!in_sight(2020, &[(CENTRE, true)]), "the age decides");
    assert!(!in_sight(1960, &[(CENTRE, false)]), "the judgement decides");
}

#[test]
fn a_question_is_visible_if_the_age_makes_its_requirement_depend_on_it() {
    let set = edited(
        "sarcoma.ron",
        &[(
            "rule: yes(\"systemic-treatment-indicated\")",
            "rule: given(not(age_at_least(18)), given(not(judgement(\"competence.sarcoma-centre\")), yes(\"systemic-treatment-indicated\")))",
        )],
    );
    let in_sight = |year: u16, judgements: &[(&str, bool)]| {
        let case = case(&set, "sarcoma", year, "", judgements);
        let indication = set.indication(&case.indication).unwrap();
        visible_questions(indication, &case).contains(&QuestionId::from("systemic-treatment-indicated"))
    };
    assert!(in_sight(2020, &[(CENTRE, false)]));
    assert!(!in_sight(1960, &[(CENTRE, false)]));
    assert!(!in_sight(2020, &[]));
    assert!(!in_sight(2020, &[(CENTRE, true)]));
}

#[test]
fn a_question_that_no_rule_uses_is_always_visible() {
    let set = edited("sarcoma.ron", &[]);
    let case = case(&set, "sarcoma", 2020, "", &[]);
    let indication = set.indication(&case.indication).unwrap();
    assert!(visible_questions(indication, &case).contains(&QuestionId::from("sarcoma-subtype")));
}

#[test]
fn a_question_under_a_false_condition_is_hidden() {
    let set = edited("sarcoma.ron", &[]);
    let in_sight = |answers: &str| {
        let case = case(&set, "sarcoma", 1960, answers, &[]);
        visible_questions(set.indication(&case.indication).unwrap(), &case)
    };
    let id = QuestionId::from("histopathology-at-recurrence");
    assert!(in_sight("\"recurrence\": true").contains(&id));
    assert!(!in_sight("\"recurrence\": false").contains(&id));
    assert!(!in_sight("").contains(&id), "whether it is asked is open");
}

// ---- Remarks and alternatives ----

/// The answers that fulfil the criteria, without purpose, tissue and performance status.
const PANCREAS: &str = "
    \"diagnosis-group\": \"pancreatic-cancer\",
    \"biobank-collection\": true, \"biopsy-access\": \"likely-high-purity\", \"familial-disposition\": false,
    \"incurable\": true, \"life-expectancy-assessed\": true, \"metastatic\": false,
    \"ngc-information-known\": true, \"oncologist-assessment\": true,
    \"primary-histopathology\": \"available\", \"recurrence\": false, \"specialist-access\": true,
    \"standard-treatments-assessed\": true, \"request-timing\": \"incurable-diagnosis\",
    \"young-patient\": false,";

/// The overall status of a pancreas case, and whether another purpose is suggested. The edited file has an
/// age limit, so that the age can be the reason as well.
fn alternative(
    year: u16,
    purpose: &str,
    tissue: &str,
    performance_status: u8,
    judgements: &[(&str, bool)],
) -> (Status, bool) {
    let set = edited(
        "pancreas-cancer.ron",
        &[(
            "            id: \"age\",\n            quote: \"Nej\",",
            "            id: \"age\",\n            requirements: [(id: \"age.adult\", like: \"age.adult\", quote: \"Nej\")],",
        )],
    );
    let answers = format!(
        "{PANCREAS} \"purpose\": \"{purpose}\", \"wgs-tissue\": \"{tissue}\",
         \"performance-status\": \"{performance_status}\""
    );
    let case = case(&set, "pancreas-cancer", year, &answers, judgements);
    let assessment = assessed(&set, &case);
    let alternative = &set.indication(&case.indication).unwrap().alternatives[0];
    (assessment.overall, assessment.remarks.iter().any(|remark| remark.text == alternative.text))
}

#[test]
fn an_alternative_purpose_is_shown_if_it_alone_would_fulfil_the_criteria() {
    assert_eq!(alternative(1960, "both", "fresh", 1, &[]), (Status::NotMet, true));
    let accepted = [(TISSUE, true)];
    assert_eq!(alternative(1960, "both", "primary-operation-sample", 1, &accepted), (Status::NotMet, true));
}

#[test]
fn an_alternative_purpose_is_not_shown_if_other_criteria_are_not_met() {
    assert_eq!(alternative(1960, "both", "fresh", 3, &[]), (Status::NotMet, false));
    assert_eq!(alternative(1960, "both", "archive-only", 1, &[]), (Status::NotMet, false));
    assert_eq!(alternative(2020, "both", "fresh", 1, &[]), (Status::NotMet, false));
    let rejected = [(TISSUE, false)];
    assert_eq!(alternative(1960, "both", "primary-operation-sample", 1, &rejected), (Status::NotMet, false));
    assert_eq!(alternative(1960, "both", "primary-operation-sample", 1, &[]), (Status::NotMet, false));
}

#[test]
fn an_alternative_purpose_is_not_shown_for_another_answer_or_verdict() {
    assert_eq!(alternative(1960, "diagnosis", "fresh", 1, &[]), (Status::NotMet, false));
    assert_eq!(alternative(1960, "treatment", "fresh", 1, &[]), (Status::Met, false));
    assert_eq!(alternative(1960, "treatment", "fresh", 3, &[]), (Status::NotMet, false));
}

#[test]
fn a_pending_histology_is_a_remark() {
    let set = embedded().unwrap();
    for indication in &set.indications {
        let id = indication.id.as_str();
        let remarks = |answers: &str| assess(indication, &case(&set, id, 1960, answers, &[])).remarks;
        let pending = remarks("\"primary-histopathology\": \"pending\"");
        assert_eq!(
            pending.iter().map(|remark| remark.text.da.as_str()).collect::<Vec<_>>(),
            ["Histologi afventer"]
        );
        assert_eq!(remarks("\"primary-histopathology\": \"available\""), []);
        assert_eq!(remarks(""), []);
    }
}

#[test]
fn the_questions_of_another_tumour_type_are_hidden() {
    let set = embedded().unwrap();
    let in_sight = |tumour: &str| {
        let answers = format!("\"brain-tumour-type\": \"{tumour}\"");
        let case = case(&set, "primary-brain-tumour", 1960, &answers, &[]);
        let in_sight = visible_questions(set.indication(&case.indication).unwrap(), &case);
        ["progression-after-radiotherapy", "standard-option-available", "recurrence"]
            .map(|id| in_sight.contains(&QuestionId::from(id)))
    };
    assert_eq!(in_sight("meningioma"), [true, true, true]);
    assert_eq!(in_sight("suspected-glioblastoma"), [false, false, false]);
}

// ---- Overlaps ----

/// The metastatic document covers "spredning eller tilbagefald".
#[test]
fn recurrence_points_to_the_metastatic_indication_as_spread_does() {
    let set = embedded().unwrap();
    for id in ["sarcoma", "pancreas-cancer", "thymic-epithelial-tumour"] {
        let points = |answers: &str| {
            let case = case(&set, id, 1960, answers, &[]);
            let overlaps = &set.indication(&case.indication).unwrap().overlaps;
            overlaps.iter().any(|overlap| {
                let when = overlap.when.as_ref().map(|when| when.evaluate(&case).truth);
                overlap.with == OverlapWith::Indication("metastatic-solid-tumour".into())
                    && when == Some(Truth::True)
            })
        };
        assert!(points("\"metastatic\": true") && points("\"recurrence\": true"), "{id}");
        assert!(!points("\"metastatic\": false, \"recurrence\": false"), "{id}");
    }
}

#[test]
fn inputs_are_sorted_as_in_the_form_and_judgements_by_row() {
    let set = embedded().unwrap();
    for indication in &set.indications {
        let mut inputs: Vec<Input> = indication.questions().map(|q| Input::Answer(q.id.clone())).collect();
        let asked = inputs.clone();
        let mut judgements = Vec::new();
        for requirement in indication.requirements() {
            for input in &requirement.inputs {
                if matches!(input, Input::Judgement(_)) && !judgements.contains(input) {
                    judgements.push(input.clone());
                }
            }
        }
        inputs.push(Input::Age);
        inputs.splice(0..0, judgements.clone());
        inputs.sort_by_key(|input| form_position(indication, input));
        assert_eq!(inputs[0], Input::Age);
        assert_eq!(inputs[1..=asked.len()], asked);
        // Sort by row only: within a requirement the order is undefined.
        let row = |judgement: &Input| {
            indication.requirements().position(|requirement| requirement.inputs.contains(judgement))
        };
        let rows: Vec<_> = inputs[asked.len() + 1..].iter().map(row).collect();
        assert!(rows.is_sorted(), "{}: {rows:?}", indication.id);
        assert_eq!(rows.len(), judgements.len());
    }
}

#[test]
fn an_answered_question_stays_visible_exactly_while_a_rule_reads_it() {
    let set = embedded().unwrap();
    let both = case(&set, "sarcoma", 1960, "\"metastatic\": true, \"recurrence\": true", &[]);
    let in_sight = visible_questions(set.indication(&"sarcoma".into()).unwrap(), &both);
    assert!(in_sight.contains("metastatic") && in_sight.contains("recurrence"));

    let mut state = 20_261_122_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % below
    };
    for indication in &set.indications {
        let mut gone = 0;
        for _ in 0..200 {
            let mut drawn = case(&set, indication.id.as_str(), 1960, "", &[]);
            for question in indication.questions() {
                let answer = match &question.kind {
                    QuestionKind::YesNo => Answer::YesNo(draw(2) == 0),
                    QuestionKind::Typed(TypedKind::Count) => Answer::Count(draw(4) as u32),
                    // No rule can depend on an answer of another kind.
                    QuestionKind::Typed(_) => continue,
                    QuestionKind::Choice(choices) => Answer::Choice(choices[draw(choices.len())].id.clone()),
                };
                drawn.answers.insert(question.id.clone(), answer);
            }
            let in_sight = visible_questions(indication, &drawn);
            gone += indication
                .questions()
                .filter(|question| {
                    let asked = question.asked_when.as_ref();
                    asked.is_none_or(|when| when.evaluate(&drawn).truth == Truth::True)
                        && !in_sight.contains(&question.id)
                })
                .count();
        }
        // The rules of the other two indications read every answer.
        let leaves = ["pancreas-cancer", "thymic-epithelial-tumour", "primary-brain-tumour"];
        assert_eq!(gone > 0, leaves.contains(&indication.id.as_str()), "{}: {gone}", indication.id);
    }
}

/// A question that waits for nothing is not asked whatever else is answered, and one that waits does so for a blank.
#[test]
fn a_question_without_effect_stays_without_and_any_other_waits_for_a_blank() {
    let set = embedded().unwrap();
    let mut state = 11_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut waiting, mut without_effect) = (0, 0);
    for indication in &set.indications {
        for _ in 0..20 {
            let mut drawn = case(&set, indication.id.as_str(), 1960, "", &[]);
            answer_blanks(indication, &mut drawn, &mut draw, 3);
            let in_sight = visible_questions(indication, &drawn);
            let hidden = indication.questions().filter(|question| {
                question.is_asked(&drawn)
                    && !in_sight.contains(&question.id)
                    && !drawn.answers.contains_key(&question.id)
            });
            for question in hidden {
                if let Some(gap) = awaited_before(indication, &drawn, &question.id) {
                    waiting += 1;
                    assert!(possibly_awaited(indication, &question.id).contains(&gap), "{gap:?}");
                    if let Input::Answer(id) = gap {
                        assert!(!drawn.answers.contains_key(&id), "{}: {id}", question.id);
                    }
                    continue;
                }
                without_effect += 1;
                for _ in 0..10 {
                    let mut filled = drawn.clone();
                    answer_blanks(indication, &mut filled, &mut draw, 1);
                    filled.answers.remove(&question.id);
                    let is_asked = visible_questions(indication, &filled).contains(&question.id);
                    assert!(!is_asked, "{}: {}", indication.id, question.id);
                }
            }
        }
    }
    assert!(waiting > 20 && without_effect > 20, "{waiting} {without_effect}");
    // The document asks for the performance status where a choice of treatment is the purpose.
    let pancreas = set.indication(&"pancreas-cancer".into()).unwrap();
    let blank = case(&set, "pancreas-cancer", 1960, "", &[]);
    let awaited = awaited_before(pancreas, &blank, &"performance-status".into());
    assert_eq!(awaited, Some(Input::Answer("purpose".into())));
    // What is asked for meningioma alone waits for the type, and has no effect with another one, whatever
    // is still blank.
    let brain = set.indication(&"primary-brain-tumour".into()).unwrap();
    let of_meningioma = ["recurrence", "progression-after-radiotherapy", "standard-option-available"];
    let blank = case(&set, "primary-brain-tumour", 1960, "", &[]);
    let mut glioblastoma = blank.clone();
    let answer = Answer::Choice("suspected-glioblastoma".into());
    glioblastoma.answers.insert("brain-tumour-type".into(), answer);
    for question in of_meningioma {
        let of_type = Some(Input::Answer("brain-tumour-type".into()));
        assert_eq!(awaited_before(brain, &blank, &question.into()), of_type, "{question}");
        assert_eq!(awaited_before(brain, &glioblastoma, &question.into()), None, "{question}");
    }
}

/// Gives one in `one_in` of the blank questions that rules can read an answer at random.
fn answer_blanks(
    indication: &Indication,
    case: &mut Case,
    draw: &mut impl FnMut(usize) -> usize,
    one_in: usize,
) {
    for question in indication.questions() {
        if case.answers.contains_key(&question.id) || draw(one_in) != 0 {
            continue;
        }
        let answer = match &question.kind {
            QuestionKind::YesNo => Answer::YesNo(draw(2) == 0),
            QuestionKind::Typed(TypedKind::Count) => Answer::Count(draw(4) as u32),
            QuestionKind::Typed(_) => continue,
            QuestionKind::Choice(choices) => Answer::Choice(choices[draw(choices.len())].id.clone()),
        };
        case.answers.insert(question.id.clone(), answer);
    }
}
