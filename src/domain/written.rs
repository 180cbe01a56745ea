//! Values as files have them, written at the end of a text.
//!
//! `Display` says the same through a formatter with options that no file asks for, which takes several times as long: a table of
//! a thousand pairs has a hundred thousand cells.

use std::fmt::{Arguments, Write};

use chrono::{Datelike, NaiveDate};

use super::id::{PairId, PersonId};
use super::side::{Kind, Side};

/// What writes itself at the end of a text, the same as its `Display` would; nothing is a blank.
pub trait Written {
    /// Writes the value.
    fn push_to(&self, text: &mut String);
}

impl<T: Written + ?Sized> Written for &T {
    fn push_to(&self, text: &mut String) {
        (**self).push_to(text);
    }
}

impl<T: Written> Written for Option<T> {
    fn push_to(&self, text: &mut String) {
        if let Some(value) = self {
            value.push_to(text);
        }
    }
}

impl Written for str {
    fn push_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Written for String {
    fn push_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Written for Arguments<'_> {
    fn push_to(&self, text: &mut String) {
        // Writing to a text cannot fail.
        let _ = text.write_fmt(*self);
    }
}

impl Written for i128 {
    fn push_to(&self, text: &mut String) {
        match u32::try_from(*self) {
            Ok(small) => small.push_to(text),
            Err(_) => format_args!("{self}").push_to(text),
        }
    }
}

impl Written for u16 {
    fn push_to(&self, text: &mut String) {
        u32::from(*self).push_to(text);
    }
}

impl Written for u32 {
    fn push_to(&self, text: &mut String) {
        if *self > 9 {
            (self / 10).push_to(text);
        }
        text.push(char::from_digit(self % 10, 10).unwrap_or_default());
    }
}

/// At least two digits.
fn push_padded(text: &mut String, number: u32) {
    if number < 10 {
        text.push('0');
    }
    number.push_to(text);
}

/// ISO 8601.
impl Written for NaiveDate {
    fn push_to(&self, text: &mut String) {
        match u32::try_from(self.year()) {
            Ok(year @ 1000..=9999) => year.push_to(text),
            _ => return format_args!("{self}").push_to(text),
        }
        for part in [self.month(), self.day()] {
            text.push('-');
            push_padded(text, part);
        }
    }
}

impl Written for PersonId {
    fn push_to(&self, text: &mut String) {
        text.push(self.letter());
        push_padded(text, self.number());
    }
}

impl Written for PairId {
    fn push_to(&self, text: &mut String) {
        self.mentor.push_to(text);
        text.push('-');
        self.mentee.push_to(text);
    }
}

impl Written for Side {
    fn push_to(&self, text: &mut String) {
        text.push_str(self.one(Kind::Goals));
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use proptest::prelude::*;

    use super::*;

    fn as_shown(value: &(impl Written + Display)) {
        let mut text = "before,".to_owned();
        value.push_to(&mut text);
        assert_eq!(text, format!("before,{value}"));
    }

    #[test]
    fn everything_is_written_as_it_is_shown() {
        for number in [0, 9, 10, 99, 100, u32::MAX] {
            as_shown(&number);
            as_shown(&-i128::from(number));
            as_shown(&(i128::MAX - i128::from(number)));
            as_shown(&PersonId::new(Side::Mentee, Kind::Reciprocal, number));
        }
        as_shown(&u16::MAX);
        as_shown(&"M03-E07".parse::<PairId>().unwrap());
        Side::BOTH.iter().for_each(as_shown);
        let mut nothing = String::new();
        None::<u32>.push_to(&mut nothing);
        assert_eq!(nothing, "");
    }

    proptest! {
        #[test]
        fn days_of_every_year_are_written_as_they_are_shown(days in -4_000_000..4_000_000_i32) {
            as_shown(&NaiveDate::from_num_days_from_ce_opt(days).unwrap());
        }
    }
}
