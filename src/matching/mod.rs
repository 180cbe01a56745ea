//! Who is paired with whom. Pure; one door.
mod criteria;
mod points;
mod prng;
mod scoring;
mod vetoes;
