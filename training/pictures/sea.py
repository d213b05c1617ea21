"""The open strait: ferries, ships, sails, the light, turbines, the island."""
import numpy as np
from studio import W, H, Art, Grad, Ink, curve, fbm, line1d, mix, rgb, smooth


def ridge(base, amp, cell, seed, w=W, lift=None):
    y = base - amp * (.55 + .5 * line1d(w, cell, seed))
    return y if lift is None else y - lift


def hump(x0, wid, h, w=W):
    x = np.arange(w)
    return h * np.exp(-((x - x0) / wid) ** 2)


def ferry(k, lit="#f6f1e6", shade="#b9c3cf", dark="#27405a", band="#b8452f", win="#33475c", glow=None):
    """A white ferry in local coordinates: bow to the right, waterline at y = 0, 620 long."""
    k.poly([(-300, -62), (318, -70), (262, 4), (-290, 4)], dark)
    k.poly([(-300, -62), (318, -70), (308, -57), (-299, -49)], band)
    k.poly([(-302, -104), (232, -104), (330, -76), (318, -62), (-300, -60)], lit)
    k.poly([(-302, -80), (268, -84), (322, -70), (318, -62), (-300, -60)], shade)
    for i in range(24):
        k.rect(-284 + i * 21, -96, 13, 12, glow if glow and i % 5 != 3 else win)
    k.poly([(-292, -140), (196, -140), (226, -104), (-300, -104)], lit)
    k.poly([(-292, -112), (218, -112), (226, -104), (-300, -104)], shade)
    for i in range(20):
        k.rect(-276 + i * 23, -133, 17, 13, glow if glow and i % 7 != 2 else win)
    k.poly([(-250, -170), (150, -170), (176, -140), (-262, -140)], lit)
    k.poly([(-262, -147), (172, -147), (176, -140), (-262, -140)], shade)
    for i in range(9):
        k.rect(-70 + i * 24, -163, 17, 11, glow or win)
    k.poly([(86, -200), (148, -200), (168, -170), (80, -170)], lit)
    k.poly([(92, -194), (147, -194), (157, -179), (90, -179)], glow or win)
    k.line([(76, -201), (156, -201)], shade, 4)
    k.poly([(-150, -234), (-82, -240), (-66, -170), (-166, -170)], band)
    k.poly([(-118, -237), (-82, -240), (-66, -170), (-112, -170)], mix(band, "#000000", .3))
    k.poly([(-152, -240), (-80, -246), (-81, -232), (-151, -226)], dark)
    k.line([(118, -200), (112, -272)], lit, 4)
    k.line([(94, -246), (136, -250)], lit, 3)
    k.line([(-288, -140), (-288, -176)], lit, 3)
    for i in range(4):
        k.poly([(-40 + i * 60 - 190, -152), (-6 + i * 60 - 190, -152), (-10 + i * 60 - 190, -142), (-36 + i * 60 - 190, -142)], "#d9773a")
    for y, x0, x1 in ((-150, -292, 100), (-112, -302, 236)):
        for i in range(int((x1 - x0) / 8)):
            k.line([(x0 + i * 8, y), (x0 + i * 8, y + 9)], shade, .8)
        k.line([(x0, y), (x1, y)], lit, 1.4)
    return k


def wake(art, x0, y0, x1, y1, w0, w1, c="#f3efe6", a=.55, seed=3):
    """Foam spreading from (x0, y0) to (x1, y1)."""
    p = np.array([(x0, y0 - w0), (x1, y1 - w1), (x1, y1 + w1), (x0, y0 + w0)])
    r = art.mask(p, 3)
    if r:
        m, sl = r
        n = fbm(art.w, art.h, 22, 4, art.seed + seed, (3, .5))[sl]
        art.over(m * smooth(n, -.15, .6), c, a, sl=sl)


def gull(k, x, y, s, c, tilt=0.):
    b = tilt * s
    k.line(curve([(x - s, y - .12 * s - b), (x - .5 * s, y - .42 * s - b * .5), (x, y), (x + .5 * s, y - .42 * s + b * .5), (x + s, y - .08 * s + b)], 6).tolist(), c, max(1.2, s * .1))
    k.disc(x, y + .02 * s, s * .13, c, ry=s * .08)


