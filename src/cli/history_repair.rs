//! The commands that remove personal data from git's history, as they are printed.

use super::console::Console;
use crate::app::guard::Repair;

/// Prints them, one a line after two blanks, so that they can be copied.
pub(super) fn tell(repair: &Repair, console: &mut Console<'_>) -> anyhow::Result<()> {
    let Repair { before, here, servers } = repair;
    before.iter().try_for_each(|before| console.say(&format!("Before anything else: {before}.")))?;
    console.say(
        "Remove the personal data from the files outside private/ that are named above; leave private/ as it is. Then these commands \
         remove them from git's history:",
    )?;
    here.iter().try_for_each(|command| console.say(&format!("  {command}")))?;
    if !servers.is_empty() {
        console.say("Then these, which replace the branches and tags on the server and delete those that are only there:")?;
        servers.iter().try_for_each(|command| console.say(&format!("  {command}")))?;
        console.say(
            "A server may keep old commits and pull requests all the same: if the history was public, delete the repository there and \
             make a new one.",
        )?;
    }
    console.say("Other clones still have the old history, and bring it back: have the others delete them and clone again.")
}
