"""Interiors and the stadium: the chamber, the library, the forum, the count, the match."""
import numpy as np
from studio import W, H, Art, Cam, Grad, Ink, blur, curve, fbm, line1d, mix, rgb, smooth
from town import COATS, HAIRS, SKINS, person


def bust(k, x, y, m, coat, skin, hair, back=False):
    """A seated figure from the desk up; y is the desk top, m pixels a metre."""
    k.poly(curve([(x - .3 * m, y), (x - .27 * m, y - .34 * m), (x - .1 * m, y - .47 * m), (x + .1 * m, y - .47 * m), (x + .27 * m, y - .34 * m), (x + .3 * m, y)], 4).tolist(), coat)
    k.disc(x, y - .63 * m, .115 * m, skin, ry=.145 * m)
    if back:
        k.disc(x, y - .655 * m, .125 * m, hair, ry=.14 * m)
    else:
        k.poly([(x - .06 * m, y - .45 * m), (x + .06 * m, y - .45 * m), (x, y - .25 * m)], "#f2ead8")
        k.poly(curve([(x - .125 * m, y - .62 * m), (x - .1 * m, y - .77 * m), (x, y - .81 * m), (x + .11 * m, y - .76 * m), (x + .125 * m, y - .62 * m), (x + .04 * m, y - .71 * m)], 4).tolist(), hair)


def parliament_chamber():
    a = Art(191)
    hz = 500
    cam = Cam(eye=8.5, f=1050, cx=960, hz=hz)
    a.px[:] = rgb("#3a2418")
    rng = np.random.default_rng(5)
    k = Ink()
    # back wall: a curve of panelling behind the seats, seen from the gallery over the floor; apse with dais
    R = 26.0
    zc = 14.0
    th = np.linspace(0, np.pi, 61)

    def P(r, t, y):
        return (-r * np.cos(t), y, zc + r * np.sin(t) * .92)
    for i in range(60):
        t0, t1 = th[i], th[i + 1]
        li = .55 + .4 * np.sin((t0 + .3)) * (1 if i % 2 else .9)
        k.poly(cam.path([P(R, t0, 4), P(R, t1, 4), P(R, t1, 10.5), P(R, t0, 10.5)]), mix("#2b1a12", "#8a5a36", li * .75))
        k.poly(cam.path([P(R, t0, 10.5), P(R, t1, 10.5), P(R, t1, 11.1), P(R, t0, 11.1)]), mix("#8a6234", "#e9c27a", li))
        k.poly(cam.path([P(R, t0, 11.1), P(R, t1, 11.1), P(R, t1, 20), P(R, t0, 20)]), mix("#6d5a44", "#e9d6b0", li * .8))
    for i in range(3, 58, 6):     # tall windows between columns
        t0, t1 = th[i], th[i + 3]
        for y0, y1 in ((12, 17),):
            mid = (t0 + t1) / 2
            top = [P(R - .1, mid - (t1 - t0) / 2 * np.cos(q), y1 + 1.5 * np.sin(q)) for q in np.linspace(0, np.pi, 12)]
            k.poly(cam.path([P(R - .1, t0, y0)] + top + [P(R - .1, t1, y0)]), "#fff0c4")
            k.line(cam.path([P(R - .2, mid, y0), P(R - .2, mid, y1 + 1.5)], False), "#b58a4a", 3)
            for yy in (13.7, 15.4, 17):
                k.line(cam.path([P(R - .2, t0, yy), P(R - .2, t1, yy)], False), "#b58a4a", 2.4)
    for i in range(1, 60, 6):
        t = th[i]
        for q, c in ((-.022, "#8d7a5c"), (-.008, "#f4e4c2"), (.01, "#c9b48c")):
            k.poly(cam.path([P(R - .5, t + q, 11), P(R - .5, t + q + .016, 11), P(R - .5, t + q + .016, 20), P(R - .5, t + q, 20)]), c)
    # gallery rail with visitors
    for i in range(60):
        t0, t1 = th[i], th[i + 1]
        if i % 2 == 0 and rng.random() < .75:
            x, y = cam(*P(R - 1.4, t0, 10.2))
            m = cam.f / cam.depth(*P(R - 1.4, t0, 10))
            bust(k, x, y, m, mix(rng.choice(COATS), "#3a2418", .4), mix(rng.choice(SKINS), "#3a2418", .2), rng.choice(HAIRS))
    for i in range(60):
        t0, t1 = th[i], th[i + 1]
        k.poly(cam.path([P(R - 2, t0, 8.8), P(R - 2, t1, 8.8), P(R - 2, t1, 10.2), P(R - 2, t0, 10.2)]), mix("#4a2c1a", "#a8713f", .35 + .45 * np.sin(t0) * (i % 2)))
        k.poly(cam.path([P(R - 2, t0, 10.1), P(R - 2, t1, 10.1), P(R - 2, t1, 10.35), P(R - 2, t0, 10.35)]), "#e0b468")
    # ceiling: coffered half-dome
    a.lay(k, tex=.1)
    k = Ink()
    n = 10
    for j in range(n):
        y0, y1 = 20 + 7 * np.sin(j / n * 1.5), 20 + 7 * np.sin((j + 1) / n * 1.5)
        r0, r1 = R * np.cos(j / n * 1.5), R * np.cos((j + 1) / n * 1.5)
        for i in range(0, 60, 3):
            t0, t1 = th[i], th[i + 3]
            k.poly(cam.path([P(r0, t0, y0), P(r0, t1, y0), P(r1, t1, y1), P(r1, t0, y1)]), mix("#8a6a44", "#f0dcb4", .35 + .5 * np.sin(t0)))
    a.lay(k, tex=.1)
    # rows of seats from the back forward
    rows = 8
    k = Ink()
    for r in range(rows, 0, -1):
        rad = 7.2 + r * 2.05
        y = r * .62
        steps = 90
        tt = np.linspace(.10, np.pi - .10, steps)
        for i in range(steps - 1):
            aisle = any(abs(tt[i] - q) < .035 for q in (.62, 1.2, 1.94, 2.52))
            sh = .45 + .45 * np.sin(tt[i])
            if aisle:
                k.poly(cam.path([P(rad + 1.2, tt[i], y), P(rad + 1.2, tt[i + 1], y), P(rad - .85, tt[i + 1], y - .62), P(rad - .85, tt[i], y - .62)]), mix("#3a1a1c", "#9a3a34", sh))
                continue
            k.poly(cam.path([P(rad + .7, tt[i], y), P(rad + .7, tt[i + 1], y), P(rad + .7, tt[i + 1], y + 1.25), P(rad + .7, tt[i], y + 1.25)]), mix("#2a3d36" if i % 3 else "#1c2c28", "#4f7a66", sh))
        n = int(rad * 2.3)
        for j in range(n):
            t = .14 + (np.pi - .28) * (j + .5) / n
            if any(abs(t - q) < .06 for q in (.62, 1.2, 1.94, 2.52)) or rng.random() < .22:
                continue
            x, yy = cam(*P(rad, t, y + .78))
            m = cam.f / cam.depth(*P(rad, t, y))
            bust(k, x, yy + .05 * m, m * 1.05, rng.choice(["#232a38", "#2f3a4c", "#4a3038", "#3a4a44", "#6a3a34", "#50586a", "#1f2430", "#7a6a50", "#29465c"]), rng.choice(SKINS), rng.choice(HAIRS + ("#a8a49c", "#c9c4b8")))
        for i in range(steps - 1):
            if any(abs(tt[i] - q) < .035 for q in (.62, 1.2, 1.94, 2.52)):
                continue
            sh = .4 + .5 * np.sin(tt[i])
            k.poly(cam.path([P(rad - .85, tt[i], y - .6), P(rad - .85, tt[i + 1], y - .6), P(rad - .85, tt[i + 1], y + .78), P(rad - .85, tt[i], y + .78)]), mix("#3f2414", "#a8703f", sh * (.92 if i % 4 else .7)))
            k.poly(cam.path([P(rad - .85, tt[i], y + .78), P(rad - .85, tt[i + 1], y + .78), P(rad - .35, tt[i + 1], y + .84), P(rad - .35, tt[i], y + .84)]), mix("#8a5a30", "#f0c888", sh))
        for j in range(0, n, 2):
            t = .14 + (np.pi - .28) * (j + .5) / n
            x, yy = cam(*P(rad - .6, t, y + .84))
            m = cam.f / cam.depth(*P(rad, t, y))
            k.poly([(x - .14 * m, yy), (x + .12 * m, yy), (x + .15 * m, yy + .05 * m), (x - .12 * m, yy + .05 * m)], "#fdf4dc").line([(x + .25 * m, yy), (x + .22 * m, yy - .22 * m)], "#20201f", max(1, .015 * m))
    a.lay(k, tex=.12)
    # the well: carpet, the clerks' table, the speaker's rostrum in front of us
    k = Ink()
    well = [P(8.3, t, 0) for t in np.linspace(.0, np.pi, 40)]
    k.poly(cam.path(well + [(8.3, 0, 9), (-8.3, 0, 9)]), "#8a2f30")
    k.poly(cam.path([P(7.5, t, .01) for t in np.linspace(.0, np.pi, 40)] + [(7.5, .01, 9), (-7.5, .01, 9)]), "#b08a4a")
    k.poly(cam.path([P(7.2, t, .02) for t in np.linspace(.0, np.pi, 40)] + [(7.2, .02, 9), (-7.2, .02, 9)]), "#96363a")
    def box(x0, x1, y0, y1, z0, z1, f, t):
        k.poly(cam.path([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)]), t)
        k.poly(cam.quad((x0, z0), (x1, z0), y0, y1), f)
    box(-2.8, 2.8, 0, .9, 16.2, 18, "#5a3820", "#2f6a54")
    for x in (-1.9, -.6, .7, 1.9):
        px, py = cam(x, .9, 17.9)
        k.rect(px - 16, py - 4, 32, 15, "#f6ecd4")
    for x in (-1.6, 1.6):
        px, py = cam(x, .9, 18.4)
        bust(k, px, py - 4, cam.f / 18.4, "#232a38", rng.choice(SKINS), rng.choice(HAIRS))
    box(-1.1, 1.1, 0, 1.3, 19.6, 20.6, "#7a4a28", "#e0b468")
    px, py = cam(0, 1.3, 20.6)
    a.lay(k, tex=.12)
    k = Ink()
    m = cam.f / 21
    person(k, px, cam(0, 0, 21)[1], m * 1.1, "#2c3f5a", "#20242e", "#c8956c", "#4a3022", 0)
    box(-1.0, 1.0, 0, 1.25, 19.4, 20.2, "#8a5630", "#edc47c")
    k.poly(cam.quad((-.35, 19.38), (.35, 19.38), .45, 1.05), "#e0b468")
    # chandelier
    cx, cy = cam(0, 15.6, 24)
    k.line([(cx, 0), (cx, cy)], "#6a4a24", 3)
    lamps = []
    for ring, (n, rr, dy) in enumerate(((18, 150, 0), (12, 100, -44), (7, 54, -84))):
        for i in range(n):
            t = i / n * 2 * np.pi
            lamps.append((cx + rr * np.cos(t), cy + rr * .26 * np.sin(t) + dy))
        k.line([(cx + rr * np.cos(t), cy + rr * .26 * np.sin(t) + dy + 10) for t in np.linspace(0, 6.3, 50)], "#c99a4a", 4)
    for x, y in lamps:
        k.rect(x - 3, y - 4, 6, 14, "#fff4d0")
    a.lay(k, tex=.1)
    for x, y in lamps:
        a.glow(x, y - 2, 9, "#fff0c0", .7)
    a.glow(cx, cy, 300, "#ffdc96", .22, sx=1.4)
    # shafts from the windows on the left
    for x0, w in ((250, 60), (430, 60), (640, 60)):
        m = a.mask([(x0, 120), (x0 + w, 120), (x0 + 640 + w * 4, 1080), (x0 + 420, 1080)], 30)
        a.over(m[0] * (.7 + .4 * fbm(W, H, 200, 3, x0)[m[1]]) * (1 - smooth(a.Y[m[1]], 200, 1100)), "#ffe9b8", .18, "screen", m[1])
    # the gallery rail we look over
    k = Ink()
    k.poly([(0, 1200), (W, 1200), (W, H), (0, H)], "#24140c").poly([(0, 1186), (W, 1186), (W, 1212), (0, 1212)], "#a8713f").poly([(0, 1186), (W, 1186), (W, 1191), (0, 1191)], "#f0c888")
    a.lay(k, tex=.25)
    return a.finish(bloom=.35)


