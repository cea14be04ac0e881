"""The API over the whole content: terms, search, explanations, SPARQL, and each error."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from openapi_spec_validator import validate

from kg.api import create_app
from kg.knowledge import KnowledgeGraph

pytestmark = pytest.mark.content
EXPLAIN = {"quantity": "LH", "because": "chronic stress", "sex": "female"}


@pytest.fixture(scope="module")
def client(g: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(g), raise_server_exceptions=False) as client:
        yield client


def test_a_term_by_any_of_its_names(client: TestClient) -> None:
    """Slug, abbreviation and label give the same document."""
    answers = [client.get(f"/v1/terms/{n}") for n in ("luteinizing-hormone", "LH", "lutropin")]

    assert {answer.json()["id"] for answer in answers} == {"luteinizing-hormone"}


@pytest.mark.parametrize(
    ("suffix", "media", "start"),
    [
        (".ttl", "text/turtle", "@prefix"),
        (".jsonld", "application/ld+json", "{"),
        (".nt", "application/n-triples", "<https://w3id.org/pulsatile/"),
        (".json", "application/json", "{"),
    ],
)
def test_forms_of_a_term(client: TestClient, suffix: str, media: str, start: str) -> None:
    """The ending chooses the form; so does Accept."""
    by_ending = client.get(f"/v1/terms/estradiol{suffix}")
    by_accept = client.get("/v1/terms/estradiol", headers={"Accept": media})

    assert by_ending.headers["content-type"].startswith(media)
    assert by_ending.text.startswith(start)
    assert by_accept.text == by_ending.text


def test_an_iri_sends_a_browser_to_the_page_and_a_program_to_the_data(client: TestClient) -> None:
    """One address for people and programs."""
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get("/term/estradiol", headers=browser, follow_redirects=False)
    data = client.get("/term/estradiol", headers={"Accept": "text/turtle"})

    assert (page.status_code, page.headers["location"]) == (303, "/term/estradiol/")
    assert "term:estradiol" in data.text


def test_unchanged_answers_are_304(client: TestClient) -> None:
    """A strong ETag spares the body."""
    first = client.get("/v1/terms/estradiol")
    again = client.get("/v1/terms/estradiol", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert not again.content
    assert again.headers["access-control-allow-origin"] == "*"


def test_search_pages_do_not_overlap(client: TestClient) -> None:
    """limit, offset, total and next fit together."""
    first = client.get("/v1/search", params={"q": "gn", "limit": 2}).json()
    second = client.get(first["next"]).json()

    assert len(first["hits"]) == 2
    assert not {h["id"] for h in first["hits"]} & {h["id"] for h in second["hits"]}
    assert first["total"] == second["total"]


def test_an_explanation_adds_up(client: TestClient) -> None:
    """Chains, the rest and the response fit; every number has a reference."""
    found = client.get("/v1/explain", params=EXPLAIN).json()

    net = sum(chain["net"] for chain in found["chains"]) + found["other_net"]
    assert net == pytest.approx(found["response"], abs=1e-3)
    assert found["direction"] == "down"
    numbers = {r["number"] for r in found["story"]["references"]}
    assert {n for c in found["chains"] for n in c["references"]} == numbers


def test_sparql_by_get_form_and_direct_post(client: TestClient) -> None:
    """The three ways of the protocol agree."""
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    direct = {"Content-Type": "application/sparql-query"}
    answers = [
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query, headers=direct),
    ]

    assert len({answer.text for answer in answers}) == 1
    assert int(json.loads(answers[0].text)["results"]["bindings"][0]["n"]["value"]) > 10_000


ERRORS = {
    "unknown term": ("GET", "/v1/terms/estradoil", {}, 404),
    "no such page": ("GET", "/v1/nothing", {}, 404),
    "wrong method": ("DELETE", "/v1/terms/estradiol", {}, 405),
    "form not offered": ("GET", "/v1/terms/estradiol", {"headers": {"Accept": "image/png"}}, 406),
    "empty search": ("GET", "/v1/search?q=", {}, 422),
    "unknown sex": ("GET", "/v1/explain?quantity=LH&because=menopause&sex=x", {}, 422),
    "unknown cause": ("GET", "/v1/explain?quantity=LH&because=zzz&sex=male", {}, 404),
    "no query": ("GET", "/sparql", {}, 400),
    "two queries": ("GET", "/sparql?query=a&query=b", {}, 400),
    "mistake": ("GET", "/sparql?query=SELECT+*+WHERE+%7B", {}, 400),
    "update": ("POST", "/sparql", {"data": {"update": "DROP ALL"}}, 403),
    "service": ("GET", "/sparql?query=SELECT+*+%7BSERVICE+%3Cx%3A%3E+%7B%7D%7D", {}, 403),
    "wrong type": ("POST", "/sparql", {"content": "x", "headers": {"Content-Type": "a/b"}}, 415),
    "too long": ("POST", "/sparql", {"data": {"query": "x" * 300_000}}, 413),
}


@pytest.mark.parametrize(("method", "url", "more", "status"), ERRORS.values(), ids=ERRORS.keys())
def test_every_error_is_one_problem_document(
    client: TestClient, method: str, url: str, more: dict[str, object], status: int
) -> None:
    """RFC 9457: type, title, status and a detail that helps."""
    answer = client.request(method, url, **more)  # type: ignore[arg-type]

    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["title"]
    assert body["detail"]


def test_a_misspelt_term_is_answered_with_the_nearest(client: TestClient) -> None:
    """Suggestions come as data too."""
    assert "estradiol" in client.get("/v1/terms/estradoil").json()["suggestions"]


def test_a_mistake_in_a_query_has_its_place(client: TestClient) -> None:
    """Line and column are given."""
    body = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}).json()

    assert body["line"] == 2


def test_openapi_is_valid(client: TestClient) -> None:
    """The document is OpenAPI 3.1 and says what the errors look like."""
    document = client.get("/openapi.json").json()

    validate(document)
    assert document["openapi"].startswith("3.1")
