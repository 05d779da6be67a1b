"""What every answer says to the browser about who may frame it, what it may load, and what must not be guessed."""

from __future__ import annotations

from tornado.web import RequestHandler

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # plotly positions with style attributes; styles run no code
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


def guard(handler: RequestHandler) -> None:
    """Set the protecting headers. The address of a page names its case, so it is told to no other site (referrer)."""
    handler.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    handler.set_header("Cross-Origin-Opener-Policy", "same-origin")
    handler.set_header("Cross-Origin-Resource-Policy", "same-origin")
    handler.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    handler.set_header("Referrer-Policy", "same-origin")
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header("X-Frame-Options", "SAMEORIGIN")
    handler.clear_header("Server")
