"""Why a list cannot go on."""


class ImportRefused(Exception):
    """`code` is a key of participants.import_words.REFUSALS, or "full" with `numbers` {"left", "wanted"}."""

    def __init__(self, code, **numbers):
        super().__init__(code)
        self.code = code
        self.numbers = numbers
