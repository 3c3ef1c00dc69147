"""Engines that behave in ways the real ones rarely do."""

import os


def busy_forever(*, report):
    report(os.getpid())
    while True:
        pass


def fail(*, report):
    raise RuntimeError("no such luck")


def count(limit, *, report):
    for number in range(limit):
        report(number)
