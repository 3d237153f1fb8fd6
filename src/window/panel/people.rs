//! The cards for patient, requester, tumour board and requisition.

use super::text_field::{DATE_WIDTH, FieldStyle, field_id, field_row};
use super::{PanelCx, calendar, patient_remarks};
use crate::case::field;
use crate::text::{TextLimit, excerpt, is_blank};
use crate::window::case::{CaseCommand, Field, FindingWeight, Target, format_date, shown_patient};
use crate::window::command::WindowCommand;
use crate::window::widget::choice::{ChoiceInput, Segment, segmented};
use crate::window::widget::controls::{card, link, section_title, small};
use crate::window::widget::fault_room::{in_fault_room, small_line, tell_fault};
use crate::window::widget::sight::note_if_focused;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, size, space};
use egui::accesskit::Live;
use egui::{Align, Context, Label, Layout, Rect, RichText, Role, Ui, UiBuilder, WidgetInfo};

/// The minimum widths of the fields for the patient in their order, in points.
pub const PATIENT_WIDTHS: [f32; 4] = [165.0, 120.0, DATE_WIDTH, DATE_WIDTH];

/// Whether the user is in a field that says who the patient is: it has the focus, or its calendar is being opened.
pub fn is_in_patient_field(ctx: &Context) -> bool {
    let focused = ctx.memory(|memory| memory.focused());
    let fields = [Field::PatientName, Field::Cpr, Field::BirthDate];
    focused.is_some_and(|id| fields.iter().any(|field| field_id(field) == id))
        || calendar::is_button_pressed(ctx, field_id(&Field::BirthDate))
}

pub fn patient(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        let title = ui.scope(|ui| section_title(ui, texts.get("patient"))).response.rect;
        warn_of_another_patient(ui, cx, title);
        let case = cx.model.case.session().case();
        let cpr = FieldStyle { hint: texts.get("cpr-hint"), ..FieldStyle::line(texts.get("cpr")) };
        // The birth date is needed where the CPR number does not contain it, and can be changed where it was entered.
        let from_cpr = case.patient.cpr.as_ref().and_then(|cpr| cpr.birth_date()).map(format_date);
        // A field with the focus can be typed into: leaving the CPR field may have completed the number.
        let is_focused = ui.memory(|memory| memory.focused()) == Some(field_id(&Field::BirthDate));
        let is_entered = case.patient.birth_date.is_some() || Field::BirthDate.is_unparsed(case);
        let known = from_cpr.filter(|_| !is_entered && !is_focused).unwrap_or_default();
        let birth_date = FieldStyle { known: &known, ..FieldStyle::date(texts, texts.get("birth-date")) };
        let [for_name, for_cpr, for_birth_date, for_assessed_on] = PATIENT_WIDTHS;
        let assessed_on = FieldStyle::date(texts, texts.get("assessed-on"));
        let fields = [
            (Field::PatientName, FieldStyle::line(texts.get("name")), for_name),
            (Field::Cpr, cpr, for_cpr),
            (Field::BirthDate, birth_date, for_birth_date),
            (Field::AssessedOn, assessed_on, for_assessed_on),
        ];
        field_row(ui, cx, &fields);
        patient_remarks::show(ui, cx);
    });
}

/// Draws whom the answers belong to while another patient is typed: beside the title, where it moves nothing.
fn warn_of_another_patient(ui: &mut Ui, cx: &PanelCx, title: Rect) {
    let session = cx.model.case.session();
    if !session.names_another_patient() {
        return;
    }
    let before = shown_patient(&session.case_of_patient_before(), cx.say);
    let words = cx.say.texts.with("new-patient-warning", &[("patient", before.into())]);
    let left = title.right() + space::CARDS;
    let rest = Rect::from_x_y_ranges(left..=ui.max_rect().right().max(left), title.y_range());
    let beside = UiBuilder::new().max_rect(rest).layout(Layout::left_to_right(Align::Center));
    let ui = &mut ui.new_child(beside);
    let shown = RichText::new(&words).font(regular(size::SMALL));
    let shown = shown.color(cx.theme.finding(FindingWeight::Contradiction));
    let response = ui.add(Label::new(shown).truncate().show_tooltip_when_elided(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    let whole = ui.painter().layout_no_wrap(words.clone(), regular(size::SMALL), cx.theme.text);
    if whole.size().x > rest.width() {
        tip::on_hover(ui, cx.theme, &response, TipSide::Below, || words);
    }
}

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
        let is_kept = cx.model.case.is_requester_of_profile(&cx.model.settings.profile);
        if !is_blank(&cx.model.case.session().case().requester.name) && !is_kept {
            ui.add_space(space::PARTS);
            if link(ui, cx.theme, texts.get("keep-requester")).clicked() {
                cx.ask(WindowCommand::KeepRequesterAsProfile);
            }
        }
    });
}

/// Draws the choice of the region, which determines the center that the sample is sent to.
fn region(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    let set = cx.model.case.session().set();
    let case = cx.model.case.session().case();
    let unparsed = case.unparsed.get(field::REGION);
    let entered = excerpt(unparsed.unwrap_or(&case.requester.region).trim(), TextLimit::Line.max_chars());
    let found = set.region(&entered);
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
    let top = ui.cursor().min;
    small(ui, cx.theme, texts.get("region"));
    let focus = cx.takes_focus(&Target::Field(Field::Region));
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
    let line = small_line(ui);
    in_fault_room(ui, line, |ui| match found {
        Some((centre, _)) => {
            let text = texts.with("samples-go-to", &[("centre", cx.say.of(&centre.name).into())]);
            small(ui, cx.theme, &text);
        }
        None if !entered.is_empty() => {
            let text = texts.with("unknown-region", &[("region", entered.as_ref().into())]);
            tell_fault(ui.ctx(), id, &text);
            ui.label(RichText::new(text).font(regular(size::SMALL)).color(cx.theme.not_met));
        }
        None => {}
    });
    note_if_focused(ui, id, Rect::from_min_max(top, ui.min_rect().max));
}

pub fn tumour_board(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("tumour-board"));
        let date = FieldStyle::date(texts, texts.get("mtb-date"));
        field_row(
            ui,
            cx,
            &[
                (Field::MtbName, FieldStyle::line(texts.get("mtb-name")), 260.0),
                (Field::MtbDate, date, DATE_WIDTH),
            ],
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
