//! The remarks that point out contradictions: when each is shown and when not, for which indications, and where. The
//! tables are written from the clinical reading of the documents.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{assessed, case};
use wgs_referral::assessment::{ShownRemark, Status};
use wgs_referral::definition::{CriteriaSet, RemarkTone, embedded};

/// Answers by question, each as in a case file.
type Answers = BTreeMap<&'static str, &'static str>;

const INDICATIONS: [&str; 5] = [
    "metastatic-solid-tumour",
    "sarcoma",
    "pancreas-cancer",
    "thymic-epithelial-tumour",
    "primary-brain-tumour",
];

/// Every indication but the one whose document asks for no professional discussion.
const WITH_DISCUSSION: [&str; 4] =
    ["metastatic-solid-tumour", "sarcoma", "pancreas-cancer", "thymic-epithelial-tumour"];

/// Answers that meet every criterion of the indication.
fn met(indication: &str) -> Answers {
    let mut answers = Answers::from([
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
        ("written-consent", "true"),
    ]);
    answers.extend(match indication {
        "metastatic-solid-tumour" => vec![
            ("diagnosis-group", "\"other-solid\""),
            ("treatment-lines", "2"),
            ("standard-treatment-failed", "true"),
        ],
        "sarcoma" => vec![
            ("diagnosis-group", "\"sarcoma\""),
            ("systemic-treatment-indicated", "true"),
            ("sarcoma-centre", "true"),
        ],
        "pancreas-cancer" => vec![
            ("diagnosis-group", "\"pancreatic-cancer\""),
            ("purpose", "\"treatment\""),
            ("request-timing", "\"incurable-diagnosis\""),
        ],
        "thymic-epithelial-tumour" => vec![
            ("diagnosis-group", "\"thymic-epithelial-tumour\""),
            ("thymus-histology", "\"thymic-carcinoma\""),
            ("newly-diagnosed", "true"),
            ("systemic-treatment-considered", "true"),
            ("separate-wgs-material", "true"),
            ("thymus-centre", "true"),
        ],
        "primary-brain-tumour" => vec![
            ("diagnosis-group", "\"primary-brain-tumour\""),
            ("brain-tumour-type", "\"suspected-glioblastoma\""),
            ("operation", "\"first\""),
            ("sufficient-primary-material", "true"),
            ("requested-after-surgery", "false"),
            ("brain-department", "true"),
        ],
        other => panic!("{other}"),
    });
    answers
}

/// The overall verdict and the remarks on a case that meets every criterion but for the edits. A blank edit leaves the
/// question unanswered.
fn with(indication: &str, edits: &[(&'static str, &'static str)]) -> (Status, Vec<ShownRemark>) {
    static SET: LazyLock<CriteriaSet> = LazyLock::new(|| embedded().unwrap());
    let mut answers = met(indication);
    answers.extend(edits.iter().copied());
    answers.retain(|_, answer| !answer.is_empty());
    let written: String = answers.iter().map(|(id, answer)| format!("\"{id}\": {answer},")).collect();
    let assessment = assessed(&SET, &case(&SET, indication, 1960, &written, &[]));
    (assessment.overall, assessment.remarks)
}

/// A remark, and the edits of a case that meets the criteria under which it is shown and not shown.
struct Remark<'a> {
    /// In Danish, as it is shown.
    text: &'a str,
    indications: &'a [&'a str],
    tone: RemarkTone,
    at: &'a [&'a str],
    shown: &'a [&'a [(&'static str, &'static str)]],
    hidden: &'a [&'a [(&'static str, &'static str)]],
}

fn check(remark: &Remark) {
    for indication in INDICATIONS {
        let is_for_it = remark.indications.contains(&indication);
        for edits in remark.shown {
            let (_, shown) = with(indication, edits);
            let found: Vec<_> = shown.iter().filter(|shown| shown.text.da == remark.text).collect();
            assert_eq!(found.len(), usize::from(is_for_it), "{indication} {edits:?}: {shown:#?}");
            for shown in found {
                let at: Vec<&str> = shown.at.iter().map(|id| id.as_str()).collect();
                assert_eq!((shown.tone, at.as_slice()), (remark.tone, remark.at), "{indication} {edits:?}");
                assert!(!shown.text.en.is_empty() && shown.text.en != shown.text.da);
            }
        }
        for edits in remark.hidden {
            let (_, shown) = with(indication, edits);
            let is_shown = shown.iter().any(|shown| shown.text.da == remark.text);
            assert!(!is_shown, "{indication} {edits:?}: {shown:#?}");
        }
    }
}

#[test]
fn answers_without_a_contradiction_have_no_remark() {
    for indication in INDICATIONS {
        assert_eq!(with(indication, &[]), (Status::Met, vec![]), "{indication}");
    }
}

