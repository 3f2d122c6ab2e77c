//! Small things that the parts of the panel are made of.

use std::sync::Arc;

use egui::{
    Button, Color32, FontId, Frame, Galley, Id, Key, Margin, Modifiers, Response, RichText, Role, Stroke, TextEdit, Ui, WidgetInfo,
    WidgetText,
};

use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::theme::{Theme, scale};

/// How plain fields stand that are only read: as plain as text must be.
pub const READ_ALPHA: f32 = 0.9;
/// Room that an icon button takes at the end of a row, with the gap before it.
pub const ICON_BUTTON_ROOM: f32 = scale::ICON_POINTS + 20.0 + scale::GAP;

/// Height of a tab from which a list has room beside what is chosen in it; in less of it the one takes the other's place.
pub const HEIGHT_FOR_BOTH: f32 = 430.0;
/// Bytes that a caption of one line has at most.
const LINE_BYTES: usize = 160;
/// What of a button's width is not its words, at most.
const BUTTON_SIDES: f32 = 60.0;

/// Small, quiet words: a caption over a field, a remark.
pub fn caption(ui: &mut Ui, text: impl Into<String>) -> Response {
    let (text, colour) = (text.into(), Theme::of(ui.ctx()).ink_soft);
    if text.len() < LINE_BYTES && !text.contains('\n') && !ui.layout().main_wrap() {
        let galley = Text::line(&text, fonts::interface(scale::SMALL_POINTS)).coloured(colour).laid(ui);
        if galley.size().x < ui.available_width() {
            return ui.add(egui::Label::new(galley));
        }
    }
    ui.add(egui::Label::new(RichText::new(text).size(scale::SMALL_POINTS).color(colour)).wrap())
}

/// A row whose things stand in the middle of an icon button's height, which is more than a field's.
pub fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let height = ui.spacing().interact_size.y;
    ui.spacing_mut().interact_size.y = scale::CONTROL_HEIGHT + scale::GAP_SMALL;
    let shown = ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = height;
        add(ui)
    });
    ui.spacing_mut().interact_size.y = height;
    shown.inner
}

/// A field under its caption.
pub fn labelled<R>(ui: &mut Ui, text: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL / 2.0;
        caption(ui, text);
        add(ui)
    })
    .inner
}

/// Words that stand out in the window's face.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).variation(fonts::WEIGHT, fonts::SEMIBOLD)
}

/// A text of at most `max_rows` rows in `width` points, with an ellipsis where it is longer; in the colour it is painted with.
pub fn elided(ui: &Ui, text: &str, font: FontId, width: f32, max_rows: usize) -> Arc<Galley> {
    Text::line(text, font).cut(width, max_rows).laid(ui)
}

/// The words of a button, in its colour. In narrow places it is left to the button how they go on.
pub fn words_of(ui: &Ui, text: &str) -> WidgetText {
    let galley = Text::line(text, egui::TextStyle::Button.resolve(ui.style())).laid(ui);
    if galley.size().x + BUTTON_SIDES < ui.available_width() { galley.into() } else { text.into() }
}

/// A button that can be on or off, small enough for a row of filters.
pub fn chip(ui: &mut Ui, icon: Option<(Icon, Color32)>, text: &str, tip: &str, selected: bool) -> Response {
    let label = RichText::new(text).size(scale::SMALL_POINTS);
    let button = match icon {
        Some((icon, colour)) => Button::selectable(selected, (icon.sized(scale::BODY_POINTS).color(colour), label)),
        None => Button::selectable(selected, label),
    };
    let theme = Theme::of(ui.ctx());
    let edge = if selected { theme.accent } else { theme.line };
    let response = ui.add(button.frame_when_inactive(true).stroke(Stroke::new(scale::HAIRLINE, edge)));
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, selected, text));
    response.on_hover_text(tip)
}

/// A field that searches as one types, with a button that empties it.
pub fn find_field(ui: &mut Ui, id: Id, name: &str, text: &mut String) -> Response {
    row(ui, |ui| {
        let theme = Theme::of(ui.ctx());
        // As it was before this frame's letters: a button that comes with them would stand beyond the room, and widen the panel for good.
        let has_text = !text.is_empty();
        let room = if has_text { ICON_BUTTON_ROOM } else { 0.0 };
        let edit = TextEdit::singleline(text)
            .id(id)
            .hint_text(name)
            .prefix(icons::SEARCH.sized(scale::BODY_POINTS).color(theme.ink_soft))
            .desired_width(ui.available_width() - room);
        let response = ui.add(edit).accessible_name(name);
        if has_text && icons::icon_button(ui, icons::CLOSE, "Clear filter").clicked() {
            text.clear();
            response.request_focus();
        }
        response
    })
}

