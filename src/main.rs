//! The program: hands the real clock, entropy, terminal and files to the library.

fn main() {}
