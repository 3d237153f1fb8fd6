//! The remarks on contradictory or unlikely numbers and dates of birth, below the fields. They do not block the user.
//! All of them stand in one text, in room that is always there: the fields and the form below are being used. The
//! text begins at the field of the number, where that is beside the others. What is said of the day of assessment
//! stands at its field.

use super::PanelCx;
use super::text_field::field_id;
use crate::case::Age;
use crate::text::char_count;
use crate::window::case::{CaseWarning, Field, FindingWeight};
use crate::window::widget::controls::DIVIDER;
use crate::window::widget::dots::with_bound_dots;
use crate::window::widget::sight::note_fault;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, size};
use egui::accesskit::Live;
use egui::text::LayoutJob;
use egui::{Color32, Galley, Role, Sense, TextFormat, Ui, WidgetInfo};
use std::sync::Arc;

/// What is said of the patient.
struct PatientRemark {
    words: String,
    /// The same without advice, for several remarks at once.
    short: String,
    /// `None`: it is no mistake, and not announced.
    weight: Option<FindingWeight>,
    /// The field in which a mistake is corrected.
    field: Option<Field>,
}

/// Draws the remarks: in full where the room is enough for that, or else in short, with the whole in a tooltip.
pub fn show(ui: &mut Ui, cx: &PanelCx) {
    let line = ui.max_rect().x_range();
    let left = place_of_number(ui).unwrap_or(line.min).clamp(line.min, line.max);
    let indent = left - line.min;
    let width = ui.available_width() - indent;
    let longest = longest_in_short(cx);
    let room = lay_out(ui, &[(longest, Color32::PLACEHOLDER)], DIVIDER, width).size().y.ceil();
    let remarks = remarks(cx);
    let color = |remark: &PatientRemark| match remark.weight {
        Some(weight) => cx.theme.finding(weight),
        None => cx.theme.muted,
    };
    let texts = |text: fn(&PatientRemark) -> &str| -> Vec<(String, Color32)> {
        remarks.iter().map(|remark| (text(remark).to_owned(), color(remark))).collect()
    };
    let in_full = lay_out(ui, &texts(|remark| &remark.words), " ", width);
    let is_whole = in_full.size().y <= room;
    let galley = if is_whole { in_full } else { lay_out(ui, &texts(|remark| &remark.short), DIVIDER, width) };
    let (id, rect) = ui.allocate_space(egui::vec2(indent + width, room));
    let rect = rect.with_min_x(rect.min.x + indent);
    for (at, remark) in remarks.iter().enumerate() {
        // Each is told to screen readers by itself, when it comes.
        let response = ui.interact(rect, id.with(at), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &remark.words));
        if remark.weight.is_some() {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        }
        if let Some(field) = &remark.field {
            note_fault(ui, field_id(field), rect);
        }
        if at == 0 && !is_whole {
            let whole = || remarks.iter().map(|remark| remark.words.as_str()).collect::<Vec<_>>().join("\n");
            tip::on_hover(ui, cx.theme, &response, TipSide::Below, whole);
        }
    }
    ui.painter().galley(rect.min, galley, cx.theme.muted);
}

/// The left end of the field of the CPR number, in points; `None`: other fields stand below it.
fn place_of_number(ui: &Ui) -> Option<f32> {
    let [number, last] = [Field::Cpr, Field::AssessedOn]
        .map(|field| ui.ctx().read_response(field_id(&field)).map(|response| response.rect));
    let (number, last) = (number?, last?);
    (number.top() == last.top()).then_some(number.left())
}

fn lay_out(ui: &Ui, parts: &[(String, Color32)], divider: &str, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (at, (text, color)) in parts.iter().enumerate() {
        let divider = if at > 0 { divider } else { "" };
        let text = with_bound_dots(&format!("{divider}{text}"));
        job.append(&text, 0.0, TextFormat::simple(regular(size::SMALL), *color));
    }
    if parts.is_empty() {
        job.append(" ", 0.0, TextFormat::simple(regular(size::SMALL), Color32::PLACEHOLDER));
    }
    ui.painter().layout_job(job)
}

/// The remarks, the gravest first.
fn remarks(cx: &PanelCx) -> Vec<PatientRemark> {
    let texts = cx.say.texts;
    let case = cx.model.case.session().case();
    let mut warnings = CaseWarning::about_patient(case, cx.model.today);
    let is_in_past = warnings.iter().any(|warning| matches!(warning, CaseWarning::AssessedInPast(_)));
    warnings.retain(|warning| warning.words_at_field(cx.say).is_none());
    let about_cpr = case.patient.cpr.as_ref().and_then(|cpr| {
        if cpr.is_replacement() && case.patient.birth_date.is_none() {
            Some(["replacement-number", "replacement-number-short"])
        } else if cpr.fails_modulus_11() && cpr.is_born_on_new_year() {
            Some(["modulus-11-new-year", "modulus-11-new-year-short"])
        } else {
            None
        }
    });
    let is_plain = about_cpr.is_none() && warnings.is_empty();
    let mut remarks: Vec<PatientRemark> = warnings
        .into_iter()
        .map(|warning| PatientRemark {
            words: warning.words(cx.say),
            short: warning.short_words(cx.say),
            weight: Some(warning.weight()),
            field: Some(warning.fields(case).0).filter(|_| warning.weight() < FindingWeight::Note),
        })
        .collect();
    remarks.sort_by_key(|remark| remark.weight);
    let plain = |words: String, short: String| PatientRemark { words, short, weight: None, field: None };
    remarks.extend(about_cpr.map(|ids| {
        let [words, short] = ids.map(|id| texts.get(id).to_owned());
        plain(words, short)
    }));
    if let age @ Age::Years(_) = case.age() {
        let age = cx.say.age(age);
        if case.patient.age.is_some() {
            let [words, short] =
                ["age-only", "age-only-short"].map(|id| texts.with(id, &[("age", age.as_str().into())]));
            remarks.push(plain(words, short));
        } else if is_plain {
            // The room is there for what may be said; without a remark, it has what the criteria ask for.
            let words = match case.assessed_on.filter(|_| is_in_past) {
                Some(day) => {
                    let arguments = [("age", age.into()), ("date", cx.say.date(day).into())];
                    texts.with("age-as-of", &arguments)
                }
                None => format!("{}: {age}", texts.get("age-label")),
            };
            remarks.push(plain(words.clone(), words));
        }
    }
    remarks
}

/// The longest of all that can be said in short at once: of the number and of the age. An age alone is that of a case
/// without a number.
fn longest_in_short(cx: &PanelCx) -> String {
    /// An age with three digits.
    const YEARS: u16 = 110;
    let texts = cx.say.texts;
    let short = |warning: CaseWarning| warning.short_words(cx.say);
    let longest =
        |texts: Vec<String>| texts.into_iter().max_by_key(|text| char_count(text)).unwrap_or_default();
    let plain = ["replacement-number-short", "modulus-11-new-year-short"].map(|id| texts.get(id).to_owned());
    let of_number = longest(plain.into_iter().chain([short(CaseWarning::UnlikelyCpr)]).collect());
    let doubts = [
        CaseWarning::UnlikelyAge(YEARS),
        CaseWarning::ImpossibleAge(Age::Disagreeing),
        CaseWarning::ImpossibleAge(Age::NotBorn),
    ];
    let of_age = longest(doubts.map(short).to_vec());
    let age = cx.say.age(Age::Years(YEARS));
    let age_alone = texts.with("age-only-short", &[("age", age.into())]);
    longest(vec![[of_number, of_age].join(DIVIDER), age_alone])
}
