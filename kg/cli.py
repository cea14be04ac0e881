"""The command `kg`: every question the graph answers, and the tools that keep it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from kg import locations
from kg._version import __version__
from kg.errors import KgError, OntologyInvalidError
from kg.model import Finding

_SEX = click.Choice(["female", "male"])


class _Group(click.Group):
    """Prints the project's own errors as one message and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as fault:
            click.echo(f"kg: {fault}", err=True)
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Ask why a hormone is suppressed, and see each step proved.

    \b
    kg term LH
    kg explain "circulating LH" --because "chronic stress" --sex female
    kg query 'SELECT ?l {?t a pul:Hormone; skos:prefLabel ?l} ORDER BY ?l'
    kg serve
    """


def _graph() -> Any:
    from kg.knowledge import load

    return load()


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


@main.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print everything known as JSON.")
@click.option("--turtle", is_flag=True, help="Print everything said of it as Turtle.")
def term(name: str, as_json: bool, turtle: bool) -> None:
    """Say what a term means, where the word comes from and how it works.

    NAME is a label, an abbreviation, a synonym or an identifier: LH, lutropin,
    "luteinizing hormone", luteinizing-hormone.
    """
    g = _graph()
    found = g.term(name)
    if turtle or as_json:
        from kg.exports import documents

        if turtle:
            click.echo(documents.turtle(g, found.id), nl=False)
        else:
            _print_json(documents.term(g, found.id))
        return
    from kg.terminal import show_term

    show_term(g, found)


@main.command()
@click.argument("text")
@click.option("--limit", default=10, show_default=True, help="At most so many hits.")
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON.")
def search(text: str, limit: int, as_json: bool) -> None:
    """Find terms by the beginning of a name; exact names come first."""
    g = _graph()
    hits = g.index.search(text)[:limit]
    if as_json:
        from kg.bundle import encode

        _print_json([encode(hit) for hit in hits])
        return
    for hit in hits:
        other = "" if hit.matched == hit.label else f"  [{hit.matched_kind}: {hit.matched}]"
        click.echo(f"{hit.id:40s} {hit.label}{other}")
    if not hits:
        near = ", ".join(g.index.nearest(text)) or "nothing"
        click.echo(f'No term begins with "{text}". Nearest: {near}.', err=True)
        sys.exit(1)


@main.command()
@click.argument("quantity")
@click.option("--because", multiple=True, required=True, help="A cause; may be given again.")
@click.option("--sex", type=_SEX, required=True)
@click.option("--life-stage", default="adult", show_default=True)
@click.option("--phase", default="", help="Cycle phase; the average over the cycle by default.")
@click.option("--json", "as_json", is_flag=True, help="Print the same as data.")
def explain(
    quantity: str, because: tuple[str, ...], sex: str, life_stage: str, phase: str, as_json: bool
) -> None:
    """Say why QUANTITY changes: chains with their shares, loops, references.

    \b
    kg explain "circulating LH" --because "chronic stress" --sex female
    kg explain testosterone --because prolactinoma --sex male --json
    """
    from kg import wording

    g = _graph()
    found = g.explain(quantity, because, sex=sex, life_stage=life_stage, phase=phase)
    if as_json:
        from kg.exports import documents

        _print_json(documents.explanation(found, g))
        return
    from kg.terminal import show_story

    show_story(wording.tell(found, g))


@main.command()
@click.option("--jsonl", type=click.File("r", encoding="utf-8"), help="One question a line.")
@click.option("--because", default="", help="What happened, in words.")
@click.option("--quantity", default="", help="What is asked about.")
@click.option("--sex", type=_SEX)
@click.option("--life-stage", default="adult", show_default=True)
@click.option("--time", type=click.Choice(["acute", "chronic"]), default="chronic")
def predict(
    jsonl: TextIO | None, because: str, quantity: str, sex: str | None, life_stage: str, time: str
) -> None:
    """Predict directions: up, down or unchanged.

    With --jsonl each line is {"id", "perturbation", "sex", "life_stage", "time",
    "quantity" or "quantities"}; each answer is one JSON line. What is not
    understood is answered with null and a reason.

    \b
    kg predict --because opioids --quantity LH --sex male
    kg predict --jsonl questions.jsonl > answers.jsonl
    """
    from kg.batch import predict_lines
    from kg.terminal import print_lines, read_questions

    g = _graph()
    if jsonl is not None:
        print_lines(predict_lines(read_questions(jsonl, jsonl.name), g))
        return
    if not because or not quantity:
        raise click.UsageError("Give --jsonl FILE, or --because and --quantity.")
    one = {"perturbation": because, "quantity": quantity, "sex": sex}
    answer = next(predict_lines(iter([one | {"life_stage": life_stage, "time": time}]), g))
    if answer["direction"] is None:
        raise click.ClickException(" ".join(answer["problems"]))
    print_lines(iter([answer]))


@main.command()
@click.argument("values", nargs=-1, metavar="[QUANTITY=STATE]...")
@click.option("--jsonl", type=click.File("r", encoding="utf-8"), help="One question a line.")
@click.option("--finding", "findings", multiple=True, help="A sign or symptom, in words.")
@click.option("--exposure", "exposures", multiple=True, help="A drug or circumstance, in words.")
@click.option("--sex", type=_SEX)
@click.option("--life-stage", default="adult", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the same as data.")
def diagnose(jsonl: TextIO | None, as_json: bool, values: tuple[str, ...], **words: Any) -> None:
    """Rank the causes of what was observed.

    States: low, low-normal, normal, high, "very high", absent. With --jsonl each line is {"id",
    "sex", "life_stage", "observations": [{"quantity", "state"}], "findings", "exposures"}.
    """
    from kg import batch_diagnose
    from kg.terminal import show_diagnosis

    g = _graph()
    if jsonl is not None:
        from kg.terminal import print_lines, read_questions

        print_lines(batch_diagnose.diagnose_lines(read_questions(jsonl, jsonl.name), g))
        return
    rows = [batch_diagnose.observation(value) for value in values]
    found = batch_diagnose.diagnose({**words, "observations": rows}, g)
    if as_json:
        _print_json(batch_diagnose.document(found, g))
    else:
        show_diagnosis(found, g)


@main.command()
@click.option("--jsonl", type=click.File("r", encoding="utf-8"), help="One question a line.")
@click.option("--because", default="", help="What disturbs the axis, in words.")
@click.option("--sex", type=_SEX)
@click.option("--life-stage", default="adult", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the same as data.")
def restore(
    jsonl: TextIO | None, because: str, sex: str | None, life_stage: str, as_json: bool
) -> None:
    """Say what would restore the axis, and what would only replace its product.

    With --jsonl each line is {"id", "suppressed_state", "sex", "upstream_cause"}; each
    answer is one JSON line.

    \b
    kg restore --because "low energy availability and stress" --sex female
    kg restore --jsonl questions.jsonl > answers.jsonl
    """
    from kg import batch_restore

    g = _graph()
    if jsonl is not None:
        from kg.terminal import print_lines, read_questions

        print_lines(batch_restore.restore_lines(read_questions(jsonl, jsonl.name), g))
        return
    if not because or not sex:
        raise click.UsageError("Give --jsonl FILE, or --because and --sex.")
    found = batch_restore.advise(because, g, sex=sex, life_stage=life_stage)
    if as_json:
        _print_json(batch_restore.document(found, g))
        return
    from kg.terminal import show_restoration

    show_restoration(found.story, found.problems)


@main.command()
@click.argument("query", default="")
@click.option("--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "media",
    default="table",
    show_default=True,
    type=click.Choice(["table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld"]),
)
def query(query: str, path: Path | None, media: str) -> None:
    """Ask the built graph in SPARQL 1.1; the project's prefixes are known."""
    from kg import namespaces
    from kg.exports import documents
    from kg.exports.queries import MEDIA, table

    text = path.read_text("utf-8") if path else query
    if not text:
        raise click.UsageError("Give a query, or --file.")
    store = documents.store(_graph())
    answer = store.query(text, MEDIA[media], prefixes=namespaces.prefixes())
    if media == "table" and answer.media_type.endswith("sparql-results+json"):
        click.echo(table(answer.body))
    else:
        click.echo(answer.body.decode(), nl=False)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--rule", multiple=True, help="Only this rule; may be given again.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--all", "show_all", is_flag=True, help="Show remarks (INFO) too.")
