"""An edition's accent colour, made legible on light and on dark paper (WCAG 2.2, 1.4.3)."""

from standfirst.editions.models import Edition

LIGHT_PAPER = "#f4f1ea"
DARK_PAPER = "#22252a"
CONTRAST = 4.6

Rgb = tuple[float, float, float]


def accent_css(edition: Edition) -> str:
    """Return the style sheet that sets the accent: as the edition chose it where that can be read."""
    on_light = legible(edition.accent, LIGHT_PAPER)
    on_dark = legible(edition.accent, DARK_PAPER)
    return f":root{{--accent:{on_light};--accent:light-dark({on_light},{on_dark})}}\n"


def legible(colour: str, paper: str) -> str:
    """Return ``colour``, moved towards black or white until text in it can be read on ``paper``."""
    ink, ground = _rgb(colour), _rgb(paper)
    end = 0.0 if _luminance(ground) > 0.5 else 255.0  # noqa: PLR2004
    for step in range(21):
        mixed = _mixed(ink, end, step / 20)
        if contrast(mixed, ground) >= CONTRAST:
            return _hex(mixed)
    return _hex((end, end, end))


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _mixed(colour: Rgb, end: float, share: float) -> Rgb:
    red, green, blue = (round(part + (end - part) * share) for part in colour)
    return float(red), float(green), float(blue)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (float(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in colour)
