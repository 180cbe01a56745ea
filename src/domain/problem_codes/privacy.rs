//! Codes of problems with personal data, erasing, git and sealing.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Privacy, git and sealing", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "cannot-look-into",
        "A file cannot be searched, so it may contain personal data.",
        "Remove it, or add it to `allow` under [privacy] if it names nobody.",
    ),
    code(
        "committed-scores",
        "The scores of pairs are committed, and cohort.toml says that they are private.",
        "`revmentor build --move-scores` moves them into `private/`.",
    ),
    code("damaged-bundle", "The sealed bundle is damaged.", "Ask for it again."),
    code(
        "foreign-hook",
        "Another git hook is installed, and it is left as it is.",
        "Add the line that the message gives to that hook.",
    ),
    code("git", "Git did not answer, or with an error.", "Run `git status` in the cohort directory and mend what it says."),
    code(
        "git-silent",
        "The directory is in a git repository, but git does not answer, so its history was not searched.",
        "Install git, or mend what `git status` says.",
    ),
    code(
        "in-the-way",
        "A file that is not a sealed bundle is where the bundle would be written.",
        "Name another file with `--out`.",
    ),
    code(
        "inside-another",
        "The cohort directory is inside another git repository.",
        "Run `git init` in it for a repository of its own.",
    ),
    code(
        "key",
        "The cohort's key cannot be read.",
        "Take it from another lead or a backup: without it ids cannot be given as before.",
    ),
    code("left-over", "Something that erasing does not touch may still contain personal data.", "Look at it yourself."),
    code("link-to-private", "A link leads into the private folder: what follows links copies private files.", "Delete the link."),
    code(
        "lost-register",
        "The register has nobody of the cohort, so nobody's name can be looked for.",
        "Put `private/register.csv` back from your backup, or read the exports again with `revmentor import`.",
    ),
    code(
        "missing-object",
        "Git lists something that is not in this clone, so it was not searched.",
        "Run `git fsck`, or look in a whole clone.",
    ),
    code("newer-bundle", "The bundle was sealed by a newer revmentor.", "Install the newest version."),
    code(
        "no-age",
        "Neither `age` nor `rage` is installed, and one of them does the encryption.",
        "Install age, for example with `apt install age`, `brew install age` or `winget install FiloSottile.age`.",
    ),
    code(
        "no-hook",
        "Git does not check every commit and push in this clone, because hooks are not copied with it.",
        "Run `revmentor init --hook`.",
    ),
    code(
        "no-identity",
        "The file with your secret key does not exist.",
        "Name the file that `age-keygen` made, or that of your SSH key.",
    ),
    code("no-keep-until", "cohort.toml does not say how long personal data are kept.", "Write `keep_until` under [privacy]."),
    code(
        "no-key",
        "The key of the cohort is missing.",
        "Put `private/key` back from a backup or another lead; for a bundle, ask for it to be sealed again.",
    ),
    code(
        "no-private-folder",
        "This clone has no private folder, so names and answers are not here.",
        "Run the command where `private/` is, or put its sealed bundle here and open that with `revmentor unseal private/private.age`.",
    ),
    code(
        "no-recipient",
        "Nobody is named who could open the bundle.",
        "Name a public key with `--to`, or write `recipients` under [privacy].",
    ),
    code(
        "no-repository",
        "The directory is not in a git repository, so there is nothing to install a hook in.",
        "Run `git init`, then `revmentor init --hook`.",
    ),
    code(
        "no-row",
        "The person has no row in the register of this machine, so the name could not be searched for.",
        "Look through `private/` for the name yourself.",
    ),
    code(
        "nobody-known",
        "This clone has no private folder, so only private files were looked for, not names.",
        "Run it where `private/` is.",
    ),
    code("not-a-bundle", "The encrypted file is not a private folder.", "Name the bundle that `revmentor seal` made."),
    code("not-looked-into", "A file was not searched for the person's data.", "Look into it yourself."),
    code(
        "not-opened",
        "The bundle could not be decrypted.",
        "Name your secret key with `--identity`; the bundle must be sealed for its public key.",
    ),
    code("not-packed", "The private folder cannot be packed.", "The sentence says why; check the disk."),
    code(
        "not-private",
        "The bundle contains something that does not belong into a private folder.",
        "Do not open it; ask whoever sent it.",
    ),
    code(
        "not-rewritable",
        "A file contains the person's data and cannot be rewritten.",
        "Take the rows out yourself, or delete the file; then erase once more.",
    ),
    code(
        "not-sealed",
        "A file could not be sealed, or is not sealed.",
        "A file name may not work on every system; a bundle must be encrypted by age.",
    ),
    code(
        "not-yet-erased",
        "Somebody was erased on another machine, and this one still has the data.",
        "Run `revmentor erase PERSON` here too.",
    ),
    code(
        "open-to-others",
        "Other people on this computer may be able to read the private folder.",
        "Keep the cohort directory in a folder that only you can open.",
    ),
    code("other-cohort", "The bundle is of another cohort or does not fit the facts.", "Ask whoever sent it."),
    code(
        "outside",
        "An export outside the private folder contains the person's data.",
        "Delete the person's rows there; an import leaves the person out in any case.",
    ),
    code(
        "personal-datum",
        "A file outside the private folder, or git's history, contains personal data.",
        "Remove it from the file or move the file into `private/`; for the history see `revmentor init --hook`.",
    ),
    code(
        "private-differs",
        "A file in the private folder differs from that in the bundle.",
        "Compare the two; `--replace` takes those of the bundle, and `undo` brings yours back.",
    ),
    code(
        "private-in-git",
        "A private file is in git, or about to be committed.",
        "Run `git rm -r --cached private`; if it was committed, `revmentor init --hook` prints how to remove it.",
    ),
    code(
        "scores-committed",
        "cohort.toml says that scores are committed, so they cannot be moved into the private folder.",
        "Write `scores = \"private\"` under [privacy], or delete the line.",
    ),
    code(
        "shallow",
        "This clone has only a part of the history, so older commits were not searched.",
        "Run `git fetch --unshallow`, or look in a whole clone.",
    ),
    code("submodule", "Another repository in the cohort directory was not searched.", "Look into it yourself."),
    code(
        "support-name",
        "The text for asking for help would hold a word that is also a participant's name.",
        "Describe the problem in your own words instead.",
    ),
    code(
        "synchronised",
        "The private folder is in a folder that a cloud service copies to its servers.",
        "Keep the cohort directory in a folder that is not synchronised.",
    ),
    code(
        "too-many-data",
        "There are more names and answers than can be searched for at once.",
        "This happens with cohorts far larger than revmentor is made for; please report it.",
    ),
    code(
        "would-be-committed",
        "Git would commit the sealed bundle, and what is committed stays.",
        "Put it outside the repository, or leave out `--out`.",
    ),
];
