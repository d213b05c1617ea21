"""The harbour of 1626 as an old engraved plan: copper-plate lines, hatching and a little wash on laid paper."""
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from studio import W, H, Art, Ink, blur, curve, fbm, line1d, mix, rgb, smooth

INK = "#3a2a20"
SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-%s.ttf"


def text(art, x, y, s, size, style="Italic", anchor="mm", c=INK, track=0, angle=0, halo="#e6d4ac"):
    f = ImageFont.truetype(SERIF % style, size)
    im = Image.new("L", (art.w, art.h))
    d = ImageDraw.Draw(im)
    if track:
        wid = sum(d.textlength(ch, f) + track for ch in s) - track
        cx = x - wid / 2
        for ch in s:
            d.text((cx, y), ch, 255, f, "lm")
            cx += d.textlength(ch, f) + track
    else:
        d.text((x, y), s, 255, f, anchor)
    if angle:
        im = im.rotate(angle, Image.BICUBIC, center=(x, y))
    m = np.asarray(im, np.float32) / 255
    if halo:
        art.over(np.clip(blur(m, 7) * 3.2, 0, 1), halo, .9)
    art.over(m, c, .95, tex=.2)


def ship(k, x, y, s, c=INK, flip=False):
    k.at(x, y, s, flip)
    k.poly(curve([(-70, -24), (-50, -10), (0, -4), (56, -14), (72, -34), (54, 10), (-40, 14), (-62, 0)], 6, True).tolist(), "#d9c39a")
    k.line(curve([(-70, -24), (-50, -10), (0, -4), (56, -14), (72, -34), (54, 10), (-40, 14), (-62, 0), (-70, -24)], 6).tolist(), c, 2.4)
    for j in range(4):
        k.line([(-58 + j * 3, -6 + j * 5), (54 - j * 2, -4 + j * 4)], c, 1.1)
    for u, h in ((-34, 96), (4, 122), (40, 84)):
        k.line([(u, -6), (u, -h)], c, 2.6)
        for v0, v1, w in ((.94, .66, 17), (.62, .28, 25)):
            p = curve([(u - w, -h * v0), (u + w, -h * v0), (u + w + 8, -h * (v0 + v1) / 2), (u + w + 2, -h * v1), (u - w - 2, -h * v1), (u - w + 6, -h * (v0 + v1) / 2)], 5, True).tolist()
            k.poly(p, "#f6ecd2").line(p + [p[0]], c, 1.6)
            for q in range(4):
                k.line([(u + w * .2 + q * 5, -h * v0 + 3), (u + w * .3 + q * 5, -h * v1 - 2)], c, .9)
        k.poly([(u, -h), (u + 22, -h - 5), (u, -h - 10)], "#9a3a2c")
    k.line([(-68, -26), (-104, -46)], c, 2.2)
    for j in range(3):
        k.line([(-80 - j * 8, 18 + j * 7), (80 + j * 6, 18 + j * 7)], c, 1)
    k.at()


