//! The whole window: where each panel stands, and what keys and menu items mean in it.

use std::collections::VecDeque;
use std::ops::Range;

use egui::{Frame, Id, Key, Rect, Ui};

use crate::ui::article::{self, ArticleState, Purpose};
use crate::ui::drafts::Drafts;
use crate::ui::find_bar::{self, FindState};
use crate::ui::focus_ring::FocusRing;
use crate::ui::incoming::{self, Pasting};
use crate::ui::keymap::{self, Action};
use crate::ui::letters::Letters;
use crate::ui::notices::{self, NoticeState};
use crate::ui::panel::{self, PanelState, Tab};
use crate::ui::questions::{self, Before, QuestionState};
use crate::ui::reading_view::{self, ReadingView};
use crate::ui::review_strip::{self, StripState};
use crate::ui::status_bar::{self, StatusState};
use crate::ui::theme::{self, Theme};
use crate::ui::versions::{self, VersionsState};
use crate::ui::{fonts, menu, recovery, welcome};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, FileCommand, FindCommand, MarkCommand, RecoveryCommand, ReviewCommand, VersionCommand};
use crate::workbench::find::record_hits::Record;
use crate::workbench::find::state::Way;
use crate::workbench::pass::Queue;

/// Width of the panel before it is dragged, in points.
const PANEL_WIDTH: f32 = 400.0;
/// The least it can be.
const PANEL_LEAST: f32 = 290.0;

/// What the window keeps from frame to frame that is not the project's: drafts, scroll, what is folded.
#[derive(Debug)]
pub struct View {
    article: ArticleState,
    reading: ReadingView,
    questions: QuestionState,
    notices: NoticeState,
    versions: VersionsState,
    strip: StripState,
    find: FindState,
    drafts: Drafts,
    panel: PanelState,
    status: StatusState,
    ring: FocusRing,
    // Where letters are drawn before they are needed.
    letters: Option<Letters>,
    login_name: String,
    // Whether a text field had the keyboard when the last frame ended: Escape has left it by now.
    was_typing: bool,
    before_covered: Before,
    // The button of the first menu.
    menus: Option<Id>,
    // Whether keys are held back: a menu was open or had the keyboard when the last frame ended, which Escape has closed or left by now, or a
    // key of that frame has led into a menu or a field, which only gets the keyboard in this one.
    was_held: bool,
    // The same of this frame, as far as it is known.
    is_held: bool,
    pasting: Pasting,
    // Asked for in this frame and not done yet: first by key, then by menu or button.
    asked: VecDeque<(Action, By)>,
    // The project that this is asked of.
    generation: u64,
}

/// How something was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Key,
    // Of an item of a menu, or a button, it is plain what it means, wherever the keyboard is.
    Item,
}

impl View {
    /// A fresh view; `login_name` stands where nobody has said who is checking.
    pub fn new(login_name: String) -> Self {
        Self {
            article: ArticleState::default(),
            reading: ReadingView::default(),
            questions: QuestionState::default(),
            notices: NoticeState::default(),
            versions: VersionsState::default(),
            strip: StripState::default(),
            find: FindState::default(),
            drafts: Drafts::default(),
            panel: PanelState::default(),
            status: StatusState::default(),
            ring: FocusRing::default(),
            letters: None,
            login_name,
            was_typing: false,
            before_covered: Before::default(),
            menus: None,
            was_held: false,
            is_held: false,
            pasting: Pasting::default(),
            asked: VecDeque::new(),
            generation: 0,
        }
    }

    /// From here on the usual letters are drawn while nothing else is to be done.
    pub fn draw_ahead(&mut self) {
        self.letters = Some(Letters::default());
    }

    /// Where bytes of the article stand on screen, row by row; empty where they are out of sight.
    pub fn rects_of(&self, bytes: Range<usize>) -> Vec<Rect> {
        self.article.rects_of(bytes)
    }

    /// Whether anything but the article has the keyboard while the panel shows, or has chosen, other things than statements.
    fn is_elsewhere(&self, ui: &Ui) -> bool {
        let focused = ui.memory(egui::Memory::focused);
        focused.is_some() && focused != self.article.id() && self.panel.is_about_no_statement()
    }

