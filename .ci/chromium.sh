#!/bin/sh
# Make sure that the browser tests find a Chromium: the system's, or install one. Argument: the Python of the environment.
set -eu
python="$1"
if "$python" -m tests.browser; then exit 0; fi
echo "No Chromium found; installing one."
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
if command -v apt-get >/dev/null; then
  # Debian's own package first: it needs no download from anywhere else.
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null || true
fi
"$python" -m tests.browser || "$python" -m playwright install --with-deps chromium
"$python" -m tests.browser
