//! All tests that look at Factmark from outside, in one program.

mod damage;
mod project_file;
mod support;
