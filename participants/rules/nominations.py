"""When an institution may name people and change its list, and who of the list comes or stands in. Pure."""

from participants.rules.identity import arabic_key, latin_key

#: names may be given; the deadline is past, one may still be sent instead of another; nothing changes any more
OPEN, REPLACING, BEGUN = "open", "replacing", "begun"
NOT_YET, POSTPONED, CANCELLED, WITHDRAWN = "not_yet", "postponed", "cancelled", "withdrawn"
_OFF = {"draft": NOT_YET, "approved": NOT_YET, "postponed": POSTPONED, "cancelled": CANCELLED, "closed": BEGUN}
#: words shorter than this say nothing about who somebody is (Al, Ben, El)
_TELLING = 3


def standing(*, state, is_withdrawn, deadline, today, morning, now):
    """Where an invitation stands: open, replacing, begun, not_yet, postponed, cancelled or withdrawn.

    `state` is the workshop's, `today` the day at its place, `morning` the moment it begins. The deadline's own day counts.
    """
    if is_withdrawn:
        return WITHDRAWN
    if state in _OFF:
        return _OFF[state]
    if now >= morning:
        return BEGUN
    return OPEN if today <= deadline else REPLACING


def roles(count, quota):
    """The roles of `count` ranked people: those beyond `quota` (None: no limit) are substitutes."""
    comes = count if quota is None else min(count, quota)
    return ["nominee"] * comes + ["substitute"] * (count - comes)


def seats_to_fill(*, nominees, quota, gave_up):
    """How many nominees' seats wait for a substitute: at most as many as `gave_up`, and never beyond the quota."""
    if quota is None:
        return gave_up
    return max(min(gave_up, quota - nominees), 0)


def are_alike(one, other):
    """Whether two (given name, family name, Arabic name) may be one person: a telling word in common, in either script.

    Names that share no script cannot be told apart and count as alike.
    """
    latin = [_words(latin_key(f"{given} {family}")) for given, family, _arabic in (one, other)]
    arabic = [_words(arabic_key(name)) for _given, _family, name in (one, other)]
    if latin[0] & latin[1] or arabic[0] & arabic[1]:
        return True
    return not (all(latin) or all(arabic))


def are_same(one, other):
    """Whether two (given name, family name, Arabic name) are written alike, but for case, accents and vowel signs."""
    return all(_key(mine) == _key(theirs) for mine, theirs in zip(one, other, strict=True))


def _key(name):
    return latin_key(name), arabic_key(name)


def _words(key):
    return {word for word in key.split() if len(word) >= _TELLING}
