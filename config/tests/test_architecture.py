"""The house as it was agreed: one direction of imports, thin layers, short files, no drawers."""

import ast
import sys

from django.conf import settings

from config.tests.sources import ORDER, Source, sources

LAYERS = {"models": 0, "rules": 0, "queries": 1, "actions": 2, "forms": 3, "views": 4, "admin": 4, "management": 4}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "tools"}
ONLY_DOCUMENTS = {"weasyprint", "pikepdf", "segno", "openpyxl", "PIL", "docx", "lxml", "fontTools"}
RULES_MAY_IMPORT = {"anyascii", "rapidfuzz"}
TOP_LEVEL = {
    *ORDER,
    *("bin", "docs", "locale", "static", "templates", "var"),
    *("manage.py", "conftest.py", "pytest.ini", "README.md", "LICENSE", "__pycache__"),
    *("requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt"),
}
#: the importers of WeasyPrint, which costs half a second: only who prints pays it
LOCAL_IMPORTS_ALLOWED = {"documents.typesetting", "documents.press", "documents.skeletons"}


def product():
    return [source for source in sources() if not source.is_test]


def test_sources_are_found():
    assert {source.app for source in sources()} == set(ORDER)


def test_apps_import_downwards_only():
    wrong = [
        f"{source.name}:{node.lineno} imports {name}"
        for source in product()
        for name, node in source.imports()
        if name.split(".")[0] in ORDER and ORDER.index(name.split(".")[0]) > ORDER.index(source.app)
    ]
    assert wrong == []


def test_layers_of_an_app_import_downwards_only():
    wrong = [
        f"{source.name}:{node.lineno} imports {name}"
        for source in product()
        for name, node in source.imports()
        if _layer(source.parts) is not None and name.split(".")[0] == source.app
        if (_layer(name.split(".")) or 0) > _layer(source.parts)
    ]
    assert wrong == []


def _layer(parts):
    return LAYERS.get(parts[1]) if len(parts) > 1 else None


def test_imports_are_absolute():
    assert [f"{source.name}: {name}" for source in sources() for name, _ in source.imports() if name.startswith(".")] == []


def test_imports_stand_at_the_top():
    wrong = []
    for source in sources():
        for function in source.functions():
            local = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            names = {name for node in local for name in _imported(node)}
            if names - LOCAL_IMPORTS_ALLOWED and source.parts != ("config", "testing"):
                wrong.append(f"{source.name}:{function.lineno} {function.name} imports {sorted(names)}")
    assert wrong == []


def _imported(node):
    prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    return [prefix + alias.name for alias in node.names]


def test_documents_alone_makes_files():
    wrong = [
        f"{source.name} imports {name}"
        for source in product()
        for name, _ in source.imports()
        if name.split(".")[0] in ONLY_DOCUMENTS and source.app != "documents"
    ]
    assert wrong == []


def test_rules_import_the_standard_library_and_rules_alone():
    wrong = [
        f"{source.name} imports {name}"
        for source in product()
        if source.parts[1:2] == ("rules",)
        for name, _ in source.imports()
        if not _may_rules_import(name)
    ]
    assert wrong == []


def _may_rules_import(name):
    first = name.split(".")[0]
    return first in sys.stdlib_module_names | RULES_MAY_IMPORT or "rules" in name.split(".")[:2]


def test_no_signals():
    wrong = [
        f"{source.name} imports {name}"
        for source in product()
        for name, _ in source.imports()
        if name.startswith("django.dispatch") or ".signals." in f"{name}."
    ]
    assert wrong == []


def test_models_have_no_effects_on_save():
    wrong = [
        f"{source.name}: {function.name}"
        for source in product()
        if "models" in source.parts
        for function in source.functions()
        if function.name in {"save", "delete"}
    ]
    assert wrong == []


def test_the_clock_is_passed_in():
    """Models, rules, queries and actions are given `now`; views, commands and jobs read the clock."""
    below = {"models", "rules", "queries", "actions"}
    assert [s.name for s in product() if below & set(s.parts[1:2]) and "timezone.now(" in s.text] == []


def test_no_drawers():
    assert [source.name for source in sources() if set(source.parts) & DRAWERS] == []


def test_files_are_short():
    assert [source.name for source in sources() if len(source.text.splitlines()) > 300] == []


def test_functions_are_short():
    wrong = [
        f"{source.name}:{function.lineno} {function.name} has {_lines(function)} lines"
        for source in sources()
        for function in source.functions()
        if _lines(function) > 45
    ]
    assert wrong == []


def _lines(function):
    return function.end_lineno - function.lineno + 1


def test_nothing_else_at_the_top():
    visible = {path.name for path in settings.BASE_DIR.iterdir() if not path.name.startswith(".")}
    assert visible - TOP_LEVEL == set()


def test_checks_see_what_they_look_for(tmp_path):
    """The control: the readers above find an upward import, a local one and a relative one."""
    path = settings.BASE_DIR / "documents" / "invented.py"
    source = Source(path)
    source.__dict__["text"] = "from reports.models import X\nfrom . import y\ndef f():\n    import json\n"
    assert [name for name, _ in source.imports()] == ["reports.models.X", "..y", "json"]
    assert ORDER.index("reports") > ORDER.index(source.app)
    assert [function.name for function in source.functions()] == ["f"]