def ferry_dawn():
    a = Art(11)
    hz = 640
    a.sky([(0, "#31487a"), (.3, "#6d7aa5"), (.55, "#d79a8c"), (.78, "#f6b978"), (1, "#ffe0a0")], hz)
    a.glow(1330, 600, 430, "#ffb468", .42, sx=1.7)
    a.clouds(hz, "#ffcf9a", "#6b6590", cover=.12, scale=.8, light=(.6, 1.2), a=.85, soft=.7)
    a.glow(1330, 596, 130, "#ffdf9c", .7)
    a.disc(1330, 604, 42, "#fff3cf", tex=0)
    a.below(ridge(hz - 8, 90, 420, 5, lift=hump(300, 420, 120)), Grad((0, 420), (0, 640), "#7b7299", "#c79a98"), y1=hz, tex=.04)
    a.below(ridge(hz - 4, 44, 300, 8, lift=hump(1800, 260, 150)), Grad((0, 470), (0, 640), "#675f86", "#c08c86"), y1=hz, tex=.04)
    # the city on the left: low blocks, a tower
    k = Ink()
    rng = np.random.default_rng(4)
    x = -10
    while x < 560:
        w, h = rng.uniform(14, 46), rng.uniform(14, 58) * (1 - x / 900)
        k.rect(x, hz - h, w, h + 1, mix("#5d5478", "#8a6f86", rng.random() * .6))
        if rng.random() < .6:
            k.rect(x + w * .3, hz - h * .6, 3, 4, "#ffd890")
        x += w * .9
    k.rect(232, hz - 120, 22, 120, "#5d5478").poly([(228, hz - 118), (243, hz - 158), (258, hz - 118)], "#544c70")
    k.rect(1500, hz - 16, 460, 18, "#6d5f7c").rect(1520, hz - 64, 14, 50, "#6d5f7c").rect(1517, hz - 76, 20, 13, "#584d70")
    a.lay(k)
    a.mist(hz - 70, hz + 26, "#ffd9a6", .5)
    a.water(hz, "#2c4a66", "#1b3350", shine=.95, chop=.8, sun=(1330, 604, "#ffcf86", 1.0, 130), falloff=2.4)
    s = ferry(Ink().at(860, 838, 1.32), lit="#fff0d8", shade="#9fa5c0", dark="#26395c", glow="#ffd98a")
    r = s.rgba()
    a.mirror(r, 842, .75, 1.2, fade=260, tint="#2c4a66")
    wake(a, 470, 842, -60, 880, 8, 34, "#ffe6c2", .7)
    wake(a, 1220, 842, 1290, 852, 4, 12, "#fff0d8", .8)
    a.lay(r, tex=.04)
    a.poly([(440, 836), (1255, 836), (1225, 850), (450, 852)], "#fff3dc", .45, soft=4)
    a.glow(790, 480, 90, "#5b5570", .35, sx=3, sy=.7, mode="normal")
    g = Ink()
    for x, y, sz, t in ((1180, 360, 44, .2), (1330, 300, 30, -.1), (1480, 420, 24, .1), (300, 330, 26, .15), (420, 250, 18, -.2), (1610, 250, 16, .1)):
        gull(g, x, y, sz, "#3c4066", t)
    a.lay(g, tex=0)
    # near quay with a bollard
    a.below(1206 + 4 * line1d(W, 90, 3) + np.arange(W) * .012, Grad((0, 1200), (0, 1280), "#4a4658", "#211f2e"), tex=.25)
    q = Ink()
    q.disc(250, 1228, 78, "#15131f", ry=15)
    q.poly(curve([(206, 1226), (222, 1190), (218, 1130), (250, 1120), (282, 1130), (278, 1190), (294, 1226), (250, 1238)], 8, True).tolist(), "#242030")
    q.poly(curve([(270, 1226), (266, 1180), (268, 1134), (282, 1130), (278, 1190), (294, 1226), (282, 1232)], 8, True).tolist(), "#8a6258")
    q.disc(250, 1112, 58, "#1d1a28", ry=25).disc(256, 1106, 51, "#3a3444", ry=19).disc(272, 1101, 28, "#b9866c", ry=9)
    for i in range(4):
        q.line([(250 + (39 + i) * np.cos(t), 1166 + i * 13 + 11 * np.sin(t)) for t in np.linspace(-.1, np.pi + .1, 20)], mix("#c09a6c", "#6e5648", i * .22), 11)
        q.line([(250 + (39 + i) * np.cos(t), 1163 + i * 13 + 11 * np.sin(t)) for t in np.linspace(.2, 1.9, 14)], "#e9c894", 2.5)
    q.line(curve([(290, 1190), (620, 1246), (1100, 1230), (1980, 1180)], 20).tolist(), "#54454a", 9)
    q.line(curve([(290, 1187), (620, 1243), (1100, 1227), (1980, 1177)], 20).tolist(), "#a8835f", 2.5)
    a.lay(q, tex=.12)
    return a.finish(bloom=.35)


def boxes(k, x, y, nx, ny, bw, bh, rng, pal, dark=.22, light=1):
    """A stack of containers seen from the side, standing on (x, y)."""
    for i in range(nx):
        top = ny - (rng.random() < .3) - (rng.random() < .12)
        for j in range(max(1, top)):
            c = rgb(pal[rng.integers(len(pal))]) * light
            X, Y = x + i * bw, y - (j + 1) * bh
            k.rect(X, Y, bw - 1.4, bh - 1.2, c)
            for q in range(1, 6):
                k.line([(X + q * bw / 6, Y + 2), (X + q * bw / 6, Y + bh - 3)], c * (1 - dark), 1.1)
            k.rect(X, Y, bw - 1.4, 1.8, c * 1.2)


CARGO = ("#b5472f", "#2f6178", "#c98b3a", "#5d7f5a", "#8d2f35", "#d5cbb6", "#3f4b6e", "#c7633c", "#7a8b95")


