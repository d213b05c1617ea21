"""Editorial cartoons without words: pen line of living width, and grey-blue wash on rough paper."""
import numpy as np
from studio import Art, Ink, curve, fbm, line1d, rgb

W, H = 1600, 1200
BLACK = "#1c1a20"


class Pen:
    """A pen on a sheet: swelling lines, hatching, and washes laid under them."""

    def __init__(self, seed):
        self.a = Art(seed, W, H)
        self.a.px[:] = rgb("#f7f1e3") * (1 + .018 * fbm(W, H, 5, 3, seed)[..., None] + .012 * fbm(W, H, 300, 3, seed + 1)[..., None])
        self.k = Ink(W, H, 3)
        self.rng = np.random.default_rng(seed)

    def line(self, pts, w=4.0, smooth_=True, closed=False, c=BLACK, taper=True):
        p = curve(pts, 10, closed) if smooth_ else np.asarray(pts, float)
        if not smooth_:      # a ruled line, by hand
            q = [p[0]]
            for a, b in zip(p[:-1], p[1:]):
                n = max(2, int(np.hypot(*(b - a)) / 16))
                q += [a + (b - a) * i / n for i in range(1, n + 1)]
            p = np.array(q)
        if closed and smooth_:
            p = np.vstack([p, p[0]])
        n = len(p)
        if n < 2:
            return self
        p = p + self.rng.normal(0, .55, p.shape)
        d = np.gradient(p, axis=0)
        d /= np.hypot(d[:, 0], d[:, 1])[:, None] + 1e-6
        nr = np.stack([-d[:, 1], d[:, 0]], 1)
        t = np.linspace(0, 1, n)
        ww = w * (.62 + .38 * np.sin(np.pi * np.clip(t * 1.1, 0, 1))) if taper else np.full(n, w * .9)
        ww = ww * (1 + .22 * line1d(max(n, 12), 9, int(self.rng.integers(1e6)), 3)[:n])
        ww = np.maximum(ww, .9) / 2
        L, R = p + nr * ww[:, None], p - nr * ww[:, None]
        self.k.poly([tuple(q) for q in L] + [tuple(q) for q in R[::-1]], c)
        return self

    def shape(self, pts, fill="#f7f1e3", w=4.0, smooth_=True, wash=None):
        """A closed outline, its inside painted out first."""
        p = curve(pts, 10, True) if smooth_ else np.asarray(pts, float)
        self.k.poly([tuple(q) for q in p], fill)
        self.line(pts if smooth_ else list(pts) + [pts[0]], w, smooth_, closed=smooth_)
        return self

    def fill(self, pts, c, smooth_=True):
        p = curve(pts, 10, True) if smooth_ else pts
        self.k.poly([tuple(q) for q in p], c)
        return self

    def hatch(self, pts, gap=9, ang=.9, w=1.8, c=BLACK):
        """Parallel strokes inside a polygon."""
        from PIL import Image, ImageDraw
        p = curve(pts, 8, True) if len(pts) > 4 else np.asarray(pts, float)
        x0, y0 = np.floor(p.min(0)).astype(int)
        x1, y1 = np.ceil(p.max(0)).astype(int)
        im = Image.new("L", (max(1, x1 - x0), max(1, y1 - y0)))
        ImageDraw.Draw(im).polygon([(x - x0, y - y0) for x, y in p], fill=1)
        m = np.asarray(im)
        ca, sa = np.cos(ang), np.sin(ang)
        R = np.hypot(x1 - x0, y1 - y0)
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        for o in np.arange(-R / 2, R / 2, gap):
            run = None
            for s in np.arange(-R / 2, R / 2, 3):
                x, y = cx + ca * s - sa * o, cy + sa * s + ca * o
                ins = x0 <= x < x1 and y0 <= y < y1 and m[int(y - y0), int(x - x0)]
                if ins and run is None:
                    run = (x, y)
                if not ins and run is not None:
                    if np.hypot(x - run[0], y - run[1]) > 6:
                        self.line([run, ((x + run[0]) / 2 + self.rng.normal(0, .8), (y + run[1]) / 2), (x, y)], w)
                    run = None
        return self

    def wash(self, pts, c="#6f8798", a=.5, soft=2.0, smooth_=True):
        """A pool of wash under the ink: darker at its edge, granular inside."""
        p = curve(pts, 10, True) if smooth_ else pts
        r = self.a.mask(p, soft)
        if r:
            from studio import blur
            m, sl = r
            g = fbm(W, H, 70, 5, int(self.rng.integers(1e6)))[sl]
            edge = np.clip(m - blur(m, 7), 0, 1) * 1.1
            self.a.over(np.clip(m * (.8 + .22 * g) + edge * .4, 0, 1), c, a, "mul", sl)
        return self

    def done(self):
        self.a.lay(self.k, tex=0)
        return self.a.finish(bloom=0, paint=0, grain=.012, vignette=.05, wob=.7, contrast=1.05)


