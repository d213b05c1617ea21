"""Where the city meets the water: cranes, the barrier, the bridge, the skyline, the dry dock."""
import numpy as np
from studio import W, H, Art, Cam, Grad, Ink, curve, fbm, mix, rgb, smooth
from sea import CARGO, boxes, gull, hump, ridge
from town import person


def crane(k, x, y, s, c, hi, up=False, lamp="#ffd98a"):
    """A ship-to-shore crane seen from the side; s is about its height."""
    def P(u, v):
        return (x + u * s, y - v * s)
    w = s * .022
    for u in (-.17, .17):
        k.line([P(u * 1.05, 0), P(u, .64)], c, w)
        k.line([P(u * 1.05 + .012, 0), P(u + .012, .64)], hi, w * .35)
    k.line([P(-.175, .30), P(.175, .30)], c, w).line([P(-.17, .30), P(.17, .62)], c, w * .6).line([P(.17, .30), P(-.17, .62)], c, w * .6)
    k.line([P(-.52, .64), P(.22, .64)], c, w * 1.3).line([P(-.52, .652), P(.22, .652)], hi, w * .35)
    apex = P(.10, .98)
    k.line([P(.17, .64), apex], c, w).line([P(-.05, .64), apex], c, w * .8)
    k.line([apex, P(-.48, .65)], c, w * .35)
    if up:
        end = P(.62, 1.12)
        k.line([P(.2, .64), end], c, w * 1.2).line([apex, P(.46, .935)], c, w * .35)
    else:
        end = P(.98, .64)
        k.line([P(.2, .64), end], c, w * 1.3).line([P(.2, .652), P(.98, .652)], hi, w * .35)
        k.line([apex, P(.56, .65)], c, w * .4).line([apex, P(.94, .65)], c, w * .35)
        for i in range(9):
            a, b = .22 + i * .085, .22 + (i + .5) * .085
            k.line([P(a, .64), P(b, .675), P(a + .085, .64)], c, max(1, w * .3))
        k.rect(*P(.52, .635), .07 * s, .045 * s, c)
        k.line([P(.54, .59), P(.54, .36)], c, max(1, w * .2)).line([P(.57, .59), P(.57, .36)], c, max(1, w * .2))
    k.rect(*P(-.44, .72), .16 * s, .08 * s, c)
    for u, v in ((-.17, .05), (.17, .05), (-.3, .63), (0, .63), (.2, .63), (.1, .985)) + (() if up else ((.6, .63), (.96, .63))):
        k.disc(*P(u, v), max(1.6, s * .008), lamp)
    return [P(u, .63) for u in (-.3, 0, .2)] + [apex] + [end]


def harbour_cranes():
    a = Art(83)
    hz = 820
    a.sky([(0, "#232a55"), (.35, "#5c4a7c"), (.6, "#b8607a"), (.82, "#f08d5c"), (1, "#ffc469")], hz)
    a.clouds(hz, "#ff9d6a", "#43386a", cover=.25, scale=.75, light=(.2, 1.6), a=.85, soft=.8)
    a.glow(720, 800, 420, "#ffb050", .55, sx=2.2, sy=.7)
    a.disc(720, 770, 46, "#fff0b8", tex=0)
    a.below(ridge(hz - 2, 70, 460, 5, lift=hump(1500, 500, 80)), Grad((0, 620), (0, hz), "#6c4d7c", "#c57a6c"), y1=hz)
    a.mist(hz - 60, hz + 10, "#ffbe7a", .5)
    # far cranes
    k = Ink()
    for x, s, u in ((120, 170, True), (250, 180, False), (1120, 150, True), (1260, 160, False), (980, 130, True)):
        crane(k, x, hz, s, "#7d5068", "#c98a74", u)
    k.rect(0, hz - 12, W, 14, "#6e4a66")
    rng = np.random.default_rng(6)
    boxes(k, 300, hz - 6, 18, 3, 18, 10, rng, ["#8a5566", "#7a4a62", "#a06468"])
    boxes(k, 1300, hz - 6, 30, 4, 18, 10, rng, ["#8a5566", "#7a4a62", "#a06468"])
    a.lay(k)
    a.mist(hz - 120, hz + 30, "#ff9f6a", .4)
    a.water(hz, "#3a3358", "#191a38", shine=1.0, chop=.75, falloff=2.2, sun=(720, 770, "#ffc27a", .9, 120))
    # the terminal: ship and three cranes to the right
    k = Ink()
    k.poly([(700, 812), (800, 836), (1990, 856), (1990, 968), (790, 940), (742, 900)], "#221d38")
    k.poly([(742, 900), (790, 940), (1990, 968), (1990, 944), (776, 918)], "#6b2a38")
    k.line([(700, 812), (800, 836), (1990, 856)], "#e98f6c", 3)
    boxes(k, 860, 846, 27, 5, 42, 25, rng, [mix(c, "#3a2848", .45) for c in CARGO])
    k.rect(800, 708, 52, 134, "#4a3a55").rect(800, 708, 14, 134, "#c98774").rect(786, 694, 82, 20, "#5b465f")
    for i in range(5):
        for j in range(3):
            k.rect(806 + j * 14, 722 + i * 22, 8, 9, "#ffd488")
    r = k.rgba()
    a.mirror(r, 946, .7, 1.3, fade=160)
    a.lay(r, tex=.08)
    k = Ink()
    lamps = []
    for x, s, u in ((1060, 640, False), (1420, 740, False), (1760, 860, True)):
        lamps += crane(k, x, 1010 + (s - 640) * .22, s, "#1a1730", "#d97a55", u)
    r = k.rgba()
    a.mirror(r, 1040, .55, 1.4, fade=240)
    a.lay(r, tex=.04)
    for x, y in lamps:
        a.glow(x, y, 14, "#ffd98a", .7)
        a.glow(x, y, 46, "#ff9a4a", .16)
    # quay apron and straddle carriers in the foreground
    x = np.arange(W)
    q = 1056 + (1900 - x) * .05
    a.below(q, Grad((0, 1030), (0, 1280), "#51405a", "#16142a"), tex=.3)
    m = (a.Y > q[None, :] + 12)
    n = smooth(fbm(W, H, 190, 5, 88, (3.2, .5)), .1, .5)
    refl = a.px[np.clip((2 * q[None, :] - a.Y + 8 * fbm(W, H, 30, 2, 7, (3, 1))).astype(int), 0, H - 1), np.clip(a.X.astype(int), 0, W - 1)]
    a.over(m * n * .62, refl)
    k = Ink()
    k.line([(0, 1056 + 95), (W, 1056)], "#f0a06a", 3)
    for i in range(3):
        k.line([(0, 1182 + i * 40), (W, 1068 + i * 16)], "#c98a63", 2.5 - i * .5)
    for x0, y0, s in ((210, 1196, 1.2), (560, 1168, 1.0)):
        k.at(x0, y0, s)
        for u in (-60, 60):
            k.rect(u - 7, -190, 14, 190, "#1b1830").rect(u - 7, -190, 4, 190, "#d97a55").disc(u - 12, -6, 14, "#100e1c").disc(u + 12, -6, 14, "#100e1c")
        k.rect(-76, -206, 152, 22, "#1b1830").rect(-76, -206, 152, 5, "#e88a5c").rect(-64, -172, 128, 40, "#8d3a3a").rect(30, -228, 44, 34, "#2a2440").rect(36, -222, 30, 16, "#ffd488")
        for q6 in range(1, 9):
            k.line([(-64 + q6 * 14, -170), (-64 + q6 * 14, -134)], "#6b2a30", 2)
    k.at(0, 0, 1)
    for gx, gy, s, t in ((420, 330, 34, .2), (500, 280, 24, -.1), (330, 420, 18, .1), (600, 380, 15, 0)):
        gull(k, gx, gy, s, "#2a2248", t)
    a.lay(k, tex=.1)
    a.glow(254, 930, 20, "#ffd488", .7)
    a.glow(608, 946, 18, "#ffd488", .7)
    return a.finish(bloom=.35, warm=.02)


