"""Infographics: SVG set by headless Chromium (it shapes the Arabic), 1600 x 1200, legible at half size."""
import pathlib
import subprocess
import tempfile

import numpy as np
from PIL import Image

from studio import curve, line1d

CHROMIUM = "/usr/bin/chromium"
W, H = 1600, 1200
INK, PAPER, SEA, RED, OCHRE, GREY = "#1d2a33", "#faf5ea", "#1f6f8b", "#c2452d", "#d99a2b", "#6b747a"


def render(svg, lang="en", rtl=False):
    """One SVG body to an image."""
    face = "'Noto Naskh Arabic','Noto Sans'" if lang == "ar" else "'Noto Sans','Liberation Sans'"
    head = "'Noto Naskh Arabic','Noto Serif'" if lang == "ar" else "'Noto Serif','Liberation Serif'"
    html = f"""<!doctype html><html lang="{lang}" dir="{'rtl' if rtl else 'ltr'}"><meta charset="utf-8"><style>
*{{margin:0}} body{{background:{PAPER};width:{W}px;height:{H}px;overflow:hidden}}
svg{{display:block;font-family:{face},sans-serif;fill:{INK}}} svg .h{{font-family:{head},serif}}
text{{font-size:28px}}</style><svg xmlns="http://www.w3.org/2000/svg" width="{W}" height="{H}" viewBox="0 0 {W} {H}"
direction="{'rtl' if rtl else 'ltr'}">{svg}</svg></html>"""
    with tempfile.TemporaryDirectory() as d:
        page, shot = pathlib.Path(d, "p.html"), pathlib.Path(d, "p.png")
        page.write_text(html, "utf-8")
        subprocess.run([CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                        f"--user-data-dir={d}/u", "--force-device-scale-factor=1", f"--window-size={W},{H + 200}",
                        f"--screenshot={shot}", page.as_uri()], check=True, capture_output=True, timeout=120)
        im = Image.open(shot).convert("RGB").crop((0, 0, W, H))
        im.load()
    a = np.asarray(im, np.float32)
    g = np.random.default_rng(1).normal(0, 1.6, a.shape[:2])[..., None]       # a breath of paper grain
    return Image.fromarray(np.clip(a + g, 0, 255).astype(np.uint8))


def t(x, y, s, size=28, anchor="start", c=INK, w=400, cls="", extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="font-size:{size}px;font-weight:{w};fill:{c}" class="{cls}" {extra}>{s}</text>'


def path(pts, **k):
    d = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in pts)
    return f'<path d="{d}" ' + " ".join(f'{a.replace("_", "-")}="{v}"' for a, v in k.items()) + "/>"


def rule(x0, y0, x1, y1, c=GREY, w=2, dash=""):
    return f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="{c}" stroke-width="{w}" stroke-dasharray="{dash}"/>'


# ferry fares: now, as the company asked, in the deal; None is "free"
FARES = [(6.40, 8.20, 7.20), (2.60, 3.10, 2.60), (1.60, 2.00, None), (31.00, 39.00, 34.00)]
PASS = (118.00, 142.00, 126.00)
FARE_TEXT = {
    "en": dict(
        title="Isla Fenn ferries: five tickets, three prices", sub="Fares between Marenza and Isla Fenn, in Orvane lira",
        rows=["Adult single", "Islander single", "Child under twelve", "Car with driver"], month="Monthly pass", scale="(own scale)",
        keys=["Now", "Company’s request", "Deal"], free="free",
        src="Source: Orvane Ferries; the fares order before the city council. Graphic: The Marenza Courier", dec="."),
    "fr": dict(
        title="Navettes d’Isla Fenn : cinq billets, trois prix", sub="Tarifs entre Marenza et Isla Fenn, en lires d’Orvane",
        rows=["Aller simple adulte", "Aller simple îlien", "Moins de douze ans", "Voiture et conducteur"], month="Abonnement mensuel",
        scale="(autre échelle)", keys=["Actuel", "Demandé", "Accord"], free="gratuit",
        src="Source : Orvane Ferries ; grille soumise au conseil municipal. Infographie : Le Courrier de Marenza", dec=","),
}
FARE_INKS = ("#9fb9c2", OCHRE, SEA)


