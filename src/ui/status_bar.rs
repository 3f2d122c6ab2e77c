//! The bar at the bottom: how many statements of which tag, who checks, and whether everything is saved.

use std::fmt::Write as _;
use std::time::Duration;

use egui::{Color32, Response, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, FileCommand};
use crate::workbench::keeping::Safety;
use crate::workbench::progress::Stage;

/// Below this width the tags are told by shape and number alone.
const NAMES_WIDTH: f32 = 1000.0;
/// Below this width the counts by tag give way.
const TAGS_WIDTH: f32 = 560.0;
/// Below this width coverage is told in the article's tab alone.
const COVERAGE_WIDTH: f32 = 860.0;
/// Width of the field for the checker's name.
const NAME_WIDTH: f32 = 130.0;
/// Width of the bar that says how far a file has been read.
const PROGRESS_WIDTH: f32 = 140.0;
/// A save or a report that takes longer says how far it is.
const LONG_SECS: f64 = 0.5;
/// How often it is drawn anew.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// What the bar remembers between frames.
#[derive(Debug, Default)]
pub struct StatusState {
    // The name while it is being typed.
    typed: Option<String>,
    is_new: bool,
    saving: Waiting,
    exporting: Waiting,
}

/// What is waited for: its number, and since when it is seen, in seconds of the window's clock.
#[derive(Debug, Default)]
struct Waiting(Option<(u64, f64)>);

impl Waiting {
    /// Whether this has been seen so long that it says how far it is; the window is drawn again when that is so.
    fn is_long(&mut self, ui: &Ui, number: u64) -> bool {
        let now = ui.input(|input| input.time);
        let since = self.0.filter(|(seen, _)| *seen == number).map_or(now, |(_, since)| since);
        self.0 = Some((number, since));
        let left_secs = LONG_SECS - (now - since);
        if left_secs > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left_secs));
        }
        left_secs <= 0.0
    }
}

/// Shows the bar in one row; `login_name` is offered as the checker's name until one was said, `is_typing` where a field holds more than the
/// project.
pub fn show(ui: &mut Ui, state: &mut StatusState, bench: &Workbench, login_name: &str, is_typing: bool, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.set_min_height(scale::CONTROL_HEIGHT);
        ui.spacing_mut().item_spacing.x = scale::GAP;
        let width = ui.available_width();
        saved(ui, bench, is_typing);
        long_save(ui, state, bench, out);
        long_report(ui, state, bench, out);
        if let Some(opening) = bench.opening() {
            ui.separator();
            let stage = opening.progress.stage();
            if !part_done(ui, stage) {
                ui.spinner();
            }
            small(ui, &words::opening(&opening.name, stage), Theme::of(ui.ctx()).ink);
            if ui.button("Cancel").on_hover_text("What is open stays open").clicked() {
                out.push(Command::File(FileCommand::CancelOpening));
            }
            return;
        }
        ui.separator();
        checker(ui, state, bench, login_name, out);
        ui.separator();
        let coverage = bench.covered().map(|covered| words::coverage(&covered.coverage));
        if let Some(coverage) = coverage.as_ref().filter(|_| width >= COVERAGE_WIDTH) {
            small(ui, coverage, Theme::of(ui.ctx()).ink);
            ui.separator();
        }
        counts(ui, bench, coverage, width);
    });
}

/// A bar where the share is known; whether it is.
fn part_done(ui: &mut Ui, stage: Stage) -> bool {
    let Stage::Part(share) = stage else { return false };
    ui.add(egui::ProgressBar::new(share).desired_width(PROGRESS_WIDTH).desired_height(scale::SMALL_POINTS));
    // What a worker has come to shows without anybody doing anything.
    ui.ctx().request_repaint_after(PROGRESS_EVERY);
    true
}

/// How far a save is that takes long, and a way to break it off as long as nothing of it is in its place.
fn long_save(ui: &mut Ui, state: &mut StatusState, bench: &Workbench, out: &mut Vec<Command>) {
    let Some(saving) = bench.saving() else {
        state.saving.0 = None;
        return;
    };
    if state.saving.is_long(ui, saving.number) {
        let stage = saving.progress.stage();
        let cancel = ("The file stays as it is; what you did stays here", FileCommand::CancelSaving);
        how_far(ui, stage, &words::saving(stage), cancel, out);
    }
}

/// The same of a report.
fn long_report(ui: &mut Ui, state: &mut StatusState, bench: &Workbench, out: &mut Vec<Command>) {
    let Some(exporting) = bench.exporting() else {
        state.exporting.0 = None;
        return;
    };
    if state.exporting.is_long(ui, exporting.number) {
        ui.separator();
        let stage = exporting.progress.stage();
        how_far(ui, stage, &words::exporting(stage), ("No report is written", FileCommand::CancelExporting), out);
    }
}

/// How far something is, and a way to break it off until it comes to its end: what that leaves, and the command.
fn how_far(ui: &mut Ui, stage: Stage, said: &str, (tip, cancel): (&str, FileCommand), out: &mut Vec<Command>) {
    // Nothing turns meanwhile: a disk that does not answer may take hours.
    part_done(ui, stage);
    small(ui, said, Theme::of(ui.ctx()).ink);
    if stage != Stage::Ending && ui.button("Cancel").on_hover_text(tip).clicked() {
        out.push(Command::File(cancel));
    }
}

