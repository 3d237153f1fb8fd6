//! The calendar under a date field: its selected day, and the commands that move it.

use super::field::format_date;
use super::{CaseView, Field, Target};
use crate::case::parse_typed_date;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// An open calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The date field that the calendar belongs to.
    field: Field,
    /// The selected day. The calendar shows its month.
    day: Date,
}

/// A command to the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarCommand {
    /// Open the calendar under a field. It selects the date in the field, or else a likely date.
    Open(Field),
    /// Select another day, without writing it into the field.
    SelectDay(Date),
    /// Write the selected day into the field, close the calendar and focus the field.
    Choose,
    /// Close the calendar and focus the field.
    Close,
    /// Close the calendar and leave the focus where it is, because the user has moved it elsewhere.
    Dismiss,
}

/// A move of the selected day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarMove {
    /// Forward by this many days; backward if negative.
    Days(i32),
    /// Forward by this many months, to the same day of the month, or its last day if it is shorter.
    Months(i32),
    /// Forward by this many years, to the same day, or 28 February instead of 29.
    Years(i32),
}

/// A week of the shown month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarWeek {
    /// The ISO 8601 week number, which is the one used in Denmark.
    pub number: i8,
    /// The days of the week, from Monday.
    pub days: [Date; 7],
}

impl Calendar {
    /// The date field that the calendar belongs to.
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// The selected day. The calendar shows its month.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The day to which a move leads. A move beyond the years 1 to 9999 leads nowhere: the day stays the same.
    pub fn day_after_move(&self, step: CalendarMove) -> Date {
        let span: Span = match step {
            CalendarMove::Days(days) => days.days(),
            CalendarMove::Months(months) => months.months(),
            CalendarMove::Years(years) => years.years(),
        };
        let moved = self.day.checked_add(span).ok();
        moved.filter(|day| day.year() >= 1).unwrap_or(self.day)
    }

    /// The calendar after a move of the selected day.
    pub fn moved_by(self, step: CalendarMove) -> Calendar {
        Calendar { day: self.day_after_move(step), ..self }
    }

    /// Six weeks from the one with the first day of the shown month. Six are enough for every month, so the calendar
    /// always has the same height.
    pub fn weeks(&self) -> Vec<CalendarWeek> {
        let first = self.day.first_of_month();
        let before = i32::from(first.weekday().since(Weekday::Monday));
        // In the first and the last month that a `Date` can have, days that don't exist are replaced by the nearest
        // one that does.
        let day = |index: i32| first.saturating_add((index - before).days());
        let week = |week: i32| {
            let days: [Date; 7] = std::array::from_fn(|weekday| day(7 * week + weekday as i32));
            CalendarWeek { number: days[0].iso_week_date().week(), days }
        };
        (0..6).map(week).collect()
    }
}

impl CaseView {
    /// The open calendar, if any.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.calendar.as_ref()
    }

    /// Runs a command to the calendar.
    pub(crate) fn run_calendar_command(&mut self, command: CalendarCommand, today: Date) {
        match command {
            CalendarCommand::Open(field) => self.open_calendar(field, today),
            CalendarCommand::SelectDay(day) => {
                if let Some(calendar) = &mut self.calendar {
                    calendar.day = day;
                }
            }
            CalendarCommand::Choose => {
                if let Some(Calendar { field, day }) = self.calendar.take() {
                    self.edit(field.clone(), format_date(day), today);
                    self.leave_field();
                    self.focus(Target::Field(field));
                }
            }
            CalendarCommand::Close => {
                if let Some(Calendar { field, .. }) = self.calendar.take() {
                    self.focus(Target::Field(field));
                }
            }
            CalendarCommand::Dismiss => self.close_calendar(),
        }
    }

    /// Opens the calendar under a date field. It selects the date in the field, or else a likely date.
    pub(crate) fn open_calendar(&mut self, field: Field, today: Date) {
        let likely = match field {
            // Most patients were born nearer to this date than to today, so the user has less to turn back.
            Field::BirthDate => today.saturating_sub(60.years()),
            _ => today,
        };
        let day = parse_typed_date(&self.text(&field), today).unwrap_or(likely);
        self.leave_field();
        self.calendar = Some(Calendar { field, day });
    }

    /// Closes the calendar without moving the focus.
    pub(crate) fn close_calendar(&mut self) {
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
    fn a_move_leads_to_a_day_that_exists() {
        for (day, step, expected) in [
            (date(2026, 11, 30), CalendarMove::Days(1), date(2026, 12, 1)),
            (date(2026, 11, 22), CalendarMove::Days(-7), date(2026, 11, 15)),
            (date(2027, 1, 31), CalendarMove::Months(1), date(2027, 2, 28)),
            (date(2027, 1, 31), CalendarMove::Months(-2), date(2026, 11, 30)),
            (date(2028, 2, 29), CalendarMove::Years(1), date(2029, 2, 28)),
            (Date::MAX, CalendarMove::Days(1), Date::MAX),
            (Date::MAX, CalendarMove::Years(1), Date::MAX),
            (date(1, 1, 1), CalendarMove::Days(-1), date(1, 1, 1)),
        ] {
            assert_eq!(on(day).day_after_move(step), expected, "{day} {step:?}");
        }
    }

    #[test]
    fn a_month_has_six_weeks_from_monday_with_iso_numbers() {
        let weeks = on(date(2027, 1, 15)).weeks();
        let numbers: Vec<i8> = weeks.iter().map(|week| week.number).collect();
        assert_eq!(numbers, [53, 1, 2, 3, 4, 5]);
        assert_eq!(weeks[0].days[0], date(2026, 12, 28));
        assert_eq!(weeks[5].days[6], date(2027, 2, 7));
        // A month that begins on a Monday, and one that begins on a Sunday.
        assert_eq!(on(date(2027, 2, 1)).weeks()[0].days[0], date(2027, 2, 1));
        assert_eq!(on(date(2026, 11, 22)).weeks()[0].days[6], date(2026, 11, 1));
        assert_eq!(on(Date::MAX).weeks().len(), 6);
        assert_eq!(on(date(1, 1, 1)).weeks().len(), 6);
    }
}
