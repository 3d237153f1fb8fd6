# Texts of the window.

## Commands

command-new = New case
command-open = Open…
command-open-recent = Recent cases…
command-save = Save
command-save-as = Save as…
command-export-pdf = Export PDF…
command-show-pdf = Show PDF
command-print-pdf = Print…
command-view-pdf = Open in PDF reader
command-compare-paper = Compare with paper…
command-copy-summary = Copy the whole summary
command-copy-record = Copy for the record
command-next-page = Next page
command-previous-page = Previous page
command-zoom-in = Zoom in
command-zoom-out = Zoom out
command-zoom-reset = Normal size
command-quit = Quit
command-sample = Try with a sample case
command-undo = Undo
command-undo-of = Undo: { $change }
undo-short = Undo
command-redo = Redo
command-redo-of = Redo: { $change }
command-overview = All indications
command-next-gap = Go to the next unanswered item
command-previous-gap = Go to the previous unanswered item
command-next-area = Go to the next area
command-previous-area = Go to the previous area
command-palette = All commands…
command-settings = Settings…
command-toggle-theme = Change the theme
command-toggle-language = Change the language (Danish/English)
command-help = Help
command-shortcuts = Keyboard shortcuts
command-about = About WGS-henvisning
menu = Menu
menu-bar = Menu bar
menu-case = Case
menu-edit = Edit
menu-view = View
menu-help = Help
edit-cut = Cut
edit-copy = Copy
edit-paste = Paste
edit-select-all = Select all
field-menu = Menu of the field
row-menu = Menu of the criterion
row-copy = Copy the criterion with its verdict
row-comment = Write a comment
file-name = File: { $name }
title-edited = edited
title-in-pdf = in the PDF file

## Bars

patient-unnamed = Patient not given
name-missing = Name missing
unsaved = not saved
unsaved-in-pdf = not saved, but in the PDF file
unsaved-in-pdf-short = not saved, in PDF
unsaved-in-pdf-tip = The case is not saved as a case, but was written into the PDF file that you have exported, with all answers. If that file is still there, the case can be opened from it.
changed-in-pdf-tip = The changes are not saved in the file of the case, but were written into the PDF file that you have exported. If that file is still there, the case can be opened from it, with all answers.
indications = Indications
indication = Indication
criteria-set = Criteria set { $id }
nothing-leaves = Nothing leaves this computer
working = Working…
opening-case = Opening another case…
opening-case-held = Opening another case… Esc: stay in this case
language-name = English
language-tip = Switch to Danish
theme-light = Light theme
theme-dark = Dark theme
theme-system = System theme
theme-high-contrast = High contrast
theme-tip = Change the theme: the system's, light, dark or high contrast
zoom-tip = Normal size
progress = { $asked ->
    [one] { $answered } of { $asked } question answered
   *[other] { $answered } of { $asked } questions answered
}

## Form

