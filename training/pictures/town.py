"""Streets and buildings of Marenza."""
import numpy as np
from studio import W, H, Art, Cam, Grad, Ink, curve, fbm, line1d, mix, rgb, smooth
from sea import gull, hump, ridge


def facade(k, cam, p, q, y0, y1, wall, rng, floors=4, bays=4, win="#3c4c58", lit=None, p_lit=0., shutter=None,
           trim=None, arch=False, shop=None, haze=None, balcony=False):
    """A wall from ground point p to q with a grid of windows, in perspective."""
    z = (p[1] + q[1]) / 2

    def hz(c):
        return c if haze is None else mix(c, haze[0], 1 - np.exp(-z / haze[1]))

    def at(u):
        return (p[0] + (q[0] - p[0]) * u, p[1] + (q[1] - p[1]) * u)
    k.poly(cam.quad(p, q, y0, y1), hz(wall))
    h = (y1 - y0) / (floors + .25)
    if trim is not None:
        for j in range(1, floors + 1):
            k.poly(cam.quad(p, q, y0 + h * j - .12, y0 + h * j + .06), hz(trim))
        k.poly(cam.quad(p, q, y1 - .35, y1), hz(trim))
    for j in range(floors):
        for i in range(bays):
            u0, u1 = (i + .3) / bays, (i + .7) / bays
            b, t = y0 + h * (j + .28), y0 + h * (j + .86)
            if j == 0 and shop is not None:
                u0, u1, b, t = (i + .12) / bays, (i + .88) / bays, y0 + .1, y0 + h * .82
            on = lit is not None and rng.random() < (p_lit if not (j == 0 and shop is not None) else .9)
            c = hz(mix(lit, "#ff9a3c", rng.random() * .35) if on else mix(win, "#8fb0c0", rng.random() * .25))
            a, e = at(u0), at(u1)
            if trim is not None:
                k.poly(cam.quad(at(u0 - .035), at(u1 + .035), b - .12, t + .16), hz(trim))
            if arch:
                mid = at((u0 + u1) / 2)
                k.poly(cam.path([(a[0], b, a[1]), (e[0], b, e[1]), (e[0], t - .5, e[1]), (mid[0] * .5 + e[0] * .5, t - .12, mid[1] * .5 + e[1] * .5), (mid[0], t, mid[1]), (mid[0] * .5 + a[0] * .5, t - .12, mid[1] * .5 + a[1] * .5), (a[0], t - .5, a[1])]), c)
            else:
                k.poly(cam.quad(a, e, b, t), c)
            if not (j == 0 and shop is not None):
                k.line(cam.path([(at((u0 + u1) / 2)[0], b, at((u0 + u1) / 2)[1]), (at((u0 + u1) / 2)[0], t, at((u0 + u1) / 2)[1])], False), hz(mix(wall, "#ffffff", .2)), max(.5, .05 * cam.f / max(cam.depth(a[0], 0, a[1]), 1)))
                if shutter is not None:
                    k.poly(cam.quad(at(u0 - .1), at(u0 - .005), b, t), hz(shutter))
                    k.poly(cam.quad(at(u1 + .005), at(u1 + .1), b, t), hz(shutter))
                if balcony and rng.random() < .5:
                    k.poly(cam.quad(at(u0 - .08), at(u1 + .08), b - .15, b + .75), hz("#2c2f36"), .75)
            else:
                k.poly(cam.quad(at((i + .06) / bays), at((i + .94) / bays), t, t + .5), hz(mix(shop, "#000000", .15 * (i % 2))))
                k.poly(cam.quad(a, e, b, b + .5), hz(mix(shop, "#15151c", .35)))
                for n in range(5):
                    v0 = u0 + (u1 - u0) * (.06 + n * .19)
                    k.poly(cam.quad(at(v0), at(v0 + (u1 - u0) * .10), b + .5, b + .8 + .5 * rng.random()), hz(mix(c, "#5a3a2c", .3 + .4 * rng.random())))
                for v in (0, .34, .66, 1):
                    v0 = u0 + (u1 - u0) * v
                    k.poly(cam.quad(at(v0 - .012), at(v0 + .012), b, t), hz(mix(shop, "#15151c", .2)))
                k.poly(cam.quad(a, e, t - .5, t - .42), hz(mix(shop, "#15151c", .2)))
                for n in range(6):      # a striped blind over the window
                    v0, v1 = u0 + (u1 - u0) * n / 6, u0 + (u1 - u0) * (n + 1) / 6
                    k.poly(cam.quad(at(v0), at(v1), t - .05, t + .42), hz(mix(shop, "#f4ead2", .75 if n % 2 else 0)))


def person(k, x, y, m, coat, legs="#2a2c36", skin="#b98866", hair="#2a211d", pose=0., bag=None):
    """A walking figure, feet at (x, y), m pixels a metre."""
    s = .16 * np.sin(pose)
    k.poly([(x - .13 * m, y - .85 * m), (x - (.16 + s) * m, y), (x - (.03 + s) * m, y), (x + .02 * m, y - .8 * m)], legs)
    k.poly([(x + .13 * m, y - .85 * m), (x + (.16 + s) * m, y), (x + (.03 + s) * m, y), (x - .02 * m, y - .8 * m)], mix(legs, "#000000", .25))
    k.poly(curve([(x - .2 * m, y - .6 * m), (x - .25 * m, y - 1.1 * m), (x - .2 * m, y - 1.38 * m), (x, y - 1.48 * m), (x + .2 * m, y - 1.38 * m), (x + .25 * m, y - 1.1 * m), (x + .2 * m, y - .6 * m)], 5).tolist(), coat)
    k.poly([(x + .06 * m, y - 1.44 * m), (x + .2 * m, y - 1.38 * m), (x + .25 * m, y - 1.1 * m), (x + .2 * m, y - .6 * m), (x + .08 * m, y - .6 * m)], mix(coat, "#10131c", .35))
    k.disc(x, y - 1.62 * m, .105 * m, skin, ry=.13 * m)
    k.poly(curve([(x - .115 * m, y - 1.6 * m), (x - .1 * m, y - 1.74 * m), (x, y - 1.79 * m), (x + .11 * m, y - 1.73 * m), (x + .115 * m, y - 1.62 * m), (x + .03 * m, y - 1.7 * m)], 4).tolist(), hair)
    if bag is not None:
        k.rect(x + .2 * m, y - .75 * m, .2 * m, .3 * m, bag)


COATS = ("#8a3a34", "#2f5068", "#c28a3a", "#4a5a48", "#d8cbb4", "#5b4668", "#33383f", "#b4654a")
SKINS = ("#d9a985", "#b07a55", "#8a5a3e", "#c8956c", "#6b4430")
HAIRS = ("#221b19", "#4a3022", "#8a6a42", "#5c5450", "#151314", "#7a3c24")


def crowd(k, cam, rng, n, x0, x1, z0, z1, tint=None, ta=0.):
    ppl = sorted(((rng.uniform(x0, x1), rng.uniform(z0, z1)) for _ in range(n)), key=lambda t: -t[1])
    for x, z in ppl:
        px, py = cam(x, 0, z)
        c = [rng.choice(COATS), rng.choice(["#2a2c36", "#3d3f4a", "#4a3f38"]), rng.choice(SKINS), rng.choice(HAIRS)]
        if tint is not None:
            c = [mix(i, tint, ta) for i in c]
        person(k, px, py, cam.f / z * rng.uniform(.93, 1.05), c[0], c[1], c[2], c[3], rng.uniform(-1.5, 1.5), None if rng.random() < .6 else mix(rng.choice(COATS), "#000000" if tint is None else tint, ta))


def tree(k, x, y, r, rng, dark, light, n=260, sun=-1):
    """A leafy crown in daubs."""
    for _ in range(n):
        t, q = rng.uniform(0, 6.283), rng.random() ** .5
        px, py = x + r * q * np.cos(t), y + r * .86 * q * np.sin(t)
        li = np.clip(.5 - (py - y) / r * .55 + sun * (px - x) / r * .35 + rng.normal(0, .16), 0, 1)
        s = r * rng.uniform(.07, .15)
        k.disc(px, py, s, mix(dark, light, li), ry=s * .7)


