//! A window with nothing but the article view in it, run without a screen.

use std::ops::Range;
use std::sync::Arc;

use egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use factmark::ui::article_view::ArticleView;
use factmark::ui::article_view::input::{ArticleEvent, ArticleInput, MarginNote, Mark, Next, Version};
use factmark::ui::article_view::style::ArticleStyle;

/// A paragraph on screen: its number, its place, and its glyphs with theirs.
pub type Placed = (usize, Pos2, Vec<(char, Pos2)>);

/// A window with nothing but the view in it.
pub struct Window {
    pub ctx: Context,
    pub view: ArticleView,
    pub text: Arc<str>,
    pub text_key: u64,
    pub version: Option<Version>,
    pub marks: Vec<Mark>,
    pub dimmed: Option<Range<usize>>,
    pub found: Vec<Range<usize>>,
    pub leads_to: Option<usize>,
    pub selection: Option<Range<usize>>,
    pub style: ArticleStyle,
    pub size: egui::Vec2,
    pub time: f64,
    pub modifiers: Modifiers,
    pub copied: Option<String>,
    pub max_texture_side: Option<usize>,
    pub next_secs: f64,
    pub shapes: Vec<egui::epaint::ClippedShape>,
}

impl Window {
    pub fn new(text: &str) -> Self {
        let ctx = Context::default();
        let style = ArticleStyle::plain(&egui::Visuals::light());
        let mut window = Self {
            ctx,
            view: ArticleView::default(),
            text: text.into(),
            text_key: 1,
            version: None,
            marks: Vec::new(),
            dimmed: None,
            found: Vec::new(),
            leads_to: None,
            selection: None,
            style,
            size: vec2(700.0, 400.0),
            time: 0.0,
            modifiers: Modifiers::NONE,
            copied: None,
            max_texture_side: None,
            next_secs: 0.0,
            shapes: Vec::new(),
        };
        window.frame(Vec::new());
        window
    }

    pub fn frame(&mut self, mut events: Vec<Event>) -> Vec<ArticleEvent> {
        events.insert(0, Event::ModifiersChanged(self.modifiers));
        self.run(events)
    }

    /// A frame in which nothing happens: after how many seconds it asks for another.
    pub fn idle(&mut self) -> f64 {
        self.run(Vec::new());
        self.next_secs
    }

    fn run(&mut self, events: Vec<Event>) -> Vec<ArticleEvent> {
        self.time += 0.1;
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            max_texture_side: self.max_texture_side,
            ..egui::RawInput::default()
        };
        let mut answers = Vec::new();
        let (view, marks) = (&mut self.view, &self.marks);
        let marks_in = |bytes: Range<usize>, out: &mut Vec<Mark>| {
            out.extend(marks.iter().filter(|mark| mark.start < bytes.end && bytes.start < mark.end));
        };
        let margin_in = |bytes: Range<usize>, out: &mut Vec<MarginNote>| {
            let notes = marks.iter().filter(|mark| bytes.contains(&mark.start));
            out.extend(notes.map(|mark| MarginNote {
                at: mark.start,
                statement: mark.statement,
                look: mark.look,
                sources: mark.end % 4,
                is_focused: mark.is_focused,
            }));
        };
        let article = ArticleInput {
            text: &self.text,
            text_key: self.text_key,
            version: self.version,
            marks_in: &marks_in,
            margin_in: &margin_in,
            dimmed_in: &|bytes, out| {
                out.extend(self.dimmed.iter().filter(|dimmed| dimmed.start < bytes.end && bytes.start < dimmed.end).cloned());
            },
            attributed: &[],
            found_in: &|bytes, out| out.extend(self.found.iter().filter(|hit| hit.start < bytes.end && bytes.start < hit.end).cloned()),
            found_current: self.found.first().cloned(),
            next: Next {
                version: [self.leads_to.map_or(0, |byte| byte as u64 + 1), 0, 0, 0],
                is_urgent: false,
                bytes: &|bytes| bytes.extend(self.leads_to),
            },
            selection: self.selection.clone(),
            has_handles: true,
            style: &self.style,
        };
        let mut output = self.ctx.run_ui(input, |ui| answers = view.show(ui, &article).events);
        output.textures_delta.clear();
        self.next_secs = output.viewport_output.values().map(|view| view.repaint_delay.as_secs_f64()).fold(f64::INFINITY, f64::min);
        self.shapes = std::mem::take(&mut output.shapes);
        for command in output.platform_output.commands {
            if let egui::OutputCommand::CopyText(words) = command {
                self.copied = Some(words);
            }
        }
        for event in &answers {
            if let ArticleEvent::Select(selection) = event {
                self.selection.clone_from(selection);
            }
        }
        answers
    }

    pub fn move_to(&mut self, pos: Pos2) -> Vec<ArticleEvent> {
        self.frame(vec![Event::PointerMoved(pos)])
    }

    pub fn button(&mut self, pos: Pos2, button: PointerButton, pressed: bool) -> Vec<ArticleEvent> {
        self.frame(vec![Event::PointerButton { pos, button, pressed, modifiers: self.modifiers }])
    }

    pub fn click(&mut self, pos: Pos2) -> Vec<ArticleEvent> {
        let mut events = self.move_to(pos);
        events.extend(self.button(pos, PointerButton::Primary, true));
        events.extend(self.button(pos, PointerButton::Primary, false));
        events
    }

    /// A click after which the next one is not a double click.
    pub fn lone_click(&mut self, pos: Pos2) -> Vec<ArticleEvent> {
        self.time += 2.0;
        let events = self.click(pos);
        self.time += 2.0;
        events
    }

    pub fn drag(&mut self, from: Pos2, to: Pos2) -> Vec<ArticleEvent> {
        self.time += 2.0;
        let mut events = self.move_to(from);
        events.extend(self.button(from, PointerButton::Primary, true));
        events.extend(self.move_to(from + (to - from) * 0.5));
        events.extend(self.move_to(to));
        events.extend(self.button(to, PointerButton::Primary, false));
        self.time += 2.0;
        events
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) -> Vec<ArticleEvent> {
        self.modifiers = modifiers;
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        let events = self.frame(vec![event]);
        self.modifiers = Modifiers::NONE;
        events
    }

    /// The middle of the gap before `byte`.
    pub fn at(&self, byte: usize) -> Pos2 {
        self.view.page().caret(byte).expect("on screen").center()
    }

    /// The place of the words `words`, by their first and last gap.
    pub fn ends(&self, words: &str) -> (Pos2, Pos2) {
        let start = self.text.find(words).expect("in the text");
        (self.at(start) + vec2(1.0, 0.0), self.at(start + words.len()) - vec2(1.0, 0.0))
    }

    /// The tops of the rows that show bytes.
    pub fn rows_of(&self, bytes: Range<usize>) -> Vec<i32> {
        let mut rows: Vec<i32> = self.view.rects_of(bytes).iter().map(|rect| rect.top().round() as i32).collect();
        rows.dedup();
        rows
    }

    pub fn selected(&self) -> Option<&str> {
        self.selection.clone().and_then(|selection| self.text.get(selection))
    }

    /// Where every paragraph and every glyph on screen is.
    pub fn glyphs(&self) -> Vec<Placed> {
        let of = |galley: &egui::Galley| {
            galley.rows.iter().flat_map(|row| row.glyphs.iter().map(|glyph| (glyph.chr, glyph.pos + row.pos.to_vec2()))).collect()
        };
        self.view.page().visible.iter().map(|visible| (visible.index, visible.top_left, of(&visible.laid.galley))).collect()
    }
}
