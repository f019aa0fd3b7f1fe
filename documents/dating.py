"""Office files (XLSX, DOCX) that say when they were made by the caller's clock: the same content is the same bytes."""

import re
import zipfile
from datetime import UTC
from io import BytesIO

CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def dated(data, at):
    """`data` (the bytes of an Office file) with every time in it set to `at`, an aware datetime; nothing else changes."""
    moment = at.astimezone(UTC)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == CORE:
                content = _STAMP.sub(lambda found: found[1] + stamp + found[3], content)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            copy.writestr(entry, content)
    return target.getvalue()