def city_hall():
    a = Art(131)
    hz = 905
    cam = Cam(eye=2.1, f=1060, cx=930, hz=hz)
    a.sky([(0, "#2c6ea8"), (.5, "#7db3d0"), (1, "#e9ecd9")], hz)
    a.clouds(hz, "#fffdf4", "#a8bccb", cover=-.1, scale=1.1, light=(.7, -1), a=.95, soft=.45)
    a.rect(0, hz, W, 60, "#c9bb9e", tex=.1)
    k = Ink()
    rng = np.random.default_rng(3)
    # neighbours
    for x0, x1, z, h, c in ((-60, -33, 66, 17, "#d8b48c"), (33, 62, 68, 19, "#d9a77f"), (-80, -52, 80, 23, "#cfc0a2")):
        facade(k, cam, (x0, z), (x1, z), 0, h, c, rng, 5, 8, shutter="#5d7a6a", trim=mix(c, "#ffffff", .5), haze=("#dfe6dc", 260))
        k.poly(cam.path([(x0 - 1, h, z), (x1 + 1, h, z), (x1 - 2, h + 4, z + 8), (x0 + 2, h + 4, z + 8)]), "#b06a4a")
    a.lay(k, tex=.1)
    a.poly([(0, hz + 26), (W, hz + 26), (W, hz + 70), (0, hz + 70)], Grad((0, hz + 30), (0, hz + 66), "#c9bb9e", "#d9c9aa"), tex=.12)
    k = Ink()
    S, L, T = "#f3e7cd", "#fff8e6", "#b7a48c"
    z = 52
    # main block, wings
    facade(k, cam, (-32, z + 3), (-15, z + 3), 3, 18, "#e9d9ba", rng, 2, 5, trim=L, win="#4a5a68", arch=True)
    facade(k, cam, (15, z + 3), (32, z + 3), 3, 18, "#e9d9ba", rng, 2, 5, trim=L, win="#4a5a68", arch=True)
    for x0, x1 in ((-32.6, -14.8), (14.8, 32.6)):
        k.poly(cam.quad((x0, z + 2.8), (x1, z + 2.8), 18, 19.4), L)
        k.poly(cam.quad((x0, z + 2.8), (x1, z + 2.8), 18, 18.4), T)
        for i in range(16):
            u = x0 + .6 + i * (x1 - x0 - 1.2) / 15
            k.poly(cam.quad((u - .18, z + 2.7), (u + .18, z + 2.7), 19.4, 20.4), S)
        k.poly(cam.quad((x0, z + 2.7), (x1, z + 2.7), 20.4, 20.8), L)
    k.poly(cam.quad((-32, z + 3), (32, z + 3), 0, 3), "#cdbb9c")
    for i in range(30):
        k.line(cam.path([(-32 + i * 2.2, 0, z + 3), (-32 + i * 2.2, 3, z + 3)], False), "#a9977c", 1)
    # dome and lantern
    k.poly(cam.quad((-7.4, z + 12), (7.4, z + 12), 19, 33.5), "#e6d6b8")
    for i in range(11):
        u = -6.8 + i * 1.36
        k.poly(cam.quad((u - .3, z + 11.8), (u + .3, z + 11.8), 24.5, 32.4), mix(L, T, .5 + .5 * (u / 7)))
        k.poly(cam.quad((u + .32, z + 11.8), (u + 1.0, z + 11.8), 25, 31.6), "#6b6a66")
    k.poly(cam.quad((-8.2, z + 11.6), (8.2, z + 11.6), 32.8, 34), L)
    cy = 34
    dome = [(8 * np.cos(t), cy + 8.6 * np.sin(t), z + 12) for t in np.linspace(0, np.pi, 40)]
    k.poly(cam.path(dome), "#5f8f86")
    for j in range(9):
        lo, hi = -8 * np.cos(j / 9 * np.pi), -8 * np.cos((j + 1) / 9 * np.pi)
        seg = [(lo * np.cos(t), cy + 8.6 * np.sin(t), z + 12) for t in np.linspace(0, np.pi / 2, 14)] + [(hi * np.cos(t), cy + 8.6 * np.sin(t), z + 12) for t in np.linspace(np.pi / 2, 0, 14)]
        k.poly(cam.path(seg), mix("#3f6a68", "#a8d0bb", np.clip(1.1 - abs((j - 2.5) / 5), 0, 1)))
    k.poly(cam.quad((-1.5, z + 12), (1.5, z + 12), 42.2, 45.4), S).poly(cam.quad((.4, z + 11.9), (1.5, z + 11.9), 42.2, 45.4), T)
    k.poly(cam.path([(-1.8, 45.4, z + 12), (1.8, 45.4, z + 12), (0, 48.4, z + 12)]), "#5f8f86")
    k.line(cam.path([(0, 48.4, z + 12), (0, 53, z + 12)], False), "#6a5a4a", 4)
    fx, fy = cam(0, 53, z + 12)
    k.poly(curve([(fx, fy), (fx + 40, fy + 8), (fx + 84, fy - 4), (fx + 84, fy + 34), (fx + 40, fy + 48), (fx, fy + 40)], 6).tolist(), "#1f5f8a")
    k.poly([(fx, fy + 14), (fx + 84, fy + 8), (fx + 84, fy + 22), (fx, fy + 28)], "#f4efe0")
    # portico: shadow wall, columns, pediment
    k.poly(cam.quad((-15, z), (15, z), 3, 19), "#8d7f70")
    for i in range(5):
        u = -9.6 + i * 4.8
        k.poly(cam.quad((u - 1.1, z - .05), (u + 1.1, z - .05), 3, 11.5), "#4b3a30" if i == 2 else "#5d5a58")
        k.poly(cam.path([(u + 1.1 * np.cos(t), 11.5 + 1.1 * np.sin(t), z - .05) for t in np.linspace(0, np.pi, 12)]), "#5d5a58")
    zc = z - 6
    for i in range(8):
        u = -13.6 + i * 27.2 / 7
        n = 12
        for j in range(n):
            a0, a1 = -1 + 2 * j / n, -1 + 2 * (j + 1) / n
            sh = np.clip(.95 - .5 * abs(a0 + .35) - (.25 if j % 2 else 0), 0, 1)
            k.poly(cam.path([(u + .95 * a0, 3.6, zc), (u + .95 * a1, 3.6, zc), (u + .8 * a1, 17, zc), (u + .8 * a0, 17, zc)]), mix("#8f7f6e", "#fffaea", sh))
        k.poly(cam.quad((u - 1.2, zc - .1), (u + 1.2, zc - .1), 3, 3.7), L).poly(cam.quad((u - 1.2, zc - .1), (u + 1.2, zc - .1), 16.8, 17.8), L)
        k.poly(cam.quad((u + .5, zc - .12), (u + 1.2, zc - .12), 16.8, 17.8), T)
    k.poly(cam.quad((-15.6, zc - .3), (15.6, zc - .3), 17.8, 20.2), S)
    k.poly(cam.quad((-15.6, zc - .3), (15.6, zc - .3), 18.9, 19.1), T).poly(cam.quad((-16.4, zc - .5), (16.4, zc - .5), 20.2, 20.9), L)
    for i in range(56):
        u = -15.4 + i * .56
        k.poly(cam.quad((u, zc - .4), (u + .3, zc - .4), 19.7, 20.2), L)
    k.poly(cam.path([(-16.4, 20.9, zc - .4), (16.4, 20.9, zc - .4), (0, 27, zc - .4)]), L)
    k.poly(cam.path([(-13.6, 21.5, zc - .45), (13.6, 21.5, zc - .45), (0, 26.0, zc - .45)]), "#cbb798")
    x, y = cam(0, 23.2, zc - .5)
    k.disc(x, y, 46, L).disc(x, y, 36, "#2f5068")
    for i in range(8):
        t = i / 8 * 2 * np.pi
        k.line([(x, y), (x + 30 * np.cos(t), y + 30 * np.sin(t))], "#e9dcc0", 3)
    for s in (-1, 1):
        k.poly(curve([(x + s * 60, y + 34), (x + s * 110, y - 4), (x + s * 170, y + 18), (x + s * 260, y + 36)], 8).tolist(), "#e9dcc0")
    # steps
    n = 8
    for i in range(n):
        yy0, yy1 = 3 * (n - 1 - i) / n, 3 * (n - i) / n
        zz = zc - 1 - i * 1.3
        hw = 16 + i * .5
        k.poly(cam.path([(-hw, yy1, zz), (hw, yy1, zz), (hw, yy1, zz + 1.3), (-hw, yy1, zz + 1.3)]), "#fff8e6")
        k.poly(cam.quad((-hw, zz), (hw, zz), yy0, yy1), mix("#a8926e", "#8f7a5c", i / n))
    for s in (-1, 1):
        x0, x1 = (s * 16.5, s * 22.5)
        k.poly(cam.quad((min(x0, x1), zc - 12), (max(x0, x1), zc - 12), 0, 2.6), "#d3c2a3").poly(cam.quad((min(x0, x1) - .2, zc - 12.1), (max(x0, x1) + .2, zc - 12.1), 2.6, 3), L)
        px, py = cam(s * 19.5, 3, zc - 12)
        m = cam.f / (zc - 12)
        k.rect(px - .6 * m, py - .7 * m, 1.2 * m, .7 * m, "#b7a48c")
        # bronze gulls, wings raised
        k.poly(curve([(px - .5 * m, py - .7 * m), (px - .3 * m, py - 1.8 * m), (px + s * -.2 * m, py - 2.4 * m), (px + .35 * m, py - 1.7 * m), (px + .5 * m, py - .7 * m)], 6).tolist(), "#3c5a55")
        k.poly([(px - .3 * m, py - 1.5 * m), (px - 1.3 * m, py - 3.3 * m), (px - .05 * m, py - 2.1 * m)], "#4d716a").poly([(px + .3 * m, py - 1.5 * m), (px + 1.3 * m, py - 3.3 * m), (px + .05 * m, py - 2.1 * m)], "#2c4442")
    a.lay(k, tex=.1)
    a.poly([(1010, 0), (1940, 0), (1940, 900), (1240, 900)], "#2a3a5c", .16, soft=60, mode="normal")
    # square
    a.poly([(0, hz + 62), (W, hz + 62), (W, H), (0, H)], Grad((0, hz + 60), (0, H), "#d9c9aa", "#9a8a76"), tex=.12)
    k = Ink()
    for z1 in (30, 24, 20, 16.6, 14, 12, 10.4, 9, 7.9, 7, 6.3):
        k.line(cam.path([(-60, 0, z1), (60, 0, z1)], False), "#8e7d69", max(1, 26 / z1))
    for i in range(-26, 27):
        k.line([cam(i * 2.2, 0, 30), cam(i * 2.2, 0, 6)], "#8e7d69", 1)
    a.lay(k, a=.55)
    a.over(smooth(a.Y, hz + 62, H) * smooth(fbm(W, H, 300, 3, 8, (3, .5)), .1, .6), "#5f5a62", .25)
    k = Ink()
    rng = np.random.default_rng(21)
    sh = Ink()
    ppl = [(-14, 27), (-12.6, 26.5), (-4, 30), (3, 26), (8, 23), (9, 22.6), (15, 28), (20, 24), (-20, 22), (-8, 18), (5.2, 15.5), (6, 15.3), (-11, 13), (12, 17), (22, 19), (-24, 29), (0, 33), (-3, 22)]
    for x, z1 in sorted(ppl, key=lambda t: -t[1]):
        px, py = cam(x, 0, z1)
        m = cam.f / z1
        sh.poly([(px - .15 * m, py), (px + .15 * m, py), (px + 2.2 * m, py + .22 * m), (px + 1.9 * m, py + .3 * m)], "#3d3a48")
        person(k, px, py, m, rng.choice(COATS), "#3a3c46", rng.choice(SKINS), rng.choice(HAIRS), rng.uniform(-1.5, 1.5), None if rng.random() < .7 else "#7a4a2c")
    a.lay(sh, a=.4, soft=2)
    a.lay(k, tex=.1)
    g = Ink()
    for x, y, s, t in ((300, 300, 26, .1), (390, 260, 20, -.2), (1500, 330, 22, .2), (1580, 370, 15, 0)):
        gull(g, x, y, s, "#f4f2ea", t)
    a.lay(g, tex=0)
    return a.finish(bloom=.15)


def tram_line():
    a = Art(139)
    hz = 610
    cam = Cam(eye=2.6, f=1250, cx=1120, hz=hz)
    a.sky([(0, "#5f8fb4"), (.6, "#b9d2d0"), (1, "#f6e6bc")], hz + 80)
    a.clouds(hz, "#fff9e8", "#a9bfca", cover=-.05, scale=1, a=.8)
    a.glow(1120, 560, 300, "#ffe3a0", .65, sx=1.1)
    fog = ("#f3e2bc", 150)
    rng = np.random.default_rng(4)
    k = Ink()
    for side, x in ((-1, -15), (1, 13)):
        z = 170.0
        cols = ["#e3c49a", "#d99b76", "#efe0c0", "#cfa88a", "#d8b878", "#e8cdb0", "#c98f78"]
        while z > 6:
            d = rng.uniform(11, 18)
            h = rng.uniform(14, 21)
            c = cols[rng.integers(len(cols))]
            wall = mix(c, "#5a5470", .42) if side > 0 else mix(c, "#fff0cc", .12)
            p, q = ((x, z), (x, max(z - d, 2.2)))
            facade(k, cam, p, q, 0, h, wall, rng, 5, 4, win="#4b5a66", shutter=mix("#5b7f74", wall, .2), trim=mix(wall, "#ffffff", .35), haze=fog, shop=("#a8483a", "#2f5d6a", "#4a6a48", "#c58a3a")[rng.integers(4)], lit="#ffe0a0", p_lit=.06, balcony=True)
            k.poly(cam.path([(x, h, z), (x, h, q[1]), (x + side * 5, h + 4.2, q[1]), (x + side * 5, h + 4.2, z)]), mix("#a8583e", fog[0], 1 - np.exp(-z / 150)))
            k.poly(cam.path([(x - side * .5, h - .3, z), (x - side * .5, h - .3, q[1]), (x - side * .5, h + .3, q[1]), (x - side * .5, h + .3, z)]), mix("#8a6a55", fog[0], 1 - np.exp(-z / 150)))
            z -= d
    a.lay(k, tex=.14)
    a.mist(hz - 130, hz + 110, "#ffe9bd", .55)
    # road
    k = Ink()
    k.poly(cam.floor(-15, 13, 3, 400), "#a3937f").poly(cam.floor(-8.4, 7.4, 3, 400), "#8d8478").poly(cam.floor(-3.6, 3.4, 3, 400), "#7f8a5c")
    for x in (-2.9, -1.45, 1.25, 2.7):
        k.poly(cam.floor(x - .35, x + .35, 3, 400), "#998f80")
    for z in list(np.arange(3, 30, .45)) + list(np.arange(30, 90, 1.5)):
        for x0, x1 in ((-15, -8.4), (7.4, 13)):
            k.line(cam.path([(x0, 0, z), (x1, 0, z)], False), "#85776a", max(.5, 9 / z))
    for x in (-8.4, 7.4):
        k.poly(cam.floor(x - .15, x + .15, 3, 300), "#d9ccb2")
    a.lay(k, tex=.2)
    k = Ink()
    for x in (-2.9, -1.45, 1.25, 2.7):
        k.poly(cam.floor(x - .05, x + .05, 3, 300), "#4a4644").poly(cam.floor(x - .02, x + .03, 3, 300), "#fff1cc")
    a.lay(k, tex=0)
    # light lying down the avenue and long tree shadows
    a.over(smooth(a.Y, hz, hz + 30) * np.exp(-((a.X - 1120) / (60 + (a.Y - hz) * .9)) ** 2) * (a.Y > hz), "#ffe0a0", .28, "screen")
    sh = Ink()
    for z in np.arange(8, 80, 7.5):
        sh.poly(cam.path([(9, 0, z), (9, 0, z + 1.6), (-6, 0, z - 1.2), (-6, 0, z - 3.6)]), "#3a3550")
    a.lay(sh, a=.28, soft=5, tex=0)
    # trees and poles far to near, tram in order
    items = [("tree", s, z) for z in np.arange(92, 9, -9.5) for s in (-1, 1)] + [("pole", 0, z) for z in np.arange(96, 8, -16)] + [("tram", 0, 21)]
    items.sort(key=lambda t: -t[2])
    wires = Ink()
    for x in (-2.2, 2.0):
        wires.line(cam.path([(x, 6, 3), (x, 6, 150)], False), "#3a3a40", 1.6)
    for what, s, z in items:
        k = Ink()
        hv = 1 - np.exp(-z / 90)
        if what == "tree":
            x, y = cam(s * 10 - .5, 0, z)
            m = cam.f / z
            k.poly([(x - .16 * m, y), (x + .16 * m, y), (x + .1 * m, y - 4 * m), (x - .1 * m, y - 4 * m)], mix("#5a4638", fog[0], hv))
            dk, lt = ("#2f4a34", "#c9b14e") if s < 0 else ("#2a3f34", "#8f9a4a")
            tree(k, x, y - 5.6 * m, 2.7 * m, rng, mix(dk, fog[0], hv), mix(lt, fog[0], hv), 330, 1 if s < 0 else -1)
            for _ in range(2):
                qx = s * rng.uniform(9.5, 12.5)
                fx, fy = cam(qx, 0, z - rng.uniform(1, 5))
                person(k, fx, fy, m * 1.05, mix(rng.choice(COATS), fog[0], hv), mix("#33343e", fog[0], hv), mix(rng.choice(SKINS), fog[0], hv), mix(rng.choice(HAIRS), fog[0], hv), rng.uniform(-1.5, 1.5))
        elif what == "pole":
            for xx in (-4.6, 4.4):
                k.line([cam(xx, 0, z), cam(xx, 6.8, z)], mix("#2c3a3c", fog[0], hv), max(1, 150 / z))
            k.line([cam(-4.6, 6.5, z), cam(4.4, 6.5, z)], mix("#2c3a3c", fog[0], hv), max(1, 60 / z))
        else:
            # the tram: body 2.5 m wide in the left track, its flank seen on our right
            x0, x1, zf, zb = -3.5, -.85, 17, 47
            B, C, D = "#c5382c", "#f6ecd4", "#22303a"
            k.poly(cam.path([(x1, .35, zf), (x1, .35, zb), (x1, 1.35, zb), (x1, 1.35, zf)]), mix(B, "#3a1420", .35))
            k.poly(cam.path([(x1, 1.35, zf), (x1, 1.35, zb), (x1, 3.35, zb), (x1, 3.35, zf)]), mix(C, "#6a6470", .25))
            for j in range(11):
                z0, z1 = zf + .5 + j * 2.65, zf + 2.75 + j * 2.65
                k.poly(cam.path([(x1 + .01, 1.55, z0), (x1 + .01, 1.55, z1), (x1 + .01, 2.75, z1), (x1 + .01, 2.75, z0)]), "#ffe2a6" if j % 4 == 3 else "#4b6270")
            for j in (1, 5, 9):
                z0 = zf + 1.9 + j * 2.65
                k.poly(cam.path([(x1 + .02, .4, z0), (x1 + .02, .4, z0 + 1.5), (x1 + .02, 2.9, z0 + 1.5), (x1 + .02, 2.9, z0)]), "#33444e")
            k.poly(cam.path([(x1, 3.35, zf), (x1, 3.35, zb), (x1 - .35, 3.6, zb), (x1 - .35, 3.6, zf)]), "#8d8a80")
            fr = [(x0, .35), (x1, .35), (x1, 2.9), (x1 - .22, 3.45), (x0 + .22, 3.45), (x0, 2.9)]
            k.poly(cam.path([(x, y, zf) for x, y in fr]), C)
            k.poly(cam.path([(x, y, zf) for x, y in [(x0, .35), (x1, .35), (x1, 1.4), (x0, 1.4)]]), B)
            k.poly(cam.path([(x, y, zf - .02) for x, y in [(x0 + .14, 1.5), (x1 - .14, 1.5), (x1 - .2, 2.75), (x0 + .2, 2.75)]]), D)
            k.poly(cam.path([(x, y, zf - .03) for x, y in [(x0 + .3, 1.6), (x0 + 1.3, 1.6), (x0 + .9, 2.7), (x0 + .3, 2.7)]]), "#6f8b98")
            k.poly(cam.path([(x, y, zf - .03) for x, y in [(x0 + .55, 2.9), (x1 - .55, 2.9), (x1 - .55, 3.25), (x0 + .55, 3.25)]]), "#1c1f22")
            tx, ty = cam(x0 + 1.3, 3.08, zf)
            for j in range(7):
                k.rect(tx - 34 + j * 10, ty - 6, 6, 12, "#ffb43a")
            px, py = cam(x0 + 1.75, 1.5, zf - .02)
            k.disc(px, py - 46, 13, "#c8956c", ry=16).poly([(px - 26, py), (px - 22, py - 26), (px, py - 34), (px + 22, py - 26), (px + 26, py)], "#29445c")
            k.poly(cam.path([(x, y, zf - .03) for x, y in [(x0 + .1, .15), (x1 - .1, .15), (x1 - .05, .4), (x0 + .05, .4)]]), "#2b2b2e")
            k.line([cam(x0 + 1.3, 3.5, zf + 6), cam(x0 + 1.9, 4.7, zf + 5), cam(x0 + 1.3, 5.95, zf + 6)], "#2c3032", 4)
            for xx in (x0 + .4, x1 - .4):
                k.disc(*cam(xx, .85, zf - .05), 13, "#fff6d8")
        a.lay(k, tex=.1)
        if what == "tram":
            for xx in (-3.1, -1.25):
                gx, gy = cam(xx, .85, 17)
                a.glow(gx, gy, 36, "#fff0c0", .6)
    a.lay(wires, tex=0)
    return a.finish(bloom=.3, warm=.02)


