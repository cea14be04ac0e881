"""The route that says what would restore an axis and what would only replace its product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from kg.api import problems
from kg.api.replies import reply_json
from kg.api.schemas import Problem
from kg.batch_restore import advise, document
from kg.knowledge import KnowledgeGraph

_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "content": {problems.MEDIA_TYPE: {}}} for code in (404, 422)
}


class RestorationDocument(BaseModel):
    """What could be done, best first, and what each would change."""

    causes: list[str]
    sex: str
    life_stage: str
    headline: str
    options: list[dict[str, Any]] = Field(
        description="Each with name, kind (restores, redrives, replaces, disturbs, none), "
        "sentence, effects and what stays abnormal."
    )
    caveats: list[str]
    problems: list[str]
    version: str


def restore_router(graph: Callable[[], KnowledgeGraph]) -> APIRouter:
    """Make a router with `/v1/restore`.

    Args:
        graph: Gives the graph of the moment.
    """
    routes = APIRouter()

    @routes.get(
        "/v1/restore",
        response_model=RestorationDocument,
        responses=_ERRORS,
        summary="What would restore the axis, and what would only replace its product",
    )
    def restore(
        request: Request,
        because: str = Query(
            examples=["functional hypothalamic amenorrhea"], min_length=1, max_length=300
        ),
        sex: str = Query(examples=["female"]),
        life_stage: str = "adult",
    ) -> Response:
        """Rank taking the cause away and every intervention the graph knows."""
        g = graph()
        found = advise(because, g, sex=sex, life_stage=life_stage)
        return reply_json(request, document(found, g))

    return routes