/// What an empty place says: what it is for, and what to do.
pub fn empty(ui: &mut Ui, icon: Icon, title: &str, words: &str, add: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(scale::GAP_LARGE * 1.5);
    ui.vertical_centered(|ui| {
        ui.set_max_width(320.0);
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        ui.label(icon.sized(scale::TITLE_POINTS * 1.5).color(theme.line_strong));
        ui.label(strong(title));
        ui.add(egui::Label::new(RichText::new(words).color(theme.ink_soft)).wrap());
        ui.add_space(scale::GAP_SMALL);
        add(ui);
    });
}

/// A remark with its icon, on a ground of its own.
pub fn remark(ui: &mut Ui, icon: Icon, colour: Color32, fill: Color32, add: impl FnOnce(&mut Ui)) {
    Frame::new().fill(fill).corner_radius(scale::CORNER).inner_margin(Margin::symmetric(10, 7)).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.label(icon.sized(scale::ICON_POINTS).color(colour));
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = scale::GAP_SMALL / 2.0;
                add(ui);
            });
        });
    });
}

/// Asks whether to remove something: true to do so, false to keep it, as Escape does. Where it `is_new` it comes in sight and gets the
/// keyboard, so that no key is meant for what is out of sight.
pub fn removal(ui: &mut Ui, question: &str, yes: &str, is_new: bool) -> Option<bool> {
    let theme = Theme::of(ui.ctx());
    let mut answer = None;
    let shown = ui.vertical(|ui| {
        remark(ui, icons::DELETE, theme.danger, theme.danger_fill, |ui| {
            ui.add(egui::Label::new(RichText::new(question).color(theme.ink)).wrap());
            ui.horizontal(|ui| {
                if ui.button(yes).clicked() {
                    answer = Some(true);
                }
                let keep = ui.button("Keep it");
                if is_new {
                    keep.request_focus();
                }
                if keep.clicked() || is_escaped(ui) {
                    answer = Some(false);
                }
            });
        });
    });
    if is_new {
        shown.response.scroll_to_me(None);
    }
    answer
}

/// Whether Escape was pressed and nobody has taken it yet; it is taken then.
pub fn is_escaped(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// The one main button of a place.
pub fn main_button(ui: &mut Ui, icon: Icon, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let icon = Text::line(icon.sign(), fonts::icon(scale::ICON_POINTS)).coloured(theme.on_accent).laid(ui);
    let words = words_of(ui, text);
    let words = match words {
        WidgetText::Galley(_) => Text::line(text, egui::TextStyle::Button.resolve(ui.style())).coloured(theme.on_accent).laid(ui).into(),
        words => words.color(theme.on_accent),
    };
    let response = ui.add(Button::new((icon, words)).fill(theme.accent).min_size(egui::vec2(0.0, scale::CONTROL_HEIGHT)));
    named(response, text)
}

/// A button with an icon and words.
pub fn button(ui: &mut Ui, icon: Icon, text: &str) -> Response {
    let parts = (icon.laid(ui, scale::ICON_POINTS), words_of(ui, text));
    let response = ui.add(Button::new(parts).min_size(egui::vec2(0.0, scale::CONTROL_HEIGHT)));
    named(response, text)
}

/// A quiet button of words that lead somewhere, cut where the room ends.
pub fn quiet_button(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let response = ui.add(Button::new(RichText::new(text).color(theme.accent)).frame_when_inactive(false).truncate());
    named(response, text)
}

/// Says only the words of a button that has an icon too.
pub fn named(response: Response, text: &str) -> Response {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, text));
    response
}

/// Things at the right end of a row, made from left to right as Tab goes through them.
pub fn at_the_right<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.next_auto_id().with("at the right");
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    ui.add_space((ui.available_width() - known.unwrap_or_default()).max(0.0));
    let shown = ui.scope(|ui| ui.horizontal(add).inner);
    let width = shown.response.rect.width() + ui.spacing().item_spacing.x;
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("the width of what stands at the right");
    }
    shown.inner
}

/// A ground for what belongs together.
pub fn card(ui: &Ui) -> Frame {
    let theme = Theme::of(ui.ctx());
    Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(scale::HAIRLINE, theme.line))
        .corner_radius(scale::CORNER)
        .inner_margin(Margin::symmetric(10, 8))
}

/// A choice of one of several, each by its name.
pub fn choice<T: Copy + PartialEq>(ui: &mut Ui, name: &str, current: T, all: &[T], call: impl Fn(T) -> &'static str) -> Option<T> {
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt(name).selected_text(call(current)).width(ui.available_width().min(220.0));
    let response = combo.show_ui(ui, |ui| {
        for one in all {
            if ui.selectable_label(*one == current, call(*one)).clicked() && *one != current {
                chosen = Some(*one);
            }
        }
    });
    response.response.accessible_name(name);
    chosen
}
