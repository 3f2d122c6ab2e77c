//! The bar over the article while something is looked for: words, how they are meant, how many hits there are where, and the way through them.

use egui::{Align, Event, Frame, Id, Key, Label, Layout, Margin, PointerButton, RichText, TextEdit, Ui};

use crate::model::tag::TagKind;
use crate::text::find::Query;
use crate::ui::icons;
use crate::ui::panel::widgets::{caption, chip, named, row};
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, FindCommand, MarkCommand};
use crate::workbench::find::going::MOST_MARKED;
use crate::workbench::find::record_hits::{Record, RecordHit};
use crate::workbench::find::state::{Find, Place, Way};

/// Least and most width of the field, in points.
const FIELD_WIDTH: std::ops::RangeInclusive<f32> = 140.0..=360.0;
/// Room of what stands beside the field in one row: buttons, and a count of millions while it grows.
const BESIDE: f32 = 570.0;
/// From this width on all of it stands in one row.
const FOR_ONE_ROW: f32 = 600.0;
/// Bytes of a selection that are taken for what is looked for.
const MOST_TAKEN: usize = 120;

/// What the bar keeps from frame to frame.
#[derive(Debug, Default)]
pub struct FindState {
    query: Query,
    // What the workbench was asked for last.
    asked: Query,
    takes_focus: bool,
    was_open: bool,
    // The record that was shown last.
    shown: u64,
    // Whether a click has taken the keyboard from the field to *Mark*, whose menu is still open.
    has_lent: bool,
}

/// The field.
pub fn field_id() -> Id {
    Id::unique("find field")
}

impl FindState {
    /// Begins to look for something, or goes back to the field; what is selected is looked for.
    pub fn begin(&mut self, bench: &Workbench, out: &mut Vec<Command>) {
        self.takes_focus = true;
        let selected = bench.focus().selection.zip(bench.article()).map(|(span, article)| span.words(&article.text));
        if let Some(words) = selected.filter(|words| words.len() <= MOST_TAKEN && !words.contains('\n'))
            && bench.find().current().is_none_or(|current| bench.focus().selection.is_none_or(|span| span.range() != current.bytes))
        {
            words.clone_into(&mut self.query.words);
            self.query.is_pattern = false;
        }
        out.push(Command::Find(FindCommand::Open));
    }

    /// Asks for what stands in the field, where that is something else.
    fn ask(&mut self, out: &mut Vec<Command>) {
        if self.query != self.asked {
            self.asked = self.query.clone();
            out.push(Command::Find(FindCommand::Ask(self.query.clone())));
        }
    }

    /// Gives the keyboard back to the field after a click beside it: who clicks there goes on typing, and what she types is no command. Who
    /// presses a button by key stays on it, and who goes through hits from the article stays there.
    fn give_back(&mut self, ui: &Ui, had_keyboard: bool, clicked: &Clicked) {
        let was_lent = self.has_lent;
        // A click beside the open menu is about something else.
        let is_left = was_lent && !clicked.mark && ui.input(|input| input.pointer.any_click());
        self.has_lent = clicked.is_marking && !is_left && (was_lent || clicked.mark && had_keyboard);
        let comes_back = was_lent && !self.has_lent && !is_left && ui.memory(|memory| memory.focused().is_none());
        if clicked.how || clicked.way && had_keyboard || comes_back {
            ui.memory_mut(|memory| memory.request_focus(field_id()));
        }
    }

    /// The record that was gone to since this was asked last.
    pub fn new_record(&mut self, bench: &Workbench) -> Option<RecordHit> {
        let (number, hit) = bench.find().shown();
        (std::mem::replace(&mut self.shown, number) != number).then_some(hit).flatten()
    }
}

