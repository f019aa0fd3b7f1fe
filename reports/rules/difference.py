"""What changed between two payloads of one report, cell by cell."""

#: what two reports of the same figures may differ in
_BESIDE = ("schema", "generated_at")
#: what only files ask for: a logo or a day that passed is no other figure
_ANNEXES = ("logos", "iati", "hxl")


def differences(before, after):
    """[[path, before, after]] of every cell that differs, in the order of `after`, what is gone last.

    A path is the list of keys that lead to a number or text; None stands for a cell that was not there. Rows of a list are
    told apart by their `code`.
    """
    old, new = (dict(_cells(_figures(payload), ())) for payload in (before, after))
    paths = [*new, *(path for path in old if path not in new)]
    changed = (path for path in paths if old.get(path) != new.get(path) and path[-1] not in _BESIDE)
    return [[list(path), old.get(path), new.get(path)] for path in changed]


def _figures(payload):
    return {key: value for key, value in payload.items() if key not in _ANNEXES}


def _cells(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _cells(inner, (*path, key))
    elif isinstance(value, list | tuple) and value and all(isinstance(row, dict) and "code" in row for row in value):
        for row in value:
            yield from _cells({key: inner for key, inner in row.items() if key != "code"}, (*path, row["code"]))
    elif isinstance(value, list | tuple):
        if value:
            yield path, list(value)
    else:
        yield path, value
