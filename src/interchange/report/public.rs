//! What readers may see of a project: contacts are left out, and whoever talks on background is not named, nor in what people wrote freely.

use std::collections::BTreeMap;

use crate::interchange::report::left_out::LeftOut;
use crate::model::bar::is_the_article;
use crate::model::checks::Signature;
use crate::model::edit::Edit;
use crate::model::field::{EvidenceField, SourceField, StatementField};
use crate::model::holding::{Holdings, words_to_hold};
use crate::model::project::Project;
use crate::model::signing;
use crate::model::source::{Ground, Source};

/// The project as it may be shown, and in how many places names were left out of what people wrote freely.
pub fn public(project: &Project) -> (Project, usize) {
    let left_out = LeftOut::of(project);
    let mut shown = project.clone();
    let mut set = |edit: Edit| {
        // Fields of a record that is there can be set.
        let _ = shown.apply(edit);
    };
    let stories = stories_without_names(project, &left_out);
    for edit in left_out.edits(project) {
        set(edit);
    }
    for source in project.sources() {
        let mut fields = Vec::new();
        if !source.contact.is_empty() {
            fields.push(SourceField::Contact(String::new()));
        }
        // All that tell the story, so that they still tell one.
        fields.extend(stories.get(&source.story_key()).cloned().map(SourceField::Story));
        if source.ground == Ground::Background {
            fields.extend(without_names(project, source));
            for (statement, evidence) in project.links_to(source.id).filter(|(_, evidence)| !evidence.place.is_empty()) {
                set(Edit::SetEvidence(statement.id, evidence.id, EvidenceField::Place(String::new())));
            }
        }
        for field in fields {
            set(Edit::SetSource(source.id, field));
        }
    }
    keep_signatures(project, &mut shown);
    (shown, left_out.places())
}

/// What is known of copies, also by the words as readers see them: where a name was left out of a passage, it stands in the copy as before.
pub fn holdings(project: &Project, shown: &Project, holdings: &Holdings) -> Holdings {
    let mut all = holdings.clone();
    for source in project.sources() {
        let Some(snapshot) = &source.snapshot else { continue };
        for (statement, evidence) in project.links_to(source.id) {
            let seen = shown.statement(statement.id).and_then(|statement| statement.evidence(evidence.id));
            let words = seen.and_then(|evidence| words_to_hold(evidence)).filter(|words| Some(*words) != words_to_hold(evidence));
            if let (Some(words), Some(holding)) = (words, holdings.passage(source, evidence)) {
                all.put_passage(snapshot.digest, words.to_owned(), holding, None);
            }
        }
    }
    all
}

/// What was signed as it is stays so, though readers see less of it, and what has changed since is changed for them too.
fn keep_signatures(project: &Project, shown: &mut Project) {
    for statement in project.statements().filter(|statement| !statement.checks().signed.is_empty()) {
        let Some(public) = shown.statement(statement.id) else { continue };
        let now = signing::seen(shown, public);
        let signed = statement.checks().signed.iter().zip(&public.checks().signed).map(|(signature, public)| {
            let changed = signing::changed(project, statement, signature);
            let saw = now.iter().filter(|(aspect, _)| !changed.contains(aspect)).copied().collect();
            Signature { saw, ..public.clone() }
        });
        let signed = signed.collect();
        let _ = shown.apply(Edit::SetStatement(statement.id, StatementField::Signed(signed)));
    }
}

/// What a source on background is told as. What decides whether it carries a fact stays: that it is the article itself, and that it was
/// worked out.
fn without_names(project: &Project, source: &Source) -> Vec<SourceField> {
    let is_an_article = |url: &str| {
        let alone = Source { url: url.to_owned(), archived_url: String::new(), ..source.clone() };
        project.articles().any(|article| is_the_article(&alone, article))
    };
    let mut fields = vec![
        SourceField::Title("A source on background".to_owned()),
        SourceField::Author(String::new()),
        SourceField::Publisher(String::new()),
        SourceField::Note(String::new()),
    ];
    if !is_an_article(&source.url) {
        fields.push(SourceField::Url(String::new()));
    }
    if !is_an_article(&source.archived_url) {
        fields.push(SourceField::ArchivedUrl(String::new()));
    }
    if !source.working.trim().is_empty() {
        fields.push(SourceField::Working("On background".to_owned()));
    }
    fields
}

/// Another name for each story that a source on background tells, or that is called by a name that is left out; by the story's key. Two
/// stories stay two.
fn stories_without_names(project: &Project, left_out: &LeftOut) -> BTreeMap<String, String> {
    let told = project.sources().filter(|source| source.ground == Ground::Background || left_out.is_in(&source.story));
    let mut stories: BTreeMap<String, String> = told.map(|source| (source.story_key(), String::new())).collect();
    stories.remove("");
    if stories.is_empty() {
        return stories;
    }
    let taken: std::collections::BTreeSet<String> = project.sources().map(|source| source.story_key()).collect();
    let mut free = (1_usize..).map(|number| format!("story on background {number}")).filter(|name| !taken.contains(name));
    for name in stories.values_mut() {
        name.extend(free.next());
    }
    stories
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::id::SourceId;

    #[test]
    fn contacts_and_names_on_background_stay_here() {
        let mut project = Project::default();
        for (id, ground) in [(1, Ground::OnRecord), (2, Ground::Background)] {
            let source = Source {
                author: "Odd Berge".into(),
                contact: "+47 555".into(),
                url: "https://example.org/berge".into(),
                story: "berge".into(),
                ground,
                ..Source::titled(SourceId::from_raw(id), "Call to Odd Berge")
            };
            project.apply(Edit::PutSource(Arc::new(source))).expect("a source");
        }
        let shown: Vec<_> = public(&project).0.sources().map(|source| Source::clone(source)).collect();
        assert_eq!((shown[0].title.as_str(), shown[0].contact.as_str()), ("Call to Odd Berge", ""));
        let hidden = format!("{:?}", shown[1]);
        assert!(!hidden.contains("Berge") && !hidden.contains("555") && !hidden.contains("example.org"), "{hidden}");
        assert!(!hidden.contains("berge"), "nor does the key of a story name anybody: {hidden}");
        assert!(!shown[1].story.is_empty() && shown[0].story == shown[1].story, "what carries a fact stays");
    }
}
