"""Authors' portraits, 900 x 900: a sculpted face lit from one side, cut into gouache tones, with engraved lines in the shade.

Each sitter is a dictionary (SITTERS); head coordinates: x = -1..1 across the face, y = -1 crown, 0 eyes, 1 chin.
"""
import numpy as np
from PIL import Image, ImageDraw

from studio import Art, Ink, blur, curve, fbm, mix, rgb, sample, smooth, tile

S = 900

SKIN = {
    "pale": ("#6d4038", "#a86a55", "#d9a283", "#f0c9a8", "#fde6cc"),
    "ruddy": ("#70392f", "#b0644c", "#dd9a78", "#f2c4a0", "#fde2c6"),
    "olive": ("#4f3226", "#8a5c40", "#bd8a62", "#dcb088", "#f2d2ac"),
    "tan": ("#4a2c20", "#865338", "#b67f56", "#d6a679", "#eecb9f"),
    "brown": ("#381f18", "#683e2a", "#945f40", "#b98258", "#dba97c"),
    "deep": ("#22130f", "#43271c", "#68402c", "#8f5e40", "#b98761"),
    "gold": ("#54351f", "#93683f", "#c79b68", "#e3c08c", "#f6deb4"),
}


class Face:
    def __init__(self, seed, skin="olive", age=.3, yaw=.16, wide=1.0, jaw=.5, nose=1.0, nose_w=1.0, lips=1.0, brow=1.0,
                 eye=1.0, light=(-.62, -.5, .6), cx=450, cy=405, hw=150, hh=208, warm="#ffe6c0", cool="#4a5a80", smile=.3,
                 lidded=.0, eyes="#4a3322"):
        self.__dict__.update(locals())
        self.rng = np.random.default_rng(seed)
        Y, X = np.mgrid[0:S, 0:S].astype(np.float32)
        self.X, self.Y = (X - cx) / (hw * wide), (Y - cy) / hh

    def p(self, x, y, turn=True):
        """Head to picture coordinates; features turn with the head."""
        if turn:
            x = self.tx(x)
        return (self.cx + x * self.hw * self.wide, self.cy + y * self.hh)

    def tx(self, x):
        y = self.yaw
        return x * (1 - .10 * abs(y) * 4 * (1 if x * y > 0 else -.4)) + y * 1.0

    def outline(self):
        j = self.jaw
        r = [(0, -1.06), (.42, -.99), (.76, -.76), (.93, -.42), (.965, -.08), (.95, .2), (.86 + .06 * j, .46), (.66 + .13 * j, .72), (.38 + .10 * j, .93), (.16 + .05 * j, 1.005)]
        pts = []
        for sgn in (1, -1):
            side = [(sgn * x * (1 - .05 * abs(self.yaw) * 4 * (sgn * self.yaw > 0) * (y > -.3)) + self.yaw * .55 * max(0, y + .2), y) for x, y in r]
            pts += side if sgn > 0 else side[::-1][:-1]
        return [self.p(x, y, False) for x, y in pts]

    def height(self):
        X, Y = self.X, self.Y
        yaw = self.yaw
        g = lambda x, y, sx, sy, a: a * np.exp(-(((X - x) / sx) ** 2) - (((Y - y) / sy) ** 2))
        w = np.interp(Y, [-1.1, -.8, -.4, 0, .3, .6, .85, 1.05], [.35, .74, .95, 1.0, .97, .86, .62, .3])
        q = np.clip(1 - (np.abs(X - yaw * .3) / (w * 1.04)) ** 2.3, 0, 1)
        z = np.sqrt(q) * (.92 - .16 * np.clip(Y, 0, 1) ** 2 - .22 * np.clip(-Y - .3, 0, 1) ** 2)
        T = self.tx
        z += g(T(0), -.16, .55, .10, .055 * self.brow)
        for s in (-1, 1):
            z += g(T(s * .40), .0, .21, .12, -.125) + g(T(s * .41), .005, .12, .065, .06)
            z += g(T(s * .42), .16, .20, .05, -.022 * (1 + 2 * self.age))
            z += g(T(s * .60), .27, .26, .19, .035) + g(T(s * .58), .58, .24, .24, -.026 * (1 + self.age))
            z += g(T(s * .15 * self.nose_w), .405, .075 * self.nose_w, .06, .08)
            # the fold from nostril to mouth
            fx = T(s * (.20 + .9 * 0)) + s * .22 * np.clip((Y - .36) / .3, 0, 1)
            z += -.03 * (.35 + 1.5 * self.age) * np.exp(-((X - fx) / .05) ** 2) * smooth(Y, .34, .44) * (1 - smooth(Y, .60, .72))
        ln = np.clip((Y + .14) / .52, 0, 1)
        z += (.07 + .21 * ln * self.nose) * np.exp(-((X - T(0)) / ((.085 + .075 * ln) * self.nose_w)) ** 2) * smooth(Y, -.22, -.02) * (1 - smooth(Y, .385, .46))
        z += g(T(0), .375, .115 * self.nose_w, .075, .07 * self.nose)
        z += g(T(0), .62, .38, .15, .055) + g(T(0), .575, .22, .033, .028 * self.lips) + g(T(0), .672, .20, .045, .042 * self.lips)
        z += g(T(0), .755, .2, .04, -.035) + g(T(0), .89, .25, .12, .075)
        z += g(T(0), .50, .05, .06, -.018)
        for i in range(3):
            z += -.010 * self.age * 2 * np.exp(-(((Y + .36 + i * .13 - .03 * np.cos(X * 3)) / .018) ** 2)) * np.exp(-(X / .55) ** 2)
        return z

    def shade(self):
        z = blur(self.height() * self.hw * 1.18, 2.2)
        gy, gx = np.gradient(z)
        n = np.dstack([-gx, -gy, np.ones_like(z)])
        n /= np.linalg.norm(n, axis=2, keepdims=True)
        L = np.array(self.light) / np.linalg.norm(self.light)
        d = n @ L
        self.z = z
        # the nose throws a shadow away from the light; so does the brow
        sx = -np.sign(L[0])
        T = self.tx
        g = lambda x, y, a, b: np.exp(-(((self.X - x) / a) ** 2) - (((self.Y - y) / b) ** 2))
        cast = .34 * g(T(0) + sx * .2, .36, .12, .13) + .22 * g(T(0) + sx * .12, .1, .09, .2) + .30 * g(T(0), .465, .15, .035) + .16 * g(T(0), .755, .2, .04)
        cast += .22 * g(T(-.40), -.075, .2, .055) + .22 * g(T(.40), -.075, .2, .055)
        return .20 + .86 * np.clip(d, -.25, 1) - cast


def gouache(art, m, tone, pal, seed, sl=None, edge=.035, hatch=True, phase=None, ink=None, rough=.07):
    """Fill mask m with the palette cut by tone into flat, slightly ragged areas."""
    n = fbm(S, S, 70, 5, seed) * rough + fbm(S, S, 9, 2, seed + 1, (2, .7)) * rough * .45
    t = tone + n
    cols = [rgb(c) for c in pal]
    cuts = np.linspace(.12, .88, len(cols) - 1) if len(cols) == 5 else np.linspace(.2, .8, len(cols) - 1)
    out = np.broadcast_to(cols[0], (S, S, 3)).copy()
    for c, k in zip(cols[1:], cuts):
        out += (c - out) * smooth(t, k - edge, k + edge)[..., None]
    out *= 1 + .05 * art.brush[..., None]
    art.over(m, out)
    if hatch:
        ph = art.Y / 7.2 if phase is None else phase
        wave = .5 + .5 * np.sin(2 * np.pi * ph + fbm(S, S, 40, 3, seed + 4) * .9)
        dark = np.clip((.46 - t) / .5, 0, .8)
        ln = smooth(wave, 1 - dark - .10, 1 - dark + .12) * (dark > .02)
        art.over(m * ln, ink if ink is not None else mix(pal[0], "#1a1014", .35), .5)
    return art


