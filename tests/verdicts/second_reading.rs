//! What the second reading changes for cases of the first: the verdict under the first reading, then the one after the
//! case is taken over. The expected statuses are written from the clinical reading of the documents.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use wgs_referral::assessment::{Assessment, Status, assess};
use wgs_referral::case::{self, Case, Migration};
use wgs_referral::definition::{Answer, CriteriaSet, DefinitionFile, QuestionKind, check_files, embedded};

use super::status;

/// The first reading and the second.
static SETS: LazyLock<[CriteriaSet; 2]> = LazyLock::new(|| [first_set(), embedded().unwrap()]);

/// The first reading, from its files.
fn first_set() -> CriteriaSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/earlier/ngc-2026-11");
    let files: Vec<DefinitionFile> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            DefinitionFile {
                name: path.file_name().unwrap().to_str().unwrap().to_owned(),
                display_path: path.display().to_string(),
                text: fs::read_to_string(path).unwrap(),
            }
        })
        .collect();
    check_files(&files).unwrap()
}

/// A case of the first reading, taken over into the second.
struct TakenOver {
    migration: Migration,
    case: Case,
}

/// Takes a case over. The answers that every indication asks for are given, so that those in `answers` decide.
fn taken_over(indication: &str, answers: &str, judgements: &str) -> TakenOver {
    let common = [
        ("metastatic", "true"),
        ("metastatic-at-presentation", "false"),
        ("recurrence", "false"),
        ("incurable", "true"),
        ("performance-status", "\"1\""),
        ("primary-histopathology", "\"available\""),
        ("wgs-tissue", "\"fresh\""),
        ("biobank-collection", "true"),
        ("oncologist-assessment", "true"),
        ("biopsy-access", "\"likely-high-purity\""),
        ("life-expectancy-assessed", "true"),
        ("standard-treatments-assessed", "true"),
        ("ngc-information-known", "true"),
        ("specialist-access", "true"),
    ];
    let given = common.iter().filter(|(id, _)| !answers.contains(&format!("\"{id}\"")));
    let given: String = given.map(|(id, answer)| format!("\"{id}\": {answer}, ")).collect();
    let text = format!(
        "(format: 1, criteria_set: \"ngc-2026-11\", indication: \"{indication}\", assessed_on: \"2026-11-22\",
          patient: (cpr: \"0201609941\"), answers: {{{given}{answers}}}, judgements: {{{judgements}}})"
    );
    let reading = case::read(&text, &SETS[1]).unwrap();
    assert_eq!(reading.faults, []);
    let migration = reading.migration.unwrap();
    assert_eq!(migration.from.as_str(), "ngc-2026-11");
    TakenOver { migration, case: reading.case }
}

impl TakenOver {
    /// The assessments under the first reading and under the second.
    fn assessments(&self) -> [Assessment; 2] {
        let [first, second] = &*SETS;
        let assessed =
            |set: &CriteriaSet, case: &Case| assess(set.indication(&case.indication).unwrap(), case);
        [assessed(first, &self.migration.original), assessed(second, &self.case)]
    }

    fn overall(&self) -> [Status; 2] {
        self.assessments().map(|assessment| assessment.overall)
    }

    fn statuses(&self, requirement: &str) -> [Status; 2] {
        self.assessments().map(|assessment| status(&assessment, requirement))
    }

    /// The status under the second reading alone, for a requirement that the first does not have.
    fn new_status(&self, requirement: &str) -> Status {
        status(&self.assessments()[1], requirement)
    }

    fn dropped(&self) -> Vec<&str> {
        self.migration.dropped.iter().map(|dropped| dropped.question.id.as_str()).collect()
    }

    /// The same, with a question of the second reading answered after the case was taken over.
    fn then(mut self, question: &str, value: &str) -> Self {
        self.case.answers.insert(question.into(), Answer::Choice(value.into()));
        self
    }
}

const GLIOBLASTOMA: &str = "\"brain-tumour-type\": \"suspected-glioblastoma\", \"operation\": \"first\",
    \"sufficient-primary-material\": true, \"brain-department\": true, \"written-consent\": true, ";

/// A glioblastoma on the sample of the first operation, in this performance status. What is asked about the time after
/// surgery is not answered but for `requested-after-surgery`: no.
fn on_first_operation_sample(performance_status: u8, rest: &str) -> TakenOver {
    let answers = format!(
        "{GLIOBLASTOMA} \"performance-status\": \"{performance_status}\", \
         \"wgs-tissue\": \"primary-operation-sample\", \"requested-after-surgery\": false, {rest}"
    );
    taken_over("primary-brain-tumour", &answers, "").then("diagnosis-group", "primary-brain-tumour")
}

#[test]
fn a_glioblastoma_in_ps_2_on_the_sample_of_the_first_operation_becomes_a_judgement() {
    const REQUIREMENT: &str = "clinical-features.glioblastoma-performance-status";
    let case = on_first_operation_sample(2, "\"recovered-from-surgery\": true, ");
    assert_eq!(case.statuses(REQUIREMENT), [Status::NotMet, Status::Judgement]);
    assert_eq!(case.overall(), [Status::NotMet, Status::Judgement]);
    // PS 0–1 and 3–4 are decided as before.
    for (performance_status, expected) in [(0, Status::Met), (1, Status::Met), (3, Status::NotMet)] {
        let case = on_first_operation_sample(performance_status, "\"recovered-from-surgery\": true, ");
        assert_eq!(case.statuses(REQUIREMENT), [expected, expected], "PS {performance_status}");
    }
    // On fresh tissue, and not after surgery, PS 2 stays not met.
    let fresh = format!("{GLIOBLASTOMA} \"performance-status\": \"2\", \"requested-after-surgery\": false, ");
    let fresh = taken_over("primary-brain-tumour", &fresh, "");
    assert_eq!(fresh.statuses(REQUIREMENT), [Status::NotMet, Status::NotMet]);
}

#[test]
fn a_brain_tumour_on_the_sample_of_the_first_operation_is_asked_for_recovery() {
    const REQUIREMENT: &str = "duration.after-surgery";
    let blank = on_first_operation_sample(1, "");
    assert_eq!(blank.statuses(REQUIREMENT), [Status::NotApplicable, Status::Missing]);
    assert_eq!(blank.overall()[1], Status::Missing);
    // An answer that the first reading did not ask for counts from now on.
    let recovered = on_first_operation_sample(1, "\"recovered-from-surgery\": true, ");
    assert_eq!(recovered.statuses(REQUIREMENT), [Status::NotApplicable, Status::Met]);
    assert_eq!(recovered.overall(), [Status::Met, Status::Met]);
    let not_recovered = on_first_operation_sample(1, "\"recovered-from-surgery\": false, ");
    assert_eq!(not_recovered.statuses(REQUIREMENT), [Status::NotApplicable, Status::NotMet]);
    assert_eq!(not_recovered.overall(), [Status::Met, Status::NotMet]);
}

#[test]
fn a_pancreatic_cancer_with_blood_alone_is_no_longer_asked_for_tissue_for_wgs() {
    const REQUIREMENT: &str = "paraclinical.tissue-at-presentation";
    let with_blood = |wgs: &str, purpose: &str| {
        let answers = format!(
            "\"tumour-type\": \"pancreatic-cancer\", \"purpose\": \"{purpose}\", \"familial-disposition\": true, \
             \"request-timing\": \"incurable-diagnosis\", \"metastatic-at-presentation\": true, \
             \"wgs-tissue\": \"blood-only\", \"tissue-for-primary-diagnostics\": true, {wgs}"
        );
        taken_over("pancreas-cancer", &answers, "")
    };
    let blank = with_blood("", "diagnosis");
    assert_eq!(blank.statuses(REQUIREMENT), [Status::Missing, Status::Met]);
    // Whether blood will do is one judgement; the other is the pathway.
    assert_eq!(blank.overall(), [Status::Missing, Status::Judgement]);
    assert_eq!(blank.new_status("paraclinical.fresh-tissue"), Status::Judgement);
    let none = with_blood("\"tissue-for-wgs\": false, ", "diagnosis");
    assert_eq!(none.statuses(REQUIREMENT), [Status::NotMet, Status::Met]);
    // For treatment blood is not met, whatever becomes of the other rule.
    let treatment = with_blood("", "treatment");
    assert_eq!(treatment.statuses(REQUIREMENT), [Status::Missing, Status::Met]);
    assert_eq!(treatment.statuses("paraclinical.fresh-tissue"), [Status::NotMet, Status::NotMet]);
    assert_eq!(treatment.overall(), [Status::NotMet, Status::NotMet]);
}

/// A case of the metastatic indication without treatment so far.
fn untreated(answers: &str, judgements: &str) -> TakenOver {
    let answers = format!(
        "\"treatment-lines\": 0, \"standard-treatment-failed\": false, \"dmcg-exception\": false, {answers}"
    );
    taken_over("metastatic-solid-tumour", &answers, judgements)
}

#[test]
fn a_locally_advanced_incurable_cholangiocarcinoma_becomes_a_judgement() {
    const REQUIREMENT: &str = "target-group.incurable";
    let locally_advanced = |tumour: &str, incurable: bool| {
        let answers = format!(
            "\"tumour-type\": \"{tumour}\", \"metastatic\": false, \"recurrence\": false, \"incurable\": {incurable}, "
        );
        untreated(&answers, "")
    };
    let case = locally_advanced("cholangiocarcinoma", true);
    assert_eq!(case.statuses(REQUIREMENT), [Status::NotMet, Status::Judgement]);
    assert_eq!(case.overall(), [Status::NotMet, Status::Judgement]);
    // What was answered about distant metastases is kept, and is to be confirmed.
    assert_eq!(case.case.answers.get("metastatic"), Some(&Answer::YesNo(false)));
    let to_confirm: Vec<&str> = case.migration.to_confirm.iter().map(|kept| kept.question.as_str()).collect();
    assert_eq!(to_confirm, ["metastatic"]);
    // Only the exceptions, and only an incurable disease.
    for (tumour, incurable) in [("cholangiocarcinoma", false), ("good-prognosis-many-lines", true)] {
        let case = locally_advanced(tumour, incurable);
        assert_eq!(case.statuses(REQUIREMENT), [Status::NotMet, Status::NotMet], "{tumour}");
    }
}

#[test]
fn a_thymic_tumour_without_histology_can_be_completed() {
    const REQUIREMENT: &str = "target-group.histology";
    let answers = "\"separate-wgs-material\": true, \"thymus-centre\": true, ";
    let blank = taken_over("thymic-epithelial-tumour", answers, "");
    assert_eq!(blank.statuses(REQUIREMENT), [Status::Missing, Status::Missing]);
    // The first reading had no value for it.
    let has_value = |set: &CriteriaSet| match &set.question(&"thymus-histology".into()).unwrap().kind {
        QuestionKind::Choice(choices) => choices.iter().any(|choice| choice.id.as_str() == "not-yet-known"),
        _ => false,
    };
    assert_eq!([has_value(&SETS[0]), has_value(&SETS[1])], [false, true]);
    let answered =
        blank.then("thymus-histology", "not-yet-known").then("diagnosis-group", "thymic-epithelial-tumour");
    assert_eq!(answered.statuses(REQUIREMENT), [Status::Missing, Status::Judgement]);
    assert_eq!(answered.overall(), [Status::Missing, Status::Judgement]);
    for of_carcinoma in ["target-group.systemic-treatment", "duration.timing"] {
        assert_eq!(answered.new_status(of_carcinoma), Status::NotApplicable, "{of_carcinoma}");
    }
}

const RARE: &str = "\"metastatic-solid-tumour/other-rare-cancer\": (accept: true, rationale: \"Aftalt\"),";

#[test]
fn a_rare_cancer_stays_an_exception() {
    let case = untreated("\"tumour-type\": \"other-rare-cancer\", ", RARE);
    assert_eq!(case.dropped(), [""; 0]);
    for requirement in ["duration.standard-treatment-failed", "prior-treatment.first-line"] {
        assert_eq!(case.statuses(requirement), [Status::Met, Status::Met], "{requirement}");
    }
    assert_eq!(case.overall(), [Status::Met, Status::Met]);
    let undecided = untreated("\"tumour-type\": \"other-rare-cancer\", ", "");
    assert_eq!(undecided.overall(), [Status::Judgement, Status::Judgement]);
}

#[test]
fn a_rare_cancer_beside_a_thymic_or_brain_type_is_entered_anew_and_is_rare_as_well() {
    for (kind, group, own_diagnosis) in [
        ("\"thymus-histology\": \"thymoma-b2\", ", "thymic-epithelial-tumour", Status::Met),
        // They have a document of their own.
        ("\"brain-tumour-type\": \"ependymoma\", ", "primary-brain-tumour", Status::Judgement),
    ] {
        let case = untreated(&format!("\"tumour-type\": \"other-rare-cancer\", {kind}"), RARE);
        assert_eq!(case.dropped(), ["tumour-type"], "{group}");
        assert_eq!(case.overall(), [Status::Met, Status::Missing], "{group}");
        assert_eq!(case.new_status("target-group.diagnosis"), Status::Missing, "{group}");
        // The decision is kept, and holds for these diseases too.
        let case = case.then("diagnosis-group", group);
        assert_eq!(case.new_status("prior-treatment.first-line"), Status::Met, "{group}");
        assert_eq!(case.new_status("duration.standard-treatment-failed"), Status::Met, "{group}");
        assert_eq!(case.new_status("target-group.diagnosis"), own_diagnosis, "{group}");
        assert_eq!(case.overall()[1], own_diagnosis, "{group}");
    }
}

#[test]
fn a_type_that_is_none_of_the_brain_tumours_is_dropped_with_the_rare_cancer_beside_it() {
    let answers = "\"tumour-type\": \"other-rare-cancer\", \"brain-tumour-type\": \"none-of-these\", ";
    let case = untreated(answers, RARE);
    let mut dropped = case.dropped();
    dropped.sort_unstable();
    assert_eq!(dropped, ["brain-tumour-type", "tumour-type"]);
    assert_eq!(case.overall(), [Status::Met, Status::Missing]);
}

#[test]
fn another_tumour_is_dropped_and_entered_anew() {
    let answers = "\"tumour-type\": \"other\", \"treatment-lines\": 2, \"standard-treatment-failed\": true, ";
    let case = taken_over("metastatic-solid-tumour", answers, "");
    assert_eq!(case.dropped(), ["tumour-type"]);
    assert_eq!(case.overall(), [Status::Met, Status::Missing]);
    assert_eq!(case.then("diagnosis-group", "other-solid").overall()[1], Status::Met);
}

/// A breast cancer "fulfilled" sarcoma: the diagnosis was a must for brain tumours alone.
#[test]
fn the_diagnosis_is_a_must_in_every_indication() {
    let sarcoma = "\"systemic-treatment-indicated\": true, \"sarcoma-centre\": true, ";
    let pancreas = "\"purpose\": \"treatment\", \"request-timing\": \"incurable-diagnosis\", ";
    let thymus =
        "\"thymus-histology\": \"thymoma-a\", \"separate-wgs-material\": true, \"thymus-centre\": true, ";
    for (indication, answers) in
        [("sarcoma", sarcoma), ("pancreas-cancer", pancreas), ("thymic-epithelial-tumour", thymus)]
    {
        let breast = format!("\"tumour-type\": \"good-prognosis-many-lines\", {answers}");
        let case = taken_over(indication, &breast, "");
        assert_eq!(case.overall(), [Status::Met, Status::NotMet], "{indication}");
        assert_eq!(case.new_status("target-group.diagnosis"), Status::NotMet, "{indication}");
    }
}