def library_hall():
    a = Art(193)
    hz = 760
    cam = Cam(eye=1.9, f=1150, cx=960, hz=hz)
    a.px[:] = rgb("#2a1c14")
    rng = np.random.default_rng(2)
    k = Ink()
    HW, Z1, HT = 8.2, 58.0, 13.0
    spines = ["#7a2f2a", "#2c4a5a", "#3f553a", "#b98a3a", "#5a3a50", "#cbb88c", "#6a4428", "#24403c", "#a8553a", "#3c4462"]

    def far(c, z):
        return mix(c, "#f4d9a4", (1 - np.exp(-z / 75)))
    # end wall with the great window
    k.poly(cam.quad((-HW, Z1), (HW, Z1), 0, HT + 8), far("#8a6a48", 30))
    arcw = [(5.2 * np.cos(t), 10 + 6.2 * np.sin(t), Z1 - .1) for t in np.linspace(0, np.pi, 40)]
    k.poly(cam.path([(5.2, 3.4, Z1 - .1)] + arcw + [(-5.2, 3.4, Z1 - .1)]), "#ffeec2")
    for u in (-3.5, -1.75, 0, 1.75, 3.5):
        k.line(cam.path([(u, 3.4, Z1 - .2), (u, 10 + 6.2 * np.sqrt(max(0, 1 - (u / 5.2) ** 2)), Z1 - .2)], False), "#6d4a24", 5)
    for y in (5.4, 7.6, 9.8):
        k.line(cam.path([(-5.2, y, Z1 - .2), (5.2, y, Z1 - .2)], False), "#6d4a24", 4.4)
    for r in (2.2, 4.2):
        k.line(cam.path([(r * np.cos(t), 10 + r * 1.19 * np.sin(t), Z1 - .2) for t in np.linspace(0, np.pi, 24)], False), "#6d4a24", 4)
    # barrel vault with ribs
    nseg = 18
    for j in range(14):
        za, zb = Z1 - j * 4, Z1 - (j + 1) * 4
        for i in range(nseg):
            t0, t1 = np.pi * i / nseg, np.pi * (i + 1) / nseg
            c = mix("#5a3f2a", "#e3c490", .30 + .5 * (1 - abs(i - nseg / 2) / (nseg / 2)) * .6 + (.2 if j % 2 else .12))
            if zb < .6:
                zb = .6
            q = [(HW * np.cos(t0), HT + 7 * np.sin(t0), za), (HW * np.cos(t1), HT + 7 * np.sin(t1), za), (HW * np.cos(t1), HT + 7 * np.sin(t1), zb), (HW * np.cos(t0), HT + 7 * np.sin(t0), zb)]
            k.poly(cam.path(q), far(c, za))
            q2 = [(HW * np.cos(t0 + .03), HT + 7 * np.sin(t0 + .03), za - .7), (HW * np.cos(t1 - .03), HT + 7 * np.sin(t1 - .03), za - .7), (HW * np.cos(t1 - .03), HT + 7 * np.sin(t1 - .03), zb + .5), (HW * np.cos(t0 + .03), HT + 7 * np.sin(t0 + .03), zb + .5)]
            k.poly(cam.path(q2), far(mix(c, "#3a2818", .25), za))
    for j in range(14, -1, -1):
        z = Z1 - j * 4
    a.lay(k, tex=.08)
    k = Ink()
    # walls: bays of shelves on two storeys, back to front
    for j in range(0, 15):
        za, zb = Z1 - j * 4, max(Z1 - (j + 1) * 4, .6)
        if za <= .8:
            break
        for s in (-1, 1):
            x = s * HW
            lit = .62 if s < 0 else .38
            def q(y0, y1, z0, z1, xx=x):
                return cam.path([(xx, y0, z0), (xx, y0, z1), (xx, y1, z1), (xx, y1, z0)])
            k.poly(q(0, HT, za, zb), far(mix("#2c1a10", "#7a4e2c", lit), za))
            for base, n in ((.5, 8), (7.4, 7)):
                for i in range(n):
                    y = base + i * .68
                    u = zb + .5
                    k.poly(q(y - .06, y, zb + .45, za - .45), far(mix("#5a3820", "#b47a44", lit), za))
                    step = .09 if za < 14 else .14 if za < 26 else .3 if za < 40 else .6
                    while u < za - .5:
                        d = step * rng.uniform(.7, 1.5)
                        if rng.random() < .95:
                            h = rng.uniform(.40, .58)
                            c = mix(rng.choice(spines), "#ffd48a", lit * .35)
                            k.poly(q(y, y + h, u, min(u + d * .93, za - .45)), far(c, za))
                            if za < 26 and rng.random() < .6:
                                k.poly(q(y + h * .62, y + h * .72, u, u + d * .93), far("#e9c878", za))
                        u += d
            # pilaster at the bay's near end
            xi = x - s * .5
            k.poly(cam.path([(x, 0, zb + .45), (xi, 0, zb + .45), (xi, HT, zb + .45), (x, HT, zb + .45)]), far(mix("#3f2616", "#a8703e", lit * .8), zb))
            k.poly(cam.path([(xi, 0, zb - .2), (xi, 0, zb + .45), (xi, HT, zb + .45), (xi, HT, zb - .2)]), far(mix("#5a3820", "#c98a50", lit), zb))
            # gallery floor and rail
            xg = x - s * 1.5
            k.poly(cam.path([(x, 6.3, za), (xg, 6.3, za), (xg, 6.3, zb), (x, 6.3, zb)]), far("#2c1a10", za))
            k.poly(cam.path([(xg, 6.1, za), (xg, 6.1, zb), (xg, 6.6, zb), (xg, 6.6, za)]), far(mix("#6d4424", "#d9a05c", lit), za))
            for u in np.arange(zb, za, .28 if za < 30 else .6):
                k.line(cam.path([(xg, 6.6, u), (xg, 7.5, u)], False), far("#c99a50", za), max(.7, 24 / max(u, 1)))
            k.line(cam.path([(xg, 7.5, za), (xg, 7.5, zb)], False), far("#edc47c", za), max(1, 60 / max(zb, 2)))
            k.poly(cam.path([(x - s * .3, HT - .3, za), (x - s * .3, HT - .3, zb), (x - s * .3, HT + .3, zb), (x - s * .3, HT + .3, za)]), far(mix("#8a6238", "#f0d296", lit), za))
    a.lay(k, tex=.08)
    # floor, polished
    fl = cam.floor(-HW, HW, 1.2, Z1)
    a.poly(fl, Grad((0, hz), (0, H), "#c99a5c", "#4a2f1c"), tex=.14)
    m = a.mask(fl)
    src = blur(a.px[:hz + 60], 7, 26)
    yy = np.clip(2 * (hz + 36) - a.Y[m[1]], 0, hz + 59).astype(int)
    xx = np.clip(a.X[m[1]] + 4 * fbm(W, H, 30, 2, 4, (3, 1))[m[1]], 0, W - 1).astype(int)
    a.over(m[0] * .42 * (1 - smooth(a.Y[m[1]], hz, H) * .5), src[yy, xx], sl=m[1])
    k = Ink()
    for i in range(-8, 9):
        k.line([cam(i, 0, Z1), cam(i, 0, 1.2)], "#3a2414", 1)
    k.poly(cam.floor(-1.3, 1.3, 1.2, Z1), "#7a2c2c")
    for x in (-1.12, 1.12):
        k.poly(cam.floor(x - .06, x + .06, 1.2, Z1), "#d9a95a")
    a.lay(k, a=.72, tex=.2)
    # light shafts from the window
    for i in range(5):
        x0 = 960 + (i - 2) * 36
        m = a.mask([(x0 - 14, 480), (x0 + 14, 480), (x0 + 14 + (i - 2) * 170 + 150, 1240), (x0 - 14 + (i - 2) * 170 - 150, 1240)], 22)
        a.over(m[0] * (1 - smooth(a.Y[m[1]], 500, 1240)), "#fff0c8", .11, "screen", m[1])
    a.glow(960, 560, 240, "#fff0c8", .16, sx=.9, sy=1.1)
    # reading tables with green lamps and readers, far to near
    lamps = []
    for z in (46, 39, 32.5, 26.5, 21, 16, 11.6, 7.6):
        k = Ink()
        for s in (-1, 1):
            x0, x1 = (2.2, 5.8) if s > 0 else (-5.8, -2.2)
            d = 1.5
            def readers(zz, back):
                for u in (.2, .55, .85):
                    if rng.random() < .72:
                        px, py = cam(x0 + (x1 - x0) * u, .8, zz)
                        mm = cam.f / zz
                        bust(k, px, py + .05 * mm, mm, far(rng.choice(COATS), zz), far(rng.choice(SKINS), zz), far(rng.choice(HAIRS), zz), back)
            readers(z + d + .3, False)
            k.poly(cam.path([(x0, .78, z), (x1, .78, z), (x1, .78, z + d), (x0, .78, z + d)]), far("#b87a40", z))
            k.poly(cam.quad((x0, z), (x1, z), .66, .78), far("#6d4222", z))
            for xx in (x0 + .15, x1 - .15):
                k.line(cam.path([(xx, 0, z), (xx, .7, z)], False), far("#4a2c18", z), max(1.5, 90 / z))
            for u in (.18, .5, .82):
                px, py = cam(x0 + (x1 - x0) * u, .79, z + d * .35)
                mm = cam.f / z
                k.poly([(px - .2 * mm, py), (px, py + .02 * mm), (px + .2 * mm, py), (px + .17 * mm, py - .07 * mm), (px, py - .05 * mm), (px - .17 * mm, py - .07 * mm)], far("#fff4d8", z))
            for u in (.34, .68):
                px, py = cam(x0 + (x1 - x0) * u, .78, z + d / 2)
                mm = cam.f / (z + d / 2)
                k.line([(px, py), (px, py - .42 * mm)], far("#c99a4a", z), max(1, .03 * mm))
                k.poly([(px - .2 * mm, py - .38 * mm), (px + .2 * mm, py - .38 * mm), (px + .13 * mm, py - .52 * mm), (px - .13 * mm, py - .52 * mm)], far("#2f7a56", z)).rect(px - .19 * mm, py - .38 * mm, .38 * mm, .03 * mm, "#fff0c0")
                lamps.append((px, py - .34 * mm, mm, z))
            if z < 30:
                for u in (.3, .72):
                    if rng.random() < .5:
                        px, py = cam(x0 + (x1 - x0) * u, .0, z - .5)
                        mm = cam.f / (z - .5)
                        k.rect(px - .24 * mm, py - .95 * mm, .48 * mm, .5 * mm, far("#5a3820", z)).rect(px - .18 * mm, py - .88 * mm, .36 * mm, .36 * mm, far("#3a2414", z)).rect(px - .24 * mm, py - .5 * mm, .05 * mm, .5 * mm, far("#4a2c18", z)).rect(px + .19 * mm, py - .5 * mm, .05 * mm, .5 * mm, far("#4a2c18", z))
        a.lay(k, tex=.1)
    for x, y, mm, z in lamps:
        a.glow(x, y, .22 * mm, "#ffe9a8", .5, sx=1.3, sy=.8)
        a.glow(x, y + .3 * mm, .7 * mm, "#ffb858", .14, sx=1.4, sy=.6)
    k = Ink()
    px, py = cam(.35, 0, 13)
    person(k, px, py, cam.f / 13, "#2f4a5c", "#22242c", "#8a5a3e", "#221b19", 1.2, "#8a4a34")
    px, py = cam(-.4, 0, 30)
    person(k, px, py, cam.f / 30, far("#8a3a34", 30), far("#22242c", 30), "#c8956c", "#6a5a4a", -1)
    a.lay(k, tex=.1)
    return a.finish(bloom=.22)


