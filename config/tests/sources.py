"""The project's own Python files, as the tests of the house read them."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings

ORDER = [
    *("documents", "accounts", "mailing", "workshops", "participants"),
    *("attendance", "evaluations", "certificates", "reports", "config"),
]


@dataclass(frozen=True)
class Source:
    path: Path

    @property
    def name(self):
        return str(self.path.relative_to(settings.BASE_DIR))

    @property
    def parts(self):
        """The dotted path without packages' `__init__`: ("workshops", "models", "session")."""
        parts = self.path.relative_to(settings.BASE_DIR).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def app(self):
        return self.parts[0]

    @property
    def is_test(self):
        return "tests" in self.parts or self.parts[:2] in {("config", "testing"), ("config", "testing_guards")}

    @cached_property
    def text(self):
        return self.path.read_text()

    @cached_property
    def tree(self):
        return ast.parse(self.text)

    @cached_property
    def nodes(self):
        return list(ast.walk(self.tree))

    def imports(self):
        """(dotted name, node) of everything imported; `from a import b` gives a.b."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{'.' * node.level}{node.module or ''}.{alias.name}", node) for alias in node.names)

    def functions(self):
        return [node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def sources():
    """Every Python file of the apps, migrations left out."""
    found = [path for app in ORDER for path in sorted((settings.BASE_DIR / app).rglob("*.py"))]
    return [Source(path) for path in found if "migrations" not in path.parts]
