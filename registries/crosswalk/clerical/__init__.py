"""Clerical review: the records that linkage left undecided, in the order in which an answer is worth most.

An entry is open while the same rules would still ask; what a clerk decides is a judgement, and the entry follows from it.
"""
