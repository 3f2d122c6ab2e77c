//! What a card shows only where it is filled in or was asked for under *Add…*.

use egui::{Id, Ui};

use crate::model::field::StatementField;
use crate::model::finding::Finding;
use crate::model::id::StatementId;
use crate::model::statement::{SaidBy, SpeakerKind, Statement};
use crate::model::tag::{Tag, Unconfirmed};
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons;
use crate::ui::panel::same_as::{self, SameState};
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, caption, choice, labelled, row};
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::ui::words;
use crate::workbench::command::{Command, MarkCommand};

/// One thing that can be added to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// The proposition so that it stands alone.
    PlainWords,
    /// Who says it.
    Speaker,
    /// In which role.
    Role,
    /// What sort of speaker.
    Kind,
    /// Through whom it came.
    Relays,
    /// The day for which it is meant.
    AsOf,
    /// Other statements that say the same.
    SameAs,
    /// How sure the speaker says to be.
    Hedge,
    /// Whether the speaker says that it is not so.
    Denies,
    /// What checking has shown: was it said?
    Said,
    /// What checking has shown: is it true?
    Truth,
}

/// What was added to the card that is open, empty as it still is.
#[derive(Debug, Default)]
pub struct ExtrasState {
    added: Vec<Extra>,
    same: SameState,
}

impl Extra {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::PlainWords,
        Self::Speaker,
        Self::Role,
        Self::Kind,
        Self::Relays,
        Self::Hedge,
        Self::Denies,
        Self::AsOf,
        Self::SameAs,
        Self::Said,
        Self::Truth,
    ];

    /// Its name in the menu.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlainWords => "In plain words",
            Self::Speaker => "Said by",
            Self::Role => "Role of the speaker",
            Self::Kind => "Kind of speaker",
            Self::Relays => "Passed on by",
            Self::AsOf => "As of",
            Self::SameAs => "Same as another statement",
            Self::Hedge => "How sure",
            Self::Denies => "Denied",
            Self::Said => "Was it said?",
            Self::Truth => "Is it true?",
        }
    }

    /// What it is for.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::PlainWords => "Says the statement so that it stands alone, where the text does not",
            Self::Speaker => "The one who vouches nearest",
            Self::Role => "Spokesman of the port authority, witness, minister",
            Self::Kind => "Named, unnamed, an institution, a document, or nobody says who",
            Self::Relays => "Through whom it came, nearest first: agencies, an official, AP",
            Self::AsOf => "The day for which it is meant, where that is not the article’s",
            Self::SameAs => "Two who vouch for one content are two statements that say the same",
            Self::Hedge => "Preliminary, reportedly, allegedly",
            Self::Denies => "The speaker says that it is not so",
            Self::Said => "Whether the speaker said so, in these words",
            Self::Truth => "Partly, wrong, disputed, cannot be known; that it is true is what confirmed fact says",
        }
    }

    /// The field that has the keyboard when it was added.
    pub fn field(self, statement: StatementId) -> Id {
        match self {
            Self::SameAs => same_as::find_id(),
            extra => field_id(statement, extra.name()),
        }
    }

    fn is_filled(self, statement: &Statement) -> bool {
        match self {
            Self::PlainWords => !statement.in_plain_words.is_empty(),
            // A claim is somebody's: the question stands open until it is answered.
            Self::Speaker => !statement.said_by.speaker.is_empty() || statement.tag.unconfirmed() == Unconfirmed::Claim,
            Self::Role => !statement.said_by.role.is_empty(),
            Self::Kind => statement.said_by.kind != SpeakerKind::default(),
            Self::Relays => !statement.said_by.relays.is_empty(),
            Self::AsOf => statement.as_of.is_some(),
            Self::SameAs => !statement.same_as.is_empty(),
            Self::Hedge => !statement.said_by.hedge.is_empty(),
            Self::Denies => statement.said_by.denies,
            Self::Said => statement.checks().said != Finding::default(),
            Self::Truth => statement.checks().truth != Finding::default(),
        }
    }
}

impl ExtrasState {
    /// Shows it, empty as it is.
    pub fn add(&mut self, extra: Extra) {
        if !self.added.contains(&extra) {
            self.added.push(extra);
        }
    }

    /// Whether the card shows it.
    pub fn is_shown(&self, extra: Extra, statement: &Statement) -> bool {
        extra.is_filled(statement) || self.added.contains(&extra)
    }
}

/// *In plain words*.
pub fn plain_words(ui: &mut Ui, statement: &Statement, state: &ExtrasState, work: &mut Work<'_>) {
    if !state.is_shown(Extra::PlainWords, statement) {
        return;
    }
    let id = statement.id;
    labelled(ui, Extra::PlainWords.name(), |ui| {
        let field =
            Field { id: Extra::PlainWords.field(id), name: Extra::PlainWords.name(), hint: "The statement, so that it stands alone" };
        work.drafts.lines(ui, field, 1, &statement.in_plain_words, move |text| {
            Command::Mark(MarkCommand::Set(id, StatementField::InPlainWords(text.to_owned())))
        });
    });
}