def poly_mask(pts, soft=0.0):
    im = Image.new("L", (S * 2, S * 2))
    ImageDraw.Draw(im).polygon([(x * 2, y * 2) for x, y in pts], fill=255)
    m = np.asarray(im.resize((S, S), Image.BOX), np.float32) / 255
    return blur(m, soft) if soft else m


def ragged(m, seed, amt=5, cell=24):
    """Rough the edge of a mask, for hair."""
    dx, dy = fbm(S, S, cell, 4, seed) * amt, fbm(S, S, cell, 4, seed + 1) * amt
    Y, X = np.mgrid[0:S, 0:S]
    return m[np.clip(Y + dy, 0, S - 1).astype(int), np.clip(X + dx, 0, S - 1).astype(int)]


def hair_tone(f, kind, seed, part=0.0):
    """Light on the hair, with strands, curls or coils."""
    X, Y = f.X - f.yaw * .3, f.Y + .30
    L = np.array(f.light)
    r = np.hypot(X / 1.12, Y / 1.0)
    a = np.arctan2(X - part, -(Y + .25))
    form = .42 - .34 * (-X * L[0] * -1) + .30 * np.exp(-((r - .72) / .22) ** 2) - .16 * smooth(Y, .2, 1.4)
    form = .40 + .30 * (X * L[0] * 1.0) / 1.0 * 1.0 - .18 * Y * .6 + .22 * np.exp(-((r - .70) / .16) ** 2)
    if kind == "straight":
        s = sample(tile(seed, 512, 16, 4), a * 150 + X * 40, r * 12 + 90)
        return form + .22 * s
    if kind == "wavy":
        s = sample(tile(seed, 512, 16, 4), a * 90 + X * 40 + 9 * np.sin(Y * 9 + X * 3), r * 14 + 60)
        return form + .25 * s
    if kind == "curly":
        n = fbm(S, S, 34, 2, seed)
        n2 = np.sin(n * 9 + fbm(S, S, 60, 3, seed + 1) * 4)
        return form - .05 + .26 * n2 + .12 * fbm(S, S, 12, 2, seed + 2)
    n = fbm(S, S, 11, 2, seed)
    return form - .06 + .26 * n


HAIR = {
    "black": ("#0d0b10", "#1c1820", "#352d38", "#5c5260"), "darkbrown": ("#160e0c", "#2c1b16", "#4e3224", "#7d543a"),
    "brown": ("#2a1710", "#4c2c1c", "#7a4b2e", "#aa754a"), "auburn": ("#34120c", "#662414", "#9c4424", "#cf7a42"),
    "blond": ("#5c4020", "#96703a", "#c9a35c", "#efd596"), "grey": ("#3a3a42", "#6c6c74", "#a2a2a6", "#d6d5d2"),
    "salt": ("#26262c", "#4c4b52", "#84828a", "#c0bdbd"), "white": ("#74747c", "#a9a8aa", "#d6d4ce", "#f8f5ec"),
}


def P(f, pts, closed=True, turn=False, n=10):
    return curve([f.p(x, y, turn) for x, y in pts], n, closed)


# hair shapes: (behind the head, over the head); y = -1 crown, 1 chin
STYLES = {
    "bob": ([(-1.12, -.3), (-1.22, .3), (-1.16, .86), (-.7, .98), (-.5, .6), (.5, .6), (.72, .98), (1.16, .84), (1.22, .28), (1.10, -.34), (.7, -1.12), (0, -1.28), (-.72, -1.1)],
            [(-.96, .72), (-1.16, .64), (-1.2, .1), (-1.08, -.62), (-.6, -1.14), (0, -1.27), (.62, -1.12), (1.08, -.6), (1.2, .1), (1.14, .66), (.95, .74), (.90, .1), (.72, -.42), (.30, -.72), (-.12, -.66), (-.62, -.42), (-.86, 0)]),
    "short": ([(-1.02, -.2), (-.7, -1.08), (0, -1.22), (.7, -1.08), (1.02, -.2)],
              [(-.99, -.02), (-1.05, -.5), (-.86, -.96), (-.4, -1.22), (.2, -1.28), (.74, -1.08), (1.03, -.56), (.99, 0), (.93, -.2), (.88, -.48), (.6, -.68), (.2, -.62), (-.2, -.72), (-.6, -.62), (-.86, -.46), (-.93, -.2)]),
    "swept": ([(-1.02, 0), (-.8, -1.1), (0, -1.28), (.8, -1.1), (1.04, 0)],
              [(-1.0, .16), (-1.1, -.4), (-.98, -.92), (-.5, -1.26), (.14, -1.36), (.8, -1.16), (1.10, -.6), (1.04, .14), (.95, .02), (.92, -.4), (.70, -.66), (.2, -.86), (-.3, -.74), (-.66, -.52), (-.90, -.36), (-.94, 0)]),
    "receding": ([(-1.0, -.2), (-.7, -1.04), (0, -1.12), (.7, -1.04), (1.0, -.2)],
                 [(-.985, .04), (-1.03, -.44), (-.88, -.86), (-.46, -1.12), (.1, -1.16), (.6, -1.05), (.96, -.68), (1.02, -.2), (.985, .06), (.93, -.16), (.88, -.56), (.66, -.86), (.4, -.78), (.12, -.84), (-.2, -.94), (-.56, -.88), (-.84, -.6), (-.92, -.2)]),
    "long": ([(-1.14, -.3), (-1.3, .4), (-1.42, 1.1), (-1.5, 1.9), (-.9, 2.1), (.4, 2.1), (1.2, 2.0), (1.46, 1.4), (1.34, .5), (1.14, -.3), (.72, -1.12), (0, -1.26), (-.74, -1.1)],
             [(-.98, .9), (-1.26, 1.2), (-1.24, .3), (-1.08, -.56), (-.62, -1.12), (-.05, -1.25), (.62, -1.12), (1.08, -.56), (1.22, .3), (1.36, 1.3), (1.14, 1.9), (.96, 1.3), (.98, .5), (.90, 0), (.72, -.46), (.30, -.80), (-.04, -.98), (-.36, -.78), (-.74, -.42), (-.90, .02)]),
    "wavy": ([(-1.2, -.3), (-1.42, .2), (-1.36, .7), (-1.5, 1.2), (-1.36, 1.7), (-.7, 1.8), (.7, 1.8), (1.36, 1.66), (1.5, 1.16), (1.38, .7), (1.42, .2), (1.18, -.34), (.76, -1.14), (0, -1.3), (-.78, -1.12)],
             [(-.94, .6), (-1.2, .98), (-1.36, .6), (-1.24, .1), (-1.12, -.56), (-.62, -1.16), (.1, -1.29), (.72, -1.1), (1.14, -.54), (1.28, .1), (1.36, .7), (1.22, 1.2), (1.02, .8), (.96, .3), (.92, -.1), (.78, -.5), (.46, -.82), (.2, -.92), (-.3, -.66), (-.72, -.30), (-.92, .1)]),
    "afro": ([(-1.3, .5), (-1.56, .1), (-1.62, -.5), (-1.34, -1.1), (-.76, -1.46), (0, -1.58), (.78, -1.46), (1.36, -1.1), (1.62, -.5), (1.56, .1), (1.28, .5), (.6, .5), (-.6, .5)],
             [(-.98, .3), (-1.3, .3), (-1.5, -.4), (-1.26, -1.06), (-.72, -1.42), (0, -1.53), (.74, -1.42), (1.28, -1.06), (1.5, -.4), (1.3, .3), (.98, .3), (.92, -.2), (.78, -.52), (.36, -.72), (-.1, -.76), (-.5, -.68), (-.82, -.46), (-.92, -.1)]),
    "fade": ([(-.99, -.3), (-.7, -1.06), (0, -1.18), (.7, -1.06), (.99, -.3)],
             [(-.96, -.24), (-1.0, -.6), (-.82, -1.0), (-.4, -1.24), (.1, -1.29), (.6, -1.18), (.94, -.78), (.985, -.3), (.94, -.36), (.88, -.56), (.66, -.70), (.2, -.74), (-.3, -.74), (-.68, -.66), (-.88, -.50)]),
    "curlyshort": ([(-1.14, .3), (-1.3, -.1), (-1.26, -.7), (-.84, -1.2), (-.1, -1.38), (.68, -1.26), (1.18, -.8), (1.3, -.1), (1.12, .34), (.6, .3), (-.6, .3)],
                   [(-.97, .28), (-1.2, .2), (-1.24, -.4), (-1.02, -.96), (-.5, -1.28), (.1, -1.36), (.68, -1.2), (1.12, -.78), (1.24, -.2), (1.16, .26), (.97, .28), (.92, -.1), (.86, -.40), (.56, -.56), (.3, -.46), (0, -.62), (-.34, -.5), (-.62, -.60), (-.86, -.36), (-.92, 0)]),
    "sides": ([(-1.08, .1), (-1.06, -.4), (-.8, -.7), (.8, -.7), (1.06, -.4), (1.08, .1)],
              [(-.96, .30), (-1.12, .24), (-1.14, -.2), (-1.02, -.5), (-.93, -.5), (-.93, -.1)]),
    "undercut": ([(-1.06, -.2), (-.8, -1.1), (0, -1.26), (.8, -1.1), (1.1, .2), (1.0, .5), (.7, .4)],
                 [(-.96, -.30), (-1.04, -.66), (-.78, -1.08), (-.2, -1.30), (.46, -1.26), (.98, -.92), (1.17, -.3), (1.19, .36), (1.06, .72), (.93, .60), (.93, .1), (.82, -.30), (.52, -.52), (.1, -.56), (-.4, -.76), (-.80, -.72), (-.92, -.50)]),
    "updo": ([(-.42, -1.1), (-.62, -1.44), (-.3, -1.74), (.2, -1.78), (.56, -1.5), (.44, -1.1), (1.04, -.3), (1.0, .1), (-1.0, .1), (-1.04, -.3)],
             [(-.97, .06), (-1.06, -.42), (-.84, -.96), (-.36, -1.2), (.16, -1.24), (.7, -1.06), (1.04, -.5), (.99, .04), (.94, .3), (.91, -.1), (.84, -.40), (.5, -.36), (.1, -.44), (-.3, -.36), (-.7, -.44), (-.90, -.26), (-.94, .24)]),
    "braids": ([(-.6, -1.0), (-.9, -1.4), (-.6, -1.74), (0, -1.84), (.62, -1.72), (.88, -1.36), (.6, -1.0), (1.02, -.3), (-1.02, -.3)],
               [(-.96, -.12), (-1.03, -.5), (-.84, -.94), (-.36, -1.2), (.16, -1.24), (.7, -1.06), (1.02, -.52), (.98, -.1), (.92, -.28), (.80, -.54), (.4, -.72), (0, -.76), (-.4, -.72), (-.76, -.54), (-.92, -.3)]),
}


