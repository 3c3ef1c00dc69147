"""Clashes gathered into few large sets of which all members exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from itertools import combinations

Beside = Mapping[str, Set[str]]


def cliques(nodes: Set[str], beside: Beside) -> list[tuple[str, ...]]:
    """Every edge among the nodes in one clique at least: an edge not yet covered grows by the best connected others."""
    near = {node: beside[node] & nodes for node in nodes}
    ordered = sorted((node for node in nodes if near[node]), key=lambda node: (-len(near[node]), node))
    found: list[frozenset[str]] = []
    covered: set[frozenset[str]] = set()
    for a, b in combinations(ordered, 2):
        if b not in near[a] or frozenset((a, b)) in covered:
            continue
        clique, common = {a, b}, near[a] & near[b]
        for node in ordered:
            if node in common:
                clique.add(node)
                common &= near[node]
        covered.update(map(frozenset, combinations(clique, 2)))
        found.append(frozenset(clique))
    return [tuple(sorted(clique)) for clique in found]


def chordal_order(nodes: Set[str], beside: Beside) -> list[str] | None:
    """One in which the earlier neighbours of each exclude each other; None where there is no such order.

    Where sessions exclude each other because of their hours, there is one: by their beginnings, for example. Always
    the node with most earlier neighbours is next (R. E. Tarjan, M. Yannakakis, SIAM J. Comput. 13, 1984).
    """
    earlier: dict[str, set[str]] = {node: set() for node in nodes}
    order: list[str] = []
    while earlier:
        node = min(earlier, key=lambda one: (-len(earlier[one]), one))
        if any(earlier[node] - beside[other] - {other} for other in earlier[node]):
            return None
        order.append(node)
        del earlier[node]
        for other in beside[node] & earlier.keys():
            earlier[other].add(node)
    return order


def largest_cliques(nodes: Set[str], beside: Beside) -> list[tuple[str, ...]]:
    """Every clique is within one of them. Raises ValueError where there is no chordal order."""
    order = chordal_order(nodes, beside)
    if order is None:
        raise ValueError("These exclude each other in rings.")
    place = {node: number for number, node in enumerate(order)}
    found: list[frozenset[str]] = []
    for node in reversed(order):
        clique = frozenset({node, *(other for other in beside[node] & nodes if place[other] < place[node])})
        if not any(clique <= other for other in found):
            found.append(clique)
    return [tuple(sorted(clique)) for clique in found]


def neighbours(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    beside: dict[str, set[str]] = {node: set() for node in nodes}
    for a, b in edges:
        beside[a].add(b)
        beside[b].add(a)
    return {node: frozenset(others) for node, others in beside.items()}