def housing_towers():
    a = Art(149)
    hz = 1010
    cam = Cam(eye=3, f=1350, cx=820, hz=hz)
    a.sky([(0, "#27608f"), (.5, "#6fa9c4"), (.85, "#f0d9b0"), (1, "#f7c58c")], hz)
    a.clouds(hz, "#ffe9cc", "#8aa2bb", cover=-.1, scale=1.2, light=(-.9, 0), a=.9, soft=.5)
    k = Ink()
    rng = np.random.default_rng(8)
    a.below(ridge(hz - 30, 60, 300, 5), Grad((0, 900), (0, hz), "#93a7b0", "#d9c6a6"), y1=hz + 4)
    a.rect(0, hz, W, 60, Grad((0, hz), (0, hz + 60), "#b9b58a", "#a9a85a"), tex=.2)
    for i in range(60):
        u, r = i * 33 + 9 * np.sin(i * 5.1), 22 + 10 * np.sin(i * 2.3)
        k.disc(u, hz + 8, r, mix("#6d8058", "#a8a468", .5 + .5 * np.sin(i * 3.7)), ry=r * .8)
    a.lay(k, tex=.2)
    k = Ink()

    def block(x0, z0, wx, dz, floors, lit, sh, balc, haze):
        h = floors * 3.1 + 1
        right = x0 + wx / 2 < 0
        xs = x0 + wx if right else x0
        lit_, sh_ = mix(lit, haze[0], haze[1]), mix(sh, haze[0], haze[1])
        k.poly(cam.path([(xs, 0, z0), (xs, 0, z0 + dz), (xs, h, z0 + dz), (xs, h, z0)]), sh_ if not right else mix(sh_, lit_, .0))
        k.poly(cam.quad((x0, z0), (x0 + wx, z0), 0, h), lit_)
        nb = int(dz / 4.5)
        for j in range(floors):
            y = j * 3.1 + .6
            for i in range(nb):
                za, zb = z0 + dz * (i + .3) / nb, z0 + dz * (i + .7) / nb
                on = rng.random() < .16
                k.poly(cam.path([(xs, y + .5, za), (xs, y + .5, zb), (xs, y + 2.2, zb), (xs, y + 2.2, za)]), mix("#ffd890" if on else "#3c4a5c", haze[0], haze[1]))
        nf = int(wx / 4.4)
        for j in range(floors):
            y = j * 3.1 + .6
            for i in range(nf):
                xa, xb = x0 + wx * (i + .1) / nf, x0 + wx * (i + .9) / nf
                k.poly(cam.quad((xa, z0), (xb, z0), y, y + 2.6), mix("#6a5f60", haze[0], haze[1]))
                on = rng.random() < .14
                k.poly(cam.quad((xa + .5, z0), (xa + 1.9, z0), y, y + 2.3), mix("#ffdf9c" if on else mix("#48606e", "#a8c4cc", rng.random() * .6), haze[0], haze[1]))
                k.poly(cam.quad((xb - 1.3, z0), (xb - .3, z0), y + .7, y + 2.3), mix("#48606e", haze[0], haze[1]))
                # balcony: slab, front panel, its shade
                b0, b1 = z0 - 1.3, z0
                k.poly(cam.path([(xa - .1, y - .2, b0), (xb + .1, y - .2, b0), (xb + .1, y - .2, b1), (xa - .1, y - .2, b1)]), mix("#8d7f78", haze[0], haze[1]))
                edge = (xb + .1) if right else (xa - .1)
                k.poly(cam.path([(edge, y - .2, b0), (edge, y - .2, b1), (edge, y + .85, b1), (edge, y + .85, b0)]), mix(balc, "#2b2c3c", .45))
                pc = mix(mix(balc, lit, (i * 7 + j * 3) % 5 / 9), haze[0], haze[1])
                k.poly(cam.quad((xa - .1, b0), (xb + .1, b0), y - .2, y + .85), pc)
                k.poly(cam.quad((xa - .1, b0), (xb + .1, b0), y + .8, y + .95), mix(lit_, "#ffffff", .4))
                r = rng.random()
                if r < .16:      # plants
                    for _ in range(7):
                        px, py = cam(rng.uniform(xa, xb), y + .95 + rng.random() * .4, b0)
                        k.disc(px, py, .26 * cam.f / b0, mix("#3d6a3c", "#93a64c", rng.random()))
                elif r < .28:    # washing
                    for q in range(4):
                        u = xa + .3 + q * (xb - xa - .6) / 4
                        k.poly(cam.quad((u, b0), (u + .5, b0), y + .1, y + .9), rng.choice(["#f6f2e6", "#c9553f", "#3f6f8f", "#e0b04a"]))
                elif r < .34:    # awning
                    k.poly(cam.path([(xa, y + 2.5, b1), (xb, y + 2.5, b1), (xb, y + 1.7, b0), (xa, y + 1.7, b0)]), rng.choice(["#d9763a", "#2f7a78", "#e9d29a"]))
                elif r < .42:
                    px, py = cam((xa + xb) / 2, y - .2, b0 + .3)
                    person(k, px, py, cam.f / b0, rng.choice(COATS), "#333", rng.choice(SKINS), rng.choice(HAIRS))
                    k.poly(cam.quad((xa - .1, b0), (xb + .1, b0), y - .2, y + .85), pc)
        k.poly(cam.quad((x0 - .2, z0 - .1), (x0 + wx + .2, z0 - .1), h - .7, h + .3), mix(lit_, "#ffffff", .35))
        for q in range(3):
            k.poly(cam.quad((x0 + wx * (.15 + q * .3), z0 + 3), (x0 + wx * (.28 + q * .3), z0 + 3), h, h + 2.2 + q % 2), mix(sh_, lit_, .4))
        px, py = cam(x0 + wx * .7, h + 2, z0 + 3)
        k.line([(px, py), (px, py - 70 * 40 / z0)], sh_, 2)
    hz1 = ("#f0dcbc", .5)
    block(-24, 150, 26, 20, 14, "#efd9b4", "#8f8a98", "#d9a27a", hz1)
    block(20, 140, 22, 20, 18, "#efd9b4", "#8f8a98", "#7fa0a4", hz1)
    a.lay(k, tex=.05)
    a.mist(hz - 180, hz + 20, "#f7d8a8", .4)
    k = Ink()
    block(14, 62, 19.5, 34, 12, "#f4dcae", "#77708a", "#d98a5c", ("#f0dcbc", .1))
    block(-25, 50, 15.5, 30, 9, "#f6e2bd", "#7d7590", "#5b8f94", ("#f0dcbc", .05))
    a.lay(k, tex=.1)
    # park: lawn, path, trees, children with a ball
    a.poly([(0, hz + 55), (W, hz + 55), (W, H), (0, H)], Grad((0, hz + 55), (0, H), "#a9a85a", "#4f6a3e"), tex=.25)
    k = Ink()
    k.poly(cam.path([(-16, 0, 60), (30, 0, 60), (30, 0, 48), (-16, 0, 48)]), "#d9c7a2")
    k.poly(curve([(700, hz + 60), (790, hz + 110), (760, hz + 180), (560, H + 6), (1060, H + 6), (960, hz + 180), (880, hz + 110), (800, hz + 60)], 10).tolist(), "#e0cfa8")
    a.lay(k, tex=.15)
    k = Ink()
    sh = Ink()
    for x, z, r in ((-14, 42, 3.4), (6, 48, 3), (10.5, 40, 3.6), (17, 34, 4), (-19, 30, 4.4), (15, 20, 3.2), (2, 55, 2.6)):
        px, py = cam(x, 0, z)
        m = cam.f / z
        sh.poly(curve([(px, py - 4), (px + 5 * m, py - .2 * m), (px + 9 * m, py + .3 * m), (px + 5 * m, py + .7 * m), (px, py + 6)], 6).tolist(), "#24323a")
        k.poly([(px - .18 * m, py), (px + .18 * m, py), (px + .1 * m, py - 3.4 * m), (px - .1 * m, py - 3.4 * m)], "#5a4434")
        tree(k, px, py - (2.4 + r * .62) * m, r * .85 * m, rng, "#25402f", "#c2b152", 420)
    a.lay(sh, a=.45, soft=3, tex=0)
    for x, z, c, t in ((-1.6, 18, "#c9553f", 1.4), (1.4, 19.5, "#3f6f8f", -1.2), (-4, 24, "#e0b04a", .8), (4.6, 27, "#8a3a34", .3), (5.3, 27, "#5b4668", -.4), (-7.5, 33, "#33383f", .7)):
        px, py = cam(x, 0, z)
        person(k, px, py, cam.f / z * (.72 if z < 25 else 1), c, "#33384a", rng.choice(SKINS), rng.choice(HAIRS), t)
    bx, by = cam(0, .25, 18)
    k.disc(bx, by, 11, "#f6f2e6").disc(bx + 3, by + 3, 6, "#b9b4a8")
    a.lay(k, tex=.12)
    return a.finish(bloom=.2, warm=.015)


def block(k, cam, x0, x1, y0, y1, z0, z1, front, side, top):
    """A box left of the camera: its right flank and its top are seen besides its front."""
    k.poly(cam.path([(x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)]), side)
    if y1 < cam.eye:
        k.poly(cam.path([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)]), top)
    k.poly(cam.quad((x0, z0), (x1, z0), y0, y1), front)


def builder(k, cam, x, z, pose=0.):
    """A site worker in an orange waistcoat and a pale helmet."""
    px, py = cam(x, 0, z)
    m = cam.f / z
    person(k, px, py, m, "#e0702c", "#2d4256", "#b07a55", "#f4e6b8", pose)
    k.poly(curve([(px - .14 * m, py - 1.68 * m), (px - .11 * m, py - 1.84 * m), (px + .11 * m, py - 1.84 * m), (px + .17 * m, py - 1.68 * m)], 4).tolist(), "#f4e6b8")
    k.rect(px - .2 * m, py - 1.1 * m, .4 * m, .06 * m, "#f8f0c4")


def builders_at_work(k, cam, rng):
    """The forecourt of the Customs House as the builders move in: scaffold, lorry, fence, timber, bricks, crates."""
    tube = "#c9b48c"
    for y in (2.6, 5.2, 7.8, 10.4):
        k.poly(cam.quad((-13.2, 29.2), (-7.2, 29.2), y, y + .16), "#8a6238")
        k.line(cam.path([(-13.2, y + 1, 29.2), (-7.2, y + 1, 29.2)], False), tube, 3)
    for x in (-13.2, -11.2, -9.2, -7.2):
        k.line(cam.path([(x, 0, 29.2), (x, 12, 29.2)], False), tube, 5)
    for i in range(3):
        k.line(cam.path([(-13.2 + 2 * i, 2.6 * i, 29.1), (-11.2 + 2 * i, 2.6 * i + 2.6, 29.1)], False), tube, 3)
    for x, y in ((-12.2, 5.3), (-8.6, 7.9)):                                # two of them up on the boards
        px, py = cam(x, y, 29)
        m = cam.f / 29
        person(k, px, py, m, "#e0702c", "#2d4256", "#b07a55", "#f4e6b8", .6)
    # the lorry, its tail towards the water
    for x in (-17.2, -11.6):
        px, py = cam(x, .55, 23.5)
        k.disc(px, py, .55 * cam.f / 23.5, "#1c1a20").disc(px, py, .22 * cam.f / 23.5, "#8a8078")
    block(k, cam, -20.4, -18.2, .7, 3.2, 23.6, 26, "#2f6178", "#3f86a0", "#3f86a0")
    k.poly(cam.quad((-20.1, 23.55), (-18.9, 23.55), 1.9, 2.9), "#f0d4a0")
    block(k, cam, -18, -10.4, .9, 2.0, 23.6, 26, "#7a4a34", "#c07a4c", "#a8826a")
    for i in range(7):
        block(k, cam, -17.8, -10.6, 2.0 + .18 * i, 2.15 + .18 * i, 23.8, 25.6, mix("#b98a54", "#8a6238", rng.random()), "#e8bc80", "#d9ac74")
    # a fence of site panels on the left
    for i in range(5):
        x = -19.6 + i * 2.1
        k.poly(cam.quad((x, 19), (x + 2, 19), .1, 1.9), "#f0e2c4" if i % 2 else "#3f7f94")
        k.poly(cam.quad((x, 19), (x + 2, 19), .1, .3), "#4a3c38")
    for x, z in ((-3.4, 17), (-4.4, 20.5)):
        px, py = cam(x, 0, z)
        m = cam.f / z
        k.poly([(px - .22 * m, py), (px + .22 * m, py), (px + .05 * m, py - .62 * m), (px - .05 * m, py - .62 * m)], "#e0602c").poly([(px - .14 * m, py - .22 * m), (px + .14 * m, py - .22 * m), (px + .1 * m, py - .38 * m), (px - .1 * m, py - .38 * m)], "#f8eeda")
    for x, z, pose in ((-9.6, 21.5, .8), (-7.2, 21, -.6), (-12.6, 16.4, .4), (-5.6, 15.4, -1.1), (-13.4, 16.6, -.5)):
        builder(k, cam, x, z, pose)
    # stacks: bricks on pallets, timber, crates for the books
    for x, z, n in ((-8.6, 18, 4), (-6.8, 18.4, 3), (-7.7, 16.6, 2)):
        block(k, cam, x, x + 1.3, 0, .14, z, z + 1.2, "#6a4a30", "#b98a54", "#b98a54")
        for i in range(n):
            block(k, cam, x + .05, x + 1.25, .14 + .26 * i, .38 + .26 * i, z + .05, z + 1.1, mix("#8a4030", "#a8543c", rng.random()), "#d9805a", "#c96a4a")
    for i in range(5):
        block(k, cam, -11.2, -7.6, .2 * i, .2 * i + .16, 12.6 + .1 * i, 13.5, mix("#9a7040", "#b98a54", rng.random()), "#eec48a", "#dcb07a")
    for x, z, y in ((-6.2, 11.4, 0), (-5.1, 11.5, 0), (-5.7, 11.5, .82)):
        block(k, cam, x, x + 1, y, y + .8, z, z + .9, "#8a6238", "#d9a566", "#c99a5e")
        for u in (.1, .34, .58):
            k.line(cam.path([(x, y + u, z - .01), (x + 1, y + u, z - .01)], False), "#5f4228", 3)


