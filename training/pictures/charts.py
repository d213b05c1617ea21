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


# ferry fares
FARES = [(6.20, 7.80), (4.10, 4.10), (2.50, 3.40), (24.00, 31.50), (41.00, 46.00)]
FARE_TEXT = {
    "en": dict(
        title="What the new ferry fares would cost", sub="Single crossing, Marenza to Isla Fenn, in Orvane lira",
        rows=["Adult on foot", "Island resident", "Bicycle", "Car and driver", "Ten-trip card"],
        now="Fare today", then="Proposed for 2027", same="no change",
        src="Source: Orvane Ferries tariff proposal, October 2026. Graphic: The Marenza Courier", dec="."),
    "fr": dict(
        title="Ce que coûteraient les nouveaux tarifs", sub="Aller simple Marenza – île de Fenn, en lires d’Orvane",
        rows=["Adulte à pied", "Résident de l’île", "Vélo", "Voiture et conducteur", "Carte dix trajets"],
        now="Tarif actuel", then="Proposé pour 2027", same="inchangé",
        src="Source : projet tarifaire d’Orvane Ferries, octobre 2026. Infographie : Le Courrier de Marenza", dec=","),
}


def fares(lang):
    T = FARE_TEXT[lang]
    num = lambda v: f"{v:.2f}".replace(".", T["dec"])
    s = [f'<rect width="{W}" height="{H}" fill="{PAPER}"/>', f'<rect x="70" y="62" width="120" height="12" fill="{RED}"/>',
         t(70, 150, T["title"], 66, w=700, cls="h"), t(70, 206, T["sub"], 34, c=GREY)]
    x0, x1, y0, dy = 480, 1430, 330, 148
    sx = lambda v: x0 + (x1 - x0) * v / 50
    s += ['<rect x="70" y="244" width="30" height="30" fill="#9fb9c2"/>', t(114, 270, T["now"], 30),
          f'<rect x="430" y="244" width="30" height="30" fill="{SEA}"/>', t(474, 270, T["then"], 30)]
    yb = y0 + dy * len(FARES) - 22
    for v in range(0, 51, 10):
        s += [rule(sx(v), y0 - 18, sx(v), yb, "#d8d0bf" if v else INK, 2), t(sx(v), yb + 42, str(v), 28, "middle", GREY)]
    for i, (a, b) in enumerate(FARES):
        y = y0 + i * dy
        s += [t(x0 - 24, y + 66, T["rows"][i], 34, "end", w=600),
              f'<rect x="{x0}" y="{y}" width="{sx(a) - x0:.1f}" height="46" fill="#9fb9c2"/>', t(sx(a) + 14, y + 35, num(a), 30, c=GREY),
              f'<rect x="{x0}" y="{y + 52}" width="{sx(b) - x0:.1f}" height="46" fill="{SEA}"/>', t(sx(b) + 14, y + 88, num(b), 34, w=700)]
        up = f"+{round((b / a - 1) * 100)}{'%' if lang == 'en' else ' %'}" if b > a else T["same"]
        s.append(t(sx(b) + 14 + 34 * 3.1, y + 88, up, 30, c=RED if b > a else GREY, w=600))
    s += [rule(70, 1122, 1530, 1122, INK, 2), t(70, 1164, T["src"], 25, c=GREY)]
    return render("".join(s), lang)


