//! The clock of this computer, read without a panic: it may be set to a time for which there are no dates.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::time::SystemTime;

/// The present moment. A clock beyond the first or the last date counts as being at that date.
pub fn now() -> Timestamp {
    let time = SystemTime::now();
    timestamp(time).unwrap_or(if time < SystemTime::UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX })
}

/// The present moment in the time zone of the system.
pub fn local_now() -> Zoned {
    now().to_zoned(TimeZone::system())
}

/// Whether there are dates for the time that the clock is set to.
pub fn has_date() -> bool {
    timestamp(SystemTime::now()).is_some()
}

fn timestamp(time: SystemTime) -> Option<Timestamp> {
    Timestamp::try_from(time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_time_without_a_date_is_no_timestamp() {
        let end_of_9999 = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_795);
        assert_eq!(timestamp(end_of_9999), None);
        let after_epoch = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        assert_eq!(timestamp(after_epoch), Timestamp::from_second(1).ok());
        assert!(has_date());
        // The bounds have a date in each time zone.
        for bound in [Timestamp::MIN, Timestamp::MAX] {
            for hours in [-25, 25] {
                let zone = TimeZone::fixed(jiff::tz::Offset::constant(hours));
                assert!(!bound.to_zoned(zone).date().to_string().is_empty());
            }
        }
    }
}
