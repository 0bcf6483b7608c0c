"""What may break a rule of the house, and why? Every exception with its reason; one that is needed no longer fails."""

from __future__ import annotations

from typing import Final

LONG_FILES: Final[dict[str, str]] = {}
LONG_FUNCTIONS: Final[dict[str, str]] = {
    "tests/core/components/samples.py:questions": "one sample of each question, in a row",
    "tests/core/components/samples.py:journey_pages": "one sample of each page, in a row",
    "tests/core/components/site_samples.py:council_pages": "one sample of each page, in a row",
    "tests/core/components/site_samples.py:office_pages": "one sample of each page, in a row",
    "tests/core/components/site_samples.py:sector_pages": "one sample of each page, in a row",
}
LONG_TEMPLATES: Final[dict[str, str]] = {}
NAMES: Final[dict[str, str]] = {
    "commonhall/councils/postgres/base.py": "Django looks for a database's wrapper in a module of this name",
    "commonhall/capabilities/simulators/serving.py:_Handler": "what the standard library's server makes",
    "tests/contracts/payments/test_hooks.py:Handler": "what the standard library's server makes",
    "commonhall/config/bootstrap/data_folder.py:DataFolder": "the folder is called that on the command line: --data",
    "tests/contracts/notifications/test_govuk_notify.py:Handler": "what the standard library's server makes",
    "tests/contracts/notifications/test_running.py:Handler": "what the standard library's server makes",
}
OUR_CLASSES_ELSEWHERE: Final[dict[str, str]] = {
    "commonhall/config/bootstrap/assets.py": "builds the style sheets, so it names what it leaves out of them",
    "commonhall/core/importers/detection.py": "recognises other builders' forms by what stands in them",
    "commonhall/core/importers/forms.py": "names the dialects of other builders",
}
UNDOCUMENTED_MODULES: Final[dict[str, str]] = {}
