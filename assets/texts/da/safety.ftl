# Kryptering, nøgler, gendannelse og lås.

## Gem sagen

save-title = Gem sagen
save-text = Sagen indeholder helbredsoplysninger og gemmes krypteret. Hvordan skal den kunne åbnes?
save-way = Sagen åbnes med
save-way-keys = Nøgle på denne computer
save-way-passphrase = Adgangskode
save-keys-text = Sagen åbnes uden adgangskode af alle, der bruger dit login på denne computer. På andre computere kræves din gendannelsesnøgle.
save-keys-first = Først oprettes en gendannelsesnøgle. Med den kan dine sager åbnes, også hvis computeren går i stykker eller skiftes ud.
save-keys-impossible = Nøglen kan ikke bruges: { $reason }. Du kan vælge adgangskode i stedet.
save-way-unusable = kan ikke bruges nu
save-keys-not-now = Nøgle på denne computer kan ikke bruges nu: { $reason }.
save-keys-asking = Spørger computerens nøglelager…
save-keys-make = Opret gendannelsesnøgle…
save-passphrase-instead = Brug adgangskode
save-passphrase-text = Alle, der kender adgangskoden, kan åbne sagen, også på en anden computer.
save-unencrypted-ask = Gem ukrypteret…
save-unencrypted-forbidden = It-afdelingen har bestemt, at sager skal gemmes krypteret.
save-unencrypted = Gem ukrypteret
passphrase = Adgangskode
passphrase-again = Gentag adgangskoden
passphrase-hint = Fire eller flere tilfældige ord er lette at huske og svære at gætte.
passphrase-weak = Svag: kan gættes. Brug flere ord, og ingen navne eller datoer.
passphrase-broken = Den gættes på et øjeblik og kan ikke bruges. Vælg fire eller flere tilfældige ord uden sammenhæng; undgå navne, datoer, talrækker og gentagelser.
passphrase-fair = Rimelig. Endnu et tilfældigt ord gør den stærkere.
passphrase-strong = Stærk.
passphrase-blank = Skriv en adgangskode.
passphrase-needed = Skriv sagens adgangskode.
passphrase-refused = Teksten er ikke indsat: En adgangskode kan højst fylde 512 byte (omkring 500 tegn).
passphrase-different = De to adgangskoder er ikke ens.
passphrase-not-repeated = Gentag adgangskoden her.
passphrase-lost = Glemmer du adgangskoden, kan filen ikke åbnes. Heller ikke programmets udviklere kan åbne den.
recovery-key-lost = Glemmer du adgangskoden, kan gendannelsesnøglen ikke bruges.
make-keys-title = Opret en gendannelsesnøgle
make-keys-text = Gendannelsesnøglen er en lille fil, der åbner dine sager, hvis denne computer ikke kan. Vælg en ny adgangskode til den, og gem filen uden for computeren, fx på dit netværksdrev.
make-keys-earlier = Tidligere gendannelsesnøgler virker fortsat.
make-keys-impossible = Der kan ikke oprettes en gendannelsesnøgle nu: { $reason }.
make-keys-place = Vælg placering…
recovery-key-file = wgs-gendannelsesnøgle-{ $day }.age
changed-title = Filen er ændret i mellemtiden
changed-text = { $path } er ændret, siden du åbnede den, måske af en anden.
changed-choice = »Gem som…« bevarer begge udgaver. »Overskriv« sletter ændringerne i filen. »Genindlæs« sletter dine.
changed-overwrite = Overskriv
changed-reload = Genindlæs, kassér mine ændringer
gone-title = Filen er der ikke længere
gone-text = { $path } er slettet, flyttet eller omdøbt, siden du åbnede den. Gem sagen det samme sted igen eller under et andet navn.
gone-save = Gem samme sted

## Åbn en krypteret sag

