//! A hand on the real program, without a window: mouse, keys, and controls by their labels.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use factmark::app::App;
use factmark::model::id::StatementId;
use factmark::storage::settings::Settings;
use factmark::ui;
use factmark::workbench::Workbench;

use crate::world::{FalseWorld, TEXT, texts};

/// A file that is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// The program under a hand.
pub struct Hand {
    pub harness: Harness<'static, App<FalseWorld>>,
}

impl Hand {
    /// The program over a world, with a file to open or none, in a window of 1280 x 800.
    pub fn over(world: FalseWorld, file: Option<PathBuf>) -> Self {
        Self::sized(world, file, Vec2::new(1280.0, 800.0))
    }

    /// The same in a window of another size.
    pub fn sized(world: FalseWorld, file: Option<PathBuf>, size: Vec2) -> Self {
        let app = App::new(world, Settings::default(), file, None);
        let builder = Harness::builder().with_size(size).with_max_steps(64).with_context_setup(ui::set_up);
        let frame = |ui: &mut egui::Ui, app: &mut App<FalseWorld>| {
            app.logic(ui.ctx());
            app.draw(ui);
        };
        let mut harness = builder.build_ui_state(frame, app);
        harness.run();
        Self { harness }
    }

    /// The usual text with an assertion in it, in no file yet.
    pub fn marked() -> Self {
        let world = FalseWorld::new();
        let text = world.put("mill.txt", TEXT);
        let mut hand = Self::over(world, Some(text));
        hand.mark("burned down on Tuesday", Key::Num2);
        hand
    }

    /// Saves by key, under a name in the test's folder.
    pub fn save_as(&mut self, name: &str) {
        let path = self.world().path(name);
        self.world().answer(Some(&path));
        self.keys(Modifiers::COMMAND, Key::S);
        assert!(self.bench().is_saved(), "{}", texts(self.bench()));
    }

    pub fn bench(&self) -> &Workbench {
        self.harness.state().bench()
    }

    pub fn world(&mut self) -> &mut FalseWorld {
        self.harness.state_mut().world_mut()
    }

    pub fn run(&mut self) {
        self.harness.run();
    }

    /// The article on the left.
    pub fn text(&self) -> String {
        self.bench().article().expect("an article").text.to_string()
    }

    /// The bytes of the first place of these words in the article.
    pub fn find(&self, words: &str) -> Range<usize> {
        let text = self.text();
        let start = text.find(words).unwrap_or_else(|| panic!("“{words}” stands in the article"));
        start..start + words.len()
    }

    /// Scrolls, as with a wheel over the article, until bytes are whole on screen; their rows.
    pub fn bring(&mut self, bytes: &Range<usize>) -> Vec<Rect> {
        for notches in 0..200 {
            let rects = self.harness.state().rects_of(bytes.clone());
            let room = Rect::from_min_max(Pos2::new(0.0, 60.0), Pos2::new(1280.0, 760.0));
            if let (Some(first), Some(last)) = (rects.first(), rects.last())
                && room.contains(first.center())
                && room.contains(last.center())
            {
                return rects;
            }
            // Down to the end, and from the top again if it was above.
            let is_below = notches < 100;
            self.wheel(if is_below { -80.0 } else { 80.0 });
        }
        panic!("{bytes:?} cannot be brought on screen");
    }

    fn wheel(&mut self, points: f32) {
        self.harness.hover_at(Pos2::new(300.0, 400.0));
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, points),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        self.run();
    }

    fn button(&mut self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        self.harness.event_modifiers(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }, modifiers);
    }

    /// Drags over words of the article.
    pub fn drag_over(&mut self, words: &str) {
        let bytes = self.find(words);
        self.drag_over_bytes(&bytes);
    }

    /// Drags over bytes of the article.
    pub fn drag_over_bytes(&mut self, bytes: &Range<usize>) {
        let rows = self.bring(bytes);
        let (first, last) = (rows[0], rows[rows.len() - 1]);
        let (from, to) = (Pos2::new(first.left() + 1.0, first.center().y), Pos2::new(last.right() - 1.0, last.center().y));
        self.harness.hover_at(from);
        self.button(from, true, Modifiers::NONE);
        self.run();
        for part in [0.3, 0.7, 1.0] {
            self.harness.hover_at(from + (to - from) * part);
            self.harness.step();
        }
        self.button(to, false, Modifiers::NONE);
        self.run();
        // Away from the article, so that nothing shows a tooltip.
        self.harness.remove_cursor();
        self.run();
    }

    /// Clicks in the middle of the first row of words.
    pub fn click_on(&mut self, words: &str) {
        self.click_with(PointerButton::Primary, words);
    }

    /// The same with any button of the mouse.
    pub fn click_with(&mut self, button: PointerButton, words: &str) {
        let bytes = self.find(words);
        let pos = self.bring(&bytes)[0].center();
        self.harness.hover_at(pos);
        for pressed in [true, false] {
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        }
        self.run();
        // The next click is one of its own, not the second of a double click.
        self.harness.run_steps(60);
    }

    pub fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.run();
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Types letters, as a keyboard does, into whatever has it.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.run();
    }

    /// Pastes a text, as Ctrl+V does.
    pub fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.run();
    }

    /// Drops a file on the window, in the frame of the events that wait.
    pub fn drop_file(&mut self, path: PathBuf) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
        self.harness.step();
        self.run();
    }

    /// Clicks on the control with this label.
    pub fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    /// Clicks into the text field with this label.
    pub fn enter(&mut self, label: &str) {
        self.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, label).click();
        self.run();
    }

    /// Clicks into the field of several lines with this label.
    pub fn enter_lines(&mut self, label: &str) {
        self.harness.get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, label).click();
        self.run();
    }

    /// Types a digit as a keyboard does: the key and what it writes.
    pub fn digit(&mut self, key: Key, text: &str) {
        self.harness.key_down(key);
        self.harness.event(Event::Text(text.to_owned()));
        self.harness.key_up(key);
        self.run();
    }

    /// Drags over bytes, tags them and answers with the statement's number.
    pub fn mark_bytes(&mut self, bytes: &Range<usize>, key: Key) -> StatementId {
        self.drag_over_bytes(bytes);
        self.key(key);
        let id = self.bench().focus().statement;
        id.unwrap_or_else(|| panic!("{bytes:?} was tagged: {:?}", self.bench().notices()))
    }

    /// Links a source by key and types its passage.
    pub fn link(&mut self, source: &str, passage: &str) {
        self.key(Key::L);
        self.paste(source);
        self.key(Key::Enter);
        if !passage.is_empty() {
            self.paste(passage);
        }
    }

    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Drags over words and tags them by key; the statement is in focus then.
    pub fn mark(&mut self, words: &str, key: Key) {
        self.drag_over(words);
        self.key(key);
    }
}
