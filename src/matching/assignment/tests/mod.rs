//! The solvers against enumeration, against the conditions of the proof, and against each other.

mod instances;
mod oracle;
mod small;
