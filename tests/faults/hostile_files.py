"""Files that somebody made to do harm: each up to 64 MiB, each well formed as far as it helps."""

# Each makes its bytes of a size. FILES are always made of all of it; of CROWDED, which hold
# hundreds of thousands of records, a quick run makes less, and of the format before the newest.

MIB = 1 << 20
SIZE = 64 * MIB
QUICK_SIZE = 8 * MIB
# Of a format that is not written any more.
OLDER_SIZE = 2 * MIB
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


def filled(size, head, piece, tail=""):
    head, piece, tail = (part.encode() if isinstance(part, str) else part for part in (head, piece, tail))
    return head + piece * max(1, (size - len(head) - len(tail)) // len(piece)) + tail


def counted(size, head, piece, tail=""):
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


def in_statement(size, field, piece, tail="]"):
    """One statement with a field that goes on and on."""
    head = HEAD + article() + "    statements: [" + statement(1, "")[:-3] + f", {field}: ["
    return counted(size, head, piece, f"{tail})],\n)\n")


def source(number, rest=""):
    return f'Source(id: "{an_id("o", number)}"{rest}),\n'


def nowhere(size):
    line = '"' + "The mill by the river burned down on a Tuesday, said the mayor. " * 8 + '",\n'
    text = line * (size // 2 // len(line))
    quotes = "".join(statement(number, "", f"nowhere {number} to be found", 9, 40) for number in range(60_000))
    return (HEAD + article(text) + "statements: [" + quotes + "],\n)\n").encode()


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
    "64 million brackets": lambda size: filled(size, HEAD + "articles: ", "["),
    "64 million round brackets": lambda size: filled(size, HEAD + "articles: ", "("),
    "13 million Some(": lambda size: filled(size, HEAD + "articles: ", "Some("),
    "a million brackets, closed": lambda size: (HEAD + "articles: " + "[" * MIB + "]" * MIB + ")").encode(),
    "comments in comments": lambda size: filled(size, "", "/*"),
    "comments one after the other": lambda size: filled(size, "", "/* */", HEAD + ")"),
    "comments in the middle": lambda size: filled(size, HEAD, "/* */ // x\n", ")"),
    # Attributes, fields, ids.
    "#![enable] two million times": lambda size: filled(size, "", "#![enable(implicit_some)]\n", HEAD + ")"),
    "#![enable] after comments": lambda size: filled(size, "", "// x\n", "#![enable(implicit_some)]\n" + HEAD + ")"),
    "a million attributes": lambda size: counted(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '"', lambda number: f", field_{number}: {number}", ")])"),
    "a million times one field": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '"', ', title: "x"', ")])"),
    "ids that do not end": lambda size: filled(size, HEAD + 'articles: [Article(title: "', "id: ", '")])'),
    # Numbers.
    "NaN as a position": lambda size: filled(size, HEAD + article() + "statements: [", statement(1, "", start="NaN"), "])"),
    "a number of 64 million digits": lambda size: filled(size, HEAD + article() + 'statements: [Statement(id: "s-0000000000001", article: "' + ARTICLE + '", parts: [(start: ', "9", ")])"),
    "a format of 64 million digits": lambda size: filled(size, "Project(format: ", "9", ")"),
    # Words that are nowhere.
    "60,000 quotes that are nowhere": nowhere,
    # Texts.
    "one line of 64 MiB": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["', "mill ", '"])])'),
    "one word of 64 MiB": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["', "x", '"])])'),
    "20 million empty lines": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: [', '"",', "])])"),
    "one letter with 32 million marks": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["e', "\u0301", '"])])'),
    "nothing but escapes": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '", text: ["', "\\u{200b}", '"])])'),
    "a title of 64 MiB": lambda size: filled(size, HEAD + 'articles: [Article(id: "' + ARTICLE + '", title: "', "Mill 7 ", '", text: ["x"])])'),
    # Not a project at all.
    "a string that does not end": lambda size: filled(size, HEAD + 'articles: [Article(title: "', "x"),
    "a raw string with 64 million marks": lambda size: filled(size, HEAD + "articles: [Article(title: r", "#"),
    "backslashes": lambda size: filled(size, HEAD + 'articles: [Article(title: "', "\\"),
    "zero bytes": lambda size: bytes(size),
    "a project and then zero bytes": lambda size: (HEAD + ")").encode() + bytes(size - 64),
    "bytes that are no text": lambda size: filled(size, "", b"\xff\xfe\xfd"),
    "bytes that are no text at the end": lambda size: filled(size, HEAD + "// ", "x", b"\xff"),
    "blanks": lambda size: filled(size, "", " "),
    "line breaks, then something else": lambda size: filled(size, "", "\n", "what"),
    "carriage returns": lambda size: filled(size, HEAD, "\r\n", "what"),
    "conflict markers": lambda size: filled(size, HEAD, "<<<<<<< ours\n=======\n>>>>>>> theirs\n"),
}