/// Shows the bar, where something is looked for.
pub fn show(ui: &mut Ui, state: &mut FindState, bench: &Workbench, out: &mut Vec<Command>) {
    let find = bench.find();
    if !find.is_open() {
        state.was_open = false;
        return;
    }
    if !std::mem::replace(&mut state.was_open, true) {
        // What the workbench still knows from the last time.
        state.asked = find.query().clone();
    }
    let theme = Theme::of(ui.ctx());
    // Before the field lets go of it for a click elsewhere.
    let had_keyboard = ui.memory(|memory| memory.has_focus(field_id()));
    let frame = Frame::new().fill(theme.raised).inner_margin(Margin::symmetric(12, 6));
    egui::Panel::top("find bar").resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        // Groups do not wrap with the rest, so that a narrow window has rows of its own.
        let mut clicked = Clicked::default();
        if ui.available_width() < FOR_ONE_ROW {
            row(ui, |ui| {
                field(ui, state, ui.available_width() - scale::CONTROL_HEIGHT - scale::PADDING * 2.0, out);
                close(ui, out);
            });
            row(ui, |ui| {
                how(ui, &mut state.query, &mut clicked);
                count(ui, bench);
            });
            row(ui, |ui| {
                walk(ui, find, &mut clicked, out);
                mark(ui, bench, &mut clicked, out);
            });
        } else {
            row(ui, |ui| {
                field(ui, state, (ui.available_width() - BESIDE).clamp(*FIELD_WIDTH.start(), *FIELD_WIDTH.end()), out);
                how(ui, &mut state.query, &mut clicked);
                walk(ui, find, &mut clicked, out);
                mark(ui, bench, &mut clicked, out);
                // In what is left, so that nothing moves while it grows.
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    close(ui, out);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| count(ui, bench));
                });
            });
        }
        ui.horizontal_wrapped(|ui| places(ui, find, &mut clicked, out));
        state.give_back(ui, had_keyboard, &clicked);
        if let Some(error) = find.error() {
            ui.horizontal_wrapped(|ui| {
                ui.label(icons::WARNING.text().color(theme.warn));
                ui.label(RichText::new(error.to_string()).color(theme.ink));
            });
        }
    });
    state.ask(out);
}

/// What of the bar was clicked on in this frame with the pointer, and whether the menu of *Mark* is open.
#[derive(Debug, Default)]
struct Clicked {
    // One of the ways in which words are meant.
    how: bool,
    // A way through the hits.
    way: bool,
    // *Mark*, or what its menu offers.
    mark: bool,
    is_marking: bool,
}

fn close(ui: &mut Ui, out: &mut Vec<Command>) {
    if icons::icon_button(ui, icons::CLOSE, "Close find (Escape)").clicked() {
        out.push(Command::Find(FindCommand::Close));
    }
}

fn field(ui: &mut Ui, state: &mut FindState, width: f32, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let ways = if ui.memory(|memory| memory.has_focus(field_id())) { enters(ui) } else { Vec::new() };
    let edit = TextEdit::singleline(&mut state.query.words)
        .id(field_id())
        .hint_text("Find")
        .prefix(icons::SEARCH.sized(scale::BODY_POINTS).color(theme.ink_soft))
        .desired_width(width);
    let mut output = edit.show(ui);
    let response = output.response.response.clone().accessible_name("Find");
    if std::mem::take(&mut state.takes_focus) {
        response.request_focus();
        let end = egui::text::CCursor::new(state.query.words.chars().count());
        output.state.cursor.set_char_range(Some(egui::text::CCursorRange::two(egui::text::CCursor::default(), end)));
        output.state.store(ui.ctx(), field_id());
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        out.push(Command::Find(FindCommand::Close));
    }
    // What was typed before them in this frame is what they go through.
    if !ways.is_empty() {
        state.ask(out);
    }
    out.extend(ways.into_iter().map(|way| Command::Find(FindCommand::Go(way))));
}

/// Takes the presses of Enter out of the input: a quick hand has several in one frame, and the field would leave off at the first.
fn enters(ui: &Ui) -> Vec<Way> {
    let mut ways = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if !modifiers.command && !modifiers.alt => {
                ways.push(if modifiers.shift { Way::Previous } else { Way::Next });
                false
            }
            _ => true,
        });
    });
    ways
}

/// How the words are meant.
fn how(ui: &mut Ui, query: &mut Query, clicked: &mut Clicked) {
    let flags = [
        ("Aa", "Match case", "Small and capital letters differ", &mut query.is_case_sensitive),
        ("Word", "Whole words", "A hit begins and ends where a word does", &mut query.is_whole_word),
        (
            ".*",
            "Pattern",
            "The words are a regular expression: . stands for any character, \\d for a digit, a|b for a or b. A hit that ends more than 16 KB on may be missed",
            &mut query.is_pattern,
        ),
    ];
    for (text, name, tip, is_on) in flags {
        let response = chip(ui, None, text, &format!("{name}: {tip}"), *is_on);
        let response = named(response, name);
        if response.clicked() {
            *is_on = !*is_on;
        }
        clicked.how |= response.clicked_by(PointerButton::Primary);
    }
}

/// "3 of 1,204".
fn count(ui: &mut Ui, bench: &Workbench) {
    let find = bench.find();
    let said = count_text(find, bench.article().is_some());
    let response = ui.add(Label::new(RichText::new(&said).color(Theme::of(ui.ctx()).ink)).truncate());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, &said));
    response.on_hover_text(match find.place() {
        Place::Article => "Hits in the article",
        Place::Statements => "Statements with a hit",
        Place::Sources => "Sources with a hit",
        Place::Notes => "Statements and sources with a hit in a note, remark or reason",
    });
}