def head(p, x, y, s, look=1, hat=None, hair="#1c1a20", nose=1.0, glasses=False, mouth=0, skin="#f2dcc4", beard=False, bald=False):
    """A cartoon head, facing right (look=1) or left (-1)."""
    f = lambda u, v: (x + look * u * s, y + v * s)
    p.shape([f(-.42, -.1), f(-.34, -.46), f(0, -.58), f(.34, -.42), f(.40, -.05), f(.36, .28), f(.12, .5), f(-.2, .46), f(-.4, .2)], skin, 3.4)
    p.shape([f(.36, -.1), f(.58 + .1 * nose, .06), f(.54, .18), f(.34, .16)], skin, 3)
    p.fill([f(.35, -.08), f(.37, .15), f(.26, .12), f(.27, -.06)], skin)
    p.shape([f(-.16, -.02), f(-.26, .06), f(-.2, .18), f(-.1, .12)], skin, 2.6)
    p.k.disc(*f(.22, -.12), .042 * s, BLACK)
    p.line([f(.12, -.28), f(.22, -.32), f(.34, -.26)], 3.4)
    if glasses:
        p.line([(f(.22, -.12)[0] + .13 * s * np.cos(t), f(.22, -.12)[1] + .13 * s * np.sin(t)) for t in np.linspace(0, 6.28, 12)], 2.6)
        p.line([f(.08, -.12), f(-.16, -.06)], 2.4)
    p.line([f(.12, .3), f(.22, .3 + .05 * mouth), f(.33, .26 - .04 * mouth)], 3)
    if beard:
        p.fill([f(-.12, .16), f(.1, .26), f(.34, .22), f(.34, .4), f(.1, .66), f(-.18, .5)], hair)
    if not bald:
        p.fill([f(-.46, -.02), f(-.42, -.42), f(-.08, -.66), f(.3, -.54), f(.36, -.36), f(.08, -.44), f(-.16, -.3), f(-.2, -.06), f(-.34, .14)], hair)
    else:
        p.fill([f(-.44, -.1), f(-.4, -.26), f(-.26, -.14), f(-.22, .06), f(-.36, .2)], hair)
    if hat == "bowler":
        p.shape([f(-.44, -.34), f(-.38, -.78), f(0, -.96), f(.36, -.76), f(.42, -.34)], "#2c2a32", 3.4)
        p.shape([f(-.58, -.34), f(0, -.42), f(.58, -.32), f(.5, -.24), f(0, -.3), f(-.5, -.26)], "#2c2a32", 3.4)
    if hat == "cap":
        p.shape([f(-.46, -.3), f(-.4, -.62), f(0, -.74), f(.4, -.56), f(.46, -.3)], "#33506a", 3.4)
        p.shape([f(.1, -.34), f(.66, -.3), f(.68, -.22), f(.2, -.24)], "#22303c", 3)
    if hat == "bun":
        p.k.disc(*f(-.36, -.62), .2 * s, hair)
    return p


def gull(p, x, y, s, look=1):
    f = lambda u, v: (x + look * u * s, y + v * s)
    p.shape([f(-.7, .1), f(-.2, -.1), f(.2, -.34), f(.42, -.5), f(.6, -.44), f(.62, -.26), f(.4, .1), f(.1, .32), f(-.3, .3)], "#fbf8f0", 3)
    p.shape([f(-.86, .14), f(-.4, -.06), f(.1, -.06), f(.16, .08), f(-.2, .22)], "#aeb9c2", 2.8)
    p.fill([f(.6, -.42), f(.88, -.34), f(.62, -.3)], "#d9952c").line([f(.6, -.43), f(.88, -.34), f(.61, -.29)], 2)
    p.k.disc(*f(.5, -.41), .035 * s, BLACK)
    for u in (-.02, .12):
        p.line([f(u, .3), f(u + .02, .56)], 3, c="#b8771e")


def waves(p, y, x0=0, x1=W, n=14, amp=7, w=3, seed=1):
    rng = np.random.default_rng(seed)
    x = x0
    while x < x1:
        l = rng.uniform(50, 150)
        yy = y + rng.normal(0, 4)
        p.line([(x + l * i / 6, yy + amp * (-1) ** i * .5) for i in range(7)], w)
        x += l + rng.uniform(20, 90)