def forum_hall():
    a = Art(197)
    hz = 560
    cam = Cam(eye=5.2, f=1150, cx=900, hz=hz)
    a.px[:] = rgb("#4a6080")
    rng = np.random.default_rng(4)
    a.rect(0, 0, W, H, Grad((0, 0), (0, H), "#4d6688", "#c8b294"), tex=.1)
    k = Ink()
    Z = 34
    # ceiling truss with lamps
    heads = []
    for z in (30, 24, 18, 12):
        y = 13.5
        k.line(cam.path([(-24, y, z), (24, y, z)], False), "#7f93b0", max(2, 60 / z)).line(cam.path([(-24, y + 1, z), (24, y + 1, z)], False), "#7f93b0", max(2, 50 / z))
        for x in np.arange(-24, 24, 1):
            k.line(cam.path([(x, y, z), (x + .5, y + 1, z), (x + 1, y, z)], False), "#7f93b0", max(1, 26 / z))
        for x in np.arange(-15, 16, 5):
            heads.append((cam(x, y - .5, z), z, x))
    # stage back wall and screens
    for s in (-1, 1):                                      # panelled side walls, house lights on
        k.poly(cam.path([(s * 24, 0, 3), (s * 24, 0, Z), (s * 24, 13, Z), (s * 24, 13, 3)]), "#b98f66")
        for z in np.arange(6, Z, 4):
            k.line(cam.path([(s * 24, 0, z), (s * 24, 13, z)], False), "#8f6a4a", 90 / z)
            k.poly(cam.path([(s * 23.9, 5.4, z + 1.4), (s * 23.9, 5.4, z + 2.4), (s * 23.9, 7.6, z + 2.4), (s * 23.9, 7.6, z + 1.4)]), "#ffe9bc")
    k.poly(cam.quad((-24, Z), (24, Z), 0, 13), "#2f5680")
    for x in np.arange(-24, 24, 2):
        k.line(cam.path([(x, 0, Z), (x, 13, Z)], False), "#27496e", 3)
    a.lay(k, tex=.1)

    def screen(x0, x1, y0, y1, zz, fill):
        (sx0, sy1), (sx1, sy0) = cam(x0, y0, zz), cam(x1, y1, zz)
        w, h = int(sx1 - sx0), int(sy1 - sy0)
        f = Art(7, w, h)
        fill(f, w, h)
        a.rect(sx0 - 6, sy0 - 6, sx1 - sx0 + 12, sy1 - sy0 + 12, "#02060e", tex=0)
        sl = (slice(int(sy0), int(sy0) + h), slice(int(sx0), int(sx0) + w))
        a.px[sl] = f.px
        a.glow((sx0 + sx1) / 2, (sy0 + sy1) / 2, h * .8, "#5fa8d8", .14, sx=1.6)

    def main(f, w, h):
        f.sky([(0, "#0f4a7a"), (.6, "#2f8fb0"), (1, "#a8dcd4")], int(h * .62))
        f.below(h * .5 - 14 * line1d(w, 120, 3) - 12, "#1c6a86", y1=int(h * .62), tex=0)
        f.water(int(h * .6), "#0f5a80", shine=.8, chop=.6, f=500)
        q = Ink(w, h)
        for j in range(7):
            q.line(curve([(-20, h * (.70 + j * .045)), (w * .3, h * (.64 + j * .05)), (w * .65, h * (.74 + j * .04)), (w + 20, h * (.66 + j * .05))], 12).tolist(), "#e9f6f0", 1.6)
        f.lay(q, a=.35, tex=0)
        from PIL import Image, ImageDraw, ImageFont
        im = Image.new("L", (w, h))
        d = ImageDraw.Draw(im)
        b = "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"
        d.text((w / 2, h * .36), "STRAIT FORUM", 255, ImageFont.truetype(b, int(h * .21)), "mm")
        d.text((w / 2, h * .58), "2026", 255, ImageFont.truetype(b, int(h * .17)), "mm")
        d.text((w / 2, h * .76), "MARENZA · 3–5 DECEMBER", 255, ImageFont.truetype(b, int(h * .075)), "mm")
        f.over(np.asarray(im, np.float32) / 255, "#ffffff")

    def side(seed):
        def go(f, w, h):
            f.sky([(0, "#14385a"), (1, "#2f7a9a")], h)
            q = Ink(w, h)
            r = np.random.default_rng(seed)
            for i in range(7):
                bh = h * (.2 + .5 * (i / 7) + .08 * r.random())
                q.rect(w * (.1 + i * .12), h * .88 - bh, w * .08, bh, "#f0b84a" if i == 6 else "#8fd0d8")
            q.line([(w * .06, h * .88), (w * .96, h * .88)], "#ffffff", 3)
            f.lay(q, tex=0)
        return go

    def face(f, w, h):
        f.sky([(0, "#1c2c4a"), (1, "#3f5f80")], h)
        q = Ink(w, h)
        bust(q, w / 2, h * 1.02, h * 1.02, "#2a3a5a", "#b07a55", "#2a1c18")
        f.lay(q)
    screen(-8, 8, 4.6, 11.8, Z - .1, main)
    screen(-15.6, -9.4, 5.4, 10, Z - .2, side(3))
    screen(9.4, 15.6, 5.4, 10, Z - .2, face)
    # stage
    k = Ink()
    z0 = 25
    k.poly(cam.path([(-18, 1.2, z0), (18, 1.2, z0), (18, 1.2, Z), (-18, 1.2, Z)]), "#31588a")
    k.poly(cam.quad((-18, z0), (18, z0), 0, 1.2), "#0c1a34").poly(cam.quad((-18, z0 - .02), (18, z0 - .02), 1.08, 1.2), "#8fd8f0")
    # flags
    fl = [("#1f5f8a", "#f4efe0", "#1f5f8a"), ("#8a2f34", "#e9c46a", "#8a2f34"), ("#f4efe0", "#2f7a5a", "#1f2f4a")]
    for i, x in enumerate((-16.4, -14.9, -13.4, -11.9, 11.9, 13.4, 14.9, 16.4)):
        px, py = cam(x, 1.2, 32)
        m = cam.f / 32
        k.line([(px, py), (px, py - 3.6 * m)], "#d9b45a", 4).disc(px, py - 3.65 * m, 5, "#f0d080")
        c = fl[i % 3]
        for j in range(3):
            k.poly([(px + 2, py - (3.5) * m), (px + (.26 + j * .27) * m, py - (3.3 - j * .25) * m), (px + (.30 + j * .27) * m, py - (1.1 - j * .1) * m), (px + (.05) * m + j * .2 * m, py - 1.0 * m)][::1], mix(c[2 - j], "#0a1224", .12 * j))
        k.poly([(px + 2, py - 3.5 * m), (px + .28 * m, py - 3.25 * m), (px + .26 * m, py - 1.0 * m), (px + 2, py - 1.2 * m)], c[0])
    # panel in armchairs, a speaker at a lectern
    for i, x in enumerate((-2.6, .2, 3.0, 5.8)):
        px, py = cam(x, 1.2, 30)
        m = cam.f / 30
        k.poly([(px - .5 * m, py), (px - .58 * m, py - 1.0 * m), (px + .58 * m, py - 1.0 * m), (px + .5 * m, py)], "#d9d2c2").poly([(px + .25 * m, py), (px + .3 * m, py - 1.0 * m), (px + .58 * m, py - 1.0 * m), (px + .5 * m, py)], "#9a94a0")
        bust(k, px, py - .42 * m, m * 1.05, ("#7a2f38", "#24344c", "#3a5a50", "#c9a45a")[i], SKINS[(i * 2 + 1) % 5], HAIRS[i])
        k.poly([(px - .26 * m, py - .42 * m), (px + .26 * m, py - .42 * m), (px + .2 * m, py), (px + .06 * m, py), (px, py - .28 * m), (px - .06 * m, py), (px - .2 * m, py)], "#1c2232")
    for x in (-1.2, 4.4):
        px, py = cam(x, 1.2, 29.4)
        m = cam.f / 29.4
        k.disc(px, py - .48 * m, .4 * m, "#f0e6d0", ry=.08 * m).line([(px, py), (px, py - .48 * m)], "#8a8478", 4).rect(px - 5, py - .7 * m, 8, .22 * m, "#bfe4f0")
    px, py = cam(-8.2, 1.2, 28)
    m = cam.f / 28
    person(k, px, py, m * 1.02, "#24405f", "#1a1f2c", "#c8956c", "#5a3c28", 0)
    k.poly([(px - .42 * m, py), (px - .5 * m, py - 1.15 * m), (px + .5 * m, py - 1.15 * m), (px + .42 * m, py)], "#e9dfc8").poly([(px - .5 * m, py - 1.15 * m), (px + .5 * m, py - 1.15 * m), (px + .54 * m, py - 1.24 * m), (px - .54 * m, py - 1.24 * m)], "#fff8e6").disc(px, py - .62 * m, .2 * m, "#1f5f8a").line([(px + .1 * m, py - 1.24 * m), (px + .04 * m, py - 1.44 * m)], "#111", 2)
    a.lay(k, tex=.08)
    for x in (-8.2, 1.6):
        px, py = cam(x, 1.2, 29)
        a.glow(px, py, 130 if x < 0 else 330, "#fff0d0", .35, sy=.16)
    for (x, y), z, wx in heads:
        tx, ty = cam(wx * .55 - .5, 1.2, 29)
        if z in (18, 24) and -150 < x < W + 150:
            m = a.mask([(x - 5, y), (x + 5, y), (tx + 80, ty), (tx - 80, ty)], 9)
            if m:
                tgt = "#9fd0ff" if int(wx) % 2 else "#ffe0b0"
                a.over(m[0] * (1 - .75 * smooth(a.Y[m[1]], y, ty)) * (.75 + .4 * fbm(W, H, 110, 3, 8)[m[1]]), tgt, .16, "screen", m[1])
        a.glow(x, y, 260 / z, "#fff6e0", .8)
    # audience
    k = Ink()
    for z in np.arange(22.5, 5.4, -1.35):
        for x in np.arange(-24, 24.1, 1.02):
            xx = x + rng.uniform(-.12, .12) + (int(z * 3) % 2) * .5
            if abs(xx + .5) < 1.3 or rng.random() < .1:
                continue
            px, py = cam(xx, 0, z)
            if -100 < px < W + 100:
                m = cam.f / z
                f = np.clip((z - 5) / 20, 0, 1)
                c = mix(mix(rng.choice(COATS), "#2a3448", .3), "#b9b4b0", .25 * f)
                hc = mix(rng.choice(HAIRS), "#b0a8a0", .2 * f)
                k.rect(px - .27 * m, py - 1.02 * m, .54 * m, 1.02 * m, mix("#8a2f38", "#b0605c", f))
                bust(k, px, py - .6 * m, m * 1.02, c, hc, hc, True)
                k.line(curve([(px - .25 * m, py - .95 * m), (px - .1 * m, py - 1.08 * m), (px + .1 * m, py - 1.08 * m), (px + .25 * m, py - .95 * m)], 4).tolist(), mix(c, "#fff0d0", .45), max(1, .018 * m))
                if rng.random() < .035:
                    k.poly([(px + .1 * m, py - 1.36 * m), (px + .34 * m, py - 1.4 * m), (px + .35 * m, py - 1.26 * m), (px + .11 * m, py - 1.22 * m)], "#bfe6ff")
    a.lay(k, tex=.1)
    # camera operator on a riser, right foreground
    k = Ink()
    x, y, m = 1640, 1260, 330
    person(k, x, y, m, "#2c3a54", "#1c2232", "#b07a55", "#2a211d", 0)
    k.line([(x - 150, y), (x - 120, y - 1.2 * m), (x - 60, y)], "#070b16", 12).poly([(x - 250, y - 1.5 * m), (x - 60, y - 1.56 * m), (x - 56, y - 1.22 * m), (x - 246, y - 1.2 * m)], "#0c1424").poly([(x - 310, y - 1.46 * m), (x - 250, y - 1.44 * m), (x - 248, y - 1.26 * m), (x - 310, y - 1.24 * m)], "#141e32").rect(x - 66, y - 1.5 * m, 14, 80, "#9fd8ff").line([(x - 60, y - 1.3 * m), (x - 20, y - 1.2 * m)], "#0a1020", 26).disc(x - 70, y - 1.62 * m, 7, "#ff3a2c")
    k.line([(x - 30, y - 1.79 * m), (x, y - 1.8 * m), (x + 30, y - 1.72 * m)], "#5f8ab0", 4)
    a.lay(k, tex=.1)
    return a.finish(bloom=.35, paint=.45)