def tidal_barrier():
    a = Art(97)
    cam = Cam(eye=9, f=1250, cx=560, hz=560, yaw=.0)
    hz = 560
    a.sky([(0, "#070d20"), (.5, "#122447"), (.85, "#2d4a6e"), (1, "#5d6f80")], hz)
    a.stars(420, 500)
    a.clouds(hz, "#46617f", "#0a1428", cover=.1, scale=.9, light=(-.3, 1), a=.7, soft=.7)
    a.glow(330, 150, 60, "#e8eefc", .5)
    a.glow(330, 150, 300, "#9fb6d8", .25)
    a.disc(330, 150, 34, "#f6f4e6", tex=.08)
    a.below(ridge(hz - 2, 50, 420, 4, lift=hump(200, 300, 40)), Grad((0, 480), (0, hz), "#152845", "#29415c"), y1=hz)
    rng = np.random.default_rng(8)
    k = Ink()
    for _ in range(120):
        k.rect(rng.uniform(0, 900), hz - rng.random() ** 2 * 34 - 3, rng.uniform(1.5, 3), rng.uniform(1.5, 3), mix("#ffcf86", "#fff3d4", rng.random()))
    a.lay(k, tex=0)
    a.water(hz, "#0d2036", "#071225", shine=1.0, chop=.85, falloff=2.4, f=1250, sun=(330, 150, "#dfe8fa", .55, 90))
    # piers march away to the left along a curve; nearest on the right
    base = [(30 - 6.2 * i, 34 + 25 * i) for i in range(9)]
    lights = []
    for i in range(len(base) - 1, -1, -1):
        x, z = base[i]
        t = i / 8
        haze = t * .62
        k = Ink()
        c = mix("#2b3d50", "#2a4058", haze)
        lit = mix("#d8c49a", "#4a6078", haze)

        def box(x0, x1, y0, y1, z0, z1, front, side, top=None):
            k.poly(cam.path([(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)]), side)
            k.poly(cam.path([(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)]), front)
            if y1 < cam.eye:
                k.poly(cam.path([(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)]), top or front)
        if i < len(base) - 1:      # the gate between this pier and the next, with water behind lit
            nx, nz = base[i + 1]
            g0, g1 = (x - 1.5, z + 8), (nx + 4, nz)
            steel = mix("#c98a3a", "#3d4d60", haze)
            k.poly(cam.quad(g0, g1, -.3, 5.6), mix("#5a3e26", "#2a3c52", haze))
            for j in range(7):
                u0, u1 = j / 7 + .015, (j + 1) / 7 - .015
                a0 = (g0[0] + (g1[0] - g0[0]) * u0, g0[1] + (g1[1] - g0[1]) * u0)
                a1 = (g0[0] + (g1[0] - g0[0]) * u1, g0[1] + (g1[1] - g0[1]) * u1)
                for v in range(3):
                    k.poly(cam.quad(a0, a1, .1 + v * 1.85, 1.7 + v * 1.85), mix(steel, "#1a2233", .12 * (j % 2) + .2 * (2 - v) / 2))
            k.poly(cam.quad(g0, g1, 5.6, 6.1), mix("#f0c070", "#50647a", haze))
            # walkway above
            k.poly(cam.quad((x, z), (nx, nz), 11.2, 12.3), mix("#39495a", "#2b4058", haze))
            k.line(cam.path([(x, 13.2, z), (nx, 13.2, nz)], False), mix("#8796a4", "#3b5068", haze), max(1, 40 / z))
            for j in range(8):
                u = j / 8
                px, pz = x + (nx - x) * u, z + (nz - z) * u
                lights.append((cam(px, 12.8, pz), pz))
        box(x - 1.5, x + 5, -.5, 10.5, z, z + 8, lit, c)
        # roof: a curved steel shell
        for j in range(10):
            t0, t1 = j / 10 * np.pi, (j + 1) / 10 * np.pi
            p0 = (x + 1.75 - 4.2 * np.cos(t0), 10.5 + 7 * np.sin(t0))
            p1 = (x + 1.75 - 4.2 * np.cos(t1), 10.5 + 7 * np.sin(t1))
            sh = .5 + .5 * np.cos(t0 - .7)
            k.poly(cam.path([(p0[0], p0[1], z - .6), (p1[0], p1[1], z - .6), (p1[0], p1[1], z + 9), (p0[0], p0[1], z + 9)]), mix(mix("#30465f", "#d9e2e6", sh), "#34506c", haze))
        k.poly(cam.path([(x + 1.75 - 4.2 * np.cos(q), 10.5 + 7 * np.sin(q), z - .6) for q in np.linspace(0, np.pi, 24)]), mix("#b9c7d0", "#3a556f", haze))
        k.poly(cam.path([(x + 1.75 - 3.2 * np.cos(q), 10.5 + 5.4 * np.sin(q), z - .7) for q in np.linspace(0, np.pi, 24)]), mix("#ffdf9a", "#8a8f90", haze))
        for j in range(5):
            xx = x - .6 + j * 1.2
            k.line(cam.path([(xx, 10.5, z - .8), (xx, 15.6, z - .8)], False), mix("#4a4436", "#4a5c6c", haze), max(1, 120 / z))
        for j in range(3):
            k.poly(cam.quad((x + .2 + j * 1.6, z - .05), (x + 1.1 + j * 1.6, z - .05), 3, 7.6), mix("#6d6048", "#3a4e64", haze))
        k.poly(cam.quad((x - 1.8, z - .1), (x + 5.3, z - .1), -.5, 1.2), mix("#1c2a30", "#223850", haze))
        r = k.rgba()
        yw = cam(x, 0, z)[1]
        a.mirror(r, yw, .8, 1.4, fade=60 + 300 * (1 - t), tint="#0d2036", tint_a=.2)
        a.lay(r, tex=.08)
        s = cam.f / z
        px, py = cam(x - 2.6, 14.4, z)
        a.glow(px, py, s * .3, "#ff4a3a" if i % 2 else "#58ff9a", .9)
        fx, fy = cam(x + 1.75, 12, z)
        a.glow(fx, fy, s * 4.5, "#ffcf7a", .22 * (1 - haze * .7))
        gx, gy = cam(x + 1.75, 5, z)
        a.glow(gx, gy, s * 6, "#ff9f3f", .12)
    for (x, y), z in lights:
        a.glow(x, y, max(1.5, 60 / z), "#ffe2a6", .8)
    # tug in the near water
    k = Ink().at(420, 1010, 1.5)
    k.poly(curve([(-110, -30), (0, -22), (110, -44), (92, 4), (-100, 4)], 8).tolist(), "#0c1524")
    k.poly([(-110, -30), (110, -44), (108, -36), (-106, -22)], "#9a3a2e").poly([(-46, -84), (34, -84), (44, -28), (-50, -26)], "#8794a0").poly([(-40, -112), (24, -112), (30, -84), (-44, -84)], "#a9b4bc").rect(-36, -106, 58, 15, "#ffe2a0")
    k.line([(-6, -112), (-6, -170)], "#8794a0", 4).rect(-76, -74, 22, 48, "#2b3644")
    r = k.rgba()
    a.mirror(r, 1014, .7, 1.3, fade=140)
    a.lay(r)
    a.glow(412, 756, 12, "#ffffff", 1)
    a.glow(530, 950, 8, "#58ff9a", .9)
    a.glow(410, 862, 40, "#ffe2a0", .3, sx=1.6)
    return a.finish(bloom=.4)


