"""Pages as the service reads them: the cases that the browser runs as well."""

import pytest

from player.articles.extraction import read_page
from tests.page_vectors import PageCase, cases, written

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.theme}: {case.name}")
def test_a_page_is_read_as_the_vector_says(case: PageCase) -> None:
    assert written(read_page(case.html, "https://www.tidepool.example/x", case.layout).blocks) == case.expected


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 80
    assert len({(case.theme, case.name) for case in CASES}) == len(CASES)
