from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.worddiff import Part, Run, compare, share

TEXT = st.text(alphabet="ab $.,\n", max_size=40)


def test_what_is_missing_and_what_is_extra() -> None:
    assert compare("L1 gives many zeros", "L1 gives exact zeros.") == [
        Run(Part.SAME, "L1 gives"),
        Run(Part.EXTRA, "many"),
        Run(Part.MISSING, "exact"),
        Run(Part.SAME, "zeros."),
    ]


def test_case_and_punctuation_do_not_count() -> None:
    assert compare("the LASSO", "The lasso.") == [Run(Part.SAME, "The lasso.")]


def test_a_formula_is_one_word() -> None:
    (run,) = compare("", r"$\frac{a b}{c}$")
    assert run == Run(Part.MISSING, r"$\frac{a b}{c}$")


def test_the_share_of_the_model_words() -> None:
    assert share("exact zeros", "exact zeros, or nearly") == 0.5
    assert share("anything", "") == 0.0


@given(TEXT, TEXT)
def test_the_model_can_be_read_off_the_runs(typed: str, model: str) -> None:
    runs = compare(typed, model)
    kept = " ".join(run.text for run in runs if run.part is not Part.EXTRA)
    assert kept.split() == model.split() or "$" in model


@given(TEXT)
def test_an_answer_equals_itself(text: str) -> None:
    assert all(run.part is Part.SAME for run in compare(text, text))
