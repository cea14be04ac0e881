"""Answers as text for a terminal: bold headings, wrapped paragraphs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import click

from kg.knowledge import KnowledgeGraph
from kg.model import Diagnosis, Term
from kg.model.restoration import NO_EFFECT
from kg.wording import Story, capital, cite
from kg.wording_diagnose import tell_diagnosis
from kg.wording_restore import GROUPS, RestorationStory


def _wrap(text: str, indent: str = "") -> str:
    return click.wrap_text(text, width=88, initial_indent=indent, subsequent_indent=indent)


def show_term(g: KnowledgeGraph, found: Term) -> None:
    """Print a term: definition first, then plain words, mechanism, origin, causes, sources."""
    kind = g.ontology.vocabulary.kinds.get(found.kind, found.kind)
    also = ", ".join(found.names[1:])
    click.secho(found.label, bold=True, nl=False)
    click.echo(f"  ({kind}; term:{found.id})")
    if also:
        click.echo(f"Also called: {also}")
    click.echo()
    click.echo(_wrap(found.definition))
    for heading, text in (
        ("In plain words", found.plain),
        ("How it works", found.mechanism),
        ("Where the word comes from", found.origin),
    ):
        if text:
            click.secho(f"\n{heading}", bold=True)
            click.echo(_wrap(text))
    _show_claims(g, found)
    click.secho("\nSources", bold=True)
    for slug in found.sources:
        click.echo(_wrap(cite(g.ontology.references[slug]), "  "))


def _show_claims(g: KnowledgeGraph, found: Term) -> None:
    quantities = (
        [found.id] if found.kind == "Quantity" else [q.id for q in g.quantities_of(found.id)]
    )
    labels = {slug: value.label for slug, value in g.ontology.terms.items()}
    for quantity in quantities:
        for word, sign in (("raised", 1), ("lowered", -1)):
            causes = {g.cause(c) for c in g.claims_onto(quantity) if g.sign(c) == sign}
            if causes:
                click.secho(f"\n{capital(labels[quantity])} is {word} by", bold=True)
                click.echo(_wrap(", ".join(sorted(labels[c] for c in causes)), "  "))


def _numbers(references: tuple[int, ...]) -> str:
    return "".join(f"[{n}]" for n in references)


def show_story(story: Story) -> None:
    """Print an explanation: chains with their shares, loops, references, caveats."""
    click.secho(story.title, bold=True)
    click.echo(_wrap(story.headline))
    click.echo(_wrap(story.clinical))
    for k, chain in enumerate(story.chains, 1):
        against = ", working against" if chain.working_against else ""
        click.secho(f"\nChain {k}: {abs(chain.share_percent)} % of the effect{against}", bold=True)
        click.echo(f"  {chain.first} {_numbers(chain.first_references)}")
        for step in chain.steps:
            arrow = "+" if step.sign > 0 else "-"
            click.echo(f"  {arrow} {step.text} {_numbers(step.references)}")
        if chain.variants:
            click.echo(_wrap(chain.variants, "  "))
        click.echo(f"  Weakest step: {chain.weakest}.")
    if story.others:
        click.echo(f"\n{story.others}")
    if story.loops:
        click.secho("\nFeedback", bold=True)
        for loop in story.loops:
            click.echo(_wrap(loop, "  "))
    click.secho("\nReferences", bold=True)
    for reference in story.references:
        click.echo(_wrap(f"[{reference.number}] {reference.citation} ({reference.kind})", "  "))
    click.echo()
    for caveat in story.caveats:
        click.echo(_wrap(caveat))


def show_restoration(story: RestorationStory, problems: Sequence[str] = ()) -> None:
    """Print what would set an axis right, by what kind of help it is."""
    click.echo(_wrap(story.headline))
    for problem in problems:
        click.echo(_wrap(problem))
    for kind, (heading, meaning) in GROUPS.items():
        remedies = story.of_kind(kind)
        if remedies:
            click.secho(f"\n{heading}", bold=True)
            click.echo(_wrap(meaning))
        if kind == NO_EFFECT and remedies:
            click.echo(_wrap(", ".join(remedy.name for remedy in remedies), "  "))
            continue
        for remedy in remedies:
            click.echo(_wrap(remedy.sentence, "  "))
    click.echo()
    for caveat in story.caveats:
        click.echo(_wrap(caveat))


def show_diagnosis(found: Diagnosis, g: KnowledgeGraph) -> None:
    """Print ranked causes, the chain of the first, and what to measure next."""
    story = tell_diagnosis(found, g)
    click.echo(_wrap(story.headline))
    for cause, said in zip(found.causes, story.causes, strict=True):
        click.secho(f"\n{said.name}", bold=True, nl=False)
        click.echo(f"  ({cause.level}; {round(100 * cause.score)} %)")
        click.echo(_wrap(said.sentence, "  "))
    for heading, text in (
        ("Chain of the first cause", ", ".join(story.chain)),
        ("Two causes together", story.second),
        ("Alike by these values", " ".join(story.alike)),
        ("Most telling to measure next", ", ".join(story.next_tests)),
    ):
        if text:
            click.secho(f"\n{heading}", bold=True)
            click.echo(_wrap(text, "  "))
    click.echo()
    for caveat in story.caveats:
        click.echo(_wrap(caveat))


def read_questions(source: TextIO, name: str) -> Iterator[dict[str, Any]]:
    """Read one question a line; a line that is no JSON is named on stderr and skipped."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except ValueError as fault:
            click.echo(f"kg: {name}:{number}: no JSON ({fault}). Line skipped.", err=True)


def print_lines(answers: Iterator[dict[str, Any]]) -> None:
    """Print one answer a line as JSON."""
    for answer in answers:
        click.echo(json.dumps(answer, ensure_ascii=False))
