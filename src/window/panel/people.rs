//! Patient, requester, tumour board and requisition.

use super::PanelCx;
use super::text_field::{DATE, FieldStyle, field_id, field_row};
use crate::case::{Age, Cpr, CprError, field};
use crate::window::case::{CaseCommand, Field, Target};
use crate::window::widget::choice::{ChoiceInput, Segment, segmented};
use crate::window::widget::controls::{card, section_title, small};
use crate::window::widget::{regular, size};
use egui::accesskit::Live;
use egui::{RichText, Ui};

pub fn patient(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("patient"));
        let case = cx.model.case.session().case();
        let typed = case.unparsed.get(field::CPR).map(|text| Cpr::parse(text));
        let unread = match typed {
            Some(Err(CprError::ImpossibleDate)) => "unread-cpr-date",
            Some(Ok(_) | Err(_)) | None => "unread-cpr",
        };
        let cpr = FieldStyle {
            hint: texts.get("cpr-hint"),
            unread: texts.get(unread),
            ..FieldStyle::line(texts.get("cpr"))
        };
        let mut fields = vec![
            (Field::PatientName, FieldStyle::line(texts.get("name")), 165.0),
            (Field::Cpr, cpr, 120.0),
            (Field::AssessedOn, FieldStyle::date(texts, texts.get("assessed-on")), DATE),
        ];
        // Asked for where the number does not tell it, and shown where it was given.
        let told = case.patient.cpr.as_ref().is_some_and(|cpr| cpr.birth_date().is_some());
        // While it has the focus it stays: the number may have become whole by the key that led here.
        let focused = ui.memory(|memory| memory.focused()) == Some(field_id(&Field::BirthDate));
        let given = case.patient.birth_date.is_some() || Field::BirthDate.is_unread(case);
        if !told || given || focused {
            fields.insert(2, (Field::BirthDate, FieldStyle::date(texts, texts.get("birth-date")), DATE));
        }
        field_row(ui, cx, &fields);
        remarks(ui, cx);
    });
}

/// What does not fit together is pointed out; nothing is blocked.
fn remarks(ui: &mut Ui, cx: &PanelCx) {
    let texts = cx.say.texts;
    let case = cx.model.case.session().case();
    let warn = |ui: &mut Ui, text: &str| {
        let response = ui.label(RichText::new(text).font(regular(size::SMALL)).color(cx.theme.not_met));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    };
    match case.age() {
        age @ Age::Years(_) if case.patient.age.is_some() => {
            small(ui, cx.theme, &texts.with("age-only", &[("age", cx.say.age(age).into())]));
        }
        Age::Years(years) if !(YOUNGEST_LIKELY..=OLDEST_LIKELY).contains(&years) => {
            warn(ui, &texts.with("age-unlikely", &[("years", years.into())]));
        }
        Age::Years(_) | Age::Unknown => {}
        age @ (Age::Disagreeing | Age::NotBorn) => warn(ui, &cx.say.age(age)),
    }
    if let Some(cpr) = &case.patient.cpr {
        if cpr.is_replacement() && case.patient.birth_date.is_none() {
            small(ui, cx.theme, texts.get("replacement-number"));
        } else if cpr.fails_modulus_11() {
            small(ui, cx.theme, texts.get("modulus-11"));
        }
    }
    let today = cx.model.today;
    match case.assessed_on {
        Some(date) if date < today => {
            small(ui, cx.theme, &texts.with("assessed-in-the-past", &[("date", cx.say.date(date).into())]));
        }
        Some(date) if date > today => {
            warn(ui, &texts.with("assessed-in-the-future", &[("date", cx.say.date(date).into())]));
        }
        Some(_) | None => {}
    }
}

/// Few patients are older: the number or the date is looked at again. In years.
const OLDEST_LIKELY: u16 = 105;
/// Children are seldom seen where adults' cancers are treated. In years.
const YOUNGEST_LIKELY: u16 = 18;

pub fn requester(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("requester"));
        field_row(
            ui,
            cx,
            &[
                (Field::RequesterName, FieldStyle::line(texts.get("requester-name")), 220.0),
                (Field::AuthorisationId, FieldStyle::line(texts.get("authorisation-id")), 120.0),
                (Field::Department, FieldStyle::line(texts.get("department")), 180.0),
                (Field::Hospital, FieldStyle::line(texts.get("hospital")), 180.0),
                (Field::Phone, FieldStyle::line(texts.get("phone")), 120.0),
            ],
        );
        region(ui, cx);
    });
}

/// The regions of the criteria set. Where the sample goes follows from the region.
fn region(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    let set = cx.model.case.session().set();
    let written = cx.model.case.session().case().requester.region.trim();
    let found = set.region(written);
    let names: Vec<&str> =
        set.centres.iter().flat_map(|centre| &centre.regions).map(|region| region.name.as_str()).collect();
    let chosen = found.map(|(_, region)| region.name.as_str());
    let segments: Vec<Segment> = names
        .iter()
        .map(|name| Segment {
            label: name.strip_prefix("Region ").unwrap_or(name),
            chosen: chosen == Some(*name),
        })
        .collect();
    small(ui, cx.theme, texts.get("region"));
    let focus = cx.arrives_at(&Target::Field(Field::Region));
    let id = field_id(&Field::Region);
    match segmented(ui, cx.theme, id, texts.get("region"), &segments, focus) {
        Some(ChoiceInput::Value(at)) => {
            let name = names.get(at).copied().unwrap_or_default();
            cx.ask(CaseCommand::Edit(Field::Region, name.to_owned()));
            cx.ask(CaseCommand::LeaveField(Field::Region));
        }
        Some(ChoiceInput::Nothing) => {
            cx.ask(CaseCommand::Edit(Field::Region, String::new()));
            cx.ask(CaseCommand::LeaveField(Field::Region));
        }
        None => {}
    }
    match found {
        Some((centre, _)) => {
            let text = texts.with("samples-go-to", &[("centre", cx.say.of(&centre.name).into())]);
            small(ui, cx.theme, &text);
        }
        None if !written.is_empty() => {
            let text = texts.with("unknown-region", &[("region", written.into())]);
            ui.label(RichText::new(text).font(regular(size::SMALL)).color(cx.theme.not_met));
        }
        None => {}
    }
}

pub fn tumour_board(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("tumour-board"));
        let date = FieldStyle::date(texts, texts.get("mtb-date"));
        field_row(
            ui,
            cx,
            &[(Field::MtbName, FieldStyle::line(texts.get("mtb-name")), 260.0), (Field::MtbDate, date, DATE)],
        );
        field_row(ui, cx, &[(Field::MtbNote, FieldStyle::lines(texts.get("mtb-note"), 2), 300.0)]);
    });
}

pub fn requisition(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("requisition"));
        field_row(
            ui,
            cx,
            &[
                (Field::RequisitionNumber, FieldStyle::line(texts.get("requisition-number")), 180.0),
                (Field::SampleId, FieldStyle::line(texts.get("sample-id")), 180.0),
            ],
        );
        field_row(
            ui,
            cx,
            &[(Field::RequisitionNote, FieldStyle::lines(texts.get("requisition-note"), 2), 300.0)],
        );
    });
}
