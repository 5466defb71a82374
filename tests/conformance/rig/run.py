"""One document through the rig: every operation called, every request and response judged."""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import httpx2

from . import headers
from .answers import Answer, Answers
from .calls import MORE, Call, Caller, CannotCallError
from .documents import Original
from .errors import Trial, trials
from .judge_kinds import Kinds
from .judge_request import RequestJudge
from .judge_response import fault
from .packages import Package
from .values import Kind

NO_VALUE = "no value was found"
"""How the cause begins where the rig has no value to send, or to answer with."""
Column = Literal["call", "request", "response", "error"]
Blame = Literal["document", "judge"]
SHOWN = 300
"""So many bytes of a body are shown."""
ASYNC_EVERY = 7
"""Each of so many operations is called by the async client too."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a failure is not ours.

    Attributes:
        blame: Whose fault it is.
        why: The explanation.
        shown: The document of `shown/` that shows it.
    """

    blame: Blame
    why: str
    shown: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that does not hold.

    Attributes:
        column: What was judged; `call` where no call could be made.
        operation: Method and path.
        what: Which call or answer.
        cause: What is wrong.
        judge: Who says it.
        media_type: Of the request's body, where another judge says it.
        sent: The request's address and body in that case, decoded.
        pointer: The operation in the document in that case.
        path: Its path there.
        request: The request as it was sent, for people to read.
        explained: Why it is not ours; None: it is, or it is no call.
    """

    column: Column
    operation: str
    what: str
    cause: str
    judge: str = "rig"
    media_type: str = ""
    sent: str = ""
    pointer: str = ""
    path: str = ""
    request: str = ""
    explained: Explained | None = None

    @property
    def is_limit(self) -> bool:
        """Whether the rig could not make a call or an answer: nothing was asked, so that nothing is wrong."""
        return self.column == "call" and self.cause.startswith(NO_VALUE)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request, for judges in other processes."""

    operation: str
    pointer: str
    path: str
    kind: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


@dataclass
class Report:
    """What came out for one document."""

    operations: int = 0
    calls: int = 0
    requests: int = 0
    responses: int = 0
    errors: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    recorded: list[Recorded] = field(default_factory=list[Recorded])

    def failed(self, column: Column) -> int:
        """How many of a column failed by the rig's own judge."""
        return len({(each.operation, each.what) for each in self.failures if each.column == column})


class Server:
    """Answers what it is told, and keeps the requests."""

    def __init__(self) -> None:
        self.answer = Answer(204)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """The transport's handler."""
        request.read()
        self.requests.append(request)
        return self._response()

    async def later(self, request: httpx2.Request) -> httpx2.Response:
        """The handler of async transports."""
        await request.aread()
        self.requests.append(request)
        return self._response()

    def _response(self) -> httpx2.Response:
        answer = self.answer
        headers = dict(answer.headers)
        return httpx2.Response(answer.status, content=answer.content, headers=headers)