# the year's tides
M_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
M_AR = ["كانون ٢", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين ١", "تشرين ٢", "كانون ١"]
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
TIDE_TEXT = {
    "en": dict(
        title="A year of tides at Marenza", sub="Highest and lowest water each day of 2026, metres above chart datum",
        hi="daily high water", lo="daily low water", gate="barrier closes above 2.9 m", mean="mean sea level",
        peak="{n} days above the closing level,", peak2="most at the equinox spring tides",
        src="Source: Harbour Authority tidal constants; heights predicted. Graphic: The Marenza Courier", m=M_EN, unit="m"),
    "ar": dict(
        title="عام من المد والجزر في مارينزا", sub="أعلى منسوب للماء وأدناه في كل يوم من عام ٢٠٢٦، بالأمتار فوق صفر الخريطة",
        hi="أعلى مد يومي", lo="أدنى جزر يومي", gate="يُغلق الحاجز فوق ٢٫٩ م", mean="متوسط سطح البحر",
        peak="{n} يوماً فوق منسوب الإغلاق،", peak2="معظمها في مدّ الاعتدالين",
        src="المصدر: ثوابت المد لدى هيئة الميناء، والمناسيب متوقعة. الرسم: بريد مارينزا", m=M_AR, unit="م"),
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


def map_strait():
    rng = np.random.default_rng(4)

    def coast(pts, seed, amp=9):
        c = curve(pts, 26)
        return c + np.stack([line1d(len(c), 26, seed), line1d(len(c), 26, seed + 1)], 1) * amp
    north = coast([(-20, 470), (90, 452), (210, 486), (330, 470), (420, 420), (470, 452), (520, 440), (560, 396), (650, 410), (740, 372), (860, 392), (940, 350), (1040, 380), (1110, 440), (1160, 420), (1180, 352), (1290, 318), (1420, 330), (1500, 290), (1620, 300)], 5)
    south = coast([(-20, 1010), (120, 980), (260, 1010), (400, 962), (560, 990), (700, 1040), (860, 1010), (1000, 960), (1130, 980), (1260, 930), (1380, 940), (1500, 880), (1620, 900)], 9)
    nland = [tuple(p) for p in north] + [(1620, 200), (-20, 200)]
    sland = [tuple(p) for p in south] + [(1620, 1110), (-20, 1110)]
    isl = curve(blob(520, 720, 92, 54, 12), 3, True)
    s = [f'<rect width="{W}" height="{H}" fill="{PAPER}"/>', f'<rect x="0" y="232" width="{W}" height="870" fill="#cfe3e4"/>',
         f'<clipPath id="c"><rect x="0" y="232" width="{W}" height="870"/></clipPath><g clip-path="url(#c)">']
    # depth bands: a trough running with the strait
    for wid, col in ((470, "#b9d5d9"), (340, "#9cc3cb"), (220, "#7fb0bc"), (120, "#5f9aab")):
        mid = curve([(-40, 742), (240, 730), (330, 612), (640, 600), (840, 690), (1060, 700), (1300, 640), (1640, 600)], 24)
        ww = wid / 2 * (.62 + .22 * line1d(len(mid), 40, wid) * .5)
        up, dn = [(x, y - w) for (x, y), w in zip(mid, ww)], [(x, y + w) for (x, y), w in zip(mid, ww)]
        s.append(path(up + dn[::-1], fill=col))
    land = dict(fill="#ece0c2", stroke="#8d7f62", stroke_width=3, stroke_linejoin="round")
    s += [path(nland + [nland[0]], **land), path(sland + [sland[0]], **land), path([tuple(p) for p in isl] + [tuple(isl[0])], **land)]
    # hills as soft hachures, marsh tufts
    for _ in range(150):
        x, y = rng.uniform(0, 1600), rng.uniform(240, 400)
        if y < np.interp(x, north[:, 0], north[:, 1]) - 46:
            s.append(f'<path d="M{x - 12:.0f},{y:.0f} q12,-16 24,0" fill="none" stroke="#c4b284" stroke-width="3"/>')
    for _ in range(60):
        x, y = rng.uniform(20, 330), rng.uniform(400, 462)
        if y < np.interp(x, north[:, 0], north[:, 1]) - 10:
            s.append(f'<path d="M{x:.0f},{y:.0f} v-11 M{x - 6:.0f},{y:.0f} l-3,-8 M{x + 6:.0f},{y:.0f} l3,-8" stroke="#7f9a5a" stroke-width="2.4"/>')
    for _ in range(60):
        x, y = rng.uniform(0, 1600), rng.uniform(960, 1100)
        if y > np.interp(x, south[:, 0], south[:, 1]) + 40:
            s.append(f'<path d="M{x - 12:.0f},{y:.0f} q12,-16 24,0" fill="none" stroke="#c4b284" stroke-width="3"/>')
    # the cable, laid and planned, ferry line
    laid = curve([(862, 396), (880, 470), (930, 560), (1010, 640), (1090, 700)], 20).tolist()
    plan = curve([(1090, 700), (1150, 760), (1190, 850), (1180, 968)], 20).tolist()
    branch = curve([(930, 560), (800, 620), (690, 680), (612, 716)], 20).tolist()
    fer = curve([(800, 386), (720, 470), (620, 570), (560, 668)], 16).tolist()
    s += [path(fer, fill="none", stroke="#2f7487", stroke_width=6, stroke_dasharray="7 9")]
    for p, dash in ((laid, ""), (branch, ""), (plan, "20 14")):
        s += [path(p, fill="none", stroke=PAPER, stroke_width=13), path(p, fill="none", stroke=RED, stroke_width=7, stroke_dasharray=dash)]
    # the ship where the laying stopped
    s.append(f'<g transform="translate(1090,700)"><circle r="30" fill="{PAPER}" stroke="{RED}" stroke-width="4"/><path d="M-19,3 L19,3 L13,13 L-14,13Z M-10,3 V-7 H6 V3 M-3,-7 V-15" fill="{INK}" stroke="{INK}" stroke-width="3"/></g>')
    for x, y in ((862, 396), (612, 716), (1180, 968)):
        s.append(f'<circle cx="{x}" cy="{y}" r="13" fill="{PAPER}" stroke="{RED}" stroke-width="6"/>')
    s.append(f'<rect x="796" y="352" width="26" height="26" fill="{INK}"/>')
    halo = 'paint-order="stroke" stroke="#faf5ea" stroke-width="8" stroke-linejoin="round"'
    s += [t(780, 344, "Marenza", 44, "end", w=700, extra=halo), t(886, 386, "cable station", 28, c=RED, w=600, extra=halo),
          t(1350, 300, "Cape Lorn", 32, "middle", w=600, extra=halo), t(180, 404, "Salt Marshes", 30, "middle", c="#5f7a3c", w=600, extra=halo),
          t(516, 732, "Isla Fenn", 36, "middle", w=700, extra=halo), t(1204, 1000, "Port Sorrel, Valmere", 32, w=600, extra=halo),
          t(1130, 694, "Cable ship", 32, w=700, extra=halo), t(1130, 732, "20 November", 28, extra=halo),
          '<text class="h" style="font-size:50px;font-style:italic;letter-spacing:9px;fill:#2f7487" transform="translate(800,870) rotate(-3)" text-anchor="middle">Strait of Orvane</text>',
          t(560, 290, "REPUBLIC OF ORVANE", 30, "middle", c="#8d7f62", w=600, extra='letter-spacing="8"'), t(520, 1080, "KINGDOM OF VALMERE", 30, "middle", c="#8d7f62", w=600, extra='letter-spacing="8"'),
          t(770, 560, "184 m", 28, "middle", c="#f4fafa", w=600), t(1400, 632, "212 m", 28, "middle", c="#f4fafa", w=600), t(250, 676, "96 m", 28, "middle", c="#f4fafa", w=600)]
    s.append("</g>")
    # north arrow, scale, key
    s += [f'<g transform="translate(1520,440)"><circle r="44" fill="{PAPER}" stroke="{INK}" stroke-width="3"/><path d="M0,-34 L12,16 L0,8 L-12,16Z" fill="{INK}"/></g>', t(1520, 380, "N", 32, "middle", w=700),
          rule(1310, 1062, 1530, 1062, INK, 6), rule(1310, 1050, 1310, 1074, INK, 4), rule(1530, 1050, 1530, 1074, INK, 4), t(1420, 1044, "10 km", 30, "middle", w=600)]
    s += [f'<rect x="70" y="46" width="120" height="12" fill="{RED}"/>', t(70, 124, "The cable across the strait", 62, w=700, cls="h"),
          rule(70, 182, 150, 182, RED, 8), t(166, 193, "cable laid", 30), rule(370, 182, 450, 182, RED, 8, "20 14"), t(466, 193, "still to lay", 30),
          rule(680, 182, 760, 182, "#5f9aab", 7, "7 9"), t(776, 193, "ferry", 30), '<rect x="900" y="166" width="46" height="30" fill="#b9d5d9"/><rect x="946" y="166" width="46" height="30" fill="#9cc3cb"/><rect x="992" y="166" width="46" height="30" fill="#7fb0bc"/><rect x="1038" y="166" width="46" height="30" fill="#5f9aab"/>', t(1100, 193, "deeper water", 30)]
    s += [t(70, 1164, "Source: Harbour Authority survey; cable ship’s positions. Map: The Marenza Courier", 25, c=GREY)]
    return render("".join(s))


SCENES = {
    "chart-tides": lambda: tides("en"), "chart-tides-ar": lambda: tides("ar"),
    "chart-fares": lambda: fares("en"), "chart-fares-fr": lambda: fares("fr"), "map-strait": map_strait,
}