    /// Drops what is being typed and what is asked for where it belongs to a project that is no longer open.
    pub fn follow(&mut self, bench: &Workbench) {
        if std::mem::replace(&mut self.generation, bench.generation()) != bench.generation() {
            self.asked.clear();
            self.drafts.begin(bench);
        }
    }

    /// Has what is being typed kept, where it has changed since.
    pub fn keep_draft(&mut self, out: &mut Vec<Command>) {
        self.drafts.keep(out);
    }

    /// Hands over what is being typed, so that nothing typed is lost by what comes next.
    pub fn flush(&mut self, out: &mut Vec<Command>) {
        self.drafts.flush(out);
    }
}

/// Gives a context the program's faces and look, once.
pub fn set_up(ctx: &egui::Context) {
    fonts::install(ctx);
    theme::apply(ctx);
}

/// The window's title: the project's name, and a mark where it is not saved.
pub fn window_title(bench: &Workbench, view: &View) -> String {
    let name = bench.name();
    let name = if name.is_empty() { "Untitled".to_owned() } else { name };
    let mark = if !bench.has_unsaved_work() && !view.drafts.is_pending() { "" } else { "• " };
    format!("{mark}{name} — Factmark")
}

/// Draws the window and collects what was asked for. Do that, then go on with [`act`].
pub fn show(ui: &mut Ui, view: &mut View, bench: &Workbench, out: &mut Vec<Command>) {
    let mut actions = Vec::new();
    let is_covered = questions::is_open(&view.questions, bench);
    view.before_covered.follow(ui, is_covered);
    view.reading.follow(bench);
    view.follow(bench);
    if !is_covered {
        actions = keymap::pressed(ui.ctx(), view.drafts.takes_undo(), view.was_held);
        if view.panel.shows_earlier() {
            // What is looked at is not what these keys would change.
            actions.retain(|action| !keymap::is_change(*action));
        }
        if !view.reading.is_on() {
            incoming::pasted(ui, &mut view.pasting, view.was_held, out);
        }
    }
    let is_dropped = ui.input(|input| !input.raw.dropped_files.is_empty());
    if is_dropped {
        // What comes of it shows beside the article.
        view.reading.leave(out);
    }
    let by_key = actions.len();
    view.drafts.begin(bench);
    let has_keyboard = if view.reading.is_on() {
        reading_view::show(ui, &mut view.reading, &mut view.article, bench, &mut actions, out);
        false
    } else {
        everything(ui, view, bench, is_covered, &mut actions, out)
    };
    view.drafts.end(out);
    if is_dropped {
        // What is being typed is work like any other, and not to be lost with what it stands in.
        let is_free = bench.has_nothing_to_lose() && !view.drafts.is_pending();
        view.flush(out);
        incoming::dropped(ui, bench, is_free, out);
    }
    notices::hints(ui, &mut view.notices, bench);
    versions::show(ui, &mut view.versions, bench, out);
    questions::show(ui, &mut view.questions, bench, out);
    recovery::list(ui, bench, out);
    recovery::comparison(ui, bench, out);
    view.asked = actions.into_iter().enumerate().map(|(at, action)| (action, if at < by_key { By::Key } else { By::Item })).collect();
    view.is_held = has_keyboard;
}

/// Does the next of what was asked for by key or menu in this frame: asks for it in `out`, or does what concerns the window alone. Each is
/// done where the one before has led, so what `out` gets is to be done before the next call. Answers whether there may be more.
pub fn act(ui: &Ui, view: &mut View, bench: &Workbench, out: &mut Vec<Command>) -> bool {
    if questions::is_open(&view.questions, bench) {
        // It stands over the window now, and what was pressed was not meant for it.
        view.asked.clear();
    }
    if let Some((action, by)) = view.asked.pop_front() {
        // Whoever is among sources or numbers means none of the statements by a key.
        if !(action == Action::Delete && by == By::Key && view.is_elsewhere(ui)) {
            perform(action, ui, view, bench, out);
        }
        return true;
    }
    false
}

/// Ends a frame, once all that was asked for is done.
pub fn end(ui: &Ui, view: &mut View, bench: &Workbench) {
    view.ring.show(ui.ctx());
    if let Some(letters) = &mut view.letters {
        letters.draw(ui.ctx(), bench.settings().reading_size);
    }
    view.was_typing = ui.ctx().text_edit_focused();
    // The menu of the article is none of those that are known to be open; without an article it is not shown.
    let is_in_text = view.article.is_menu_open() && bench.article().is_some();
    view.was_held = view.is_held || is_in_text || egui::Popup::is_any_open(ui.ctx());
}