def container_ship():
    a = Art(23)
    hz = 600
    a.sky([(0, "#2f7fb0"), (.45, "#74b4cf"), (.8, "#c4dfdc"), (1, "#eef0dc")], hz)
    a.clouds(hz, "#fffdf2", "#a9bccb", cover=-.05, scale=1.1, light=(-.6, -1.2), a=.95, soft=.5)
    a.below(ridge(hz - 6, 120, 520, 15, lift=hump(1500, 500, 150)), Grad((0, 330), (0, hz), "#7fa4ba", "#b9cfd2"), y1=hz, tex=.05)
    a.below(ridge(hz - 4, 60, 260, 16, lift=hump(1830, 240, 140)), Grad((0, 380), (0, hz), "#5f8a92", "#a9c4bd"), y1=hz, tex=.07)
    a.mist(hz - 60, hz + 12, "#eef2e2", .55)
    a.water(hz, "#1d6480", "#0d3f5c", shine=.72, chop=1.1, falloff=5, contrast=.75, sun=(400, 200, "#ffffff", .25, 380))
    # sail far off
    k = Ink()
    rng = np.random.default_rng(9)
    k.at(990, 812, 1.0)
    k.poly([(-790, -96), (-700, -92), (640, -104), (742, -150), (690, 6), (-760, 6)], "#1f3346")
    k.poly([(-770, -26), (702, -32), (690, 6), (-760, 6)], "#8d3a2e")
    k.poly([(640, -104), (742, -150), (690, 6), (600, 6), (620, -60)], "#2b4359")
    k.line([(-790, -95), (-690, -92), (640, -104), (742, -150)], "#d8dde0", 4)
    for i in range(52):
        k.line([(-680 + i * 26, -93 - (i > 26) * 3), (-680 + i * 26, -106)], "#6f8290", 1.2)
    for i, (n, t) in enumerate(((5, 6), (5, 7), (5, 7), (4, 7), (4, 6), (3, 5))):
        x0 = -480 + [0, 208, 416, 624, 790, 956][i] * 1.0
        boxes(k, x0, -100, n if i < 3 else n, t, 39, 27, rng, CARGO)
    k.rect(-650, -330, 120, 238, "#f1ede2").rect(-566, -330, 36, 238, "#c6ccd0")
    for j in range(7):
        for i in range(5):
            k.rect(-640 + i * 22, -292 + j * 28, 13, 10, "#3e5a70")
    k.poly([(-690, -356), (-500, -356), (-506, -330), (-684, -330)], "#f7f4ea")
    k.rect(-676, -351, 164, 13, "#2f4c62")
    k.poly([(-745, -300), (-690, -306), (-684, -92), (-752, -92)], "#c0532f")
    k.rect(-746, -290, 58, 26, "#f1ede2").rect(-742, -312, 48, 14, "#22323f")
    k.line([(-600, -356), (-600, -430)], "#e9e5d8", 5).line([(-628, -404), (-572, -404)], "#e9e5d8", 3)
    k.line([(640, -104), (640, -190)], "#e9e5d8", 5)
    r = k.rgba()
    a.mirror(r, 816, .7, 1.3, fade=200, tint="#12465f", tint_a=.4)
    wake(a, 1660, 814, 1790, 832, 6, 16, a=.9)
    wake(a, 240, 816, -60, 850, 10, 34, a=.8)
    a.lay(r, tex=.05)
    a.poly([(230, 810), (1690, 806), (1700, 824), (225, 826)], "#f4f7f2", .5, soft=4)
    # hull plates catch the light
    a.poly([(215, 722), (1610, 712), (1600, 780), (240, 786)], Grad((215, 0), (1610, 0), "#000000", "#5a7f99"), .3, soft=8, mode="add")
    g = Ink()
    for x, y, s, t in ((420, 940, 60, .2), (560, 1010, 40, -.15), (1500, 980, 34, .1), (300, 420, 18, .1), (360, 400, 14, -.1)):
        gull(g, x, y, s, "#f7f6ef" if y > 600 else "#5b7484", t)
    # a buoy in front
    g.at(1600, 1090, 1.5)
    g.poly([(-46, 0), (46, 0), (34, -26), (-34, -26)], "#2c3030").poly([(-26, -26), (26, -26), (12, -110), (-12, -110)], "#b53a2a").poly([(4, -26), (26, -26), (12, -110), (2, -110)], "#7d2520")
    g.rect(-6, -132, 12, 22, "#2c3030").disc(0, -136, 8, "#f4d27a")
    r = g.rgba()
    a.mirror(r, 1092, .5, 1.3, fade=120, tint="#12465f")
    a.lay(r)
    a.poly([(1520, 1086), (1680, 1086), (1668, 1102), (1530, 1102)], "#f4f7f2", .5, soft=4)
    return a.finish(bloom=.15)


def lighthouse_storm():
    a = Art(37)
    hz = 800
    a.sky([(0, "#1a222c"), (.4, "#35424c"), (.75, "#66716f"), (1, "#a59f85")], hz)
    a.clouds(hz, "#a6aca6", "#151c25", cover=.55, scale=.75, light=(.8, .9), a=.9, soft=.9, flat=.28)
    a.clouds(hz, "#6d7878", "#0f151d", cover=-.05, scale=1.5, light=(.8, .9), a=.85, soft=.6, seed=2, flat=.3)
    a.glow(1450, 780, 260, "#d9c08a", .3, sx=2.2, sy=.6)
    a.water(hz, "#263c42", "#16262d", shine=.7, chop=2.4, scale=2.4, falloff=5, contrast=.9, foam=.85)
    rng = np.random.default_rng(2)
    # lamp beam
    lx, ly = 566, 262
    for ang, wid, s in ((-.10, .05, .75), (np.pi - .10, .06, .4)):
        c, sn = np.cos(ang), np.sin(ang)
        dx, dy = a.X - lx, a.Y - ly
        t = dx * c + dy * sn
        q = (-dx * sn + dy * c) / (np.maximum(t, 1) * wid + 9)
        m = np.exp(-q * q) * (t > 0) * np.exp(-np.maximum(t, 0) / 900)
        m = m * (.8 + .5 * fbm(W, H, 140, 4, 61))
        a.over(np.clip(m, 0, 1), "#ffe9ae", s, "screen")
    # the cape: rock in facets
    x = np.arange(W)
    top = 790 - 230 * smooth(980 - x, 0, 480) + 60 * smooth(260 - x, 0, 260) + 22 * line1d(W, 130, 5) + 10 * line1d(W, 30, 6)
    top = np.where(x > 1040, top + (x - 1040) * .9, top)
    n = fbm(W, H, 90, 5, 33, (.8, 1.4))
    gy, gx = np.gradient(n)
    shade = np.clip(.45 + gx * 26 - gy * 10, 0, 1)[..., None]
    rock = rgb("#14181c") + (rgb("#8a8577") - rgb("#14181c")) * shade
    rock = rock * (1 - .5 * smooth(a.Y, 620, 1060))[..., None]
    a.below(top, rock, tex=.2)
    grass = smooth(a.Y - top[None, :], 0, 6) * (1 - smooth(a.Y - top[None, :] + n * 30, 22, 60)) * (x[None, :] < 960)
    a.over(grass, "#4e5a3c", .85, tex=.4)
    k = Ink()
    # tower: white, two bands
    k.poly([(505, 566), (628, 566), (602, 318), (530, 318)], "#d9d8cc")
    for y0, y1 in ((500, 556), (390, 440)):
        k.poly([(505 + (566 - y0) * .1, y0), (628 - (566 - y0) * .105, y0), (628 - (566 - y1) * .105, y1), (505 + (566 - y1) * .1, y1)], "#9a3a30")
    k.poly([(518, 318), (614, 318), (620, 300), (512, 300)], "#3a4044")
    k.rect(538, 236, 56, 66, "#ffe9b0")
    for i in range(5):
        k.line([(538 + i * 14, 236), (538 + i * 14, 302)], "#3a3a36", 2.5)
    for i in range(12):
        k.line([(513 + i * 9.6, 301), (513 + i * 9.6, 280)], "#2c3236", 1.6)
    k.line([(512, 280), (620, 280)], "#2c3236", 2)
    k.poly([(528, 238), (604, 238), (590, 212), (566, 196), (542, 212)], "#7c2f2a")
    k.line([(566, 198), (566, 168)], "#2c3236", 3)
    for y in (350, 470, 520):
        k.rect(560, y, 11, 20, "#2a2f33")
    k.poly([(640, 566), (640, 500), (716, 462), (800, 500), (800, 566)], "#cfcbbb").poly([(630, 504), (716, 458), (812, 504), (800, 492), (716, 448), (642, 492)], "#5c3730")
    k.poly([(716, 462), (800, 500), (800, 566), (716, 566)], "#8f8f86")
    k.rect(664, 520, 18, 24, "#ffd98c").rect(740, 520, 18, 24, "#ffd98c")
    k.poly([(400, 590), (900, 590), (900, 574), (400, 574)], "#565a50")
    a.lay(k, tex=.12)
    a.poly([(566, 196), (604, 238), (628, 566), (578, 566), (572, 300)], "#10161c", .42, soft=6)
    a.glow(lx, ly + 6, 60, "#fff0c0", 1.0)
    a.glow(lx, ly + 6, 260, "#ffdf96", .28)
    # breaking waves with spray against the rock
    sp = fbm(W, H, 60, 6, 71, (1, 1), .62)
    for cx, cy, sx, sy, s in ((1060, 800, 150, 190, 1.0), (900, 960, 260, 120, .9), (420, 1010, 300, 110, .8), (1220, 900, 240, 80, .6), (1020, 690, 80, 150, .55)):
        d = ((a.X - cx) / sx) ** 2 + ((a.Y - cy) / sy) ** 2
        a.over(np.clip(smooth(sp + 1.0 - 1.25 * d, .1, 1.2), 0, 1), "#e4e8e2", s)
    x = np.arange(W)
    for base, amp, c0, c1, sd in ((985, 60, "#5d7a76", "#22383e", 81), (1090, 80, "#4c6a69", "#1a2f36", 82), (1210, 70, "#37545a", "#101f27", 83)):
        cr = base - amp * np.abs(line1d(W, 420, sd, 3)) ** .8 - 18 * line1d(W, 60, sd + 9)
        body = Grad((0, base - amp), (0, base + 170), c0, c1)
        a.below(cr, body, tex=.35, soft=2)
        dd = a.Y - cr[None, :]
        fm = smooth(fbm(W, H, 46, 5, sd + 3, (2.6, .7)) + .9 - dd / 34, .35, .9) * (dd > -2)
        a.over(fm, "#e8ebe4", .85)
        st = smooth(fbm(W, H, 40, 5, sd + 5, (5, .4)), .35, .9) * (dd > 10) * np.exp(-np.maximum(dd, 0) / 130)
        a.over(st, "#b9c8c2", .5)
    # rain, slanting
    rain = Ink(ss=1)
    for _ in range(900):
        rx, ry, l = rng.uniform(-50, W + 200), rng.uniform(-40, H), rng.uniform(18, 60)
        rain.line([(rx, ry), (rx - l * .42, ry + l)], "#cdd6d6", 1, .9)
    a.lay(rain, .16, tex=0)
    return a.finish(bloom=.3, contrast=1.12)


