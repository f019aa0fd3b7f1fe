"""Why rows are not folded together, or not taken apart."""


class MergeRefused(Exception):
    """`code` says why; `between` lists the pairs of rows that stand in the way, the kept one's first.

    Codes: same (one row, twice), merged (one of the two was merged already), office (persons of two offices), distinct (a
    human told them apart), live (both registered for one workshop), seats (both have a quota or an invitation for one
    workshop), successor (one succeeds the other: two institutions, not one); and for the way back undone (it was undone
    already), later (the kept one was merged into another since), changed (what moved is no longer where it was put).
    """

    def __init__(self, code, between=()):
        super().__init__(code)
        self.code = code
        self.between = list(between)