def check(paths: tuple[Path, ...], rule: tuple[str, ...], strict: bool, show_all: bool) -> None:
    """Check the content; each fault is printed with file, line, rule and remedy.

    PATHS inside the project's ontology narrow what is shown; a folder elsewhere is
    checked as an ontology of its own.
    """
    from kg.quality.report import summary

    findings = _findings(paths, rule)
    for finding in findings:
        if show_all or finding.severity != "INFO":
            click.echo(str(finding))
    click.echo(summary(findings))
    severities = {finding.severity for finding in findings}
    if "ERROR" in severities or (strict and "WARN" in severities):
        sys.exit(1)


def _findings(paths: tuple[Path, ...], rule: tuple[str, ...]) -> list[Finding]:
    from kg.quality.report import check as run

    own = locations.ontology().resolve()
    resolved = [path.resolve() for path in paths]
    inside = [path for path in resolved if path.is_relative_to(own)]
    outside = [path for path in resolved if path not in inside]
    found: list[Finding] = []
    if inside or not paths:
        found += [
            finding
            for finding in run(own, rule)
            if not inside or any((own.parent / finding.path).is_relative_to(p) for p in inside)
        ]
    for path in outside:
        found += run(path if path.is_dir() else path.parent, rule)
    return found


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail if a file differs.")
def fmt(paths: tuple[Path, ...], only_check: bool) -> None:
    """Write Turtle files in the canonical form; all content files by default."""
    from kg.quality.format import fmt as run

    done = run(list(paths) or [locations.ontology()], check=only_check)
    for path in done.changed:
        click.echo(f"{'differs' if only_check else 'rewritten'}: {path}")
    for fault in done.refused:
        click.echo(f"left as it is: {fault}", err=True)
    if done.refused or (only_check and done.changed):
        sys.exit(1)