#[test]
fn newly_diagnosed_contradicts_recurrence() {
    check(&Remark {
        text: "Patienten er angivet både som nydiagnosticeret og med recidiv.",
        indications: &["thymic-epithelial-tumour"],
        tone: RemarkTone::Caution,
        at: &["newly-diagnosed", "recurrence"],
        shown: &[
            &[("newly-diagnosed", "true"), ("recurrence", "true")],
            // Whatever the verdict, and whatever the type.
            &[("newly-diagnosed", "true"), ("recurrence", "true"), ("performance-status", "\"4\"")],
            &[("newly-diagnosed", "true"), ("recurrence", "true"), ("thymus-histology", "\"thymoma-a\"")],
            &[("newly-diagnosed", "true"), ("recurrence", "true"), ("thymus-histology", "")],
        ],
        hidden: &[
            &[("newly-diagnosed", "true"), ("recurrence", "false")],
            &[("newly-diagnosed", "false"), ("recurrence", "true")],
            &[("newly-diagnosed", "false"), ("recurrence", "false")],
            &[("newly-diagnosed", "true"), ("recurrence", "")],
            &[("newly-diagnosed", ""), ("recurrence", "true")],
        ],
    });
}

#[test]
fn a_thymic_histology_contradicts_a_pending_histology() {
    check(&Remark {
        text: "Den histologiske type er angivet, mens histologien afventer.",
        indications: &["thymic-epithelial-tumour"],
        tone: RemarkTone::Caution,
        at: &["thymus-histology", "primary-histopathology"],
        shown: &[
            &[("primary-histopathology", "\"pending\""), ("thymus-histology", "\"thymic-carcinoma\"")],
            &[("primary-histopathology", "\"pending\""), ("thymus-histology", "\"thymoma-b2\"")],
            &[("primary-histopathology", "\"pending\""), ("thymus-histology", "\"other\"")],
        ],
        hidden: &[
            &[("primary-histopathology", "\"pending\""), ("thymus-histology", "\"not-yet-known\"")],
            &[("primary-histopathology", "\"pending\""), ("thymus-histology", "")],
            &[("primary-histopathology", "\"available\""), ("thymus-histology", "\"thymoma-b2\"")],
            &[("primary-histopathology", "\"absent\""), ("thymus-histology", "\"thymoma-b2\"")],
            &[("primary-histopathology", ""), ("thymus-histology", "\"thymoma-b2\"")],
        ],
    });
}

/// The lines are those of the metastatic or incurable disease.
#[test]
fn lines_of_treatment_contradict_a_disease_neither_metastatic_nor_incurable() {
    check(&Remark {
        text: "Der er angivet behandlingslinjer, men sygdommen er hverken metastatisk eller uhelbredelig.",
        indications: &["metastatic-solid-tumour"],
        tone: RemarkTone::Caution,
        at: &["treatment-lines", "metastatic", "incurable"],
        shown: &[
            &[("treatment-lines", "1"), ("metastatic", "false"), ("incurable", "false")],
            &[
                ("treatment-lines", "3"),
                ("metastatic", "false"),
                ("incurable", "false"),
                ("recurrence", "true"),
            ],
        ],
        hidden: &[
            &[("treatment-lines", "0"), ("metastatic", "false"), ("incurable", "false")],
            &[("treatment-lines", ""), ("metastatic", "false"), ("incurable", "false")],
            &[("treatment-lines", "2"), ("metastatic", "true"), ("incurable", "false")],
            &[("treatment-lines", "2"), ("metastatic", "false"), ("incurable", "true")],
            // A blank answer is never a no.
            &[("treatment-lines", "2"), ("metastatic", ""), ("incurable", "false")],
            &[("treatment-lines", "2"), ("metastatic", "false"), ("incurable", "")],
        ],
    });
}

#[test]
fn the_time_of_an_incurable_diagnosis_contradicts_a_disease_neither_metastatic_nor_incurable() {
    let at_diagnosis = ("request-timing", "\"incurable-diagnosis\"");
    check(&Remark {
        text: "WGS rekvireres ved diagnosen af uhelbredelig sygdom, men sygdommen er hverken metastatisk eller \
               uhelbredelig.",
        indications: &["pancreas-cancer"],
        tone: RemarkTone::Caution,
        at: &["request-timing", "metastatic", "incurable"],
        shown: &[
            &[at_diagnosis, ("metastatic", "false"), ("incurable", "false")],
            &[
                at_diagnosis,
                ("metastatic", "false"),
                ("incurable", "false"),
                ("familial-disposition", "true"),
            ],
        ],
        hidden: &[
            &[at_diagnosis, ("metastatic", "true"), ("incurable", "false")],
            &[at_diagnosis, ("metastatic", "false"), ("incurable", "true")],
            // A blank answer is never a no.
            &[at_diagnosis, ("metastatic", ""), ("incurable", "false")],
            &[at_diagnosis, ("metastatic", "false"), ("incurable", "")],
            &[("request-timing", ""), ("metastatic", "false"), ("incurable", "false")],
            // For a diagnosis alone, no time is asked for.
            &[at_diagnosis, ("metastatic", "false"), ("incurable", "false"), ("purpose", "\"diagnosis\"")],
            &[
                ("request-timing", "\"first-consultation-after-surgery\""),
                ("metastatic", "false"),
                ("incurable", "false"),
            ],
        ],
    });
}

