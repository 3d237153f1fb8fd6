//! What the window knows about the case that it shows. The next case replaces all of it at once.

mod assessment_day;
mod calendar;
mod command;
mod date_doubt;
mod edit;
mod field;
mod file_name;
mod findings;
mod history;
mod id;
mod judgement_progress;
mod kept_answer;
mod key_answer;
mod navigation;
mod notice_list;
mod overlong;
mod paper;
mod paper_match;
mod patient_of_answers;
mod preview;
mod profile;
mod reconfirm;
mod report;
mod requester_notes;
mod sealed;
mod session;
mod shown_form;
mod steps;
mod warnings;

pub use calendar::{Calendar, CalendarCommand, CalendarMove};
pub use command::CaseCommand;
pub use date_doubt::DateDoubt;
pub use field::{Field, FieldFormat, format_date};
pub use findings::{Finding, is_unusual_code};
pub use history::Change;
pub use id::CaseId;
pub use judgement_progress::JudgementProgress;
pub use kept_answer::KeptAnswerState;
use navigation::PendingTarget;
pub use navigation::{Target, TargetPlace, View};
pub use overlong::{shown_patient, shown_patient_name, unnamed_id};
pub use paper_match::PaperMatch;
pub use patient_of_answers::EnteredPatient;
pub use preview::{PagesVersion, Preview, PreviewSight};
pub use report::{ReportChoice, ReportDraft, SaveState, SavedReport};
pub use requester_notes::WhichDoctor;
pub use sealed::{SealedCase, SealedContent};
pub use session::{Session, SourcePdf};
pub use shown_form::ShownForm;
pub use steps::ReportStep;
pub use warnings::{CaseWarning, FindingWeight};

use self::assessment_day::BeforeNewDay;
use self::file_name::FileNameMemory;
use self::key_answer::BeforeKeyAnswer;
use self::patient_of_answers::TypedOverPatient;
use self::profile::RequesterSnapshot;
use self::requester_notes::RequesterNotes;
use super::notice::Notice;
use crate::case::Case;
use crate::definition::{JudgementId, QuestionId, RowId};
use crate::desktop::{JobId, Protection};
use crate::files::Fingerprint;
use crate::settings::RequesterProfile;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The case that is shown, and what of the window dies with it.
pub struct CaseView {
    id: CaseId,
    session: Session,
    editing: Option<Editing>,
    calendar: Option<Calendar>,
    view: View,
    /// Whether the criteria are shown in place of the form, where there is no room for both.
    shows_criteria: bool,
    unfolded: BTreeSet<RowId>,
    unfolded_whys: BTreeSet<JudgementId>,
    /// Where the next frame leads.
    pending_target: Option<PendingTarget>,
    /// The step that the user was led to last.
    last_step: Option<ReportStep>,
    notices: Vec<Notice>,
    /// Whether a window that is low shows all notices, and not only one line.
    shows_all_notices: bool,
    preview: Option<Preview>,
    report_draft: ReportDraft,
    /// The reports of this case that were exported, one for each path, the latest last.
    saved_reports: Vec<SavedReport>,
    /// The write of this case that was started last.
    last_write: Option<JobId>,
    /// The latest write of this case that succeeded.
    last_saved: Option<JobId>,
    /// The user as requester.
    profile: RequesterProfile,
    /// Whether the overview shows the first steps. They stay in place until the user leaves the overview of a case with
    /// content.
    shows_welcome: bool,
    /// What was confirmed since the case was opened.
    reconfirmed: BTreeSet<usize>,
    /// The questions whose kept answers were confirmed since the case was opened. What was to be confirmed keeps its
    /// place in the form.
    confirmed_answers: BTreeSet<QuestionId>,
    /// The patient who was typed over the one of this case and gets the next one, once this case is saved or discarded.
    waiting_patient: Option<TypedOverPatient>,
    /// What comes back if the keys that answered last turn out to be text.
    before_key_answer: Option<BeforeKeyAnswer>,
    file_name: FileNameMemory,
    requester_notes: RequesterNotes,
}

/// A field that is being typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Editing {
    field: Field,
    /// The text as typed. The case has it as it was understood.
    text: String,
    /// The requester when the user began to type.
    requester: RequesterSnapshot,
    /// What went with the day of assessment when the user began to type.
    before_new_day: BeforeNewDay,
}

