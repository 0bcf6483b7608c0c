"""Is everybody signed in once, does everybody see what they sent, and is every chat whole, here and there?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bench.proofs.chatting import answers_to, kept_there
from bench.proofs.installation import Installation
from bench.proofs.journeys import Told
from bench.proofs.signing_in import Officers

SESSIONS: Final = """SELECT r.email, count(*) FROM people_resident_session s
JOIN people_resident r ON r.id = s.resident_id WHERE r.email LIKE 'resident-%' GROUP BY r.email"""
STAFF_SESSIONS: Final = """SELECT count(*) FROM people_staff_session s
JOIN people_membership m ON m.id = s.membership_id WHERE m.email = ANY ('{{{emails}}}')"""
LINES: Final = """SELECT c.name, l.side, l.text FROM chats_line l JOIN chats_chat c ON c.id = l.chat_id
WHERE c.name LIKE 'resident-%' AND l.side <> 'system' ORDER BY c.id, l.number"""
CHATS: Final = "SELECT name, state, provider, provider_id FROM chats_chat WHERE name LIKE 'resident-%'"
AT_CASES: Final = """SELECT k.reference, c.name FROM cases_contact o JOIN cases_case k ON k.id = o.case_id
JOIN chats_chat c ON c.interaction_id = o.interaction_id"""
OTHER: Final = "external_chat"


def what_is_wrong_with_talks(installation: Installation, told: Sequence[Told], officers: Officers) -> list[str]:
    """Return a sentence for every sign-in and every chat that was lost, doubled or cut short."""
    return [*_signed_in(installation, told), *_officers(installation, officers), *_chats(installation, told)]


def _signed_in(installation: Installation, told: Sequence[Told]) -> list[str]:
    held = {str(row[0]): row[1] for row in installation.asked(SESSIONS)}
    wrong = [f"{one.email} signed in once and has {held.get(one.email, 0)} sessions" for one in told
             if one.way and held.get(one.email) != 1]  # fmt: skip
    wrong += [f"{one.email} does not see {each} under their requests" for one in told
              if one.way and not one.trouble for each in one.references - one.own]  # fmt: skip
    return wrong + [f"{email} never signed in" for email in held.keys() - {one.email for one in told if one.way}]


def _officers(installation: Installation, officers: Officers) -> list[str]:
    ((held,),) = installation.asked(STAFF_SESSIONS.format(emails=",".join(officers.emails)))
    often = officers.ways.total()
    return [f"officers signed in {often} times and have {held} sessions"] if held != often else []


def _chats(installation: Installation, told: Sequence[Told]) -> list[str]:
    said: dict[str, list[tuple[str, str]]] = {}
    for name, side, text in installation.asked(LINES):
        said.setdefault(str(name), []).append((str(side), str(text)))
    chats = [tuple(map(str, row)) for row in installation.asked(CHATS)]
    at_cases = {(str(reference), str(name)) for reference, name in installation.asked(AT_CASES)}
    wrong = [f"the chat of {row[0]} is {row[1]}" for row in chats if row[1] != "ended"]
    for one in told:
        if not one.lines or one.trouble:
            continue
        whole = [pair for line in one.lines for pair in (("resident", line), ("agent", *answers_to([line])))]
        if said.get(one.email) != whole:
            wrong.append(f"{one.email} chatted, and this is kept: {said.get(one.email)}")
        places = [one.saved.find(text) for _, text in whole]
        if -1 in places or places != sorted(places):
            wrong.append(f"{one.email} did not get all that was written: {one.saved}")
        wrong += [f"the chat of {one.email} is not at {each}" for each in one.references
                  if (each, one.email) not in at_cases]  # fmt: skip
    return wrong + _chats_there(installation, chats, said)


def _chats_there(
    installation: Installation, chats: Sequence[tuple[str, ...]], said: dict[str, list[tuple[str, str]]]
) -> list[str]:
    """Compare the chats that began with the other product with what it has: those, whole, and no other."""
    ours = sorted(("ended", [text for _, text in said.get(row[0], [])]) for row in chats if row[2] == OTHER)
    theirs = sorted(kept_there(installation.port))
    return [] if ours == theirs else [f"the other product has other chats: {theirs} instead of {ours}"]
