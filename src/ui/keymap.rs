//! Every action with its name, help and key, in one table: menus, keys and the list of keys all read it.

use egui::{Event, Key, KeyboardShortcut, Modifiers};

use crate::model::tag::TagKind;
use crate::ui::words;
use crate::workbench::Workbench;

/// What can be asked for by key or menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// An empty project.
    New,
    /// A project from the clipboard's text.
    NewFromClipboard,
    /// Another file.
    Open,
    /// A further article.
    AddArticle,
    /// The sample.
    OpenSample,
    /// Save.
    Save,
    /// Save under another name.
    SaveAs,
    /// Work that no file has.
    UnsavedWork,
    /// Show the versions that saves have kept.
    Versions,
    /// Write a report.
    ExportReport,
    /// Leave.
    Leave,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Tag the selection or the statement in focus.
    Tag(TagKind),
    /// Add the selection to the statement in focus.
    AddPart,
    /// Say that the selection is where the text says who says it.
    Attribute,
    /// Set the selection aside.
    SetAside,
    /// To the next words that nothing covers.
    NextOpen,
    /// Open for review.
    Review,
    /// Write what is proposed to the author.
    ExportChanges,
    /// Link a source.
    Link,
    /// Delete the statement in focus.
    Delete,
    /// To the next statement.
    Next,
    /// To the one before.
    Previous,
    /// Let go of selection and focus.
    LetGo,
    /// Find in the article, statements, sources and notes.
    Find,
    /// To the next hit.
    FindNext,
    /// To the hit before.
    FindPrevious,
    /// Show only some statements.
    FilterStatements,
    /// The panel's tabs.
    ShowStatements,
    /// The panel's tabs.
    ShowSources,
    /// The panel's tabs.
    ShowArticle,
    /// The panel's tabs.
    ShowReview,
    /// The panel's tabs.
    ShowStatistics,
    /// A larger reading face.
    Larger,
    /// A smaller reading face.
    Smaller,
    /// The article with nothing but its marks, and back.
    Read,
    /// The list of keys.
    Keys,
    /// The keyboard to the menus.
    Menus,
    /// The keyboard from the article to the panel, and back.
    OtherSide,
}

/// How an action is shown and reached.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The action.
    pub action: Action,
    /// Its name in menus.
    pub name: &'static str,
    /// Its key.
    pub key: Option<KeyboardShortcut>,
    /// Whether the key is one that types a character or edits text: it is for the text field then, where one has the keyboard.
    pub is_plain: bool,
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn global(action: Action, name: &'static str, key: Option<KeyboardShortcut>) -> Entry {
    Entry { action, name, key, is_plain: false }
}

const fn plain(action: Action, name: &'static str, key: Key) -> Entry {
    Entry { action, name, key: Some(KeyboardShortcut::new(Modifiers::NONE, key)), is_plain: true }
}

