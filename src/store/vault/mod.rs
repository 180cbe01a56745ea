//! The only reader and writer of names: the key, the register, and who is meant by a name.
