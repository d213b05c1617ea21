"""Editions, disclaimers and legal texts touch their own tags when they change."""

from dataclasses import dataclass

import pytest

from standfirst.editions.models import Disclaimer, Edition, LegalText
from tests import factories
from tests.touching import check


@dataclass
class Paper:
    """A paper with a disclaimer and a privacy policy, and an edition beside it."""

    edition: Edition
    other: Edition
    disclaimer: Disclaimer
    policy: LegalText


@pytest.fixture
def paper(edition, announced) -> Paper:
    made = Paper(
        edition=edition,
        other=factories.edition(prefix="fr"),
        disclaimer=Disclaimer.objects.create(edition=edition, kind="opinion", text="Views are the author's."),
        policy=LegalText.objects.create(
            edition=edition, kind="privacy", version="1", title="Privacy", body=""
        ),
    )
    announced.clear()
    return made


def save(row, **changed) -> None:
    row = type(row).objects.get(pk=row.pk)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def delete(row) -> None:
    type(row).objects.get(pk=row.pk).delete()


def new_version(paper: Paper) -> None:
    LegalText.objects.create(edition=paper.edition, kind="privacy", version="2", title="Privacy", body="")


DISCLAIMERS, PRIVACY = "disclaimers:{edition.pk}", "legal:{edition.pk}:privacy"

# A change, and what it touches.
TABLE = {
    "an edition as it was": (lambda paper: save(paper.edition), ""),
    "an edition's name": (lambda paper: save(paper.edition, name="New"), "editions"),
    "an edition's clock": (lambda paper: save(paper.edition, time_zone="Asia/Tokyo"), "editions"),
    "a new edition": (lambda _: factories.edition(prefix="ar"), "editions"),
    "an edition is deleted": (lambda paper: delete(paper.other), "editions"),
    "a disclaimer as it was": (lambda paper: save(paper.disclaimer), ""),
    "a disclaimer's text": (lambda paper: save(paper.disclaimer, text="New"), DISCLAIMERS),
    "a disclaimer of another edition": (
        lambda paper: save(paper.disclaimer, edition=paper.other),
        f"{DISCLAIMERS} disclaimers:{{other.pk}}",
    ),
    "a new disclaimer": (
        lambda paper: Disclaimer.objects.create(edition=paper.edition, kind="review", text="New"),
        DISCLAIMERS,
    ),
    "a disclaimer is deleted": (lambda paper: delete(paper.disclaimer), DISCLAIMERS),
    "a legal text as it was": (lambda paper: save(paper.policy), ""),
    "a legal text's words": (lambda paper: save(paper.policy, body="<p>New</p>"), PRIVACY),
    "a legal text of another kind": (
        lambda paper: save(paper.policy, kind="standards"),
        f"{PRIVACY} legal:{{edition.pk}}:standards",
    ),
    "a new version": (new_version, PRIVACY),
    "a legal text is deleted": (lambda paper: delete(paper.policy), PRIVACY),
}


def test_each_change_touches_exactly_what_shows_it(paper, announced):
    check(TABLE, paper, announced)
