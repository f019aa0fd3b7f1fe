"""What a camera sees of a code held before it: a film that Chromium takes for one (YUV4MPEG2)."""

import segno

WIDTH, HEIGHT, FRAMES = 640, 480, 2


def film(text):
    """The bytes of a film of `text` as a QR code, dark on white, in the middle."""
    rows = [bytes(row) for row in segno.make(text, error="m").matrix_iter(scale=8, border=4)]
    side, top = (WIDTH - len(rows[0])) // 2, (HEIGHT - len(rows)) // 2
    white = bytes([235])
    lines = [white * side + bytes(16 if dark else 235 for dark in row) + white * (WIDTH - side - len(row)) for row in rows]
    blank = [white * WIDTH]
    light = b"".join(blank * top + lines + blank * (HEIGHT - top - len(rows)))
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    return f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420\n".encode() + (b"FRAME\n" + light + grey) * FRAMES