def tide_table():
    """A diner keeps to the tide table, up to his chest in the tide."""
    p = Pen(5)
    p.wash([(-40, -40), (1640, -40), (1640, 520), (1200, 560), (700, 500), (-40, 560)], "#b9cbd6", .7, 40)
    p.wash([(1080, 60), (1400, 40), (1520, 130), (1300, 190), (1060, 150)], "#8fa3b4", .55, 14)
    p.wash([(120, 90), (420, 70), (540, 150), (300, 200), (90, 170)], "#8fa3b4", .5, 14)
    # far shore, lighthouse, barrier with its gates wide open
    p.line([(0, 566), (180, 540), (360, 556), (520, 566)], 3)
    p.wash([(0, 566), (180, 540), (360, 556), (520, 572), (0, 574)], "#8aa07a", .6, 2)
    for i in range(5):
        x = 1110 + i * 92
        p.shape([(x, 572), (x, 500), (x + 34, 500), (x + 34, 572)], "#ddd6c6", 3, False)
        p.shape([(x - 4, 500), (x + 2, 474), (x + 17, 466), (x + 32, 474), (x + 38, 500)], "#b5c0c6", 3)
    p.line([(0, 572), (400, 574), (800, 571), (1200, 575), (1600, 572)], 3)
    # sea wash in bands
    p.wash([(-40, 574), (1640, 574), (1640, 1240), (-40, 1240)], "#7fa3b5", .75, 3, False)
    for y, a in ((650, .3), (780, .35), (940, .4), (1090, .45)):
        p.wash([(-40, y), (400, y + 24), (900, y - 16), (1640, y + 20), (1640, 1240), (-40, 1240)], "#8fb0c0", a, 6)
    # chair back and the man
    p.shape([(330, 830), (322, 470), (348, 440), (372, 470), (378, 830)], "#8a5f3c", 4)
    p.shape([(344, 500), (520, 500), (520, 540), (344, 540)], "#a8784c", 3.4, False)
    p.shape([(400, 850), (386, 700), (420, 600), (520, 556), (620, 590), (676, 700), (690, 850)], "#39434f", 4.6)
    p.hatch([(600, 600), (676, 700), (690, 840), (620, 840)], 10, 1.2, 2.2, "#14161c")
    p.shape([(500, 572), (540, 560), (584, 580), (566, 690), (540, 730), (512, 690)], "#fbf8f0", 3)
    p.shape([(526, 584), (556, 584), (566, 606), (548, 690), (538, 700), (526, 690), (520, 606)], "#b5402f", 3)
    p.shape([(470, 570), (430, 600), (470, 640), (512, 700), (508, 580)], "#4a5664", 3.4)
    p.shape([(584, 580), (640, 610), (606, 650), (572, 700)], "#4a5664", 3.4)
    head(p, 540, 450, 190, 1, hat="bowler", glasses=True, mouth=.4, hair="#6b5a4a", nose=1.3)
    gull(p, 530, 214, 96, 1)
    # napkin in the collar
    p.shape([(494, 560), (540, 548), (592, 564), (604, 640), (560, 704), (510, 680)], "#fffdf6", 3.4)
    p.line([(520, 590), (528, 640), (520, 672)], 2).line([(566, 586), (560, 640), (566, 676)], 2)
    # the table: cloth just clear of the water
    p.shape([(560, 800), (1240, 800), (1340, 880), (520, 880)], "#fffaf0", 4.6, False)
    p.shape([(520, 880), (1340, 880), (1330, 960), (1270, 930), (1190, 968), (1110, 930), (1010, 968), (910, 930), (800, 968), (700, 930), (600, 966), (530, 936)], "#ece4d2", 4)
    p.hatch([(1130, 886), (1336, 886), (1326, 940), (1270, 928), (1190, 958)], 11, 1.3, 1.8)
    for i in range(12):
        p.line([(560 + i * 66, 886), (556 + i * 66, 930)], 1.8)
    # plate with a live fish leaping, glass, candle
    p.k.disc(820, 842, 92, BLACK, ry=25).disc(820, 841, 88, "#fbf8f0", ry=22).disc(820, 841, 60, "#dfe4e4", ry=13)
    p.shape([(770, 770), (800, 716), (856, 690), (912, 716), (930, 756), (880, 752), (830, 770), (800, 800)], "#9db4c0", 4)
    p.shape([(772, 772), (732, 790), (736, 820), (764, 806), (790, 828), (800, 796)], "#9db4c0", 3.6)
    p.k.disc(894, 722, 7, BLACK).disc(892, 720, 2.4, "#ffffff")
    p.line([(868, 700), (860, 726), (872, 750)], 2.6).line([(920, 744), (904, 740)], 2.6)
    for i in range(6):
        p.line([(812 + i * 9, 742 - i * 4), (820 + i * 9, 752 - i * 4), (816 + i * 9, 762 - i * 4)], 1.8)
    for dx, dy in ((-70, -40), (-40, -90), (120, -60), (160, -10), (20, -130), (-96, 10)):
        p.line([(820 + dx, 740 + dy), (822 + dx + 5, 750 + dy), (818 + dx, 758 + dy)], 3)
    p.shape([(1064, 836), (1064, 760), (1050, 700), (1102, 700), (1088, 760), (1088, 836)], "#fbf8f0", 3.2, False)
    p.fill([(1054, 716), (1099, 716), (1088, 758), (1065, 758)], "#a83f38", False)
    p.line([(1046, 838), (1076, 844), (1106, 838)], 3.4)
    p.shape([(1166, 846), (1166, 700), (1190, 700), (1190, 846)], "#fffaf0", 3.2, False)
    p.shape([(1178, 696), (1164, 668), (1178, 632), (1192, 668)], "#f0b84a", 3)
    p.wash([(1178, 560), (1270, 650), (1178, 760), (1090, 650)], "#ffe9a8", .25, 30)
    # the tide table itself: a big booklet with a wave on it, held in both hands
    p.shape([(600, 560), (772, 512), (790, 706), (622, 742)], "#fffdf6", 4, False)
    p.shape([(772, 512), (936, 560), (946, 742), (790, 706)], "#f0e8d6", 4, False)
    for i in range(5):
        p.line([(622 + i * 2, 600 + i * 24), (760 + i * 3, 562 + i * 24)], 1.6, c="#8a97a2")
    p.line([(624, 690), (650, 620), (676, 676), (704, 590), (730, 660), (756, 574), (776, 640)], 4.4, c="#2f6f8a")
    p.line([(800, 630), (826, 586), (850, 660), (876, 600), (902, 690), (930, 640)], 4.4, c="#2f6f8a")
    for i in range(5):
        p.line([(800, 560 + i * 28), (930, 596 + i * 28)], 1.6, c="#8a97a2")
    for x, y, l in ((618, 690, 1), (934, 690, -1)):
        p.shape([(x - 26, y - 12), (x + 4, y - 26), (x + 22, y - 6), (x + 10, y + 22), (x - 20, y + 22)], "#f2dcc4", 3.2)
        p.line([(x - 6, y - 12), (x + 14, y - 6)], 2.2).line([(x - 8, y + 2), (x + 12, y + 6)], 2.2)
    p.shape([(660, 770), (596, 700), (560, 716), (580, 800)], "#39434f", 4)
    # the near legs: tide gauges, with marks
    for x in (560, 1290):
        p.shape([(x - 17, 960), (x + 17, 960), (x + 17, 1200), (x - 17, 1200)], "#fbf8f0", 3.6, False)
        for i in range(9):
            y = 972 + i * 26
            p.fill([(x - 16, y), (x + (16 if i % 2 else 2), y), (x + (16 if i % 2 else 2), y + 12), (x - 16, y + 12)], "#b5402f" if i % 2 else BLACK, False)
    # the waiter, waist deep, bringing the next course
    p.shape([(1370, 960), (1360, 760), (1400, 660), (1470, 640), (1530, 670), (1560, 760), (1566, 960)], "#fbf8f0", 4.4)
    p.shape([(1404, 960), (1400, 760), (1430, 668), (1460, 800), (1490, 664), (1530, 760), (1534, 960)], "#2c2f3a", 3.6)
    p.shape([(1440, 676), (1464, 690), (1488, 674), (1486, 706), (1464, 694), (1442, 708)], "#b5402f", 3)
    head(p, 1462, 560, 150, -1, bald=True, hair="#3a3036", mouth=-.5, nose=.9)
    p.shape([(1370, 760), (1300, 690), (1262, 620), (1290, 600), (1340, 660), (1400, 720)], "#2c2f3a", 4)
    p.shape([(1256, 626), (1250, 596), (1276, 588), (1292, 606), (1282, 628)], "#f2dcc4", 3)
    p.k.disc(1262, 582, 112, BLACK, ry=17).disc(1262, 580, 108, "#c9d0d4", ry=13)
    p.shape([(1182, 572), (1190, 508), (1262, 470), (1334, 508), (1342, 572)], "#e4e9ea", 4)
    p.hatch([(1290, 492), (1334, 512), (1338, 568), (1296, 568)], 9, 1.2, 1.8)
    p.k.disc(1262, 462, 12, BLACK).disc(1262, 462, 8, "#c9d0d4")
    # water in front of everything
    wx = np.linspace(-20, W + 20, 120)
    def band(y, amp, seed):
        return [(x, y + amp * np.sin(x / 60 + seed) + amp * .6 * np.sin(x / 23 + seed * 2)) for x in wx]
    p.a.lay(p.k, tex=0)
    p.k = Ink(W, H, 3)
    for y, al in ((978, .38), (1060, .34), (1130, .34)):
        p.wash(band(y, 7, y) + [(W + 30, H + 30), (-30, H + 30)], "#5f8ca2", al + .2, 1.2, False)
    for y, s in ((978, 978), (1060, 1060), (1130, 1130)):
        b = band(y, 7, s)
        for i in range(0, 110, 11):
            if p.rng.random() < .82:
                p.line(b[i:i + int(p.rng.integers(6, 11))], 3.6)
    for cx, w in ((560, 60), (1290, 60), (1466, 150), (520, 190)):
        p.line([(cx - w, 984), (cx - w * .4, 996), (cx + w * .4, 996), (cx + w, 984)], 3)
    # a small paper boat goes by, made of the other page
    p.shape([(180, 1040), (300, 1052), (420, 1034), (378, 1100), (226, 1104)], "#fffdf6", 4, False)
    p.shape([(250, 1046), (306, 940), (352, 1046)], "#fffdf6", 4, False)
    p.hatch([(306, 946), (350, 1044), (316, 1044)], 8, 1.1, 1.8)
    p.line([(226, 1072), (262, 1058), (300, 1078), (340, 1056), (384, 1074)], 3, c="#2f6f8a")
    p.line([(160, 1112), (220, 1120), (300, 1114), (400, 1122), (450, 1112)], 3.2)
    return p.done()