def turbine(k, x, y, s, rot, c, dark):
    """A turbine with its hub at (x, y) and its blades s long."""
    k.at(0, 0, 1)
    k.poly([(x - s * .022, y), (x + s * .022, y), (x + s * .045, y + s * 1.9), (x - s * .045, y + s * 1.9)], c)
    k.poly([(x + s * .006, y), (x + s * .022, y), (x + s * .045, y + s * 1.9), (x + s * .012, y + s * 1.9)], dark)
    k.poly([(x - s * .075, y + s * 1.86), (x + s * .075, y + s * 1.86), (x + s * .085, y + s * 2.04), (x - s * .085, y + s * 2.04)], "#c98a2c")
    for i in range(3):
        t = rot + i * 2.0944
        c1, s1 = np.cos(t), np.sin(t)

        def P(u, v):
            return (x + c1 * u * s - s1 * v * s, y + s1 * u * s + c1 * v * s)
        k.poly([P(.03, -.022), P(.22, -.052), P(1, -.006), P(1, .006), P(.22, .03), P(.03, .022)], c)
        k.poly([P(.03, .0), P(.22, -.004), P(1, .0), P(1, .006), P(.22, .03), P(.03, .022)], dark)
    k.disc(x, y, s * .045, c).disc(x + s * .01, y + s * .008, s * .028, dark)


