"""The `/sparql` route: SPARQL 1.1 Protocol for queries, by GET and POST."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from kg.api import negotiation
from kg.api.replies import reply
from kg.namespaces import prefixes
from kg.store import EmbeddedStore
from kg.store.embedded import RESULTS, TRIPLES
from kg.store.guard import MAX_LENGTH

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "text/xml": "application/sparql-results+xml",
}


def sparql_router(store: Callable[[], EmbeddedStore]) -> APIRouter:
    """Make the router of the SPARQL endpoint.

    Args:
        store: Gives the store of the moment.
    """
    routes = APIRouter()

    @routes.get("/sparql", summary="SPARQL 1.1 query")
    async def get(request: Request) -> Response:
        """Answer `?query=`; the form follows the Accept header."""
        return await _answer(request, store(), _one_query(request.url.query))

    @routes.post("/sparql", summary="SPARQL 1.1 query")
    async def post(request: Request) -> Response:
        """Answer a query sent as a form or as `application/sparql-query`."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        if kind == _QUERY:
            return await _answer(request, store(), body)
        if kind == _FORM:
            return await _answer(request, store(), _one_query(body))
        if kind == "application/sparql-update":
            raise HTTPException(403, "Updates are not accepted: the graph is read only.")
        raise HTTPException(415, f"Send the query as {_QUERY} or {_FORM}.")

    @routes.options("/sparql", include_in_schema=False)
    async def preflight() -> Response:
        return Response(
            status_code=204,
            headers={
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
                "Access-Control-Max-Age": "86400",
            },
        )

    return routes


async def _body(request: Request) -> str:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > 4 * MAX_LENGTH:
            raise HTTPException(413, f"The query is longer than {MAX_LENGTH} characters.")
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        raise HTTPException(400, f"The query is not UTF-8 ({fault}).") from fault


def _one_query(encoded: str) -> str:
    """Take the one `query` of a query string or form.

    Raises:
        HTTPException: 400 without a query or with two, 403 for an update.
    """
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as fault:
        raise HTTPException(400, f"The parameters cannot be read ({fault}).") from fault
    if any(name == "update" for name, _ in pairs):
        raise HTTPException(403, "Updates are not accepted: the graph is read only.")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"Give exactly one query parameter; there are {len(queries)}.")
    return queries[0]


def _offered(query_form: str) -> Sequence[str]:
    return [*RESULTS, *_ALIASES] if query_form == "results" else list(TRIPLES)


async def _answer(request: Request, store: EmbeddedStore, query: str) -> Response:
    accept = request.headers.get("accept", "")
    wanted = [_ALIASES.get(name, name) for name, q in negotiation.parse_accept(accept) if q > 0]
    known = next((m for m in wanted if m in RESULTS or m in TRIPLES), "")
    if accept and not known and not any("*" in name for name in wanted):
        raise HTTPException(406, f"Offered: {', '.join([*RESULTS, *TRIPLES])}.")
    answer = await run_in_threadpool(store.query, query, known, prefixes())
    return reply(request, answer.body, answer.media_type)
