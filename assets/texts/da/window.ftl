# Tekster i vinduet.

## Kommandoer

command-new = Ny sag
command-open = Åbn…
command-open-recent = Seneste sager…
command-save = Gem
command-save-as = Gem som…
command-export-pdf = Eksportér PDF…
command-show-pdf = Vis PDF
command-print-pdf = Udskriv…
command-view-pdf = Åbn i PDF-læser
command-compare-paper = Sammenhold med papir…
command-copy-summary = Kopiér hele resuméet
command-copy-record = Kopiér til journal
command-next-page = Næste side
command-previous-page = Forrige side
command-zoom-in = Forstør visningen
command-zoom-out = Formindsk visningen
command-zoom-reset = Normal størrelse
command-quit = Afslut
command-sample = Prøv med en eksempelsag
command-undo = Fortryd
command-undo-of = Fortryd: { $change }
undo-short = Fortryd
command-redo = Gentag
command-redo-of = Gentag: { $change }
command-overview = Alle indikationer
command-next-gap = Gå til næste ubesvarede punkt
command-previous-gap = Gå til forrige ubesvarede punkt
command-next-area = Gå til næste område
command-previous-area = Gå til forrige område
command-palette = Alle kommandoer…
command-settings = Indstillinger…
command-toggle-theme = Skift tema
command-toggle-language = Skift sprog (dansk/engelsk)
command-help = Hjælp
command-shortcuts = Genvejstaster
command-about = Om WGS-henvisning
menu = Menu
menu-bar = Menulinje
menu-case = Sag
menu-edit = Redigér
menu-view = Vis
menu-help = Hjælp
edit-cut = Klip
edit-copy = Kopiér
edit-paste = Sæt ind
edit-select-all = Markér alt
field-menu = Menu for feltet
row-menu = Menu for kriteriet
row-copy = Kopiér kriteriet med vurdering
row-comment = Skriv en kommentar
file-name = Fil: { $name }
title-edited = redigeret
title-in-pdf = i PDF-filen

## Bjælker

patient-unnamed = Patient ikke angivet
name-missing = Navn mangler
unsaved = ikke gemt
unsaved-in-pdf = ikke gemt, men ligger i PDF-filen
unsaved-in-pdf-short = ikke gemt, i PDF
unsaved-in-pdf-tip = Sagen er ikke gemt som sag, men blev skrevet med alle svar i den PDF-fil, du har eksporteret. Er filen der stadig, kan sagen åbnes derfra.
changed-in-pdf-tip = Ændringerne er ikke gemt i sagens fil, men blev skrevet i den PDF-fil, du har eksporteret. Er filen der stadig, kan sagen åbnes derfra med alle svar.
indications = Indikationer
indication = Indikation
criteria-set = Kriteriesæt { $id }
nothing-leaves = Intet forlader denne computer
working = Arbejder…
opening-case = Åbner en anden sag…
opening-case-held = Åbner en anden sag… Esc: bliv i sagen
language-name = Dansk
language-tip = Skift til engelsk
theme-light = Lyst tema
theme-dark = Mørkt tema
theme-system = Systemets tema
theme-high-contrast = Høj kontrast
theme-tip = Skift tema: systemets, lyst, mørkt eller høj kontrast
zoom-tip = Normal størrelse
progress = { $answered } af { $asked } spørgsmål besvaret

## Formular

