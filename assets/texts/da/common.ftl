# Programmets egne tekster på dansk. Kliniske tekster står i indications/.

## Vurderinger

status-met = Opfyldt
status-not-met = Ikke opfyldt
status-missing = Mangler svar
status-judgement = Kræver skøn
status-advisory = Anbefaling ikke fulgt
status-no-requirement = Intet krav
status-not-applicable = Ikke relevant
strength-must = Krav
strength-should = Anbefaling
status-not-met-requirement = Ikke opfyldt krav
status-unanswered-recommendation = Anbefaling ikke vurderet
status-judged = { $status } efter lægeligt skøn
by-judgement = efter lægeligt skøn

overall-met = Kriterierne er vurderet som opfyldt
overall-met-judged = Kriterierne er vurderet som opfyldt, heraf { $count } efter lægeligt skøn
overall-not-met = Kriterierne er vurderet som ikke opfyldt
overall-missing = Kan ikke vurderes endnu
overall-judgement = Kræver lægeligt skøn

consent-given = Samtykke: indhentet
consent-given-on = Samtykke: indhentet { $date }
consent-not-given = Samtykke: ikke indhentet
consent-unknown = Samtykke: ikke angivet
caution = Bemærk: { $text }

missing-answers = { $count ->
    [one] { $count } oplysning mangler
   *[other] { $count } oplysninger mangler
}
open-judgements = { $count ->
    [one] { $count } lægeligt skøn udestår
   *[other] { $count } lægelige skøn udestår
}
recommendations-not-followed = { $count ->
    [one] { $count } anbefaling ikke fulgt
   *[other] { $count } anbefalinger ikke fulgt
}
recommendations-unanswered = { $count ->
    [one] { $count } anbefaling ikke vurderet
   *[other] { $count } anbefalinger ikke vurderet
}
recommendations-both = { $notfollowed ->
    [one] { $notfollowed } anbefaling ikke fulgt
   *[other] { $notfollowed } anbefalinger ikke fulgt
}, { $unanswered } ikke vurderet
missing-list = Mangler svar: { $names }
not-met-list = Ikke opfyldt: { $names }
judgement-list = Kræver skøn: { $names }
unanswered-list = Anbefaling ikke vurderet: { $names }
names-and-more = { $names } (og { $count } til)
quote = »{ $text }«
overlaps = Overlap

## Svar

yes = Ja
no = Nej
blank = ikke besvaret
percentage = { $percent } %
age-name = alder
age-years = { $years } år
age-unknown = alder ukendt
age-disagreeing = CPR-nummer og fødselsdato stemmer ikke overens
age-not-born = født efter vurderingsdatoen
judgement-accepted = Ja, efter skøn
judgement-rejected = Nej, efter skøn
judgement-undecided = Ikke afgjort

month-1 = januar
month-2 = februar
month-3 = marts
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date-long = { $day }. { $month } { $year }

## Begrundelser

age-label = Alder
why-met = Opfyldt ud fra: { $answers }
why-met-judged = Opfyldt efter lægeligt skøn ud fra: { $answers }
why-not-met = Ikke opfyldt ud fra: { $answers }
why-not-followed = Anbefalingen er ikke fulgt, ud fra: { $answers }
why-not-applicable = Ikke relevant ud fra: { $answers }
why-no-requirement = Dokumentet stiller intet krav her.
why-open = { $waits } – svar indtil nu: { $answers }

rule-all-of = alle følgende punkter gælder:
rule-any-of = mindst ét af følgende gælder:
rule-first-of = ét af følgende gælder (vurderes i rækkefølge):
rule-and = og
rule-or = eller
rule-else = ellers
rule-other-than = andet end { $values }
rule-age-under = Alder: under { $years } år
rule-not = det gælder ikke, at { $rule }
rule-given = { $first }, og i så fald { $second }
rule-at-least = mindst { $count }
rule-age = Alder: mindst { $years } år
rule-judgement = lægeligt skøn: { $question }

## Kriteriernes oprindelse

criteria-origin = Kriterier overtaget fra { $website } i { $month } (læsning { $reading })
criteria-origin-old = Kriterierne er overtaget fra { $website } for mere end { $months } måneder siden ({ $month }): kontrollér { $website }
criteria-origin-old-short = Gamle kriterier: kontrollér { $website }
