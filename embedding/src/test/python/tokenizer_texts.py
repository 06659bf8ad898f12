"""Makes tokenizer-texts.tsv.gz: texts, with the token numbers that the reference gives them.

    pip install tokenizers==0.23.3
    python tokenizer_texts.py minilm-tokenizer.json tokenizer-texts.tsv.gz

The first argument is the model's tokenizer.json, the second what is written: a line a text, the
text in base64, a tab, and the numbers with spaces between. The texts are made here, from chance
with a fixed seed: the same script makes the same file.
"""

import base64
import gzip
import random
import sys

from tokenizers import Tokenizer

RANDOM = random.Random(20)
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[cls]", "[ SEP ]", "[CLS", "SEP]"]
SENTENCES = [
    "How do I change the address on my account?",
    "What's the difference between a mutex and a semaphore?",
    "Is Java 17 supported on Windows 11 (x86-64)?",
    "Convert 12.50 EUR to USD; round to 2 decimals.",
    "Please don't cancel order #4711-B, it's already paid!",
    "e-mail me at someone@example.org before 7 p.m. or 19:30",
    "The naïve café owner’s résumé — written in São Paulo…",
    "Über-große Straße, weiß, ÆØÅ, Łódź, İstanbul, ΣΊΣΥΦΟΣ",
    "Как поменять пароль? Где мой счёт?",
    "كيف أغيّر كلمة المرور؟",
    "איך אני משנה את הסיסמה?",
    "मैं अपना पासवर्ड कैसे बदलूँ?",
    "ฉันจะเปลี่ยนรหัสผ่านได้อย่างไร",
    "怎么修改我的密码？请告诉我。",
    "パスワードを変更するにはどうすればよいですか。",
    "비밀번호를 어떻게 바꾸나요?",
    "SELECT name, count(*) FROM t WHERE x >= 10 AND y != 'a_b' GROUP BY 1;",
    "for (int i = 0; i < n; i++) { sum += a[i] * b[i]; } // O(n)",
    "C:\\Users\\me\\file.txt or /usr/local/bin, ~/.config & $HOME",
    "∑ x² ≤ ∞, √2 ≈ 1.414, π ≠ 3, ½ + ¼ = ¾, 25 °C, 100 €/m², №5",
    "👍🏽 👩‍👩‍👧‍👦 🇩🇪 ☕️ 🤷🏿‍♀️ what does this mean 🙂?",
]
RANGES = {
    "latin": (0xC0, 0x24F),
    "greek": (0x391, 0x3C9),
    "cyrillic": (0x400, 0x45F),
    "hebrew": (0x5D0, 0x5EA),
    "arabic": (0x621, 0x64A),
    "arabic marks": (0x64B, 0x652),
    "devanagari": (0x904, 0x94D),
    "thai": (0xE01, 0xE3A),
    "vietnamese": (0x1EA0, 0x1EF9),
    "kana": (0x3041, 0x30FE),
    "ideographs": (0x4E00, 0x9FA5),
    "more ideographs": (0x3400, 0x3FFF),
    "rare ideographs": (0x20000, 0x20FFF),
    "compatibility ideographs": (0xF900, 0xFA2D),
    "hangul": (0xAC00, 0xD7A3),
    "jamo": (0x1100, 0x1159),
    "symbols": (0x2190, 0x22FF),
    "punctuation": (0x2010, 0x205E),
    "ideographic punctuation": (0x3001, 0x3020),
    "full width": (0xFF01, 0xFF5E),
    "marks": (0x300, 0x36F),
    "emoji": (0x1F600, 0x1F64F),
    "private": (0xE000, 0xE0FF),
    "ascii": (0x20, 0x7E),
}
BLANKS = " \t\n\r\u000b\u000c\u0085\u00a0\u1680\u2003\u2009\u2028\u2029\u202f\u205f\u3000"
DROPPED = "\u0000\u0001\u0007\u001f\u007f\u0080\u009f\u00ad\u200b\u200d\u200e\u2060\ufeff\ufffd"


def some(low, high):
    return range(RANDOM.randint(low, high))


def signs(name):
    low, high = RANGES[name]
    return "".join(chr(RANDOM.randint(low, high)) for _ in some(1, 9))


def invented():
    parts = ["ba", "cre", "do", "fli", "gra", "hu", "ki", "lo", "mi", "nor", "pu", "qua", "sta", "tion", "ve", "xi", "zz"]
    return "".join(RANDOM.choice(parts) for _ in some(1, 5))


def cased(word):
    return RANDOM.choice([word, word, word.upper(), word.capitalize(), word.swapcase()])


def english(words):
    glue = [" ", " ", " ", " ", " ", ", ", ". ", "-", "'", " (", ") ", "? ", "/", "_", " \"", "  "]
    chosen = [cased(RANDOM.choice([RANDOM.choice(words), RANDOM.choice(words), invented()])) for _ in some(1, 40)]
    return "".join(word + RANDOM.choice(glue) for word in chosen)


def mixed(words):
    pieces = [lambda: signs(RANDOM.choice(list(RANGES))), lambda: RANDOM.choice(words), invented]
    return "".join(RANDOM.choice(pieces)() + RANDOM.choice(["", " ", " ", "."]) for _ in some(1, 20))


def odd(words):
    pieces = [
        lambda: RANDOM.choice(BLANKS),
        lambda: RANDOM.choice(DROPPED),
        lambda: RANDOM.choice(SPECIAL),
        lambda: RANDOM.choice(words),
        lambda: signs("marks"),
        lambda: str(RANDOM.randint(0, 10**9)),
    ]
    return "".join(RANDOM.choice(pieces)() for _ in some(1, 30))


def edges(words):
    yield from SENTENCES
    yield from (sentence.upper() for sentence in SENTENCES)
    yield from SPECIAL
    yield from BLANKS
    yield from DROPPED
    yield from ("a" * n for n in (1, 50, 99, 100, 101, 200))
    yield from ("é" * n for n in (50, 99, 100, 101))
    yield from ("a" + blank + "b" for blank in BLANKS + DROPPED)
    yield from ("\ud55c" * n for n in (33, 34, 50, 51))
    yield from (" ".join(RANDOM.choice(words) for _ in range(n)) for n in (253, 254, 255, 256, 600))
    for point in (0x4E00, 0x9FFF, 0x3400, 0x4DBF, 0x20000, 0x2A6DF, 0x2A700, 0x2B740, 0x2B920, 0x2CEAF, 0xF900, 0x2F800):
        yield "x" + chr(point) + "y"


def texts(words):
    yield from edges(words)
    for name in RANGES:
        for _ in range(20):
            yield " ".join(signs(name) for _ in some(1, 6))
    for _ in range(700):
        yield english(words)
    for _ in range(500):
        yield mixed(words)
    for _ in range(400):
        yield odd(words)


def main(tokenizer_file, out_file):
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    words = sorted(word for word in tokenizer.get_vocab() if word.isalpha() and len(word) > 1)
    with open(out_file, "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as out:
        for text in texts(words):
            ids = " ".join(map(str, tokenizer.encode(text).ids))
            out.write(base64.b64encode(text.encode()) + b"\t" + ids.encode() + b"\n")


main(sys.argv[1], sys.argv[2])
