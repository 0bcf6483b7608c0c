"""What is a very large pattern? Makes one of any size, with what real ones have: conditions, rules and tables."""

from __future__ import annotations

from typing import Any

import yaml

PARTS_OF_A_BLOCK = 26
"""Parts that one block adds: its pages, questions, options, table rows and rules."""


def large_pattern(parts: int) -> dict[str, Any]:
    """Return the plain data of a pattern of about ``parts`` parts, that is models with fields of their own."""
    blocks = range(max(1, parts // PARTS_OF_A_BLOCK))
    return {
        "pattern": "very-large",
        "version": "1.0.0",
        "title": "Ask for a very large thing",
        "verb": "request",
        "prefix": "VL",
        "languages": ["en"],
        "capabilities": {"notifications": "required"},
        "settings": {
            f"limit_{n}": {"type": "int", "default": 50, "min": 0, "max": 100, "title": f"Limit {n}"} for n in blocks
        },
        "pages": [page for n in blocks for page in _pages(n)],
        "tables": {f"bands_{n}": _table(n) for n in blocks},
        "decisions": {f"rule_{n}": _decision(n) for n in blocks},
        "outcomes": {f"refused_{n}": _outcome(n) for n in blocks},
        "privacy": {"lawful_basis": "public_task", "purpose": "To measure"},
        "case": {
            "title": "A very large thing",
            "teams": [{"team": "first_team"}],
            "first": "received",
            "states": {"received": {"label": "Received"}, "done": {"label": "Done", "phase": "closed"}},
            "transitions": [
                {"id": "finish", "label": "Finish it", "from": ["received"], "to": "done", "by": ["officer"]}
            ],
            "retention": {"months": 12},
        },
    }


def _pages(n: int) -> list[dict[str, Any]]:
    options = [{"value": f"way_{k}", "label": f"Way {k} of part {n}"} for k in range(6)]
    return [
        {
            "id": f"choose_{n}",
            "questions": [
                {"id": f"way_{n}", "type": "choice", "label": f"Which way for part {n}?", "options": options}
            ],
        },
        {
            "id": f"more_{n}",
            "title": f"More about part {n}",
            "body": "We ask this because the answer decides what you can have.",
            "show_when": f"answers.way_{n} in ['way_1', 'way_2']",
            "questions": [
                {"id": f"number_{n}", "type": "number", "label": f"How many of part {n}?", "min": 0, "max": 1000},
                {
                    "id": f"when_{n}",
                    "type": "date",
                    "label": f"When do you need part {n}?",
                    "show_when": f"answers.way_{n} == 'way_2'",
                },
            ],
        },
        {
            "id": f"note_{n}",
            "show_when": f"answers.way_{n} != 'way_1' || answers.number_{n} > 10",
            "questions": [
                {"id": f"note_{n}", "type": "text", "required": False, "label": f"What else about part {n}?"}
            ],
        },
    ]


def _table(n: int) -> dict[str, Any]:
    bounds = ["<= 5", "6..20", "21..100", "> 100"]
    return {
        "title": f"Price of part {n}",
        "inputs": {"number": {"title": "Number", "value": f"answers.number_{n}", "type": "int"}},
        "outputs": {"price": "money"},
        "rows": [{"when": {"number": cell}, "then": {"price": 100 * k}} for k, cell in enumerate(bounds)],
        "otherwise": {"price": 0},
    }


def _decision(n: int) -> dict[str, Any]:
    return {
        "at": f"note_{n}",
        "rows": [
            {
                "when": f"answers.way_{n} == 'way_1' && answers.number_{n} > settings.limit_{n}",
                "outcome": f"refused_{n}",
            },
            {"outcome": "accept"},
        ],
    }


def _outcome(n: int) -> dict[str, Any]:
    return {
        "title": f"We cannot send part {n}",
        "body": f"The most that we can send is {{settings.limit_{n}}}.",
        "next": [{"label": "Contact us", "to": "contact"}, {"label": "Start again", "to": "start"}],
    }


def large_pattern_text(parts: int) -> str:
    """Return the YAML of :func:`large_pattern`."""
    return yaml.dump(large_pattern(parts), sort_keys=False, allow_unicode=True, Dumper=yaml.CSafeDumper)


def ordinary_pattern_text(pages: int) -> str:
    """Return the YAML of a pattern of ``pages`` pages with the conditions of an ordinary one: one for three pages."""
    blocks = [_pages(n) for n in range(pages // 3)]
    for block in blocks:
        del block[1]["questions"][1]["show_when"]
        del block[2]["show_when"]
    small = large_pattern(PARTS_OF_A_BLOCK * 3)
    return yaml.dump(
        {**small, "pages": [page for block in blocks for page in block]},
        sort_keys=False,
        Dumper=yaml.CSafeDumper,
    )