def sit(key):
    d = dict(SITTERS[key])
    seed = d.pop("seed")
    look, style, hair, kind = d.pop("dress"), d.pop("style"), HAIR[d.pop("hair")], d.pop("kind")
    bg, extra, face = d.pop("bg"), d.pop("extra", ()), d.pop("face", {})
    f = Face(seed, **face)
    a = Art(seed, S, S)
    L = np.array(f.light) / np.linalg.norm(f.light)
    pal = SKIN[f.skin]
    # ground: two gouache tones parted by a loose edge, light on the lit side
    n = fbm(S, S, 260, 5, seed + 2)
    side = (a.X - S / 2) / S * np.sign(L[0])
    t = smooth(side * 1.1 + (a.Y - 520) / 1500 * -1 + n * .16, -.34, .36)
    g = rgb(bg[0]) + (rgb(bg[1]) - rgb(bg[0])) * t[..., None]
    strokes = sample(tile(seed + 3, 512, 12, 5), a.X * .22 + a.Y * .5, a.Y * .16 - a.X * .07)
    a.px[:] = g * (1 + .07 * strokes[..., None] + .03 * a.brush[..., None])
    if len(bg) > 2:
        disc = np.hypot(a.X - (450 - 150 * np.sign(L[0]) * -1), a.Y - 330) + 7 * fbm(S, S, 40, 3, seed + 7)
        a.over(1 - smooth(disc, 268, 274), rgb(bg[2]), .55, tex=.2)
    out = f.outline()
    fm = poly_mask(curve(out, 10, True))
    # hair behind
    back, front = STYLES[style]
    tone = hair_tone(f, kind, seed + 30, d.get("part", 0.))
    rg = {"straight": 2.5, "wavy": 6, "curly": 13, "coil": 7}[kind]
    hp = [mix(c, "#000000", .22) for c in hair]
    bm = ragged(poly_mask(P(f, back)), seed + 40, rg)
    if style not in ("sides",):
        gouache(a, bm, tone - .16, hp, seed + 41, hatch=False, rough=.05)
    # neck and shoulders
    nk = .50 if d.get("woman") else .62
    neck = P(f, [(-nk, .55), (-nk * .98, 1.05), (-nk * 1.12, 1.42), (-.9, 1.62), (.9, 1.62), (nk * 1.12, 1.42), (nk * .98, 1.05), (nk, .55)])
    neck = neck + np.array([f.yaw * 30, 0])
    nm = poly_mask(neck)
    nt = .50 + .34 * np.clip((f.X - f.yaw) * L[0] * 1.5, -.7, .7) - .42 * np.exp(-np.clip((f.Y - .92) / .30, 0, 9) ** 2) + .03 * np.cos(f.X * 14)
    gouache(a, nm, nt, pal, seed + 8, phase=f.Y * 26 + f.X * 3 + (f.X ** 2) * 2)
    dress(a, f, look, seed, L, pal)
    # ears
    for s in (-1, 1):
        if s * f.yaw > .05 and abs(f.yaw) > .1:
            continue
        if style in ("bob", "long", "wavy", "afro"):
            continue
        e = P(f, [(s * .93, -.12), (s * 1.04, -.20), (s * 1.13, -.08), (s * 1.10, .12), (s * 1.0, .30), (s * .92, .22)])
        et = np.full((S, S), .55 + .22 * s * np.sign(L[0]) * abs(L[0]) * 1.2, np.float32) - .24 * np.exp(-(((f.X - s * 1.01) / .05) ** 2) - ((f.Y - .02) / .13) ** 2)
        gouache(a, poly_mask(e), et, pal, seed + 9, hatch=False)
    # face
    ft = f.shade()
    top = ragged(poly_mask(P(f, front)), seed + 50, rg)
    if style == "sides":
        o = poly_mask(P(f, [(-x, y) for x, y in front]))
        top = np.maximum(top, ragged(o, seed + 51, rg))
    cap = blur(top, 9)
    off = (int(-L[1] * 14), int(-L[0] * 16))
    ft = ft - .26 * np.clip(np.roll(cap, off, (0, 1)) - top * .2, 0, 1) * (1 - top)
    ft = ft + .07 * np.exp(-((np.abs(f.X) - .93) / .05) ** 2) * (f.X * L[0] < 0)          # a rim of reflected light
    gouache(a, fm, ft, pal, seed + 10, phase=f.Y * 30 + f.z / 26)
    flush = np.exp(-(((np.abs(f.X - f.tx(0)) - .52) / .2) ** 2) - ((f.Y - .32) / .16) ** 2)
    a.over(fm * flush, "#c9553f", .07)
    features(a, f, pal, d, seed, ft)
    if "beard" in d or "moustache" in d:
        beard(a, f, d, hair if "beard_c" not in d else HAIR[d["beard_c"]], seed, L, fm)
    gouache(a, top, tone, hair, seed + 42, hatch=False, rough=.06, edge=.05)
    strands(a, f, top, hair, kind, seed, tone)
    for fn, *arg in extra:
        EXTRAS[fn](a, f, seed, L, *arg)
    return a.finish(bloom=.06, paint=.35, grain=.028, vignette=.16, wob=1.4, contrast=1.05, thr=.85)


