"""Donors' shares of a workshop and the money that follows from them. Pure, exact."""

from decimal import ROUND_DOWN, Decimal, localcontext

CENT = Decimal("0.01")


def to_percent(share):
    """A share of 1 (Decimal or its text) as percent, exactly: "0.8" → Decimal("80")."""
    with localcontext(prec=60):
        percent = Decimal(share) * 100
        return Decimal(f"{percent.normalize():f}")


def to_share(percent):
    """A percentage as the exact decimal text of a share of 1: Decimal("80") → "0.8"."""
    with localcontext(prec=60):
        return f"{(Decimal(percent) / 100).normalize():f}"


def is_whole(shares):
    """Whether the shares of one workshop sum to exactly 1 (there must be some)."""
    return bool(shares) and sum(shares) == 1


def split(amount, shares):
    """`amount` by `shares` ({who: share}, summing to 1) to the cent; the parts sum to the amount.

    Cents left over by rounding down go to the largest remainders, in the order given where they are equal.
    """
    exact = {who: amount * share for who, share in shares.items()}
    parts = {who: value.quantize(CENT, ROUND_DOWN) for who, value in exact.items()}
    left = int((amount - sum(parts.values())) / CENT)
    for who in sorted(exact, key=lambda who: parts[who] - exact[who])[:left]:
        parts[who] += CENT
    return parts
