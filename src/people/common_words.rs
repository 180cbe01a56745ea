//! Words of English that people are called, too: months, days, trades, colours, places. A surname among them tells somebody only behind a
//! title or alone in a cell, and a name of nothing but such words only where each is written with a capital.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const WORDS: &str = "able acres ages alder also and angel any april archer are arms arrow ash ashes ask aspen august autumn bad badger \
    baker bank banks barber bard baron barrow bass bath battle bay be beach beacon beam bean bear beck bell bench berry \
    best big birch bird bishop black blade bloom blossom blue board bob bond bone booth border bourne bowl bowman box \
    boxer brand brave bread bridge bridges bright bristol broad brook brooks brown buck bull burn burns bush but butcher \
    butler butter buy calendar call camp can candle cannon care carpenter carter case cash castle chair chance chandler \
    change chapel chapman charity chase check christmas church churchill city clark clay cliff close cloud coach coast \
    cobb cole colour come commons constant cook cooper copper corner cotton court cove cox craft crane cross crow crown \
    curry cut dale dance date dawn day days deacon dean deanery december dee deer dell devon diamond do doctor done dove \
    drake draper driver drum duke dyer eagle early earth east easter eat eden elder elm else emerald end england english \
    even ever evergreen every ewing fair faith fall falls far farmer fast father feather fell fellows fern few field \
    fields file finch fine fire first fish fisher five flag flint flood flower flowers fly fold ford forest forge foster \
    fountain four fox france francis franklin free freeman french friday friend from frost full fuller game garden \
    gardener garland gate gates gay gentle german get gift give glass glen glory glover go goes gold golden good got grace \
    grand grant grass gray green greenwood grey grove guest guide hall ham hand hands harbour hard hardy hare harp hart \
    harvest has have hawk hazel head heart heath heather hedges help her herb here high hill hills him hire his history \
    hobbs hobby hogg hole holiday holidays hollow holly home honey hood hook hope horn horne hour house how hunt hunter \
    ice ill in induction ireland iron is island it its ivory ivy jack jade january jewel join joins jolly jordan joy july \
    june just keen keep key kind king kings kitchen knight know lake lamb land lane large lark last late lawn lawyer lay \
    lead leaf league learn leeds leek left less let light lily line lion list little live lock lodge london long look lord \
    love lovely low luck lucky mace made mail major make man mann manor many maple march marine mark market marks marsh \
    marshal marshall martin mason master may mayor mead meadow meadows mean meet meeting men mentor mercy merry mews miles \
    mill miller mills mine mint mission monday money monk moon moor moore moral more morning moss most mount mountain much \
    munday music must my myth name nature near neat need never new newcastle newman next nice night nine noble none noon \
    norman north northern not note november now nurse nutt oak oakley ocean october of off old olive on once one only open \
    or orange orchard other our out over own oxford page pages pair palace palmer paradise park parker parks parrot parson \
    part partner past patch patience pay peace peacock pearl pen penny pepper percent perfect perry person piper pitt \
    place plan plant plate play plum pond pool pope porter post potter pound powers pray prayer president price pride \
    priest prince prior proud purple put queen quick rain ran ranger raven read ready reason red reed register reid \
    reverse rich river rivers road robin rock rocks rogers roman rose rowan royal ruby rule run rush rust rye sage said \
    sailor saint sale salt same sand sands saturday savage saw say scott sea season seat see seen send senior sent \
    september session set sharp shaw she shepherd shield ship shore short show side silver singer sit six sky slack slater \
    small smart smith snow so some somerset soon south southern speaker spears spence spencer spring square squire stable \
    star stark stay steel stephens sterling steward still stone storey storm strange street strong such sugar summer \
    summers sun sunday surgery swan sweet swift tailor take talk tanner taylor team tell temple ten terrace than thank \
    that the them then there they this thorn three thursday tiger till time to today told too took top tower town towns \
    trainer travel tree true trust tuesday turner twelve two under up use vale valley very vicar victor village vine wade \
    wait wales walk walker wall walls want ward warden ware warm was waters wave way we weaver webb wednesday week weeks \
    weight well wells welsh were west western what wheat wheeler when where which white whitehead who why wide wild will \
    willow wills win wind winter winters wise with wolf wood woods wool word words work workman world worth wren wright \
    write yard year yes yet york you young yule";

/// Those that stand in the cells of every timetable.
const OF_CALENDARS: &str = "april august autumn christmas december easter february friday january july june march may monday november october \
    saturday september spring summer sunday thursday tuesday wednesday winter";

static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| WORDS.split(' ').collect());

/// Whether a folded word is one of them.
pub(crate) fn is_common(word: &str) -> bool {
    KNOWN.contains(word)
}

/// Whether a folded word is a month, a day of the week, a season or a feast.
pub(crate) fn is_of_calendars(word: &str) -> bool {
    OF_CALENDARS.split_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_common_and_names_are_not() {
        assert!(["price", "march", "holiday", "will", "winter"].iter().all(|word| is_common(word)));
        assert!(!["farouk", "okonkwo", "garcia", "harcourt", "thornbury"].iter().any(|word| is_common(word)));
        let words: Vec<&str> = WORDS.split(' ').collect();
        assert!(words.windows(2).all(|two| two[0] < two[1]), "sorted, each once");
    }
}
