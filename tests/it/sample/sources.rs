//! Every source of the sample project.

use factmark::model::source::SourceKind;

use crate::sample::rows::{SourceRow, source};

/// In no order.
pub const SOURCES: &[SourceRow] = &[
    SourceRow {
        publisher: "Orrin Valley Water",
        url: "https://orrinvalleywater.example/news/statement-of-may-11",
        archived_url: "https://archive.example/2026/orrinvalleywater.example/news/statement-of-may-11",
        published: "2026-05-11",
        ..source("company", SourceKind::Document, "Statement on the events at the Arden dam", "company-statement")
    },
    SourceRow {
        publisher: "Orrin Radio",
        url: "https://orrinradio.example/watch/press-conference-kelsby",
        published: "2026-05-11",
        note: "Recording of the whole conference, 38 minutes",
        ..source("conference", SourceKind::Broadcast, "Press conference of Orrin Valley Water at Kelsby", "press-conference")
    },
    SourceRow {
        author: "Unknown",
        url: "https://channels.example/freetheorrin-news/4",
        archived_url: "https://archive.example/2026/channels.example/freetheorrin-news/4",
        published: "2026-05-09",
        note: "The channel is not linked from the group's own pages",
        ..source("message", SourceKind::Post, "Message “The river is awake”", "channel-message")
    },
    SourceRow {
        author: "Tomas Reik",
        publisher: "Union Wire",
        url: "https://unionwire.example/2026/05/12/arden-password",
        published: "2026-05-12",
        ..source("wire-password", SourceKind::News, "Old password found in logs of Arden dam, official says", "union-wire-password")
    },
    SourceRow {
        publisher: "The Sund Herald",
        url: "https://sundherald.example/news/nine-hurt-as-dam-gates-open",
        published: "2026-05-09",
        note: "Signed “Union Wire”",
        ..source("wire-herald", SourceKind::News, "Nine hurt as dam gates open", "union-wire-kelsby")
    },
    SourceRow {
        publisher: "Provincial Mirror",
        url: "https://provincialmirror.example/kelsby-flood-nine-in-hospital",
        published: "2026-05-09",
        note: "Word for word the text of Union Wire, unsigned",
        ..source("wire-mirror", SourceKind::News, "Kelsby flood: nine in hospital", "union-wire-kelsby")
    },
    SourceRow {
        author: "Ilse Brandt",
        publisher: "Kelsby Gazette",
        url: "https://kelsbygazette.example/2026/05/street-by-street",
        published: "2026-05-10",
        note: "The paper's reporters went from door to door",
        ..source("gazette", SourceKind::News, "Street by street: what the water took", "gazette-count")
    },
    SourceRow {
        publisher: "Orrin Radio",
        url: "https://orrinradio.example/listen/morning-2026-05-10",
        published: "2026-05-10",
        ..source("radio", SourceKind::Broadcast, "Orrin Radio in the morning", "orrin-radio-count")
    },
    SourceRow {
        publisher: "Ministry of Waters",
        url: "https://waters.example/register-of-dams/arden",
        published: "2026-01",
        ..source("register", SourceKind::Dataset, "Register of dams: Arden", "register-of-dams")
    },
    SourceRow {
        publisher: "Northport Province",
        url: "https://northport.example/papers/arden-inspection-2025.pdf",
        published: "2025-11-18",
        ..source("inspection", SourceKind::Document, "Arden dam: report on the inspection of 2025", "inspection-2025")
    },
    SourceRow {
        publisher: "Aquacontrol",
        url: "https://aquacontrol.example/tariffs/orrin-valley-water",
        ..source("tariffs", SourceKind::Dataset, "Approved tariffs: Orrin Valley Water", "aquacontrol-tariffs")
    },
    SourceRow {
        publisher: "Aquacontrol",
        url: "https://aquacontrol.example/papers/year-2025.pdf",
        published: "2026-03",
        ..source("aquacontrol-year", SourceKind::Document, "The water companies in 2025", "aquacontrol-2025")
    },
    SourceRow {
        publisher: "Orrin Valley Board",
        url: "https://orrinvalley.example/emergency-plan.pdf",
        published: "2011-06-14",
        ..source("plan", SourceKind::Document, "Emergency plan for the Orrin valley", "emergency-plan")
    },
    SourceRow {
        accessed: "2026-05-14",
        note: "Photographed page by page",
        ..source("siren-log", SourceKind::Visit, "Siren log, seen at the fire station of Kelsby", "siren-log")
    },
    SourceRow {
        accessed: "2026-05-13",
        note: "By telephone, 20 minutes, notes taken",
        ..source("amsel", SourceKind::Person, "Call with Ruta Amsel", "amsel")
    },
    SourceRow {
        publisher: "Provincial Water Survey",
        url: "https://watersurvey.example/gauges/kelsby-bridge",
        ..source("gauge", SourceKind::Dataset, "Gauge at Kelsby bridge, yearly peaks since 1920", "gauge-kelsby")
    },
    SourceRow {
        publisher: "Ministry of Waters",
        url: "https://waters.example/incidents?dam=arden",
        ..source("incidents", SourceKind::Dataset, "Register of incidents: Arden", "register-of-incidents")
    },
    SourceRow {
        accessed: "2026-05-12",
        note: "Answer to our letter of the same day",
        ..source("press-office", SourceKind::Person, "Letter from the press office of Free the Orrin", "group-press-office")
    },
    SourceRow {
        author: "A resident of Mill Street 14",
        accessed: "2026-05-13",
        note: "The clock of the telephone was checked against ours",
        ..source("film", SourceKind::Image, "Film from a window in Mill Street, 2.05 a.m.", "mill-street-film")
    },
    SourceRow {
        author: "Henrik Aas",
        publisher: "Northport University Press",
        published: "1998",
        accessed: "",
        ..source("book", SourceKind::Book, "The Orrin and Its Dams", "aas-1998")
    },
    SourceRow {
        publisher: "Free the Orrin",
        url: "https://freetheorrin.example/what-we-want",
        ..source("programme", SourceKind::WebPage, "What we want", "group-programme")
    },
];
