"""Makes other files of good ones: flips, splices, lines, numbers, quotes, brackets, words of the format."""

import re

NUMBERS = [
    "0", "-1", "1", "2147483648", "4294967295", "4294967296", "9223372036854775807", "18446744073709551615", "18446744073709551616", "1e308",
    "1e999", "NaN", "inf", "-inf", "0x7f", "0b1", "1_000", "00", "1.5", "9" * 400, "'a'", "()", "None", "Some(1)",
]
PIECES = [
    '"', "'", '\\"', "\\", "(", ")", "[", "]", "{", "}", ",", ":", ";", "//", "/*", "*/", "#", "#![enable(implicit_some)]", 'r#"', '"#', "r\"", "b\"",
    "\\u{0}", "\\u{d800}", "\\u{110000}", "\\u{202e}", "\\x00", "\\n", "\n", "\r", "\r\n", "\t", "\0", "\ufeff", "\u200b", "e\u0301" * 40, "Some(",
    "None", "NaN", "true", "false", "()", "<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "||||||| base\n", "format: 4,", "format: 1,",
    "sum: \"00000000\",", "Project(", "Statement(", "Article(", "Source(",
]
NUMBER = re.compile(rb"\d+")
WORD = re.compile(rb"[A-Za-z_]{2,}")
STRING = re.compile(rb'"[^"\n]*"')


def _flip(rng, data, _):
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1:]


def _byte(rng, data, _):
    at = rng.randrange(len(data))
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1:]


def _cut(rng, data, _):
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.choice([1, 2, 8, 64, 512, 4096]):]


def _truncate(rng, data, _):
    return data[:rng.randrange(len(data))]


def _twice(rng, data, _):
    at = rng.randrange(len(data))
    length = rng.choice([1, 8, 64, 512])
    return data[:at + length] + data[at:]


def _zeros(rng, data, _):
    at = rng.randrange(len(data)) // 512 * 512
    return data[:at] + bytes(min(512, len(data) - at)) + data[at + 512:]


def _insert(rng, data, _):
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(PIECES).encode() + data[at:]


def _splice(rng, data, others):
    other = rng.choice(others)
    start = rng.randrange(len(other))
    at = rng.randrange(len(data))
    return data[:at] + other[start:start + rng.choice([16, 128, 1024])] + data[at + rng.choice([0, 16, 128]):]


def _lines(rng, data, others):
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    what = rng.randrange(5)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines.insert(at, lines[at])
    elif what == 2:
        lines.insert(rng.randrange(len(lines)), lines.pop(at))
    elif what == 3:
        lines.insert(at, rng.choice(rng.choice(others).split(b"\n")))
    else:
        # A whole stretch a second time: records with one id.
        end = at + rng.randrange(1, 40)
        lines[end:end] = lines[at:end]
    return b"\n".join(lines)


def _replaced(rng, data, pattern, by):
    found = list(pattern.finditer(data, rng.randrange(len(data)))) if len(data) < 20_000 else None
    match = rng.choice(found) if found else pattern.search(data, rng.randrange(len(data)))
    return data[:match.start()] + by(match.group()) + data[match.end():] if match else _flip(rng, data, None)


def _number(rng, data, _):
    def by(old):
        return rng.choice([rng.choice(NUMBERS).encode(), str(max(0, int(old[:18]) + rng.choice([-2, -1, 1, 2, 40]))).encode()])
    return _replaced(rng, data, NUMBER, by)


def _word(rng, data, others):
    words = WORD.findall(rng.choice(others)[:4000])
    return _replaced(rng, data, WORD, lambda _: rng.choice(words))


def _string(rng, data, others):
    strings = STRING.findall(rng.choice(others)[:8000]) or [b'""']
    return _replaced(rng, data, STRING, lambda _: rng.choice([b'""', rng.choice(strings), b'"' + b"x" * rng.choice([1, 1000]) + b'"']))


def _quote(rng, data, _):
    return _replaced(rng, data, re.compile(rb'[\[\](){}",:]'), lambda _: rng.choice([b"", b'"', b"(", b")", b"[", b"]", b",", b":"]))


MUTATORS = [_flip, _byte, _cut, _truncate, _twice, _zeros, _insert, _insert, _splice, _lines, _lines, _number, _number, _word, _string, _string, _quote]


def mutated(rng, data, others):
    """Another file."""
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5])):
        data = rng.choice(MUTATORS)(rng, data, others) or b"\n"
    return data