/// Draws the article and what stands around it; whether a menu's button has the keyboard.
fn everything(
    ui: &mut Ui,
    view: &mut View,
    bench: &Workbench,
    is_covered: bool,
    actions: &mut Vec<Action>,
    out: &mut Vec<Command>,
) -> bool {
    let theme = Theme::of(ui.ctx());
    let menus = egui::Panel::top("menu").resizable(false).show(ui, |ui| menu::show(ui, bench, actions, out)).inner;
    view.menus = Some(menus.first);
    notices::bars(ui, bench, 0, out);
    recovery::strips(ui, bench, out);
    welcome::strip(ui, bench, actions);
    let focused = ui.memory(egui::Memory::focused);
    // A click on a menu leaves the keyboard to nothing, but the keys are the menu's; so they are the field's that a key has just led into.
    let is_away = view.was_held || actions.iter().any(|action| keymap::leads_away(*action, bench));
    let is_free = !is_covered && !is_away && (focused.is_none() || focused == view.article.id());
    review_strip::show(ui, &mut view.strip, bench, is_free, &mut view.drafts, out);
    egui::Panel::bottom("status").resizable(false).show(ui, |ui| {
        status_bar::show(ui, &mut view.status, bench, &view.login_name, view.drafts.is_pending(), out);
    });
    // Beside a browser the article still gets its half.
    let most = (ui.available_width() * 0.5).max(PANEL_LEAST);
    egui::Panel::right("panel")
        .frame(Frame::new().fill(theme.panel))
        .resizable(true)
        .default_size(PANEL_WIDTH)
        .size_range(PANEL_LEAST..=most)
        .show(ui, |ui| {
            ui.take_available_width();
            if let Some(Record::Source(source)) = view.find.new_record(bench).map(|hit| hit.record) {
                view.panel.show_source(source);
            }
            let pressed = panel::show(ui, &mut view.panel, bench, &mut view.drafts, out);
            view.article.press(pressed);
        });
    find_bar::show(ui, &mut view.find, bench, out);
    egui::CentralPanel::default().frame(Frame::new().fill(theme.paper)).show(ui, |ui| {
        article::show(ui, &mut view.article, Purpose::Work, bench, actions, out);
    });
    menus.has_keyboard
}

/// Gives something the keyboard and shows that it has it.
fn give_keyboard(to: Option<Id>, ui: &Ui, view: &mut View) {
    if let Some(id) = to {
        ui.memory_mut(|memory| memory.request_focus(id));
        view.ring.appear();
    }
}

