//! Changes to a cohort directory: all or nothing, at any instant, with a way back.
//!
//! The protocol, which every command follows; a reader can check the files named here against it:
//!
//! 1. **Lock** (`lock`). A writer takes the system's exclusive lock on `.revmentor/lock`, a reader a shared one. Who cannot
//!    have it is refused at once and told who holds it. The system frees the lock when its holder ends, however it ends.
//! 2. **Recover** (`lock`). If `.revmentor/txn` exists, its change was decided: it is finished (steps 5 and 6) before
//!    anything else, also by a command that only reads. What was staged but not decided is deleted.
//! 3. **Compare** (`workspace`). The caller computes and judges everything in memory and hands in the desired contents. Only
//!    files that differ are touched; if none differs nothing is written. A file that is another than the one the command
//!    read stops it. Every folder and file is tried for whether it can be changed (`transaction`).
//! 4. **Decide** (`transaction`). New contents go to `.revmentor/stage/NNNN`: a full disk shows here. The journal, with the
//!    bytes of every file before and after and a digest over all, goes to `txn.tmp`, is synced, and is renamed to `txn`.
//!    **That rename is the commit point.** Before it any failure leaves the directory as it was.
//! 5. **Place** (`transaction`). Each staged file is renamed onto its place, each removed one deleted. A step already done
//!    is skipped, a staged file that is missing or torn is written again from the journal, and a file that somebody edited
//!    in between is kept beside as `NAME.yours`. So this step may be repeated from any point.
//! 6. **Retire** (`transaction`). One sync makes all of it durable; then `txn` is renamed to `undo/NNNN`. Twenty are kept.
//!    Success is told only now.
//!
//! Private files are 0600 and their folders 0700 from the moment they are made, those of the transaction too. On Windows the private
//! folder and the undo records are closed by access lists after each change (`access_list`).
//!
//! What the files mean is not known here. Everything goes through [`Disk`], so that tests can fail, cut off or forget
//! every single operation.

#[cfg(any(windows, test))]
mod access_list;
mod change_set;
mod create;
mod disk;
mod guard;
mod history;
mod journal;
mod lock;
mod private_views;
mod real_disk;
mod shared_files;
mod site;
mod transaction;
mod trouble;
mod views;
mod workspace;

pub use change_set::ChangeSet;
pub(crate) use change_set::{Difference, DifferenceKind};
pub(crate) use create::must_be_empty;
pub use create::{create, create_on};
pub use disk::{Disk, Kind, Locked, Look, Openness, Share};
pub(crate) use history::COMMITTED;
pub use journal::LogEntry;
pub use real_disk::RealDisk;
pub use workspace::{Access, Workspace};

use guard::newer;

#[cfg(test)]
mod tests;
