"""What an answer is worth: how many records wait for it, and how little was missing for the rules to give it themselves.

    worth = records that wait for the same person / (1 + bits)

`bits` is the distance to the automatic answer, by what stood in its way:

| because                  | bits                                                  |
| ------------------------ | ----------------------------------------------------- |
| LIGHT                    | from the weight up to `join`                          |
| NO_MARGIN                | from the margin up to the one that is asked for       |
| TWIN, UNDATED, …         | between the weight and `join`, above it or below      |
| any, of CONFLICT or HELD | 0: no weight decides it, only a person can            |

A case at the threshold is worth a whole record, one three bits away a quarter; a person for whom four records wait is
worth four. Equals stand in the order of their opaque ids, so that two clerks see one order.
"""

from registries.crosswalk.weighing.decision import Because, Thresholds

WEIGHED = ("POSSIBLE", "MANY")


def bits_missing(answer: str, because: str, weights: list[float], thresholds: Thresholds) -> float:
    """`weights` of the candidates, the best first, prior included."""
    if answer not in WEIGHED:
        return 0.0
    if because == Because.NO_MARGIN and len(weights) > 1:
        return max(thresholds.margin - (weights[0] - weights[1]), 0.0)
    return abs(thresholds.join - weights[0])


def worth(waiting: int, bits: float) -> float:
    return waiting / (1 + bits)
