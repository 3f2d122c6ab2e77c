//! Which names readers may not see: whoever talks on background, as far as the project says how they are called.

use std::collections::BTreeSet;

use crate::model::project::Project;
use crate::model::source::{Ground, Source, SourceKind};
use crate::text::names::{self, Name, Names};

/// Letters below which a name is too likely to be something else.
const LEAST_LETTERS: usize = 3;
/// Letters of a last name that is looked for alone.
const LEAST_LAST: usize = 4;
/// Words in the title of a source, which are no name by themselves.
const COMMON: &str = "a an the to of by on in at and or for from with my our his her their new old former \
    call phone talk chat interview conversation meeting mail email e letter message note notes report record records statement \
    document documents paper file files list data figures study book visit picture photo film video post press release minutes transcript \
    source witness official officials officer person man woman employee worker resident neighbour neighbor expert spokesman spokeswoman \
    spokesperson lawyer doctor professor minister ministry police company office government department background anonymous unnamed unknown \
    senior high local second third one two first near close";
/// What may stand after a last name.
const SUFFIXES: &str = "jr sr ii iii iv phd md esq";

/// The names that are left out of free words.
pub fn names(project: &Project) -> Names {
    let told = |ground: Ground| project.sources().filter(move |source| source.ground == ground);
    let mut whole: BTreeSet<Name> = BTreeSet::new();
    let mut last: BTreeSet<Name> = BTreeSet::new();
    for source in told(Ground::Background) {
        let is_asked = source.kind == SourceKind::Person || !source.contact.trim().is_empty();
        for (written, is_person) in [(&source.title, is_asked), (&source.author, true)] {
            for person in people(written) {
                last.extend(last_name(&person).filter(|_| is_person));
                // One word that a paper is called is what it is ("Memo"), not whose.
                whole.extend(Some(names::name(&person)).filter(|name| is_person || name.len() > 1));
            }
        }
    }
    whole.retain(|name| names::letters(name) >= LEAST_LETTERS && !name.iter().all(|word| is_in(COMMON, word)));
    if whole.is_empty() {
        return Names::default();
    }
    // Who talks on the record under the very name is named there; and what is a word of a public name is no secret.
    let on_record: BTreeSet<Name> = told(Ground::OnRecord)
        .flat_map(|source| [&source.title, &source.author])
        .flat_map(|text| people(text))
        .map(|person| names::name(&person))
        .collect();
    whole.retain(|name| !on_record.contains(name));
    let singles: BTreeSet<Name> = whole.iter().filter(|name| name.len() == 1).cloned().collect();
    last.extend(singles.iter().cloned());
    let public = public_words(project, told(Ground::OnRecord), &last);
    last.retain(|name| !name.iter().all(|word| public.contains(word) || is_in(COMMON, word)));
    Names::new(whole.into_iter().filter(|name| name.len() > 1).chain(last))
}

/// The words of public names, and those of `last` that stand in an article as ordinary words, with a small letter.
fn public_words<'a>(
    project: &Project,
    on_record: impl Iterator<Item = &'a std::sync::Arc<Source>>,
    last: &BTreeSet<Name>,
) -> BTreeSet<String> {
    let mut public: BTreeSet<String> = on_record
        .flat_map(|source| [&source.title, &source.author, &source.publisher])
        .chain(project.articles().flat_map(|article| [&article.byline, &article.publisher]))
        .flat_map(|text| names::name(text))
        .collect();
    let wanted: BTreeSet<&String> = last.iter().flatten().collect();
    for article in project.articles() {
        public.extend(
            names::words(&article.text).into_iter().filter(|word| word.is_small && wanted.contains(&word.folded)).map(|word| word.folded),
        );
    }
    public
}

