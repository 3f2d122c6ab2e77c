//! What can be done about one entry of the lists: a quick way to mend it, or to live with it for a reason.

use egui::{Frame, Key, Margin, TextEdit, Ui};

use crate::model::field::SourceField;
use crate::model::problems::{Entry, Sort, Subject};
use crate::model::remark::RemarkKind;
use crate::ui::drafts::field_id;
use crate::ui::icons;
use crate::ui::panel::extras::Extra;
use crate::ui::panel::widgets::{button, caption};
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Theme, scale};
use crate::workbench::command::{Command, MarkCommand, ReviewCommand, SourceCommand};

/// What is typed about the chosen entry.
#[derive(Debug, Default)]
pub struct DealState {
    // Why the problem is lived with, while that is typed, and which problem it is.
    reason: Option<(Subject, &'static str, String)>,
    takes_focus: bool,
}

/// A quick way to mend something.
enum Fix {
    Link,
    Speaker,
    Date,
    NextOpen,
    SignAgain,
}

impl Fix {
    fn of(entry: &Entry) -> Option<Self> {
        match (entry.code, entry.subject) {
            ("statement_without_source", Subject::Statement(_)) => Some(Self::Link),
            ("claim_without_speaker", Subject::Statement(_)) => Some(Self::Speaker),
            ("article_without_date", Subject::Article(_)) => Some(Self::Date),
            ("words_untouched", Subject::Article(_)) => Some(Self::NextOpen),
            ("changed_since_signed", Subject::Statement(_)) => Some(Self::SignAgain),
            _ => None,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Link => "Link a source…",
            Self::Speaker => "Say who says it…",
            Self::Date => "Give its date…",
            Self::NextOpen => "Next uncovered words",
            Self::SignAgain => "Sign off again",
        }
    }
}

/// Shows the foot of the tab.
pub fn show(ui: &mut Ui, state: &mut DealState, entry: &Entry, work: &mut Work<'_>) {
    let fix = Fix::of(entry).filter(|_| work.bench.reviewing().is_none());
    if fix.is_none() && entry.sort == Sort::ToDo {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let frame = Frame::new().fill(theme.raised).inner_margin(Margin::symmetric(scale::PADDING as i8, 6));
    egui::Panel::bottom("review deal").resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        if state.reason.as_ref().is_some_and(|(subject, code, _)| (*subject, *code) == (entry.subject, entry.code)) {
            reason(ui, state, work);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if let Some(fix) = fix
                && button(ui, icons::EDIT, fix.name()).clicked()
            {
                mend(&fix, entry, work);
            }
            match entry.sort {
                Sort::Problem => {
                    let tip = "Keeps it, with a reason, among those that are lived with";
                    if button(ui, icons::SAVED, "Live with it…").on_hover_text(tip).clicked() {
                        state.reason = Some((entry.subject, entry.code, String::new()));
                        state.takes_focus = true;
                    }
                }
                Sort::Silenced => {
                    if button(ui, icons::UNDO, "Let it be heard again").clicked() {
                        let silences = work.bench.project().silences();
                        let own = silences.filter(|silence| silence.code == entry.code && silence.subject == entry.subject);
                        let commands: Vec<Command> = own.map(|silence| Command::Review(ReviewCommand::Unsilence(silence.id))).collect();
                        work.out.extend(commands);
                    }
                }
                Sort::ToDo => {}
            }
        });
    });
}

fn reason(ui: &mut Ui, state: &mut DealState, work: &mut Work<'_>) {
    let Some((subject, code, text)) = &mut state.reason else { return };
    caption(ui, "Why is that lived with? The reason stands in the report");
    let response = ui.add(TextEdit::singleline(text).hint_text("The reason").desired_width(f32::INFINITY)).accessible_name("The reason");
    if std::mem::take(&mut state.takes_focus) {
        response.request_focus();
    }
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut is_over = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    ui.horizontal(|ui| {
        let is_said = !text.trim().is_empty();
        if (ui.add_enabled(is_said, egui::Button::new("Live with it")).clicked() || is_entered) && is_said {
            work.out.push(Command::Review(ReviewCommand::Silence(code, *subject, text.clone())));
            is_over = true;
        }
        if ui.button("Cancel").clicked() {
            is_over = true;
        }
    });
    if is_over {
        state.reason = None;
    }
    keep(state, work);
}

/// What is typed comes back after a crash where it asks nothing of anybody: as a comment on the statement, in the note of the source. An article
/// has neither: there the problem is lived with, and can be heard again.
fn keep(state: &DealState, work: &mut Work<'_>) {
    let field = field_id("review deal", "reason");
    let Some((subject, code, text)) = &state.reason else {
        work.drafts.beside(field, "", |_text| Command::Draft(None));
        return;
    };
    let (subject, code) = (*subject, *code);
    let note = match subject {
        Subject::Source(id) => work.bench.project().source(id).map(|source| source.note.clone()).filter(|note| !note.is_empty()),
        Subject::Article(_) | Subject::Statement(_) => None,
    };
    work.drafts.beside(field, text, move |text| match subject {
        Subject::Statement(id) => Command::Review(ReviewCommand::Remark(id, RemarkKind::Comment, text.to_owned())),
        Subject::Source(id) => {
            let note = note.as_ref().map_or_else(|| text.to_owned(), |note| format!("{note}\n{text}"));
            Command::Source(SourceCommand::Set(id, SourceField::Note(note)))
        }
        Subject::Article(_) => Command::Review(ReviewCommand::Silence(code, subject, text.to_owned())),
    });
}

fn mend(fix: &Fix, entry: &Entry, work: &mut Work<'_>) {
    match (fix, entry.subject) {
        (Fix::Link, Subject::Statement(id)) => work.jump = Some(Jump::Link(id)),
        (Fix::Speaker, Subject::Statement(id)) => {
            work.jump = Some(Jump::Statement(id));
            work.drafts.focus_on(Extra::Speaker.field(id));
        }
        (Fix::Date, Subject::Article(id)) => {
            work.jump = Some(Jump::Article(id));
            work.drafts.focus_on(field_id(id, "Published"));
        }
        (Fix::NextOpen, Subject::Article(id)) => {
            work.out.push(Command::Article(crate::workbench::command::ArticleCommand::Show(id)));
            work.mark(MarkCommand::NextOpen);
        }
        (Fix::SignAgain, Subject::Statement(id)) => work.out.push(Command::Review(ReviewCommand::Sign(id, String::new()))),
        _ => {}
    }
}