def customs_house():
    a = Art(157)
    hz = 760
    cam = Cam(eye=3.4, f=1300, cx=1240, hz=hz)
    a.sky([(0, "#3b5a7a"), (.45, "#8c9fa8"), (.8, "#e9c894"), (1, "#f4b774")], hz)
    a.clouds(hz, "#ffdcae", "#62738a", cover=.25, scale=.9, light=(-.8, .8), a=.9, soft=.7)
    a.glow(1650, 740, 260, "#ffce8a", .5, sx=1.8)
    k = Ink()
    rng = np.random.default_rng(2)
    for i in range(22):
        x = 1350 + i * 30
        h = rng.uniform(24, 80)
        k.rect(x, hz - h, 32, h + 2, mix("#8d7a80", "#d9a888", rng.random() * .6))
    k.line([(1700, hz - 20), (1700, hz - 190)], "#6a5a64", 3).line([(1700, hz - 180), (1760, hz - 30)], "#6a5a64", 1).line([(1700, hz - 180), (1640, hz - 30)], "#6a5a64", 1)
    a.lay(k)
    a.mist(hz - 90, hz + 10, "#ffd9a0", .4)
    a.water(hz, "#3d5560", "#1f3340", shine=.95, chop=.6, falloff=2.4, f=1300, sun=(1650, 730, "#ffd596", .6, 120))
    # long flank receding on the left, gable end facing us
    Bs, S = "#7d4338", "#ead7b2"
    k = Ink()
    xw, z0, z1 = -8.0, 30, 92

    def arch(pl, u0, u1, y0, y1, fill, ring=None):
        """An arched opening; pl(u, y) gives a 3-D point on the wall."""
        r = (u1 - u0) / 2
        c = (u0 + u1) / 2

        def out(g):
            return [pl(u0 - g, y0), pl(u1 + g, y0)] + [pl(c + (r + g) * np.cos(t), y1 - r + (r + g) * np.sin(t)) for t in np.linspace(0, np.pi, 18)]
        if ring is not None:
            k.poly(cam.path(out(.28)), ring)
        k.poly(cam.path(out(0)), fill)
    side = lambda u, y: (xw, y, u)
    front = lambda u, y: (u, y, z0)
    k.poly(cam.path([(xw, 0, z0), (xw, 0, z1), (xw, 13, z1), (xw, 13, z0)]), "#cf7a4c")
    k.poly(cam.quad((-28, z0), (xw, z0), 0, 13), Bs)
    for y in np.arange(.3, 13, .42):
        k.line(cam.path([(xw, y, z0), (xw, y, z1)], False), "#b9663f", 1.4)
        k.line(cam.path([(-28, y, z0), (xw, y, z0)], False), "#6d3a32", 1.6)
    for j, y in enumerate(np.arange(.3, 13, .42)):
        for u in np.arange(-28 + (j % 2) * .45, xw, .9):
            if rng.random() < .3:
                k.poly(cam.quad((u, z0 - .01), (u + .8, z0 - .01), y + .05, y + .38), mix("#7d4338", rng.choice(["#93523f", "#66362f", "#8a5a48"]), .7))
    n = 12
    for i in range(n):
        za, zb = z0 + 1.1 + i * 5, z0 + 4.4 + i * 5
        arch(side, za, zb, .2, 5.4, "#38485a", S)
        k.poly(cam.path([side(za + .1, .2), side(zb - .1, .2), side(zb - .1, 3.4), side(za + .1, 3.4)]), ("#2f5a58" if i % 3 else "#ffd48a"))
        k.line(cam.path([side((za + zb) / 2, .2), side((za + zb) / 2, 5.2)], False), "#1f3238", max(1, 90 / za))
        for q in (0, 1):
            arch(side, za + .2 + q * 1.65, za + 1.35 + q * 1.65, 7.2, 10.8, "#46586a" if (i + q) % 4 else "#ffd890", S)
    for y0, y1, c in ((6.2, 6.7, S), (11.9, 12.3, S), (12.9, 13.6, "#f4e4c2")):
        k.poly(cam.path([side(z0, y0), side(z1, y0), side(z1, y1), side(z0, y1)]), c)
        k.poly(cam.quad((-28, z0 - .05), (xw, z0 - .05), y0, y1), mix(c, "#5a4a58", .4))
    for i in range(4):
        u0 = -26.6 + i * 4.9
        arch(front, u0, u0 + 3.3, .2, 5.4, "#ffcf82" if i in (1, 2) else "#3a4654", mix(S, "#5a4a58", .35))
        k.line(cam.path([front(u0 + 1.65, .2), front(u0 + 1.65, 5.4)], False), "#2a3038", 5)
        for y in (1.9, 3.6):
            k.line(cam.path([front(u0, y), front(u0 + 3.3, y)], False), "#2a3038", 4)
        for q in (0, 1):
            arch(front, u0 + .15 + q * 1.75, u0 + 1.35 + q * 1.75, 7.2, 10.8, "#ffd890" if (i * 2 + q) in (3, 6) else "#414e5e", mix(S, "#5a4a58", .35))
    # stepped gable and clock
    g = [(-24, 13.6), (-24, 14.6), (-21.5, 14.6), (-21.5, 16.4), (-19, 16.4), (-19, 18.2), (-16.6, 18.2), (-16.6, 20), (-11.4, 20), (-11.4, 18.2), (-9, 18.2), (-9, 16.4), (-6.5, 16.4), (-6.5, 14.6), (-4, 14.6), (-4, 13.6)]
    g = [(x - 4, y) for x, y in g]
    k.poly(cam.path([(x, y, z0) for x, y in g]), Bs)
    for (xa, ya), (xb, yb) in zip(g[1:-1:2], g[2:-1:2]):
        k.poly(cam.quad((min(xa, xb) - .1, z0 - .1), (max(xa, xb) + .1, z0 - .1), ya, ya + .45), mix(S, "#5a4a58", .3))
    cx, cy = cam(-18, 16.6, z0)
    k.disc(cx, cy, 66, mix(S, "#5a4a58", .3)).disc(cx, cy, 56, "#fff0c8")
    for i in range(12):
        t = i / 12 * 2 * np.pi
        k.line([(cx + 43 * np.cos(t), cy + 43 * np.sin(t)), (cx + 51 * np.cos(t), cy + 51 * np.sin(t))], "#3a3030", 4)
    k.line([(cx, cy), (cx - 21, cy + 21)], "#2a2424", 7).line([(cx, cy), (cx + 7, cy - 43)], "#2a2424", 5)
    # roof on the flank side
    k.poly(cam.path([(xw + .4, 13.6, z0), (xw + .4, 13.6, z1), (-13, 18.4, z1), (-13, 18.4, z0 + .2), (-10.4, 16.2, z0), (-10.4, 14.6, z0)]), "#6d7f86")
    for z in np.arange(z0 + 4, z1, 10):
        k.poly(cam.path([(-9, 14.2, z), (-9, 14.2, z + 2.6), (-9, 16.6, z + 1.3)]), "#f0dcb4")
        k.poly(cam.quad((-13.4, z + 4), (-12.2, z + 4), 16, 21), "#96533c")
    a.lay(k, tex=.16)
    a.glow(cx, cy, 110, "#ffe2a0", .28)
    # quay
    a.poly(cam.floor(-60, 3.4, 2.4, 130), Grad((0, hz + 20), (0, H), "#b79a7a", "#4f4a4c"), tex=.12)
    a.poly(cam.path([(3.4, 0, 2.4), (3.4, 0, 130), (3.4, -1.9, 130), (3.4, -1.9, 2.4)]), "#3a3438", tex=.3)
    k = Ink()
    rng = np.random.default_rng(31)
    z = 3.0
    j = 0
    while z < 60:
        dz = .5 + z * .012
        x = -30 + (j % 2) * .5
        while x < 3.2:
            w = rng.uniform(.7, 1.1)
            if cam(x, 0, z)[0] > -80:
                k.poly(cam.floor(x + .03, min(x + w, 3.2), z + .03, z + dz), mix("#8a7b70", rng.choice(["#b8a084", "#6d645f", "#a08a74", "#ccb08a"]), rng.random() * .8), .55)
            x += w + .04
        z += dz
        j += 1
    k.poly(cam.floor(2.8, 3.4, 2.4, 130), "#d9c29a")
    a.lay(k, tex=.15)
    a.poly(cam.path([(-60, 0, 30), (-8, 0, 30), (-3, 0, 20), (-8, 0, 14), (-60, 0, 14)]), "#241e30", .42, soft=18)
    k = Ink()
    builders_at_work(k, cam, rng)
    crowd(k, cam, rng, 11, -7, 2.2, 26, 66, "#8a6a5a", .2)
    for z in (9, 15, 22, 31, 42):
        px, py = cam(2.9, 0, z)
        m = cam.f / z
        k.poly([(px - .2 * m, py), (px + .2 * m, py), (px + .16 * m, py - .5 * m), (px + .27 * m, py - .66 * m), (px - .27 * m, py - .66 * m), (px - .16 * m, py - .5 * m)], "#26232b")
        k.poly([(px + .05 * m, py), (px + .2 * m, py), (px + .16 * m, py - .5 * m), (px + .05 * m, py - .5 * m)], "#d98a5a")
    for z in (12, 27, 46):
        px, py = cam(-1.6, 0, z)
        m = cam.f / z
        k.line([(px, py), (px, py - 4.2 * m)], "#22222a", max(1.5, .1 * m)).poly([(px - .2 * m, py - 4.2 * m), (px + .2 * m, py - 4.2 * m), (px + .28 * m, py - 4.75 * m), (px - .28 * m, py - 4.75 * m)], "#ffe9b4").poly([(px - .32 * m, py - 4.75 * m), (px + .32 * m, py - 4.75 * m), (px, py - 5.05 * m)], "#22222a")
    for x, z, c, b, t in ((-3.6, 14, "#5b4668", None, 1.0), (-2.9, 14.2, "#c28a3a", "#6a3a2a", -.7)):
        px, py = cam(x, 0, z)
        person(k, px, py, cam.f / z, c, "#2c2c36", "#b07a55", "#221b19", t, b)
    a.lay(k, tex=.1)
    for z in (12, 27, 46):
        px, py = cam(-1.6, 4.5, z)
        a.glow(px, py, 420 / z, "#ffdc96", .6)
    g = Ink()
    for x, y, s, t in ((1450, 380, 30, .1), (1530, 350, 20, -.2), (1390, 440, 16, .2)):
        gull(g, x, y, s, "#4a4a58", t)
    a.lay(g, tex=0)
    return a.finish(bloom=.25)