patient = Patient
name = Name
cpr = CPR number
birth-date = Date of birth
assessed-on = Assessed on
age-only = Age: { $age }. The case is without name and CPR number; the age is replaced when a CPR number or date of birth is given.
age-only-short = Age: { $age } (replaced by a CPR number or date of birth)
age-as-of = Age: { $age } on { $date }
age-unlikely = The age is { $years }. Check the CPR number, the date of birth and the date of assessment.
age-unlikely-short = The age is { $years }
birth-dates-differ = The CPR number and the date of birth disagree. Correct the one that is wrong.
birth-dates-differ-short = The date of birth does not fit the CPR number
born-after-assessment = The patient was born after the date of assessment. Check the CPR number, the date of birth and the date of assessment.
born-after-assessment-short = Born after the date of assessment
assessed-in-the-past = The date of assessment is in the past ({ $date }). The age is calculated as of that date.
assessed-in-the-future = The date of assessment is in the future ({ $date }).
reconfirm-title = Does it still hold?
reconfirm-text = The case was assessed on { $date }, { $days } days ago. Confirm what may have changed, or correct the answers. Until then the attachment is a draft.
reconfirm = Confirm { $what }
reconfirm-beside = Draft: the case was opened again and must be confirmed
reconfirmed = confirmed
answer-to-confirm = The answer to “{ $question }” is from the earlier reading of the criteria and must be confirmed.
confirm-answer = Confirm the answer
replacement-number = Replacement CPR number: give the date of birth if the age is to count.
replacement-number-short = Replacement CPR number
modulus-11-new-year = The digits of the CPR number do not fit together, but the number may be right: this holds for some numbers of people born on 1 January.
modulus-11-new-year-short = CPR digits do not fit together (may be right)
modulus-11 = The digits of the CPR number do not fit together. Check it for a slip.
modulus-11-short = CPR digits do not fit together
requester = Requesting clinician
requester-name = Requesting clinician's name
authorisation-id = Authorisation id
department = Department
hospital = Hospital
region = Region
phone = Telephone
samples-go-to = The sample goes to { $centre }.
keep-requester = Save as my default requesting clinician
question-asked-when = Asked only for “{ $condition }”
question-without-effect = Makes no difference to the assessment with the other answers
clear-answer = Clear the answer: { $question }
clear-answer-tip = Clear the answer. It makes no difference now and is not printed in the attachment.
question-waits-for = Waits for: { $name }
known-from-cpr = from the CPR number
from-profile = from your profile
unknown-region = “{ $region }” is not one of the regions. Choose a region.
tumour-board = Molecular tumour board (MTB)
mtb-name = MTB
mtb-date = MTB date
mtb-note = MTB's advice
requisition = Request
requisition-number = Request number
sample-id = Sample number
requisition-note = Note on the request
date-hint = dd-mm-yyyy
unread-date = Write the date as dd-mm-yyyy
days-of-month = { $month } has { $days } days
no-such-month = The month must be 1–12
date-without-year = Write the year as well
date-in-future = The date is in the future
date-in-past = The date is in the past
date-long-ago = The year is before 1858
unread-line = Write it on one line
overlong-count = { $count ->
    [one] { $count } text is too long to be saved
   *[other] { $count } texts are too long to be saved
}
text-too-long = { $count } of at most { $limit } characters. Shorten the text.
text-not-drawn = The text is too long to be shown in the field. This is its start.
empty-text = Empty the text
go-to-text = Go to the text
texts-short-now = All texts are short enough now.
text-refused = The text was not inserted: the field holds at most { $limit } characters.
unread-percentage = Write a whole number from 0 to 100
unread-count = Write a whole number, e.g. 2
unusual-sks-code-at-field = Not like an SKS code (e.g. DC221)
unusual-sks-code = Does not look like an SKS diagnosis code (e.g. DC221). Check it.
choose-date = Choose date: { $field }
calendar-week = week
calendar-days = Mo Tu We Th Fr Sa Su
calendar-today = today
calendar-previous-month = Previous month
calendar-next-month = Next month
calendar-previous-year = Previous year
calendar-next-year = Next year
unread-cpr = Write the number as ddmmyy-xxxx
cpr-too-short = { $count ->
    [one] The number has only 1 of 10 digits
   *[other] The number has only { $count } of 10 digits
}
cpr-too-long = The number has more than 10 digits
next-gap = next unanswered:
next-before-biopsy = next before biopsy/surgery:
next-judgement = next judgement:
next-step = next:
progress-draft = draft: { $count ->
    [one] 1 item to complete
   *[other] { $count } items to complete
}
ready-to-export = Ready to export
ready-without-identity = Ready to export without name and CPR number
step-patient = the patient's name
step-cpr = CPR number
step-requester = the requesting clinician's name
step-judge = name of the person who decided: { $question }
step-unparsed = correct the field “{ $field }”
step-reconfirm = confirm that the information still applies
step-confirm-answer = confirm the answer to “{ $question }”
step-assessed-on = the date of assessment
step-changed-pdf = compare the patient with page 1 of the changed PDF, and save the case
unread-cpr-date = The first six digits are not a date
cpr-hint = ddmmyy-xxxx
cpr-missing = CPR number missing
cpr-unread = CPR number cannot be read
unread-answer = The file had “{ $text }”, which is not a possible answer. Choose an answer.
one-less = one less
one-more = one more
hint-letters = { $first }/{ $last } · Enter: next
hint-decision = { $first }/{ $last } · Enter: reason
hint-digits = { $first }–{ $last } · Enter: next
hint-ten-digits = 1–9, 0 · Enter: next
hint-count = arrow up/down · Enter: next
hint-date = Alt+arrow down: calendar · Enter: next
hint-next = Enter: next
hint-lines = Tab: next
notes = Notes

## Overview

overview = Overview
held-against = { $count } assessed from the same answers
overview-lead = { $count } indications assessed from the same answers. Select a cell to see the criterion.
overview-lead-blank = { $count } indications are assessed from the same answers.
overview-first-question = What is the patient's diagnosis?
overview-matrix = The criteria row by row
overview-answer = Which indication fits the patient?
overview-no-answer = The indications that fit are shown here once the disease or other information is given.
fitting-count = { $count ->
    [0] None of the indications fits
    [one] { $count } indication may fit
   *[other] { $count } indications may fit
}
fitting-cannot = Do not fit
row-lacks = no answer about { $names }
missing-in-list = { $count ->
    [one] { $count } answer missing
   *[other] { $count } answers missing
}
judgements-in-list = { $count ->
    [one] { $count } judgement open
   *[other] { $count } judgements open
}
ruled-out = Does not fit the diagnosis
ruled-out-by = Does not fit the diagnosis. Requirement: { $statements }
and-more = and { $count } more
overview-elsewhere = Overlaps and other patient groups
overview-elsewhere-lead = The patient may also belong to these indications and patient groups, which the documents mention.
overlap-from = (mentioned under: { $names })
before-biopsy = Before biopsy/surgery
before-biopsy-settled = { $count ->
    [one] the item is in place
   *[other] all { $count } items are in place
}
before-biopsy-count = { $settled } of { $count } in place. What is missing cannot be obtained once the biopsy or surgery has been performed.
verdict-cautions = { $count ->
    [one] { $count } caution
   *[other] { $count } cautions
}
show-criteria = See the criteria
show-form = See the form