patient = Patient
name = Navn
cpr = CPR-nummer
birth-date = Fødselsdato
assessed-on = Vurderet den
age-only = Alder: { $age }. Sagen er uden navn og CPR-nummer; alderen erstattes, når CPR-nummer eller fødselsdato angives.
age-only-short = Alder: { $age } (erstattes af CPR-nummer eller fødselsdato)
age-as-of = Alder: { $age } pr. { $date }
age-unlikely = Alderen er { $years } år. Kontrollér CPR-nummer, fødselsdato og vurderingsdato.
age-unlikely-short = Alderen er { $years } år
birth-dates-differ = CPR-nummer og fødselsdato stemmer ikke overens. Ret det, der er forkert.
birth-dates-differ-short = Fødselsdatoen passer ikke til CPR-nummeret
born-after-assessment = Patienten er født efter vurderingsdatoen. Kontrollér CPR-nummer, fødselsdato og vurderingsdato.
born-after-assessment-short = Født efter vurderingsdatoen
assessed-in-the-past = Vurderingsdatoen ligger i fortiden ({ $date }). Alderen beregnes pr. denne dato.
assessed-in-the-future = Vurderingsdatoen ligger i fremtiden ({ $date }).
reconfirm-title = Gælder det stadig?
reconfirm-text = Sagen blev vurderet { $date }, for { $days } dage siden. Bekræft det, der kan have ændret sig, eller ret svarene. Indtil da er bilaget en kladde.
reconfirm = Bekræft { $what }
reconfirm-beside = Kladde: sagen er åbnet igen og skal bekræftes
reconfirmed = bekræftet
answer-to-confirm = Svaret på »{ $question }« er fra den tidligere læsning af kriterierne og skal bekræftes.
confirm-answer = Bekræft svaret
replacement-number = Erstatnings-CPR-nummer: angiv fødselsdatoen, hvis alderen skal indgå.
replacement-number-short = Erstatnings-CPR-nummer
modulus-11-new-year = Cifrene i CPR-nummeret passer ikke sammen, men nummeret kan være rigtigt: Det gælder nogle numre for personer født den 1. januar.
modulus-11-new-year-short = CPR-cifrene passer ikke sammen (kan være rigtigt)
modulus-11 = Cifrene i CPR-nummeret passer ikke sammen. Kontrollér, om der er en tastefejl.
modulus-11-short = CPR-cifrene passer ikke sammen
requester = Rekvirent
requester-name = Rekvirentens navn
authorisation-id = Autorisations-id
department = Afdeling
hospital = Hospital
region = Region
phone = Telefon
samples-go-to = Prøven sendes til { $centre }.
keep-requester = Gem som min standardrekvirent
question-asked-when = Besvares kun ved »{ $condition }«
question-without-effect = Har ingen betydning for vurderingen, sådan som sagen er besvaret
clear-answer = Ryd svaret: { $question }
clear-answer-tip = Ryd svaret. Det har ingen betydning nu og kommer ikke med i bilaget.
question-waits-for = Afventer: { $name }
known-from-cpr = fremgår af CPR-nummeret
from-profile = fra din profil
unknown-region = »{ $region }« er ikke en af regionerne. Vælg en region.
tumour-board = Molekylært tumorboard (MTB)
mtb-name = MTB
mtb-date = MTB-dato
mtb-note = MTB's anbefaling
requisition = Rekvisition
requisition-number = Rekvisitionsnummer
sample-id = Prøvenummer
requisition-note = Bemærkning til rekvisitionen
date-hint = dd-mm-åååå
unread-date = Skriv datoen som dd-mm-åååå
days-of-month = { $month } har { $days } dage
no-such-month = Måneden skal være 1–12
date-without-year = Skriv også årstallet
date-in-future = Datoen ligger i fremtiden
date-in-past = Datoen ligger i fortiden
date-long-ago = Året ligger før 1858
unread-line = Skriv det på én linje
overlong-count = { $count ->
    [one] { $count } tekst er for lang til at blive gemt
   *[other] { $count } tekster er for lange til at blive gemt
}
text-too-long = { $count } af højst { $limit } tegn. Forkort teksten.
text-not-drawn = Teksten er for lang til at blive vist i feltet. Dette er dens begyndelse.
empty-text = Tøm teksten
go-to-text = Gå til teksten
texts-short-now = Alle tekster er nu korte nok.
text-refused = Teksten er ikke indsat: Feltet kan højst rumme { $limit } tegn.
unread-percentage = Skriv et helt tal fra 0 til 100
unread-count = Skriv et helt tal, fx 2
unusual-sks-code-at-field = Ligner ikke en SKS-kode (fx DC221)
unusual-sks-code = Ligner ikke en SKS-diagnosekode (fx DC221). Kontrollér den.
choose-date = Vælg dato: { $field }
calendar-week = uge
calendar-days = ma ti on to fr lø sø
calendar-today = i dag
calendar-previous-month = Forrige måned
calendar-next-month = Næste måned
calendar-previous-year = Forrige år
calendar-next-year = Næste år
unread-cpr = Skriv nummeret som ddmmåå-xxxx
cpr-too-short = { $count ->
    [one] Nummeret har kun 1 af 10 cifre
   *[other] Nummeret har kun { $count } af 10 cifre
}
cpr-too-long = Nummeret har mere end 10 cifre
next-gap = næste ubesvarede:
next-before-biopsy = næste før biopsi/operation:
next-judgement = næste skøn:
next-step = næste:
progress-draft = kladde: { $count ->
    [one] 1 punkt mangler
   *[other] { $count } punkter mangler
}
ready-to-export = Klar til eksport
ready-without-identity = Klar til eksport uden navn og CPR-nummer
step-patient = patientens navn
step-cpr = CPR-nummer
step-requester = rekvirentens navn
step-judge = navn på den, der har afgjort: { $question }
step-unparsed = ret feltet »{ $field }«
step-reconfirm = bekræft, at oplysningerne stadig gælder
step-confirm-answer = bekræft svaret på »{ $question }«
step-assessed-on = vurderingsdatoen
step-changed-pdf = sammenhold patienten med side 1 i den ændrede PDF, og gem sagen
unread-cpr-date = De første seks cifre er ikke en dato
cpr-hint = ddmmåå-xxxx
cpr-missing = CPR-nummer mangler
cpr-unread = CPR-nummer kan ikke læses
unread-answer = I filen stod »{ $text }«, som ikke er et muligt svar. Vælg et svar.
one-less = én færre
one-more = én mere
hint-letters = { $first }/{ $last } · Enter: næste
hint-decision = { $first }/{ $last } · Enter: begrundelse
hint-digits = { $first }–{ $last } · Enter: næste
hint-ten-digits = 1–9, 0 · Enter: næste
hint-count = pil op/ned · Enter: næste
hint-date = Alt+pil ned: kalender · Enter: næste
hint-next = Enter: næste
hint-lines = Tab: næste
notes = Bemærkninger

## Oversigt

overview = Oversigt
held-against = { $count } vurderet ud fra de samme svar
overview-lead = { $count } indikationer vurderet ud fra de samme svar. Vælg et felt i tabellen for at se kriteriet.
overview-lead-blank = { $count } indikationer vurderes ud fra de samme svar.
overview-first-question = Hvad fejler patienten?
overview-matrix = Kriterierne række for række
overview-answer = Hvilken indikation passer til patienten?
overview-no-answer = Her vises, hvilke indikationer der passer, når sygdommen eller andre oplysninger er angivet.
fitting-count = { $count ->
    [0] Ingen af indikationerne passer
    [one] { $count } indikation kan passe
   *[other] { $count } indikationer kan passe
}
fitting-cannot = Passer ikke
row-lacks = mangler svar om { $names }
missing-in-list = { $count ->
    [one] { $count } svar mangler
   *[other] { $count } svar mangler
}
judgements-in-list = { $count ->
    [one] { $count } skøn udestår
   *[other] { $count } skøn udestår
}
ruled-out = Passer ikke til diagnosen
ruled-out-by = Passer ikke til diagnosen. Krav: { $statements }
and-more = og { $count } til
overview-elsewhere = Overlap og andre patientgrupper
overview-elsewhere-lead = Patienten kan også høre til disse indikationer og patientgrupper, som dokumenterne nævner.
overlap-from = (nævnt under: { $names })
before-biopsy = Før biopsi/operation
before-biopsy-settled = { $count ->
    [one] punktet er på plads
   *[other] alle { $count } punkter er på plads
}
before-biopsy-count = { $settled } af { $count } på plads. Det, der mangler, kan ikke indhentes, når biopsien eller operationen er udført.
verdict-cautions = { $count ->
    [one] { $count } forbehold
   *[other] { $count } forbehold
}
show-criteria = Se kriterierne
show-form = Se formularen

## Områder

