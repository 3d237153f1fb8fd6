//! The calendar under a date field: which day it stands on, and how that moves.

use super::field::typed_date;
use super::{CaseView, Field, Target};
use crate::case::parse_typed_date;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The calendar that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The field under which it stands.
    pub field: Field,
    /// The day that would be chosen. Its month is shown.
    pub day: Date,
}

/// What a calendar is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarCommand {
    /// Stand under a field, on its date or today.
    Open(Field),
    /// Stand on another day.
    To(Date),
    /// Put the day into the field, and lead back to it.
    Choose,
    /// Close, and lead back to the field.
    Close,
    /// Close: the user is elsewhere.
    Leave,
}

/// A move to another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// So many days on.
    Days(i32),
    /// So many months on, to the same day or the last one of the month.
    Months(i32),
    /// So many years on.
    Years(i32),
}

/// A week of the month shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its number by ISO 8601, as Danes count.
    pub number: i8,
    /// Its days, from Monday.
    pub days: [Date; 7],
}

impl Calendar {
    /// The day after a move; the same day where the calendar ends.
    pub fn after(&self, step: Move) -> Date {
        let span: Span = match step {
            Move::Days(days) => days.days(),
            Move::Months(months) => months.months(),
            Move::Years(years) => years.years(),
        };
        let there = self.day.checked_add(span).ok();
        there.filter(|day| day.year() >= 1).unwrap_or(self.day)
    }

    /// The weeks that touch the month shown, and as many more as make six: the calendar has the same
    /// height in every month.
    pub fn weeks(&self) -> Vec<Week> {
        let first = self.day.first_of_month();
        let before = i32::from(first.weekday().since(Weekday::Monday));
        // At the very end of the calendar the last day stands for those that don't exist.
        let day = |at: i32| first.saturating_add((at - before).days());
        let week = |week: i32| {
            let days: [Date; 7] = std::array::from_fn(|at| day(7 * week + at as i32));
            Week { number: days[0].iso_week_date().week(), days }
        };
        (0..6).map(week).collect()
    }
}

impl CaseView {
    /// The calendar under a date field, while it is open.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.calendar.as_ref()
    }

    /// Carries out a command of the calendar.
    pub fn command_calendar(&mut self, command: CalendarCommand, today: Date) {
        match command {
            CalendarCommand::Open(field) => self.open_calendar(field, today),
            CalendarCommand::To(day) => {
                if let Some(calendar) = &mut self.calendar {
                    calendar.day = day;
                }
            }
            CalendarCommand::Choose => {
                if let Some(Calendar { field, day }) = self.calendar.take() {
                    self.edit(field.clone(), typed_date(day), today);
                    self.leave_field();
                    self.going_to = Some(Target::Field(field));
                }
            }
            CalendarCommand::Close => {
                if let Some(Calendar { field, .. }) = self.calendar.take() {
                    self.going_to = Some(Target::Field(field));
                }
            }
            CalendarCommand::Leave => self.close_calendar(),
        }
    }

    /// Opens the calendar under a date field, on its date or on a likely one.
    pub fn open_calendar(&mut self, field: Field, today: Date) {
        let likely = match field {
            // A patient's birth date is nearer to this than to today.
            Field::BirthDate => today.saturating_sub(60.years()),
            _ => today,
        };
        let day = parse_typed_date(&self.text(&field), today).unwrap_or(likely);
        self.leave_field();
        self.calendar = Some(Calendar { field, day });
    }

    /// Closes the calendar, and leads nowhere.
    pub fn close_calendar(&mut self) {
        self.calendar = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn on(day: Date) -> Calendar {
        Calendar { field: Field::MtbDate, day }
    }

    #[test]
    fn a_move_ends_on_a_day_that_there_is() {
        for (day, step, expected) in [
            (date(2026, 11, 30), Move::Days(1), date(2026, 12, 1)),
            (date(2026, 11, 22), Move::Days(-7), date(2026, 11, 15)),
            (date(2027, 1, 31), Move::Months(1), date(2027, 2, 28)),
            (date(2027, 1, 31), Move::Months(-2), date(2026, 11, 30)),
            (date(2028, 2, 29), Move::Years(1), date(2029, 2, 28)),
            (Date::MAX, Move::Days(1), Date::MAX),
            (Date::MAX, Move::Years(1), Date::MAX),
            (date(1, 1, 1), Move::Days(-1), date(1, 1, 1)),
        ] {
            assert_eq!(on(day).after(step), expected, "{day} {step:?}");
        }
    }

    #[test]
    fn a_month_is_six_weeks_from_monday_with_the_numbers_that_danes_use() {
        let weeks = on(date(2027, 1, 15)).weeks();
        let numbers: Vec<i8> = weeks.iter().map(|week| week.number).collect();
        assert_eq!(numbers, [53, 1, 2, 3, 4, 5]);
        assert_eq!(weeks[0].days[0], date(2026, 12, 28));
        assert_eq!(weeks[5].days[6], date(2027, 2, 7));
        // One that begins on a Monday, and one that begins on a Sunday.
        assert_eq!(on(date(2027, 2, 1)).weeks()[0].days[0], date(2027, 2, 1));
        assert_eq!(on(date(2026, 11, 22)).weeks()[0].days[6], date(2026, 11, 1));
        assert_eq!(on(Date::MAX).weeks().len(), 6);
        assert_eq!(on(date(1, 1, 1)).weeks().len(), 6);
    }
}
