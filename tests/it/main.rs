//! The one test binary: what crosses the borders of a file.

#[cfg(test)]
mod check;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod loading;
#[cfg(test)]
mod memory_fs;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod project_file;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod support;