def ballot_boxes():
    a = Art(199)
    a.px[:] = rgb("#c9b48c")
    rng = np.random.default_rng(8)
    # the hall behind: out-of-focus windows, booths, a queue
    b = Art(3)
    b.rect(0, 0, W, 700, Grad((0, 0), (0, 700), "#d9c9a2", "#b09468"), tex=.1)
    b.rect(0, 560, W, 720, Grad((0, 560), (0, H), "#a8814f", "#7a5632"), tex=.2)
    k = Ink()
    for i in range(5):
        x = 60 + i * 400
        k.rect(x, 20, 220, 380, "#fff6dc").rect(x + 105, 20, 10, 380, "#b89a66").rect(x, 200, 220, 8, "#b89a66").rect(x - 12, 400, 244, 16, "#8f7444")
    for i in range(4):
        x = 180 + i * 330
        k.poly([(x, 610), (x, 330), (x + 60, 300), (x + 240, 300), (x + 240, 590)], "#e9e0c8").poly([(x + 60, 300), (x + 240, 300), (x + 240, 590), (x + 60, 596)], "#5a7a8a").rect(x + 80, 330, 140, 180, "#3f5f70").poly([(x + 60, 300), (x + 76, 300), (x + 76, 594), (x + 60, 596)], "#c9553f")
    for x, c in ((1500, "#2f5068"), (1590, "#8a3a34"), (1670, "#c28a3a"), (1750, "#4a5a48"), (1840, "#5b4668"), (520, "#33383f")):
        person(k, x, 720 if x > 600 else 640, 240 if x > 600 else 200, c, "#33343f", rng.choice(SKINS), rng.choice(HAIRS), rng.uniform(-1, 1))
    b.lay(k)
    for i in range(5):
        m = b.mask([(60 + i * 400, 400), (280 + i * 400, 400), (100 + i * 400, 1000), (-260 + i * 400, 1000)], 40)
        if m:
            b.over(m[0], "#fff0c8", .12, "screen", m[1])
    a.px[:] = blur(b.px, 9)
    # the table
    a.poly([(0, 800), (W, 770), (W, H), (0, H)], Grad((0, 770), (0, H), "#8a5a34", "#3f2618"), tex=.1)
    g = fbm(W, H, 60, 5, 13, (9, .35))
    a.over(smooth(g, .0, .7) * (a.Y > 805 - a.X * .0156), "#3a2010", .35)
    a.poly([(0, 800), (W, 770), (W, 776), (0, 807)], "#e9c48c", .8)

    def box(x, y, w, h, d, wood, lit, sh, slot=True, glass=False):
        """A box: near face lower left corner x, y; d the run of its side to the upper right."""
        dx, dy = d * .62, -d * .40
        top = [(x, y - h), (x + w, y - h), (x + w + dx, y - h + dy), (x + dx, y - h + dy)]
        sd = [(x + w, y), (x + w + dx, y + dy), (x + w + dx, y - h + dy), (x + w, y - h)]
        fr = [(x, y), (x + w, y), (x + w, y - h), (x, y - h)]
        a.poly([(x + w * .1, y + 10), (x + w + dx + 300, y + dy * .3), (x + w + dx + 330, y + dy - 30), (x + w + dx, y + dy)], "#1c0f08", .5, soft=16)
        a.poly([(x - 10, y + 14), (x + w + 12, y + 14), (x + w + dx + 16, y + dy + 8), (x + w, y - 10)], "#1c0f08", .6, soft=9)
        a.poly(fr, Grad((x, y - h), (x + w, y), mix(wood, lit, .55), wood), tex=.12)
        a.poly(sd, Grad((x + w, y), (x + w + dx, y), mix(wood, sh, .5), mix(wood, sh, .8)), tex=.12)
        a.poly(top, Grad((x, y - h), (x + w + dx, y - h + dy), lit, mix(wood, lit, .7)), tex=.06)
        k = Ink()
        for p, q in ((fr[3], fr[2]), (fr[2], sd[2]), (fr[1], fr[2])):
            k.line([p, q], mix(lit, "#ffffff", .4), 3.5)
        # slot
        c = np.array(top).mean(0)
        u = np.array([w, 0.]) * .28
        v = np.array([dx, dy]) * .05
        k.poly([tuple(c - u - v), tuple(c + u - v), tuple(c + u + v), tuple(c - u + v)], "#140c08")
        k.line([tuple(c - u + v * 1.3), tuple(c + u + v * 1.3)], mix(lit, "#ffffff", .5), 3)
        # brass lock and seal on the front
        k.rect(x + w / 2 - 34, y - h - 4, 68, 78, "#c9983f").rect(x + w / 2 - 34, y - h - 4, 68, 8, "#f4d88a").disc(x + w / 2, y - h + 40, 11, "#3a2810").rect(x + w / 2 - 4, y - h + 42, 8, 20, "#3a2810")
        for (cx, cy) in ((x + 10, y - 10), (x + w - 10, y - 10), (x + 10, y - h + 10), (x + w - 10, y - h + 10)):
            k.disc(cx, cy, 5, "#f0cf86")
        for s in (0, 1):
            bx = x + (0 if s == 0 else w - 30)
            k.poly([(bx, y), (bx + 30, y), (bx + 30, y - 30), (bx, y - 30)], mix("#c9983f", wood, .25))
        a.lay(k, tex=.1)
        return c, fr

    c3, _ = box(1270, 960, 330, 290, 190, "#7a4f5c", "#c99aa0", "#2c1a28")
    c1, f1 = box(180, 1010, 360, 320, 210, "#3f6f7a", "#9fc8c8", "#152c38")
    c2, f2 = box(690, 1100, 470, 420, 270, "#a8703c", "#f0c484", "#3a2010")
    # emblem on the middle box: a gull over three waves, on an oval
    k = Ink()
    ex, ey = 925, 915
    k.disc(ex, ey, 130, "#f4e2b8", ry=112).disc(ex, ey, 118, "#1f4f66", ry=100)
    from sea import gull
    gull(k, ex, ey - 26, 82, "#f4e2b8", .05)
    for j in range(3):
        k.line(curve([(ex - 84 + j * 10, ey + 22 + j * 22), (ex - 42, ey + 10 + j * 22), (ex, ey + 24 + j * 22), (ex + 42, ey + 10 + j * 22), (ex + 84 - j * 10, ey + 22 + j * 22)], 10).tolist(), "#f4e2b8", 7)
    k.line([(690, 1008), (790, 1008)], "#8a5a30", 1)
    # wax seal and tape
    k.rect(1086, 690, 26, 330, "#c5402f").disc(1099, 860, 34, "#a82c28").disc(1093, 853, 24, "#c94a40")
    a.lay(k, tex=.14)
    # a hand posting a folded paper into the middle box
    cx, cy = c2
    a.poly([(cx - 100, cy + 4), (cx + 104, cy + 4), (cx + 116, cy - 176), (cx - 82, cy - 190)], Grad((cx - 90, 0), (cx + 110, 0), "#fffaf0", "#dfd2b8"), tex=.05)
    k = Ink()
    k.line([(cx + 4, cy), (cx + 18, cy - 180)], "#c9b898", 3)
    for j in range(3):
        k.rect(cx - 66, cy - 150 + j * 34, 22, 20, "#f4ead4").line([(cx - 66, cy - 150 + j * 34), (cx - 44, cy - 150 + j * 34), (cx - 44, cy - 130 + j * 34), (cx - 66, cy - 130 + j * 34), (cx - 66, cy - 150 + j * 34)], "#4a4440", 2).rect(cx - 34, cy - 144 + j * 34, 36, 6, "#8a8074")
    k.line([(cx - 64, cy - 108), (cx - 54, cy - 98), (cx - 38, cy - 122)], "#1f4f8a", 4)
    # hand: sleeve from upper right
    sk, sl, ss = "#b5794f", "#d9a274", "#7a4a30"
    k.poly(curve([(1920, 40), (1620, 150), (1340, 300), (1290, 350), (1310, 400), (1380, 440), (1640, 340), (1960, 260)], 10, False).tolist(), "#24405a")
    k.poly(curve([(1960, 250), (1640, 340), (1380, 440), (1330, 420), (1500, 330), (1960, 180)], 10, False).tolist(), "#152a40")
    k.poly([(1330, 298), (1374, 278), (1424, 414), (1380, 442)], "#f4efe2").poly([(1374, 360), (1406, 348), (1424, 414), (1380, 442)], "#c9c2b4")
    k.poly(curve([(1350, 300), (1270, 320), (1200, 340), (1140, 372), (1096, 410), (1084, 446), (1104, 456), (1150, 430), (1170, 450), (1206, 470), (1270, 450), (1340, 432), (1392, 420)], 8, False).tolist(), sk)
    k.poly(curve([(1350, 300), (1270, 320), (1200, 340), (1140, 372), (1096, 410), (1090, 430), (1150, 396), (1210, 366), (1290, 346), (1364, 330)], 8, False).tolist(), sl)
    k.poly(curve([(1150, 430), (1130, 470), (1100, 512), (1100, 534), (1124, 532), (1164, 490), (1200, 462), (1180, 440)], 8, False).tolist(), mix(sk, ss, .2))
    k.poly(curve([(1200, 450), (1180, 490), (1156, 530), (1166, 548), (1190, 536), (1224, 494), (1250, 456)], 8, False).tolist(), mix(sk, ss, .45))
    k.line(curve([(1104, 456), (1150, 430), (1200, 420)], 8).tolist(), ss, 4).line(curve([(1130, 470), (1160, 446), (1190, 440)], 8).tolist(), ss, 3)
    k.poly([(1084, 440), (1094, 420), (1108, 424), (1098, 450)], "#f0cdb0")
    a.lay(k, tex=.1)
    # pencils and spare papers on the table
    k = Ink()
    k.poly([(120, 1150), (420, 1120), (470, 1196), (150, 1236)], "#f6eedc").poly([(150, 1130), (440, 1106), (486, 1176), (176, 1210)], "#fffaf0")
    for j in range(4):
        k.rect(210, 1136 + j * 15, 20, 9, "#8a8074").line([(246, 1142 + j * 15), (420, 1128 + j * 15)], "#b5aa98", 4)
    k.line([(330, 1240), (600, 1160)], "#c5402f", 13).line([(330, 1237), (600, 1157)], "#f07a5a", 4).poly([(600, 1152), (634, 1150), (604, 1168)], "#f0d8b0").disc(630, 1152, 4, "#222")
    k.line(curve([(330, 1240), (260, 1262), (180, 1256), (100, 1285)], 10).tolist(), "#e9e0cc", 3)
    a.lay(k, tex=.08)
    m = a.mask([(0, 0), (700, 0), (1500, H), (500, H)], 60)
    a.over(m[0], "#fff0c8", .12, "screen", m[1])
    return a.finish(bloom=.25)


