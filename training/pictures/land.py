"""Behind the city: marsh, groves, the pass, the plain, the observatory."""
import numpy as np
from studio import W, H, Art, Cam, Grad, Ink, blur, curve, fbm, line1d, mix, rgb, smooth
from sea import gull, hump, ridge
from town import tree


def observatory():
    a = Art(223)
    hz = 1010
    a.sky([(0, "#070b24"), (.4, "#121c4a"), (.72, "#2f3a78"), (.9, "#6a5a90"), (1, "#c07f86")], hz)
    # the Milky Way, slanting
    d = (a.X * .52 + a.Y * .86 - 900) / 210
    n = fbm(W, H, 240, 6, 8, (1.5, 1)) + .6 * fbm(W, H, 60, 5, 9)
    band = np.exp(-d * d) * (1 - smooth(a.Y, 560, 960))
    a.over(np.clip(band * (.55 + .6 * n), 0, 1), "#8fa0e0", .42, "screen")
    a.over(np.clip(np.exp(-(d * 2.4 + .5 * n) ** 2) * smooth(n, .1, .8) * (1 - smooth(a.Y, 560, 960)), 0, 1), "#0a0e28", .5)
    a.stars(960, 2600)
    rng = np.random.default_rng(4)
    # comet: a head and two tails
    hx, hy, ang = 1270, 520, -2.28
    c, s = np.cos(ang), np.sin(ang)
    for da, w0, k, L, col, al in ((0, 5, .115, 620, "#fff0d0", .85), (.16, 4, .045, 760, "#8fc4ff", .7), (-.1, 6, .2, 420, "#ffe2b8", .35)):
        c, s = np.cos(ang + da), np.sin(ang + da)
        dx, dy = a.X - hx, a.Y - hy
        t = dx * c + dy * s
        q = (-dx * s + dy * c) / (w0 + np.maximum(t, 0) * k)
        m = np.exp(-q * q) * (t > -4) * np.exp(-np.maximum(t, 0) / (L * .45)) * (.85 + .25 * fbm(W, H, 60, 3, 7))
        a.over(np.clip(m, 0, 1), col, al, "screen")
    a.glow(hx, hy, 13, "#ffffff", 1.2)
    a.glow(hx, hy, 46, "#cfe4ff", .5)
    # far ranges
    a.below(ridge(hz - 70, 110, 420, 5), Grad((0, 820), (0, hz), "#3a3c70", "#a0707f"))
    a.below(ridge(hz - 20, 90, 300, 6, lift=hump(1700, 300, 60)), Grad((0, 860), (0, hz + 60), "#2a2c5c", "#6a5078"))
    a.mist(hz - 90, hz + 80, "#b87f90", .4)
    k = Ink()
    for _ in range(150):
        x, y = rng.normal(1560, 160), hz + 10 + abs(rng.normal(0, 16))
        k.rect(x, y, 2.4, 2.4, mix("#ffb866", "#fff0cc", rng.random()))
    # summit
    x = np.arange(W)
    top = 1060 - 170 * smooth(1500 - x, 0, 900) + 50 * smooth(360 - x, 0, 360) + 12 * line1d(W, 120, 9) + 5 * line1d(W, 24, 10)
    n2 = fbm(W, H, 80, 5, 22, (1.2, .8))
    gx = np.gradient(n2)[1]
    rock = rgb("#14142e") + (rgb("#5a5480") - rgb("#14142e")) * np.clip(.3 + gx * 18, 0, 1)[..., None]
    a.lay(k, tex=0)
    a.below(top, rock * (1 - .45 * smooth(a.Y, 960, 1280))[..., None], tex=.3)
    # dome, with slit open and warm light inside
    k = Ink()
    cx, by, R = 560, 912, 290
    k.poly([(cx - R - 8, by + 50), (cx + R + 8, by + 50), (cx + R + 8, by - 130), (cx - R - 8, by - 130)], "#8d93bb")
    for j in range(22):
        u0, u1 = -1 + j / 11, -1 + (j + 1) / 11
        sh = np.clip(.30 + .55 * np.sqrt(max(0, 1 - ((u0 - .35) / 1.4) ** 2)) - .3 * max(0, -u0), 0, 1)
        k.poly([(cx + u0 * (R + 6), by - 128), (cx + u1 * (R + 6), by - 128), (cx + u1 * (R + 6), by + 60), (cx + u0 * (R + 6), by + 60)], mix("#23264e", "#b4b8d6", sh))
    k.rect(cx - R - 20, by - 148, 2 * R + 40, 24, "#c9cce4").rect(cx - R - 20, by - 130, 2 * R + 40, 7, "#4a4d7c")
    k.poly([(cx - R * np.cos(t), by - 148 - R * 1.02 * np.sin(t)) for t in np.linspace(0, np.pi, 60)], "#a8add0")
    for j in range(24):
        a0, a1 = np.pi * j / 24, np.pi * (j + 1) / 24
        x0, x1 = -np.cos(a0) * R, -np.cos(a1) * R
        u = (x0 + x1) / 2 / R
        sh = np.clip(.35 + .6 * (1 - abs(u - .3) / 1.3) - .35 * max(0, -u), 0, 1)
        p = [(cx + x0 * np.cos(t), by - 148 - R * 1.02 * np.sin(t)) for t in np.linspace(0, np.pi / 2, 16)] + [(cx + x1 * np.cos(t), by - 148 - R * 1.02 * np.sin(t)) for t in np.linspace(np.pi / 2, 0, 16)]
        k.poly(p, mix("#262a58", "#dfe2f2", sh * .92))
    for lat in (.28, .6, .92):
        k.line([(cx - R * np.cos(lat) * np.cos(t), by - 148 - R * 1.02 * np.sin(lat) + 12 * np.sin(t) * (1 - lat / 1.6)) for t in np.linspace(0, np.pi, 40)], "#5a5f8e", 2)
    # slit
    l0, l1 = .34, .62
    sl = [(cx + R * l0 * np.cos(t), by - 148 - R * 1.03 * np.sin(t)) for t in np.linspace(.10, np.pi / 2, 24)] + [(cx + R * l1 * np.cos(t), by - 148 - R * 1.03 * np.sin(t)) for t in np.linspace(np.pi / 2, .10, 24)]
    k.poly(sl, "#ffb45c")
    k.poly([(cx + R * (l0 + .06) * np.cos(t), by - 148 - R * 1.0 * np.sin(t)) for t in np.linspace(.12, 1.3, 20)] + [(cx + R * (l1 - .05) * np.cos(t), by - 148 - R * 1.0 * np.sin(t)) for t in np.linspace(1.3, .12, 20)], "#ffdc9a")
    # telescope tube looking out
    tx, ty = cx + R * .40, by - 148 - R * .42
    k.poly([(tx - 46, ty + 90), (tx + 6, ty + 122), (tx + 130, ty - 92), (tx + 82, ty - 120)], "#3a2c48").poly([(tx - 46, ty + 90), (tx - 28, ty + 101), (tx + 98, ty - 110), (tx + 82, ty - 120)], "#e08a4a")
    k.poly([(tx + 76, ty - 112), (tx + 136, ty - 80), (tx + 150, ty - 104), (tx + 92, ty - 136)], "#55466a")
    for t in (l0, l1):
        k.line([(cx + R * t * np.cos(q), by - 148 - R * 1.03 * np.sin(q)) for q in np.linspace(.08, np.pi / 2, 24)], "#e9ecf8", 5)
    k.rect(cx - 44, by - 60, 88, 120, "#1a1c3c").rect(cx - 34, by - 50, 68, 110, "#ffcf86").rect(cx - 3, by - 50, 6, 110, "#1a1c3c")
    for u in (-200, -120, 120, 200):
        k.rect(cx + u - 16, by - 90, 32, 48, "#ffd890" if u in (120, -200) else "#23264e")
    # annex and small dome
    k.rect(cx + 300, by - 50, 250, 110, "#5a5e90").rect(cx + 300, by - 60, 260, 14, "#a8add0")
    for i in range(4):
        k.rect(cx + 326 + i * 56, by - 30, 30, 34, "#ffd890" if i != 1 else "#23264e")
    k.poly([(960 - 66 * np.cos(t), by - 60 - 66 * np.sin(t)) for t in np.linspace(0, np.pi, 30)], "#9aa0c8").poly([(960 + 66 * np.cos(t), by - 60 - 66 * np.sin(t)) for t in np.linspace(0, .9, 12)] + [(978, by - 60)], "#d9dcf0")
    a.lay(k, tex=.1)
    a.glow(cx + R * .42, by - 148 - R * .55, 130, "#ff9f4a", .35)
    a.glow(cx, by + 4, 70, "#ffb45c", .35)
    a.glow(cx, by + 70, 130, "#ff9f4a", .22, sx=1.4, sy=.35)
    # foreground: path, pines, two watchers
    a.below(1170 + 30 * line1d(W, 300, 33) - 60 * smooth(x, 1300, 1900), Grad((0, 1140), (0, H), "#16163a", "#07081c"), tex=.4)
    k = Ink()
    for px, ph in ((1460, 330), (1560, 420), (1680, 360), (1790, 480), (1880, 400), (70, 300), (-10, 380)):
        yb = 1230
        k.rect(px - 5, yb - 40, 10, 80, "#07081a")
        for j in range(16):
            t = j / 16
            w = (1 - t) * ph * .2 + 4
            y = yb - 30 - ph * t
            jag = [(px - w * (1 if q % 2 == 0 else .72) + q * w / 4, y + (10 if q % 2 == 0 else 2)) for q in range(9)]
            k.poly([(px, y - ph * .1)] + [(px + w, y + 6)] + jag[::-1] + [(px - w, y + 8)], mix("#0a0c22", "#1c2046", .35 * (t + .2)))
    for px, c in ((1130, "#0c0d24"), (1190, "#10112c")):
        y = 1185
        k.poly(curve([(px - 22, y), (px - 26, y - 80), (px - 20, y - 118), (px, y - 128), (px + 20, y - 118), (px + 26, y - 80), (px + 20, y)], 6).tolist(), c).disc(px, y - 146, 15, c, ry=18)
    k.line([(1206, 1185 - 96), (1240, 1185 - 150), (1262, 1185 - 172)], "#10112c", 9)
    k.line([(1050, 1190), (1076, 1110), (1096, 1190)], "#0c0d24", 4).line([(1076, 1110), (1076, 1190)], "#0c0d24", 4).poly([(1058, 1116), (1100, 1078), (1108, 1090), (1066, 1126)], "#0c0d24")
    a.lay(k, tex=.2)
    a.glow(1262, 1013, 3, "#fff", .6)
    return a.finish(bloom=.35)


