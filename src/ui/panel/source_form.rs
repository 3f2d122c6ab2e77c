//! The form of one source: its fields, the statements that use it, merging and removing.

use egui::{Frame, Margin, ScrollArea, Ui};

use crate::model::day::Day;
use crate::model::field::SourceField;
use crate::model::id::SourceId;
use crate::model::problems::Subject;
use crate::model::source::{Ground, Source, SourceKind};
use crate::text::links;
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons::{self, Icon};
use crate::ui::panel::captured;
use crate::ui::panel::copy::{self, CopyForm};
use crate::ui::panel::merge::{self, MergeState};
use crate::ui::panel::source_working;
use crate::ui::panel::unmerged;
use crate::ui::panel::widgets::{
    ICON_BUTTON_ROOM, READ_ALPHA, at_the_right, button, caption, choice, labelled, quiet_button, removal, row,
};
use crate::ui::panel::wording::statement_words;
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, SourceCommand};

/// Statements that are named; a button leads to all.
const MAX_USERS: usize = 12;
/// What the independence key is for.
const STORY_TIP: &str = "Copies of one wire story share a key, such as “AP 3 March”. Two sources carry a fact only where their keys are \
     known and differ; an unknown key counts as not independent";

/// What the form remembers between frames.
#[derive(Debug, Default)]
pub struct FormState {
    is_removing: bool,
    merge: Option<MergeState>,
    copy: CopyForm,
    // Whether what stands at the end was asked for in the frame before.
    is_new: bool,
}

/// Makes the field of a text.
type TextField = fn(String) -> SourceField;
/// Makes the field of a day.
type DayField = fn(Option<Day>) -> SourceField;

/// Shows the form; whether it was closed.
pub fn show(ui: &mut Ui, source: &Source, state: &mut FormState, work: &mut Work<'_>) -> bool {
    let theme = Theme::of(ui.ctx());
    ui.painter().rect_filled(ui.available_rect_before_wrap(), 0.0, theme.raised);
    let mut is_closed = false;
    Frame::new().inner_margin(Margin { left: scale::PADDING as i8, right: 6, top: 4, bottom: 0 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(Icon::of_source(source.kind).text().color(theme.ink_soft));
            caption(ui, words::source_kind(source.kind));
            at_the_right(ui, |ui| is_closed = icons::icon_button(ui, icons::CLOSE, "Close the form").clicked());
        });
    });
    let area = ScrollArea::vertical().id_salt(("source form", source.id)).auto_shrink([false, false]);
    area.show(ui, |ui| {
        let margin = Margin { left: scale::PADDING as i8, right: scale::PADDING as i8, top: 2, bottom: scale::PADDING as i8 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = scale::GAP;
            // Under review it is read, not changed: what was typed would be lost.
            let is_open = work.bench.reviewing().is_none();
            ui.visuals_mut().disabled_alpha = READ_ALPHA;
            ui.add_enabled_ui(is_open, |ui| {
                unmerged::show(ui, Subject::Source(source.id), work);
                fields(ui, source, work);
                copy::show(ui, source, &mut state.copy, work);
            });
            users(ui, source, work);
            ui.add_enabled_ui(is_open, |ui| ends(ui, source, state, work));
        });
    });
    is_closed
}

fn fields(ui: &mut Ui, source: &Source, work: &mut Work<'_>) {
    line(ui, source, work, ("title", "Title", "What it is called"), &source.title, SourceField::Title);
    address(ui, source, work, ("url", "URL"), &source.url, SourceField::Url);
    line(ui, source, work, ("publisher", "Publisher", "Who brought it out"), &source.publisher, SourceField::Publisher);
    line(ui, source, work, ("author", "Author", "Who wrote or said it"), &source.author, SourceField::Author);
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            day(left, source, work, ("published", "Published"), source.published, SourceField::Published);
            day(right, source, work, ("accessed", "Accessed"), source.accessed, SourceField::Accessed);
        }
    });
    labelled(ui, "Kind", |ui| {
        if let Some(kind) = choice(ui, "Kind of source", source.kind, &SourceKind::ALL, words::source_kind) {
            work.source(SourceCommand::Set(source.id, SourceField::Kind(kind)));
        }
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL / 2.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
            caption(ui, "Independence: which story it tells");
            ui.label(icons::INFO.sized(scale::BODY_POINTS).color(Theme::of(ui.ctx()).ink_soft)).on_hover_text(STORY_TIP);
        });
        let field = Field { id: field_id(source.id, "story"), name: "Independence", hint: "Not known; does not count as independent" };
        let id = source.id;
        let response = work.drafts.line(ui, field, &source.story, move |text| {
            Command::Source(SourceCommand::Set(id, SourceField::Story(text.trim().to_owned())))
        });
        response.on_hover_text(STORY_TIP);
    });
    address(ui, source, work, ("archived", "Archived URL"), &source.archived_url, SourceField::ArchivedUrl);
    if let Some(captured) = captured::of_source(work.bench.project(), source) {
        captured::show(ui, captured);
    }
    if source.kind.is_worked_out() || !source.working.is_empty() || !source.rests_on.is_empty() {
        source_working::show(ui, source, work);
    }
    if source.kind == SourceKind::Person || !source.contact.is_empty() || source.ground != Ground::default() {
        person(ui, source, work);
    }
    labelled(ui, "Note", |ui| {
        let id = source.id;
        let field = Field { id: field_id(id, "note"), name: "Note on this source", hint: "" };
        work.drafts
            .lines(ui, field, 1, &source.note, move |text| Command::Source(SourceCommand::Set(id, SourceField::Note(text.to_owned()))));
    });
}

