"""The studio: a float canvas, fractal noise, sky, water, perspective and the finish every picture shares.

Nothing here downloads or reads a picture: all light and texture comes from seeded noise.
Coordinates are pixels of the finished picture; colours are '#rrggbb' or (r, g, b) in 0..1.
"""
import numpy as np
from PIL import Image, ImageDraw

W, H = 1920, 1280
F = np.float32


def rgb(c):
    """A colour as three floats."""
    if isinstance(c, str):
        c = c.lstrip("#")
        c = c if len(c) == 6 else "".join(x * 2 for x in c)
        return np.array([int(c[i:i + 2], 16) / 255 for i in (0, 2, 4)], F)
    return np.asarray(c, F)


def mix(a, b, t):
    a, b = rgb(a), rgb(b)
    return a + (b - a) * t


def c8(c, a=1.0):
    """A colour as an 8-bit RGBA tuple, for Pillow."""
    c = np.clip(rgb(c), 0, 1)
    return (int(c[0] * 255), int(c[1] * 255), int(c[2] * 255), int(a * 255))


def smooth(x, a, b):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def fit(a, w, h, how=Image.BICUBIC):
    return np.asarray(Image.fromarray(np.ascontiguousarray(a, F)).resize((int(w), int(h)), how))


def fbm(w, h, cell, octaves=5, seed=0, stretch=(1, 1), gain=.5):
    """Fractal noise, mean 0, about -1..1; `cell` is the size in pixels of the coarsest blob."""
    rng = np.random.default_rng(seed)
    out, amp = np.zeros((h, w), F), 1.0
    for _ in range(octaves):
        cx, cy = max(cell * stretch[0], 1), max(cell * stretch[1], 1)
        gw, gh = int(w / cx) + 4, int(h / cy) + 4
        g = rng.standard_normal((gh, gw)).astype(F)
        n = fit(g, gw * cx, gh * cy)
        ox, oy = int(cx * (1 + rng.random())), int(cy * (1 + rng.random()))
        n = n[oy:oy + h, ox:ox + w]
        if n.shape != (h, w):
            n = fit(n, w, h)
        out += amp * n
        amp *= gain
        cell /= 2
        if cell < 1.2:
            break
    return out / (out.std() * 2.2 + 1e-6)


_tiles = {}


def tile(seed=0, n=512, cells=8, octaves=4, gain=.55):
    """A wrapping square of noise."""
    key = (seed, n, cells, octaves, gain)
    if key not in _tiles:
        rng = np.random.default_rng(seed)
        out, amp = np.zeros((n, n), F), 1.0
        for o in range(octaves):
            k = cells * 2 ** o
            g = np.pad(rng.standard_normal((k, k)).astype(F), 2, mode="wrap")
            s = n // k
            b = fit(g, (k + 4) * s, (k + 4) * s)[2 * s:2 * s + k * s, 2 * s:2 * s + k * s]
            out += amp * (b if k * s == n else fit(b, n, n))
            amp *= gain
        _tiles[key] = out / (out.std() * 2.2)
    return _tiles[key]


def sample(t, u, v):
    """Bilinear look-up in a wrapping texture; u, v in texels."""
    n, m = t.shape[:2]
    u0, v0 = np.floor(u), np.floor(v)
    fu, fv = (u - u0).astype(F), (v - v0).astype(F)
    i, j = u0.astype(np.int64) % m, v0.astype(np.int64) % n
    i1, j1 = (i + 1) % m, (j + 1) % n
    return (t[j, i] * (1 - fu) + t[j, i1] * fu) * (1 - fv) + (t[j1, i] * (1 - fu) + t[j1, i1] * fu) * fv


def line1d(n, cell, seed, octaves=5, gain=.5):
    """A one-dimensional fractal curve about -1..1 (ridges, shores)."""
    return fbm(n, 8, cell, octaves, seed, (1, 64), gain)[4]


def _box(a, r, axis):
    p = np.pad(a, [(r + 1, r) if k == axis else (0, 0) for k in range(a.ndim)], mode="edge")
    c = np.cumsum(p, axis=axis, dtype=np.float64)
    n = a.shape[axis]
    if axis == 0:
        return ((c[2 * r + 1:2 * r + 1 + n] - c[:n]) / (2 * r + 1)).astype(F)
    return ((c[:, 2 * r + 1:2 * r + 1 + n] - c[:, :n]) / (2 * r + 1)).astype(F)


