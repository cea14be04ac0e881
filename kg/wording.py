"""Signs into sentences: one home for the words of the API, the site and the command line.

The readings of relations come from `ontology/vocabulary/relations.ttl`; labels
and definitions from the terms. What stands here is only how sentences are put
together, in two registers: plain and clinical.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.knowledge import KnowledgeGraph
from kg.model import Chain, ChainStep, Claim, Context, Explanation, Lesion, LoopEffect, Reference

DISCLAIMER = "This is reference material for learning and research, not medical advice."
_MOVES = {"up": "rises", "down": "falls", "unchanged": "hardly changes"}
_LESION_WORDS = {
    "pressUp": "raises {target}",
    "pressDown": "lowers {target}",
    "knockOut": "abolishes {target}",
    "constitutiveGain": "fixes {target} at a high level",
    "setHealthy": "holds {target} at its healthy level",
    "exogenousSource": "adds to {target} from outside",
    "receptorBlock": "blocks {target}",
    "desensitise": "silences {target} by driving it without pause",
    "cutClaim": "cuts the step by which {target}",
}
_STAGE_WORDS = {"prepubertal": ("girl", "boy"), "pubertal": ("girl", "boy")}


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One arrow of a chain in words."""

    text: str
    claim: str
    source: str
    target: str
    sign: int
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoryChain:
    """One chain in words.

    Attributes:
        sentence: The whole chain as one sentence.
        share_percent: Part of all that pulls on the quantity, rounded; negative when it
            works against the response.
        working_against: Whether it opposes the response.
        lesion: Slug of the lesion it starts from.
        first: What the lesion does, in words.
        first_references: Numbers of the references for that.
        steps: The arrows.
        references: All reference numbers of the chain.
        weakest: Grade of the least well supported step.
        variants: Which other ways are told together with this one, or "".
    """

    sentence: str
    share_percent: int
    working_against: bool
    lesion: str
    first: str
    first_references: tuple[int, ...]
    steps: tuple[StoryStep, ...]
    references: tuple[int, ...]
    weakest: str
    variants: str = ""


@dataclass(frozen=True, slots=True)
class StoryReference:
    """A numbered reference ready to be printed."""

    number: int
    id: str
    citation: str
    url: str
    kind: str
    species: str


@dataclass(frozen=True, slots=True)
class Story:
    """An explanation in words, the same wherever it is shown."""

    title: str
    headline: str
    clinical: str
    chains: tuple[StoryChain, ...]
    others: str
    loops: tuple[str, ...]
    caveats: tuple[str, ...]
    references: tuple[StoryReference, ...]


def join(items: Sequence[str], word: str = "and") -> str:
    """Join items as a sentence does.

    Example:
        >>> join(["LH", "FSH", "testosterone"])
        'LH, FSH and testosterone'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def capital(sentence: str) -> str:
    """Begin a sentence with a capital, leaving the rest alone."""
    return sentence[:1].upper() + sentence[1:]


def person(context: Context) -> str:
    """Name the body a context stands for, such as "an adult woman".

    Example:
        >>> person(Context(sex="male", life_stage="prepubertal"))
        'a prepubertal boy'
    """
    young = _STAGE_WORDS.get(context.life_stage, ("woman", "man"))
    noun = young[0] if context.sex == "female" else young[1]
    if context.life_stage == "fetal":
        return f"a {context.sex} fetus"
    if context.life_stage == "minipuberty":
        return f"a {'girl' if context.sex == 'female' else 'boy'} in the first months of life"
    article = "an" if context.life_stage[0] in "aeiou" else "a"
    phase = f" in the {context.phase} phase" if context.phase else ""
    return f"{article} {context.life_stage} {noun}{phase}"


def cite(reference: Reference) -> str:
    """Give a one-line citation with its identifiers."""
    ids = [
        f"PMID {reference.pmid}" if reference.pmid else "",
        reference.pmcid,
        f"doi:{reference.doi}" if reference.doi else "",
        reference.book_id,
    ]
    numbers = ", ".join(i for i in ids if i)
    title = reference.title.rstrip(".")
    stop = "" if title.endswith(("?", "!")) else "."
    return (
        f"{reference.first_author}. {title}{stop} {reference.journal}, {reference.year}. {numbers}."
    )


def url(reference: Reference) -> str:
    """Give the address a reader is sent to: PubMed, PMC, DOI, or where it was seen."""
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    if reference.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    return reference.seen_at


def claim_sentence(claim: Claim, g: KnowledgeGraph) -> str:
    """Say a claim as one sentence by its relation's reading."""
    relation = g.ontology.vocabulary.relations[claim.effect]
    said = relation.reading.format(subject=_label(claim.subject, g), object=_label(claim.object, g))
    return capital(said) + "."


