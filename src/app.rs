//! The program in a window: draw, then do what was asked.

use std::ops::Range;
use std::path::PathBuf;

use egui::{UserAttentionType, ViewportCommand};

use crate::storage::settings::{Appearance, Settings};
use crate::ui::{self, View};
use crate::workbench::Workbench;
use crate::workbench::arrival::Arrival;
use crate::workbench::command::{Command, FileCommand, RecoveryCommand};
use crate::workbench::notice::Weight;
use crate::workbench::outside::Outside;
use crate::workbench::world::World;

/// Rounds of answers taken in one frame: a job that answers at once may lead to the next, a runaway may not hold the frame.
const MAX_ROUNDS: usize = 8;

/// The window's program over one world.
pub struct App<W> {
    bench: Workbench,
    view: View,
    world: W,
    title: String,
    appearance: Option<Appearance>,
    // Somebody has asked the window to close, and that is not dealt with yet.
    is_close_asked: bool,
    // Asked while nobody could see the window: what is asked or told on the way has to be brought before their eyes.
    is_to_be_seen: bool,
    is_closing: bool,
    has_focus: bool,
}

impl<W: World> App<W> {
    /// Opens `file`, else the project that was open last, else the sample. `trouble` is what went wrong before there was a window.
    pub fn new(mut world: W, settings: Settings, file: Option<PathBuf>, trouble: Option<String>) -> Self {
        let first = match file.or_else(|| settings.last.clone()) {
            Some(path) => FileCommand::OpenPath(path),
            None => FileCommand::OpenSample,
        };
        let mut bench = Workbench::new(settings);
        bench.run(Command::File(first), &mut world);
        bench.run(Command::Recovery(RecoveryCommand::Find), &mut world);
        if let Some(trouble) = trouble {
            bench.say_of_the_program(Weight::Warning, trouble);
        }
        let login_name = world.login_name();
        Self {
            bench,
            view: View::new(login_name),
            world,
            title: String::new(),
            appearance: None,
            is_close_asked: false,
            is_to_be_seen: false,
            is_closing: false,
            has_focus: false,
        }
    }

    /// The same for a window that stays: it draws the usual letters while nothing else is to be done.
    #[must_use]
    pub fn drawing_ahead(mut self) -> Self {
        self.view.draw_ahead();
        self
    }

    /// The workbench, to look at.
    pub const fn bench(&self) -> &Workbench {
        &self.bench
    }

    /// The world.
    pub const fn world_mut(&mut self) -> &mut W {
        &mut self.world
    }

    /// Both, for the program's end in disorder.
    pub const fn parts(&mut self) -> (&Workbench, &mut W) {
        (&self.bench, &mut self.world)
    }

    /// Where bytes of the article stand on screen, row by row; empty where they are out of sight.
    pub fn rects_of(&self, bytes: Range<usize>) -> Vec<egui::Rect> {
        self.view.rects_of(bytes)
    }

    /// Does what is asked for beside the window: by what measures it, or drives it without one.
    pub fn ask(&mut self, command: Command) {
        self.run(vec![command]);
    }

    /// What has to go on before each frame, and while the window is minimised or covered and no frame is drawn: takes in what came back from
    /// jobs and dialogs, and looks after closing.
    pub fn logic(&mut self, ctx: &egui::Context) {
        let mut commands = Vec::new();
        // What no frame has dealt with since it was asked.
        self.close_where_asked(ctx, &mut commands);
        self.watch_closing(ctx);
        let has_focus = ctx.input(|input| input.raw.focused);
        if std::mem::replace(&mut self.has_focus, has_focus) && !has_focus {
            commands.push(Command::Rest);
        }
        self.run(commands);
        self.follow_up(ctx);
    }

