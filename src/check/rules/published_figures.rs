//! `published-figures`: what an evaluation published is of large groups only, agrees with itself and with the answers behind it.

use crate::check::{Check, Scope, Subject, published};

pub(super) const CHECK: Check = Check {
    name: "published-figures",
    sentence: "Published figures are of large groups, follow from the answers behind them, and no two editions tell a single answer.",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<crate::domain::problem::Problem> {
    published::judge(&subject.settings.evaluation, &subject.facts.editions, subject.answers, CHECK.name)
}
