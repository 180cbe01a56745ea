//! A decimal number with three places: what is published of a change is exact in it, or rounded once.
//!
//! Medians of whole numbers and of their pairwise means are multiples of a quarter, so they are exact here.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

/// A number of thousandths. `Display` gives the shortest decimal, `0.5` or `-0.091`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Thousandths(i64);

impl Thousandths {
    /// The value of `numerator / denominator`, rounded half away from zero; 0 where the denominator is 0.
    pub(crate) fn of_ratio(numerator: i64, denominator: u64) -> Thousandths {
        let (numerator, denominator) = (i128::from(numerator) * 1000, i128::from(denominator));
        if denominator == 0 {
            return Thousandths(0);
        }
        let rounded = (numerator.abs() * 2 + denominator) / (denominator * 2) * numerator.signum();
        Thousandths(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// So many thousandths.
    pub(crate) fn new(thousandths: i64) -> Thousandths {
        Thousandths(thousandths)
    }

    /// How many thousandths.
    pub(crate) fn get(self) -> i64 {
        self.0
    }

    /// The nearest floating-point number, for JSON and positions in pictures.
    #[expect(clippy::cast_precision_loss, reason = "published figures are far below 2^52")]
    pub(crate) fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl Neg for Thousandths {
    type Output = Thousandths;
    fn neg(self) -> Thousandths {
        Thousandths(-self.0)
    }
}

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let text = match part {
            0 => format!("{sign}{whole}"),
            part => format!("{sign}{whole}.{}", format!("{part:03}").trim_end_matches('0')),
        };
        f.pad(&text)
    }
}

impl FromStr for Thousandths {
    type Err = String;

    /// Reads a decimal with at most three places.
    fn from_str(text: &str) -> Result<Thousandths, String> {
        let fault = || format!("{text:?} is not a decimal number with at most three places");
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = rest.split_once('.').unwrap_or((rest, "0"));
        if !digits(whole) || !digits(part) || part.len() > 3 || whole.len() > 12 {
            return Err(fault());
        }
        let number = format!("{whole}{part:0<3}").parse::<i64>().map_err(|_| fault())?;
        Ok(Thousandths(sign * number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_decimal_is_written_and_read_again() {
        for (value, text) in [(500, "0.5"), (-91, "-0.091"), (0, "0"), (1250, "1.25"), (-2000, "-2"), (10, "0.01")] {
            assert_eq!(Thousandths(value).to_string(), text);
            assert_eq!(text.parse(), Ok(Thousandths(value)));
        }
        for text in ["", "-", "1.", ".5", "1.2345", "1e3", "+1", "½"] {
            assert!(text.parse::<Thousandths>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_ratio_is_rounded_half_away_from_zero() {
        assert_eq!(Thousandths::of_ratio(-1, 11), Thousandths(-91));
        assert_eq!(Thousandths::of_ratio(1, 2000), Thousandths(1));
        assert_eq!(Thousandths::of_ratio(-1, 2000), Thousandths(-1));
        assert_eq!(Thousandths::of_ratio(5, 0), Thousandths(0));
    }
}