def flooded_street():
    a = Art(163)
    hz = 600
    cam = Cam(eye=1.9, f=1250, cx=980, hz=hz)
    fog = ("#a9b4b2", 70)
    a.sky([(0, "#5a6a74"), (.6, "#97a5a6"), (1, "#d3cfba")], hz + 20)
    a.clouds(hz, "#b9c2bf", "#4c5a66", cover=.5, scale=.8, a=.8, soft=.9)
    a.glow(980, 560, 200, "#f4e3b4", .4)
    rng = np.random.default_rng(14)
    k = Ink()
    for side, x in ((-1, -6.2), (1, 6.0)):
        z = 120.0
        cols = ["#c98f6a", "#d8b98a", "#a8b0a2", "#e0cba4", "#b8705a", "#c2a27c"]
        while z > 4:
            d, h = rng.uniform(7, 11), rng.uniform(10, 14.5)
            wall = mix(cols[rng.integers(6)], "#4a5464", .34 if side > 0 else .16)
            q = (x, max(z - d, 1.9))
            facade(k, cam, (x, z), q, 0, h, wall, rng, 4, 3, win="#33424e", shutter=mix("#3f6a68", wall, .25), trim=mix(wall, "#f0f0e6", .35), lit="#ffd58a", p_lit=.2, haze=fog, shop=("#7a3a34", "#2d5560", "#4a5a40")[rng.integers(3)], balcony=True)
            k.poly(cam.path([(x, 0, z), (x, 0, q[1]), (x, .55, q[1]), (x, .55, z)]), mix("#4d4a44", fog[0], 1 - np.exp(-z / 70)))
            k.poly(cam.path([(x - side * .5, h, z), (x - side * .5, h, q[1]), (x + side * 2, h + 1.6, q[1]), (x + side * 2, h + 1.6, z)]), mix("#8a4f40", fog[0], 1 - np.exp(-z / 70)))
            if rng.random() < .6 and z > 12:
                px, py = cam(x - side * .9, 4.4, z - 2)
                m = cam.f / (z - 2)
                k.rect(px - .45 * m, py - .3 * m, .9 * m, .6 * m, mix(rng.choice(["#a8483a", "#2f5d6a", "#c58a3a"]), fog[0], 1 - np.exp(-z / 70)))
            z -= d
    # tower closing the street
    k.poly(cam.quad((-2.4, 125), (2.4, 125), 0, 30), "#a9a899").poly(cam.path([(-3, 30, 125), (3, 30, 125), (0, 38, 125)]), "#8d9694")
    for z in np.arange(90, 6, -7):
        y = 9 + rng.uniform(-1, 1)
        pts = [(x, y - .7 * (1 - (x / 6) ** 2), z) for x in np.linspace(-6, 6, 12)]
        if z > 20:
            k.line(cam.path(pts, False), "#3a4248", 1.2)
            if int(z) % 2:
                for x in np.linspace(-4, 4, 9):
                    px, py = cam(x, y - .7 * (1 - (x / 6) ** 2), z)
                    m = cam.f / z
                    k.poly([(px - .2 * m, py), (px + .2 * m, py), (px, py + .4 * m)], mix(rng.choice(["#c5402f", "#e0b04a", "#3f6f8f", "#f0ead8"]), fog[0], .3))
    a.lay(k, tex=.16)
    a.mist(hz - 160, hz + 40, "#d9d6c4", .5)
    k = Ink()
    k.poly(cam.path([(-6.2, 0, 1.9), (6, 0, 1.9), (6, 0, 300), (-6.2, 0, 300)]), "#59666a")
    a.lay(k)
    # paint the rows below the horizon as a mirror of the street
    src = a.px.copy()
    wm = a.mask(cam.path([(-6.2, 0, 1.9), (6, 0, 1.9), (6, 0, 300), (-6.2, 0, 300)]))
    full = np.zeros((H, W), np.float32)
    full[wm[1]] = wm[0]
    # each water pixel mirrors through its own foot: reflect about the ground plane with the same camera
    d = np.maximum(a.Y - hz, 1)
    t = fbm(W, H, 40, 4, 9, (5, .5)) * np.clip(d / 240, .05, 1) * 22
    t2 = fbm(W, H, 30, 3, 10, (3, .6)) * np.clip(d / 240, .05, 1) * 12
    ys = np.clip(2 * hz - a.Y + t, 0, H - 1)
    xs = np.clip(a.X + t2, 0, W - 1)
    refl = src[ys.astype(int), xs.astype(int)]
    q = np.exp(-d / 560)[..., None] * .82
    water = rgb("#4a5550") + (refl - rgb("#4a5550")) * q
    a.over(full, water)
    rp = smooth(fbm(W, H, 26, 4, 19, (6, .4)), .3, 1.0) * np.clip(d / 300, 0, 1)
    a.over(full * rp, "#d9e0d8", .3)
    # things standing in the water, with their own reflections
    def stand(draw, yw, tint="#4a5550"):
        k = Ink()
        draw(k)
        r = k.rgba()
        yy = np.clip(2 * yw - a.Y + t * .6, 0, H - 1).astype(int)
        rr = r[yy, np.clip(xs, 0, W - 1).astype(int)]
        ok = (a.Y > yw) * np.exp(-np.maximum(a.Y - yw, 0) / 260)
        a.over(rr[..., 3] * ok * .62, mix("#4a5550", "#000000", 0) + (rr[..., :3] - rgb("#4a5550")) * .8)
        a.lay(r, tex=.1)
        lo = np.exp(-((a.Y - yw - 2) / 3.5) ** 2)
        dil = np.clip(r[np.clip(int(yw) - 4, 0, H - 1)][:, 3], 0, 1)[None, :]
        a.over(lo * dil, "#dfe4dc", .55)

    def car(x, z, c, flip):
        px, py = cam(x, 0, z)
        m = cam.f / z

        def f(k):
            k.at(px, py + .0 * m, m)
            k.poly([(-.85, 0), (.85, 0), (.88, -.55), (.78, -.72), (.62, -1.28), (-.62, -1.28), (-.78, -.72), (-.88, -.55)], c)
            k.poly([(-.7, -.74), (.7, -.74), (.56, -1.2), (-.56, -1.2)], "#33424c").poly([(-.62, -.78), (-.1, -.78), (-.2, -1.17), (-.5, -1.17)], "#7d929a")
            k.rect(-.82, -.52, .3, .16, "#f4ecd0").rect(.52, -.52, .3, .16, "#f4ecd0").rect(-.3, -.34, .6, .14, "#e9e6da").poly([(-.6, -1.28), (.6, -1.28), (.55, -1.33), (-.55, -1.33)], mix(c, "#ffffff", .4))
            k.at()
        stand(f, py)
    car(-4.2, 17, "#3d5f78", False)
    car(4.4, 24, "#a8483a", True)

    def lamp(x, z):
        px, py = cam(x, 0, z)
        m = cam.f / z

        def f(k):
            k.line([(px, py), (px, py - 4.4 * m)], "#22282c", max(2, .09 * m)).line([(px, py), (px, py - .8 * m)], "#22282c", max(3, .18 * m))
            k.poly([(px - .16 * m, py - 4.4 * m), (px + .16 * m, py - 4.4 * m), (px + .24 * m, py - 4.9 * m), (px - .24 * m, py - 4.9 * m)], "#ffe6aa").poly([(px - .28 * m, py - 4.9 * m), (px + .28 * m, py - 4.9 * m), (px, py - 5.15 * m)], "#22282c")
        stand(f, py)
        a.glow(px, py - 4.65 * m, .35 * m, "#ffe2a0", .7)
        a.glow(px, py - 4.65 * m, 1.5 * m, "#ffc870", .2)
        a.glow(px, py + 4.4 * m, .6 * m, "#ffc870", .25, sx=.6, sy=2)
    for x, z in ((4.7, 40), (-4.7, 34), (4.7, 13), (-4.9, 9.5)):
        lamp(x, z)

    def wader(k):
        px, py = cam(.7, 0, 9.2)
        m = cam.f / 9.2
        k.poly([(px - .3 * m, py + 2), (px - .3 * m, py - .7 * m), (px - .02 * m, py - .7 * m), (px - .04 * m, py + 2)], "#27402f").poly([(px + .05 * m, py + 2), (px + .03 * m, py - .7 * m), (px + .28 * m, py - .7 * m), (px + .32 * m, py + 2)], "#1c3024")
        k.poly(curve([(px - .34 * m, py - .5 * m), (px - .3 * m, py - 1.2 * m), (px, py - 1.42 * m), (px + .3 * m, py - 1.2 * m), (px + .36 * m, py - .5 * m)], 8).tolist(), "#e0a52c")
        k.poly([(px + .1 * m, py - 1.38 * m), (px + .3 * m, py - 1.2 * m), (px + .36 * m, py - .5 * m), (px + .12 * m, py - .5 * m)], "#a8741a")
        k.disc(px, py - 1.52 * m, .17 * m, "#e0a52c", ry=.2 * m).disc(px - .03 * m, py - 1.5 * m, .1 * m, "#b07a55", ry=.13 * m)
        k.line([(px + .05 * m, py - 1.0 * m), (px + .22 * m, py - 1.5 * m)], "#b07a55", 9).line([(px + .22 * m, py - 1.3 * m), (px + .26 * m, py - 2.5 * m)], "#3a2c24", 5)
        k.poly([(px + .26 * m + .95 * m * np.cos(t), py - 2.05 * m - .55 * m * np.sin(t)) for t in np.linspace(0, np.pi, 24)], "#8a2f34")
        for j in range(4):
            t0, t1 = np.pi * j / 4, np.pi * (j + .5) / 4
            k.poly([(px + .26 * m, py - 2.62 * m)] + [(px + .26 * m + .95 * m * np.cos(t), py - 2.05 * m - .55 * m * np.sin(t)) for t in np.linspace(t0, t1, 6)], "#b54a48")
    stand(wader, cam(0, 0, 9.2)[1])

    def boat(k):
        px, py = cam(-2.0, 0, 26)
        m = cam.f / 26
        k.poly(curve([(px - 1.7 * m, py - .6 * m), (px, py - .35 * m), (px + 1.7 * m, py - .6 * m), (px + 1.2 * m, py + .1 * m), (px - 1.2 * m, py + .1 * m)], 6).tolist(), "#d0632e")
        for u, c in ((-.7, "#2f5068"), (.2, "#8a3a34"), (.9, "#d8cbb4")):
            k.poly(curve([(px + (u - .28) * m, py - .4 * m), (px + (u - .2) * m, py - 1.15 * m), (px + (u + .2) * m, py - 1.15 * m), (px + (u + .28) * m, py - .4 * m)], 5).tolist(), c).disc(px + u * m, py - 1.32 * m, .15 * m, "#b98866")
    stand(boat, cam(0, 0, 26)[1])
    rain = Ink(ss=1)
    for _ in range(520):
        rx, ry, l = rng.uniform(-50, W), rng.uniform(-40, H), rng.uniform(14, 44)
        rain.line([(rx, ry), (rx - l * .12, ry + l)], "#e9eeee", 1)
    a.lay(rain, .13, tex=0)
    k = Ink()
    for _ in range(140):
        z = rng.uniform(3, 26)
        px, py = cam(rng.uniform(-5.5, 5.5), 0, z)
        s = cam.f / z * .09
        k.line([(px + s * np.cos(t), py + s * .3 * np.sin(t)) for t in np.linspace(0, 6.3, 20)], "#dfe6e2", 1)
    a.lay(k, a=.35, tex=0)
    return a.finish(bloom=.3)


