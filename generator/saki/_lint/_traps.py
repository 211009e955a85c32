# SPDX-License-Identifier: Apache-2.0
"""The patterns: temporaries that live across a `co_await` in one expression, and captures that die before their coroutine.

What a type is cannot be seen without compiling, so braces after a name count as an aggregate: naming the value first is right for
every type, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .._codes.code import Code
from ._tokens import Token

CLOSERS = {"(": ")", "[": "]", "{": "}"}
# Before a brace these begin a block or a body; anything else begins a list of initial values.
BLOCK_BEFORE = {")", "else", "do", "try", ";", "{", "}", ":", "const", "noexcept", "override", "final", "mutable", "namespace", ">"}
DECLARES = {"struct", "class", "union", "enum", "namespace"}
CONDITIONS = {"if", "while", "for", "switch", "constexpr"}
NO_TYPE = {"return", "throw", "delete", "else", "do", "if", "while", "for", "switch", "try", "case", "goto", "using", "co_await", "co_return", "co_yield"}
COROUTINE_WORDS = {"co_await", "co_return", "co_yield"}

LINT_CODES: tuple[Code, ...] = (
    Code(
        "trap-temporary",
        "GCC 12 destroys an aggregate twice when it is a temporary of an expression that awaits. Name it first and move it in; a type with "
        "a constructor would be safe, but that cannot be seen from here.",
        "co_await save(Draft{title, body});",
        "Draft draft{title, body};\nco_await save(std::move(draft));",
    ),
    Code(
        "trap-capture",
        "GCC 12 destroys a closure's captures twice when it is a temporary of an expression that awaits. Name the closure first, or pass a "
        "function and its arguments.",
        "co_await apply([name] { return name; });",
        "auto work = [name] { return name; };\nco_await apply(std::move(work));",
    ),
    Code(
        "trap-await-in-braces",
        "GCC 12 destroys the earlier members twice when a later one awaits inside the braces. Await into a name first.",
        "Page page{title, co_await count()};",
        "auto total = co_await count();\nPage page{title, total};",
    ),
    Code(
        "trap-coroutine-capture",
        "A coroutine closure's captures live in the closure object, which is usually gone when the coroutine resumes. Pass what it needs as "
        "parameters: those live in its frame.",
        "auto work = [this]() -> saki::Task<> { co_await step(); };",
        "static saki::Task<> work(Self& self) { co_await self.step(); }",
    ),
    Code(
        "trap-condition",
        "GCC 12 silently ends a coroutine at the first suspension of a co_await in the condition of an `if` or `while`, where neither the "
        "condition nor the outermost block of the coroutine declares a variable. Await into a name first.",
        "if (co_await ready()) step();",
        "const bool is_ready = co_await ready();\nif (is_ready) step();",
    ),
)


@dataclass(frozen=True, slots=True)
class Trap:
    code: str
    token: Token
    text: str
    hint: str


def find_traps(tokens: Sequence[Token]) -> Iterator[Trap]:
    """Every trap of a file, in order; one for each awaiting expression and closure at most."""
    pairs = match_brackets(tokens)
    for index, token in enumerate(tokens):
        if token.text == "co_await":
            yield from traps_of_await(tokens, pairs, index)
        elif token.text == "[" and is_closure(tokens, pairs, index):
            yield from traps_of_closure(tokens, pairs, index)


def match_brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """The index of the closing bracket of each opening one, and the other way round."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for index, token in enumerate(tokens):
        if token.text in CLOSERS:
            open_at.append(index)
        elif token.text in CLOSERS.values() and open_at and CLOSERS[tokens[open_at[-1]].text] == token.text:
            start = open_at.pop()
            pairs[start], pairs[index] = index, start
    return pairs


