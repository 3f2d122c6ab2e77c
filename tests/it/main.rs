//! The one test binary: what crosses the borders of a file.

#[cfg(test)]
mod anew;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod article_view;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod bar;
#[cfg(test)]
mod buttons;
#[cfg(test)]
mod captures;
#[cfg(test)]
mod check;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod covering;
#[cfg(test)]
mod crowded;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod damaged;
#[cfg(test)]
mod difference;
#[cfg(test)]
mod differing;
#[cfg(test)]
mod disturbed;
#[cfg(test)]
mod earlier_view;
#[cfg(test)]
mod edits;
#[cfg(test)]
mod exporting;
#[cfg(test)]
mod filing;
#[cfg(test)]
mod find;
#[cfg(test)]
mod find_bar;
#[cfg(test)]
mod first_hour;
#[cfg(test)]
mod hand;
#[cfg(test)]
mod hidden;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod journeys_review;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod known_files;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod loading;
#[cfg(test)]
mod marking;
#[cfg(test)]
mod memory_fs;
#[cfg(test)]
mod memory_world;
#[cfg(test)]
mod merge;
#[cfg(test)]
mod merge_command;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod mistakes;
#[cfg(test)]
mod one_writer;
#[cfg(test)]
mod opened_again;
#[cfg(test)]
mod opened_text;
#[cfg(test)]
mod outside;
#[cfg(test)]
mod panel;
#[cfg(unix)]
#[cfg(test)]
mod private;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod project_file;
#[cfg(test)]
mod random_checks;
#[cfg(test)]
mod reading_place;
#[cfg(test)]
mod reading_view;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod recovery_view;
#[cfg(test)]
mod report;
#[cfg(test)]
mod review;
#[cfg(test)]
mod review_strip;
#[cfg(test)]
mod reviewing;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod saving;
#[cfg(test)]
mod saving_again;
#[cfg(test)]
mod scripted;
#[cfg(test)]
mod statistics;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod support;
#[cfg(test)]
mod two_writers;
#[cfg(test)]
mod unmerged;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod versions_view;
#[cfg(test)]
mod world;