area-bar = Patient og kommandoer
area-copy = Kopi af sagen
area-form = Formular
area-notices = Meddelelser
area-criteria = Kriterier
area-status = Status og visning

## Velkomst og hjælp

welcome-title = Sådan begynder du
welcome-patient = Skriv patientens navn og CPR-nummer nedenfor.
welcome-indication = Vælg en indikation til venstre, eller svar først og se her, hvilken der passer.
welcome-first-question = Vælg, hvad patienten fejler, så ses det, hvilke indikationer der kan passe. Eller vælg en indikation til venstre.
welcome-answers = Svar på spørgsmålene. Hvert kriterium viser sin vurdering med det samme, og F8 fører til det næste, der er ubesvaret eller skal afgøres.
welcome-export = Eksportér bilaget som PDF, og læg det ved rekvisitionen.
what-it-is-not = Programmet er en hjælp til at læse Nationalt Genom Centers kriterier. Det stiller ingen diagnose, afgør ikke, om patienten skal have foretaget WGS, og erstatter hverken rekvisitionen eller dokumenterne.
palette-title = Alle kommandoer
palette-hint = Skriv en del af kommandoens navn
palette-nothing = Ingen kommandoer passer.
help-search = Søg i hjælpen
help-nothing = Ingen sider passer.
help-pages = Alle sider i hjælpen
keys-in-the-form = I formularen
keys-commands = Kommandoer
keys-tab = Tab, Shift+Tab
keys-tab-does = gå til næste eller forrige felt
keys-arrows = Pil venstre, pil højre
keys-arrows-does = vælg næste eller forrige svar
keys-letter = Bogstav eller ciffer
keys-letter-does = vælg svaret, der begynder med bogstavet (J, N), eller svaret efter ciffer: PS 0–4, ellers pladsen 1–9 (0 er den tiende)
keys-enter = Enter
keys-enter-does = gå videre til næste spørgsmål
keys-delete = Delete
keys-delete-does = slet svaret
keys-up-down = Pil op, pil ned
keys-up-down-does = gå til feltet over eller under
keys-alt-down = Alt+Pil ned
keys-alt-down-does = åbn kalenderen i et datofelt
keys-escape = Esc
keys-escape-does = luk dialogen, menuen eller den nyeste besked; mens en anden sag åbnes: bliv i sagen
keys-f10 = F10
keys-f10-does = åbn menuerne, og skift mellem dem med pil venstre og højre
keys-shift-f10 = Shift+F10
keys-shift-f10-does = åbn menuen for et tekstfelt eller et kriterium
settings-title = Indstillinger
settings-requester = Rekvirent
settings-requester-text = Indsættes i nye sager.
settings-display = Visning
settings-safety = Sikkerhed
settings-by-policy = Bestemt af it-afdelingen.
settings-renderer-hardware = Vinduet tegnes med grafikkortet, hvis det virker på denne computer.
settings-renderer-software = Vinduet tegnes uden brug af grafikkortet, hvis det virker på denne computer.
settings-renderer-opengl = Vinduet tegnes med OpenGL, hvis det virker på denne computer.
settings-unencrypted-allowed = Sager kan gemmes ukrypteret efter en advarsel.
settings-unencrypted-forbidden = Sager kan kun gemmes krypteret.
settings-language = Sprog
settings-theme = Tema
settings-scale = Størrelse
settings-kept = Indstillingerne gemmes på denne computer og indeholder ingen patientoplysninger.
settings-recent = Vis de seneste sager
settings-recent-text = Filnavn, mappe og tidspunkt for de 10 sager, du sidst har åbnet eller gemt, lægges i { $folder }, hvor kun dit login har adgang. En fil, hvis navn kan røbe en patient, kommer ikke på listen. Listen slettes, når du slår den fra.
settings-recent-nowhere = Listen gemmes ikke, fordi indstillingerne ikke kan gemmes på denne computer.
recent-title = Seneste sager
recent-off = Listen over seneste sager er slået fra. Du kan slå den til i indstillingerne.
recent-none = Der er ingen sager på listen endnu.
recent-left-out = En fil, hvis navn kan røbe en patient, kommer ikke på listen.
recent-missing = Filen findes ikke på stedet lige nu. Den kan være flyttet eller slettet, eller drevet er ikke forbundet.
recent-forget = Fjern fra listen
recent-forget-one = Fjern { $name } fra listen
recent-clear = Ryd listen
open-elsewhere-title = Sagen er åben et andet sted
open-elsewhere-copy-text = Du kan åbne en kopi af sagen, som den sidst blev gemt. Kopien kan ændres, eksporteres og gemmes som en ny fil. Den oprindelige fil ændres ikke.
open-elsewhere-copy = Åbn en kopi
open-elsewhere-raise = Vis det andet vindue
copy-of-case-short = Kopi af sagen
copy-of-case = Kopi af sagen: Ændringer gemmes i en ny fil, ikke i den oprindelige
copy-open-original = Åbn den oprindelige
keep-settings = Gem indstillinger
close-dialog = Luk
about-version = WGS-henvisning { $version }
about-criteria = Kriterier: { $title }, { $publisher }. Kriteriesæt { $id }.
about-privacy = Programmet bruger ikke netværk. Intet forlader denne computer, medmindre du gemmer, udskriver eller kopierer.
about-licence = Programmet er fri software under MIT- eller Apache 2.0-licensen. Det bygger på bibliotekerne nedenfor.
about-show-licences = Vis licensteksterne
about-hide-licences = Vis listen over biblioteker

## Kriterier

rule-asks = Regel: { $rule }
rule-applies-when = Betingelse: { $rule }
comment = Kommentar
must-not-met = Ikke opfyldt: { $answers }
should-not-followed = Anbefaling ikke fulgt: { $answers }
go-to-question = Gå til spørgsmålet
judgement-accept = Ja
judgement-reject = Nej
why = Hvorfor
rationale = Begrundelse
rationale-needed = Afgørelsen gælder først, når den er begrundet.
name-needed = Afgørelsen mangler navn. Bilaget er en kladde, indtil der står et navn.
decide-here = Afgør
change-decision = Gå til afgørelsen
judged-by = Afgjort af
judged-on = Dato

