"""Does every scanner find the test file wherever it stands, pass what is clean, and name what goes wrong?"""

from __future__ import annotations

import json
import socket
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.ports import providers_of
from commonhall.capabilities.scanning.port import TEST_FILE, Scanning, scanning_from
from commonhall.capabilities.scanning.simulator.daemon import Controls, running
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import serving
from tests.loopback import loopback

SIZES = (0, 1, 65_535, 65_536, 65_537, 3_000_000)


@pytest.fixture
def daemon() -> Iterator[tuple[str, int, Faults]]:
    with loopback(), running() as found:
        yield found


@pytest.fixture(params=["clamd", "test_file"])
def scanning(request: pytest.FixtureRequest, daemon: tuple[str, int, Faults]) -> Scanning:
    return clamd(daemon) if request.param == "clamd" else scanning_from("test_file", {})


def clamd(daemon: tuple[str, int, Faults], timeout: float = 5) -> Scanning:
    return scanning_from("clamd", {"host": daemon[0], "port": daemon[1], "timeout": timeout})


def test_every_provider_is_tried_here() -> None:
    assert {provider.name for provider in providers_of("scanning")} == {"clamd", "test_file"}


@pytest.mark.parametrize("size", SIZES)
def test_what_is_clean_passes(scanning: Scanning, size: int) -> None:
    assert scanning.scan(b"a" * size).clean


@pytest.mark.parametrize("size", SIZES)
def test_the_test_file_is_found_wherever_it_stands(scanning: Scanning, size: int) -> None:
    verdict = scanning.scan(b"a" * size + TEST_FILE + b"b")
    assert not verdict.clean
    assert verdict.found == "Eicar-Test-Signature"
    scanning.check()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=500))
def test_nothing_that_is_sent_breaks_the_talk(scanning: Scanning, content: bytes) -> None:
    assert scanning.scan(content).clean == (TEST_FILE not in content)


@pytest.mark.parametrize(
    ("effect", "error"),
    [
        ("hang", Unavailable),
        ("drop", Unavailable),
        ("nonsense", Unavailable),
        ("scan_failed", Rejected),
        ("size_limit", Rejected),
    ],
)
def test_every_fault_is_one_of_the_three_errors_and_never_a_clean_file(
    daemon: tuple[str, int, Faults], effect: str, error: type[Exception]
) -> None:
    daemon[2].set(effect, times=1)
    scanner = clamd(daemon, timeout=0.3)
    with pytest.raises(error):
        scanner.scan(b"clean")
    assert scanner.scan(b"clean").clean


def test_a_file_that_the_daemon_does_not_take_is_told_apart_from_one_that_hangs_up() -> None:
    with loopback(), running(stream_max=100_000) as found:
        scanner = clamd(found)
        with pytest.raises(Rejected, match="too_large"):
            scanner.scan(b"a" * 100_001)
        # It may hang up while we are still sending; then what it said may be lost.
        with pytest.raises((Rejected, Unavailable)):
            scanner.scan(b"a" * 9_000_000)
        assert scanner.scan(b"a" * 100_000).clean


def test_a_scanner_that_is_not_there_is_down(daemon: tuple[str, int, Faults]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unavailable):
        scanning_from("clamd", {"host": "127.0.0.1", "port": port}).check()


def test_another_program_at_its_address_is_told_to_the_operator(daemon: tuple[str, int, Faults]) -> None:
    daemon[2].set("nonsense", times=1)
    with pytest.raises(Misconfigured, match="no ClamAV"):
        clamd(daemon).check()


@pytest.mark.parametrize("given", [{}, {"host": "a", "socket_path": "/run/clamd"}, {"host": "a", "port": 0}])
def test_settings_name_one_place(given: dict[str, object]) -> None:
    with pytest.raises(Misconfigured):
        scanning_from("clamd", given)


def test_an_address_inside_is_called_only_where_the_operator_says_so() -> None:
    with pytest.raises(Misconfigured):
        scanning_from("clamd", {"host": "10.0.0.7"}).scan(b"")


def test_a_socket_on_this_computer_does_as_well(tmp_path: Path) -> None:
    path = tmp_path / "clamd"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                while not connection.recv(1000).endswith(b"\0\0\0\0"):
                    pass
                connection.sendall(b"stream: OK\0")

        thread = threading.Thread(target=answer)
        thread.start()
        assert scanning_from("clamd", {"socket_path": str(path)}).scan(b"clean").clean
        thread.join()
    with pytest.raises(Unavailable):
        scanning_from("clamd", {"socket_path": str(tmp_path / "none")}).scan(b"")


def test_the_test_file_is_the_one_that_is_published() -> None:
    assert len(TEST_FILE) == 68
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as parts:
        parts.writestr("a.txt", TEST_FILE)
    assert not scanning_from("test_file", {}).scan(packed.getvalue()).clean


def test_its_faults_are_set_over_http_and_its_page_says_what_it_is(daemon: tuple[str, int, Faults]) -> None:
    with serving(Controls(daemon[2])) as address:
        assert "Simulator" in httpx.get(address).text
        asked = json.dumps({"effect": "scan_failed", "times": 1})
        headers = {"content-type": "application/json"}
        assert httpx.post(f"{address}/_sim/faults", content=asked, headers=headers).status_code == 200
        with pytest.raises(Rejected):
            clamd(daemon).scan(b"clean")
