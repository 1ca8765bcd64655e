"""Cards that would harm a program that trusts them: each renders to something safe, quickly."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.render.markdown import to_html
from flashprep.render.sanitize import ATTRIBUTES, TAGS, is_safe_image, is_safe_link

CORPUS = {
    "script": "<script>alert(1)</script>",
    "script in markdown": "**<script>alert(1)</script>**",
    "svg": "<svg onload=alert(1)><image href='file:///etc/passwd'/></svg>",
    "style": "<style>body{background:url(http://x)}</style> <p style='position:fixed'>x</p>",
    "handler": "<img src=x onerror=alert(1)> <a href=# onclick=alert(1)>x</a>",
    "iframe": "<iframe src=http://x></iframe><object data=x></object><embed src=x>",
    "entities": "&lt;script&gt; &#60;script&#62; &#x3c;img src=x onerror=y&#x3e;",
    "javascript link": "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java\tscript:x)",
    "entity link": "[a](&#106;avascript:alert(1)) [a](javascript&colon;alert(1))",
    "data link": "[a](data:text/html,<script>alert(1)</script>) [b](vbscript:x)",
    "file link": "[a](file:///etc/passwd) [b](smb://host/x) [c](//host/x) [d](/etc/passwd)",
    "link with spaces": "[a](<https://x y>) [b]( javascript:x )",
    "reference link": "[a][1] ![b][1]\n\n[1]: javascript:alert(1)",
    "autolink": "<javascript:alert(1)> <file:///etc/passwd> <data:text/html,x>",
    "data image": "![a](data:image/png;base64,AAAA) ![b](data:image/svg+xml,<svg/>)",
    "file image": "![a](file:///etc/passwd) ![b](FILE:/x) ![c](http://x/y.png) ![d](https://x/y.png)",
    "host image": "![a](//host/x.png) ![b](\\\\host\\x.png) ![c](/abs/x.png) ![d](C:/x.png)",
    "climbing image": "![a](../x.png) ![b](a/../../x.png) ![c](%2e%2e/x.png) ![d](a\\..\\..\\x.png)",
    "math image": "![a](math:i00) ![b](qrc:/x.png) ![c](~/x.png)",
    "image title": '![a" onerror="x](a.png "b\\" onload=\\"y")',
    "math alt": '$"><script>alert(1)</script>$ and `"><script>` and $x" onerror="y$',
    "fence language": '```"><script>alert(1)</script>\nx\n```',
    "control": "a\x00b\x01c\x1b[31md\x07e\x7f",
    "direction": "user\u202etxt.exe \u2066a\u2069 \u202dx\u202c",
    "nothing": "\ufffc\ufdd0\ufdd1\uffff\ud800",
    "forged tokens": "\uf0e00\uf0e1 \uf0e0\uf0e499999\uf0e1 \uf0e2x\uf0e3 \x02wzxhzdk:0\x03",
    "quotes": "> " * 20_000 + "a",
    "39 quotes": ">" * 39 + " a",
    "brackets": "[" * 30_000,
    "1,900 brackets": "[" * 1_900,
    "balanced brackets": "[" * 900 + "]" * 900,
    "half links": "[a](" * 500,
    "links in links": "[a](b" * 300 + ")" * 300,
    "images": "![" * 950,
    "emphasis": "*a **b " * 9_000,
    "1,999 stars": "*a " * 1_999,
    "mixed stars": "**a *b _c __d " * 140,
    "underscores": "_a __b " * 9_000,
    "tildes": "~~a " * 1_900,
    "wide table": "|a" * 990 + "|\n" + "|-" * 990 + "|\n",
    "long table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 600,
    "huge table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 9_000,
    "huge word": "a" * 60_000,
    "wide word": "界" * 1_500,
    "backticks": "`" * 60_000,
    "odd backticks": "` `` ``` " * 6_000,
    "dollars": "$a " * 20_000,
    "odd dollars": "$a$$b" * 12_000,
    "39 levels": "\n".join("  " * level + "- x" for level in range(39)),
    "200 levels": "\n".join("  " * level + "- x" for level in range(200)),
    "many items": "1. a\n" * 12_000,
    "many definitions": "a\n: b\n" * 8_000,
    "many setext": "a\n=\n" * 15_000,
    "many indented": "    a\n\n" * 8_000,
    "many breaks": "a  \n" * 12_000,
    "many footnotes": "[^1] " * 400 + "\n\n[^1]: x",
    "many references": "[a]: http://x\n" * 400,
    "open comments": "<!--" * 12_000,
    "spread comments": "<!-- " * 12_000,
    "ampersands": "& " * 30_000,
    "open tags": "<a " * 900,
    "blank lines": "\n" * 64_000,
    "spaces": " " * 64_000 + "x",
    "colons": ": " * 30_000,
    "fences": "```\n" * 16_000,
    "too long": "a b " * 40_000,
}


class _Audit(HTMLParser):
    """Reads HTML as a browser would, and keeps what may not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and [name for name, _value in attrs] == ["class"]:
            return
        if tag == "pre" or (tag, dict(attrs).get("class")) in {
            ("p", "display"),
            ("li", "checked"),
            ("li", "unchecked"),
        }:
            return
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.wrong.append(f"{tag} {name}")
            self._check(tag, name, value or "")

    def _check(self, tag: str, name: str, value: str) -> None:
        if tag == "a" and name == "href" and not re.match(r"(https?://|mailto:)", value):
            self.wrong.append(f"link {value}")
        if tag == "img" and name == "src" and not re.fullmatch(r"math:[id][0-9a-f]{20}", value):
            plain = unquote(value).replace("\\", "/")
            if ":" in plain or plain.startswith(("/", "~")) or ".." in plain.split("/"):
                self.wrong.append(f"image {value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")


