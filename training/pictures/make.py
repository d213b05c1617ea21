"""Draw the demo pictures:  python make.py [--out DIR] [--jobs N] [key ...]

Reads the titles, credits and alt texts from pictures.toml in the output folder and embeds them in each JPEG.
"""
import argparse
import importlib
import io
import os
import pathlib
import sys
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from xml.sax.saxutils import escape, quoteattr

OUT = pathlib.Path(__file__).resolve().parents[2] / "src/standfirst/interchange/demo/pictures"
FAMILIES = ("sea", "shore", "town", "halls", "land", "plan", "charts", "cartoons", "portraits")
TARGETS = {"portraits": 100_000, "charts": 150_000, "harbour-1626": 245_000, "citrus-groves": 235_000}    # bytes
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"


def scenes():
    found = {}
    for name in FAMILIES:
        try:
            mod = importlib.import_module(name)
        except ModuleNotFoundError as e:
            if e.name != name:
                raise
            continue
        found.update({k: (name, k) for k in mod.SCENES})
    return found


def xmp(meta):
    """The rights and descriptions of one picture, as an XMP packet."""
    def alt(tag, texts):
        items = "".join(f"<rdf:li xml:lang={quoteattr(l)}>{escape(t)}</rdf:li>" for l, t in texts.items())
        return f"<{tag}><rdf:Alt>{items}</rdf:Alt></{tag}>"

    alts = meta.get("alt", {})
    body = "".join((
        alt("dc:title", {"x-default": meta.get("title", "")}),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.get('creator', ''))}</rdf:li></rdf:Seq></dc:creator>",
        alt("dc:rights", {"x-default": meta.get("copyright", "")}),
        alt("dc:description", {"x-default": meta.get("caption", "")}),
        alt("Iptc4xmpCore:AltTextAccessibility", {"x-default": alts.get("en", ""), **alts}),
    ))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f' photoshop:Credit={quoteattr(meta.get("credit", ""))}'
        f' photoshop:DateCreated={quoteattr(meta.get("date", ""))}'
        f' Iptc4xmpCore:Location={quoteattr(meta.get("place", ""))}'
        f' Iptc4xmpExt:DigitalSourceType="{SOURCE}">{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    ).encode()


def save(im, path, meta, target):
    """The best quality whose file stays within `target` bytes."""
    packet = xmp(meta)
    lo, hi, best = 15, 92, None
    while lo <= hi:
        q = (lo + hi) // 2
        b = io.BytesIO()
        im.save(b, "JPEG", quality=q, progressive=True, optimize=True, xmp=packet)
        if b.tell() <= target:
            best, lo = (q, b.getvalue()), q + 1
        else:
            hi = q - 1
    path.write_bytes(best[1])
    return best[0], len(best[1])


def draw(job):
    family, key, out, meta = job
    t = time.time()
    im = importlib.import_module(family).SCENES[key]().convert("RGB")
    target = TARGETS.get(key) or TARGETS.get(family, 178_000)
    q, n = save(im, pathlib.Path(out) / f"{key}.jpg", meta, target)
    return f"{key:26s} {im.size[0]}x{im.size[1]} q{q} {n / 1000:.0f} KB {time.time() - t:.1f}s"


def main():
    if "MALLOC_MMAP_THRESHOLD_" not in os.environ:     # keep big arrays on the heap: three times as fast
        os.environ.update(MALLOC_MMAP_THRESHOLD_="4294967296", MALLOC_TRIM_THRESHOLD_="8589934592",
                          MALLOC_TOP_PAD_="268435456")
        os.execv(sys.executable, [sys.executable, *sys.argv])
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("keys", nargs="*")
    a.add_argument("--out", default=str(OUT))
    a.add_argument("--jobs", type=int, default=2)
    a = a.parse_args()
    out = pathlib.Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    toml = out / "pictures.toml"
    metas = tomllib.loads(toml.read_text("utf-8")) if toml.exists() else {}
    jobs = [(f, k, a.out, metas.get(k, {})) for k, (f, _) in scenes().items() if not a.keys or k in a.keys]
    failed = False
    with ProcessPoolExecutor(a.jobs) as pool:
        for key, done in [(j[1], pool.submit(draw, j)) for j in jobs]:
            try:
                print(done.result(), flush=True)
            except Exception as e:
                print(f"{key}: {type(e).__name__}: {e}", file=sys.stderr, flush=True)
                failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
