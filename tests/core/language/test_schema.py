"""The generated JSON Schema takes what the language takes, and refuses what it refuses."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from commonhall.core.language.schema import pattern_schema
from commonhall.core.language.yaml_text import read_yaml
from tests.core.language.sample import SAMPLE

LIBRARY = Path(__file__).parents[3] / "commonhall" / "catalogue" / "library"
VALIDATOR = jsonschema.Draft202012Validator(pattern_schema())


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in LIBRARY.glob("*/pattern.yaml")))
def test_the_library_is_valid(folder: str) -> None:
    built, _ = read_yaml((LIBRARY / folder / "pattern.yaml").read_text(), file=folder)
    assert [error.message for error in VALIDATOR.iter_errors(built)] == []


@pytest.mark.parametrize(
    ("found", "written"),
    [
        ("verb: apply", "verb: aply"),
        ("prefix: SK", "prefix: sk"),
        ("months: 12", "monhs: 12"),
        ("type: number", "type: no"),
    ],
)
def test_mistakes_are_refused(found: str, written: str) -> None:
    built, _ = read_yaml(SAMPLE.replace(found, written), file="sample")
    assert list(VALIDATOR.iter_errors(built))
