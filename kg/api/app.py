"""The application: one router anybody can mount, and an app that holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Query, Request
from fastapi.responses import Response

from kg._version import __version__
from kg.api import negotiation, problems
from kg.api.diagnose import diagnose_router
from kg.api.replies import COMMON, reply, reply_json
from kg.api.restore import restore_router
from kg.api.schemas import ExplanationDocument, Problem, SearchPage, TermDocument
from kg.api.sparql import sparql_router
from kg.bundle import encode
from kg.exports import documents
from kg.knowledge import KnowledgeGraph
from kg.store import EmbeddedStore

#: Gives the graph of the moment, so that a server can swap in a new one while it runs.
Source = Callable[[], KnowledgeGraph]

DESCRIPTION = (
    "Terms, causal claims and explanations of reproductive endocrinology. "
    "Reference material for learning and research, not medical advice."
)
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "content": {problems.MEDIA_TYPE: {}}}
    for code in (400, 404, 406, 422, 503)
}
_FORMS = [
    negotiation.JSON,
    negotiation.JSONLD,
    negotiation.TURTLE,
    negotiation.NTRIPLES,
    negotiation.HTML,
]


def router(source: Source | KnowledgeGraph) -> APIRouter:
    """Make a router with the look-up and explanation routes.

    Args:
        source: A graph, or a function that gives the graph of the moment.

    Example:
        app.include_router(kg.api.router(kg.load()))
    """
    graph: Source = (lambda: source) if isinstance(source, KnowledgeGraph) else source
    routes = APIRouter()
    _add_terms(routes, graph)
    _add_search(routes, graph)
    _add_explain(routes, graph)
    return routes


def _form(request: Request, g: KnowledgeGraph, slug: str, media: str) -> Response:
    if media == negotiation.HTML:
        base = str(request.scope.get("root_path", ""))
        headers = {"Location": f"{base}/term/{slug}/"} | COMMON
        return Response(status_code=303, headers=headers)
    if media == negotiation.TURTLE:
        return reply(request, documents.turtle(g, slug), media, Link=_alternates(slug))
    if media == negotiation.NTRIPLES:
        return reply(request, documents.ntriples(g, slug), media, Link=_alternates(slug))
    if media == negotiation.JSONLD:
        return reply_json(request, documents.jsonld(g, slug), media)
    return reply_json(request, documents.term(g, slug))


def _alternates(slug: str) -> str:
    return ", ".join(
        f'</v1/terms/{slug}{suffix}>; rel="alternate"; type="{media}"'
        for suffix, media in negotiation.SUFFIXES.items()
    )


def _add_terms(routes: APIRouter, graph: Source) -> None:
    @routes.get(
        "/v1/terms/{name}",
        response_model=TermDocument,
        responses=_ERRORS,
        summary="One term with its claims, evidence and identifiers",
    )
    def term(request: Request, name: str) -> Response:
        """Give a term by slug, CURIE, label, abbreviation or synonym.

        The form follows the ending (.json, .ttl, .jsonld, .nt, .html) or the Accept header.
        """
        g = graph()
        bare, media = negotiation.split_suffix(name)
        found = g.term(bare)
        accept = request.headers.get("accept", "")
        return _form(request, g, found.id, media or negotiation.choose(accept, _FORMS))

    @routes.get("/term/{slug}", summary="A term's IRI, by content negotiation", responses=_ERRORS)
    def term_iri(request: Request, slug: str) -> Response:
        """Send a browser to the page and a program to the data."""
        g = graph()
        bare, media = negotiation.split_suffix(slug)
        found = g.term(bare)
        offered = [negotiation.HTML, *_FORMS[:-1]]
        accept = request.headers.get("accept", "")
        return _form(request, g, found.id, media or negotiation.choose(accept, offered))


def _add_search(routes: APIRouter, graph: Source) -> None:
    @routes.get("/v1/search", response_model=SearchPage, summary="Terms by name", responses=_ERRORS)
    def search(
        request: Request,
        q: str = Query(min_length=1, max_length=200, examples=["LH"]),
        limit: int = Query(10, ge=1, le=100),
        offset: int = Query(0, ge=0, le=10_000),
    ) -> Response:
        """Find terms by exact name, then by the beginning of a name; the order is stable."""
        hits = graph().index.search(q)
        page = hits[offset : offset + limit]
        url = request.url.include_query_params(offset=offset + limit)
        more = f"{url.path}?{url.query}" if offset + limit < len(hits) else None
        found = {"query": q, "total": len(hits), "limit": limit, "offset": offset, "next": more}
        return reply_json(request, found | {"hits": [_hit(hit) for hit in page]})


def _hit(hit: Any) -> dict[str, Any]:
    return {"summary": ""} | dict(encode(hit))


def _add_explain(routes: APIRouter, graph: Source) -> None:
    @routes.get(
        "/v1/explain",
        response_model=ExplanationDocument,
        responses=_ERRORS,
        summary="Why a quantity changes",
    )
    def explain(
        request: Request,
        quantity: str = Query(examples=["circulating LH"], max_length=200),
        because: list[str] = Query(examples=[["chronic stress"]], max_length=8),
        sex: str = Query(examples=["female"]),
        life_stage: str = "adult",
        phase: str = "",
    ) -> Response:
        """Give the chains with their shares, the loops, and numbered references."""
        g = graph()
        found = g.explain(quantity, because, sex=sex, life_stage=life_stage, phase=phase)
        return reply_json(request, documents.explanation(found, g))


def create_app(
    source: Source | KnowledgeGraph, store: Callable[[], EmbeddedStore] | None = None
) -> FastAPI:
    """Make the whole application: look-up, explanations, SPARQL, errors as problems.

    Args:
        source: A graph, or a function that gives the graph of the moment.
        store: Gives the SPARQL store of the moment; that of the graph by default.
    """
    graph: Source = (lambda: source) if isinstance(source, KnowledgeGraph) else source
    app = FastAPI(
        title="Pulsatile",
        version=__version__,
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0 (code), CC BY 4.0 (content)"},
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    app.include_router(router(graph))
    app.include_router(diagnose_router(graph))
    app.include_router(restore_router(graph))
    app.include_router(sparql_router(store or (lambda: documents.store(graph()))))

    @app.get("/v1/{rest:path}", include_in_schema=False)
    def nothing_here(rest: str) -> None:
        raise HTTPException(404, f'There is no "/v1/{rest}". The routes are in /openapi.json.')

    @app.get("/healthz", include_in_schema=False)
    def health() -> dict[str, str]:
        return {"status": "ok", "version": graph().version}

    return app