## Areas

area-bar = Patient and commands
area-copy = Copy of the case
area-notices = Messages
area-form = Form
area-criteria = Criteria
area-status = Status and display

## Welcome and help

welcome-title = Getting started
welcome-patient = Enter the patient's name and CPR number below.
welcome-indication = Choose an indication on the left, or answer first and see here which one fits.
welcome-first-question = Choose the patient's diagnosis to see which indications may fit. Or choose an indication on the left.
welcome-answers = Answer the questions. Each criterion shows its verdict at once, and F8 takes you to the next item that is unanswered or to be decided.
welcome-export = Export the PDF and attach it to the request form.
what-it-is-not = The program helps you read the criteria of the Danish National Genome Center. It makes no diagnosis, does not decide whether the patient is to have WGS, and replaces neither the request form nor the documents.
palette-title = All commands
palette-hint = Type part of the command's name
palette-nothing = No matching command.
help-search = Search the help
help-nothing = No pages match.
help-pages = All pages of the help
keys-in-the-form = In the form
keys-commands = Commands
keys-tab = Tab, Shift+Tab
keys-tab-does = go to the next or previous field
keys-arrows = Left arrow, right arrow
keys-arrows-does = choose the next or previous answer
keys-letter = Letter or digit
keys-letter-does = choose the answer that begins with the letter (Y, N), or by digit: PS 0–4, otherwise the position 1–9 (0 is the tenth)
keys-enter = Enter
keys-enter-does = go on to the next question
keys-delete = Delete
keys-delete-does = clear the answer
keys-up-down = Up arrow, down arrow
keys-up-down-does = go to the field above or below
keys-alt-down = Alt+Down arrow
keys-alt-down-does = open the calendar of a date field
keys-escape = Esc
keys-escape-does = close the dialog, the menu or the newest message; while another case opens: stay in this case
keys-f10 = F10
keys-f10-does = open the menus, and change between them with arrow left and right
keys-shift-f10 = Shift+F10
keys-shift-f10-does = open the menu of a text field or a criterion
settings-title = Settings
settings-requester = Requesting clinician
settings-requester-text = Inserted into new cases.
settings-display = Display
settings-safety = Security
settings-by-policy = Set by the IT department.
settings-renderer-hardware = The window is drawn with the graphics card, if that works on this computer.
settings-renderer-software = The window is drawn without the graphics card, if that works on this computer.
settings-renderer-opengl = The window is drawn with OpenGL, if that works on this computer.
settings-unencrypted-allowed = Cases can be saved unencrypted after a warning.
settings-unencrypted-forbidden = Cases can be saved encrypted only.
settings-language = Language
settings-theme = Theme
settings-scale = Size
settings-kept = The settings are saved on this computer and contain no patient data.
settings-recent = List recent cases
settings-recent-text = File name, folder and time of the 10 cases that you opened or saved last are kept in { $folder }, where only your login has access. A file whose name may tell who a patient is is never listed. The list is deleted when you switch it off.
settings-recent-nowhere = The list is not kept, because the settings cannot be saved on this computer.
recent-title = Recent cases
recent-off = The list of recent cases is switched off. You can switch it on in the settings.
recent-none = There are no cases on the list yet.
recent-left-out = A file whose name may tell who a patient is is never listed.
recent-missing = The file is not there now. It may have been moved or deleted, or the drive is not connected.
recent-forget = Remove from the list
recent-forget-one = Remove { $name } from the list
recent-clear = Clear the list
open-elsewhere-title = The case is open elsewhere
open-elsewhere-copy-text = You can open a copy of the case as it was last saved. The copy can be changed, exported and saved as a new file. The original file is not changed.
open-elsewhere-copy = Open a copy
open-elsewhere-raise = Show the other window
copy-of-case-short = Copy of the case
copy-of-case = Copy of the case: changes are saved in a new file, not in the original
copy-open-original = Open the original
keep-settings = Save settings
close-dialog = Close
about-version = WGS-henvisning { $version }
about-criteria = Criteria: { $title }, { $publisher }. Criteria set { $id }.
about-privacy = The program uses no network. Nothing leaves this computer unless you save, print or copy.
about-licence = The program is free software under the MIT or the Apache 2.0 licence. It is built on the libraries below.
about-show-licences = Show the licences in full
about-hide-licences = Show the list of libraries

## Criteria