def bookshop_window():
    a = Art(167)
    a.px[:] = rgb("#141b2c")
    k = Ink()
    rng = np.random.default_rng(6)
    # wall and shopfront, flat on, painted dark green
    a.rect(0, 0, W, 1060, Grad((0, 0), (0, 1060), "#1d2436", "#2c3040"), tex=.3)
    k.rect(120, 150, 1430, 900, "#1d4a44").rect(120, 150, 1430, 14, "#3f7a6c").rect(140, 180, 1390, 120, "#163a36").rect(146, 186, 1378, 108, "#1f544c")
    for x in (120, 700, 1140, 1510):
        k.rect(x, 300, 40, 750, "#225a50").rect(x, 300, 8, 750, "#43897a").rect(x - 8, 300, 56, 26, "#2b6a5e").rect(x - 8, 1004, 56, 46, "#163a36")
    a.lay(k, tex=.15)
    from PIL import ImageDraw, ImageFont, Image
    im = Image.new("L", (W, H))
    ft = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSerif-Bold.ttf", 84)
    ImageDraw.Draw(im).text((835, 240), "FENN & DAUGHTER · BOOKS", 255, ft, "mm")
    t = np.asarray(im, np.float32) / 255
    a.over(np.roll(t, (3, 3), (0, 1)), "#0c2420", .8)
    a.over(t, "#f0cf86")
    # interior light behind the panes
    panes = [(164, 330, 532, 640), (1184, 330, 322, 640)]
    for x, y, w, h in panes:
        a.rect(x, y, w, h, Grad((0, y), (0, y + h), "#ffdf9c", "#e58f3e"), tex=.2)
    # door
    a.rect(746, 330, 388, 720, "#2a5f54", tex=.12)
    a.rect(790, 360, 300, 470, Grad((0, 360), (0, 830), "#ffd890", "#d9853a"), tex=.2)
    k = Ink()
    spines = ["#8a2f2c", "#2c4a63", "#3f5a3c", "#c9923a", "#5a3a58", "#d9c8a2", "#7a4a2c", "#27403f", "#b5573c", "#40486a"]
    # shelves far inside, seen through the left and right panes
    for x, y, w, h in panes:
        for j in range(3):
            yb = y + 120 + j * 118
            k.rect(x, yb, w, 8, "#6d3f22")
            u = x + 4.0
            while u < x + w - 14:
                bw, bh = rng.uniform(9, 19), rng.uniform(60, 92)
                if rng.random() < .93:
                    k.rect(u, yb - bh, bw - 1.4, bh, mix(rng.choice(spines), "#e0a050", .25)).rect(u + 2, yb - bh * .82, bw - 5, 4, "#f0d49a")
                u += bw
    # a reader inside, and a lamp
    k.at(0, 0, 1)
    k.poly(curve([(470, 860), (474, 700), (520, 640), (580, 640), (624, 700), (632, 860)], 8).tolist(), "#5a2c34")
    k.disc(550, 592, 36, "#a8714c", ry=44).poly(curve([(508, 600), (510, 552), (550, 536), (590, 552), (594, 610), (580, 584), (548, 566), (522, 580)], 6).tolist(), "#2a1a16")
    k.poly([(500, 742), (556, 724), (556, 768), (504, 782)], "#f6ead0").poly([(556, 724), (612, 738), (606, 780), (556, 768)], "#e3cfa4").line([(478, 770), (508, 772)], "#a8714c", 16).line([(622, 770), (600, 768)], "#a8714c", 16)
    k.line([(1345, 330), (1345, 420)], "#4a2c1c", 3).poly([(1300, 470), (1390, 470), (1366, 420), (1324, 420)], "#c5402f")
    k.line([(300, 330), (300, 392)], "#4a2c1c", 3).poly([(252, 442), (348, 442), (322, 392), (278, 392)], "#c5402f")
    # window display: tables of stacked and standing books
    for x, y, w, h in panes:
        k.rect(x, y + h - 84, w, 84, "#5a3420").rect(x, y + h - 84, w, 9, "#b9763e")
        u = x + 16.0
        while u < x + w - 90:
            if rng.random() < .45:
                n = rng.integers(3, 7)
                for q in range(n):
                    bw = rng.uniform(74, 96)
                    k.rect(u + rng.uniform(-5, 5), y + h - 84 - (q + 1) * 17, bw, 15, rng.choice(spines)).rect(u + 8, y + h - 84 - (q + 1) * 17 + 4, bw * .3, 4, "#f0d49a")
                u += 112
            else:
                c = rng.choice(spines)
                bw, bh = rng.uniform(66, 86), rng.uniform(104, 132)
                k.poly([(u, y + h - 84), (u + bw, y + h - 84), (u + bw - 4, y + h - 84 - bh), (u + 4, y + h - 84 - bh)], c)
                k.rect(u + 14, y + h - 84 - bh + 18, bw - 28, 8, "#f4e0b0").rect(u + 14, y + h - 84 - bh + 34, bw - 40, 5, "#f4e0b0").disc(u + bw / 2, y + h - 84 - bh * .4, bw * .22, mix(c, "#ffe0a0", .6))
                u += bw + 18
    # a cat on the right-hand display
    k.poly(curve([(1424, 888), (1420, 820), (1440, 780), (1470, 778), (1490, 820), (1500, 888)], 8).tolist(), "#241c1e").disc(1448, 766, 27, "#241c1e", ry=24).poly([(1426, 756), (1428, 722), (1446, 744)], "#241c1e").poly([(1452, 742), (1470, 722), (1472, 756)], "#241c1e").line(curve([(1498, 884), (1530, 880), (1536, 850)], 8).tolist(), "#241c1e", 11)
    for x, y, w, h in panes:
        for i in (1, 2):
            k.rect(x + w * i / 3 - 4, y, 8, 90, "#225a50")
        k.rect(x, y + 88, w, 9, "#225a50")
    for i in (1,):
        k.rect(790 + 150 - 5, 360, 10, 470, "#225a50")
    k.rect(790, 590, 300, 10, "#225a50").rect(786, 870, 308, 140, "#1d4a44").rect(800, 884, 280, 112, "#286256").disc(1108, 720, 12, "#e9c06a").rect(1102, 700, 12, 60, "#c9983f")
    k.poly([(870, 470), (1010, 470), (1010, 540), (870, 540)], "#fff4d8").line([(870, 470), (940, 436), (1010, 470)], "#4a3020", 3)
    for j in range(3):
        k.rect(886, 484 + j * 17, 108 - j * 22, 6, "#8a2f2c")
    k.rect(80, 1046, 1520, 26, "#3a3a44").rect(746, 1046, 388, 40, "#4a4850")
    # awning
    for i in range(22):
        x0 = 110 + i * 66
        c = "#b54a3c" if i % 2 else "#ecdcb8"
        k.poly([(x0, 296), (x0 + 66, 296), (x0 + 66 - 6, 392), (x0 - 6, 392)], mix(c, "#1c2030", .25))
        k.poly([(x0 - 6, 392), (x0 + 60, 392), (x0 + 60, 412)] + [(x0 + 27 + 33 * np.cos(q), 412 + 14 * np.sin(q)) for q in np.linspace(0, np.pi, 10)] + [(x0 - 6, 412)], mix(c, "#1c2030", .45))
    a.lay(k, tex=.14)
    for x, y in ((1345, 474), (300, 446)):
        a.glow(x, y, 46, "#fff0c0", .8)
        a.glow(x, y, 220, "#ffb85a", .25)
    # a bracket lantern, right, and a side street falling away
    a.rect(1600, 0, 320, 1060, Grad((1600, 0), (W, 0), "#232b3e", "#3c4660"), tex=.2)
    k = Ink()
    vp = (1790, 700)
    k.poly([(1660, 0), (1768, 520), (1768, 800), (1660, 1060)], "#2a2c3e").poly([(1920, 0), (1822, 540), (1822, 790), (1920, 960)], "#20263a")
    for j in range(5):
        for (xa, xb), base in (((1676, 1700), 0), ((1722, 1740), 0), ((1850, 1866), 1), ((1886, 1910), 1)):
            def Y(x, yy):
                s = abs(x - vp[0]) / 130
                return vp[1] + (yy - vp[1]) * min(1.0, s) * 1.0
            y0, y1 = 120 + j * 150, 210 + j * 150
            k.poly([(xa, Y(xa, y0)), (xb, Y(xb, y0)), (xb, Y(xb, y1)), (xa, Y(xa, y1))], "#ffcf82" if rng.random() < .42 else "#151a28")
    k.line([(1560, 330), (1650, 330)], "#0f1220", 8).line([(1640, 330), (1640, 366)], "#0f1220", 4).poly([(1612, 366), (1668, 366), (1656, 448), (1624, 448)], "#ffe6ac").poly([(1604, 368), (1676, 368), (1640, 338)], "#0f1220")
    a.lay(k, tex=.2)
    a.glow(1640, 408, 60, "#ffe6ac", .9)
    a.glow(1640, 420, 300, "#ff9f4a", .25)
    # wet pavement mirrors the window
    k = Ink()
    a.rect(0, 1062, W, 220, "#1a2030", tex=.3)
    src = a.px[:1060]
    n = fbm(W, H, 34, 4, 22, (1.6, 2.4))[1066:] * 26
    n2 = fbm(W, H, 60, 4, 23, (5, .5))[1066:]
    ys = np.clip(1064 - (a.Y[1066:] - 1064) * 2.6 + n * 2, 0, 1059).astype(int)
    xs = np.clip(a.X[1066:] + n * .7, 0, W - 1).astype(int)
    from studio import blur
    soft = blur(src, 5, 22)
    gl = smooth(n2, -.5, .5) * .55 + .42
    a.over(gl, soft[ys, xs], .85, sl=(slice(1066, H), slice(None)))
    # passer-by with umbrella, dark against the light
    k = Ink()
    x, y, m = 1010, 1190, 300
    person(k, x, y, m, "#1f2433", "#12141e", "#6b4a3a", "#12141e", 1.3)
    k.line([(x + 40, y - 1.1 * m), (x + 54, y - 2.12 * m)], "#12141e", 7)
    k.poly([(x + 54 + 250 * np.cos(t), y - 1.78 * m - 128 * np.sin(t)) for t in np.linspace(0, np.pi, 40)] + [(x + 54 - 250 + i * 62.5 + 31, y - 1.78 * m - (16 if i % 1 == 0 else 0)) for i in range(8)], "#1a2036")
    for i in range(1, 4):
        k.line(curve([(x + 54, y - 1.78 * m - 128), (x + 54 + (i - 2) * 90, y - 1.78 * m - 84), (x + 54 + (i - 2) * 120, y - 1.78 * m - 8)], 8).tolist(), "#3c4666", 2)
    r = k.rgba()
    yy = np.clip(2 * y - 6 - a.Y + fbm(W, H, 30, 3, 25) * 8, 0, H - 1).astype(int)
    rr = r[yy, np.clip(a.X + fbm(W, H, 30, 3, 26) * 6, 0, W - 1).astype(int)]
    a.over(rr[..., 3] * (a.Y > y - 6), "#0e121e", .7)
    a.lay(r, tex=.1)
    # rim of warm light on the left of the figure
    a.poly([(x - 74, y - 1.1 * m), (x - 62, y - 1.36 * m), (x - 50, y - 1.4 * m), (x - 62, y - 1.1 * m), (x - 56, y - .62 * m), (x - 64, y - .62 * m)], "#ffb866", .75, soft=2)
    rain = Ink(ss=1)
    for _ in range(800):
        rx, ry, l = rng.uniform(0, W + 80), rng.uniform(-40, H), rng.uniform(16, 60)
        rain.line([(rx, ry), (rx - l * .16, ry + l)], "#dfe6f4", 1)
    lum = blur(a.px.mean(2), 30)
    rr = rain.rgba()
    a.over(rr[..., 3] * (.06 + .3 * np.clip(lum, 0, 1)), "#f4ecd8")
    k = Ink()
    for _ in range(170):
        px, py = rng.uniform(0, W), rng.uniform(1090, H)
        s = 5 + (py - 1080) * .07
        k.line([(px + s * np.cos(t), py + s * .3 * np.sin(t)) for t in np.linspace(0, 6.3, 18)], "#f0dcb0", 1)
    a.lay(k, a=.4, tex=0)
    return a.finish(bloom=.5, contrast=1.1)


def cinema_square():
    a = Art(173)
    hz = 640
    cam = Cam(eye=3.6, f=1200, cx=960, hz=hz)
    a.sky([(0, "#0b1030"), (.5, "#27306a"), (.85, "#6a4c82"), (1, "#a8667a")], hz + 40)
    a.stars(400, 420)
    rng = np.random.default_rng(3)
    k = Ink()
    # palaces round the square
    for x0, x1, z, h, c, f, b in ((-60, -24, 74, 20, "#4a3f5c", 5, 10), (24, 62, 74, 22, "#463a58", 5, 11), (-24, 24, 84, 17, "#3c3656", 4, 12)):
        facade(k, cam, (x0, z), (x1, z), 0, h, c, rng, f, b, win="#20203a", lit="#ffc878", p_lit=.28, trim=mix(c, "#8a7a94", .3), arch=True)
        k.poly(cam.path([(x0 - 1, h, z), (x1 + 1, h, z), (x1 - 1, h + 3.4, z + 5), (x0 + 1, h + 3.4, z + 5)]), "#5a3a4c")
    for s in (-1, 1):
        z = 74.0
        while z > 14:
            d, h = 12, rng.uniform(15, 20)
            c = mix("#5a4258", "#3a3050", rng.random())
            facade(k, cam, (s * 27, z), (s * 27, z - d), 0, h, c, rng, 4, 3, win="#1c1c34", lit="#ffc070", p_lit=.3, trim=mix(c, "#9a7a84", .3), shop="#7a3a44", shutter=mix("#3f5a68", c, .3))
            k.poly(cam.path([(s * 27, h, z), (s * 27, h, z - d), (s * 31, h + 3, z - d), (s * 31, h + 3, z)]), "#4a2f44")
            z -= d
    # bell tower
    k.poly(cam.quad((-16, 92), (-9, 92), 0, 44), "#453a58").poly(cam.path([(-17, 44, 92), (-8, 44, 92), (-12.5, 54, 92)]), "#39506a").poly(cam.quad((-14.2, 91.9), (-10.8, 91.9), 34, 41), "#ffd48a")
    a.lay(k, tex=.16)
    # floor of the square
    a.poly(cam.floor(-27, 27, 2.2, 84), Grad((0, hz + 40), (0, H), "#6a5a7a", "#1c1a34"), tex=.12)
    k = Ink()
    for z in list(np.arange(4, 84, 2.2)):
        k.line(cam.path([(-27, 0, z), (27, 0, z)], False), "#3a3050", max(.6, 12 / z))
    a.lay(k, a=.6)
    # the screen: a film within the picture (a rider on a shore under a huge moon)
    sx0, sy1 = cam(-12.5, 3.0, 50)
    sx1, sy0 = cam(12.5, 16.4, 50)
    k = Ink()
    k.poly(cam.quad((-13.4, 50.2), (13.4, 50.2), 2.3, 17.1), "#12101e")
    for x in (-13.6, 13.6):
        k.line([cam(x, 0, 50), cam(x, 18, 50)], "#0e0c18", 9)
        k.line([cam(x, 12, 50), cam(x + np.sign(x) * 5, 0, 53)], "#0e0c18", 4)
    a.lay(k)
    sl = (slice(int(sy0), int(sy1)), slice(int(sx0), int(sx1)))
    sw, sh = sl[1].stop - sl[1].start, sl[0].stop - sl[0].start
    f = Art(5, sw, sh)
    f.sky([(0, "#c8dcd4"), (.6, "#ffe9bc"), (1, "#ffd08a")], int(sh * .72))
    f.disc(sw * .36, sh * .42, sh * .27, "#fff8e0", tex=.04)
    f.below(sh * .66 - 30 * line1d(sw, 150, 4) - 20, "#a88a78", y1=int(sh * .72))
    f.water(int(sh * .7), "#5a7d80", shine=.9, chop=.7, f=500, falloff=2)
    f.below(sh * .86 + 8 * line1d(sw, 90, 8) + np.linspace(24, -10, sw), "#3c2c30")
    q = Ink(sw, sh)
    q.at(sw * .66, sh * .87, sh / 330)
    q.poly(curve([(-86, -64), (-60, -92), (10, -88), (44, -100), (66, -140), (92, -146), (112, -118), (88, -112), (70, -84), (58, -56), (-60, -48)], 6, True).tolist(), "#241a20")
    for lx, b in ((-66, -22), (-48, 12), (40, -12), (54, 24)):
        q.line([(lx, -56), (lx + b, -26), (lx + b * .6, 4)], "#241a20", 10)
    q.line(curve([(-84, -70), (-120, -66), (-134, -30)], 6).tolist(), "#241a20", 9)
    q.poly(curve([(-30, -86), (-34, -140), (-6, -168), (18, -140), (16, -84)], 6).tolist(), "#7a2c2e").disc(-4, -184, 15, "#2a1c20").poly([(-34, -186), (28, -186), (12, -192), (8, -206), (-14, -206), (-18, -192)], "#241a20").line([(10, -136), (54, -118)], "#7a2c2e", 9)
    f.lay(q.rgba())
    a.px[sl] = np.clip(f.px * 1.05 + .03, 0, 1.15)
    a.glow((sx0 + sx1) / 2, (sy0 + sy1) / 2, 420, "#ffe0b0", .16, sx=1.5)
    pool = np.exp(-(((a.X - 960) / 760) ** 2)) * smooth(a.Y, hz + 30, hz + 120) * (1 - smooth(a.Y, 900, 1240))
    a.over(pool, "#ffdca0", .26, "screen")
    # projector beam from the back
    bx, by = cam(4.6, 3.2, 8)
    m = a.mask([(bx, by), (sx0 + 10, sy0 + 10), (sx1 - 10, sy0 + 10), (sx1 - 10, sy1 - 10)], 16)
    a.over(m[0] * (.6 + .5 * fbm(W, H, 160, 4, 31)[m[1]]), "#fff0d0", .1, "screen", m[1])
    # festoon lights
    k = Ink()
    bulbs = []
    for (x0, y0, z0), (x1, y1, z1) in (((-27, 12, 40), (-13.5, 17, 50)), ((27, 12, 40), (13.5, 17, 50)), ((-27, 11, 22), (-13.5, 17, 50)), ((27, 11, 22), (13.5, 17, 50)), ((-27, 10, 15), (27, 10, 24))):
        pts = []
        for t in np.linspace(0, 1, 22):
            pts.append(cam(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t - 2.2 * np.sin(np.pi * t), z0 + (z1 - z0) * t))
        k.line(pts, "#1a1630", 2)
        bulbs += [(p, z0) for p in pts[1:-1]]
    a.lay(k, tex=0)
    for (x, y), z in bulbs:
        a.glow(x, y, 5, "#ffe2a4", .9)
        a.glow(x, y, 20, "#ff9f4a", .22)
    # the audience: rows of backs, rim-lit by the screen
    k = Ink()
    for z in np.arange(36, 6.5, -1.75):
        n = int(26)
        for i in range(n):
            x = -13.6 + i * 1.08 + (rng.random() - .5) * .25 + (int(z * 4) % 2) * .5
            if abs(x) < 1.0 or rng.random() < .12:
                continue
            px, py = cam(x, 0, z)
            if px < -120 or px > W + 120:
                continue
            m = cam.f / z
            c = mix("#1a1832", rng.choice(["#4a2c3c", "#24405c", "#5a4630", "#2c3a3c"]), .7)
            c = mix(c, "#7a5f78", np.clip((z - 10) / 60, 0, 1))
            k.rect(px - .26 * m, py - .95 * m, .52 * m, .95 * m, "#12101f")
            k.poly(curve([(px - .29 * m, py - .5 * m), (px - .28 * m, py - 1.02 * m), (px, py - 1.18 * m), (px + .28 * m, py - 1.02 * m), (px + .29 * m, py - .5 * m)], 4).tolist(), c)
            hc = rng.choice(["#1a1420", "#2c1c1c", "#4a3424", "#141220", "#5c5058"])
            k.disc(px, py - 1.3 * m, .125 * m, "#ffdca4", ry=.155 * m).disc(px, py - 1.275 * m, .125 * m, hc, ry=.15 * m)
            k.line([(px - .27 * m, py - 1.05 * m), (px, py - 1.185 * m), (px + .27 * m, py - 1.05 * m)], "#e8b88a", max(1, .022 * m))
    # projector tower
    px, py = cam(4.6, 0, 8)
    k.rect(px - 16, py - 380, 32, 380, "#0c0a18").rect(px - 66, by - 44, 132, 74, "#16142a").rect(px - 66, by - 44, 132, 8, "#4a4468").disc(px - 30, by - 46, 22, "#16142a").disc(px + 30, by - 46, 22, "#16142a").disc(bx - 20, by, 15, "#fff4d8")
    a.lay(k, tex=.12)
    a.glow(bx - 20, by, 30, "#fff4d8", .9)
    return a.finish(bloom=.42)


