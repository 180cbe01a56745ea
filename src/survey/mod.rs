//! Foreign survey exports: bytes in, rows with their row numbers out. Knows no scoring and no cohort paths.