def salt_marsh():
    a = Art(227)
    # seen from a height: everything is terrain with a slight tilt
    Y, X = a.Y, a.X
    t = Y / H
    depth = 1 / (.32 + .9 * t)
    u, v = (X - W / 2) * depth * 1.0, -900 * depth
    from studio import sample, tile

    def nz(seed, k, cells=6, octv=6, g=.52):
        return sample(tile(seed, 1024, cells, octv, g), u * k + 300, v * k * 1.7 + 100)
    warp = nz(3, .5) * 70
    base = nz(1, .42) + .25 * nz(2, 1.6)
    def chan(seed, k, w):
        n = sample(tile(seed, 1024, 5, 5, .45), (u + warp) * k + 40, (v * 1.7 + warp) * k + 90)
        return np.exp(-(n / w) ** 2)
    # a great S channel, its branches, and a lace of creeks
    s = (v * 1.25 + 1200)
    cx = 120 * np.sin(s / 210) + 220 * np.sin(s / 480 + 1) + 30 * nz(7, 1.0)
    main = smooth(70 + 40 * np.sin(s / 300) - np.abs(u - cx * 1.15 + 40), -14, 16)
    b1 = smooth(24 - np.abs(u - cx - 260 - 150 * np.sin(s / 170 + 2) - 24 * nz(8, 1.4)), -8, 8)
    b2 = smooth(20 - np.abs(u + 430 - 130 * np.sin(s / 140) - .35 * cx - 24 * nz(9, 1.4)), -7, 8)
    creeks = np.maximum(chan(11, .55, .055), chan(12, 1.1, .05) * .9)
    ponds = smooth(nz(14, .9, 8, 5), .62, .74)
    water = np.clip(np.maximum.reduce([main, b1, b2, creeks * .95, ponds * .9]), 0, 1)
    grass = smooth(base, -.5, .6)[..., None]
    col = rgb("#7d8a3c") + (rgb("#c9a548") - rgb("#7d8a3c")) * grass
    red = smooth(nz(16, .8) + .35 * blur(water, 26), .32, .8)[..., None]
    col = col + (rgb("#a8483a") - col) * red * .75
    dk = smooth(nz(17, 1.3), .3, .9)[..., None]
    col = col + (rgb("#3f5a34") - col) * dk * .6
    # relief: light from the left
    hgt = base * .5 + blur(1 - water, 5) * 1.6 + nz(18, 4, 8, 4) * .25
    gy, gx = np.gradient(blur(hgt, 1.2))
    li = np.clip(1 + gx * 5.5 + gy * 2.2, .45, 1.6)[..., None]
    col = col * li
    mud = smooth(blur(water, 9), .12, .5)[..., None]
    col = col + (rgb("#8d7358") * li - col) * mud * .8
    a.px[:] = col
    # water mirrors a dawn sky: pale far off, deep near, with the sun's path
    sky = a.ramp([(0, "#f6e4c0"), (.25, "#e8c9a4"), (.55, "#8fb0b8"), (1, "#3f7288")]) + 0 * X[..., None]
    sky = sky + rgb("#fff0c8") * (np.exp(-((X - 1250) / (150 + 260 * t)) ** 2) * (.34 - .2 * t))[..., None]
    sky = sky * (1 + .12 * nz(20, 1.2)[..., None])
    a.over(water, sky)
    edge = np.clip(np.abs(np.gradient(blur(water, 1.4))[1]) * 6, 0, 1)
    a.over(edge * (np.gradient(blur(water, 1.4))[1] > 0), "#fff0cc", .4)
    # far: the horizon, hills, the city and the strait in haze
    hz = 150
    a.over(1 - smooth(Y, hz - 4, hz + 300), "#f3dcb4", .75)
    a.px[:hz] = a.ramp([(0, "#8fb4c4"), (.6, "#f0d9ae"), (1, "#fbe2b0")], hz)
    a.over((1 - smooth(np.abs(Y - hz - 8), 1, 26)), "#f6dcae", .6)
    b = ridge(hz + 2, 44, 380, 5, lift=hump(420, 500, 50))
    a.below(b, Grad((0, 40), (0, hz), "#8a9ab0", "#d9c4ac"), y1=hz + 3)
    a.glow(1250, hz - 40, 90, "#fff0c0", .55)
    a.disc(1250, hz - 44, 26, "#fffbe8", tex=0)
    k = Ink()
    rng = np.random.default_rng(5)
    for i in range(40):
        x, h = 1500 + i * 11, rng.uniform(6, 22)
        k.rect(x, hz + 2 - h, 10, h, mix("#a8988f", "#d9bfa0", rng.random()))
    k.rect(1640, hz - 44, 8, 46, "#a0908c").poly([(1637, hz - 44), (1644, hz - 60), (1651, hz - 44)], "#a0908c")
    # boardwalk and a hide, a flat boat, birds in flight with shadows
    w = curve([(1660, 1290), (1580, 1120), (1440, 1010), (1410, 900), (1480, 800)], 26)
    nrm = np.gradient(w, axis=0)
    for i in range(len(w) - 1, -1, -1):
        nn = np.array([-nrm[i][1], nrm[i][0]]) / (np.hypot(*nrm[i]) + 1e-6)
        s = 7 + (w[i][1] - 760) * .030
        p, q = w[i] + nn * s, w[i] - nn * s
        k.line([tuple(p + [7, 9]), tuple(q + [7, 9])], "#2f3424", 4)
    for i in range(len(w) - 1, -1, -1):
        nn = np.array([-nrm[i][1], nrm[i][0]]) / (np.hypot(*nrm[i]) + 1e-6)
        s = 7 + (w[i][1] - 760) * .030
        k.line([tuple(w[i] + nn * s), tuple(w[i] - nn * s)], mix("#e9cf9c", "#b0925f", (i % 3) / 3), 4 + (w[i][1] - 760) * .007)
    k.poly([(1450, 800), (1530, 800), (1530, 764), (1450, 764)], "#6d4f34").poly([(1442, 768), (1490, 738), (1538, 768)], "#a87a4c").poly([(1490, 738), (1538, 768), (1526, 768)], "#5a3c28").rect(1464, 776, 40, 7, "#201a14")
    for x, y, s in ((720, 960, 1.0), (560, 560, .5)):
        k.at(x, y, s)
        k.poly(curve([(-60, -6), (-20, -20), (40, -20), (78, -2), (40, 14), (-24, 14)], 6, True).tolist(), "#26333a").poly(curve([(-48, -5), (-18, -14), (36, -14), (62, -2), (34, 8), (-20, 8)], 6, True).tolist(), "#9a6f44").disc(0, -6, 11, "#c9553f").disc(0, -12, 7, "#e9c9a0")
        k.line([(-10, -10), (-120, -46)], "#2a2018", 3)
        for j in range(3):
            k.line([(-70 - j * 26, 10 + j * 3), (-96 - j * 30, 22 + j * 7)], "#e9e4d0", 2)
        k.at()
    sh = Ink()
    for i in range(15):
        x, y = 300 + i * 46 + 20 * np.sin(i * 2.2), 330 + abs(i - 6) * 24 + 10 * np.sin(i * 3.1)
        gull(k, x, y, 21, "#fff8e8", .1 * np.sin(i))
        gull(sh, x + 46, y + 74, 18, "#2a3a30", .1)
    a.lay(sh, a=.4, soft=1.4, tex=0)
    a.lay(k, tex=.08)
    return a.finish(bloom=.2, warm=.01)


