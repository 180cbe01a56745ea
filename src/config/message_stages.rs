//! The stages that `[messages]` names: each has to be one of this programme's, and each `when` a date that there is.

use std::collections::BTreeMap;

use crate::correspondence::due;
use crate::correspondence::stage_list;
use crate::correspondence::stages::StageRow;
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;
use crate::domain::spelling;

use super::findings::Findings;
use super::node::Node;

/// Judges `skip` and `when` once events and dates are known.
pub(super) fn judge(node: &Node<'_>, settings: &Settings, findings: &mut Findings<'_>) {
    let known = stage_list::every_name(settings);
    for stage in settings.messages.skip.iter().filter(|stage| !known.contains_key(*stage)) {
        findings.add(&node.path_of("skip"), node.span_of("skip"), unknown(stage, &known));
    }
    let when = node.table("when");
    for (stage, span, held) in when.entries() {
        let Some(row) = known.get(stage) else {
            findings.add(&when.path_of(stage), span, unknown(stage, &known));
            continue;
        };
        let Some(setting) = settings.messages.when.get(stage) else { continue };
        if let Err(dates) = due::set(row.due, setting, settings) {
            let words = held.get_ref().as_str().unwrap_or_default();
            let name = words.split_whitespace().next().unwrap_or_default();
            let help = match spelling::nearest(name, dates.iter().map(String::as_str)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("write a day, or one of {}, and the days before or after it: \"reveal - 14d\"", dates.join(", ")),
            };
            let problem = Problem::error("unknown-date", "unknown date").value(words).help(help);
            findings.add(&when.path_of(stage), held.span(), problem);
        }
    }
}

fn unknown(stage: &str, known: &BTreeMap<String, &'static StageRow>) -> Problem {
    let help = match spelling::nearest(stage, known.keys().map(String::as_str)) {
        Some(near) => format!("did you mean {near:?}?"),
        None => "take it away; a stage of your own says its day in its own text".to_owned(),
    };
    Problem::error("unknown-stage", "unknown stage").value(stage).help(help)
}
