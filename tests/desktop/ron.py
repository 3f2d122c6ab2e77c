"""Reads RON, just enough for the program's own files, without the program: a second pair of eyes.

A struct becomes a dict (its name, if any, under "_"), a unit variant its name, a tuple or list a list.
"""

import re

TOKEN = re.compile(
    r"""\s+|//[^\n]*|/\*.*?\*/
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<number>[-+]?\d[\d_]*(?:\.\d+)?)
    |(?P<name>[A-Za-z_][A-Za-z_0-9]*)
    |(?P<sign>[()\[\]{}:,])""",
    re.X | re.S,
)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\", '"': '"', "'": "'"}


def unescape(text):
    def one(match):
        code = match.group(1) or match.group(2)
        return chr(int(code, 16)) if code else ESCAPES[match.group(3)]

    return re.sub(r"\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|(.))", one, text[1:-1], flags=re.S)


def tokens(text):
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise ValueError(f"not RON at character {place}: {text[place : place + 30]!r}")
        place = match.end()
        if match.lastgroup:
            yield match.lastgroup, match.group()
    yield "end", ""


class Reader:
    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.place = 0

    def peek(self, ahead=0):
        return self.tokens[min(self.place + ahead, len(self.tokens) - 1)]

    def take(self, sign=None):
        token = self.peek()
        if sign and token[1] != sign:
            raise ValueError(f"{sign} expected, {token[1]!r} found")
        self.place += 1
        return token

    def value(self):
        kind, text = self.take()
        if kind == "string":
            return unescape(text)
        if kind == "number":
            return float(text) if "." in text else int(text.replace("_", ""))
        if kind == "name":
            if text in ("true", "false"):
                return text == "true"
            if self.peek()[1] != "(":
                return None if text == "None" else text
            self.take("(")
            inner = self.inner()
            if text == "Some" and isinstance(inner, list) and len(inner) == 1:
                return inner[0]
            return {"_": text, **inner} if isinstance(inner, dict) else {"_": text, "values": inner}
        if text == "(":
            return self.inner()
        if text == "[":
            return self.items("]")
        raise ValueError(f"a value expected, {text!r} found")

    def inner(self):
        """What stands between round brackets, after the first."""
        if self.peek()[0] == "name" and self.peek(1)[1] == ":":
            fields = {}
            while self.peek()[1] != ")":
                name = self.take()[1]
                self.take(":")
                fields[name] = self.value()
                if self.peek()[1] == ",":
                    self.take()
            self.take(")")
            return fields
        return self.items(")")

    def items(self, end):
        items = []
        while self.peek()[1] != end:
            items.append(self.value())
            if self.peek()[1] == ",":
                self.take()
        self.take(end)
        return items


def read(text):
    reader = Reader(text)
    value = reader.value()
    if reader.peek()[0] != "end":
        raise ValueError(f"nothing more expected, {reader.peek()[1]!r} found")
    return value