def limits_words(claim: Claim | Lesion, g: KnowledgeGraph) -> str:
    """Say in whom a claim or lesion holds, or "" when it is not limited."""
    limits = claim.limits
    values = [*limits.sex, *limits.life_stage, *limits.phase, *limits.duration]
    values += [*limits.pattern, *limits.route]
    said = [g.ontology.vocabulary.label(value) for value in sorted(values)]
    said += [f"with {_label(state, g)} present" for state in sorted(limits.requires_state)]
    return ", ".join(said)


def lesion_sentence(lesion: Lesion, g: KnowledgeGraph) -> str:
    """Say what a lesion does first, such as "Prolactinoma raises circulating prolactin"."""
    return capital(f"{_label(lesion.of, g)} {_lesion_does(lesion, g)}")


def _lesion_does(lesion: Lesion, g: KnowledgeGraph) -> str:
    if lesion.cuts:
        claim = g.ontology.claims[lesion.cuts]
        step = claim_sentence(claim, g).rstrip(".")
        return f"cuts a step: {step[:1].lower()}{step[1:]}"
    return _LESION_WORDS[lesion.type].format(target=_label(lesion.target, g))


def _label(slug: str, g: KnowledgeGraph) -> str:
    term = g.ontology.terms.get(slug)
    return term.label if term else slug


def _signed(change: float) -> str:
    """Write a change with a true minus sign."""
    return f"{change:+.2f}".replace("-", "\u2212")


def _moves(change: float) -> str:
    return "rises" if change > 0 else "falls"


def tell(explanation: Explanation, g: KnowledgeGraph) -> Story:
    """Put an explanation into words.

    Args:
        explanation: From `KnowledgeGraph.explain`.
        g: The graph it came from.

    Returns:
        A story whose parts every surface prints as they are.
    """
    return _Narrator(explanation, g).story()


