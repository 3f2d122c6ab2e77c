"""Files that somebody made to do harm: each up to 64 MiB, each well formed as far as it helps."""

MIB = 1 << 20
SIZE = 64 * MIB
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
HEAD = "Project(\n    format: 3,\n"
ARTICLE = "a-0000000000001"


def an_id(prefix, number):
    """An id as the program writes it."""
    letters = ""
    for _ in range(13):
        letters = ALPHABET[number % 32] + letters
        number //= 32
    return f"{prefix}-{letters}"


def filled(head, piece, tail="", size=SIZE):
    head, piece, tail = (part.encode() if isinstance(part, str) else part for part in (head, piece, tail))
    return head + piece * max(1, (size - len(head) - len(tail)) // len(piece)) + tail


def counted(head, piece, tail="", size=SIZE):
    """Pieces that are made from their number, until the file is full."""
    parts, length, number = [head], len(head) + len(tail), 0
    while True:
        part = piece(number)
        length += len(part.encode()) if not part.isascii() else len(part)
        if length > size:
            return ("".join(parts) + tail).encode()
        parts.append(part)
        number += 1


def article(text='"The mill burned down.",'):
    return f'    articles: [Article(id: "{ARTICLE}", text: [{text}])],\n'


def statement(number, rest, words="The mill", start=0, end=8):
    return (
        f'Statement(id: "{an_id("s", number)}", article: "{ARTICLE}", parts: [(start: {start}, end: {end}, words: "{words}")], tag: Claim{rest}),\n'
    )


def in_statement(field, piece, tail="]"):
    """One statement with a field that goes on and on."""
    head = HEAD + article() + "    statements: [" + statement(1, "")[:-3] + f", {field}: ["
    return counted(head, piece, f"{tail})],\n)\n")


def source(number, rest=""):
    return f'Source(id: "{an_id("o", number)}"{rest}),\n'


def nowhere():
    line = '"' + "The mill by the river burned down on a Tuesday, said the mayor. " * 8 + '",\n'
    text = line * (32 * MIB // len(line))
    return counted(HEAD + article(text) + "statements: [", lambda number: statement(number, "", f"nowhere {number} to be found", 9, 40), "],\n)\n")


def looped_inputs(number):
    others = ",".join(f'"{an_id("o", other)}"' for other in range(1000) if other != number)
    return source(number, f", kind: List, rests_on: [{others}]")


def chained_inputs(number):
    return source(number, f', kind: List, rests_on: ["{an_id("o", number - 1)}"]' if number else "")


def chained_backwards(number):
    return source(number, f', kind: List, rests_on: ["{an_id("o", number + 1)}"]')


QUOTED = '(start: 0, end: 8, words: "The mill")'

FILES = {
    # Nesting.
    "64 million brackets": lambda: filled(HEAD + "articles: ", "["),
    "64 million round brackets": lambda: filled(HEAD + "articles: ", "("),
    "13 million Some(": lambda: filled(HEAD + "articles: ", "Some("),
    "a million brackets, closed": lambda: (HEAD + "articles: " + "[" * MIB + "]" * MIB + ")").encode(),
    "comments in comments": lambda: filled("", "/*"),
    "comments one after the other": lambda: filled("", "/* */", HEAD + ")"),
    "comments in the middle": lambda: filled(HEAD, "/* */ // x\n", ")"),
    # Attributes, fields, ids.
    "#![enable] two million times": lambda: filled("", "#![enable(implicit_some)]\n", HEAD + ")"),
    "#![enable] after comments": lambda: filled("", "// x\n", "#![enable(implicit_some)]\n" + HEAD + ")"),
    "a million attributes": lambda: counted(HEAD + 'articles: [Article(id: "' + ARTICLE + '"', lambda number: f", field_{number}: {number}", ")])"),
    "a million times one field": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '"', ', title: "x"', ")])"),
    "an unknown field at the end": lambda: filled(HEAD + article("") + "statements: [", statement(1, "").replace("Claim", 'Claim, note: "x"'), "],\nwhat: 1)"),
    "one id again and again": lambda: filled(HEAD + article() + "statements: [", statement(1, ""), "])"),
    "the last id is the first": lambda: counted(HEAD + article() + "statements: [", lambda number: statement(number, ""), statement(0, "") + "])"),
    "ids that do not end": lambda: filled(HEAD + 'articles: [Article(title: "', "id: ", '")])'),
    # Numbers.
    "NaN as a position": lambda: filled(HEAD + article() + "statements: [", statement(1, "", start="NaN"), "])"),
    "a number of 64 million digits": lambda: filled(HEAD + article() + 'statements: [Statement(id: "s-0000000000001", article: "' + ARTICLE + '", parts: [(start: ', "9", ")])"),
    "a format of 64 million digits": lambda: filled("Project(format: ", "9", ")"),
    "ranges out of bounds": lambda: counted(
        HEAD + article() + "statements: [", lambda number: statement(number, "", start=2**64 - 1, end=2**64 - 1 - number), "])"
    ),
    # Words that are nowhere.
    "60,000 quotes that are nowhere": nowhere,
    # Many of each record.
    "many statements": lambda: counted(HEAD + article() + "statements: [", lambda number: statement(number, ""), "])"),
    "many statements, backwards": lambda: counted(HEAD + article() + "statements: [", lambda number: statement(2**40 - number, ""), "])"),
    "statements of articles that are not there": lambda: counted(
        HEAD + "statements: [", lambda number: statement(number, "").replace(ARTICLE, an_id("a", number)), "])"
    ),
    "evidence from sources that are not there": lambda: in_statement(
        "evidence", lambda number: f'(id: "{an_id("e", number)}", source: "{an_id("o", number)}", stance: Supports),\n'
    ),
    "many articles": lambda: counted(HEAD + "articles: [", lambda number: f'Article(id: "{an_id("a", number)}", text: ["x"]),\n', "])"),
    "many sources": lambda: counted(HEAD + "sources: [", source, "])"),
    "many things set aside in one place": lambda: counted(
        HEAD + article() + "set_aside: [",
        lambda number: f'Aside(id: "{an_id("d", number)}", article: "{ARTICLE}", part: {QUOTED}, kind: Byline),\n', "])",
    ),
    "many silences": lambda: counted(
        HEAD + article() + "silenced: [",
        lambda number: f'Silence(id: "{an_id("n", number)}", code: "article_without_date", of: Article("{ARTICLE}"), reason: "x"),\n', "])",
    ),
    "many passes": lambda: counted(
        HEAD + "passes: [",
        lambda number: f'Pass(id: "{an_id("p", number)}", by: "x", from: "2026-01-01", to: "2026-01-01", looked_at: "all", signed: 1, sent_back: 0),\n', "])",
    ),
    # Much in one record.
    "many parts in one place": lambda: filled(HEAD + article() + "statements: [" + statement(1, "").split("parts: [")[0] + "parts: [", QUOTED + ",", "], tag: Claim)])"),
    "much evidence": lambda: in_statement("evidence", lambda number: f'(id: "{an_id("e", number)}", source: "o-0000000000001", stance: Supports),\n'),
    "much history": lambda: in_statement("history", lambda number: '(about: Tag, to: "Claim", by: "x", on: "2026-01-01"),\n'),
    "many earlier states": lambda: in_statement("earlier", lambda number: '(after: 1, note: "x"),\n'),
    "many remarks": lambda: in_statement("remarks", lambda number: f'(id: "{an_id("r", number)}", kind: Query, text: "x"),\n'),
    "many signatures": lambda: in_statement("signed", lambda number: '(by: "x", on: "2026-01-01", saw: [(Words, 1), (Tag, 2)]),\n'),
    "the same as a million others": lambda: in_statement("same_as", lambda number: f'"{an_id("s", number + 2)}",'),
    "each the same as a thousand others": lambda: counted(
        HEAD + article() + "statements: [",
        lambda number: statement(number, ", same_as: [" + ",".join(f'"{an_id("s", other)}"' for other in range(1000) if other != number) + "]"), "])",
    ),
    "a source that rests on a million": lambda: counted(
        HEAD + "sources: [" + source(1, ", kind: List, rests_on: [")[:-3], lambda number: f'"{an_id("o", number + 2)}",', "])])"
    ),
    "sources that rest on each other in a row": lambda: counted(HEAD + "sources: [", chained_inputs, "])"),
    "the same backwards": lambda: counted(HEAD + "sources: [", chained_backwards, "])"),
    "sources that rest on a thousand others": lambda: counted(HEAD + "sources: [", looped_inputs, "])"),
    # Texts.
    "one line of 64 MiB": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["', "mill ", '"])])'),
    "one word of 64 MiB": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["', "x", '"])])'),
    "20 million empty lines": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: [', '"",', "])])"),
    "one letter with 32 million marks": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["e', "\u0301", '"])])'),
    "nothing but escapes": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["', "\\u{200b}", '"])])'),
    "a title of 64 MiB": lambda: filled(HEAD + 'articles: [Article(id: "' + ARTICLE + '", title: "', "Mill 7 ", '", text: ["x"])])'),
    # Not a project at all.
    "a string that does not end": lambda: filled(HEAD + 'articles: [Article(title: "', "x"),
    "a raw string with 64 million marks": lambda: filled(HEAD + "articles: [Article(title: r", "#"),
    "backslashes": lambda: filled(HEAD + 'articles: [Article(title: "', "\\"),
    "zero bytes": lambda: bytes(SIZE),
    "a project and then zero bytes": lambda: (HEAD + ")").encode() + bytes(SIZE - 64),
    "bytes that are no text": lambda: filled("", b"\xff\xfe\xfd"),
    "bytes that are no text at the end": lambda: filled(HEAD + "// ", "x", b"\xff"),
    "blanks": lambda: filled("", " "),
    "line breaks, then something else": lambda: filled("", "\n", "what"),
    "carriage returns": lambda: filled(HEAD, "\r\n", "what"),
    "conflict markers": lambda: filled(HEAD, "<<<<<<< ours\n=======\n>>>>>>> theirs\n"),
    "an error at the end of one line": lambda: filled("Project(format: 3, sources: [", 'Source(id: "o-0000000000001"),', "what])"),
}
