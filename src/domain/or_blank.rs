//! What may be absent, as a file or a screen shows it.

use std::fmt;

/// A value, or a blank where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrBlank<T>(pub Option<T>);

impl<T: fmt::Display> fmt::Display for OrBlank<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|value| value.fmt(f))
    }
}
