"""How static files are stored: hashed names, gzip beside each."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_MODULES = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class Storage(CompressedManifestStaticFilesStorage):
    """Without brotli, which takes ten times as long at a first start for a few kilobytes less.

    Imports between our own modules get hashed names too: a phone keeps the files of the check-in page, and never mixes
    two versions. Not those of packages, whose comments hold imports of files that do not exist.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _MODULES))

    def create_compressor(self, **options):
        return super().create_compressor(**options | {"use_brotli": False})
