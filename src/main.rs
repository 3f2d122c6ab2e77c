//! The program: the command line, then the window.

use std::io::{Write as _, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::channel;

use factmark::app::App;
use factmark::cli::{self, Outcome};
use factmark::desktop::{self, Desktop};
use factmark::scripted::{self, Event, Script};
use factmark::storage::disk::Disk;
use factmark::storage::settings::Settings;
use factmark::ui;

const ICON: &[u8] = include_bytes!("../assets/icon.png");

fn main() -> ExitCode {
    match cli::run(std::env::args_os(), &mut stdout(), &mut stderr()) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Window(file) => window(file),
        Outcome::Script => script(),
    }
}

/// The settings, and what is wrong with them where they could not be read.
fn settings() -> (Settings, Option<String>) {
    match desktop::settings_path().map(|path| Settings::read(&Disk, &path)) {
        None => (Settings::default(), None),
        Some(Ok(settings)) => (settings, None),
        Some(Err(error)) => (Settings::default(), Some(error.to_string())),
    }
}

/// Does what standard input says, in the real world but without a window.
fn script() -> ExitCode {
    let (settings, trouble) = settings();
    let (sender, events) = channel();
    let wakes = sender.clone();
    let desktop = Desktop::without_dialogs(Arc::new(move || {
        // The receiver is gone only when the program ends.
        let _ = wakes.send(Event::Woken);
    }));
    desktop::read_lines(move |line| sender.send(line.map_or(Event::Ended, Event::Line)).is_ok());
    let mut script = Script::new(desktop, settings, trouble, stdout());
    ExitCode::from(scripted::run(&mut script, &events))
}

/// The program as eframe runs it.
struct Window(App<Desktop>);

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.0.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.0.draw(ui);
        // Dialogs stand over this window, which only a frame knows.
        self.0.world_mut().present(frame);
    }
}

/// Opens the window and stays in it until it is closed.
fn window(file: Option<PathBuf>) -> ExitCode {
    let (settings, trouble) = settings();
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Factmark")
        .with_app_id("factmark")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([700.0, 480.0])
        .with_drag_and_drop(true);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..eframe::NativeOptions::default() };
    let result = eframe::run_native(
        "Factmark",
        options,
        Box::new(|creation| {
            let ctx = creation.egui_ctx.clone();
            let desktop = Desktop::new(Arc::new(move || ctx.request_repaint()));
            ui::set_up(&creation.egui_ctx);
            Ok(Box::new(Window(App::new(desktop, settings, file, trouble))))
        }),
    );
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even that cannot be written nobody is left to tell.
            let _ = writeln!(
                stderr(),
                "factmark: the window could not be opened: {error}\n\
                 Nothing was changed. The README names the packages a window needs; `factmark check FILE` works without one"
            );
            ExitCode::from(2)
        }
    }
}