fn small(ui: &mut Ui, text: &str, colour: Color32) -> Response {
    let galley = Text::line(text, fonts::interface(scale::SMALL_POINTS)).coloured(colour).laid(ui);
    if galley.size().x < ui.available_width() {
        ui.add(egui::Label::new(galley))
    } else {
        ui.add(egui::Label::new(RichText::new(text).size(scale::SMALL_POINTS).color(colour)).truncate())
    }
}

fn saved(ui: &mut Ui, bench: &Workbench, is_typing: bool) {
    let theme = Theme::of(ui.ctx());
    let (icon, text, colour) = if bench.is_leaving() {
        (icons::SAVE, "Closing once all is written…", theme.ink_soft)
    } else if bench.is_saving() {
        (icons::SAVE, "Saving…", theme.ink_soft)
    } else if bench.read_only().is_some() {
        (icons::READ_ONLY, "Read only", theme.ink_soft)
    } else if !is_typing && bench.is_saved() {
        if bench.path().is_some() { (icons::SAVED, "Saved", theme.ok) } else { (icons::SAVED, "Nothing to save", theme.ink_soft) }
    } else {
        match bench.safety() {
            Safety::Committed => (icons::EDIT, "Not saved; kept safe", theme.warn),
            Safety::Queued => (icons::EDIT, "Not saved; being kept safe…", theme.warn),
            Safety::Trouble(_) => (icons::WARNING, "Not saved, not kept safe", theme.danger),
        }
    };
    ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
    let sign = Text::line(icon.sign(), fonts::icon(scale::BODY_POINTS)).coloured(colour).laid(ui);
    ui.label(sign);
    small(ui, text, colour);
    ui.spacing_mut().item_spacing.x = scale::GAP;
}

/// Who checks: words that become a field when they are pressed.
fn checker(ui: &mut Ui, state: &mut StatusState, bench: &Workbench, login_name: &str, out: &mut Vec<Command>) {
    let said = bench.settings().me.trim();
    let name = if said.is_empty() { login_name } else { said };
    let Some(typed) = &mut state.typed else {
        let label = if name.is_empty() { "Who checks?".to_owned() } else { format!("Checked by {name}") };
        let text = RichText::new(&label).size(scale::SMALL_POINTS);
        let response = ui.add(egui::Button::new((icons::PERSON.sized(scale::BODY_POINTS), text)).frame_when_inactive(false));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        if response.on_hover_text("Your name, written beside what you confirm and link").clicked() {
            state.typed = Some(name.to_owned());
            state.is_new = true;
        }
        return;
    };
    let response = ui.add(TextEdit::singleline(typed).hint_text("Your name").desired_width(NAME_WIDTH)).accessible_name("Your name");
    if std::mem::take(&mut state.is_new) {
        response.request_focus();
    } else if response.lost_focus() || !response.has_focus() {
        ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        let typed = state.typed.take().unwrap_or_default();
        if typed.trim() != said {
            out.push(Command::SetMe(typed.trim().to_owned()));
        }
    }
}

/// The numbers, as many as there is room for; all of them in the tip of the first, with what is `covered`.
fn counts(ui: &mut Ui, bench: &Workbench, covered: Option<String>, width: f32) {
    let theme = Theme::of(ui.ctx());
    let counts = bench.project().index().counts();
    let mut total = words::counted(counts.statements(), "statement");
    let articles = bench.project().article_count();
    if articles > 1 {
        // The tab beside the article counts those of the one that is shown.
        let _ = write!(total, " in {articles} articles");
    }
    let line = if counts.statements() == 0 {
        "No statements".to_owned()
    } else {
        format!("{total}, {} with a source", words::number(counts.with_source))
    };
    let response = small(ui, &line, theme.ink);
    if counts.statements() == 0 {
        return;
    }
    let has_names = width >= NAMES_WIDTH;
    let tags = [
        (Mark::Claim, counts.claims, "claim", "claims"),
        (Mark::Assertion, counts.assertions, "assertion", "assertions"),
        (Mark::Fact, counts.confirmed, "confirmed", "confirmed"),
        (Mark::HollowFact, counts.hollow, "not carried", "not carried"),
    ];
    let name = |count: usize, one: &'static str, many: &'static str| if count == 1 { one } else { many };
    response.on_hover_ui(|ui| {
        ui.label(&line);
        for (_, count, one, many) in tags {
            ui.label(format!("{} {}", words::number(count), name(count, one, many)));
        }
        if let Some(covered) = covered {
            ui.label(covered);
        }
    });
    if width < TAGS_WIDTH {
        return;
    }
    for (mark, count, one, many) in tags {
        let number = words::number(count);
        let said = format!("{number} {}", name(count, one, many));
        let text = if has_names { &said } else { &number };
        let ink = theme.mark(mark).ink;
        let icon = Icon::of_mark(mark).laid(ui, scale::BODY_POINTS);
        let label = Text::line(text, fonts::interface(scale::SMALL_POINTS)).laid(ui);
        let size = vec2(icon.size().x + 3.0 + label.size().x, icon.size().y.max(label.size().y));
        if size.x > ui.available_width() {
            return;
        }
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let at = |height: f32| rect.center().y - height / 2.0;
        let right = rect.left() + icon.size().x + 3.0;
        ui.painter().galley(egui::pos2(rect.left(), at(icon.size().y)), icon.clone(), ink);
        ui.painter().galley(egui::pos2(right, at(label.size().y)), label.clone(), ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        response.on_hover_text(said);
    }
}
