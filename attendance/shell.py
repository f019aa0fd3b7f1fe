"""The files a phone keeps so that the check-in page opens without a network."""

import json
from hashlib import sha256

from django.templatetags.static import PrefixNode, static

_WEIGHTS = (400, 500, 600, 700)
_SUBSETS = ("ibm-plex-sans-latin", "ibm-plex-sans-latin-ext", "ibm-plex-sans-arabic-arabic")
_MODULES = (
    *("answer", "finder", "over", "page", "people", "phone", "scanner", "server", "sight", "signal", "store", "sync", "walkin"),
)
NAMES = (
    *("img/favicon.svg", "img/icons.svg", "img/app-192.png", "css/fonts.css", "css/tokens.css", "css/base.css"),
    *("css/components.css", "css/screens.css", "css/checkin.css"),
    *("vendor/bootstrap/bootstrap.min.css", "vendor/bootstrap/bootstrap.rtl.min.css"),
    *("vendor/barcode-detector/ponyfill.js", "vendor/barcode-detector/zxing_reader.wasm"),
    *(f"js/checkin/{name}.js" for name in _MODULES),
    *(f"vendor/fonts/{subset}-{weight}-normal.woff2" for subset in _SUBSETS for weight in _WEIGHTS),
)


def shell(start):
    """JSON of what the service worker needs: the addresses of its files and a version that changes with any of them.

    `start` is the path the installed app opens with.
    """
    files = [static(name) for name in NAMES]
    version = sha256("\n".join(files).encode()).hexdigest()[:16]
    return json.dumps({"version": version, "files": files, "statics": PrefixNode.handle_simple("STATIC_URL"), "start": start})