def citrus_groves():
    a = Art(229)
    hz = 420
    a.sky([(0, "#3f86b4"), (.6, "#a4cdd4"), (1, "#f4e8c4")], hz + 40)
    a.clouds(hz, "#fffdf0", "#b4c8d0", cover=-.1, scale=1.1, light=(-.8, -.6), a=.9)
    a.below(ridge(hz - 60, 130, 420, 5), Grad((0, 240), (0, hz), "#8aa6b8", "#cdd4c0"))
    a.below(ridge(hz, 80, 320, 6, lift=hump(1500, 400, 80)), Grad((0, 320), (0, hz + 40), "#7a9a8c", "#c4c496"))
    # the strait in the valley on the left
    rng = np.random.default_rng(7)
    m = a.mask([(0, hz + 6), (760, hz + 14), (520, hz + 54), (0, hz + 80)], 2)
    a.over(m[0], Grad((0, hz), (0, hz + 80), "#cfe2da", "#4f95ac"), sl=m[1])
    k = Ink()
    for i in range(60):
        x, y = rng.uniform(120, 480), hz + rng.uniform(-6, 16)
        k.rect(x, y - 9, 11, 10, mix("#f6e8cc", "#d9a078", rng.random())).rect(x, y - 11, 11, 3, "#b8583c")
    a.lay(k)
    a.mist(hz - 40, hz + 120, "#f4e8c8", .45)
    # terraces: curves sweeping across the hill, each a stone wall, a strip of earth, a row of trees
    x = np.arange(W)
    n_t = 10
    for i in range(n_t):
        t = i / (n_t - 1)
        base = hz + 66 + 800 * t ** 1.45
        hill = (210 * (1 - t) + 120) * np.exp(-((x - 1560 + 120 * t) / (780 + 300 * t)) ** 2) + 60 * (1 - t) * np.sin(x / 340 + .8 * i * .3)
        y = base - hill + 6 * line1d(W, 160, 40 + i)
        hh = 12 + 62 * t
        a.below(y, Grad((0, base - 200), (0, base + 200), mix("#c9b472", "#b58a4e", t), mix("#a8a060", "#6d6a34", t)), tex=.25, soft=2)
        # trees of this terrace stand just below its lip, rows behind rows
        s = 13 + 62 * t ** 1.15
        step = s * 2.05
        k = Ink()
        sh = Ink()
        for px in np.arange(-step, W + step, step):
            px = px + rng.uniform(-.2, .2) * s + (i % 2) * s
            if not 0 <= px < W:
                yy = y[int(np.clip(px, 0, W - 1))]
            else:
                yy = y[int(px)]
            py = yy + s * .75
            sh.poly(curve([(px - s * .2, py + s * .1), (px + s * 1.1, py - s * .12), (px + s * 2.2, py + s * .12), (px + s * 1.2, py + s * .42)], 5, True).tolist(), "#2c3a2c")
            k.rect(px - s * .08, py - s * .5, s * .16, s * .62, "#5a4030")
            lt = mix("#a8b24a", "#9fae5c", 1 - t)
            dk = mix("#21452c", "#5a7a54", (1 - t) * .8)
            tree(k, px, py - s * 1.05, s * .86, rng, dk, lt, int(70 + 190 * t), -1)
            for _ in range(int(5 + 20 * t)):
                q, r = rng.uniform(0, 6.283), s * .74 * rng.random() ** .5
                ox, oy = px + r * np.cos(q), py - s * 1.0 + r * .8 * np.sin(q)
                k.disc(ox, oy, max(1.4, s * .075), mix("#f08a24", "#ffc23c", rng.random())).disc(ox - s * .02, oy - s * .025, max(.6, s * .025), "#ffe9a0")
        a.lay(sh, a=.5, soft=1 + 2 * t, tex=0)
        a.lay(k, tex=.12)
        # dry-stone wall at the foot
        wy = y + s * 1.05
        band = np.clip((a.Y - wy[None, :]), 0, 1) * np.clip((wy[None, :] + hh * .55 - a.Y), 0, 1)
        g = fbm(W, H, max(4, 8 + 18 * t), 2, 60 + i, (1.8, .7))
        st = rgb("#d9c39a") + (rgb("#7d6a54") - rgb("#d9c39a")) * smooth(g, -.4, .7)[..., None]
        st = st * (1 - .35 * np.clip((a.Y - wy[None, :]) / (hh * .55), 0, 1))[..., None]
        a.over(band, st)
        top = np.exp(-((a.Y - wy[None, :]) / (1.2 + 1.6 * t)) ** 2)
        a.over(top, "#f4e4bc", .7)
        if i < n_t - 1:
            a.over(smooth(a.Y, hz, hz + 30) * (1 - t) ** 2 * .10, "#f4e4c0")
    # farmhouse on the shoulder, cypresses
    k = Ink()
    k.at(1330, 560, 1.0)
    k.poly([(0, 0), (150, 0), (150, -84), (0, -84)], "#f4e0b8").poly([(150, 0), (220, -10), (220, -90), (150, -84)], "#b59a8a").poly([(-8, -82), (158, -82), (140, -122), (20, -122)], "#c4623e").poly([(140, -122), (158, -82), (228, -88), (200, -120)], "#8d4636")
    for u in (22, 66, 110):
        k.rect(u, -64, 18, 26, "#3f4e58").rect(u - 8, -64, 7, 26, "#5f8a7c").rect(u + 19, -64, 7, 26, "#5f8a7c")
    k.rect(60, -30, 30, 30, "#6a4430")
    for u, h in ((-40, 170), (-70, 130), (250, 190), (280, 150)):
        k.poly(curve([(u - 14, 4), (u - 17, -h * .4), (u, -h), (u + 17, -h * .4), (u + 14, 4)], 8).tolist(), "#2a4a34").poly(curve([(u - 14, 4), (u - 17, -h * .4), (u, -h), (u - 2, -h * .4), (u - 3, 4)], 8).tolist(), "#6a8a48")
    k.at()
    a.lay(k, tex=.12)
    # near: a crate of lemons and oranges, a branch above
    k = Ink()
    k.poly([(120, 1240), (520, 1264), (520, 1150), (120, 1124)], "#b58a50").poly([(520, 1264), (640, 1206), (640, 1096), (520, 1150)], "#7a5630")
    for j in range(3):
        k.line([(120, 1130 + j * 40), (520, 1156 + j * 40)], "#6a4826", 4).line([(520, 1156 + j * 40), (640, 1100 + j * 38)], "#4a3018", 4)
    for _ in range(110):
        fx, fy = rng.uniform(140, 620), 0
        fy = 1128 + (fx - 120) * .02 - rng.random() * 58 + (20 if fx > 520 else 0)
        c = "#ffc72c" if rng.random() < .3 else "#f08a24"
        k.disc(fx, fy, 27, mix(c, "#8a3a10", .35)).disc(fx - 3, fy - 3, 24, c).disc(fx - 9, fy - 10, 8, mix(c, "#fff0c0", .6))
        if rng.random() < .2:
            k.poly([(fx, fy - 24), (fx + 26, fy - 44), (fx + 34, fy - 24)], "#3f6a34")
    k.poly([(112, 1128), (528, 1156), (528, 1176), (112, 1148)], "#d9b070").poly([(528, 1156), (648, 1096), (648, 1114), (528, 1176)], "#8d6438")
    k.line(curve([(1960, 40), (1700, 110), (1420, 90), (1240, 130)], 14).tolist(), "#4a3626", 15)
    for _ in range(150):
        t = rng.random()
        bx, by = 1960 - 720 * t, 60 + 50 * np.sin(t * 3.4) + rng.normal(0, 34)
        an = rng.uniform(.2, 2.9)
        l = rng.uniform(40, 72)
        ex, ey = bx + l * np.cos(an), by + l * np.sin(an)
        nx, ny = -np.sin(an) * l * .2, np.cos(an) * l * .2
        c = mix("#1f4a2c", "#86a23e", rng.random() ** 1.4)
        k.poly([(bx, by), ((bx + ex) / 2 + nx, (by + ey) / 2 + ny), (ex, ey), ((bx + ex) / 2 - nx, (by + ey) / 2 - ny)], c)
    for ox, oy in ((1820, 190), (1660, 210), (1500, 176), (1590, 150), (1350, 190), (1890, 120)):
        k.disc(ox, oy, 38, "#b8541a").disc(ox - 4, oy - 4, 34, "#f08a24").disc(ox - 13, oy - 13, 12, "#ffd890")
    a.lay(k, tex=.12)
    return a.finish(bloom=.15, warm=.01)


