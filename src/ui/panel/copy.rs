//! The copy of a source: kept, let go, looked at anew; and how a passage stands in it.

use egui::{Color32, RichText, Ui};

use crate::model::evidence::Evidence;
use crate::model::holding::{CopyState, Holding, words_to_hold};
use crate::model::snapshot::Snapshot;
use crate::model::source::Source;
use crate::text::compare::Held;
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons::{self, Icon};
use crate::ui::panel::widgets::{button, caption, quiet_button};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, SourceCommand};

/// What copies are for.
const TIP: &str = "A copy is kept in a folder beside the project, and every passage from this source is held against it, word for word, \
     whenever the project is opened";

/// Letters of a name that are shown.
const NAME_CHARS: usize = 60;

/// What this part of the form remembers.
#[derive(Debug, Default)]
pub struct CopyForm {
    // Whether the text is to be pasted.
    is_pasting: bool,
}

/// The part of a source's form: what is kept, or how to keep something.
pub fn show(ui: &mut Ui, source: &Source, form: &mut CopyForm, work: &mut Work<'_>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        caption(ui, "Copy").on_hover_text(TIP);
        match source.snapshot.as_deref() {
            Some(snapshot) => {
                form.is_pasting = false;
                kept(ui, source, snapshot, work);
            }
            None => keep(ui, source, form, work),
        }
    });
}

fn keep(ui: &mut Ui, source: &Source, form: &mut CopyForm, work: &mut Work<'_>) {
    ui.horizontal_wrapped(|ui| {
        if button(ui, icons::NEW, "Keep a file…").on_hover_text(TIP).clicked() {
            work.source(SourceCommand::KeepFile(source.id));
        }
        if button(ui, icons::PASTE, "Keep its text").on_hover_text("Paste what the source says").clicked() {
            form.is_pasting = true;
            work.drafts.focus_on(field_id(source.id, "copy"));
        }
    });
    if form.is_pasting {
        let id = source.id;
        let field =
            Field { id: field_id(id, "copy"), name: "Text of the source", hint: "Paste the text; it is kept when you leave this field" };
        work.drafts.lines(ui, field, 4, "", move |text| Command::Source(SourceCommand::KeepText(id, text.to_owned())));
    }
}

fn kept(ui: &mut Ui, source: &Source, snapshot: &Snapshot, work: &mut Work<'_>) {
    let theme = Theme::of(ui.ctx());
    let kind = words::snapshot_kind(snapshot.kind);
    let name = if snapshot.name.trim().is_empty() { "Pasted".to_owned() } else { brief(&snapshot.name, NAME_CHARS) };
    let about =
        format!("{name}: {kind}, {}, kept{}", words::size(snapshot.bytes), words::by_on(&brief(&snapshot.by, NAME_CHARS), snapshot.on));
    ui.add(egui::Label::new(RichText::new(about).color(theme.ink)).wrap()).on_hover_text(format!("SHA-256 {}", snapshot.digest));
    let (icon, colour, text) = state_of(source, snapshot, work, theme);
    line(ui, icon, colour, &text);
    ui.horizontal_wrapped(|ui| {
        let is_amiss = matches!(work.bench.holdings().copy(source), Some(CopyState::Missing | CopyState::Damaged | CopyState::Unread(_)));
        if is_amiss && button(ui, icons::REDO, "Look again").clicked() {
            work.source(SourceCommand::LookAtCopy(source.id));
        }
        if button(ui, icons::NEW, "Another file…").on_hover_text("Keep another file in its place").clicked() {
            work.source(SourceCommand::KeepFile(source.id));
        }
        if button(ui, icons::CLOSE, "Let it go").on_hover_text("The file stays in the folder; undo brings the copy back").clicked() {
            work.source(SourceCommand::DropCopy(source.id));
        }
    });
}

