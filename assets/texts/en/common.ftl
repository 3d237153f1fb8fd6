# The program's own texts in English. Clinical texts stand in indications/.

## Verdicts

status-met = Met
status-not-met = Not met
status-missing = Missing
status-judgement = Clinical judgement
status-advisory = Recommendation
status-no-requirement = No requirement
status-not-applicable = Not applicable
status-unanswered-recommendation = Unanswered recommendation

overall-met = The criteria are met
overall-met-judged = The criteria are met, { $count } of them by clinical judgement
overall-not-met = The criteria are not met
overall-missing = Can't be assessed yet
overall-judgement = Requires clinical judgement

missing-answers = { $count ->
    [one] { $count } answer missing
   *[other] { $count } answers missing
}
open-judgements = { $count ->
    [one] { $count } clinical judgement
   *[other] { $count } clinical judgements
}
recommendations-not-followed = { $count ->
    [one] { $count } recommendation not followed
   *[other] { $count } recommendations not followed
}
recommendations-unanswered = { $count ->
    [one] { $count } recommendation unanswered
   *[other] { $count } recommendations unanswered
}
recommendations-both = { $notfollowed ->
    [one] { $notfollowed } recommendation not followed
   *[other] { $notfollowed } recommendations not followed
}, { $unanswered } unanswered
missing-list = Missing: { $names }
not-met-list = Not met: { $names }
judgement-list = Clinical judgement: { $names }
unanswered-list = Unanswered recommendation: { $names }
not-followed-list = Recommendation not followed: { $names }

## Answers

yes = Yes
no = No
blank = not answered
percentage = { $percent }%
age-name = age
age-years = { $years } years
age-unknown = age unknown
age-disagreeing = CPR and birth date disagree
age-not-born = born after the day of assessment
judgement-accepted = Accepted
judgement-rejected = Rejected
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
why-open = { $waits } – answered so far: { $answers }

rule-all-of = all of the following apply:
rule-any-of = at least one of the following applies:
rule-first-of = one of the following applies, taken in order:
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