    /// Draws one frame and does what was asked in it. Call [`App::logic`] before.
    pub fn draw(&mut self, ui: &mut egui::Ui) {
        let mut commands = Vec::new();
        ui::show(ui, &mut self.view, &self.bench, &mut commands);
        let mut is_asked = self.run_all(&mut commands);
        // A quick hand presses several keys within a frame: each means what the ones before have led to.
        while ui::act(ui, &mut self.view, &self.bench, &mut commands) {
            is_asked |= self.run_all(&mut commands);
        }
        ui::end(ui, &mut self.view, &self.bench);
        self.view.keep_draft(&mut commands);
        // After what was typed in the same frame.
        self.close_where_asked(ui.ctx(), &mut commands);
        is_asked |= self.run_all(&mut commands);
        self.follow_up(ui.ctx());
        if is_asked {
            // What was asked shows in the next frame, which nothing else may bring.
            ui.ctx().request_repaint();
        }
    }

    /// Does what was asked, and what came back at once.
    fn run(&mut self, mut commands: Vec<Command>) {
        for _ in 0..MAX_ROUNDS {
            let arrived = self.world.arrived();
            let is_at_stake = |arrival: &Arrival| {
                matches!(arrival, Arrival::End | Arrival::Wanted(_, true) | Arrival::LookedOutside(_, _, Outside::Changed(_)))
            };
            if arrived.iter().any(is_at_stake) {
                // What is being typed is not to be lost by that, and is merged like what was done.
                self.view.flush(&mut commands);
            }
            commands.extend(arrived.into_iter().map(Command::Arrived));
            if commands.is_empty() {
                return;
            }
            for command in std::mem::take(&mut commands) {
                self.bench.run(command, &mut self.world);
            }
            // What came back may have put another project there, which nothing that is typed or asked for yet is meant for.
            self.view.follow(&self.bench);
        }
    }

    /// The same; whether anything was asked.
    fn run_all(&mut self, commands: &mut Vec<Command>) -> bool {
        let is_asked = !commands.is_empty();
        self.run(std::mem::take(commands));
        is_asked
    }

    /// Nobody's wish closes the window at once: it is asked first where work is unsaved, and waited for what is being saved.
    fn watch_closing(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.is_closing {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.is_close_asked = true;
            // Where no frame follows, the next call deals with it.
            ctx.request_repaint();
        }
    }

    fn close_where_asked(&mut self, ctx: &egui::Context, commands: &mut Vec<Command>) {
        if std::mem::take(&mut self.is_close_asked) {
            let is_seen = ctx.input(|input| input.raw.focused && input.viewport().visible() != Some(false));
            self.is_to_be_seen = !is_seen;
            self.view.flush(commands);
            commands.push(Command::File(FileCommand::Leave));
        }
    }

    fn follow_up(&mut self, ctx: &egui::Context) {
        let title = ui::window_title(&self.bench, &self.view);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        let appearance = self.bench.settings().appearance;
        if self.appearance != Some(appearance) {
            self.appearance = Some(appearance);
            ctx.set_theme(match appearance {
                Appearance::System => egui::ThemePreference::System,
                Appearance::Light => egui::ThemePreference::Light,
                Appearance::Dark => egui::ThemePreference::Dark,
            });
        }
        if self.world.is_leaving() && !self.is_closing {
            self.is_closing = true;
            self.is_to_be_seen = false;
            ctx.send_viewport_cmd(ViewportCommand::Close);
            // Of a window that is not drawn nothing else would take that up.
            ctx.request_repaint();
        }
        let is_stuck = self.bench.question().is_some() || !self.bench.wants_to_leave();
        if self.is_to_be_seen && is_stuck {
            self.is_to_be_seen = false;
            self.come_forward(ctx);
        }
    }

    /// Whoever closed a window that nobody sees would take it for closed while it waits for an answer.
    fn come_forward(&self, ctx: &egui::Context) {
        if ctx.input(|input| input.viewport().minimized == Some(true)) {
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
        }
        ctx.send_viewport_cmd(ViewportCommand::Focus);
        if !self.has_focus {
            // Where a window may not put itself before others.
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
        }
        ctx.request_repaint();
    }
}