@main.command()
@click.option("--ontology", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), help="Folder of the result."
)
@click.option("--if-needed", is_flag=True, help="Do nothing when the built graph is up to date.")
def build(ontology: Path | None, to: Path | None, if_needed: bool) -> None:
    """Compile the content into the built graph that everything else reads."""
    from kg.exports.build import build as run
    from kg.exports.build import up_to_date

    source, destination = ontology or locations.ontology(), to or locations.bundle()
    if if_needed and up_to_date(source, destination):
        return
    try:
        g = run(
            source, destination, progress=lambda message: click.echo(f"  {message} …", err=True)
        )
    except OntologyInvalidError as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    o = g.ontology
    click.echo(
        f"{len(o.terms)} terms, {len(o.claims)} claims, {len(o.lesions)} lesions, "
        f"{len(o.references)} references → {destination}"
    )


@main.command()
@click.argument("what", type=click.Choice(["names", "claims"]))
def export(what: str) -> None:
    """Print a table for others: names as JSON lines, claims as TSV."""
    from kg.exports import tables

    for line in getattr(tables, what)(_graph()):
        click.echo(line)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Serve these RDF files at /sparql instead of the built graph.",
)
@click.option("--named", multiple=True, metavar="IRI=FILE", help="A file as a named graph.")
@click.option(
    "--watch/--no-watch", default=None, help="Rebuild when content changes; on in a checkout."
)
def serve(
    host: str, port: int, data: tuple[Path, ...], named: tuple[str, ...], watch: bool | None
) -> None:
    """Serve site, API and SPARQL on one port.

    A fault in a content file never takes a running server down: it goes on with
    the last good graph and says what is wrong.
    """
    from kg.serving import serve as run

    run(
        host,
        port,
        data=data,
        named=named,
        watch=locations.in_checkout() if watch is None else watch,
    )


if __name__ == "__main__":
    main()
