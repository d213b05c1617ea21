"""The desk speaks French and Arabic: no word of its own is left in English."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from standfirst.website import catalogues

ROOMS = [room for room in catalogues.ROOMS if room != catalogues.SITE]
_PLACE = re.compile(r"%(?:\(\w+\))?[sd]")


def forms(value):
    return [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", catalogues.languages())
def test_every_word_is_translated_and_compiled(room, language):
    kept = catalogues.catalogue_of(language, room)
    hint = "run: standfirst manage catalogues"
    assert catalogues.untranslated(kept, room) == [], hint
    assert catalogues.kept_mo(language, room) == catalogues.compiled(kept), hint
    said = {(str(message.id), message.context) for message in catalogues.words(room)}
    assert {(str(message.id), message.context) for message in kept} <= said, hint


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", catalogues.languages())
def test_translations_have_the_places_of_their_words(room, language):
    for message in catalogues.catalogue_of(language, room):
        if message.id:
            wanted = sorted(_PLACE.findall(forms(message.id)[0]))
            for form in forms(message.string):
                assert sorted(_PLACE.findall(form)) == wanted, message.id


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("fr", "ltr", ("Nouvel article", "La rédaction", "Mes brouillons")),
        ("ar", "rtl", ("مادة جديدة", "غرفة الأخبار", "مسوداتي")),
    ],
)
def test_a_person_reads_the_desk_in_their_language(desk, language, direction, words):
    desk.story.save_revision(user=desk.writer)
    UserProfile.objects.create(user=desk.writer, preferred_language=language)
    page = desk.client(desk.writer).get(reverse("wagtailadmin_home")).content.decode()
    assert f'dir="{direction}"' in page
    for word in words:
        assert word in page
    for name in ("stories:list", "stories:add", "story_report_scheduled", "wagtailadmin_account"):
        assert desk.client(desk.writer).get(reverse(name)).status_code == 200
