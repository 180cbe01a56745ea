//! The number of the directory's format, in a file of its own. Where git left a conflict the higher of the two numbers holds: a directory
//! that has facts of a newer kind is of the newer format, whoever wrote them.

use super::table;

/// The number; nothing where the text holds none.
pub(crate) fn read(text: &str) -> Option<u32> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0);
    match table::sides(text) {
        Some(sides) => number(&sides.ours)?.max(number(&sides.theirs)?).into(),
        None => number(text),
    }
}

/// The text of the file.
pub(crate) fn write(number: u32) -> String {
    format!("{number}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_numbers_the_higher_holds() {
        assert_eq!(read(&write(3)), Some(3));
        for (one, other) in [("2", "3"), ("3", "2")] {
            assert_eq!(read(&format!("<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> theirs\n")), Some(3));
            assert_eq!(read(&format!("<<<<<<< HEAD\n{one}\n||||||| base\n1\n=======\n{other}\n>>>>>>> theirs\n")), Some(3));
        }
        for damaged in ["", "0", "two", "<<<<<<< HEAD\n2\n=======\n\n>>>>>>> theirs\n", "2\n3\n"] {
            assert_eq!(read(damaged), None, "{damaged}");
        }
    }
}
