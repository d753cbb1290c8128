"""Styles: how a page's own style sheets show an element, as far as that can be known without layout.

What counts: ``<style>`` elements and ``style`` attributes, above the styles that every browser begins with. What is unknown: linked
style sheets, media and container queries, styles within shadow roots, script; and `clip`, `clip-path` and `content-visibility` but in
attributes.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

import turbohtml
from turbohtml.cssom import ComputedStyle, StyleDeclaration, computed_style

# What the HTML Standard's section “Rendering” says of display and white space, in rules that any rule of the page overrides.
_BROWSER_STYLE: Final = """
:where(html,body,address,article,aside,blockquote,center,dd,details,dialog,dir,div,dl,dt,fieldset,figcaption,figure,footer,form,
h1,h2,h3,h4,h5,h6,header,hgroup,hr,legend,li,listing,main,menu,nav,ol,optgroup,option,p,plaintext,pre,search,section,summary,ul,
xmp,slot[style]){display:block}
:where(table){display:table} :where(caption){display:table-caption} :where(thead,tbody,tfoot){display:table-row-group}
:where(tr){display:table-row} :where(td,th){display:table-cell} :where(ruby){display:ruby}
:where(area,base,basefont,datalist,head,link,meta,noembed,noframes,param,rp,script,style,template,title,
dialog:not([open]),[popover]){display:none}
:where([hidden]:not([hidden=until-found])){display:none}
:where(listing,plaintext,pre,textarea,xmp){white-space:pre}
:where(slot){display:contents}
"""
# Names under which linked style sheets hide text from all but screen readers.
_CONVENTIONS: Final = ":where(.sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text){display:none}"

_FAR: Final = re.compile(r"-\d{3,}(\.\d+)?(px)?$|-\d{2,}(\.\d+)?(r?em|vw|vh)$|-[1-9]\d{2,}%$")
_DOT: Final = re.compile(r"[01](\.\d+)?(px)?$")
_CLIPPED: Final = re.compile(r"inset\((50|100)%")
_ARRANGES: Final = re.compile(r"(inline-)?(flex|grid)$")
_OUTSIDE_INLINE: Final = re.compile(r"block|flow-root|list-item|flex|grid|table$")
# What is drawn as one thing has no contents to show in its place: https://drafts.csswg.org/css-display/#unbox-html
_DRAWN_AS_ONE: Final = frozenset(
    {"audio", "canvas", "embed", "frame", "iframe", "img", "input", "math", "meter", "object", "progress"}
    | {"select", "svg", "textarea", "video"}
)


@dataclass(frozen=True, slots=True)
class Style:
    """What of an element's style says whether, and how, its text is read."""

    display: str
    visibility: str
    white_space: str
    floats: bool
    position: str
    skips_contents: bool
    tucked_away: bool


def add_browser_style(document: turbohtml.Document) -> None:
    """Puts the browser's own style in front of the page's, where `style_of` finds it."""
    head = document.select_one("head")
    if head is not None:
        sheet = turbohtml.parse_fragment(f"<style>{_BROWSER_STYLE}{_CONVENTIONS}</style>", "head")
        head.insert(0, sheet.children[0])


def style_of(node: turbohtml.Element) -> Style:
    """The style of an element of a document that has the browser's style."""
    computed = computed_style(node)
    value = partial(_value, computed)
    attribute = StyleDeclaration.parse(str(node.attrs.get("style") or ""))
    floats, position = value("float") not in ("", "none"), value("position")
    display = value("display")
    positioned = position in ("absolute", "fixed")
    if display == "inline" and (floats or positioned or _is_arranged(node)):
        display = "block"
    elif display == "contents" and node.tag in _DRAWN_AS_ONE:
        display = "none"
    if _OUTSIDE_INLINE.match(display) and not positioned and _parents_display(node) == "ruby":
        display = "inline-block"  # What stands in a ruby stands in its line.
    return Style(
        display=display,
        visibility=value("visibility"),
        white_space=value("white-space"),
        floats=floats,
        position=position,
        skips_contents=attribute.get("content-visibility") == "hidden" or node.attrs.get("hidden") == "until-found",
        tucked_away=_is_folded(computed)
        or (position in ("absolute", "fixed") and (_is_clipped(attribute) or _is_off_page(computed))),
    )


def _value(computed: ComputedStyle, name: str) -> str:
    return (computed.get(name) or "").strip().lower()


def _is_arranged(node: turbohtml.Element) -> bool:
    """Whether it is an item of a flex box or a grid, which makes a block of it."""
    return bool(_ARRANGES.match(_parents_display(node)))


def _parents_display(node: turbohtml.Element) -> str:
    parent = node.parent
    return _value(computed_style(parent), "display") if isinstance(parent, turbohtml.Element) else ""


def _is_folded(computed: ComputedStyle) -> bool:
    """Whether it is shrunk to a line or a dot that shows nothing of its text."""
    overflows = {_value(computed, "overflow-x"), _value(computed, "overflow-y")} <= {"", "visible"}
    sizes = (_value(computed, name) for name in ("width", "height", "max-width", "max-height"))
    return not overflows and any(map(_DOT.match, sizes))


def _is_clipped(attribute: StyleDeclaration) -> bool:
    clip = attribute.get("clip") or "auto"
    return clip != "auto" or bool(_CLIPPED.match(attribute.get("clip-path") or ""))


def _is_off_page(computed: ComputedStyle) -> bool:
    return bool(_FAR.match(_value(computed, "left")) or _FAR.match(_value(computed, "top")))