def old_town_roofs():
    a = Art(179)
    hz = 470
    cam = Cam(eye=30, f=1250, cx=960, hz=hz)
    a.sky([(0, "#4f86b0"), (.5, "#9cc3cf"), (.85, "#fbe0b0"), (1, "#fdd096")], hz)
    a.clouds(hz, "#fff2d8", "#9fb2c6", cover=-.05, scale=1.1, light=(-.9, .1), a=.9)
    a.glow(200, 430, 300, "#ffdc9c", .45, sx=1.8)
    a.below(ridge(hz - 2, 60, 420, 5, lift=hump(1500, 420, 70)), Grad((0, 330), (0, hz), "#8fa0b8", "#dcc4a8"), y1=hz)
    a.water(hz, "#5f8fa8", "#4a7d98", shine=.9, chop=.6, falloff=3, y1=640, sun=(200, 430, "#ffe2a8", .6, 200))
    k = Ink()
    rng = np.random.default_rng(10)
    fog = rgb("#e9cfae")

    def house(x, z, w, d, h, wall, tile, haze):
        """A house with a ridge along x or z, lit from the left."""
        H_ = lambda c: mix(c, fog, haze)
        lit, sh = mix(wall, "#fff0d0", .25), mix(wall, "#5a5272", .5)
        along = rng.random() < .55
        r = h + (w if not along else d) * .30
        x1, z1 = x + w, z + d
        if x > 0:
            k.poly(cam.path([(x, -9, z), (x, -9, z1), (x, h, z1), (x, h, z)]), H_(lit))
        if x1 < 0:
            k.poly(cam.path([(x1, -9, z), (x1, -9, z1), (x1, h, z1), (x1, h, z)]), H_(sh))
        fr = mix(wall, "#6a5f78", .28)
        tl, td = mix(tile, "#ffd9a0", .28), mix(tile, "#4a3050", .32)
        if along:     # ridge runs along x: we see the near slope
            k.poly(cam.quad((x, z), (x1, z), -9, h), H_(fr))
            k.poly(cam.path([(x - .3, h - .2, z - .4), (x1 + .3, h - .2, z - .4), (x1 + .3, r, z + d / 2), (x - .3, r, z + d / 2)]), H_(mix(tile, "#ffd9a0", .1)))
            n = int(w / .55)
            if z < 75:
                for i in range(n + 1):
                    u = x - .3 + (w + .6) * i / n
                    k.line([cam(u, h - .2, z - .4), cam(u, r, z + d / 2)], H_(td), max(.6, 12 / z * 4))
            k.line([cam(x - .3, r, z + d / 2), cam(x1 + .3, r, z + d / 2)], H_(tl), max(1, 160 / z))
        else:         # gable towards us
            xm = (x + x1) / 2
            k.poly(cam.path([(x, -9, z), (x1, -9, z), (x1, h, z), (xm, r, z), (x, h, z)]), H_(fr))
            k.poly(cam.path([(x - .4, h - .25, z - .4), (xm, r + .12, z - .4), (xm, r + .12, z1), (x - .4, h - .25, z1)]), H_(tl))
            k.poly(cam.path([(x1 + .4, h - .25, z - .4), (xm, r + .12, z - .4), (xm, r + .12, z1), (x1 + .4, h - .25, z1)]), H_(td))
            if z < 75:
                for i in range(int(d / .6)):
                    zz = z - .4 + i * .6
                    if x1 < 4:
                        k.line([cam(x1 + .4, h - .25, zz), cam(xm, r + .12, zz)], H_(mix(td, "#2a1c2c", .3)), max(.6, 40 / z))
                    if x > -4:
                        k.line([cam(x - .4, h - .25, zz), cam(xm, r + .12, zz)], H_(mix(tl, "#8a4030", .3)), max(.6, 40 / z))
            k.line([cam(x - .4, h - .25, z - .4), cam(xm, r + .12, z - .4), cam(x1 + .4, h - .25, z - .4)], H_("#f0dcb8"), max(1, 130 / z))
        for j in range(int((h + 4) / 2.9)):
            for i in range(max(1, int(w / 2.6))):
                if rng.random() < .8:
                    u = x + w * (i + .5) / max(1, int(w / 2.6))
                    y = h - 2.2 - j * 2.9
                    k.poly(cam.quad((u - .45, z - .02), (u + .45, z - .02), y, y + 1.5), H_("#ffd98c" if rng.random() < .1 else "#3f4656"))
                    if z < 80:
                        sc = rng.choice(["#5f8a7c", "#6a7f98", "#a8735a"])
                        k.poly(cam.quad((u - .95, z - .03), (u - .48, z - .03), y, y + 1.5), H_(sc)).poly(cam.quad((u + .48, z - .03), (u + .95, z - .03), y, y + 1.5), H_(sc))
        if rng.random() < .7:
            cx = x + w * rng.uniform(.2, .8)
            k.poly(cam.quad((cx, z + d * .3), (cx + .9, z + d * .3), h, r + 1.2), H_(mix(wall, "#a8604a", .5))).poly(cam.quad((cx - .12, z + d * .3 - .1), (cx + 1.02, z + d * .3 - .1), r + 1.1, r + 1.4), H_("#f0dcb8"))

    walls = ["#f0d9b0", "#e8c090", "#f4e6cc", "#e0a884", "#d9ccb4", "#eec8a8"]
    tiles = ["#c4603c", "#b5543a", "#cf7448", "#a84c38", "#c9693f"]
    # ground slopes: nearer houses stand higher up the hill
    z = 250.0
    while z > 25:
        d = 5 + z * .045
        base = 2 + 16.5 * np.exp(-(z - 25) / 42)
        haze = np.clip(1 - np.exp(-(z - 20) / 210), 0, .8)
        half = z * .85 + 6
        x = -half
        while x < half:
            w = rng.uniform(6.5, 12.5) * (.9 + z / 600)
            if not (z < 62 and -1 < x + w / 2 < 5):
                h = base + rng.uniform(-2.2, 3.0)
                # leave a gap for the church square
                if not (90 < z < 130 and -30 < x < 6):
                    house(x, z, w, d * rng.uniform(.9, 1.15), h, walls[rng.integers(6)], tiles[rng.integers(5)], haze)
            x += w + (rng.random() < .25) * 1.6
        if z < 130 and z + d >= 118:   # the church and bell tower
            zz = 112
            T = lambda c: mix(c, fog, .34)
            k.poly(cam.path([(-24, -4, zz), (-6, -4, zz), (-6, 15, zz), (-15, 22, zz), (-24, 15, zz)]), T("#f4e2c0"))
            k.poly(cam.path([(-6, -4, zz), (-6, -4, zz + 26), (-6, 15, zz + 26), (-6, 15, zz)]), T("#9a8490"))
            k.poly(cam.path([(-5.4, 14.6, zz - .5), (-15, 22.2, zz - .5), (-15, 22.2, zz + 26), (-5.4, 14.6, zz + 26)]), T("#9a4a3a"))
            k.poly(cam.path([(-24.6, 14.6, zz - .5), (-15, 22.2, zz - .5), (-15, 22.2, zz + 26), (-24.6, 14.6, zz + 26)]), T("#e0885a"))
            x, y = cam(-15, 14, zz)
            k.disc(x, y, 26, T("#5a6478")).line([(x - 26, y), (x + 26, y)], T("#f4e2c0"), 3).line([(x, y - 26), (x, y + 26)], T("#f4e2c0"), 3)
            k.poly(cam.quad((-3.5, zz), (3, zz), -4, 40), T("#f0d4a4"))
            k.poly(cam.path([(3, -4, zz), (3, -4, zz + 6.5), (3, 40, zz + 6.5), (3, 40, zz)]), T("#8a7488"))
            k.poly(cam.quad((1.2, zz - .05), (3, zz - .05), -4, 40), T("#c9a888"))
            for yy in (14, 26, 31.2, 40):
                k.poly(cam.quad((-3.9, zz - .3), (3.4, zz - .3), yy, yy + .8), T("#fff0d0"))
            for xx in (-2.3, .2):
                k.poly(cam.path([(xx, 32.8, zz - .1), (xx + 1.9, 32.8, zz - .1), (xx + 1.9, 37, zz - .1), (xx + .95, 38.6, zz - .1), (xx, 37, zz - .1)]), T("#4a4a60"))
                px, py = cam(xx + .95, 35.6, zz - .2)
                k.poly(curve([(px - 8, py + 11), (px - 5, py - 5), (px, py - 9), (px + 5, py - 5), (px + 8, py + 11)], 5).tolist(), T("#c99a4a"))
            x, y = cam(-.3, 28.8, zz - .2)
            k.disc(x, y, 21, T("#fff4d8")).line([(x, y), (x, y - 15)], "#3a3440", 3).line([(x, y), (x + 10, y + 5)], "#3a3440", 3)
            k.poly(cam.path([(-3.8, 40.8, zz), (3.3, 40.8, zz), (-.25, 51, zz)]), T("#6f9a8e")).poly(cam.path([(.9, 40.8, zz), (3.3, 40.8, zz), (-.25, 51, zz)]), T("#3f6468"))
            k.line([cam(-.25, 51, zz), cam(-.25, 55, zz)], "#5a4a44", 3)
        z -= d
    a.lay(k, tex=.16)
    a.mist(hz + 30, hz + 260, "#ffe2b4", .28)
    # near terrace: parapet, pots, line of washing, a cat
    k = Ink()
    k.poly([(0, 1180), (W, 1130), (W, H), (0, H)], "#c9a583").poly([(0, 1166), (W, 1116), (W, 1140), (0, 1192)], "#fbe6c0").poly([(0, 1192), (W, 1140), (W, 1156), (0, 1210)], "#8a6a68")
    for x, r, c in ((150, 60, "#c5603c"), (330, 46, "#b5543a"), (1690, 66, "#c5603c")):
        y = 1172 - x * .026
        k.poly([(x - r, y - r * 1.2), (x + r, y - r * 1.2), (x + r * .7, y), (x - r * .7, y)], c).poly([(x + r * .3, y - r * 1.2), (x + r, y - r * 1.2), (x + r * .7, y), (x + r * .25, y)], mix(c, "#4a2438", .4)).rect(x - r * 1.1, y - r * 1.35, r * 2.2, r * .3, mix(c, "#ffd9a0", .3))
        tree(k, x, y - r * 2.2, r * 1.3, rng, "#27452f", "#b8b04c", 260, -1)
        for _ in range(26):
            t, q = rng.uniform(0, 6.28), rng.random() ** .5
            k.disc(x + r * 1.2 * q * np.cos(t), y - r * 2.2 + r * q * np.sin(t), r * .11, "#d9432f" if x != 330 else "#f4d25a")
    x, y = 1430, 1136
    k.poly(curve([(x - 52, y), (x - 58, y - 60), (x - 24, y - 104), (x + 12, y - 86), (x + 40, y - 40), (x + 48, y)], 8).tolist(), "#3a2c34").disc(x - 34, y - 118, 32, "#3a2c34", ry=28).poly([(x - 62, y - 128), (x - 60, y - 164), (x - 38, y - 142)], "#3a2c34").poly([(x - 32, y - 142), (x - 12, y - 164), (x - 6, y - 126)], "#3a2c34").line(curve([(x + 44, y - 4), (x + 100, y - 2), (x + 128, y + 30), (x + 120, y + 62)], 8).tolist(), "#3a2c34", 15)
    k.line(curve([(x - 62, y - 10), (x - 66, y - 60), (x - 40, y - 100)], 6).tolist(), "#f0a86a", 4)
    a.lay(k, tex=.18)
    g = Ink()
    for x, y, s, t in ((520, 260, 34, .15), (610, 220, 24, -.1), (1300, 180, 26, .2), (1380, 220, 18, 0), (700, 300, 16, .1)):
        gull(g, x, y, s, "#fdf6e6", t)
    a.lay(g, tex=0)
    return a.finish(bloom=.22, warm=.015)