def mountain_pass():
    a = Art(233)
    hz = 560
    a.sky([(0, "#46689a"), (.4, "#a5aec0"), (.68, "#f3c692"), (1, "#f2a068")], hz + 60)
    a.clouds(hz + 60, "#ffe2b8", "#7a88a4", cover=.15, scale=.9, light=(.9, .6), a=.9, soft=.6)
    a.glow(1130, 420, 230, "#ffcf86", .5, sx=1.4)
    a.disc(1130, 414, 40, "#fff4d4", tex=0)
    x = np.arange(W)
    layers = [(470, 150, 480, 3, "#8d96b4", "#e8c4a4", hump(500, 420, 90)), (560, 150, 420, 4, "#6f7a9a", "#d9ac90", hump(1700, 380, 190)),
              (640, 170, 380, 5, "#55667c", "#b59484", hump(180, 420, 240)), (740, 150, 440, 6, "#46594e", "#8d8460", hump(1800, 460, 290))]
    for i, (b, am, ce, sd, c0, c1, lf) in enumerate(layers):
        y = ridge(b, am, ce, sd, lift=lf)
        n = blur(1 - 2 * np.abs(fbm(W, H, 210, 6, 70 + i, (.9, 1.3), .5)), 1.6)
        gx = np.gradient(n)[1] - .4 * np.gradient(n)[0]
        col = Grad((0, y.min()), (0, b + 160), c0, c1).at(a.X, a.Y)
        col = col * (1 + np.clip(-gx * (9 + 6 * i), -.30, .34))[..., None]
        a.below(y, col, tex=.06)
        a.mist(b + 20, b + 210, "#f8d4a4", .55 - .1 * i, seed=i)
        if i == 3:                                        # the observatory, small and white on the ridge
            ox, k = 1480, Ink()
            k.at(ox, y[ox] + 4, 1.0)
            k.rect(-58, -34, 116, 40, "#efe4cf").rect(-58, -34, 30, 40, "#c9bfb4").rect(70, -20, 54, 26, "#e3d6c0").poly([(66, -20), (128, -20), (97, -38)], "#b5604a")
            k.poly([(-46 + 46 * (1 - np.cos(t)), -34 - 46 * np.sin(t)) for t in np.linspace(0, np.pi, 30)], "#fbf3e2").poly([(-46, -34), (-44, -52), (-30, -70), (-20, -34)], "#cfc8c4").poly([(2, -80), (14, -78), (10, -36), (0, -36)], "#4a5568")
            k.rect(-46, -38, 92, 5, "#a89c8c").at()
            a.lay(k, tex=.06)
    # near hillside, the road in hairpins, drawn by perspective on a slope
    y = 820 - 250 * smooth(700 - x, 0, 900) + 16 * line1d(W, 180, 9) - 70 * smooth(x, 1350, 1920)
    n = fbm(W, H, 110, 6, 81, (1.4, .7), .56)
    gx = np.gradient(n)[1]
    col = Grad((0, 620), (0, H), "#a89a5c", "#4f5a34").at(a.X, a.Y) * (1 + np.clip(gx * 16, -.4, .5))[..., None]
    a.below(y, col, tex=.25)
    # road centre line: points (x, y, half width)
    pts = np.array([(480, 1420, 330), (720, 1240, 225), (1010, 1120, 142), (1370, 1046, 98), (1650, 998, 74), (1756, 950, 56), (1640, 910, 44), (1260, 888, 36), (900, 866, 29), (700, 838, 23), (740, 806, 17), (930, 788, 13), (1080, 772, 10), (1064, 755, 7), (940, 743, 5.4), (900, 731, 4), (980, 717, 3)], float)
    c = curve(pts, 16)
    hw = c[:, 2]
    # roads lie flat: their width is foreshortened across the run, full along x
    d = np.gradient(c[:, :2], axis=0)
    d /= np.hypot(d[:, 0], d[:, 1])[:, None] + 1e-6
    nrm = np.stack([-d[:, 1], d[:, 0]], 1)
    nrm[:, 1] *= 1
    sc = (np.abs(nrm[:, 0]) + np.abs(nrm[:, 1]) * .24)
    off = nrm * (hw * sc)[:, None]
    def strip(f0, f1, col, **kw):
        for i in range(len(c) - 2, -1, -1):
            q = [c[i, :2] + off[i] * f0, c[i + 1, :2] + off[i + 1] * f0, c[i + 1, :2] + off[i + 1] * f1, c[i, :2] + off[i] * f1]
            k.poly([tuple(p) for p in q], col(i) if callable(col) else col)
    k = Ink()
    strip(1.22, -1.22, lambda i: mix("#8d7f58", "#d9bf8c", i / len(c)))
    a.lay(k, tex=.2)
    k = Ink()
    strip(1, -1, lambda i: mix("#5a5560", "#c9a890", (i / len(c)) ** .8))
    strip(.93, .88, "#f4e6cc"), strip(-.88, -.93, "#f4e6cc")
    for i in range(0, len(c) - 2, 4):
        q = [c[i, :2] + off[i] * .022, c[i + 2, :2] + off[i + 2] * .022, c[i + 2, :2] - off[i + 2] * .022, c[i, :2] - off[i] * .022]
        k.poly([tuple(p) for p in q], "#f4e6cc")
    a.lay(k, tex=.12)
    k = Ink()
    rng = np.random.default_rng(3)
    # wall and posts on the outer edge
    for i in range(len(c) - 3, 8, -1):
        s = hw[i] * .16
        if hw[i] > 9 and i % 2 == 0:
            p = c[i, :2] + off[i] * (1.1 if d[i, 0] < 0 else -1.1)
            k.rect(p[0] - s * .25, p[1] - s, s * .5, s, "#f6ead0").rect(p[0] - s * .25, p[1] - s * .8, s * .5, s * .25, "#c5402f")
    # a small bus far up, a cyclist near
    k.at(1330, 893, .85)
    k.poly([(-46, 0), (46, 0), (46, -50), (-40, -50), (-48, -30)], "#f4e9cf").rect(-46, -18, 92, 8, "#c5402f")
    for j in range(5):
        k.rect(-36 + j * 17, -44, 13, 15, "#3f5464")
    k.disc(-26, 0, 9, "#20242a").disc(28, 0, 9, "#20242a").at()
    bx, by, s = 1010, 1130, 1.5
    k.at(bx, by, s)
    k.poly([(0, 4), (60, 4), (170, 16), (40, 18)], "#2c2a34", .5)
    for u in (-34, 34):
        k.disc(u, -24, 26, "#22252c").disc(u, -24, 22, mix("#5a5560", "#8d7f78", .4))
        for t in np.linspace(0, np.pi, 5, endpoint=False):
            k.line([(u - 22 * np.cos(t), -24 - 22 * np.sin(t)), (u + 22 * np.cos(t), -24 + 22 * np.sin(t))], "#22252c", .7)
    k.line([(-34, -24), (-8, -62), (24, -62), (0, -26), (-34, -24)], "#c5402f", 4).line([(-8, -62), (0, -26)], "#c5402f", 4).line([(34, -24), (24, -62), (30, -74)], "#c5402f", 4)
    k.line([(-10, -72), (14, -50), (2, -24)], "#b5794f", 10).line([(-12, -74), (4, -48), (-6, -26)], "#8a5a3a", 9)
    k.poly(curve([(-22, -74), (-12, -104), (18, -122), (30, -110), (8, -80), (-6, -68)], 6, True).tolist(), "#2f6fb0").line([(20, -112), (34, -92), (32, -76)], "#b5794f", 8)
    k.disc(34, -128, 11, "#b5794f").poly(curve([(20, -128), (24, -144), (42, -146), (50, -132)], 6).tolist(), "#f4e9cf")
    k.at()
    a.lay(k, tex=.1)
    # pines and rocks in the corners, goats on the bank
    a.below(np.where(x < 760, 1040 + .38 * x + 20 * line1d(W, 60, 13), H + 9), Grad((0, 1000), (0, H), "#4a5432", "#22281c"), tex=.35)
    k = Ink()
    for px, yb, ph in ((60, 1130, 720), (210, 1180, 520), (350, 1240, 360), (-40, 1100, 560), (1850, 1330, 560), (1740, 1340, 380), (1930, 1300, 700)):
        k.poly([(px - ph * .02, yb + 30), (px + ph * .02, yb + 30), (px + 3, yb - ph), (px - 3, yb - ph)], "#3a2c22")
        for j in range(26):
            t = j / 26
            w = ((1 - t) ** .9) * ph * .20 + 5
            y0 = yb - ph * .08 - ph * .9 * t
            for s in (-1, 1):
                ww = w * rng.uniform(.7, 1.1)
                k.poly([(px, y0 - ph * .045), (px + s * ww, y0 + ph * .028), (px + s * ww * .62, y0 + ph * .026), (px + s * ww * .5, y0 + ph * .048), (px, y0 + ph * .03)], mix("#1c3026", "#5f7340" if s > 0 else "#33492f", rng.random() * .8))
    for gx0, gy0, c0 in ((560, 1262, "#f0e6d0"), (660, 1290, "#8a6a4a"), (470, 1232, "#e0d0b0")):
        k.at(gx0, gy0 - 12, .9)
        k.poly(curve([(-34, -26), (-30, -46), (10, -50), (30, -46), (34, -26), (0, -20)], 6, True).tolist(), c0)
        for u in (-26, -16, 16, 26):
            k.line([(u, -26), (u, 4)], mix(c0, "#3a2c22", .4), 5)
        k.poly(curve([(26, -44), (40, -66), (56, -60), (52, -50), (38, -36)], 5, True).tolist(), c0).line([(40, -64), (34, -80), (26, -84)], "#4a3c30", 3)
        k.at()
    a.lay(k, tex=.15)
    return a.finish(bloom=.28)


