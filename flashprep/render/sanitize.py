"""The allowlist that every fragment passes before code and math are put back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = frozenset(
    (
        *("a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "strong", "sub", "sup"),
        *("table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    "div": {"class"},
    "sup": {"class"},
}
_CLASSES = frozenset({"footnote"})
_ALIGNMENTS = frozenset({"left", "center", "right"})
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_LINK = re.compile(r"^(?:https?://[^/\s]|mailto:[^/\s])", re.IGNORECASE)
_SPACES = re.compile(r"[\x00-\x20\x7f]")


def sanitize(html: str, restore: Callable[[str], str]) -> str:
    """Return the HTML with nothing in it but the allowlist.

    ``restore`` turns stash tokens inside an attribute back into text. Links keep only http, https
    and mailto addresses; images only relative paths that stay below the deck's folder.
    """
    import nh3

    def attribute(tag: str, name: str, value: str) -> str | None:
        value = restore(value)
        if (tag, name) == ("a", "href"):
            return value if is_safe_link(value) else None
        if (tag, name) == ("img", "src"):
            return value if is_safe_image(value) else None
        if name == "align":
            return value if value in _ALIGNMENTS else None
        if name == "class":
            return value if value in _CLASSES else None
        if name == "start":
            return value if value.isdecimal() else None
        return value

    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def is_safe_link(address: str) -> bool:
    """Tell whether a link may be shown as one: http, https or mailto, in full."""
    return bool(_LINK.match(address)) and not _SPACES.search(address)


def is_safe_image(path: str) -> bool:
    """Tell whether an image path is relative and stays below the folder it is relative to."""
    for form in (path, unquote(path)):
        plain = form.replace("\\", "/")
        if not plain or _SCHEME.match(plain) or plain.startswith(("/", "~", "#", "?")):
            return False
        if ".." in plain.split("/") or "\0" in plain or ":" in plain:
            return False
    return True
