//! What a merge left open about a record: both versions, one under the other, for somebody to choose.

use egui::{Label, RichText, Role, Ui, WidgetInfo};

use crate::model::edit::Edit;
use crate::model::id::UnmergedId;
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::unmerged::Unmerged;
use crate::text::changes;
use crate::ui::fonts;
use crate::ui::icons;
use crate::ui::panel::earlier_rows::Text;
use crate::ui::panel::earlier_view::marked;
use crate::ui::panel::widgets::{caption, named, remark, strong};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::workbench::command::MarkCommand;
use crate::workbench::unmerged_words;

/// Room of "Yours" and "Theirs" before the texts.
const SIDE_WIDTH: f32 = 44.0;
/// Letters of the source of a link that tell it from others.
const SHOWN_CHARS: usize = 40;
/// So many are shown at once; the rest comes when some of them are decided.
const MOST_SHOWN: usize = 8;
/// Longer versions are shown as far as this; what is taken is the whole.
const MOST_CHARS: usize = 2000;

/// Shows all that is open about a record, each with its two answers.
pub fn show(ui: &mut Ui, subject: Subject, work: &mut Work<'_>) {
    let project = work.bench.project();
    let mut all = project.unmerged_of(subject).filter(|open| open.is_in(project));
    let open: Vec<(UnmergedId, Shown)> = all.by_ref().take(MOST_SHOWN).map(|open| (open.id(), Shown::of(project, open))).collect();
    let more = all.count();
    for (id, shown) in open {
        match shown.show(ui) {
            Some(true) => work.mark(MarkCommand::TakeVersion(id)),
            Some(false) => work.mark(MarkCommand::KeepVersion(id)),
            None => {}
        }
    }
    if more > 0 {
        caption(ui, format!("{more} more where a merge left two versions, after these"));
    }
}

/// One thing of which there are two versions.
struct Shown {
    name: String,
    is_deletion: bool,
    sides: [Text; 2],
}

impl Shown {
    fn of(project: &Project, open: &Unmerged) -> Self {
        let is_deletion = matches!(
            open.other(),
            Edit::DropArticle(_) | Edit::DropSource(_) | Edit::DropStatement(_) | Edit::DropEvidence(..) | Edit::DropRemark(..)
        );
        let [yours, theirs] = unmerged_words::of(project, open).map(|told| told.chars().take(MOST_CHARS).collect::<String>());
        // Nothing of "deleted" is a word of what it is held against.
        let (gone, come) = if is_deletion { (Vec::new(), Vec::new()) } else { changes::changed(&yours, &theirs) };
        let sides = [Text { shown: yours, marked: gone }, Text { shown: theirs, marked: come }];
        Self { name: name_of(project, open), is_deletion, sides }
    }

    /// Whether the other version was chosen, or that the one that stands is to stay.
    fn show(&self, ui: &mut Ui) -> Option<bool> {
        let theme = Theme::of(ui.ctx());
        let mut chosen = None;
        remark(ui, icons::MERGE, theme.warn, theme.warn_fill, |ui| {
            let heading = if self.is_deletion { "Changed in one version, deleted in the other" } else { "Two versions" };
            ui.add(Label::new(strong(format!("{heading}: {}", self.name)).color(theme.ink)).wrap());
            if self.is_deletion {
                let [kept, _] = &self.sides;
                ui.add(Label::new(RichText::new(&kept.shown).color(theme.ink)).wrap());
            } else {
                for (side, text) in ["Yours", "Theirs"].into_iter().zip(&self.sides) {
                    self.side(ui, side, text);
                }
            }
            let [(keep, keep_tip), (take, take_tip)] = if self.is_deletion {
                [("Keep it", "Keeps it as it was changed"), ("Delete it", "Takes it away, as the other version did; undo brings it back")]
            } else {
                [
                    ("Keep mine", "Leaves what stands and lets go of the other version"),
                    ("Take theirs", "Puts the other version in the place of yours"),
                ]
            };
            ui.horizontal_wrapped(|ui| {
                if named(ui.button(keep).on_hover_text(keep_tip), &format!("{keep}: {}", self.name)).clicked() {
                    chosen = Some(false);
                }
                if named(ui.button(take).on_hover_text(take_tip), &format!("{take}: {}", self.name)).clicked() {
                    chosen = Some(true);
                }
            });
        });
        chosen
    }

    fn side(&self, ui: &mut Ui, side: &str, text: &Text) {
        let theme = Theme::of(ui.ctx());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
            ui.scope(|ui| {
                ui.set_width(SIDE_WIDTH);
                caption(ui, side);
            });
            let response = ui.add(Label::new(marked(text, fonts::interface(scale::BODY_POINTS), theme)).wrap());
            let told = format!("{}, {}: {}", self.name, side.to_lowercase(), text.shown);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
        });
    }
}

/// What it is about: "note", "passage of Notice 14/2026".
fn name_of(project: &Project, open: &Unmerged) -> String {
    let source_of = |statement, link| {
        let link = project.statement(statement)?.evidence(link)?;
        let name: String = project.source(link.source)?.display_name().chars().take(SHOWN_CHARS).collect();
        Some(name)
    };
    let of_link = |what: &str, statement, link| match source_of(statement, link) {
        Some(name) if !name.is_empty() => format!("{what} of {name}"),
        _ => what.to_owned(),
    };
    match open.other() {
        Edit::SetEvidence(id, link, field) => of_link(field.name(), *id, *link),
        Edit::DropEvidence(id, link) => of_link("link", *id, *link),
        Edit::DropArticle(_) => "article".to_owned(),
        Edit::DropSource(_) => "source".to_owned(),
        Edit::DropStatement(_) => "statement".to_owned(),
        Edit::DropRemark(..) => "remark".to_owned(),
        Edit::PutAside(_) => "what is set aside".to_owned(),
        _ => open.field().unwrap_or("version").to_owned(),
    }
}
