"""Every error as one RFC 9457 problem document, from one place."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from kg.errors import (
    AmbiguousTermError,
    BundleError,
    ContextError,
    KgError,
    NoCausalPathError,
    NotFoundError,
    QueryError,
    QueryForbiddenError,
    QueryTimeoutError,
    TermNotFoundError,
)

MEDIA_TYPE = "application/problem+json"
#: Status by class of error; the first that fits counts.
_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (TermNotFoundError, 404),
    (NoCausalPathError, 404),
    (NotFoundError, 404),
    (AmbiguousTermError, 409),
    (ContextError, 422),
    (QueryForbiddenError, 403),
    (QueryTimeoutError, 503),
    (QueryError, 400),
    (BundleError, 503),
)


def problem(status: int, detail: str, **more: Any) -> JSONResponse:
    """Give a problem document.

    Args:
        status: HTTP status.
        detail: What went wrong and what to do, for a person.
        more: Facts for a program, such as `suggestions` or `line`.
    """
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    headers = {"Access-Control-Allow-Origin": "*", "Vary": "Accept"}
    return JSONResponse(
        body | {"detail": detail} | more, status, media_type=MEDIA_TYPE, headers=headers
    )


def _facts(fault: KgError) -> dict[str, Any]:
    names = ("suggestions", "candidates", "allowed", "line", "column")
    found = {name: getattr(fault, name, None) for name in names}
    return {name: value for name, value in found.items() if value not in (None, ())}


async def _known(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, KgError)
    status = next((s for kind, s in _STATUS if isinstance(fault, kind)), 500)
    return problem(status, str(fault), **_facts(fault))


async def _http(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    said = problem(fault.status_code, str(fault.detail))
    said.headers.update(fault.headers or {})
    return said


async def _invalid(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    errors = [
        {"where": ".".join(str(part) for part in e["loc"]), "message": e["msg"]}
        for e in fault.errors()
    ]
    listed = "; ".join(f"{e['where']}: {e['message']}" for e in errors)
    return problem(422, f"The request does not fit. {listed}.", errors=errors)


async def _unexpected(_request: Request, _fault: Exception) -> Response:
    return problem(500, "Something went wrong here; it is not your request. Try again later.")


def install(app: FastAPI) -> None:
    """Let an application answer every error with a problem document."""
    app.add_exception_handler(KgError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unexpected)
