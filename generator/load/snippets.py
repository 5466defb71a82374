"""What the Python snippets of a page say about the client that its readers expect. Read, never executed."""

from __future__ import annotations

import ast
import builtins
import json
import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from generator.load.document import JsonValue

# Clients of these are not the SDK of the API that the page documents.
_NOT_AN_SDK = sys.stdlib_module_names | {
    "aiohttp",
    "httpx",
    "httpx2",
    "niquests",
    "pycurl",
    "requests",
    "urllib3",
}

# Snippets are a few dozen lines; a parser has no business with more.
_MAX_LENGTH = 100_000


@dataclass(frozen=True, slots=True)
class Usage:
    """How a snippet builds a client and calls it.

    Attributes:
        package: The imported top-level package (`smallestai`).
        client: The name of the client class, the synchronous one (`SmallestAI`).
        arguments: Keyword names given to the client's constructor, in order.
        group: The attributes between client and method (`atoms`, `campaigns`).
        method: The name of the method called.
        example: The keyword arguments of that call whose values are plain data.
    """

    package: str
    client: str
    arguments: tuple[str, ...]
    group: tuple[str, ...]
    method: str
    example: tuple[tuple[str, JsonValue], ...] = ()


def read_usage(code: str) -> Usage | None:
    """The usage that a snippet shows: the first call on a client that was built from an imported package.

    Returns:
        None when the snippet is not Python, or shows no such call.
    """
    if len(code) > _MAX_LENGTH:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in the snippet are its author's business
            tree = ast.parse(_without_prompts(code))
        return _first_usage(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _first_usage(tree: ast.Module) -> Usage | None:
    classes, modules = _imports(tree)
    clients: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for name, value in _bindings(tree):
        built = _construction(value, classes, modules)
        if built is not None:
            clients.setdefault(name, built)
    calls = sorted(
        (node for node in ast.walk(tree) if isinstance(node, ast.Call)),
        key=lambda node: (node.lineno, node.col_offset),
    )
    for call in calls:
        root, path = _attribute_path(call.func)
        if not path:
            continue
        built = clients.get(root.id) if isinstance(root, ast.Name) else _construction(root, classes, modules)
        if built is not None:
            if _is_handed_on(call, tree):
                return None
            package, client, arguments = built
            return Usage(package, client, arguments, path[:-1], path[-1], tuple(_example(call)))
    return None


def _is_handed_on(call: ast.Call, tree: ast.Module) -> bool:
    """Whether what the call gives is an argument of a method of something that the snippet does not make.

    That is the client, or comes from it: `search = Search().rank(…)`, and then `collection.search(search)`.
    """
    results = {name for name, value in _bindings(tree) if value is call}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = {node.id for node in names if isinstance(node.ctx, ast.Store)} | set(dir(builtins))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            known.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    for other in ast.walk(tree):
        if not isinstance(other, ast.Call):
            continue
        root, path = _attribute_path(other.func)
        if not path or not isinstance(root, ast.Name) or root.id in known:
            continue
        given = [*other.args, *(keyword.value for keyword in other.keywords)]
        if any(each is call or (isinstance(each, ast.Name) and each.id in results) for each in given):
            return True
    return False


def _example(call: ast.Call) -> Iterator[tuple[str, JsonValue]]:
    for keyword in call.keywords:
        if keyword.arg is None:
            continue
        try:
            value: object = ast.literal_eval(keyword.value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue
        try:
            # What JSON cannot say (bytes, sets, complex numbers) is no example either.
            yield keyword.arg, json.loads(json.dumps(value, allow_nan=False))
        except (ValueError, TypeError, RecursionError):
            continue


def _imports(tree: ast.Module) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Names bound to a member of a package, as (package, member), and names bound to a package."""
    members: dict[str, tuple[str, str]] = {}
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), level=0) if _is_sdk(module):
                for alias in node.names:
                    members[alias.asname or alias.name] = (_top(module), alias.name)
            case ast.Import():
                for alias in node.names:
                    if _is_sdk(alias.name):
                        modules[alias.asname or _top(alias.name)] = _top(alias.name)
            case _:
                pass
    return members, modules


def _bindings(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Names and what is bound to them, by assignment or `with … as`."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.withitem(context_expr=value, optional_vars=ast.Name(id=name)):
                yield name, value
            case _:
                pass


def _construction(
    node: ast.expr, classes: dict[str, tuple[str, str]], modules: dict[str, str]
) -> tuple[str, str, tuple[str, ...]] | None:
    """Package, class and keyword names, when the expression builds an instance of an imported class."""
    if not isinstance(node, ast.Call):
        return None
    match node.func:
        case ast.Name(id=name) if name in classes:
            package, client = classes[name]
        case ast.Attribute(value=ast.Name(id=module), attr=client) if module in modules:
            package = modules[module]
        case _:
            return None
    if not client[:1].isupper():
        return None
    arguments = tuple(keyword.arg for keyword in node.keywords if keyword.arg is not None)
    return package, _synchronous(client), arguments


def _synchronous(name: str) -> str:
    """`AsyncAcme` is the asynchronous `Acme`."""
    rest = name.removeprefix("Async")
    return rest if rest[:1].isupper() else name


def _attribute_path(node: ast.expr) -> tuple[ast.expr, tuple[str, ...]]:
    """`a.b.c` as (`a`, ("b", "c")); properties that wrap calls (`with_raw_response`) stay in the path."""
    path: list[str] = []
    while isinstance(node, ast.Attribute):
        path.append(node.attr)
        node = node.value
    return node, tuple(reversed(path))


def _top(module: str) -> str:
    return module.partition(".")[0]


def _is_sdk(module: str) -> bool:
    return _top(module) not in _NOT_AN_SDK


def _without_prompts(code: str) -> str:
    """Code without `>>>` prompts, if it has them."""
    if not re.search(r"^>>> ", code, re.MULTILINE):
        return code
    return "\n".join(line[4:] for line in code.split("\n") if line.startswith((">>> ", "... ")))
