from __future__ import annotations

import re

import pytest

from flashprep.render.code import CODE_BACKGROUND, CODE_TEXT, code_css, code_html


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_color_of_code_can_be_read(theme: str) -> None:
    ground = CODE_BACKGROUND[theme]
    colors = re.findall(r"color: (#\w{6})", code_css(theme))
    assert len(colors) >= 10
    assert min(_contrast(color, ground) for color in [*colors, CODE_TEXT[theme]]) >= 4.5


def test_python_has_classes_that_the_style_sheet_knows() -> None:
    html = code_html('@d\ndef f(x):\n    """Say."""\n    return len(x) + 1  # "n"', "python")
    classes = set(re.findall(r'class="(c-\w+)"', html))
    assert {"c-keyword", "c-function", "c-number", "c-comment", "c-decorator"} <= classes
    assert classes <= set(re.findall(r"\.(c-\w+) ", code_css("light")))


@pytest.mark.parametrize("language", ["", "text", "no-such-language", "{.python", 'py"><script>'])
def test_any_language_gives_the_same_text_escaped(language: str) -> None:
    source = 'if a < b & "c" > d:\n\n    pass'
    html = code_html(source, language)
    plain = re.sub("<[^>]*>", "", html)
    assert plain == source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert "<script" not in html


def test_leading_and_trailing_lines_are_kept() -> None:
    assert re.sub("<[^>]*>", "", code_html("\n\nx = 1\n\n", "python")) == "\n\nx = 1\n\n"


def test_long_code_is_not_highlighted() -> None:
    assert "<span" not in code_html("x = 1\n" * 5_000, "python")
