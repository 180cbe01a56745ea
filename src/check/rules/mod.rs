//! The one table of checks, one file each.

mod attendance;
mod choices;
mod conflict_file;
mod contradiction;
mod draw_numbers;
mod draw_record;
mod forbidden_pair;
mod joined;
mod known_draw;
mod meeting_story;
mod one_mark;
mod one_pair_each;
mod one_report;
mod pair_story;
mod published_figures;
mod registered;
mod repeated_fact;
mod rule_broken;
mod timetable;
mod views_current;
mod waiting_list;
mod withdrawn_paired;

use super::Check;

/// Every check, those of the facts first.
pub(crate) const CHECKS: &[Check] = &[
    joined::CHECK,
    one_mark::CHECK,
    conflict_file::CHECK,
    choices::CHECK,
    attendance::CHECK,
    pair_story::CHECK,
    meeting_story::CHECK,
    one_report::CHECK,
    contradiction::CHECK,
    one_pair_each::CHECK,
    withdrawn_paired::CHECK,
    known_draw::CHECK,
    repeated_fact::CHECK,
    draw_numbers::CHECK,
    draw_record::CHECK,
    forbidden_pair::CHECK,
    rule_broken::CHECK,
    registered::CHECK,
    timetable::CHECK,
    waiting_list::CHECK,
    published_figures::CHECK,
    views_current::CHECK,
];