def strands(a, f, m, hair, kind, seed, tone):
    """A few cut lines of light and dark in the hair."""
    k = Ink(S, S)
    rng = np.random.default_rng(seed + 60)
    if kind in ("straight", "wavy"):
        for _ in range(70):
            t = rng.uniform(-1.9, 1.9)
            r0, r1 = rng.uniform(.55, .85), rng.uniform(.95, 1.45)
            pts = []
            for r in np.linspace(r0, r1, 9):
                x = np.sin(t) * r * 1.05 + (.03 * np.sin(r * 14 + t * 5) if kind == "wavy" else 0)
                y = -.30 - np.cos(t) * r * .86 + max(0, r - 1) * .5
                pts.append(f.p(x + f.yaw * .2, y, False))
            k.line(pts, hair[3] if rng.random() < .45 else hair[0], rng.uniform(1.2, 2.4))
    elif kind == "curly":
        for _ in range(260):
            x, y = rng.uniform(60, 840), rng.uniform(60, 640)
            r, s = rng.uniform(7, 16), rng.uniform(0, 6.28)
            k.line([(x + r * np.cos(s + q), y + r * .8 * np.sin(s + q)) for q in np.linspace(0, rng.uniform(2.2, 4.6), 10)], hair[3] if rng.random() < .45 else hair[0], rng.uniform(1.4, 2.6))
    else:
        for _ in range(900):
            x, y = rng.uniform(60, 840), rng.uniform(60, 560)
            k.disc(x, y, rng.uniform(1.2, 2.6), hair[3] if rng.random() < .4 else hair[0])
    r = k.rgba()
    a.over(r[..., 3] * m, r[..., :3], .55)


def features(a, f, pal, d, seed, ft):
    k = Ink(S, S, 3)
    ink = mix(pal[0], "#140c10", .55)
    wmn = d.get("woman")
    lit = -np.sign(f.light[0])
    hairc = HAIR[d.get("brow_c", "darkbrown")]
    for s in (-1, 1):
        e, lid = f.eye, f.lidded
        near = 1 - .08 * (s * f.yaw > 0)
        cx, w, h = s * .40, .178 * e * near, (.057 - .014 * lid) * e

        def q(u, v):
            return f.p(cx + u * w, v, True)
        up = [q(-1, .012), q(-.55, -h * .86), q(0, -h * 1.12), q(.55, -h * .84), q(1, .006)]
        lo = [q(1, .006), q(.5, h * .62), q(0, h * .78), q(-.5, h * .6), q(-1, .012)]
        U, Lw = curve(up, 8), curve(lo, 8)
        dim = .16 if s * lit > 0 else 0
        k.poly([tuple(t) for t in U] + [tuple(t) for t in Lw], mix(mix("#f2ebdf", pal[2], .20), pal[0], dim))
        ix, iy = q(.04 + f.yaw * .5, -.004)
        R = .086 * f.hw * e * (1 - .12 * lid)
        k.disc(ix, iy, R, mix(f.eyes, "#0c0808", .35)).disc(ix, iy, R * .82, f.eyes).disc(ix, iy, R * .45, "#0c090b")
        k.disc(ix + lit * -R * .30, iy - R * .34, R * .22, "#fffdf4")
        # skin over the top of the iris, then lids
        k.poly([tuple(t) for t in U] + [q(1, -h * 2.0), q(-1, -h * 2.0)], mix(pal[1], pal[2], .75 if s * lit > 0 else .25))
        k.wipe([tuple(t) for t in Lw] + [q(-1, h * 2.2), q(1, h * 2.2)])
        k.line([tuple(t) for t in U], ink, 4.6 if wmn else 3.8)
        if wmn:
            o = s
            ex, ey = q(o, .006)
            k.line([(ex, ey), (ex + o * 7, ey - 7)], ink, 3.2)
        k.line([tuple(t) for t in Lw[6:-4]], mix(ink, pal[1], .45), 1.8)
        cr = curve([q(-1.04, -h * .8), q(-.5, -h * 1.78), q(.1, -h * 1.98), q(.7, -h * 1.6), q(1.08, -h * .7)], 8)
        k.line([tuple(t) for t in cr], mix(ink, pal[1], .35), 2.2)
        if f.age > .35:
            for i in range(int(1 + f.age * 4)):
                x0, y0 = f.p(s * (.60 + .02 * i), -.01 + i * .035)
                k.line(curve([(x0, y0), (x0 + s * 10, y0 + (i - 1) * 4), (x0 + s * 20, y0 + (i - 1) * 9)], 5).tolist(), mix(ink, pal[1], .4), 1.6)
            b = curve([q(-.8, h * 1.5), q(-.1, h * 2.1 + .01), q(.8, h * 1.7)], 8)
            k.line([tuple(t) for t in b], mix(ink, pal[1], .55), 2)
        # brow
        bw = (.032 if wmn else .047) * f.brow
        arch = .03 if wmn else .012
        by = -.205 + (.015 if not wmn else 0)
        btop = curve([f.p(s * .17, by + .012), f.p(s * .34, by - arch - bw * .6), f.p(s * .50, by - arch * 1.4 - bw * .5), f.p(s * .66, by + .02)], 8)
        bbot = curve([f.p(s * .66, by + .022), f.p(s * .50, by - arch + bw * .3), f.p(s * .34, by + bw * .7), f.p(s * .18, by + bw * 1.1)], 8)
        k.poly([tuple(t) for t in btop] + [tuple(t) for t in bbot], hairc[1], .9)
        rng = np.random.default_rng(seed + 70)
        for i in range(20):
            u = rng.uniform(.18, .62)
            x0, y0 = f.p(s * u, by + rng.uniform(-.0, .03) - arch)
            k.line([(x0, y0), (x0 + s * rng.uniform(6, 12), y0 - rng.uniform(2, 7))], hairc[0] if i % 2 else hairc[2], 1.5)
    # nose: wing and nostrils
    nw = f.nose_w
    for s in (-1, 1):
        x, y = f.p(s * .105 * nw, .438)
        k.poly(curve([(x - 8, y + 1), (x - 2, y - 5), (x + 7, y - 2), (x + 6, y + 3), (x - 2, y + 4)], 5, True).tolist(), ink, .9)
        dk = ink if s * lit > 0 else mix(ink, pal[1], .45)
        w = curve([f.p(s * .155 * nw, .345), f.p(s * .222 * nw, .40), f.p(s * .19 * nw, .455), f.p(s * .14 * nw, .452)], 6)
        k.line([tuple(t) for t in w], dk, 2.6)
    s = lit
    br = curve([f.p(s * .10, -.06), f.p(s * .075, .10), f.p(s * .10 * nw, .26), f.p(s * .13 * nw, .34)], 8)
    k.line([tuple(t) for t in br], mix(ink, pal[1], .5), 2)
    # mouth
    sm, lw = f.smile, f.lips
    mw = .275 + .03 * sm
    lipc = mix(pal[1], "#a8322f" if wmn else "#98493c", .55 if wmn else .28)
    c = [f.p(-mw, .615 - .05 * sm), f.p(-.12, .612 + .006), f.p(0, .622), f.p(.12, .612 + .006), f.p(mw, .615 - .05 * sm)]
    C = curve(c, 8)
    upl = curve([f.p(mw, .615 - .05 * sm), f.p(.13, .572 - .018 * lw), f.p(.045, .556 - .02 * lw), f.p(0, .570 - .014 * lw), f.p(-.045, .556 - .02 * lw), f.p(-.13, .572 - .018 * lw), f.p(-mw, .615 - .05 * sm)], 6)
    lol = curve([f.p(mw, .615 - .05 * sm), f.p(.15, .664 + .026 * lw), f.p(0, .684 + .034 * lw), f.p(-.15, .664 + .026 * lw), f.p(-mw, .615 - .05 * sm)], 8)
    k.poly([tuple(t) for t in C] + [tuple(t) for t in upl], mix(lipc, "#200c0c", .22), .85)
    k.poly([tuple(t) for t in C] + [tuple(t) for t in lol], mix(lipc, pal[3], .22), .85)
    hl = curve([f.p(-.10, .652), f.p(0, .662), f.p(.09, .652)], 6)
    k.line([tuple(t) for t in hl], mix(lipc, pal[4], .65), 3)
    k.line([tuple(t) for t in C], ink, 3.4)
    for s in (-1, 1):
        x, y = f.p(s * (mw + .012), .615 - .052 * sm)
        k.line([(x, y - 4), (x + s * 4, y), (x + s * 2, y + 7)], mix(ink, pal[1], .3), 2.2)
        if f.age > .3 or sm > .45:
            fold = curve([f.p(s * .225 * nw, .42), f.p(s * .31, .50), f.p(s * (.345 + .02 * sm), .58), f.p(s * .34, .66)], 8)
            k.line([tuple(t) for t in fold], mix(ink, pal[1], .45 if f.age > .5 else .62), 2 + f.age * 1.4)
    ch = curve([f.p(-.12, .765), f.p(0, .775), f.p(.12, .765)], 6)
    k.line([tuple(t) for t in ch], mix(ink, pal[1], .45), 2.4)
    if f.age > .5:
        for i in range(3):
            w = curve([f.p(-.42 + .05 * i, -.36 - .12 * i), f.p(0, -.39 - .12 * i), f.p(.42 - .05 * i, -.36 - .12 * i)], 8)
            k.line([tuple(t) for t in w], mix(ink, pal[1], .6), 1.8)
    # contour of the jaw on the shaded side
    o = curve(f.outline(), 10, True)
    n = len(o)
    k.line([tuple(t) for t in o[int(n * .14):int(n * .86)]], mix(ink, pal[1], .15), 2.6)
    a.lay(k.rgba(), tex=.03)