def bridge_fog():
    a = Art(101)
    hz = 900
    a.sky([(0, "#93a7ad"), (.45, "#c3cbc4"), (.8, "#ead9bd"), (1, "#f2d8b4")], 1280)
    a.glow(1420, 420, 300, "#fff0cf", .5, sx=1.6)
    a.disc(1420, 400, 52, "#fffaf0", a=.75, soft=4, tex=0)
    cam = Cam(eye=4, f=1350, cx=420, hz=hz, x=-30, yaw=.0)
    fog = rgb("#d9d4c4")

    def hz_mix(c, z):
        return mix(c, fog, 1 - np.exp(-z / 300))
    # distant hills and towers through the fog
    a.below(ridge(hz - 30, 120, 420, 5, lift=hump(1650, 420, 160)), Grad((0, 640), (0, hz), "#bcc1bb", "#dcd6c6"), y1=hz + 2, tex=.02)
    a.mist(hz - 220, hz + 60, "#e6dcc6", .85)
    a.water(hz, "#8f9f9c", "#56696b", shine=.92, chop=.5, falloff=1.6, f=1350, sun=(1420, 400, "#fff3d8", .35, 220))
    # the deck runs from near right to far left-centre: along z at x = 30..50
    dx0, dx1 = 6, 20
    zs = [60, 210, 400]

    def cable_y(z):
        z = max(z, -80)
        if z < zs[0]:
            t = (zs[0] - z) / 110
            return max(31, 78 - 48 * t)
        if z < zs[1]:
            m, hw = (zs[0] + zs[1]) / 2, (zs[1] - zs[0]) / 2
            return 34 + 44 * ((z - m) / hw) ** 2
        if z < zs[2]:
            m, hw = (zs[1] + zs[2]) / 2, (zs[2] - zs[1]) / 2
            return 34 + 44 * ((z - m) / hw) ** 2
        return max(31, 78 - 48 * (z - zs[2]) / 120)

    def deck(z0, z1, n):
        for z in np.linspace(z1, z0, n, endpoint=False)[:]:
            zz = z - (z1 - z0) / n
            k.poly(cam.path([(dx0, 26, zz), (dx1, 26, zz), (dx1, 26, z), (dx0, 26, z)]), hz_mix("#2c3a3f", z))
            k.poly(cam.path([(dx0, 26, zz), (dx0, 26, z), (dx0, 30, z), (dx0, 30, zz)]), hz_mix("#6d3d33", z))
            # truss
            k.line(cam.path([(dx0, 26, zz), (dx0, 30, (z + zz) / 2), (dx0, 26, z)], False), hz_mix("#3c2420", z), max(1, 330 / z))
            k.line(cam.path([(dx0, 30.2, zz), (dx0, 30.2, z)], False), hz_mix("#c9745a", z), max(1, 420 / z))
            k.line(cam.path([(dx0, 26.2, zz), (dx0, 26.2, z)], False), hz_mix("#3c2420", z), max(1, 330 / z))

    def cables(x, z0, z1, c, w):
        n = 60
        zz = np.linspace(z1, z0, n)
        for z, z2 in zip(zz[:-1], zz[1:]):
            k.line(cam.path([(x, cable_y(z), z), (x, cable_y(z2), z2)], False), hz_mix(c, z), max(1, w * 60 / max(z, 14)))
        for z in np.arange(z1, z0, -6):
            k.line(cam.path([(x, cable_y(z), z), (x, 30, z)], False), hz_mix(c, z), max(.5, 70 / max(z, 12)))

    def tower(z):
        c, s, l = hz_mix("#8a3d2e", z), hz_mix("#57261f", z), hz_mix("#c4705a", z)
        for x in (dx1 - .5, dx0 - 2.5):
            for y0, y1, g in ((0, 30, .6), (30, 56, .3), (56, 80, 0)):
                k.poly(cam.path([(x - g, y0, z), (x - g, y0, z + 5), (x - g, y1, z + 5), (x - g, y1, z)]), s)
                k.poly(cam.quad((x - g, z), (x + 3 + g, z), y0, y1), c)
                k.poly(cam.quad((x + 2.1 + g, z), (x + 3 + g, z), y0, y1), l)
                k.poly(cam.quad((x + 1.2, z), (x + 1.6, z), y0 + 2, y1 - 2), s)
        for y in (36, 52, 66, 77):
            k.poly(cam.quad((dx0, z + .5), (dx1, z + .5), y, y + 3.4), c)
            k.poly(cam.quad((dx0, z + .5), (dx1, z + .5), y, y + .8), s)
        k.poly(cam.quad((dx0 - 7, z - 2), (dx1 + 7, z - 2), -2, 7), hz_mix("#7c7b72", z))
        k.poly(cam.path([(dx0 - 7, -2, z - 2), (dx0 - 7, -2, z + 10), (dx0 - 7, 7, z + 10), (dx0 - 7, 7, z - 2)]), hz_mix("#4e514c", z))

    segs = [(400, 560), (210, 400), (60, 210), (-20, 60)]
    for i, (z0, z1) in enumerate(segs):
        k = Ink()
        cables(dx1, max(z0, 4), z1, "#6d3d33", 9)
        deck(max(z0, 4), z1, 40)
        cables(dx0, max(z0, 4), z1, "#7a3a2e", 10)
        r = k.rgba()
        if i < 3:
            a.lay(r, tex=.03)
            k = Ink()
            tower(z0)
            r2 = k.rgba()
            yw = cam(0, 0, z0)[1]
            a.mirror(r2, yw, .6 - .15 * (2 - i), 1.0, fade=200)
            a.lay(r2, tex=.06)
            n = np.clip(fbm(W, H, 330, 5, 50 + i, (2.6, .55)) * .6 + .42, 0, 1)
            top = cam(0, 20, z0)[1]
            band = np.exp(-((a.Y - top) / (5200 / z0 + 90)) ** 2)
            a.over(n * band, "#e9dfcb", .82 - .1 * i)
        else:
            a.lay(r, tex=.05)
    for i, z in enumerate((60, 210, 400)):
        x, y = cam(dx0 - 1, 82, z)
        a.glow(x, y, 500 / z, "#ff6a4a", .8)
    n = np.clip(fbm(W, H, 520, 5, 60, (3, .6)) * .8 + .2, 0, 1) * smooth(a.Y, 760, 960) * (1 - smooth(a.Y, 1000, 1220))
    a.over(n, "#efe4cf", .75)
    # a rowing boat with a fisher, near
    k = Ink().at(520, 1120, 1.25)
    k.poly(curve([(-130, -34), (-60, -20), (40, -20), (136, -44), (100, 6), (-104, 6)], 8).tolist(), "#2c3534")
    k.poly([(-130, -34), (-60, -22), (40, -22), (136, -44), (132, -36), (42, -13), (-58, -13), (-127, -26)], "#8a6a4a")
    k.poly(curve([(-34, -18), (-40, -66), (-18, -92), (8, -84), (22, -20)], 8).tolist(), "#3d4a55").disc(-10, -104, 15, "#8a6650").poly([(-30, -108), (10, -108), (4, -122), (-20, -124)], "#26302f")
    k.line([(4, -62), (60, -78), (190, -170)], "#2b2520", 3).line([(190, -170), (206, 0)], "#6d6a60", 1)
    r = k.rgba()
    a.mirror(r, 1126, .7, 1.0, fade=130)
    a.lay(r, tex=.1)
    g = Ink()
    for x, y, s, t in ((980, 760, 26, .1), (1060, 730, 20, -.1), (900, 810, 15, .1)):
        gull(g, x, y, s, "#7c8480", t)
    a.lay(g, tex=0)
    return a.finish(bloom=.2, contrast=1.04)