passphrase-title = Sagen er krypteret
passphrase-text = Skriv adgangskoden til { $path }.
passphrase-trying = Kontrollerer adgangskoden…
passphrase-wrong = Adgangskoden er forkert. Prøv igen.
key-store-title = Nøglen kan ikke hentes
key-store-text = { $path } åbnes med din nøgle på denne computer.
key-store-or = Sagen kan også åbnes med din gendannelsesnøgle.
key-store-unlock = Lås nøglelageret op…
key-store-recovery = Brug gendannelsesnøgle…
recovery-key-title = Åbn med gendannelsesnøgle
recovery-key-text = Vælg den gendannelsesnøgle, der hører til { $path }, og skriv nøglens adgangskode.
recovery-key-chosen = Gendannelsesnøgle: { $path }
recovery-key-none = Der er ikke valgt nogen gendannelsesnøgle.
recovery-key-pick = Vælg gendannelsesnøgle…
recovery-key-passphrase = Gendannelsesnøglens adgangskode
reason-no-key-chosen = Vælg først gendannelsesnøglens fil.
reason-not-this-computer = Nøglen på denne computer åbner ikke sagen.
reason-not-this-recovery-key = Den valgte gendannelsesnøgle åbner ikke sagen. Vælg en anden.

## Gendan efter et nedbrud

recover-title = Sager, der ikke blev gemt
recover-text = Programmet eller computeren lukkede ned, før disse sager blev gemt. Vælg »Gendan« for at arbejde videre.
recover-text-later = Programmet eller computeren lukkede ned, før disse sager blev gemt. De er krypteret, og nøglen til dem kan ikke hentes lige nu. De bliver liggende, til de kan gendannes.
recover-text-unreadable = Programmet eller computeren lukkede ned, før disse sager blev gemt. De kan ikke læses på denne computer.
recover-none = Der er ingen sager at gendanne.
recover-one = Gendan
recover-later = Ikke nu
recover-discard = Kassér
recover-discard-text = Det, der ikke blev gemt, slettes og kan ikke gendannes. En gemt fil røres ikke.
recover-discard-for-good = Slet kopien
recover-keep = Behold
recover-kept-at = Senest ændret { $moment }
recover-initials = Patientens initialer: { $initials }
recover-more = Vis flere ({ $count })
recover-unreadable = En sag, der ikke kan læses
recovery-impossible = Ikke gemte ændringer kan gå tabt ved nedbrud
recovery-off = Gendannelseskopi er slået fra
recovery-none = Ingen gendannelseskopi
welcome-recovery = Det, du ikke har gemt, gemmes løbende som krypteret kopi på denne computer, så det kan gendannes efter et nedbrud. Kopien slettes, når sagen gemmes eller kasseres. Det kan slås fra under Indstillinger.
welcome-recovery-asking = Om det, du ikke har gemt, kan gendannes efter et nedbrud, afhænger af computerens nøglelager, som er ved at blive spurgt.
welcome-no-recovery = Det, du ikke har gemt, kan ikke gendannes efter et nedbrud: { $reason }. Gem sagen undervejs.

## Lås

locked = Vinduet er låst. Sagen vises igen, når du skriver dens adgangskode.
locking = Vinduet er dækket. Sagen vises igen, når du skriver dens adgangskode. Den er ved at blive krypteret.
locked-keys = Vinduet er låst. Sagen vises igen, når computerens nøglelager svarer.
unlocking = Vinduet låses op …
unlock-failed = Vinduet kunne ikke låses op: { $reason }. Intet er gået tabt.
not-locked-job = Vinduet er dækket. Sagen vises igen, når du skriver dens adgangskode. Programmet arbejder stadig med sagen; når arbejdet er færdigt, krypteres den, til du låser op.
not-locked-dialog = Vinduet er dækket. Sagen vises igen, når du skriver dens adgangskode. Så længe en dialog er åben bag ved, er sagen skjult, men ikke krypteret.
not-locked-copy = Vinduet er dækket. Sagen vises igen, når du skriver dens adgangskode. De sidste ændringer er endnu ikke i gendannelseskopien; når de er det, krypteres sagen, til du låser op.
not-locked-failed = Vinduet er dækket. Sagen vises igen, når du skriver dens adgangskode. Sagen er skjult, men ikke krypteret, fordi krypteringen slog fejl.
covered = Vinduet er dækket.
locked-unsaved = Der er ændringer, der ikke er gemt.
locked-passphrase = Sagens adgangskode
close-after-unlock = Lås op for at lukke vinduet.
close-after-uncover = Vis sagen igen for at lukke vinduet.
unlock = Lås op
uncover = Vis igen

