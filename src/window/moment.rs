//! Moments in words.

use crate::wording::Phrases;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A moment in words, in the time zone of the computer.
pub fn local_moment(say: Phrases, moment: Timestamp) -> String {
    let local = moment.to_zoned(TimeZone::system());
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    format!("{} {time}", say.date(local.date()))
}