def night_skyline():
    a = Art(109)
    hz = 760
    a.sky([(0, "#0a1030"), (.42, "#1c2c62"), (.7, "#4a4688"), (.88, "#a0628c"), (1, "#e58f7c")], hz)
    a.stars(460, 700)
    a.clouds(hz, "#8a6a94", "#171c40", cover=.0, scale=.8, light=(.1, 1.4), a=.6, soft=.8)
    a.below(ridge(hz - 60, 120, 560, 5, lift=hump(1350, 600, 130)), Grad((0, 460), (0, hz), "#1b2148", "#4a3d66"), y1=hz)
    rng = np.random.default_rng(12)
    k = Ink()
    for _ in range(420):
        x = rng.uniform(0, W)
        y = hz - 40 - abs(rng.normal(0, 60)) - hump(1350, 600, 90)[int(x)] * rng.random()
        k.rect(x, y, 2, 2, mix("#ffb866", "#fff0cc", rng.random()), rng.uniform(.3, .9))
    # mast on the hill
    k.line([(1350, hz - 330), (1350, hz - 440)], "#2a2c50", 3)
    a.lay(k, tex=0)
    a.glow(1350, hz - 442, 5, "#ff4a3a", 1)
    glows = []
    for layer, (dens, hmin, hmax, c, lit) in enumerate(((46, 70, 170, "#2a2a56", .35), (40, 60, 220, "#1d2148", .5), (30, 40, 130, "#141736", .6))):
        k = Ink()
        x = -30.0
        while x < W:
            w = rng.uniform(.7, 1.5) * W / dens
            core = np.exp(-((x - 1060) / 420) ** 2)
            h = rng.uniform(hmin, hmax) * (.55 + (1.1 if layer < 2 else .25) * core)
            top = hz - h
            col = mix(c, "#4b3f6e", rng.random() * .25)
            k.rect(x, top, w, h + 6, col)
            k.rect(x + w * .82, top, w * .18, h + 6, mix(col, "#000010", .35))
            kind = rng.random()
            if kind < .22:
                k.poly([(x - 2, top), (x + w / 2, top - w * .4), (x + w + 2, top)], mix(col, "#5a3a4a", .4))
            elif kind < .34:
                k.rect(x + w * .3, top - 14, w * .3, 14, col).line([(x + w * .5, top - 14), (x + w * .5, top - 60)], col, 2)
                glows.append((x + w * .5, top - 60, "#ff5a44", 4))
            ww, wh = rng.uniform(4, 6), rng.uniform(5, 7)
            warm = rng.random()
            for j in range(int(h / (wh * 1.9))):
                for i in range(int((w * .8) / (ww * 1.8))):
                    if rng.random() < lit * .85:
                        wc = mix("#ff9a4a", "#fff3c8", rng.random()) if rng.random() < .82 + warm * .1 else "#bfe0ff"
                        k.rect(x + 4 + i * ww * 1.8, top + 6 + j * wh * 1.9, ww, wh, wc, rng.uniform(.5, 1))
            x += w * rng.uniform(.85, 1.15)
        if layer == 1:   # cathedral dome, bell tower
            k.rect(620, hz - 150, 190, 156, "#3d3560").poly([(620 + 95 - 92 * np.cos(t), hz - 150 - 96 * np.sin(t)) for t in np.linspace(0, np.pi, 30)], "#4d6a74").rect(700, hz - 284, 30, 44, "#6a5a78").poly([(696, hz - 284), (715, hz - 330), (734, hz - 284)], "#4d6a74")
            for i in range(7):
                k.rect(632 + i * 25, hz - 128, 12, 50, "#ffc87a")
            k.rect(860, hz - 300, 48, 306, "#6a4a58").poly([(854, hz - 300), (884, hz - 376), (914, hz - 300)], "#4a6a70").rect(874, hz - 280, 20, 40, "#ffdf9a")
            k.disc(884, hz - 220, 15, "#fff0c4")
            glows += [(715, hz - 110, "#ffb45a", 70), (884, hz - 250, "#ffb45a", 60)]
        a.lay(k, tex=.05)
        a.mist(hz - 130, hz + 20, "#a0607a", .18 - layer * .04)
    k = Ink()
    k.rect(0, hz - 8, W, 12, "#1a1630")
    for i in range(76):
        x = 10 + i * 25.5
        k.line([(x, hz - 8), (x, hz - 26)], "#241e38", 1)
        glows.append((x, hz - 27, "#ffc878", 4.5))
    a.lay(k)
    for x, y, c, r in glows:
        a.glow(x, y, r, c, .8 if r < 20 else .35)
    a.glow(1060, hz - 40, 500, "#ff9a5a", .2, sx=1.6, sy=.5)
    a.water(hz + 2, "#0c1330", "#060a1c", shine=1.05, chop=1.15, falloff=1.6, contrast=.5)
    # ferry crossing, small, lit; foreground pier with two people and a lamp
    from sea import ferry
    s = ferry(Ink().at(420, 872, .42, True), lit="#8c8fae", shade="#5d6086", dark="#14182e", band="#7a3238", glow="#ffe2a0").rgba()
    a.mirror(s, 875, .9, 1.2, fade=150)
    a.lay(s)
    a.glow(420, 838, 90, "#ffd98a", .2, sx=1.6, sy=.5)
    cam = Cam(eye=2.2, f=1300, cx=1330, hz=hz - 30)
    k = Ink()
    k.poly(cam.floor(-.2, 6.2, 3.2, 15.5), "#221e34")
    for i, z in enumerate(np.arange(3.2, 15.4, .34)):
        k.poly(cam.floor(-.2, 6.2, z, z + .3), mix("#3a3044", "#2a2440", (i * 37 % 11) / 11))
    k.poly(cam.path([(-.2, -.6, 3.2), (-.2, -.6, 15.5), (-.2, 0, 15.5), (-.2, 0, 3.2)]), "#0d0c1c")
    for z in (15, 12.2, 9.6, 7.2, 5):
        for x in (-.1, 6.1):
            k.line([cam(x, -1.2, z), cam(x, 1.05, z)], "#0e0c1a", 90 / z)
    for x in (-.1, 6.1):
        k.line(cam.path([(x, 1.0, 3.2), (x, 1.0, 15.3)], False), "#15121f", 5)
        k.line(cam.path([(x, .55, 3.2), (x, .55, 15.3)], False), "#15121f", 3)
    for x, z, c in ((2.2, 9.5, "#2c2438"), (2.75, 9.4, "#3a2430")):
        px, py = cam(x, 0, z)
        m = cam.f / z
        person(k, px, py, m, c, "#0d0c16", mix("#8a6650", c, .6), "#0d0b14", .5)
        k.line(curve([(px - .16 * m, py - 1.42 * m), (px + .02 * m, py - 1.5 * m), (px + .2 * m, py - 1.4 * m)], 5).tolist(), "#e0a070", 3)
    lx, ly = cam(5.6, 0, 8)
    k.line([(lx, ly), (lx, ly - 3.6 * 162)], "#0e0c1a", 9).line([(lx, ly - 575), (lx - 50, ly - 590)], "#0e0c1a", 6)
    k.poly([(lx - 66, ly - 572), (lx - 34, ly - 572), (lx - 44, ly - 594), (lx - 56, ly - 594)], "#ffe9b4")
    a.lay(k, tex=.25)
    a.glow(lx - 50, ly - 576, 30, "#fff0c0", 1)
    a.glow(lx - 50, ly - 560, 150, "#ffbf6a", .3)
    a.glow(lx - 60, ly - 30, 190, "#ffb45a", .2, sx=1.5, sy=.45)
    return a.finish(bloom=.45)


