"""Every kind of page in every edition: valid, accessible, whole at every width, and on its own host."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import fetch, one_of_each

TOOLS = Path(__file__).parents[1] / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
VALIDATE = TOOLS / ".bin" / "html-validate"

needs_node = pytest.mark.skipif(
    not VALIDATE.exists() or not shutil.which("node"), reason="no Node, or its packages are not installed"
)
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm is missing)")

STORY_KINDS = {
    "news", "analysis", "opinion", "interview", "gallery", "cartoon", "infographic", "video", "audio", "live",
}  # fmt: skip


def test_the_demo_has_every_kind_of_page(site):
    found = one_of_each(site.base)
    for edition in ("en", "fr", "ar"):
        for kind in ("front", "latest", "section", "topic", "author", "day", "corrections", "changes"):
            assert f"{edition} {kind}" in found
    assert {name.removeprefix("en story ") for name in found if name.startswith("en story ")} >= STORY_KINDS
    assert "en project" in found


@needs_node
def test_html_is_valid(site, tmp_path):
    for name, address in one_of_each(site.base).items():
        (tmp_path / f"{name}.html").write_text(fetch(address)[1])
    outcome = subprocess.run(
        [
            VALIDATE,
            "--config",
            Path(__file__).with_name("htmlvalidate.json"),
            "--formatter",
            "text",
            tmp_path,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout[-8000:] + outcome.stderr[-2000:]


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing(site, browser, width, scheme):
    faults = []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for name, address in one_of_each(site.base).items():
        page.goto(address)
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
            " 'best-practice']})"
        )
        faults += [
            f"{name}: {one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for one in found["violations"]
            for node in one["nodes"][:3]
        ]
    context.close()
    assert faults == [], json.dumps(faults[:40], indent=1)


@pytest.mark.parametrize("width", [320, 768, 1600])
def test_nothing_sticks_out_at_any_width(site, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wide = []
    for name, address in one_of_each(site.base).items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    context.close()
    assert wide == []


def test_pages_ask_no_other_host_and_break_no_rule_of_their_own(site, page):
    elsewhere, complaints = [], []
    page.on(
        "request", lambda request: elsewhere.append(request.url) if not _ours(request.url, site) else None
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name, address in one_of_each(site.base).items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if "not found" in name:
            complaints.clear()
    assert elsewhere == []
    assert complaints == []


def test_a_story_page_sends_less_than_30_kb_of_script(site, page):
    sizes = {}
    page.on(
        "response",
        lambda answer: (
            sizes.update({answer.url: len(answer.body())})
            if answer.request.resource_type == "script"
            else None
        ),
    )
    page.goto(one_of_each(site.base)["en story news"])
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) < 30 * 1024, sizes


def test_nothing_moves_while_a_page_loads(site, page):
    for kind in ("front", "story news", "section"):
        page.add_init_script(
            "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
            " if (!entry.hadRecentInput) window.shift += entry.value })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(one_of_each(site.base)[f"en {kind}"])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.1, kind


def _ours(url: str, site) -> bool:
    return url.startswith(("data:", "blob:")) or urlsplit(url).netloc == urlsplit(site.base).netloc
