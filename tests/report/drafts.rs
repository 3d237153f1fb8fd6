//! Why a report is a draft: the first page says it, every page is marked.

use jiff::civil::date;
use wgs_referral::assessment::assess;
use wgs_referral::case::{self, Case, Judgement};
use wgs_referral::definition::{Answer, CriteriaSet, Language, embedded};
use wgs_referral::report::layout::ContentKind;
use wgs_referral::report::outline::Block;
use wgs_referral::report::{
    ASSESSMENT_VALID_DAYS, DraftReason, ReportSettings, document, draft_reasons, lay_out,
};

use crate::{SETTINGS, sample, text_of};

fn reasons(set: &CriteriaSet, case: &Case, settings: ReportSettings) -> Vec<DraftReason> {
    draft_reasons(case, &assess(set.indication(&case.indication).unwrap(), case), settings)
}

fn draft_line(set: &CriteriaSet, case: &Case, settings: ReportSettings) -> Option<String> {
    let outline = document(set, case, settings).outline;
    let layout = lay_out(&outline);
    let line = outline.blocks.iter().find_map(|block| match block {
        Block::Title { draft, .. } => draft.clone(),
        _ => None,
    });
    let word = if settings.language == Language::Da { "KLADDE" } else { "DRAFT" };
    for page in 0..layout.pages.len() {
        let head = text_of(&layout, page, |kind| kind == ContentKind::Head);
        assert_eq!(head.contains(word), line.is_some(), "{head}");
    }
    line
}

#[test]
fn a_complete_case_is_no_draft() {
    let set = embedded().unwrap();
    for name in ["met", "met-by-judgement", "not-met"] {
        let case = sample(&set, name);
        assert_eq!(reasons(&set, &case, SETTINGS), [], "{name}");
        assert_eq!(draft_line(&set, &case, SETTINGS), None, "{name}");
    }
}

#[test]
fn each_reason_is_told_in_both_languages() {
    let set = embedded().unwrap();
    let met = sample(&set, "met");
    let without = |change: fn(&mut Case)| {
        let mut case = met.clone();
        change(&mut case);
        case
    };
    let mut unsigned = sample(&set, "met-by-judgement");
    unsigned.judgements.values_mut().next().unwrap().by = " ".into();
    let mut rejected = unsigned.clone();
    rejected.judgements.values_mut().next().unwrap().accept = Some(false);
    for (case, reason, danish, english) in [
        (
            without(|case| drop(case.answers.remove("thymus-centre"))),
            DraftReason::AnswersMissing,
            "Kladde: der mangler svar",
            "Draft: answers are missing",
        ),
        (
            {
                let mut case = sample(&set, "met-by-judgement");
                case.judgements.pop_first();
                case
            },
            DraftReason::JudgementOpen,
            "Kladde: der er ikke taget stilling til et lægeligt skøn",
            "Draft: clinical judgement is outstanding",
        ),
        (
            without(|case| case.patient.name = " ".into()),
            DraftReason::PatientUnnamed,
            "Kladde: patientens navn eller CPR-nummer er ikke angivet",
            "Draft: the patient's name or CPR number is not given",
        ),
        (
            without(|case| case.patient.cpr = None),
            DraftReason::PatientUnnamed,
            "Kladde: patientens navn eller CPR-nummer er ikke angivet",
            "Draft: the patient's name or CPR number is not given",
        ),
        (
            without(|case| case.requester.name.clear()),
            DraftReason::RequesterUnnamed,
            "Kladde: rekvirenten er ikke angivet",
            "Draft: the requesting clinician is not given",
        ),
        (
            without(|case| drop(case.unparsed.insert("mtb-date".into(), "2".into()))),
            DraftReason::UnparsedField,
            "Kladde: et felt kan ikke læses",
            "Draft: a field cannot be read",
        ),
        (
            unsigned,
            DraftReason::JudgementUnnamed,
            "Kladde: et lægeligt skøn er uden navn",
            "Draft: a clinical judgement has no name",
        ),
        (
            rejected,
            DraftReason::JudgementUnnamed,
            "Kladde: et lægeligt skøn er uden navn",
            "Draft: a clinical judgement has no name",
        ),
    ] {
        assert_eq!(reasons(&set, &case, SETTINGS), [reason]);
        assert_eq!(draft_line(&set, &case, SETTINGS).as_deref(), Some(danish));
        let english_settings = ReportSettings { language: Language::En, ..SETTINGS };
        assert_eq!(draft_line(&set, &case, english_settings).as_deref(), Some(english));
    }
}

#[test]
fn a_judgement_that_does_not_count_needs_no_name() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    let judgement = Judgement { accept: Some(true), rationale: "x".into(), ..Judgement::default() };
    case.judgements.insert("thymic-epithelial-tumour/target-group.histology".into(), judgement);
    assert_eq!(reasons(&set, &case, SETTINGS), []);
}