def dry_dock():
    a = Art(113)
    hz = 640
    cam = Cam(eye=12, f=1050, cx=960, hz=hz)
    a.sky([(0, "#7fb0c4"), (.6, "#cfdcd2"), (1, "#f4e3bd")], H)
    a.clouds(hz + 160, "#fff8e6", "#9fb0b8", cover=.15, scale=.9, light=(.9, -.6), a=.9, soft=.6)
    # yard beyond: sheds, gantry, city
    k = Ink()
    rng = np.random.default_rng(5)
    for x0, x1, h, c in ((-220, -90, 38, "#9a8f84"), (-80, -30, 26, "#b7a58c"), (50, 160, 34, "#a79a88"), (170, 300, 46, "#8d8880")):
        k.poly(cam.quad((x0, 260), (x1, 260), 0, h), mix(c, "#e9dcc0", .4))
        for j in range(6):
            u = x0 + (x1 - x0) * j / 6
            k.poly(cam.path([(u, h, 260), (u + (x1 - x0) / 6, h, 260), (u + (x1 - x0) / 6, h + 9, 260)]), mix(c, "#cdbfa5", .4))
    a.lay(k)
    a.mist(hz - 150, hz + 60, "#f4e3bd", .5)
    k = Ink()
    X0, X1, D = -20, 20, 11      # dock edges and depth
    Z0, Z1 = 6, 170
    # ground either side
    k.poly(cam.floor(-400, X0, 3, 300), "#a2988a").poly(cam.floor(X1, 400, 3, 300), "#b7aa94").poly(cam.floor(X0, X1, Z1, 300), "#aca08e")
    a.lay(k, tex=.09)
    k = Ink()
    for z in (9, 12, 16, 21, 28, 37, 50, 68, 95, 140, 210):
        for x0, x1 in ((-400, X0), (X1, 400)):
            k.line(cam.path([(x0, 0, z), (x1, 0, z)], False), "#7d7466", max(.8, 16 / z))
    for x in list(range(-140, -24, 10)) + list(range(30, 150, 10)):
        k.line(cam.path([(x, 0, 3), (x, 0, 290)], False), "#7d7466", 1)
    for x in (-37, -35.4, -24.6, -23):
        k.line(cam.path([(x, .05, 3), (x, .05, 260)], False), "#4f4a48", 3).line(cam.path([(x + .12, .05, 3), (x + .12, .05, 260)], False), "#e3d6bc", 1)
    # sheds, plate stacks, containers, a lorry
    def shed(x0, x1, z0, z1, h, front, side, door):
        xs = x1 if x1 < 0 else x0
        k.poly(cam.path([(xs, 0, z0), (xs, 0, z1), (xs, h, z1), (xs, h, z0)]), side)
        k.poly(cam.quad((x0, z0), (x1, z0), 0, h), front)
        n = max(2, int((x1 - x0) / 9))
        for j in range(n):
            u0, u1 = x0 + (x1 - x0) * j / n, x0 + (x1 - x0) * (j + 1) / n
            k.poly(cam.path([(u0, h, z0), (u1, h, z0), (u1, h + 4, z0)]), mix(front, "#ffffff", .2))
            k.poly(cam.quad((u0 + 1.6, z0 - .05), (u1 - 1.6, z0 - .05), 0, h * .55), door)
            k.poly(cam.quad((u0 + 1, z0 - .05), (u1 - 1, z0 - .05), h * .68, h * .9), "#54707c")
            for q in range(4):
                k.line(cam.path([(u0 + 1 + q * (u1 - u0 - 2) / 3, h * .68, z0 - .1), (u0 + 1 + q * (u1 - u0 - 2) / 3, h * .9, z0 - .1)], False), mix(front, "#ffffff", .3), 1.4)
    shed(48, 116, 150, 190, 22, "#c9a184", "#7a6660", "#5a6a6c"), shed(-130, -58, 165, 200, 24, "#b5b0a0", "#6a6864", "#7a4a3a")
    shed(62, 100, 92, 128, 15, "#a8604a", "#6d4038", "#3f4a50")
    for i, (x, z, c) in enumerate(((30, 60, "#b5472f"), (30, 66, "#2f6178"), (34.5, 60, "#c98b3a"), (-52, 74, "#5d7f5a"), (-52, 82, "#2f6178"), (46, 44, "#7a8b95"))):
        for yy in range(1 + (i % 3 == 0)):
            y0 = yy * 2.6
            if x > 0:
                k.poly(cam.path([(x, y0, z), (x, y0, z + 6), (x, y0 + 2.6, z + 6), (x, y0 + 2.6, z)]), mix(c, "#1c2028", .4))
            else:
                k.poly(cam.path([(x + 2.4, y0, z), (x + 2.4, y0, z + 6), (x + 2.4, y0 + 2.6, z + 6), (x + 2.4, y0 + 2.6, z)]), mix(c, "#1c2028", .4))
            k.poly(cam.path([(x, y0 + 2.6, z), (x + 2.4, y0 + 2.6, z), (x + 2.4, y0 + 2.6, z + 6), (x, y0 + 2.6, z + 6)]), mix(c, "#fff0d0", .35))
            k.poly(cam.quad((x, z), (x + 2.4, z), y0, y0 + 2.6), c)
    for x, z, n in ((26, 26, 5), (31, 24, 3), (-33, 28, 6), (-47, 40, 4)):
        for q in range(n):
            k.poly(cam.quad((x, z), (x + 4, z), q * .24, q * .24 + .2), mix("#6d6660", "#a85f3c", (q * 3 % 5) / 5))
            k.poly(cam.path([(x, q * .24 + .2, z), (x + 4, q * .24 + .2, z), (x + 4, q * .24 + .2, z + 7), (x, q * .24 + .2, z + 7)]), mix("#8d8a84", "#c07a50", (q * 3 % 5) / 5))
    a.lay(k, tex=.08)
    k = Ink()
    # dock floor and stepped walls
    k.poly(cam.floor(X0, X1, Z0, Z1, -D), "#5f6461")
    steps = 4
    for i in range(steps):
        for sgn, base in ((-1, X0), (1, X1)):
            xo, xi = base - sgn * (-i * 0) - sgn * i * 1.3, base - sgn * (i + 1) * 1.3
            y0, y1 = -D * i / steps, -D * (i + 1) / steps
            wall = mix("#b3a68e", "#6a6a64", i / 4) if sgn < 0 else mix("#7d776c", "#474b4c", i / 4)
            k.poly(cam.path([(xo, y0, Z0), (xo, y0, Z1), (xo, y1, Z1), (xo, y1, Z0)]), wall)
            k.poly(cam.floor(min(xo, xi), max(xo, xi), Z0, Z1, y1), mix("#cbbd9f", "#7b7b74", i / 4))
            for z in np.arange(Z0, Z1, 6):
                k.line(cam.path([(xo, y0, z), (xo, y1, z)], False), mix(wall, "#2b2b2b", .25), max(.6, 16 / z))
    k.poly(cam.quad((X0, Z1), (X1, Z1), -D, 2), "#7a5b45")
    for j in range(9):
        k.line(cam.path([(X0 + j * 5, -D, Z1), (X0 + j * 5, 2, Z1)], False), "#54402f", 2)
    a.lay(k, tex=.25)
    # puddles
    n = smooth(fbm(W, H, 160, 5, 5, (2.4, .5)), .2, .5)
    r = a.mask(cam.floor(X0 + 5, X1 - 5, Z0, Z1, -D))
    a.over(r[0] * n[r[1]], "#a9bcc0", .7, sl=r[1])
    # the hull, bow towards us: cross-sections from stern to stem
    k = Ink()
    N = 46
    zs = np.linspace(164, 44, N)

    def section(z, n=16):
        t = (z - 44) / 120
        full = min(1, (t / .42)) ** .62
        half, top = 11.5 * full, 12 + 5.5 * (1 - min(1, t / .35)) ** 2
        fl = 1 - min(1, t / .45)          # flare towards the bow
        pts = []
        for v in np.linspace(0, 1, n):
            y = -9.2 + (top + 9.2) * v
            w = half * (1 - (1 - v) ** (3.4 - 2.2 * fl)) if v > 0 else half * .0
            w = half * min(1, (v / .22)) ** .5 * (1 - fl * .55 * (1 - v) ** 1.0)
            pts.append((w, y))
        return pts
    for i in range(N - 1):
        A, B = section(zs[i]), section(zs[i + 1])
        for sgn in (-1, 1):
            for j in range(len(A) - 1):
                q = [(sgn * A[j][0], A[j][1], zs[i]), (sgn * B[j][0], B[j][1], zs[i + 1]), (sgn * B[j + 1][0], B[j + 1][1], zs[i + 1]), (sgn * A[j + 1][0], A[j + 1][1], zs[i])]
                p0, p1, p2 = np.array(q[0]), np.array(q[1]), np.array(q[3])
                nn = np.cross(p1 - p0, p2 - p0) * -sgn
                nn = nn / (np.linalg.norm(nn) + 1e-6)
                nn = nn if nn[0] * sgn >= 0 else -nn
                li = np.clip(.30 + .5 * nn[0] * 1.0 - .35 * nn[2] + .3 * nn[1], .1, 1.1)
                y = (A[j][1] + B[j][1]) / 2
                base = "#a83a2a" if y < 1.2 else "#f3ecdc" if y < 2 else "#24455e"
                c = rgb(base) * (.42 + .85 * li)
                if y < 1.2:
                    c = mix(c, "#5a4a3c", .25 * rng.random() + (.25 if y < -5 else 0))
                c = mix(c, "#e3d5b8", .35 * (zs[i] - 44) / 120)
                k.poly(cam.path(q), c)
    # stem line and bulb
    k.line(cam.path([(0, y, 44) for y in np.linspace(-9, 17.4, 12)], False), "#16303f", 6)
    bx, by = cam(0, -5.6, 41)
    k.disc(bx, by, 3.0 * cam.f / 41, "#7d2a20", ry=2.9 * cam.f / 41).disc(bx + 16, by - 18, 2.5 * cam.f / 41, "#a83a2a", ry=2.3 * cam.f / 41).disc(bx + 44, by - 42, 1.1 * cam.f / 41, "#c9604a", ry=.9 * cam.f / 41)
    # bridge above deck
    k2 = Ink()
    k2.poly(cam.quad((-4, 126), (4, 126), 12, 46), "#b8452f").poly(cam.quad((1, 125.9), (4, 125.9), 12, 46), "#8f3526").poly(cam.quad((-4.2, 125.8), (4.2, 125.8), 43, 46), "#2a2c34")
    k2.poly(cam.quad((-9, 110), (9, 110), 12, 30), "#efe8d6").poly(cam.quad((-12, 109), (12, 109), 27, 30), "#f8f2e2").poly(cam.quad((-11, 108.9), (11, 108.9), 27.8, 29.3), "#3b5364")
    for j in range(4):
        for i in range(7):
            k2.poly(cam.quad((-7.6 + i * 2.2, 109.8), (-6.4 + i * 2.2, 109.8), 14 + j * 3, 15.6 + j * 3), "#51677a")
    k2.line(cam.path([(0, 30, 110), (0, 42, 110)], False), "#e0d8c4", 6).line(cam.path([(-4, 38, 110), (4, 38, 110)], False), "#e0d8c4", 3)
    a.lay(k2, tint="#f0e0bf", tint_a=.25)
    a.lay(k, tex=.16)
    # anchors, marks, scaffolding, blocks, workers with sparks
    k = Ink()
    for sgn in (-1, 1):
        x, y = cam(sgn * 3.6, 9.0, 47)
        k.disc(x, y, 15, "#12222c").line([(x, y), (x, y + 52)], "#2b2f30", 9).line(curve([(x - 26, y + 40), (x - 12, y + 58), (x + 12, y + 58), (x + 26, y + 40)], 6).tolist(), "#2b2f30", 9)
    for i in range(9):
        x, y = cam(.0, -7 + i * 1.0, 43.5)
        k.rect(x + 24 + i * 1.5, y - 30, 12, 4, "#f3ecdc")
    for z in np.arange(46, 120, 8):
        for x in (-7.5, 7.5):
            x0, y0 = cam(x - .7, -D, z)
            x1, y1 = cam(x + .7, -D + 1.6, z)
            k.rect(x0, y1, x1 - x0, y0 - y1, mix("#7a5a3a", "#b8a488", z / 170))
    # scaffold on the right of the hull
    for z in np.arange(118, 38, -8):
        for y in np.arange(-D, 13, 4):
            c = mix("#8d7a3f", "#d9c9a0", z / 170)
            k.line(cam.path([(14, y, z), (14, min(y + 4, 13), z)], False), c, 62 / z)
            k.line(cam.path([(14, y, z), (14, y, z + 8)], False), c, 80 / z)
            if (int(z) // 8 + int(y)) % 3 == 0:
                k.line(cam.path([(14, y, z), (14, y + 4, z + 8)], False), c, 40 / z)
    people = [(6, -D, 34), (7.2, -D, 33), (-30, 0, 44), (-45, 0, 60), (34, 0, 46), (36, 0, 47), (52, 0, 70), (-25, 0, 90), (-12, -D, 24), (-9.5, -D, 25), (11, -D, 28), (-14, -D, 42), (13.9, -3, 60), (13.9, 5, 74), (-24, 0, 26), (-26.5, 0, 27), (25, 0, 34)]
    for x, y, z in people:
        px, py = cam(x, y, z)
        m = cam.f / z
        k.poly([(px - .2 * m, py), (px - .26 * m, py - 1.4 * m), (px + .26 * m, py - 1.4 * m), (px + .2 * m, py)], "#2d4256").poly([(px - .27 * m, py - .8 * m), (px - .28 * m, py - 1.42 * m), (px + .28 * m, py - 1.42 * m), (px + .27 * m, py - .8 * m)], "#e0702c")
        k.disc(px, py - 1.58 * m, .15 * m, "#b98462").poly([(px - .19 * m, py - 1.6 * m), (px - .14 * m, py - 1.82 * m), (px + .14 * m, py - 1.82 * m), (px + .19 * m, py - 1.6 * m)], "#f4e6b8")
    # portal crane on the left edge
    def L(p, q, w, c="#d9a02f"):
        k.line(cam.path([p, q], False), c, w)
    for z in (62, 74):
        for x in (-34, -26):
            L((x, 0, z), (x + (2 if x < -30 else -2), 22, z), 11)
            k.line(cam.path([(x + .4, 0, z), (x + (2.4 if x < -30 else -1.6), 22, z)], False), "#8a6216", 4)
    L((-34, 22, 62), (-26, 22, 62), 12), L((-34, 11, 62), (-26, 11, 62), 7), L((-32, 22, 74), (-28, 22, 74), 8)
    k.poly(cam.quad((-33, 61), (-27, 61), 22, 28), "#e6b040").poly(cam.quad((-32, 60.9), (-29.5, 60.9), 24, 27), "#34505f")
    L((-30, 28, 61), (-8, 50, 52), 12), L((-30, 34, 61), (-30, 28, 61), 12), L((-30, 38, 61), (-8, 50, 52), 4, "#8a6216"), L((-33, 26, 61), (-30, 38, 61), 6)
    k.line([cam(-8, 50, 52), cam(-8, 20, 52)], "#2c2c2c", 2.4)
    x, y = cam(-8, 20, 52)
    k.poly([(x - 60, y + 22), (x + 60, y + 22), (x + 54, y + 66), (x - 54, y + 66)], "#6d7a7d").line([(x - 54, y + 22), (x, y), (x + 54, y + 22)], "#2c2c2c", 2)
    a.lay(k, tex=.1)
    for x, y, z in ((13.2, -2, 60), (-9.4, -9.8, 26)):
        px, py = cam(x, y, z)
        a.glow(px, py, 12, "#eaf6ff", 1.3)
        a.glow(px, py, 50, "#a8d4ff", .5)
    a.poly(cam.floor(-20, 12, 6, 150, -D), Grad((500, 0), (1300, 0), "#000008", "#000008"), .28, soft=14)
    return a.finish(bloom=.2)


SCENES = {
    "harbour-cranes": harbour_cranes, "tidal-barrier": tidal_barrier, "bridge-fog": bridge_fog,
    "night-skyline": night_skyline, "dry-dock": dry_dock,
}