/// The table, in the order in which the keys are listed.
pub const TABLE: &[Entry] = &[
    plain(Action::Tag(TagKind::Claim), words::tag(TagKind::Claim), Key::Num1),
    plain(Action::Tag(TagKind::Assertion), words::tag(TagKind::Assertion), Key::Num2),
    plain(Action::Tag(TagKind::ConfirmedFact), words::tag(TagKind::ConfirmedFact), Key::Num3),
    plain(Action::Link, "Link source…", Key::L),
    plain(Action::AddPart, "Add to statement", Key::A),
    plain(Action::Attribute, "Mark who says it", Key::W),
    plain(Action::SetAside, "Set aside", Key::Num0),
    plain(Action::NextOpen, "Next uncovered words", Key::U),
    plain(Action::Next, "Next statement", Key::J),
    plain(Action::Previous, "Previous statement", Key::K),
    plain(Action::Delete, "Delete statement", Key::Delete),
    plain(Action::LetGo, "Let go of the selection, of the statement", Key::Escape),
    Entry { is_plain: true, ..global(Action::Undo, "Undo", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Z))) },
    Entry { is_plain: true, ..global(Action::Redo, "Redo", Some(KeyboardShortcut::new(CTRL_SHIFT, Key::Z))) },
    global(Action::Find, "Find…", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::F))),
    global(Action::FindNext, "Next hit", Some(KeyboardShortcut::new(Modifiers::NONE, Key::F3))),
    global(Action::FindPrevious, "Previous hit", Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F3))),
    global(Action::FilterStatements, "Filter statements", Some(KeyboardShortcut::new(CTRL_SHIFT, Key::F))),
    global(Action::Save, "Save", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::S))),
    global(Action::SaveAs, "Save as…", Some(KeyboardShortcut::new(CTRL_SHIFT, Key::S))),
    global(Action::Open, "Open…", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::O))),
    global(Action::AddArticle, "Add article…", Some(KeyboardShortcut::new(CTRL_SHIFT, Key::O))),
    global(Action::New, "New project", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::N))),
    global(Action::NewFromClipboard, "New from clipboard", Some(KeyboardShortcut::new(CTRL_SHIFT, Key::N))),
    global(Action::OpenSample, "Open the sample project", None),
    global(Action::ShowStatements, "Statements", Some(KeyboardShortcut::new(Modifiers::ALT, Key::Num1))),
    global(Action::ShowSources, "Sources", Some(KeyboardShortcut::new(Modifiers::ALT, Key::Num2))),
    global(Action::ShowArticle, "Article details", Some(KeyboardShortcut::new(Modifiers::ALT, Key::Num3))),
    global(Action::ShowReview, "Problems and to do", Some(KeyboardShortcut::new(Modifiers::ALT, Key::Num4))),
    global(Action::Review, "Open for review", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::R))),
    global(Action::ShowStatistics, "Statistics", Some(KeyboardShortcut::new(Modifiers::ALT, Key::Num5))),
    global(Action::Read, "Reading view", Some(KeyboardShortcut::new(Modifiers::NONE, Key::F9))),
    global(Action::Larger, "Larger text", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus))),
    global(Action::Smaller, "Smaller text", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Minus))),
    global(Action::Keys, "Keys", Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1))),
    global(Action::Menus, "To the menus", Some(KeyboardShortcut::new(Modifiers::NONE, Key::F10))),
    global(Action::OtherSide, "From the article to the panel, and back", Some(KeyboardShortcut::new(Modifiers::NONE, Key::F6))),
    global(Action::UnsavedWork, "Unsaved work…", None),
    global(Action::Versions, "Versions…", None),
    global(Action::ExportReport, "Export report…", None),
    global(Action::ExportChanges, "Export changes for the author…", None),
    global(Action::Leave, "Quit", Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Q))),
];

/// The table's entry of an action.
pub fn entry(action: Action) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.action == action)
}

/// The key of an action as a person reads it; empty where it has none.
pub fn key_text(ctx: &egui::Context, action: Action) -> String {
    entry(action).and_then(|entry| entry.key).map(|key| ctx.format_shortcut(&key)).unwrap_or_default()
}

/// What an action is called now: "Undo link source".
pub fn name(action: Action, bench: &Workbench) -> String {
    let base = entry(action).map_or("", |entry| entry.name);
    let what = match action {
        Action::Undo => bench.undo_label(),
        Action::Redo => bench.redo_label(),
        _ => None,
    };
    what.map_or_else(|| base.to_owned(), |what| format!("{base} {what}"))
}

/// Whether an action can do something now.
pub fn is_possible(action: Action, bench: &Workbench) -> bool {
    let focus = bench.focus();
    let changes =
        matches!(action, Action::AddPart | Action::Attribute | Action::SetAside | Action::Link | Action::Delete | Action::AddArticle);
    if changes && bench.reviewing().is_some() {
        return false;
    }
    match action {
        Action::Undo => bench.undo_label().is_some(),
        Action::Redo => bench.redo_label().is_some(),
        Action::Tag(_) => focus.selection.is_some() || focus.statement.is_some(),
        Action::AddPart | Action::Attribute => focus.selection.is_some() && focus.statement.is_some(),
        Action::SetAside => focus.selection.is_some(),
        Action::Review => bench.project().index().counts().statements() > 0,
        Action::Link | Action::Delete => focus.statement.is_some(),
        Action::Next | Action::Previous | Action::NextOpen | Action::Read => focus.article.is_some(),
        Action::ExportReport | Action::ExportChanges => !bench.project().is_empty(),
        _ => true,
    }
}

/// Whether an action changes the statement in focus, or makes one.
pub const fn is_change(action: Action) -> bool {
    use Action::{AddPart, Attribute, Delete, Link, SetAside, Tag};
    matches!(action, Tag(_) | AddPart | Attribute | SetAside | Link | Delete)
}

/// Whether the key of an action is one that a field or a menu would take.
pub fn is_plain(action: Action) -> bool {
    entry(action).is_some_and(|entry| entry.is_plain)
}