CROWDED = {
    # Many of each record.
    "many statements": lambda size: counted(size, HEAD + article() + "statements: [", lambda number: statement(number, ""), "])"),
    "many statements, backwards": lambda size: counted(size, HEAD + article() + "statements: [", lambda number: statement(2**40 - number, ""), "])"),
    "statements of articles that are not there": lambda size: counted(size, HEAD + "statements: [", lambda number: statement(number, "").replace(ARTICLE, an_id("a", number)), "])"
    ),
    "evidence from sources that are not there": lambda size: in_statement(size, "evidence", lambda number: f'(id: "{an_id("e", number)}", source: "{an_id("o", number)}", stance: Supports),\n'
    ),
    "many articles": lambda size: counted(size, HEAD + "articles: [", lambda number: f'Article(id: "{an_id("a", number)}", text: ["x"]),\n', "])"),
    "many sources": lambda size: counted(size, HEAD + "sources: [", source, "])"),
    "many things set aside in one place": lambda size: counted(size, HEAD + article() + "set_aside: [",
        lambda number: f'Aside(id: "{an_id("d", number)}", article: "{ARTICLE}", part: {QUOTED}, kind: Byline),\n', "])",
    ),
    "many silences": lambda size: counted(size, HEAD + article() + "silenced: [",
        lambda number: f'Silence(id: "{an_id("n", number)}", code: "article_without_date", of: Article("{ARTICLE}"), reason: "x"),\n', "])",
    ),
    "many passes": lambda size: counted(size, HEAD + "passes: [",
        lambda number: f'Pass(id: "{an_id("p", number)}", by: "x", from: "2026-01-01", to: "2026-01-01", looked_at: "all", signed: 1, sent_back: 0),\n', "])",
    ),
    # Much in one record.
    "many parts in one place": lambda size: filled(size, HEAD + article() + "statements: [" + statement(1, "").split("parts: [")[0] + "parts: [", QUOTED + ",", "], tag: Claim)])"),
    "much evidence": lambda size: in_statement(size, "evidence", lambda number: f'(id: "{an_id("e", number)}", source: "o-0000000000001", stance: Supports),\n'),
    "much history": lambda size: in_statement(size, "history", lambda number: '(about: Tag, to: "Claim", by: "x", on: "2026-01-01"),\n'),
    "many earlier states": lambda size: in_statement(size, "earlier", lambda number: '(after: 1, note: "x"),\n'),
    "many remarks": lambda size: in_statement(size, "remarks", lambda number: f'(id: "{an_id("r", number)}", kind: Query, text: "x"),\n'),
    "many signatures": lambda size: in_statement(size, "signed", lambda number: '(by: "x", on: "2026-01-01", saw: [(Words, 1), (Tag, 2)]),\n'),
    "the same as a million others": lambda size: in_statement(size, "same_as", lambda number: f'"{an_id("s", number + 2)}",'),
    "each the same as a thousand others": lambda size: counted(size, HEAD + article() + "statements: [",
        lambda number: statement(number, ", same_as: [" + ",".join(f'"{an_id("s", other)}"' for other in range(1000) if other != number) + "]"), "])",
    ),
    "a source that rests on a million": lambda size: counted(size, HEAD + "sources: [" + source(1, ", kind: List, rests_on: [")[:-3], lambda number: f'"{an_id("o", number + 2)}",', "])])"
    ),
    "sources that rest on each other in a row": lambda size: counted(size, HEAD + "sources: [", chained_inputs, "])"),
    "the same backwards": lambda size: counted(size, HEAD + "sources: [", chained_backwards, "])"),
    "sources that rest on a thousand others": lambda size: counted(size, HEAD + "sources: [", looped_inputs, "])"),
    # Many of them, and something wrong.
    "the last id is the first": lambda size: counted(size, HEAD + article() + "statements: [", lambda number: statement(number, ""), statement(0, "") + "])"),
    "ranges out of bounds": lambda size: counted(size, HEAD + article() + "statements: [", lambda number: statement(number, "", start=2**64 - 1, end=2**64 - 1 - number), "])"
    ),
    "an unknown field at the end": lambda size: filled(size, HEAD + article("") + "statements: [", statement(1, "").replace("Claim", 'Claim, note: "x"'), "],\nwhat: 1)"),
    "one id again and again": lambda size: filled(size, HEAD + article() + "statements: [", statement(1, ""), "])"),
    "an error at the end of one line": lambda size: filled(size, "Project(format: 3, sources: [", 'Source(id: "o-0000000000001"),', "what])"),
}


