//! The small bar beside a selection that offers the three tags, and the menu that offers the same.

use egui::{Area, Button, Id, Order, Rect, RichText, Sense, Ui, Vec2};

use crate::model::tag::TagKind;
use crate::ui::icons::{self, Icon};
use crate::ui::keymap::{self, Action};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;

/// Pixels between the selected words and the bar.
const GAP: f32 = 6.0;

/// Draws the bar below `selected` (above where there is no room), within `window`.
pub fn show(ui: &Ui, bench: &Workbench, selected: Rect, window: Rect, actions: &mut Vec<Action>) {
    let id = Id::unique("selection bar");
    // The size it had in the frame before; the first frame is drawn unseen to learn it.
    let size = ui.ctx().memory(|memory| memory.area_rect(id)).map_or(Vec2::new(420.0, 48.0), |rect| rect.size());
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
                if bench.focus().statement.is_some() {
                    ui.separator();
                    let name = format!("Add to the statement in focus ({})", keymap::key_text(ui.ctx(), Action::AddPart));
                    if icons::icon_button(ui, icons::ADD, &name).clicked() {
                        actions.push(Action::AddPart);
                    }
                }
            });
        });
    });
}

fn tag_ui(ui: &mut Ui, kind: TagKind, actions: &mut Vec<Action>) {
    let theme = Theme::of(ui.ctx());
    let mark = Mark::of(kind, true);
    let icon = Icon::of_mark(mark).text().color(theme.mark(mark).ink);
    let text = RichText::new(format!("{} {}", words::tag_key(kind), words::tag(kind))).color(theme.ink);
    let response = ui.add(Button::new((icon, text)).min_size(Vec2::new(0.0, scale::CONTROL_HEIGHT)));
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, format!("Tag as {}", words::tag(kind).to_lowercase())));
    if response.on_hover_text(capital(words::tag_caption(kind))).clicked() {
        actions.push(Action::Tag(kind));
    }
}

/// With a capital at the front, for a caption that stands alone.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
