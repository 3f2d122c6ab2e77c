//! The program: the command line, then the window.

use std::io::{Write as _, stderr, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use factmark::app::App;
use factmark::cli::{self, Outcome};
use factmark::desktop::{self, Desktop, Log};
use factmark::scripted::{self, Event, Script};
use factmark::storage::disk::Disk;
use factmark::storage::settings::Settings;
use factmark::storage::state::state_folder;
use factmark::ui;
use factmark::workbench::Workbench;
use factmark::workbench::world::World as _;

const ICON: &[u8] = include_bytes!("../assets/icon.png");
/// The exit code after a mistake of the program.
const MISTAKE: u8 = 70;
/// So long is waited for the log at the end.
const LONGEST_LOG: Duration = Duration::from_secs(2);

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

/// The log, and panics reported to it; `None` where the system names no place for it.
fn log() -> Option<Log> {
    let log = Log::new(&state_folder()?);
    desktop::report_to(log.clone());
    Some(log)
}

/// Brings to the disk what the journal has not yet, as the program ends in disorder, and tells how that went.
fn rescue(bench: &Workbench, desktop: &mut Desktop) {
    let job = bench.rescue(desktop.files());
    let told = match desktop.rescue(job) {
        Ok(()) => "What was done is kept in its journal, and is offered at the next start".to_owned(),
        Err(reason) => format!("What was done last could not be written to the journal: {reason}"),
    };
    log::error!("ended in disorder. {}", told.lines().next().unwrap_or_default());
    // Where even that cannot be written nobody is left to tell.
    let _ = writeln!(stderr(), "factmark: the program ended in disorder. {told}");
}

/// Does what standard input says, in the real world but without a window.
fn script() -> ExitCode {
    // Only mistakes are logged: tests count what else is written.
    let _log = log();
    let (settings, trouble) = settings();
    let (sender, events) = channel();
    let wakes = sender.clone();
    let desktop = Desktop::without_dialogs(Arc::new(move || {
        // The receiver is gone only when the program ends.
        let _ = wakes.send(Event::Woken);
    }));
    desktop::read_lines(move |line| sender.send(line.map_or(Event::Ended, Event::Line)).is_ok());
    let mut script = Script::new(desktop, settings, trouble, stdout());
    let Ok(code) = catch_unwind(AssertUnwindSafe(|| scripted::run(&mut script, &events))) else {
        let (bench, desktop) = script.parts();
        rescue(bench, desktop);
        return ExitCode::from(MISTAKE);
    };
    ExitCode::from(code)
}

/// The program as eframe runs it.
struct Window {
    app: App<Desktop>,
    log: Option<Log>,
}

impl Window {
    /// After a mistake nothing goes on with what it has left behind: what was done is kept, and the program ends.
    fn guarded(&mut self, what: impl FnOnce(&mut App<Desktop>)) {
        if catch_unwind(AssertUnwindSafe(|| what(&mut self.app))).is_err() {
            self.rescue();
            std::process::exit(i32::from(MISTAKE));
        }
    }

    fn rescue(&mut self) {
        let (bench, desktop) = self.app.parts();
        rescue(bench, desktop);
        if let Some(log) = &self.log {
            log.flush(LONGEST_LOG);
        }
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.guarded(|app| app.logic(ctx));
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.guarded(|app| {
            app.draw(ui);
            // Dialogs stand over this window, which only a frame knows.
            app.world_mut().present(frame);
        });
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // The screen is gone, or something below has panicked.
        if !self.app.world_mut().is_leaving() {
            self.rescue();
        }
    }
}

/// Opens the window and stays in it until it is closed.
fn window(file: Option<PathBuf>) -> ExitCode {
    let log = log();
    if let Some(log) = &log {
        log.listen();
    }
    log::info!("started {} on {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
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
    let was_open = Arc::new(AtomicBool::new(false));
    let (opens, logs) = (Arc::clone(&was_open), log.clone());
    let result = eframe::run_native(
        "Factmark",
        options,
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let desktop = Desktop::new(Arc::new(move || ctx.request_repaint()));
            ui::set_up(&creation.egui_ctx);
            opens.store(true, Ordering::Relaxed);
            Ok(Box::new(Window { app: App::new(desktop, settings, file, trouble).drawing_ahead(), log: logs }))
        }),
    );
    let code = match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if was_open.load(Ordering::Relaxed) => {
            log::error!("the window was lost");
            let _ = writeln!(stderr(), "factmark: the window was lost: {error}");
            ExitCode::from(1)
        }
        Err(error) => {
            log::error!("the window could not be opened");
            // Where even that cannot be written nobody is left to tell.
            let _ = writeln!(
                stderr(),
                "factmark: the window could not be opened: {error}\n\
                 Nothing was changed. The README names the packages a window needs; `factmark check FILE` works without one"
            );
            ExitCode::from(2)
        }
    };
    if let Some(log) = log {
        log.flush(LONGEST_LOG);
    }
    code
}
