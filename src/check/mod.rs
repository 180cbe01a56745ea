//! Judges a cohort without knowing how it was made: may import neither `matching` nor `schedule`.
