//! Lines from standard input, handed on by a thread of their own.

use std::io::{BufRead as _, stdin};

/// Hands on each line of standard input as it comes, without its end; nothing where there are no more. Ends early where `tell` answers with false.
pub fn read_lines(tell: impl Fn(Option<String>) -> bool + Send + 'static) {
    // Nobody joins this thread: whoever writes the lines may never end.
    std::thread::spawn(move || {
        let mut input = stdin().lock();
        let mut line = Vec::new();
        loop {
            line.clear();
            if !input.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
                let _ = tell(None);
                return;
            }
            if line.ends_with(b"\n") {
                line.pop();
            }
            if !tell(Some(String::from_utf8_lossy(&line).into_owned())) {
                return;
            }
        }
    });
}
