"""Which page of a Welsh form is the twin of which English page? By their questions, then by where links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonhall.core.importers.imported import Imported
from commonhall.core.language.model import Page


@dataclass
class Paired:
    """The pages and outcomes of both forms, and the pairs: English id to Welsh id.

    back: the English id of each Welsh page and outcome. said: what is to be reported: place, message, and whether a
    person must decide.
    """

    english: Mapping[str, Page]
    welsh: Mapping[str, Page]
    pages: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)
    said: list[tuple[str, str, bool]] = field(default_factory=list)

    def pair(self, one: str, other: str) -> bool:
        """Make a pair of two ids that have none; return whether they had none."""
        both_pages = one in self.english and other in self.welsh
        if (
            one in self.pages
            or one in self.outcomes
            or other in self.back
            or (one in self.english) != (other in self.welsh)
        ):
            return False
        (self.pages if both_pages else self.outcomes)[one] = other
        self.back[other] = one
        return True


def pages_paired(english: Imported, welsh: Imported, same: Mapping[str, str]) -> Paired:
    """Return the pairs. same: the English question of each Welsh one."""
    paired = Paired({page.id: page for page in english.pattern.pages}, {page.id: page for page in welsh.pattern.pages})
    _by_questions(paired, same)
    _by_links(paired)
    _by_overlap(paired, same)
    _by_links(paired)
    _by_order(paired)
    ends = list(english.pattern.outcomes), list(welsh.pattern.outcomes)
    left = [name for name in ends[0] if name not in paired.outcomes]
    others = [name for name in ends[1] if name not in paired.back]
    if len(left) == len(others):
        for one, other in zip(left, others, strict=True):
            paired.pair(one, other)
    for name in ends[0]:
        if name not in paired.outcomes:
            paired.said.append((name, "The Welsh form does not end here; the end has no Welsh.", True))
    return paired


def _asked(page: Page, same: Mapping[str, str] | None = None) -> frozenset[str]:
    questions = [*page.questions]
    for each in page.repeat.pages if page.repeat else ():
        questions += each.questions
    return frozenset(same.get(each.id, f"only {each.id}") if same is not None else each.id for each in questions)


def _by_questions(paired: Paired, same: Mapping[str, str]) -> None:
    theirs: dict[frozenset[str], list[str]] = {}
    for page in paired.welsh.values():
        theirs.setdefault(_asked(page, same), []).append(page.id)
    for page in paired.english.values():
        found = theirs.get(_asked(page), [])
        if _asked(page) and found:
            paired.pair(page.id, found.pop(0))


def _by_links(paired: Paired) -> None:
    """Pair what the links of two twins lead to, link by link, as long as that finds anything."""
    first = next(iter(paired.english), ""), next(iter(paired.welsh), "")
    if not _asked_any(paired, *first):
        paired.pair(*first)
    waiting = list(paired.pages.items())
    while waiting:
        one, other = waiting.pop()
        ours, theirs = paired.english[one].goto, paired.welsh[other].goto
        if len(ours) != len(theirs):
            continue
        for link, twin in zip(ours, theirs, strict=True):
            if "check" in (link.to, twin.to) or _asked_any(paired, link.to, twin.to):
                continue
            if paired.pair(link.to, twin.to) and link.to in paired.pages:
                waiting.append((link.to, twin.to))


def _asked_any(paired: Paired, one: str, other: str) -> bool:
    """Return whether either page asks something: then its questions decide, not its place."""
    pages = (paired.english.get(one), paired.welsh.get(other))
    return any(page is not None and _asked(page) for page in pages)


def _by_overlap(paired: Paired, same: Mapping[str, str]) -> None:
    """Pair pages that share most of their questions, though not all."""
    for page in paired.english.values():
        wanted = _asked(page)
        if page.id in paired.pages or not wanted:
            continue
        shared = {
            other.id: len(wanted & _asked(other, same)) / len(wanted | _asked(other, same))
            for other in paired.welsh.values()
            if other.id not in paired.back and _asked(other, same)
        }
        best = max(shared, key=lambda name: shared[name], default="")
        if best and shared[best] > 0:
            paired.pair(page.id, best)
            paired.said.append((page.id, "The page asks other questions in the Welsh form.", True))
        else:
            paired.said.append((page.id, "The Welsh form has no such page; its title has no Welsh.", True))


def _by_order(paired: Paired) -> None:
    """Pair the pages that only tell something in their order, where there are equally many."""
    left = [page.id for page in paired.english.values() if page.id not in paired.pages and not _asked(page)]
    others = [page.id for page in paired.welsh.values() if page.id not in paired.back and not _asked(page)]
    if len(left) == len(others):
        for one, other in zip(left, others, strict=True):
            paired.pair(one, other)
            paired.said.append((one, "It was paired with a Welsh page by its place alone.", False))
        return
    for one in left:
        paired.said.append((one, "The Welsh form has no such page; it has no Welsh.", True))
