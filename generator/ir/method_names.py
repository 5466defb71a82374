"""The rule for method names: what a person would call an operation where nobody has said.

From the operationId, else the summary, else method and path. The group's words are left out where they stand
in front or follow the verb, so that `campaigns.list_campaigns` is `campaigns.list`; what is left out comes
back where two methods of a group would have one name. README.md ("How things are named") has the rule in
full, `tests/unit/test_method_names.py` what it gives for real documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.ir import routes, verbs, words
from generator.ir.routes import Routes, Words
from generator.spec.model import Operation

# More words than this are a sentence.
_MOST_WORDS = 7
# A word of so many letters is likely to be several.
_GLUED = 14
_ADJECTIVES = (("existing",), ("new",), ("single",), ("specific",))
# Where the first clause of a summary ends.
_CLAUSE = re.compile(r"[.:;,(\[\n]\s|[.:;]$|[(\[\n]|\s[-–—]\s")
_PARTS = re.compile(r"[./:#]|__")


@dataclass(frozen=True, slots=True)
class MethodName:
    """Names for one operation, in words.

    Attributes:
        short: Without the words of its group.
        full: With all that the document says; several, the best first.
        types: What its types are named after.
        is_many: Whether what is left out was a plural that is not listed (`delete_users`).
    """

    short: Words
    full: tuple[Words, ...]
    types: Words
    is_many: bool = False

    @property
    def is_inferred(self) -> bool:
        """Whether the document has another verb (`list` for `get all`)."""
        return self.short[0] not in self.full[0]


def method_name(operation: Operation, group: Sequence[str], known: Routes) -> MethodName:
    """The names of an operation in a group, whose names are as the document has them."""
    nouns = _nouns(group)
    method = operation.method.lower()
    title = _spaced(_without_route(operation), operation)
    if title and words.split(title) and not routes.is_glued(title, method, operation.path):
        full = words.split(title)
        return _stripped(_own_part(title, nouns), full, full, operation, nouns, known)
    summary = (operation.summary or "").strip()
    if not operation.operation_id and (said := _sentence(summary)):
        full = _without_articles(said)
        return _stripped(_imperative(full), full, said, operation, nouns, known)
    short, full, as_written = routes.conventional(method, operation.path, nouns, known)
    is_many = len(short) == 1 and method in ("delete", "patch", "put") and not operation.path.endswith("}")
    return MethodName(short, (full, as_written), full, is_many)


def _stripped(
    given: Words, full: Words, types: Words, operation: Operation, nouns: Sequence[Words], known: Routes
) -> MethodName:
    """A name without the words of its group, and with its verb in front."""
    method = operation.method.lower()
    name = tuple(word for word in given if word != "controller") or given
    name = name[:-1] if len(name) > 2 and name[-1] in ("endpoint", "handler", "method") else name
    count = _match(name, nouns)
    if count == 1 and _at(name, 0) in verbs.VERBS and _at(name, 1) not in {"", *verbs.VERBS}:
        count = 0  # `count_images` of `counts` counts images
    if count == len(name):
        return MethodName(routes.conventional(method, operation.path, nouns, known)[0], (full,), types)
    many = count > 0 and _is_plural(name[count - 1], known)
    name = _verb_first(name[count:], method, known)
    if many and name[0] in verbs.LOOKING and len(name) == 1 and not operation.path.endswith("}"):
        name = ("list",)
    how = name[:1] if len(name) > 1 and name[0] in ("batch", "bulk") and name[1] in verbs.VERBS else ()
    name = name[len(how) :]
    several = False
    if _at(name, 0) in verbs.VERBS:
        name, several = _without_noun(name, operation, nouns, known)
    if len(name) == 1 and len(given) > 1:
        name = (verbs.SENT.get(name[0], name[0]),) if name[0] == method else name
    name = (*how, *name)
    return MethodName(name if not name[0][0].isdigit() else full, (full,), types, several)


def _without_route(operation: Operation) -> str:
    """The operationId, or the function's name that it starts with.

    FastAPI makes ids of a function's name, the path and the method: `read_flow_flows__id__get`. Signs and
    capitals of the path may have changed since.
    """
    given = operation.operation_id or ""
    route = f"{operation.path}_{operation.method.lower()}"
    if not re.search(r"_[a-z]+$", given) or not routes.letters(given).endswith(routes.letters(route)):
        return given
    left = len(routes.letters(given)) - len(routes.letters(route))
    end = next((n for n in range(len(given) + 1) if len(routes.letters(given[:n])) == left), 0)
    return given[:end] if words.split(given[:end]) and given[end : end + 1] == "_" else given


def _spaced(title: str, operation: Operation) -> str:
    """An id without any sign between its words (`Compactconversation`), in the words of its summary."""
    if max(map(len, words.split(title)), default=0) < _GLUED:
        return title
    near = words.split(f"{operation.summary or ''} {operation.path} {' '.join(operation.tags)}")
    known = {form for word in near for form in (word, words.singular(word))}
    ends: dict[int, tuple[str, ...]] = {0: ()}
    text = routes.letters(title)
    for end in range(1, len(text) + 1):
        for start in sorted(ends):
            if text[start:end] in known:
                ends[end] = (*ends[start], text[start:end])
                break
    return " ".join(word for word in ends.get(len(text), (title,)) if word not in verbs.ARTICLES)


def _at(words: Words, number: int) -> str:
    """One of the words; empty where there are not so many."""
    return words[number] if number < len(words) else ""


def _nouns(group: Sequence[str]) -> tuple[Words, ...]:
    """Spellings of what a group is about: its name, the same without generic words and without brackets, and
    the whole way to it.
    """
    last = group[-1] if group else ""
    whole = words.split(last)
    plain = tuple(word for word in whole if word not in verbs.GENERIC)
    outside = words.split(last.partition("(")[0])
    section = words.split(re.split(r"\s[-–—/]\s|/", last)[-1])
    way = tuple(word for part in group for word in words.split(part))
    return tuple(dict.fromkeys(noun for noun in (whole, plain, outside, section, way) if noun))


def _own_part(title: str, nouns: Sequence[Words]) -> Words:
    """The words of an id without a part before a sign that is the group (`campaigns/list`)."""
    parts = [words.split(part) for part in _PARTS.split(title)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and parts[0][0] == "api":
        parts[0] = parts[0][1:] or parts[0]
    said = {words.singular(word) for noun in nouns for word in noun}
    while len(parts) > 1 and {words.singular(word) for word in parts[0]} <= said:
        parts.pop(0)
    return tuple(word for part in parts for word in part)


def _match(name: Words, nouns: Sequence[Words]) -> int:
    """How many words in front are the group's, in singular or plural, as one word or several."""
    wanted = {routes.joined(noun) for noun in nouns}
    return next((n for n in range(len(name), 0, -1) if routes.joined(name[:n]) in wanted), 0)


