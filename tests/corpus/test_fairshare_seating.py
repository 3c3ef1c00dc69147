"""Seating: many tiny tables beside trying."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.seating.test_against_trying import agrees_with_trying
from tests.fairshare.seating.trying import starts, tables

# So many in the corpus, thousands by `make soak`.
EXAMPLES = int(os.environ.get("EXAMPLES", "150"))

pytestmark = pytest.mark.corpus


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_seating_of_many_tiny_tables_is_better(data):
    problem = data.draw(tables())
    agrees_with_trying(problem, data.draw(starts(problem)))
