//! What readers may see of a project: contacts are left out, and whoever talks on background is not named.

use crate::model::bar::is_the_article;
use crate::model::edit::Edit;
use crate::model::field::SourceField;
use crate::model::project::Project;
use crate::model::source::{Ground, Source};

/// The project as it may be shown.
pub fn public(project: &Project) -> Project {
    let mut shown = project.clone();
    for source in project.sources() {
        let mut fields = Vec::new();
        if !source.contact.is_empty() {
            fields.push(SourceField::Contact(String::new()));
        }
        if source.ground == Ground::Background {
            fields.extend([
                SourceField::Title("A source on background".to_owned()),
                SourceField::Author(String::new()),
                SourceField::Note(String::new()),
            ]);
            // Whether it is the article itself must still be seen: that is no secret, and decides what carries a fact.
            if !is_an_article(project, source) {
                fields.extend([
                    SourceField::Publisher(String::new()),
                    SourceField::Url(String::new()),
                    SourceField::ArchivedUrl(String::new()),
                ]);
            }
        }
        for field in fields {
            // Fields of a source that is there can be set.
            let _ = shown.apply(Edit::SetSource(source.id, field));
        }
    }
    shown
}

fn is_an_article(project: &Project, source: &Source) -> bool {
    project.articles().any(|article| is_the_article(source, article))
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
        let shown: Vec<_> = public(&project).sources().map(|source| Source::clone(source)).collect();
        assert_eq!((shown[0].title.as_str(), shown[0].contact.as_str()), ("Call to Odd Berge", ""));
        let hidden = format!("{:?}", shown[1]);
        assert!(!hidden.contains("Berge") && !hidden.contains("555") && !hidden.contains("example.org"), "{hidden}");
        assert_eq!(shown[1].story, "berge", "what carries a fact stays");
    }
}