def of_newest(data):
    """The same file in format 4, which is read statement by statement where articles and sources stand before the statements."""
    data = data.replace(b"format: 3", b"format: 4", 1)
    at = data.find(b"statements: [")
    if at < 0:
        return data
    missing = b"".join(b"%s: [],\n" % name for name in (b"articles", b"sources") if data.find(b"%s: [" % name, 0, at) < 0)
    return data[:at] + missing + data[at:]


HEAD_4 = "Project(\n    format: 4,\n" + article() + "sources: [],\nstatements: [" + statement(1, "") + "],\nunmerged: ["


def left(number, other, of='Statement("s-0000000000001")'):
    """What a merge left open, as the program writes it."""
    return f'Unmerged(id: "{an_id("u", number)}", of: {of}, other: {other}),\n'


# What only format 4 has.
UNMERGED = {
    "many versions left by a merge": lambda size: counted(size, HEAD_4, lambda number: left(number, f'Note("{number}")'), "])"),
    "the same version again and again": lambda size: filled(size, HEAD_4, left(1, 'Note("x")'), "])"),
    "versions of what is not there": lambda size: counted(size, HEAD_4,
        lambda number: left(number, 'Note("x")', f'Statement("{an_id("s", number + 2)}")'), "])",
    ),
    "versions that no record can have": lambda size: counted(size, HEAD_4, lambda number: left(number, 'Title("x")'), "])"),
    "versions of evidence that is not there": lambda size: counted(size, HEAD_4,
        lambda number: left(number, "Deleted", f'Evidence("s-0000000000001", "{an_id("e", number)}")'), "])",
    ),
    "a version with a million parts": lambda size: filled(size, HEAD_4 + left(1, "Parts([")[:-3], QUOTED + ",", "]))])"),
    "a version with a million parts that are nowhere": lambda size: filled(size, HEAD_4 + left(1, "Parts([")[:-3],
        '(start: 0, end: 8, words: "nowhere!"),', "]))])"
    ),
    "a version that rests on a million": lambda size: counted(size, HEAD_4 + left(1, "RestsOn([", f'Source("{an_id("o", 1)}")')[:-3],
        lambda number: f'"{an_id("o", number + 2)}",', "]))])",
    ),
    "a million versions of one remark": lambda size: counted(size, HEAD_4,
        lambda number: left(number, f'Remark((id: "{an_id("r", 1)}", kind: Query, text: "{number}"))', f'Remark("s-0000000000001", "{an_id("r", 1)}")'), "])",
    ),
    "much set aside in one version": lambda size: counted(size, HEAD_4,
        lambda number: left(number, f'Aside((id: "{an_id("d", number)}", part: {QUOTED}, kind: Byline))', f'Article("{ARTICLE}")'), "])",
    ),
}
