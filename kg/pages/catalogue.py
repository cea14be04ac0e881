"""Every file the site is made of, apart from the prose pages that MkDocs makes itself."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from kg.exports import documents
from kg.knowledge import KnowledgeGraph
from kg.model import Term
from kg.pages import lists
from kg.pages.claim_page import claim_context
from kg.pages.home import home_context
from kg.pages.links import claim_path, kind_path, term_path
from kg.pages.metadata import term_schema
from kg.pages.questions import Question, ask
from kg.pages.render import Page, Renderer, Settings, as_json
from kg.pages.search import terms_json
from kg.pages.term_page import term_context
from kg.pages.why_page import why_context


class Catalogue:
    """The files of one site, made one by one when asked for.

    Args:
        g: The graph.
        settings: Where the site is served and where its sources lie.
    """

    def __init__(self, g: KnowledgeGraph, settings: Settings) -> None:
        self._g = g
        self._settings = settings
        self.renderer = Renderer(g, settings)

    @cached_property
    def plan(self) -> dict[str, Any]:
        """`site/site.toml`: choices of the site that are neither knowledge nor code."""
        return tomllib.loads((self._settings.sources / "site.toml").read_text("utf-8"))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions for which why pages are built, answered."""
        return ask(self._g)

    @cached_property
    def _by_cause(self) -> dict[str, list[Question]]:
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            found[question.cause].append(question)
        return found

    @cached_property
    def _by_target(self) -> dict[str, list[Question]]:
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            found[question.target].append(question)
        return found

    def pages(self) -> Iterator[Page]:
        """Give every page: lists first, then terms, claims and answers."""
        g, questions = self._g, self.questions
        yield Page("", "home.html", home_context(g, questions, self.plan))
        yield Page("a-to-z/", "a-to-z.html", lists.a_to_z(g))
        for kind in sorted({t.kind for t in g.ontology.terms.values() if not t.deprecated}):
            yield Page(kind_path(kind), "kind.html", lists.kind_context(g, kind))
        yield Page("references/", "references.html", lists.references(g))
        yield Page("why/", "why-index.html", lists.why_index(g, questions))
        for term in g.ontology.terms.values():
            yield self.term_page(term)
        for claim in g.ontology.claims.values():
            yield Page(claim_path(claim.id), "claim.html", claim_context(g, claim))
        for question in questions:
            context = why_context(
                g, question, self._by_cause[question.cause], self._by_target[question.target]
            )
            yield Page(question.path, "why.html", context)

    def term_page(self, term: Term) -> Page:
        """Give the page of one term; the API serves the same."""
        resolvers = self.plan["identifiers"]
        context = term_context(self._g, term, self.questions, resolvers)
        exact = [row["url"] for row in context["identifiers"] if row["relation"] == "exactMatch"]
        context["schema"] = term_schema(term, self._settings.site_url, [u for u in exact if u])
        template = "moved.html" if term.deprecated else "term.html"
        return Page(term_path(term.id), template, context)

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Give every file with its path from the root of the site, pages rendered."""
        paths = []
        for page in self.pages():
            yield page.file, self.renderer.render(page)
            if not page.context.get("replacement"):
                paths.append(page.path)
        yield (
            "sitemap.xml",
            self.renderer.render(Page("sitemap.xml", "sitemap.xml", {"paths": paths})),
        )
        yield (
            "robots.txt",
            f"User-agent: *\nAllow: /\nSitemap: {self._settings.site_url}sitemap.xml\n",
        )
        yield "terms.json", terms_json(self._g)
        yield from self._downloads()
        for asset in sorted((self._settings.sources / "assets").iterdir()):
            yield f"assets/{asset.name}", asset.read_bytes()

    def _downloads(self) -> Iterator[tuple[str, str]]:
        for slug in self._g.ontology.terms:
            yield f"data/{slug}.json", as_json(documents.term(self._g, slug))
            yield f"data/{slug}.ttl", documents.turtle(self._g, slug)
            yield f"data/{slug}.jsonld", as_json(documents.jsonld(self._g, slug))