## Kommandoer

command-recover = Gendan sager, der ikke blev gemt…
command-make-recovery-key = Opret en ny gendannelsesnøgle…
command-lock = Dæk vinduet

## Indstillinger

settings-lock = Dæk vinduet, når det ikke bruges
settings-lock-text = En sag, der er gemt med adgangskode, krypteres imens og kræver adgangskoden ved oplåsning. En sag, der er gemt med dine nøgler, kræver, at computerens nøglelager svarer. Ellers dækkes vinduet blot.
settings-lock-never = Aldrig
settings-lock-after = { $minutes } min
settings-recovery = Gendannelseskopi af ændringer, der ikke er gemt (krypteret, kun på denne computer)
settings-no-recovery = Der kan ikke gemmes en gendannelseskopi nu: { $reason }.
settings-clipboard = Fjern et kopieret resumé fra udklipsholderen efter et minut

## Dialoger

dialog-key-open-title = Vælg gendannelsesnøgle
dialog-key-save-title = Gem gendannelsesnøgle
file-type-key = Gendannelsesnøgle

## Beskeder

notice-saved-keys = Sagen er gemt, krypteret med din nøgle: { $path }
notice-saved-passphrase = Sagen er gemt, krypteret med adgangskode: { $path }
notice-saved-plain = Sagen er gemt ukrypteret: { $path }
notice-keys-made = Gendannelsesnøglen er gemt: { $path }. Opbevar den uden for computeren, og husk adgangskoden.
notice-keys-not-made = Gendannelsesnøglen kunne ikke gemmes: { $reason } ({ $path })
notice-earlier-saved = Sagen er gemt krypteret.
notice-earlier-saved-plain = Sagen er gemt ukrypteret.
notice-earlier-saved-as = Sagen er gemt krypteret: { $name }
notice-earlier-saved-plain-as = Sagen er gemt ukrypteret: { $name }
notice-earlier-keys-made = Gendannelsesnøglen, som du oprettede, er gemt. Opbevar den uden for computeren, og husk adgangskoden.
notice-earlier-keys-not-made = Gendannelsesnøglen kunne ikke gemmes: { $reason }. Opret den igen.
notice-earlier-broken = En handling blev afbrudt af en fejl i programmet. Kontrollér, om den blev udført. Den sag, der er åben nu, er, som den var.
notice-recovered = Sagen er gendannet, men ikke gemt.
notice-recovered-from = Sagen er gendannet, men ikke gemt. »Gem« spørger, hvor den skal gemmes; før lå den i { $path }.
notice-recovered-in-part = Gendannelseskopien beholdes, til du kasserer den under »Gendan sager, der ikke blev gemt«.
notice-to-recover = { $count ->
    [one] { $count } sag blev ikke gemt, før programmet eller computeren lukkede ned. Den venter under Sag › »Gendan sager, der ikke blev gemt…«.
   *[other] { $count } sager blev ikke gemt, før programmet eller computeren lukkede ned. De venter under Sag › »Gendan sager, der ikke blev gemt…«.
}
notice-to-recover-show = Gendan…
notice-not-recovered = Sagen kunne ikke gendannes: { $reason }
notice-recovery-not-removed = Gendannelseskopien kunne ikke slettes: { $reason }
notice-broken = En handling blev afbrudt af en fejl i programmet. Sagen er, som den var; prøv igen.
notice-field-not-copied = Teksten kunne ikke kopieres: udklipsholderen svarer ikke. Prøv igen.
notice-not-copied = Resuméet kunne ikke kopieres: udklipsholderen svarer ikke. Prøv igen.
notice-copied-for-a-minute = Resuméet ({ $indication }) er kopieret som tekst og fjernes fra udklipsholderen om et minut. Det indeholder helbredsoplysninger; indsæt det kun, hvor det er tilladt.
notice-not-guarded = Sagen er ikke beskyttet mod, at en anden ændrer den samtidig: den kan ikke låses i den mappe, den ligger i. Aftal, hvem der skriver i den, eller gem den et andet sted.
notice-access-not-kept = { $file ->
    [report] PDF'en er gemt
    [recovery-key] Filen med gendannelsesnøglen er gemt
   *[case] Sagens fil er gemt
}, men adgangsrettighederne kunne ikke bevares: nogle af dem, der kunne læse eller ændre den før, kan måske ikke nu.
notice-not-flushed = { $file ->
    [report] PDF'en er gemt, men computeren kunne ikke bekræfte det for mappen. Ved strømsvigt lige nu kan den forsvinde.
    [recovery-key] Filen med gendannelsesnøglen er gemt, men computeren kunne ikke bekræfte det for mappen. Ved strømsvigt lige nu kan den forsvinde: kontrollér, at den er der.
   *[case] Sagens fil er gemt, men computeren kunne ikke bekræfte det for mappen. Ved strømsvigt lige nu kan den forrige udgave komme igen.
}
notice-other-version = { $file ->
    [report] En anden havde i sidste øjeblik gemt en anden fil med PDF'ens navn. Din PDF er gemt, og den anden fil er bevaret ved siden af. Se på den.
    [recovery-key] En anden havde i sidste øjeblik gemt en anden fil med samme navn som filen med gendannelsesnøglen. Din fil er gemt, og den anden er bevaret ved siden af. Se på den.
   *[case] En anden havde i sidste øjeblik gemt en anden udgave af sagens fil. Din udgave er gemt, og den anden er bevaret ved siden af. Sammenlign dem.
}
notice-owner-changed = { $file ->
    [report] PDF'en
    [recovery-key] Filen med gendannelsesnøglen
   *[case] Sagens fil
} tilhørte en anden bruger og er nu din. Nogle af dem, der kunne åbne den før, kan måske ikke nu. Ret filens adgangsrettigheder, hvis de skal kunne det.
notice-other-version-at = Den anden udgave: { $path }
notice-other-version-found = { $file ->
    [report] Da PDF'en tidligere skulle gemmes, blev det afbrudt, mens en anden gemte en fil med samme navn. Den andens fil er bevaret ved siden af. Se på den.
    [recovery-key] Da filen med gendannelsesnøglen tidligere skulle gemmes, blev det afbrudt, mens en anden gemte en fil med samme navn. Den andens fil er bevaret ved siden af. Se på den.
   *[case] Da sagen tidligere skulle gemmes, blev det afbrudt, mens en anden gemte en anden udgave af den. Den andens udgave er bevaret ved siden af. Sammenlign dem.
}
notice-dialog-not-seen = Computerens fildialog er måske ikke kommet frem. Kan du se den, så brug den. Ellers kan du skrive stien her; det, der siden vælges i fildialogen, bruges ikke.
notice-dialog-not-seen-type = Skriv stien
notice-still-waiting = Computeren venter stadig på svar, måske fra et netværksdrev eller nøglelageret. Du kan skrive videre imens.
notice-still-reading = Computeren venter stadig på svar, måske fra et netværksdrev eller nøglelageret. Det, du skriver imens, bruges ikke. Med Esc bliver du i sagen.