def power_lines():
    a = Art(239)
    hz = 850
    a.sky([(0, "#2c3654"), (.4, "#6a5f86"), (.7, "#d98a78"), (.9, "#f8bf7c"), (1, "#ffe0a0")], hz)
    a.clouds(hz, "#ffb488", "#3c3f66", cover=.3, scale=.8, light=(-.2, 1.5), a=.9, soft=.75)
    a.glow(560, 840, 360, "#ffcf80", .55, sx=1.8, sy=.8)
    a.disc(560, 826, 40, "#fff4cc", tex=0)
    a.below(ridge(hz - 2, 60, 520, 5, lift=hump(1600, 500, 50)), Grad((0, 740), (0, hz), "#6d5a80", "#d9987c"), y1=hz)
    # plain: strips of field to the horizon
    cam = Cam(eye=7, f=1300, cx=760, hz=hz)
    rng = np.random.default_rng(11)
    a.poly([(0, hz), (W, hz), (W, H), (0, H)], Grad((0, hz), (0, H), "#d9a468", "#5a4a3a"), tex=.1)
    k = Ink()
    pal = ["#c9a04a", "#8a8a48", "#b5803f", "#6d7a44", "#d9b45c", "#7a5f3c", "#9a944a"]
    z = 900.0
    while z > 13:
        z1 = z * rng.uniform(.62, .82)
        xx = -z * 1.2
        while xx < z * 1.2:
            wv = z * rng.uniform(.18, .5)
            k.poly(cam.path([(xx, 0, z1), (xx + wv, 0, z1), (xx + wv * 1.0 + z * .02, 0, z), (xx + z * .02, 0, z)]), mix(rng.choice(pal), "#f0b478", 1 - np.exp(-z / 420)), .85)
            xx += wv
        z = z1
    a.lay(k, tex=.2)
    g = fbm(W, H, 90, 5, 15, (6, .35))
    a.over(smooth(g, 0, .9) * smooth(a.Y, hz, H), "#3a3026", .35)
    a.mist(hz - 50, hz + 70, "#ffd08c", .55)
    # hedges, a farm
    k = Ink()
    for _ in range(240):
        z = rng.uniform(60, 520)
        xx = rng.uniform(-1.2, 1.2) * z
        px, py = cam(xx, 0, z)
        s = cam.f / z * rng.uniform(1.2, 3)
        for _ in range(5):
            k.disc(px + rng.normal(0, s), py - s * rng.uniform(.2, .9), s * .6, mix(mix("#2a3428", "#6a6434", rng.random()), "#e0a070", 1 - np.exp(-z / 330)), ry=s * .5)
    px, py = cam(-52, 0, 150)
    k.at(px, py, 1.0).rect(0, -44, 70, 44, "#e9c9a0").poly([(-6, -42), (76, -42), (62, -70), (8, -70)], "#9a4f3c").rect(70, -30, 46, 30, "#8a6a68").poly([(68, -28), (120, -28), (112, -46), (70, -46)], "#7a4238").rect(22, -32, 9, 14, "#ffdf9a").rect(44, -32, 9, 14, "#ffdf9a").at()
    a.lay(k, tex=.15)
    # the pylons: a line from the near right into the distance
    base = np.array([34., 46.])
    far = np.array([-150., 760.])
    n = 9
    pos = [base + (far - base) * (i / (n - 1)) ** 1.55 for i in range(n)]
    dirv = (far - base) / np.hypot(*(far - base))
    acr = np.array([dirv[1], -dirv[0]])
    arms = [(30, 7.2), (36.5, 8.6), (43, 6.2)]
    def pylon(k, p, i):
        z = p[1]
        hv = 1 - np.exp(-z / 520)
        c, hi = mix("#2a2638", "#d99a7c", hv), mix("#ffb070", "#f0b080", hv)
        w = lambda f: max(.7, f * cam.f / z)
        def Q(ac, al, y):
            q = p + acr * ac + dirv * al
            return cam(q[0], y, q[1])
        HT = 48
        hw = lambda y: 3.6 * (1 - y / 52) ** 1.15 + .55
        lev = [0, 7, 13.5, 19.5, 25, 30, 34, 38, 42, 46]
        for al in (-1, 1):
            for s in (-1, 1):
                k.line([Q(s * hw(y), al * hw(y) * .8, y) for y in lev] + [Q(0, 0, HT)], c if s > 0 else mix(c, hi, .45), w(.28))
            for y0, y1 in zip(lev[:-1], lev[1:]):
                k.line([Q(-hw(y0), al * hw(y0) * .8, y0), Q(hw(y1), al * hw(y1) * .8, y1)], c, w(.12))
                k.line([Q(hw(y0), al * hw(y0) * .8, y0), Q(-hw(y1), al * hw(y1) * .8, y1)], c, w(.12))
                k.line([Q(-hw(y1), al * hw(y1) * .8, y1), Q(hw(y1), al * hw(y1) * .8, y1)], c, w(.10))
        for s in (-1, 1):
            for y0, y1 in zip(lev[:-1], lev[1:]):
                k.line([Q(s * hw(y0), -hw(y0) * .8, y0), Q(s * hw(y1), hw(y1) * .8, y1)], c, w(.09))
        for y, L in arms:
            for s in (-1, 1):
                k.line([Q(s * hw(y), 0, y), Q(s * L, 0, y + .4), Q(s * hw(y), 0, y + 2.4)], c, w(.2))
                for f in (.4, .65):
                    k.line([Q(s * (hw(y) + (L - hw(y)) * f), 0, y + .1), Q(s * (hw(y) + (L - hw(y)) * f * .9), 0, y + 2.4 * (1 - f))], c, w(.1))
                x0, y0 = Q(s * L, 0, y + .3)
                x1, y1 = Q(s * L, 0, y - 1.9)
                k.line([(x0, y0), (x1, y1)], mix("#6a3a34", c, hv), w(.24))
                for f in (.2, .45, .7, .95):
                    k.line([(x0 - w(.26), y0 + (y1 - y0) * f), (x0 + w(.26), y0 + (y1 - y0) * f)], mix("#a8644c", c, hv), w(.1))
    for i in range(n - 1, -1, -1):
        k = Ink()
        pylon(k, pos[i], i)
        # wires towards the next nearer pylon
        p0 = pos[i]
        p1 = pos[i - 1] if i else base - dirv * 70
        for y, L in arms:
            for s in (-1, 1):
                pts = []
                for t in np.linspace(0, 1, 30):
                    q = p0 + (p1 - p0) * t + acr * s * L
                    if q[1] > 1.2:
                        pts.append(cam(q[0], y - 1.9 - 26 * t * (1 - t) * min(1, np.hypot(*(p1 - p0)) / 200), q[1]))
                k.line(pts, mix("#2c2838", "#d99a7c", 1 - np.exp(-p0[1] / 420)), max(1.3, 150 / max(p0[1], 40)))
        q = []
        for t in np.linspace(0, 1, 30):
            v = p0 + (p1 - p0) * t
            if v[1] > 1.2:
                q.append(cam(v[0], 48 - 10 * t * (1 - t), v[1]))
        k.line(q, mix("#2c2838", "#d99a7c", 1 - np.exp(-p0[1] / 420)), 1.4)
        a.lay(k, tex=.04)
    # starlings gathered on the near wire, grasses and a fence in front
    k = Ink()
    p0, p1 = pos[1], pos[0]
    for s, (y, L) in ((-1, arms[0]), (-1, arms[1])):
        for t in np.linspace(.12, .86, 34):
            if rng.random() < .6:
                v = p0 + (p1 - p0) * t + acr * s * L
                bx, by = cam(v[0], y - 1.9 - 26 * t * (1 - t) * min(1, np.hypot(*(p1 - p0)) / 200), v[1])
                k.disc(bx, by - 4, 3.4, "#241f30", ry=4.6).disc(bx + 1.6, by - 9, 2.4, "#241f30")
    for _ in range(120):
        t = rng.uniform(0, 6.28)
        r = rng.normal(0, 1)
        bx, by = 1180 + 150 * np.cos(t) * abs(r) + rng.normal(0, 24), 330 + 54 * np.sin(t * 2) * abs(r) + rng.normal(0, 14)
        gull(k, bx, by, rng.uniform(3.5, 7), "#2a2440", rng.normal(0, .2))
    for xx in range(-40, W, 240):
        yb = 1216 + 14 * np.sin(xx / 200)
        k.poly([(xx, yb + 80), (xx + 18, yb + 80), (xx + 15, yb - 60), (xx + 2, yb - 64)], "#2a2028").poly([(xx, yb + 80), (xx + 5, yb + 80), (xx + 6, yb - 62), (xx + 2, yb - 64)], "#e09a64")
    for dy in (-46, -14):
        k.line([(xx, 1216 + dy + 14 * np.sin(xx / 200) + 3 * np.sin(xx / 37)) for xx in range(-40, W + 60, 20)], "#2a2028", 2.2)
    for _ in range(1700):
        gx, l = rng.uniform(-10, W), rng.uniform(24, 92) * rng.uniform(.5, 1)
        y0 = H + 8
        b = rng.normal(6, 14)
        k.line([(gx, y0), (gx + b * .4, y0 - l * .6), (gx + b, y0 - l)], mix("#241f22", "#e0a45a", rng.random() ** 2.2), 2)
    a.lay(k, tex=.08)
    return a.finish(bloom=.35, paint=.4)


SCENES = {
    "observatory": observatory, "salt-marsh": salt_marsh, "citrus-groves": citrus_groves,
    "mountain-pass": mountain_pass, "power-lines": power_lines,
}
