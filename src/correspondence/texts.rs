//! The built-in texts of messages, one for each line of the table of stages.

/// The file that `messages edit` copies, by the id of its stage.
pub(crate) fn built_in(id: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

const TEXTS: [(&str, &str); 38] = [
    ("invitation-mentors", include_str!("texts/messages/invitation-mentors.md")),
    ("invitation-mentees", include_str!("texts/messages/invitation-mentees.md")),
    ("reminder-recruitment", include_str!("texts/messages/reminder-recruitment.md")),
    ("received", include_str!("texts/messages/received.md")),
    ("question", include_str!("texts/messages/question.md")),
    ("waiting", include_str!("texts/messages/waiting.md")),
    ("place", include_str!("texts/messages/place.md")),
    ("declare", include_str!("texts/messages/declare.md")),
    ("declare-reminder", include_str!("texts/messages/declare-reminder.md")),
    ("pairing-final", include_str!("texts/messages/pairing-final.md")),
    ("evaluation-pre", include_str!("texts/messages/evaluation-pre.md")),
    ("evaluation-pre-reminder", include_str!("texts/messages/evaluation-pre-reminder.md")),
    ("training", include_str!("texts/messages/training.md")),
    ("training-reminder", include_str!("texts/messages/training-reminder.md")),
    ("choose", include_str!("texts/messages/choose.md")),
    ("choose-reminder", include_str!("texts/messages/choose-reminder.md")),
    ("session", include_str!("texts/messages/session.md")),
    ("session-reminder", include_str!("texts/messages/session-reminder.md")),
    ("after-induction", include_str!("texts/messages/after-induction.md")),
    ("reveal", include_str!("texts/messages/reveal.md")),
    ("new-partner", include_str!("texts/messages/new-partner.md")),
    ("partner-left", include_str!("texts/messages/partner-left.md")),
    ("pair-ended", include_str!("texts/messages/pair-ended.md")),
    ("left", include_str!("texts/messages/left.md")),
    ("book", include_str!("texts/messages/book.md")),
    ("log", include_str!("texts/messages/log.md")),
    ("quiet", include_str!("texts/messages/quiet.md")),
    ("reflections", include_str!("texts/messages/reflections.md")),
    ("outcomes-draft", include_str!("texts/messages/outcomes-draft.md")),
    ("summary", include_str!("texts/messages/summary.md")),
    ("evaluation-post", include_str!("texts/messages/evaluation-post.md")),
    ("evaluation-post-reminder", include_str!("texts/messages/evaluation-post-reminder.md")),
    ("evaluation-post-reminder-2", include_str!("texts/messages/evaluation-post-reminder-2.md")),
    ("participation", include_str!("texts/messages/participation.md")),
    ("thanks", include_str!("texts/messages/thanks.md")),
    ("results", include_str!("texts/messages/results.md")),
    ("next-cohort", include_str!("texts/messages/next-cohort.md")),
    ("expiry", include_str!("texts/messages/expiry.md")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correspondence::stages::STAGES;

    /// A text that asks for an answer by a day must have a rule for that day, or it could never be drafted.
    #[test]
    fn every_text_that_prints_a_deadline_has_one() {
        let prints = |id: &str| built_in(id).is_some_and(|text| text.contains("{{ deadline"));
        let without: Vec<&str> = STAGES.iter().filter(|row| prints(row.id) && row.deadline.is_none()).map(|row| row.id).collect();
        assert_eq!(without, Vec::<&str>::new());
        assert!(prints("book") && !prints("thanks"));
    }

    #[test]
    fn every_stage_has_its_text_and_every_text_its_stage() {
        assert_eq!(STAGES.map(|row| row.id), TEXTS.map(|(id, _)| id));
    }
}
