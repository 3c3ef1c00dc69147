"""What the search finds is the best of all ways to sit."""

import math
import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.seating.trying import cheapest, starts, tables

from fairshare.asking import Bound, Found, Impossible
from fairshare.seating import Guest, Pair, Problem, Shape, Table, check, search
from fairshare.seating.layers import GRAIN, Layers, Multipliers
from fairshare.seating.sweep import swept
from fairshare.seating.tariff import tariff_of

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def found_by_search(problem, earlier=()):
    """Best found, highest bound, whether it is impossible; in this process."""
    news = []
    search.run(problem, earlier, 1, 1, 0, report=news.append)
    best = [one for one in news if isinstance(one, Found)]
    bound = max((one.objective for one in news if isinstance(one, Bound)), default=0)
    return (best[-1] if best else None), bound, Impossible() in news


def agrees_with_trying(problem, earlier):
    best, bound, is_impossible = found_by_search(problem, earlier)

    least = cheapest(problem, earlier)
    assert is_impossible == (least is None)
    if least is not None:
        finding = check(problem, best.solution)
        assert (best.objective, bound, finding.objective, finding.broken) == (least, least, least, ())


@SOME
@given(st.data())
def test_no_seating_is_better(data):
    problem = data.draw(tables())
    agrees_with_trying(problem, data.draw(starts(problem)))


@SOME
@given(tables())
def test_the_names_of_countries_and_languages_change_nothing(problem):
    guests = tuple(
        Guest(guest.name, guest.country and f"{guest.country}!", tuple(reversed(guest.languages)), guest.seat)
        for guest in problem.guests
    )
    renamed = Problem(problem.table, guests, problem.interpreters, problem.pairs, problem.most_places, problem.prices)

    assert found_by_search(problem)[1:] == found_by_search(renamed)[1:]


@SOME
@given(tables())
def test_without_its_pairs_a_table_is_never_worse(problem):
    best, _, is_impossible = found_by_search(problem)
    freed, _, freed_is_impossible = found_by_search(
        Problem(problem.table, problem.guests, problem.interpreters, (), problem.most_places, problem.prices)
    )

    assert is_impossible or (not freed_is_impossible and freed.objective <= best.objective)


def test_seven_of_two_countries_that_alternate():
    guests = tuple(Guest(f"guest {n}", "DE" if n < 4 else "UA", ("en",)) for n in range(7))
    problem = Problem(Table(Shape.U, (3, 1, 3)), guests, pairs=(Pair(("guest 0", "guest 6"), together=True, price=1),))

    best, bound, _ = found_by_search(problem)

    assert (best.objective, bound) == (cheapest(problem), cheapest(problem))


@SOME
@given(st.data(), st.booleans(), st.integers(1, 4))
def test_whatever_is_given_for_guests_no_bound_is_above_the_best(data, remembers, width):
    problem = data.draw(tables())
    tariff, least = tariff_of(problem), cheapest(problem)
    given = data.draw(st.lists(st.integers(-9000, 9000), min_size=tariff.guests, max_size=tariff.guests))
    posts = [data.draw(st.integers(0, 3000)) for _ in tariff.posts]
    with_ = Multipliers.none(tariff).towards(
        Multipliers(np.array([*given, 0.0]), np.array(posts, float)), GRAIN, tariff
    )
    most = tariff.most if least is None else least
    layers = Layers(tariff, np.isfinite(tariff.seat), remembers=remembers)

    value = layers.value(with_)
    through = layers.through(with_)
    narrow, wide = (swept(layers, with_, most, some) for some in (width, 10**6))

    assert wide.cost == (math.inf if least is None else least)
    if least is not None:
        assert max(value, min(narrow.cost, narrow.missed)) <= least
        assert all(through[tariff.guest[:-1] == guest, seat].min() <= least for seat, guest in enumerate(wide.order))


def test_who_remembers_knows_more():
    chance = random.Random(1)
    guests = tuple(Guest(f"guest {n}", chance.choice("ABC"), (chance.choice("xyz"),)) for n in range(20))
    tariff = tariff_of(Problem(Table(Shape.RING, (20,)), guests))
    forgets, remembers = (Layers(tariff, np.isfinite(tariff.seat), remembers=some) for some in (False, True))
    given = forgets.ascended(Multipliers.none(tariff), 100)

    assert forgets.value(given) < remembers.value(given)


@pytest.mark.parametrize("table", [Table(Shape.RING, (5,)), Table(Shape.U, (2, 1, 2)), Table(Shape.ROWS, (2, 3))])
def test_everybody_would_like_to_sit_beside_everybody(table):
    guests = tuple(Guest(f"guest {n}", languages=("de" if n % 2 else "uk",)) for n in range(5))
    two = combinations((guest.name for guest in guests), 2)
    pairs = tuple(Pair(pair, together=True, price=3 * number % 7) for number, pair in enumerate(two))

    agrees_with_trying(Problem(table, guests, pairs=pairs), ())


@pytest.mark.parametrize(("partners", "is_impossible"), [(2, False), (3, True)])
def test_nobody_has_three_neighbours(partners, is_impossible):
    guests = tuple(Guest(f"guest {n}") for n in range(5))
    pairs = tuple(Pair(("guest 0", f"guest {4 - n}"), together=True) for n in range(partners))
    problem = Problem(Table(Shape.RING, (5,)), guests, pairs=(*pairs, Pair(("guest 0", "guest 1"), True, price=9)))

    agrees_with_trying(problem, ())
    assert (cheapest(problem) is None) == is_impossible
