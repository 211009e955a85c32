# SPDX-License-Identifier: Apache-2.0
"""What an author's source says about a handler: is it defined there, with which return type and parameters?

The text is looked at, not compiled: comments and literals are blanked out, so that offsets stay; then the definition of
`handlers::NAME(` is searched for. What cannot be understood is reported as not found, and the compiler has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Comments, raw strings, strings and characters (not the apostrophe inside a number), in one pass, since each may hold the others' marks.
NOISE = re.compile(
    r"""//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z)|(?:u8|[uUL])?R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'""",
    re.DOTALL,
)
DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)
TRAILING = re.compile(r"\s*(?:noexcept\s*)?->\s*([^{;]+?)\s*\{")
BODY = re.compile(r"\s*(?:noexcept\s*)?(?:->\s*[^{;]+?)?\s*\{")
OPENERS = {"(": ")", "<": ">", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition as the author wrote it; offsets into the file's text, from the return type to the closing parenthesis."""

    returns: str
    parameters: tuple[str, ...]
    start: int
    end: int
    trailing: bool  # `auto f() -> T`
    whole_end: int  # behind a trailing return type, else the same as `end`

    @property
    def is_task(self) -> bool:
        return re.search(r"\bTask\s*<", self.returns) is not None


@lru_cache(maxsize=1024)
def blank(source: str) -> str:
    """The source with comments, literals and directives as spaces; line ends and offsets stay."""
    return DIRECTIVE.sub(spaces, NOISE.sub(spaces, source))


def spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def find_definition(source: str, name: str, scope: str = "handlers") -> Definition | None:
    """Looks for the definition of `scope::name` in a source."""
    text = blank(source)
    for match in re.finditer(rf"\b{scope}\s*::\s*{re.escape(name)}\s*\(", text):
        close = closing(text, match.end() - 1)
        if close is None or not BODY.match(text, close + 1):
            continue
        start = return_type_start(text, match.start())
        returns = source[start : match.start()].strip()
        trailing = TRAILING.match(text, close + 1)
        if trailing:
            returns = source[trailing.start(1) : trailing.end(1)]
        if not returns:
            continue
        whole_end = trailing.end(1) if trailing else close + 1
        return Definition(tidy(blank(returns)), split_parameters(text[match.end() : close]), start, close + 1, trailing is not None, whole_end)
    return None


def return_type_start(text: str, end: int) -> int:
    """Where the declaration that reaches up to `end` begins: behind the last `;`, `{` or `}`, blanks skipped."""
    start = max(text.rfind(mark, 0, end) for mark in ";{}") + 1
    while start < end and text[start].isspace():
        start += 1
    return start


def closing(text: str, opened: int) -> int | None:
    """The offset of the parenthesis that closes the one at `opened`."""
    depth = 0
    for at in range(opened, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return None


def split_parameters(text: str) -> tuple[str, ...]:
    """The parameters between two parentheses, tidied."""
    found, depth, start = [], 0, 0
    for at, each in enumerate(text):
        depth += (each in OPENERS) - (each in OPENERS.values())
        if each == "," and depth == 0:
            found.append(text[start:at])
            start = at + 1
    found.append(text[start:])
    tidied = tuple(tidy(each) for each in found)
    return () if tidied == ("",) else tidied


def tidy(text: str) -> str:
    """One blank between words, none around punctuation that needs none."""
    text = re.sub(r"\s+", " ", text.strip())
    text = re.sub(r"\s*(::|<|,)\s*", r"\1", text)
    return re.sub(r"\s+([>&*])", r"\1", text).replace(",", ", ")


NAME_AT_END = re.compile(r"^(?P<type>.*[\s&*>])(?P<name>[A-Za-z_]\w*)$")


def split_parameter(parameter: str) -> tuple[str, str]:
    """A parameter's type and its name, which may be empty."""
    parameter = re.sub(r"^\[\[[^\]]*\]\]\s*", "", parameter).split("=")[0].strip()
    match = NAME_AT_END.match(parameter)
    if match is None or match["type"].strip() in ("const", "unsigned", "signed", "long", "short"):
        return parameter, ""
    return match["type"].strip(), match["name"]


def plain_type(type: str, namespace: str) -> str:
    """A type with what may be left out left out, so that two spellings of it compare equal."""
    type = re.sub(r"(?:^|(?<=[^\w:]))(?:::)?(?:saki|std|" + re.escape(namespace) + r")::", "", tidy(type))
    type = re.sub(r"\bTask<>", "Task<void>", type)
    return re.sub(r"^const (?!.*[&*]$)", "", type)


def same_signature(definition: Definition, returns: str, parameters: tuple[str, ...], namespace: str) -> bool:
    """Whether a definition has this return type and these parameter types, names aside."""
    given = tuple(plain_type(split_parameter(each)[0], namespace) for each in definition.parameters)
    wanted = tuple(plain_type(split_parameter(each)[0], namespace) for each in parameters)
    return given == wanted and plain_type(definition.returns, namespace) == plain_type(returns, namespace)
