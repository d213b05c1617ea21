"""Dates, numbers, pictures and translations, as an edition writes them."""

from datetime import UTC, date, datetime

import pytest

from standfirst.editions.models import Edition
from standfirst.media.showing import credit_of
from standfirst.website import catalogues, dates
from standfirst.website.pictures import focus_classes, picture
from tests import factories

AT = datetime(2026, 11, 22, 3, 17, tzinfo=UTC)
ENGLISH = Edition(language="en", time_zone="Europe/Athens", name="Courier")
FRENCH = Edition(language="fr", time_zone="Europe/Paris", name="Courrier")
ARABIC = Edition(language="ar", time_zone="Asia/Beirut", numbering="arab", name="بريد")


@pytest.mark.parametrize(
    ("edition", "style", "words"),
    [
        (ENGLISH, "full", "22 November 2026, 05:17"),
        (ENGLISH, "stamp", "22 Nov, 05:17"),
        (FRENCH, "full", "22 novembre 2026, 04:17"),
        (FRENCH, "date", "22 novembre 2026"),
        (ARABIC, "date", "٢٢ نوفمبر ٢٠٢٦"),
        (ARABIC, "time", "٥:١٧ ص"),
    ],
)
def test_moments_are_written_on_the_editions_clock(edition, style, words):
    assert dates.moment_in_words(AT, edition, style) == words


def test_machines_read_the_moment_with_its_offset():
    assert str(dates.moment(AT, ARABIC, "date")).startswith('<time datetime="2026-11-22T05:17+02:00">')


@pytest.mark.parametrize(
    ("edition", "words"), [(ENGLISH, "1,234,567"), (FRENCH, "1\u202f234\u202f567"), (ARABIC, "١٬٢٣٤٬٥٦٧")]
)
def test_numbers_are_written_in_the_editions_digits(edition, words):
    assert dates.number(1234567, edition) == words


def test_days_have_names():
    assert dates.day_in_words(date(2026, 11, 22), FRENCH, "full") == "dimanche 22 novembre 2026"


@pytest.mark.parametrize(("edition", "locale"), [(ENGLISH, "en-GB-u-nu-latn"), (ARABIC, "ar-u-nu-arab")])
def test_the_browsers_clock_is_told_language_and_digits(edition, locale):
    assert dates.clock_locale(edition) == locale


def test_a_page_names_the_zone_and_never_the_time(client, edition):
    page = client.get("/").content.decode()
    assert 'data-locale="en-GB-u-nu-latn" data-zone="Europe/Athens">Eastern European Time</p>' in page


@pytest.mark.django_db
def test_pictures_reserve_their_room_and_offer_the_best_format():
    photo = factories.photo()
    photo.rendition_widths, photo.rendition_formats = [320, 960], ["avif", "webp", "jpeg"]
    html = str(picture(photo, "50vw", ratio="3x2"))
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert 'width="960" height="640"' in html
    assert 'alt="A harbour at dawn"' in html
    assert 'loading="lazy"' in html
    assert 'fetchpriority="high"' in str(picture(photo, "50vw", eager=True))
    assert 'alt=""' in str(picture(photo, "50vw", alt=""))


@pytest.mark.django_db
def test_what_is_not_ready_is_not_shown():
    photo = factories.photo()
    photo.rendition_widths = []
    assert str(picture(photo, "50vw")) == ""
    assert str(picture(None, "50vw")) == ""


@pytest.mark.django_db
def test_crops_keep_the_focal_point():
    photo = factories.photo(
        focal_point_x=1190, focal_point_y=100, focal_point_width=10, focal_point_height=10
    )
    assert focus_classes(photo) == "focus-x-100 focus-y-10"
    assert focus_classes(factories.photo()) == ""


@pytest.mark.django_db
def test_a_credit_is_found_wherever_it_is():
    assert credit_of(factories.photo(credit="", creator="Ines")) == "Ines"


@pytest.mark.parametrize("language", catalogues.languages())
def test_every_word_is_translated(language):
    assert catalogues.untranslated(catalogues.catalogue_of(language)) == [], (
        "run: standfirst manage catalogues"
    )


@pytest.mark.parametrize("language", catalogues.languages())
def test_the_compiled_catalogue_is_of_today(language):
    kept = catalogues.kept_mo(language)
    assert kept == catalogues.compiled(catalogues.catalogue_of(language)), "run: standfirst manage catalogues"


@pytest.mark.parametrize("language", catalogues.languages())
def test_no_catalogue_keeps_words_that_are_no_longer_said(language):
    said = {(message.id, message.context) for message in catalogues.words()}
    kept = {(message.id, message.context) for message in catalogues.catalogue_of(language)}
    assert kept <= said


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا تصويبات"),
        (1, "تصويب واحد"),
        (2, "تصويبان"),
        (3, "٣ تصويبات"),
        (11, "١١ تصويباً"),
        (100, "١٠٠ تصويب"),
    ],
)
def test_arabic_counts_in_six_forms(count, words):
    from django.utils import translation

    with translation.override("ar"):
        form = translation.ngettext("%(count)s correction", "%(count)s corrections", count)
    assert form % {"count": dates.number(count, ARABIC)} == words
