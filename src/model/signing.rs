//! Sign-off: what a signature saw, and what has changed since.

use std::fmt::Write;

use crate::model::checks::{Aspect, Signature};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;

/// A sum of each thing that can be seen of a statement, in the order of [`Aspect`]: CRC-32 of its words, proof against change, not malice.
pub fn seen(project: &Project, statement: &Statement) -> Vec<(Aspect, u32)> {
    Aspect::ALL.into_iter().filter_map(|aspect| Some((aspect, sum_of(project, statement, aspect)?))).collect()
}

/// What is not as the signature saw it.
pub fn changed(project: &Project, statement: &Statement, signature: &Signature) -> Vec<Aspect> {
    let now = seen(project, statement);
    let is_other = |aspect: &Aspect| {
        let sum_in = |sums: &[(Aspect, u32)]| sums.iter().find(|(of, _)| of == aspect).map(|(_, sum)| *sum);
        sum_in(&now) != sum_in(&signature.saw)
    };
    Aspect::ALL.into_iter().filter(|aspect| *aspect != Aspect::SignOff).filter(is_other).collect()
}

/// Whether somebody has signed the statement as it is.
pub fn is_signed(project: &Project, statement: &Statement) -> bool {
    statement.checks().signed.iter().any(|signature| changed(project, statement, signature).is_empty())
}

fn sum_of(project: &Project, statement: &Statement, aspect: Aspect) -> Option<u32> {
    let checks = statement.checks();
    let mut seen = Seen(crc32fast::Hasher::new());
    match aspect {
        Aspect::Words => {
            let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
            // Words that move from one list to the other are another statement.
            seen.add(statement.parts.len());
            for part in statement.parts.iter().chain(&checks.attribution) {
                seen.add(format_args!("{:?}", part.span()));
                seen.add(part.words(text));
            }
        }
        Aspect::Tag => seen.add(format_args!("{:?} {:?}", statement.tag.kind(), statement.tag.unconfirmed())),
        Aspect::SaidBy => {
            let said_by = &statement.said_by;
            seen.add(&said_by.speaker);
            seen.add(&said_by.role);
            seen.add(format_args!("{:?} {}", said_by.kind, said_by.denies));
            seen.add(&said_by.hedge);
            said_by.relays.iter().for_each(|relay| seen.add(relay));
        }
        Aspect::Meaning => {
            seen.add(&statement.in_plain_words);
            seen.add(format_args!("{:?}", statement.as_of));
        }
        Aspect::Evidence => {
            for evidence in &statement.evidence {
                seen.add(format_args!("{} {:?} {}", evidence.id, evidence.stance, evidence.primary));
                for words in [&evidence.passage, &evidence.original, &evidence.place, &evidence.note] {
                    seen.add(words);
                }
                project.with_inputs(evidence.source).for_each(|source| seen.add_source(source));
            }
        }
        Aspect::Said => seen.add(format_args!("{:?} {}", checks.said.verdict, checks.said.why)),
        Aspect::Truth => seen.add(format_args!("{:?} {}", checks.truth.verdict, checks.truth.why)),
        Aspect::Remarks => {
            for remark in &checks.remarks {
                seen.add(format_args!("{} {:?} {}", remark.id, remark.kind, remark.is_settled));
                seen.add(&remark.text);
                seen.add(&remark.wording);
                remark.replies.iter().for_each(|reply| seen.add(&reply.text));
            }
        }
        Aspect::Note => seen.add(&*statement.note),
        Aspect::SignOff => return None,
    }
    Some(seen.0.finalize())
}

/// Takes words one after the other, so that none runs into the next.
struct Seen(crc32fast::Hasher);

impl Seen {
    fn add(&mut self, words: impl std::fmt::Display) {
        // A hasher takes everything.
        let _ = write!(self, "{words}\0");
    }

    fn add_source(&mut self, source: &Source) {
        self.add(format_args!("{} {:?} {:?} {:?}", source.id, source.kind, source.published, source.accessed));
        for words in [
            &source.title,
            &source.author,
            &source.publisher,
            &source.url,
            &source.archived_url,
            &source.story,
            &source.working,
            &source.note,
        ] {
            self.add(words);
        }
        // Nothing is added where there is none, as there was none before there could be.
        if let Some(snapshot) = &source.snapshot {
            self.add(format_args!("copy {}", snapshot.digest));
        }
    }
}

impl Write for Seen {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}
