from certificates.models.certificate import Certificate, IssueBatch, NumberSequence
from certificates.models.life import CertificateEvent, Erasure
from certificates.models.paper import MOST_SIGNATORIES, Design, Signatory, Signing, Wording

__all__ = [
    "MOST_SIGNATORIES",
    "Certificate",
    "CertificateEvent",
    "Design",
    "Erasure",
    "IssueBatch",
    "NumberSequence",
    "Signatory",
    "Signing",
    "Wording",
]