class Rig:
    """Runs the calls of one document.

    Args:
        original: The document.
        package: What was made of it.
        more: So many calls more of each operation.
    """

    def __init__(self, original: Original, package: Package, more: int) -> None:
        self._package = package
        self._more = more
        self._caller = Caller(original, package.surface, package.module)
        self._answers = Answers(original)
        self._judge = RequestJudge(original, self._caller.values.schemas, package.base)
        self._types = {each["id"]: each for each in package.surface["types"]}
        self._kinds = Kinds(self._answers.values.families, self._types)
        self._server = Server()
        self._client = package.client(self._server)
        self.report = Report()

    def run(self, operations: list[dict[str, Any]]) -> Report:
        """Call these operations."""
        level = logging.getLogger().manager.disable
        logging.disable(logging.CRITICAL)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for index, operation in enumerate(operations):
                    self.report.operations += 1
                    self._operation(operation, is_async=index % ASYNC_EVERY == 0)
        finally:
            logging.disable(level)
            self._client.close()
        return self.report

    def _operation(self, operation: dict[str, Any], *, is_async: bool) -> None:
        first: Call | None = None
        last: Call | None = None
        for index, call in enumerate(self._caller.calls(operation, self._more)):
            if isinstance(call, CannotCallError):
                self._fail("call", operation, f"call {index}", str(call))
                continue
            first, last = first or call, call
            self._exchange(call, index, f"call {index} ({call.kind})")
        if first is None or last is None:
            return
        for index, documented in enumerate(first.responses[1:], 1):
            self._exchange(first, 0, f"answer {index}", documented)
        for documented in first.responses:
            for variant in self._variants(first, documented):
                what = f"variant {variant} of answer {documented['status']} {documented['media_type']}"
                self._exchange(replace(first, kind="everything", variant=variant), 0, what, documented)
            self._headers(first, documented)
        if is_async:
            asyncio.run(self._later(last))
        self._errors(first, is_async=is_async)

    def _variants(self, call: Call, documented: dict[str, Any]) -> range:
        """The variants of the widest union of an answer, where it has one."""
        count = self._answers.variants(call.pointer, documented)
        return range(count if count > 1 else 0)

    def _fail(self, column: Any, operation: dict[str, Any], what: str, cause: str) -> None:
        name = f"{operation['method']} {operation['path']}"
        requests = self._server.requests if column != "call" else []
        request = next(
            (as_sent(each.method, str(each.url), each.headers, each.content) for each in requests), ""
        )
        self.report.failures.append(Failure(column, name, what, cause, request=request))

    def _answer(self, call: Call, index: int, documented: dict[str, Any] | None) -> Answer | None:
        taken = {int(each["status"]) for each in call.operation["responses"] if each["status"].isdigit()}
        listed = [documented] if documented else call.responses[:1]
        if not listed:
            return Answer(204)
        kind, seed = (call.kind, "") if index < 3 else ("everything", "example")
        if call.number >= MORE:
            kind, seed = "edges", str(call.number)
        return self._answers.make(call.pointer, listed[0], kind, taken, seed, call.variant)

    def _exchange(self, call: Call, index: int, what: str, documented: dict[str, Any] | None = None) -> None:
        answer = self._answer(call, index, documented)
        if answer is None:
            self._fail("call", call.operation, what, "no value was found for the response")
            answer = Answer(200)
        returned, raised = self._try(call, answer)
        self._judged(call, answer, what, returned, raised, is_new=documented is None)

    def _judged(
        self,
        call: Call,
        answer: Answer,
        what: str,
        returned: Any,
        raised: BaseException | None,
        *,
        is_new: bool,
    ) -> None:
        self.report.calls += 1
        if is_new:
            self.report.requests += 1
            if len(self._server.requests) != 1:
                said = f"{len(self._server.requests)} requests were sent; {raised!r:.300}"
                self._fail("request", call.operation, what, said)
                return
            for cause in self._judge.faults(call, self._server.requests[0]):
                self._fail("request", call.operation, what, cause)
            self._record(call, what)
        self.report.responses += 1
        if raised is not None:
            self._fail(
                "response", call.operation, what, f"{raised!r:.300} raised for {answer.content[:200]!r}"
            )
            return
        try:
            different = fault(answer, returned, _path(call)) or self._kinds.fault(returned)
        except Exception as error:
            different = f"{error!r:.300} raised when the value was read"
        if different is not None:
            self._fail("response", call.operation, what, different)

    def _headers(self, call: Call, documented: dict[str, Any]) -> None:
        """Answer with documented headers, and look at what the raw response says of them."""
        found = self._answers.response(call.pointer, documented)
        answer = self._answer(call, 0, documented)
        if found is None or answer is None:
            return
        kinds: tuple[Kind, ...] = ("everything", "edges")
        for kind in kinds:
            sent = headers.made(self._answers, found[0], kind)
            if not sent:
                continue
            more = {parameter.name: headers.written(parameter, value) for parameter, value in sent}
            returned, raised = self._try(call, replace(answer, more=more), is_raw=True)
            self.report.responses += 1
            cause = f"{raised!r:.300} raised" if raised else headers.fault(sent, returned.typed_headers)
            if cause is not None:
                what = f"headers of answer {documented['status']} ({kind})"
                self._fail("response", call.operation, what, f"{cause}; sent were {more}")

    def _record(self, call: Call, what: str) -> None:
        request = self._server.requests[0]
        self.report.recorded.append(
            Recorded(
                f"{request.method} {call.operation['path']}",
                call.pointer,
                call.operation["path"],
                what,
                request.method,
                str(request.url),
                tuple(request.headers.multi_items()),
                request.content,
            )
        )

    def _try(self, call: Call, answer: Answer, *, is_raw: bool = False) -> tuple[Any, BaseException | None]:
        self._server.answer = answer
        self._server.requests.clear()
        *groups, name = call.name.split(".")[1:]
        if is_raw:
            groups.append("with_raw_response")
        method = getattr(functools.reduce(getattr, groups, self._client), name)
        try:
            returned = method(**call.arguments)
            if answer.form == "items" and hasattr(returned, "close"):
                with returned:
                    return list(returned), None
        except Exception as error:
            return None, error
        return returned, None

    async def _later(self, call: Call) -> None:
        answer = self._answer(call, 0, None)
        if answer is not None:
            returned, raised = await self._try_later(call, answer)
            self._judged(call, answer, "the async call", returned, raised, is_new=True)

    async def _try_later(self, call: Call, answer: Answer) -> tuple[Any, BaseException | None]:
        self._server.answer = answer
        self._server.requests.clear()
        client = self._package.client(self._server.later, is_async=True)
        method = functools.reduce(getattr, call.name.split(".")[1:], client)
        try:
            returned = method(**call.arguments)
            if inspect.isawaitable(returned):
                returned = await returned
            if answer.form == "items" and hasattr(returned, "aclose"):
                async with returned:
                    returned = [each async for each in returned]
        except Exception as error:
            return None, error
        finally:
            await client.aclose()
        return returned, None

    def _errors(self, call: Call, *, is_async: bool) -> None:
        for trial in self._trials(call):
            self._tried(call, trial, trial.what, self._try(call, trial.answer))
            if is_async:
                outcome = asyncio.run(self._try_later(call, trial.answer))
                self._tried(call, trial, f"{trial.what} (async)", outcome)

    def _tried(self, call: Call, trial: Trial, what: str, outcome: tuple[Any, BaseException | None]) -> None:
        self.report.errors += 1
        try:
            cause = trial.judge(*outcome)
        except Exception as error:
            cause = f"{error!r:.300} raised when the outcome was read"
        if cause is not None:
            self._fail("error", call.operation, what, cause)

    def _trials(self, call: Call) -> Iterator[Trial]:
        return trials(call, self._package.module, self._answers, self._types)


def as_sent(method: str, url: str, headers: Mapping[str, str], content: bytes) -> str:
    """A request in a few words: method, address, media type and the beginning of the body."""
    said = f"{method} {url}"
    if content:
        body = content[:SHOWN].decode("utf-8", "backslashreplace")
        said += f" [{headers.get('content-type', '')}] {body!r}{'…' if len(content) > SHOWN else ''}"
    return said


def _path(call: Call) -> list[str]:
    """Where in an answer the value is that a method returns; empty for the whole."""
    returned = call.operation["returned"]
    return [] if returned is None else list(returned["path"])


def run(original: Original, package: Package, most: int | None = None, more: int = 0) -> Report:
    """Call the operations of a document, all or evenly spread ones.

    Args:
        original: The document.
        package: What was made of it.
        most: So many operations at most.
        more: So many calls more of each, with other values.
    """
    operations = package.surface["operations"]
    if most is not None and len(operations) > most:
        step = len(operations) / most
        operations = [operations[int(index * step)] for index in range(most)]
    return Rig(original, package, more).run(operations)
