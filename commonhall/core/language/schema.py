"""How can an editor complete and check a pattern file? The JSON Schema, generated from the language's models."""

from __future__ import annotations

import json
from typing import Any

from commonhall.core.language.model import Pattern


def pattern_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``pattern.yaml``. Words may be text or ``{en, cy, local}``."""
    schema = Pattern.model_json_schema(by_alias=True)
    words = schema["$defs"]["Words"]
    schema["$defs"]["Words"] = {
        "title": "Words",
        "anyOf": [{"type": "string"}, {**words, "title": "Two languages"}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Commonhall pattern",
        **schema,
    }


def schema_text() -> str:
    """Return the schema as the text that is published with the documentation."""
    return json.dumps(pattern_schema(), indent=2, ensure_ascii=False) + "\n"