def fares(lang):
    """Three bars for each of five tickets; the monthly pass stands apart, on a scale of its own."""
    T = FARE_TEXT[lang]
    num = lambda v: f"{v:.2f}".replace(".", T["dec"])
    s = [f'<rect width="{W}" height="{H}" fill="{PAPER}"/>', f'<rect x="70" y="56" width="120" height="12" fill="{RED}"/>',
         t(70, 140, T["title"], 62, w=700, cls="h"), t(70, 192, T["sub"], 34, c=GREY)]
    x = 70
    for key, ink in zip(T["keys"], FARE_INKS):
        s += [f'<rect x="{x}" y="224" width="30" height="30" fill="{ink}"/>', t(x + 44, 250, key, 30)]
        x += 110 + 17 * len(key)
    x0, x1 = 480, 1430

    def axis(y0, y1, top, step):
        sx = lambda v: x0 + (x1 - x0) * v / top
        for v in range(0, top + 1, step):
            s.extend([rule(sx(v), y0, sx(v), y1, "#d8d0bf" if v else INK, 2), t(sx(v), y1 + 32, str(v), 26, "middle", GREY)])
        return sx

    def group(y, name, prices, sx):
        s.append(t(x0 - 24, y + 66, name, 33, "end", w=600))
        for i, (v, ink) in enumerate(zip(prices, FARE_INKS)):
            last = dict(w=700) if i == 2 else dict(c=GREY)
            if v is not None:
                s.append(f'<rect x="{x0}" y="{y + 36 * i}" width="{sx(v) - x0:.1f}" height="33" fill="{ink}"/>')
            s.append(t((x0 if v is None else sx(v)) + 14, y + 36 * i + 27, T["free"] if v is None else num(v), 28, **last))
    sx = axis(278, 838, 40, 10)
    for i, (name, prices) in enumerate(zip(T["rows"], FARES)):
        group(292 + 138 * i, name, prices, sx)
    sx = axis(918, 1052, 160, 40)
    group(930, T["month"], PASS, sx)
    s += [t(x0 - 24, 930 + 102, T["scale"], 26, "end", c=GREY), rule(70, 1112, 1530, 1112, INK, 2), t(70, 1156, T["src"], 25, c=GREY)]
    return render("".join(s), lang)


