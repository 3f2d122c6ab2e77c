//! The icons, named by what they mean here, and the one button that shows nothing but an icon.

use std::sync::Arc;

use egui::{Galley, Response, RichText, Role, Ui, WidgetInfo};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons as material;

use crate::model::source::SourceKind;
use crate::ui::fonts;
use crate::ui::kept_text::Text;
use crate::ui::theme::{Mark, scale};

/// One sign of the icon face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

const fn of(icon: MaterialIcon) -> Icon {
    Icon(icon.codepoint)
}

/// A new project or article.
pub const NEW: Icon = of(material::ICON_NOTE_ADD);
/// Open a file.
pub const OPEN: Icon = of(material::ICON_FOLDER_OPEN);
/// Files opened before.
pub const RECENT: Icon = of(material::ICON_HISTORY);
/// Save.
pub const SAVE: Icon = of(material::ICON_SAVE);
/// Save under another name.
pub const SAVE_AS: Icon = of(material::ICON_SAVE_AS);
/// Undo.
pub const UNDO: Icon = of(material::ICON_UNDO);
/// Redo.
pub const REDO: Icon = of(material::ICON_REDO);
/// Copy.
pub const COPY: Icon = of(material::ICON_CONTENT_COPY);
/// Paste.
pub const PASTE: Icon = of(material::ICON_CONTENT_PASTE);
/// Link a statement to a source.
pub const LINK: Icon = of(material::ICON_LINK);
/// Take a link away.
pub const UNLINK: Icon = of(material::ICON_LINK_OFF);
/// Add.
pub const ADD: Icon = of(material::ICON_ADD);
/// Delete.
pub const DELETE: Icon = of(material::ICON_DELETE);
/// Edit.
pub const EDIT: Icon = of(material::ICON_EDIT);
/// Merge duplicates.
pub const MERGE: Icon = of(material::ICON_MERGE);
/// Cut a statement anew.
pub const CUT: Icon = of(material::ICON_CONTENT_CUT);
/// Find.
pub const SEARCH: Icon = of(material::ICON_SEARCH);
/// Show only some.
pub const FILTER: Icon = of(material::ICON_FILTER_LIST);
/// Close.
pub const CLOSE: Icon = of(material::ICON_CLOSE);
/// More can be done here.
pub const MORE: Icon = of(material::ICON_MORE_HORIZ);
/// The main menu.
pub const MENU: Icon = of(material::ICON_MENU);
/// Settings.
pub const SETTINGS: Icon = of(material::ICON_SETTINGS);
/// Something folded away.
pub const FOLDED: Icon = of(material::ICON_CHEVRON_RIGHT);
/// Something folded open.
pub const UNFOLDED: Icon = of(material::ICON_EXPAND_MORE);
/// The one before.
pub const PREVIOUS: Icon = of(material::ICON_ARROW_UPWARD);
/// The next one.
pub const NEXT: Icon = of(material::ICON_ARROW_DOWNWARD);
/// A person: who says it, or who checks.
pub const PERSON: Icon = of(material::ICON_PERSON);
/// Set aside.
pub const ASIDE: Icon = of(material::ICON_VISIBILITY_OFF);
/// A speaker.
pub const SPEAKER: Icon = of(material::ICON_RECORD_VOICE_OVER);
/// A day.
pub const DAY: Icon = of(material::ICON_EVENT);
/// A passage, word for word.
pub const PASSAGE: Icon = of(material::ICON_FORMAT_QUOTE);
/// Leads out of the program, to the browser.
pub const EXTERNAL: Icon = of(material::ICON_OPEN_IN_NEW);
/// Something is worth knowing.
pub const INFO: Icon = of(material::ICON_INFO);
/// Something is amiss.
pub const WARNING: Icon = of(material::ICON_WARNING);
/// Something failed.
pub const FAILED: Icon = of(material::ICON_ERROR);
/// Done, chosen.
pub const CHECK: Icon = of(material::ICON_CHECK);
/// Everything is saved.
pub const SAVED: Icon = of(material::ICON_TASK_ALT);
/// Work to do.
pub const TO_DO: Icon = of(material::ICON_CHECKLIST);
/// The light look.
pub const LIGHT: Icon = of(material::ICON_LIGHT_MODE);
/// The dark look.
pub const DARK: Icon = of(material::ICON_DARK_MODE);
/// The look of the system.
pub const SYSTEM_LOOK: Icon = of(material::ICON_CONTRAST);
/// Help.
pub const HELP: Icon = of(material::ICON_HELP);
/// Numbers about the project.
pub const STATISTICS: Icon = of(material::ICON_BAR_CHART);
/// Back to where one came from.
pub const BACK: Icon = of(material::ICON_ARROW_BACK);
/// An article.
pub const ARTICLE: Icon = of(material::ICON_ARTICLE);
/// Sources.
pub const SOURCES: Icon = of(material::ICON_INVENTORY_2);
/// Evidence supports.
pub const SUPPORTS: Icon = of(material::ICON_CHECK_CIRCLE);
/// Evidence contradicts.
pub const CONTRADICTS: Icon = of(material::ICON_CANCEL);
/// Evidence only shows that it was said.
pub const ONLY_SAID: Icon = of(material::ICON_FORUM);
/// A primary source.
pub const PRIMARY: Icon = of(material::ICON_VERIFIED);
/// It can be read, not changed.
pub const READ_ONLY: Icon = of(material::ICON_LOCK);

