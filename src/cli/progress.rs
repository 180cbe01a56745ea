//! Says at a terminal that work goes on, once it has taken over a second: one line, which is gone when the work is done.
//!
//! The work knows nothing of it. A thread beside it waits for the end and rewrites the line every second. To break off meanwhile is
//! harmless: nothing is written before a command has decided everything, and what is decided then is finished by the next one.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long work may take before anything is said, and how often it is said again.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does the work, and tells at `terminal` what is being done while it lasts.
pub(super) fn telling<T>(terminal: &mut (dyn Write + Send), doing: &str, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let begun = Instant::now();
            // Without this line the work is the same.
            tell(terminal, doing, || still(&waiting).then(|| begun.elapsed())).unwrap_or_default();
        });
        let result = work();
        drop(done);
        result
    })
}

/// Whether the work still goes on when patience is at an end.
fn still(waiting: &Receiver<()>) -> bool {
    waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout)
}

/// Writes the line anew for every time that `elapsed` gives, and blanks it when there is none: in plain characters, which every
/// terminal and every choice of colours understands.
fn tell(terminal: &mut dyn Write, doing: &str, mut elapsed: impl FnMut() -> Option<Duration>) -> io::Result<()> {
    let mut width = 0;
    while let Some(elapsed) = elapsed() {
        let line = format!("{doing}… {} s", elapsed.as_secs());
        width = line.chars().count();
        write!(terminal, "\r{line}")?;
        terminal.flush()?;
    }
    if width > 0 { write!(terminal, "\r{:width$}\r", "").and_then(|()| terminal.flush()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(seconds: &[u64]) -> String {
        let mut terminal = Vec::new();
        let mut seconds = seconds.iter().copied().map(Duration::from_secs);
        tell(&mut terminal, "pairing 2 and 3 people", || seconds.next()).unwrap();
        String::from_utf8(terminal).unwrap()
    }

    #[test]
    fn quick_work_leaves_no_trace() {
        assert_eq!(told(&[]), "");
        let mut terminal = Vec::new();
        assert_eq!(telling(&mut terminal, "pairing", || 7), 7);
        assert_eq!(terminal, b"");
    }

    #[test]
    fn slow_work_is_told_on_one_line_that_is_gone_in_the_end() {
        let (first, last) = ("pairing 2 and 3 people… 9 s", "pairing 2 and 3 people… 10 s");
        assert_eq!(told(&[9, 10]), format!("\r{first}\r{last}\r{}\r", " ".repeat(28)));
    }
}
