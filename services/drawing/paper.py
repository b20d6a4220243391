"""Pen and paper: SVG elements by attributes alone, so that the page needs no style sheet and no script.

Every value goes through the XML library, which escapes it; signs that XML cannot hold are left out.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','SimHei',sans-serif"
INK, FAINT, RULE = "#1f2933", "#66717d", "#c9d1d9"
RED, RED_PAPER = "#c62828", "#fdeaea"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Paper:
    """A sheet of so many units; A3 across when printed."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.width, self.height = width, height
        self.root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": "420mm",
                "height": f"{420 * height // width}mm",
                "viewBox": f"0 0 {width} {height}",
                "font-family": FONT,
                "role": "img",
                "lang": "zh",
            },
        )
        _titled(self.root, title)
        self.box(0, 0, width, height, fill="#ffffff")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        line: str = "none",
        weight: float = 1,
        round_: float = 0,
        dashed: bool = False,
        title: str = "",
    ) -> None:
        """A rectangle; `title` is what a pointer over it is told."""
        shape = {
            "x": _n(x),
            "y": _n(y),
            "width": _n(width),
            "height": _n(height),
            "rx": _n(round_),
            "fill": fill,
        }
        pen = {"stroke": line, "stroke-width": _n(weight)}
        dashes = {"stroke-dasharray": "5 3"} if dashed else {}
        made = ET.SubElement(self.root, "rect", {**shape, **pen, **dashes})
        if title:
            _titled(made, title)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 16,
        colour: str = INK,
        bold: bool = False,
        anchor: str = "start",
        within: float = 0,
    ) -> None:
        """One line of text on its base line; cut where `within` does not hold it, whole under the pointer."""
        shown = fitted(text, within, size) if within else text
        look: Mapping[str, str] = {"font-weight": "bold"} if bold else {}
        place = {"x": _n(x), "y": _n(y), "font-size": str(size), "fill": colour, "text-anchor": anchor}
        made = ET.SubElement(self.root, "text", {**place, **look})
        if shown != text:
            _titled(made, text)
            made[0].tail = _clean(shown)
        else:
            made.text = _clean(shown)

    def curve(
        self, start: tuple[float, float], end: tuple[float, float], *, colour: str, weight: float, title: str
    ) -> None:
        """From left to right, level at both ends."""
        (x1, y1), (x2, y2) = start, end
        bend = (x2 - x1) / 2
        path = f"M{_n(x1)} {_n(y1)}C{_n(x1 + bend)} {_n(y1)} {_n(x2 - bend)} {_n(y2)} {_n(x2)} {_n(y2)}"
        pen = {
            "stroke": colour,
            "stroke-width": _n(weight),
            "stroke-opacity": "0.6",
            "stroke-linecap": "round",
        }
        _titled(ET.SubElement(self.root, "path", {"d": path, "fill": "none", **pen}), title)

    def level(self, x1: float, x2: float, y: float, *, colour: str = RULE, weight: float = 1) -> None:
        """A level rule."""
        ends = {"x1": _n(x1), "x2": _n(x2), "y1": _n(y), "y2": _n(y)}
        ET.SubElement(self.root, "line", {**ends, "stroke": colour, "stroke-width": _n(weight)})

    def text(self) -> str:
        """The document; the same drawing gives the same bytes."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(self.root, encoding="unicode") + "\n"


def width_of(text: str, size: float) -> float:
    """Roughly: a Chinese sign is as wide as it is high, a Latin one a little more than half of that."""
    return sum(size if ord(sign) > 0x2E80 else size * 0.58 for sign in text)


def fitted(text: str, within: float, size: float) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if width_of(text, size) <= within:
        return text
    kept = text
    while kept and width_of(kept, size) + size > within:
        kept = kept[:-1]
    return f"{kept}…"


def _titled(element: ET.Element, text: str) -> None:
    ET.SubElement(element, "title").text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _n(number: float) -> str:
    """Two decimals at most, no trailing zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
