"""The linear relaxation: what no seating can beat, and by how much each variable that is 0 would raise it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from fairshare.seating.model import Model


@dataclass(frozen=True)
class Relaxation:
    """``raises[v]``: a solution in which v is not 0 costs at least ``value`` + ``raises[v]``."""

    value: float
    raises: np.ndarray[Any, np.dtype[np.float64]]


def relaxed(model: Model) -> Relaxation | None:
    """None where even fractions of guests find no seats."""
    engine = highspy.Highs()  # type: ignore[no-untyped-call] # highspy has none
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("threads", 1)
    # An interior point is thirty times as fast here as the simplex method.
    engine.setOptionValue("solver", "ipm")
    engine.passModel(_programme(model))
    engine.run()
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    raises = np.maximum(np.array(engine.getSolution().col_dual), 0.0)
    return Relaxation(engine.getInfo().objective_function_value + model.fixed, raises)


def _programme(model: Model) -> highspy.HighsLp:
    entries = [(v, times) for row in model.rows for v, times in row.terms.items()]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.most), len(model.rows)
    lp.col_cost_ = np.array(model.price, np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(model.most)), np.array(model.most, np.float64)
    lp.row_lower_ = np.array([-highspy.kHighsInf if row.low is None else row.low for row in model.rows], np.float64)
    lp.row_upper_ = np.array([highspy.kHighsInf if row.high is None else row.high for row in model.rows], np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in model.rows)])
    lp.a_matrix_.index_ = np.array([v for v, _ in entries], np.int32)
    lp.a_matrix_.value_ = np.array([times for _, times in entries], np.float64)
    return lp