/// Turns an action into a command, or does what concerns the window alone.
fn perform(action: Action, ui: &Ui, view: &mut View, bench: &Workbench, out: &mut Vec<Command>) {
    let is_reading = view.reading.is_on();
    if is_reading && !keymap::is_for_reading(action)
        || !keymap::is_possible(action, bench) && !matches!(action, Action::Tag(_) | Action::AddPart)
    {
        return;
    }
    // What is being typed belongs to what comes before.
    if !matches!(action, Action::LetGo) {
        view.flush(out);
    }
    if keymap::leads_away(action, bench) {
        // What is pressed after it is meant for what it leads into.
        view.asked.retain(|(later, by)| *by == By::Item || !keymap::is_plain(*later));
        view.is_held = true;
    }
    let focused = bench.focus().statement;
    let size = bench.settings().reading_size;
    match action {
        Action::New => out.push(Command::File(FileCommand::New)),
        Action::NewFromClipboard => {
            view.pasting.is_of_new = true;
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
        }
        Action::Open => out.push(Command::File(FileCommand::Open)),
        Action::AddArticle => out.push(Command::File(FileCommand::AddArticle)),
        Action::OpenSample => out.push(Command::File(FileCommand::OpenSample)),
        Action::Save => out.push(Command::File(FileCommand::Save)),
        Action::SaveAs => out.push(Command::File(FileCommand::SaveAs)),
        Action::UnsavedWork => out.push(Command::Recovery(RecoveryCommand::ShowAll(true))),
        Action::Versions => out.push(Command::Version(VersionCommand::Show)),
        Action::ExportReport => out.push(Command::File(FileCommand::ExportReport)),
        Action::ExportChanges => out.push(Command::File(FileCommand::ExportChanges)),
        Action::Attribute => out.push(Command::Mark(MarkCommand::Attribute)),
        Action::SetAside => out.push(Command::Mark(MarkCommand::SetAside(None))),
        Action::NextOpen => out.push(Command::Mark(MarkCommand::NextOpen)),
        Action::Review => {
            let queue = bench.reviewing().map_or_else(Queue::default, |reviewing| reviewing.queue);
            out.push(Command::Review(ReviewCommand::Start(queue)));
            // From here on the keys are the review's.
            ui.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
        }
        Action::Leave => out.push(Command::File(FileCommand::Leave)),
        Action::Undo => out.push(Command::Undo),
        Action::Redo => out.push(Command::Redo),
        Action::Tag(kind) => out.push(Command::Mark(MarkCommand::Tag(kind))),
        Action::AddPart => out.push(Command::Mark(MarkCommand::AddPart)),
        Action::Delete => out.extend(focused.map(|id| Command::Mark(MarkCommand::Delete(id)))),
        Action::Next => out.push(Command::Mark(MarkCommand::Next)),
        Action::Previous => out.push(Command::Mark(MarkCommand::Previous)),
        // In a field Escape has left the field, and that is all; so it is where it has closed or broken off something.
        Action::LetGo if view.was_typing || view.was_held || !ui.input(|input| input.key_pressed(Key::Escape)) => {}
        Action::LetGo | Action::Read if is_reading => view.reading.leave(out),
        Action::Read => {
            view.reading.enter(bench);
            // From here on the keys are the article's.
            ui.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
        }
        Action::LetGo => {
            if bench.focus().selection.is_some() {
                out.push(Command::Mark(MarkCommand::Select(None)));
            } else if bench.focus().statement.is_some() {
                out.push(Command::Mark(MarkCommand::Focus(None)));
            } else if bench.find().is_open() {
                out.push(Command::Find(FindCommand::Close));
            } else if let Some(notice) = bench.notices().newest_bar() {
                out.push(Command::DismissNotice(notice.number));
            } else if bench.recovery().told().next().is_some() {
                out.push(Command::Recovery(RecoveryCommand::Later));
            }
        }
        Action::Larger => out.push(Command::SetReadingSize(size + 1.0)),
        Action::Smaller => out.push(Command::SetReadingSize(size - 1.0)),
        Action::Keys => view.questions.toggle_keys(),
        Action::Menus => give_keyboard(view.menus, ui, view),
        Action::OtherSide => {
            let focused = ui.memory(egui::Memory::focused);
            let is_in_article = focused.is_none() || focused == view.article.id();
            let to = if is_in_article { view.panel.first_id() } else { view.article.id() };
            give_keyboard(to, ui, view);
        }
        Action::Link => {
            if let Some(id) = focused {
                view.panel.open_link_field(id);
            }
        }
        Action::Find => view.find.begin(bench, out),
        Action::FindNext | Action::FindPrevious if !bench.find().is_open() => view.find.begin(bench, out),
        Action::FindNext => out.push(Command::Find(FindCommand::Go(Way::Next))),
        Action::FindPrevious => out.push(Command::Find(FindCommand::Go(Way::Previous))),
        Action::FilterStatements => {
            view.panel.show_tab(Tab::Statements);
            ui.memory_mut(|memory| memory.request_focus(panel::find_id()));
        }
        Action::ShowStatements => view.panel.show_tab(Tab::Statements),
        Action::ShowSources => view.panel.show_tab(Tab::Sources),
        Action::ShowArticle => view.panel.show_tab(Tab::Article),
        Action::ShowReview => {
            view.panel.show_tab(Tab::Review);
            // So that the arrow keys go through the list at once.
            ui.memory_mut(|memory| memory.request_focus(panel::review_id()));
        }
        Action::ShowStatistics => {
            view.panel.show_tab(Tab::Statistics);
            // So that Tab goes on from bar to bar, which are there in the next frame.
            out.push(Command::Count);
            let id = view.panel.statistics_id();
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }
}