def wind_farm():
    a = Art(41)
    hz = 820
    a.sky([(0, "#4b8fb3"), (.4, "#8cc0cd"), (.72, "#dbe4d2"), (1, "#f7e6bf")], hz)
    a.clouds(hz, "#fffaf0", "#9fb4c4", cover=.05, scale=.9, light=(-.8, -.8), a=.9, soft=.55)
    a.glow(240, 760, 380, "#ffe2a4", .4, sx=1.8)
    a.below(ridge(hz - 2, 26, 380, 5, lift=hump(1750, 420, 60)), Grad((0, 700), (0, hz), "#8fb0b8", "#c9d3c6"), y1=hz)
    k = Ink()
    rng = np.random.default_rng(7)
    far = []
    for i in range(9):
        far.append((210 + i * 205 + rng.uniform(-20, 20), 52, .72))
    for i in range(7):
        far.append((60 + i * 290, 86, .55))
    for x, s, hz_t in sorted(far, key=lambda t: t[1]):
        turbine(k, x, hz - s * 1.98, s, rng.uniform(0, 2), mix("#f5f4ee", "#cfdcdc", hz_t), mix("#9fb0b8", "#c4d2d2", hz_t))
    a.lay(k, tex=.02)
    a.mist(hz - 40, hz + 14, "#f5ecd2", .6)
    a.water(hz, "#2a7b8b", "#0e4a60", shine=.8, chop=1.0, falloff=4, contrast=.8, sun=(240, 700, "#ffe9b5", .55, 240))
    for x, yw, s, rot, h in ((1010, 880, 178, .35, .16), (430, 968, 292, 1.1, .05), (1500, 1090, 440, .62, 0)):
        k = Ink()
        turbine(k, x, yw - s * 2.02, s, rot, mix("#fbfaf4", "#d9e4e2", h), mix("#98aab6", "#c0cdcf", h))
        # platform rail and ladder
        k.rect(x - s * .1, yw - s * .2, s * .2, s * .012, "#5d5a4a")
        for j in range(9):
            k.line([(x - s * .1 + j * s * .025, yw - s * .2), (x - s * .1 + j * s * .025, yw - s * .25)], "#5d5a4a", max(1, s * .005))
        k.line([(x - s * .1, yw - s * .25), (x + s * .1, yw - s * .25)], "#5d5a4a", max(1, s * .006))
        r = k.rgba()
        a.mirror(r, yw, .6, 1.5, fade=240, tint="#12566a", tint_a=.35)
        a.lay(r, tex=.03)
        a.poly([(x - s * .12, yw - 5), (x + s * .12, yw - 5), (x + s * .14, yw + 9), (x - s * .14, yw + 9)], "#f1f6f0", .7, soft=3)
    # crew boat
    k = Ink().at(1010, 1060, 1.0)
    k.poly([(-96, -34), (118, -40), (84, 4), (-88, 4)], "#1f3a56").poly([(-96, -34), (118, -40), (113, -32), (-95, -26)], "#f0a53a")
    k.poly([(-40, -82), (40, -82), (62, -38), (-46, -34)], "#f5f2e8").poly([(-28, -74), (36, -74), (46, -56), (-30, -56)], "#2c4558")
    k.line([(-10, -82), (-10, -122)], "#f5f2e8", 4).line([(-70, -34), (-70, -58)], "#f0a53a", 3)
    r = k.rgba()
    a.mirror(r, 1064, .6, 1.3, fade=90, tint="#12566a")
    wake(a, 930, 1060, 420, 1110, 8, 30, a=.85)
    a.lay(r)
    a.poly([(910, 1056), (1120, 1056), (1110, 1070), (905, 1070)], "#f1f6f0", .7, soft=4)
    return a.finish(bloom=.2)


def sail(k, x, y, s, col, shade, lean=.12, num=True, flip=1):
    """A racing sloop, hull at (x, y), mast s tall."""
    def P(u, v):
        return (x + flip * (u * s) + lean * s * v * flip, y - v * s)
    k.poly([P(-.30, .045), P(.36, .06), P(.27, -.015), P(-.25, -.015)], "#f4f0e4")
    k.poly([P(-.30, .045), P(.36, .06), P(.345, .04), P(-.295, .025)], "#223a58")
    k.poly([P(-.27, .012), P(.30, .02), P(.27, -.015), P(-.25, -.015)], "#8a97a5")
    main = curve([P(.02, 1.0), P(-.10, .6), P(-.26, .14)], 10).tolist()
    k.poly(main + [P(.02, .13)], col)
    k.poly(main[6:] + [P(-.02, .13), P(-.07, .5)], shade)
    jib = curve([P(.03, .9), P(.13, .42), P(.10, .10)], 10).tolist()
    k.poly(jib + [P(.355, .075)], mix(col, "#ffffff", .35))
    k.poly(jib[5:] + [P(.2, .085), P(.17, .4)], mix(shade, "#ffffff", .3))
    for v in (.3, .5, .7):
        k.line([P(.02, v), P(-.26 + v * .27, v - .01)], mix(shade, "#000000", .1), max(1, s * .004))
    k.line([P(.02, .02), P(.02, 1.03)], "#5c5348", max(1.2, s * .011))
    k.line([P(.02, .125), P(-.28, .125)], "#5c5348", max(1.2, s * .012))
    k.line([P(.02, 1.0), P(.36, .06)], "#5c5348", max(1, s * .004))
    for u in (-.18, -.1, -.02):
        k.disc(*P(u, .085), s * .018, "#b0543a" if u > -.1 else "#2e4c6d")
        k.disc(*P(u + .002, .115), s * .011, "#d8a67e")