## Dialoger

cancel = Annullér
discard = Kassér ændringer
save-first = Gem først
choose-place = Vælg placering…
open = Åbn
save = Gem
export = Eksportér
unsaved-title = Sagen er ikke gemt
unsaved-text = Der er ændringer, som går tabt, hvis sagen ikke gemmes.
unsaved-text-in-pdf = Sagen er ikke gemt som sag. Den blev skrevet med alle svar i den PDF-fil, du har eksporteret. Er filen der stadig, kan sagen åbnes derfra.
changed-text-in-pdf = Ændringerne er ikke gemt i sagens fil. De blev skrevet i den PDF-fil, du har eksporteret. Er filen der stadig, kan sagen åbnes derfra med alle svar.
unsaved-before-new-patient = Den nye patient får sin egen sag. Sagen for { $patient } er ikke gemt og går tabt, hvis den ikke gemmes først.
changed-before-new-patient = Den nye patient får sin egen sag. Det, du har ændret i sagen for { $patient }, siden den sidst blev gemt, går tabt, hvis den ikke gemmes først.
unsaved-before-new-patient-in-pdf = Den nye patient får sin egen sag. Sagen for { $patient } er ikke gemt som sag. Den blev skrevet med alle svar i den PDF-fil, du har eksporteret. Er filen der stadig, kan sagen åbnes derfra.
changed-before-new-patient-in-pdf = Den nye patient får sin egen sag. Det, du har ændret i sagen for { $patient }, er ikke gemt i dens fil. Det blev skrevet i den PDF-fil, du har eksporteret. Er filen der stadig, kan sagen åbnes derfra med alle svar.
leaving-title = Sagen gemmes
leaving-for-new = Gemmer, derefter ny sag …
leaving-to-open = Gemmer, derefter åbnes en anden sag …
leaving-for-sample = Gemmer, derefter åbnes eksempelsagen …
leaving-to-recover = Gemmer, derefter gendannes en sag …
leaving-to-close = Gemmer, derefter lukkes vinduet …
leaving-hint = Imens kan intet skrives. Med Esc bliver du i sagen.
leaving-ask-now = Vent ikke…
leaving-stay = Bliv i sagen
unsaved-settings-title = Indstillingerne er ikke gemt
unsaved-settings-text = Det, du har ændret i indstillingerne, er ikke gemt. Vil du gemme det, før vinduet lukkes?
save-plain-title = Sagen gemmes ukrypteret
save-plain-text = Filen indeholder patientens navn, CPR-nummer og helbredsoplysninger og kan læses af alle, der har adgang til den. Gem den kun, hvor det er tilladt.
choose-indication-title = Hvilken indikation?
choose-indication-text = »{ $command }«: Bilaget gælder én indikation, som bliver sagens. Vælg den her.
export-title = Eksportér PDF
check-title = Tjek før eksport
check-title-print = Tjek før udskrift
check-verdict = Vurdering
check-no-draft = Bilaget er ikke en kladde. Udskriften underskrives i hånden.
check-missing-answers = Mangler svar
check-missing = Mangler
check-contradictions = Stemmer ikke overens
check-doubts = Kontrollér
check-cautions = Forbehold
check-notes = Bemærk
check-not-followed = Anbefalinger, der ikke er fulgt
check-judgements = Lægelige skøn
check-judgement-open = Mangler: der er ikke taget stilling
check-judgement-without-rationale = Mangler begrundelse og gælder ikke endnu
check-judgement-unnamed = Mangler navn på den, der har afgjort det
check-judgement-signed = Afgjort: { $signature }
check-blank = Ikke udfyldt
check-blank-count = { $count ->
    [one] 1 felt er ikke udfyldt
   *[other] { $count } felter er ikke udfyldt
}
export-text = PDF-filen er ukrypteret og indeholder patientens navn, CPR-nummer og helbredsoplysninger. Gem den kun, hvor det er tilladt. Den er et bilag og erstatter ikke rekvisitionen.
export-draft = Bilaget mærkes som kladde på hver side: { $reasons }.
export-pdf-without-mark = Sagen er hentet fra en PDF-fil uden QR-kode fra programmet. Kontrollér patient og svar, før bilaget bruges.
export-pdf-not-checked = Sagen er hentet fra en PDF-fil, hvis sider ikke kunne kontrolleres på denne computer. Kontrollér patient og svar, før bilaget bruges.
export-pdf-not-comparable = Sagen er hentet fra en PDF-fil, hvis sider ikke er sammenlignet med den. Kontrollér patient og svar, før bilaget bruges.
export-changed-pdf = Sagen er hentet fra en ændret PDF-fil. { $reasons } Spørg afsenderen, før bilaget bruges.
report-without-identity-choice = Uden navn og CPR-nummer
report-with-case-choice = Sagen inde i filen
export-text-without-identity = Navn, CPR-nummer, fødselsdato, rekvirent, rekvisitions- og prøvenummer udelades. Alderen og alle svar, kommentarer og begrundelser bliver stående. Filen er ukrypteret og kan ikke lægges ved en rekvisition.
export-case-inside = Sagen ligger som fil inde i PDF-filen, så den kan åbnes igen her i programmet.
export-case-outside = Sagen ligger ikke inde i PDF-filen, som derfor ikke kan åbnes igen her i programmet.
export-replaced = Skrifttypen mangler disse tegn. De erstattes af et synligt tegn: { $characters }
export-traces = Læs disse tekster igennem. De kan røbe, hvem patienten eller rekvirenten er:
print-title = Udskriv bilaget
print = Udskriv
print-text = Udskriften indeholder patientens navn, CPR-nummer og helbredsoplysninger. Den er et bilag og erstatter ikke rekvisitionen. Der gemmes ingen fil.
print-text-without-identity = Navn, CPR-nummer, fødselsdato, rekvirent, rekvisitions- og prøvenummer udelades. Alderen og alle svar, kommentarer og begrundelser bliver stående. Udskriften kan ikke lægges ved en rekvisition. Der gemmes ingen fil.
export-then-view = Når filen er gemt, åbnes den i computerens PDF-læser.
trace-patient-name = en del af patientens navn
trace-requester = rekvirentens navn, arbejdssted eller nummer
trace-birth-date = patientens fødselsdato
trace-requisition = rekvisitions- eller prøvenummeret
trace-number = cifre som i et CPR-nummer
new-patient-title = Er det en ny patient?
new-patient-text = Der står nu en anden patient i sagen. Svarene i den hører til den forrige patient.
new-patient-before = Svarene hører til
new-patient-now = Indtastet nu
new-patient-choices-saved = En ny patient får sin egen sag uden svar. Sagen for { $patient } er gemt og ændres ikke. Er det en rettelse, bliver svarene stående. »Annullér« genindsætter den forrige patient.
new-patient-choices-unchanged = En ny patient får sin egen sag uden svar. Sagen for { $patient } er ikke ændret, siden du åbnede den: Du bliver ikke spurgt, om den skal gemmes. Er det en rettelse, bliver svarene stående. »Annullér« genindsætter den forrige patient.
new-patient-choices-changed = En ny patient får sin egen sag uden svar. Det, du har ændret i sagen for { $patient }, er ikke gemt: Før den nye sag bliver du spurgt, om det skal gemmes. Er det en rettelse, bliver svarene stående. »Annullér« genindsætter den forrige patient.
new-patient-choices-unsaved = En ny patient får sin egen sag uden svar. Sagen for { $patient } er ikke gemt: Før den nye sag bliver du spurgt, om den skal gemmes. Er det en rettelse, bliver svarene stående. »Annullér« genindsætter den forrige patient.
new-patient-begin = Ny sag til den nye patient
new-patient-corrected = Det er en rettelse
new-patient-warning = Svarene hører til { $patient }
replace-title = Filen findes allerede
replace-changed = Filen er ændret, siden du blev spurgt.
replace-text = Skal { $path } erstattes?
replace-text-report = Skal { $path } erstattes af bilaget ({ $indication })?
replace = Erstat
migrated-title = Sagen er fra en tidligere læsning af kriterierne
migrated-text = Sagen blev udfyldt efter kriteriesættet { $from } og er nu vurderet efter { $to }. Filen er ikke ændret; først når du gemmer, skrives sagen efter det nye sæt.
migrated-from-changed-set = Kriteriesættet { $from } er desuden ændret, siden sagen blev gemt. Derfor kan det ikke vises, hvad vurderingen var dengang. Se vurderingen igennem.
changed-set-text = Kriteriesættet { $from } er ændret, siden sagen blev gemt, og sagen er nu vurderet efter sættet, som det er i dag. Se vurderingen igennem. Filen er ikke ændret; først når du gemmer, skrives sagen efter det ændrede sæt.
migrated-verdicts = Vurderinger, der ændrer sig
migrated-verdict = { $indication }: { $before } → { $after }.
migrated-because = Krav: { $statements }
migrated-same-verdicts = Ingen samlet vurdering ændrer sig.
migrated-dropped = Svar, der er udeladt og skal gives igen
migrated-to-confirm = Svar, der skal bekræftes
preview-title = Bilag (PDF)
close-preview = Luk visning
preview-page = Side { $page } af { $pages }
preview-alt = Side { $page } af { $pages } af bilaget, som det gemmes
preview-zoom = { $percent } % af bredden
preview-smaller = Formindsk siderne
preview-larger = Forstør siderne
preview-fit = Tilpas til bredden
preview-drawing = Siderne tegnes…
preview-other-patient = Siderne vises, når det er afklaret, om det er en ny patient.
preview-failed = Siderne kunne ikke tegnes. Bilaget kan stadig eksporteres.
preview-try-again = Prøv igen
preview-pages = Bilagets sider
preview-contents = Bilagets indhold og udskrift
preview-draft = Kladde: { $count ->
    [one] 1 punkt mangler
   *[other] { $count } punkter mangler
}
preview-lacking = { $count ->
    [one] 1 punkt mangler
   *[other] { $count } punkter mangler
}
report-language = Bilagets sprog
dialog-open-title = Åbn sag
dialog-scan-title = Vælg et scannet bilag
file-type-scan = Billede (PNG eller JPEG)
compare = Sammenhold
dialog-save-title = Gem sag
dialog-export-title = Eksportér PDF
no-dialog-text = Computeren har ingen filvælger (installér xdg-desktop-portal eller zenity). Skriv i stedet stien til filen; Tab udfylder mappernes navne.
path = Sti
path-folder = Mappe: { $folder }
path-blank = Skriv stien til filen.
file-type-case = WGS-sag
file-type-case-or-pdf = WGS-sag eller PDF-bilag