def _faults_of(html: str) -> list[str]:
    audit = _Audit()
    audit.feed(html)
    audit.close()
    return audit.wrong


@pytest.mark.parametrize("name", CORPUS)
@pytest.mark.timeout(20)
def test_hostile_card_renders_to_something_safe(name: str) -> None:
    html = to_html(CORPUS[name])
    assert _faults_of(html) == []
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufdd0\ufffc\uf0e0-\uf0ef]", html
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "script",
                "[",
                "](",
                ")",
                "![",
                "javascript:",
                "http://x",
                "file://",
                "//",
                "../",
                '"',
                "'",
                " on",
                "=",
                "`",
                "$",
                "*",
                "_",
                "\n",
                "\n\n",
                "- ",
                "> ",
                "|",
                "&#",
                ";",
                "a",
                ":",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_no_text_gets_past_the_allowlist(text: str) -> None:
    assert _faults_of(to_html(text)) == []


def test_the_audit_sees_what_it_is_for() -> None:
    assert _faults_of('<img src="../x.png"><script></script><a href="javascript:x" onclick="y">')


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://x.org", True),
        ("HTTP://x.org/a?b#c", True),
        ("mailto:a@b.c", True),
        ("https:x", False),
        ("https://", False),
        ("https:// x", False),
        ("javascript:alert(1)", False),
        ("//x.org", False),
        ("ftp://x.org", False),
        ("", False),
    ],
)
def test_which_links_are_links(address: str, safe: bool) -> None:
    assert is_safe_link(address) is safe


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("a.png", True),
        ("img/a b.png", True),
        ("a..b.png", True),
        ("../a.png", False),
        ("a/../b.png", False),
        ("%2e%2e/a.png", False),
        ("/a.png", False),
        ("//h/a.png", False),
        ("\\\\h\\a.png", False),
        ("file:a.png", False),
        ("C:a.png", False),
        ("data:image/png,x", False),
        ("", False),
    ],
)
def test_which_pictures_are_looked_for(path: str, safe: bool) -> None:
    assert is_safe_image(path) is safe
