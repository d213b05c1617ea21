"""Sixty questions over the demo editions, each with its best answers: ``python -m benchmarks.judged_search``.

Prints the mean reciprocal rank of the first right answer, edition by edition, and every question whose right
answer is not first.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.archives import environment_on_sqlite, run_python

HERE = Path(__file__).resolve().parent
FIRST_PAGE = 20

# What a reader types, and the demo's names of the stories that answer it, any of which is right.
QUESTIONS = {
    "en": {
        "comet naked eye": "comet-mount-serra",
        "comet without telescope": "comet-mount-serra",
        "tidal barrier cost overrun": "barrier-overrun-audit",
        "auditor barrier delay": "barrier-overrun-audit",
        "property tax 2027": "budget-2027-draft",
        "opposition budget amendments": "budget-2027-amendments",
        "ferry strike ends": "ferry-fares-vote ferry-strike-live",
        "ferry ticket prices": "ferry-fares-compared ferry-fares-vote",
        "affordable flats corvo quay": "corvo-quay-consent corvo-quay-first-tenants",
        "first tenants keys": "corvo-quay-first-tenants",
        "new central library": "customs-house-library",
        "swimming record isla fenn": "fenn-crossing-swim",
        "gulls cup final": "gulls-cup-final",
        "tavane goal": "gulls-cup-final",
        "recall mayor signatures": "recall-petition-handed-in recall-petition-valid",
        "recal petition valid": "recall-petition-valid",
        "wind farm first power": "cape-lorn-first-power",
        "cape lorn power line": "lorn-line-bottleneck",
        "undersea cable survey": "cable-ship-strait-survey strait-map",
        "citrus disease": "citrus-blight",
        "citrus duty": "valmere-trade-talks",
        "firewroks anniversary": "column-cancel-the-fireworks column-keep-the-fireworks",
        "container port record": "port-quarter-containers",
        "regatta course": "regatta-preview",
        "salt marsh restoration": "salt-marsh-gallery",
        "tram route saltgate": "tram-saltgate-route",
        "shops tram works": "tram-lantern-avenue",
        "open air cinema": "open-air-cinema",
        "history of the harbour": "harbour-400-years",
        "tidewaiter review": "book-review-tidewaiter",
        "astronomer interview": "astronomer-interview",
        "rafael munsee": "munsee-interview",
    },
    "fr": {
        "comete a l'oeil nu": "comet-mount-serra",
        "bibliothèque centrale": "customs-house-library",
        "biblioteque centrale": "customs-house-library",
        "fin de la greve des navettes": "ferry-strike-live ferry-fares-vote",
        "prix des billets navette": "tarifs-navettes-graphique ferry-fares-vote",
        "finale goélands": "gulls-cup-final",
        "logements inoccupés": "logements-vides-recensement",
        "caboteurs méthanol": "chantier-corvo-methanol",
        "cinema en plein air": "open-air-cinema",
        "marais salants": "marais-brise-lames",
        "pilote Irene Valdor": "irene-valdor-pilotes",
        "musée halle aux poissons": "halle-aux-poissons-decor",
        "câble sous-marin": "cable-detroit-valmere",
        "une journée sur le détroit": "une-journee-detroit",
    },
    "ar": {
        "مذنب جبل سيرا": "comet-mount-serra",
        "المكتبة المركزية": "customs-house-library",
        "مكتبه مركزيه": "customs-house-library",
        "قرعة شقق كورفو": "corvo-quay-draw",
        "اضراب العبارات": "ferry-strike-live ferry-fares-vote",
        "أجرة العبارة": "ferry-fares-vote",
        "مزاد السمك": "fish-auction-screen",
        "اخر ترام": "last-tram-opinion",
        "كربون المستنقعات": "marsh-carbon",
        "فيلم في الهواء الطلق": "open-air-screen",
        "سباق القوارب": "regatta-preview",
        "رسم عبور المضيق": "strait-tariff-analysis",
        "المد والجزر": "tides-in-a-year",
        "لحامة حوض كورفو": "yard-welder-interview",
    },
}


def main() -> int:
    """Load the demo where it is not loaded, index it, ask, and report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged_search", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/benchmarks"), help="where the demo is kept")
    directory = (parser.parse_args().data / "judged").absolute()
    directory.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment_on_sqlite(directory))
    manage = ("-m", "standfirst.config.cli", "manage")
    run_python(dict(os.environ), *manage, "migrate", "--verbosity=0")
    import django

    django.setup()
    report = list(_report())
    print("\n".join(report))
    results = HERE / "results" / f"{datetime.now(UTC):%Y-%m-%d}-judged-search.md"
    results.write_text("\n".join([*report, ""]))
    return 0


def _report() -> Iterator[str]:
    editions = _editions()
    yield "# Sixty questions with known answers over the demo editions"
    yield ""
    yield "| edition | questions | right answer first | among the first five | mean reciprocal rank |"
    yield "|---|--:|--:|--:|--:|"
    failures, all_ranks = [], []
    for code, questions in QUESTIONS.items():
        ranks = {text: _rank(text, right.split(), editions[code]) for text, right in questions.items()}
        yield _line(code, list(ranks.values()))
        all_ranks += ranks.values()
        failures += [(code, text, rank) for text, rank in ranks.items() if rank != 1]
    yield _line("all", all_ranks)
    yield ""
    yield "Not first:" if failures else "All first."
    yield ""
    for code, text, rank in failures:
        yield f"- {code}: “{text}”: {'place ' + str(rank) if rank else 'not on the first page'}"


def _line(code: str, ranks: list[int]) -> str:
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    first, five = ranks.count(1), sum(0 < rank <= 5 for rank in ranks)  # noqa: PLR2004
    return f"| {code} | {len(ranks)} | {first} | {five} | {mean:.3f} |"


def _rank(text: str, right: list[str], edition: Any) -> int:
    """Return the place of the first right answer; 0: it is not on the first page."""
    from standfirst.discovery.search import search
    from standfirst.interchange.demo import FOLDER
    from standfirst.interchange.formats.demo import read

    folder = FOLDER / edition.code
    told = read(folder, edition.code, edition.zone, datetime.now(UTC))
    headlines = {one.record.headline for one in told if one.record.source_id in right}
    if not headlines:
        raise ValueError(f"No story of the demo is called {right}.")
    results = search(text, edition, per_page=FIRST_PAGE)
    for place, hit in enumerate([*results.hits, *results.also], 1):
        if hit.card.headline in headlines:
            return place
    return 0


def _editions() -> dict[str, Any]:
    from standfirst.discovery.indexing import rebuilt
    from standfirst.editions.models import Edition
    from standfirst.interchange.demo import load_demo

    if not Edition.objects.exists():
        load_demo()
    editions = {one.code: one for one in Edition.objects.all()}
    for one in editions.values():
        with rebuilt(one) as written:
            sum(written)
    return editions


if __name__ == "__main__":
    sys.exit(main())