def blur(a, r, ry=None):
    """Gaussian-like blur of a float array; radii in pixels (ry for the vertical one)."""
    ry = r if ry is None else ry
    if a.ndim == 3:
        return np.dstack([blur(a[..., k], r, ry) for k in range(a.shape[2])])
    h, w = a.shape
    kx, ky = max(1, int(r / 3)), max(1, int(ry / 3))
    b = fit(a, max(2, w // kx), max(2, h // ky), Image.BOX) if kx * ky > 1 else a
    for _ in range(2):
        if r >= 1:
            b = _box(b, max(1, int(round(r / kx * .8))), 1)
        if ry >= 1:
            b = _box(b, max(1, int(round(ry / ky * .8))), 0)
    return fit(b, w, h) if kx * ky > 1 else b


class Grad:
    """A straight gradient from p0 to p1 in picture pixels, through colours `stops`."""

    def __init__(self, p0, p1, *stops):
        self.p0, self.p1 = np.array(p0, F), np.array(p1, F)
        self.stops = [rgb(s) for s in stops]

    def at(self, X, Y):
        d = self.p1 - self.p0
        t = np.clip(((X - self.p0[0]) * d[0] + (Y - self.p0[1]) * d[1]) / (d @ d), 0, 1)
        xs = np.linspace(0, 1, len(self.stops))
        return np.stack([np.interp(t, xs, [s[k] for s in self.stops]) for k in range(3)], -1).astype(F)


class Ink:
    """A transparent sheet of crisp shapes, drawn at twice the size and reduced."""

    def __init__(self, w=W, h=H, ss=2):
        self.w, self.h, self.ss = w, h, ss
        self.im = Image.new("RGBA", (w * ss, h * ss), (0, 0, 0, 0))
        self.d = ImageDraw.Draw(self.im)
        self.o, self.k, self.kx = (0, 0), 1.0, 1.0

    def at(self, x=0, y=0, k=1.0, flip=False):
        """Local coordinates from here on: origin (x, y), scale k."""
        self.o, self.k, self.kx = (x, y), k, (-k if flip else k)
        return self

    def _t(self, pts):
        s = self.ss
        return [((self.o[0] + x * self.kx) * s, (self.o[1] + y * self.k) * s) for x, y in pts]

    def poly(self, pts, c, a=1.0):
        if len(pts) > 2:
            self.d.polygon(self._t(pts), fill=c8(c, a))
        return self

    def rect(self, x, y, w, h, c, a=1.0):
        return self.poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], c, a)

    def line(self, pts, c, w=1.0, a=1.0):
        self.d.line(self._t(pts), fill=c8(c, a), width=max(1, int(round(w * self.k * self.ss))), joint="curve")
        return self

    def disc(self, x, y, r, c, a=1.0, ry=None):
        ry = r if ry is None else ry
        (x0, y0), (x1, y1) = self._t([(x - r, y - ry), (x + r, y + ry)])
        self.d.ellipse([min(x0, x1), y0, max(x0, x1), y1], fill=c8(c, a))
        return self

    def wipe(self, pts):
        self.d.polygon(self._t(pts), fill=(0, 0, 0, 0))
        return self

    def rgba(self):
        return np.asarray(self.im.resize((self.w, self.h), Image.BOX), F) / 255


class Cam:
    """A level camera: verticals stay vertical. World: x right, y up, z away, metres."""

    def __init__(self, eye=1.7, f=1500, cx=W / 2, hz=H / 2, x=0.0, z=0.0, yaw=0.0, near=.5):
        self.eye, self.f, self.cx, self.hz, self.x, self.z, self.near = eye, f, cx, hz, x, z, near
        self.c, self.s = np.cos(yaw), np.sin(yaw)

    def view(self, p):
        x, y, z = p[0] - self.x, p[1] - self.eye, p[2] - self.z
        return (x * self.c - z * self.s, y, x * self.s + z * self.c)

    def __call__(self, x, y, z):
        X, Y, Z = self.view((x, y, z))
        Z = max(Z, self.near)
        return (self.cx + self.f * X / Z, self.hz - self.f * Y / Z)

    def depth(self, x, y, z):
        return self.view((x, y, z))[2]

    def path(self, pts, closed=True):
        """Project a 3-D outline, cut at the near plane."""
        v = [self.view(p) for p in pts]
        out = []
        n = len(v)
        for i in range(n if closed else n - 1):
            a, b = v[i], v[(i + 1) % n]
            if a[2] >= self.near:
                out.append(a)
            if (a[2] < self.near) != (b[2] < self.near):
                t = (self.near - a[2]) / (b[2] - a[2])
                out.append(tuple(a[k] + (b[k] - a[k]) * t for k in range(3)))
        if not closed and v[-1][2] >= self.near:
            out.append(v[-1])
        return [(self.cx + self.f * p[0] / p[2], self.hz - self.f * p[1] / p[2]) for p in out]

    def quad(self, a, b, y0, y1):
        """An upright wall from (x, z) a to (x, z) b."""
        return self.path([(a[0], y0, a[1]), (b[0], y0, b[1]), (b[0], y1, b[1]), (a[0], y1, a[1])])

    def floor(self, x0, x1, z0, z1, y=0.0):
        return self.path([(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)])


