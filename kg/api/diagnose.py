"""The route that ranks the causes of what was observed in a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from kg.api import problems
from kg.api.replies import reply_json
from kg.api.schemas import Problem
from kg.batch_diagnose import diagnose, document
from kg.knowledge import KnowledgeGraph

_ERRORS: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem, "content": {problems.MEDIA_TYPE: {}}}
}


class ObservationRow(BaseModel):
    """One laboratory value."""

    quantity: str = Field(max_length=200, examples=["LH"])
    state: Literal["low", "low-normal", "normal", "high", "very high", "absent"]


class DiagnosisQuestion(BaseModel):
    """What was observed in whom."""

    sex: Literal["female", "male"]
    life_stage: str = Field("adult", max_length=40)
    observations: list[ObservationRow] = Field(
        default=[],
        max_length=60,
        examples=[
            [{"quantity": "LH", "state": "low"}, {"quantity": "prolactin", "state": "high"}],
        ],
    )
    findings: list[str] = Field(default=[], max_length=60, examples=[["galactorrhea"]])
    exposures: list[str] = Field(default=[], max_length=60, examples=[[]])


class DiagnosisDocument(BaseModel):
    """Causes ranked by how well they account for what was observed."""

    causes: list[dict[str, Any]] = Field(
        description="Best first: name, ids, score, level, what speaks for and against it."
    )
    level: str | None = Field(examples=["pituitary"])
    levels: dict[str, float]
    chain: list[str] = Field(examples=[["prolactin up", "LH down"]])
    alike: list[list[str]] = Field(description="Causes these values cannot tell apart.")
    second: str | None = Field(description="A further cause that explains what is left.")
    next_tests: list[dict[str, Any]]
    fits: bool
    problems: list[str]
    context: dict[str, Any]
    story: dict[str, Any]
    version: str


def diagnose_router(graph: Callable[[], KnowledgeGraph]) -> APIRouter:
    """Make a router with `/v1/diagnose`.

    Args:
        graph: Gives the graph of the moment.
    """
    routes = APIRouter()

    @routes.post(
        "/v1/diagnose",
        response_model=DiagnosisDocument,
        responses=_ERRORS,
        summary="Which causes account for what was observed",
    )
    def ranked(request: Request, question: DiagnosisQuestion) -> Response:
        """Rank causes; what is not observed does not count, what is not understood is said."""
        g = graph()
        return reply_json(request, document(diagnose(question.model_dump(), g), g))

    return routes