def beard(a, f, d, hair, seed, L, fm):
    tone = .46 + .3 * f.X * L[0] - .12 * f.Y + .16 * sample(tile(seed + 80, 512, 16, 4), f.X * 210, f.Y * 36)
    mouth = poly_mask(P(f, [(-.30, .60), (-.12, .575), (0, .58), (.12, .575), (.30, .60), (.16, .70), (0, .725), (-.16, .70)], turn=True))
    m = np.zeros((S, S), np.float32)
    if d.get("beard") in ("full", "short"):
        low = 1.12 if d["beard"] == "full" else 1.03
        pts = [(-.99, -.02), (-1.0, .34), (-.86, .72), (-.5, low), (0, low + .07), (.5, low), (.86, .72), (1.0, .34), (.99, -.02), (.93, .30), (.72, .48), (.40, .53), (.26, .50), (0, .50), (-.26, .50), (-.40, .53), (-.72, .48), (-.93, .30)]
        m = poly_mask(P(f, [(x + f.yaw * .55 * max(0, y + .2) + (f.yaw * .8 if abs(x) < .5 and y < .6 else 0), y) for x, y in pts]))
        m = ragged(m, seed + 81, 5, 14)
        m = m * (1 - mouth)
    if d.get("moustache"):
        big = 1.5 if d["moustache"] == "big" else 1.0
        mo = poly_mask(P(f, [(0, .50), (.16, .50), (.30 * big, .58), (.40 * big, .66 + .05 * big), (.26 * big, .655), (.1, .615), (0, .60), (-.1, .615), (-.26 * big, .655), (-.40 * big, .66 + .05 * big), (-.30 * big, .58), (-.16, .50)], turn=True))
        m = np.maximum(m, ragged(mo, seed + 82, 4, 12))
    if d.get("beard") == "stubble":
        z = poly_mask(P(f, [(-.95, .1), (-.9, .6), (-.5, .98), (0, 1.04), (.5, .98), (.9, .6), (.95, .1), (.7, .46), (.3, .5), (0, .49), (-.3, .5), (-.7, .46)]), 14) * fm * (1 - mouth)
        n = smooth(fbm(S, S, 3.4, 1, seed + 83), -.1, .5)
        a.over(z * (.25 + .5 * n), hair[0], .55)
        return
    gouache(a, m, tone, hair, seed + 84, hatch=False, rough=.07, edge=.06)
    k = Ink(S, S)
    rng = np.random.default_rng(seed + 85)
    for _ in range(420):
        x, y = rng.uniform(-1, 1), rng.uniform(.2, 1.15)
        x0, y0 = f.p(x, y, False)
        k.line([(x0, y0), (x0 + x * 5 + rng.normal(0, 2), y0 + rng.uniform(8, 16))], hair[3] if rng.random() < .5 else hair[0], 1.5)
    r = k.rgba()
    a.over(r[..., 3] * m, r[..., :3], .6)


def cloth(a, pts, pal, seed, L, f, gain=.34, hatch=True, folds=()):
    m = poly_mask(curve(pts, 10, True) if len(pts) > 4 else pts)
    t = .46 + gain * np.clip((a.X - 450) / 400 * L[0] * 1.3, -.8, .8) - .10 * (a.Y - 700) / 200 + .10 * fbm(S, S, 110, 4, seed, (.6, 1.6))
    for x, y, s in folds:
        t = t - .22 * np.exp(-((a.X - x - (a.Y - y) * s) / 12) ** 2) * smooth(a.Y, y - 60, y)
    gouache(a, m, t, pal, seed, hatch=hatch, phase=(a.Y + .5 * np.abs(a.X - 450)) / 9, rough=.06)
    return m


