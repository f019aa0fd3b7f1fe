# shellcheck shell=bash
# Read by bin/start, bin/test, bin/manage, bin/bench, bin/messages: makes what they need and nothing twice. All it says goes to stderr.
#
#   prepare_python        .venv with the locked packages of requirements.txt
#   prepare_test_python   the same, and those of requirements-dev.txt
#   prepare_libraries     the system libraries WeasyPrint loads
#   prepare_programs      what the tests drive: a Chromium, pdftotext, zbarimg, msgfmt
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
LOG=$(mktemp "${TMPDIR:-/tmp}/warsha-setup.XXXXXX")
trap 'rm -f -- "$LOG"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
unset PYTHONHOME PYTHONPATH
[ -n "${PORT-}" ] || unset PORT

say() { printf '%s\n' "$*" >&2; }

# fail SENTENCE: what to do, preceded by the end of what the failed step printed, if anything
fail() {
    [ ! -s "$LOG" ] || tail -n 15 -- "$LOG" >&2
    say "$*"
    exit 1
}

# quietly COMMAND…: its output is kept for fail and not shown
quietly() { "$@" >"$LOG" 2>&1 </dev/null; }

# ---- system packages -------------------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n -- "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

# install WHY PACKAGE…: installs them, or prints the one line to run and stops
install() {
    local why=$1
    shift
    if ! may_install; then
        : >"$LOG"
        fail "$why Run this line, then start again:  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    fi
    say "Installing $*"
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get update ||
        say "The package lists could not be refreshed; trying with those at hand."
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# ---- Python ----------------------------------------------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

has_venv() { "$1" -c 'import ensurepip, venv; ensurepip.version()' 2>/dev/null; }

# find_python TEST: the first Python that is new enough and passes TEST
find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3 python3.14 /usr/bin/python3; do
        if command -v "$name" >/dev/null && new_enough "$name" && "$1" "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# choose_python: the path of a Python that can make environments; installs the venv module of one that cannot
choose_python() {
    find_python has_venv && return
    local found version
    found=$(find_python true) || fail "No Python 3.11 or newer was found: run  sudo apt-get install -y python3 python3-venv"
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install "Python $version lacks its venv module." "python$version-venv" ||
        fail "The venv module of Python $version could not be installed: run  sudo apt-get install -y python$version-venv"
    find_python has_venv || fail "$found still lacks its venv module: install python$version-venv, then start again."
}

# stamp FILE…: what the environment was made of
stamp() {
    "$PYTHON" - "$@" <<'PYTHON'
import hashlib, sys
print(sys.version, hashlib.sha256(b"".join(open(name, "rb").read() for name in sys.argv[1:])).hexdigest())
PYTHON
}

# is_made STAMP FILE…: whether .venv works and holds these requirements already
is_made() {
    local kept=$VENV/$1
    shift
    [ -x "$PYTHON" ] && [ -f "$kept" ] && [ ! -e "$VENV/unfinished" ] && [ "$(stamp "$@" 2>/dev/null)" = "$(cat -- "$kept")" ]
}

# make_venv: an empty .venv in the place of a missing, broken or half-made one
make_venv() {
    if [ ! -e "$VENV/unfinished" ] && "$PYTHON" -m pip --version >/dev/null 2>&1 && new_enough "$PYTHON"; then return; fi
    local python
    python=$(choose_python)
    say "Making .venv with $python"
    rm -rf -- "$VENV"
    mkdir -- "$VENV" 2>"$LOG" || fail "$ROOT cannot be written to: give this user the right to write there."
    touch -- "$VENV/unfinished"
    quietly "$python" -m venv "$VENV" || fail "$python could not make $VENV: free some disk space or install python3-venv, then start again."
}

# install_requirements STAMP FILE…: as locked, and only wheels and sources whose hash is known
install_requirements() {
    local name=$1
    shift
    make_venv
    touch -- "$VENV/unfinished"
    say "Installing the packages of ${*##*/}; this takes a minute or two"
    local file
    for file in "$@"; do
        quietly "$PYTHON" -m pip install --disable-pip-version-check --no-input --require-hashes -r "$file" ||
            fail "The packages of ${file##*/} could not be installed: check the network connection, then start again."
    done
    stamp "$@" >"$VENV/$name"
    rm -f -- "$VENV/unfinished"
}

# once STAMP FILE…: one process at a time makes the environment; the others wait and find it made
once() {
    is_made "$@" && return
    exec 9<"$ROOT" # the folder itself is the lock
    flock 9
    is_made "$@" || install_requirements "$@"
    exec 9<&-
}

prepare_python() { once requirements.stamp "$ROOT/requirements.txt"; }

prepare_test_python() {
    prepare_python
    once requirements-dev.stamp "$ROOT/requirements-dev.txt"
}

# ---- libraries and programs ------------------------------------------------------------------------------------------

libraries_load() {
    "$PYTHON" - <<'PYTHON' 2>/dev/null
import ctypes
for name in ("gobject-2.0.so.0", "pango-1.0.so.0", "pangoft2-1.0.so.0", "harfbuzz.so.0", "harfbuzz-subset.so.0", "fontconfig.so.1"):
    ctypes.CDLL(f"lib{name}")
PYTHON
}

prepare_libraries() {
    libraries_load && return
    local packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1"
    # shellcheck disable=SC2086  # one word each
    install "Certificates need Pango and HarfBuzz." $packages || true
    libraries_load || fail "Pango and HarfBuzz could not be installed: run  sudo apt-get install -y $packages"
}

find_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do
        # Ubuntu's chromium-browser is an empty shell around a snap: it must answer to count
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

prepare_programs() {
    command -v pdftotext >/dev/null && command -v zbarimg >/dev/null && command -v msgfmt >/dev/null ||
        install "The tests read PDF files, QR codes and translations." poppler-utils zbar-tools gettext ||
        fail "The tests' programs could not be installed: run  sudo apt-get install -y poppler-utils zbar-tools gettext"
    if ! CHROMIUM=$(find_chromium); then
        install "The browser tests drive Chromium." chromium ||
            fail "Chromium could not be installed: run  sudo apt-get install -y chromium"
        CHROMIUM=$(find_chromium) || fail "The browser tests drive Chromium, and none that runs was found: install Chromium or Google Chrome."
    fi
    export CHROMIUM
}
