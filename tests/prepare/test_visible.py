"""What a browser does not show is taken out of a page; what it shows stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from alertbot.prepare import visible
from alertbot.prepare.visible.sheet import Sheet

SECRET = "call this number"


def seen(markup: str, head: str = "") -> str:
    root = html.document_fromstring(
        f"<html><head>{head}</head><body><p>before</p> {markup} <p>after</p></body></html>"
    )
    visible.keep(root)
    return " ".join(root.text_content().split())


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : NONE !important", "visibility:hidden", "visibility:collapse", "opacity:0",
        "opacity:.0", "opacity:0.05", "opacity:0%", "font-size:0", "font-size:1px", "font:0/0 a", "font:1px serif",
        "position:absolute;left:-9999px", "text-indent:-200em", "margin-left:-5000px", "height:0;overflow:hidden",
        "max-height:0;overflow:clip", "width:1px;overflow:hidden", "clip:rect(0 0 0 0)", "clip-path:inset(50%)",
        "clip-path:circle(0)", "transform:scale(0)", "transform:translateX(-9999px)", "color:transparent",
        "color:rgba(0,0,0,0)", "color:#fff0", "color:#00000000", "color:#fff;background:#ffffff", "color:white",
        "color:rgb(0, 0, 0); background-color:#000", "content-visibility:hidden", "filter:opacity(0)",
        "color:#fefefe", "left:calc(-100vw)", "translate:-9999px", "scale:0", "zoom:0", "display: n\\6fne",
        "display:\\none", "height:0;overflow-y:hidden", "height:0;overflow:auto", "clip-path:inset(0 100% 0 0)",
        "-webkit-text-fill-color:transparent", "transform:matrix(0,0,0,0,0,0)", "transform:rotateY(90deg)",
        "/* x */display:none", "line-height:0px", "color:red;display:none", "font-size:0.05em", "font-size:2%",
        "left:9999px;position:absolute", "text-indent:100vw", "color:hsl(0 0% 100%)", "color:oklch(100% 0 0)",
        "color:color(srgb 1 1 1)", "color:hsla(0,0%,0%,.02)", "color:snow", "color:#111;background:lab(5% 1 1)",
        "position:absolute;z-index:-1", "mask:linear-gradient(transparent, transparent)", "--x:none;display:var(--x)",
        "display:var(--gone, none)", "--a:var(--b);--b:none;display:var(--a)", "color:navy;background:#000080",
        "filter:blur(1px) opacity(0)", "color:color(display-p3 1 1 1)",
    ],
)  # fmt: skip
def test_styles_that_hide(style: str):
    assert seen(f'<div style="{style}">{SECRET}</div>') == "before after"
    assert seen(f'<div class="x">{SECRET}</div>', f"<style>.x {{ {style} }}</style>") == "before after"


@pytest.mark.parametrize(
    "style",
    [
        "display:block", "visibility:visible", "opacity:1", "opacity:0.5", "font-size:12px", "left:-10px",
        "height:0", "overflow:hidden", "color:#fff;background:#000", "color:red", "transform:scale(1)",
        "clip:auto", "font:bold 12px serif", "", ";;:", "color:#ffffff;background:url(x.png) #123",
        "font-size:0.9em", "font-size:.8rem", "font-size:85%", "font:0.9em serif", "z-index:-1", "left:200px",
        "color:#fff;background:url(x.png)", "color:#fff;background:linear-gradient(#000, #333)", "color:currentcolor",
        "color:#fff;background-color:rgba(0, 0, 0, .8)", "color:rgb(calc(1) 1 1)", "color:lab(50% 90 1)",
        "display:var(--gone)", "--a:var(--a);display:var(--a)", "color:color(xyz 1 1 1)",
        "display:var(--gone, block)", "--x:none", "color:inherit", "color:color(nowhere 1 1 1)",
    ],
)  # fmt: skip
def test_styles_that_do_not_hide(style: str):
    assert SECRET in seen(f'<div style="{style}">{SECRET}</div>')


@pytest.mark.parametrize(
    ("selector", "markup"),
    [
        ("#x", "<p id='x'>{}</p>"), ("p.x", "<p class='a x b'>{}</p>"), ("section", "<section>{}</section>"),
        ("*.x", "<p class=x>{}</p>"), ("[data-x]", "<p data-x>{}</p>"), ("p[data-x='1']", "<p data-x=1>{}</p>"),
        (".a .b", "<div class=a><p class=b>{}</p></div>"), (".a>.b", "<div class=a><p class=b>{}</p></div>"),
        (".y, .x", "<p class=x>{}</p>"), ("div p.x.y", "<div><p class='y x'>{}</p></div>"),
        ("p:not(.y):not(#z)[id]", "<p id=x>{}</p>"), ("p:is(.x, .y)", "<p class=x>{}</p>"), ("h2 + p", "<h2></h2><p>{}</p>"),
        ("h2 ~ p.x", "<h2></h2><p></p><p class=x>{}</p>"), ("[class^='x-']", "<p class='x-1'>{}</p>"),
        ("p:nth-child(2):nth-last-child(2)", "<p>{}</p>"), ("section:has(b)", "<section><b>{}</b></section>"),
        ("section > p:only-child", "<section><p>{}</p></section>"), ("p:where(.x)", "<p class=x>{}</p>"),
        (":root p.x", "<p class=x>{}</p>"), ("div:empty, p.x", "<p class=x>{}</p>"),
    ],
)  # fmt: skip
def test_rules_of_a_style_sheet(selector: str, markup: str):
    assert seen(markup.format(SECRET), f"<style>{selector}{{display:none}}</style>") == "before after"


@pytest.mark.parametrize(
    ("sheet", "is_seen"),
    [
        ("@media print {.x{display:none}}", True),
        ("@media screen {.x{display:none}}", False),
        ("@media (min-width:1px) {.x{display:none}}", False),
        ("@font-face{src:x} .x{display:none}", False),
        (".x{display:none} .x{display:block}", True),
        (".x{display:none !important} .x{display:block}", False),
        ("p.x{display:block} .x{display:none}", True),
        ("#i{display:block} .x{display:none}", True),
        (".y .x{display:none}", True),
        (".x:hover{display:none}", True),
        (".x::before{display:none}", True),
        (",{display:none}", True),
        (".x{color:red", True),
        ("}} .x{display:none}", False),
        ("/* .x{display:none}", True),
        (".x{border:0}", True),
        ("body{.x{display:none}}", False),
        ("body{p&{color:red} &.x, .y{display:none} .x{display:none}}", False),
        ("body{& > .x{display:none}}", False),
        ("body, html{.x{display:none}}", False),
        ("@media print{body{.x{display:none}}}", True),
        ("body{.y{display:none}}", True),
        ("@container (width > 1px) {.x{display:none}}", False),
        ("@media not print {.x{display:none}}", False),
        (":root{--d:none} .x{display:var(--d)}", False),
        (":root{--d:block} .x{display:var(--d)}", True),
        ("p:not(.y){display:none} #i{display:block}", True),
        ("p:not(.x){display:none}", True),
        ("p:unheard-of{display:none}", True),
        ("p:is({display:none}", True),
        ("p:nth-child(" + "9" * 600 + "){display:none}", True),
    ],
)
def test_how_rules_weigh(sheet: str, is_seen: bool):
    assert (SECRET in seen(f"<p class=x id=i>{SECRET}</p>", f"<style>{sheet}</style>")) is is_seen


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>{}</p>", "<dialog>{}</dialog>", "<noscript>{}</noscript>", "<template>{}</template>",
        "<span aria-hidden=true>{}</span>", "<!-- {} -->", "<div hidden><div><p>{}</p></div></div>",
        "<textarea>{}</textarea>", "<font color=white>{}</font>", "<svg><text>{}</text></svg>",
        "<div style='background:#000'><p style='color:#000'>{}</p></div>",
        "<div style='background:#000'><div><p style='color:black'>{}</p></div></div>",
        "<div style='color:#fff'><p style='background:white'>{}</p></div>",
        "<div style='--x:none'><p style='display:var(--x)'>{}</p></div>",
    ],
)  # fmt: skip
def test_elements_that_are_not_shown(markup: str):
    assert seen(markup.format(SECRET)) == "before after"


@pytest.mark.parametrize(
    "markup",
    [
        "<dialog open>{}</dialog>", "<div aria-hidden=true><article><p>{}</p></article></div>",
        "<div style='background:#000'><p style='color:#fff'>{}</p></div>",
        "<article style='color:#fff'><p>{}</p></article>", "<p aria-hidden=false>{}</p>",
    ],
)  # fmt: skip
def test_elements_that_are_shown(markup: str):
    assert SECRET in seen(markup.format(SECRET))


@settings(max_examples=150)
@given(st.text(alphabet=".#x{}:;,@*/ >[]=display:none!", max_size=80))
def test_any_style_sheet_is_read(text: str):
    element = html.fromstring("<p class=x>x</p>")
    Sheet(text, element).declared(element)


def test_a_style_sheet_without_end_is_read_to_its_limit():
    element = html.fromstring("<p class=x>x</p>")
    Sheet(".x{display:none}" * 20_000, element).declared(element)
    Sheet("{" * 300_000, element)


@pytest.mark.parametrize(
    "markup",
    [
        "<span class='a sr-only'>{}</span>", "<p class=visually-hidden>{}</p>", "<div popover>{}</div>",
        "<noframes>{}</noframes>",
    ],
)  # fmt: skip
def test_what_is_hidden_by_its_kind(markup: str):
    assert seen(markup.format(SECRET)) == "before after"
