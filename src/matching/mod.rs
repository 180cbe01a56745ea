//! Who is paired with whom. Pure; one door.
mod criteria;
mod draw;
mod points;
mod prng;
mod scoring;
mod ties;
mod vetoes;
