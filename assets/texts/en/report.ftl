
# Texts of the attachment (PDF).

report-title = WGS referral – summary
report-notice = Attachment – does not replace the request form
report-notice-without-identity = Without name and CPR number – cannot be attached to a request form
report-mark-alt = QR code with the id of the document, the criteria set and the checksum of the case
report-strip = The criteria at a glance. { $criteria }
report-draft = DRAFT
report-draft-because = Draft: { $reasons }
report-overleaf = (continued overleaf)
report-from-first-page = Continued from page 1
report-judgements = { $count ->
    [one] Clinical judgement
   *[other] Clinical judgements
}
report-judgement-unnamed = name not given
draft-from-changed-pdf = the case was taken from a PDF file that was changed
draft-answers-missing = answers are missing
draft-judgement-open = clinical judgement is outstanding
draft-without-identity = patient and requesting clinician are not named
draft-patient-unnamed = the patient's name or CPR number is not given
draft-requester-unnamed = the requesting clinician is not given
draft-unparsed-field = a field cannot be read
draft-judgement-unnamed = a clinical judgement has no name
draft-not-confirmed = the case was opened again and is not confirmed
draft-assessment-old = the assessment is more than 30 days old
report-patient = Patient
report-cpr = CPR number
report-age = Age
report-requester = Requesting clinician
report-place = Department
report-authorisation-id = Authorisation id
report-phone = Telephone
report-continued = (continued)
report-requisition = Request number
report-sample = Sample number
report-requisition-note = Note on the request
report-assessed-on = Assessed on
report-code = Code in NGC's document (not the patient's diagnosis code)
report-not-given = not given
report-no-name = Name not given
report-no-cpr = CPR number not given
report-without-identity = Without name and CPR number
report-criteria = Criteria
report-column-status = Assessment
report-column-criterion = Criterion
report-column-answer = Requirement, answers and remarks
report-judgement = Clinical judgement:
report-comment = Comment: { $text }
report-notes = Competence, molecular tumour board and other matters
report-mtb = Discussed at MTB before the request
report-mtb-planned = To be discussed at MTB
report-mtb-undated = MTB, date not given
report-planned-date = planned { $date }
report-shipping = Samples from { $region } go to { $centre }.
report-shipping-unknown = Samples go to the centre of the region: { $centres }.
report-date = Date
report-name = Name
report-signature = Signature
report-source = Criteria set { $set } ({ $hash }) · assessed { $date } · wgs-referral { $version } · { $id }
report-page = Page
report-page-of = of
report-attachment = The case that the attachment is made from

## Topics and overlaps

outside-the-set = The patient group “{ $name }”
worth-considering = may be considered
topic-competence = Level of competence
topic-tumour-board = Molecular tumour board
topic-secondary-findings = Secondary findings
topic-consent = Consent
topic-before-referral = Before referral
topic-tissue = Tissue
topic-purpose = Purpose
topic-requisition = Request form and shipping
