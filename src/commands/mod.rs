//! The verbs, one file each: open, compute, check, show, apply.
