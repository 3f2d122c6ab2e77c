//! One row of what is to be done: what is wrong or left, and the words or the name of what it is about.

use egui::{Align2, Color32, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::problems::{Entry, Sort, Subject};
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::panel::article;
use crate::ui::panel::widgets::elided;
use crate::ui::panel::wording::{place_of, source_name, statement_words, with_place};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;

/// Characters that two lines about the subject can need.
const SUBJECT_CHARS: usize = 200;
/// Size of a statement's words.
const WORDS_POINTS: f32 = 13.5;
/// Room of the sign before them.
const INDENT: f32 = scale::BODY_POINTS + 5.0;
/// Between what is to be said and what it is about.
const GAP: f32 = 3.0;
/// Lines of a row, whatever they are about.
const LINES: usize = 3;

/// What an entry is about: its sign, how it is called, whether these are words of the article.
struct Called {
    icon: Icon,
    colour: Color32,
    text: String,
    is_quoted: bool,
    // How far down the article it stands.
    place: Option<String>,
}

/// Shows an entry. Whether it was clicked.
pub fn show(ui: &Ui, id: Id, rect: Rect, entry: &Entry, is_chosen: bool, work: &mut Work<'_>) -> bool {
    let response = ui.interact(rect, id, Sense::CLICK);
    if let Subject::Statement(statement) = entry.subject
        && response.is_pointer_button_down_on()
    {
        work.pressed = Some(statement);
    }
    let theme = Theme::of(ui.ctx());
    let called = called(entry.subject, work, theme);
    response.widget_info(|| {
        let named = |called: &Called| with_place(format!("{}: {}", entry.text, called.text), called.place.as_deref());
        let label = called.as_ref().map_or_else(|| entry.text.to_string(), named);
        WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, label)
    });
    let (ink, soft) = if is_chosen { (theme.selection_ink, theme.selection_ink) } else { (theme.ink, theme.ink_soft) };
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.raised);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - scale::HAIRLINE / 2.0, Stroke::new(scale::HAIRLINE, theme.line));

    let inner = rect.shrink2(vec2(scale::PADDING, 6.0));
    let left = inner.left() + scale::ICON_POINTS + scale::GAP;
    let width = (inner.right() - left).max(0.0);
    let text = elided(ui, &entry.text, fonts::interface(scale::BODY_POINTS), width, LINES - 1);
    let is_cut = text.elided;
    let about = called.map(|called| {
        let font = if called.is_quoted { fonts::reading(WORDS_POINTS) } else { fonts::interface(scale::BODY_POINTS - 1.0) };
        let rows = LINES.saturating_sub(text.rows.len()).max(1);
        let place = called.place.map(|place| Text::line(&place, fonts::interface(scale::SMALL_POINTS)).laid(ui));
        let beside = place.as_ref().map_or(0.0, |place| place.size().x + scale::GAP_SMALL);
        let words = elided(ui, &called.text, font, (width - INDENT - beside).max(0.0), rows);
        (called.icon, if is_chosen { soft } else { called.colour }, words, place)
    });
    let height = text.size().y + about.as_ref().map_or(0.0, |(_, _, words, _)| GAP + words.size().y);
    let top = inner.center().y - height / 2.0;
    let first_line = |galley: &egui::Galley| galley.rows.first().map_or(0.0, |row| row.height() / 2.0);
    let sign = pos2(inner.left(), top + first_line(&text));
    let colour = if is_chosen || entry.sort != Sort::Problem { soft } else { theme.warn };
    ui.painter().text(sign, Align2::LEFT_CENTER, icon_of(entry).sign(), fonts::icon(scale::ICON_POINTS), colour);
    let below = top + text.size().y + GAP;
    ui.painter().galley(pos2(left, top), text, ink);
    if let Some((icon, colour, words, place)) = about {
        let line = below + first_line(&words);
        let sign = pos2(left, line);
        if let Some(place) = place {
            ui.painter().galley(pos2(inner.right() - place.size().x, line - place.size().y / 2.0), place, soft);
        }
        ui.painter().text(sign, Align2::LEFT_CENTER, icon.sign(), fonts::icon(scale::BODY_POINTS), colour);
        ui.painter().galley(pos2(left + INDENT, below), words, soft);
    }
    let response = if is_cut { response.on_hover_text(&*entry.text) } else { response };
    response.clicked()
}

/// Shows the heading of a group.
pub fn show_head(ui: &Ui, rect: Rect, sort: Sort, count: usize) {
    let theme = Theme::of(ui.ctx());
    let (icon, colour, name) = match sort {
        Sort::Problem => (icons::WARNING, if count > 0 { theme.warn } else { theme.ink_soft }, "Problems"),
        Sort::ToDo => (icons::TO_DO, theme.ink_soft, "To do"),
        Sort::Silenced => (icons::SAVED, theme.ink_soft, "Lived with"),
    };
    let response = ui.interact(rect, Id::unique(("review head", name)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("{name}: {}", words::number(count))));
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, theme.raised);
    painter.hline(rect.x_range(), rect.bottom() - scale::HAIRLINE / 2.0, Stroke::new(scale::HAIRLINE, theme.line));
    let middle = rect.center().y;
    painter.text(pos2(rect.left() + scale::PADDING, middle), Align2::LEFT_CENTER, icon.sign(), fonts::icon(scale::ICON_POINTS), colour);
    let left = rect.left() + scale::PADDING + scale::ICON_POINTS + scale::GAP;
    let mut format = egui::TextFormat::simple(fonts::interface(scale::BODY_POINTS), theme.ink);
    format.coords.push(fonts::WEIGHT, fonts::SEMIBOLD);
    let mut job = egui::text::LayoutJob::single_section(name.to_owned(), format);
    job.append(&words::number(count), scale::GAP, egui::TextFormat::simple(fonts::interface(scale::SMALL_POINTS), theme.ink_soft));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, theme.ink);
}

/// A sign that tells the sorts of work apart; what is wrong has one for all.
fn icon_of(entry: &Entry) -> Icon {
    match (entry.sort, entry.code) {
        (Sort::Problem, _) => icons::WARNING,
        (Sort::ToDo, "statement_without_source") => icons::LINK,
        (Sort::ToDo, "claim_without_speaker") => icons::SPEAKER,
        (Sort::ToDo, "fact_not_carried") => Icon::of_mark(Mark::HollowFact),
        (Sort::ToDo, "words_untouched") => icons::PASSAGE,
        (Sort::ToDo, "open_query") => icons::ONLY_SAID,
        (Sort::ToDo, _) => icons::TO_DO,
        (Sort::Silenced, _) => icons::SAVED,
    }
}

/// `None` where it is gone since the lists were made.
fn called(subject: Subject, work: &Work<'_>, theme: &Theme) -> Option<Called> {
    let project = work.bench.project();
    Some(match subject {
        Subject::Statement(id) => {
            let statement = project.statement(id)?;
            let mark = Mark::of(statement.tag.kind(), !project.index().is_hollow(id));
            let text = statement_words(project, statement, SUBJECT_CHARS);
            Called { icon: Icon::of_mark(mark), colour: theme.mark(mark).ink, text, is_quoted: true, place: place_of(project, statement) }
        }
        Subject::Source(id) => {
            let source = project.source(id)?;
            let text = source_name(source, SUBJECT_CHARS);
            Called { icon: Icon::of_source(source.kind), colour: theme.ink_soft, text, is_quoted: false, place: None }
        }
        Subject::Article(id) => {
            let text = article::name_of(project.article(id)?);
            Called { icon: icons::ARTICLE, colour: theme.ink_soft, text, is_quoted: false, place: None }
        }
    })
}
