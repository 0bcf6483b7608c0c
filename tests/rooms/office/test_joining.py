"""Do administrators add colleagues, who choose a password by a link that is good once, for a time, at one council?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Account, Grant, Membership, StaffInvitation
from commonhall.people.operations import disable_member
from commonhall.record.models import Event, Outbox
from tests.cast import OFFICER_PASSWORD
from tests.rooms.office.desk import Desk, member, new_desk, stranger, text_of

FORM = {
    "name": "Nia New", "email": "Nia.New@example.org", "language": "en", "role": "officer", "service": "all",
    "team": "all",
}  # fmt: skip
PASSWORD = "lighthouse pebble trombone"


@pytest.fixture
def admin(council: CouncilSite) -> Desk:
    return new_desk(council, "Ann Admin", ("administrator", "*", ""))


def link_in(council: CouncilSite, kind: str = "staff_invitation") -> str:
    """Return the path below the office of the newest link that is on its way."""
    with in_council(council):
        promised = Outbox.objects.filter(kind=kind).order_by("-created_at", "-id").first()
    assert promised is not None
    return str(promised.payload["link"].partition("/office/")[2])


def test_a_colleague_is_added_chooses_a_password_and_is_in(council: CouncilSite, admin: Desk) -> None:
    assert "rights/staff/new" in admin.get("rights/staff").content.decode()
    assert admin.post("rights/staff/new", **FORM).status_code == 303
    path, nia = link_in(council), stranger(council)
    for _ in range(3):  # a mail scanner looks, and looks again
        shown = nia.get(path)
        assert "Choose a password" in text_of(shown)
        assert shown["Referrer-Policy"] == "same-origin"
    weak = nia.post(path, password="short")
    assert text_of(weak).startswith("Error:")
    entered = nia.post(path, password=PASSWORD)
    assert (entered.status_code, entered["location"]) == (303, "/office/home")
    assert nia.get("home").status_code == 200
    with in_council(council):
        made = Membership.objects.get(email="nia.new@example.org")
        grant = Grant.objects.get(membership=made)
        assert (grant.role, grant.granted_by) == ("officer", "Ann Admin")
        assert Event.objects.filter(kind="password_chosen", subject_id=made.id).count() == 1
        assert path.rpartition("/")[2] not in StaffInvitation.objects.get().token_hash
    again = stranger(council).post("sign-in", email="nia.new@example.org", password=PASSWORD)
    assert again.status_code == 303


def test_a_link_is_good_once_for_72_hours_and_here_alone(
    council: CouncilSite, other_council: CouncilSite, admin: Desk
) -> None:
    admin.post("rights/staff/new", **FORM)
    path = link_in(council)
    assert stranger(other_council).get(path).status_code == 404
    assert stranger(other_council).post(path, password=PASSWORD).status_code == 404
    with in_council(council):
        made = StaffInvitation.objects.get()
        assert made.expires_at - made.made_at == timedelta(hours=72)
        StaffInvitation.objects.update(expires_at=datetime.now(UTC))
    dead = stranger(council).post(path, password=PASSWORD)
    assert dead.status_code == 404
    assert "does not work any more" in text_of(dead)
    with in_council(council):
        StaffInvitation.objects.update(expires_at=datetime.now(UTC) + timedelta(hours=1))
    assert stranger(council).post(path, password=PASSWORD).status_code == 303
    assert stranger(council).post(path, password="another long password").status_code == 404
    assert stranger(council).get(path).status_code == 404
    entered = stranger(council).post("sign-in", email="nia.new@example.org", password="another long password")
    assert entered.status_code == 200


def test_the_email_is_sent_again_and_the_link_before_it_ends(council: CouncilSite, admin: Desk) -> None:
    admin.post("rights/staff/new", **FORM)
    first = link_in(council)
    with in_council(council):
        nia = Membership.objects.get(email="nia.new@example.org").id
    assert f"rights/staff/{nia}/again" in admin.get(f"rights/staff/{nia}").content.decode()
    assert "again" in text_of(admin.get(f"rights/staff/{nia}/again"))
    assert link_in(council) == first  # looking sends nothing
    assert admin.post(f"rights/staff/{nia}/again").status_code == 303
    second = link_in(council)
    assert second != first
    assert stranger(council).get(first).status_code == 404
    assert stranger(council).post(second, password=PASSWORD).status_code == 303
    assert admin.get(f"rights/staff/{nia}/again").status_code == 404  # they are in


def test_who_has_an_account_is_joined_and_keeps_their_password(
    council: CouncilSite, other_council: CouncilSite, admin: Desk
) -> None:
    member(other_council, "Olive Other", ("officer", "*", ""))
    email = "olive.other@bryncastell.example.org"
    with in_council(other_council):
        email = Membership.objects.get(name="Olive Other").email
    before = Account.objects.get(email=email).password_hash
    assert admin.post("rights/staff/new", **{**FORM, "email": email}).status_code == 303
    assert Account.objects.get(email=email).password_hash == before
    with in_council(council):
        assert not StaffInvitation.objects.exists()
    assert link_in(council, "staff_joined") == "sign-in"
    assert stranger(council).post("sign-in", email=email, password=OFFICER_PASSWORD).status_code == 303
    twice = admin.post("rights/staff/new", **{**FORM, "email": email})
    assert "works here already" in text_of(twice)


def test_who_has_left_meanwhile_does_not_come_in(council: CouncilSite, admin: Desk) -> None:
    admin.post("rights/staff/new", **FORM)
    with in_council(council):
        nia = Membership.objects.get(email="nia.new@example.org").id
        disable_member(membership_id=nia, by=SYSTEM, at=datetime.now(UTC))
    assert stranger(council).post(link_in(council), password=PASSWORD).status_code == 404
    assert admin.post(f"rights/staff/{nia}/again").status_code == 404


def test_a_former_colleague_comes_back_without_the_rights_of_then(council: CouncilSite, admin: Desk) -> None:
    admin.post("rights/staff/new", **{**FORM, "role": "lead"})
    stranger(council).post(link_in(council), password=PASSWORD)
    with in_council(council):
        nia = Membership.objects.get(email="nia.new@example.org").id
        disable_member(membership_id=nia, by=SYSTEM, at=datetime.now(UTC))
    assert stranger(council).post("sign-in", email="nia.new@example.org", password=PASSWORD).status_code != 303
    back = admin.post("rights/staff/new", **{**FORM, "name": "Nia Newman"})
    assert back["location"].endswith(f"rights/staff/{nia}")
    assert link_in(council, "staff_joined") == "sign-in"
    with in_council(council):
        again = Membership.objects.get(id=nia)
        assert (again.name, again.active, again.left_at) == ("Nia Newman", True, None)
        assert [grant.role for grant in Grant.objects.filter(membership=again)] == ["officer"]
        assert Event.objects.filter(kind="member_joined", subject_id=nia).count() == 2
    assert stranger(council).post("sign-in", email="nia.new@example.org", password=PASSWORD).status_code == 303
    assert "works here already" in text_of(admin.post("rights/staff/new", **FORM))


def test_only_administrators_add_colleagues_and_mistakes_make_nobody(council: CouncilSite, admin: Desk) -> None:
    lead = new_desk(council, "Lena Lead", ("lead", "*", ""))
    assert lead.get("rights/staff/new").status_code == 404
    assert lead.post("rights/staff/new", **FORM).status_code == 404
    wrong = admin.post("rights/staff/new", **{**FORM, "email": "no address", "name": ""})
    assert text_of(wrong).startswith("Error:")
    with in_council(council):
        assert not Membership.objects.filter(name="Nia New").exists()
    assert not Account.objects.filter(email="nia.new@example.org").exists()


def test_the_pages_are_in_welsh_too(council: CouncilSite, admin: Desk) -> None:
    admin.post("rights/staff/new", **{**FORM, "language": "cy"})
    assert "Dewiswch gyfrinair" in text_of(stranger(council).get(link_in(council)))
    admin.get("rights/staff/new", lang="cy")
    assert "Ychwanegu aelod o staff" in text_of(admin.get("rights/staff/new"))