def committee():
    """The wall leaks; the committee, under umbrellas, votes on the plug that lies before it."""
    p = Pen(9)
    p.wash([(-40, -40), (1640, -40), (1640, 900), (-40, 900)], "#d9d2c2", .5, 30, False)
    # the sea wall fills the left, with courses of stone
    p.shape([(-30, -30), (410, -30), (450, 1010), (-30, 1040)], "#cfc8b8", 5, False)
    rng = np.random.default_rng(3)
    for j in range(11):
        y = 60 + j * 92
        e = 412 + y * .04
        p.line([(-20, y), (140, y + 4), (280, y - 3), (e, y + 2)], 3)
        for i in range(4):
            x = (i * 118 + (j % 2) * 60) % 420
            if x < e - 20:
                p.line([(x, y), (x + 3, y + 46), (x, y + 92)], 2.6)
                if rng.random() < .4:
                    p.hatch([(x + 12, y + 60), (x + 88, y + 60), (x + 88, y + 86), (x + 12, y + 86)], 9, .9, 1.5)
    p.wash([(0, 0), (410, 0), (450, 1010), (0, 1040)], "#a8a294", .5, 3, False)
    p.wash([(300, 0), (410, 0), (450, 1010), (330, 1010)], "#8a8a8c", .5, 20, False)
    # sea seen above the wall's lip: it stands high on the other side
    p.shape([(-30, 20), (60, 2), (140, 24), (230, 4), (320, 26), (412, 8), (412, -40), (-30, -40)], "#9fb9c6", 4)
    # the hole and its jet, an arc across the room
    p.fill([(404, 372), (430, 352), (446, 378), (440, 414), (412, 420)], BLACK)
    # on the wall of the room: a predecessor, also under an umbrella, and the year's works going up
    p.shape([(620, 60), (850, 56), (854, 300), (616, 304)], "#b98a4a", 4.4, False)
    p.shape([(644, 84), (828, 80), (830, 278), (642, 282)], "#efe6d2", 3.4, False)
    p.shape([(676, 280), (690, 226), (740, 206), (790, 226), (804, 278)], "#39434f", 3.4)
    head(p, 738, 176, 62, 1, bald=True, mouth=-.6)
    p.shape([(668, 138), (690, 106), (738, 92), (786, 106), (808, 138), (774, 130), (738, 138), (702, 130)], "#b5402f", 3.2)
    p.line([(798, 236), (770, 140)], 3, False)
    p.shape([(1040, 70), (1390, 60), (1396, 280), (1044, 286)], "#fffdf6", 4.2, False)
    p.line([(1076, 96), (1080, 250), (1366, 244)], 3.4, False)
    p.line([(1084, 240), (1140, 226), (1190, 232), (1240, 190), (1290, 150), (1340, 100), (1362, 84)], 6, c="#b5402f")
    p.fill([(1352, 78), (1378, 70), (1370, 98)], "#b5402f", False)
    for x, y in ((1218, 70),):
        p.line([(1140, 66), (x, 26), (1300, 62)], 2.4, False)
    # the members behind the table
    xs = [548, 694, 840, 986, 1132, 1278, 1424]
    cols = ["#4a5664", "#7a3f3c", "#39434f", "#5b6a4c", "#6a5878", "#39434f", "#8a6a3c"]
    umb = ["#b5402f", "#33506a", "#d9a13a", "#5b6a4c", "#7a3f5c", "#33506a", "#b5402f"]
    heads = [dict(look=1, bald=True, glasses=True, mouth=-.4), dict(look=1, hat="bun", hair="#5a3a24"), dict(look=-1, beard=True, hair="#4a4440"),
             dict(look=1, hair="#8a8478", glasses=True), dict(look=-1, hat=None, hair="#2c2226", skin="#c79a74"), dict(look=-1, bald=True, hair="#777", mouth=.6, nose=1.5), dict(look=-1, hair="#b8a888", hat="bun")]
    for i, x in enumerate(xs):
        yb = 770
        # raised hand to vote (right arm), umbrella in the other
        side = 1 if i % 2 == 0 else -1
        p.shape([(x - 80, yb + 40), (x - 84, yb - 70), (x - 50, yb - 124), (x, yb - 140), (x + 50, yb - 124), (x + 84, yb - 70), (x + 80, yb + 40)], cols[i], 4)
        p.shape([(x - 20, yb - 136), (x, yb - 70), (x + 20, yb - 136)], "#fbf8f0", 2.8, False)
        p.fill([(x - 6, yb - 126), (x + 6, yb - 126), (x + 8, yb - 70), (x, yb - 56), (x - 8, yb - 70)], "#b5402f" if i % 2 else "#2f4a66", False)
        # umbrella pole and canopy
        ux = x - side * 26
        top = yb - 400 - (i % 3) * 26
        p.line([(ux - side * 36, yb - 60), (ux, top + 40)], 5, False)
        cw = 104
        p.shape([(ux - cw, top + 92), (ux - cw * .8, top + 34), (ux, top), (ux + cw * .8, top + 34), (ux + cw, top + 92), (ux + cw * .66, top + 76), (ux + cw * .33, top + 92), (ux, top + 76), (ux - cw * .33, top + 92), (ux - cw * .66, top + 76)], umb[i], 4)
        for q in (-.33, .33):
            p.line([(ux, top), (ux + cw * q * .9, top + 40), (ux + cw * q, top + 90)], 2.4)
        p.line([(ux, top), (ux, top - 18)], 4)
        p.shape([(ux - side * 30 - 16, yb - 66), (ux - side * 30 + 14, yb - 74), (ux - side * 30 + 16, yb - 48), (ux - side * 30 - 14, yb - 44)], "#f2dcc4", 2.8)
        head(p, x, yb - 206, 118, **heads[i])
        # the vote
        hx = x + side * 78
        p.shape([(hx - 20, yb - 60), (hx - 22, yb - 190), (hx - 16, yb - 232), (hx + 18, yb - 232), (hx + 22, yb - 190), (hx + 24, yb - 50)], cols[i], 3.6)
        p.shape([(hx - 18, yb - 230), (hx - 24, yb - 262), (hx - 14, yb - 304), (hx - 6, yb - 270), (hx, yb - 312), (hx + 6, yb - 270), (hx + 14, yb - 304), (hx + 18, yb - 266), (hx + 28, yb - 258), (hx + 16, yb - 230)], heads[i].get("skin", "#f2dcc4"), 3)
    # the jet, across the front of the umbrellas
    p.shape([(430, 366), (560, 340), (700, 336), (840, 366), (930, 420), (990, 490), (972, 540), (900, 486), (800, 428), (680, 404), (540, 402), (432, 412)], "#a9cddb", 4.4)
    p.line([(470, 386), (600, 366), (740, 374), (850, 416), (930, 476)], 2.6).line([(560, 382), (690, 384), (800, 410)], 2.2)
    for t in np.linspace(-2.9, .6, 13):
        r0, r1 = 34 + rng.uniform(0, 14), 84 + rng.uniform(0, 50)
        p.line([(985 + r0 * np.cos(t), 500 + r0 * np.sin(t)), (985 + (r0 + r1) / 2 * np.cos(t), 500 + (r0 + r1) / 2 * np.sin(t) - 4), (985 + r1 * np.cos(t), 500 + r1 * np.sin(t) + 6)], 4.2, c="#3f7f9c")
    for _ in range(40):
        x, y = 1000 + rng.normal(0, 170), 470 + rng.normal(0, 90)
        p.shape([(x, y - 8), (x + 5, y + 3), (x, y + 9), (x - 5, y + 3)], "#a9cddb", 2.2)
    # the long table
    p.shape([(480, 770), (1500, 770), (1570, 880), (450, 880)], "#b98a58", 5, False)
    p.shape([(450, 880), (1570, 880), (1570, 930), (456, 930)], "#8f6238", 4.4, False)
    p.wash([(480, 770), (1500, 770), (1570, 880), (450, 880)], "#caa070", .4, 2, False)
    for x in (530, 1480):
        p.shape([(x - 22, 930), (x + 22, 930), (x + 18, 1150), (x - 18, 1150)], "#8f6238", 4.4, False)
    p.hatch([(460, 884), (1556, 884), (1556, 926), (460, 926)], 15, 1.1, 1.8)
    # papers, glasses of water, name plates
    for x in (570, 730, 1150, 1290, 1420):
        p.shape([(x - 40, 820), (x + 36, 816), (x + 50, 850), (x - 34, 856)], "#fffdf6", 3, False)
        for j in range(3):
            p.line([(x - 26, 827 + j * 8), (x + 30, 824 + j * 8)], 1.6)
        p.shape([(x + 60, 846), (x + 62, 812), (x + 82, 812), (x + 84, 846)], "#dfe9ec", 2.6, False)
    # the plug on its cushion, centre, enormous and obvious
    p.shape([(900, 846), (920, 826), (980, 832), (1060, 826), (1084, 846), (1070, 872), (980, 876), (910, 872)], "#a83f38", 4)
    p.shape([(940, 832), (952, 756), (1032, 756), (1044, 832), (992, 844)], "#d9a86a", 4.4)
    p.k.disc(992, 756, 40, BLACK, ry=12).disc(992, 755, 37, "#e9c48c", ry=9.5)
    p.hatch([(1010, 768), (1034, 764), (1042, 826), (1016, 834)], 7, 1.3, 2)
    for t in np.linspace(.25, 2.9, 9):
        p.line([(992 + 74 * np.cos(t), 770 - 66 * np.sin(t)), (992 + 98 * np.cos(t), 770 - 88 * np.sin(t))], 3.2)
    # water rising over the floor; the chairman's briefcase afloat; a duck
    p.a.lay(p.k, tex=0)
    p.k = Ink(W, H, 3)
    wx = np.linspace(-20, W + 20, 120)
    for y, al in ((1000, .62), (1080, .5), (1150, .45)):
        b = [(x, y + 6 * np.sin(x / 58 + y) + 4 * np.sin(x / 21 + y)) for x in wx]
        p.wash(b + [(W + 30, H + 30), (-30, H + 30)], "#6f9fb8", al, 1.2, False)
        for i in range(0, 110, 10):
            if rng.random() < .8:
                p.line(b[i:i + int(rng.integers(6, 10))], 3.4)
    p.shape([(690, 1010), (850, 1000), (860, 1090), (700, 1098)], "#8a5f3c", 4.4, False)
    p.line([(740, 1008), (744, 984), (800, 980), (806, 1004)], 5).line([(696, 1040), (856, 1032)], 3)
    p.shape([(1180, 1060), (1200, 1030), (1250, 1040), (1280, 1010), (1320, 1016), (1326, 1046), (1300, 1060), (1310, 1090), (1250, 1108), (1200, 1098)], "#f0c84a", 4)
    p.fill([(1324, 1030), (1354, 1038), (1326, 1048)], "#d9782c").line([(1324, 1030), (1354, 1038), (1326, 1048)], 2.6)
    p.k.disc(1304, 1030, 5, BLACK)
    p.line([(1160, 1112), (1240, 1122), (1340, 1112)], 3.4).line([(670, 1106), (770, 1116), (890, 1104)], 3.4)
    return p.done()