class Art:
    """The picture: float RGB, with painterly fills."""

    def __init__(self, seed=1, w=W, h=H):
        self.seed, self.w, self.h = seed, w, h
        self.rng = np.random.default_rng(seed)
        self.px = np.zeros((h, w, 3), F)
        self.Y, self.X = np.mgrid[0:h, 0:w].astype(F)
        # brush: broad daubs with fine bristle, mean 0
        self.brush = (fbm(w, h, 120, 5, seed + 11, (1.6, .8)) * .7 + fbm(w, h, 14, 3, seed + 12, (2.2, .6)) * .5)
        self.sx = self.sz = None

    # fills
    def ramp(self, stops, n=None):
        n = n or self.h
        y = np.linspace(0, 1, n)
        ys = [s[0] for s in stops]
        cs = [rgb(s[1]) for s in stops]
        return np.stack([np.interp(y, ys, [c[k] for c in cs]) for k in range(3)], -1).astype(F)[:, None, :]

    def sky(self, stops, y1=None, wobble=.02):
        """A gradient in the upper y1 pixels, its bands broken by noise."""
        y1 = int(y1 or self.h)
        r = self.ramp(stops, y1)[:, 0]
        n = fbm(self.w, y1, 420, 4, self.seed + 3, (2.4, .7)) * wobble * y1
        idx = np.clip(self.Y[:y1] + n, 0, y1 - 1).astype(int)
        self.px[:y1] = r[idx]
        return self

    def _col(self, c, sl=(slice(None), slice(None))):
        if isinstance(c, Grad):
            return c.at(self.X[sl], self.Y[sl])
        if callable(c):
            return c(self.X[sl], self.Y[sl])
        c = rgb(c) if not (isinstance(c, np.ndarray) and c.ndim == 3) else c[sl] if c.shape[0] == self.h else c
        return c

    def over(self, m, c, a=1.0, mode="normal", sl=(slice(None), slice(None)), tex=0.0):
        p = self.px[sl]
        col = self._col(c, sl)
        if tex:
            col = col * (1 + tex * self.brush[sl][..., None])
        m = np.asarray(m, F)
        m = (m * a)[..., None] if m.ndim == 2 else m * a
        if mode == "normal":
            p += (col - p) * m
        elif mode == "add":
            p += col * m
        elif mode == "mul":
            p *= 1 + (col - 1) * m
        elif mode == "screen":
            p += (1 - np.clip(p, 0, 1)) * col * m
        return self

    def mask(self, pts, soft=0.0, ss=3):
        """Anti-aliased mask of one polygon in its own box: (mask, slices) or None."""
        pts = np.asarray(pts, float)
        pad = int(soft * 2.5) + 2
        x0, y0 = np.floor(pts.min(0)).astype(int) - pad
        x1, y1 = np.ceil(pts.max(0)).astype(int) + pad
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, self.w), min(y1, self.h)
        if x1 <= x0 or y1 <= y0:
            return None
        big = (x1 - x0) * (y1 - y0) > 600_000
        k = 2 if big else ss
        im = Image.new("L", ((x1 - x0) * k, (y1 - y0) * k))
        ImageDraw.Draw(im).polygon([((x - x0) * k, (y - y0) * k) for x, y in pts], fill=255)
        m = np.asarray(im.resize((x1 - x0, y1 - y0), Image.BOX), F) / 255
        if soft:
            m = blur(m, soft)
        return m, (slice(y0, y1), slice(x0, x1))

    def poly(self, pts, c, a=1.0, soft=0.0, mode="normal", tex=.05):
        if len(pts) < 3:
            return self
        r = self.mask(pts, soft)
        if r:
            self.over(r[0], c, a, mode, r[1], tex)
        return self

    def rect(self, x, y, w, h, c, **k):
        return self.poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], c, **k)

    def disc(self, x, y, r, c, ry=None, **k):
        ry = r if ry is None else ry
        t = np.linspace(0, 2 * np.pi, 72, endpoint=False)
        return self.poly(np.stack([x + r * np.cos(t), y + ry * np.sin(t)], 1), c, **k)

    def below(self, ys, c, a=1.0, y1=None, tex=.06, soft=1.0):
        """Fill under the curve ys (one height per column)."""
        y1 = y1 or self.h
        y0 = max(0, int(np.min(ys)) - 3)
        sl = (slice(y0, int(y1)), slice(None))
        m = np.clip((self.Y[sl] - np.asarray(ys)[None, :]) / soft + .5, 0, 1)
        return self.over(m, c, a, sl=sl, tex=tex)

    def glow(self, x, y, r, c, a=1.0, power=2.0, sx=1.0, sy=1.0, mode="add"):
        """A soft light."""
        R = r * 4
        x0, x1 = int(max(0, x - R * sx)), int(min(self.w, x + R * sx))
        y0, y1 = int(max(0, y - R * sy)), int(min(self.h, y + R * sy))
        if x1 <= x0 or y1 <= y0:
            return self
        sl = (slice(y0, y1), slice(x0, x1))
        d = ((self.X[sl] - x) / (r * sx)) ** 2 + ((self.Y[sl] - y) / (r * sy)) ** 2
        m = np.exp(-d) if power == 2 else 1 / (1 + d * 3) ** power
        edge = np.clip((16 - d) / 6, 0, 1)
        return self.over(m * edge, c, a, mode, sl)

    def lay(self, ink, a=1.0, mode="normal", tex=.05, soft=0.0, tint=None, tint_a=0.0):
        """Put an Ink sheet on the picture."""
        r = ink if isinstance(ink, np.ndarray) else ink.rgba()
        col, m = r[..., :3], r[..., 3]
        if soft:
            pm = blur(np.dstack([col * m[..., None], m]), soft)
            m = pm[..., 3]
            col = pm[..., :3] / np.maximum(m[..., None], 1e-3)
        if tint is not None:
            col = col + (rgb(tint) - col) * tint_a
        if tex:
            col = col * (1 + tex * self.brush[..., None])
        k = (m * a)[..., None]
        if mode == "add":
            self.px += col * k
        elif mode == "mul":
            self.px *= 1 + (col - 1) * k
        else:
            self.px += (col - self.px) * k
        return self

    # air
    def clouds(self, hz, lit, dark, cover=.0, scale=1.0, light=(-.5, -1), a=1.0, seed=0, soft=.55, flat=.35, top=0):
        """Clouds on a plane overhead, lit from `light`; they crowd towards the horizon hz."""
        h = int(hz)
        Y = self.Y[:h]
        v = 1 / (flat + (hz - Y) / hz)
        u = (self.X[:h] - self.w / 2) / self.w * v
        t = tile(self.seed + seed + 40, 512, 6, 6, .55)
        k = 190 / scale

        def f(du, dv):
            return sample(t, u * k * 1.1 + 37 * seed + du, v * k * 1.6 + dv)

        d0 = f(0, 0)
        d1 = f(light[0] * 5, light[1] * 5)
        m = smooth(d0, -cover, -cover + soft)
        shade = np.clip(.5 + (d0 - d1) * 1.3 - m * .25, 0, 1)
        col = mix(dark, lit, shade[..., None]) if not isinstance(lit, Grad) else rgb(dark) + (lit.at(self.X[:h], Y) - rgb(dark)) * shade[..., None]
        fade = smooth(hz - Y, 0, hz * .12) * .8 + .2
        if top:
            fade = fade * smooth(Y, 0, top)
        return self.over(m * fade, col, a, sl=(slice(0, h), slice(None)))

    def mist(self, y0, y1, c, a=.6, seed=5, cell=260, power=1.0):
        """A bank of haze, strongest half-way between y0 and y1."""
        yy = np.clip((self.Y - y0) / (y1 - y0), 0, 1)
        m = np.sin(np.pi * yy) ** power
        n = fbm(self.w, self.h, cell, 4, self.seed + seed, (2.6, .6))
        return self.over(np.clip(m * (.8 + .5 * n), 0, 1), c, a)

    def stars(self, y1, n=900, a=1.0, seed=0):
        rng = np.random.default_rng(self.seed + 77 + seed)
        x, y = rng.integers(1, self.w - 2, n), (rng.random(n) * y1).astype(int) + 1
        b = rng.random(n) ** 5 * .9 + .12
        for i in range(n):
            tint = np.array([1, .96, .9]) if rng.random() < .4 else np.array([.86, .93, 1])
            fade = 1 - smooth(y[i], y1 * .55, y1)
            self.px[y[i], x[i]] += tint * b[i] * a * fade
            if b[i] > .35:
                self.px[y[i] + 1, x[i]] += tint * b[i] * .5 * a * fade
                self.px[y[i], x[i] + 1] += tint * b[i] * .5 * a * fade
            if b[i] > .7:
                self.glow(x[i], y[i], 3, tint, .5 * a * fade)
        return self

    # water
    def water(self, hz, deep, near=None, shine=.9, chop=1.0, scale=1.0, f=1500., falloff=3.0, sun=None,
              y1=None, mask=None, contrast=.5, foam=None, seed=0):
        """Water from the horizon down, mirroring what is already painted above it."""
        hz, y1 = int(hz), int(y1 or self.h)
        sl = (slice(hz, y1), slice(None))
        Y, X = self.Y[sl], self.X[sl]
        d = Y - hz + 1.2
        z = f / d
        wx = (X - self.w / 2) / d
        t1, t2 = tile(901 + seed, 512, 8, 5, .6), tile(902 + seed, 512, 8, 5, .6)
        sz = np.zeros_like(d)
        sx = np.zeros_like(d)
        for cells, amp in ((60, .5), (190, .38), (620, .24)):
            k = cells / scale
            foot = z * z / f * k / 26          # texels per pixel row
            w = amp / (1 + np.maximum(foot - .8, 0) ** 1.3)
            u, v = wx * k * .42, z * k * .9
            sz += w * sample(t1, u, v)
            sx += w * sample(t2, u + 100, v)
        far = fbm(self.w, y1 - hz, 5, 2, self.seed + 21 + seed, (9, .45))
        sz += far * .34 * np.clip(14 / d, .12, 1)
        sz *= chop
        sx *= chop
        e = d / f
        e2 = np.abs(e + sz * .16)
        ys = np.clip(hz - 1 - f * e2, 0, hz - 1)
        xs = X + sx * 46 * np.clip(d / 130, .15, 1.4)
        src = self.px[:hz]
        src = src + (blur(src, 2, 9) - src) * .8
        i = np.clip(xs, 0, self.w - 1).astype(int)
        refl = src[ys.astype(int), i]
        q = np.exp(-e2 * falloff)[..., None] * shine
        dp = rgb(deep)
        if near is not None:
            dp = dp + (rgb(near) - dp) * smooth(d, 0, y1 - hz)[..., None]
        dp = dp * (1 + contrast * np.clip(sz, -1, 1)[..., None])
        out = dp + (refl - dp) * q
        if sun is not None:
            x0, ypx, col, amt, wid = sun
            need = ((hz - ypx) / f - e) / .16
            nx = (X - x0) / (wid * np.clip(.35 + d / 500, .35, 3))
            spec = np.exp(-((sz - need * .22) / .34) ** 2) * np.exp(-nx * nx)
            spark = smooth(far + sz * 1.4, .15, 1.0)
            out = out + rgb(col) * (amt * spec * (.35 + 1.5 * spark))[..., None]
        if foam is not None:
            fm = smooth(sz, foam, foam + .35) * np.clip(d / 90, 0, 1)
            out = out + (rgb("#f2f5f2") - out) * (fm * .75)[..., None]
        m = 1.0 if mask is None else mask[sl][..., None]
        self.px[sl] += (out - self.px[sl]) * m
        self.sx, self.sz, self.hz = np.zeros((self.h, self.w), F), np.zeros((self.h, self.w), F), hz
        self.sx[sl], self.sz[sl] = sx, sz
        return self

    def mirror(self, ink, yw, a=.6, amp=1.0, squash=1.0, fade=320., tint=None, tint_a=.25):
        """The reflection, on the last water painted, of a sheet standing at waterline yw."""
        r = ink if isinstance(ink, np.ndarray) else ink.rgba()
        yw = int(yw)
        sl = (slice(yw, self.h), slice(None))
        Y, X = self.Y[sl], self.X[sl]
        d = Y - yw
        ys = yw - 1 - d / squash + self.sz[sl] * 34 * amp * np.clip(d / 40, 0, 1)
        xs = X + self.sx[sl] * 22 * amp * np.clip(d / 60, .1, 1.2)
        ok = (ys >= 0) & (ys < yw)
        s = r[np.clip(ys, 0, self.h - 1).astype(int), np.clip(xs, 0, self.w - 1).astype(int)]
        m = s[..., 3] * ok * np.exp(-d / fade) * a
        col = s[..., :3]
        if tint is not None:
            col = col + (rgb(tint) - col) * tint_a
        return self.over(m, col, sl=sl)

    def wet(self, y0, a=.5, amp=1.0, f=1500., tint="#203040", mask=None, fade=1.6, seed=0):
        """A wet ground below y0, mirroring the picture above it."""
        self.water(y0, tint, shine=a, chop=.35 * amp, f=f, falloff=fade, contrast=.15, mask=mask, seed=seed)
        return self

    # finish
    def finish(self, bloom=.25, paint=.75, grain=.022, vignette=.22, warm=0.0, contrast=1.06, sat=1.04, wob=1.2, thr=.72):
        p = self.px
        if wob:
            dx = fbm(self.w, self.h, 26, 3, self.seed + 91) * wob
            dy = fbm(self.w, self.h, 26, 3, self.seed + 92) * wob
            p = p[np.clip(self.Y + dy + .5, 0, self.h - 1).astype(int), np.clip(self.X + dx + .5, 0, self.w - 1).astype(int)]
        if bloom:
            hi = np.clip(p - thr, 0, 1.2)
            p = p + bloom * (blur(hi, 10) * .9 + blur(hi, 46) * 1.1 + blur(hi, 140) * .8)
        # shoulder, so lights roll off instead of clipping
        p = np.where(p > .82, .82 + .18 * (1 - np.exp(-(np.maximum(p, .82) - .82) / .18)), p)
        p = np.clip(p, 0, 1)
        if paint:
            p = p * (1 + .035 * self.brush[..., None])
            p = p + (kuwahara(p, 3) - p) * paint
        L = p @ np.array([.3, .59, .11], F)
        p = L[..., None] + (p - L[..., None]) * sat
        p = (p - .5) * contrast + .5
        if warm:
            p = p * (1 + np.array([warm, 0, -warm], F))
        if vignette:
            r = np.hypot((self.X - self.w / 2) / self.w, (self.Y - self.h / 2) / self.h)
            p = p * (1 - vignette * smooth(r, .38, .78))[..., None]
        if grain:
            rng = np.random.default_rng(self.seed + 5)
            g = rng.standard_normal((self.h, self.w)).astype(F)
            g = .35 * g + .9 * blur(g, 1)
            paper = fbm(self.w, self.h, 5, 2, self.seed + 8) * .35
            k = .5 + 1.0 * np.clip(L * (1 - L) * 4, 0, 1)
            p = p + ((g + paper) * grain * k)[..., None]
        return Image.fromarray((np.clip(p, 0, 1) * 255 + .5).astype(np.uint8))


