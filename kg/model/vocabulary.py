"""Values of the vocabulary: relations, named choices and their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Relation:
    """A causal relation such as `increases`.

    Attributes:
        id: Local name in the vocabulary.
        label: Infinitive-free reading for tables, such as "increases".
        sign: -1, 0 or +1: the change of the effect when the cause rises.
        acts_from: "subject" or "object": which side of the statement is the cause.
        reading: Template with `{subject}` and `{object}`, active voice.
        reading_passive: The same from the object's side.
        verb: One plain verb phrase for short lists, such as "raises".
        parent: IRI of the relation it refines in the Relation Ontology, or "".
    """

    id: str
    label: str
    sign: int
    acts_from: str
    reading: str
    reading_passive: str
    verb: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One named value that a property may take (a shape, a level, a study design …).

    Attributes:
        id: Local name, in the vocabulary or among the contexts.
        kind: Local name of its class, such as "EdgeShape" or "LifeStageValue".
        label: Name for readers.
        definition: One sentence.
        notation: Short code ("S", "hypothalamus") or "".
        values: Its numbers by local name, such as weightMid, pressSize, rank, sign.
        acts_as: For lesion types: "presses", "clamps" or "blocks"; else "".
    """

    id: str
    kind: str
    label: str
    definition: str = ""
    notation: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    acts_as: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All relations, choices and kinds of term, by local name.

    Attributes:
        relations: Causal relations.
        choices: Named values of properties.
        kinds: Labels of the kinds of term.
        weights: How much more often than others a cause of a kind is met, where not 1.
    """

    relations: Mapping[str, Relation]
    choices: Mapping[str, Choice]
    kinds: Mapping[str, str]
    weights: Mapping[str, float] = field(default_factory=dict)

    def of_kind(self, kind: str) -> tuple[Choice, ...]:
        """Give the choices of one class, by rank and then by name."""
        found = [choice for choice in self.choices.values() if choice.kind == kind]
        return tuple(sorted(found, key=lambda c: (c.values.get("rank", 0.0), c.id)))

    def label(self, choice_id: str) -> str:
        """Give the reader's name of a choice, or its local name if it has none."""
        choice = self.choices.get(choice_id)
        return choice.label if choice else choice_id