def regatta():
    a = Art(53)
    hz = 480
    a.sky([(0, "#1f7fb8"), (.5, "#6fbfda"), (1, "#e6f1e0")], hz)
    a.clouds(hz, "#ffffff", "#b5cbd8", cover=-.18, scale=1.2, light=(-.5, -1), a=.95, soft=.4)
    a.below(ridge(hz - 2, 70, 480, 3, lift=hump(380, 420, 130)), Grad((0, 280), (0, hz), "#6f9fb0", "#a9c9c4"), y1=hz)
    low = ridge(hz - 2, 30, 240, 9, lift=hump(150, 320, 80))
    a.below(low, Grad((0, 340), (0, hz), "#5d8f6c", "#9dbf94"), y1=hz, tex=.2)
    k = Ink()
    rng = np.random.default_rng(3)
    for i in range(70):
        x = rng.uniform(0, 560)
        y = hz - rng.uniform(0, 46) * (1 - x / 700)
        w, h = rng.uniform(10, 22), rng.uniform(9, 18)
        k.rect(x, y - h, w, h, mix("#f3e6cc", "#d9a98a", rng.random())).poly([(x - 2, y - h), (x + w / 2, y - h - 8), (x + w + 2, y - h)], "#b5583c")
    for i in range(26):
        x = 640 + rng.uniform(0, 1250)
        s = rng.uniform(24, 52)
        sail(k, x, hz + 4 + s * .08, s, mix("#ffffff", "#dfe9ec", rng.random()), "#b8cad4", .1)
    a.lay(k, tex=.03)
    a.water(hz, "#1284a0", "#0a4f78", shine=.7, chop=1.05, falloff=5, contrast=.95, sun=(1500, 160, "#ffffff", .3, 420))
    fleet = ((520, 600, 180, "#f7f3e6", "#c9c3b4"), (1560, 622, 230, "#e9573f", "#b33a2c"), (960, 660, 300, "#f6f2e4", "#bfc4c4"), (1330, 720, 420, "#f2b63c", "#c98722"), (330, 740, 470, "#f8f5ec", "#b9c4cb"))
    for x, y, s, c, d in fleet:
        k = Ink()
        sail(k, x, y, s, c, d, .13)
        r = k.rgba()
        a.mirror(r, y + s * .012, .6, 1.2, fade=s * .5, tint="#0d6485", tint_a=.3)
        wake(a, x - s * .24, y + 4, x - s * .9, y + s * .06, 2, s * .03, a=.8)
        a.lay(r, tex=.05)
        a.poly([(x - s * .25, y), (x + s * .3, y), (x + s * .27, y + s * .025), (x - s * .26, y + s * .025)], "#f2f8f4", .6, soft=2.5)
    # an eight in front, oars out
    k = Ink()
    y0 = 1040
    x0, x1 = 330, 1730
    slope = -.045

    def B(t, dy=0.):
        x = x0 + (x1 - x0) * t
        return (x, y0 + (x - x0) * slope + dy)
    n = 8
    for i in range(n):       # far oars
        bx, by = B(.2 + i * .083, -14)
        k.line([(bx, by), (bx - 92, by - 62)], "#d7c9a4", 4)
        k.poly([(bx - 84, by - 60), (bx - 128, by - 84), (bx - 120, by - 92), (bx - 78, by - 70)], "#d9432f")
    hull = [B(0, 2), B(.1, -16), B(.5, -24), B(.9, -16), B(1, -4), B(.9, 10), B(.5, 16), B(.1, 12)]
    k.poly(curve(hull, 10, True).tolist(), "#f7e9c8")
    k.poly(curve([B(0, 3), B(.1, 2), B(.5, 2), B(.9, 0), B(1, -3), B(.9, 10), B(.5, 17), B(.1, 12)], 10, True).tolist(), "#a8332b")
    for i in range(n):
        bx, by = B(.22 + i * .083, -20)
        skin = ("#8d5a3c", "#d9a47c", "#c68a60", "#6e4630")[i % 4]
        k.poly(curve([(bx - 22, by + 4), (bx - 36, by - 52), (bx - 18, by - 74), (bx + 6, by - 62), (bx + 16, by + 4)], 6).tolist(), "#f5f1e6")
        k.poly([(bx - 29, by - 34), (bx + 9, by - 34), (bx + 12, by - 18), (bx - 26, by - 18)], "#c5402f")
        k.line([(bx - 8, by - 54), (bx + 28, by - 34), (bx + 54, by - 30)], skin, 12)
        k.line([(bx + 4, by), (bx + 42, by - 22), (bx + 62, by + 2)], skin, 13)
        k.disc(bx - 12, by - 90, 16, skin).poly(curve([(bx - 29, by - 92), (bx - 18, by - 110), (bx + 4, by - 104), (bx + 2, by - 96)], 6).tolist(), ("#2b211d", "#5b3a22", "#c9a25a", "#1d1a1a")[(i * 3) % 4])
    cx, cy = B(.89, -20)
    k.poly(curve([(cx - 20, cy + 4), (cx - 18, cy - 48), (cx, cy - 56), (cx + 18, cy - 44), (cx + 24, cy + 4)], 6).tolist(), "#22405f")
    k.disc(cx - 2, cy - 70, 15, "#c68a60").poly([(cx - 18, cy - 72), (cx - 14, cy - 88), (cx + 12, cy - 88), (cx + 14, cy - 74)], "#f5f1e6")
    for i in range(n):       # near oars
        bx, by = B(.245 + i * .083, -24)
        k.line([(bx + 30, by - 6), (bx - 118, by + 122)], "#e9d9ae", 5.5)
        k.poly([(bx - 106, by + 104), (bx - 160, by + 150), (bx - 146, by + 166), (bx - 96, by + 118)], "#d9432f")
        k.line([(bx - 110, by + 122), (bx - 150, by + 156)], "#f5f1e6", 4)
    r = k.rgba()
    a.mirror(r, y0 - 14, .45, 1.2, fade=120, tint="#0d6485")
    a.lay(r, tex=.06)
    for i in range(n):
        bx, by = B(.245 + i * .083, -24)
        a.glow(bx - 150, by + 158, 22, "#f4faf6", .8, sx=1.7, sy=.45, mode="normal")
    wake(a, x0 + 10, y0 + 4, -60, y0 + 44, 3, 20, a=.7)
    return a.finish(bloom=.18, sat=1.08)