/// How a person is reached, and what was agreed; neither stands in a report.
fn person(ui: &mut Ui, source: &Source, work: &mut Work<'_>) {
    line(ui, source, work, ("contact", "Contact", "Stays in the project, never in a report"), &source.contact, SourceField::Contact);
    labelled(ui, "Agreed", |ui| {
        if let Some(ground) = choice(ui, "What was agreed with the source", source.ground, &Ground::ALL, words::ground) {
            work.source(SourceCommand::Set(source.id, SourceField::Ground(ground)));
        }
        if source.ground == Ground::Background {
            caption(ui, "Reports call it “A source on background” and leave its name out of notes and remarks too");
        }
    });
}

fn line(ui: &mut Ui, source: &Source, work: &mut Work<'_>, (key, name, hint): (&str, &str, &str), current: &str, make: TextField) {
    let id = source.id;
    labelled(ui, name, |ui| {
        let field = Field { id: field_id(id, key), name, hint };
        work.drafts.line(ui, field, current, move |text| set(id, make(text.trim().to_owned())));
    });
}

fn set(id: SourceId, field: SourceField) -> Command {
    Command::Source(SourceCommand::Set(id, field))
}

fn day(ui: &mut Ui, source: &Source, work: &mut Work<'_>, (key, name): (&str, &str), current: Option<Day>, make: DayField) {
    let id = source.id;
    labelled(ui, name, |ui| {
        let field = Field { id: field_id(id, key), name, hint: "" };
        work.drafts.day(ui, field, current, move |day| set(id, make(day)));
    });
}

/// A field for an address, with its host and a button that opens it.
fn address(ui: &mut Ui, source: &Source, work: &mut Work<'_>, (key, name): (&str, &str), current: &str, make: TextField) {
    let id = source.id;
    let host = links::host(current);
    labelled(ui, name, |ui| {
        row(ui, |ui| {
            ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
            let room = if host.is_some() { ICON_BUTTON_ROOM } else { 0.0 };
            let width = ui.available_width() - room;
            ui.scope(|ui| {
                ui.set_max_width(width);
                let field = Field { id: field_id(id, key), name, hint: "https://" };
                work.drafts.line(ui, field, current, move |text| set(id, make(text.trim().to_owned())));
            });
            if let Some(host) = &host
                && icons::icon_button(ui, icons::EXTERNAL, &format!("Open {host}")).clicked()
            {
                work.out.push(Command::OpenLink(current.to_owned()));
            }
        });
        if let Some(host) = host {
            caption(ui, format!("Leads to {host}"));
        } else if !current.trim().is_empty() {
            caption(ui, "Not an http or https link, so it cannot be opened");
        }
    });
}

/// The statements that use the source.
fn users(ui: &mut Ui, source: &Source, work: &mut Work<'_>) {
    let project = work.bench.project();
    let count = project.index().use_count(source.id);
    let theme = Theme::of(ui.ctx());
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        caption(
            ui,
            if count == 0 { "No statement uses it yet".to_owned() } else { format!("Used by {}", words::counted(count, "statement")) },
        );
        for id in project.index().users(source.id).take(MAX_USERS) {
            let Some(statement) = project.statement(id) else { continue };
            let mark = Mark::of(statement.tag.kind(), !project.index().is_hollow(id));
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.label(Icon::of_mark(mark).sized(scale::BODY_POINTS).color(theme.mark(mark).ink));
                if quiet_button(ui, &statement_words(project, statement, 90)).clicked() {
                    work.jump = Some(Jump::Statement(id));
                }
            });
        }
        if count > MAX_USERS && quiet_button(ui, &format!("All {}", words::counted(count, "statement"))).clicked() {
            work.jump = Some(Jump::Statements(source.display_name().to_owned()));
        }
    });
}

/// Merging and removing, each with a second step.
fn ends(ui: &mut Ui, source: &Source, state: &mut FormState, work: &mut Work<'_>) {
    let is_new = std::mem::take(&mut state.is_new);
    if let Some(merge) = &mut state.merge {
        if merge::show(ui, source, merge, is_new, work) {
            state.merge = None;
        }
        return;
    }
    if state.is_removing {
        let question = match work.bench.project().index().use_count(source.id) {
            0 => "Remove this source?".to_owned(),
            count => format!("Remove this source and its links to {}?", words::counted(count, "statement")),
        };
        let answer = removal(ui, &question, "Remove source", is_new);
        if answer == Some(true) {
            work.source(SourceCommand::Remove(source.id));
        }
        state.is_removing = answer.is_none();
        return;
    }
    ui.horizontal(|ui| {
        if work.bench.project().sources().len() > 1
            && button(ui, icons::MERGE, "Merge…").on_hover_text("Merge with another source").clicked()
        {
            (state.merge, state.is_new) = (Some(MergeState::default()), true);
        }
        if button(ui, icons::DELETE, "Remove…").clicked() {
            (state.is_removing, state.is_new) = (true, true);
        }
    });
}