rule-asks = Rule: { $rule }
rule-applies-when = Condition: { $rule }
comment = Comment
must-not-met = Not met: { $answers }
should-not-followed = Recommendation not followed: { $answers }
go-to-question = Go to the question
judgement-accept = Yes
judgement-reject = No
why = Why
rationale = Rationale
rationale-needed = The decision counts only once it has a rationale.
name-needed = The decision has no name. The attachment is a draft until a name is given.
decide-here = Decide
change-decision = Go to the decision
judged-by = Decided by
judged-on = Date

## Dialogs

cancel = Cancel
discard = Discard changes
save-first = Save first
choose-place = Choose location…
open = Open
save = Save
export = Export
unsaved-title = The case is not saved
unsaved-text = There are changes that are lost if the case is not saved.
unsaved-text-in-pdf = The case is not saved as a case. It was written into the PDF file that you have exported, with all answers. If that file is still there, the case can be opened from it.
changed-text-in-pdf = The changes are not saved in the file of the case. They were written into the PDF file that you have exported. If that file is still there, the case can be opened from it, with all answers.
unsaved-before-new-patient = The new patient gets a case of their own. The case of { $patient } is not saved, and is lost if it is not saved first.
changed-before-new-patient = The new patient gets a case of their own. What you have changed in the case of { $patient } since it was last saved is lost if it is not saved first.
unsaved-before-new-patient-in-pdf = The new patient gets a case of their own. The case of { $patient } is not saved as a case. It was written into the PDF file that you have exported, with all answers. If that file is still there, the case can be opened from it.
changed-before-new-patient-in-pdf = The new patient gets a case of their own. What you have changed in the case of { $patient } is not saved in its file. It was written into the PDF file that you have exported. If that file is still there, the case can be opened from it, with all answers.
leaving-title = Saving the case
leaving-for-new = Saving, then a new case …
leaving-to-open = Saving, then another case is opened …
leaving-for-sample = Saving, then the sample case is opened …
leaving-to-recover = Saving, then a case is recovered …
leaving-to-close = Saving, then the window closes …
leaving-hint = Nothing can be typed meanwhile. Esc keeps you in the case.
leaving-ask-now = Stop waiting…
leaving-stay = Stay in the case
unsaved-settings-title = The settings are not saved
unsaved-settings-text = What you have changed in the settings is not saved. Do you want to save it before the window closes?
save-plain-title = The case is saved unencrypted
save-plain-text = The file holds the patient's name, CPR number and health data, and can be read by everyone who has access to it. Save it only where that is allowed.
choose-indication-title = Which indication?
choose-indication-text = “{ $command }”: The attachment is for one indication, which becomes that of the case. Choose it here.
export-title = Export PDF
check-title = Check before export
check-title-print = Check before printing
check-verdict = Assessment
check-no-draft = The attachment is not a draft. The printout is signed by hand.
check-missing-answers = Missing answers
check-missing = To complete
check-contradictions = Contradictions
check-doubts = Check
check-cautions = Cautions
check-notes = Note
check-not-followed = Recommendations not followed
check-judgements = Clinical judgements
check-judgement-open = Missing: the judgement has not been made
check-judgement-without-rationale = Lacks a rationale and does not count yet
check-judgement-unnamed = Lacks the name of who has decided
check-judgement-signed = Decided: { $signature }
check-blank = Left blank
check-blank-count = { $count ->
    [one] 1 field is left blank
   *[other] { $count } fields are left blank
}
export-text = The PDF file is unencrypted and holds the patient's name, CPR number and health data. Save it only where that is allowed. It is an attachment and does not replace the request form.
export-draft = The attachment is marked as a draft on every page: { $reasons }.
export-pdf-without-mark = The case was taken from a PDF file without a QR code of the program. Check patient and answers before you use the attachment.
export-pdf-not-checked = The case was taken from a PDF file whose pages could not be checked on this computer. Check patient and answers before you use the attachment.
export-pdf-not-comparable = The case was taken from a PDF file whose pages were not compared with it. Check patient and answers before you use the attachment.
export-changed-pdf = The case was taken from a PDF file that was changed. { $reasons } Ask the sender before you use the attachment.
report-without-identity-choice = Without name and CPR number
report-with-case-choice = Case inside the file
export-text-without-identity = Name, CPR number, date of birth, requesting clinician, request and sample numbers are left out. The age and all answers, comments and rationales stay. The file is unencrypted and cannot be attached to a request form.
export-case-inside = The case is a file inside the PDF, so that it can be opened again in this program.
export-case-outside = The case is not inside the PDF, which therefore cannot be opened again in this program.
export-replaced = The font lacks these characters. A visible sign replaces them: { $characters }
export-traces = Read these texts through. They may tell who the patient or the requesting clinician is:
print-title = Print the attachment
print = Print
print-text = The printout holds the patient's name, CPR number and health data. It is an attachment and does not replace the request form. No file is saved.
print-text-without-identity = Name, CPR number, date of birth, requesting clinician, request and sample numbers are left out. The age and all answers, comments and rationales stay. The printout cannot be attached to a request form. No file is saved.
export-then-view = Once saved, the file is opened in the computer's PDF reader.
trace-patient-name = a part of the patient's name
trace-requester = the requesting clinician's name, workplace or number
trace-birth-date = the patient's date of birth
trace-requisition = the request or sample number
trace-number = digits like those of a CPR number
new-patient-title = Is this a new patient?
new-patient-text = The case now names another patient. Its answers belong to the previous patient.
new-patient-before = The answers belong to
new-patient-now = Entered now
new-patient-choices-saved = A new patient gets a case of their own without answers. The case of { $patient } is saved and does not change. If it is a correction, the answers stay. “Cancel” brings the previous patient back.
new-patient-choices-unchanged = A new patient gets a case of their own without answers. The case of { $patient } has not changed since you opened it: you are not asked whether to save it. If it is a correction, the answers stay. “Cancel” brings the previous patient back.
new-patient-choices-changed = A new patient gets a case of their own without answers. What you have changed in the case of { $patient } is not saved: before the new case, you are asked whether to save it. If it is a correction, the answers stay. “Cancel” brings the previous patient back.
new-patient-choices-unsaved = A new patient gets a case of their own without answers. The case of { $patient } is not saved: before the new case, you are asked whether to save it. If it is a correction, the answers stay. “Cancel” brings the previous patient back.
new-patient-begin = New case for the new patient
new-patient-corrected = It is a correction
new-patient-warning = The answers belong to { $patient }
replace-title = The file exists already
replace-changed = The file has changed since you were asked.
replace-text = Replace { $path }?
replace-text-report = Replace { $path } with the attachment ({ $indication })?
replace = Replace
migrated-title = The case is from an earlier reading of the criteria
migrated-text = The case was filled in for the criteria set { $from } and is now assessed by { $to }. The file is unchanged; the case is written for the new set only when you save.
migrated-from-changed-set = The criteria set { $from } was also changed since the case was saved, so what the assessment was then cannot be shown. Go through the assessment.
changed-set-text = The criteria set { $from } was changed since the case was saved, and the case is now assessed by the set as it is today. Go through the assessment. The file is unchanged; the case is written for the changed set only when you save.
migrated-verdicts = Verdicts that change
migrated-verdict = { $indication }: { $before } → { $after }.
migrated-because = Requirement: { $statements }
migrated-same-verdicts = No overall verdict changes.
migrated-dropped = Answers that are left out and must be given again
migrated-to-confirm = Answers to confirm
preview-title = Attachment (PDF)
close-preview = Close preview
preview-page = Page { $page } of { $pages }
preview-alt = Page { $page } of { $pages } of the attachment as it is saved
preview-zoom = { $percent }% of the width
preview-smaller = Smaller pages
preview-larger = Larger pages
preview-fit = Fit width
preview-drawing = Drawing the pages…
preview-other-patient = The pages are shown once it is clear whether this is a new patient.
preview-failed = The pages could not be drawn. The attachment can still be exported.
preview-try-again = Try again
preview-pages = Pages of the attachment
preview-contents = Contents of the attachment, and printing
preview-draft = Draft: { $count ->
    [one] 1 item missing
   *[other] { $count } items missing
}
preview-lacking = { $count ->
    [one] 1 item missing
   *[other] { $count } items missing
}
report-language = Language of the attachment
dialog-open-title = Open case
dialog-scan-title = Choose a scanned attachment
file-type-scan = Picture (PNG or JPEG)
compare = Compare
dialog-save-title = Save case
dialog-export-title = Export PDF
no-dialog-text = The computer has no file dialog (install xdg-desktop-portal or zenity). Write the path of the file instead; Tab completes the names of folders.
path = Path
path-folder = Folder: { $folder }
path-blank = Enter the path of the file.
file-type-case = WGS case
file-type-case-or-pdf = WGS case or PDF attachment

