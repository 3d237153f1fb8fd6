//! Patient, requester, tumour board and requisition.

use super::Cx;
use super::controls::{Look, card, field_row, section_title, small};
use crate::case::{Age, Cpr, CprError, field};
use crate::window::field::Field;
use crate::window::theme::{regular, size};
use egui::{RichText, Ui};

pub fn patient(ui: &mut Ui, cx: &mut Cx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("patient"));
        let date = |label| Look {
            hint: texts.get("date-hint"),
            unread: texts.get("unread-date"),
            ..Look::line(label)
        };
        let case = cx.state.session.case();
        let typed = case.unread.get(field::CPR).map(|text| Cpr::parse(text));
        let unread = match typed {
            Some(Err(CprError::ImpossibleDate)) => "unread-cpr-date",
            Some(Ok(_) | Err(_)) | None => "unread-cpr",
        };
        let cpr =
            Look { hint: texts.get("cpr-hint"), unread: texts.get(unread), ..Look::line(texts.get("cpr")) };
        let mut fields = vec![
            (Field::PatientName, Look::line(texts.get("name")), 220.0),
            (Field::Cpr, cpr, 120.0),
            (Field::AssessedOn, date(texts.get("assessed-on")), 110.0),
        ];
        // Asked for where the number does not tell it, and shown where it was given.
        let told = case.patient.cpr.as_ref().is_some_and(|cpr| cpr.birth_date().is_some());
        if !told || case.patient.birth_date.is_some() || Field::BirthDate.is_unread(case) {
            fields.insert(2, (Field::BirthDate, date(texts.get("birth-date")), 110.0));
        }
        field_row(ui, cx, &fields);
        remarks(ui, cx);
    });
}

/// What does not fit together is pointed out; nothing is blocked.
fn remarks(ui: &mut Ui, cx: &Cx) {
    let case = cx.state.session.case();
    match case.age() {
        age @ Age::Years(_) if case.patient.age.is_some() => {
            let text = cx.say.texts.with("age-only", &[("age", cx.say.age(age).into())]);
            small(ui, cx.theme, &text);
        }
        Age::Years(_) | Age::Unknown => {}
        age @ (Age::Disagreeing | Age::NotBorn) => {
            ui.label(RichText::new(cx.say.age(age)).font(regular(size::SMALL)).color(cx.theme.not_met));
        }
    }
    if let Some(cpr) = &case.patient.cpr {
        if cpr.is_replacement() && case.patient.birth_date.is_none() {
            small(ui, cx.theme, cx.say.texts.get("replacement-number"));
        } else if cpr.fails_modulus_11() {
            small(ui, cx.theme, cx.say.texts.get("modulus-11"));
        }
    }
}

pub fn requester(ui: &mut Ui, cx: &mut Cx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("requester"));
        field_row(
            ui,
            cx,
            &[
                (Field::RequesterName, Look::line(texts.get("requester-name")), 220.0),
                (Field::AuthorisationId, Look::line(texts.get("authorisation-id")), 120.0),
                (Field::Department, Look::line(texts.get("department")), 180.0),
                (Field::Hospital, Look::line(texts.get("hospital")), 180.0),
                (Field::Region, Look::line(texts.get("region")), 160.0),
                (Field::Phone, Look::line(texts.get("phone")), 120.0),
            ],
        );
        region_remark(ui, cx);
    });
}

/// Where the sample goes follows from the region.
fn region_remark(ui: &mut Ui, cx: &Cx) {
    let region = cx.state.session.case().requester.region.trim();
    if region.is_empty() {
        return;
    }
    match cx.state.session.set().region(region) {
        Some((centre, _)) => {
            let text = cx.say.texts.with("samples-go-to", &[("centre", cx.say.of(&centre.name).into())]);
            small(ui, cx.theme, &text);
        }
        None => {
            small(ui, cx.theme, cx.say.texts.get("unknown-region"));
        }
    }
}

pub fn tumour_board(ui: &mut Ui, cx: &mut Cx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("tumour-board"));
        let date = Look {
            hint: texts.get("date-hint"),
            unread: texts.get("unread-date"),
            ..Look::line(texts.get("mtb-date"))
        };
        field_row(
            ui,
            cx,
            &[(Field::MtbName, Look::line(texts.get("mtb-name")), 260.0), (Field::MtbDate, date, 110.0)],
        );
        field_row(ui, cx, &[(Field::MtbNote, Look::lines(texts.get("mtb-note"), 2), 300.0)]);
    });
}

pub fn requisition(ui: &mut Ui, cx: &mut Cx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("requisition"));
        field_row(
            ui,
            cx,
            &[
                (Field::RequisitionNumber, Look::line(texts.get("requisition-number")), 180.0),
                (Field::SampleId, Look::line(texts.get("sample-id")), 180.0),
            ],
        );
        field_row(ui, cx, &[(Field::RequisitionNote, Look::lines(texts.get("requisition-note"), 2), 300.0)]);
    });
}
