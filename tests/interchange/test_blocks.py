"""Foreign HTML becomes blocks: each thing what it is, no word lost, nothing dangerous kept alive."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.interchange.blocks import Reading, blocks_of, blocks_of_text, pictures_in
from standfirst.interchange.records import PhotoRecord

CLASSIC = Reading(line_breaks=True, empty_lines=True, shortcodes=True, base="https://old.example/2020/05/x/")
BY_BLOCKS = Reading(empty_lines=True, shortcodes=True)
YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


def turned(html: str, reading: Reading | None = None) -> list[tuple[str, Any]]:
    blocks, _ = blocks_of(html, reading)
    return [(block["type"], block["value"]) for block in blocks]


def problems(html: str, reading: Reading | None = None) -> tuple[str, ...]:
    return blocks_of(html, reading)[1]


def everything(blocks: Any) -> str:
    """All the text anywhere in blocks, to look for words in."""
    return json.dumps(blocks, ensure_ascii=False, default=repr)


class TestText:
    def test_paragraphs_in_a_row_are_one_block(self):
        assert turned("<p>One.</p>\n<p>Two.</p>") == [("text", "<p>One.</p><p>Two.</p>")]

    def test_emphasis_and_links_stay_and_other_markup_goes(self):
        html = (
            '<p style="x"><span>A <strong>b</strong> <em>c</em></span> '
            '<a href="https://x.example/?a=1&amp;b=2" onclick="y" target=_blank>d</a> H<sub>2</sub>O</p>'
        )
        assert turned(html) == [
            (
                "text",
                '<p>A <b>b</b> <i>c</i> <a href="https://x.example/?a=1&amp;b=2">d</a> H<sub>2</sub>O</p>',
            )
        ]

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            " jAvAsCrIpT:x",
            "http://[bad",
            "story:1",
        ],
    )
    def test_a_dangerous_link_is_taken_off_and_told(self, address):
        html = f'<p><a href="{address}">words</a></p>'
        assert turned(html) == [("text", "<p>words</p>")]
        assert "nowhere safe" in problems(html)[0]

    def test_relative_links_are_completed_with_the_address_of_the_old_page(self):
        assert turned('<p><a href="/a/">b</a></p>', CLASSIC) == [
            ("text", '<p><a href="https://old.example/a/">b</a></p>')
        ]

    def test_classic_text_has_its_paragraphs_and_line_ends(self):
        assert turned("One\ntwo\n\n<b>Three</b>\r\n\r\nFour", CLASSIC) == [
            ("text", "<p>One<br>two</p><p><b>Three</b></p><p>Four</p>")
        ]

    def test_two_breaks_part_paragraphs(self):
        assert turned("<div>One<br><br>Two<br>three</div>") == [("text", "<p>One</p><p>Two<br>three</p>")]

    def test_two_breaks_inside_a_tag_do_not_tear_it(self):
        assert turned("<p><b>One<br><br>Two</b></p>") == [("text", "<p><b>One<br><br>Two</b></p>")]

    def test_empty_paragraphs_go(self):
        assert turned("<p>&nbsp;</p><p>A</p><p> <br> </p><p><b></b></p>") == [("text", "<p>A</p>")]

    def test_a_sign_that_looks_like_markup_is_text(self):
        assert turned("<p>2 < 3 & 4 > 1</p>") == [("text", "<p>2 &lt; 3 &amp; 4 &gt; 1</p>")]

    def test_struck_text_is_told(self):
        assert "Struck-through" in problems("<p><s>Not</s> so</p>")[0]

    def test_plain_text(self):
        assert (
            blocks_of_text("One & two\nthree\n\nFour")[0]["value"]
            == "<p>One &amp; two<br>three</p><p>Four</p>"
        )
        assert blocks_of_text("One\nTwo")[0]["value"] == "<p>One</p><p>Two</p>"
        assert blocks_of_text("  \n ") == ()


class TestElements:
    def test_headings_have_two_levels(self):
        assert turned("<h1>A</h1><h2>B <b>c</b></h2><h4>D</h4>") == [
            ("heading", {"text": "A", "level": "2"}),
            ("heading", {"text": "B c", "level": "2"}),
            ("heading", {"text": "D", "level": "3"}),
        ]

    def test_lists(self):
        assert turned("<ul><li>a <b>b</b></li><li><p>c</p><p>d</p></li></ul><ol><li>e</li></ol>") == [
            ("list", {"style": "bulleted", "items": ["a <b>b</b>", "c<br>d"]}),
            ("list", {"style": "numbered", "items": ["e"]}),
        ]

    def test_a_list_within_a_list_is_made_flat_and_told(self):
        html = "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
        assert turned(html) == [("list", {"style": "bulleted", "items": ["a", "b", "c"]})]
        assert "made flat" in problems(html)[0]

    def test_text_that_strays_in_a_list_becomes_an_item(self):
        assert turned("<ul>x<li>a</li>y<p>z</p></ul>") == [
            ("list", {"style": "bulleted", "items": ["x", "a", "y", "z"]})
        ]

    def test_quotes_know_who_said_it(self):
        html = "<blockquote><p>One.</p><p>Two.</p><cite>— Ada, <i>baker</i></cite></blockquote>"
        assert turned(html) == [("quote", {"text": "One.\n\nTwo.", "attribution": "Ada, baker"})]

    def test_a_cited_work_in_a_quote_is_not_who_said_it(self):
        html = "<blockquote><p>I read <cite>The Tide</cite> twice.</p></blockquote>"
        assert turned(html) == [("quote", {"text": "I read The Tide twice.", "attribution": ""})]

    @pytest.mark.parametrize(
        "html",
        [
            '<aside class="pullquote"><p>Big.</p><cite>Ada</cite></aside>',
            '<figure class="wp-block-pullquote"><blockquote>Big.<cite>Ada</cite></blockquote></figure>',
            '<blockquote class="pullquote">Big.<footer>Ada</footer></blockquote>',
        ],
    )
    def test_pull_quotes(self, html):
        assert turned(html) == [("pull_quote", {"text": "Big.", "attribution": "Ada"})]

    def test_factboxes(self):
        html = (
            '<aside class="factbox"><h3>Facts</h3><p>a <b>b</b></p><ul><li>c</li></ul>'
            '<img src="https://x.example/p.jpg"></aside>'
        )
        blocks = turned(html)
        assert blocks[0] == ("factbox", {"title": "Facts", "body": "<p>a <b>b</b></p><ul><li>c</li></ul>"})
        assert blocks[1][0] == "photo"

    def test_related_stories(self):
        assert turned('<aside class="related" data-stories="a b"></aside>') == [
            ("related", {"heading": "", "stories": ["a", "b"]})
        ]

    def test_tables(self):
        html = (
            "<table><caption>Cap</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
            "<tbody><tr><td>1</td><td><b>2</b></td></tr><tr><td colspan='2'>3</td></tr></tbody></table>"
        )
        assert turned(html) == [
            (
                "table",
                {
                    "caption": "Cap",
                    "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}],
                    "rows": [{"values": ["1", "2"]}, {"values": ["3", ""]}],
                },
            )
        ]

    def test_a_table_without_headings_and_with_rows_of_any_length_is_rectangular(self):
        (table,) = turned("<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>")
        assert [column["heading"] for column in table[1]["columns"]] == ["", ""]
        assert table[1]["rows"] == [{"values": ["1", ""]}, {"values": ["2", "3"]}]

    def test_a_picture_in_a_cell_follows_the_table(self):
        assert [
            kind
            for kind, _ in turned("<table><tr><th>a</th></tr><tr><td><img src='/p.jpg'></td></tr></table>")
        ] == ["table", "photo"]


class TestPictures:
    def test_a_figure_has_its_caption_and_credit(self):
        html = (
            '<figure class="alignwide"><a href="https://x.example/full.jpg">'
            '<img src="https://x.example/s.jpg" alt="Alt"></a>'
            '<figcaption>Cap <span class="credit">Photo: A</span></figcaption></figure>'
        )
        ((kind, value),) = turned(html)
        assert (kind, value["caption"], value["width"]) == ("photo", "Cap", "wide")
        assert value["photo"] == PhotoRecord(
            "https://x.example/full.jpg", "https://x.example/full.jpg", credit="Photo: A", alt_text="Alt"
        )

    def test_a_picture_never_tears_its_paragraph(self):
        kinds = turned(
            '<p>Before <img src="https://x.example/a.jpg"> after</p><p><img src="https://x.example/b.jpg">Text</p>'
        )
        assert [kind for kind, _ in kinds] == ["text", "photo", "photo", "text"]
        assert kinds[0][1] == "<p>Before after</p>"

    def test_the_exports_own_list_knows_more_than_the_markup(self):
        known = PhotoRecord("7", "https://old.example/full.jpg", caption="C", credit="D", alt_text="E")
        reading = Reading(pictures={"7": known, "old.example/a.jpg": known})
        for html in (
            '<img class="alignnone wp-image-7" src="https://old.example/x-300x200.jpg" alt="">',
            '<img src="http://old.example/a-300x200.jpg">',
            '<figure id="attachment_7"><img src="https://cdn.example/z.jpg"></figure>',
        ):
            assert [picture.source_id for picture in pictures_in(blocks_of(html, reading)[0])] == ["7"]

    def test_two_pictures_side_by_side(self):
        html = (
            '<div class="pair"><figure data-photo="a"><figcaption>A</figcaption></figure>'
            '<figure data-photo="b"></figure></div>'
        )
        ((kind, value),) = turned(html)
        assert kind == "pair"
        assert (value["left"]["photo"].source_id, value["left"]["caption"], value["right"]["caption"]) == (
            "a",
            "A",
            "",
        )

    def test_lazy_pictures_come_once(self):
        html = (
            '<p><img src="data:image/gif;base64,R0" data-src="https://x.example/a.jpg"><noscript>'
            '<img src="https://x.example/a.jpg"></noscript></p>'
        )
        assert [record.address for record in pictures_in(blocks_of(html)[0])] == ["https://x.example/a.jpg"]

    def test_signs_drawn_as_pictures_are_signs_again(self):
        assert turned('<p>Hi <img class="wp-smiley" src="x.gif" alt="🙂"></p>') == [("text", "<p>Hi 🙂</p>")]

    def test_a_tracking_pixel_is_left_out_and_told(self):
        html = '<p>A<img width="1" height="1" src="https://count.example/p"></p>'
        assert turned(html) == [("text", "<p>A</p>")]
        assert "tracking pixel" in problems(html)[0]

    def test_a_picture_inside_the_text_itself_is_kept(self):
        assert turned('<img src="data:image/png;base64,AAAA">')[0][0] == "kept"


class TestFrames:
    @pytest.mark.parametrize(
        ("markup", "address"),
        [
            ('<iframe src="//www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0"></iframe>', YOUTUBE),
            ('<p><iframe data-src="https://www.youtube.com/embed/aqz-KE-bpKQ"></iframe></p>', YOUTUBE),
            (
                '<object><param name="movie" value="https://youtu.be/aqz-KE-bpKQ"><embed src="x"></object>',
                YOUTUBE,
            ),
            (
                '<iframe src="https://player.vimeo.com/video/1084537?h=1"></iframe>',
                "https://vimeo.com/1084537",
            ),
            (
                '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&x=1"></iframe>',
                "https://soundcloud.com/a/b",
            ),
            (
                '<iframe src="https://widget.spreaker.com/player?episode_id=12"></iframe>',
                "https://www.spreaker.com/episode/12",
            ),
            ('<figure data-embed="https://vimeo.com/1084537"></figure>', "https://vimeo.com/1084537"),
            ("<p>https://youtu.be/aqz-KE-bpKQ</p>", YOUTUBE),
            ('<p><a href="https://youtu.be/aqz-KE-bpKQ">https://youtu.be/aqz-KE-bpKQ</a></p>', YOUTUBE),
        ],
    )
    def test_frames_of_known_providers_are_embeds_by_their_page(self, markup, address):
        assert turned(markup) == [("embed", {"url": address, "caption": ""})]

    def test_an_embed_block_of_wordpress(self):
        html = (
            f'<!-- wp:embed {{"url":"{YOUTUBE}"}} -->\n<figure class="wp-block-embed">'
            f'<div class="wp-block-embed__wrapper">\n{YOUTUBE}\n</div><figcaption>Film</figcaption>'
            "</figure>\n<!-- /wp:embed -->"
        )
        assert turned(html, BY_BLOCKS) == [("embed", {"url": YOUTUBE, "caption": "Film"})]

    def test_a_quoted_post_is_an_embed_that_keeps_its_words(self):
        html = (
            '<blockquote class="twitter-tweet">'
            '<p>Words of it</p>— A (@a) <a href="https://twitter.com/a/status/1?ref=x">May 1</a>'
            '</blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'
        )
        assert turned(html) == [
            ("embed", {"url": "https://x.com/a/status/1", "caption": "Words of it — A (@a) May 1"})
        ]

    @pytest.mark.parametrize(
        "markup",
        [
            '<iframe src="https://youtube.com.evil.example/embed/aqz-KE-bpKQ"></iframe>',
            '<iframe src="https://maps.example/x"></iframe>',
            "<script>alert(1)</script>",
            "<style>p{}</style>",
            "<form><input name=a></form>",
            "<svg><circle/></svg>",
            '<video src="/v.mp4"></video>',
            '<audio><source src="/a.mp3"></audio>',
        ],
    )
    def test_what_no_block_can_hold_is_kept_and_told(self, markup):
        (block,), told = blocks_of(markup)
        assert block["type"] == "kept"
        assert block["value"]["html"][:5].lower() == markup[:5].lower()
        assert told == (block["value"]["reason"],)


class TestWordPress:
    def test_captions(self):
        html = (
            '[caption id="attachment_7" width="300" caption="By attribute"]<img src="/a.jpg">[/caption]\n\n'
            '[caption width="3"]<a href="/b"><img src="/b.jpg" /></a> By <em>text</em>[/caption]'
        )
        values = [value for kind, value in turned(html, CLASSIC) if kind == "photo"]
        assert [value["caption"] for value in values] == ["By attribute", "By text"]

    def test_galleries(self):
        pictures = {key: PhotoRecord(key, f"https://x.example/{key}.jpg", caption=key) for key in "123"}
        reading = Reading(shortcodes=True, pictures=pictures, attached=(pictures["3"],))
        assert [kind for kind, _ in turned('[gallery ids="1,2,3"]', reading)] == ["photo"] * 3
        assert [record.source_id for record in pictures_in(blocks_of("[gallery]", reading)[0])] == ["3"]
        assert "8" in problems('[gallery ids="1,8"]', reading)[0]

    @pytest.mark.parametrize(
        "code",
        [
            "[embed]https://youtu.be/aqz-KE-bpKQ[/embed]",
            "[youtube aqz-KE-bpKQ]",
            '[youtube id="aqz-KE-bpKQ"]',
            f"[youtube={YOUTUBE}]",
            f'[video src="{YOUTUBE}"]',
        ],
    )
    def test_shortcodes_that_embed(self, code):
        assert turned(f"Before\n\n{code}\n\nAfter", CLASSIC)[1] == ("embed", {"url": YOUTUBE, "caption": ""})

    def test_pull_quotes(self):
        assert turned('[pullquote author="Ada"]Big <b>words</b>[/pullquote]', CLASSIC) == [
            ("pull_quote", {"text": "Big words", "attribution": "Ada"})
        ]

    def test_an_unknown_shortcode_is_kept_and_the_words_in_it_stay(self):
        html = 'One [price id="4"] two.\n\n[box color="red"]\n\nInside\n\n[/box]'
        blocks = turned(html, CLASSIC)
        assert blocks == [
            ("text", "<p>One two.</p>"),
            ("kept", {"html": '[price id="4"]', "reason": "A shortcode that nothing here knows: [price]"}),
            ("kept", {"html": '[box color="red"]', "reason": "A shortcode that nothing here knows: [box]"}),
            ("text", "<p>Inside</p>"),
        ]
        assert len(problems(html, CLASSIC)) == 2

    @pytest.mark.parametrize(
        "text", ["He said [sic] it [1].", "An array[0] and [...] and [a]", "[laughs] Yes"]
    )
    def test_an_editors_brackets_are_prose(self, text):
        assert turned(text, CLASSIC) == [("text", f"<p>{text}</p>")]

    def test_a_shortcode_written_about_is_prose(self):
        assert turned("Write [[gallery]] there", CLASSIC) == [("text", "<p>Write [gallery] there</p>")]

    def test_shortcodes_in_attributes_are_left_alone(self):
        assert (
            turned('<a href="https://x.example/?a=[gallery]">x</a>', CLASSIC)[0][1]
            == '<p><a href="https://x.example/?a=[gallery]">x</a></p>'
        )

    def test_a_block_without_text_of_its_own_is_kept(self):
        html = (
            '<!-- wp:latest-posts {"n":3} /-->\n\n<!-- wp:paragraph -->\n<p>A</p>\n'
            "<!-- /wp:paragraph -->\n\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->"
            "<!-- wp:separator /-->"
        )
        assert [kind for kind, _ in turned(html, BY_BLOCKS)] == ["kept", "text"]


# No word is lost, whatever the markup.

WORDS = st.integers(0, 10**9).map(lambda number: f"w{number}z")
INLINE = ["b", "strong", "em", "span", "a", "sub", "font", "u", "mark", "q", "s", "code"]
OUTER = [
    "p",
    "div",
    "section",
    "h2",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "aside",
    "dl",
    "dt",
    "dd",
    "pre",
    "cite",
    "details",
    "summary",
    "center",
    "article",
    "noscript",
    "unknown-tag",
]
CLASSES = [
    "",
    ' class="pullquote"',
    ' class="factbox"',
    ' class="pair"',
    ' class="wp-caption"',
    ' class="credit"',
    ' href="https://x.example/"',
    ' class="twitter-tweet"',
    ' class="wp-block-embed"',
]


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, inner: f"<{name}{attributes}>{''.join(inner)}</{name}>",
        st.sampled_from([*INLINE, *OUTER]),
        st.sampled_from(CLASSES),
        st.lists(children, max_size=4),
    )


LEAF = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "<br>",
            "\n\n",
            " ",
            "\n",
            "<hr>",
            '<img src="/a.jpg" alt="x">',
            "<!-- c -->",
            "<!--more-->",
            "&amp;",
            "< ",
            "[x]",
            "[/box]",
            '[box a="1"]',
            "[caption]",
            "[/caption]",
            "[gallery]",
            "</p>",
            "</div>",
            "<p>",
            "<td>",
        ]
    ),
)
TREE = st.lists(st.recursive(LEAF, element, max_leaves=25), max_size=6).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TREE, st.sampled_from([Reading(), CLASSIC, BY_BLOCKS]))
def test_no_word_is_lost(html, reading):
    blocks, _ = blocks_of(html, reading)
    found = everything(blocks)
    missing = [word for word in re.findall(r"w\d+z", html) if word not in found]
    assert not missing


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/=\"'& abp[]!-?w1z\n", max_size=120), st.sampled_from([Reading(), CLASSIC]))
def test_no_input_breaks_it(html, reading):
    blocks_of(html, reading)


class TagsOf(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@settings(max_examples=200, deadline=None)
@given(TREE, st.sampled_from([Reading(), CLASSIC]))
def test_rich_text_holds_only_what_a_story_may_hold(html, reading):
    blocks, _ = blocks_of(html, reading)
    rich = [block["value"] for block in blocks if block["type"] == "text"]
    rich += [item for block in blocks if block["type"] == "list" for item in block["value"]["items"]]
    for value in rich:
        tags = TagsOf(value)
        assert tags.found <= {"p", "b", "i", "a", "br", "sub", "sup"}
        assert tags.attributes <= {"href"}


def test_markup_that_is_too_deep_is_kept_whole():
    html = "<div>" * 400 + "deep" + "</div>" * 400
    (block,), told = blocks_of(html)
    assert block["type"] == "kept"
    assert block["value"]["html"] == html
    assert told


def test_signs_that_cannot_be_stored_go():
    assert turned("<p>a\x00b\x0bc</p>") == [("text", "<p>abc</p>")]


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_signs_that_turn_the_direction_of_what_follows_go(sign):
    assert turned(f"<p>a{sign}b</p>") == [("text", "<p>ab</p>")]
    assert blocks_of_text(f"a{sign}b") == blocks_of_text("ab")
