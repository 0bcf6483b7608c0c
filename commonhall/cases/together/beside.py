"""What stands beside a case on its page? Who else looks, who watches, its tags, and how much hangs on it; at one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from commonhall.cases.models import Case
from commonhall.cases.together.watching import LATELY
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.people.policies import Member


@dataclass(frozen=True, slots=True)
class Beside:
    """What there is beside a case. looking: names of colleagues who have it open too, the last first.

    watched: whether the member follows it. occurrences, links, merged, proposals: how many there are.
    """

    looking: tuple[str, ...]
    tags: tuple[str, ...]
    watched: bool
    occurrences: int
    links: int
    merged: int
    proposals: int


_LOOKED: Final = """
WITH seen AS (
  UPDATE cases_mention SET read_at = %(at)s
  WHERE council_id = %(council)s AND case_id = %(case)s AND member_id = %(member)s AND read_at IS NULL
), looked AS (
  INSERT INTO cases_look (id, council_id, case_id, member_id, name, at)
  VALUES (%(id)s, %(council)s, %(case)s, %(member)s, %(name)s, %(at)s)
  ON CONFLICT (council_id, case_id, member_id)
  DO UPDATE SET at = greatest(cases_look.at, excluded.at), name = excluded.name
)
"""
_BESIDE: Final = """
SELECT
  (SELECT coalesce(array_agg(name ORDER BY at DESC), '{}') FROM cases_look
   WHERE council_id = %(council)s AND case_id = %(case)s AND member_id <> %(member)s AND at > %(lately)s),
  (SELECT coalesce(array_agg(tag ORDER BY tag), '{}') FROM cases_tag
   WHERE council_id = %(council)s AND case_id = %(case)s),
  EXISTS (SELECT FROM cases_watch
          WHERE council_id = %(council)s AND case_id = %(case)s AND member_id = %(member)s),
  (SELECT count(*) FROM cases_occurrence WHERE council_id = %(council)s AND case_id = %(case)s),
  (SELECT count(*) FROM cases_relation
   WHERE council_id = %(council)s AND (case_id = %(case)s OR other_id = %(case)s)),
  (SELECT count(*) FROM cases_merge
   WHERE council_id = %(council)s AND into_id = %(case)s AND undone_at IS NULL),
  (SELECT count(*) FROM cases_proposal
   WHERE council_id = %(council)s AND case_id = %(case)s AND state = 'waiting')
"""


def beside(case: Case, *, member: Member, looks: bool, at: datetime) -> Beside:
    """Return what stands beside ``case`` for a member of staff who may see it. One statement.

    looks: keep besides that they have its page open, and that they have seen where it names them.
    """
    values: dict[str, Any] = {
        "id": new_id(),
        "council": council_in_scope(),
        "case": case.id,
        "member": member.membership_id,
        "name": member.name,
        "at": at,
        "lately": at - LATELY,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{_LOOKED if looks else ''}{_BESIDE}", values)
        looking, tags, watched, *counts = cursor.fetchone()
    return Beside(tuple(looking[:5]), tuple(tags), bool(watched), *map(int, counts))