## Årsager

reason-gone = den er slettet, flyttet eller omdøbt, siden den blev åbnet
reason-changed = den er ændret i mellemtiden
reason-no-keys-inside = filen indeholder ingen nøgle
reason-key-ssh = filen indeholder en SSH-nøgle, som programmet ikke understøtter; vælg gendannelsesnøglens fil
reason-key-damaged = nøglen i filen er ufuldstændig eller ændret; kopiér filen igen
reason-key-putty = filen indeholder en SSH-nøgle fra PuTTY (.ppk), som programmet ikke understøtter; vælg gendannelsesnøglens fil
reason-key-pem = filen indeholder en nøgle eller et certifikat i PEM-format, som programmet ikke understøtter; vælg gendannelsesnøglens fil
reason-key-pgp = filen indeholder en PGP-nøgle eller -meddelelse, som programmet ikke understøtter; vælg gendannelsesnøglens fil
reason-key-plugin = filen henviser til en nøgle i et age-tilføjelsesprogram (fx en sikkerhedsnøgle), som programmet ikke understøtter; vælg gendannelsesnøglens fil
reason-key-post-quantum = filen indeholder en postkvantenøgle, som programmet ikke understøtter; vælg gendannelsesnøglens fil
reason-key-public = filen indeholder kun en offentlig nøgle, som ikke kan åbne sager; vælg gendannelsesnøglens fil
reason-not-sealed = den kunne ikke krypteres
reason-needs-passphrase = den er beskyttet af en adgangskode
reason-needs-key = den åbnes med en nøgle, ikke en adgangskode
reason-wrong-passphrase = adgangskoden er forkert
reason-other-key = den er krypteret med en anden nøgle
reason-cut = filen er ufuldstændig; kopiér den igen, eller brug en sikkerhedskopi
reason-damaged = filen er beskadiget; brug en sikkerhedskopi
reason-too-many-keys = den har flere nøgler, end programmet prøver; brug filen med gendannelsesnøglen
reason-unknown-encryption = den er krypteret på en måde, programmet ikke kender; brug en nyere version
reason-too-much-work = den kan ikke være fra dette program: Ét forsøg med dens adgangskode kræver mere hukommelse og tid, end programmet tillader
reason-too-large-inside = den kan ikke være fra dette program
reason-several-encrypted = filen indeholder flere krypterede filer; gem hver af dem i sin egen fil
reason-no-key-store = computerens nøglelager svarer ikke
reason-key-store-locked = computerens nøglelager er låst; lås det op, og prøv igen
reason-key-store-not-ours = nøglen i computerens nøglelager kan ikke læses; kontakt it-afdelingen
reason-key-store-busy = et andet vindue er ved at oprette en nøgle; prøv igen
reason-no-keys = der er ingen nøgle at kryptere med
reason-key-perhaps-kept = nøglelageret svarer ikke og har måske gemt nøglen; behold filen, og prøv igen med et nyt filnavn
reason-no-copy = den er fra en nyere version af programmet eller slet ikke fra programmet
reason-copy-slow = gendannelseskopien kunne ikke skrives endnu, fordi mappen ikke svarer. Gem sagen
reason-no-place = systemet har ingen mappe til gendannelseskopier
reason-key-needs-passphrase = Gendannelsesnøglen er beskyttet af en adgangskode. Skriv den nedenfor.

## Efter et nedbrud

crash-title = Programmet blev lukket på grund af en fejl
crash-text = Sager, du har gemt, er ikke berørt.
crash-kept = Det, du ikke havde gemt, ligger krypteret i { $folder } og tilbydes, når programmet starter igen. Det sidst indtastede kan mangle.
crash-not-kept = Der er ingen gendannelseskopi. Det, du ikke havde gemt, er gået tabt.
crash-place = Fejlsted (til udviklerne): { $place }. Meddelelsen indeholder ingen patientoplysninger.
crash-again = Start igen
recover-retry = Prøv igen
reason-not-now = filen kan ikke læses lige nu; prøv igen senere
reason-no-copy-key = den er beskadiget, eller nøglen til den findes ikke mere
