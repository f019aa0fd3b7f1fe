from certificates.models.certificate import Certificate, IssueBatch, NumberSequence, Signatory
from certificates.models.life import CertificateEvent, Erasure

__all__ = ["Certificate", "CertificateEvent", "Erasure", "IssueBatch", "NumberSequence", "Signatory"]
