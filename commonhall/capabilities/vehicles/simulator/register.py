"""Which vehicles does the register have? The numbers of the agency's own test data, and made-up ones by their first
letters; and the numbers that stand for each failure."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Any, Final

PLATE: Final = re.compile(r"[A-Z0-9]{2,7}")
FAILS: Final = {"ER19BAD": 400, "ER19NFD": 404, "ER19THR": 429, "ER19ERR": 500, "ER19MNT": 503}
"""As in the agency's test environment."""
_TEST: Final[dict[str, dict[str, Any]]] = {
    "AA19AAA": {"co2Emissions": 300, "engineCapacity": 2000, "euroStatus": "EURO1", "fuelType": "PETROL"},
    "AA19EEE": {"co2Emissions": 0, "fuelType": "ELECTRICITY"},
    "AA19PPP": {"co2Emissions": 0, "engineCapacity": 2000, "euroStatus": "EURO6", "fuelType": "PETROL"},
    "AA19DSL": {"co2Emissions": 180, "engineCapacity": 1968, "euroStatus": "EURO5", "fuelType": "DIESEL"},
    "AA19AMP": {"co2Emissions": 45, "engineCapacity": 1598, "euroStatus": "EURO6", "fuelType": "HYBRID ELECTRIC"},
    "AA19SRN": {"engineCapacity": 1100, "fuelType": "PETROL", "taxStatus": "SORN"},
}
_COLOURS: Final = ("RED", "BLUE", "SILVER", "BLACK", "WHITE", "GREEN")
_MAKES: Final = ("FORD", "VAUXHALL", "NISSAN", "TOYOTA", "VOLVO", "FIAT")


def vehicle(plate: str, today: date) -> dict[str, Any]:
    """Return the record of a number, in the words of the wire. The same number gives the same vehicle every time."""
    drawn = hashlib.sha256(plate.encode()).digest()
    year = 2000 + drawn[0] % 24
    made = {
        "registrationNumber": plate,
        "make": _MAKES[drawn[1] % len(_MAKES)],
        "colour": _COLOURS[drawn[2] % len(_COLOURS)],
        "fuelType": ("PETROL", "DIESEL", "PETROL", "HYBRID ELECTRIC")[drawn[3] % 4],
        "co2Emissions": 90 + drawn[4] % 150,
        "engineCapacity": 1000 + drawn[5] * 8,
        "euroStatus": f"EURO {3 + drawn[6] % 4}",
        "yearOfManufacture": year,
        "monthOfFirstRegistration": f"{year}-{1 + drawn[7] % 12:02}",
        "markedForExport": False,
        "motStatus": "Valid",
        "taxStatus": "Taxed",
        "taxDueDate": (today + timedelta(days=200)).isoformat(),
        "dateOfLastV5CIssued": f"{year}-{1 + drawn[7] % 12:02}-20",
        "typeApproval": "M1",
        "wheelplan": "2 AXLE RIGID BODY",
    }
    if plate in _TEST:
        made = {
            name: value for name, value in made.items() if name not in ("co2Emissions", "engineCapacity", "euroStatus")
        }
        made |= {"yearOfManufacture": 2019, "monthOfFirstRegistration": "2019-03", **_TEST[plate]}
    return made


TITLES: Final = {
    400: ("Bad Request", "Invalid format for field - vehicle registration number"),
    404: ("Vehicle Not Found", "Record for vehicle not found"),
    429: ("Too Many Requests", "Rate limit reached"),
    500: ("Internal Server Error", "System error"),
    503: ("Service Unavailable", "System is undergoing maintenance"),
}


def refusal(status: int) -> dict[str, Any]:
    """Return the body with which the service refuses."""
    title, detail = TITLES[status]
    return {"errors": [{"status": str(status), "code": str(status), "title": title, "detail": detail}]}