impl CaseView {
    /// The first case of a window.
    pub fn first(session: Session) -> Self {
        CaseView::new(CaseId::default(), session)
    }

    fn new(id: CaseId, session: Session) -> Self {
        CaseView {
            id,
            editing: None,
            calendar: None,
            view: View::Overview,
            shows_criteria: false,
            unfolded: BTreeSet::new(),
            unfolded_whys: BTreeSet::new(),
            pending_target: None,
            last_step: None,
            notices: Vec::new(),
            shows_all_notices: false,
            preview: None,
            report_draft: ReportDraft::default(),
            saved_reports: Vec::new(),
            last_write: None,
            last_saved: None,
            profile: RequesterProfile::default(),
            shows_welcome: session.is_blank(),
            session,
            reconfirmed: BTreeSet::new(),
            confirmed_answers: BTreeSet::new(),
            waiting_patient: None,
            before_key_answer: None,
            file_name: FileNameMemory::default(),
            requester_notes: RequesterNotes::default(),
        }
    }

    /// The view of the next case. How the window is divided stays: the view, and whether and how large the
    /// preview is shown. So do the user's profile, and what was told of the settings. Nothing else comes
    /// from this case.
    pub fn next(&self, session: Session) -> Self {
        CaseView {
            view: self.view,
            preview: self.preview.as_ref().map(Preview::for_next_case),
            profile: self.profile.clone(),
            notices: self
                .notices
                .iter()
                .filter(|notice| notice.message.is_about_settings())
                .cloned()
                .collect(),
            ..CaseView::new(self.id.next(), session)
        }
    }

    /// Starts an untouched case again, with other values filled in. It stays the same case, in a later revision.
    pub(crate) fn restart(&mut self, session: Session) {
        self.session = session.after(&self.session);
    }

    /// Sets the user's profile, which the requester's name is compared with.
    pub(crate) fn set_profile(&mut self, profile: RequesterProfile) {
        self.profile = profile;
    }

    /// The requester of the case, with the answers about that doctor, as a profile.
    pub(crate) fn requester_as_profile(&self) -> RequesterProfile {
        profile::profile_of(self.session.case(), self.session.set())
    }

    /// Whether saving the requester as the profile would change nothing.
    pub fn is_requester_of_profile(&self, profile: &RequesterProfile) -> bool {
        self.requester_as_profile() == *profile
    }

    /// Whether the answer to a question is that of the user's profile.
    pub fn is_from_profile(&self, question: &QuestionId) -> bool {
        profile::is_from_profile(self.session.case(), question, &self.profile)
    }

    /// Identifies the case among those that the window has shown.
    pub fn id(&self) -> CaseId {
        self.id
    }

    /// The case and what follows from it.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Notes that a write of the case was started.
    pub(crate) fn write_started(&mut self, job: JobId) {
        self.last_write = Some(job);
    }

    /// The write of the case that was started last; it may have ended.
    pub fn last_write(&self) -> Option<JobId> {
        self.last_write
    }

    /// Whether no write of the case was started after this one.
    pub fn is_last_write(&self, job: JobId) -> bool {
        self.last_write == Some(job)
    }

    /// Notes that the case was written. A write that ends after a later one changes nothing: the case belongs
    /// to the file of the later one.
    pub(crate) fn note_saved(
        &mut self,
        job: JobId,
        path: PathBuf,
        written: Case,
        fingerprint: Fingerprint,
        protection: Protection,
    ) {
        if self.last_saved.is_none_or(|last| job > last) {
            self.last_saved = Some(job);
            self.session.note_saved(path, written, fingerprint, protection);
            self.drop_notices_until_saved();
        }
    }