/// Whether an action gives the keyboard to a field or a menu.
pub fn leads_away(action: Action, bench: &Workbench) -> bool {
    match action {
        Action::Link | Action::Find | Action::FilterStatements | Action::Menus => true,
        Action::FindNext | Action::FindPrevious => !bench.find().is_open(),
        _ => false,
    }
}

/// Whether an action makes sense while the article is read with nothing around it: it changes nothing of the project and shows nothing that
/// is hidden there.
pub const fn is_for_reading(action: Action) -> bool {
    use Action::{Keys, Larger, Leave, LetGo, New, Next, Open, Previous, Read, Save, SaveAs, Smaller};
    matches!(action, Keys | Larger | Leave | LetGo | New | Next | Open | Previous | Read | Save | SaveAs | Smaller)
}

/// The actions whose keys were pressed in this frame, taken out of the input. Plain keys are left to a text field that has the keyboard;
/// undo and redo only where `takes_undo`. Where they are held back, for a menu or a field that is about to have the keyboard, they mean nothing
/// in the window; with a button that has the keyboard they do, but for Space and Enter, which press it.
pub fn pressed(ctx: &egui::Context, takes_undo: bool, is_held: bool) -> Vec<Action> {
    if ctx.input(|input| input.events.is_empty()) {
        return Vec::new();
    }
    let typing = ctx.text_edit_focused();
    let is_for_field = |entry: &Entry| {
        let is_undo = matches!(entry.action, Action::Undo | Action::Redo);
        typing && entry.is_plain && (takes_undo || !is_undo)
    };
    let is_for_menu = |entry: &Entry| is_held && entry.is_plain && entry.action != Action::LetGo;
    let mut actions = Vec::new();
    // A key fits with more modifiers held than it asks for, so those that ask for more go first: Alt+3 is no 3.
    let mut entries: Vec<&Entry> = TABLE.iter().filter(|entry| !is_for_field(entry) && !is_for_menu(entry)).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.key.map_or(0, |key| modifier_count(key.modifiers))));
    ctx.input_mut(|input| {
        let is_alt = |modifiers: Modifiers| modifiers.alt && !modifiers.ctrl;
        let with_alt = |event: &Event| matches!(event, Event::Key { pressed: true, modifiers, .. } if is_alt(*modifiers));
        if is_alt(input.modifiers) || input.events.iter().any(with_alt) {
            // The key that shows another tab writes its digit as well; in no layout is a digit written with Alt.
            input.events.retain(|event| !matches!(event, Event::Text(text) if text.chars().all(|char| char.is_ascii_digit())));
        }
        // A quick hand presses several keys within a frame, or one twice: each counts, in its order, as what J leads to is what 2 tags.
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let is_pressed = |with: Modifiers, asking: Key| asking == *key && modifiers.matches_logically(with);
            let entry = entries.iter().find(|entry| entry.key.is_some_and(|key| is_pressed(key.modifiers, key.logical_key)));
            let action = match entry {
                Some(entry) => Some(entry.action),
                // The other usual key for redo.
                None if !(is_held || typing && takes_undo) && is_pressed(Modifiers::COMMAND, Key::Y) => Some(Action::Redo),
                // A plus sign needs Shift on many keyboards.
                None if is_pressed(Modifiers::COMMAND, Key::Equals) => Some(Action::Larger),
                None => None,
            };
            // Escape is watched, not taken, and counts once: menus and popups close by it too.
            if action == Some(Action::LetGo) && actions.contains(&Action::LetGo) {
                return true;
            }
            actions.extend(action);
            action.is_none_or(|action| action == Action::LetGo)
        });
    });
    actions
}

fn modifier_count(modifiers: Modifiers) -> u32 {
    [modifiers.alt, modifiers.command, modifiers.shift].into_iter().map(u32::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_and_every_plain_key_is_marked_as_one() {
        for (at, entry) in TABLE.iter().enumerate() {
            assert!(entry.key.is_none() || TABLE.iter().skip(at + 1).all(|other| other.key != entry.key), "{:?}", entry.action);
            let types = entry
                .key
                .is_some_and(|key| key.modifiers.is_none() && ![Key::F1, Key::F3, Key::F6, Key::F9, Key::F10].contains(&key.logical_key));
            assert!(!types || entry.is_plain, "{:?}", entry.action);
        }
    }
}
