# The program's own texts in English. Clinical texts stand in indications/.

## Verdicts

status-met = Met
status-not-met = Not met
status-missing = Answer missing
status-judgement = Requires judgement
status-advisory = Recommendation not followed
status-no-requirement = No requirement
status-not-applicable = Not applicable
strength-must = Requirement
strength-should = Recommendation
status-not-met-requirement = Requirement not met
status-unanswered-recommendation = Recommendation not assessed
status-judged = { $status }, by clinical judgement
by-judgement = by clinical judgement

overall-met = The criteria are assessed as met
overall-met-judged = The criteria are assessed as met, { $count } of them by clinical judgement
overall-not-met = The criteria are assessed as not met
overall-missing = Cannot be assessed yet
overall-judgement = Requires clinical judgement

consent-given = Consent: obtained
consent-given-on = Consent: obtained { $date }
consent-not-given = Consent: not obtained
consent-unknown = Consent: not stated
caution = Note: { $text }

missing-answers = { $count ->
    [one] { $count } answer missing
   *[other] { $count } answers missing
}
open-judgements = { $count ->
    [one] { $count } clinical judgement outstanding
   *[other] { $count } clinical judgements outstanding
}
recommendations-not-followed = { $count ->
    [one] { $count } recommendation not followed
   *[other] { $count } recommendations not followed
}
recommendations-unanswered = { $count ->
    [one] { $count } recommendation not assessed
   *[other] { $count } recommendations not assessed
}
recommendations-both = { $notfollowed ->
    [one] { $notfollowed } recommendation not followed
   *[other] { $notfollowed } recommendations not followed
}, { $unanswered } not assessed
missing-list = Missing answers: { $names }
not-met-list = Not met: { $names }
judgement-list = Requires judgement: { $names }
unanswered-list = Recommendation not assessed: { $names }
names-and-more = { $names } (and { $count } more)
quote = “{ $text }”
overlaps = Overlaps

## Answers

yes = Yes
no = No
blank = not answered
percentage = { $percent }%
age-name = age
age-years = { $years ->
    [one] { $years } year
   *[other] { $years } years
}
age-unknown = age unknown
age-disagreeing = CPR number and date of birth disagree
age-not-born = born after the date of assessment
judgement-accepted = Yes, by judgement
judgement-rejected = No, by judgement
judgement-undecided = Not decided

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-long = { $day } { $month } { $year }

## Reasons

age-label = Age
why-met = Met, based on: { $answers }
why-met-judged = Met by clinical judgement, based on: { $answers }
why-not-met = Not met, based on: { $answers }
why-not-followed = The recommendation is not followed, based on: { $answers }
why-not-applicable = Not applicable, based on: { $answers }
why-no-requirement = The document makes no requirement here.
why-open = { $waits } – answers so far: { $answers }

rule-all-of = all of the following apply:
rule-any-of = at least one of the following applies:
rule-first-of = one of the following applies (assessed in order):
rule-and = and
rule-or = or
rule-else = otherwise
rule-other-than = anything but { $values }
rule-age-under = Age: under { $years } years
rule-not = it is not the case that { $rule }
rule-given = { $first }, and in that case { $second }
rule-at-least = at least { $count }
rule-age = Age: at least { $years } years
rule-judgement = clinical judgement: { $question }

## Origin of the criteria

criteria-origin = Criteria taken over from { $website } in { $month } (reading { $reading })
criteria-origin-old = The criteria were taken over from { $website } more than { $months } months ago ({ $month }): check { $website }
criteria-origin-old-short = Old criteria: check { $website }
