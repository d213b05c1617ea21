"""Words for generated stories: an invented harbour city's, in many combinations."""

import json
import random
import uuid
from dataclasses import dataclass
from typing import Self


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of ``text`` between bars."""
    return tuple(text.split("|"))


FIRST_NAMES = listed(
    "Ada|Amir|Anouk|Bela|Carla|Cem|Dalia|Davide|Edda|Elif|Farid|Femi|Greta|Hana|Henrik|Ines|Ivo|Jana|Jonas|"
    "Kaya|Klara|Lars|Leila|Livia|Malik|Mara|Milan|Nadia|Nils|Noor|Olga|Omar|Petra|Rafael|Rania|Rosa|Samir|"
    "Selma|Stefan|Tamar|Teo|Ulla|Vera|Viktor|Wanda|Yara|Yusuf|Zoe"
)
LAST_NAMES = listed(
    "Abadi|Achter|Almeida|Bakker|Barrow|Bensaid|Brandt|Calder|Castell|Dahl|Demir|Dorn|Eriksen|Fadel|Falk|"
    "Ferrant|Galli|Goran|Haddad|Hale|Holm|Ivers|Jansen|Kade|Karam|Keller|Kovac|Lang|Larue|Lindqvist|Maas|"
    "Mansour|Marek|Moreau|Nassar|Novak|Okafor|Olsen|Pardo|Petrov|Quist|Rahal|Reis|Rossi|Saleh|Santos|Stern|"
    "Tarek|Toral|Ueda|Vance|Varga|Weiss|Winter|Yilmaz|Zand"
)
PLACES = listed(
    "the old harbour|the north quay|Lantern Hill|the fish market|the ferry terminal|the salt flats|Mill "
    "Street|the east breakwater|the customs house|the tram depot|the river mouth|Harbour Square|the "
    "shipyard|the lighthouse quarter|the botanical garden|the upper town"
)
_WHO = listed(
    "City council|Port authority|Appeals court|Teachers' union|Ferry operator|Regional assembly|Health "
    "board|Dockers|Residents|Coast guard|University|Chamber of trade|Water company|Transport ministry|"
    "Museum trustees|Harbour police|Fishing fleet|Election commission"
)
_DOES = listed(
    "approves|delays|defends|rejects|reopens|questions|promises|postpones|publishes|reviews|welcomes|"
    "abandons|doubles|halves|extends|investigates"
)
_WHAT = listed(
    "plan for new pier|budget for night trams|rules on cruise ships|report on flood walls|sale of grain "
    "silos|ban on diesel ferries|survey of school roofs|contract for dredging|rent freeze|pilot of free "
    "buses|search for missing trawler|inquiry into power cut|festival of lights|fishing quota|tender for "
    "the market hall|vote on harbour tax|study of falling bees|repair of the sea wall"
)
_WHEN = listed(
    "|after long night of talks|before the vote|as storm nears|despite protest|for third year|in surprise "
    "move|under new law|with neighbours' help|amid rising costs|ahead of summer|after court ruling"
)
_SENTENCES = (
    "{who} said on {day} that the {what} would go ahead, though not before the spring.",
    "At {place}, few had expected the decision to come this soon.",
    "“We have waited {number} years for this,” said {name}, who has lived near {place} since childhood.",
    "The cost, put at {number} million, will be shared between the city and the region.",
    "{name}, speaking for the {who}, declined to say when the {what} would be complete.",
    "Figures released on {day} show a rise of {number} per cent over the same month last year.",
    "Work at {place} has stopped {number} times since it began, twice because of the weather.",
    "Those who oppose the {what} say that nobody asked the people who live beside it.",
    "A spokesman for the {who} called the {what} a first step, and a modest one.",
    "By {day} evening, {number} people had signed a petition that {name} keeps at a stall in {place}.",
    "The documents, which run to {number} pages, were read by this newspaper.",
    "It was not clear on {day} who had known of the delay, or for how long.",
    "“That is not how it was explained to us,” {name} said, pointing towards {place}.",
    "An earlier attempt failed when the {who} withdrew its support at the last moment.",
    "The {who} meets again on {day}, and the {what} is the only item that is left open.",
    "Engineers measured the ground at {place} and found it had sunk by {number} millimetres.",
)
_DAYS = listed("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")
_PARAGRAPHS = 1500


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its JSON made once: as a block of a body, and as words of a version."""

    block: str
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A stock of paragraphs and the chance that picks from it; the same seed, the same words."""

    chance: random.Random
    paragraphs: list[Paragraph]

    @classmethod
    def from_seed(cls, seed: int) -> Self:
        """Return the wording that ``seed`` makes."""
        chance = random.Random(seed)  # noqa: S311  (nothing here is a secret)
        return cls(chance, [_paragraph(chance) for _ in range(_PARAGRAPHS)])

    def headline(self) -> str:
        """Return a headline; a few thousand exist."""
        pick = self.chance.choice
        return f"{pick(_WHO)} {pick(_DOES)} {pick(_WHAT)} {pick(_WHEN)}".strip()

    def standfirst(self) -> str:
        """Return the two sentences under a headline."""
        return f"{_sentence(self.chance)} {_sentence(self.chance)}"

    def body(self) -> list[Paragraph]:
        """Return the paragraphs of one story: 300 to 900 words, none of them twice."""
        return self.chance.sample(self.paragraphs, self.chance.randint(6, 12))


def block(kind: str, value: object, identity: uuid.UUID) -> str:
    """Return one block of a body as JSON."""
    return json.dumps({"type": kind, "value": value, "id": str(identity)}, ensure_ascii=False)


def random_id(chance: random.Random) -> uuid.UUID:
    """Return a UUID from ``chance``."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _paragraph(chance: random.Random) -> Paragraph:
    words = " ".join(_sentence(chance) for _ in range(chance.randint(3, 5)))
    return Paragraph(
        block=block("text", f"<p>{words}</p>", random_id(chance)), words=json.dumps(words, ensure_ascii=False)
    )


def _sentence(chance: random.Random) -> str:
    made = chance.choice(_SENTENCES).format(
        who=chance.choice(_WHO).lower(),
        what=chance.choice(_WHAT),
        day=chance.choice(_DAYS),
        place=chance.choice(PLACES),
        name=f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}",
        number=chance.randint(2, 96),
    )
    return made[0].upper() + made[1:]
