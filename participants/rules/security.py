"""Security bodies: institutions whose lists never leave their office (product.md, Privacy)."""

SECURITY_TYPES = frozenset({"law_enforcement", "emergency_service", "armed_forces", "military", "intelligence"})