def ferry_queue():
    """No ferry sails; the queue itself has reached the island."""
    p = Pen(14)
    p.wash([(-40, -40), (1640, -40), (1640, 400), (900, 430), (-40, 400)], "#bcd0d9", .7, 40)
    for x, y in ((300, 110), (760, 80), (1240, 150)):
        p.wash([(x - 140, y), (x - 60, y - 46), (x + 50, y - 40), (x + 150, y - 4), (x + 40, y + 24), (x - 80, y + 22)], "#93a9b8", .5, 12)
    # the strait
    p.wash([(-40, 424), (1640, 424), (1640, 1240), (-40, 1240)], "#8fb3c2", .72, 3, False)
    p.wash([(-40, 620), (700, 600), (1640, 660), (1640, 1240), (-40, 1240)], "#8fb0c0", .4, 10)
    p.line([(0, 424), (500, 426), (1000, 422), (1600, 425)], 3)
    # the island with its village
    p.shape([(1010, 428), (1080, 360), (1190, 300), (1290, 280), (1400, 322), (1500, 390), (1560, 430)], "#c9cf9f", 4)
    p.wash([(1240, 300), (1400, 322), (1500, 390), (1560, 430), (1300, 430)], "#8fa070", .5, 8)
    for x, y, s in ((1120, 400, 1), (1170, 382, 1), (1222, 392, 1.1), (1290, 376, 1), (1340, 398, 1.1), (1250, 346, .9), (1180, 352, .8)):
        p.shape([(x - 18 * s, y + 20 * s), (x - 18 * s, y - 8 * s), (x + 18 * s, y - 8 * s), (x + 18 * s, y + 20 * s)], "#fbf4e4", 2.8, False)
        p.shape([(x - 23 * s, y - 7 * s), (x, y - 28 * s), (x + 23 * s, y - 7 * s)], "#c2603f", 2.8, False)
    p.shape([(1296, 348), (1296, 262), (1322, 262), (1322, 348)], "#fbf4e4", 3, False)
    p.shape([(1290, 262), (1309, 222), (1328, 262)], "#c2603f", 3, False)
    p.shape([(1070, 436), (1180, 434), (1180, 452), (1076, 452)], "#b5a488", 3, False)
    # quay in the foreground with the ticket office, and the moored ferry under cobwebs
    p.shape([(-30, 900), (560, 876), (690, 960), (700, 1230), (-30, 1230)], "#cdbfa4", 5, False)
    p.shape([(690, 960), (700, 1230), (740, 1230), (726, 980), (600, 876), (560, 876)], "#a3947a", 4, False)
    for j in range(5):
        p.line([(-20, 960 + j * 56), (300, 952 + j * 56), (690, 990 + j * 50)], 2.4)
    for j in range(9):
        p.line([(j * 80, 910 + (j % 2) * 56), (j * 80 + 6, 960 + (j % 2) * 56)], 2.2)
    # ferry, left behind the quay, tied and webbed
    p.shape([(30, 660), (560, 640), (620, 700), (560, 850), (90, 866), (40, 800)], "#eef0ec", 5, False)
    p.shape([(36, 770), (590, 756), (560, 850), (90, 866)], "#33506a", 4, False)
    p.shape([(90, 600), (480, 588), (520, 642), (70, 658)], "#fbf8f0", 4, False)
    p.shape([(330, 530), (450, 526), (470, 588), (330, 592)], "#fbf8f0", 4, False)
    p.shape([(150, 500), (226, 496), (236, 596), (146, 600)], "#b5402f", 4, False)
    for i in range(7):
        p.shape([(112 + i * 50, 616), (142 + i * 50, 615), (142 + i * 50, 638), (112 + i * 50, 639)], "#7f95a2", 2.4, False)
    for i in range(9):
        p.k.disc(100 + i * 54, 712 - i, 14, BLACK).disc(100 + i * 54, 712 - i, 11, "#7f95a2")
    p.hatch([(300, 764), (586, 758), (560, 846), (320, 856)], 11, 1.0, 2)
    # cobwebs between funnel, mast and quay bollard
    for (cx, cy), spokes in (((450, 528), [(640, 900), (700, 760), (620, 600), (560, 640)]), ((226, 498), [(330, 530), (400, 420), (300, 560)]), ((60, 660), [(-10, 560), (90, 600), (20, 780), (-10, 880)])):
        for x, y in spokes:
            p.line([(cx, cy), ((cx + x) / 2, (cy + y) / 2 + 8), (x, y)], 1.9)
        for f in (.22, .4, .58, .76, .92):
            q = [(cx + (x - cx) * f, cy + (y - cy) * f + 8 * np.sin(np.pi * f)) for x, y in spokes]
            for u, v in zip(q[:-1], q[1:]):
                p.line([u, ((u[0] + v[0]) / 2 * .94 + cx * .06, (u[1] + v[1]) / 2 * .94 + cy * .06), v], 1.5)
    p.k.disc(640, 700, 14, BLACK).disc(640, 682, 8, BLACK)
    for s in (-1, 1):
        for j in range(4):
            p.line([(640, 700), (640 + s * 24, 690 + j * 7 - 8), (640 + s * 34, 704 + j * 10)], 2.2)
    p.line([(640, 674), (640, 600)], 1.6)
    # ticket office, shutter down, clerk asleep on the sill
    p.shape([(60, 1130), (60, 880), (330, 870), (330, 1130)], "#e9dcc0", 4.6, False)
    p.shape([(36, 884), (196, 800), (356, 872), (340, 886), (196, 824), (50, 900)], "#b5402f", 4.4, False)
    p.shape([(110, 1040), (110, 920), (282, 914), (282, 1040)], "#39434f", 4, False)
    for j in range(6):
        p.line([(112, 930 + j * 12), (280, 925 + j * 12)], 3, c="#aeb9c2")
    p.shape([(110, 920), (282, 914), (282, 990), (110, 994)], "#aeb9c2", 3.4, False)
    for j in range(5):
        p.line([(112, 936 + j * 13), (280, 930 + j * 13)], 2.4)
    p.shape([(150, 1040), (160, 1010), (200, 998), (240, 1010), (252, 1040)], "#33506a", 3.4)
    p.shape([(164, 1020), (170, 1002), (196, 996), (216, 1006), (218, 1028), (190, 1036)], "#f2dcc4", 3)
    p.line([(176, 1014), (186, 1018), (194, 1014)], 2.4)
    p.shape([(160, 1006), (176, 984), (212, 986), (222, 1004), (190, 1000)], "#33506a", 3)
    p.shape([(96, 1040), (296, 1036), (300, 1054), (94, 1058)], "#8f6238", 3.4, False)
    for j, (x, y, s) in enumerate(((256, 970, 13), (282, 940, 17), (316, 904, 22))):
        p.line([(x, y), (x + s, y), (x, y + s), (x + s, y + s)], 3.4, False)
    # the queue: from the office, along the quay, over the edge, and across the water to the island
    way = curve([(380, 1130), (520, 1070), (640, 1010), (760, 1010), (900, 1060), (1080, 1060), (1240, 990), (1300, 890), (1220, 800), (1040, 740), (930, 680), (960, 610), (1080, 570), (1180, 530), (1190, 490), (1130, 456), (1110, 440)], 60)
    seg = np.r_[0, np.cumsum(np.hypot(*np.diff(way, axis=0).T))]
    pos, s = [], 0.0
    while s < seg[-1]:
        x, y = np.interp(s, seg, way[:, 0]), np.interp(s, seg, way[:, 1])
        size = 12 + (y - 430) * .158
        pos.append((x, y, size, s))
        s += size * .78
    cols = ["#4a5664", "#b5402f", "#d9a13a", "#5b6a4c", "#7a3f5c", "#33506a", "#8a6a3c", "#39434f"]
    skins = ["#f2dcc4", "#c79a74", "#8f6446", "#e3b890"]
    rng = np.random.default_rng(2)
    for x, y, sz, s in sorted(pos, key=lambda q: q[1]):
        wet = s > 420
        c = cols[rng.integers(8)]
        sk = skins[rng.integers(4)]
        dirx = np.sign(np.interp(s - 6, seg, way[:, 0]) - np.interp(s + 6, seg, way[:, 0])) or 1
        lw = max(1.5, sz / 26)
        b = y - (0 if not wet else 0)
        if not wet:
            p.line([(x - sz * .14, b), (x - sz * .12, b - sz * .6)], sz * .16, c="#2c2a32").line([(x + sz * .14, b), (x + sz * .12, b - sz * .6)], sz * .16, c="#2c2a32")
            y0 = b - sz * .5
        else:
            y0 = b
        p.shape([(x - sz * .36, y0), (x - sz * .34, y0 - sz * .6), (x, y0 - sz * .86), (x + sz * .34, y0 - sz * .6), (x + sz * .36, y0)], c, lw)
        if sz > 34:
            head(p, x, y0 - sz * 1.16, sz * .62, int(dirx), hat=[None, "bowler", "cap", None, "bun"][rng.integers(5)], hair=["#2c2226", "#6b4a2c", "#8a8478", "#b8924a"][rng.integers(4)], skin=sk, mouth=rng.uniform(-1, .3), glasses=rng.random() < .2, beard=rng.random() < .15)
            r = rng.random()
            if r < .22:      # suitcase on the head or newspaper
                p.shape([(x - sz * .5, y0 - sz * 1.62), (x + sz * .5, y0 - sz * 1.66), (x + sz * .5, y0 - sz * 2.0), (x - sz * .5, y0 - sz * 1.96)], "#8f6238", lw, False)
                p.line([(x - sz * .4, y0 - sz * .5), (x - sz * .56, y0 - sz * 1.1), (x - sz * .44, y0 - sz * 1.66)], lw * 1.6)
            elif r < .42:
                p.shape([(x + dirx * sz * .2, y0 - sz * .36), (x + dirx * sz * .72, y0 - sz * .46), (x + dirx * sz * .74, y0 - sz * .98), (x + dirx * sz * .22, y0 - sz * .9)], "#fffdf6", lw, False)
                for j in range(4):
                    p.line([(x + dirx * sz * .28, y0 - sz * (.46 + j * .1)), (x + dirx * sz * .66, y0 - sz * (.54 + j * .1))], max(1, lw * .5))
            elif r < .52 and wet:
                p.k.disc(x, y0 - sz * .12, sz * .56, BLACK, ry=sz * .2).disc(x, y0 - sz * .13, sz * .52, "#f0a53a", ry=sz * .16)
                p.fill([(x - sz * .3, y0 - sz * .2), (x + sz * .3, y0 - sz * .2), (x + sz * .3, y0 - sz * .5), (x - sz * .3, y0 - sz * .5)], c, False)
        else:
            p.k.disc(x, y0 - sz * 1.06, sz * .27, BLACK).disc(x, y0 - sz * 1.06, sz * .27 - lw * .6, sk)
            if rng.random() < .5:
                p.fill([(x - sz * .3, y0 - sz * 1.12), (x, y0 - sz * 1.5), (x + sz * .3, y0 - sz * 1.12)], cols[rng.integers(8)], True)
        if wet:
            p.fill([(x - sz * .56, y0 - sz * .10), (x, y0 - sz * .03), (x + sz * .56, y0 - sz * .10), (x + sz * .5, y0 + sz * .12), (x - sz * .5, y0 + sz * .12)], "#a9c4cf")
            p.line([(x - sz * .6, y0 - sz * .06), (x - sz * .2, y0 + sz * .03), (x + sz * .2, y0 - sz * .01), (x + sz * .6, y0 - sz * .06)], lw)
            if sz > 40:
                p.line([(x - sz * .44, y0 + sz * .12), (x, y0 + sz * .18), (x + sz * .44, y0 + sz * .11)], lw * .7)
    # waves, gull overtaking the queue on a buoy
    for y, x0, x1, w in ((500, 40, 900, 2), (560, 60, 860, 2.2), (640, 720, 880, 2.4), (600, 1280, 1580, 2.4), (720, 1240, 1600, 2.8), (860, 1380, 1600, 3.2), (900, 760, 1140, 3), (1120, 780, 1600, 3.6), (1180, 760, 1600, 3.8), (1010, 1340, 1600, 3.4)):
        waves(p, y, x0, x1, amp=4 + (y - 480) / 120, w=w, seed=y)
    p.shape([(1420, 1160), (1440, 1070), (1470, 1040), (1500, 1070), (1520, 1160)], "#b5402f", 4.4)
    p.hatch([(1480, 1056), (1502, 1076), (1516, 1154), (1490, 1154)], 8, 1.2, 2)
    gull(p, 1466, 986, 92, -1)
    p.line([(1390, 1168), (1470, 1178), (1560, 1166)], 3.6)
    return p.done()


SCENES = {"cartoon-tide-table": tide_table, "cartoon-committee": committee, "cartoon-ferry-queue": ferry_queue}