def tones(c):
    return [mix(c, "#0c0a16", .62), mix(c, "#140f1e", .32), rgb(c), mix(c, "#fff0d4", .26)]


def dress(a, f, look, seed, L, pal):
    kind, c1, c2 = look[0], look[1], look[2] if len(look) > 2 else "#f2ece0"
    dx = f.yaw * 26
    sh = [(-20, 930), (10, 800), (70, 742), (190, 706), (300, 672), (352, 640), (450 + dx, 700), (548, 640), (600, 672), (710, 706), (830, 742), (890, 800), (920, 930)]
    narrow = [(40, 930), (70, 806), (130, 750), (230, 716), (318, 682), (362, 648), (450 + dx, 716), (538, 648), (582, 682), (670, 716), (770, 750), (830, 806), (860, 930)]
    body = narrow if look[-1] == "slim" else sh
    k = Ink(S, S)
    if kind in ("suit", "blazer", "coat"):
        cloth(a, [(352, 650), (548, 650), (580, 930), (320, 930)], tones(c2), seed + 20, L, f, .2)
        # collar points of the shirt, tie if any
        if kind == "suit":
            k.poly([(428 + dx, 706), (472 + dx, 706), (482 + dx, 742), (492 + dx, 930), (408 + dx, 930), (418 + dx, 742)], look[3])
            k.poly([(428 + dx, 706), (472 + dx, 706), (478 + dx, 740), (450 + dx, 752), (422 + dx, 740)], mix(look[3], "#ffffff", .15))
            for i in range(8):
                k.line([(410 + dx, 770 + i * 24), (492 + dx, 800 + i * 24)], mix(look[3], "#0c0a16", .35), 4)
        k.poly([(356, 640), (342, 676), (396 + dx, 752), (450 + dx, 704)], mix(c2, "#ffffff", .3)).poly([(544, 640), (558, 676), (504 + dx, 752), (450 + dx, 704)], mix(c2, "#5a5a70", .22))
        k.line([(356, 642), (450 + dx, 704), (544, 642)], mix(c2, "#201820", .6), 2.4)
        a.lay(k)
        k = Ink(S, S)
        t = tones(c1)
        left = [body[i] for i in range(0, 6)] + [(346, 668), (380, 790), (430 + dx, 930)]
        right = [body[i] for i in range(12, 6, -1)] + [(554, 668), (520, 790), (470 + dx, 930)]
        cloth(a, left[:1] + left[1:], t, seed + 21, L, f, folds=((150, 800, -.12),))
        cloth(a, right, t, seed + 22, L, f, folds=((752, 800, .12),))
        for s, pts in ((-1, [(346, 656), (300, 690), (262, 770), (318, 778), (300, 806), (420 + dx, 930), (432 + dx, 930), (384, 790)]), (1, [(554, 656), (600, 690), (638, 770), (582, 778), (600, 806), (480 + dx, 930), (468 + dx, 930), (516, 790)])):
            k.poly(pts, mix(t[2], t[3], .35) if s * L[0] > 0 else mix(t[1], t[2], .5))
            k.line(pts[:6], t[0], 2.6)
        a.lay(k, tex=.1)
    elif kind in ("turtleneck", "sweater"):
        t = tones(c1)
        cloth(a, body, t, seed + 21, L, f, folds=((170, 800, -.1), (740, 800, .1)))
        top = 600 if kind == "turtleneck" else 668
        col = [(348 + dx * .6, top), (450 + dx, top + 34), (552 + dx * .6, top), (566, top + 92), (450 + dx, top + 136), (334, top + 92)]
        cloth(a, col, t, seed + 23, L, f, .4)
        for i in range(22):
            x = 344 + i * 10
            k.line([(x, top + 30 + 24 * np.sin((i + 1) / 23 * np.pi)), (x - (450 - x) * .04, top + 92 + 34 * np.sin((i + 1) / 23 * np.pi))], t[0], 2)
        if kind == "sweater":
            for i in range(9):
                y = 768 + i * 20
                k.line(curve([(60, y + 40), (250, y), (450, y + 14), (650, y), (840, y + 40)], 8).tolist(), mix(t[1], t[2], .3), 2)
        a.lay(k, a=.6)
    elif kind in ("blouse", "dress", "polo"):
        t = tones(c1)
        deep = 800 if kind == "dress" else 760
        b = [p for p in body]
        b[6] = (450 + dx, deep - 40)
        m = poly_mask(curve([body[0], body[1], body[2], body[3], body[4], (372, 690), (450 + dx, deep), (528, 690), body[8], body[9], body[10], body[11], body[12]], 8, True))
        # bare collar-bones under an open neck
        chest = poly_mask(curve([(300, 700), (370, 660), (530, 660), (600, 700), (520, 860), (380, 860)], 8, True))
        ct = .56 + .3 * np.clip((a.X - 450) / 160 * L[0], -.7, .7) - .25 * np.exp(-((a.Y - 660) / 40) ** 2)
        gouache(a, chest, ct, pal, seed + 24)
        tt = .46 + .34 * np.clip((a.X - 450) / 400 * L[0] * 1.3, -.8, .8) + .12 * fbm(S, S, 90, 4, seed, (.5, 1.8))
        gouache(a, m, tt, t, seed + 25, phase=(a.Y + .5 * np.abs(a.X - 450)) / 9)
        if kind in ("blouse", "polo"):
            for s in (-1, 1):
                q = [(450 + s * 76, 640), (450 + s * 118, 676), (450 + s * 92 + dx, 782), (450 + s * 6 + dx, deep - 8), (450 + s * 60, 690)]
                k.poly(q, c2 if kind == "polo" else (mix(t[2], t[3], .6) if s * L[0] > 0 else mix(t[1], t[2], .6)))
                k.line(q[:4], t[0], 2.4)
            for i in range(3):
                k.disc(450 + dx, deep + 26 + i * 50, 5, mix(c2, "#ffffff", .2))
            k.line([(450 + dx, deep), (450 + dx, 930)], t[0], 2.4)
            if kind == "polo":
                for s in (-1, 1):
                    k.line(curve([(450 + s * 210, 712), (450 + s * 300, 800), (450 + s * 320, 930)], 8).tolist(), c2, 11)
        a.lay(k, tex=.05)
    elif kind == "waistcoat":
        cloth(a, sh, tones(c2), seed + 20, L, f, folds=((120, 800, -.1), (780, 800, .1)))
        for s in (-1, 1):
            k.poly([(450 + s * 98, 642), (450 + s * 112, 676), (450 + s * 44, 754), (450 + dx, 706)], mix(c2, "#ffffff", .4) if s * L[0] > 0 else mix(c2, "#5a5060", .15))
            k.line([(450 + s * 112, 676), (450 + s * 44, 754), (450 + dx, 706)], "#3a2c28", 2.4)
        # a loose bow tie
        for s in (-1, 1):
            k.poly([(450 + dx, 724), (450 + dx + s * 66, 694), (450 + dx + s * 74, 764)], look[3] if s * L[0] > 0 else mix(look[3], "#0c0a16", .35))
        k.disc(450 + dx, 726, 14, mix(look[3], "#ffffff", .1))
        a.lay(k)
        t = tones(c1)
        for s in (-1, 1):
            cloth(a, [(450 + s * 128, 678), (450 + s * 220, 706), (450 + s * 262, 800), (450 + s * 270, 930), (450 + s * 2, 930), (450 + s * 4, 880), (450 + s * 60, 770)], t, seed + 26 + s, L, f)
        k = Ink(S, S)
        for i in range(2):
            k.disc(450, 896 + i * 30, 6, "#d9b46a")
        a.lay(k)
    elif kind == "shawl":
        t = tones(c1)
        cloth(a, sh, tones(c2), seed + 20, L, f)
        m = cloth(a, [(-20, 930), (20, 780), (140, 716), (300, 676), (356, 636), (400, 690), (470, 790), (600, 880), (640, 930)], t, seed + 21, L, f, folds=((180, 760, .3), (280, 740, .36), (380, 760, .42)))
        m2 = cloth(a, [(920, 930), (880, 780), (760, 716), (600, 676), (544, 636), (510, 690), (430, 790), (330, 870), (360, 930)], t, seed + 22, L, f, folds=((720, 760, -.3), (620, 740, -.36), (520, 760, -.42)))
        r = np.random.default_rng(seed)
        for i in range(150):
            x, y = r.uniform(0, 900), r.uniform(690, 900)
            for q in range(5):
                k.disc(x + 8 * np.cos(q * 1.257), y + 8 * np.sin(q * 1.257), 4, look[3])
            k.disc(x, y, 3.4, "#f4dca0")
        rr = k.rgba()
        a.over(rr[..., 3] * np.maximum(m, m2), rr[..., :3], .7)


