//! The small bar beside a selection that offers the three tags, and the menu that offers the same.

use egui::text::LayoutJob;
use egui::{Align, Area, Button, Color32, Id, Order, Rect, Response, Sense, TextFormat, Ui, Vec2};

use crate::model::tag::TagKind;
use crate::ui::icons::{self, Icon};
use crate::ui::keymap::{self, Action};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::{fonts, words};
use crate::workbench::Workbench;

/// Pixels between the selected words and the bar.
const GAP: f32 = 6.0;

/// Width of the article from which what is no tag has words too.
const WORDS_WIDTH: f32 = 800.0;

/// Draws the bar below `selected`; above where there is no room, and at the bottom of `window` where there is none either.
pub fn show(ui: &Ui, bench: &Workbench, selected: Rect, window: Rect, actions: &mut Vec<Action>) {
    let id = Id::unique("selection bar");
    // The size it had in the frame before; the first frame is drawn unseen to learn it.
    let size = ui.ctx().memory(|memory| memory.area_rect(id)).map_or(Vec2::new(480.0, 60.0), |rect| rect.size());
    let below = selected.bottom() + GAP;
    let above = selected.top() - GAP - size.y;
    let top = if below + size.y <= window.bottom() {
        below
    } else if above >= window.top() {
        above
    } else {
        window.bottom() - size.y - GAP
    };
    let left = selected.left().min(window.right() - size.x).max(window.left());
    let position = egui::pos2(left, top.max(window.top()));
    Area::new(id).order(Order::Middle).fixed_pos(position).constrain(true).sense(Sense::hover()).show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
                for kind in TagKind::ALL {
                    tag_ui(ui, kind, actions);
                }
                ui.separator();
                let has_words = window.width() >= WORDS_WIDTH;
                let mut offer = |icon, action, words, name: &str| {
                    let key = keymap::key_text(ui.ctx(), action);
                    if offer_ui(ui, icon, (&key, words), &format!("{name} ({key})"), has_words) {
                        actions.push(action);
                    }
                };
                offer(
                    icons::ASIDE,
                    Action::SetAside,
                    ("Set aside", "nothing to check"),
                    "Set aside: it says nothing that could be checked",
                );
                if bench.focus().statement.is_some() {
                    offer(
                        icons::SPEAKER,
                        Action::Attribute,
                        ("Who says it", "of the one in focus"),
                        "Says who says the statement in focus",
                    );
                    offer(icons::ADD, Action::AddPart, ("Add", "to the one in focus"), "Add to the statement in focus");
                }
            });
        });
    });
}

/// One button: sign, key and name, and below them what the tag means.
fn tag_ui(ui: &mut Ui, kind: TagKind, actions: &mut Vec<Action>) {
    let mark = Mark::of(kind, true);
    let ink = Theme::of(ui.ctx()).mark(mark).ink;
    let text = two_lines(ui, Icon::of_mark(mark), ink, (words::tag_key(kind), (words::tag(kind), words::tag_caption(kind))));
    let name = format!("Tag as {}", words::tag(kind).to_lowercase());
    let response = ui.add(Button::new(text).frame_when_inactive(false));
    if named(response, &name, &format!("{name} ({})", words::tag_key(kind))) {
        actions.push(Action::Tag(kind));
    }
}

/// A button that is no tag: in two lines as the tags, or by its sign alone.
fn offer_ui(ui: &mut Ui, icon: Icon, lines: (&str, (&str, &str)), name: &str, has_words: bool) -> bool {
    if !has_words {
        return icons::icon_button(ui, icon, name).clicked();
    }
    let ink = Theme::of(ui.ctx()).ink_soft;
    let text = two_lines(ui, icon, ink, lines);
    let response = ui.add(Button::new(text).frame_when_inactive(false));
    named(response, name, name)
}

/// Gives a button its name and its tip; whether it was pressed.
fn named(response: Response, name: &str, tip: &str) -> bool {
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, name));
    response.on_hover_text(tip).clicked()
}

/// Sign, key and name, and below them a few smaller words.
fn two_lines(ui: &Ui, icon: Icon, ink: Color32, (key, (name, caption)): (&str, (&str, &str))) -> LayoutJob {
    let theme = Theme::of(ui.ctx());
    let mut text = LayoutJob::default();
    let format = |font, color| TextFormat { font_id: font, color, valign: Align::Center, ..TextFormat::default() };
    text.append(icon.sign(), 0.0, format(fonts::icon(scale::ICON_POINTS), ink));
    text.append(&format!("{key} {name}\n"), scale::GAP_SMALL, format(fonts::interface(scale::BODY_POINTS), theme.ink));
    text.append(caption, 0.0, format(fonts::interface(scale::SMALL_POINTS), theme.ink_soft));
    text
}
