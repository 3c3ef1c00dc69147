"""Shifts: many tiny questions beside trying."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from tests.fairshare.shifts_cases import problems
from tests.fairshare.test_shifts_against_trying import agrees_with_trying

# So many in the corpus, thousands by `make soak`.
EXAMPLES = int(os.environ.get("EXAMPLES", "150"))

pytestmark = pytest.mark.corpus


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(problems())
def test_no_roster_of_many_tiny_conferences_is_better(asked):
    agrees_with_trying(asked)
