"""How static files are stored: hashed names, gzip beside each."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Without brotli, which takes ten times as long at a first start for a few kilobytes less.

    Imports between our modules get hashed names too: a phone keeps the files of the check-in page, and never mixes two versions.
    """

    support_js_module_import_aggregation = True

    def create_compressor(self, **options):
        return super().create_compressor(**options | {"use_brotli": False})