## Notices

close-notice = Close
notices-show-all = { $count ->
    [one] Show the whole message
   *[other] Show all ({ $count })
}
notices-show-one = Show one line only
show-in-folder = Show in folder
notice-nothing-missing = Nothing required is missing. The report is ready for export.
notice-nothing-missing-but-consent = All that is required is answered, but consent has not been obtained. The report can be exported.
notice-text-answers-nothing = Text was typed while a question was selected. It was not used, and the answer is as it was before. Wait a moment before you answer with a key.
notice-text-has-answered = Text was typed while a question was selected. The first letter may have changed the answer. Check it.
notice-shortcut-not-used = The shortcut you just used did nothing, because it may have been meant for something else. Use it again if it belongs here.
notice-text-not-used = What you just typed was not used, because it may have been meant for something else. Type it again if it belongs here.
notice-age-of-earlier-day = The age was removed, because it was that on another date of assessment. Type the CPR number or date of birth, so that the age can be assessed.
notice-begun = New case. All fields about the previous patient have been cleared.
notice-settings-broken = The settings file could not be read, so what it had set does not apply. Check the settings. The old file was set aside: { $path }
notice-settings-texts-left-out = { $count ->
    [one] A text about the requesting clinician in the settings is too long and was left out. The other settings apply. Fill in the field again in the settings.
   *[other] { $count } texts about the requesting clinician in the settings are too long and were left out. The other settings apply. Fill in the fields again in the settings.
}
notice-policy-faults = What the IT department has set for this computer has faults: { $faults }. The rest applies. Tell the IT department.
policy-unreadable = it cannot be read, so cases can only be saved encrypted
policy-unknown-name = “{ $name }” is unknown
policy-wrong-value = “{ $name }” has an invalid value and does not apply
policy-wrong-value-forbids = “{ $name }” has an invalid value, so cases can only be saved encrypted
notice-settings-newer = The settings were written by a newer version of the program. They are not used here and not changed.
notice-settings-unreadable = The settings file could not be read: { $reason }. The defaults apply, and changes will not be saved.
notice-settings-not-kept = The settings file could not be saved: { $reason }. The settings apply until the program is closed.
notice-sample = The sample case is open. The patient is fictitious. Choose “New case” before you enter a real patient.
notice-dialog-open = A file dialog is open, perhaps behind the window. Choose a file in it, or cancel it first.
notice-closes-after-print = The window closes once the print dialog is answered, or after two minutes at the latest.
notice-several-files-dropped = None of the files was opened. Drop one file at a time.
notice-requester-answers-blanked = { $count ->
    [one] An answer about the requesting clinician was cleared, because it holds only for the clinician named before: { $name }. Answer again, or undo.
   *[other] { $count } answers about the requesting clinician were cleared, because they hold only for the clinician named before: { $name }. Answer again, or undo.
}
notice-unnamed-answers-blanked = { $count ->
    [one] An answer about the requesting clinician was cleared, because it was given before a requesting clinician was named. Answer again, or undo.
   *[other] { $count } answers about the requesting clinician were cleared, because they were given before a requesting clinician was named. Answer again, or undo.
}
notice-requester-answers-replaced = { $count ->
    [one] An answer about the requesting clinician is now the one of your profile, because the earlier answer holds only for the clinician named before: { $name }. Correct it, or undo.
   *[other] { $count } answers about the requesting clinician are now those of your profile, because the earlier answers hold only for the clinician named before: { $name }. Correct them, or undo.
}
notice-unnamed-answers-replaced = { $count ->
    [one] An answer about the requesting clinician is now the one of your profile, because the earlier answer was given before a requesting clinician was named. Correct it, or undo.
   *[other] { $count } answers about the requesting clinician are now those of your profile, because the earlier answers were given before a requesting clinician was named. Correct them, or undo.
}
notice-signatures-blanked = { $count ->
    [one] A judgement is no longer signed, because its signature was the name of the requesting clinician named before: { $name }. Write in “Decided by” who has decided it, or undo.
   *[other] { $count } judgements are no longer signed, because their signature was the name of the requesting clinician named before: { $name }. Write in “Decided by” who has decided them, or undo.
}
notice-requester-corrected = The requesting clinician's name was taken for a correction of { $name }, so answers about that clinician and signatures were kept ({ $count } in all). If it is another clinician, the button clears them.
notice-same-doctor = It is the same clinician
notice-another-doctor = It is another clinician
notice-judgements-signed = { $count ->
    [one] A judgement without a signature is now signed with the name of the requesting clinician. Correct “Decided by” if somebody else has decided it.
   *[other] { $count } judgements without a signature are now signed with the name of the requesting clinician. Correct “Decided by” if somebody else has decided them.
}
notice-profile-kept = The requesting clinician and the answers about that clinician are saved in your profile and filled in in new cases.
notice-other-profile = Your requesting clinician is not saved, because another window has meanwhile saved: { $requester }. That one applies when the program is started next; yours applies in this window only.
notice-other-profile-blank = no requesting clinician
notice-other-profile-keep = Save mine
notice-other-profile-take = Use the saved one
notice-recent-not-kept = The list of recent cases could not be saved: { $reason }.
notice-recent-not-deleted = The list of recent cases could not be deleted: { $reason }. Delete the file recent.ron in the folder of the settings yourself.
notice-other-window-asked = The other window has been asked to come to the front. If you do not see it, find it among your open windows.
notice-other-window-not-raised = The other window could not be shown. Find it yourself, or open the file again and choose to open a copy.
notice-other-case-shown = The chosen file was not used, and nothing was saved: another case has been opened meanwhile. Choose again if the choice concerns this case.
notice-taken-out = The case was taken from the PDF file; the file itself is left as it is: { $path }. “Save” asks where the case is to be saved.
notice-pdf-changed = The case was taken from a PDF file that was changed after it was made, and what the case says may not be what was assessed. { $reasons } The patient in the case: { $patient }. Compare with page 1 of the PDF file. Ask the sender before you use the case. Until it is saved, the warning stays, and attachment and summary are drafts. “Save” asks where the case is to be saved.
notice-pdf-without-mark = No QR code of the program could be read on page 1 of the PDF file, so that it cannot be seen whether pages and case belong together. Check patient and answers. The warning stays until the case is saved.
notice-pdf-not-checked = The pages of the PDF file could not be drawn on this computer, so that it was not checked whether pages and case belong together. Close other programs and open the file again, or compare the pages with patient and answers yourself. The warning stays until the case is saved.
notice-pdf-not-comparable = The pages of the PDF file were not compared with the case, because the file does not say how they were made. Some of them may be those of another patient, for example if two files were joined. The patient in the case: { $patient }. Compare all pages with patient and answers yourself. The warning stays until the case is saved.
changed-attachments = Two attached files claim to be the case and differ.
changed-mark-unreadable = The QR code on page 1 cannot be read.
changed-other-report = The QR code on page 1 is that of another attachment.
changed-several-reports = The pages have QR codes of several attachments.
changed-other-case = The case in the file is not the one that the attachment was made of.
changed-other-set = The QR code names another criteria set than the case.
changed-other-pages = The pages show something other than the case in the file.
changed-too-much = The file holds so much that it cannot be searched, and another case may be hidden in it.
notice-paper-this-case = The paper was printed from this case.
notice-paper-this-case-before = The paper was printed from this case, but the case was changed since. Print it again if the paper is to match the case.
notice-paper-another-case = The paper was not printed from this case as it is now. It belongs to another case or to an earlier version of this one; compare name and CPR number.
notice-paper-no-mark = No QR code of the program was found on the picture. Scan page 1 straight, at 150 dpi or more, and try again.
notice-paper-not-read = The picture could not be read: { $reason } ({ $scan })
notice-paper-of-changed-pdf = The paper matches the case in the file, but the PDF file was changed. See the warning.
notice-paper-not-pages = The paper matches the case in the file, but not the pages of the PDF file.
notice-made-from-changed-pdf = It is a draft because the case was taken from a PDF file that was changed. Ask the sender before it is used.
reason-no-picture = the file is no PNG or JPEG picture
reason-picture-unreadable = the picture is damaged or larger than 40 megapixels
reason-picture-too-much = searching the picture for QR codes takes more than 20 seconds; scan page 1 alone, in grey and at 150 to 300 dpi
reason-picture-not-searched = the picture could not be searched on this computer; close other programs, and try again
notice-faults = { $count ->
    [one] The case is open, but { $count } entry could not be read.
   *[other] The case is open, but { $count } entries could not be read.
}
notice-many-faults = The case is open, but { $count } entries could not be read.
notice-faults-marked = { $count ->
    [one] The text is left marked in its field and counts as unanswered; correct it, and save under a new name.
   *[other] The texts are left marked in their fields and count as unanswered; correct them, and save under a new name.
}
notice-faults-partly-marked = What has a field is left marked there and counts as unanswered. The rest is left out. Correct the fields, go through the case, and save under a new name.
notice-faults-left-out = { $count ->
    [one] It is left out, and no field is marked. Go through the case, and save under a new name.
   *[other] They are left out, and no field is marked. Go through the case, and save under a new name.
}
notice-texts-too-long = The case was not saved, exported or copied: these texts are too long. Shorten them and try again. Nothing was cut off.
after-export = { $command } – the exported attachment
export-again = Export again…
notice-exported = The PDF file is saved: { $path }
notice-exported-draft = The PDF file is saved as a draft: { $path }
notice-export-outdated = The case was changed after the PDF file was saved. The file does not match the case any more: { $path }
notice-export-superseded = Do not use the earlier PDF file, which does not match the case: { $path }
notice-export-replaced = The file is no longer the one that was exported: it was changed or replaced, and may be about another patient. It was not opened.
notice-export-replaced-shown = The file in the folder is no longer the one that was exported: it was changed or replaced, and may be about another patient.
notice-export-gone = The file that was exported is no longer there: it was deleted, moved or renamed, or its drive is not connected.
notice-export-at = File: { $path }
notice-characters-replaced = The font lacks these characters, which are replaced: { $characters }
notice-open-failed = The case could not be opened: { $reason } ({ $path })
notice-save-failed = The case could not be saved: { $reason } ({ $path }). What you typed is still in the window. Try again, or choose “Save as…”.
notice-export-failed = The PDF file could not be saved: { $reason } ({ $path }). Try another place.
notice-copied = The summary ({ $indication }) is copied as text. It holds health data; paste it only where that is allowed.
notice-viewed = The PDF is opened in the computer's PDF reader.
notice-printed = The attachment is sent to print.
notice-view-failed = The PDF could not be opened in a PDF reader: { $reason }. File: { $path }
notice-print-unknown = The attachment is perhaps not printed: the print dialog was closed, or the system did not say how it went. Look at the printer before you print again.
notice-print-failed = The attachment could not be printed: { $reason }. Export the PDF file, and print it from a PDF reader or on another computer.
notice-folder-failed = The folder could not be shown: { $reason }. File: { $path }
notice-previous-case = Previous case: { $notice }
notice-earlier-case = An earlier case: { $notice }
notice-earlier-exported = The PDF file is saved.
notice-earlier-exported-draft = The PDF file is saved as a draft.
notice-some-characters-replaced = The font lacks some characters, which are replaced by a visible sign.
notice-earlier-export-failed = The PDF file could not be saved: { $reason }. Open that case, and export the PDF again.
notice-other-case-not-opened = The other case was not opened, because a dialog is about this one. Open it again afterwards.
notice-not-opened-other-case = The PDF file was not opened in a PDF reader, because another case has been opened meanwhile.
notice-not-opened-changed = The PDF file was not opened in a PDF reader, because the case was changed since it was written.
notice-not-opened-covered = The PDF file was not opened in a PDF reader, because the window was covered.
notice-earlier-save-failed = The case could not be saved: { $reason }. What was entered since it was last saved is missing from its file. Enter it again.
notice-earlier-view-failed = The PDF could not be opened in a PDF reader: { $reason }.
notice-earlier-print-failed = The attachment could not be printed: { $reason }.
notice-earlier-folder-failed = The folder could not be shown: { $reason }.

