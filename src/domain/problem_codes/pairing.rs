//! Codes of problems with pairs, announced draws, and the proof of a matching.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Pairing, and its proof", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "aims-differ",
        "The record claims totals that its pairs do not reach.",
        "The record was changed: restore it from git or a backup.",
    ),
    code(
        "already-begun",
        "A pair has met or knows of each other, so not everybody can be paired anew.",
        "Leave out `--fresh`; `match` then changes only what it must.",
    ),
    code(
        "announced",
        "A draw is announced, and nothing else may be drawn until it is made or retracted.",
        "Draw it with `revmentor match --public \"NUMBERS\"`, or retract it with `revmentor match --announce --retract`.",
    ),
    code(
        "announced-draw",
        "A draw that was announced cannot be undone, because it could be drawn again until it pleases.",
        "Commit it; if its numbers were mistyped, `git revert` that commit and draw again: `verify` shows both.",
    ),
    code(
        "announcement",
        "The draw is not the one that was announced.",
        "The record or the announcement was changed: compare both in git's history.",
    ),
    code(
        "announcement-not-committed",
        "The announcement is not committed to git, so nobody could check it.",
        "Commit it, and only then draw the numbers.",
    ),
    code(
        "announcement-record",
        "The record of an announcement cannot be read.",
        "It is written by `match --announce` alone; restore it from git or a backup.",
    ),
    code(
        "best-total",
        "A pairing with a higher total was possible, or the record's proof does not show otherwise.",
        "The record was changed or is wrong: restore it from git or a backup, and report it if it was never changed.",
    ),
    code(
        "draw-numbers",
        "Matchings are not numbered from 1 without a gap.",
        "A record is missing or was renamed: restore it from git or a backup.",
    ),
    code(
        "draw-record",
        "The record of a matching cannot be read, or does not agree with itself.",
        "It is written by `match` alone; restore it from git or a backup.",
    ),
    code(
        "even-draw",
        "The pairings did not all have the same chance.",
        "The record was changed; if not, please report it as a bug.",
    ),
    code(
        "facts",
        "The files of the pairs do not say what the record of the matching says.",
        "A file was edited: restore it from git or a backup.",
    ),
    code(
        "fairest",
        "The pairs could have been fairer, or the proof does not show otherwise.",
        "The record was changed or is wrong: restore it from git or a backup, and report it if it was never changed.",
    ),
    code(
        "fewest-changes",
        "More of the earlier pairs could have stayed, or the proof does not show otherwise.",
        "The record was changed or is wrong: restore it from git or a backup, and report it if it was never changed.",
    ),
    code(
        "forbidden-pair",
        "Two people with a conflict of interest are a pair.",
        "`revmentor match` makes other pairs; if the conflict is wrong, remove it with `revmentor conflict remove A B`.",
    ),
    code(
        "given-up-inputs",
        "What is kept here was read by a matching that was given up in a merge, not by the one that stands.",
        "Nothing is wrong with the record: take the folder from the lead whose matching was kept, to check it here, too.",
    ),
    code(
        "inputs",
        "What the matching read is no longer what it was.",
        "A file in `private/draws/` was changed: take it from a backup.",
    ),
    code("kept-settings", "The settings that were kept with a matching cannot be read.", "Take the file from a backup."),
    code(
        "known-draw",
        "A drawn pair is not in the record of its matching, or a recorded pair has no file.",
        "A file is missing or was edited: restore it from git or a backup.",
    ),
    code("missing-file", "A file that a matching read is no longer there, so it cannot be repeated.", "Take it from a backup."),
    code(
        "more-pairs-than-places",
        "There are more pairs than `[matching] places` allows.",
        "All of them stay. Raise `places` in cohort.toml, or end pairs with `revmentor unpair PAIR`.",
    ),
    code(
        "most-pairs",
        "More pairs were possible, or the proof does not show otherwise.",
        "The record was changed or is wrong: restore it from git or a backup, and report it if it was never changed.",
    ),
    code(
        "most-people",
        "More people could have been in pairs, or the proof does not show otherwise.",
        "The record was changed or is wrong: restore it from git or a backup, and report it if it was never changed.",
    ),
    code(
        "no-inputs",
        "The matching cannot be repeated, because what it read is not here.",
        "Run the command where the private folder with its inputs is.",
    ),
    code("no-such-matching", "There is no matching with this number.", "The message lists the numbers."),
    code(
        "not-announced",
        "No draw is announced, so there is nothing to retract.",
        "Announce one with `revmentor match --announce`.",
    ),
    code(
        "not-as-announced",
        "People, settings or options have changed since the draw was announced.",
        "Undo the change, or retract the announcement and announce again.",
    ),
    code(
        "not-free",
        "The pair cannot go on, because one of the two has another pair or has left.",
        "`revmentor match` finds partners for those who are free.",
    ),
    code("pair-ended", "The pair has ended.", "If that was a mistake: `revmentor unpair PAIR --retract`."),
    code("pair-goes-on", "The pair has not ended, so there is no end to take back.", "`revmentor status` lists the pairs."),
    code(
        "paired-twice",
        "Somebody is in more pairs than there is room for.",
        "In a file of pairs, keep as many rows for each person as there is room for: one, unless the survey says more.",
    ),
    code(
        "pairs",
        "Repeating the matching gives other pairs than the record.",
        "The record or its inputs were changed: restore them from git or a backup.",
    ),
    code(
        "permitted",
        "A pair in the record breaks a rule, or somebody has more pairs than places.",
        "The record or the answers were changed: restore them from git or a backup.",
    ),
    code(
        "precedence",
        "More people with precedence could have had a pair, or the proof does not show otherwise.",
        "The record was changed or is wrong: restore it from git or a backup, and report it if it was never changed.",
    ),
    code(
        "proof",
        "The proof is not the one that the record names.",
        "One of the two was changed: look at `git log` of the record.",
    ),
    code(
        "proof-aims",
        "The proof is not about this matching's aims in their order.",
        "Take the proof from a backup; `revmentor verify --proof 1` prints it anew.",
    ),
    code(
        "proof-better",
        "The prices of the proof allow a better pairing.",
        "The proof was changed; if not, please report it as a bug.",
    ),
    code(
        "proof-negative",
        "The proof gives a price below 0 to somebody who could be left out.",
        "The proof was changed; if not, please report it as a bug.",
    ),
    code("proof-order", "A row of the proof is in the wrong place.", "Print the proof again with `revmentor verify --proof 1`."),
    code(
        "proof-stranger",
        "The proof names somebody who could not be paired.",
        "The proof was changed; if not, please report it as a bug.",
    ),
    code(
        "proof-sum",
        "The prices of the proof do not add up to what the pairs reach.",
        "The proof was changed; if not, please report it as a bug.",
    ),
    code(
        "proof-units",
        "The proof weighs a later aim against an earlier one.",
        "The proof was changed; if not, please report it as a bug.",
    ),
    code(
        "proof-weakest",
        "The proof does not show that the weakest pair cannot be stronger.",
        "The proof was changed; if not, please report it as a bug.",
    ),
    code(
        "public-form",
        "What was drawn in public cannot be told from its spelling.",
        "Write whole numbers with blanks between them: `--public \"3 17 22\"`.",
    ),
    code(
        "public-unused",
        "The numbers drawn in public were not used, because every pair stays and nothing was drawn.",
        "Announce the draw first with `revmentor match --announce`, or draw all pairs again with `--fresh`.",
    ),
    code(
        "record",
        "The record of the matching does not say what was asked for.",
        "The record was changed: restore it from git or a backup.",
    ),
    code(
        "room-on-both-sides",
        "People on both sides have room for several pairs, so two people could be paired twice.",
        "Let only one side say how many: delete `capacity` from the columns of one survey.",
    ),
    code(
        "rule-broken",
        "A pair breaks a [[conflict]] rule in cohort.toml.",
        "`revmentor match` makes other pairs, or change the rule.",
    ),
    code(
        "settled-moved",
        "A pair that had begun was moved without permission.",
        "The record was changed; if not, please report it as a bug.",
    ),
    code(
        "too-many-pairs",
        "The record has more pairs than `places` in [matching] allows.",
        "The record or the settings kept with it were changed: restore them from git or a backup.",
    ),
    code(
        "unchosen",
        "Somebody could have chosen the result: it was not announced before its numbers were drawn.",
        "Compare the announcement and the record in git's history.",
    ),
    code(
        "unmet-wish",
        "Somebody wishes for what nobody of the other side answered.",
        "If it is another spelling, add it to `aliases` as the message shows; else ask them, or leave it: the wish gives no points.",
    ),
];