def traps_of_await(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> Iterator[Trap]:
    """What lives across this `co_await`: values made in the same expression, or before it in the same braces."""
    if braces_around(tokens, pairs, at) is not None:
        yield Trap("trap-await-in-braces", tokens[at], "co_await inside braces that make a value", "await into a name on the line before")
        return
    if in_bare_condition(tokens, pairs, at):
        yield Trap("trap-condition", tokens[at], "co_await in a condition, in a coroutine that declares nothing", "await into a name on the line before")
        return
    for index in expression(tokens, pairs, at):
        if tokens[index].text == "{" and begins_values(tokens, index) and not harmless(tokens, pairs, index):
            place = tokens[index - 1] if tokens[index - 1].kind == "word" else tokens[index]
            yield Trap("trap-temporary", place, "a braced temporary lives across a co_await", "give it a name on the line before and std::move it in")
            return
        if tokens[index].text == "[" and is_closure(tokens, pairs, index) and captures(tokens, pairs, index):
            hint = "give it a name on the line before, or pass a function and its arguments"
            yield Trap("trap-capture", tokens[index], "a capturing closure lives across a co_await", hint)
            return


def expression(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> Iterator[int]:
    """The indices of the whole expression around `at`, brackets entered, bodies left out."""
    index = expression_start(tokens, pairs, at)
    while index < len(tokens):
        text = tokens[index].text
        if text == ";" or (text in CLOSERS.values() and pairs.get(index, -1) < expression_start(tokens, pairs, at)):
            return
        if text == "{" and not begins_values(tokens, index):
            index = pairs.get(index, len(tokens)) + 1
            continue
        yield index
        index += 1


def expression_start(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> int:
    """The index of the first token of the expression: after the statement before it, or inside a condition's parentheses."""
    index = at
    while index > 0:
        before = tokens[index - 1]
        if before.text in {";", "}"} and not (before.text == "}" and begins_values(tokens, pairs.get(index - 1, 0))):
            return index
        if before.text == "{" and not begins_values(tokens, index - 1):
            return index
        if before.text == "(" and index > 1 and tokens[index - 2].text in CONDITIONS:
            return index
        if before.text in CLOSERS.values() and index - 1 in pairs:
            opening = pairs[index - 1]
            if before.text == ")" and opening > 0 and tokens[opening - 1].text in CONDITIONS:
                return index
            index = opening
            continue
        index -= 1
    return index


def harmless(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> bool:
    """True for `{}` as an argument, which owns nothing to release twice, and for a variable's own braces."""
    empty = pairs.get(at) == at + 1 and tokens[at - 1].text in {"(", ","}
    return empty or names_variable(tokens, at)


def names_variable(tokens: Sequence[Token], at: int) -> bool:
    """True for `Draft draft{…}`, which is no temporary: two words, or a closing angle bracket and a word, before the brace."""
    if at < 2 or tokens[at - 1].kind != "word":
        return False
    before = tokens[at - 2]
    return before.text in {">", "&", "*", "auto"} or (before.kind == "word" and before.text not in COROUTINE_WORDS | {"return", "throw", "new"})


def begins_values(tokens: Sequence[Token], at: int) -> bool:
    """True when the brace at `at` begins initial values of something: `Draft{…}`, `f({…})`, `= {…}`."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    before = tokens[at - 1]
    if before.kind == "word":
        return before.text not in BLOCK_BEFORE and before.text not in COROUTINE_WORDS and not declares(tokens, at)
    return before.text in {"(", ",", "=", "return"}


def declares(tokens: Sequence[Token], at: int) -> bool:
    """True when the brace follows the head of a type or namespace, or a closure's or function's return type."""
    index = at - 1
    while index >= 0 and tokens[index].text not in {";", "{", "}", "(", ")", "=", ","}:
        if tokens[index].text in DECLARES or tokens[index].text == "->":
            return True
        index -= 1
    return False


def braces_around(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> int | None:
    """The opening brace of the initial values that directly hold the token at `at`, looking out through parentheses."""
    index = at - 1
    while index >= 0:
        text = tokens[index].text
        if text in CLOSERS.values() and index in pairs:
            index = pairs[index]
        elif text == ";":
            return None
        elif text == "{":
            return index if begins_values(tokens, index) else None
        index -= 1
    return None


def is_closure(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> bool:
    """True when the bracket at `at` introduces a closure rather than an index or an attribute."""
    if at not in pairs or (at + 1 < len(tokens) and tokens[at + 1].text == "["):
        return False
    before = tokens[at - 1] if at else None
    if before is not None and (before.text in {")", "]", "["} or before.kind == "literal"):
        return False
    if before is not None and before.kind == "word" and before.text not in COROUTINE_WORDS | {"return"}:
        return False
    after = tokens[pairs[at] + 1] if pairs[at] + 1 < len(tokens) else None
    return after is not None and after.text in {"(", "{", "<", "mutable", "->", "noexcept"}


def captures(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> bool:
    """True when something that has a destructor could be captured: by value. References and nothing are safe to destroy twice."""
    inside = [token.text for token in tokens[at + 1 : pairs[at]]]
    if not inside or inside[0] == "&" and "," not in inside:
        return False
    parts = " ".join(inside).split(" , ")
    return any(not part.startswith("& ") and part not in {"&", "this"} for part in parts)


def traps_of_closure(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> Iterator[Trap]:
    """A closure with captures whose own body is a coroutine's."""
    if pairs[at] == at + 1:
        return
    body = body_of(tokens, pairs, pairs[at] + 1)
    if body is not None and any(tokens[index].text in COROUTINE_WORDS for index in own_tokens(tokens, pairs, body)):
        yield Trap("trap-coroutine-capture", tokens[at], "a coroutine closure with captures", "pass what it needs as parameters, which live in the coroutine's frame")


def body_of(tokens: Sequence[Token], pairs: dict[int, int], after: int) -> int | None:
    """The opening brace of a closure's body, behind its parameters, specifiers and return type."""
    index = after
    while index < len(tokens) and tokens[index].text != "{":
        if tokens[index].text in {";", ")", "}", "]"}:
            return None
        index = pairs[index] + 1 if tokens[index].text in CLOSERS and index in pairs else index + 1
    return index if index in pairs else None


def own_tokens(tokens: Sequence[Token], pairs: dict[int, int], opening: int) -> Iterator[int]:
    """The indices inside a body, without the bodies of closures within."""
    index = opening + 1
    while index < pairs[opening]:
        if tokens[index].text == "[" and is_closure(tokens, pairs, index):
            inner = body_of(tokens, pairs, pairs[index] + 1)
            index = pairs[inner] + 1 if inner is not None else index + 1
            continue
        yield index
        index += 1


def in_bare_condition(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> bool:
    """True when the `co_await` at `at` stands in a condition that declares nothing, in a function whose outermost block does not either."""
    start = expression_start(tokens, pairs, at)
    in_condition = start > 1 and tokens[start - 1].text == "(" and tokens[start - 2].text in {"if", "while"}
    if not in_condition or declares_variable(tokens, start):
        return False
    body = function_body(tokens, pairs, at)
    return body is not None and not any(declares_variable(tokens, index) for index in statements(tokens, pairs, body))


def function_body(tokens: Sequence[Token], pairs: dict[int, int], at: int) -> int | None:
    """The opening brace of the function around `at`: the outermost block that follows parameters rather than a condition."""
    for index in range(at - 1, -1, -1):
        if tokens[index].text != "{" or pairs.get(index, -1) < at or begins_values(tokens, index):
            continue
        before = index - 1
        while before > 0 and (tokens[before].text in {"const", "noexcept", "override", "final", "mutable"} or declares(tokens, before + 1)):
            before -= 1
        opening = pairs.get(before) if before >= 0 and tokens[before].text == ")" else None
        if opening and tokens[opening - 1].text not in CONDITIONS | {"catch"}:
            return index
    return None


def statements(tokens: Sequence[Token], pairs: dict[int, int], body: int) -> Iterator[int]:
    """The index of the first token of each statement directly inside a block."""
    index, fresh = body + 1, True
    while index < pairs[body]:
        if fresh:
            yield index
        fresh = tokens[index].text == ";"
        if tokens[index].text in CLOSERS and index in pairs:
            fresh = tokens[index].text == "{" and not begins_values(tokens, index)
            index = pairs[index]
        index += 1


def declares_variable(tokens: Sequence[Token], start: int) -> bool:
    """True when the statement at `start` begins like `const auto name =`, `Note note{`, `std::string text(` or `Page page;`."""
    if tokens[start].kind != "word" or tokens[start].text in NO_TYPE:
        return False
    index = start
    while index + 1 < len(tokens) and tokens[index].text not in {";", "=", "(", "{", ")", "[", "]"}:
        index += 1
    if tokens[index].text == "[" and any(token.text == "auto" for token in tokens[start:index]):
        return True  # A structured binding.
    name, before = tokens[index - 1], tokens[index - 2]
    typed = before.kind == "word" or before.text in {">", "&", "*", "&&"}
    return tokens[index].text in {";", "=", "(", "{"} and index - start > 1 and name.kind == "word" and typed