def fish_market():
    a = Art(181)
    hz = 590
    cam = Cam(eye=1.75, f=1150, cx=900, hz=hz)
    fog = ("#dfe3d4", 60)
    a.sky([(0, "#4f93bb"), (.6, "#a9cfd4"), (1, "#f0e8cc")], hz)
    a.clouds(hz, "#ffffff", "#b4c6d0", cover=-.1, scale=1.2, a=.9)
    rng = np.random.default_rng(19)
    k = Ink()
    z = 90.0
    while z > 6:
        d, h = 9, rng.uniform(10, 14)
        c = rng.choice(["#e0b88a", "#d8957a", "#ead8b4", "#c9a890"])
        facade(k, cam, (-11.5, z), (-11.5, max(z - d, 2)), 0, h, mix(c, "#fff4dc", .15), rng, 4, 3, shutter="#4f7f86", trim="#f6ecd6", haze=fog, balcony=True)
        z -= d
    # masts and harbour on the right
    a.lay(k, tex=.14)
    a.below(ridge(hz - 2, 40, 300, 5), Grad((0, 500), (0, hz), "#8fb0b8", "#cdd9cc"), y1=hz)
    k2 = Ink()
    z = 90.0
    a.lay(k, tex=.14)
    a.water(hz, "#2f7f92", "#1a5a72", shine=.8, chop=.7, falloff=4, y1=900, f=1150)
    a.lay(k, tex=.14)
    for x, z, c in ((24, 60, "#3a6a8a"), (17, 46, "#c5533a"), (21, 40, "#e9d29a"), (13.5, 30, "#2f6a5a"), (17, 25, "#f0ead8")):
        px, py = cam(x, -1, z)
        m = cam.f / z
        k2.poly(curve([(px - 4 * m, py - 1.2 * m), (px, py - .7 * m), (px + 4.4 * m, py - 1.6 * m), (px + 3.2 * m, py + .3 * m), (px - 3.2 * m, py + .3 * m)], 6).tolist(), c)
        k2.poly([(px - 4 * m, py - 1.2 * m), (px, py - .75 * m), (px + 4.4 * m, py - 1.6 * m), (px + 4.2 * m, py - 1.3 * m), (px, py - .5 * m), (px - 3.8 * m, py - .95 * m)], "#f6efdc")
        k2.rect(px - 2 * m, py - 2.6 * m, 1.8 * m, 1.7 * m, "#f6efdc").rect(px - 1.7 * m, py - 2.3 * m, 1.2 * m, .6 * m, "#40586a")
        k2.line([(px + .8 * m, py - .8 * m), (px + .8 * m, py - 7 * m)], "#5b4636", max(2, .12 * m)).line([(px + .8 * m, py - 6.6 * m), (px + 4.2 * m, py - 1.6 * m)], "#5b4636", 1.2).line([(px + .8 * m, py - 6.6 * m), (px - 3.6 * m, py - 1.2 * m)], "#5b4636", 1.2)
    a.lay(k2, tex=.1)
    # quay
    a.poly(cam.floor(-11.5, 8.2, 1.6, 200), Grad((0, hz), (0, H), "#d6cbb4", "#7f7a76"), tex=.12)
    k = Ink()
    for z in list(np.arange(1.8, 20, .6)) + list(np.arange(20, 60, 2)):
        k.line(cam.path([(-11.5, 0, z), (8, 0, z)], False), "#8d857a", max(.6, 10 / z))
        for x in np.arange(-11 + (int(z * 5) % 2) * .5, 8, 1.1):
            if z < 14:
                k.line([cam(x, 0, z), cam(x, 0, z + .6)], "#8d857a", max(.6, 7 / z))
    k.poly(cam.floor(7.8, 8.4, 1.6, 200), "#e9dcc0")
    a.lay(k, a=.5)
    n = smooth(fbm(W, H, 150, 5, 44, (3, .5)), .15, .5) * (a.Y > hz + 60)
    m = a.mask(cam.floor(-11.5, 7.6, 1.6, 200))
    src = a.px[np.clip(2 * hz - a.Y + 20 * fbm(W, H, 40, 3, 3, (3, 1)), 0, hz - 1).astype(int), a.X.astype(int)]
    a.over((n[m[1]] * m[0]), src[m[1]], .55, sl=m[1])
    # stalls in two rows, far to near
    cols = [("#c5402f", "#f4ead2"), ("#2f6f8a", "#f4ead2"), ("#d99a2f", "#fff4dc"), ("#3f7a5a", "#f0ead0")]
    things = []
    for i, z in enumerate(np.arange(42, 5.5, -5.2)):
        things += [("stall", -7.6, z, i), ("stall", 3.4, z - 1.4, i + 1)]
    for _ in range(30):
        things.append(("man", rng.uniform(-3.0, 2.2), rng.uniform(9, 44), 0))
    things += [("man", -1.9, 7.4, 1), ("man", .9, 8.6, 2), ("man", -.6, 10.5, 3)]
    for what, x, z, i in sorted(things, key=lambda t: -t[2]):
        k = Ink()
        hv = 1 - np.exp(-z / 75)
        Hc = lambda c: mix(c, fog[0], hv)
        if what == "man":
            px, py = cam(x, 0, z)
            person(k, px, py, cam.f / z * rng.uniform(.92, 1.04), Hc(rng.choice(COATS)), Hc(rng.choice(["#2a2c36", "#4a4038"])), Hc(rng.choice(SKINS)), Hc(rng.choice(HAIRS)), rng.uniform(-1.5, 1.5), None if rng.random() < .5 else Hc(rng.choice(["#c9a25a", "#8a4a34", "#3f6a5a"])))
            a.lay(k, tex=.1)
            continue
        w, d = 3.6, 3.0
        x0, x1, z0, z1 = x, x + w, z, z + d
        for xx in (x0 + .1, x1 - .1):
            for zz in (z1, z0):
                k.line([cam(xx, 0, zz), cam(xx, 2.7, zz)], Hc("#8a7a66"), max(1.5, 60 / zz))
        # keeper behind the counter
        px, py = cam(x0 + w * (.3 if x < 0 else .68), 0, z + 1.9)
        person(k, px, py, cam.f / (z + 1.9), Hc(rng.choice(["#3f6a8a", "#e9e2d0", "#2f4a58"])), Hc("#2a2c36"), Hc(rng.choice(SKINS)), Hc(rng.choice(HAIRS)))
        # counter: sloping ice, fish in rows
        top0, top1 = .82, 1.12
        k.poly(cam.quad((x0, z0), (x1, z0), 0, top0), Hc("#3f5a68"))
        for j in range(9):
            u = x0 + w * j / 9
            k.poly(cam.quad((u, z0 - .01), (u + w / 18, z0 - .01), .04, top0 - .04), Hc("#5a7a86"))
        if x < 0:
            k.poly(cam.path([(x1, 0, z0), (x1, 0, z0 + 1.2), (x1, top1, z0 + 1.2), (x1, top0, z0)]), Hc("#2c424e"))
        else:
            k.poly(cam.path([(x0, 0, z0), (x0, 0, z0 + 1.2), (x0, top1, z0 + 1.2), (x0, top0, z0)]), Hc("#4a6674"))
        k.poly(cam.path([(x0, top0, z0), (x1, top0, z0), (x1, top1, z0 + 1.2), (x0, top1, z0 + 1.2)]), Hc("#e9f2f2"))
        if z < 26:
            for r in range(4):
                c = rng.choice(["#8fa4b0", "#d9785a", "#b8c4c4", "#6d8494", "#e0a06a"])
                t = (r + .5) / 4
                nfish = 13
                for q in range(nfish):
                    u = x0 + .14 + (w - .28) * (q + .5) / nfish
                    yy, zz = top0 + (top1 - top0) * t + .03, z0 + 1.2 * t
                    fx, fy = cam(u, yy, zz)
                    m = cam.f / zz
                    k.poly(curve([(fx - .10 * m, fy + .02 * m), (fx - .02 * m, fy - .045 * m), (fx + .09 * m, fy - .02 * m), (fx + .13 * m, fy - .05 * m), (fx + .125 * m, fy + .03 * m), (fx + .06 * m, fy + .02 * m), (fx - .03 * m, fy + .05 * m)], 3, True).tolist(), Hc(mix(c, "#ffffff", rng.random() * .3)))
                    k.line([(fx - .08 * m, fy), (fx + .06 * m, fy - .02 * m)], Hc("#f6fafa"), max(1, .012 * m))
                    k.disc(fx - .07 * m, fy, max(1, .01 * m), Hc("#22282c"))
            px, py = cam(x0 + w * .5, top1, z0 + 1.25)
            m = cam.f / (z0 + 1.25)
            for u in (-1.1, .2, 1.2):
                k.rect(px + u * m, py - .3 * m, .34 * m, .22 * m, Hc("#fff8e4")).rect(px + (u + .05) * m, py - .24 * m, .22 * m, .04 * m, Hc("#2a3a44")).line([(px + (u + .17) * m, py), (px + (u + .17) * m, py - .1 * m)], Hc("#5a4a3a"), 2)
        # awning in stripes
        ca, cb = cols[i % 4]
        ns = 8
        for j in range(ns):
            u0, u1 = x0 - .25 + (w + .5) * j / ns, x0 - .25 + (w + .5) * (j + 1) / ns
            c = ca if j % 2 else cb
            k.poly(cam.path([(u0, 2.35, z0 - .7), (u1, 2.35, z0 - .7), (u1, 3.15, z0 + 1.4), (u0, 3.15, z0 + 1.4)]), Hc(c))
            k.poly(cam.path([(u0, 2.35, z0 - .7), (u1, 2.35, z0 - .7), (u1, 2.02, z0 - .72), ((u0 + u1) / 2, 1.96, z0 - .72), (u0, 2.02, z0 - .72)]), Hc(mix(c, "#2a3450", .28)))
        e = x1 + .25 if x < 0 else x0 - .25
        k.poly(cam.path([(e, 2.35, z0 - .7), (e, 3.15, z0 + 1.4), (e, 2.35, z1)]), Hc(mix(ca, "#1c2438", .35)))
        lx, ly = cam(x + w / 2, 2.1, z0 + .6)
        k.line([(lx, ly), (lx, ly - 30 * 8 / z)], Hc("#333333"), 1.5).disc(lx, ly, max(2, 60 / z), Hc("#fff2c4"))
        # crates in front of near stalls
        if z < 22:
            for q in range(2):
                u = x0 + .3 + q * 1.5
                k.poly(cam.quad((u, z0 - .8), (u + 1.1, z0 - .8), 0, .34), Hc("#a8804f")).poly(cam.path([(u, .34, z0 - .8), (u + 1.1, .34, z0 - .8), (u + 1.1, .34, z0 - .2), (u, .34, z0 - .2)]), Hc("#dfeaea"))
                k.line(cam.path([(u, .17, z0 - .81), (u + 1.1, .17, z0 - .81)], False), Hc("#7a5a34"), 3)
                for s in range(7):
                    fx, fy = cam(u + .12 + s * .14, .4, z0 - .5)
                    m = cam.f / z
                    k.disc(fx, fy, .07 * m, Hc(rng.choice(["#d9785a", "#8fa4b0", "#c9543a"])), ry=.03 * m)
        a.lay(k, tex=.1)
        a.glow(lx, ly, 100 / z, "#fff0c0", .5)
    k = Ink()
    for x, y, s, t in ((1240, 250, 46, .2), (1400, 190, 30, -.1), (1560, 290, 24, .1), (1120, 320, 20, .2)):
        gull(k, x, y, s, "#fdfaf0", t)
        gull(k, x, y + s * .07, s * .9, "#8d9aa2", t)
    # a gull standing on a crate in front
    k.poly([(1290, 1120), (1560, 1120), (1540, 1300), (1310, 1300)], "#96703f").poly([(1280, 1104), (1570, 1104), (1566, 1136), (1284, 1136)], "#c49a5e").rect(1300, 1180, 250, 14, "#6d4d28").rect(1306, 1236, 240, 12, "#6d4d28")
    x, y = 1420, 1104
    k.line([(x - 8, y), (x - 6, y - 40)], "#e0a03a", 6).line([(x + 18, y), (x + 16, y - 40)], "#e0a03a", 6)
    k.poly(curve([(x - 80, y - 104), (x - 50, y - 60), (x + 10, y - 34), (x + 70, y - 52), (x + 150, y - 86), (x + 70, y - 102), (x + 10, y - 124), (x - 44, y - 150)], 8, True).tolist(), "#f8f6ee")
    k.poly(curve([(x - 20, y - 116), (x + 40, y - 118), (x + 160, y - 84), (x + 60, y - 66), (x - 6, y - 84)], 8, True).tolist(), "#8b9aa6").poly([(x + 96, y - 96), (x + 184, y - 76), (x + 100, y - 78)], "#22282e")
    k.disc(x - 62, y - 146, 36, "#f8f6ee", ry=32).poly([(x - 92, y - 154), (x - 142, y - 138), (x - 136, y - 128), (x - 90, y - 134)], "#e8b03a").disc(x - 72, y - 152, 5, "#22282e").disc(x - 128, y - 132, 4, "#c5402f")
    a.lay(k, tex=.08)
    return a.finish(bloom=.18)


SCENES = {
    "fish-market": fish_market, "old-town-roofs": old_town_roofs, "city-hall": city_hall, "tram-line": tram_line,
    "housing-towers": housing_towers, "customs-house": customs_house, "flooded-street": flooded_street,
    "bookshop-window": bookshop_window, "cinema-square": cinema_square,
}