def kuwahara(p, r):
    """Edge-keeping daubs: each pixel takes the calmest of its four corners, softly."""
    L = p @ np.array([.3, .59, .11], F)
    m = np.dstack([_box(_box(p[..., k], r, 0), r, 1) for k in range(3)])
    l1 = _box(_box(L, r, 0), r, 1)
    l2 = _box(_box(L * L, r, 0), r, 1)
    v = np.maximum(l2 - l1 * l1, 0)
    out, tot = np.zeros_like(p), np.zeros(L.shape, F)
    h, w0 = L.shape
    v, m = np.pad(v, r, mode="edge"), np.pad(m, ((r, r), (r, r), (0, 0)), mode="edge")
    for dy in (0, 2 * r):
        for dx in (0, 2 * r):
            w = 1 / (2e-5 + v[dy:dy + h, dx:dx + w0]) ** 2
            out += m[dy:dy + h, dx:dx + w0] * w[..., None]
            tot += w
    return out / tot[..., None]


def curve(pts, n=12, closed=False):
    """A Catmull-Rom curve through pts."""
    p = np.asarray(pts, float)
    if closed:
        p = np.vstack([p[-1], p, p[0], p[1]])
    else:
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, n, endpoint=False)[:, None]
    out = []
    for i in range(1, len(p) - 2):
        a, b, c, d = p[i - 1], p[i], p[i + 1], p[i + 2]
        out.append(.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3))
    r = np.vstack(out)
    return r if closed else np.vstack([r, p[-2]])
