//! Writes the seed that was drawn into `cohort.toml` and touches nothing else: comments, blanks and line ends stay.

use toml_edit::{DocumentMut, Item, Value, value};

use crate::domain::problem::{Place, Problem, Refusal};

/// The text with `seed` in `[matching]`, in place of the one that stands there.
///
/// # Errors
/// When the text is not TOML, or the seed is greater than TOML can promise to keep (2⁶³ − 1).
pub(crate) fn set_seed(text: &str, seed: u64) -> Result<String, Refusal> {
    let refused = |message: &str, help: &str| {
        let place = Place::file("cohort.toml").column("matching.seed");
        Refusal::from(Problem::error("seed", message).at(place).help(help))
    };
    let number =
        i64::try_from(seed).map_err(|_| refused("the seed is greater than 9223372036854775807", "take a smaller seed"))?;
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let mut document: DocumentMut = body.parse().map_err(|_| refused("cohort.toml is not TOML", "mend it first"))?;
    let matching = document.entry("matching").or_insert_with(toml_edit::table);
    let table = matching.as_table_like_mut().ok_or_else(|| refused("`matching` is not a table", "write [matching]"))?;
    match table.get_mut("seed").and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = Value::from(number);
            *old.decor_mut() = decor;
        }
        None => {
            table.insert("seed", value(number));
        }
    }
    let written = document.to_string();
    let windows = body.contains("\r\n") && !body.replace("\r\n", "").contains('\n');
    let written = if windows { written.replace("\r\n", "\n").replace('\n', "\r\n") } else { written };
    Ok(format!("{mark}{written}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_all_else_stay() {
        let text = "# about\n[matching] # how\nmethod = \"goals\" # why\n\n[meetings] # when\ncount = 6\n";
        let written = set_seed(text, 42).unwrap();
        assert_eq!(written, "# about\n[matching] # how\nmethod = \"goals\" # why\nseed = 42\n\n[meetings] # when\ncount = 6\n");
        let again = set_seed(&written.replace("seed = 42", "seed = 42 # drawn"), 7).unwrap();
        assert!(again.contains("seed = 7 # drawn\n"), "{again}");
    }

    #[test]
    fn the_mark_and_the_line_ends_of_windows_stay() {
        assert_eq!(
            set_seed("\u{feff}[matching]\r\nminimum_score = 1\r\n", 9).unwrap(),
            "\u{feff}[matching]\r\nminimum_score = 1\r\nseed = 9\r\n"
        );
    }

    #[test]
    fn a_seed_that_cannot_be_kept_is_refused() {
        assert_eq!(set_seed("[matching]\n", u64::MAX).unwrap_err().problems[0].code, "seed");
        assert!(set_seed("[matching\n", 1).is_err());
    }
}
