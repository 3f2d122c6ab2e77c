//! The small bar beside a selection that offers the three tags, and the menu that offers the same.

use egui::text::LayoutJob;
use egui::{Align, Area, Button, Id, Order, Rect, Sense, TextFormat, Ui, Vec2};

use crate::model::tag::TagKind;
use crate::ui::icons::{self, Icon};
use crate::ui::keymap::{self, Action};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::{fonts, words};
use crate::workbench::Workbench;

/// Pixels between the selected words and the bar.
const GAP: f32 = 6.0;

/// Draws the bar below `selected` (above where there is no room), within `window`.
pub fn show(ui: &Ui, bench: &Workbench, selected: Rect, window: Rect, actions: &mut Vec<Action>) {
    let id = Id::unique("selection bar");
    // The size it had in the frame before; the first frame is drawn unseen to learn it.
    let size = ui.ctx().memory(|memory| memory.area_rect(id)).map_or(Vec2::new(480.0, 60.0), |rect| rect.size());
    let below = selected.bottom() + GAP;
    let top = if below + size.y <= window.bottom() { below } else { selected.top() - GAP - size.y };
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
                let name = format!("Set aside: it says nothing that could be checked ({})", keymap::key_text(ui.ctx(), Action::SetAside));
                if icons::icon_button(ui, icons::ASIDE, &name).clicked() {
                    actions.push(Action::SetAside);
                }
                if bench.focus().statement.is_some() {
                    let name = format!("Says who says the statement in focus ({})", keymap::key_text(ui.ctx(), Action::Attribute));
                    if icons::icon_button(ui, icons::SPEAKER, &name).clicked() {
                        actions.push(Action::Attribute);
                    }
                    let name = format!("Add to the statement in focus ({})", keymap::key_text(ui.ctx(), Action::AddPart));
                    if icons::icon_button(ui, icons::ADD, &name).clicked() {
                        actions.push(Action::AddPart);
                    }
                }
            });
        });
    });
}

/// One button: sign, key and name, and below them what the tag means.
fn tag_ui(ui: &mut Ui, kind: TagKind, actions: &mut Vec<Action>) {
    let theme = Theme::of(ui.ctx());
    let mark = Mark::of(kind, true);
    let mut text = LayoutJob::default();
    let format = |font, color| TextFormat { font_id: font, color, valign: Align::Center, ..TextFormat::default() };
    text.append(Icon::of_mark(mark).sign(), 0.0, format(fonts::icon(scale::ICON_POINTS), theme.mark(mark).ink));
    let name = format!("{} {}\n", words::tag_key(kind), words::tag(kind));
    text.append(&name, scale::GAP_SMALL, format(fonts::interface(scale::BODY_POINTS), theme.ink));
    text.append(words::tag_caption(kind), 0.0, format(fonts::interface(scale::SMALL_POINTS), theme.ink_soft));
    let response = ui.add(Button::new(text).frame_when_inactive(false));
    let enabled = response.enabled();
    let name = format!("Tag as {}", words::tag(kind).to_lowercase());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &name));
    if response.on_hover_text(format!("{name} ({})", words::tag_key(kind))).clicked() {
        actions.push(Action::Tag(kind));
    }
}
