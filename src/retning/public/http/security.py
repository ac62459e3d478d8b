"""Headers that every response carries: no script, style or frame but our own, no sniffing, no sensors."""

from __future__ import annotations

SECURITY_HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)

# Only pages that are made to be embedded may stand in other people's frames.
FRAMED_HEADERS = tuple(
    (name, value.replace("frame-ancestors 'none'", "frame-ancestors *")) for name, value in SECURITY_HEADERS
)
