"""Which ways lead through the pages? Order, what is reached, what lies on every path, and links that lead back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Edge = tuple[str, int]
"""A page and the number of one of its links."""


@dataclass(frozen=True)
class Ways:
    """What the links of a form make of its pages.

    order: every page, those before others first; unreached ones last. reached: from the start. back: links to an
    earlier page on the way here. always: for each page, the pages on every path from the start to it, itself too.
    """

    order: tuple[str, ...]
    reached: frozenset[str]
    back: frozenset[Edge]
    always: Mapping[str, frozenset[str]]


def ways_through(start: str, links: Mapping[str, Sequence[str | None]]) -> Ways:
    """Return the ways from ``start``. links: for each page where its links lead; None for nowhere."""
    finished: list[str] = []
    back: set[Edge] = set()
    seen: set[str] = set()
    reached: frozenset[str] = frozenset()
    order: list[str] = []
    for root in (start, *links):
        if root not in links:
            continue
        if root not in seen:
            finished = []
            _explore(root, links, seen, finished, back)
            order += reversed(finished)
        if root == start:
            reached = frozenset(seen)
    always = _on_every_path(start, links, order, reached, back)
    return Ways(tuple(order), reached, frozenset(back), always)


def _explore(
    root: str, links: Mapping[str, Sequence[str | None]], seen: set[str], finished: list[str], back: set[Edge]
) -> None:
    """Visit depth first without recursion. Later links are explored first, so that the first comes first in order."""
    on_way = {root}
    seen.add(root)
    stack: list[tuple[str, Iterator[tuple[int, str | None]]]] = [(root, _backwards(links[root]))]
    while stack:
        page, following = stack[-1]
        for number, target in following:
            if target is None or target not in links:
                continue
            if target in on_way:
                back.add((page, number))
            elif target not in seen:
                seen.add(target)
                on_way.add(target)
                stack.append((target, _backwards(links[target])))
                break
        else:
            stack.pop()
            on_way.discard(page)
            finished.append(page)


def _backwards(targets: Sequence[str | None]) -> Iterator[tuple[int, str | None]]:
    return iter([(number, targets[number]) for number in range(len(targets) - 1, -1, -1)])


def _on_every_path(
    start: str,
    links: Mapping[str, Sequence[str | None]],
    order: Sequence[str],
    reached: frozenset[str],
    back: set[Edge],
) -> dict[str, frozenset[str]]:
    """Without links back the order is topological, so one pass finds the dominators."""
    before: dict[str, list[str]] = {}
    for page in order:
        for number, target in enumerate(links[page]):
            if target in links and page in reached and (page, number) not in back:
                before.setdefault(str(target), []).append(page)
    always: dict[str, frozenset[str]] = {}
    for page in order:
        paths = [always[each] for each in before.get(page, ()) if each in always]
        shared = frozenset.intersection(*paths) if paths and page != start else frozenset()
        always[page] = shared | {page}
    return always
