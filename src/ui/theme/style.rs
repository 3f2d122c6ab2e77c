//! Hands the tokens to egui, so that its own widgets look like ours.

use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

use crate::ui::theme::scale;
use crate::ui::theme::tokens::Theme;

/// Gives both looks to egui, which takes the one the system asks for; once, before the first frame.
pub fn apply(ctx: &egui::Context) {
    ctx.set_theme(egui::ThemePreference::System);
    // Where the system does not say, paper is white.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    ctx.set_style_of(egui::Theme::Light, style(Theme::light(), &Visuals::light()));
    ctx.set_style_of(egui::Theme::Dark, style(Theme::dark(), &Visuals::dark()));
}

fn style(theme: &Theme, base: &Visuals) -> Style {
    let mut style = Style { visuals: visuals(theme, base), ..Style::default() };
    let proportional = |size: f32| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, proportional(scale::SMALL_POINTS)),
        (TextStyle::Body, proportional(scale::BODY_POINTS)),
        (TextStyle::Button, proportional(scale::BODY_POINTS)),
        (TextStyle::Heading, proportional(scale::HEADING_POINTS)),
        (TextStyle::Monospace, FontId::new(scale::SMALL_POINTS + 1.0, FontFamily::Monospace)),
    ]
    .into();

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(scale::GAP, scale::GAP * 0.75);
    spacing.button_padding = vec2(10.0, 5.0);
    spacing.interact_size = vec2(36.0, scale::CONTROL_HEIGHT);
    spacing.window_margin = Margin::same(scale::PADDING as i8);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.icon_spacing = 6.0;
    spacing.tooltip_width = 360.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::thin() };

    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    // Motion is kept short: it explains, it does not entertain.
    style.animation_time = 0.08;
    style.url_in_tooltip = true;
    style
}

fn visuals(theme: &Theme, base: &Visuals) -> Visuals {
    let shadow = |offset: [i8; 2], blur: u8| Shadow { offset, blur, spread: 0, color: theme.shadow };
    Visuals {
        widgets: widgets(theme),
        weak_text_color: Some(theme.ink_soft),
        // The stroke is the text of what is chosen, and the ring around a text field that has the keyboard.
        selection: Selection { bg_fill: theme.selection, stroke: Stroke::new(scale::FOCUS_RING, theme.selection_ink) },
        hyperlink_color: theme.accent,
        faint_bg_color: theme.panel,
        extreme_bg_color: theme.field,
        text_edit_bg_color: Some(theme.field),
        code_bg_color: theme.control,
        warn_fg_color: theme.warn,
        error_fg_color: theme.danger,
        window_corner_radius: CornerRadius::same(scale::CORNER + 2),
        menu_corner_radius: CornerRadius::same(scale::CORNER),
        window_fill: theme.raised,
        window_stroke: Stroke::new(scale::HAIRLINE, theme.line),
        window_shadow: shadow([0, 6], 20),
        popup_shadow: shadow([0, 3], 10),
        panel_fill: theme.panel,
        text_cursor: TextCursorStyle { stroke: Stroke::new(2.0, theme.focus), ..TextCursorStyle::default() },
        button_frame: true,
        collapsing_header_frame: false,
        indent_has_left_vline: false,
        striped: false,
        interact_cursor: None,
        disabled_alpha: 0.6,
        ..base.clone()
    }
}

fn widgets(theme: &Theme) -> Widgets {
    let widget = |fill: Color32, edge: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: CornerRadius::same(scale::CORNER),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    let hairline = Stroke::new(scale::HAIRLINE, theme.line);
    Widgets {
        noninteractive: WidgetVisuals { fg_stroke: Stroke::new(1.0, theme.ink), ..widget(theme.panel, hairline, theme.ink) },
        inactive: widget(theme.control, Stroke::new(scale::HAIRLINE, theme.line_strong), theme.ink),
        hovered: widget(theme.control_hovered, Stroke::new(scale::HAIRLINE, theme.line_strong), theme.ink),
        // egui draws as active what is pressed or has the keyboard: this edge is the focus ring.
        active: widget(theme.control_pressed, Stroke::new(scale::FOCUS_RING, theme.focus), theme.ink),
        open: widget(theme.control_hovered, Stroke::new(scale::HAIRLINE, theme.line_strong), theme.ink),
    }
}
