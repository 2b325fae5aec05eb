"""The closed lists of words from which site and platform files choose."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Tier of Party or government that the portal belongs to (the district tier ended on 1 July 2025)."""

    CENTRAL = "central"
    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class State(StrEnum):
    """Trust in a site file: unverified until a check against the live portal has passed."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    RETIRED = "retired"


class Interface(StrEnum):
    """An interface by which a portal lists its articles to programs."""

    NONE = "none"
    WORDPRESS = "wordpress"


class Tls(StrEnum):
    """Weaknesses of a portal's TLS that are accepted; each value also accepts what the value before it does."""

    STRICT = "strict"
    """Certificates are verified; TLS 1.2 or later."""
    LAX = "lax"
    """Any certificate is accepted: incomplete chains, expired ones, those of other hosts."""
    OLD = "old"
    """TLS 1.0 and 1.1 and the ciphers of their time are accepted, too."""
