"""How causes are put into words: giving, stopping, losing, joining.

Only language stands here, no medicine: which hormone or drug a phrase names is
found in the content. All word lists are in the folded form of `normalise`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.lookup.index import normalise


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A substance beside one of these is supplied from outside.
GIVING = _words(
    "administration administered bolus capsule challenge depot exogenous gel given implant "
    "implantation infusion injection injected intake load medication patch pellet pill "
    "preparation recombinant replacement substitution supplement "
    "supplementation synthetic tablet therapy treated treatment use user"
)
#: How a supply reaches the body, by the local name of the route.
ROUTES = {
    "oral": "oral",
    "orally": "oral",
    "tablet": "oral",
    "pill": "oral",
    "transdermal": "transdermal",
    "topical": "transdermal",
    "gel": "transdermal",
    "patch": "transdermal",
    "injection": "parenteral",
    "injected": "parenteral",
    "infusion": "parenteral",
    "bolus": "parenteral",
    "depot": "parenteral",
    "implant": "parenteral",
    "intramuscular": "parenteral",
    "intravenous": "parenteral",
    "subcutaneou": "parenteral",
    "subcutaneous": "parenteral",
}
#: Acids a steroid is bound to for slow release: the name of a preparation, not of a hormone.
ESTERS = _words(
    "acetate benzoate buciclate cypionate decanoate dipropionate enanthate enantate hemihydrate "
    "isocaproate phenylpropionate propionate undecanoate undecylate valerate"
)
#: The cause is taken away.
STOPPING = _words(
    "abstinence cessation ceasing discontinuation discontinued discontinuing ending off quitting "
    "removal stopped stopping stop withdrawal withdrawing withdrawn"
)
#: Too little of a substance, or a gene product that does not work.
LOSS = _words(
    "absence absent biallelic defect defective deficiency deficient deficit deletion depletion "
    "disruption haploinsufficiency inactivating inactivation insufficiency insufficient "
    "knockout lack loss lof mutation null restricted restriction shortage variant"
)
#: Too much of a substance, or a gene product that never rests. "Low" and "high" are in
#: neither list: they tell what was found and not what caused it.
GAIN = _words(
    "activating activation constitutive duplication excess excessive gain gof hypersecretion "
    "hypersecreting overactivity overexpression overproduction producing secreting surplus"
)
#: Times, amounts and persons: they tell a question apart, not a cause.
FILLERS = _words(
    "a adult after all an at boy by child children chronic chronically class classic complete "
    "continuous controlled course daily day days dose during eight female five four from "
    "gestational girl given h hour human in individual intensive intermittent isolated "
    "iu kg late life long longstanding maintenance male man medical men mg microgram "
    "month mother ng night of one overnight patient people person poorly prolonged repeated "
    "severe short single six starting subject sustained term the three total twice two "
    "untreated week with woman women year years"
)
#: Adjectives of states, by the nouns that terms are named with; the first ending that fits.
_ADJECTIVES = (
    ("aemic", "emia"),
    ("emic", "emia"),
    ("rrheic", "rrhea"),
    ("deficient", "deficiency"),
    ("resistant", "resistance"),
    ("insensitive", "insensitivity"),
    ("menopausal", "menopause"),
    ("obese", "obesity"),
    ("diabetic", "diabetes"),
    ("gonadal", "gonadism"),
    ("thyroid", "thyroidism"),
    ("ovulatory", "ovulation"),
    ("pregnant", "pregnancy"),
    ("stressed", "stress"),
)
_JOINTS = re.compile(
    r"\s*(?:[,;]\s+|\s\+\s|\bplus\b|\band\b|\bor\b|\bcombined with\b|\bwith\b)\s*", re.IGNORECASE
)
_SETTINGS = re.compile(r"\s+(?:in|for|during|under|despite)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_AMOUNT = re.compile(r"\b\d+(?:\.\d+)?\s*(?:mg|g|kg|µg|mcg|iu|ng|ml|h|hours?|days?|weeks?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """One cause of a phrase in words.

    Attributes:
        text: What is left to look up, folded.
        stopped: Whether it is taken away.
        given: Whether a word of giving stands beside it.
        turn: -1 for words of loss, +1 for words of excess, else 0.
        route: Route of a supply, or "".
    """

    text: str
    stopped: bool = False
    given: bool = False
    turn: int = 0
    route: str = ""


def unbracketed(text: str) -> tuple[str, str]:
    """Give a phrase without its brackets, and what stood in them.

    Example:
        >>> unbracketed("aromatase (CYP19A1) deficiency")
        ('aromatase deficiency', 'CYP19A1')
    """
    inner = ", ".join(_BRACKETS.findall(text))
    return " ".join(_BRACKETS.sub("", text).split()), inner


def settings(text: str) -> list[str]:
    """Take a phrase apart into what acts and in what it acts.

    Example:
        >>> settings("cabergoline in prolactinoma")
        ['cabergoline', 'prolactinoma']
    """
    return [piece for piece in _SETTINGS.split(text) if piece.strip()]


def parts(text: str) -> list[Part]:
    """Take one side of a phrase apart into causes.

    A word of giving or of loss counts for every cause it is joined to: "LHB or FSHB loss".

    Example:
        >>> [(p.text, p.given) for p in parts("estradiol plus progesterone infusion")]
        [('estradiol', True), ('progesterone infusion', True)]
    """
    pieces = [p for p in _JOINTS.split(_AMOUNT.sub(" ", text)) if p.strip()]
    folded = [normalise(piece).split() for piece in pieces]
    every = {word for words in folded for word in words}
    route = next((ROUTES[word] for word in sorted(every) if word in ROUTES), "")
    given = bool(every & (GIVING | ESTERS | frozenset(ROUTES)))
    stopped = bool(every & STOPPING)
    return [
        Part(
            text=" ".join(word for word in words if word not in STOPPING),
            stopped=stopped,
            given=given,
            turn=_turn(every),
            route=route,
        )
        for words in folded
        if set(words) - STOPPING
    ]


def _turn(words: set[str]) -> int:
    if words & GAIN and not words & (LOSS - {"mutation", "variant", "loss"}):
        return 1
    return -1 if words & LOSS else 0


def bare(text: str) -> str:
    """Strip a name of words of giving, routes, esters, times and persons.

    Example:
        >>> bare("testosterone implants"), bare("exogenous testosterone")
        ('testosterone', 'testosterone')
    """
    dropped = GIVING | ESTERS | FILLERS | frozenset(ROUTES)
    return " ".join(word for word in normalise(text).split() if word not in dropped)


def empty(text: str) -> bool:
    """Tell whether a piece names only times, amounts or persons."""
    words = normalise(_AMOUNT.sub(" ", text)).split()
    return not any(w for w in words if w not in FILLERS and not w.isdigit())


def nouns(text: str) -> str:
    """Put nouns for adjectives of states, word by word.

    Example:
        >>> nouns("hyperprolactinaemic men")
        'hyperprolactinemia men'
    """
    return " ".join(_noun(word) for word in normalise(text).split())


def _noun(word: str) -> str:
    for ending, noun in _ADJECTIVES:
        if word.endswith(ending):
            return word[: -len(ending)] + noun
    return word
