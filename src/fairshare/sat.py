"""Rows of small whole numbers as clauses, for MaxSAT and for explanations.

Counting is dear in clauses. Where a row counts things of which at most one can be (the meetings of one person in one
slot), their disjunction is counted instead: fewer inputs, and propagation sees what the two rows say together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pysat.card import CardEnc, EncType

from fairshare.linear import Row

PAIRWISE = 5
SEQUENTIAL = 40_000


class Clauses:
    """Variables are numbered from 1; those of the model first, so that answers can be cut off after them."""

    def __init__(self, variables: int) -> None:
        self.top = variables
        self.hard: list[list[int]] = []
        self.soft: list[tuple[int, int]] = []
        self._cliques_of: dict[int, list[int]] = {}
        self._cliques = 0
        self._disjunctions: dict[frozenset[int], int] = {}

    def copy(self) -> Clauses:
        """To be added to; of cliques and disjunctions it knows nothing."""
        other = Clauses(self.top)
        other.hard, other.soft = list(self.hard), list(self.soft)
        return other

    def new(self) -> int:
        self.top += 1
        return self.top

    def wish(self, literal: int, weight: int) -> None:
        """A soft clause: ``weight`` is paid when it is false."""
        self.soft.append((literal, weight))

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly when one of them is."""
        if len(literals) == 1:
            return literals[0]
        known = frozenset(literals)
        if known not in self._disjunctions:
            either = self._disjunctions[known] = self.new()
            self.hard.append([-either, *literals])
            self.hard += ([either, -literal] for literal in literals)
        return self._disjunctions[known]

    def require(self, row: Row | bool, guards: tuple[int, ...] = ()) -> None:
        """With guards, the row need hold only where all of them are true."""
        if row is True:
            return
        if row is False:
            self._add([], guards)
            return
        # a x with negative a is a - |a| (not x): only counts of literals are left.
        shift = sum(times for times in row.terms.values() if times < 0)
        literals = [
            variable if times > 0 else -variable for variable, times in row.terms.items() for _ in range(abs(times))
        ]
        if row.low is not None:
            self.at_least(literals, row.low - shift, guards)
        if row.high is not None:
            self.at_most(literals, row.high - shift, guards)

    def at_most(self, literals: Sequence[int], most: int, guards: tuple[int, ...] = ()) -> None:
        if most >= len(literals):
            return
        if most < 0:
            self._add([], guards)
        elif most == 0:
            for literal in literals:
                self._add([-literal], guards)
        else:
            self._at_most(literals, most, guards)

    def at_least(self, literals: Sequence[int], least: int, guards: tuple[int, ...] = ()) -> None:
        if least <= 0:
            return
        if least == 1:
            self._add(list(literals), guards)
        else:
            self.at_most([-literal for literal in literals], len(literals) - least, guards)

    def _at_most(self, literals: Sequence[int], most: int, guards: tuple[int, ...]) -> None:
        counted = [self.any_of(cluster) for cluster in self._clusters(literals)]
        if most >= len(counted):
            return
        if most == 1 and len(counted) <= PAIRWISE:
            for index, literal in enumerate(counted):
                for other in counted[:index]:
                    self._add([-other, -literal], guards)
        else:
            encoding = EncType.seqcounter if len(counted) * most <= SEQUENTIAL else EncType.kmtotalizer
            found = CardEnc.atmost(counted, most, top_id=self.top, encoding=encoding)
            self.top = max(self.top, found.nv)
            for clause in found.clauses:
                self._add(clause, guards)
        # Under a guard the clique may be off; to count its disjunction is then only weaker, never wrong.
        if most == 1:
            for literal in literals:
                self._cliques_of.setdefault(literal, []).append(self._cliques)
            self._cliques += 1

    def _clusters(self, literals: Sequence[int]) -> Iterable[list[int]]:
        """The literals by known cliques, the largest first."""
        left = dict.fromkeys(literals)
        if len(left) < len(literals):
            yield from ([literal] for literal in literals)
            return
        members: dict[int, list[int]] = {}
        for literal in literals:
            for clique in self._cliques_of.get(literal, ()):
                members.setdefault(clique, []).append(literal)
        for clique in sorted(members, key=lambda one: -len(members[one])):
            cluster = [literal for literal in members[clique] if literal in left]
            if len(cluster) > 1:
                for literal in cluster:
                    del left[literal]
                yield cluster
        yield from ([literal] for literal in left)

    def _add(self, clause: list[int], guards: tuple[int, ...]) -> None:
        self.hard.append([*clause, *(-guard for guard in guards)])
