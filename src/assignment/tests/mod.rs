//! The solvers against enumeration, against the conditions of the proof, and against each other.

mod instances;
mod middling;
mod oracle;
mod small;
