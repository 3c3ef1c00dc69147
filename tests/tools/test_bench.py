"""The table of ``make bench``, and how it reads wrk."""

import pytest
from tools.bench.load import Speed, speed
from tools.bench.table import Figure, Mark, at_least, at_most, unmeasured, written

WRK = """Running 3s test @ http://127.0.0.1:8000/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.62ms  680.00us  12.03ms   79.93%
    Req/Sec    39.98k     1.20k   41.02k    70.00%
  Latency Distribution
     50%    1.50ms
     75%    1.90ms
     90%    2.40ms
     99%    {p99}
  119331 requests in 3.00s, 1.07GB read
{errors}Requests/sec:  39776.95
Transfer/sec:    364.09MB
"""
ERRORS = "  Socket errors: connect 1, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 40\n"


@pytest.mark.parametrize(("p99", "milliseconds"), [("4.03ms", 4.03), ("990.00us", 0.99), ("1.20s", 1200)])
def test_the_slowest_hundredth_is_read_in_milliseconds(p99, milliseconds):
    assert speed(WRK.format(p99=p99, errors="")) == Speed(39776.95, pytest.approx(milliseconds), 119331, 0)


def test_every_kind_of_failure_is_counted():
    assert speed(WRK.format(p99="4ms", errors=ERRORS)).errors == 46


def test_a_figure_beyond_its_limit_is_a_miss():
    figures = [at_most("p99", 10, 10, "ms"), at_most("p99", 10.1, 10, "ms"), at_least("of nginx", 49.9, 50, "%")]

    assert [figure.mark for figure in figures] == [Mark.OK, Mark.MISS, Mark.MISS]


def test_the_table_shows_what_was_measured_beside_what_it_must_reach():
    table = written([at_most("publish", 0.5, 5, "s"), unmeasured("warm", "wrk cannot be found"), Figure("beside", "1")])

    assert table.splitlines() == [
        "what     measured             target",
        "-------  -------------------  ------  ------------",
        "publish  0.5 s                <= 5 s  ok",
        "warm     wrk cannot be found          not measured",
        "beside   1",
    ]