impl Icon {
    /// The sign, for a place that lays out text itself with [`fonts::icon`].
    pub const fn sign(self) -> &'static str {
        self.0
    }

    /// The sign as text of `size_points`.
    pub fn sized(self, size_points: f32) -> RichText {
        RichText::new(self.0).font(fonts::icon(size_points))
    }

    /// The sign laid out, in the colour of what it stands on.
    pub fn laid(self, ui: &Ui, size_points: f32) -> Arc<Galley> {
        Text::line(self.0, fonts::icon(size_points)).laid(ui)
    }

    /// The sign as text of the usual size.
    pub fn text(self) -> RichText {
        self.sized(scale::ICON_POINTS)
    }

    /// The shape of a tag, so that no tag is told by its colour alone.
    pub const fn of_mark(mark: Mark) -> Self {
        match mark {
            Mark::Claim => of(material::ICON_CHAT_BUBBLE),
            Mark::Assertion => of(material::ICON_SUBJECT),
            Mark::Fact => SUPPORTS,
            Mark::HollowFact => of(material::ICON_RADIO_BUTTON_UNCHECKED),
        }
    }

    /// The sort of a source.
    pub const fn of_source(kind: SourceKind) -> Self {
        match kind {
            SourceKind::WebPage => of(material::ICON_PUBLIC),
            SourceKind::News => of(material::ICON_NEWSPAPER),
            SourceKind::Document => of(material::ICON_DESCRIPTION),
            SourceKind::Study => of(material::ICON_SCIENCE),
            SourceKind::Dataset => of(material::ICON_DATASET),
            SourceKind::Book => of(material::ICON_MENU_BOOK),
            SourceKind::Person => of(material::ICON_CALL),
            SourceKind::Broadcast => of(material::ICON_PODCASTS),
            SourceKind::Post => of(material::ICON_CAMPAIGN),
            SourceKind::Image => of(material::ICON_IMAGE),
            SourceKind::Visit => of(material::ICON_PLACE),
            SourceKind::Other => of(material::ICON_FOLDER),
            SourceKind::List => of(material::ICON_LIST_ALT),
            SourceKind::Arithmetic => of(material::ICON_CALCULATE),
            SourceKind::SearchLog => of(material::ICON_MANAGE_SEARCH),
        }
    }
}

/// A quiet button that shows only `icon`; `name` is its tooltip and what a screen reader says.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    named(ui, egui::Button::new(icon.laid(ui, scale::ICON_POINTS)).frame_when_inactive(false), name, None)
}

/// Like [`icon_button`], pressed in while `selected`.
pub fn icon_toggle(ui: &mut Ui, icon: Icon, name: &str, selected: bool) -> Response {
    named(ui, egui::Button::selectable(selected, icon.laid(ui, scale::ICON_POINTS)), name, Some(selected))
}

fn named(ui: &mut Ui, button: egui::Button<'_>, name: &str, selected: Option<bool>) -> Response {
    let response = ui.add(button.min_size(egui::Vec2::splat(scale::CONTROL_HEIGHT)));
    let enabled = response.enabled();
    response.widget_info(|| match selected {
        Some(selected) => WidgetInfo::selected(Role::Button, enabled, selected, name),
        None => WidgetInfo::labeled(Role::Button, enabled, name),
    });
    response.on_hover_text(name).on_disabled_hover_text(name)
}
