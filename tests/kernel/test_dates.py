"""Days and hours as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from hromada.kernel import dates


@pytest.mark.parametrize(
    ("language", "first", "last", "written"),
    [
        ("de", date(2023, 11, 13), date(2023, 11, 15), "13.–15. November 2023"),
        ("uk", date(2023, 11, 13), date(2023, 11, 15), "13–15 листопада 2023 р."),
        ("en", date(2023, 11, 13), date(2023, 11, 15), "13–15 November 2023"),
        ("de", date(2023, 11, 13), date(2023, 11, 13), "13. November 2023"),
        ("de", date(2024, 4, 29), date(2024, 5, 2), "29. April bis 2. Mai 2024"),
        ("uk", date(2024, 4, 29), date(2024, 5, 2), "29 квітня\N{NO-BREAK SPACE}— 2 травня 2024 р."),
        ("en", date(2023, 12, 31), date(2024, 1, 1), "31 December 2023 to 1 January 2024"),
    ],
)
def test_the_days_of_a_conference_name_month_and_year_once(language, first, last, written):
    with override(language):
        assert dates.days(first, last) == written


def test_hours_are_those_of_the_place_on_both_sides_of_a_change_of_clocks():
    berlin = ZoneInfo("Europe/Berlin")
    before, after = datetime(2026, 10, 24, 8, 0, tzinfo=UTC), datetime(2026, 10, 25, 8, 30, tzinfo=UTC)

    assert dates.hours(before, after, berlin) == "10:00–09:30"
