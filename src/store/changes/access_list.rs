//! The access list of a folder on Windows, where files have no permission bits. It is set by `icacls` for the user's own account
//! alone and read back, since a disk, a network share or the rules of an organisation may not let it be set.
//!
//! Which folders are closed is not decided here.

#[cfg(windows)]
pub(super) use programs::close;

/// The user's own account.
#[derive(Debug, PartialEq, Eq)]
struct Account {
    /// As access lists show it: `DEANERY\lead`.
    name: String,
    /// Its number, which is the same in every language.
    sid: String,
}

impl Account {
    /// Reads the answer of `whoami /user /fo csv /nh`.
    fn read(answer: &str) -> Option<Account> {
        let (name, sid) = answer.trim().trim_matches('"').split_once("\",\"")?;
        sid.starts_with("S-1-").then(|| Account { name: name.to_owned(), sid: sid.to_owned() })
    }

    fn is(&self, entry: &str) -> bool {
        entry.to_lowercase() == self.name.to_lowercase() || entry == self.sid
    }
}

/// Who may open a folder besides the account, by what `icacls` lists of it; an error where the list does not say.
///
/// The list has one entry a line, `ACCOUNT:(OI)(CI)(F)`, the first behind the folder's name; `(I)` marks what is inherited.
fn others(listing: &str, folder: &str, account: &Account) -> Result<Vec<String>, String> {
    let entries = listing.strip_prefix(folder).unwrap_or(listing).lines().map_while(|line| line.trim().split_once(":("));
    let entries: Vec<(&str, bool)> = entries.map(|(name, rights)| (name, format!("({rights}").contains("(I)"))).collect();
    if entries.is_empty() {
        return Err("its access list could not be read".to_owned());
    }
    if entries.iter().any(|(_, is_inherited)| *is_inherited) && entries.iter().all(|(name, _)| account.is(name)) {
        return Err("its access list follows that of the folder above it".to_owned());
    }
    Ok(entries.into_iter().filter(|(name, _)| !account.is(name)).map(|(name, _)| name.to_owned()).collect())
}

#[cfg(windows)]
mod programs {
    use std::io;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::{Account, others};

    /// Gives the folder and everything in it to the user's own account alone. Nothing happens when there is no folder.
    pub(in super::super) fn close(folder: &Path) -> io::Result<()> {
        let (Some(above), Some(name)) = (folder.parent(), folder.file_name().and_then(|name| name.to_str())) else {
            return Ok(());
        };
        if !folder.is_dir() {
            return Ok(());
        }
        let answer = ask("whoami.exe", above, &["/user", "/fo", "csv", "/nh"])?;
        let account = Account::read(&answer).ok_or_else(|| io::Error::other("Windows did not say whose account this is"))?;
        if !others(&ask("icacls.exe", above, &[name])?, name, &account).is_ok_and(|others| others.is_empty()) {
            let grant = format!("*{}:(OI)(CI)F", account.sid);
            ask("icacls.exe", above, &[name, "/inheritance:r", "/grant:r", &grant, "/q"])?;
        }
        // A file that was moved here keeps the access list of the folder that it came from.
        if folder.read_dir()?.next().is_some() {
            ask("icacls.exe", above, &[&format!("{name}\\*"), "/reset", "/t", "/c", "/q"])?;
        }
        match others(&ask("icacls.exe", above, &[name])?, name, &account) {
            Ok(others) if others.is_empty() => Ok(()),
            Ok(others) => Err(io::Error::other(format!("its access list names {}", others.join(", ")))),
            Err(why) => Err(io::Error::other(why)),
        }
    }

    /// What a program of Windows answers. The folder of the system is searched before the path, on which other programs of these names
    /// may be.
    fn ask(program: &str, folder: &Path, arguments: &[&str]) -> io::Result<String> {
        let output = Command::new(program).current_dir(folder).args(arguments).stdin(Stdio::null()).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead() -> Account {
        Account::read("\"deanery\\lead\",\"S-1-5-21-1-2-3-1001\"\r\n").unwrap()
    }

    #[test]
    fn the_account_is_read_in_every_language() {
        assert_eq!(lead(), Account { name: "deanery\\lead".into(), sid: "S-1-5-21-1-2-3-1001".into() });
        assert_eq!(Account::read(""), None);
        assert_eq!(Account::read("whoami: unknown option -- user"), None);
    }

    #[test]
    fn only_a_list_of_the_account_alone_is_closed() {
        let end = "\r\n\r\n1 Dateien erfolgreich verarbeitet, bei 0 Dateien ist ein Verarbeitungsfehler aufgetreten.\r\n";
        let read = |entries: &str| others(&format!("private {entries}{end}"), "private", &lead());
        assert_eq!(read("DEANERY\\lead:(OI)(CI)(F)"), Ok(vec![]));
        assert_eq!(read("S-1-5-21-1-2-3-1001:(OI)(CI)(F)"), Ok(vec![]));
        let inherited = "NT AUTHORITY\\SYSTEM:(I)(OI)(CI)(F)\r\n        DEANERY\\lead:(I)(OI)(CI)(F)";
        assert_eq!(read(inherited), Ok(vec!["NT AUTHORITY\\SYSTEM".to_owned()]));
        assert!(read("DEANERY\\lead:(I)(OI)(CI)(F)").is_err());
        assert_eq!(read("DEANERY\\lead:(F)\r\n        Jeder:(RX)"), Ok(vec!["Jeder".to_owned()]));
        assert!(read("").is_err());
    }
}
