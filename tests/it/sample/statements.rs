//! Every statement of the sample project, in reading order.

use factmark::model::evidence::Stance::{Context, Contradicts, OnlySaid, Supports};
use factmark::model::statement::SpeakerKind::{Document, Institution, Named, Unidentified, Unnamed};

use crate::sample::rows::{Link, Row, Tagged, Voice, assertion, claim, link, primary, row, said};

const COMPANY: Voice = said(Institution, "Orrin Valley Water", "");
const GROUP: Voice = said(Institution, "Free the Orrin", "");
const GROUP_PRESS: Voice = said(Institution, "Press office of Free the Orrin", "");
const HALVORSEN: Voice = said(Named, "Piet Halvorsen", "Member of the town council of Kelsby");
const OFFICIAL: Voice = said(Unnamed, "A senior official", "At the Ministry of Waters");
const RESIDENTS: Voice = said(Unnamed, "Residents of Kelsby", "");

/// Plain words of statements that have one content.
pub const SAME: &[(&str, &str)] = &[(
    "Water let out through the gates of the Arden dam flooded Kelsby",
    "Water from Lake Arden flooded the lower town of Kelsby on the night of May 8, 2026",
)];

/// In reading order.
pub const STATEMENTS: &[Row] = &[
    Row {
        note: "The company never says “hackers”; the headline should say what it says",
        ..claim(
            &["Hackers opened dam gates"],
            COMPANY,
            "Hackers opened the gates of the Arden dam",
            &[Link {
                note: "Nothing about who it was",
                ..primary("company", OnlySaid, "Second paragraph", "Our control system was entered from outside by persons unknown to us.")
            }],
        )
    },
    assertion(
        &["dam gates that flooded Kelsby"],
        "Water let out through the gates of the Arden dam flooded Kelsby",
        &[link(
            "gazette",
            Supports,
            "The river had not risen by a hand before the gates opened; forty minutes later it stood in the lower town.",
        )],
    ),
    Row {
        as_of: "2026-05-12",
        ..assertion(
            &["neither the police nor the dam’s operator has named a suspect"],
            "By May 12, 2026, neither the police nor Orrin Valley Water had named a suspect",
            &[],
        )
    },
    row(
        &["At least 31 homes were flooded"],
        Tagged::WasAssertion,
        None,
        "At least 31 homes in Kelsby were flooded on the night of May 8, 2026",
        &[
            link("gazette", Supports, "We rang at every door of the lower town. In thirty-three homes the water had been above the floor."),
            Link {
                place: "At 7.12 a.m.",
                ..link(
                    "radio",
                    Supports,
                    "I have counted thirty-one front doors with the brown line above the sill, and I have not been everywhere.",
                )
            },
        ],
    ),
    Row {
        note: "Ask the hospital: both reports are one text of Union Wire",
        ..row(
            &["nine people were taken to hospital"],
            Tagged::WasAssertion,
            None,
            "Nine people were taken to hospital after the flood at Kelsby",
            &[
                link("wire-herald", Supports, "Nine people were taken to the county hospital, two of them with broken bones."),
                link("wire-mirror", Supports, "Nine people were taken to the county hospital, two of them with broken bones."),
            ],
        )
    },
    assertion(
        &["water from Lake Arden poured into the lower town of Kelsby on the night of May 8"],
        "Water from Lake Arden flooded the lower town of Kelsby on the night of May 8, 2026",
        &[link("film", Supports, "Brown water runs down Mill Street from the side of the dam, knee-deep at the pharmacy.")],
    ),
    Row {
        note: "By height it is not: ask the author what “worst” means here",
        ..assertion(
            &["It was the worst flood in the Orrin valley since 1958"],
            "The flood of May 8, 2026, was the worst in the Orrin valley since 1958",
            &[
                Link {
                    note: "Height alone; damage may still have been greater this time",
                    ..primary("gauge", Contradicts, "Table 1", "1958-03-21 6.12 m; 1994-02-03 5.80 m; 2026-05-09 5.71 m")
                },
                Link {
                    place: "Page 212",
                    ..link("book", Context, "Nothing before or since has done to the valley what the March of 1958 did.")
                },
            ],
        )
    },
    claim(
        &["responsibility for the opening of two spillway gates at the Arden dam"],
        GROUP,
        "Free the Orrin opened two spillway gates at the Arden dam",
        &[
            primary("message", OnlySaid, "", "The river is awake. Last night we gave it back its water."),
            link("press-office", Contradicts, "The message is not ours. We do not break into anything."),
        ],
    ),
    assertion(
        &["the opening of two spillway gates at the Arden dam"],
        "Two spillway gates of the Arden dam were opened on the night of May 8, 2026",
        &[link("company", Supports, "Gates 3 and 4 opened at 1.52 a.m. and were closed by hand at 3.40 a.m.")],
    ),
    assertion(
        &["a message posted to its channel the next morning"],
        "The message was posted on May 9, 2026, to a channel of Free the Orrin",
        &[Link { note: "The time fits; whose channel it is, is the question", ..link("message", Context, "Posted on May 9 at 6.58 a.m.") }],
    ),
    assertion(
        &["Orrin Valley Water, which runs the dam"],
        "Orrin Valley Water runs the Arden dam",
        &[primary("register", Supports, "Entry 17", "Operator: Orrin Valley Water")],
    ),
    claim(
        &["its control system had been entered from outside “by persons unknown”"],
        COMPANY,
        "The control system of Orrin Valley Water was entered from outside",
        &[primary("company", OnlySaid, "Second paragraph", "Our control system was entered from outside by persons unknown to us.")],
    ),
    Row {
        note: "The words are not quite hers: “order”, not “order to open the gates”",
        ..claim(
            &["The order to open the gates", "did not come from our control room"],
            said(Named, "Lena Marchetti", "Director of operations of Orrin Valley Water"),
            "The order to open the gates of the Arden dam did not come from the control room of Orrin Valley Water",
            &[primary("conference", OnlySaid, "At 11:20", "That order did not come from our control room, I can say that much.")],
        )
    },
    assertion(
        &["Lena Marchetti, the company’s director of operations"],
        "Lena Marchetti is director of operations of Orrin Valley Water",
        &[link("conference", Supports, "I am Lena Marchetti, I direct operations at Orrin Valley Water.")],
    ),
    claim(
        &["investigators had found the password of a former employee in the dam’s logs"],
        Voice { relays: &["Union Wire"], ..OFFICIAL },
        "Investigators found the password of a former employee in the logs of the Arden dam",
        &[primary(
            "wire-password",
            OnlySaid,
            "First paragraph",
            "The password belonged to a man who left the company two years ago, a senior official at the ministry said.",
        )],
    ),
    assertion(&["The ministry declined to comment"], "The Ministry of Waters declined to comment", &[]),
    claim(
        &["The gates have opened on their own twice before, in 2019 and 2023"],
        HALVORSEN,
        "The gates of the Arden dam opened on their own in 2019 and in 2023",
        &[Link {
            note: "2019 is there, 2023 is not",
            ..primary("incidents", Context, "", "2019-10-02: gate 3 opened without an order, closed after 40 minutes. No further entries.")
        }],
    ),
    claim(
        &["Both times the operator", "blamed a faulty sensor"],
        said(Unidentified, "", ""),
        "Orrin Valley Water blamed a faulty sensor in 2019 and in 2023",
        &[],
    ),
    claim(
        &["the company of blaming strangers for its own worn-out parts"],
        HALVORSEN,
        "Orrin Valley Water blames strangers for what its own worn-out parts have done",
        &[],
    ),
    row(
        &["Finished in 1931, the Arden dam"],
        Tagged::WasAssertion,
        None,
        "The Arden dam was finished in 1931",
        &[primary("register", Supports, "Entry 17", "Completed: 1931")],
    ),
    Row {
        note: "To be worked out from the register: which large dams of the province are older, and are they in use?",
        ..assertion(
            &["the Arden dam is the oldest large dam in the province still in use"],
            "The Arden dam is the oldest large dam of the province still in use",
            &[],
        )
    },
    assertion(
        &["It holds back 84 million cubic metres of water"],
        "Lake Arden holds 84 million cubic metres of water",
        &[primary("register", Supports, "Entry 17", "Storage: 84.0 million m³ at full level")],
    ),
    claim(
        &["eleven of the dam’s sixteen float sensors were “past their service life”"],
        said(Document, "Report on the inspection of the Arden dam in 2025", "Published by Northport Province"),
        "Eleven of the sixteen float sensors of the Arden dam were past their service life in November 2025",
        &[primary("inspection", OnlySaid, "Page 31", "Of the sixteen float sensors, eleven are past their service life (annex C).")],
    ),
    row(
        &["The company has raised its prices three times in four years"],
        Tagged::WasClaim,
        Some(said(Institution, "Aquacontrol", "Regulator of the water companies")),
        "Orrin Valley Water raised its prices three times between May 2022 and May 2026",
        &[primary(
            "tariffs",
            Supports,
            "Decisions 22/41, 24/07 and 25/19",
            "Rise of 6.0 % from 1 July 2022; of 4.5 % from 1 April 2024; of 7.2 % from 1 October 2025",
        )],
    ),
    assertion(
        &["It spends less on upkeep than any other water company in the province"],
        "Orrin Valley Water spends less on upkeep than any other water company of the province",
        &[primary(
            "aquacontrol-year",
            Contradicts,
            "Table 9",
            "Upkeep per cubic metre: Orrin Valley Water 0.41 crowns, Sund Water 0.38 crowns",
        )],
    ),
    assertion(&["a town of 9,000 people"], "Kelsby has about 9,000 inhabitants", &[]),
    claim(
        &["Sirens sounded at 2.14 a.m."],
        RESIDENTS,
        "The sirens of Kelsby sounded at 2.14 a.m. on May 9, 2026",
        &[Link {
            note: "The clock of the station is set by radio",
            ..primary("siren-log", Contradicts, "Last page", "02:21:40 group call 4, lower town, continuous tone")
        }],
    ),
    claim(
        &["water already stood in Mill Street"],
        RESIDENTS,
        "Water stood in Mill Street before the sirens sounded",
        &[primary("film", Supports, "", "Water knee-deep at the pharmacy at 2.05 a.m.; no siren is to be heard.")],
    ),
    claim(
        &["I woke because the dog was barking, not because of any siren"],
        said(Named, "Ruta Amsel", "67, of Mill Street"),
        "Ruta Amsel was woken by her dog, not by a siren",
        &[primary("amsel", OnlySaid, "", "The dog woke me. I heard no siren until I was at the upstairs window.")],
    ),
    row(
        &["the sirens must sound before any gate is opened"],
        Tagged::WasAssertion,
        None,
        "The emergency plan for the Orrin valley says that the sirens must sound before a gate of the Arden dam is opened",
        &[primary(
            "plan",
            Supports,
            "Section 4.2",
            "No gate shall be opened before the sirens of the lower town have sounded for three minutes.",
        )],
    ),
    assertion(
        &["the valley’s emergency plan, which dates from 2011"],
        "The emergency plan for the Orrin valley dates from 2011",
        &[primary("plan", Supports, "Title page", "Adopted by the valley board on 14 June 2011")],
    ),
    claim(
        &["Damage", "12 million crowns"],
        said(Institution, "Insurers’ association", ""),
        "The flood at Kelsby did damage of 12 million crowns",
        &[],
    ),
    assertion(
        &["Founded in 2017 by anglers and kayakers"],
        "Free the Orrin was founded in 2017 by anglers and kayakers",
        &[link("programme", Supports, "In 2017 seven anglers and two kayakers sat on the bank below Arden and had had enough.")],
    ),
    claim(
        &["it wants the river to reach the sea freely “within our lifetime”"],
        GROUP,
        "Free the Orrin aims at a river that reaches the sea without a dam",
        &[primary(
            "programme",
            OnlySaid,
            "Last paragraph",
            "We want to see the Orrin reach the sea freely, and we want to see it within our lifetime.",
        )],
    ),
    assertion(
        &["It had never before claimed to have broken the law"],
        "Free the Orrin had never claimed to have broken the law before May 9, 2026",
        &[],
    ),
    assertion(
        &["The channel on which it appeared was opened on May 6"],
        "The channel with the message was opened on May 6, 2026",
        &[primary("message", Supports, "About this channel", "Created May 6, 2026")],
    ),
    claim(
        &["the message was its own"],
        GROUP_PRESS,
        "The message of May 9, 2026, does not come from Free the Orrin",
        &[primary("press-office", OnlySaid, "First line", "The message is not ours. We do not break into anything.")],
    ),
    claim(
        &["We take out dams with petitions", "not with passwords"],
        GROUP_PRESS,
        "Free the Orrin acts against dams with petitions and does not enter computers",
        &[],
    ),
    assertion(
        &["Prosecutor Edda Kroll has opened an inquiry into the unlawful causing of a flood"],
        "Prosecutor Edda Kroll has opened an inquiry into the unlawful causing of a flood",
        &[],
    ),
    claim(
        &["Her office is looking at two people"],
        Voice { kind: Document, speaker: "A court paper", role: "Not published", relays: &["The Sund Herald"] },
        "The office of prosecutor Edda Kroll is looking at two people",
        &[],
    ),
];