reason-not-found = there is no such file
reason-no-folder = the folder does not exist
reason-is-folder = it is a folder, not a file
reason-denied = access to it is denied
reason-too-large = it is too large for a file of its kind
reason-no-case = the file is not a WGS case
reason-none-inside = there is no WGS case in the PDF file
reason-several-inside = there is more than one WGS case in the PDF file, and which one is right cannot be seen; ask the sender for the case itself
reason-pdf-damaged = the PDF file is damaged
reason-pdf-wrong-size = the case in the PDF file has another size than the file says; it is cut off or was changed
reason-pdf-too-much = the PDF file holds too much to be searched, and the case of another patient may be in it; open the PDF file that the program exported, or ask the sender for the case itself
reason-pdf-encrypted = the PDF file is encrypted; save it without encryption, and open it again
reason-newer = the file was saved by a newer version of the program
reason-disk-full = the disk is full
reason-case-itself = it is the file of the case itself, which would be lost; choose another name
reason-not-a-file = it is not an ordinary file; choose another one
reason-exists = there is a file of that name already
reason-original-of-copy = this window shows a copy of that very file; choose another name
reason-open-elsewhere = it is already open elsewhere; it must be closed there first
reason-open-by = it is already open elsewhere ({ $who }); it must be closed there first
reason-in-use = it is open in another program; close it there and try again
reason-system = the computer reported an error
reason-system-error = the computer reported error number { $code }
reason-name-too-long = the file name is too long; choose a shorter one
reason-planted-link = the path leads over a link that somebody else may have put into a shared folder, and it may lead anywhere; choose the folder itself that the file belongs in
reason-unreachable = the drive cannot be reached; check the connection
reason-broken-link = the link leads nowhere; check the connection if it leads to a drive, or choose another place
reason-no-viewer = the computer has no PDF reader
reason-no-file-program = the computer has no program that shows folders
reason-fault = an error in the program
reason-no-printer = the computer has nothing to print with
reason-print-unanswered = the print dialog of the system did not answer
reason-print-forbidden = printing is switched off on this computer

fault-line = Line { $line }, column { $column }: { $field } – { $what }
fault-unknown-field = unknown field
fault-unknown-id = the id is not known in the criteria set
fault-duplicate = the field stands twice
fault-wrong-type = the value has a wrong type
fault-not-a-value = the value is not one of the possible answers
fault-out-of-range = the value is not a number from { $from } to { $to }
fault-date = the date does not exist
fault-line-break = the text has more than one line
fault-too-long = the text is too long: { $count } characters, at most { $limit } are allowed
fault-control-character = the text has a character that cannot be shown
fault-cpr = the number is not a CPR number
fault-birth = the birth is after the date of assessment
fault-age-beside = the age can stand only where neither CPR number nor date of birth does
fault-undecided = the question is answered neither yes nor no
fault-no-rationale = the rationale is missing
fault-missing = the field is missing
fault-unread = half-typed text

start-no-window = The program cannot show its window on this computer. Update the graphics driver or the system, or ask the IT department to.
start-criteria = The program cannot start, because its criteria are damaged. Ask the IT department to install it again.
