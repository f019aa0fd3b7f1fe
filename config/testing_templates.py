"""The guard that makes a template's unknown variable fail the test; our templates only, packages' rely on silence."""

import sys
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent


class _Unknown(str):
    """Stands in `string_if_invalid`: Django formats it with the name of each variable it cannot resolve."""

    __slots__ = ("seen",)

    def __new__(cls):
        made = super().__new__(cls)
        made.seen = []
        return made

    def __bool__(self):
        return True

    def __contains__(self, text):
        return text == "%s" or super().__contains__(text)

    def __mod__(self, name):
        template = None if str(name).startswith("request.GET.") else _template()  # an address need not carry every parameter
        if template is not None and OURS in template.parents and "site-packages" not in template.parts:
            self.seen.append(f"{template.relative_to(OURS)}: {name}")
        return ""


def _template():
    """The file of the template node being rendered: the nearest caller that is a node."""
    frame = sys._getframe(2)
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin is not None and hasattr(origin, "loader"):
            return Path(origin.name)
        frame = frame.f_back
    return None


UNKNOWN = _Unknown()