def stadium_night():
    a = Art(211)
    hz = 520
    cam = Cam(eye=22, f=1180, cx=960, hz=hz)
    a.sky([(0, "#060a1c"), (.55, "#14204a"), (1, "#3f4a80")], hz + 80)
    a.stars(260, 260)
    a.clouds(hz, "#4a5484", "#0a1028", cover=.1, a=.6, soft=.8)
    rng = np.random.default_rng(9)
    a.rect(0, hz + 60, W, H, "#131c3e", tex=.1)
    k = Ink()
    # bowl: far stand and two sides, in tiers of specks
    def stand(p0, p1, y0, y1, back, n_rows, roof=True):
        """Seats rising from line p0-p1 (x, z) backwards by `back` (dx, dz)."""
        for r in range(n_rows - 1, -1, -1):
            t0, t1 = r / n_rows, (r + 1) / n_rows
            ya, yb = y0 + (y1 - y0) * t0, y0 + (y1 - y0) * t1
            q0, q1 = (p0[0] + back[0] * t0, p0[1] + back[1] * t0), (p1[0] + back[0] * t0, p1[1] + back[1] * t0)
            r0, r1 = (p0[0] + back[0] * t1, p0[1] + back[1] * t1), (p1[0] + back[0] * t1, p1[1] + back[1] * t1)
            k.poly(cam.path([(q0[0], ya, q0[1]), (q1[0], ya, q1[1]), (r1[0], yb, r1[1]), (r0[0], yb, r0[1])]), mix("#182446", "#0c1228", t0))
            L = np.hypot(q1[0] - q0[0], q1[1] - q0[1])
            n = int(L / 1.15)
            for i in range(n):
                u = (i + rng.random() * .6) / n
                sec = int(u * 14)
                if abs((u * 14) % 1) < .06 or rng.random() < .08:
                    continue
                x, z = q0[0] + (q1[0] - q0[0]) * u, q0[1] + (q1[1] - q0[1]) * u
                px, py = cam(x, ya + .9, z)
                if not (-10 < px < W + 10) or cam.depth(x, 0, z) < 6:
                    continue
                m = cam.f / cam.depth(x, 0, z)
                c = rng.choice(["#f4f0e4", "#2f6fb0", "#2f6fb0", "#e9e4d4", "#1f4f8a", "#c5503f", "#d9b45a", "#33405f"]) if sec not in (2,) else rng.choice(["#c5402f", "#e06a4a", "#8a2f2c"])
                s = max(1.1, .34 * m)
                k.rect(px - s / 2, py - s * .4, s, s * 1.4, mix(c, "#101830", .25 + .3 * t0)).disc(px, py - s * .75, s * .34, mix(rng.choice(SKINS), "#101830", .25))
        if roof:
            ra, rb = (p0[0] + back[0] * 1.1, p0[1] + back[1] * 1.1), (p1[0] + back[0] * 1.1, p1[1] + back[1] * 1.1)
            fa, fb = (p0[0] + back[0] * .25, p0[1] + back[1] * .25), (p1[0] + back[0] * .25, p1[1] + back[1] * .25)
            k.poly(cam.path([(ra[0], y1 + 5, ra[1]), (rb[0], y1 + 5, rb[1]), (fb[0], y1 + 9, fb[1]), (fa[0], y1 + 9, fa[1])]), "#1c2850")
            k.poly(cam.path([(fa[0], y1 + 8.4, fa[1]), (fb[0], y1 + 8.4, fb[1]), (fb[0], y1 + 9.4, fb[1]), (fa[0], y1 + 9.4, fa[1])]), "#b8cce8")
            for u in np.linspace(0, 1, 17):
                xa, za = fa[0] + (fb[0] - fa[0]) * u, fa[1] + (fb[1] - fa[1]) * u
                xb, zb = ra[0] + (rb[0] - ra[0]) * u, ra[1] + (rb[1] - ra[1]) * u
                k.line(cam.path([(xa, y1 + 9, za), (xb, y1 + 14, zb)], False), "#3a4a7c", 2)
    PX, PZ0, PZ1 = 52.5, 34, 102
    stand((-PX - 8, PZ1 + 8), (PX + 8, PZ1 + 8), 2, 20, (0, 28), 22)
    stand((-PX - 9, PZ1 + 6), (-PX - 9, 26), 2, 20, (-26, 0), 20)
    stand((PX + 9, PZ1 + 6), (PX + 9, 26), 2, 20, (26, 0), 20)
    a.lay(k, tex=.06)
    # pitch, mown in bands
    k = Ink()
    k.poly(cam.floor(-PX - 9, PX + 9, 8, PZ1 + 8), "#2c6a3c")
    for i in range(14):
        x0 = -PX + i * 7.5
        k.poly(cam.floor(x0, x0 + 7.5, PZ0, PZ1), "#4fa24c" if i % 2 else "#3c8a42")
    a.lay(k, tex=.12)
    k = Ink()
    wl = lambda pts, cl=True: k.line(cam.path([(x, .02, z) for x, z in pts] + ([(pts[0][0], .02, pts[0][1])] if cl else []), False), "#eef6ea", 3)
    wl([(-PX, PZ0), (PX, PZ0), (PX, PZ1), (-PX, PZ1)])
    wl([(0, PZ0), (0, PZ1)], False)
    cz = (PZ0 + PZ1) / 2
    wl([(9.15 * np.cos(t), cz + 9.15 * np.sin(t)) for t in np.linspace(0, 2 * np.pi, 60)])
    for s in (-1, 1):
        wl([(s * PX, cz - 20), (s * (PX - 16.5), cz - 20), (s * (PX - 16.5), cz + 20), (s * PX, cz + 20)], False)
        wl([(s * PX, cz - 9), (s * (PX - 5.5), cz - 9), (s * (PX - 5.5), cz + 9), (s * PX, cz + 9)], False)
        wl([(s * (PX - 11 - 9.15 * np.cos(t)), cz + 9.15 * np.sin(t)) for t in np.linspace(-.92, .92, 20)], False)
        g = [(s * PX, 0, cz - 3.7), (s * PX, 2.44, cz - 3.7), (s * PX, 2.44, cz + 3.7), (s * PX, 0, cz + 3.7)]
        k.poly(cam.path([(s * PX, 0, cz - 3.7), (s * PX, 2.44, cz - 3.7), (s * (PX + 2), 2.44, cz - 3.7), (s * (PX + 2.4), 0, cz - 3.7)]), "#dfe9ee", .25)
        k.line(cam.path(g, False), "#ffffff", 4)
    # hoardings
    for i in range(22):
        x0 = -PX - 6 + i * 5.3
        k.poly(cam.quad((x0, PZ1 + 5), (x0 + 5.2, PZ1 + 5), 0, 1.4), ("#1f5f8a", "#f0e9d8", "#c5402f", "#e0b04a", "#2f7a6a")[i % 5])
    # players: one attack around the right-hand area
    ppl = [(14, 60, 0), (20, 71, 0), (26, 64, 0), (30, 76, 0), (9, 80, 0), (33, 58, 0), (-6, 66, 0), (-20, 74, 0), (23, 67, 1), (29, 70, 1), (34, 66, 1), (37, 74, 1), (18, 64, 1), (12, 72, 1), (31, 61, 1), (4, 60, 1), (50, cz, 2), (-49, cz, 3), (16, 76, 4), (-8, PZ0 - 1, 4), (5, 48, 0), (0, 84, 1)]
    sh = Ink()
    for x, z, t in sorted(ppl, key=lambda q: -q[1]):
        px, py = cam(x, 0, z)
        m = cam.f / z * 1.6
        for dx, dy in ((1.5, .3), (-1.5, .3), (1.1, -.35), (-1.1, -.35)):
            sh.poly([(px - .12 * m, py), (px + .12 * m, py), (px + dx * m, py + dy * m)], "#0c2a18")
        c, lg = (("#f8f6ee", "#1f4f8a"), ("#c5402f", "#22242c"), ("#e9c84a", "#22242c"), ("#4fd08a", "#22242c"), ("#1a1c22", "#1a1c22"))[t]
        person(k, px, py, m, c, lg, rng.choice(SKINS), rng.choice(HAIRS), rng.uniform(-2, 2))
    a.lay(sh, a=.4, soft=1, tex=0)
    bx, by = cam(27.4, 1.8, 66)
    k.disc(bx, by, 5.5, "#ffffff")
    a.lay(k, tex=.06)
    # floodlights
    for x, z, h in ((-78, 128, 54), (78, 128, 54), (-84, 74, 56), (84, 74, 56)):
        k = Ink()
        px, py = cam(x, 0, z)
        tx, ty = cam(x, h, z)
        m = cam.f / z
        for q in (-1.4, 1.4):
            k.line([(px + q * m, py), (tx + q * .4 * m, ty)], "#2a3660", max(2, .3 * m))
        for j in range(10):
            t0, t1 = j / 10, (j + 1) / 10
            k.line([(px + (-1.4 + 1.0 * t0) * m + (tx - px) * t0, py + (ty - py) * t0), (px + (1.4 - 1.0 * t1) * m + (tx - px) * t1, py + (ty - py) * t1)], "#2a3660", 1.6)
        k.poly([(tx - 4.4 * m, ty - 3.4 * m), (tx + 4.4 * m, ty - 3.4 * m), (tx + 4.0 * m, ty + 1.6 * m), (tx - 4.0 * m, ty + 1.6 * m)], "#1a2448")
        pts = []
        for i in range(6):
            for j in range(4):
                lx, ly = tx + (-3.4 + i * 1.36) * m, ty + (-2.7 + j * 1.2) * m
                k.disc(lx, ly, .5 * m, "#fdfaf0")
                pts.append((lx, ly))
        if -200 < tx < W + 200:
            a.lay(k)
            for lx, ly in pts:
                a.glow(lx, ly, .8 * m, "#f4f8ff", .5)
            a.glow(tx, ty, 9 * m, "#dfeaff", .5)
            a.glow(tx, ty, 36 * m, "#9fb8f0", .16)
            d = 1 if tx < 960 else -1
            q = a.mask([(tx - 20, ty), (tx + 20, ty), (960 + d * 420, 1000), (960 - d * 380, 800)], 46)
            a.over(q[0] * (1 - smooth(a.Y[q[1]], ty, 940)), "#cfe0ff", .16, "screen", q[1])
    a.over(np.exp(-((a.X - 960) / 900) ** 2 - ((a.Y - 800) / 260) ** 2), "#f0ffe0", .18, "screen")
    a.mist(hz - 140, hz + 160, "#8fa4d8", .16)
    # near crowd with scarves, backs to us
    k = Ink()
    for row, (y0, m) in enumerate(((1140, 150), (1230, 190), (1340, 240))):
        x = -60.0 + row * 40
        while x < W + 60:
            c = mix("#0a1024", rng.choice(["#1f4f8a", "#2f6fb0", "#3a4664", "#e9e4d4", "#5a3a44"]), .55 - row * .13)
            hc = mix("#070a16", rng.choice(HAIRS), .5)
            y = y0 + rng.uniform(-14, 14)
            up = rng.random()
            if up < .34:
                for s in (-1, 1):
                    k.line([(x + s * .25 * m, y - .1 * m), (x + s * .36 * m, y - .75 * m)], c, .13 * m).disc(x + s * .36 * m, y - .78 * m, .07 * m, mix("#0a1024", "#b98866", .6))
                if up < .17:
                    for j in range(6):
                        xa = x - .4 * m + j * .133 * m
                        k.poly([(xa, y - .86 * m), (xa + .133 * m, y - .86 * m), (xa + .133 * m, y - .72 * m), (xa, y - .72 * m)], mix("#0a1024", "#f4f0e4" if j % 2 else "#2f6fb0", .8))
            bust(k, x, y + .42 * m, m, c, hc, hc, True)
            k.line(curve([(x - .26 * m, y + .1 * m), (x - .1 * m, y - .04 * m), (x + .1 * m, y - .04 * m), (x + .26 * m, y + .1 * m)], 4).tolist(), mix(c, "#dfeaff", .5), 2.5)
            x += m * rng.uniform(.58, .74)
        if row == 0:
            k.poly([(880, 940), (1180, 970), (1170, 1100), (870, 1075)], "#f4f0e4").poly([(876, 984), (1177, 1014), (1173, 1056), (873, 1030)], "#2f6fb0").line([(876, 935), (866, 1180)], "#2a2c3a", 6)
    a.lay(k, tex=.1)
    return a.finish(bloom=.42)


SCENES = {
    "parliament-chamber": parliament_chamber, "library-hall": library_hall, "forum-hall": forum_hall,
    "ballot-boxes": ballot_boxes, "stadium-night": stadium_night,
}
