"""Which commands need a database, which parts of the tests run, and is a busy port explained?"""

from __future__ import annotations

import socket

import pytest

from commonhall.config.bootstrap.program import needs_database
from commonhall.config.bootstrap.terminal import CannotStart
from commonhall.config.bootstrap.testing import PARTS, chosen_parts, several_at_once
from commonhall.config.bootstrap.web_address import check_port_free


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("", False),
        ("help", False),
        ("seed --help", False),
        ("pattern check here", False),
        ("form walk here", False),
        ("form import here --council hill", True),
        ("seed", True),
        ("migrate", True),
    ],
)
def test_only_commands_that_read_files_alone_do_without_a_database(words: str, needed: bool) -> None:
    assert needs_database(words.split()) is needed


def test_parts_and_what_goes_to_pytest() -> None:
    assert chosen_parts([]) == (PARTS, [])
    assert chosen_parts(["-x"]) == (PARTS, ["-x"])
    assert chosen_parts(["all", "-x"]) == (PARTS, ["-x"])
    assert chosen_parts(["core", "-k", "postcode"]) == (("core",), ["-k", "postcode"])


def test_a_busy_port_gets_a_sentence_that_says_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} is in use .* --port \d+"):
            check_port_free(port, also=port)


def test_all_the_tests_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert several_at_once(PARTS, named=False) == ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    assert several_at_once(PARTS, named=True) == several_at_once(("core",), named=False) == ()
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert several_at_once(PARTS, named=False) == ()
