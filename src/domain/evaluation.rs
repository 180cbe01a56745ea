//! The evaluation as `cohort.toml` describes it: waves of one questionnaire, how answers are linked, and the items that are compared.

use super::spelling;
use super::survey_settings::Survey;

/// The wave before the first meeting.
pub(crate) const BEFORE: &str = "pre";
/// The wave at the end.
pub(crate) const AFTER: &str = "post";
/// A wave at the end that asks about the time before.
pub(crate) const THEN: &str = "then";

/// The waves that have a place in the programme, in its order; any other wave follows these.
pub(crate) const KNOWN_WAVES: [&str; 5] = [BEFORE, "mid", THEN, AFTER, "follow-up"];

/// How the name of a feedback form's wave begins.
pub(crate) const FEEDBACK: &str = "feedback";

/// Columns of a wave with a meaning of their own; any other is a free text, a candidate for quotation.
pub(crate) mod column {
    /// The participant code or id.
    pub(crate) const CODE: &str = "code";
    /// The address, where answers are linked by it.
    pub(crate) const EMAIL: &str = "email";
    /// The side that the form asks for.
    pub(crate) const SIDE: &str = "side";
    /// When the form was sent in.
    pub(crate) const ANSWERED: &str = crate::domain::answer::field::ANSWERED;
    /// Whether the form was finished.
    pub(crate) const FINISHED: &str = crate::domain::answer::field::FINISHED;
    /// All of them.
    pub(crate) const KNOWN: [&str; 5] = [CODE, EMAIL, SIDE, ANSWERED, FINISHED];
}

/// `[evaluation]` with its waves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvaluationSettings {
    /// `[survey.pre]` and the others, in the order of the programme.
    pub waves: Vec<Wave>,
    /// How two answers are known to be of one person.
    pub link: Link,
    /// The answers that an item offers.
    pub scale: AnswerScale,
    /// No figure of fewer people is published.
    pub least_group: LeastGroup,
    /// `[[evaluation.item]]`.
    pub items: Vec<Item>,
}

impl EvaluationSettings {
    /// The wave of this name.
    pub fn wave(&self, name: &str) -> Option<&Wave> {
        self.waves.iter().find(|wave| wave.name == name)
    }

    /// The item of this name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.name == name)
    }

    /// The item that reads the column of this heading.
    pub fn item_of_heading(&self, heading: &str) -> Option<&Item> {
        let key = spelling::key(heading);
        self.items.iter().find(|item| spelling::key(&item.heading) == key)
    }
}

/// One time at which people were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// `pre`, `post`, `feedback-induction-mentors`…
    pub name: String,
    /// Where the export is and how it is read.
    pub survey: Survey,
}

/// How two answers are known to be of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// By the issued participant code.
    #[default]
    Code,
    /// By the id.
    Id,
    /// By the address.
    Email,
    /// Not at all: each wave is described by itself.
    None,
}

impl Link {
    /// Every way with the word of `cohort.toml`.
    pub const ALL: [(Link, &'static str); 4] =
        [(Link::Code, "code"), (Link::Id, "id"), (Link::Email, "email"), (Link::None, "none")];
}

/// The answers that an item offers, from the lowest to the highest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerScale {
    /// Words; the first is 1.
    Words(Vec<String>),
    /// Whole numbers, both ends included.
    Numbers {
        /// The lowest.
        from: i64,
        /// The highest.
        to: i64,
    },
}

impl Default for AnswerScale {
    fn default() -> AnswerScale {
        AnswerScale::Numbers { from: 1, to: 5 }
    }
}

impl AnswerScale {
    /// The lowest and the highest answer as numbers.
    pub fn ends(&self) -> (i64, i64) {
        match self {
            AnswerScale::Words(words) => (1, i64::try_from(words.len()).unwrap_or(i64::MAX)),
            AnswerScale::Numbers { from, to } => (*from, *to),
        }
    }

    /// How many steps lie between the lowest and the highest answer.
    pub fn steps(&self) -> i64 {
        let (low, high) = self.ends();
        high.saturating_sub(low)
    }

    /// Whether the two offer the same answers in the same order.
    pub fn is_same(&self, other: &AnswerScale) -> bool {
        let keys =
            |scale: &AnswerScale| (scale.ends(), (scale.ends().0..=scale.ends().1).map(|answer| scale.key(answer)).collect());
        let ((ends, words), (other_ends, other_words)): ((_, Vec<String>), (_, Vec<String>)) = (keys(self), keys(other));
        ends == other_ends && words == other_words
    }

    /// By what an answer is known whatever its place: its word as headings are compared, or its number.
    pub fn key(&self, answer: i64) -> String {
        spelling::key(&self.label(answer))
    }

    /// What an answer is called: its word, or its number.
    pub fn label(&self, answer: i64) -> String {
        match self {
            AnswerScale::Words(words) => {
                let word = usize::try_from(answer - 1).ok().and_then(|at| words.get(at));
                word.cloned().unwrap_or_else(|| answer.to_string())
            }
            AnswerScale::Numbers { .. } => answer.to_string(),
        }
    }
}

/// The fewest people of whom a figure is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeastGroup(pub usize);

impl LeastGroup {
    /// The fewest that can be asked for.
    pub const LOWEST: usize = 5;
}

impl Default for LeastGroup {
    fn default() -> LeastGroup {
        LeastGroup(8)
    }
}

/// `[[evaluation.item]]`: one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name in files.
    pub name: String,
    /// The heading under which its answers stand, in every wave that asks it.
    pub heading: String,
    /// What kind of effect it speaks of.
    pub level: Level,
    /// Whether a lower answer is the better one.
    pub lower_is_better: bool,
    /// Its own scale, where it has one.
    pub scale: Option<AnswerScale>,
}

/// D. L. Kirkpatrick's four levels of evaluating training programmes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// How people liked it.
    #[default]
    Reaction,
    /// What they know, feel able to do or see differently.
    Learning,
    /// What they do differently.
    Behaviour,
    /// What changed for others.
    Results,
}

impl Level {
    /// Every level with the word of `cohort.toml`.
    pub const ALL: [(Level, &'static str); 4] = [
        (Level::Reaction, "reaction"),
        (Level::Learning, "learning"),
        (Level::Behaviour, "behaviour"),
        (Level::Results, "results"),
    ];

    /// The word of `cohort.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Level::Reaction => "reaction",
            Level::Learning => "learning",
            Level::Behaviour => "behaviour",
            Level::Results => "results",
        }
    }
}
