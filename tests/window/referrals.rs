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

/// A referral that meets all criteria.
struct Referral {
    indication: &'static str,
    /// The answers to the questions of the disease, as labels of the values.
    answers: &'static [&'static str],
    /// The common answers whose question the form does not ask.
    left_out: &'static [&'static str],
}

impl Referral {
    fn all_answers(&self) -> Vec<&'static str> {
        let common = COMMON.into_iter().filter(|answer| !self.left_out.contains(answer));
        self.answers.iter().copied().chain(common).collect()
    }
}

/// The indications with the answers of a referral that meets all criteria.
pub fn all() -> Vec<(&'static str, Vec<&'static str>)> {
    let referrals = [
        &METASTATIC_SOLID_TUMOUR,
        &SARCOMA,
        &PANCREAS_CANCER,
        &THYMIC_EPITHELIAL_TUMOUR,
        &PRIMARY_BRAIN_TUMOUR,
    ];
    referrals.into_iter().map(|referral| (referral.indication, referral.all_answers())).collect()
}

fn check_referral(referral: &Referral) {
    let indication = referral.indication;
    let mut bench = Bench::new();
    bench.show_indication(indication);
    bench.type_into("CPR-nummer", "020160-9941");
    for label in referral.all_answers() {
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

const METASTATIC_SOLID_TUMOUR: Referral = Referral {
    indication: "metastatic-solid-tumour",
    answers: &[
        "Patientens sygdom: Anden solid tumor",
        "Metastatisk sygdom (spredning): Ja",
        "Metastatisk sygdom ved debut: Nej",
        "Recidiv: Nej",
        "Tilstanden betragtes som uhelbredelig: Ja",
        "Antal linjer, patienten har gennemgået: én mere",
        "Antal linjer, patienten har gennemgået: én mere",
        "Standard medicinsk behandling har svigtet: Ja",
    ],
    left_out: &[],
};

const SARCOMA: Referral = Referral {
    indication: "sarcoma",
    answers: &[
        "Patientens sygdom: Sarkom",
        "Undertype: GIST",
        "Metastatisk sygdom (spredning): Nej",
        "Recidiv: Ja",
        "Histopatologi ved recidiv: Udført eller planlagt",
        "Systemisk behandling overvejes og er klinisk indiceret: Ja",
        "Rekvirenten er tilknyttet et sarkomcenter: Ja",
    ],
    left_out: &[],
};

const PANCREAS_CANCER: Referral = Referral {
    indication: "pancreas-cancer",
    answers: &[
        "Patientens sygdom: Pancreascancer",
        "Formål med WGS: Behandlingsvalg",
        "Tidspunkt for rekvisition: Ved diagnose af metastatisk/uhelbredelig sygdom",
        "Metastatisk sygdom (spredning): Ja",
        "Metastatisk sygdom ved debut: Ja",
        "Væv til primær diagnostik er sikret: Ja",
        "Særskilt væv til WGS er sikret: Ja",
        "Recidiv: Nej",
    ],
    left_out: &[],
};

const THYMIC_EPITHELIAL_TUMOUR: Referral = Referral {
    indication: "thymic-epithelial-tumour",
    answers: &[
        "Patientens sygdom: Thymus epithel celle tumor (TET)",
        "Histologisk type: Thymuscarcinom",
        "Nydiagnosticeret: Ja",
        "Metastatisk sygdom (spredning): Nej",
        "Recidiv: Nej",
        "Stillingtagen til systemisk medicinsk behandling: Ja",
        "Særskilt materiale til WGS er eller bliver indsamlet: Ja",
        "Rekvirenten er tilknyttet Rigshospitalets landsfunktion for thymustumorer: Ja",
    ],
    left_out: &["Indsamling af friskt væv er sikret: Ja"],
};

const PRIMARY_BRAIN_TUMOUR: Referral = Referral {
    indication: "primary-brain-tumour",
    answers: &[
        "Patientens sygdom: Primær hjernetumor",
        "Tumortype: Glioblastom (OBS eller verificeret)",
        "Operation, som vævet til WGS kommer fra: Første",
        "Rekvireres ved vurdering efter operation: Nej",
        "Sufficient materiale ved primær operation: Ja",
        "Rekvirenten er tilknyttet en af de afdelinger, der er beskrevet i kortlægningen: Ja",
    ],
    left_out: &[
        "Vurderet af onkologisk speciallæge: Ja",
        "Biopsi med høj tumorprocent: Sandsynligt",
        "PS og forventet restlevetid er vurderet: Ja",
        "Hidtidig standardbehandling er vurderet: Ja",
    ],
};

#[test]
fn a_referral_for_a_metastatic_solid_tumour_is_complete() {
    check_referral(&METASTATIC_SOLID_TUMOUR);
}

#[test]
fn a_referral_for_sarcoma_is_complete() {
    check_referral(&SARCOMA);
}

#[test]
fn a_referral_for_pancreas_cancer_is_complete() {
    check_referral(&PANCREAS_CANCER);
}

#[test]
fn a_referral_for_a_thymic_epithelial_tumour_is_complete() {
    check_referral(&THYMIC_EPITHELIAL_TUMOUR);
}

#[test]
fn a_referral_for_a_primary_brain_tumour_is_complete() {
    check_referral(&PRIMARY_BRAIN_TUMOUR);
}
