"""Small tables at random, and every way to sit at them, counted without the package's rules."""

from itertools import permutations, product

from hypothesis import strategies as st

from fairshare.seating import Chair, Guest, Interpreter, Pair, Prices, Problem, Shape, Table

NAMES = ("Anna", "Bohdan", "Clara", "Danylo", "Eva")
PRICES = st.one_of(st.none(), st.integers(0, 4))


@st.composite
def tables(draw):
    count = draw(st.integers(1, 5))
    table = draw(
        st.sampled_from(
            [
                Table(Shape.RING, (count,)),
                Table(Shape.RING, (count + 1,)),
                Table(Shape.U, (2, 1, 2)),
                Table(Shape.ROWS, (2, 3)),
                Table(Shape.ROWS, (3, 3)),
            ]
        )
    )
    guests = tuple(
        Guest(
            name,
            draw(st.sampled_from((None, "DE", "UA"))),
            tuple(draw(st.sets(st.sampled_from(("de", "uk", "en")), max_size=2))),
            draw(st.one_of(st.none(), st.none(), st.none(), st.integers(1, count))),
        )
        for name in NAMES[:count]
    )
    two = st.sampled_from([(one, other) for one in NAMES[:count] for other in NAMES[:count] if one < other] or [()])
    pairs = draw(st.lists(two, max_size=5, unique=True)) if count > 1 else []
    return Problem(
        table,
        guests,
        tuple(Interpreter(f"interpreter {number}", spoken) for number, spoken in enumerate(draw(interpreters(count)))),
        tuple(Pair(pair, draw(st.booleans()), draw(PRICES)) for pair in pairs),
        draw(st.one_of(st.none(), st.integers(0, 4))),
        Prices(draw(st.integers(0, 2)), draw(PRICES), draw(PRICES), draw(st.integers(0, 3))),
    )


def interpreters(count):
    """What they speak; so few that every way to post them can be tried."""
    spoken = st.sampled_from((("de", "uk"), ("de", "en"), ("de", "en", "uk")))
    return st.lists(spoken, max_size=min(count, 3 if count < 5 else 2))


def starts(problem):
    """Who sat where before; some of them, anywhere."""
    return st.permutations(range(1, len(problem.guests) + 1)).flatmap(
        lambda seats: st.integers(0, len(seats)).map(
            lambda some: tuple(
                Chair(guest.name, seat) for guest, seat in zip(problem.guests[:some], seats, strict=False)
            )
        )
    )


def beside(problem):
    """By where things stand on a sheet of paper: two seats are neighbours when they are one step apart."""
    lengths = problem.table.lengths if problem.table.shape is Shape.ROWS else (sum(problem.table.lengths),)
    spot, seat = {}, 1
    for row, length in enumerate(lengths):
        for step in range(length):
            spot[seat] = (row, (step + 1) // 2 * (1 if step % 2 else -1))
            seat += 1
    found = set()
    for one, other in product(range(1, len(problem.guests) + 1), repeat=2):
        (row, column), (other_row, other_column) = spot[one], spot[other]
        apart = abs(column - other_column)
        is_round = problem.table.shape is Shape.RING and apart == lengths[0] - 1
        if one < other and row == other_row and (apart == 1 or is_round):
            found.add((one, other))
    return found


def cheapest(problem, earlier=()):
    """What the best of all seatings costs; None where there is none."""
    seats = range(1, len(problem.guests) + 1)
    neighbours = beside(problem)
    posts = [
        {seat: speaks for seat, speaks in zip(post, problem.interpreters, strict=True) if seat}
        for post in product((None, *seats), repeat=len(problem.interpreters))
        if len(taken := [seat for seat in post if seat]) == len(set(taken))
    ]
    costs = [
        _cost(problem, earlier, neighbours, dict(zip(order, problem.guests, strict=True)), post)
        for order in permutations(seats)
        for post in posts
    ]
    return min((cost for cost in costs if cost is not None), default=None)


def _cost(problem, earlier, neighbours, at, post):
    prices, paid = problem.prices, []
    seat_of = {guest.name: seat for seat, guest in at.items()}
    for place, guest in enumerate(problem.guests, 1):
        away = abs(seat_of[guest.name] - place)
        if guest.seat not in (None, seat_of[guest.name]):
            return None
        if problem.most_places is not None and away > problem.most_places:
            return None
        paid.append(away * prices.place)
    for one, other in neighbours:
        first, second = at[one], at[other]
        if first.country and first.country == second.country:
            paid.append(prices.country)
        spoken = set(first.languages), set(second.languages)
        helpers = [set(post[seat].languages) for seat in (one, other) if seat in post]
        helped = any(all(some & speaks for some in spoken) for speaks in helpers)
        if all(spoken) and not spoken[0] & spoken[1] and not helped:
            paid.append(prices.language)
    for pair in problem.pairs:
        if pair.together != (tuple(sorted(seat_of[name] for name in pair.guests)) in neighbours):
            paid.append(pair.price)
    paid += [prices.moved for chair in earlier if seat_of[chair.guest] != chair.seat]
    return None if None in paid else sum(paid)
