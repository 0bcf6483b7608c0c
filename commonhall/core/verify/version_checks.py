"""Is the version number honest? Compares a pattern with the version before it, and says what the number promises."""

from __future__ import annotations

from collections.abc import Iterator

from commonhall.core.language.diff import ORDER, difference, kind_between
from commonhall.core.language.model import Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.verify.finding import Finding


def check_version(old: Pattern, new: Pattern) -> Iterator[Finding]:
    """Yield a failure when ``new`` promises a smaller change than it makes, and Welsh that the English has left behind.

    old: the version published before. Each change that is larger than the number says is named with its place.
    """
    said = kind_between(old.version, new.version)
    changes = difference(old, new)
    if old.pattern != new.pattern:
        reason = f"it is compared with another pattern, {old.pattern!r}."
        yield Finding("fail", "version", "pattern", reason, "Compare it with its own earlier version.")
    elif said is None and (changes or old.version != new.version):
        reason = f"{new.version} does not come after {old.version}, which is published."
        yield Finding("fail", "version", "version", reason, "Give it a higher number.")
    elif said is not None:
        for change in changes:
            if ORDER[change.kind] > ORDER[said]:
                reason = f"{change.words} That is a {change.kind} change, but the number promises a {said} one."
                yield Finding("fail", "version", change.place, reason, f"Make it the next {change.kind} version.")
    before = texts_of(old)
    for name, words in texts_of(new).items():
        if name in before and words.cy and before[name].en != words.en and before[name].cy == words.cy:
            reason = "the English was changed, the Welsh was not."
            yield Finding("warn", "welsh", name, reason, "Read the Welsh again, and change it too.")
