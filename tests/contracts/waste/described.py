"""Is a call to a contractor's system, and its answer, as our description of the Contractor JSON API has it?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from commonhall.capabilities.simulators.serving import Answer, Request

DESCRIPTION: Final[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "docs/reference/capabilities/waste-contractor-api.yaml").read_text()
)
SCHEMAS: Final[dict[str, Any]] = DESCRIPTION["components"]["schemas"]


def check(value: Any, schema: dict[str, Any]) -> None:
    """Raise where ``value`` is not as ``schema`` of the description says."""
    whole = {**schema, "components": DESCRIPTION["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(value)


def check_exchange(request: Request, answer: Answer) -> tuple[str, int]:
    """Raise where a call or its answer is not as described; return the path of the description, and the status."""
    path, asked = _path_of(request.path)
    call = DESCRIPTION["paths"][path][request.method.lower()]
    assert request.headers["authorization"].startswith("Bearer ")
    parameters = {one["name"]: one for one in map(_resolved, call.get("parameters", []))}
    given = {**asked, **{name: values[0] for name, values in request.query.items()}}
    assert given.keys() <= parameters.keys()
    assert {name for name, one in parameters.items() if one.get("required") or one["in"] == "path"} <= given.keys()
    for name, value in given.items():
        schema = parameters[name]["schema"]
        check(int(value) if schema["type"] == "integer" else value, schema)
    described = _resolved(call["responses"][str(answer.status)])
    assert described.get("headers", {}).keys() <= answer.headers.keys()
    assert answer.content_type == "application/json"
    check(json.loads(answer.body), described["content"]["application/json"]["schema"])
    return path, answer.status


def _path_of(path: str) -> tuple[str, dict[str, str]]:
    for described in DESCRIPTION["paths"]:
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", described), path)
        if found:
            return described, found.groupdict()
    raise AssertionError(f"{path} is not described")


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    for name in part.get("$ref", "").removeprefix("#/").split("/") if "$ref" in part else ():
        part = DESCRIPTION[name] if part.get("$ref") else part[name]
    return part
