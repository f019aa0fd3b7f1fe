"""A file that strangers send to be compared: only its SHA-256 is made, as it comes in; not a byte of it is kept."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: a certificate has some 60 kB; scans of paper are larger, and never the file that was issued
MOST_BYTES = 5 << 20


class Fingerprint(FileUploadHandler):
    """An upload handler that hashes a file of up to `MOST_BYTES`; of a larger one it counts the rest alone."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.digest, self.size, self.head = hashlib.sha256(), 0, b""

    def receive_data_chunk(self, raw_data, start):  # noqa: ARG002  (Django's interface)
        self.size += len(raw_data)
        self.head = self.head or raw_data[:5]
        if self.size <= MOST_BYTES:
            self.digest.update(raw_data)

    def file_complete(self, file_size):  # noqa: ARG002  (as above)
        return Fingerprinted(self.file_name, self.size, self.digest.hexdigest(), self.head)


class Fingerprinted(UploadedFile):
    """What is left of the file: `size`, `sha256`, and whether it `is_pdf`. There is nothing to read."""

    def __init__(self, name, size, sha256, head):
        super().__init__(None, name, size=size)
        self.sha256, self.is_pdf = sha256, head == b"%PDF-"