def cable_ship():
    a = Art(67)
    hz = 560
    a.sky([(0, "#6a8390"), (.4, "#a9b7b4"), (.8, "#e6dcc4"), (1, "#f6e7c6")], hz)
    a.clouds(hz, "#f5eee0", "#7d8e98", cover=.35, scale=.7, light=(.9, -.6), a=.85, soft=.8)
    a.glow(1560, 420, 300, "#fff0c8", .4)
    a.below(ridge(hz - 2, 60, 520, 6, lift=hump(300, 360, 90)), Grad((0, 420), (0, hz), "#91a3a6", "#c9cabb"), y1=hz)
    a.mist(hz - 50, hz + 14, "#f1e7cf", .6)
    a.water(hz, "#3f6a6c", "#1c4148", shine=.82, chop=1.15, falloff=4, contrast=.8, sun=(1560, 400, "#fff0c8", .55, 230))
    k = Ink().at(1010, 806, 1.28)
    # hull, bow right
    k.poly([(-470, -86), (-452, -92), (300, -96), (470, -150), (520, -158), (446, 6), (-440, 6), (-474, -40)], "#1d4a5a")
    k.poly([(-462, -18), (452, -22), (446, 6), (-440, 6)], "#9c3d2c")
    k.poly([(-470, -86), (300, -98), (470, -152), (520, -160), (516, -148), (470, -140), (300, -86), (-470, -76)], "#f0ead9")
    # house forward
    k.rect(150, -196, 200, 102, "#f6f1e3").rect(290, -196, 60, 102, "#c6c8bf")
    k.poly([(160, -246), (320, -246), (344, -196), (154, -196)], "#f6f1e3").poly([(280, -246), (320, -246), (344, -196), (290, -196)], "#c6c8bf")
    k.poly([(158, -284), (322, -284), (334, -246), (150, -246)], "#f6f1e3").poly([(164, -278), (318, -278), (326, -256), (160, -256)], "#2f4650")
    for j, y in enumerate((-232, -182, -152, -122)):
        for i in range(8):
            k.rect(164 + i * 22, y, 12, 12, "#44606a")
    k.rect(110, -250, 42, 156, "#d99a2b").rect(110, -262, 42, 14, "#263238").rect(136, -250, 16, 156, "#a8741c")
    k.line([(240, -284), (240, -370)], "#efe9da", 6).line([(212, -340), (268, -340)], "#efe9da", 3).disc(240, -374, 12, "#efe9da", ry=7)
    k.rect(200, -312, 26, 28, "#efe9da").disc(213, -316, 16, "#f6f1e3")
    # helideck over the bow
    k.poly([(360, -190), (500, -206), (506, -198), (366, -182)], "#7c8a86").line([(390, -186), (420, -150)], "#7c8a86", 4).line([(470, -196), (450, -150)], "#7c8a86", 4)
    # cable drums amidships
    for i, x in enumerate((-150, -40, 60)):
        k.disc(x, -136, 48, "#c06a32").disc(x, -136, 41, "#30343a").disc(x, -136, 35, "#5a5f64").disc(x, -136, 27, "#30343a").disc(x, -136, 12, "#c06a32")
        for t in np.linspace(0, np.pi, 4, endpoint=False):
            k.line([(x - 46 * np.cos(t), -136 - 46 * np.sin(t)), (x + 46 * np.cos(t), -136 + 46 * np.sin(t))], "#c06a32", 3)
    k.rect(-210, -96, 330, 8, "#8a8f8a")
    # crane
    k.rect(-236, -190, 18, 100, "#e0b13d").line([(-228, -188), (-120, -280), (-90, -276)], "#e0b13d", 9).line([(-92, -276), (-92, -236)], "#333", 2)
    # A-frame at the stern with the plough hanging
    k.line([(-392, -86), (-486, -258)], "#e2b33c", 13).line([(-440, -84), (-500, -258)], "#b98a22", 13).line([(-506, -258), (-474, -258)], "#e2b33c", 13)
    k.line([(-392, -240), (-392, -86)], "#b98a22", 7).line([(-392, -238), (-486, -256)], "#777", 3)
    k.line([(-490, -252), (-520, -130)], "#2a2c2c", 3)
    k.poly([(-600, -96), (-470, -104), (-462, -84), (-500, -66), (-566, -60), (-604, -74)], "#d9502e")
    k.poly([(-566, -62), (-520, -66), (-548, -10), (-572, -22)], "#6e2a1c").disc(-590, -62, 17, "#2b2e30").disc(-484, -70, 15, "#2b2e30").disc(-590, -62, 8, "#83898a").disc(-484, -70, 7, "#83898a")
    k.line([(-596, -98), (-520, -130), (-470, -106)], "#2a2c2c", 2.5)
    for i in range(34):
        k.line([(-450 + i * 20, -90), (-450 + i * 20, -104)], "#e9e3d2", 1.1)
    k.line([(-456, -103), (240, -106)], "#e9e3d2", 1.6)
    r = k.rgba()
    a.mirror(r, 813, .7, 1.3, fade=230, tint="#244f54", tint_a=.35)
    wake(a, 440, 814, -60, 862, 6, 26, a=.6)
    wake(a, 1560, 812, 1660, 826, 4, 13, a=.8)
    a.lay(r, tex=.06)
    a.poly([(430, 806), (1590, 804), (1600, 822), (425, 824)], "#f4f4ea", .5, soft=4)
    # the cable paid out astern, on orange floats
    c = Ink()
    pts = curve([(352, 690), (300, 790), (210, 870), (40, 930), (-60, 950)], 16)
    c.line(pts.tolist(), "#1d2022", 4)
    for p in pts[16::7]:
        c.disc(p[0], p[1], 11 + (p[1] - 780) * .03, "#e2662e", ry=8 + (p[1] - 780) * .02).disc(p[0] + 3, p[1] + 2, 6, "#a8401c", ry=5)
    rr = c.rgba()
    a.lay(rr)
    g = Ink()
    for x, y, s, t in ((280, 420, 30, .1), (350, 380, 22, -.1), (200, 500, 20, .2), (620, 330, 15, .1), (1720, 880, 44, .15)):
        gull(g, x, y, s, "#f5f1e4" if y > 600 else "#4c5f68", t)
    # rail of the pilot boat in the foreground
    g.line([(-20, 1150), (1940, 1190)], "#2a3436", 13).line([(-20, 1146), (1940, 1186)], "#c9b98e", 3)
    for x in (180, 760, 1340, 1860):
        g.line([(x, 1154 + x * .02), (x - 8, 1290)], "#2a3436", 12).line([(x - 4, 1154 + x * .02), (x - 12, 1290)], "#8b8468", 2.5)
    g.line([(-20, 1230), (1940, 1262)], "#39474a", 5)
    a.lay(g, tex=.05)
    return a.finish(bloom=.25)