## Beskeder

close-notice = Luk
notices-show-all = { $count ->
    [one] Vis hele beskeden
   *[other] Vis alle ({ $count })
}
notices-show-one = Vis kun én linje
show-in-folder = Vis i mappe
notice-nothing-missing = Intet nødvendigt mangler. Bilaget er klar til eksport.
notice-nothing-missing-but-consent = Alt nødvendigt er besvaret, men samtykke er ikke indhentet. Bilaget kan eksporteres.
notice-text-answers-nothing = Der blev skrevet tekst, mens et spørgsmål var valgt. Teksten er ikke brugt, og svaret er, som det var før. Vent et øjeblik, før du svarer med en tast.
notice-text-has-answered = Der blev skrevet tekst, mens et spørgsmål var valgt. Det første bogstav kan have ændret svaret. Kontrollér det.
notice-shortcut-not-used = Genvejstasten, du netop brugte, gjorde ingenting, for den var måske ment til noget andet. Brug den igen, hvis den hører til her.
notice-text-not-used = Det, du netop skrev, er ikke brugt, for det var måske ment til noget andet. Skriv det igen, hvis det hører til her.
notice-age-of-earlier-day = Alderen er fjernet, for den gjaldt en anden vurderingsdato. Skriv CPR-nummer eller fødselsdato, så alderen kan vurderes.
notice-begun = Ny sag. Alle felter om den forrige patient er ryddet.
notice-settings-broken = Indstillingsfilen kunne ikke læses, så det, der stod i den, gælder ikke. Kontrollér indstillingerne. Den gamle fil er lagt til side: { $path }
notice-settings-texts-left-out = { $count ->
    [one] En tekst om rekvirenten i indstillingerne er for lang og er udeladt. De øvrige indstillinger gælder. Udfyld feltet igen i indstillingerne.
   *[other] { $count } tekster om rekvirenten i indstillingerne er for lange og er udeladt. De øvrige indstillinger gælder. Udfyld felterne igen i indstillingerne.
}
notice-policy-faults = Det, it-afdelingen har bestemt for denne computer, har fejl: { $faults }. Resten gælder. Giv it-afdelingen besked.
policy-unreadable = det kan ikke læses, så sager kan kun gemmes krypteret
policy-unknown-name = »{ $name }« er ukendt
policy-wrong-value = »{ $name }« har en ugyldig værdi og gælder ikke
policy-wrong-value-forbids = »{ $name }« har en ugyldig værdi, så sager kan kun gemmes krypteret
notice-settings-newer = Indstillingerne er gemt af en nyere version af programmet. De bruges ikke her og ændres ikke.
notice-settings-unreadable = Indstillingsfilen kunne ikke læses: { $reason }. Standardindstillingerne gælder, og ændringer gemmes ikke.
notice-settings-not-kept = Indstillingsfilen kunne ikke gemmes: { $reason }. Indstillingerne gælder, til programmet lukkes.
notice-sample = Eksempelsagen er åbnet. Patienten er opdigtet. Vælg »Ny sag«, før du indtaster en rigtig patient.
notice-dialog-open = En fildialog er åben, måske bag vinduet. Vælg en fil i den, eller annullér den først.
notice-closes-after-print = Vinduet lukkes, når udskriftsdialogen er besvaret, dog senest om to minutter.
notice-several-files-dropped = Ingen af filerne er åbnet. Slip én fil ad gangen.
notice-requester-answers-blanked = { $count ->
    [one] Et svar om den rekvirerende læge er tømt, fordi det kun gælder for den læge, der stod før: { $name }. Svar igen, eller fortryd.
   *[other] { $count } svar om den rekvirerende læge er tømt, fordi de kun gælder for den læge, der stod før: { $name }. Svar igen, eller fortryd.
}
notice-unnamed-answers-blanked = { $count ->
    [one] Et svar om den rekvirerende læge er tømt, fordi det blev givet, før der stod en rekvirent. Svar igen, eller fortryd.
   *[other] { $count } svar om den rekvirerende læge er tømt, fordi de blev givet, før der stod en rekvirent. Svar igen, eller fortryd.
}
notice-requester-answers-replaced = { $count ->
    [one] Et svar om den rekvirerende læge er nu det fra din profil, fordi det tidligere svar kun gælder for den læge, der stod før: { $name }. Ret det, eller fortryd.
   *[other] { $count } svar om den rekvirerende læge er nu dem fra din profil, fordi de tidligere svar kun gælder for den læge, der stod før: { $name }. Ret dem, eller fortryd.
}
notice-unnamed-answers-replaced = { $count ->
    [one] Et svar om den rekvirerende læge er nu det fra din profil, fordi det tidligere svar blev givet, før der stod en rekvirent. Ret det, eller fortryd.
   *[other] { $count } svar om den rekvirerende læge er nu dem fra din profil, fordi de tidligere svar blev givet, før der stod en rekvirent. Ret dem, eller fortryd.
}
notice-signatures-blanked = { $count ->
    [one] Et skøn er ikke længere underskrevet, fordi underskriften var navnet på den rekvirent, der stod før: { $name }. Skriv i »Afgjort af«, hvem der har afgjort det, eller fortryd.
   *[other] { $count } skøn er ikke længere underskrevet, fordi underskriften var navnet på den rekvirent, der stod før: { $name }. Skriv i »Afgjort af«, hvem der har afgjort dem, eller fortryd.
}
notice-requester-corrected = Rekvirentens navn er opfattet som en rettelse af { $name }, så svar om lægen og underskrifter er beholdt ({ $count } i alt). Er det en anden læge, tømmer knappen dem.
notice-same-doctor = Det er samme læge
notice-another-doctor = Det er en anden læge
notice-judgements-signed = { $count ->
    [one] Et skøn uden underskrift er nu underskrevet med rekvirentens navn. Ret »Afgjort af«, hvis en anden har afgjort det.
   *[other] { $count } skøn uden underskrift er nu underskrevet med rekvirentens navn. Ret »Afgjort af«, hvis en anden har afgjort dem.
}
notice-profile-kept = Rekvirenten og svarene om rekvirenten er gemt i din profil og indsættes i nye sager.
notice-other-profile = Din rekvirent er ikke gemt, for et andet vindue har i mellemtiden gemt: { $requester }. Den gælder, når programmet startes næste gang; din gælder kun i dette vindue.
notice-other-profile-blank = ingen rekvirent
notice-other-profile-keep = Gem min rekvirent
notice-other-profile-take = Brug den gemte
notice-recent-not-kept = Listen over seneste sager kunne ikke gemmes: { $reason }.
notice-recent-not-deleted = Listen over seneste sager kunne ikke slettes: { $reason }. Slet selv filen recent.ron i indstillingernes mappe.
notice-other-window-asked = Det andet vindue er bedt om at komme frem. Ser du det ikke, så find det blandt dine åbne vinduer.
notice-other-window-not-raised = Det andet vindue kunne ikke vises. Find det selv, eller åbn filen igen, og vælg at åbne en kopi.
notice-other-case-shown = Den valgte fil blev ikke brugt, og intet er gemt: En anden sag er åbnet i mellemtiden. Vælg igen, hvis valget gælder denne sag.
notice-taken-out = Sagen er hentet fra PDF-filen; selve filen bliver ikke rørt: { $path }. »Gem« spørger, hvor sagen skal gemmes.
notice-pdf-changed = Sagen er hentet fra en PDF-fil, der er ændret, siden den blev lavet, og oplysningerne i sagen er måske ikke dem, der blev vurderet. { $reasons } Patienten i sagen: { $patient }. Sammenlign med side 1 i PDF-filen. Spørg afsenderen, før sagen bruges. Indtil den er gemt, bliver advarslen stående, og bilag og resumé er kladder. »Gem« spørger, hvor sagen skal gemmes.
notice-pdf-without-mark = Der kunne ikke læses en QR-kode fra programmet på PDF-filens side 1, så det kan ikke ses, om siderne og sagen hører sammen. Kontrollér patient og svar. Advarslen bliver stående, til sagen er gemt.
notice-pdf-not-checked = PDF-filens sider kunne ikke tegnes på denne computer, så det er ikke kontrolleret, om siderne og sagen hører sammen. Luk andre programmer, og åbn filen igen, eller sammenlign selv siderne med patient og svar. Advarslen bliver stående, til sagen er gemt.
notice-pdf-not-comparable = PDF-filens sider er ikke sammenlignet med sagen, for filen fortæller ikke, hvordan de blev lavet. Nogle af dem kan være fra en anden patient, fx hvis to filer er sat sammen. Patienten i sagen: { $patient }. Sammenlign selv alle sider med patient og svar. Advarslen bliver stående, til sagen er gemt.
changed-attachments = To vedhæftede filer udgiver sig for at være sagen og er forskellige.
changed-mark-unreadable = QR-koden på side 1 kan ikke læses.
changed-other-report = QR-koden på side 1 er fra et andet bilag.
changed-several-reports = Siderne har QR-koder fra flere bilag.
changed-other-case = Sagen i filen er ikke den, bilaget blev lavet af.
changed-other-set = QR-koden nævner et andet kriteriesæt end sagen.
changed-other-pages = Siderne viser noget andet end sagen i filen.
changed-too-much = Filen rummer så meget, at den ikke kan gennemgås, og der kan ligge en anden sag i den.
notice-paper-this-case = Papiret er udskrevet fra denne sag.
notice-paper-this-case-before = Papiret er udskrevet fra denne sag, men sagen er ændret siden. Udskriv den igen, hvis papiret skal passe til sagen.
notice-paper-another-case = Papiret er ikke udskrevet fra denne sag, som den er nu. Det hører til en anden sag eller til en tidligere udgave af denne; sammenlign navn og CPR-nummer.
notice-paper-no-mark = Der blev ikke fundet en QR-kode fra programmet på billedet. Scan side 1 lige og med mindst 150 dpi, og prøv igen.
notice-paper-not-read = Billedet kunne ikke læses: { $reason } ({ $scan })
notice-paper-of-changed-pdf = Papiret passer til sagen i filen, men PDF-filen er ændret. Se advarslen.
notice-paper-not-pages = Papiret passer til sagen i filen, men ikke til PDF-filens sider.
notice-made-from-changed-pdf = Det er en kladde, fordi sagen er hentet fra en ændret PDF-fil. Spørg afsenderen, før det bruges.
reason-no-picture = filen er ikke et PNG- eller JPEG-billede
reason-picture-unreadable = billedet er beskadiget eller større end 40 megapixel
reason-picture-too-much = det tager mere end 20 sekunder at lede efter QR-koder på billedet; scan side 1 alene, i gråtoner og med 150 til 300 dpi
reason-picture-not-searched = billedet kunne ikke gennemsøges på denne computer; luk andre programmer, og prøv igen
notice-faults = { $count ->
    [one] Sagen er åbnet, men { $count } oplysning kunne ikke læses.
   *[other] Sagen er åbnet, men { $count } oplysninger kunne ikke læses.
}
notice-many-faults = Sagen er åbnet, men { $count } oplysninger kunne ikke læses.
notice-faults-marked = { $count ->
    [one] Teksten står markeret i sit felt og tæller som ubesvaret; ret den, og gem under et nyt navn.
   *[other] Teksterne står markeret i deres felter og tæller som ubesvarede; ret dem, og gem under et nyt navn.
}
notice-faults-partly-marked = Hvad der har et felt, står markeret dér og tæller som ubesvaret. Resten er udeladt. Ret felterne, gennemgå sagen, og gem under et nyt navn.
notice-faults-left-out = { $count ->
    [one] Den er udeladt, og intet felt er markeret. Gennemgå sagen, og gem under et nyt navn.
   *[other] De er udeladt, og intet felt er markeret. Gennemgå sagen, og gem under et nyt navn.
}
notice-texts-too-long = Sagen er ikke gemt, eksporteret eller kopieret: Disse tekster er for lange. Forkort dem, og prøv igen. Intet er skåret af.
after-export = { $command } – det eksporterede bilag
export-again = Eksportér igen…
notice-exported = PDF-filen er gemt: { $path }
notice-exported-draft = PDF-filen er gemt som kladde: { $path }
notice-export-outdated = Sagen er ændret, efter at PDF-filen blev gemt. Filen svarer ikke længere til sagen: { $path }
notice-export-superseded = Brug ikke den ældre PDF-fil, som ikke svarer til sagen: { $path }
notice-export-replaced = Filen er ikke længere den, der blev eksporteret: Den er ændret eller erstattet og gælder måske en anden patient. Den blev ikke åbnet.
notice-export-replaced-shown = Filen i mappen er ikke længere den, der blev eksporteret: Den er ændret eller erstattet og gælder måske en anden patient.
notice-export-gone = Filen, der blev eksporteret, findes ikke længere: Den er slettet, flyttet eller omdøbt, eller drevet er ikke tilsluttet.
notice-export-at = Fil: { $path }
notice-characters-replaced = Skrifttypen mangler disse tegn, som er erstattet: { $characters }
notice-open-failed = Sagen kunne ikke åbnes: { $reason } ({ $path })
notice-save-failed = Sagen kunne ikke gemmes: { $reason } ({ $path }). Det, du har skrevet, er stadig i vinduet. Prøv igen, eller vælg »Gem som…«.
notice-export-failed = PDF-filen kunne ikke gemmes: { $reason } ({ $path }). Prøv et andet sted.
notice-copied = Resuméet ({ $indication }) er kopieret som tekst. Det indeholder helbredsoplysninger; indsæt det kun, hvor det er tilladt.
notice-viewed = PDF-filen er åbnet i computerens PDF-læser.
notice-printed = Bilaget er sendt til udskrivning.
notice-view-failed = PDF-filen kunne ikke åbnes i en PDF-læser: { $reason }. Fil: { $path }
notice-print-unknown = Bilaget er måske ikke udskrevet: Udskriftsdialogen blev lukket, eller systemet fortalte ikke, hvordan det gik. Se efter ved printeren, før du udskriver igen.
notice-print-failed = Bilaget kunne ikke udskrives: { $reason }. Eksportér PDF-filen, og udskriv den fra en PDF-læser eller på en anden computer.
notice-folder-failed = Mappen kunne ikke vises: { $reason }. Fil: { $path }
notice-previous-case = Forrige sag: { $notice }
notice-earlier-case = En tidligere sag: { $notice }
notice-earlier-exported = PDF-filen er gemt.
notice-earlier-exported-draft = PDF-filen er gemt som kladde.
notice-some-characters-replaced = Skrifttypen mangler nogle tegn, som er erstattet af et synligt tegn.
notice-earlier-export-failed = PDF-filen kunne ikke gemmes: { $reason }. Åbn den sag, og eksportér PDF-filen igen.
notice-other-case-not-opened = Den anden sag er ikke åbnet, for en dialog handler om denne. Åbn den igen bagefter.
notice-not-opened-other-case = PDF-filen er ikke åbnet i en PDF-læser, for en anden sag er åbnet i mellemtiden.
notice-not-opened-changed = PDF-filen er ikke åbnet i en PDF-læser, for sagen er ændret, siden den blev skrevet.
notice-not-opened-covered = PDF-filen er ikke åbnet i en PDF-læser, for vinduet blev dækket.
notice-earlier-save-failed = Sagen kunne ikke gemmes: { $reason }. Det, der blev skrevet, siden den sidst blev gemt, mangler i dens fil. Skriv det igen.
notice-earlier-view-failed = PDF-filen kunne ikke åbnes i en PDF-læser: { $reason }.
notice-earlier-print-failed = Bilaget kunne ikke udskrives: { $reason }.
notice-earlier-folder-failed = Mappen kunne ikke vises: { $reason }.

