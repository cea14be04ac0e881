"""Bodies with a strong ETag, caching and cross-origin headers."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from fastapi import Request
from fastapi.responses import Response

COMMON = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept",
}


def reply(request: Request, body: bytes | str, media_type: str, **headers: str) -> Response:
    """Give a body, or 304 when the client has it already.

    Args:
        request: For its If-None-Match.
        body: Text is encoded as UTF-8.
        media_type: Content type without charset.
        headers: Further headers, underscores for hyphens.
    """
    data = body.encode() if isinstance(body, str) else body
    tag = f'"{hashlib.sha256(media_type.encode() + b"|" + data).hexdigest()[:32]}"'
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = COMMON | {"ETag": tag} | named
    known = [
        t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")
    ]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=sent)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(data, media_type=media_type + charset, headers=sent)


def reply_json(request: Request, value: Any, media_type: str = "application/json") -> Response:
    """Give a value as JSON."""
    return reply(request, json.dumps(value, ensure_ascii=False), media_type)