fn state_of(source: &Source, snapshot: &Snapshot, work: &Work<'_>, theme: &Theme) -> (Icon, Color32, String) {
    let place = || {
        let folder = work.bench.copies_folder().map(|folder| folder.join(snapshot.file_name()).display().to_string());
        folder.map(|path| format!("\n{path}")).unwrap_or_default()
    };
    match work.bench.holdings().copy(source) {
        _ if work.bench.is_waiting(snapshot) => (icons::SAVE, theme.ink_soft, "Is put beside the project with the next save".to_owned()),
        Some(CopyState::Words) => (icons::SAVED, theme.ok, "Beside the project, as it was kept".to_owned()),
        Some(CopyState::NoWords) => (
            icons::SAVED,
            theme.ok,
            "Beside the project, as it was kept; passages are not looked for in it: it is of another kind, or too large".to_owned(),
        ),
        Some(CopyState::Missing) => (icons::WARNING, theme.warn, format!("Missing. Put the file back where it belongs{}", place())),
        Some(CopyState::Damaged) => {
            (icons::WARNING, theme.danger, format!("Not what was kept: another file has its name, or it has changed{}", place()))
        }
        Some(CopyState::Unread(reason)) => (icons::WARNING, theme.warn, format!("Cannot be read. {reason}")),
        None => (icons::SEARCH, theme.ink_soft, "Is being looked at…".to_owned()),
    }
}

/// How the words of a link stand in the copy of its source; nothing where there is no copy or are no words.
pub fn holding(ui: &mut Ui, source: &Source, evidence: &Evidence, work: &mut Work<'_>) {
    if source.snapshot.is_none() || words_to_hold(evidence).is_none() {
        return;
    }
    let theme = Theme::of(ui.ctx());
    if work.drafts.differs(field_id(evidence.id, "passage")) || work.drafts.differs(field_id(evidence.id, "original")) {
        line(ui, icons::SEARCH, theme.ink_soft, "Is looked for in the copy when you leave the field");
        return;
    }
    let holdings = work.bench.holdings();
    let (icon, colour, text) = match (holdings.copy(source), holdings.passage(source, evidence)) {
        (Some(CopyState::Missing), _) => (icons::WARNING, theme.warn, "The copy of the source is missing".to_owned()),
        (Some(CopyState::Damaged), _) => (icons::WARNING, theme.danger, "The copy of the source is not what was kept".to_owned()),
        (Some(CopyState::Unread(_)), _) => (icons::WARNING, theme.warn, "The copy of the source cannot be read".to_owned()),
        (Some(CopyState::NoWords), _) => {
            (icons::INFO, theme.ink_soft, "Not looked for in the copy: it is of another kind, or too large".to_owned())
        }
        (_, Some(Holding::Looked(held))) => held_line(held, theme),
        (_, Some(Holding::NotLooked)) => {
            (icons::INFO, theme.ink_soft, "Not looked for in the copy: there is too much to look for".to_owned())
        }
        (_, None) => (icons::SEARCH, theme.ink_soft, "Is looked for in the copy…".to_owned()),
    };
    let is_amiss = matches!(holdings.copy(source), Some(CopyState::Missing | CopyState::Unread(_)));
    line(ui, icon, colour, &text);
    if let Some(nearest) = holdings.nearest(source, evidence) {
        let there = RichText::new(format!("There: “…{nearest}…”")).size(scale::SMALL_POINTS).color(theme.ink);
        ui.add(egui::Label::new(there).wrap().selectable(true));
    }
    if is_amiss && quiet_button(ui, "Look again").clicked() {
        work.source(SourceCommand::LookAtCopy(source.id));
    }
}

fn held_line(held: Held, theme: &Theme) -> (Icon, Color32, String) {
    match held {
        Held::There => (icons::CHECK, theme.ok, "Stands in the copy, word for word".to_owned()),
        Held::Differs { words } => (icons::WARNING, theme.warn, format!("Differs from the copy in {}", words::counted(words, "word"))),
        Held::Missing => (icons::CONTRADICTS, theme.danger, "Not found in the copy".to_owned()),
    }
}

fn line(ui: &mut Ui, icon: Icon, colour: Color32, text: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        ui.label(icon.sized(scale::BODY_POINTS).color(colour));
        let ink = Theme::of(ui.ctx()).ink;
        ui.add(egui::Label::new(RichText::new(text).size(scale::SMALL_POINTS).color(ink)).wrap());
    });
}
