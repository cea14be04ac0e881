"""`kg serve`: site, API and SPARQL on one port, and a new graph swapped in while it runs."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from kg import locations
from kg.api import create_app
from kg.exports import documents
from kg.exports.answers import answers
from kg.exports.build import build, up_to_date
from kg.knowledge import KnowledgeGraph, load
from kg.pages.site import build_site
from kg.store import EmbeddedStore

logger = logging.getLogger("kg")
#: Seconds between two looks at the content files.
LOOK_EVERY = 1.0


Progress = Callable[[str], None]


def _silent(message: str) -> None:
    """Report nothing."""


class Current:
    """The graph of the moment; a new one replaces it only when it is whole.

    Args:
        source: Folder of the content.
        destination: Folder of the built graph.
        site: Folder of the built site.
        url: Address the site is served at.
    """

    def __init__(
        self, source: Path, destination: Path, site: Path, url: str = "http://127.0.0.1:8000/"
    ) -> None:
        self.url = url
        self.source = source
        self.destination = destination
        self.site = site
        self.fault = ""
        if not up_to_date(source, destination):
            build(source, destination)
        self._graph = load(destination)
        self._store = documents.store(self._graph)
        self._seen = self._stamp()

    def graph(self) -> KnowledgeGraph:
        """Give the graph of the moment."""
        return self._graph

    def store(self) -> EmbeddedStore:
        """Give the SPARQL store of the moment."""
        return self._store

    def _stamp(self) -> int:
        files = [p for p in self.source.rglob("*") if p.suffix in {".ttl", ".tsv", ".jsonld"}]
        return max((p.stat().st_mtime_ns for p in files), default=0) + len(files)

    def refresh(self) -> bool:
        """Rebuild when a content file has changed.

        A fault leaves the old graph and the old site in place; it is logged with file
        and line, and kept in `fault` until the content is whole again.

        Returns:
            Whether a new graph was swapped in.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            build(self.source, self.destination)
            graph = load(self.destination)
            store = documents.store(graph)
            self.publish(graph)
        except (Exception, SystemExit) as fault:
            # Whatever is wrong with new content, the old must go on being served;
            # MkDocs ends a strict build by SystemExit.
            self.fault = str(fault)
            logger.error("The content has a fault; the last good graph is still served.\n%s", fault)
            return False
        self._graph, self._store, self.fault = graph, store, ""
        logger.info(
            "Rebuilt: %d terms, %d claims.", len(graph.ontology.terms), len(graph.ontology.claims)
        )
        return True

    def publish(self, graph: KnowledgeGraph, progress: Progress = _silent) -> None:
        """Build the site aside and put it in the old one's place, so that no page is ever missing.

        Args:
            graph: What the pages are made of.
            progress: Called with a short message now and then.
        """
        answers(graph, progress)
        fresh = self.site.with_name(f"{self.site.name}.new")
        old = self.site.with_name(f"{self.site.name}.old")
        progress(f"Building pages for {len(graph.ontology.terms)} terms.")
        build_site(graph, fresh, site_url=self.url)
        shutil.rmtree(old, ignore_errors=True)
        if self.site.exists():
            self.site.rename(old)
        fresh.rename(self.site)
        shutil.rmtree(old, ignore_errors=True)

    def watch(self, stop: threading.Event) -> None:
        """Look for changes until told to stop."""
        while not stop.wait(LOOK_EVERY):
            self.refresh()


def own_data(data: Sequence[Path], named: Sequence[str]) -> EmbeddedStore:
    """Load a user's own RDF files.

    Args:
        data: Files for the default graph.
        named: `IRI=FILE` for named graphs.

    Raises:
        QueryError: If a file is not RDF.
    """
    store = EmbeddedStore()
    for path in data:
        store.load(path)
    for pair in named:
        iri, _, path_text = pair.rpartition("=")
        store.load(Path(path_text), iri)
    return store


def application(current: Current, store: Callable[[], EmbeddedStore]) -> FastAPI:
    """Join the API and the built site into one application."""
    app = create_app(current.graph, store)
    app.mount("/", StaticFiles(directory=current.site, html=True, check_dir=False), name="site")
    return app


def serve(
    host: str, port: int, *, data: Sequence[Path] = (), named: Sequence[str] = (), watch: bool
) -> None:
    """Serve until interrupted.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        data: RDF files to serve at /sparql instead of the built graph.
        named: The same as named graphs, `IRI=FILE`.
        watch: Rebuild when content changes.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logger.info("The first start answers every stored question and takes a few minutes.")
    logger.info("Building the graph …")
    url = f"http://{host}:{port}/"
    current = Current(locations.ontology(), locations.bundle(), locations.built_site(), url)
    current.publish(current.graph(), logger.info)
    own = own_data(data, named) if data or named else None
    app = application(current, (lambda: own) if own is not None else current.store)
    stop = threading.Event()
    if watch:
        threading.Thread(target=current.watch, args=(stop,), daemon=True).start()
    logger.info("Pulsatile is at %s", url)
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning")
    finally:
        stop.set()