#[test]
fn an_assessment_of_more_than_30_days_is_a_draft() {
    let set = embedded().unwrap();
    let case = sample(&set, "met");
    for (moment, expected) in [
        ("2026-11-22T00:00:00Z", vec![]),
        ("2026-12-22T23:59:59Z", vec![]),
        ("2026-12-23T00:00:00Z", vec![DraftReason::AssessmentOld]),
        ("2026-12-23T01:30:00+02:00", vec![]),
        ("2026-10-01T00:00:00Z", vec![]),
        ("2030-01-01T00:00:00Z", vec![DraftReason::AssessmentOld]),
    ] {
        let settings = ReportSettings { moment: moment.parse().ok(), ..SETTINGS };
        assert_eq!(reasons(&set, &case, settings), expected, "{moment}");
    }
    let settings = ReportSettings { moment: "2026-12-23T00:00:00Z".parse().ok(), ..SETTINGS };
    let line = draft_line(&set, &case, settings);
    assert_eq!(line.as_deref(), Some("Kladde: vurderingen er mere end 30 dage gammel"));
    assert!(line.unwrap().contains(&ASSESSMENT_VALID_DAYS.to_string()));
    let mut undated = Case::new(&set, case.indication.clone(), None);
    undated.answers = case.answers.clone();
    assert!(!reasons(&set, &undated, settings).contains(&DraftReason::AssessmentOld));
    undated.assessed_on = Some(date(2020, 1, 1));
    assert!(!reasons(&set, &undated, SETTINGS).contains(&DraftReason::AssessmentOld));
}

#[test]
fn a_case_that_is_not_confirmed_is_a_draft_for_a_reason_of_its_own() {
    let set = embedded().unwrap();
    let case = sample(&set, "met");
    let settings = ReportSettings { is_to_be_confirmed: true, ..SETTINGS };
    assert_eq!(reasons(&set, &case, settings), [DraftReason::NotConfirmed]);
    for (language, expected) in [
        (Language::Da, "Kladde: sagen er åbnet igen og ikke bekræftet"),
        (Language::En, "Draft: the case was opened again and is not confirmed"),
    ] {
        let settings = ReportSettings { language, ..settings };
        assert_eq!(draft_line(&set, &case, settings).as_deref(), Some(expected));
    }
    let settings = ReportSettings { moment: "2026-12-23T00:00:00Z".parse().ok(), ..settings };
    assert_eq!(reasons(&set, &case, settings), [DraftReason::NotConfirmed, DraftReason::AssessmentOld]);
}

#[test]
fn a_case_that_says_itself_that_it_is_to_be_confirmed_is_a_draft_whoever_exports_it() {
    let set = embedded().unwrap();
    let case = sample(&set, "met");
    let is_draft =
        |case: &Case| draft_line(&set, case, SETTINGS).is_some_and(|line| line.contains("ikke bekræftet"));
    assert!(!is_draft(&case));
    let mut assessed_before = case.clone();
    assessed_before.to_confirm.assessed_before = Some(date(2026, 10, 1));
    assert!(is_draft(&assessed_before));
    // An answer that the form does not ask for, or that is another one by now, is no reason.
    let mut kept = case.clone();
    kept.to_confirm.answers.insert("metastatic".into());
    kept.answers.insert("metastatic".into(), Answer::YesNo(true));
    assert!(!is_draft(&kept));
    kept.answers.insert("metastatic".into(), Answer::YesNo(false));
    assert!(is_draft(&kept));
    // The file that is inside says the same when it is read.
    let read = case::read(&case::write(&kept), &set).unwrap();
    assert_eq!((read.faults.len(), &read.case), (0, &kept));
    kept.indication = "primary-brain-tumour".into();
    assert!(!is_draft(&kept));
}

#[test]
fn a_case_from_a_changed_pdf_is_a_draft_for_a_reason_of_its_own() {
    let set = embedded().unwrap();
    let case = sample(&set, "met");
    let settings = ReportSettings { is_from_changed_pdf: true, ..SETTINGS };
    assert_eq!(reasons(&set, &case, settings), [DraftReason::FromChangedPdf]);
    for (language, expected) in [
        (Language::Da, "Kladde: sagen er hentet fra en ændret PDF-fil"),
        (Language::En, "Draft: the case was taken from a PDF file that was changed"),
    ] {
        let settings = ReportSettings { language, ..settings };
        assert_eq!(draft_line(&set, &case, settings).as_deref(), Some(expected));
    }
    assert_ne!(document(&set, &case, settings).id, document(&set, &case, SETTINGS).id);
}

#[test]
fn without_identity_the_reasons_do_not_depend_on_who_is_named() {
    let set = embedded().unwrap();
    let settings = ReportSettings { with_identity: false, ..SETTINGS };
    for name in ["met", "met-by-judgement"] {
        let mut case = sample(&set, name);
        assert_eq!(reasons(&set, &case, settings), [DraftReason::WithoutIdentity]);
        case.patient.name.clear();
        case.requester.name.clear();
        case.unparsed.insert("mtb-date".into(), "2".into());
        for judgement in case.judgements.values_mut() {
            judgement.by.clear();
        }
        assert_eq!(reasons(&set, &case, settings), [DraftReason::WithoutIdentity]);
        let line = draft_line(&set, &case, settings);
        assert_eq!(line.as_deref(), Some("Kladde: patient og rekvirent er ikke nævnt"));
    }
}

#[test]
fn several_reasons_are_listed_in_one_line() {
    let set = embedded().unwrap();
    let case = sample(&set, "missing");
    assert_eq!(reasons(&set, &case, SETTINGS), [DraftReason::AnswersMissing, DraftReason::RequesterUnnamed]);
    let line = draft_line(&set, &case, SETTINGS);
    assert_eq!(line.as_deref(), Some("Kladde: der mangler svar; rekvirenten er ikke angivet"));
}
