"""A photo speaks to readers of every edition in their language, where an editor gave it the words."""

import pytest

from standfirst.media.forms import LanguageLinesField
from standfirst.media.models import Photo
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Le port"), ("fr-CA", "Le port"), ("ar", "الميناء"), ("de", "The port"), ("", "The port")],
)
def test_the_words_are_the_languages_or_the_photos_own(language, words):
    photo = Photo(alt_text="The port", alt_texts={"fr": "Le port", "ar": "الميناء"})
    assert photo.alt_in(language) == words


def test_the_desk_writes_one_line_a_language():
    field = LanguageLinesField(required=False)
    assert field.clean("fr: Le port : à l’aube\n\npt-BR: O porto") == {
        "fr": "Le port : à l’aube",
        "pt-BR": "O porto",
    }
    assert field.prepare_value({"fr": "Le port"}) == "fr: Le port"
    assert field.clean("") == {}


@pytest.mark.parametrize("line", ["Le port", "français: Le port", "fr:", ": x"])
def test_a_line_without_a_language_is_refused_with_a_sentence(line):
    with pytest.raises(Exception, match="language code"):
        LanguageLinesField(required=False).clean(line)


def test_a_page_carries_the_words_of_its_language(client):
    edition = factories.edition(language="fr")
    photo = factories.photo(alt_text="The port", alt_texts={"fr": "Le port à l’aube"})
    story = factories.published(factories.section(edition), lead_photo=photo)
    page = client.get(story.address).content.decode()
    assert 'alt="Le port à l’aube"' in page
    assert "The port" not in page