/// The people that a title or an author's name may mean: as it is written; without what follows a comma or a bracket; without "call to" and
/// the like before a name; each of several; and a name that is written with the last name first.
fn people(written: &str) -> Vec<String> {
    let mut people = Vec::new();
    let written = written.trim();
    for one in written.split([';', '&', '/', '\n']).flat_map(|part| part.split(" and ")) {
        let (before, after) = one.split_once([',', '(']).unwrap_or((one, ""));
        people.extend([one.trim(), before.trim()].map(str::to_owned));
        let after = after.trim().trim_end_matches(')');
        if one.contains(',') && word_count(before) == 1 && (1..=2).contains(&word_count(after)) {
            people.push(format!("{after} {}", before.trim()));
        } else if one.contains(',') && word_count(after) > 1 && is_named(after) {
            people.push(after.to_owned());
        }
        let words: Vec<&str> = before.split_whitespace().collect();
        let leads = |word: &&str| matches!(word.to_lowercase().as_str(), "to" | "with" | "from" | "by");
        if let Some(at) = words.iter().rposition(leads) {
            let rest = words.get(at + 1..).unwrap_or_default().join(" ");
            people.extend(Some(rest).filter(|rest| is_named(rest)));
        }
    }
    people.push(written.to_owned());
    people
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether each word begins as names do.
fn is_named(text: &str) -> bool {
    !text.trim().is_empty() && text.split_whitespace().all(|word| word.chars().next().is_some_and(|first| !first.is_lowercase()))
}

/// The last word of a person's name; none of an office's ("Ministry of Waters").
fn last_name(person: &str) -> Option<Name> {
    if person.contains([',', '(']) {
        return None;
    }
    let words: Vec<&str> = person.split_whitespace().collect();
    let is_office =
        words.iter().any(|word| matches!(word.to_lowercase().as_str(), "of" | "for" | "the" | "to" | "with" | "from" | "by" | "at"));
    let name = words.iter().rev().map(|word| names::name(word)).find(|name| !name.iter().all(|word| is_in(SUFFIXES, word)))?;
    (words.len() > 1 && !is_office && names::letters(&name) >= LEAST_LAST).then_some(name)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|common| common == word)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::article::Article;
    use crate::model::edit::Edit;
    use crate::model::id::{ArticleId, SourceId};

    /// The text with what is left out in brackets; sources as (title, author, whether on background), of an article's text.
    fn check(sources: &[(&str, &str, bool)], article: &str, text: &str) {
        let mut project = Project::default();
        project.apply(Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), article)))).expect("an article");
        for (id, (title, author, is_background)) in (1..).zip(sources) {
            let ground = if *is_background { Ground::Background } else { Ground::OnRecord };
            let source =
                Source { author: (*author).into(), kind: SourceKind::Person, ground, ..Source::titled(SourceId::from_raw(id), *title) };
            project.apply(Edit::PutSource(Arc::new(source))).expect("a source");
        }
        let plain = text.replace(['‹', '›'], "");
        let mut shown = plain.clone();
        for place in names(&project).places(&plain).into_iter().rev() {
            shown.insert(place.end, '›');
            shown.insert(place.start, '‹');
        }
        assert_eq!(shown, text, "{sources:?}");
    }

    #[test]
    fn a_person_on_background_is_found_by_name_and_by_last_name() {
        let text = "‹Odd Berge› and ‹berge› said so, ‹Berge›’s boss too; Odd things, Bergen";
        check(&[("Odd Berge", "", true)], "", text);
        check(&[("", "Odd Berge", true)], "", text);
        check(&[("Call to Odd Berge", "", true)], "", text);
        check(&[("", "Berge, Odd", true)], "", "‹Odd Berge›, ‹Berge, Odd›, ‹Berge›");
        check(&[("Odd Berge (mayor)", "", true)], "", "Mayor ‹Odd Berge›, ‹Berge›");
        check(&[("Interview", "Odd Berge, Ada Brook and Li Wu", true)], "", "‹Odd Berge›, ‹Brook›, ‹Li Wu›, Wu; the interview");
        check(&[("", "Odd Berge Jr.", true)], "", "‹Berge›, ‹Odd Berge Jr›.");
        check(&[("Berge", "", true)], "", "‹Berge› said");
        check(&[("", "José Núñez", true)], "", "‹Nun\u{303}ez›, ‹JOSE NUNEZ›");
    }

    #[test]
    fn one_word_that_a_paper_is_called_is_no_name() {
        let mut project = Project::default();
        let paper =
            Source { kind: SourceKind::Document, ground: Ground::Background, ..Source::titled(SourceId::from_raw(1), "Memo, page 4") };
        project.apply(Edit::PutSource(Arc::new(paper))).expect("a source");
        assert!(names(&project).places("The memo says so").is_empty());
        assert_eq!(names(&project).places("The memo, page 4, says so").len(), 1);
    }

    #[test]
    fn what_is_no_name_or_no_secret_stays() {
        check(&[("Report", "", true)], "", "The report of the police");
        check(&[("A senior official", "", true)], "", "A senior official said");
        check(&[("", "Ministry of Waters", true)], "", "The waters rose, the ‹Ministry of Waters› said");
        check(&[("Al", "", true), ("", "Bo Li", true)], "", "Al and ‹Bo Li›, Li");
        // On the record under the very name, or another of the same last name.
        check(&[("Odd Berge", "", true), ("Letter", "Odd Berge", false)], "", "Odd Berge, Berge");
        check(&[("Odd Berge", "", true), ("Ada Berge", "", false)], "", "‹Odd Berge›, Ada Berge, Berge");
        check(&[("Odd Berge", "", false)], "", "Odd Berge");
        // A last name that is a word of the article.
        check(&[("Ada Brook", "", true)], "A brook ran through it.", "the brook, ‹Ada Brook›");
        check(&[("Ada Brook", "", true)], "Ada Brook was there.", "‹Brook›, ‹Ada Brook›");
        check(&[], "", "Odd Berge");
    }
}
