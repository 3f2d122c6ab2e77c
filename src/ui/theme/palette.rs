//! The colours themselves, the only place that makes any. Meanings stand in `tokens` and `marks`.

use egui::Color32;

use crate::ui::theme::marks::{MarkColours, Underline};
use crate::ui::theme::tokens::Theme;

/// The colour 0xRRGGBB.
#[expect(clippy::disallowed_methods, reason = "this is the one home of colours")]
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// Black at this opacity.
#[expect(clippy::disallowed_methods, reason = "this is the one home of colours")]
const fn shade(alpha: u8) -> Color32 {
    Color32::from_black_alpha(alpha)
}

// The tags differ in hue (amber, blue, green: told apart by people who confuse red and green, as the green leans to blue) and in lightness
// too, claim lightest on paper and fact darkest, the other way round at night.

/// By day: warm paper, deep ink.
pub const LIGHT: Theme = Theme {
    is_dark: false,
    paper: rgb(0xFC_F9_F3),
    panel: rgb(0xF3_EF_E7),
    raised: rgb(0xFF_FE_FB),
    field: rgb(0xFF_FF_FF),
    ink: rgb(0x1E_23_2E),
    ink_soft: rgb(0x5A_5D_66),
    line: rgb(0xDE_D7_CA),
    line_strong: rgb(0x85_80_75),
    control: rgb(0xE8_E2_D7),
    control_hovered: rgb(0xDD_D6_C8),
    control_pressed: rgb(0xCF_C7_B7),
    accent: rgb(0x1F_54_8A),
    on_accent: rgb(0xFF_FF_FF),
    focus: rgb(0x1F_66_B3),
    selected_words: rgb(0xC6_C9_CE),
    selection: rgb(0xBF_D6_F0),
    selection_ink: rgb(0x17_3E_6B),
    found: rgb(0xF4_E3_8C),
    found_current: rgb(0xF2_B8_4B),
    danger: rgb(0xA6_2B_1F),
    danger_fill: rgb(0xF9_E1_DC),
    warn: rgb(0x85_4A_00),
    warn_fill: rgb(0xFB_EB_CB),
    ok: rgb(0x1B_63_4A),
    chip: rgb(0xE6_DF_F0),
    chip_ink: rgb(0x52_3B_7A),
    shadow: shade(38),
    backdrop: shade(90),
    claim: MarkColours {
        tint: rgb(0xFB_E9_C2),
        tint_focused: rgb(0xF6_D7_92),
        line: rgb(0xB4_6A_00),
        ink: rgb(0x85_4A_00),
        underline: Underline::Dashed,
    },
    assertion: MarkColours {
        tint: rgb(0xD3_E1_F6),
        tint_focused: rgb(0xAE_C8_EE),
        line: rgb(0x2F_62_B8),
        ink: rgb(0x27_4D_94),
        underline: Underline::Solid,
    },
    fact: MarkColours {
        tint: rgb(0xB1_DA_C6),
        tint_focused: rgb(0x86_C7_AC),
        line: rgb(0x0B_5C_43),
        ink: rgb(0x0B_55_3F),
        underline: Underline::Double,
    },
    hollow: MarkColours {
        tint: rgb(0xF3_F4_EC),
        tint_focused: rgb(0xDF_E9_DF),
        line: rgb(0x4B_7A_68),
        ink: rgb(0x3C_5E_51),
        underline: Underline::Dotted,
    },
};

/// By night: near-black blue-grey, warm grey ink.
pub const DARK: Theme = Theme {
    is_dark: true,
    paper: rgb(0x16_1A_20),
    panel: rgb(0x1C_21_28),
    raised: rgb(0x25_2B_34),
    field: rgb(0x12_15_1A),
    ink: rgb(0xE4_E0_D7),
    ink_soft: rgb(0xA6_AB_B4),
    line: rgb(0x34_3B_46),
    line_strong: rgb(0x7D_86_95),
    control: rgb(0x2E_35_40),
    control_hovered: rgb(0x39_42_4F),
    control_pressed: rgb(0x45_50_5F),
    accent: rgb(0x8F_B8_EC),
    on_accent: rgb(0x10_1A_28),
    focus: rgb(0x82_B4_F2),
    selected_words: rgb(0x55_5B_65),
    selection: rgb(0x2C_49_6E),
    selection_ink: rgb(0xD3_E4_FA),
    found: rgb(0x5C_50_15),
    found_current: rgb(0x85_5A_0C),
    danger: rgb(0xF2_A0_94),
    danger_fill: rgb(0x4A_24_20),
    warn: rgb(0xEF_BE_6C),
    warn_fill: rgb(0x45_33_12),
    ok: rgb(0x83_D6_B3),
    chip: rgb(0x3A_30_4F),
    chip_ink: rgb(0xCF_BC_F0),
    shadow: shade(110),
    backdrop: shade(140),
    claim: MarkColours {
        tint: rgb(0x3A_2B_0C),
        tint_focused: rgb(0x5E_48_1A),
        line: rgb(0xC6_86_22),
        ink: rgb(0xEB_BC_6A),
        underline: Underline::Dashed,
    },
    assertion: MarkColours {
        tint: rgb(0x22_3C_66),
        tint_focused: rgb(0x2C_4E_85),
        line: rgb(0x82_B0_F2),
        ink: rgb(0xA8_C8_F8),
        underline: Underline::Solid,
    },
    fact: MarkColours {
        tint: rgb(0x1C_54_43),
        tint_focused: rgb(0x24_68_52),
        line: rgb(0x7C_DE_B6),
        ink: rgb(0x98_E4_C5),
        underline: Underline::Double,
    },
    hollow: MarkColours {
        tint: rgb(0x1D_25_27),
        tint_focused: rgb(0x2B_3A_38),
        line: rgb(0x7D_A6_95),
        ink: rgb(0xA9_C8_BA),
        underline: Underline::Dotted,
    },
};
