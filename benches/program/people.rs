//! Invented people, as a form exports their answers and as the matching reads them.

use revmentor::parts::domain::{Answer, BySide, Person, Side};

use super::stream::Stream;

const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// What one person answered.
pub struct Invented {
    name: String,
    goals: Vec<String>,
    specialty: String,
    /// Empty where any will do.
    wish: String,
    place: String,
    /// Empty where any will do.
    wished_place: String,
    /// The name of somebody whom the person does not want, or nothing.
    unwanted: String,
    days: Vec<&'static str>,
}

/// Whom people name as somebody with whom they should not be paired.
#[derive(Clone, Copy)]
pub enum Naming {
    /// Nobody names anybody.
    Nobody,
    /// One in twenty names somebody of the other side.
    Few,
    /// Everybody names somebody: half of them misspelt, half of them nobody who takes part.
    Unclear,
}

impl Invented {
    /// So many on each side.
    pub fn sides(count: usize, naming: Naming) -> BySide<Vec<Invented>> {
        let mut stream = Stream(count as u64);
        let mut people = |side: Side| (0..count).map(|at| Invented::new(&mut stream, side, at, count, naming)).collect();
        BySide { mentors: people(Side::Mentor), mentees: people(Side::Mentee) }
    }

    fn new(stream: &mut Stream, side: Side, at: usize, others: usize, naming: Naming) -> Invented {
        let specialty = |stream: &mut Stream| format!("Specialty {}", stream.skewed(40));
        let mut goals: Vec<String> = (0..=stream.below(4)).map(|_| format!("Goal {}", stream.below(10))).collect();
        goals.sort();
        goals.dedup();
        Invented {
            name: name(side, at),
            goals,
            specialty: specialty(stream),
            wish: if stream.below(2) == 0 { String::new() } else { specialty(stream) },
            place: format!("Region {}", stream.below(13)),
            wished_place: if stream.below(2) == 0 { String::new() } else { format!("Region {}", stream.below(13)) },
            unwanted: unwanted(stream, side, at, others, naming),
            days: (0..=stream.below(4)).map(|from| DAYS[from]).collect(),
        }
    }
}

fn unwanted(stream: &mut Stream, side: Side, at: usize, others: usize, naming: Naming) -> String {
    let named = name(side.other(), stream.below(others));
    match naming {
        Naming::Few if stream.below(20) == 0 => named,
        Naming::Nobody | Naming::Few => "None".to_owned(),
        Naming::Unclear if at.is_multiple_of(2) => format!("Cyd{}", name(side, others + at)),
        Naming::Unclear => {
            let at = 1 + stream.below(named.len() - 2);
            named.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, c)| c).collect()
        }
    }
}

/// No two have one name, and names are too far apart to be taken for each other.
fn name(side: Side, at: usize) -> String {
    const SYLLABLES: [&str; 22] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu",
        "qua", "stra",
    ];
    let word = |mut rest: usize, length: usize| -> String {
        let syllable = |_| {
            let syllable = SYLLABLES[rest % SYLLABLES.len()];
            rest /= SYLLABLES.len();
            syllable
        };
        (0..length).map(syllable).collect()
    };
    let first = if side == Side::Mentor { "Ada" } else { "Ben" };
    format!("{first}{} {}", word(at, 4), word(at * 7919 + 13, 5))
}

/// The export of one side, with the headings of the template.
pub fn export(side: Side, sides: &BySide<Vec<Invented>>) -> String {
    let (goals, other) = match side {
        Side::Mentor => ("What would you like to share?", "mentee"),
        Side::Mentee => ("What would you like to learn about?", "mentor"),
    };
    let header = format!(
        "Full name,Email address,{goals},Specialty,Preferred specialty of your {other},Place of employment,\
         Preferred place of employment of your {other},Employer,\
         Is there anyone with whom you should not be paired?,On which days could you meet?,\
         Do you agree that your answers are used for matching?\n"
    );
    let row = |(at, person): (usize, &Invented)| {
        let Invented { name, specialty, wish, place, wished_place, unwanted, .. } = person;
        let (goals, days) = (person.goals.join(";"), person.days.join(";"));
        let email = format!("{}{at}@mail.example", side.key());
        format!("{name},{email},{goals},{specialty},{wish},{place},{wished_place},Trust {},{unwanted},{days},Yes\n", at % 60)
    };
    header + &sides[side].iter().enumerate().map(row).collect::<String>()
}

/// The people of one side.
pub fn people(side: Side, sides: &BySide<Vec<Invented>>) -> Vec<Person> {
    let letter = if side == Side::Mentor { 'M' } else { 'E' };
    let person = |(at, person): (usize, &Invented)| {
        let one = |text: &String| Answer::List([text.clone()].into_iter().filter(|text| !text.is_empty()).collect());
        let answers = [
            ("goals".to_owned(), Answer::List(person.goals.clone())),
            ("specialty".to_owned(), one(&person.specialty)),
            ("wish".to_owned(), one(&person.wish)),
            ("place".to_owned(), one(&person.place)),
        ];
        Person { id: format!("{letter}{:02}", at + 1).parse().unwrap(), answers: answers.into() }
    };
    sides[side].iter().enumerate().map(person).collect()
}