    /// Makes the next save ask for a path: the file holds what could not be read, and must not be overwritten.
    pub(crate) fn clear_path(&mut self) {
        self.session.clear_path();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::definition::{Language, embedded};
    use crate::desktop::ContentToSeal;
    use crate::desktop::{DrawnPages, ExportedReport, UnsavedChanges};
    use crate::files::FilePlace;
    use crate::pdf::PagePicture;
    use crate::window::flow::ExportedState;
    use crate::window::notice::{Message, NoticeKind, Reason};
    use crate::window::widget::choice::RunPlace;
    use jiff::civil::date;
    use std::path::Path;
    use std::sync::Arc;

    /// A case in which every field of its view is filled.
    fn filled() -> CaseView {
        let today = date(2026, 11, 22);
        let set = Arc::new(embedded().unwrap());
        let mut view = CaseView::first(Session::blank(set.clone(), today));
        view.shows_welcome = false;
        view.edit(Field::PatientName, "Bente Testperson".to_owned(), today);
        view.leave_field();
        view.write_started(JobId::FIRST);
        let case = view.session().case().clone();
        let fingerprint = Fingerprint::of(b"");
        view.note_saved(JobId::FIRST, "/t/a.wgscase".into(), case, fingerprint, Protection::Plain);
        view.go_to_next_step(view.report_settings(Language::Da, today));
        view.go_to(Target::Row("age".into()));
        view.toggle_preview();
        for (path, with_case) in [("/t/a.pdf", true), ("/t/b.pdf", false)] {
            view.choose_report(ReportChoice::WithCase(with_case));
            let settings = view.report_settings(Language::Da, today);
            let id = view.report(settings).id;
            let state = ExportedState::new(true, settings, view.session().case());
            let fingerprint = Fingerprint::of(path.as_bytes());
            let place = FilePlace::of(Path::new(path));
            let report = ExportedReport { id, fingerprint, place, replaced: Vec::new() };
            view.note_exported(SavedReport::new(path.into(), report, state));
        }
        let settings = view.report_settings(Language::Da, today);
        view.set_preview_sight(PreviewSight::new(150, 0..=0, 0));
        view.show_form();
        let (version, _) = view.next_pages_to_draw(settings).unwrap();
        let picture = PagePicture { width: 1, height: 1, rgba: vec![255; 4] };
        view.set_page_pictures(version, Some(DrawnPages { pictures: vec![(0, picture)], count: 3 }));
        view.turn_page(1);
        view.set_preview_zoom(2.0);
        view.tell(NoticeKind::Warning, Message::DialogIsOpen);
        view.show_all_notices(true);
        view.open_calendar(Field::MtbDate, today);
        view.edit(Field::MtbNote, "Drøftet".to_owned(), today);
        view.show_form();
        view.reconfirmed.insert(0);
        view.confirmed_answers.insert("metastatic".into());
        view.set_shows_criteria(true);
        view.toggle_why(set.indications[0].judgements.keys().next().unwrap().clone());
        view.waiting_patient = Some(view.session.restore_patient());
        view.note_before_key_answer(RunPlace::First);
        view.shown_file_name();
        view.requester_notes.note_typed(&"sarcoma/age.adult".into(), "Bo Testlæge");
        view
    }

    #[test]
    fn nothing_of_a_case_shows_in_the_next_one() {
        let before = filled();
        let set = before.session.set().clone();
        let blank = Session::blank(set.clone(), date(2026, 11, 22));
        let next = before.next(blank);
        // A new field must be filled in `filled`, and named here: there is no `..`.
        let CaseView {
            id,
            session,
            editing,
            calendar,
            view,
            shows_criteria,
            unfolded,
            unfolded_whys,
            pending_target,
            last_step,
            notices,
            shows_all_notices,
            preview,
            report_draft,
            saved_reports,
            last_write,
            last_saved,
            profile,
            shows_welcome,
            reconfirmed,
            confirmed_answers,
            waiting_patient,
            before_key_answer,
            file_name,
            requester_notes,
        } = &before;
        assert_ne!(next.id, *id);
        assert_ne!(next.session.case(), session.case());
        assert_eq!(
            *next.session.case(),
            Case::new(&set, set.indications[0].id.clone(), Some(date(2026, 11, 22)))
        );
        assert!(next.session.path().is_none() && session.path().is_some());
        assert!(next.session.history().next_undo().is_none() && session.history().next_undo().is_some());
        assert!(next.editing.is_none() && editing.is_some());
        assert!(next.calendar.is_none() && calendar.is_some());
        assert!(!next.shows_criteria && *shows_criteria);
        assert!(next.unfolded.is_empty() && !unfolded.is_empty());
        assert!(next.unfolded_whys.is_empty() && !unfolded_whys.is_empty());
        assert!(next.pending_target.is_none() && pending_target.is_some());
        assert!(next.last_step.is_none() && last_step.is_some());
        assert!(next.notices.is_empty() && !notices.is_empty());
        assert!(!next.shows_all_notices && *shows_all_notices);
        assert_eq!(next.report_draft, ReportDraft::default());
        assert_ne!(*report_draft, ReportDraft::default());
        assert!(next.saved_reports.is_empty() && !saved_reports.is_empty());
        assert!(next.last_write.is_none() && last_write.is_some());
        assert!(next.last_saved.is_none() && last_saved.is_some());
        assert!(next.shows_welcome && !shows_welcome);
        assert!(next.reconfirmed.is_empty() && !reconfirmed.is_empty());
        assert!(next.confirmed_answers.is_empty() && !confirmed_answers.is_empty());
        assert!(next.waiting_patient.is_none() && waiting_patient.is_some());
        assert!(next.before_key_answer.is_none() && before_key_answer.is_some());
        assert!(next.file_name.is_blank() && !file_name.is_blank());
        assert!(next.requester_notes == RequesterNotes::default());
        assert!(*requester_notes != RequesterNotes::default());
        assert_eq!(next.profile, *profile);
        // How the window is divided stays, without a page of the case before.
        assert_eq!(next.view, *view);
        let (preview, next) = (preview.as_ref().unwrap(), next.preview.as_ref().unwrap());
        assert!(next.is_blank() && !preview.is_blank());
        assert_eq!((next.page(), next.pages()), (0, None));
        assert_eq!((preview.page(), preview.pages()), (1, Some(3)));
        for preview in [preview, next] {
            assert_eq!((preview.zoom(), preview.sight().map(PreviewSight::width)), (2.0, Some(150)));
        }
    }

    #[test]
    fn a_sealed_case_leaves_nothing_behind_and_comes_back_unchanged() {
        let mut view = filled();
        view.session.note_saved(
            "/t/Bente.wgscase".into(),
            view.session.case().clone(),
            Fingerprint::of(b"b"),
            Protection::Plain,
        );
        view.leave_field();
        view.undo();
        view.tell_besides(
            NoticeKind::Error,
            Message::OpenFailed("/t/Bente.pdf".into(), Reason::System("Bente".into())),
        );
        let before = view.content_to_seal();
        let content = before.to_bytes().unwrap();
        let (notices, revision) = (view.notices.clone(), view.session.revision());
        let saved = view.saved_reports.clone();
        let notes = view.requester_notes.clone();
        let indication = view.session.indication().id.clone();
        assert!(saved.len() == 2 && format!("{saved:?}").contains(indication.as_str()));
        assert!(view.session.history().next_redo().is_some());
        let unsaved = view.session.has_unsaved_changes();

        let sealed = view.seal(content.as_slice().into(), UnsavedChanges::Lost);
        assert_eq!(sealed.has_unsaved_changes(), unsaved);
        assert!(view.session.case().patient.name.is_empty());
        assert!(view.session.history().next_undo().is_none() && view.session.history().next_redo().is_none());
        assert!(view.session.path().is_none() && view.session.protection().is_none());
        assert_eq!(view.session.locked_path(), Some(std::path::Path::new("/t/Bente.wgscase")));
        assert!(view.preview.as_ref().unwrap().is_blank());
        assert!(view.confirmed_answers.is_empty() && view.before_key_answer.is_none());
        assert!(view.file_name.is_blank() && view.requester_notes == RequesterNotes::default());
        assert!(!format!("{:?}", view.notices).contains("/t/"));
        let secrets: Vec<_> = view.saved_reports.iter_mut().map(SavedReport::secrets_mut).collect();
        assert!(secrets.iter().all(|(path, subject)| path.as_os_str().is_empty() && subject.is_none()));
        let left = format!("{:?}{:?}", view.notices, view.saved_reports);
        assert!(!left.contains("/t/") && !left.contains(indication.as_str()), "{left}");
        assert!(!format!("{:?}", sealed.notices_without_secrets()).contains("Bente"));

        assert!(!view.unseal(&sealed, b"something else", Protection::Keys));
        assert!(view.unseal(&sealed, &content, Protection::Keys));
        assert!(view.has_content(&before));
        assert_eq!((view.notices, view.session.revision()), (notices, revision));
        assert!(view.saved_reports == saved);
        assert!(view.requester_notes == notes);
        assert_eq!(view.session.protection(), Some(&Protection::Keys));
    }
}
