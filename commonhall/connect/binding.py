"""Through which provider, and with which settings, is a linked system reached? New cases through the one in force; what
went through another before goes on there."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from commonhall.catalogue.bound import BindingMissing, Bound, get_binding, get_bound
from commonhall.connect.models import Handover, Link
from commonhall.councils.scope import is_testing
from commonhall.record.deliveries import TryAgain

CAPABILITY: Final = "backoffice"


def at_work(link: Link) -> bool:
    """Return whether anything goes to a linked system: of what is tried also before it is switched on."""
    return bool(link.running) or is_testing()


def links_at_work() -> list[Link]:
    """Return the linked systems of the council in scope to which something goes."""
    return [link for link in Link.objects.order_by("id") if at_work(link)]


def bound_for(link: Link, handover: Handover | None = None) -> Bound:
    """Return the binding through which ``handover`` went, or through which new cases of ``link`` go.

    Raises TryAgain where there is none: a person can mend that, and what goes out waits.
    """
    try:
        if handover is not None and handover.binding_id is not None:
            return get_bound(handover.binding_id)
        return get_binding(CAPABILITY, service=link.service)
    except BindingMissing as missing:
        raise TryAgain(str(missing)) from missing


def bindings_of(link: Link) -> list[Bound]:
    """Return every binding through which something may be heard: the one in force, and those of cases that are not
    finished. Raises TryAgain where there is none."""
    rows = Handover.objects.filter(link=link).exclude(case__phase="closed").exclude(binding_id=None)
    ids: set[UUID] = set(rows.values_list("binding_id", flat=True))
    current = bound_for(link)
    found = [current]
    for each in sorted(ids - {current.id}):
        try:
            found.append(get_bound(each))
        except BindingMissing as missing:
            raise TryAgain(str(missing)) from missing
    return found
