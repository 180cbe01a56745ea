//! Who is paired with whom: scores, draws, the best pairing and its repair. Pure; the seed is an argument.
