"""The closed lists of words from which site and platform files choose."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Which tier of Party or government the portal belongs to (the district tier ended on 1 July 2025)."""

    CENTRAL = "central"
    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class State(StrEnum):
    """How far a site file can be trusted: unverified until a check against the live portal has passed."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    RETIRED = "retired"


class Interface(StrEnum):
    """An interface by which a portal lists its articles to programs."""

    NONE = "none"
    WORDPRESS = "wordpress"


class Tls(StrEnum):
    """How much worse than usual the portal's TLS may be: each allows what the one before it allows."""

    STRICT = "strict"
    """Certificates are verified; TLS 1.2 or later."""
    LAX = "lax"
    """Any certificate is taken: incomplete chains, expired ones, other hosts' ones."""
    OLD = "old"
    """TLS 1.0 and 1.1 and the ciphers of their time too."""