reason-not-found = filen findes ikke
reason-no-folder = mappen findes ikke
reason-is-folder = det er en mappe, ikke en fil
reason-denied = der er ikke adgang til den
reason-too-large = den er for stor til en fil af den slags
reason-no-case = filen er ikke en WGS-sag
reason-none-inside = der er ingen WGS-sag i PDF-filen
reason-several-inside = der er mere end én WGS-sag i PDF-filen, og det kan ikke ses, hvilken der er den rigtige; bed afsenderen om sagen selv
reason-pdf-damaged = PDF-filen er beskadiget
reason-pdf-wrong-size = sagen i PDF-filen har en anden størrelse, end filen oplyser; den er afkortet eller ændret
reason-pdf-too-much = PDF-filen rummer så meget, at den ikke kan gennemgås, og der kan ligge en anden patients sag i den; åbn den PDF-fil, som programmet har eksporteret, eller bed afsenderen om sagen selv
reason-pdf-encrypted = PDF-filen er krypteret; gem den uden kryptering, og åbn den igen
reason-newer = filen er gemt af en nyere version af programmet
reason-disk-full = disken er fuld
reason-case-itself = det er sagens egen fil, som ville gå tabt; vælg et andet navn
reason-not-a-file = det er ikke en almindelig fil; vælg en anden
reason-exists = der findes allerede en fil med det navn
reason-original-of-copy = vinduet viser en kopi af netop den fil; vælg et andet navn
reason-open-elsewhere = den er allerede åben et andet sted; den skal lukkes dér først
reason-open-by = den er allerede åben et andet sted ({ $who }); den skal lukkes dér først
reason-in-use = den er åben i et andet program; luk den dér, og prøv igen
reason-system = computeren meldte en fejl
reason-system-error = computeren meldte fejl nummer { $code }
reason-name-too-long = filnavnet er for langt; vælg et kortere
reason-planted-link = stien går over en genvej (link), som en anden kan have lagt i en fælles mappe, og den kan føre hvor som helst hen; vælg selve mappen, som filen skal ligge i
reason-unreachable = drevet kan ikke nås; kontrollér forbindelsen
reason-broken-link = genvejen (link) fører ingen steder hen; kontrollér forbindelsen, hvis den fører til et drev, eller vælg en anden placering
reason-no-viewer = computeren har ingen PDF-læser
reason-no-file-program = computeren har intet program, der kan vise mapper
reason-fault = en fejl i programmet
reason-no-printer = computeren har intet at udskrive med
reason-print-unanswered = systemets udskriftsdialog svarede ikke
reason-print-forbidden = udskrivning er slået fra på computeren

