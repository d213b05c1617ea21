"""A story's whole life at the desk, by two people of one section, while a third of another stays outside."""

import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.pages import fetch

PASSWORD = "the tide comes in twice a day"
HEADLINE = "Night ferry runs again from Friday"
SLOW = 30_000  # milliseconds; a busy machine takes its time

PEOPLE = """
from django.contrib.auth.models import User
from standfirst.newsroom.models import DeskRole, Section
for name, slug, role in [("reporter", "transport", "writer"), ("city-editor", "city", "editor"),
                         ("sport-editor", "sport", "editor")]:
    account = User.objects.create_user(name, password="{password}")
    section = Section.objects.get(edition__code="en", slug=slug)
    DeskRole.objects.create(account=account, edition=section.edition, section=section, role=role)
"""


@pytest.fixture(scope="module")
def people(site):
    """Make the three, as an administrator would with a command."""
    subprocess.run(
        [
            Path(sys.executable).with_name("standfirst"),
            "manage",
            "shell",
            "-c",
            PEOPLE.format(password=PASSWORD),
        ],
        env={"STANDFIRST_DATA": str(site.data), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def sign_in(site, browser, people):
    contexts = []

    def enter(name: str) -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, timezone_id="Europe/Athens")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.goto(f"{site.base}/desk/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{site.base}/desk/")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def picture(tmp_path) -> Path:
    path = tmp_path / "night-ferry.jpg"
    Image.linear_gradient("L").resize((1600, 1067)).convert("RGB").save(path, quality=90)
    return path


def test_from_draft_to_take_down(site, sign_in, picture):
    reporter, editor = sign_in("reporter"), sign_in("city-editor")

    edit = write_a_draft(site, reporter, picture)
    leave_a_note(reporter, edit, "Times checked with the harbour office.")
    file_to_the_editor(reporter, edit)
    another_section_stays_outside(site, sign_in("sport-editor"), edit)

    see_the_note(editor, edit, "Times checked with the harbour office.")
    address = publish_on_schedule(site, editor, edit)
    readers_see(site, address, HEADLINE, "leaves at 23:40", "night-ferry")

    correct_in_public(editor, edit, "The crossing takes 55 minutes, not 50.")
    readers_see(site, address, "The crossing takes 55 minutes, not 50.")

    change_and_publish(editor, edit, "Night ferry runs every night from Friday")
    readers_see(site, f"{address}changes/", "every night")

    take_down(editor, edit, "The company asked a court, and the court agreed.")
    assert fetch(f"{site.base}{address}")[0] == 410
    assert address not in fetch(f"{site.base}/latest/")[1]


def write_a_draft(site, page: Page, picture: Path) -> str:
    """Write a story with a photo; return the address of its form."""
    page.goto(f"{site.base}/desk/stories/add/")
    page.select_option("select[name=section]", label="The Marenza Courier: City › Transport")
    page.fill("input[name=headline]", HEADLINE)
    page.fill("textarea[name=standfirst]", "The first late boat in two months has 620 seats.")
    page.locator("[data-streamfield-stream-container] button[title='Insert a block']").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("The night ferry leaves at 23:40 and takes 50 minutes.")
    page.get_by_role("tab", name="Photo").click()
    page.get_by_role("button", name="Choose an image").first.click()
    page.get_by_role("tab", name="Upload").click()
    page.locator(".modal input[type=file]").set_input_files(picture)
    page.fill(".modal input[name$=credit]", "Strait News Agency")
    page.fill(".modal input[name$=alt_text]", "A ferry at night")
    page.locator(".modal").get_by_role("button", name="Upload").click()
    expect(page.locator(".modal")).to_have_count(0, timeout=SLOW)
    page.fill("input[name=lead_caption]", "The Avocet at Customs Quay.")
    save_draft(page)
    expect(page).to_have_url(re.compile(r"/desk/stories/edit/\d+/"), timeout=SLOW)
    return page.url.split("?")[0]


def save_draft(page: Page) -> None:
    page.get_by_role("button", name="Save draft").first.click()
    page.wait_for_load_state("networkidle")


def side_panel(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def leave_a_note(page: Page, edit: str, words: str) -> None:
    page.goto(edit)
    side_panel(page, "notes")
    page.fill("#desk-note-text", words)
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text(words)).to_have_count(1, timeout=SLOW)


def see_the_note(page: Page, edit: str, words: str) -> None:
    page.goto(edit)
    expect(page.get_by_text(words)).to_have_count(1, timeout=SLOW)


def file_to_the_editor(page: Page, edit: str) -> None:
    page.goto(edit)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="File to the section editor").click()
    expect(
        page.locator("main").get_by_text(re.compile("submitted|filed", re.IGNORECASE)).first
    ).to_be_visible(timeout=SLOW)


def another_section_stays_outside(site, page: Page, edit: str) -> None:
    page.goto(f"{site.base}/desk/stories/")
    expect(page.get_by_text(HEADLINE)).to_have_count(0)
    page.goto(edit)
    assert page.url != edit
    expect(page.locator("input[name=headline]")).to_have_count(0)


def publish_on_schedule(site, page: Page, edit: str) -> str:
    """Publish for the next full minute, wait for the worker; return the story's address."""
    page.goto(edit)
    due = datetime.now(ZoneInfo("Europe/Athens")) + timedelta(minutes=1)
    side_panel(page, "status")
    page.get_by_role("button", name="Set schedule").click()
    page.fill("input[name=go_live_at]", due.strftime("%Y-%m-%d %H:%M"))
    # By keyboard: the date picker's sheet lies over the button.
    page.get_by_role("button", name="Save schedule").press("Enter")
    page.wait_for_load_state("networkidle")
    publish(page)
    for _ in range(90):
        found = re.search(r'href="(/transport/[^"]*night-ferry[^"]*)"', fetch(f"{site.base}/transport/")[1])
        if found:
            return found.group(1)
        page.wait_for_timeout(1000)
    raise AssertionError("the scheduled story did not appear within a minute of its time")


def publish(page: Page) -> None:
    """Approve what was filed, or publish what was not."""
    page.get_by_role("button", name="More actions").click()
    approve = page.get_by_role("button", name="Approve and Publish", exact=True)
    plain = page.get_by_role("button", name="Publish", exact=True)
    with page.expect_navigation(timeout=SLOW):
        (approve if approve.count() else plain).click()
    expect(page.locator(".messages .success").first).to_be_visible(timeout=SLOW)


def readers_see(site, address: str, *words: str) -> None:
    status, body = fetch(f"{site.base}{address}")
    assert status == 200
    for word in words:
        assert word in body, word


def correct_in_public(page: Page, edit: str, words: str) -> None:
    page.goto(edit.replace("/edit/", "/correct/"))
    page.fill("textarea[name=text]", words)
    page.get_by_role("button", name="Add the correction").click()
    expect(page).to_have_url(re.compile("/edit/"), timeout=SLOW)


def change_and_publish(page: Page, edit: str, headline: str) -> None:
    page.goto(edit)
    page.fill("input[name=headline]", headline)
    publish(page)


def take_down(page: Page, edit: str, reason: str) -> None:
    page.goto(edit.replace("/edit/", "/take-down/"))
    page.fill("textarea[name=reason]", reason)
    page.get_by_role("button", name="Take the story down").click()
    expect(page).to_have_url(re.compile("/edit/"), timeout=SLOW)