# the year's tides
M_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
M_AR = ["كانون ٢", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين ١", "تشرين ٢", "كانون ١"]
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
TIDE_TEXT = {
    "en": dict(
        title="A year of tides at Marenza", sub="Highest and lowest water each day of 2026, metres above chart datum",
        hi="daily high water", lo="daily low water", gate="planned closing level: 2.9 m", mean="mean sea level",
        peak="{n} days above the closing level,", peak2="16 of them in September and October",
        src="Source: Harbour Authority tidal constants; heights predicted. Graphic: The Marenza Courier", m=M_EN, unit="m"),
    "ar": dict(
        title="عام من المد والجزر في مارينزا", sub="أعلى منسوب للماء وأدناه في كل يوم من عام ٢٠٢٦، بالأمتار فوق صفر الخريطة",
        hi="أعلى مد يومي", lo="أدنى جزر يومي", gate="منسوب الإغلاق المقرّر: ٢٫٩ م", mean="متوسط سطح البحر",
        peak="{n} يوماً فوق منسوب الإغلاق،", peak2="منها ١٦ في أيلول وتشرين الأول",
        src="المصدر: ثوابت المد لدى سلطة الميناء، والمناسيب متوقعة. الرسم: بريد مارينزا", m=M_AR, unit="م"),
}


def tide_heights():
    """Daily extremes of a year from six harmonic constituents, in metres."""
    h = np.arange(0, 365 * 24, .25)
    z = 1.75 + 0 * h
    season = 1 + .22 * np.cos(2 * np.pi * (h / 24 - 82) / 182.62)      # springs grow at the equinoxes
    for amp, deg_per_h, ph in ((.66, 28.9841, 40), (.27, 30.0, 75), (.14, 28.4397, 15), (.07, 30.0821, 70), (.09, 15.0411, 160), (.06, 13.9430, 200)):
        z = z + amp * season * np.cos(np.radians(deg_per_h * h - ph))
    z = z + .06 * np.cos(2 * np.pi * (h / 24 - 310) / 365)
    d = z.reshape(365, 96)
    return d.max(1), d.min(1)


def tides(lang):
    T, rtl = TIDE_TEXT[lang], lang == "ar"
    dig = (lambda v: str(v).translate(str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫"))) if rtl else str
    hi, lo = tide_heights()
    mx = (lambda x: W - x) if rtl else (lambda x: x)
    st, en = "start", "end"       # in an rtl SVG, "start" is the right-hand end
    s = [f'<rect width="{W}" height="{H}" fill="{PAPER}"/>', f'<rect x="{mx(70) - (120 if rtl else 0)}" y="62" width="120" height="12" fill="{RED}"/>',
         t(mx(70), 152, T["title"], 66, st, w=700, cls="h"), t(mx(70), 208, T["sub"], 33, st, c=GREY)]
    x0, x1, yt, yb = 130, 1530, 290, 1010
    sx = lambda d: mx(x0 + (x1 - x0) * d / 365)
    sy = lambda v: yb - (yb - yt) * v / 3.5
    for v in np.arange(0, 3.51, .5):
        s += [rule(mx(x0), sy(v), mx(x1), sy(v), "#ddd5c4" if v else INK, 2)]
        if v % 1 == 0:
            s.append(t(mx(x0 - 18), sy(v) + 10, dig(f"{v:.0f}") + " " + T["unit"], 30, en, c=GREY))
    d = 0
    for i, n in enumerate(DAYS):
        s.append(rule(sx(d), yb, sx(d), yb + 14, INK, 2))
        s.append(t(sx(d + n / 2), yb + 48, T["m"][i], 28, "middle", c=INK))
        d += n
    days = np.arange(365) + .5
    s.append('<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2b8aa6"/><stop offset="1" stop-color="#bfdcdc"/></linearGradient></defs>')
    band = [(sx(a), sy(b)) for a, b in zip(days, hi)] + [(sx(a), sy(b)) for a, b in zip(days[::-1], lo[::-1])]
    s += [path(band, fill="url(#g)", opacity=".62"), path([(sx(a), sy(b)) for a, b in zip(days, hi)], fill="none", stroke=SEA, stroke_width=3.4),
          path([(sx(a), sy(b)) for a, b in zip(days, lo)], fill="none", stroke="#6aa3ad", stroke_width=3)]
    gate = 2.9
    s += [rule(mx(x0), sy(gate), mx(x1), sy(gate), RED, 3, "12 8"), t(mx(x0 + 330), sy(3.42) - 4, T["gate"], 30, st, c=RED, w=600)]
    n = 0
    for a, b in zip(days, hi):
        if b > gate:
            n += 1
            s.append(f'<circle cx="{sx(a):.1f}" cy="{sy(b):.1f}" r="7" fill="{RED}"/>')
    s += [rule(mx(x0), sy(1.75), mx(x1), sy(1.75), INK, 2, "3 7"), t(mx(x0 + 20), sy(1.75) - 14, T["mean"], 28, st, c=INK)]
    s += [t(mx(x0 + 560), sy(.30), T["lo"], 30, st, c="#3f7f8b", w=600)]
    s += [t(mx(x0 + 20), sy(3.30) + 4, T["hi"], 30, st, c=SEA, w=600)]
    s += [t(mx(x0 + 890), sy(3.42) - 4 , T["peak"].format(n=dig(n)), 30, st, c=RED, w=700), t(mx(x0 + 890), sy(3.42) + 34, T["peak2"], 28, st, c=RED)]
    s += [rule(70, 1122, 1530, 1122, INK, 2), t(mx(70), 1164, T["src"], 25, st, c=GREY)]
    return render("".join(s), lang, rtl)


# the strait and its cable
def blob(cx, cy, rx, ry, seed, n=90, rough=.10):
    th = np.linspace(0, 2 * np.pi, n, endpoint=False)
    r = 1 + rough * np.interp(th, np.linspace(0, 2 * np.pi, 16), np.append(np.random.default_rng(seed).normal(0, 1, 15), 0)) * .8
    return [(cx + rx * a * np.cos(b), cy + ry * a * np.sin(b)) for a, b in zip(r, th)]


KM = 5.9                                                                  # pixels to a kilometre
MARENZA, SORREL = np.array([430.0, 478.0]), np.array([1540.0, 958.0])      # 205 km apart


def map_strait():
    """The planned cable: 205 km straight, 212 km with a bend of 7 km to the south."""
    rng = np.random.default_rng(4)
    along = (SORREL - MARENZA) / np.hypot(*(SORREL - MARENZA))
    south = np.array([-along[1], along[0]])
    on = lambda km, off=0.0: MARENZA + along * km * KM + south * off * KM

    def coast(pts, seed, amp=6):
        c = curve(pts, 26)
        return c + np.stack([line1d(len(c), 26, seed), line1d(len(c), 26, seed + 1)], 1) * amp
    north = coast([(-30, 330), (30, 352), (58, 400), (84, 418), (120, 398), (190, 424), (290, 462), (360, 474), (430, 478), (500, 462), (600, 430), (720, 444), (840, 396), (960, 380), (1100, 330), (1250, 306), (1400, 262), (1500, 226)], 5)
    valmere = coast([(1640, 640), (1568, 720), (1596, 800), (1546, 880), (1540, 958), (1450, 1016), (1330, 1034), (1230, 1086), (1150, 1130)], 9)
    nland = [tuple(p) for p in north] + [(1500, 200), (-30, 200)]
    vland = [tuple(p) for p in valmere] + [(1640, 1130)]
    fenn = MARENZA + np.array([-.38, .925]) * 11 * KM
    isl = curve(blob(*fenn, 19, 13, 12), 3, True)
    s = [f'<rect width="{W}" height="{H}" fill="{PAPER}"/>', f'<rect x="0" y="232" width="{W}" height="870" fill="#cfe3e4"/>',
         '<pattern id="h" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="14" fill="#f3efdf" opacity=".55"/></pattern>'
         f'<clipPath id="c"><rect x="0" y="232" width="{W}" height="870"/></clipPath><g clip-path="url(#c)">']
    # depth bands: a trough running with the strait, deepest at the sand field
    for wid, col in ((520, "#b9d5d9"), (370, "#9cc3cb"), (230, "#7fb0bc"), (120, "#5f9aab")):
        mid = curve([(60, 1180), (420, 1010), (740, 860), (1000, 724), (1230, 570), (1420, 470), (1680, 380)], 24)
        ww = wid / 2 * (.72 + .22 * line1d(len(mid), 40, wid) * .5)
        tan = np.gradient(mid, axis=0)
        nrm = np.stack([-tan[:, 1], tan[:, 0]], 1) / np.hypot(tan[:, 0], tan[:, 1])[:, None]
        s.append(path((mid - nrm * ww[:, None]).tolist() + (mid + nrm * ww[:, None]).tolist()[::-1], fill=col))
    land = dict(fill="#ece0c2", stroke="#8d7f62", stroke_width=3, stroke_linejoin="round")
    s += [path(nland + [nland[0]], **land), path(vland + [vland[0]], **land), path([tuple(p) for p in isl] + [tuple(isl[0])], **land)]
    # hills as soft hachures, marsh tufts west of the city
    for _ in range(170):
        x, y = rng.uniform(0, 1500), rng.uniform(240, 420)
        if y < np.interp(x, north[:, 0], north[:, 1]) - 56 and not 380 < x < 1010:
            s.append(f'<path d="M{x - 12:.0f},{y:.0f} q12,-16 24,0" fill="none" stroke="#c4b284" stroke-width="3"/>')
    for _ in range(70):
        x, y = rng.uniform(250, 392), rng.uniform(424, 470)
        if y < np.interp(x, north[:, 0], north[:, 1]) - 8:
            s.append(f'<path d="M{x:.0f},{y:.0f} v-11 M{x - 6:.0f},{y:.0f} l-3,-8 M{x + 6:.0f},{y:.0f} l3,-8" stroke="#7f9a5a" stroke-width="2.4"/>')
    for x, y in ((22, 424), (44, 448), (14, 462), (70, 470), (40, 488)):
        s.append(f'<path d="M{x},{y} v-20 m0,0 l-9,-5 m9,5 l9,-5 m-9,5 v-11" fill="none" stroke="{INK}" stroke-width="2.4"/>')
    # hake grounds: the first route ran through them, the new one touches their edge
    turn = np.degrees(np.arctan2(along[1], along[0]))
    (hx, hy), (sx, sy) = on(57, -1.5), on(105)
    s.append(f'<ellipse rx="{29 * KM}" ry="{8.5 * KM}" transform="translate({hx:.1f},{hy:.1f}) rotate({turn:.1f})" fill="url(#h)" stroke="#f3efdf" stroke-width="3"/>')
    # the field of sand waves, 30 square kilometres
    s.append(f'<ellipse rx="{6 * KM:.1f}" ry="{1.6 * KM:.1f}" transform="translate({sx:.1f},{sy:.1f}) rotate(-45)" fill="{OCHRE}" stroke="{INK}" stroke-width="2"/>')
    # ferry, first route, planned route
    new = [on(0), on(20), on(25.25, 7), on(115, 7), on(120.25), on(205)]
    s += [rule(*np.round(MARENZA, 1), *np.round(fenn, 1), "#2f7487", 5, "6 7"), path([on(20), on(120.25)], fill="none", stroke=INK, stroke_width=3.5, stroke_dasharray="12 9")]
    for col, wid in ((PAPER, 12), (RED, 7)):
        s.append(path(new, fill="none", stroke=col, stroke_width=wid, stroke_linejoin="round"))
    for x, y in (MARENZA, SORREL):
        s.append(f'<circle cx="{x}" cy="{y}" r="13" fill="{PAPER}" stroke="{RED}" stroke-width="6"/>')
    (ax, ay), (bx, by) = on(93, .6), on(93, 6.2)
    s.append(rule(round(ax, 1), round(ay, 1), round(bx, 1), round(by, 1), INK, 3))
    halo = 'paint-order="stroke" stroke="#faf5ea" stroke-width="8" stroke-linejoin="round"'
    s += [t(452, 446, "Marenza", 44, w=700, extra=halo), t(100, 366, "Cape Lorn", 32, w=600, extra=halo), t(40, 532, "wind farm", 26, extra=halo),
          t(252, 412, "Salt Marshes", 28, c="#5f7a3c", w=600, extra=halo), t(fenn[0] - 6, fenn[1] + 52, "Isla Fenn", 34, "middle", w=700, extra=halo),
          t(372, 518, "ferry", 26, "end", c="#2f7487", w=600, extra=halo),
          t(1504, 1000, "Port Sorrel", 36, "end", w=700, extra=halo), t(hx + 12, hy - 70, "hake grounds", 30, "middle", w=600, extra=halo),
          t(sx + 44, sy - 26, "sand waves", 30, w=600, extra=halo), t(sx + 44, sy + 6, "up to 9 m high", 26, extra=halo),
          t(bx - 10, by + 56, "7 km south", 28, "middle", c=RED, w=700, extra=halo),
          '<text class="h" style="font-size:50px;font-style:italic;letter-spacing:9px;fill:#2f7487" transform="translate(560,846) rotate(-25)" text-anchor="middle">Strait of Orvane</text>',
          t(700, 296, "REPUBLIC OF ORVANE", 30, "middle", c="#8d7f62", w=600, extra='letter-spacing="8"'),
          t(1580, 1052, "KINGDOM OF", 26, "end", c="#8d7f62", w=600, extra='letter-spacing="4"'), t(1580, 1086, "VALMERE", 26, "end", c="#8d7f62", w=600, extra='letter-spacing="4"'),
          t(640, 936, "184 m", 28, "middle", c="#f4fafa", w=600), t(1380, 502, "151 m", 28, "middle", c="#f4fafa", w=600)]
    s.append("</g>")
    # north arrow, scale, key
    s += [f'<g transform="translate(1530,330)"><circle r="40" fill="{PAPER}" stroke="{INK}" stroke-width="3"/><path d="M0,-31 L11,15 L0,8 L-11,15Z" fill="{INK}"/></g>', t(1530, 280, "N", 30, "middle", w=700),
          rule(70, 1062, 70 + 50 * KM, 1062, INK, 6), rule(70, 1050, 70, 1074, INK, 4), rule(70 + 50 * KM, 1050, 70 + 50 * KM, 1074, INK, 4), t(70 + 25 * KM, 1044, "50 km", 30, "middle", w=600)]
    s += [f'<rect x="70" y="46" width="120" height="12" fill="{RED}"/>', t(70, 124, "The planned cable across the strait", 60, w=700, cls="h"),
          rule(70, 182, 140, 182, RED, 8), t(154, 192, "planned route, 212 km", 29), rule(490, 182, 560, 182, INK, 4, "12 9"), t(574, 192, "first route, 205 km", 29),
          f'<ellipse cx="894" cy="182" rx="34" ry="12" fill="{OCHRE}" stroke="{INK}" stroke-width="2"/>', t(940, 192, "sand waves", 29),
          '<rect x="1150" y="167" width="36" height="30" fill="#b9d5d9"/><rect x="1186" y="167" width="36" height="30" fill="#9cc3cb"/><rect x="1222" y="167" width="36" height="30" fill="#7fb0bc"/><rect x="1258" y="167" width="36" height="30" fill="#5f9aab"/>', t(1308, 192, "deeper water", 29)]
    s += [t(70, 1160, "Source: survey of the Meridian Wake. Wrecks are not shown. Not for navigation. Map: The Marenza Courier", 25, c=GREY)]
    return render("".join(s))


SCENES = {
    "chart-tides": lambda: tides("en"), "chart-tides-ar": lambda: tides("ar"),
    "chart-fares": lambda: fares("en"), "chart-fares-fr": lambda: fares("fr"), "map-strait": map_strait,
}