def _verb_first(name: Words, method: str, known: Routes) -> Words:
    """`player_get` as `get_player`, where the verb is that of the request.

    Not beside `player_notify` and `player_warn`, whose verbs stay: then all are called in one way.
    """
    if len(name) < 2 or name[0] in verbs.VERBS or name[:-1] in known.fronts:
        return name
    if name[-2:] == ("get", "all"):
        return ("list", *name[:-2])
    return (name[-1], *name[:-1]) if method in verbs.CRUD.get(name[-1], ()) else name


def _without_noun(
    name: Words, operation: Operation, nouns: Sequence[Words], known: Routes
) -> tuple[Words, bool]:
    """The verb and what follows the group's words, and whether these are several things; several that are
    looked at are listed.
    """
    verb, rest = name[0], name[1:]
    every = rest[:1] == ("all",)
    rest = rest[1:] if every or rest[:1] in _ADJECTIVES else rest
    lists = verb in verbs.LOOKING and not operation.path.endswith("}")
    if not rest:
        return ("list",) if every and lists else name, False
    count = _match(rest, nouns) or _last_words(rest, nouns)
    noun, after = rest[:count], rest[count:]
    if not count:
        return ("list", *rest) if every and verb in verbs.LOOKING else name, False
    several = every or after == ("list",) or _is_plural(noun[-1], known)
    if not after or after == ("list",):
        return (("list",), False) if several and lists else ((verb,), several and verb != "list")
    if after == ("by", "id") and operation.path.endswith("}"):
        return (verb,), False
    return ("list" if every and lists else verb, *after), False


def _last_words(rest: Words, nouns: Sequence[Words]) -> int:
    """All words, when they are the last of the group's (`create_key` in `api_keys`)."""
    wanted = routes.joined(rest)
    ends = {routes.joined(noun[start:]) for noun in nouns for start in range(1, len(noun))}
    return len(rest) if wanted in ends else 0


def _is_plural(word: str, known: Routes) -> bool:
    return words.singular(word) != word and (word not in verbs.ONE_THING or known.are_items_of(word))


def _sentence(summary: str) -> Words:
    """The first clause of a summary, cut at a word, without words at its end that lead on."""
    clause = summary
    while (cut := _CLAUSE.search(clause)) is not None and words.split(clause[: cut.start()]):
        clause = clause[: cut.start()]
    found = words.split(clause.replace("'s ", "s ").replace("’s ", "s "))
    if len([word for word in found if word not in verbs.ARTICLES]) > _MOST_WORDS:
        kept: list[str] = []
        count = 0
        for word in found:
            count += word not in verbs.ARTICLES
            if count > _MOST_WORDS:
                break
            kept.append(word)
        found = tuple(kept)
    while len(found) > 1 and found[-1] in verbs.FILLERS:
        found = found[:-1]
    return found


def _without_articles(said: Words) -> Words:
    return tuple(word for word in said if word not in verbs.ARTICLES) or said


def _imperative(said: Words) -> Words:
    """A summary as an order: `retrieves tools` as `retrieve tools`, `get list of tools` as `list tools`."""
    verb = words.singular(said[0])
    if verb in verbs.VERBS and said[0] not in verbs.VERBS:
        said = (verb, *said[1:])
    if said[0] in verbs.LOOKING and said[1:3] == ("list", "of") and len(said) > 3:
        said = ("list", *said[3:])
    if _at(said, 0) == "return":
        said = ("get", *said[1:])
    return said
