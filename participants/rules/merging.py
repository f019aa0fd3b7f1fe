"""What pairs and chains of merged rows mean, from plain values."""


def in_order(one, other):
    """A pair of keys with the smaller first: the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)


def leads_back(start, follows):
    """Whether following {key: next key} from `start` comes to a key twice."""
    seen = set()
    while start is not None:
        if start in seen:
            return True
        seen.add(start)
        start = follows.get(start)
    return False
