"""How does a test call the stand-in for GOV.UK Pay by its wire format, without our adapter?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx

from commonhall.capabilities.payments.simulator.program import PaySimulator
from tests.contracts.payments.paying import Payer

AT = datetime(2026, 6, 10, 12, tzinfo=UTC)
KEY = "api_test_demonstration-fallowdale"
GOOD: dict[str, Any] = {
    "amount": 4320,
    "reference": "BW-7K3Q9",
    "description": "Bulky waste",
    "return_url": "https://fallowdale.example.org/back",
}


def client_at(simulator: PaySimulator, key: str = KEY) -> httpx.Client:
    return httpx.Client(base_url=simulator.address, headers={"Authorization": f"Bearer {key}"}, trust_env=False)


def create(api: httpx.Client, **other: Any) -> dict[str, Any]:
    made = api.post("/v1/payments", json={**GOOD, **other})
    assert made.status_code == 201, made.text
    return dict(made.json())


def at(api: httpx.Client, payment: dict[str, Any]) -> dict[str, Any]:
    return dict(api.get(f"/v1/payments/{payment['payment_id']}").json())


def payer(simulator: PaySimulator, payment: dict[str, Any]) -> Payer:
    return Payer(simulator, payment["_links"]["next_url"]["href"])


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    said = answer.json()
    return answer.status_code, said.get("code", ""), said.get("field") or said.get("header") or ""