fault-line = Linje { $line }, kolonne { $column }: { $field } – { $what }
fault-unknown-field = feltet kendes ikke
fault-unknown-id = id'et kendes ikke i kriteriesættet
fault-duplicate = feltet står to gange
fault-wrong-type = værdien har en forkert type
fault-not-a-value = værdien er ikke et af de mulige svar
fault-out-of-range = værdien er ikke et tal fra { $from } til { $to }
fault-date = datoen findes ikke
fault-line-break = teksten er på mere end én linje
fault-too-long = teksten er for lang: { $count } tegn, højst { $limit } er tilladt
fault-control-character = teksten indeholder et tegn, som ikke kan vises
fault-cpr = nummeret er ikke et CPR-nummer
fault-birth = fødslen ligger efter vurderingsdatoen
fault-age-beside = alderen kan kun stå, hvor hverken CPR-nummer eller fødselsdato gør det
fault-undecided = spørgsmålet er besvaret med hverken ja eller nej
fault-no-rationale = begrundelsen mangler
fault-missing = feltet mangler
fault-unread = halvt indtastet tekst

start-no-window = Programmet kan ikke vise sit vindue på denne computer. Opdatér grafikdriveren eller systemet, eller bed it-afdelingen om det.
start-criteria = Programmet kan ikke starte, fordi dets kriterier er beskadiget. Bed it-afdelingen installere det igen.
