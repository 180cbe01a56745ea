//! First names and the short forms in which people are called that begin with another letter.

/// Each line is one name: forms that people use for each other.
const FORMS: [&str; 17] = [
    "robert bob bobby",
    "william bill billy will wills",
    "richard dick rick richie",
    "margaret peggy meg maggie greta",
    "elizabeth betty beth liz lizzie eliza libby bess lisa",
    "edward ted teddy ned ed eddie",
    "james jim jimmy jamie",
    "john jack johnny",
    "henry harry hal",
    "mary molly polly",
    "dorothy dot dolly",
    "sarah sally",
    "helen nell ellie",
    "eleanor nell nora ellie lenny",
    "anthony tony",
    "alexander sandy sasha xander",
    "alexandra sandy sasha lexi",
];

/// Whether two folded first names are forms of one name.
pub(super) fn are_one_name(one: &str, other: &str) -> bool {
    let holds = |forms: &str, name: &str| forms.split(' ').any(|form| form == name);
    FORMS.iter().any(|forms| holds(forms, one) && holds(forms, other))
}
