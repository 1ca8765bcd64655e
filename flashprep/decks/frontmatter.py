"""Read the front matter of a deck: a few plain keys in YAML, every value taken as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.decks.findings import Findings

Node = Any
"""A node of ``yaml.compose``; the stubs do not know its ``id``."""

FORMAT = 1
"""The format version that this program reads and writes."""

MAX_BYTES = 16_384
_MAX_DEPTH = 6
_KEYS = frozenset({"flashprep", "title", "domain", "defaults", "order", "weight"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the front matter and its 1-based (line, column) in the file."""

    text: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; empty values mean that it says nothing.

    ``defaults`` holds the keys of the quote line that count for every card. ``ok`` is False when
    the deck cannot be read at all because of it.
    """

    title: str = ""
    domain: str = ""
    order: int | None = None
    weight: float | None = None
    defaults: Mapping[str, Value] = field(default_factory=dict)
    ok: bool = True


class _Unusable(Exception):
    """Front matter that cannot be read, with the reason, a hint and the place."""

    def __init__(self, code: str, message: str, hint: str, at: tuple[int, int]) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.at = code, message, hint, at


def read(raw: str, findings: Findings) -> FrontMatter:
    """Read the front matter chunk of a deck, its ``---`` lines included."""
    lines = raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    opening = next(index for index, line in enumerate(lines) if line.strip())
    closing = max(index for index, line in enumerate(lines) if line.strip())
    yaml_text = "\n".join(lines[opening + 1 : closing]) + "\n"
    try:
        return _read(yaml_text, opening + 1, findings)
    except _Unusable as fault:
        findings.error(fault.at, fault.code, fault.message, fault.hint)
        return FrontMatter(ok=False)


def _read(text: str, above: int, findings: Findings) -> FrontMatter:
    """Read YAML text that stands below that many lines of the file."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        msg = "front-matter-too-large"
        raise _Unusable(
            msg,
            _("The front matter is larger than 16 kB."),
            _("Keep only the keys that flashprep knows, and end it with a line ---."),
            (above, 1),
        )
    values, defaults = _mapping(text, above, findings)
    _check_version(values.get("flashprep"))
    return FrontMatter(
        title=_text(values.get("title")),
        domain=_slug(_text(values.get("domain"))),
        order=_integer(values.get("order"), findings),
        weight=_number(values.get("weight"), findings),
        defaults=defaults,
    )


def _check_version(version: Value | None) -> None:
    if version is None or version.text == str(FORMAT):
        return
    if version.text.isdecimal() and len(version.text) < 9 and int(version.text) > FORMAT:
        msg = "format-too-new"
        raise _Unusable(
            msg,
            _("This deck is written in format {version}, newer than this program reads.").format(
                version=version.text
            ),
            _("Update flashprep to use it."),
            version.at,
        )
    msg = "format-unknown"
    raise _Unusable(
        msg,
        _("The format version {version} does not exist.").format(version=repr(version.text[:20])),
        _("Write flashprep: 1."),
        version.at,
    )


def _text(value: Value | None) -> str:
    if value is None or value.text in {"~", "null"}:
        return ""
    return " ".join(value.text.split())


def _slug(text: str) -> str:
    """Return a domain as it is looked up: "ML foundations" is ``ml-foundations``."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")


def _integer(value: Value | None, findings: Findings) -> int | None:
    if value is None:
        return None
    if re.fullmatch(r"-?[0-9]{1,6}", value.text):
        return int(value.text)
    findings.warning(
        value.at, "front-matter-value", _("The order of a deck is a whole number."), _ignored()
    )
    return None


def _number(value: Value | None, findings: Findings) -> float | None:
    if value is None:
        return None
    if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,12})?|\.[0-9]{1,12}", value.text):
        return float(value.text)
    findings.warning(
        value.at, "front-matter-value", _("The weight of a deck is a number from 0 on."), _ignored()
    )
    return None


def _ignored() -> str:
    return _("The value is ignored until it is mended.")


def _mapping(
    text: str, above: int, findings: Findings
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return the plain values of the front matter and those under ``defaults:``."""
    values: dict[str, Value] = {}
    defaults: dict[str, Value] = {}
    root = _compose(text, above)
    if root is None:
        return values, defaults
    for key, node in _pairs(root, above):
        if key.text == "defaults":
            for inner, value in _pairs(node, above):
                defaults[inner.text.lower().replace("-", "_")] = _value(value, above)
        elif key.text in _KEYS:
            values[key.text] = _value(node, above)
        else:
            findings.note(
                key.at,
                "front-matter-key",
                _("flashprep does not know the key {key}.").format(key=key.text[:40]),
                _("It is kept and has no effect."),
            )
    return values, defaults


def _pairs(node: Node, above: int) -> list[tuple[Value, Node]]:
    if node.id == "scalar" and not node.value.strip():
        return []
    if node.id != "mapping":
        raise _broken(_("Lines of the form key: value are expected here."), _at(node, above))
    return [(_value(key, above), value) for key, value in node.value]


def _value(node: Node, above: int) -> Value:
    if node.id == "scalar":
        return Value(str(node.value), _at(node, above))
    if node.id == "sequence":
        return Value(", ".join(_value(item, above).text for item in node.value), _at(node, above))
    raise _broken(_("A single value is expected here."), _at(node, above))


def _at(node: Any, above: int) -> tuple[int, int]:
    return node.start_mark.line + above + 1, node.start_mark.column + 1


def _broken(reason: str, at: tuple[int, int]) -> _Unusable:
    return _Unusable(
        "front-matter-broken",
        _("The front matter cannot be read: {reason}").format(reason=reason),
        _("Mend this line; texts with a colon need quotation marks."),
        at,
    )


def _compose(text: str, above: int) -> Node | None:
    """Parse YAML into nodes; anchors and deep nesting are refused before anything is built.

    Nodes instead of ``safe_load`` keep the places and leave every scalar a text, so that no value
    (a date that does not exist, a number of 5,000 digits) can fail to be built.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _broken(_("Anchors and aliases are not allowed."), _at(event, above))
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _MAX_DEPTH:
                raise _broken(_("It is nested too deeply."), _at(event, above))
        node: Node | None = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + above + 1, mark.column + 1) if mark else (above, 1)
        raise _broken(_sentence(error.problem or ""), at) from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        at = (before.count("\n") + above + 1, error.position - before.rfind("\n"))
        raise _broken(_("It holds a character that YAML does not allow."), at) from error
    except yaml.YAMLError as error:
        raise _broken(_("It is not YAML."), (above, 1)) from error
    return node


def _sentence(problem: str) -> str:
    """Return YAML's own words as a sentence."""
    words = problem.strip() or _("it is not YAML")
    return f"{words}."