class _Narrator:
    def __init__(self, explanation: Explanation, g: KnowledgeGraph) -> None:
        self.x = explanation
        self.g = g
        self.numbers = {r.reference: r.number for r in explanation.references}
        self.causes = join([_label(cause, g) for cause in explanation.causes])
        self.target = _label(explanation.target, g)

    def story(self) -> Story:
        chains = tuple(self._chain(chain) for chain in self.x.chains)
        return Story(
            title=self._title(),
            headline=self._headline(chains),
            clinical=self._clinical(),
            chains=chains,
            others=self._others(),
            loops=tuple(self._loop(effect) for effect in self.x.loops),
            caveats=self._caveats(),
            references=tuple(self._reference(r.number, r.reference) for r in self.x.references),
        )

    def _title(self) -> str:
        verb = {"down": "is low", "up": "is high", "unchanged": "stays as it is"}
        return capital(f"why {self.target} {verb[self.x.direction]} in {self.causes}")

    def _headline(self, chains: Sequence[StoryChain]) -> str:
        said = f"In {person(self.x.context)} with {self.causes}, {self.target} "
        said += f"{_MOVES[self.x.direction]}."
        if chains and self.x.material:
            said += f" {self._carried(chains)}"
        return said

    def _carried(self, chains: Sequence[StoryChain]) -> str:
        main = self.x.chains[0]
        if len(chains) > 1 and chains[0].share_percent < 30:
            return "Several chains carry the effect, none of them most of it."
        if len(main.steps) < 2:
            return "The cause acts on it directly."
        way = join([_label(slug, self.g) for slug in _waymarks(main.steps)])
        return f"Most of the effect comes by way of {way}."

    def _clinical(self) -> str:
        size = f"log-fold change {_signed(self.x.response)} at the midpoint of all strengths"
        chains = len(self.x.chains)
        return (
            f"{capital(self.target)} is predicted {self.x.direction} ({size}); "
            f"{chains} {'chain is' if chains == 1 else 'chains are'} shown. "
            "The size is ordinal and no laboratory value."
        )

    def _chain(self, chain: Chain) -> StoryChain:
        lesion = self.g.ontology.lesions[chain.lesion]
        steps = tuple(self._step(step) for step in chain.steps)
        first = lesion_sentence(lesion, self.g)
        return StoryChain(
            sentence=self._sentence(first, chain),
            share_percent=round(100 * chain.share),
            working_against=chain.share < 0,
            lesion=chain.lesion,
            first=first,
            first_references=self._numbers_of(lesion),
            steps=steps,
            references=chain.references,
            weakest=chain.weakest,
            variants=self._variants(chain),
        )

    def _variants(self, chain: Chain) -> str:
        if not chain.detours:
            return ""
        ways = join([_label(slug, self.g) for slug in chain.detours])
        return f"Included is the parallel way through {ways}."

    def _sentence(self, first: str, chain: Chain) -> str:
        moves = [self._outcome(step, chain) for step in chain.steps]
        return f"{first}; {'; '.join(moves)}." if moves else f"{first}."

    def _outcome(self, step: ChainStep, chain: Chain) -> str:
        """Say which way a chain by itself moves the next quantity."""
        sign = 1.0 if chain.open_loop > 0 else -1.0
        for later in reversed(chain.steps):
            if later is step:
                break
            sign *= later.sign
        return f"so {_label(step.target, self.g)} {_moves(sign)}"

    def _step(self, step: ChainStep) -> StoryStep:
        claim = self.g.ontology.claims[step.claim]
        return StoryStep(
            text=claim_sentence(claim, self.g).rstrip("."),
            claim=step.claim,
            source=step.source,
            target=step.target,
            sign=step.sign,
            references=self._numbers_of(claim),
        )

    def _numbers_of(self, thing: Claim | Lesion) -> tuple[int, ...]:
        found = {self.numbers[line.reference] for line in thing.evidence}
        return tuple(sorted(found))

    def _others(self) -> str:
        if self.x.other_chains < 1:
            return ""
        listed = sum(abs(chain.share) for chain in self.x.chains)
        percent = round(100 * max(0.0, 1.0 - listed))
        if self.x.other_chains == 1:
            return f"One weaker chain makes up the rest ({percent} %)."
        return f"{self.x.other_chains} weaker chains make up the rest ({percent} % together)."

    def _loop(self, effect: LoopEffect) -> str:
        loop = _label(effect.loop, self.g)
        if effect.role == "carries":
            return (
                f"{capital(loop)} carries part of the change: held still, the change would be "
                f"{_signed(effect.without)} instead of {_signed(effect.with_loop)}."
            )
        return (
            f"{capital(loop)} works against the change: held still, it would be "
            f"{_signed(effect.without)} instead of {_signed(effect.with_loop)}."
        )

    def _caveats(self) -> tuple[str, ...]:
        said = []
        if self.x.contested:
            sentences = [
                claim_sentence(self.g.ontology.claims[c], self.g) for c in self.x.contested
            ]
            said.append(f"Contested: {' '.join(sentences)}")
        if not self.x.material:
            said.append("The change is smaller than a tenth, too small to be spoken of.")
        if self.x.faint:
            held = join([_label(slug, self.g) for slug in self.x.faint])
            said.append(
                f"A chain says which way it pushes. All in all {held} hardly "
                f"{'changes' if len(self.x.faint) == 1 else 'change'}: other chains or a "
                "feedback loop hold against it."
            )
        said.append(DISCLAIMER)
        return tuple(said)

    def _reference(self, number: int, slug: str) -> StoryReference:
        reference = self.g.ontology.references[slug]
        species = self.g.species_of(slug)
        label = self.g.ontology.vocabulary.label
        return StoryReference(
            number=number,
            id=slug,
            citation=cite(reference),
            url=url(reference),
            kind=label(reference.kind),
            species=join([label(s) for s in species]),
        )


def _waymarks(steps: Sequence[ChainStep], most: int = 3) -> list[str]:
    """Keep a few way-marks of a long chain: where it turns, where it starts and ends.

    A step that lowers what raised it, or the other way round, is where a reader needs to
    be told; the quantity after it goes first.
    """
    between = [step.source for step in steps[1:]]
    turns = [step.target for step in steps[:-1] if step.sign < 0]
    wanted = dict.fromkeys([*turns, between[0], between[-1]])
    kept = list(wanted)[:most]
    return [slug for slug in dict.fromkeys(between) if slug in kept]