fn count_text(find: &Find, has_article: bool) -> String {
    if find.query().words.is_empty() || find.error().is_some() {
        return String::new();
    }
    let progress = find.progress(find.place());
    match (find.position(), find.count(find.place()), progress) {
        (_, None, _) if !has_article && find.place() == Place::Article => "No article".to_owned(),
        (_, None, _) => "Looking…".to_owned(),
        (_, Some(0), None) => "No hit".to_owned(),
        (Some(at), Some(count), None) => format!("{} of {}", words::number(at + 1), words::number(count)),
        (None, Some(count), None) => words::counted_hits(count),
        (_, Some(count), Some(progress)) => format!("{}, {:.0} % searched", words::counted_hits(count), progress * 100.0),
    }
}

fn walk(ui: &mut Ui, find: &Find, clicked: &mut Clicked, out: &mut Vec<Command>) {
    let can_go = find.count(find.place()).is_some_and(|count| count > 0);
    ui.add_enabled_ui(can_go, |ui| {
        for (icon, name, way) in
            [(icons::PREVIOUS, "Previous hit (Shift+Enter, Shift+F3)", Way::Previous), (icons::NEXT, "Next hit (Enter, F3)", Way::Next)]
        {
            let response = icons::icon_button(ui, icon, name);
            if response.clicked() {
                out.push(Command::Find(FindCommand::Go(way)));
            }
            clicked.way |= response.clicked_by(PointerButton::Primary);
        }
    });
}

/// What can be made of hits.
fn mark(ui: &mut Ui, bench: &Workbench, clicked: &mut Clicked, out: &mut Vec<Command>) {
    let find = bench.find();
    let count = find.count(Place::Article).unwrap_or_default();
    let is_done = find.progress(Place::Article).is_none();
    let why_not = match find.place() {
        _ if bench.read_only().is_some() => Some("Another window has the project open"),
        _ if bench.reviewing().is_some() => Some("Open for review: marks stay as they are"),
        Place::Article if count == 0 => Some("There are no hits in the article to tag"),
        Place::Article => None,
        _ => Some("Only hits in the article can be tagged"),
    };
    let menu = ui.add_enabled_ui(why_not.is_none(), |ui| {
        ui.menu_button("Mark", |ui| {
            if let Some(current) = find.current() {
                for kind in TagKind::ALL {
                    let response = ui.button(format!("This hit as {}", lower(kind)));
                    clicked.mark |= response.clicked_by(PointerButton::Primary);
                    if response.clicked() {
                        out.push(Command::Mark(MarkCommand::Select(Some(current.bytes.clone()))));
                        out.push(Command::Mark(MarkCommand::Tag(kind)));
                        ui.close();
                    }
                }
                ui.separator();
            }
            for kind in TagKind::ALL {
                let button = egui::Button::new(format!("All {} as {}", words::counted_hits(count), lower(kind)));
                let response = ui.add_enabled(is_done && count <= MOST_MARKED, button);
                let why =
                    if is_done { format!("At most {} at once", words::number(MOST_MARKED)) } else { "Still being searched".to_owned() };
                clicked.mark |= response.clicked_by(PointerButton::Primary);
                if response.on_disabled_hover_text(why).clicked() {
                    out.push(Command::Mark(MarkCommand::TagHits(kind)));
                    ui.close();
                }
            }
        })
    });
    clicked.mark |= menu.inner.response.clicked_by(PointerButton::Primary);
    clicked.is_marking = menu.inner.inner.is_some();
    menu.response.on_hover_text("Tag the hit that is shown, or all of them").on_disabled_hover_text(why_not.unwrap_or_default());
}

fn lower(kind: TagKind) -> String {
    words::tag(kind).to_lowercase()
}

/// Where hits are, and how many.
fn places(ui: &mut Ui, find: &Find, clicked: &mut Clicked, out: &mut Vec<Command>) {
    for place in Place::ALL {
        let name = place_name(place);
        let text = match find.count(place).filter(|_| !find.query().words.is_empty()) {
            Some(count) => format!("{name} {}", words::number(count)),
            None => name.to_owned(),
        };
        let tip = format!("Go through the hits in {}", name.to_lowercase());
        let response = chip(ui, None, &text, &tip, find.place() == place);
        if response.clicked() {
            out.push(Command::Find(FindCommand::Look(place)));
            out.push(Command::Find(FindCommand::Go(Way::Here)));
        }
        clicked.way |= response.clicked_by(PointerButton::Primary);
    }
    if let (_, Some(hit)) = find.shown() {
        let of = if matches!(hit.record, Record::Statement(_)) { "Statement" } else { "Source" };
        caption(ui, format!("{of}: {}", hit.field));
    }
}

const fn place_name(place: Place) -> &'static str {
    match place {
        Place::Article => "Article",
        Place::Statements => "Statements",
        Place::Sources => "Sources",
        Place::Notes => "Notes",
    }
}
