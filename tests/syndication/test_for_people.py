"""What people see of it: the page that lists the feeds, and the share row."""

import pytest
from django.template import engines
from django.utils import translation
from lxml import html as lxml_html

from standfirst.syndication import shortlinks
from tests import factories
from tests.syndication.conftest import WORDS


@pytest.mark.parametrize(("code", "host", "prefix"), [("en", "testserver", ""), ("ar", "localhost", "")])
def test_every_feed_that_the_page_lists_is_there(client, trying, code, host, prefix):
    trying(code)
    page = client.get(f"{prefix}/feeds/", headers={"host": host})
    links = lxml_html.document_fromstring(page.content.decode()).xpath("//ul[@class='feeds']//a[@type]")
    assert len(links) == 2 * 3  # the edition and its section, in three forms
    for link in links:
        answer = client.get(link.get("href").removeprefix(f"http://{host}"), headers={"host": host})
        assert answer["Content-Type"].startswith(link.get("type"))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_share_row_works_without_a_script(edition, language):
    story = factories.published(factories.section(edition))
    sharing = shortlinks.sharing_of(story.pk, WORDS, edition)
    template = engines["jinja2"].env.get_template("website/share.html")
    with translation.override(language):
        row = lxml_html.fragment_fromstring(str(template.module.share_row(sharing)))
    assert row.get("data-title") == WORDS
    assert row.get("data-share") == sharing.short == row.find("p[@class='share-link']/a").text_content()
    assert [link.get("href") for link in row.findall(".//ul//a")] == [
        sharing.mail,
        *(network.address for network in sharing.networks),
    ]
    assert all(button.get("hidden") is not None for button in row.findall(".//button"))
    assert row.find(".//img").get("src") == f"/s/{shortlinks.code_of(story.pk)}.svg"
    assert row.find(".//img").get("alt")