def glasses(a, f, seed, L, shape="round", c="#2a2024"):
    k = Ink(S, S, 3)
    for s in (-1, 1):
        w = .235 if shape != "round" else .215
        h = .125 if shape != "round" else .15
        t = np.linspace(0, 2 * np.pi, 40)
        e = 2 if shape == "round" else 3.4
        pts = [f.p(s * .40 + w * np.sign(np.cos(q)) * abs(np.cos(q)) ** (2 / e), .01 + h * np.sign(np.sin(q)) * abs(np.sin(q)) ** (2 / e)) for q in t]
        k.poly(pts, "#dfeaf2", .10)
        k.line(pts, c, 6 if shape == "heavy" else 4)
        x, y = f.p(s * .40 + w, .0) if s > 0 else f.p(s * .40 - w, .0)
        ex = f.p(s * .98, -.02, False)
        k.line([(x, y), ex], c, 5 if shape == "heavy" else 3.4)
        gl = [f.p(s * .40 - .10, -.06), f.p(s * .40 - .02, -.085), f.p(s * .40 - .10, .06), f.p(s * .40 - .14, .05)]
        k.poly(gl, "#ffffff", .20)
    b = curve([f.p(-.19, -.02), f.p(0, -.055), f.p(.19, -.02)], 8)
    k.line([tuple(t) for t in b], c, 5)
    a.lay(k.rgba(), tex=0)


def earrings(a, f, seed, L, c="#e3b34a", kind="hoop"):
    k = Ink(S, S, 3)
    for s in (-1, 1):
        if s * f.yaw > .05 and abs(f.yaw) > .12:
            continue
        x, y = f.p(s * 1.02, .34, False)
        if kind == "hoop":
            k.line([(x + 22 * np.sin(t), y + 26 - 26 * np.cos(t)) for t in np.linspace(0, 6.3, 40)], mix(c, "#3a2410", .3), 7)
            k.line([(x + 22 * np.sin(t), y + 26 - 26 * np.cos(t)) for t in np.linspace(3.6, 5.6, 20)], mix(c, "#ffffff", .5), 3)
        else:
            k.disc(x, y + 4, 11, mix(c, "#3a2410", .3)).disc(x - 1, y + 3, 9, c).disc(x - 4, y, 3, "#ffffff")
    a.lay(k.rgba(), tex=0)


def scarf(a, f, seed, L, c="#b5402f"):
    t = tones(c)
    cloth(a, [(318, 640), (380, 660), (450, 690), (520, 662), (584, 640), (610, 700), (560, 770), (450, 796), (340, 766), (292, 700)], t, seed + 90, L, f, .4, folds=((380, 680, .5), (450, 700, -.2), (520, 690, -.5)))
    cloth(a, [(470, 760), (556, 740), (590, 840), (600, 940), (500, 940), (486, 850)], t, seed + 91, L, f, .4, folds=((540, 800, .1),))


def cap(a, f, seed, L, c="#5a5040"):
    t = tones(c)
    pts = P(f, [(-1.12, -.48), (-1.20, -.78), (-.9, -1.22), (-.2, -1.44), (.6, -1.36), (1.12, -.98), (1.16, -.52), (.6, -.62), (0, -.66), (-.6, -.60)])
    cloth(a, pts.tolist()[::6], t, seed + 92, L, f, .4, folds=((380, 150, .3), (520, 150, -.3)))
    br = P(f, [(-1.0, -.50), (-.6, -.64), (0, -.70), (.6, -.66), (1.06, -.54), (1.12, -.40), (.6, -.44), (0, -.46), (-.6, -.40), (-1.02, -.36)])
    cloth(a, br.tolist()[::6], [mix(q, "#0c0a10", .3) for q in t], seed + 93, L, f, .4)


def wrap(a, f, seed, L, c="#d9782c", c2="#2f6f8a"):
    """A tied band of cloth round gathered braids."""
    t = tones(c)
    pts = P(f, [(-1.03, -.42), (-1.08, -.66), (-.86, -1.0), (-.3, -1.18), (.3, -1.18), (.86, -1.0), (1.08, -.66), (1.02, -.42), (.6, -.70), (0, -.78), (-.6, -.70)])
    m = cloth(a, pts.tolist()[::5], t, seed + 94, L, f, .4, folds=((330, 170, .5), (450, 160, 0), (570, 170, -.5)))
    k = Ink(S, S)
    for i in range(-6, 7):
        p = curve([f.p(i * .17, -.5, False), f.p(i * .15, -.85, False), f.p(i * .10, -1.25, False)], 6)
        k.line([tuple(q) for q in p], c2 if i % 2 else "#f4e0b0", 7)
    r = k.rgba()
    a.over(r[..., 3] * m, r[..., :3], .75)


def plaits(a, f, seed, L):
    """Braids gathered high, seen as beaded ropes."""
    k = Ink(S, S)
    for i in range(13):
        x0 = -.7 + i * .117
        p = curve([f.p(x0 * .6, -1.12, False), f.p(x0 * 1.0, -1.45 - .1 * np.cos(i), False), f.p(x0 * 1.25, -1.66 + .22 * abs(x0), False), f.p(x0 * 1.5, -1.34 + .2 * abs(x0), False)], 10)
        for j, q in enumerate(p):
            k.disc(q[0], q[1], 11, "#0d0b10").disc(q[0] - 2, q[1] - 2, 8, "#2b242c" if j % 2 else "#4a3f48")
    a.lay(k, tex=.1)


def pencil(a, f, seed, L):
    k = Ink(S, S)
    x, y = f.p(-1.12, -.30, False)
    k.line([(x - 58, y + 46), (x + 84, y - 36)], "#d9a02c", 11).line([(x - 58, y + 43), (x + 84, y - 39)], "#f4d06a", 4).poly([(x - 55, y + 51), (x - 62, y + 40), (x - 84, y + 60)], "#f0d8b0").disc(x - 82, y + 59, 4, "#222222").disc(x + 86, y - 37, 7, "#c9695a")
    a.lay(k)


EXTRAS = {"glasses": glasses, "earrings": earrings, "scarf": scarf, "cap": cap, "wrap": wrap, "plaits": plaits, "pencil": pencil}

LEFT, RIGHT = (-.62, -.5, .6), (.64, -.46, .6)