/// Brain: its row on professional discussion is a plain "Nej", so that an answer given for another indication counts
/// for nothing there.
#[test]
fn an_unlikely_biopsy_is_a_caution_under_met_criteria_alone() {
    check(&Remark {
        text: "Biopsi med høj tumorprocent er vurderet som næppe mulig.",
        indications: &WITH_DISCUSSION,
        tone: RemarkTone::Caution,
        at: &["biopsy-access"],
        shown: &[&[("biopsy-access", "\"unlikely\"")]],
        hidden: &[
            &[("biopsy-access", "\"likely-high-purity\"")],
            &[("biopsy-access", "\"not-assessed\"")],
            &[("biopsy-access", "")],
            &[("biopsy-access", "\"unlikely\""), ("performance-status", "\"4\"")],
            &[("biopsy-access", "\"unlikely\""), ("performance-status", "")],
        ],
    });
    for indication in WITH_DISCUSSION {
        let (overall, _) = with(indication, &[("biopsy-access", "\"unlikely\"")]);
        assert_eq!(overall, Status::Met, "{indication}: a recommendation never changes the verdict");
    }
}

#[test]
fn a_consent_that_is_not_recorded_is_a_caution_under_met_criteria_alone() {
    check(&Remark {
        text: "Skriftligt samtykke er ikke angivet.",
        indications: &INDICATIONS,
        tone: RemarkTone::Caution,
        at: &["written-consent"],
        shown: &[&[("written-consent", "")]],
        hidden: &[
            &[("written-consent", "true")],
            &[("written-consent", "false")],
            &[("written-consent", ""), ("performance-status", "\"4\"")],
            &[("written-consent", ""), ("performance-status", "")],
        ],
    });
    for indication in INDICATIONS {
        let (overall, _) = with(indication, &[("written-consent", "")]);
        assert_eq!(overall, Status::Met, "{indication}: a blank is never missing");
    }
}

#[test]
fn a_refused_consent_is_a_caution_whatever_the_verdict() {
    check(&Remark {
        text: "Skriftligt samtykke skal være indhentet, før analysen udføres.",
        indications: &INDICATIONS,
        tone: RemarkTone::Caution,
        at: &["written-consent"],
        shown: &[
            &[("written-consent", "false")],
            &[("written-consent", "false"), ("performance-status", "\"4\"")],
            &[("written-consent", "false"), ("performance-status", "")],
        ],
        hidden: &[&[("written-consent", "true")], &[("written-consent", "")]],
    });
}

#[test]
fn a_primary_operation_sample_contradicts_a_request_that_is_not_after_surgery() {
    check(&Remark {
        text: "Prøven er fra den primære operation, men rekvisition efter operation er besvaret med »Nej«.",
        indications: &["primary-brain-tumour"],
        tone: RemarkTone::Caution,
        at: &["wgs-tissue", "requested-after-surgery"],
        shown: &[
            &[("wgs-tissue", "\"primary-operation-sample\""), ("requested-after-surgery", "false")],
            &[
                ("wgs-tissue", "\"primary-operation-sample\""),
                ("requested-after-surgery", "false"),
                ("recovered-from-surgery", "true"),
            ],
        ],
        hidden: &[
            &[("wgs-tissue", "\"primary-operation-sample\""), ("requested-after-surgery", "true")],
            &[("wgs-tissue", "\"primary-operation-sample\""), ("requested-after-surgery", "")],
            &[("wgs-tissue", "\"fresh\""), ("requested-after-surgery", "false")],
            &[("wgs-tissue", "\"archive-only\""), ("requested-after-surgery", "false")],
            &[("wgs-tissue", ""), ("requested-after-surgery", "false")],
        ],
    });
}

// ---- Remarks that are no contradictions ----

#[test]
fn a_thymoma_is_told_that_the_document_gives_it_no_time() {
    let thymoma = |id: &'static str| [("thymus-histology", id)];
    check(&Remark {
        text: "Dokumentet angiver ikke noget tidspunkt for thymom.",
        indications: &["thymic-epithelial-tumour"],
        tone: RemarkTone::Neutral,
        at: &[],
        shown: &[
            &thymoma("\"thymoma-a\""),
            &thymoma("\"thymoma-ab\""),
            &thymoma("\"thymoma-b1\""),
            &thymoma("\"thymoma-b2\""),
            &thymoma("\"thymoma-b3\""),
        ],
        hidden: &[
            &thymoma("\"thymic-carcinoma\""),
            &thymoma("\"other\""),
            &thymoma("\"not-yet-known\""),
            &thymoma(""),
        ],
    });
}

#[test]
fn a_pending_histology_stands_beside_the_verdict() {
    check(&Remark {
        text: "Histologi afventer",
        indications: &INDICATIONS,
        tone: RemarkTone::Neutral,
        at: &[],
        shown: &[
            &[("primary-histopathology", "\"pending\"")],
            &[("primary-histopathology", "\"pending\""), ("performance-status", "\"4\"")],
        ],
        hidden: &[
            &[("primary-histopathology", "\"available\"")],
            &[("primary-histopathology", "\"absent\"")],
            &[("primary-histopathology", "")],
        ],
    });
}
