
# Tekster i bilaget (PDF).

report-title = WGS-henvisning – resumé
report-notice = Bilag – erstatter ikke rekvisitionen
report-notice-without-identity = Uden navn og CPR-nummer – kan ikke lægges ved en rekvisition
report-mark-alt = QR-kode med dokumentets id, kriteriesættet og sagens kontrolsum
report-strip = Kriterierne i overblik. { $criteria }
report-draft = KLADDE
report-draft-because = Kladde: { $reasons }
report-overleaf = (fortsættes på næste side)
report-from-first-page = Fortsat fra side 1
report-judgements = { $count ->
    [one] Lægeligt skøn
   *[other] Lægelige skøn
}
report-judgement-unnamed = navn ikke angivet
draft-from-changed-pdf = sagen er hentet fra en ændret PDF-fil
draft-answers-missing = der mangler svar
draft-judgement-open = der er ikke taget stilling til et lægeligt skøn
draft-without-identity = patient og rekvirent er ikke nævnt
draft-patient-unnamed = patientens navn eller CPR-nummer er ikke angivet
draft-requester-unnamed = rekvirenten er ikke angivet
draft-unparsed-field = et felt kan ikke læses
draft-judgement-unnamed = et lægeligt skøn er uden navn
draft-not-confirmed = sagen er åbnet igen og ikke bekræftet
draft-assessment-old = vurderingen er mere end 30 dage gammel
report-patient = Patient
report-cpr = CPR-nummer
report-age = Alder
report-requester = Rekvirent
report-place = Afdeling
report-authorisation-id = Autorisations-id
report-phone = Telefon
report-continued = (fortsat)
report-requisition = Rekvisitionsnummer
report-sample = Prøvenummer
report-requisition-note = Bemærkning til rekvisitionen
report-assessed-on = Vurderet den
report-code = Kode i NGC's dokument (ikke patientens diagnosekode)
report-not-given = ikke angivet
report-no-name = Navn ikke angivet
report-no-cpr = CPR-nummer ikke angivet
report-without-identity = Uden navn og CPR-nummer
report-criteria = Kriterier
report-column-status = Vurdering
report-column-criterion = Kriterium
report-column-answer = Krav, svar og bemærkninger
report-judgement = Lægeligt skøn:
report-comment = Kommentar: { $text }
report-notes = Kompetence, molekylært tumorboard og øvrige forhold
report-mtb = Drøftet på MTB før rekvisition
report-mtb-planned = Skal drøftes på MTB
report-mtb-undated = MTB, dato ikke angivet
report-planned-date = planlagt { $date }
report-shipping = Prøver fra { $region } sendes til { $centre }.
report-shipping-unknown = Prøver sendes til det center, som hører til regionen: { $centres }.
report-date = Dato
report-name = Navn
report-signature = Underskrift
report-source = Kriteriesæt { $set } ({ $hash }) · vurderet { $date } · wgs-referral { $version } · { $id }
report-page = Side
report-page-of = af
report-attachment = Sagen, som bilaget er dannet af

## Emner og overlap

outside-the-set = Patientgruppen »{ $name }«
worth-considering = kan overvejes
topic-competence = Kompetenceniveau
topic-tumour-board = Molekylært tumorboard
topic-secondary-findings = Sekundære fund
topic-consent = Samtykke
topic-before-referral = Før henvisning
topic-tissue = Væv
topic-purpose = Formål
topic-requisition = Rekvisition og forsendelse