def isla_fenn():
    a = Art(71)
    hz = 640
    a.sky([(0, "#3a78a8"), (.45, "#8fb9c6"), (.8, "#f1d9a8"), (1, "#f8c887")], hz)
    a.clouds(hz, "#fff1d2", "#8c9db4", cover=.0, scale=1.0, light=(-.9, .2), a=.9, soft=.55)
    a.glow(120, 560, 380, "#ffcf86", .45, sx=1.6)
    a.below(ridge(hz - 2, 50, 600, 2), Grad((0, 540), (0, hz), "#9aa4b4", "#d6bfa4"), y1=hz)
    a.mist(hz - 50, hz + 10, "#f8dcae", .5)
    x = np.arange(W)
    a.px[hz:hz + 60] = a.px[hz - 1]
    isl = hz + 34 - (hump(1120, 300, 250) + hump(820, 240, 120) + hump(1400, 260, 150)) * (1 + .06 * line1d(W, 120, 5)) - 8 * line1d(W, 40, 8) * smooth(hump(1130, 420, 1), .05, .4)
    n = fbm(W, H, 70, 5, 12)
    gy, gx = np.gradient(fbm(W, H, 190, 5, 13) * 1.0)
    lit = np.clip(.55 - gx * 40 + n * .2 - (a.X - 1050) / 1900, 0, 1)[..., None]
    land = rgb("#3c5a44") + (rgb("#d1b56c") - rgb("#3c5a44")) * lit
    a.below(np.where(isl > hz + 30, H, isl), land, y1=hz + 36, tex=.22, soft=2)
    # trees as dark daubs, then the village down to the harbour
    k = Ink()
    rng = np.random.default_rng(17)
    for _ in range(900):
        tx = rng.uniform(640, 1640)
        top = isl[int(tx)]
        ty = top + rng.random() ** .8 * (hz + 26 - top)
        s = 5 + (ty - 380) / 60
        if rng.random() < .5 + .4 * n[int(ty), int(tx)]:
            k.disc(tx, ty, s, mix("#2d4a38", "#6b7d45", rng.random() * .8), ry=s * .8)
    a.lay(k, tex=.2)
    k = Ink()
    houses = []
    for _ in range(260):
        hx = rng.normal(1010, 120)
        hy = hz + 24 - abs(rng.normal(0, 62))
        if isl[int(np.clip(hx, 0, W - 1))] < hy - 24:
            houses.append((hy, hx))
    for hy, hx in sorted(houses):
        w, h = rng.uniform(18, 32), rng.uniform(16, 30)
        wall = mix("#fff3d8", ("#f2c79c", "#e8dcc8", "#f0b08a", "#dfe4dc")[rng.integers(4)], rng.random())
        k.rect(hx, hy - h, w * .62, h, wall).rect(hx + w * .62, hy - h, w * .38, h, mix(wall, "#6a5f78", .5))
        k.poly([(hx - 2, hy - h), (hx + w * .2, hy - h - 8), (hx + w * .85, hy - h - 8), (hx + w + 2, hy - h)], mix("#c4623e", "#9a4632", rng.random()))
        for q in range(2):
            k.rect(hx + 4 + q * 8, hy - h * .65, 3.5, 6, "#4d5566")
    # church
    k.rect(1030, hz - 176, 40, 96, "#fff0d0").rect(1056, hz - 176, 14, 96, "#b9a08e").poly([(1026, hz - 176), (1050, hz - 222), (1074, hz - 176)], "#a84c34").rect(1044, hz - 160, 10, 18, "#4d5566")
    k.rect(1066, hz - 130, 76, 50, "#f8e6c6").poly([(1060, hz - 130), (1104, hz - 156), (1148, hz - 130)], "#b4553a")
    # quay and small light
    k.poly([(790, hz + 26), (1330, hz + 26), (1340, hz + 42), (780, hz + 42)], "#b49a7a").rect(780, hz + 40, 566, 8, "#6f6058")
    k.poly([(1330, hz + 30), (1510, hz + 34), (1510, hz + 48), (1330, hz + 46)], "#8a7866").rect(1492, hz - 26, 14, 62, "#f5ead2").rect(1489, hz - 40, 20, 15, "#b5402f")
    r = k.rgba()
    a.lay(r, tex=.06)
    a.water(hz + 44, "#2b6d80", "#134a60", shine=.92, chop=.75, falloff=3, contrast=.6, sun=(120, 560, "#ffd592", .6, 260))
    # boats
    for bx, by, s, c in ((620, 770, 1.0, "#2f6a8a"), (1460, 800, 1.3, "#c2513a"), (1180, 750, .8, "#e2b54a"), (300, 960, 2.4, "#2c5f66")):
        k = Ink().at(bx, by, s)
        k.poly(curve([(-70, -22), (0, -14), (78, -30), (56, 4), (-58, 4)], 8, False).tolist(), c)
        k.poly([(-70, -22), (0, -15), (78, -30), (74, -23), (0, -8), (-66, -16)], "#fff3da")
        k.rect(-34, -48, 34, 32, "#fff3da").rect(-28, -42, 20, 12, "#40586a").rect(-38, -52, 42, 5, "#b5573c")
        k.line([(14, -16), (14, -92)], "#5b4636", 3).line([(14, -90), (64, -28)], "#5b4636", 1).line([(14, -86), (-50, -22)], "#5b4636", 1)
        k.disc(34, -34, 6, "#d9a27a").poly([(27, -28), (41, -28), (43, -16), (25, -16)], "#c8452f")
        r = k.rgba()
        a.mirror(r, by + 3, .7, 1.2, fade=90 * s, tint="#1d5a70")
        a.lay(r, tex=.06)
    # pine branch framing the near cliff
    x = np.arange(W)
    cl = 1290 - 320 * smooth(x, 1440, 1990) - 24 * line1d(W, 120, 31) * smooth(x, 1300, 1500) + 60 * smooth(1500 - x, 0, 300)
    a.below(cl, Grad((1400, 980), (1920, 1280), "#7a6346", "#2a2a26"), tex=.4)
    k = Ink()
    k.line(curve([(1860, 1150), (1800, 900), (1830, 640), (1780, 420)], 14).tolist(), "#33261f", 34)
    k.line(curve([(1826, 700), (1700, 560), (1600, 520)], 10).tolist(), "#33261f", 15)
    k.line(curve([(1806, 560), (1900, 440), (1960, 400)], 10).tolist(), "#33261f", 17)
    for cx, cy, rx, ry in ((1600, 510, 130, 46), (1740, 400, 190, 66), (1880, 330, 160, 60), (1520, 470, 80, 30), (1690, 320, 120, 42)):
        for _ in range(520):
            t, q = rng.uniform(0, 6.28), rng.random() ** .5
            px, py = cx + rx * q * np.cos(t), cy + ry * q * np.sin(t)
            c = mix("#1f3327", "#6d7f3d", np.clip(.5 - (py - cy) / ry * .5 - (px - cx) / rx * .2 + rng.normal(0, .15), 0, 1))
            an = rng.uniform(-2.6, -.5)
            k.line([(px, py), (px + 15 * np.cos(an), py + 13 * np.sin(an))], c, 2.4)
    a.lay(k, tex=.15)
    return a.finish(bloom=.25)


SCENES = {
    "ferry-dawn": ferry_dawn, "container-ship": container_ship, "lighthouse-storm": lighthouse_storm,
    "wind-farm": wind_farm, "regatta": regatta, "cable-ship": cable_ship, "isla-fenn": isla_fenn,
}