def harbour_1626():
    a = Art(251)
    paper = rgb("#ead9b4") * (1 + .05 * fbm(W, H, 500, 5, 3)[..., None] + .03 * fbm(W, H, 6, 2, 4)[..., None])
    a.px[:] = paper
    lines = .5 + .5 * np.sin(a.Y * 2 * np.pi / 7)
    a.px *= (1 - .012 * lines)[..., None]
    st = smooth(fbm(W, H, 340, 5, 9), .35, .9) + .7 * smooth(np.hypot((a.X - 960) / 960, (a.Y - 640) / 640), .86, 1.3)
    a.over(np.clip(st, 0, 1), "#b08a54", .38, "normal")
    # coast: sea lies in the lower left; the harbour bites into the town
    coast = [(-30, 560), (120, 600), (260, 560), (380, 600), (470, 560), (560, 610), (640, 600), (664, 520), (712, 452), (820, 420), (940, 436), (1030, 500), (1052, 590), (1016, 664), (1040, 730), (1130, 766), (1240, 850), (1300, 960), (1410, 1020), (1560, 1060), (1660, 1140), (1720, 1310)]
    cc = curve(coast, 24)
    rough = np.stack([line1d(len(cc), 9, 5), line1d(len(cc), 9, 6)], 1) * 7
    keep = (np.abs(cc[:, 0] - 860) > 260)[:, None]
    cc = cc + rough * np.where(keep, 1, .15)
    sea = [tuple(p) for p in cc] + [(-40, 1320)]
    r = a.mask(sea)
    m = np.zeros((H, W), np.float32)
    m[r[1]] = r[0]
    a.over(m, "#a9bfae", .42)
    # water lining: contour lines at growing distance from the shore
    dist = blur(m, 26)
    d2 = blur(m, 60)
    for f, lv, al in ((dist, .62, .8), (dist, .72, .7), (dist, .81, .6), (dist, .89, .5), (d2, .86, .4), (d2, .93, .35)):
        g = np.gradient(f)
        mag = np.hypot(g[0], g[1]) + 1e-4
        ln = np.clip(1.3 - np.abs(f - lv) / mag / 1.0, 0, 1)
        a.over(ln * m, INK, al)
    a.over(np.clip(1 - dist, 0, 1) * m, "#5f8a8a", .35)
    k = Ink()
    k.line(sea[:-1], INK, 4)
    rng = np.random.default_rng(3)
    from PIL import Image as I

    def inland(x, y):
        return 0 <= x < W and 0 <= y < H and m[int(y), int(x)] < .02 and dist[int(y), int(x)] < .12
    # town walls with bastions
    wall = [(600, 560), (560, 420), (600, 300), (720, 220), (880, 180), (1060, 190), (1230, 250), (1340, 370), (1370, 520), (1330, 670), (1240, 790)]
    # streets and blocks inside the wall: rotated grid of hatched blocks
    from PIL import ImageDraw as D
    wm = I.new("L", (W, H))
    D.Draw(wm).polygon(wall + [(1130, 766), (1040, 730), (1016, 664), (1052, 590), (1030, 500), (940, 436), (820, 420), (712, 452), (664, 520)], fill=255)
    wmx = np.asarray(wm)
    cx, cy = 865, 560
    for ring in range(1, 9):
        R0, R1 = 150 + ring * 52, 150 + ring * 52 + 38
        n = int(7 + ring * 3.2)
        for j in range(n * 2):
            t0 = -np.pi + j / n * np.pi + .02 + .03 * ring
            t1 = t0 + np.pi / n * .78
            q = [(cx + R0 * np.cos(t0), cy + R0 * .78 * np.sin(t0)), (cx + R0 * np.cos(t1), cy + R0 * .78 * np.sin(t1)), (cx + R1 * np.cos(t1), cy + R1 * .78 * np.sin(t1)), (cx + R1 * np.cos(t0), cy + R1 * .78 * np.sin(t0))]
            ok = all(0 <= x < W and 0 <= y < H and wmx[int(y), int(x)] and dist[int(y), int(x)] < .06 for x, y in q)
            if not ok:
                continue
            mid = np.mean(q, 0)
            if np.hypot(mid[0] - 1010, mid[1] - 330) < 48:
                continue
            k.poly(q, mix("#d99a78", "#e3c08c", rng.random()), 1.0)
            k.line(q + [q[0]], INK, 1.8)
            # houses as little gables along the block, hatched on the shaded side
            for s in np.linspace(0, 1, max(3, int(np.hypot(q[1][0] - q[0][0], q[1][1] - q[0][1]) / 13)), endpoint=False):
                p = np.array(q[0]) + (np.array(q[1]) - q[0]) * s
                p2 = np.array(q[3]) + (np.array(q[2]) - q[3]) * s
                k.line([tuple(p), tuple(p2)], INK, .9)
            for f in (.5,):
                k.line([tuple(np.array(q[0]) * f + np.array(q[3]) * f), tuple(np.array(q[1]) * f + np.array(q[2]) * f)], INK, 1.3)
            for f in (.62, .74, .86):
                k.line([tuple(np.array(q[0]) + (np.array(q[3]) - q[0]) * f), tuple(np.array(q[1]) + (np.array(q[2]) - q[1]) * f)], INK, .8)
    w = np.array(wall, float)
    dense = np.vstack([w[i] + (w[i + 1] - w[i]) * np.linspace(0, 1, 30)[:, None] for i in range(len(w) - 1)])
    k.line([tuple(p) for p in dense], INK, 9).line([tuple(p) for p in dense], "#e9d4a4", 5)
    for i in range(len(w)):
        p = w[i]
        c = np.array([920, 520])
        o = (p - c) / np.hypot(*(p - c))
        t = np.array([-o[1], o[0]])
        b = [p - t * 26, p - t * 20 + o * 26, p + o * 52, p + t * 20 + o * 26, p + t * 26]
        k.poly([tuple(q) for q in b], "#dcb88c").line([tuple(q) for q in b], INK, 3)
        for s in (.3, .5, .7):
            k.line([tuple(p - t * 18 * (1 - s) + o * 40 * s), tuple(p + t * 18 * (1 - s) + o * 40 * s)], INK, 1)
    # moles closing the harbour, a chain between two towers
    for pts in ([(640, 606), (700, 660), (770, 690)], [(1036, 726), (980, 742), (930, 734)]):
        k.line(pts, INK, 19).line(pts, "#e3cb9a", 13)
    for x, y in ((776, 690), (924, 734)):
        k.disc(x, y, 21, INK).disc(x, y, 18, "#e9d4a4")
        k.rect(x - 12, y - 50, 24, 50, "#e9d4a4").line([(x - 12, y), (x - 12, y - 50), (x + 12, y - 50), (x + 12, y)], INK, 2)
        for s in range(4):
            k.line([(x + 2 + s * 3, y - 46), (x + 2 + s * 3, y - 4)], INK, 1)
        k.line([(x, y - 50), (x, y - 78)], INK, 2).poly([(x, y - 78), (x + 26, y - 71), (x, y - 64)], "#9a3a2c")
    for s in np.linspace(0, 1, 22):
        k.disc(776 + 148 * s, 696 + 44 * s + 14 * np.sin(np.pi * s), 4, INK, ry=3)
    # quay lines, cranes, jetties
    for x0, y0, x1, y1 in ((720, 470, 766, 520), (800, 440, 828, 500), (900, 446, 900, 506), (985, 486, 952, 536), (1036, 580, 976, 596), (1018, 650, 966, 644)):
        k.line([(x0, y0), (x1, y1)], INK, 9).line([(x0, y0), (x1, y1)], "#e3cb9a", 5)
    # churches, customs house
    for x, y, s in ((1010, 330, 1.5), (760, 330, .9), (1220, 480, 1.0), (1180, 660, .8)):
        k.at(x, y, s)
        k.rect(-34, -22, 56, 34, "#efdcb2").line([(-34, 12), (-34, -22), (22, -22), (22, 12), (-34, 12)], INK, 2).poly([(-38, -22), (26, -22), (14, -44), (-26, -44)], "#c97a58").line([(-38, -22), (26, -22), (14, -44), (-26, -44), (-38, -22)], INK, 2)
        k.rect(20, -70, 22, 82, "#efdcb2").line([(20, 12), (20, -70), (42, -70), (42, 12), (20, 12)], INK, 2).poly([(17, -70), (31, -104), (45, -70)], "#c97a58").line([(17, -70), (31, -104), (45, -70), (17, -70)], INK, 2).line([(31, -104), (31, -118)], INK, 2).line([(26, -112), (36, -112)], INK, 2)
        for q in range(5):
            k.line([(33 + q * 2, -66), (33 + q * 2, 8)], INK, .8).line([(-6 + q * 5, -18), (-6 + q * 5, 10)], INK, .8)
        k.at()
    k.at(880, 404, .9).rect(-60, -30, 120, 34, "#e0a888").line([(-60, 4), (-60, -30), (60, -30), (60, 4), (-60, 4)], INK, 2.4).poly([(-66, -30), (66, -30), (50, -54), (-50, -54)], "#b5604a").line([(-66, -30), (66, -30), (50, -54), (-50, -54), (-66, -30)], INK, 2.2)
    for q in range(6):
        k.poly([(-50 + q * 18, 4), (-50 + q * 18, -14), (-45 + q * 18, -20), (-40 + q * 18, -14), (-40 + q * 18, 4)], INK)
    k.at()
    # hills by hachures, groves by rows of dots, marsh tufts, roads
    for hx, hy, hw, hh in ((1560, 250, 150, 90), (1720, 380, 170, 100), (1640, 560, 130, 70), (1480, 130, 120, 70), (320, 160, 170, 100), (170, 260, 140, 80), (480, 110, 120, 70), (1800, 180, 120, 80)):
        crest = curve([(hx - hw, hy), (hx - hw * .5, hy - hh * .7), (hx, hy - hh), (hx + hw * .45, hy - hh * .62), (hx + hw, hy)], 12)
        k.poly([tuple(p) for p in crest], "#d9c48e")
        k.line([tuple(p) for p in crest], INK, 2.6)
        for i in range(22, len(crest), 1):
            p = crest[i]
            l = (hy - p[1]) * .8 + 8
            k.line(curve([tuple(p), (p[0] + l * .22, p[1] + l * .45), (p[0] + l * .25, p[1] + l)], 5).tolist(), INK, 1.1)
        for i in range(0, 22, 3):
            p = crest[i]
            k.line([tuple(p), (p[0] + 4, p[1] + 14)], INK, 1)
    for _ in range(330):
        x, y = rng.uniform(1400, 1900), rng.uniform(620, 1000)
        x, y = 1400 + round((x - 1400) / 30) * 30 + (round(y / 26) % 2) * 15, round(y / 26) * 26
        if inland(x, y):
            k.disc(x, y, 8, "#9aa468").line([(x + 8 * np.cos(t), y + 8 * np.sin(t)) for t in np.linspace(0, 6.4, 14)], INK, 1.2).line([(x, y + 8), (x, y + 13)], INK, 1.4)
            k.line([(x + 3, y - 5), (x + 5, y + 5)], INK, 1)
    for _ in range(260):
        x, y = rng.uniform(20, 520), rng.uniform(330, 560)
        if inland(x, y) and not (x > 480 and y < 420):
            for q in (-6, -2, 2, 6):
                k.line([(x + q * .6, y), (x + q, y - 9)], INK, 1.1)
            k.line([(x - 9, y + 1), (x + 9, y + 1)], INK, 1)
    for pts in ([(1366, 470), (1460, 440), (1560, 400), (1700, 430), (1930, 380)], [(720, 220), (690, 130), (720, 40), (700, -20)], [(562, 440), (430, 430), (250, 380), (-20, 400)], [(1280, 760), (1400, 860), (1520, 900), (1940, 940)]):
        p = curve(pts, 12).tolist()
        k.line(p, INK, 8).line(p, "#ead9b4", 5)
    # the engineer on his hill, pointing out of the frame
    k.at(196, 262, 1.25)
    k.poly([(-10, 0), (-13, -44), (-4, -62), (10, -62), (16, -44), (12, 0)], "#b5604a").line([(-10, 0), (-13, -44), (-4, -62), (10, -62), (16, -44), (12, 0), (-10, 0)], INK, 2)
    k.line([(-5, 0), (-6, 22)], INK, 4).line([(7, 0), (8, 22)], INK, 4).line([(-10, 24), (-3, 24)], INK, 4).line([(5, 24), (13, 24)], INK, 4)
    k.disc(3, -74, 11, INK).disc(3, -74, 9, "#efdcb2").poly([(-18, -80), (24, -80), (12, -86), (10, -100), (-4, -100), (-6, -86)], INK)
    k.poly([(-8, -62), (14, -62), (18, -56), (-12, -56)], "#f6ecd2").line([(10, -54), (34, -40), (60, -22)], INK, 7).line([(10, -54), (34, -40), (56, -25)], "#b5604a", 4).line([(58, -24), (72, -14)], INK, 2.6)
    k.line([(-8, -52), (-22, -34), (-8, -26)], INK, 6).poly([(-16, -32), (10, -22), (8, -16), (-18, -26)], "#f6ecd2").line([(-16, -32), (10, -22), (8, -16), (-18, -26), (-16, -32)], INK, 1.6)
    k.at()
    # isla fenn
    isl = curve([(250, 1010), (330, 950), (440, 960), (500, 1010), (470, 1070), (360, 1100), (270, 1070)], 14, True)
    isl = isl + np.stack([line1d(len(isl), 9, 15), line1d(len(isl), 9, 16)], 1) * 6
    k.poly([tuple(p) for p in isl], "#e3cf9c").line([tuple(p) for p in isl] + [tuple(isl[0])], INK, 3.4)
    for g, al in ((14, .7), (27, .5), (40, .35)):
        c = isl.mean(0)
        o = isl - c
        q = c + o * (1 + g / np.hypot(o[:, 0], o[:, 1])[:, None])
        k.line([tuple(p) for p in q] + [tuple(q[0])], mix(INK, "#a9bfae", 1 - al), 1.3)
    for x, y in ((350, 1020), (372, 1030), (396, 1018), (420, 1032), (330, 1036), (385, 1050)):
        k.poly([(x - 9, y), (x + 9, y), (x + 9, y - 12), (x, y - 20), (x - 9, y - 12)], "#d99a78").line([(x - 9, y), (x + 9, y), (x + 9, y - 12), (x, y - 20), (x - 9, y - 12), (x - 9, y)], INK, 1.6)
    ship(k, 700, 950, 1.35)
    ship(k, 1010, 1120, 1.0, flip=True)
    ship(k, 160, 780, .9)
    ship(k, 850, 600, .55)
    ship(k, 560, 780, .7, flip=True)
    # a sea creature
    s = curve([(860, 1180), (890, 1140), (925, 1180)], 10).tolist()
    k.line(curve([(560, 1190), (590, 1150), (622, 1190)], 10).tolist(), INK, 7).line(curve([(636, 1190), (664, 1156), (692, 1190)], 10).tolist(), INK, 6).line(curve([(706, 1190), (722, 1168), (742, 1186), (760, 1160), (772, 1166)], 8).tolist(), INK, 4)
    k.poly(curve([(548, 1192), (540, 1150), (508, 1138), (484, 1150), (500, 1160), (520, 1166), (526, 1192)], 6, True).tolist(), INK).disc(514, 1148, 3, "#ead9b4")
    for x in range(480, 800, 26):
        k.line([(x, 1196), (x + 18, 1196)], INK, 1.4)
    # compass rose with rhumb lines
    cx, cy = 1180, 1010
    a.lay(k, tex=.05)
    k = Ink()
    for i in range(32):
        t = i / 32 * 2 * np.pi
        far = 1400
        k.line([(cx, cy), (cx + far * np.cos(t), cy + far * np.sin(t))], INK, 1)
    rr = k.rgba()
    a.over(rr[..., 3] * m, INK, .28)
    k = Ink()
    k.disc(cx, cy, 92, INK).disc(cx, cy, 89, "#ead9b4").disc(cx, cy, 70, INK).disc(cx, cy, 68.5, "#ead9b4")
    for n, L, wd in ((16, 66, 7), (8, 82, 11), (4, 118, 16)):
        for i in range(n):
            t = i / n * 2 * np.pi - np.pi / 2
            tip = (cx + L * np.cos(t), cy + L * np.sin(t))
            a0 = (cx + wd * np.cos(t - np.pi / 4), cy + wd * np.sin(t - np.pi / 4))
            a1 = (cx + wd * np.cos(t + np.pi / 4), cy + wd * np.sin(t + np.pi / 4))
            k.poly([(cx, cy), a0, tip], INK).poly([(cx, cy), a1, tip], "#c9553f" if n == 4 else "#f0e2c0").line([(cx, cy), a1, tip, a0], INK, 1.4)
    k.poly([(cx - 12, cy - 128), (cx, cy - 154), (cx + 12, cy - 128), (cx, cy - 136)], INK)
    # scale bar
    for i in range(8):
        k.rect(1500 + i * 40, 1212, 40, 11, INK if i % 2 == 0 else "#ead9b4")
    k.line([(1500, 1212), (1820, 1212), (1820, 1223), (1500, 1223), (1500, 1212)], INK, 2)
    # cartouche
    k.poly(curve([(1450, 1066), (1470, 1030), (1660, 1040), (1850, 1030), (1872, 1066), (1860, 1120), (1872, 1170), (1850, 1196), (1660, 1188), (1470, 1196), (1450, 1170), (1462, 1120)], 10, True).tolist(), INK)
    k.poly(curve([(1456, 1068), (1474, 1036), (1660, 1046), (1846, 1036), (1866, 1068), (1854, 1120), (1866, 1168), (1846, 1190), (1660, 1182), (1474, 1190), (1456, 1168), (1468, 1120)], 10, True).tolist(), "#f0e2c0")
    # border
    for o, wd in ((18, 7), (32, 2), (52, 2)):
        k.line([(o, o), (W - o, o), (W - o, H - o), (o, H - o), (o, o)], INK, wd)
    for i in range(46):
        x = 52 + i * (W - 104) / 46
        if i % 2 == 0:
            k.rect(x, 34, (W - 104) / 46, 16, INK).rect(x, H - 50, (W - 104) / 46, 16, INK)
    for i in range(30):
        y = 52 + i * (H - 104) / 30
        if i % 2 == 0:
            k.rect(34, y, 16, (H - 104) / 30, INK).rect(W - 50, y, 16, (H - 104) / 30, INK)
    a.lay(k, tex=.05)
    text(a, 1661, 1078, "MARENZA", 50, "Bold", track=9)
    text(a, 1661, 1122, "a true plan of the harbour", 27)
    text(a, 1661, 1158, "ANNO MDCXXVI", 26, "Regular", track=4)
    text(a, 375, 1136, "Isla Fenn", 34, halo="#cdcfae")
    text(a, 330, 872, "THE STRAIT OF ORVANE", 30, "Regular", track=6, angle=-5, halo="#cdcfae")
    text(a, 300, 470, "The Salt Marshes", 34)
    text(a, 1640, 690, "The Orchards", 32)
    text(a, 860, 524, "The Haven", 30, halo="#cdcfae")
    text(a, 1378, 1217, "One thousand paces", 24)
    # plate mark, folds
    for x in (640, 1280):
        a.over(np.exp(-((a.X - x) / 3) ** 2), "#8a6a40", .28)
        a.over(np.exp(-((a.X - x - 5) / 3) ** 2), "#fff4d8", .25)
    a.over(np.exp(-((a.Y - 640) / 3) ** 2), "#8a6a40", .25)
    return a.finish(bloom=0, paint=0, grain=.02, vignette=.2, wob=1.0, contrast=1.08, sat=1.05)


SCENES = {"harbour-1626": harbour_1626}
