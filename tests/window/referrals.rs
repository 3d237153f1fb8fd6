//! A complete referral for each indication, answered by mouse, until all criteria are met and the report is exported.

use crate::bench::Bench;
use egui::{Key, Modifiers};
use wgs_referral::assessment::Status;
use wgs_referral::desktop::{PathPurpose, Request};

/// Answers to the questions that the forms share. A test names those that its form does not ask.
const COMMON: [&str; 10] = [
    "Performance status (ECOG): 1",
    "Primær diagnostik med histopatologi: Foreligger",
    "Væv til WGS: Friskt",
    "Indsamling af friskt væv er sikret: Ja",
    "Vurderet af onkologisk speciallæge: Ja",
    "Biopsi med høj tumorprocent: Sandsynligt",
    "PS og forventet restlevetid er vurderet: Ja",
    "Hidtidig standardbehandling er vurderet: Ja",
    "Rekvirent og personale kender NGC's lægefaglige information: Ja",
    "Adgang til specialister til drøftelse af svaret: Ja",
];

fn check_referral(indication: &str, clicks: &[&str], left_out: &[&str]) {
    let mut bench = Bench::new();
    bench.show_indication(indication);
    bench.type_into("CPR-nummer", "020160-9941");
    for label in clicks {
        bench.click(label);
    }
    for label in COMMON.iter().filter(|label| !left_out.contains(label)) {
        bench.click(label);
    }
    let assessment = bench.window().case().session().assessment().clone();
    assert_eq!(assessment.overall, Status::Met, "{indication}: {:?}", assessment.gaps());
    assert_eq!(assessment.recommendations, Default::default(), "{indication}");
    assert!(bench.has("Kriterierne er vurderet som opfyldt"));
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    assert!(
        matches!(&bench.take_all_requests()[..], [Request::PickPath(PathPurpose::PdfToExport { .. }, _)]),
        "{indication}"
    );
}

#[test]
fn a_referral_for_a_metastatic_solid_tumour_is_complete() {
    let clicks = [
        "Patientens sygdom: Anden solid tumor",
        "Metastatisk sygdom (spredning): Ja",
        "Metastatisk sygdom ved debut: Nej",
        "Recidiv: Nej",
        "Tilstanden betragtes som uhelbredelig: Ja",
        "Antal linjer, patienten har gennemgået: én mere",
        "Antal linjer, patienten har gennemgået: én mere",
        "Standard medicinsk behandling har svigtet: Ja",
    ];
    check_referral("metastatic-solid-tumour", &clicks, &[]);
}

#[test]
fn a_referral_for_sarcoma_is_complete() {
    let clicks = [
        "Patientens sygdom: Sarkom",
        "Undertype: GIST",
        "Metastatisk sygdom (spredning): Nej",
        "Recidiv: Ja",
        "Histopatologi ved recidiv: Udført eller planlagt",
        "Systemisk behandling overvejes og er klinisk indiceret: Ja",
        "Rekvirenten er tilknyttet et sarkomcenter: Ja",
    ];
    check_referral("sarcoma", &clicks, &[]);
}

#[test]
fn a_referral_for_pancreas_cancer_is_complete() {
    let clicks = [
        "Patientens sygdom: Pancreascancer",
        "Formål med WGS: Behandlingsvalg",
        "Tidspunkt for rekvisition: Ved diagnose af metastatisk/uhelbredelig sygdom",
        "Metastatisk sygdom (spredning): Ja",
        "Metastatisk sygdom ved debut: Ja",
        "Væv til primær diagnostik er sikret: Ja",
        "Særskilt væv til WGS er sikret: Ja",
        "Recidiv: Nej",
    ];
    check_referral("pancreas-cancer", &clicks, &[]);
}

#[test]
fn a_referral_for_a_thymic_epithelial_tumour_is_complete() {
    let clicks = [
        "Patientens sygdom: Thymusepitelial tumor (TET)",
        "Histologisk type: Thymuscarcinom",
        "Nydiagnosticeret: Ja",
        "Metastatisk sygdom (spredning): Nej",
        "Recidiv: Nej",
        "Stillingtagen til systemisk medicinsk behandling: Ja",
        "Særskilt materiale til WGS er eller bliver indsamlet: Ja",
        "Rekvirenten er tilknyttet Rigshospitalets landsfunktion for thymustumorer: Ja",
    ];
    check_referral("thymic-epithelial-tumour", &clicks, &["Indsamling af friskt væv er sikret: Ja"]);
}

#[test]
fn a_referral_for_a_primary_brain_tumour_is_complete() {
    let clicks = [
        "Patientens sygdom: Primær hjernetumor",
        "Tumortype: Glioblastom (OBS eller verificeret)",
        "Operation, som vævet til WGS kommer fra: Første",
        "Rekvireres ved vurdering efter operation: Nej",
        "Sufficient materiale ved primær operation: Ja",
        "Rekvirenten er tilknyttet en af de afdelinger, der er beskrevet i kortlægningen: Ja",
    ];
    let not_asked = [
        "Vurderet af onkologisk speciallæge: Ja",
        "Biopsi med høj tumorprocent: Sandsynligt",
        "PS og forventet restlevetid er vurderet: Ja",
        "Hidtidig standardbehandling er vurderet: Ja",
    ];
    check_referral("primary-brain-tumour", &clicks, &not_asked);
}
