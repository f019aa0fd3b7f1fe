import re

from django.conf import settings

from accounts.verbs import WORDS


def test_every_verb_written_to_history_has_words():
    sources = [
        path
        for path in settings.BASE_DIR.glob("*/**/*.py")
        if not {"tests", ".venv", "var"} & set(path.relative_to(settings.BASE_DIR).parts)
    ]
    written = {verb for path in sources for verb in re.findall(r'\bverb="(\w+)"', path.read_text())}
    assert written - WORDS.keys() == set()
    assert len(written) > 20