/// *Said by*, with role, kind and relays.
pub fn said_by(ui: &mut Ui, statement: &Statement, state: &ExtrasState, work: &mut Work<'_>) {
    let shown = |extra| state.is_shown(extra, statement);
    if shown(Extra::Speaker) {
        labelled(ui, Extra::Speaker.name(), |ui| {
            let hint = match (&statement.tag, statement.said_by.kind) {
                (_, SpeakerKind::Unidentified) => "Nobody says who",
                (Tag::Claim, _) => "Who says so?",
                _ => "Nobody named",
            };
            said_line(ui, statement, work, Extra::Speaker, hint, |said_by, text| text.clone_into(&mut said_by.speaker));
        });
    }
    if shown(Extra::Role) {
        labelled(ui, Extra::Role.name(), |ui| {
            said_line(ui, statement, work, Extra::Role, "Spokesman of the port authority", |said_by, text| {
                text.clone_into(&mut said_by.role);
            });
        });
    }
    if shown(Extra::Kind) {
        labelled(ui, Extra::Kind.name(), |ui| {
            if let Some(kind) = choice(ui, Extra::Kind.name(), statement.said_by.kind, &SpeakerKind::ALL, words::speaker_kind) {
                let said_by = SaidBy { kind, ..SaidBy::clone(&statement.said_by) };
                work.mark(MarkCommand::Set(statement.id, StatementField::SaidBy(said_by)));
            }
        });
    }
    if shown(Extra::Relays) {
        relays(ui, statement, work);
    }
    if shown(Extra::Hedge) {
        labelled(ui, Extra::Hedge.name(), |ui| {
            said_line(ui, statement, work, Extra::Hedge, "Preliminary, reportedly", |said_by, text| text.clone_into(&mut said_by.hedge));
        });
    }
    if shown(Extra::Denies) {
        let mut denies = statement.said_by.denies;
        if ui.checkbox(&mut denies, "The speaker denies it").clicked() {
            let said_by = SaidBy { denies, ..SaidBy::clone(&statement.said_by) };
            work.mark(MarkCommand::Set(statement.id, StatementField::SaidBy(said_by)));
        }
    }
}

/// A field of the speaker; `set` puts what was typed in its place.
fn said_line(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>, extra: Extra, hint: &str, set: impl Fn(&mut SaidBy, &str) + 'static) {
    let current = match extra {
        Extra::Role => &statement.said_by.role,
        Extra::Hedge => &statement.said_by.hedge,
        _ => &statement.said_by.speaker,
    };
    let field = Field { id: extra.field(statement.id), name: extra.name(), hint };
    let commit = set_said_by(statement, set);
    work.drafts.line(ui, field, current, commit);
}

fn set_said_by(statement: &Statement, set: impl Fn(&mut SaidBy, &str) + 'static) -> impl Fn(&str) -> Command + 'static {
    let (id, before) = (statement.id, SaidBy::clone(&statement.said_by));
    move |text| {
        let mut said_by = before.clone();
        set(&mut said_by, text.trim());
        Command::Mark(MarkCommand::Set(id, StatementField::SaidBy(said_by)))
    }
}

/// Through whom it came, in order.
fn relays(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let said_by = &statement.said_by;
    let set = |relays: Vec<String>| {
        let said_by = SaidBy { relays, ..SaidBy::clone(said_by) };
        MarkCommand::Set(statement.id, StatementField::SaidBy(said_by))
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        caption(ui, Extra::Relays.name());
        if !said_by.relays.is_empty() {
            let first = if said_by.speaker.is_empty() { "?" } else { &said_by.speaker };
            let chain: Vec<&str> = std::iter::once(first).chain(said_by.relays.iter().map(String::as_str)).collect();
            caption(ui, chain.join(" → "));
        }
        for (number, relay) in said_by.relays.iter().enumerate() {
            row(ui, |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let name = format!("Relay {}", number + 1);
                let field = Field { id: field_id(statement.id, &name), name: &name, hint: "" };
                let commit = set_said_by(statement, move |said_by, text| match said_by.relays.get_mut(number) {
                    // An emptied relay is no relay.
                    Some(_) if text.is_empty() => drop(said_by.relays.remove(number)),
                    Some(relay) => text.clone_into(relay),
                    None => {}
                });
                let width = ui.available_width() - 2.0 * ICON_BUTTON_ROOM;
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    work.drafts.line(ui, field, relay, commit);
                });
                let is_first = number == 0;
                ui.add_enabled_ui(!is_first, |ui| {
                    if icons::icon_button(ui, icons::PREVIOUS, &format!("Move relay {} up", number + 1)).clicked() {
                        let mut relays = said_by.relays.clone();
                        relays.swap(number, number - 1);
                        work.mark(set(relays));
                    }
                });
                if icons::icon_button(ui, icons::CLOSE, &format!("Remove relay {}", number + 1)).clicked() {
                    let mut relays = said_by.relays.clone();
                    relays.remove(number);
                    work.mark(set(relays));
                }
            });
        }
        let field = Field { id: Extra::Relays.field(statement.id), name: "Next relay", hint: "An official, AP" };
        let commit = set_said_by(statement, |said_by, text| {
            if !text.is_empty() {
                said_by.relays.push(text.to_owned());
            }
        });
        work.drafts.line(ui, field, "", commit);
    });
}

/// *As of* and *Same as*.
pub fn others(ui: &mut Ui, statement: &Statement, state: &mut ExtrasState, work: &mut Work<'_>) {
    if state.is_shown(Extra::AsOf, statement) {
        let id = statement.id;
        labelled(ui, Extra::AsOf.name(), |ui| {
            let field = Field { id: Extra::AsOf.field(id), name: Extra::AsOf.name(), hint: "" };
            work.drafts.day(ui, field, statement.as_of, move |day| Command::Mark(MarkCommand::Set(id, StatementField::AsOf(day))));
        });
    }
    if state.is_shown(Extra::SameAs, statement) {
        same_as::show(ui, statement, &mut state.same, work);
    }
}
