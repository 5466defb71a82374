"""Fenced code blocks that may be indented by any width, as documentation sites do inside of components."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

_SHORTEST = 3


def fence_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark §4.5, except for indentation: an opening fence may be indented by any width.

    A closing fence is one by up to three columns more than the opening one or what is around both. So a
    fence inside the block, indented as the text of a YAML value is, belongs to the text and ends nothing.

    Args:
        state: The parser's state; it gets the token of the block.
        start: Line of a possible opening fence.
        end: The line after the last one of what is around it.
        silent: Only say whether a block starts here.
    """
    at = state.bMarks[start] + state.tShift[start]
    line = state.src[at : state.eMarks[start]]
    marker = line[:1]
    if marker not in {"`", "~"} or not line.startswith(marker * _SHORTEST):
        return False
    info = line.lstrip(marker)
    length = len(line) - len(info)
    if marker == "`" and "`" in info:
        return False
    if silent:
        return True
    deepest = max(state.blkIndent, state.sCount[start]) + 3
    last = start + 1
    is_closed = False
    while last < end and not is_closed:
        inner = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]]
        if inner and state.sCount[last] < state.blkIndent:
            break  # a line that leaves the list item around the block ends it
        rest = inner.lstrip(marker)
        is_closed = (
            len(inner) - len(rest) >= length and not rest.strip(" \t") and state.sCount[last] <= deepest
        )
        last += not is_closed
    state.line = last + is_closed
    token = state.push("fence", "code", 0)
    token.info = info
    token.content = state.getLines(start + 1, last, state.sCount[start], True)
    token.markup = marker * length
    token.map = [start, state.line]
    return True