SITTERS = {
    "portrait-ines-calloway": dict(seed=301, style="bob", kind="straight", hair="darkbrown", woman=True, dress=("blazer", "#24395a", "#f4ead6", "slim"), bg=("#8a5a22", "#e3b25a"),
                                   face=dict(skin="olive", age=.42, yaw=.13, jaw=.45, light=LEFT, eyes="#3f2a1a", smile=.3), part=-.3, extra=(("earrings", "#e9dcc0", "stud"),)),
    "portrait-dario-venn": dict(seed=307, style="short", kind="wavy", hair="black", brow_c="black", dress=("coat", "#5c4a34", "#b8c4c0"), beard="stubble", bg=("#12444a", "#5fa09a"),
                                face=dict(skin="tan", age=.22, yaw=-.15, jaw=.75, nose=1.15, light=RIGHT, eyes="#2c1c12", smile=.35, brow=1.2), extra=(("scarf", "#c9782c"),)),
    "portrait-mara-ellison": dict(seed=311, style="swept", kind="straight", hair="white", brow_c="grey", woman=True, dress=("blazer", "#7a2234", "#efe6d8", "slim"), bg=("#3f4c60", "#a9b6c2"),
                                  face=dict(skin="pale", age=.72, yaw=.1, jaw=.5, light=LEFT, eyes="#4a6a80", smile=.15, nose=1.1), extra=(("glasses", "heavy", "#4a1c24"), ("earrings", "#f4f0e4", "stud"))),
    "portrait-oskar-lindqvist": dict(seed=313, style="receding", kind="straight", hair="blond", brow_c="blond", beard="short", moustache="small", dress=("suit", "#4a505c", "#f0ece2", "#1f4f4a"), bg=("#143a30", "#4f8a6c"),
                                     face=dict(skin="ruddy", age=.45, yaw=-.12, jaw=.85, wide=1.05, light=RIGHT, eyes="#4f7a96", smile=.15, nose=1.1)),
    "portrait-priya-sandoval": dict(seed=317, style="long", kind="straight", hair="black", brow_c="black", woman=True, dress=("sweater", "#d9a02c", "slim"), bg=("#171c4a", "#4a55a0"),
                                    face=dict(skin="brown", age=.1, yaw=.16, jaw=.3, lips=1.3, light=LEFT, eyes="#1c110c", smile=.5, eye=1.1), part=.1, extra=()),
    "portrait-theo-marchetti": dict(seed=331, style="fade", kind="coil", hair="black", brow_c="black", dress=("polo", "#2f5f9a", "#f4f0e4"), bg=("#7a2418", "#d9694a"),
                                    face=dict(skin="deep", age=.1, yaw=-.14, jaw=.7, lips=1.5, nose_w=1.2, light=RIGHT, eyes="#170d0a", smile=.6, wide=1.0)),
    "portrait-nadia-brooke": dict(seed=337, style="afro", kind="curly", hair="darkbrown", brow_c="black", woman=True, dress=("dress", "#1f6a4a", "slim"), bg=("#b5483c", "#f2a07c"),
                                  face=dict(skin="deep", age=.28, yaw=.12, jaw=.45, lips=1.6, nose_w=1.2, light=LEFT, eyes="#20120c", smile=.4, eye=1.08, hh=196, hw=142, cy=425), extra=(("earrings", "#e9bc4a", "hoop"),)),
    "portrait-jun-aldana": dict(seed=347, style="undercut", kind="straight", hair="black", brow_c="black", dress=("turtleneck", "#26262e", "slim"), bg=("#6a5a8a", "#cdb9dc"),
                                face=dict(skin="gold", age=.08, yaw=-.1, jaw=.4, nose=.8, nose_w=1.1, lips=1.1, light=RIGHT, eyes="#1e130c", smile=.2, lidded=.9, brow=.8), extra=(("glasses", "round", "#b8923a"),)),
    "portrait-wilf-tarn": dict(seed=349, style="sides", kind="wavy", hair="white", brow_c="grey", moustache="big", dress=("waistcoat", "#5c3a24", "#e9dcc0", "#33506a"), bg=("#a08858", "#e6d5a8"),
                               face=dict(skin="ruddy", age=.95, yaw=.14, jaw=.6, nose=1.35, nose_w=1.25, light=LEFT, eyes="#5a7a8a", smile=.5, brow=1.4), extra=(("cap", "#4f5a4a"), ("pencil",))),
    "portrait-claire-fontanel": dict(seed=353, style="updo", kind="wavy", hair="auburn", brow_c="brown", woman=True, dress=("blouse", "#7aa4c4", "#f0ece2", "slim"), bg=("#456a80", "#b9d3d6"),
                                     face=dict(skin="pale", age=.25, yaw=-.15, jaw=.3, light=RIGHT, eyes="#4f6a48", smile=.35, nose=.95, hh=198, cy=425), extra=(("earrings", "#3f8a7a", "stud"),)),
    "portrait-hugo-besnard": dict(seed=359, style="short", kind="straight", hair="salt", brow_c="salt", dress=("suit", "#23283a", "#dfe6ee", "#8a2f38"), bg=("#4a4a20", "#a8a256"),
                                  face=dict(skin="tan", age=.66, yaw=.15, jaw=1.0, wide=1.06, nose=1.25, light=LEFT, eyes="#33241a", smile=.05, brow=1.2)),
    "portrait-amelie-duroc": dict(seed=367, style="braids", kind="coil", hair="black", brow_c="black", woman=True, dress=("blouse", "#e9dcc4", "#f4e9d4", "slim"), bg=("#2f7a66", "#a8d8c0"),
                                  face=dict(skin="brown", age=.05, yaw=-.13, jaw=.35, lips=1.5, nose_w=1.12, light=RIGHT, eyes="#20140c", smile=.6, eye=1.1, hh=190, hw=140, cy=440), extra=(("plaits",), ("wrap", "#d9782c", "#2f6f8a"), ("earrings", "#e9bc4a", "hoop"))),
    "portrait-layla-mansour": dict(seed=373, style="wavy", kind="wavy", hair="brown", brow_c="darkbrown", woman=True, dress=("coat", "#b8874f", "#2c2a34", "slim"), bg=("#7a3420", "#d98a5c"),
                                   face=dict(skin="olive", age=.2, yaw=.15, jaw=.35, light=LEFT, eyes="#5a3f22", smile=.3, nose=1.1, lips=1.2, eye=1.08), part=.25),
    "portrait-karim-haddad": dict(seed=379, style="receding", kind="straight", hair="salt", brow_c="black", beard="full", moustache="small", beard_c="salt", dress=("coat", "#1f2c44", "#f2eee4"), bg=("#2c3844", "#8095a4"),
                                  face=dict(skin="olive", age=.52, yaw=-.15, jaw=.8, nose=1.2, light=RIGHT, eyes="#2c1c12", smile=.2, brow=1.3), extra=(("glasses", "square", "#20242c"),)),
    "portrait-salma-nasr": dict(seed=383, style="curlyshort", kind="curly", hair="grey", brow_c="salt", woman=True, dress=("shawl", "#2f4a7a", "#e3d6c0", "#c9553f"), bg=("#3c1c3c", "#8a5580"),
                                face=dict(skin="tan", age=.7, yaw=.13, jaw=.45, light=LEFT, eyes="#33221a", smile=.45, nose=1.1), extra=(("earrings", "#f4f0e4", "stud"),)),
}

SCENES = {k: (lambda k=k: sit(k)) for k in SITTERS}
