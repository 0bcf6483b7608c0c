"""Where does the docs' page say what happens when a provider does wrong, and does it say what happened here?

COMMONHALL_FESTIVAL=1 writes both anew: what was seen, and the page that is made of it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Final

from commonhall.catalogue.faults import EFFECTS

SEEN: Final = Path(__file__).with_name("seen.json")
PAGE: Final = Path(__file__).parents[3] / "docs" / "reference" / "festival.md"
HEAD: Final = """# What happens when a provider does wrong

The tests play every pattern of the library while a provider it meets is slow, failing (it does nothing and does not
answer), lying (it does what it is asked, but its answer cannot be read), duplicating (it is asked twice) or reordering
(every other call is put off). Then the provider works again. A pattern meets what its questions, facts and charges
need, each by itself. Every pattern sends messages, has a contractor's system behind it and offers a chat: those three
do wrong at the same time.

Whatever happened in between, in the end the case is there once, and so is each message, payment, slot, file and
delivery: with us, and in the records of the stand-in that took it. Unless it says otherwise, the resident got their
reference at once.

## By capability

What most patterns saw. Where some saw something else, it says which.

"""

Results = dict[str, dict[str, dict[str, str]]]
"""Story, capability, what its provider did wrong, and what happened."""


def read() -> Results:
    """Return what was seen when the page was written."""
    seen: Results = json.loads(SEEN.read_text()) if SEEN.exists() else {}
    return seen


def check(story: str, capability: str, effect: str, words: str) -> None:
    """Assert that what was seen before of ``story`` is ``words``."""
    seen = read()
    if os.environ.get("COMMONHALL_FESTIVAL"):
        seen.setdefault(story, {}).setdefault(capability, {})[effect] = words
        SEEN.write_text(json.dumps(seen, indent=1, sort_keys=True) + "\n")
        PAGE.write_text(page(seen))
    assert seen.get(story, {}).get(capability, {}).get(effect) == words, "COMMONHALL_FESTIVAL=1 writes the page anew"


def page(seen: Results) -> str:
    """Return the page: capability by fault, then what each story meets."""
    capabilities = sorted({capability for told in seen.values() for capability in told})
    rows = [f"| {name} | {' | '.join(_cell(seen, name, effect) for effect in EFFECTS)} |" for name in capabilities]
    head = [f"| capability | {' | '.join(EFFECTS)} |", "|---" * (len(EFFECTS) + 1) + "|"]
    return f"{HEAD}{_lines(head + rows)}\n## By pattern\n\n{_lines(_stories(seen))}"


def _stories(seen: Results) -> list[str]:
    lines = ["| pattern or story | what it meets, each in every fault |", "|---|---|"]
    named = sorted(seen, key=lambda story: (" " in story, story))  # the stories after the patterns
    return lines + [f"| {story} | {', '.join(sorted(seen[story]))} |" for story in named]


def _cell(seen: Results, capability: str, effect: str) -> str:
    told = {story: found.get(capability, {}).get(effect, "") for story, found in sorted(seen.items())}
    told = {story: words for story, words in told.items() if words}
    if not told:
        return ""
    most, _ = Counter(told.values()).most_common(1)[0]
    others: dict[str, list[str]] = {}
    for story, words in told.items():
        if words != most:
            others.setdefault(words, []).append(story)
    parts = [f"In {', '.join(stories)}: {words}" for words, stories in others.items()]
    return ". ".join((most[:1].upper() + most[1:], *parts))


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
